// Shares of each partner before and after sanctions, by a model: a dot, a disc with its band, and
// a hollow diamond for what was observed. Probabilities of acts are drawn alike: the dot is the base
// rate, the disc the forecast, the diamond the pair's own past.
import { axisTop } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { canvas, element, evidenceLinks, fit, language, name, redraw, rove, say, teller } from "./common.js";

const ROW = 26;
const TOP = 24;
const RIGHT = 16;
const DIAMOND = "M0,-5.5L5.5,0L0,5.5L-5.5,0Z";

const DIVERSION = { before: "before", after: "after", band: "bandLabel", label: "diversionLabel", labels: 140 };
const OUTLOOK = { before: "baseRate", after: "forecast", label: "outlookLabel", labels: 215 };

export const drawDiversion = (box, data) => drawPanels(box, data, DIVERSION);
export const drawOutlook = (box, data) => drawPanels(box, data, OUTLOOK);

function drawPanels(box, { panels }, words) {
  const grid = element("div", { class: "multiples diversions" });
  box.append(grid);
  const tell = teller(box);
  keys(box, panels.find(({ observed }) => observed)?.observed, words);
  const most = Math.max(...panels.flatMap(({ rows }) => rows.flatMap(values)));
  for (const panel of panels) {
    const chart = element("div");
    grid.append(element("div", { class: "multiple" }, element("p", { class: "multiple-title" }, panel.title), chart));
    redraw(chart, () => draw(chart, panel, most, tell, words));
  }
}

const values = (row) => [row.before, row.after, row.high ?? 0, row.observed ?? 0];

function draw(chart, { title, rows }, most, tell, words) {
  const size = () => TOP + rows.length * ROW + 4;
  const { svg, width } = canvas(chart, size, `${title}. ${say(words.label)}`);
  const labels = Math.min(words.labels, width * 0.5);
  const x = scaleLinear([0, most], [labels + 6, width - RIGHT]).nice(4);
  const ordered = [...rows].sort((a, b) => Math.max(b.before, b.after) - Math.max(a.before, a.after));
  const y = (row) => TOP + ROW * (ordered.indexOf(row) + 0.5);
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const axis = axisTop(x).ticks(4).tickFormat(percent.format).tickSize(-(rows.length * ROW));
  svg.append("g").attr("class", "axis grid").attr("transform", `translate(0,${TOP})`).call(axis);
  const marks = svg
    .append("g")
    .selectAll("g")
    .data(ordered)
    .join("g")
    .attr("class", "shift")
    .attr("transform", (row) => `translate(0,${y(row)})`)
    .attr("role", "img")
    .attr("aria-label", (row) => row.words)
    .on("focus mouseenter", (_, row) => tell(...evidenceLinks(row)));
  marks.append("rect").attr("class", "reach").attr("y", -ROW / 2).attr("width", width).attr("height", ROW);
  marks
    .append("text")
    .attr("class", "party")
    .attr("x", labels - 4)
    .attr("dy", "0.35em")
    .attr("text-anchor", "end")
    .each(function (row) {
      fit(select(this), name(row.partner), labels - 6);
    });
  const banded = marks.filter((row) => row.low !== null && row.high !== null);
  banded.append("rect").attr("class", "spread").attr("y", -6).attr("height", 12);
  banded.select(".spread").attr("x", (row) => x(row.low)).attr("width", (row) => x(row.high) - x(row.low));
  marks.append("line").attr("class", "way").attr("x1", (row) => x(row.before)).attr("x2", (row) => x(row.after));
  marks.append("circle").attr("class", "before").attr("r", 3).attr("cx", (row) => x(row.before));
  marks.append("circle").attr("class", "after").attr("r", 5).attr("cx", (row) => x(row.after));
  const seen = marks.filter((row) => row.observed !== null);
  seen.append("path").attr("class", "observed").attr("d", DIAMOND);
  seen.select(".observed").attr("transform", (row) => `translate(${x(row.observed)},0)`);
  rove(marks);
}

// What each mark means, in the order of the drawing.
function keys(box, observed, words) {
  const list = element("ul", { class: "legend diversion-keys" });
  const item = (words, paint) => {
    const entry = element("li");
    const svg = select(entry).append("svg").attr("width", 30).attr("height", 14).attr("viewBox", "0 0 30 14");
    paint(svg.attr("aria-hidden", "true").append("g").attr("class", "shift").attr("transform", "translate(15,7)"));
    entry.append(words);
    list.append(entry);
  };
  item(say(words.before), (g) => g.append("circle").attr("class", "before").attr("r", 3));
  item(say(words.after), (g) => g.append("circle").attr("class", "after").attr("r", 5));
  if (words.band) item(say(words.band), (g) => g.append("rect").attr("class", "spread").attr("x", -14).attr("y", -6).attr("width", 28).attr("height", 12));
  if (observed) item(observed, (g) => g.append("path").attr("class", "observed").attr("d", DIAMOND));
  box.append(list);
}

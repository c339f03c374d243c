// Small charts, one a series: values as published, year by year.
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { canvas, element, language, redraw, rove, say, teller } from "./common.js";

const HEIGHT = 150;
const MARGIN = { left: 58, right: 20, top: 10, bottom: 24 };

export function drawFlows(box, data) {
  const grid = element("div", { class: "multiples" });
  box.append(grid);
  const tell = teller(box);
  for (const series of data.series) {
    const cell = element("div", { class: "multiple" }, element("p", { class: "multiple-title" }, series.title));
    const chart = element("div");
    cell.append(chart);
    grid.append(cell);
    redraw(chart, () => draw(chart, series, tell));
  }
}

function draw(chart, { title, unit, points }, tell) {
  const { svg, width } = canvas(chart, () => HEIGHT, title);
  const years = points.map((point) => point.year);
  const top = Math.max(...points.map((point) => point.high ?? point.value), 0);
  const x = scaleLinear([Math.min(...years), Math.max(...years)], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([0, top || 1], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  const left = axisLeft(y).ticks(4).tickFormat((value) => short(value, unit));
  left.tickSize(-(width - MARGIN.left - MARGIN.right));
  svg.append("g").attr("class", "axis grid").attr("transform", `translate(${MARGIN.left},0)`).call(left);
  const bottom = axisBottom(x).ticks(Math.min(5, new Set(years).size)).tickFormat(String).tickSizeOuter(0);
  const base = `translate(0,${HEIGHT - MARGIN.bottom})`;
  svg.append("g").attr("class", "axis").attr("transform", base).call(bottom);
  const best = [...new Map([...points].reverse().map((point) => [point.year, point])).values()];
  best.sort((a, b) => a.year - b.year);
  // Years without a value are bridged by dots, not by a line.
  const steps = best.slice(1).map((point, index) => [best[index], point]);
  svg
    .append("g")
    .selectAll("path")
    .data(steps)
    .join("path")
    .attr("class", ([from, to]) => (to.year - from.year > 1 ? "flow gap" : "flow"))
    .attr("d", line().x((p) => x(p.year)).y((p) => y(p.value)));
  svg
    .append("g")
    .selectAll("line")
    .data(points.filter((p) => p.low !== null && p.high !== null))
    .join("line")
    .attr("class", "range")
    .attr("x1", (p) => x(p.year))
    .attr("x2", (p) => x(p.year))
    .attr("y1", (p) => y(p.low))
    .attr("y2", (p) => y(p.high));
  const words = (p) => `${title}, ${p.year}${say("colon")} ${p.printed} (${p.source})`;
  const drawn = svg
    .append("g")
    .selectAll("circle")
    .data(points)
    .join("circle")
    .attr("class", (p) => `value${p.sure ? "" : " unsure"}`)
    .attr("cx", (p) => x(p.year))
    .attr("cy", (p) => y(p.value))
    .attr("r", 3.5)
    .attr("role", "img")
    .attr("aria-label", words)
    .on("focus mouseenter", (_, p) => tell(words(p)));
  rove(drawn);
}

function short(value, unit) {
  const plain = (n) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(n);
  if (unit === "percent") return `${plain(value)}${say("percent")}`;
  if (value >= 1e9) return say("billions", { n: plain(value / 1e9) });
  if (value >= 1e6) return say("millions", { n: plain(value / 1e6) });
  return plain(value);
}

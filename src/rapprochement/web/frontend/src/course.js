// The relation's course: acts by quarter above, mean PLOVER score below.
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scaleUtc } from "d3-scale";
import { canvas, element, redraw, rove, say, spans, teller, tick, time, year } from "./common.js";

const MARGIN = { left: 34, right: 16, top: 14 };
const BARS = 150;
const GAP = 38;
const SCORES = 110;

export function drawCourse(box, data) {
  const first = year(data.quarters[0].start);
  const choices = [{ label: say("wholeSpan", { year: first }), from: data.quarters[0].start }];
  const recent = data.spans.earlier?.start;
  if (recent && recent > data.quarters[0].start) {
    choices.unshift({ label: say("sinceYear", { year: year(recent) }), from: recent });
  }
  let from = choices[0].from;
  const tell = teller(box);
  box.append(
    element(
      "ul",
      { class: "legend" },
      element("li", {}, element("span", { class: "swatch cooperation" }), say("cooperation")),
      element("li", {}, element("span", { class: "swatch conflict" }), say("conflict")),
      element("li", {}, element("span", { class: "swatch neutral" }), say("neutral")),
    ),
  );
  spans(box, choices, (choice) => {
    from = choice.from;
    draw();
  });
  redraw(box, draw);

  function draw() {
    const quarters = data.quarters.filter((quarter) => quarter.start >= from);
    const size = () => MARGIN.top + BARS + GAP + SCORES + 24;
    const { svg, width } = canvas(box, size, say("courseLabel"));
    const last = new Date(time(quarters[quarters.length - 1].end).getTime() + 864e5);
    const x = scaleUtc([time(quarters[0].start), last], [MARGIN.left, width - MARGIN.right]);
    drawBars(svg, quarters, x);
    drawScores(svg, quarters, x, width);
    const axis = axisBottom(x).ticks(width < 480 ? 4 : 8).tickFormat(tick).tickSizeOuter(0);
    const bottom = MARGIN.top + BARS + GAP + SCORES;
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${bottom})`).call(axis);
  }

  function words(quarter) {
    const label = say("quarter", { q: quarter.quarter.slice(-1), year: quarter.quarter.slice(0, 4) });
    const mean = quarter.score_mean === null ? "" : `, ${say("score", { n: number(quarter.score_mean) })}`;
    return `${label}${say("colon")} ${say("acts", { n: quarter.count })}${mean}`;
  }

  function drawBars(svg, quarters, x) {
    const most = Math.max(...quarters.map((quarter) => quarter.count), 1);
    const y = scaleLinear([0, most], [MARGIN.top + BARS, MARGIN.top]);
    const step = (x.range()[1] - x.range()[0]) / quarters.length;
    const gap = step > 4 ? 1 : 0;
    const left = axisLeft(y).ticks(Math.min(5, most)).tickFormat(number).tickSize(-(x.range()[1] - MARGIN.left));
    svg.append("g").attr("class", "axis grid").attr("transform", `translate(${MARGIN.left},0)`).call(left);
    const groups = svg
      .append("g")
      .selectAll("g")
      .data(quarters.filter((quarter) => quarter.count))
      .join("g")
      .attr("class", "bar")
      .attr("role", "img")
      .attr("aria-label", words)
      .on("focus mouseenter", (_, quarter) => tell(words(quarter)));
    rove(groups);
    groups.each(function (quarter) {
      let base = 0;
      for (const sign of ["cooperation", "neutral", "conflict"]) {
        const height = quarter[sign];
        if (!height) continue;
        const rect = this.appendChild(document.createElementNS(this.namespaceURI, "rect"));
        rect.setAttribute("class", sign);
        rect.setAttribute("x", x(time(quarter.start)) + gap / 2);
        rect.setAttribute("width", Math.max(1.5, step - gap));
        rect.setAttribute("y", y(base + height));
        rect.setAttribute("height", y(base) - y(base + height));
        base += height;
      }
    });
    svg.append("text").attr("class", "axis-title").attr("x", 2).attr("y", 10).text(say("actsAxis"));
  }

  function drawScores(svg, quarters, x, width) {
    const top = MARGIN.top + BARS + GAP;
    const y = scaleLinear([-10, 10], [top + SCORES, top]);
    const left = axisLeft(y).tickValues([-10, -5, 0, 5, 10]).tickFormat(number);
    left.tickSize(-(width - MARGIN.left - MARGIN.right));
    svg.append("g").attr("class", "axis grid").attr("transform", `translate(${MARGIN.left},0)`).call(left);
    svg.append("line").attr("class", "zero").attr("x1", MARGIN.left).attr("x2", width - MARGIN.right);
    svg.select(".zero").attr("y1", y(0)).attr("y2", y(0));
    const middle = (quarter) => (x(time(quarter.start)) + x(time(quarter.end))) / 2;
    const scored = quarters.filter((quarter) => quarter.score_mean !== null);
    svg
      .append("g")
      .selectAll("line")
      .data(scored)
      .join("line")
      .attr("class", (q) => `stem ${q.score_mean < 0 ? "conflict" : "cooperation"}`)
      .attr("x1", middle)
      .attr("x2", middle)
      .attr("y1", y(0))
      .attr("y2", (q) => y(q.score_mean));
    svg
      .append("g")
      .selectAll("circle")
      .data(scored)
      .join("circle")
      .attr("class", (q) => `score ${q.score_mean < 0 ? "conflict" : "cooperation"}`)
      .attr("cx", middle)
      .attr("cy", (q) => y(q.score_mean))
      .attr("r", 3);
    svg.append("text").attr("class", "axis-title").attr("x", 2).attr("y", top - 8).text(say("scoreAxis"));
  }
}

const number = (value) => String(value).replace("-", "−").replace(".", say("decimal"));

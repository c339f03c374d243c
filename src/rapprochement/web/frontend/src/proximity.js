// The closeness of the pair: the estimate with its band, years without data, turning points.
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { canvas, evidenceLinks, redraw, rove, say, teller } from "./common.js";

const HEIGHT = 300;
const MARGIN = { left: 34, right: 14, top: 30, bottom: 26 };

export function drawProximity(box, { years, turns }) {
  const tell = teller(box);
  redraw(box, draw);

  function draw() {
    const { svg, width } = canvas(box, () => HEIGHT, say("proximityLabel"));
    const first = years[0].year;
    const last = years[years.length - 1].year;
    const x = scaleLinear([first - 0.5, last + 0.5], [MARGIN.left, width - MARGIN.right]);
    const ends = [Math.min(0, ...years.map((y) => y.low)), Math.max(0, ...years.map((y) => y.high))];
    const y = scaleLinear(ends, [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(6);
    drawTurns(svg, x, width);
    const left = axisLeft(y).ticks(6).tickFormat(signed).tickSize(-(width - MARGIN.left - MARGIN.right));
    svg.append("g").attr("class", "axis grid").attr("transform", `translate(${MARGIN.left},0)`).call(left);
    const bottom = axisBottom(x).ticks(width < 480 ? 4 : 8).tickFormat(String).tickSizeOuter(0);
    const base = `translate(0,${HEIGHT - MARGIN.bottom})`;
    svg.append("g").attr("class", "axis").attr("transform", base).call(bottom);
    svg.append("text").attr("class", "axis-title").attr("x", 2).attr("y", 10).text(say("proximityAxis"));
    const band = area().x((d) => x(d.year)).y0((d) => y(d.low)).y1((d) => y(d.high));
    svg.append("path").attr("class", "band").attr("d", band(years));
    svg.append("line").attr("class", "zero").attr("x1", MARGIN.left).attr("x2", width - MARGIN.right);
    svg.select(".zero").attr("y1", y(0)).attr("y2", y(0));
    // Where a year has no data the curve is only carried across: dots, not a line.
    const steps = years.slice(1).map((year, index) => [years[index], year]);
    svg
      .append("g")
      .selectAll("path")
      .data(steps)
      .join("path")
      .attr("class", ([from, to]) => (from.evidence && to.evidence ? "flow" : "flow gap"))
      .attr("d", line().x((d) => x(d.year)).y((d) => y(d.mean)));
    const dots = svg
      .append("g")
      .selectAll("g")
      .data(years)
      .join("g")
      .attr("class", (d) => `year${d.evidence ? "" : " silent"}${d.apart ? " apart" : ""}`)
      .attr("transform", (d) => `translate(${x(d.year)},${y(d.mean)})`)
      .attr("role", "img")
      .attr("aria-label", (d) => d.words)
      .on("focus mouseenter", (_, d) => tell(...evidenceLinks(d)));
    dots.append("rect").attr("class", "reach").attr("x", -6).attr("y", -14).attr("width", 12).attr("height", 28);
    dots.append("circle").attr("r", (d) => (d.evidence ? 3.6 : 1.5));
    rove(dots);
  }

  function drawTurns(svg, x, width) {
    const zones = svg.append("g").selectAll("g").data(turns).join("g").attr("class", "turn");
    zones
      .append("rect")
      .attr("x", (d) => x(d.low - 0.5))
      .attr("width", (d) => x(d.high + 0.5) - x(d.low - 0.5))
      .attr("y", MARGIN.top - 8)
      .attr("height", HEIGHT - MARGIN.bottom - MARGIN.top + 8);
    const middle = (d) => (x(d.low) + x(d.high)) / 2;
    zones
      .append("path")
      .attr("class", "arrow")
      .attr("d", (d) => (d.direction === "up" ? "M-5,5L0,-4L5,5Z" : "M-5,-4L0,5L5,-4Z"))
      .attr("transform", (d) => `translate(${middle(d)},${MARGIN.top - 16})`);
    zones
      .append("text")
      .attr("class", "axis-title")
      .attr("text-anchor", (d) => (middle(d) > width / 2 ? "end" : "start"))
      .attr("x", (d) => middle(d) + (middle(d) > width / 2 ? -10 : 10))
      .attr("y", MARGIN.top - 12)
      .text((d) => (d.low === d.high ? d.low : `${d.low}–${d.high}`));
    zones.attr("role", "img").attr("aria-label", (d) => d.label);
  }
}

const signed = (value) =>
  `${value < 0 ? "−" : value > 0 ? "+" : ""}${String(Math.abs(value)).replace(".", say("decimal"))}`;

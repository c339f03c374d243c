// What passed from each of the two states to the other, by domain: a disc for acts, an empty circle
// for a want that nothing meets.
import { scaleSqrt } from "d3-scale";
import { canvas, evidenceLinks, name, redraw, rove, say, teller } from "./common.js";

const ROW = 34;
const TOP = 44;

export function drawNeeds(box, { domains, ways, cells }) {
  const tell = teller(box);
  redraw(box, draw);

  function draw() {
    const size = () => TOP + domains.length * ROW + 4;
    const { svg, width } = canvas(box, size, say("needsLabel"));
    const labels = Math.min(170, width * 0.34);
    const step = (Math.min(width, 560) - labels) / ways.length;
    const x = (giver) => labels + step * (ways.findIndex(([from]) => from === giver) + 0.5);
    const y = (domain) => TOP + ROW * (domains.findIndex(({ id }) => id === domain) + 0.5);
    const radius = scaleSqrt([0, Math.max(1, ...cells.map((cell) => cell.count))], [0, ROW / 2 - 2]);
    for (const [from, to] of ways) {
      const heading = svg.append("text").attr("class", "axis-title").attr("text-anchor", "middle");
      heading.append("tspan").attr("x", x(from)).attr("y", 14).text(name(from));
      heading.append("tspan").attr("x", x(from)).attr("y", 29).text(`→ ${name(to)}`);
    }
    for (const { id, label } of domains) {
      svg.append("text").attr("class", "lane-label").attr("x", 2).attr("y", y(id)).attr("dy", "0.35em").text(label);
      svg.append("line").attr("class", "lane").attr("x1", 0).attr("x2", Math.min(width, 560));
      svg.select("line:last-of-type").attr("y1", y(id) + ROW / 2).attr("y2", y(id) + ROW / 2);
    }
    const marks = svg
      .append("g")
      .selectAll("g")
      .data(cells)
      .join("g")
      .attr("class", (cell) => `need${cell.open ? " open" : ""}${cell.count || cell.open ? "" : " none"}`)
      .attr("transform", (cell) => `translate(${x(cell.giver)},${y(cell.domain)})`)
      .attr("role", "img")
      .attr("aria-label", (cell) => cell.words)
      .on("focus mouseenter", (_, cell) => tell(...evidenceLinks(cell)));
    marks.append("rect").attr("class", "reach").attr("x", -22).attr("y", -ROW / 2);
    marks.select(".reach").attr("width", 44).attr("height", ROW);
    marks
      .filter((cell) => cell.count || cell.open)
      .append("circle")
      .attr("r", (cell) => (cell.count ? Math.max(4, radius(cell.count)) : 5));
    marks.filter((cell) => !cell.count && !cell.open).append("path").attr("d", "M-4,0H4");
    marks
      .filter((cell) => cell.count)
      .append("text")
      .attr("class", "lane-label")
      .attr("x", (cell) => Math.max(4, radius(cell.count)) + 5)
      .attr("dy", "0.35em")
      .text((cell) => cell.count);
    rove(marks);
  }
}

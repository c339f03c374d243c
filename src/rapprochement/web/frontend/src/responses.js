// The world, with arcs between states whose tie becomes more or less likely, by a model.
import { evidenceLinks, legend, redraw, rove, say, teller, thickness } from "./common.js";
import { curve, drawNames, drawWorld, world } from "./world.js";

export function drawResponses(box, data) {
  const earth = world(data.view);
  const { centres } = earth;
  const arcs = data.arcs.filter((arc) => centres.has(arc.a) && centres.has(arc.b));
  const size = (arc) => Math.abs(arc.difference);
  const most = Math.max(...arcs.map(size));
  const tied = new Set(arcs.flatMap((arc) => [arc.a, arc.b]));
  const codes = [...new Set([...data.pair, ...tied])].filter((code) => centres.has(code));
  const kind = (code) => (data.pair.includes(code) ? "pair" : tied.has(code) ? "tied" : "");
  const tell = teller(box);
  legend(box, ["more", "less", "unsure"].filter((way) => arcs.some((arc) => arc.way === way)));
  redraw(box, draw);

  function draw() {
    const drawing = drawWorld(box, earth, codes, kind, say("responsesLabel"));
    const drawn = drawing.svg
      .append("g")
      .selectAll("path")
      .data(arcs)
      .join("path")
      .attr("class", (arc) => `tie arc ${arc.way}`)
      .attr("stroke-width", (arc) => thickness(size(arc) / most, 1))
      .attr("d", (arc) => curve(drawing.at(arc.a), drawing.at(arc.b), drawing))
      .attr("role", "img")
      .attr("aria-label", (arc) => arc.words)
      .on("focus mouseenter", (_, arc) => tell(...evidenceLinks(arc)));
    rove(drawn);
    const largest = (code) => Math.max(...arcs.filter((arc) => arc.a === code || arc.b === code).map(size));
    drawNames(drawing, codes, data.pair, largest);
  }
}

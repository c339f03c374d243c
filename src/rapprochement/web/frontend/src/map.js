// The world, with arcs from the pair to third states; sign told by colour and by dash.
import { legend, name, redraw, rove, say, teller, thickness } from "./common.js";
import { curve, drawNames, drawWorld, world } from "./world.js";

export function drawMap(box, data) {
  const earth = world(data.view);
  const { centres } = earth;
  const arcs = data.arcs.filter((arc) => centres.has(arc.member) && centres.has(arc.other));
  const tied = new Set(arcs.map((arc) => arc.other));
  const codes = [...new Set([...data.pair, ...tied])].filter((code) => centres.has(code));
  const kind = (code) => (data.pair.includes(code) ? "pair" : tied.has(code) ? "tied" : "");
  const most = Math.max(...arcs.map((arc) => arc.count), 1);
  const tell = teller(box);
  legend(box);
  redraw(box, draw);

  function draw() {
    const drawing = drawWorld(box, earth, codes, kind, say("mapLabel"));
    drawArcs(drawing);
    const counts = (code) => arcs.filter((arc) => arc.other === code).map((arc) => arc.count);
    drawNames(drawing, codes, data.pair, (code) => counts(code).reduce((a, b) => a + b, 0));
  }

  function drawArcs(drawing) {
    const words = (arc) =>
      `${name(arc.member)} – ${name(arc.other)}${say("colon")} ${say("acts", { n: arc.count })}, ${say(arc.sign)}`;
    const drawn = drawing.svg
      .append("g")
      .selectAll("path")
      .data(arcs)
      .join("path")
      .attr("class", (arc) => `tie arc ${arc.sign}`)
      .attr("stroke-width", (arc) => thickness(arc.count, most))
      .attr("d", (arc) => curve(drawing.at(arc.member), drawing.at(arc.other), drawing))
      .attr("role", "img")
      .attr("aria-label", words)
      .on("focus mouseenter", (_, arc) => tell(words(arc)));
    rove(drawn);
  }
}

// The world, with arcs from the pair to third states; sign told by colour and by dash.
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { canvas, legend, name, place, redraw, rove, say, teller, thickness } from "./common.js";

const SOUTH = -57; // nothing is drawn south of it

// The meridian that sees the parties closest to the middle of the map.
function meridian(longitudes) {
  const sum = (f) => longitudes.reduce((s, degrees) => s + f((degrees * Math.PI) / 180), 0);
  return (Math.atan2(sum(Math.sin), sum(Math.cos)) * 180) / Math.PI;
}

function projectionFor(longitude, width) {
  const projection = geoNaturalEarth1().rotate([-longitude, 0]);
  projection.fitWidth(width - 2, { type: "Sphere" });
  const [x, y] = projection.translate();
  return projection.translate([x + 1, y + 1]).precision(0.3);
}

export function drawMap(box, data) {
  const atlas = window.rapprochementAtlas;
  const lands = feature(atlas, atlas.objects.countries).features;
  const own = ({ id, properties }) => properties[data.view] ?? id;
  const centres = new Map(lands.map((land) => [land.id, land.properties.c]));
  const arcs = data.arcs.filter((arc) => centres.has(arc.member) && centres.has(arc.other));
  const signs = new Map();
  for (const arc of arcs) signs.set(arc.other, signs.has(arc.other) ? "tied" : arc.sign);
  const tell = teller(box);
  legend(box);
  redraw(box, () => draw());

  function draw() {
    const codes = [...new Set([...data.pair, ...arcs.map((arc) => arc.other)])];
    const known = codes.filter((code) => centres.has(code));
    const longitude = meridian(known.map((code) => centres.get(code)[0]));
    let projection;
    const { svg, width, height } = canvas(
      box,
      (w) => {
        projection = projectionFor(longitude, w);
        return Math.ceil(projection([longitude, SOUTH])[1]);
      },
      say("mapLabel"),
    );
    const path = geoPath(projection);
    const hatch = svg.append("defs").append("pattern").attr("id", "hatch");
    hatch.attr("width", 2.4).attr("height", 2.4).attr("patternUnits", "userSpaceOnUse");
    hatch.attr("patternTransform", "rotate(45)").append("line").attr("class", "hatching");
    hatch.select("line").attr("y2", 2.4);
    svg.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
    const kind = (land) =>
      data.pair.includes(own(land)) ? "pair" : signs.has(own(land)) ? "tied" : "";
    svg
      .append("g")
      .selectAll("path")
      .data(lands)
      .join("path")
      .attr("class", (land) => `land ${kind(land)}`)
      .attr("data-code", own)
      .attr("d", path);
    svg
      .append("g")
      .selectAll("path")
      .data(lands.filter((land) => land.properties.disputed))
      .join("path")
      .attr("class", "disputed-land")
      .attr("fill", "url(#hatch)")
      .attr("d", path);
    svg
      .append("path")
      .attr("class", "border")
      .attr("d", path(mesh(atlas, atlas.objects.countries, (a, b) => a !== b && own(a) !== own(b))));
    const at = (code) => projection(centres.get(code));
    drawArcs(svg, at, width, height);
    drawLabels(svg, known, at, width, height);
  }

  function drawArcs(svg, at, width, height) {
    const most = Math.max(...arcs.map((arc) => arc.count), 1);
    const words = (arc) =>
      `${name(arc.member)} – ${name(arc.other)}${say("colon")} ${say("acts", { n: arc.count })}, ${say(arc.sign)}`;
    const drawn = svg
      .append("g")
      .selectAll("path")
      .data(arcs)
      .join("path")
      .attr("class", (arc) => `tie arc ${arc.sign}`)
      .attr("stroke-width", (arc) => thickness(arc.count, most))
      .attr("d", (arc) => curve(at(arc.member), at(arc.other), width, height))
      .attr("role", "img")
      .attr("aria-label", words)
      .on("focus mouseenter", (_, arc) => tell(words(arc)));
    rove(drawn);
  }

  function drawLabels(svg, known, at, width, height) {
    const weight = (code) =>
      data.pair.includes(code)
        ? 1e6
        : arcs.filter((arc) => arc.other === code).reduce((sum, arc) => sum + arc.count, 0);
    const layer = svg.append("g").attr("class", "labels");
    const measured = known.map((code) => {
      const text = layer.append("text").text(name(code));
      text.attr("class", data.pair.includes(code) ? "label strong" : "label");
      const w = text.node().getComputedTextLength() + 6;
      text.remove();
      const [x, y] = at(code);
      return { code, x, y, w, h: 13, weight: weight(code) };
    });
    const frame = { x: 2, y: 2, w: width - 4, h: height - 4 };
    const placed = place(measured, frame);
    for (const { x, y, box: b } of placed) {
      const [nx, ny] = [clamp(x, b.x, b.x + b.w), clamp(y, b.y, b.y + b.h)];
      if (Math.hypot(nx - x, ny - y) > 9) {
        layer.append("line").attr("class", "leader").attr("x1", x).attr("y1", y);
        layer.select("line:last-of-type").attr("x2", nx).attr("y2", ny);
      }
    }
    for (const { x, y, code } of measured) {
      const dot = layer.append("circle").attr("class", "place").attr("cx", x).attr("cy", y);
      dot.attr("r", data.pair.includes(code) ? 4 : 2.5);
    }
    for (const { code, box: b } of placed) {
      layer
        .append("text")
        .attr("class", data.pair.includes(code) ? "label strong" : "label")
        .attr("x", b.x + b.w / 2)
        .attr("y", b.y + b.h / 2)
        .attr("dy", "0.35em")
        .attr("text-anchor", "middle")
        .text(name(code));
    }
  }
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

// A curve that bulges to the north, its highest point kept inside the frame.
function curve([x1, y1], [x2, y2], width, height) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const bulge = 0.22;
  const side = dx >= 0 ? 1 : -1;
  const mx = clamp((x1 + x2) / 2 + side * dy * bulge, 4, width - 4);
  const my = clamp((y1 + y2) / 2 - side * dx * bulge, 4, height - 4);
  const r = (v) => v.toFixed(1);
  return `M${r(x1)},${r(y1)}Q${r(mx)},${r(my)} ${r(x2)},${r(y2)}`;
}

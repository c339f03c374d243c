// The world as maps draw it: projection, lands by point of view, hatched disputes, names, arcs.
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { canvas, name, place } from "./common.js";

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

// The lands of the atlas from a point of view, and the middle of each state that it holds.
export function world(view) {
  const atlas = window.rapprochementAtlas;
  const lands = feature(atlas, atlas.objects.countries).features;
  const own = ({ id, properties }) => properties[view] ?? id;
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b && own(a) !== own(b));
  return { lands, own, borders, centres: new Map(lands.map((land) => [land.id, land.properties.c])) };
}

// Draw sea, lands and borders around some states; `kind` names the class of a state's land. Returns
// the drawing with `at`, which gives the place of a state.
export function drawWorld(box, { lands, own, borders, centres }, codes, kind, label) {
  const longitude = meridian(codes.map((code) => centres.get(code)[0]));
  let projection;
  const size = (w) => {
    projection = projectionFor(longitude, w);
    return Math.ceil(projection([longitude, SOUTH])[1]);
  };
  const { svg, width, height } = canvas(box, size, label);
  const path = geoPath(projection);
  const hatching = `hatch-${box.dataset.figure}`;
  const hatch = svg.append("defs").append("pattern").attr("id", hatching);
  hatch.attr("width", 2.4).attr("height", 2.4).attr("patternUnits", "userSpaceOnUse");
  hatch.attr("patternTransform", "rotate(45)").append("line").attr("class", "hatching");
  hatch.select("line").attr("y2", 2.4);
  svg.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
  svg
    .append("g")
    .selectAll("path")
    .data(lands)
    .join("path")
    .attr("class", (land) => `land ${kind(own(land))}`)
    .attr("data-code", own)
    .attr("d", path);
  svg
    .append("g")
    .selectAll("path")
    .data(lands.filter((land) => land.properties.disputed))
    .join("path")
    .attr("class", "disputed-land")
    .attr("fill", `url(#${hatching})`)
    .attr("d", path);
  svg.append("path").attr("class", "border").attr("d", path(borders));
  return { svg, width, height, at: (code) => projection(centres.get(code)) };
}

// Name states, the heaviest first where room is short; those of `strong` in bold, whatever happens.
export function drawNames({ svg, width, height, at }, codes, strong, weight) {
  const layer = svg.append("g").attr("class", "labels");
  const kind = (code) => (strong.includes(code) ? "label strong" : "label");
  const measured = codes.map((code) => {
    const text = layer.append("text").attr("class", kind(code)).text(name(code));
    const w = text.node().getComputedTextLength() + 6;
    text.remove();
    const [x, y] = at(code);
    return { code, x, y, w, h: 13, weight: strong.includes(code) ? 1e6 : weight(code) };
  });
  const placed = place(measured, { x: 2, y: 2, w: width - 4, h: height - 4 });
  for (const { x, y, box: b } of placed) {
    const [nx, ny] = [clamp(x, b.x, b.x + b.w), clamp(y, b.y, b.y + b.h)];
    if (Math.hypot(nx - x, ny - y) > 9) {
      layer.append("line").attr("class", "leader").attr("x1", x).attr("y1", y);
      layer.select("line:last-of-type").attr("x2", nx).attr("y2", ny);
    }
  }
  for (const { x, y, code } of measured) {
    const dot = layer.append("circle").attr("class", "place").attr("cx", x).attr("cy", y);
    dot.attr("r", strong.includes(code) ? 4 : 2.5);
  }
  for (const { code, box: b } of placed) {
    layer
      .append("text")
      .attr("class", kind(code))
      .attr("x", b.x + b.w / 2)
      .attr("y", b.y + b.h / 2)
      .attr("dy", "0.35em")
      .attr("text-anchor", "middle")
      .text(name(code));
  }
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

// A curve that bulges to the north, its highest point kept inside the frame.
export function curve([x1, y1], [x2, y2], { width, height }) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const bulge = 0.22;
  const side = dx >= 0 ? 1 : -1;
  const mx = clamp((x1 + x2) / 2 + side * dy * bulge, 4, width - 4);
  const my = clamp((y1 + y2) / 2 - side * dx * bulge, 4, height - 4);
  const r = (v) => v.toFixed(1);
  return `M${r(x1)},${r(y1)}Q${r(mx)},${r(my)} ${r(x2)},${r(y2)}`;
}

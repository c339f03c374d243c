// The signed network around the pair: fixed places, ties of the chosen years.
import { canvas, element, legend, name, place, redraw, rove, say, teller, thickness } from "./common.js";

export function drawNetwork(box, data) {
  const years = [...new Set(data.ties.map((tie) => tie.year))].sort((a, b) => a - b);
  let at = years.length - 1;
  const most = Math.max(...data.ties.map((tie) => tie.count), 1);
  const tell = teller(box);
  legend(box);
  box.prepend(slider());
  redraw(box, draw);

  function label(year) {
    return data.span > 1 ? `${year - data.span + 1}–${year}` : String(year);
  }

  function slider() {
    const output = element("output", {}, label(years[at]));
    const input = element("input", { type: "range", min: 0, max: years.length - 1, step: 1 });
    input.setAttribute("value", at);
    input.setAttribute("aria-valuetext", label(years[at]));
    input.addEventListener("input", () => {
      at = Number(input.value);
      output.textContent = label(years[at]);
      input.setAttribute("aria-valuetext", label(years[at]));
      draw();
    });
    return element("label", { class: "slider" }, element("span", {}, say("years")), input, output);
  }

  function draw() {
    const ties = data.ties.filter((tie) => tie.year === years[at]);
    const size = (w) => (w < 560 ? Math.round(w * 1.15) : Math.min(520, Math.round(w * 0.6)));
    const { svg, width, height } = canvas(box, size, say("networkLabel"));
    const spots = seats(data, width, height);
    drawTies(svg, ties, spots);
    drawNodes(svg, ties, spots, width, height);
  }

  function drawTies(svg, ties, spots) {
    const words = (tie) =>
      `${name(tie.a)} – ${name(tie.b)}, ${label(tie.year)}${say("colon")} ${say("acts", { n: tie.count })}, ${say(tie.sign)}`;
    const drawn = svg
      .append("g")
      .selectAll("line")
      .data(ties)
      .join("line")
      .attr("class", (tie) => `tie ${tie.sign}`)
      .attr("stroke-width", (tie) => thickness(tie.count, most))
      .attr("x1", (tie) => spots.get(tie.a).x)
      .attr("y1", (tie) => spots.get(tie.a).y)
      .attr("x2", (tie) => spots.get(tie.b).x)
      .attr("y2", (tie) => spots.get(tie.b).y)
      .attr("role", "img")
      .attr("aria-label", words)
      .on("focus mouseenter", (_, tie) => tell(words(tie)));
    rove(drawn);
  }

  function drawNodes(svg, ties, spots, width, height) {
    const tied = new Set(ties.flatMap((tie) => [tie.a, tie.b]));
    const layer = svg.append("g").attr("class", "labels");
    const brief = (code) =>
      width < 480 && name(code).length > 20 ? `${name(code).slice(0, 18)}…` : name(code);
    const measured = data.nodes.map(({ code, count }) => {
      const strong = data.pair.includes(code);
      const text = layer.append("text").attr("class", strong ? "label strong" : "label");
      const w = text.text(brief(code)).node().getComputedTextLength() + 6;
      text.remove();
      const { x, y } = spots.get(code);
      const out = strong ? Math.PI / 2 : Math.atan2(height / 2 - y, x - width / 2);
      return { code, strong, x, y, w, h: 14, weight: strong ? 1e6 : count, out, near: strong ? 9 : 7 };
    });
    for (const { code, x, y, strong } of measured) {
      const state = data.nodes.find((node) => node.code === code).state;
      const dot = state
        ? layer.append("circle").attr("cx", x).attr("cy", y).attr("r", strong ? 8 : 5)
        : layer.append("rect").attr("x", x - 4.5).attr("y", y - 4.5).attr("width", 9).attr("height", 9);
      dot.attr("class", strong ? "node pair" : "node").classed("faded", !tied.has(code));
    }
    const frame = { x: 0, y: 0, w: width, h: height };
    for (const { code, strong, box: b } of place(measured, frame)) {
      layer
        .append("text")
        .attr("class", strong ? "label strong" : "label")
        .classed("faded", !tied.has(code))
        .attr("x", b.x + b.w / 2)
        .attr("y", b.y + b.h / 2)
        .attr("dy", "0.35em")
        .attr("text-anchor", "middle")
        .text(brief(code))
        .append("title")
        .text(name(code));
    }
  }
}

// Seats: the pair inside, left and right; the others on an ellipse, near the one they deal with.
function seats({ pair, nodes, ties }, width, height) {
  const lean = new Map(nodes.map(({ code }) => [code, 0]));
  for (const { a, b, count } of ties) {
    for (const [member, other] of [[a, b], [b, a]]) {
      if (member === pair[0]) lean.set(other, (lean.get(other) ?? 0) - count);
      if (member === pair[1]) lean.set(other, (lean.get(other) ?? 0) + count);
    }
  }
  const [cx, cy] = [width / 2, height / 2];
  const spots = new Map([
    [pair[0], { x: cx - width * 0.13, y: cy }],
    [pair[1], { x: cx + width * 0.13, y: cy }],
  ]);
  const others = nodes.map(({ code }) => code).filter((code) => !pair.includes(code));
  others.sort((a, b) => lean.get(a) - lean.get(b) || (a < b ? -1 : 1));
  const [rx, ry] = [width * 0.38, height * 0.4];
  others.forEach((code, index) => {
    // From the left seat to the right one, above and below in turn.
    const share = (Math.floor(index / 2) + 0.5) / Math.ceil(others.length / 2);
    const angle = Math.PI * (1 - share);
    const side = index % 2 ? 1 : -1;
    spots.set(code, { x: cx + rx * Math.cos(angle), y: cy + side * ry * Math.sin(angle) });
  });
  return spots;
}

// Two camps side by side: ties within them bend inwards, ties between them are straight.
import { canvas, evidenceLinks, fit, legend, name, redraw, rove, say, teller, thickness } from "./common.js";

const ROW = 24;
const TOP = 34;

export function drawCamps(box, { pair, headings, parties, ties }) {
  const tell = teller(box);
  const most = Math.max(...ties.map((tie) => tie.count));
  legend(box, ["cooperation", "conflict"]);
  redraw(box, draw);

  function draw() {
    const columns = { one: [], two: [], either: [] };
    for (const party of parties) columns[party.camp].push(party);
    const rows = Math.max(columns.one.length, columns.two.length);
    const low = TOP + rows * ROW + (columns.either.length ? 34 : 0);
    const { svg, width } = canvas(box, (w) => low + perRow(w).length * 34 + 6, say("campsLabel"));
    // On a phone the left side, where the pair stands, has more room than the right one.
    const inset = Math.min(210, width * 0.41);
    const right = width - Math.min(240, width * 0.36);
    const spots = new Map();
    for (const [camp, x] of [["one", inset], ["two", right]]) {
      columns[camp].forEach(({ code }, i) => spots.set(code, { x, y: TOP + ROW * (i + 0.5), camp }));
    }
    perRow(width).forEach((group, row) =>
      group.forEach(({ code }, i) => {
        const x = (width / group.length) * (i + 0.5);
        spots.set(code, { x, y: low + row * 34, camp: "either" });
      }),
    );
    drawTies(svg, spots, width);
    drawHeadings(svg, columns, width, inset, right, low);
    drawParties(svg, spots, inset, right, width);

    function perRow(w) {
      const most = Math.max(1, Math.floor(w / 140));
      const lines = Math.ceil(columns.either.length / most);
      return Array.from({ length: lines }, (_, i) => columns.either.slice(i * most, (i + 1) * most));
    }
  }

  function drawTies(svg, spots, width) {
    const drawn = svg
      .append("g")
      .selectAll("path")
      .data([...ties].sort((a, b) => a.contradicts - b.contradicts))
      .join("path")
      .attr("class", (tie) => `tie ${tie.sign}${tie.contradicts ? " against" : ""}`)
      .attr("stroke-width", (tie) => thickness(tie.count, most))
      .attr("d", (tie) => path(spots.get(tie.a), spots.get(tie.b), width))
      .attr("role", "img")
      .attr("aria-label", (tie) => tie.words)
      .on("focus mouseenter", (_, tie) => tell(...evidenceLinks(tie)));
    rove(drawn);
  }

  function drawHeadings(svg, columns, width, inset, right, low) {
    const heading = (camp, x, y, anchor) =>
      svg.append("text").attr("class", "axis-title").attr("x", x).attr("y", y).attr("text-anchor", anchor).text(headings[camp]);
    if (columns.one.length) heading("one", inset, 14, "end");
    if (columns.two.length) heading("two", right, 14, "start");
    if (columns.either.length) heading("either", width / 2, low - 18, "middle");
  }

  function drawParties(svg, spots, inset, right, width) {
    const layer = svg.append("g").attr("class", "labels");
    for (const { code } of parties) {
      const { x, y, camp } = spots.get(code);
      const strong = pair.includes(code);
      layer.append("circle").attr("class", strong ? "node pair" : "node").attr("cx", x).attr("cy", y).attr("r", strong ? 6 : 4);
      const label = layer.append("text").attr("class", strong ? "label strong" : "label").attr("dy", "0.35em");
      const room = { one: inset - 14, two: width - right - 14, either: 130 }[camp];
      fit(label, name(code), room);
      if (camp === "one") label.attr("x", x - 10).attr("y", y).attr("text-anchor", "end");
      if (camp === "two") label.attr("x", x + 10).attr("y", y);
      if (camp === "either") label.attr("x", Math.min(Math.max(x, 66), width - 66)).attr("y", y + 14).attr("text-anchor", "middle");
      label.append("title").text(name(code));
    }
  }
}

function path(a, b, width) {
  const straight = `M${a.x},${a.y}L${b.x},${b.y}`;
  if (a.camp !== b.camp || a.camp === "either") return straight;
  const reach = Math.min(width * 0.1, 18 + Math.abs(a.y - b.y) * 0.3) * (a.camp === "one" ? 1 : -1);
  return `M${a.x},${a.y}Q${a.x + 2 * reach},${(a.y + b.y) / 2} ${b.x},${b.y}`;
}

// The timeline by domain: a dot is a day, a bar a longer period; choosing an act shows its words.
import { axisBottom } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { canvas, element, link, redraw, say, spans, tick, time, year } from "./common.js";

const DAY = 864e5;
const STEP = 11; // height of one row of acts
const SIZE = 8; // diameter of a dot, height of a bar

export function drawTimeline(box, data) {
  const acts = data.acts.map((act, index) => ({ ...act, index, lane: act.domain ?? "none" }));
  const choices = spansOf(acts, data.since);
  let from = choices[0].from;
  let chosen = acts[acts.length - 1];
  const panel = element("div", { class: "panel", "aria-live": "polite" });
  box.append(panel);
  spans(box, choices, (choice) => {
    from = choice.from;
    if (chosen.end < from) chosen = acts.find((act) => act.end >= from);
    draw();
  });
  redraw(box, draw);
  show(chosen);

  function shown() {
    return acts.filter((act) => act.end >= from);
  }

  function draw(focus = false) {
    const visible = shown();
    let rows, tall, x, wide;
    const { svg, width, height } = canvas(
      box,
      (w) => {
        wide = w >= 560;
        const left = wide ? 118 : 16;
        const end = new Date(time(visible[visible.length - 1].end).getTime() + 20 * DAY);
        x = scaleUtc([time(from), end], [left, w - 18]);
        rows = pack(visible, x, data.lanes, wide ? 0 : 15);
        tall = rows.reduce((sum, lane) => sum + lane.height, 0);
        return tall + 30;
      },
      say("timelineLabel"),
    );
    let top = 0;
    for (const lane of rows) {
      svg.append("line").attr("class", "lane").attr("x1", 0).attr("x2", width);
      svg.select("line:last-of-type").attr("y1", top + lane.height - 0.5).attr("y2", top + lane.height - 0.5);
      const label = svg.append("text").attr("class", "lane-label").attr("x", 2).text(lane.label);
      label.attr("y", wide ? top + lane.height / 2 : top + 10).attr("dy", wide ? "0.35em" : 0);
      for (const { act, row, x1, x2 } of lane.items) {
        const y = top + lane.head + row * STEP + STEP / 2 + 2;
        mark(svg, act, x1, x2, y, focus);
      }
      top += lane.height;
    }
    const axis = axisBottom(x).ticks(wide ? 8 : 4).tickFormat(tick).tickSizeOuter(0);
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - 28})`).call(axis);
  }

  function mark(svg, act, x1, x2, y, focus) {
    const day = act.start === act.end;
    const shape = day
      ? svg.append("circle").attr("cx", x1).attr("cy", y).attr("r", SIZE / 2)
      : svg.append("rect").attr("x", x1).attr("y", y - SIZE / 2).attr("height", SIZE).attr("rx", 2);
    if (!day) shape.attr("width", Math.max(SIZE, x2 - x1));
    shape
      .attr("class", `act ${act.sign}${day ? "" : " vague"}${act.disputed ? " denied" : ""}`)
      .classed("chosen", act === chosen)
      .attr("tabindex", act === chosen ? 0 : -1)
      .attr("role", "button")
      .attr("aria-pressed", String(act === chosen))
      .attr("aria-label", `${act.when}, ${act.typeLabel}`)
      .attr("data-index", act.index)
      .on("click", () => choose(act))
      .on("keydown", (event) => key(event, act));
    if (focus && act === chosen) shape.node().focus();
  }

  function choose(act) {
    chosen = act;
    show(act);
    draw(true);
  }

  // Left and right follow time; up and down change lane; home and end go to the ends.
  function key(event, act) {
    const visible = shown();
    const at = visible.indexOf(act);
    const lanes = data.lanes.map((lane) => lane.id);
    const near = (step) => {
      for (let i = lanes.indexOf(act.lane) + step; i >= 0 && i < lanes.length; i += step) {
        const others = visible.filter((other) => other.lane === lanes[i]);
        const distance = (other) => Math.abs(time(other.start) - time(act.start));
        if (others.length) return others.reduce((a, b) => (distance(b) < distance(a) ? b : a));
      }
      return act;
    };
    const moves = {
      ArrowRight: () => visible[Math.min(visible.length - 1, at + 1)],
      ArrowLeft: () => visible[Math.max(0, at - 1)],
      ArrowDown: () => near(1),
      ArrowUp: () => near(-1),
      Home: () => visible[0],
      End: () => visible[visible.length - 1],
      Enter: () => act,
      " ": () => act,
    };
    if (moves[event.key]) {
      event.preventDefault();
      choose(moves[event.key]());
    }
  }

  function show(act) {
    const quote = element("blockquote", { lang: act.language, dir: "auto" }, act.text);
    const source = element("p", { class: "source" }, `${act.source} `);
    if (act.evidence.length) {
      source.append(element("a", { href: link(act.evidence[0]) }, say("evidence")));
    }
    const denied = act.disputed ? [element("span", { class: "flag" }, say("denied"))] : [];
    const head = element("p", { class: "when" }, `${act.when} · ${act.typeLabel} `, ...denied);
    panel.replaceChildren(head, quote, source);
  }
}

function spansOf(acts, since) {
  const first = acts[0].start;
  const last = acts.reduce((latest, act) => (act.end > latest ? act.end : latest), first);
  const close = `${year(last) - 3}-01-01`;
  const froms = [close, since, `${year(first)}-01-01`].filter((day) => day && day <= last);
  const distinct = [...new Set(froms)].filter((day) => day >= `${year(first)}-01-01`);
  return distinct.map((from) => ({
    from,
    label: from <= first ? say("wholeSpan", { year: year(from) }) : say("sinceYear", { year: year(from) }),
  }));
}

// Stack acts that would touch, lane by lane; a lane is as tall as its tallest stack.
function pack(acts, x, lanes, head) {
  return lanes
    .map(({ id, label }) => {
      const ends = [];
      const items = [];
      for (const act of acts.filter((other) => other.lane === id)) {
        const x1 = Math.max(x(time(act.start)), x.range()[0]);
        const x2 = act.start === act.end ? x1 : x(new Date(time(act.end).getTime() + DAY));
        const left = act.start === act.end ? x1 - SIZE / 2 : x1;
        const right = Math.max(act.start === act.end ? x1 + SIZE / 2 : x2, left + SIZE);
        let row = ends.findIndex((end) => end + 1 <= left);
        if (row < 0) row = ends.length;
        ends[row] = right;
        items.push({ act, row, x1, x2 });
      }
      return { label, items, head, height: head + Math.max(1, ends.length) * STEP + 8 };
    })
    .filter((lane) => lane.items.length);
}

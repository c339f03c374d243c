// What all figures share: their data, their strings, sizes, lines by sign, labels without overlap.
import { select } from "d3-selection";

export function block(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent) : null;
}

const page = block("page") ?? { strings: {}, names: {}, language: "en" };
export const language = page.language;
export const name = (code) => page.names[code] ?? code;

// A string of the interface; {words} in braces are filled in from values. A string "one|many" has
// two forms, chosen by the number n as the language does: 0 acte, 1 acte, 2 actes.
export function say(key, values = {}) {
  const [one, many = one] = (page.strings[key] ?? key).split("|");
  const text = new Intl.PluralRules(language).select(Number(values.n ?? 1)) === "one" ? one : many;
  return text.replace(/\{(\w+)\}/g, (_, word) => values[word] ?? "");
}

export const link = (evidence) => `evidence.html#${encodeURIComponent(evidence)}`;

// An empty drawing of the box's present width, scaled as a whole when the box changes (print).
export function canvas(box, height, description) {
  const width = Math.max(280, Math.round(box.getBoundingClientRect().width) || 640);
  const plot = box.querySelector(":scope > .plot") ?? box.appendChild(element("div", { class: "plot" }));
  plot.replaceChildren();
  const svg = select(plot)
    .append("svg")
    .attr("viewBox", `0 0 ${width} ${height(width)}`)
    .attr("role", "group")
    .attr("aria-label", description);
  return { svg, width, height: height(width) };
}

// Draw now, and again when the width of the box changes, except for printing.
export function redraw(box, draw) {
  let width = 0;
  const again = () => {
    const present = Math.round(box.getBoundingClientRect().width);
    if (present && present !== width && !matchMedia("print").matches) {
      width = present;
      draw();
    }
  };
  draw();
  width = Math.round(box.getBoundingClientRect().width);
  new ResizeObserver(again).observe(box);
}

export const thickness = (count, most) => 1.2 + 3.3 * Math.sqrt(count / Math.max(1, most));

// One line of words under a drawing: what is selected, spoken by screen readers.
export function teller(box) {
  const line = document.createElement("p");
  line.className = "told";
  line.setAttribute("aria-live", "polite");
  line.textContent = say("choose");
  box.append(line);
  return (...parts) => line.replaceChildren(...parts);
}

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export const overlaps = (a, b) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

// Place labels {x, y, w, h, weight, out} beside their points, heaviest first, inside the frame and
// clear of each other and of the points; returns those that found room, with their box. `out` is
// the direction tried first, in radians, counted from the right towards the top.
export function place(labels, frame) {
  const placed = [];
  const blocked = labels.map(({ x, y }) => ({ x: x - 3, y: y - 3, w: 6, h: 6 }));
  const free = (b) =>
    b.x >= frame.x &&
    b.y >= frame.y &&
    b.x + b.w <= frame.x + frame.w &&
    b.y + b.h <= frame.y + frame.h &&
    !blocked.some((other) => overlaps(b, other));
  for (const label of [...labels].sort((a, b) => b.weight - a.weight)) {
    const box = candidates(label).find(free);
    if (box) {
      blocked.push(box);
      placed.push({ ...label, box });
    }
  }
  return placed;
}

const TURNS = [0, 12, 6, -6, 2, -2, 10, -10, 4, -4, 8, -8]; // twelfths of a half turn

function candidates({ x, y, w, h, out = 0, near = 7 }) {
  const turns = out ? TURNS.slice().sort((a, b) => Math.abs(a) - Math.abs(b)) : TURNS;
  return [0, 7, 17, 29, 43].flatMap((more) =>
    turns.map((turn) => {
      const angle = out + (turn / 12) * Math.PI;
      const [dx, dy] = [Math.cos(angle), -Math.sin(angle)];
      const cx = x + dx * (near + more + w / 2);
      const cy = y + dy * (near + more + h / 2);
      return { x: cx - w / 2, y: cy - h / 2, w, h };
    }),
  );
}

// Buttons that choose one of several spans; the chosen one is pressed.
export function spans(box, choices, choose) {
  const bar = element("div", { class: "spans", role: "group", "aria-label": say("span") });
  const buttons = choices.map(({ label }, index) => {
    const button = element("button", { type: "button", "aria-pressed": "false" }, label);
    button.addEventListener("click", () => press(index));
    return button;
  });
  const press = (index) => {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === index)));
    choose(choices[index]);
  };
  if (choices.length > 1) {
    bar.append(...buttons);
    box.prepend(bar);
  }
  buttons[0]?.setAttribute("aria-pressed", "true");
}

// One stop for the tab key in a group of marks; the arrow keys go from mark to mark.
export function rove(selection) {
  const nodes = selection.nodes();
  nodes.forEach((node, index) => {
    node.setAttribute("tabindex", index ? -1 : 0);
    node.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = nodes[(index + step + nodes.length) % nodes.length];
      node.setAttribute("tabindex", -1);
      next.setAttribute("tabindex", 0);
      next.focus();
    });
  });
}

// The words of a mark with numbered links to its evidence, to be told.
export function evidenceLinks({ words, links }) {
  if (!links.length) return [words];
  const numbered = links.map((id, index) => element("a", { href: link(id) }, String(index + 1)));
  return [`${words}. ${say("evidenceList")}${say("colon")}`, ...numbered.flatMap((a) => [" ", a])];
}

// A legend of signs: colour and dash together.
export function legend(box, signs = ["cooperation", "conflict", "mixed"]) {
  const list = element("ul", { class: "legend" });
  for (const sign of signs) {
    const item = element("li");
    const svg = select(item).append("svg").attr("width", 30).attr("height", 8);
    svg.attr("aria-hidden", "true");
    svg.append("line").attr("x1", 1).attr("x2", 29).attr("y1", 4).attr("y2", 4);
    svg.select("line").attr("class", `tie ${sign}`).attr("stroke-width", 2.5);
    item.append(say(sign));
    list.append(item);
  }
  box.append(list);
}

// A tick of a time axis in the page's language: the year in January, else the month.
export function tick(date) {
  if (date.getUTCMonth() === 0) return String(date.getUTCFullYear());
  return new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(date);
}

export const year = (day) => Number(day.slice(0, 4));
export const time = (day) => new Date(`${day}T00:00:00Z`);

// Shorten a name until it has room.
export function fit(label, words, room) {
  label.text(words);
  for (let n = words.length - 1; n > 3 && label.node().getComputedTextLength() > room; n -= 1) {
    label.text(`${words.slice(0, n).trimEnd()}…`);
  }
}

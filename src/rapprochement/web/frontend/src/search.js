// Search in composed sentences and evidence, without regard to accents and capitals.
import { element, say } from "./common.js";

const MOST = 30;

export const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[’']/g, "'");

export function wireSearch(form) {
  const input = form.querySelector("input");
  const list = document.getElementById("found");
  const index = (window.rapprochementSearch ?? []).map((entry) => ({ ...entry, p: plain(entry.t) }));
  const search = () => {
    const words = plain(input.value).split(/\s+/).filter((word) => word.length > 1);
    list.replaceChildren();
    if (!words.length) return;
    const hits = index.filter((entry) => words.every((word) => entry.p.includes(word)));
    list.append(element("p", { class: "hits" }, say(hits.length ? "hits" : "noHits", { n: hits.length })));
    const results = element("ol");
    for (const hit of hits.slice(0, MOST)) {
      const kind = element("span", { class: "kind" }, say(hit.k));
      const words = element("a", { href: hit.h }, hit.t);
      if (hit.l) words.setAttribute("lang", hit.l);
      results.append(element("li", {}, kind, words));
    }
    list.append(results);
  };
  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
}

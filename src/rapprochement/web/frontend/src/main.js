// Starts the page: theme, search, figures. Each figure draws itself from its block of data.
import { block, element, say } from "./common.js";
import { drawCamps } from "./camps.js";
import { drawCourse } from "./course.js";
import { drawDiversion, drawOutlook } from "./diversion.js";
import { drawFlows } from "./flows.js";
import { drawMap } from "./map.js";
import { drawNeeds } from "./needs.js";
import { drawNetwork } from "./network.js";
import { drawProximity } from "./proximity.js";
import { drawResponses } from "./responses.js";
import { wireSearch } from "./search.js";
import { drawTimeline } from "./timeline.js";

const DRAW = {
  map: drawMap,
  course: drawCourse,
  proximity: drawProximity,
  timeline: drawTimeline,
  network: drawNetwork,
  flows: drawFlows,
  needs: drawNeeds,
  camps: drawCamps,
  diversion: drawDiversion,
  responses: drawResponses,
  outlook: drawOutlook,
};

// Some browsers give pages of the file system no storage; the theme is then not remembered.
function remembered(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function wireTheme(button) {
  const root = document.documentElement;
  const dark = () =>
    (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => (button.textContent = say(dark() ? "light" : "dark"));
  const kept = remembered();
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remembered(root.dataset.theme);
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  button.hidden = false;
  label();
}

for (const button of document.querySelectorAll("button.theme")) wireTheme(button);
for (const form of document.querySelectorAll("form.search")) wireSearch(form);
for (const box of document.querySelectorAll(".drawing")) {
  box.append(element("div", { class: "plot" }));
  DRAW[box.dataset.kind](box, block(`data-${box.dataset.figure}`));
}
document.documentElement.dataset.ready = "yes";

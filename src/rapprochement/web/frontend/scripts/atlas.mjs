// Builds ../static/atlas.js from world-atlas 50m (Natural Earth, public domain): country codes
// instead of numbers and names, patched disputed territories, fewer points, rounded coordinates.
import { readFileSync, writeFileSync } from "node:fs";
import { geoArea, geoCentroid, geoContains } from "d3-geo";
import countries from "i18n-iso-countries";
import { feature, quantize } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const KEEP = 0.2; // share of points kept
const SOURCE = new URL("../node_modules/world-atlas/countries-50m.json", import.meta.url);
const TARGET = new URL("../../static/atlas.js", import.meta.url);

// Features without an ISO number in the source, by name.
const NAMED = {
  Kosovo: "XKX",
  "N. Cyprus": "XNC",
  Somaliland: "XSL",
  "Siachen Glacier": "XSG",
  "Indian Ocean Ter.": "AUS",
};
// Whose territory a feature is drawn with, by point of view; its own where nothing is said.
// un: General Assembly resolution 68/262 (Crimea), Security Council resolution 541 (Cyprus),
// Security Council statement S/PRST/2002/8 (Somalia's territorial integrity).
const OWNERS = {
  XCR: { un: "UKR", source: "RUS" },
  XNC: { un: "CYP", source: "XNC" },
  XSL: { un: "SOM", source: "XSL" },
};
const DISPUTED = ["XCR", "XNC", "XSL", "XKX", "XSG", "ESH"];
const SIMFEROPOL = [34.1, 44.95];

const topology = JSON.parse(readFileSync(SOURCE, "utf8"));
delete topology.objects.land;
const world = topology.objects.countries;

const parts = new Map(); // code -> arcs of its polygons
for (const geometry of world.geometries) {
  const code = NAMED[geometry.properties.name] ?? countries.numericToAlpha3(geometry.id);
  if (!code) throw new Error(`No code for ${geometry.properties.name} (${geometry.id})`);
  if (code === "ATA") continue;
  const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
  parts.set(code, [...(parts.get(code) ?? []), ...polygons]);
}

const shape = (arcs) => feature(topology, { type: "Polygon", arcs });
const crimea = parts.get("RUS").filter((arcs) => geoContains(shape(arcs), SIMFEROPOL));
if (crimea.length !== 1) throw new Error("Crimea is not one polygon of Russia in this source");
parts.set("RUS", parts.get("RUS").filter((arcs) => arcs !== crimea[0]));
parts.set("XCR", crimea);

function middle(polygons) {
  const shapes = polygons.map(shape);
  const largest = shapes.reduce((a, b) => (geoArea(a) >= geoArea(b) ? a : b));
  return geoCentroid(largest).map((degrees) => Math.round(degrees * 10) / 10);
}

world.geometries = [...parts].map(([code, arcs]) => ({
  type: "MultiPolygon",
  id: code,
  arcs,
  properties: {
    c: middle(arcs),
    ...(OWNERS[code] ?? {}),
    ...(DISPUTED.includes(code) ? { disputed: 1 } : {}),
  },
}));

const weighed = presimplify(topology);
const small = quantize(simplify(weighed, quantile(weighed, KEEP)), 1e4);
delete small.bbox;
const text = `window.rapprochementAtlas=${JSON.stringify(small)};\n`;
writeFileSync(TARGET, text);
console.log(`atlas.js: ${(text.length / 1024).toFixed(0)} kB, ${parts.size} territories`);

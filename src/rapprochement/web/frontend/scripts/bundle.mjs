// Bundles src/main.js with the D3 modules it uses into one classic script, ../static/app.js:
// pages opened from the file system may not load modules.
import { build } from "esbuild";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const outfile = fileURLToPath(new URL("../../static/app.js", import.meta.url));
const { metafile } = await build({
  entryPoints: [fileURLToPath(new URL("../src/main.js", import.meta.url))],
  outfile,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  banner: { js: "/* Uses D3 and topojson-client by Mike Bostock; see LICENSES.txt */" },
});
console.log(`app.js: ${(statSync(outfile).size / 1024).toFixed(0)} kB`);

// The licences of everything that went into the bundle, one after the other.
const root = new URL("../node_modules/", import.meta.url);
const used = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules/"));
const packages = [...new Set(used.map((path) => path.split("node_modules/")[1].split("/")[0]))];
const texts = packages.sort().map((name) => {
  const licence = readFileSync(new URL(`${name}/LICENSE`, root), "utf8").trim();
  return `${name}\n${"=".repeat(name.length)}\n${licence}\n`;
});
texts.push("world-atlas\n===========\nMade from Natural Earth vector data, public domain.\n");
writeFileSync(new URL("../../static/LICENSES.txt", import.meta.url), texts.join("\n"));

// Bundles src/main.js with the D3 modules it uses into one classic script, ../static/app.js:
// pages opened from the file system may not load modules.
import { build } from "esbuild";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const outfile = fileURLToPath(new URL("../../static/app.js", import.meta.url));
await build({
  entryPoints: [fileURLToPath(new URL("../src/main.js", import.meta.url))],
  outfile,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "eof",
});
console.log(`app.js: ${(statSync(outfile).size / 1024).toFixed(0)} kB`);

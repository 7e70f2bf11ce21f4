// Builds assets/dist/portal/: one stylesheet, one script, the mark.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const assets = dirname(fileURLToPath(import.meta.url));
const packages = join(assets, "..", "node_modules");
const out = join(assets, "dist", "portal");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { css } = compile(join(assets, "scss", "portal.scss"), { loadPaths: [packages], style: "compressed", quietDeps: true });
writeFileSync(join(out, "portal.css"), css);

await build({
  entryPoints: [join(assets, "js", "portal.js")],
  outfile: join(out, "portal.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
});

cpSync(join(assets, "images"), out, { recursive: true });

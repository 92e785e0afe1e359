// assets.mjs - builds what browsers load: node tools/assets.mjs -> build/assets/.
// One stylesheet, one script, a small one that runs before a page is painted, and a pair of the
// editor's that only the office loads; the pictures. Each name carries the hash of its content, so
// that it may be cached for ever; .gz and .br lie beside it, and the server compresses nothing.
// Runs at build time on Node.js 18 with esbuild alone; the product itself needs no Node.js.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "build", "assets");
// Browsers in use for three years and more; older ones get the pages without enhancements.
const target = ["es2020", "chrome111", "firefox115", "safari16.4"];

async function bundle(entry) {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    write: false,
    target,
    format: entry.endsWith(".ts") ? "iife" : undefined,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

async function pictures() {
  const folder = join(root, "assets", "img");
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))]));
}

const files = [
  ["app.css", await bundle("assets/css/app.css")],
  ["app.js", await bundle("assets/js/app.ts")],
  ["view.js", await bundle("assets/js/view.ts")],
  ["editor.css", await bundle("assets/css/editor.css")],
  ["editor.js", await bundle("assets/js/editor/editor.ts")],
  ...(await pictures()),
];

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const manifest = {};
for (const [name, bytes] of files) {
  const { name: stem, ext } = parse(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const built = `${stem}-${hash}${ext}`;
  manifest[name] = built;
  await writeFile(join(out, built), bytes);
  if ([".css", ".js", ".svg"].includes(ext)) {
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    await writeFile(join(out, `${built}.gz`), gzipSync(bytes, { level: 9 }));
    await writeFile(join(out, `${built}.br`), brotliCompressSync(bytes, brotli));
  }
}
await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

// Builds web/dist: one style sheet, one script per room beside app.js, the SCORM engine, two typefaces, the mark, the icons,
// each under a name that carries the hash of its content, with its Brotli and gzip forms beside it; and, under plain names,
// the typefaces that documents are printed with.
// The same sources give the same bytes. Only what changed is written, so that cargo rebuilds only then.

import { Resvg, initWasm } from "@resvg/resvg-wasm";
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const web = dirname(fileURLToPath(import.meta.url));
const crates = join(web, "..", "crates");
const dist = join(web, "dist");
const modules = join(web, "node_modules");

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** Typefaces by the name that fonts.css gives them. */
const TYPEFACES = {
  "atkinson-hyperlegible-next.woff2":
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "bricolage-grotesque.woff2":
    "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
};

/** Typefaces of the documents that are printed, under the names that crates/documents gives them. They are not served. */
const PRINT = {
  "print-regular.ttf": "@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
  "print-bold.ttf": "@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
  "print-italic.ttf": "@expo-google-fonts/atkinson-hyperlegible-next/400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic.ttf",
  "print-bold-italic.ttf": "@expo-google-fonts/atkinson-hyperlegible-next/700Bold_Italic/AtkinsonHyperlegibleNext_700Bold_Italic.ttf",
  "print-other.ttf": "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
};

/** Whose notices go with what we serve and print. */
const NOTICES = [
  ["Bricolage Grotesque", "@fontsource-variable/bricolage-grotesque/LICENSE"],
  ["Atkinson Hyperlegible Next", "@fontsource-variable/atkinson-hyperlegible-next/LICENSE"],
  ["Noto Sans", "@expo-google-fonts/noto-sans/LICENSE_FONT"],
  ["Lucide", "lucide-static/LICENSE"],
  ["ProseMirror", "prosemirror-model/LICENSE"],
  ["PDF.js", "pdfjs-dist/LICENSE"],
  ["OpenJPEG", "pdfjs-dist/wasm/LICENSE_OPENJPEG"],
  ["JBig2", "pdfjs-dist/wasm/LICENSE_JBIG2"],
];

const outputs = new Map();
const manifest = {};

/** Registers one asset under its logical name and returns the name that it is served under. */
function add(name, content) {
  const bytes = Buffer.from(content);
  const extension = extname(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = `${basename(name, extension)}.${hash}${extension}`;
  const entry = { file, type: TYPES[extension] };
  outputs.set(file, bytes);
  if (extension !== ".woff2") {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    for (const [key, suffix, packed] of [
      ["brotli", "br", brotliCompressSync(bytes, { params })],
      ["gzip", "gz", gzipSync(bytes, { level: 9 })],
    ]) {
      if (packed.length < bytes.length) {
        entry[key] = `${file}.${suffix}`;
        outputs.set(entry[key], packed);
      }
    }
  }
  manifest[name] = entry;
  return file;
}

/** The files of the rooms (crates/<crate>/src/**) with this extension, in a stable order; what is in parts/ is imported by them. */
function roomFiles(extension) {
  if (!existsSync(crates)) return [];
  const found = [];
  for (const crate of readdirSync(crates).sort()) {
    const source = join(crates, crate, "src");
    if (!existsSync(source)) continue;
    for (const path of readdirSync(source, { recursive: true }).map(String).sort()) {
      const other = path.endsWith(".d.ts") || path.endsWith(`.test${extension}`) || /[\\/]parts[\\/]/.test(path);
      if (path.endsWith(extension) && !other) found.push(join(source, path));
    }
  }
  return found;
}

function typefaces() {
  const served = {};
  for (const [name, path] of Object.entries(TYPEFACES)) served[name] = add(name, readFileSync(join(modules, path)));
  return served;
}

async function styles(served) {
  const own = ["tokens.css", "fonts.css", "kit.css"].map((file) => readFileSync(join(web, "styles", file), "utf8"));
  const rooms = roomFiles(".css").map((file) => `@layer kit {\n${readFileSync(file, "utf8")}\n}`);
  let css = [...own, ...rooms].join("\n");
  for (const [name, file] of Object.entries(served)) css = css.replaceAll(`url("${name}")`, `url("${file}")`);
  const { code } = await transform(css, { loader: "css", minify: true, target: "esnext", legalComments: "none" });
  add("app.css", code);
}

async function scripts() {
  const entries = { app: join(web, "scripts", "app.ts") };
  for (const path of roomFiles(".ts")) {
    const name = basename(path, ".ts");
    if (entries[name]) throw new Error(`two scripts are called ${name}.ts: ${entries[name]} and ${path}`);
    entries[name] = path;
  }
  for (const [name, path] of Object.entries(entries)) await script(name, { entryPoints: [path] });
}

async function script(name, what) {
  const result = await build({
    ...what,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "eof",
    // Rooms lie outside this folder, and use its packages.
    nodePaths: [modules],
    absWorkingDir: web,
  });
  add(`${name}.js`, result.outputFiles[0].contents);
}

/**
 * PDF.js, that a page loads once somebody asks to see the pages of a file: pdf.js draws, pdf-reader.js reads, in a worker. The
 * content policy runs no WebAssembly there: what unpacks the images of scanners is its form in plain JavaScript, bundled along.
 */
async function pdf() {
  const folder = join(modules, "pdfjs-dist");
  const build = join(folder, "legacy", "build");
  const contents = `export { getDocument, GlobalWorkerOptions } from "./pdf.mjs";`;
  await script("pdf", { stdin: { contents, resolveDir: build } });
  const reader = readFileSync(join(build, "pdf.worker.mjs"), "utf8");
  const fetched = /import\(\s*(?:\/\*[^*]*\*\/\s*)*`\$\{WasmImage\.#wasmUrl\}\$\{this\._noWasmFilename\}`\)/;
  if (!fetched.test(reader)) throw new Error("pdf.worker.mjs: where it fetches what unpacks images has changed");
  const unpackers = readdirSync(join(folder, "wasm")).filter((file) => file.endsWith("_nowasm_fallback.js")).sort();
  const own = unpackers.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(`../../wasm/${file}`)})`);
  await script("pdf-reader", { stdin: { contents: reader.replace(fetched, `({ ${own.join(", ")} })[this._noWasmFilename]()`), resolveDir: build } });
}

function notices() {
  const texts = NOTICES.map(([name, path]) => `${name}\n\n${readFileSync(join(modules, path), "utf8").trim()}\n`);
  add("licences.txt", texts.join(`\n${"-".repeat(80)}\n\n`));
}

/** The inside of each listed icon: what goes between <symbol> and </symbol>. */
function icons() {
  const names = readFileSync(join(web, "icons.txt"), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"))
    .sort();
  const inside = {};
  for (const name of names) {
    const path = join(modules, "lucide-static", "icons", `${name}.svg`);
    if (!existsSync(path)) throw new Error(`icons.txt: Lucide has no icon called ${name}`);
    const found = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(path, "utf8"));
    if (!found) throw new Error(`${name}.svg: not an SVG file`);
    inside[name] = found[1].replace(/\s*\n\s*/g, "").replaceAll(" />", "/>");
  }
  return inside;
}

function write() {
  mkdirSync(dist, { recursive: true });
  for (const file of readdirSync(dist)) if (!outputs.has(file)) rmSync(join(dist, file), { recursive: true });
  for (const [file, bytes] of outputs) {
    const path = join(dist, file);
    if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
  }
}

/** The typefaces of printed documents: full sets of glyphs, that only the engine reads. */
function print() {
  for (const [file, path] of Object.entries(PRINT)) outputs.set(file, readFileSync(join(modules, path)));
}

const json = (value) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** The mark on paper, for the home screen of a phone: what stands in the middle of it is kept whatever its shape. */
async function homeIcons() {
  await initWasm(readFileSync(join(modules, "@resvg", "resvg-wasm", "index_bg.wasm")));
  const mark = readFileSync(join(web, "favicon.svg"), "utf8").replace(/<style>.*<\/style>/, "").replace(/<\/?svg[^>]*>/g, "");
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#f6f0e4"/><g transform="translate(22 22) scale(1.4)" color="#98301f">${mark}</g></svg>`;
  for (const size of [180, 512]) add(`icon-${size}.png`, new Resvg(drawn, { fitTo: { mode: "width", value: size } }).render().asPng());
}

const served = typefaces();
await styles(served);
await scripts();
await pdf();
notices();
print();
const engine = readFileSync(join(web, "engine", "scorm.wasm"));
// A phone loads it before its first module: what it weighs is a promise.
const compressed = gzipSync(engine, { level: 9 }).length;
if (compressed > 250_000) throw new Error(`scorm.wasm: ${compressed} bytes compressed, 250000 at most`);
add("scorm.wasm", engine);
add("favicon.svg", readFileSync(join(web, "favicon.svg")));
await homeIcons();
outputs.set("icons.json", json(icons()));
outputs.set("manifest.json", json(Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))));
write();

for (const [name, entry] of Object.entries(manifest)) {
  const size = outputs.get(entry.file).length;
  const packed = entry.brotli ? `, ${outputs.get(entry.brotli).length} in Brotli` : "";
  console.log(`${name}: ${size} bytes${packed}`);
}

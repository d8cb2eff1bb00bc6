// The rules of the house that no compiler keeps: where SQL stands, what a view and a rule may see, what a room's
// first lines say, what a user never reads. node scripts/house.mjs prints each breach and fails when there is one.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { documentsNameWhatIsThere } from "./documents.mjs";

/** The floors, from the ground up: the crates whose folders are rooms. */
const FLOORS = "platform people catalogue training learning proof exchange insight connect operate desk".split(" ");

const LONGEST = 400;

/** Files that may be longer, and why. */
const LONG = {
  "web/styles/kit.css": "one block per component, in the order of the kit's page",
};

/** What is left in a file by mistake. The words are cut so that this file doesn't find itself. */
const LEFT = [
  [/\b(?:todo|unimplemented|dbg)!\(/, "left in the code"],
  [/#\[ignore\b/, "a test that doesn't run proves nothing"],
  [/\b(?:test|it|describe)\.(?:only|skip|todo)\(/, "a test that doesn't run proves nothing"],
];

const SUPPLIER = /compagnon/i;

/**
 * @typedef {object} Source
 * @property {string} path from the root, with slashes
 * @property {string} text
 */

/** The text without its comments' lines. Line numbers stay. @param {string} text */
function code(text) {
  return text.replace(/^[ \t]*(?:\/\/|#(?!\[)|--).*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""));
}

/** String literals of Rust. @param {string} text */
function literals(text) {
  return [...text.matchAll(/\br(#*)"([\s\S]*?)"\1|"((?:[^"\\]|\\[\s\S])*)"/g)].map(([, , raw, plain]) => raw ?? plain);
}

/** @param {Source} source @param {RegExp} pattern @param {string} why */
function lines({ path, text }, pattern, why) {
  return code(text)
    .split("\n")
    .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()} (${why})`] : []));
}

/** @param {Source[]} files */
export function sqlStaysInStores(files) {
  // On floor 0 a room may be a single file: it is its own store. Tests look behind the doors.
  const allowed = (/** @type {string} */ path) =>
    /\/store\.rs$|\/store\/[^/]+\.rs$|\/tests(\.rs$|\/)|^crates\/platform\/src\/(db\/.+|\w+)\.rs$/.test(path);
  return files
    .filter(({ path }) => path.endsWith(".rs") && !allowed(path))
    .flatMap((file) => lines(file, /\bsql!\s*[([{]/, "SQL stands in store.rs and in platform/db"));
}

/** @param {Source[]} files */
export function viewsSeeNoTransaction(files) {
  return files
    .filter(({ path }) => /\/views(\.rs$|\/[^/]+\.rs$)/.test(path))
    .flatMap((file) => lines(file, /\bTx\b|\bdb::|::db\b/, "a view sees no transaction"));
}

/** Words of the trade that happen to stand beside the kit: a modality, a list of what to mend, a date in French. */
const WORDS = /\bplatform::html::(?:FormErrors|Modality|fr)\b/g;

/** @param {Source[]} files */
export function rulesDecideOnly(files) {
  return files
    .filter(({ path }) => /\/rules(\.rs$|\/[^/]+\.rs$)/.test(path))
    .flatMap((file) => {
      const text = code(file.text).replace(WORDS, "");
      const uses = [...text.matchAll(/\buse\s+([^;]+);/g)].map(([, path]) => path);
      const paths = [...text.matchAll(/\b(?:platform|crate)::(?:\w+::)*\w+/g)].map(([path]) => path);
      const seen = [...uses, ...paths].flatMap((path) => path.match(/\b(db|html|http|maud|axum|sqlx)\b/g) ?? []);
      return [...new Set(seen)].map((name) => `${file.path}: a rule sees neither store nor page, and this one uses ${name}`);
    });
}

/** The folders of the floors that hold a mod.rs, as « floor/room ». @param {Source[]} files */
function rooms(files) {
  const found = files.map(({ path }) => /^crates\/(\w+)\/src\/(\w+)\/mod\.rs$/.exec(path)).filter((match) => match !== null);
  return found.filter(([, floor]) => FLOORS.includes(floor)).map(([, floor, room]) => `${floor}/${room}`);
}

/** @param {Source[]} files */
export function roomsSayWhatTheyAre(files) {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return rooms(files)
    .map((room) => `crates/${room.replace("/", "/src/")}/mod.rs`)
    .filter((path) => !/^\/\/! \S.{20,}/.test(texts.get(path) ?? ""))
    .map((path) => `${path}: opens with a few lines of prose (//!): what this room is for, what it owns, what it announces`);
}

/** Only commands, jobs, loads and tests act for the platform itself. @param {Source[]} files */
export function roomsActForSomeone(files) {
  return files
    .filter(({ path }) => path.endsWith(".rs") && !/^crates\/(app|load|platform)\/|\/tests(\.rs$|\/)|\/jobs\.rs$/.test(path))
    .flatMap((file) => lines(file, /\bSystemActs\b/, "a handler proves the right of whoever acts"));
}

/** @param {Source[]} files */
export function migrationsComeInPairs(files) {
  const of = (/** @type {string} */ folder) =>
    files.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ path }) => path.slice(folder.length + 1));
  return ["migrations", "migrations/keys"].flatMap((folder) =>
    [["sqlite", "postgres"], ["postgres", "sqlite"]].flatMap(([one, other]) => {
      const twins = new Set(of(`${folder}/${other}`));
      return of(`${folder}/${one}`)
        .filter((name) => !twins.has(name))
        .map((name) => `${folder}/${one}/${name}: ${folder}/${other}/${name} is missing`);
    }),
  );
}

/** @param {Source[]} files */
export function filesAreShort(files) {
  return files
    .filter(({ path }) => /\.(rs|ts|css|mjs|js|sh)$/.test(path) && !(path in LONG))
    .map(({ path, text }) => ({ path, count: text.split("\n").length - 1 }))
    .filter(({ count }) => count > LONGEST)
    .map(({ path, count }) => `${path}: ${count} lines; would one idea a file read better?`);
}

/** @param {Source[]} files */
export function nothingIsLeft(files) {
  const own = (/** @type {string} */ path) => /^scripts\/house\.(test\.)?mjs$/.test(path);
  return files
    .filter(({ path }) => /\.(rs|ts|mjs)$/.test(path) && !own(path))
    .flatMap((file) => LEFT.flatMap(([pattern, why]) => lines(file, /** @type {RegExp} */ (pattern), /** @type {string} */ (why))));
}

/** @param {Source[]} files */
export function testsDoNotSleep(files) {
  return files
    .filter(({ path }) => /\/tests?(\.rs$|\/.*\.rs$)/.test(path) && path.startsWith("crates/"))
    .flatMap((file) => lines(file, /\b(?:time|thread)::sleep\(/, "a test waits for a condition or moves the clock"));
}

/** The Tab key gives the focus, no script does: Playwright's own ways are refused by the keyboard's hands. @param {Source[]} files */
export function journeysGiveNoFocus(files) {
  return files
    .filter(({ path }) => path.startsWith("e2e/journeys/"))
    .flatMap((file) => lines(file, /\.focus\(/, "a keyboard comes to things by its own keys"));
}

/** What a user receives doesn't name the supplier. @param {Source[]} files */
export function supplierIsNotNamed(files) {
  const spoken = (/** @type {string} */ path) =>
    !path.endsWith("/tests.rs") && /^crates\/[^/]+\/src\/(.*\/)?((views|html|mail|texts)[^/]*\.rs|(views|html|mails?|texts)\/.*\.rs)$/.test(path);
  return files.flatMap(({ path, text }) => {
    const said = spoken(path) ? literals(code(text)) : path.startsWith("web/dist/") ? [text] : [];
    return said.some((one) => SUPPLIER.test(one)) ? [`${path}: names the supplier, which no user may read`] : [];
  });
}

/** @param {Source[]} files */
export function architectureListsTheRooms(files) {
  const text = files.find(({ path }) => path === "ARCHITECTURE.md")?.text;
  if (text === undefined) return ["ARCHITECTURE.md is missing"];
  const listed = new Set([...text.matchAll(/`(\w+\/\w+)\/?`/g)].map(([, room]) => room).filter((room) => FLOORS.includes(room.split("/")[0])));
  const folders = rooms(files);
  const paths = new Set(files.map(({ path }) => path));
  const absent = folders.filter((room) => !listed.has(room)).map((room) => `ARCHITECTURE.md: the room \`${room}\` is not listed`);
  // A room of a single file may be listed too.
  const gone = [...listed].filter((room) => !folders.includes(room) && !paths.has(`crates/${room.replace("/", "/src/")}.rs`));
  return [...absent, ...gone.map((room) => `ARCHITECTURE.md: there is no room \`${room}\``)];
}

/** @param {Source[]} files */
export function locksNameNoHost(files) {
  return files
    .filter(({ path, text }) => basename(path) === "package-lock.json" && /"resolved":\s*"http/.test(text))
    .map(({ path }) => `${path}: names a registry's host (omit-lockfile-registry-resolved=true in .npmrc)`);
}

const RULES = [
  sqlStaysInStores,
  roomsActForSomeone,
  viewsSeeNoTransaction,
  rulesDecideOnly,
  roomsSayWhatTheyAre,
  migrationsComeInPairs,
  filesAreShort,
  nothingIsLeft,
  testsDoNotSleep,
  journeysGiveNoFocus,
  supplierIsNotNamed,
  architectureListsTheRooms,
  documentsNameWhatIsThere,
  locksNameNoHost,
];

/** The files that the rules read. @param {string} root @returns {Source[]} */
function sources(root) {
  const found = [];
  const walk = (/** @type {string} */ folder) => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = folder ? `${folder}/${name}` : name;
      if (["node_modules", "target", ".git", "data", "screenshots"].includes(name)) continue;
      if (statSync(join(root, path)).isDirectory()) walk(path);
      else if (/\.(rs|ts|css|mjs|js|sh|sql|md|json)$/.test(name)) found.push({ path, text: readFileSync(join(root, path), "utf8") });
    }
  };
  for (const folder of ["crates", "migrations", "web", "e2e", "scripts", "docs"]) if (existsSync(join(root, folder))) walk(folder);
  if (existsSync(join(root, "ARCHITECTURE.md"))) {
    found.push({ path: "ARCHITECTURE.md", text: readFileSync(join(root, "ARCHITECTURE.md"), "utf8") });
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = sources(join(fileURLToPath(import.meta.url), "..", ".."));
  const own = files.filter(({ path }) => !path.startsWith("web/dist/"));
  const breaches = RULES.flatMap((rule) => rule(rule === supplierIsNotNamed ? files : own));
  for (const breach of breaches) console.log(breach);
  console.log(breaches.length === 0 ? `${RULES.length} rules kept in ${own.length} files` : `${breaches.length} breaches`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}

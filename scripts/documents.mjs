// What documents say of the code: a file that one of them names is there. House.mjs calls it with the other rules.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {import("./house.mjs").Source} Source */

/** What stands at the root, beside the folders that the rules walk through. */
const AT_THE_ROOT = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "STYLE.md"];

/** The text of a decision is history: its names are of its time. */
const HISTORY = /^docs\/adr\//;

const FILE = /^[\w./-]+\.(?:rs|mjs|ts|sh|md)$/;

/** The files that a line names between backticks, commands and all: `scripts/e2e.sh sqlite`. @param {string} line */
function named(line) {
  const quoted = [...line.matchAll(/`([^`]+)`/g)].map(([, words]) => words);
  return quoted.flatMap((words) => words.split(/[\s,;:()]+/)).filter((word) => FILE.test(word));
}

/**
 * By its path from the root, by the end of it, or without the folders that every crate has: `training/tutors/store.rs`.
 * @param {Source[]} files
 */
function ends(files) {
  const all = new Set();
  for (const { path } of files) {
    for (const way of [path, path.replace(/^crates\/([\w-]+)\/src\//, "$1/")]) {
      const parts = way.split("/");
      for (const at of parts.keys()) all.add(parts.slice(at).join("/"));
    }
  }
  return all;
}

/** The documents of the root that aren't among the files. @param {Source[]} files @returns {Source[]} */
function root(files) {
  const folder = join(fileURLToPath(import.meta.url), "..", "..");
  return AT_THE_ROOT.filter((path) => existsSync(join(folder, path)) && files.every((file) => file.path !== path)).map((path) => ({
    path,
    text: readFileSync(join(folder, path), "utf8"),
  }));
}

/** @param {Source[]} files @param {Source[]} [more] read beside them */
export function documentsNameWhatIsThere(files, more = root(files)) {
  const every = [...files, ...more];
  const there = ends(every);
  const documents = every.filter(({ path }) => (path.startsWith("docs/") ? path.endsWith(".md") && !HISTORY.test(path) : AT_THE_ROOT.includes(path)));
  return documents.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, at) => named(line).filter((name) => !there.has(name)).map((name) => `${path}:${at + 1}: there is no file \`${name}\``)),
  );
}

// Adds a line to a summary, in place of the one with its identifier: node scripts/summary.mjs FILE ID MEASURED BAR OK.
// With a file of lines in place of the four words, adds those: node scripts/summary.mjs FILE LINES.json.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const [file, id, measured, bar, ok] = process.argv.slice(2);
if (!file || !id) throw new Error("usage: summary.mjs FILE ID MEASURED BAR OK, or FILE LINES.json");
const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, "utf8"));
/** @type {{id: string, measured: string, bar: string, ok: boolean}[]} */
const lines = measured === undefined ? read(id) : [{ id, measured, bar: bar ?? "", ok: ok === "true" }];
const before = existsSync(file) ? read(file) : [];
const kept = before.filter((/** @type {{id: string}} */ old) => !lines.some((line) => line.id === old.id));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify([...kept, ...lines], null, 2)}\n`);
for (const line of lines) console.log(line.id.padEnd(28), line.measured.padEnd(34), line.bar.padEnd(28), line.ok ? "ok" : "MISSED");

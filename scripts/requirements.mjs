// Holds docs/requirements.md to what was run: every row once and in order, and each proof found where it says.
// node scripts/requirements.mjs [report.xml]
//
// The table is « row, requirement, state, proof ». Each proof stands between backticks:
//   `test:words`  tests whose name (binary::path::of::the_test) is the words or goes on from them, all passed; where a name
//                 ends in ::sqlite or ::postgres, its twin is there and passed too
//   `e2e:name`    the browser test of exactly this name, passed on both engines
//   `conformance:path`, `drill:path`, `bench:path` or a path: a file or folder that exists

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJUnit, writeJUnit } from "./junit.mjs";

const STATES = ["done", "partial", "not yet"];
const TWINS = { sqlite: "postgres", postgres: "sqlite" };

/**
 * @typedef {object} Row
 * @property {string} row
 * @property {string} requirement
 * @property {string} state
 * @property {string[]} proofs
 */

/** The cells of each table line whose first cell is a row number. @param {string} markdown */
function cells(markdown) {
  return markdown
    .split("\n")
    .filter((line) => /^\|\s*\d+\.\d+\s*\|/.test(line))
    .map((line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

/** @param {string} markdown @returns {Row[]} */
export function readRows(markdown) {
  return cells(markdown).map(([row, requirement = "", state = "", proof = ""]) => ({
    row,
    requirement,
    state,
    proofs: [...proof.matchAll(/`([^`]+)`/g)].map(([, text]) => text.trim()),
  }));
}

/** The numbers of the rows of the source. @param {string} markdown @returns {string[]} */
export function readNumbers(markdown) {
  return cells(markdown).map(([row]) => row);
}

/**
 * @typedef {import("./junit.mjs").Case} Case
 * @typedef {object} Evidence
 * @property {string[] | null} expected the rows that must be there; null when the source is absent
 * @property {Case[]} tests
 * @property {Record<string, Case[]>} journeys the browser's cases, by engine
 * @property {boolean} [bare] what journeys play (../shared) is absent: those that need it are skipped, and say so
 * @property {(path: string) => boolean} exists
 */

/**
 * What is wrong with the table, one sentence each.
 * @param {Row[]} rows
 * @param {Evidence} evidence
 * @returns {string[]}
 */
export function check(rows, evidence) {
  const problems = evidence.expected ? order(rows.map((row) => row.row), evidence.expected) : [];
  for (const { row, requirement, state, proofs } of rows) {
    const say = (/** @type {string} */ sentence) => problems.push(`row ${row}: ${sentence}`);
    if (!requirement) say("no requirement is written");
    if (!STATES.includes(state)) say(`« ${state} » is not a state (${STATES.join(", ")})`);
    if (["done", "partial"].includes(state) && proofs.length === 0) say(`${state} without a proof`);
    for (const proof of proofs) for (const sentence of unproven(proof, evidence)) say(sentence);
  }
  return problems;
}

/** @param {string[]} found @param {string[]} expected */
function order(found, expected) {
  const problems = expected.filter((row) => !found.includes(row)).map((row) => `row ${row}: absent`);
  problems.push(...found.filter((row) => !expected.includes(row)).map((row) => `row ${row}: not a row of the source`));
  problems.push(...found.filter((row, at) => found.indexOf(row) !== at).map((row) => `row ${row}: twice`));
  if (problems.length > 0) return problems;
  const at = found.findIndex((row, index) => row !== expected[index]);
  return at < 0 ? [] : [`row ${found[at]}: out of order, ${expected[at]} comes first`];
}

/** @param {string} proof @param {Evidence} evidence @returns {string[]} */
function unproven(proof, evidence) {
  const [, kind, rest] = /^(test|e2e|conformance|drill|bench):(.+)$/.exec(proof) ?? [null, "path", proof];
  if (kind === "test") return unprovenTest(rest, evidence.tests);
  if (kind === "e2e") {
    return Object.entries(evidence.journeys).flatMap(([engine, cases]) => {
      const found = cases.filter((one) => one.name === rest);
      if (found.length === 0) return [`« ${proof} » was not played on ${engine}`];
      const well = (/** @type {Case} */ one) => one.state === "passed" || (evidence.bare && one.state === "skipped");
      return found.every(well) ? [] : [`« ${proof} » did not pass on ${engine}`];
    });
  }
  return evidence.exists(rest.replace(/#.*$/, "")) ? [] : [`« ${proof} » leads nowhere`];
}

/** @param {string} words @param {Case[]} tests */
function unprovenTest(words, tests) {
  const found = tests.filter((one) => one.name === words || one.name.startsWith(`${words}::`));
  if (found.length === 0) return [`no test is called « ${words} »`];
  const problems = found.filter((one) => one.state !== "passed").map((one) => `${one.name} ${one.state}`);
  for (const { name } of found) {
    const [, stem, engine] = /^(.*)::(sqlite|postgres)$/.exec(name) ?? [];
    if (!engine) continue;
    const twin = tests.find((one) => one.name === `${stem}::${TWINS[engine]}`);
    if (twin?.state !== "passed") problems.push(`${name} passed alone: ${TWINS[engine]} did not`);
  }
  return problems;
}

function main() {
  const root = join(fileURLToPath(import.meta.url), "..", "..");
  const source = join(root, "..", "shared", "mission", "requirements.md");
  const report = (/** @type {string} */ path) =>
    existsSync(join(root, path)) ? readJUnit(readFileSync(join(root, path), "utf8")) : [];
  const rows = readRows(readFileSync(join(root, "docs", "requirements.md"), "utf8"));
  if (!existsSync(source)) console.log("Notice: ../shared/mission/requirements.md is absent: the list of rows is not compared.");
  const problems = check(rows, {
    expected: existsSync(source) ? readNumbers(readFileSync(source, "utf8")) : null,
    tests: report("target/nextest/default/junit.xml"),
    journeys: { sqlite: report("target/e2e/sqlite.xml"), postgres: report("target/e2e/postgres.xml") },
    bare: !existsSync(join(root, "..", "shared")),
    exists: (path) => existsSync(join(root, path)),
  });
  const count = (/** @type {string} */ state) => rows.filter((row) => row.state === state).length;
  console.log(`${rows.length} rows: ${STATES.map((state) => `${count(state)} ${state}`).join(", ")}`);
  for (const problem of problems) console.log(`docs/requirements.md, ${problem}`);
  if (process.argv[2]) writeFileSync(process.argv[2], writeJUnit("requirements", problems));
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();

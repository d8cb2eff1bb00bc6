// ADL's SCORM 2004 cases in the real player: node e2e/conformance/run.mjs CASES.json RESULT.json [ID…]
// CASES.json: what SCORM2004_JSON writes (docs/conformance.md). RESULT.json: {passed, total, failed}.
// SCORM2004_CASES: the folder whose manifests are read. BENCH_SIZE=small: every tenth case.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, openPage } from "../lib/browser.mjs";
import { learner } from "../lib/modules.mjs";
import { startSite } from "../lib/server.mjs";
import { archive } from "./content.mjs";
import { replace, shelves } from "./desk.mjs";
import { Play } from "./play.mjs";
import { Player } from "./player.mjs";

/** @typedef {import("./play.mjs").Case} Case */

const [casesPath, resultPath, ...only] = process.argv.slice(2);
const folder = process.env.SCORM2004_CASES;
if (!casesPath || !resultPath || !folder) throw new Error("usage: SCORM2004_CASES=folder node e2e/conformance/run.mjs CASES.json RESULT.json [ID…]");
/** @type {{cases: Case[], packages: Record<string, import("./play.mjs").Entry[]>}} */
const { cases, packages } = JSON.parse(readFileSync(casesPath, "utf8"));

/** The cases that are played for themselves. */
const asked = cases.filter(({ id }, at) => (only.length > 0 ? only.includes(id) : process.env.BENCH_SIZE !== "small" || at % 10 === 0));
/** With those that they go on from: all by name, for one learner. */
const wanted = new Set(asked.flatMap(({ id, after }) => [...after, id]));

const manifest = (/** @type {string} */ id) => readFileSync(join(folder, "manifests", `${id}.xml`));

/** The packages that a case opens, the first one first. @param {Case} one */
function opened({ package: first, visits }) {
  const others = visits.flatMap(({ acts }) => acts.map((act) => (typeof act === "object" && "open" in act ? act.open : null)));
  return [...new Set([first, ...others.filter((id) => id !== null)])];
}

const [site, browser] = [await startSite(), await launch({ whole: true })];
const sessions = await Promise.all([0, 1, 2].map(() => openPage(browser, site.url)));
const [administrator, manager, monitored] = sessions.map(({ page }) => page);
const { problems } = sessions[2];

/** @type {{id: string, seconds: number, failure?: string}[]} */
const played = [];
try {
  const places = await shelves(administrator, archive(manifest(asked[0]?.package ?? "")));
  const player = await Player.at(monitored, await learner(site, manager, monitored, "Maria"));
  for (const one of cases.filter(({ id }) => wanted.has(id))) {
    const start = performance.now();
    const ids = opened(one);
    /** @type {string | undefined} */
    let failure;
    try {
      for (const [at, id] of ids.entries()) await replace(administrator, places[at], archive(manifest(id)));
      await new Play(one, player, (id) => places[ids.indexOf(id)].step, packages).whole();
      if (problems.length > 0) throw new Error(`${one.id}: ${problems.join("\n")}`);
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    problems.length = 0;
    const seconds = (performance.now() - start) / 1000;
    console.log(`${one.id.padEnd(8)}${failure ? "FAILED" : "conforms"} ${seconds.toFixed(1)} s${failure ? `\n    ${failure.replaceAll("\n", "\n    ")}` : ""}`);
    if (asked.includes(one)) played.push({ id: one.id, seconds, failure });
  }
} finally {
  await browser.close();
  await site.stop();
}

const failed = played.filter(({ failure }) => failure);
const time = played.reduce((sum, { seconds }) => sum + seconds, 0);
console.log(`\n${played.length - failed.length} of ${played.length} cases conform in the browser, ${Math.round(time)} s`);
for (const { failure } of failed) console.log(`  ${failure?.split("\n")[0]}`);
const result = { passed: played.length - failed.length, total: played.length, failed: failed.map(({ id }) => id) };
writeFileSync(resultPath, `${JSON.stringify(result)}\n`);
process.exitCode = failed.length === 0 && played.length > 0 ? 0 : 1;

// Counts the suites of `make test`: node scripts/tally.mjs suites.tsv, whose lines are « name, report, exit status ».
// The last line is the contract's: N passed, N failed, N skipped.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readJUnit } from "./junit.mjs";

const LONGEST_REASON = 300;

/** The beginning of what a failed test says, on one line. @param {string | undefined} why */
function reason(why = "") {
  const line = why.replace(/\s+/g, " ").trim();
  return line && ` (${line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line})`;
}

/**
 * @param {{name: string, status: number, cases: import("./junit.mjs").Case[]}[]} suites
 * @returns {{passed: number, failed: number, skipped: number, failures: string[]}}
 */
export function tally(suites) {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { name, status, cases } of suites) {
    for (const { state } of cases) sum[state] += 1;
    const failed = cases.filter((one) => one.state === "failed");
    sum.failures.push(...failed.map((one) => `${name}: ${one.name}${reason(one.why)}`));
    // A suite that stopped before its tests could say so, or whose failure no test carries.
    if (status !== 0 && failed.length === 0) {
      sum.failed += 1;
      sum.failures.push(`${name}: ended with status ${status}`);
    }
  }
  return sum;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
  const suites = lines.map((line) => {
    const [name, report, status] = line.split("\t");
    return { name, status: Number(status), cases: existsSync(report) ? readJUnit(readFileSync(report, "utf8")) : [] };
  });
  const { passed, failed, skipped, failures } = tally(suites);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((one) => `  ${one}`).join("\n")}\n`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

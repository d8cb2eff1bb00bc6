import assert from "node:assert/strict";
import { test } from "node:test";
import { check, readNumbers, readRows } from "./requirements.mjs";

const passed = (/** @type {string} */ name) => ({ name, state: /** @type {const} */ ("passed") });
const failed = (/** @type {string} */ name) => ({ name, state: /** @type {const} */ ("failed") });

const evidence = {
  expected: null,
  tests: [
    passed("platform::vault::tests::seals"),
    passed("app::matrix::answers::sqlite"),
    passed("app::matrix::answers::postgres"),
    passed("app::lonely::one::sqlite"),
    failed("app::broken::two"),
    passed("app::half::three::sqlite"),
    failed("app::half::three::postgres"),
  ],
  journeys: {
    sqlite: [passed("enrolment: by mouse"), passed("sqlite only")],
    postgres: [passed("enrolment: by mouse"), failed("broken")],
  },
  exists: (/** @type {string} */ path) => path === "docs/adr/0001.md",
};

/** @param {string} state @param {...string} proofs */
const row = (state, ...proofs) => ({ row: "1.1", requirement: "Something", state, proofs });

test("requirements: a table is read, its header and prose left alone", () => {
  const rows = readRows("# T\n\n| row | requirement | state | proof |\n|---|---|---|---|\n| 1.1 | Export | done | `test:a` `e2e:b, c` |\n| 1.10 | Purge | not yet | |\n");
  assert.deepEqual(rows, [
    { row: "1.1", requirement: "Export", state: "done", proofs: ["test:a", "e2e:b, c"] },
    { row: "1.10", requirement: "Purge", state: "not yet", proofs: [] },
  ]);
  assert.deepEqual(readNumbers("| 4.6 | Voice* | x |\n| 4.7 | y | z |"), ["4.6", "4.7"]);
});

test("requirements: rows are all there, once, in order", () => {
  const rows = (/** @type {string[]} */ ...numbers) => numbers.map((number) => ({ ...row("not yet"), row: number }));
  const against = { ...evidence, expected: ["1.1", "1.2", "1.10"] };
  assert.deepEqual(check(rows("1.1", "1.2", "1.10"), against), []);
  assert.deepEqual(check(rows("1.1", "1.10"), against), ["row 1.2: absent"]);
  assert.deepEqual(check(rows("1.1", "1.2", "1.2", "1.10"), against), ["row 1.2: twice"]);
  assert.deepEqual(check(rows("1.1", "1.2", "1.10", "9.9"), against), ["row 9.9: not a row of the source"]);
  assert.deepEqual(check(rows("1.1", "1.10", "1.2"), against), ["row 1.10: out of order, 1.2 comes first"]);
});

for (const [name, given, expected] of /** @type {[string, ReturnType<typeof row>, string[]][]} */ ([
  ["a pure test counts as it is", row("done", "test:platform::vault"), []],
  ["a test of both engines needs its twin", row("done", "test:app::matrix::answers"), []],
  ["naming one engine still asks for the other", row("done", "test:app::matrix::answers::sqlite"), []],
  ["a lonely engine", row("done", "test:app::lonely"), ["row 1.1: app::lonely::one::sqlite passed alone: postgres did not"]],
  ["a failed test", row("partial", "test:app::broken"), ["row 1.1: app::broken::two failed"]],
  [
    "one engine failed",
    row("done", "test:app::half"),
    ["row 1.1: app::half::three::postgres failed", "row 1.1: app::half::three::sqlite passed alone: postgres did not"],
  ],
  ["words inside a name", row("done", "test:vault"), ["row 1.1: no test is called « vault »"]],
  ["half a word", row("done", "test:platform::va"), ["row 1.1: no test is called « platform::va »"]],
  ["an unknown test", row("done", "test:nobody"), ["row 1.1: no test is called « nobody »"]],
  ["a journey on both engines", row("done", "e2e:enrolment: by mouse"), []],
  ["a journey on one engine", row("done", "e2e:sqlite only"), ["row 1.1: « e2e:sqlite only » was not played on postgres"]],
  [
    "a journey's whole name is wanted",
    row("done", "e2e:enrolment"),
    ["row 1.1: « e2e:enrolment » was not played on sqlite", "row 1.1: « e2e:enrolment » was not played on postgres"],
  ],
  ["a path", row("done", "docs/adr/0001.md#why"), []],
  ["a path of a drill", row("done", "drill:docs/adr/0001.md"), []],
  ["a path that leads nowhere", row("done", "bench:nowhere"), ["row 1.1: « bench:nowhere » leads nowhere"]],
  ["no proof", row("done"), ["row 1.1: done without a proof"]],
  ["no proof is due yet", row("not yet"), []],
  ["an unknown state", row("almost"), ["row 1.1: « almost » is not a state (done, partial, not yet)"]],
])) {
  test(`requirements: ${name}`, () => assert.deepEqual(check([given], evidence), expected));
}

test("requirements: a journey that was skipped proves nothing, unless what it plays is absent", () => {
  const skipped = [{ name: "player: a sample", state: /** @type {const} */ ("skipped") }];
  const journeys = { sqlite: skipped, postgres: skipped };
  const rows = [row("done", "e2e:player: a sample")];
  assert.equal(check(rows, { ...evidence, journeys }).length, 2);
  assert.deepEqual(check(rows, { ...evidence, journeys, bare: true }), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { readJUnit, writeJUnit } from "./junit.mjs";
import { tally } from "./tally.mjs";

test("junit: nextest's names join binary and path", () => {
  const xml = `<testsuites name="nextest-run" tests="2"><testsuite name="app::matrix">
    <testcase name="routes::sqlite" classname="app::matrix" time="0.1"></testcase>
    <testcase name="routes::postgres" classname="app::matrix" time="0.1"><failure message="thread &apos;x&apos; panicked" type="test failure">a &lt;testcase name="no"/&gt;</failure></testcase>
  </testsuite></testsuites>`;
  assert.deepEqual(readJUnit(xml), [
    { name: "app::matrix::routes::sqlite", state: "passed" },
    { name: "app::matrix::routes::postgres", state: "failed", why: "thread 'x' panicked" },
  ]);
});

test("junit: Node's names stand alone, entities and skipped tests are read", () => {
  const xml = `<testsuites>
    <testcase name="a &quot;b&quot; &#233; &gt; c" time="0" classname="test"/>
    <testsuite name="group"><testcase name="late" time="0" classname="test"><skipped type="skipped" message="true"/></testcase></testsuite>
    <testcase name="shown" classname="test"><system-out><![CDATA[<failure>]]></system-out></testcase>
  </testsuites>`;
  assert.deepEqual(readJUnit(xml), [
    { name: 'a "b" é > c', state: "passed" },
    { name: "late", state: "skipped" },
    { name: "shown", state: "passed" },
  ]);
});

test("junit: what is written is read again", () => {
  const failures = ['row 1.1: « a<b> & "c" »'];
  assert.deepEqual(readJUnit(writeJUnit("requirements", failures)), [{ name: failures[0], state: "failed", why: failures[0] }]);
  assert.deepEqual(readJUnit(writeJUnit("requirements", [])), []);
});

test("tally: a suite that stops without a failed test counts as one failure", () => {
  const one = (/** @type {"passed" | "failed" | "skipped"} */ state) => ({ name: state, state });
  assert.deepEqual(
    tally([
      { name: "a", status: 0, cases: [one("passed"), one("skipped")] },
      { name: "b", status: 100, cases: [one("passed"), { ...one("failed"), why: `late\n  ${"x".repeat(400)}` }] },
      { name: "c", status: 101, cases: [] },
    ]),
    { passed: 2, failed: 2, skipped: 1, failures: [`b: failed (late ${"x".repeat(295)}…)`, "c: ended with status 101"] },
  );
});

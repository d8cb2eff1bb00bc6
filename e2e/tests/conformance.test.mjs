// What the conformance runner compares with, and the pages that it makes up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { check, same } from "../conformance/compare.mjs";
import { archive, behaviour, number } from "../conformance/content.mjs";
import { unzip } from "../lib/unzip.mjs";

test("conformance: values are compared in the type of their element", () => {
  for (const [element, expected, got, right] of /** @type {[string, string, string, boolean][]} */ ([
    ["cmi.total_time", "PT0H0M0S", "PT0S", true],
    ["cmi.total_time", "PT2H20S", "PT2H0M20.00S", true],
    ["cmi.total_time", "PT1M", "PT61S", false],
    ["cmi.total_time", "PT1.5S", "PT1.05S", false],
    ["cmi.total_time", "P29D", "29 days", false],
    ["cmi.score.scaled", "1", "1.0", true],
    ["cmi.score.scaled", "0.8", "0.81", false],
    ["cmi.score.scaled", "0", "", false],
    ["cmi.objectives._count", "1", "1.0", false],
    ["cmi.score._children", "raw,scaled", "scaled,raw", true],
    ["cmi.score._children", "raw,scaled", "scaled", false],
    ["cmi.interactions.0.learner_response", "a[,]b", "{order_matters=true}{case_matters=false}a[,]b", true],
    ["cmi.interactions.0.correct_responses.0.pattern", "a[,]b", "{order_matters=false}a[,]b", false],
    ["cmi.interactions.0.learner_response", "{lang=fr}{case_matters=true}é", "{case_matters=true}{lang=fr}é", true],
    ["cmi.interactions.0.learner_response", "{lang=fr}a", "{lang=en}a", false],
    ["cmi.location", "a", "a", true],
  ])) {
    assert.equal(same(element, expected, got), right, `${element} ${expected} ${got}`);
  }
});

test("conformance: an answer, its error and a list of objectives are each looked at", () => {
  /** @param {import("../conformance/compare.mjs").Expected} expected @param {string} error */
  const call = (expected, error) => ({ call: { function: "GetValue", arguments: ["cmi.exit"], expected, error } });
  const got = { given: ["cmi.exit"], answer: "", error: "405" };
  check(call({ text: "" }, "405"), got);
  check(call("short", "405"), got);
  check(call("learner", "405"), got);
  check(call("comment", "0"), { given: ["cmi.comments_from_lms.0.comment"], answer: "", error: "301" });
  check({ objectives: ["a", "b"] }, { identifiers: ["b", "a"] });
  const wrong = /expected/;
  assert.throws(() => check(call({ text: "normal" }, "405"), got), wrong);
  assert.throws(() => check(call({ text: "" }, "0"), got), wrong);
  assert.throws(() => check(call("comment", "405"), got), wrong);
  assert.throws(() => check(call("short", "405"), { ...got, answer: "x".repeat(255) }), wrong);
  assert.throws(() => check({ objectives: ["a"] }, { identifiers: ["a", "b"] }), wrong);
});

test("conformance: a package has the pages that its manifest names, and they do what their names say", () => {
  const manifest = `<manifest><resource xml:base="pages/" href="exitAllOnUnload.htm"><file href="exitAllOnUnload.htm"/><file href="a.css" /></resource>
    <resource href = "AssetLaunchTest.htm"><file href="tool.jar"/></resource></manifest>`;
  const files = unzip(archive(Buffer.from(manifest)));
  assert.deepEqual(Object.keys(files).sort(), ["AssetLaunchTest.htm", "imsmanifest.xml", "pages/a.css", "pages/exitAllOnUnload.htm", "tool.jar"]);
  assert.match(files["pages/exitAllOnUnload.htm"].toString(), /"lastRequest":"exitAll"/);
  assert.doesNotMatch(files["AssetLaunchTest.htm"].toString(), /<script>/);
  const address = "resources/tarAct4OnUnload.htm?tc=CM-09ab&act=2a#x";
  assert.deepEqual(behaviour(address), { terminates: "on unload", lastRequest: "{target=activity_4}choice" });
  assert.equal(behaviour("resources/SequencingTest.htm?act=1").terminates, "at once");
  assert.equal(behaviour("SequencingTestFail.htm").forbidden, true);
  assert.equal(number(address), "2a");
  assert.equal(number("resources/SequencingTest.htm"), undefined);
});

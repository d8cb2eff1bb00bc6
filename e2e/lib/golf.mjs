// The golf samples: pages turned inside a content, questions answered.

import assert from "node:assert/strict";
import { inside } from "./modules.mjs";
import { until } from "./until.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** The content's window, inside the shell's. @param {Page} page */
export const content = (page) => page.frames().find((frame) => frame.parentFrame()?.url().endsWith("/__lecteur/"));

/** Waits for a content of the package, by what its address says. @param {Page} page @param {string} name */
export async function arrived(page, name) {
  await until(async () => content(page)?.url().includes(name) ?? false, `« ${name} » is open`);
  await inside(page).locator("#butNext").waitFor();
}

/** Turns the pages of a content to its last. @param {Page} page */
export async function readToTheEnd(page) {
  const next = inside(page).locator("#butNext");
  for (let turn = 0; turn < 40 && (await next.isEnabled()); turn += 1) await next.click();
  assert.equal(await next.isEnabled(), false, "the last page");
}

/** Answers every question of the assessment, some of them wrong. @param {Page} page @param {number} [wrong] how many */
export async function answer(page, wrong = 0) {
  const questions = () => page.frames().find((frame) => frame.url().includes("assessmenttemplate"));
  await until(async () => (await questions()?.locator("input[type=button]").count()) === 1, "the questions");
  await questions()?.evaluate((mistakes) => {
    const { test } = /** @type {any} */ (window);
    test.Questions.forEach((/** @type {any} */ question, /** @type {number} */ at) => {
      const right = at >= mistakes;
      const box = (/** @type {string} */ end) => /** @type {HTMLInputElement} */ (document.getElementById(`question_${question.Id}_${end}`));
      if (question.Type === "choice") {
        const place = question.Answers.indexOf(question.CorrectAnswer);
        box(String(right ? place : (place + 1) % question.Answers.length)).checked = true;
      } else if (question.Type === "true-false") {
        box(question.CorrectAnswer === right ? "True" : "False").checked = true;
      } else {
        box("Text").value = right ? String(question.CorrectAnswer) : "999";
      }
    });
  }, wrong);
  await questions()?.locator("input[type=button]").click();
}

/** What the content reads of an element, by its own API: SCORM 1.2's is « API ». @param {Page} page @param {string} element @param {"API" | "API_1484_11"} [api] */
export async function value(page, element, api = "API_1484_11") {
  const shell = page.frames().find((frame) => frame.url().endsWith("/__lecteur/"));
  assert.ok(shell, "the shell is there");
  const asked = { name: element, api, call: api === "API" ? "LMSGetValue" : "GetValue" };
  return shell.evaluate(({ name, api, call }) => /** @type {any} */ (window)[api][call](name), asked);
}

// Real packages of SCORM 1.2 played to their end: what they come to is read on the learner's own page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signIn } from "../lib/acts.mjs";
import { answer, readToTheEnd, value } from "../lib/golf.mjs";
import { learner, opened, putInCourse, sample, saved, told } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();
const one = sample("RuntimeBasicCalls_SCORM12.zip");
const several = sample("ContentPackagingOneFilePerSCO_SCORM12.zip");

/** A learner in front of a step that holds the package. @param {string} title @param {string} file @param {string} name */
async function before(title, file, name) {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const step = await putInCourse(administrator, title, file);
  const page = await open();
  page.on("dialog", (dialog) => dialog.accept());
  const course = await learner(site, await open(), page, name);
  await page.goto(`${course}/etapes/${step}`);
  return { page, course, step, address: page.url() };
}

test("player's ends: pages turned, questions answered: status and score are on the learner's course", { skip: one === null }, async () => {
  const { page, course, step } = await before("Golf d’une traite", one ?? "", "Monique");
  await readToTheEnd(page);
  await answer(page, 3);
  await saved(page);
  assert.equal(await value(page, "cmi.core.lesson_status", "API"), "passed");
  const score = Number(await value(page, "cmi.core.score.raw", "API"));
  assert.ok(score >= 70 && score < 100, `some answers were wrong: ${score}`);
  assert.match(await told(page, course, step), new RegExp(`Terminée, ${score}\\s%`));
});

test("player's ends: from part to part, the last one ends the step", { skip: several === null }, async () => {
  const { page, course, step, address } = await before("Golf par parties", several ?? "", "Maria");
  const next = page.getByRole("link", { name: "Partie suivante" });
  const parts = Number(await page.locator("#partie").getAttribute("max"));
  assert.equal(parts, 18);
  const arrived = async (/** @type {number} */ part) => {
    await page.getByText(`Partie ${part} sur ${parts}`).first().waitFor();
    await opened(page);
  };
  for (let part = 1; part < parts - 1; part += 1) {
    await arrived(part);
    // By keyboard: right after a scroll, a headless click may still be handed to the frame that stood there.
    await next.press("Enter");
  }
  await arrived(parts - 1);
  assert.match(await told(page, course, step), /En cours/);
  await page.goto(address);
  await arrived(parts);
  assert.equal(await next.count(), 0, "nothing comes after");
  assert.match(await told(page, course, step), /Terminée/);
});

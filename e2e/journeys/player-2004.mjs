// Monique plays packages of SCORM 2004: the order that they want is kept, their end and their score come back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { signIn } from "../lib/acts.mjs";
import { atRest } from "../lib/checks.mjs";
import { answer, arrived, content, readToTheEnd, value } from "../lib/golf.mjs";
import { inside, learner, putInCourse, sample, saved, told } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";
import { unzip } from "../lib/unzip.mjs";
import { zip } from "../lib/zip.mjs";

const { site, open } = await stage();
const forced = sample("SequencingForcedSequential_SCORM20043rdEdition.zip");
const basic = sample("RuntimeBasicCalls_SCORM20043rdEdition.zip");
const fourth = sample("SequencingPostTestRollup4thEd_SCORM20044thEdition.zip");

/** @typedef {import("playwright-core").Page} Page */

/** A learner before a step that holds the package. @param {string} title @param {Parameters<typeof putInCourse>[2]} file @param {string} name @param {import("../lib/browser.mjs").Look} [look] */
async function before(title, file, name, look) {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const step = await putInCourse(administrator, title, file);
  const page = await open(look);
  page.on("dialog", (dialog) => dialog.accept());
  const course = await learner(site, await open(), page, name);
  return { page, course, step, address: `${course}/etapes/${step}` };
}

/** A button of the page, before or after the content. @param {Page} page @param {"Précédent" | "Suivant"} name */
const button = (page, name) => page.getByRole("button", { name });

/** Goes on by the page's own button, once sequencing offers it. @param {Page} page */
async function goOn(page) {
  await until(() => button(page, "Suivant").isEnabled(), "the next content is offered");
  // By keyboard: right after a scroll, a headless click may still be handed to the frame that stood there.
  await button(page, "Suivant").press("Enter");
}

test("player 2004: a forced order is followed to its end, and its end comes back", { skip: forced === null }, async () => {
  const { page, course, step, address } = await before("Golf dans l’ordre", forced ?? "", "Monique");
  await page.goto(address);
  await arrived(page, "content=playing");
  assert.equal(await button(page, "Précédent").isEnabled(), false, "nothing comes before");
  await button(page, "Suivant").press("Enter");
  await page.locator("#ici", { hasText: "une autre doit être faite d’abord" }).waitFor();
  await arrived(page, "content=playing");
  assert.deepEqual(await atRest(page), []);
  await readToTheEnd(page);
  await goOn(page);
  await arrived(page, "content=etiquette");
  await saved(page);
  // Closed in the middle: the same content is there again, where it stood.
  await page.goto(address);
  await arrived(page, "content=etiquette");
  assert.equal(await value(page, "cmi.entry"), "resume");
  for (const next of ["content=handicapping", "content=havingfun", "content=assessment"]) {
    await readToTheEnd(page);
    await goOn(page);
    await arrived(page, next);
  }
  await answer(page);
  await saved(page);
  assert.match(await told(page, course, step), /Terminé|Réussi|Fait/);
});

test("player 2004: the plan leads back, and not further than sequencing lets", { skip: forced === null }, async () => {
  const { page, address } = await before("Golf par son plan", forced ?? "", "Solenn", { width: 390 });
  await page.goto(address);
  await arrived(page, "content=playing");
  await readToTheEnd(page);
  await goOn(page);
  await arrived(page, "content=etiquette");
  await page.locator("summary").filter({ hasText: "Plan du module" }).press("Enter");
  const plan = page.locator("#plan");
  await plan.locator(".name[aria-current]", { hasText: "Etiquette" }).waitFor();
  assert.equal(await plan.getByRole("button", { name: "Handicapping" }).count(), 0, "not yet");
  assert.deepEqual(await atRest(page), []);
  await plan.getByRole("button", { name: "Playing the Game" }).press("Enter");
  await arrived(page, "content=playing");
  await saved(page);
});

test("player 2004: one content keeps its bookmark and its score", { skip: basic === null }, async () => {
  const { page, course, step, address } = await before("Golf d’une traite", basic ?? "", "Maëlle");
  await page.goto(address);
  await inside(page).locator("#butNext").click();
  await until(async () => (await value(page, "cmi.location")) === "1", "the bookmark is at the second page");
  await saved(page);
  await page.goto(course);
  await page.goto(address);
  await until(async () => (await value(page, "cmi.location").catch(() => "")) === "1", "the bookmark came back");
  await readToTheEnd(page);
  await answer(page, 2);
  await saved(page);
  const score = Number(await value(page, "cmi.score.scaled"));
  assert.ok(score > 0 && score < 1, `some answers were wrong: ${score}`);
  const line = await told(page, course, step);
  assert.match(line, new RegExp(`${Math.round(score * 100)}\\s*%`), line);
});

test("player 2004: a jump to the test, data shared between contents", { skip: fourth === null }, async () => {
  const files = unzip(readFileSync(fourth ?? ""));
  const launch = files["shared/launchpage.html"]?.toString("utf8") ?? "";
  // It asks jQuery of a third party, which content may not reach: what it uses of it stands in its place.
  const jquery = `<script>window.$ = (id) => { const one = document.querySelector(id.trim()); return { dialog() {}, val(text) { if (text === undefined) return one.value; one.value = text; } }; };</script>`;
  files["shared/launchpage.html"] = Buffer.from(launch.replace(/<script src="https:[^>]*><\/script>/g, "").replace("</head>", `${jquery}</head>`));
  const package_ = { name: "golf.zip", mimeType: "application/zip", buffer: zip(files) };
  const { page, course, step, address } = await before("Golf et son test", package_, "Gwenn");
  await page.goto(address);
  await arrived(page, "content=playing");
  await inside(page).locator("#txtNotes").evaluate((notes) => (/** @type {HTMLTextAreaElement} */ (notes).value = "le par"));
  await inside(page).locator("#butSaveNotes").evaluate((save) => /** @type {HTMLElement} */ (save).click());
  await inside(page).locator("#butJump").click();
  await arrived(page, "content=assessment");
  assert.equal(await value(page, "adl.data.0.store"), "le par");
  await answer(page);
  await saved(page);
  assert.equal(content(page)?.url().includes("assessment"), true);
  assert.match(await told(page, course, step), /100\s*%/);
});

// A film with its captions joins the library and a course; whoever learns watches it, and enough of it ends the step: by
// mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { field } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** A file of the film, ours. @param {string} name @param {string} mimeType */
const film = (name, mimeType) => ({
  name,
  mimeType,
  buffer: readFileSync(new URL(`../../content/repondre-en-trois-temps/${name}`, import.meta.url)),
});

/** Adds the film, first as nobody deaf could follow it. @param {Hands} office @param {string} title */
async function adds(office, title) {
  await office.follow("Bibliothèque");
  await office.follow("Ajouter une ressource");
  await office.follow("Vidéo");
  await office.fill("titre", title);
  await office.fill("minutes", "1");
  await office.send("enregistrement", film("video.webm", "video/webm"));
  await office.follow("Ajouter la ressource");
  await office.page.locator(".error-summary", { hasText: "Ajoutez des sous-titres ou une transcription" }).waitFor();
  await office.send("enregistrement", film("video.webm", "video/webm"));
  await office.send("soustitres", film("sous-titres.vtt", "text/vtt"));
  await office.follow("Ajouter la ressource");
  await office.page.locator("main", { hasText: /24\ssecondes, avec sous-titres\./u }).waitFor();
  const length = () => office.page.locator("video").evaluate((video) => /** @type {HTMLVideoElement} */ (video).duration);
  await office.page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) > 0);
  assert.equal(Math.round(await length()), 24, "it is shown where it was added");
}

/** The first free step of the first course opens it. @param {Hands} office @param {string} title @returns {Promise<string>} the step */
async function puts(office, title) {
  const { page } = office;
  await office.follow("Parcours");
  await page.locator("main table a").first().waitFor();
  await office.follow((await page.locator("main table a").first().innerText()).trim());
  const free = page.locator("main tr").filter({ has: page.locator('a[href*="/etape?etape="]'), hasNot: page.locator('a[href^="/bibliotheque/"]') });
  const link = free.first().locator('a[href*="/etape?etape="]').first();
  const step = /etape=([0-9a-f-]+)/.exec((await link.getAttribute("href")) ?? "")?.[1];
  assert.ok(step);
  await page.goto(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
  const option = await field(page, "ressource").locator("option", { hasText: title }).textContent();
  await office.choose("ressource", option ?? "");
  await page.locator("main form button.primary").waitFor();
  await office.follow((await page.locator("main form button.primary").innerText()).trim());
  return step;
}

/** As fast as the browser's own menu offers: scripted, since time is not what is tested. @param {Hands} hands */
const hurries = ({ page }) => page.locator("video").evaluate((video) => void (/** @type {HTMLVideoElement} */ (video).playbackRate = 2));

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands @param {string} title @param {string} given */
async function watches(hands, title, given) {
  const office = await hands(await open());
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await adds(office, title);
  const step = await puts(office, title);
  office.done();

  const page = await open();
  const course = await learner(site, await open(), page, given);
  const learns = await hands(page);
  await page.goto(`${course}/etapes/${step}`);
  await hurries(learns);
  await learns.film();
  await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 3);
  await learns.film();
  const part = async () => Number(/\d+/.exec(await page.locator("#visionnage .progress .figure").innerText())?.[0]);
  await until(async () => (await part()) >= 12, "what was watched is kept");
  const before = await part();
  assert.ok(before < 90, `${before} % are kept`);
  assert.ok(await page.locator("#termine").isHidden());

  await page.reload();
  await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 3);
  assert.equal(await part(), before, "the place and the share are there again");
  await hurries(learns);
  await learns.film();
  await page.locator("#termine").filter({ hasText: "Étape terminée" }).waitFor({ timeout: 30_000 });
  assert.ok((await part()) >= 90);
  await page.goto(course);
  await page.getByText("1 étape sur").first().waitFor();
  learns.done();
}

test("recording: a film is added, watched in two times, and ends its step", () =>
  watches(mouse, "Le film à la souris", "Solenn"));

test("recording by keyboard: a film is added, watched in two times, and ends its step", () =>
  watches(keyboard, "Le film au clavier", "Nolwenn"));

// Work to hand in: a case study is written, handed in, corrected with its rubric and read, by mouse then by keyboard alone; a
// voice and a film are recorded in the browser, and go piece by piece; where nothing records, a file is sent.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { field, follow, sees } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage({ microphone: true });

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

const STUDY = "Trois publications pour mon atelier";
const TEXT = "Mardi : la vitrine du matin. Jeudi : le tour de main. Samedi : un conseil.";

/** A learner of the demonstration's session, on the page of the case study. @param {(page: Page) => Promise<Hands> | Hands} hands @param {Page} page @param {string} given */
async function atWork(hands, page, given) {
  const course = await learner(site, await open(), page, given);
  const her = await hands(page);
  await page.goto(course);
  await her.follow(STUDY);
  return { course, her };
}

/** @param {(page: Page) => Promise<Hands> | Hands} hands @param {string} given */
async function isCorrected(hands, given) {
  const page = await open();
  const { course, her: monique } = await atWork(hands, page, given);
  await monique.fill("texte", TEXT);
  // « Enregistré » comes from the server's answer alone; the text is there when the page comes back.
  await sees(page, /^Enregistré à/);
  await page.reload();
  assert.equal(await field(page, "texte").inputValue(), TEXT);
  await monique.follow("Relire et rendre");
  await sees(page, "Ce que votre tuteur recevra");
  await monique.follow("Rendre mon travail");
  await sees(page, "Votre travail est rendu.");
  assert.equal(await field(page, "texte").count(), 0, "what is handed in is no longer written");

  const fabienne = await hands(await open());
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await fabienne.follow("Corrections");
  await fabienne.follow(`${given} Le Goff`);
  await sees(fabienne.page, TEXT);
  await fabienne.check("Chacune arrête le regard");
  await fabienne.check("On le voit de près");
  await fabienne.check("À alléger");
  await fabienne.fill("commentaire", "Belles photos. Deux publications suffisent.");
  await fabienne.follow("Publier");
  await sees(fabienne.page, "Correction publiée, l’apprenant est prévenu.");
  fabienne.done();

  await page.goto("/");
  await monique.follow("Lire la correction");
  await sees(page, "Deux publications suffisent.");
  await sees(page, "85");
  await page.goto(course);
  await page.getByRole("link", { name: "Quiz final" }).waitFor();
  monique.done();
}

test("submission: a case study is written, handed in, corrected and read", async () => {
  await isCorrected(mouse, "Monique");
});

test("submission by keyboard: a case study is written, handed in, corrected and read", async () => {
  await isCorrected(keyboard, "Maria");
});

/** Records for two seconds, with a pause. @param {Page} page @param {import("playwright-core").Locator} place @param {string} start */
async function records(page, place, start) {
  await place.getByRole("button", { name: start }).click();
  await place.getByText("0:01").waitFor();
  await place.getByRole("button", { name: "Pause" }).click();
  await place.getByText("En pause.").waitFor();
  await place.getByRole("button", { name: "Reprendre" }).click();
  await place.getByText("0:02").waitFor();
  await place.getByRole("button", { name: "Arrêter" }).click();
  const heard = place.locator(".heard");
  await heard.waitFor();
  await page.waitForFunction((media) => media instanceof HTMLMediaElement && media.readyState > 0, await heard.elementHandle());
}

test("submission: a voice and a film are recorded, heard, retaken and handed in", async () => {
  const page = await open();
  await atWork(mouse, page, "Josiane");
  await page.locator("summary", { hasText: "Enregistrer ma voix" }).click();
  const voice = page.locator("[data-recorder=audio]");
  await records(page, voice, "Commencer l’enregistrement");
  await voice.getByRole("button", { name: "Recommencer" }).click();
  await records(page, voice, "Commencer l’enregistrement");
  await follow(page, "Enregistrer le brouillon");
  await sees(page, "Le fichier est ajouté, le brouillon est enregistré.");
  await sees(page, /^voix\.webm/);
  await page.locator("summary", { hasText: "Me filmer" }).click();
  const film = page.locator("[data-recorder=video]");
  await records(page, film, "Commencer à filmer");
  await follow(page, "Relire et rendre");
  for (const kind of ["audio", "video"]) {
    const media = page.locator(`main ${kind}.recording`);
    assert.equal(await media.count(), 1, `one ${kind}`);
    await page.waitForFunction((one) => one instanceof HTMLMediaElement && one.readyState > 0, await media.elementHandle());
  }
  await follow(page, "Rendre mon travail");
  await sees(page, "Votre travail est rendu.");
});

test("submission: a browser that is refused the microphone sends a file", async () => {
  const page = await open();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("refusé", "NotAllowedError"));
  });
  await atWork(mouse, page, "Nolwenn");
  await page.locator("summary", { hasText: "Enregistrer ma voix" }).click();
  const voice = page.locator("[data-recorder=audio]");
  await voice.getByRole("button", { name: "Commencer l’enregistrement" }).click();
  await voice.getByText("Enregistrez-vous avec votre téléphone").waitFor();
  assert.equal(await voice.getByRole("button", { name: "Commencer l’enregistrement" }).isVisible(), false);
  const sound = join(fileURLToPath(import.meta.url), "..", "..", "..", "crates", "catalogue", "tests", "recordings", "tone.mp3");
  await field(page, "audio").setInputFiles(sound);
  await follow(page, "Enregistrer le brouillon");
  await sees(page, /^tone\.mp3/);
});

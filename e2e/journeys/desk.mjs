// The desk of who corrects: a correction is spoken in the browser, a note is placed on an image, a work is taken care of; its learner
// hears and reads it all, once it is published. By mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, follow, sees } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage({}, ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

const STUDY = "Trois publications pour mon atelier";

/** An image as a camera gives one. @param {Page} page */
async function image(page) {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 600;
    canvas.height = 400;
    const brush = canvas.getContext("2d");
    if (brush) {
      brush.fillStyle = "#c8a24a";
      brush.fillRect(0, 0, 600, 400);
    }
    return canvas.toDataURL("image/png");
  });
  return { name: "vitrine.png", mimeType: "image/png", buffer: Buffer.from(url.split(",")[1] ?? "", "base64") };
}

/** @param {Page} page @param {string} given */
async function handsIn(page, given) {
  const course = await learner(site, await open(), page, given);
  await page.goto(course);
  await follow(page, STUDY);
  await field(page, "texte").fill("Trois publications.");
  await page.locator("summary", { hasText: "Joindre des documents ou des images" }).click();
  await field(page, "fichiers").setInputFiles(await image(page));
  await follow(page, "Relire et rendre");
  await follow(page, "Rendre mon travail");
  await sees(page, "Votre travail est rendu.");
}

/** The tutor, on the work of a learner. @param {Hands} fabienne @param {string} given */
async function atDesk(fabienne, given) {
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await fabienne.follow("Corrections");
  await fabienne.follow(`${given} Le Goff`);
  await fabienne.follow("Je m’en charge");
  await sees(fabienne.page, "Vous vous chargez de ce travail.");
}

/** @param {Hands} fabienne */
async function publishes(fabienne) {
  for (const level of ["Chacune arrête le regard", "On le voit de près", "À alléger"]) await fabienne.check(level);
  await fabienne.follow("Publier");
  await sees(fabienne.page, "Correction publiée, l’apprenant est prévenu.");
}

test("desk: a correction is spoken, a note is placed on an image, its learner hears and reads both", async () => {
  const page = await open();
  await handsIn(page, "Josiane");
  const fabienne = mouse(await open());
  await atDesk(fabienne, "Josiane");
  const desk = fabienne.page;
  await desk.locator("summary", { hasText: "Répondre de vive voix" }).click();
  const voice = desk.locator("[data-recorder=audio]");
  await voice.getByRole("button", { name: "Commencer l’enregistrement" }).click();
  await voice.getByText("0:01").waitFor();
  await voice.getByRole("button", { name: "Arrêter" }).click();
  await voice.locator(".heard").waitFor();
  await follow(desk, "Enregistrer le brouillon");
  await sees(desk, "L’enregistrement est ajouté au brouillon");
  await desk.getByLabel("Ce qui est dit").fill("Votre vitrine attire l’œil.");

  await desk.locator("summary", { hasText: "Annoter vitrine.png" }).click();
  const sheet = desk.locator("[data-sheet]");
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  assert.ok(box, "the image is shown");
  await sheet.click({ position: { x: box.width * 0.9, y: box.height * 0.1 } });
  await desk.keyboard.type("Trop de reflets ici.");
  assert.equal(await sheet.locator("svg circle").count(), 1, "the note shows where it stands");
  await publishes(fabienne);

  await page.goto("/");
  await follow(page, "Lire la correction");
  await sees(page, "Trop de reflets ici.");
  await sees(page, "En haut à droite");
  assert.equal(await page.locator(".marks circle").count(), 1);
  const heard = page.locator("main audio.recording");
  await page.waitForFunction((one) => one instanceof HTMLMediaElement && one.readyState > 0, await heard.elementHandle());
  await page.locator("summary", { hasText: "Lire ce qui est dit" }).click();
  await sees(page, "Votre vitrine attire l’œil.");
});

test("desk by keyboard: a note is written on an image, its learner reads it", async () => {
  const page = await open();
  await handsIn(page, "Nolwenn");
  const fabienne = await keyboard(await open());
  await atDesk(fabienne, "Nolwenn");
  const summary = fabienne.page.locator("summary", { hasText: "Annoter vitrine.png" });
  await summary.focus();
  await fabienne.page.keyboard.press("Enter");
  for (const [name, words] of [["note-texte", "La devanture est de travers."], ["note-gauche", "10"], ["note-haut", "90"]]) await fabienne.fill(name ?? "", words ?? "");
  await publishes(fabienne);
  await page.goto("/");
  await follow(page, "Lire la correction");
  await sees(page, "La devanture est de travers.");
  await sees(page, "En bas à gauche");
  fabienne.done();
});

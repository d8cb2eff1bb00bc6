// The desk of who corrects: a correction is spoken in the browser, a note is placed on an image, a work is taken care of; its learner
// hears and reads it all, once it is published. By mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, sees } from "../lib/acts.mjs";
import { atDesk, handsIn, publishes } from "../lib/handed.mjs";
import { keyboard, mouse } from "../lib/hands.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage({ microphone: true });

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

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

/** The tutor, on the work of a learner. @param {Hands} fabienne @param {string} given */
async function takesUp(fabienne, given) {
  await atDesk(fabienne, given);
  await fabienne.follow("Je m’en charge");
  await sees(fabienne.page, "Vous vous chargez de ce travail.");
}

test("desk: a correction is spoken, a note is placed on an image, its learner hears and reads both", async () => {
  const page = await open();
  await handsIn(site, { rene: await open(), page }, "Josiane", { text: "Trois publications.", file: await image(page) });
  const fabienne = mouse(await open());
  await takesUp(fabienne, "Josiane");
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
  const work = { text: "Trois publications.", file: await image(page) };
  const nolwenn = await handsIn(site, { rene: await open(), page }, "Nolwenn", work, keyboard);
  const fabienne = await keyboard(await open());
  await takesUp(fabienne, "Nolwenn");
  await fabienne.unfold("Annoter vitrine.png");
  for (const [name, words] of [["note-texte", "La devanture est de travers."], ["note-gauche", "10"], ["note-haut", "90"]]) await fabienne.fill(name ?? "", words ?? "");
  await publishes(fabienne);
  fabienne.done();
  await page.goto("/");
  await nolwenn.follow("Lire la correction");
  await sees(page, "La devanture est de travers.");
  await sees(page, "En bas à gauche");
  nolwenn.done();
});

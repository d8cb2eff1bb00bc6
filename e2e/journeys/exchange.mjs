// A course is taken out as one archive and taken in again, with its modules, its conditions and its documents: by mouse, then
// by keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands */
async function outAndIn(hands) {
  const office = await hands(await open());
  const { page } = office;
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await office.follow("Parcours");
  await office.follow("Réussir ma stratégie Facebook");
  const steps = await page.locator("main tbody tr").count();
  const taken = await office.take("Exporter");
  assert.equal(taken.suggestedFilename(), "Réussir ma stratégie Facebook.zip");
  const buffer = await readFile(await taken.path());

  await office.follow("Parcours");
  await office.follow("Importer un parcours");
  await office.send("archive", { name: "parcours.zip", mimeType: "application/zip", buffer });
  await office.follow("Importer");
  await page.locator("main", { hasText: "Brouillon" }).waitFor();
  assert.equal(await page.locator("main tbody tr").count(), steps);
  await page.getByText("S’ouvre après « Trois publications pour mon atelier »").first().waitFor();
  await page.getByText("1 document pour les apprenants").waitFor();
  await office.follow("Publier le parcours");
  office.done();
}

test("exchange: a course goes out as an archive and comes in again", async () => {
  await outAndIn(mouse);
});

test("exchange by keyboard: a course goes out as an archive and comes in again", async () => {
  await outAndIn(keyboard);
});

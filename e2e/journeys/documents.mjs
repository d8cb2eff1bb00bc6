// The documents of a session: the office gives a page to every session of a course, a manager adds a file for this one, a
// learner reads both and never sees the tutors': by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { field } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

const PLAN = Buffer.from("%PDF-1.7\nLe plan de la cour.\n");

/** Goes to the documents of the course that the demonstration's session follows. @param {Hands} office */
async function ofCourse(office) {
  await office.follow("Parcours");
  await office.follow("Réussir ma stratégie Facebook");
  await office.follow("Gérer les documents");
}

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands @param {string} number @param {string} given */
async function gathers(hands, number, given) {
  const office = await hands(await open());
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await ofCourse(office);
  const option = field(office.page, "ressource").locator("option", { hasText: "Ma page en dix minutes" });
  await office.choose("ressource", (await option.first().textContent()) ?? "");
  await office.check("Les apprenants et leurs tuteurs");
  await office.follow("Ajouter le document");
  await office.page.locator("section", { hasText: "Pour les apprenants" }).getByRole("link", { name: "Ma page en dix minutes" }).waitFor();
  office.done();

  const rene = await hands(await open());
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Sessions");
  await rene.follow("Réussir ma stratégie Facebook");
  await rene.follow("Documents");
  await rene.page.getByText("Guide du tuteur").waitFor();
  await rene.follow("Ajouter un document");
  await rene.fill("titre", `Plan d’accès ${number}`);
  await rene.check("Les apprenants de la session");
  await rene.send("document", { name: "Plan de l’atelier.pdf", mimeType: "application/pdf", buffer: PLAN });
  await rene.follow("Ajouter le document");
  await rene.page.getByRole("link", { name: `Plan d’accès ${number}` }).waitFor();
  rene.done();

  const page = await open();
  const course = await learner(site, await open(), page, given);
  await page.goto(course);
  const monique = await hands(page);
  await monique.follow("Documents");
  assert.equal(await page.getByText("Guide du tuteur").count(), 0, "it is for tutors");
  await monique.follow("Ma page en dix minutes");
  await page.locator("main h2", { hasText: "Une fois par mois" }).waitFor();
  await monique.follow("Revenir aux documents");
  await monique.follow(`Plan d’accès ${number}`);
  const taken = await monique.take("Télécharger le fichier");
  assert.equal(taken.suggestedFilename(), "Plan de l’atelier.pdf");
  assert.deepEqual(await readFile(await taken.path()), PLAN);
  monique.done();
}

test("documents: each side of a session has its own", async () => {
  await gathers(mouse, "un", "Monique");
});

test("documents by keyboard: each side of a session has its own", async () => {
  await gathers(keyboard, "deux", "Maria");
});

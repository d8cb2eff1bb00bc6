// A tutor adapts one learner's path: lets her off a step with a reason, puts another in the place of a second, adds a third
// with a day; she finds it so, follows what was added, and nobody else's path moves: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** Opens the form of a step. @param {Hands} tutor @param {string} step */
async function adapts(tutor, step) {
  await tutor.follow(`Adapter « ${step} »`);
}

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands @param {string} given */
async function madeToMeasure(hands, given) {
  const page = await open();
  const course = await learner(site, await open(), page, given);
  const enrolment = course.split("/").pop();

  const tutor = await hands(await open());
  await enter(tutor, SIGN_INS.tutor, PASSWORD);
  await tutor.follow("Sessions");
  await tutor.follow("Réussir ma stratégie Facebook");
  await tutor.follow("Suivi");
  const way = tutor.page.locator(`main a[href="/inscriptions/${enrolment}/parcours"]`);
  await tutor.follow((await way.innerText()).trim().replaceAll(/\s+/gu, " "));

  await adapts(tutor, "Photographier son travail");
  await tutor.check("dispensée");
  await tutor.fill("raison", "Photographe de métier");
  await tutor.follow("Enregistrer");
  await tutor.page.locator("main", { hasText: "Photographe de métier" }).waitFor();

  await adapts(tutor, "Publier sans y passer ses soirées");
  await tutor.check("remplacée par une autre");
  await tutor.fill("raison", "A déjà quelqu’un pour publier");
  const option = field(tutor.page, "ressource").locator("option", { hasText: "Répondre à mes trois derniers avis" });
  await tutor.choose("ressource", (await option.textContent()) ?? "");
  await tutor.follow("Enregistrer");
  await tutor.page.locator("main h2", { hasText: `Ajouté pour ${given}` }).waitFor();

  await tutor.follow("Ajouter une étape");
  await tutor.fill("titre", "Un appel pour faire le point");
  await tutor.fill("minutes", "20");
  await tutor.follow("Ajouter l’étape");
  await tutor.page.locator("main td", { hasText: "Un appel pour faire le point" }).waitFor();
  tutor.done();

  await page.goto(course);
  const monique = await hands(page);
  await page.locator("main li", { hasText: "Photographier son travail" }).getByText("Photographe de métier").waitFor();
  await page.locator("main li", { hasText: "Publier sans y passer" }).getByText("Remplacée par « Répondre à mes trois derniers avis »").waitFor();
  await page.locator("main h2", { hasText: "Ajouté pour vous" }).waitFor();
  await monique.follow("Répondre à mes trois derniers avis");
  await monique.follow("J’ai terminé");
  await page.goto(course);
  const line = page.locator("main li", { has: page.getByText("Répondre à mes trois derniers avis", { exact: true }) });
  await line.getByText("Terminée").first().waitFor();
  await page.getByText("1 étape sur 9").first().waitFor();
  assert.equal(await page.getByText("Un appel pour faire le point").count(), 1);
  monique.done();
}

test("adaptation: a path made to measure, and its learner follows it", async () => {
  await madeToMeasure(mouse, "Monique");
});

test("adaptation by keyboard: a path made to measure, and its learner follows it", async () => {
  await madeToMeasure(keyboard, "Maria");
});

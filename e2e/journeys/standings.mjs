// What each learner is (employee, head of a company…), which the certificat de réalisation says after the name: René gives
// Monique's from the session's certificates, by mouse then by keyboard alone, and finds it again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands @param {string} standing @param {number} at which learner */
async function says(hands, standing, at) {
  const page = await open();
  const rene = await hands(page);
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Sessions");
  await rene.follow("Réussir ma stratégie Facebook");
  await rene.follow("Attestations");
  await rene.follow("Préciser la situation des apprenants");
  const first = await page.locator("main form select").nth(at).getAttribute("name");
  assert.ok(first, "a learner is there");
  await rene.choose(first, standing);
  await rene.follow("Enregistrer");
  await page.getByText("1 situation enregistrée").waitFor();
  await rene.follow("Préciser la situation des apprenants");
  assert.equal(await field(page, first).locator("option:checked").textContent(), standing);
  rene.done();
}

test("the standing of a learner is given and found again", async () => {
  await says(mouse, "Chef ou cheffe d’entreprise", 0);
});

test("the standing of a learner by keyboard", async () => {
  await says(keyboard, "Salarié ou salariée", 1);
});

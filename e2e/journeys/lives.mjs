// What becomes of an enrolment: René sets the places, suspends an access and gives it back, withdraws someone for a reason and
// lets them back in: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands @param {string} given @param {string} places */
async function lives(hands, given, places) {
  const own = await open();
  const course = await learner(site, await open(), own, given);
  const page = await open();
  const rene = await hands(page);
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Sessions");
  await rene.follow(COURSE);
  const session = new URL(page.url()).pathname;
  const told = (/** @type {string} */ words) => page.getByRole("status").filter({ hasText: words }).waitFor();

  await rene.follow("Nombre de places");
  await rene.fill("places", places);
  await rene.follow("Enregistrer");
  await told(`sur ${places}`);

  const menu = `Actions pour ${given} Le Goff`;
  await rene.act(menu, "Suspendre, changer de session…");
  await page.getByRole("heading", { level: 1, name: `Inscription de ${given} Le Goff` }).waitFor();
  await rene.follow("Suspendre l’accès");
  await told("est suspendu");
  await own.goto("/");
  await own.getByRole("heading", { name: "Votre accès est suspendu" }).waitFor();
  await own.goto(course);
  assert.equal(await own.getByRole("link", { name: "Reprendre" }).count(), 0, "nothing opens");
  await rene.follow("Rendre l’accès");
  await told("est rendu");
  await own.goto("/");
  await own.getByRole("link", { name: "Reprendre" }).first().waitFor();

  await rene.follow("Retirer de la session");
  await rene.check("Emploi ou entreprise");
  await rene.fill("note", "Rappeler en mars.");
  await rene.follow("Retirer de la session");
  await told("n’est plus dans la session");
  await page.locator("section", { hasText: "Retirées" }).getByText("Emploi ou entreprise").first().waitFor();
  await rene.follow(`${given} Le Goff`);
  await page.getByText("Rappeler en mars.").waitFor();
  await rene.follow("Réinscrire");
  await told("est de retour");
  assert.equal(new URL(page.url()).pathname, session);
  await own.goto(course);
  await own.getByRole("link", { name: "Reprendre" }).first().waitFor();
  rene.done();
}

test("lives: an access is suspended, given back, withdrawn for a reason and back again", async () => {
  await lives(mouse, "Monique", "40");
});

test("lives by keyboard: an access is suspended, given back, withdrawn for a reason and back again", async () => {
  await lives(keyboard, "Maria", "41");
});

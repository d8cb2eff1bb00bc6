// The forum of a session: a learner asks, their tutor answers, and the page that is open says so without being loaded again;
// the answer is kept, a message reported then hidden. By mouse, and asking and answering by keyboard too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, follow, openSession, sees, signIn } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {(page: Page) => Promise<Hands> | Hands} hands @param {string} given @param {string} title */
async function isAskedAndAnswered(hands, given, title) {
  const page = await open();
  const course = await learner(site, await open(), page, given);
  const monique = await hands(page);
  await page.goto(course);
  await monique.follow("Ouvrir le forum");
  await monique.follow("Ouvrir une discussion");
  await monique.fill("titre", title);
  await monique.fill("texte", "Mes photos sont jaunes.");
  await monique.follow("Ouvrir la discussion");
  await sees(page, "Votre discussion est ouverte.");

  // Fabienne has the list in sight; Monique has begun to write again.
  const fabienne = await hands(await open());
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await sees(fabienne.page, "à traiter");
  await fabienne.page.goto("/forums");
  await fabienne.follow(title);
  await monique.fill("texte", "J’ajoute");
  const scrolled = await page.evaluate(() => window.scrollY);
  await fabienne.fill("texte", "Avec une lampe neutre.");
  await fabienne.follow("Envoyer");
  await sees(fabienne.page, "Avec une lampe neutre.");

  await sees(page, "Avec une lampe neutre.");
  await page.locator("[role=status]", { hasText: "1 nouveau message" }).waitFor({ state: "attached" });
  assert.equal(await field(page, "texte").inputValue(), "J’ajoute", "what is being written stays");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "texte", "the focus stays");
  assert.equal(await page.evaluate(() => window.scrollY), scrolled, "the page doesn't move");

  await monique.follow("Retenir comme réponse");
  await sees(page, "Une réponse est retenue");
  await sees(fabienne.page, "Réponse retenue");
  monique.done();
  fabienne.done();
}

test("a question is asked, answered and kept: mouse", () => isAskedAndAnswered(mouse, "Monique", "Quelle lumière pour du bois ?"));
test("a question is asked, answered and kept: keyboard", () => isAskedAndAnswered(keyboard, "Josiane", "Faut-il un trépied ?"));

test("the list keeps itself up to date, and tells of it", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const session = await openSession(rene);
  await rene.goto(`${session}/forum`);
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto(`${session}/forum/nouvelle`);
  await fill(fabienne, { titre: "Bienvenue à tous", texte: "Présentez-vous ici." });
  await follow(fabienne, "Ouvrir la discussion");
  await rene.getByRole("link", { name: "Bienvenue à tous" }).waitFor();
  await rene.locator("[role=status]", { hasText: "1 nouvelle discussion" }).waitFor({ state: "attached" });
});

test("what is out of place is reported, then hidden for a reason", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Solange");
  await page.goto(course);
  await follow(page, "Ouvrir le forum");
  await follow(page, "Ouvrir une discussion");
  await fill(page, { titre: "Achetez mes lampes", texte: "Moins cher chez moi." });
  await follow(page, "Ouvrir la discussion");
  const path = new URL(page.url()).pathname;

  const other = await open();
  await learner(site, await open(), other, "Armelle");
  await other.goto(path);
  await other.getByRole("button", { name: "Autres actions, message 1" }).click();
  await follow(other, "Signaler");
  await follow(other, "Signaler");
  await other.locator(".error-summary").waitFor();
  await fill(other, { raison: "C’est de la publicité." });
  await follow(other, "Signaler");
  await sees(other, "Merci");

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto(path);
  await sees(fabienne, "C’est de la publicité.");
  await fabienne.getByRole("button", { name: "Autres actions, message 1" }).click();
  await follow(fabienne, "Masquer");
  await fill(fabienne, { raison: "Le forum sert à apprendre." });
  await follow(fabienne, "Masquer");
  await sees(fabienne, "Le message est masqué.");
  await sees(other, "Le forum sert à apprendre.");
  assert.equal(await other.getByText("Moins cher chez moi.").count(), 0, "nobody else reads it any more");
});

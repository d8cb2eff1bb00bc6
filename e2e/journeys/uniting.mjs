// Somebody learns in one region, then in another: the link of the second chamber leads into the account of the first, by mouse and by
// keyboard alone; a link in another name asks who one is; who prefers an account apart chooses a password as anybody does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, activate, follow, isRefused, sees } from "../lib/acts.mjs";
import { keyboard, mouse } from "../lib/hands.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { stage } from "../lib/stage.mjs";
import { THERE, twoRegions } from "../lib/two-regions.mjs";

const { site, open } = await stage();
const { learnsThere, learnsHere } = twoRegions(site, open);

/** @typedef {import("../lib/hands.mjs").Hands} Hands */
/** @typedef {import("../lib/acts.mjs").Person} Person */

/** @param {Hands} monique @param {Person} person */
async function story(monique, person) {
  await learnsThere(person);
  const { rene, path, link } = await learnsHere(person);
  const { page } = monique;
  await page.goto(link);
  await monique.follow("J’ai déjà un compte");
  await monique.fill("mot_de_passe", "quatre levains dans la vallée");
  await monique.follow("Réunir dans ce compte");
  await isRefused(page);
  await monique.fill("mot_de_passe", LEARNER_PASSWORD);
  await monique.follow("Réunir dans ce compte");
  await sees(page, "Vos formations sont réunies dans votre compte.");
  monique.done();

  await page.goto("/mes-parcours");
  assert.equal(await page.locator('main a[href^="/mes-parcours/"]').count(), 2, "both are there");
  await page.goto("/mon-compte");
  await sees(page, `${THERE}, CMA Bretagne`);
  await page.goto(link);
  await sees(page, "Ce lien ne sert plus");
  await rene.goto(path);
  assert.equal(await rene.getByText(`${person.prenom} ${person.nom}`, { exact: true }).count(), 1, "one person in René's session");
}

test("uniting: the link of a second chamber leads into the account of the first", async () => {
  await story(mouse(await open()), { prenom: "Monique", nom: "Morvan", courriel: "monique.morvan@exemple.fr" });
});

test("uniting by keyboard alone", async () => {
  await story(await keyboard(await open()), { prenom: "Maria", nom: "Morvan", courriel: "maria.morvan@exemple.fr" });
});

/** The link of one of a couple, opened by the other. @param {Hands} maud @param {string} courriel */
async function shared(maud, courriel) {
  await learnsThere({ prenom: "Maud", nom: "Tanguy", courriel });
  const { link } = await learnsHere({ prenom: "Yann", nom: "Kerbrat", courriel });
  const { page } = maud;
  await page.goto(link);
  await maud.follow("J’ai déjà un compte");
  await sees(page, "Yann Kerbrat");
  await maud.fill("mot_de_passe", LEARNER_PASSWORD);
  await maud.follow("Réunir dans ce compte");
  await isRefused(page);
  assert.equal(await page.locator("main [name=mot_de_passe]").inputValue(), "", "a password is typed again");
  await maud.check("Je suis bien Yann Kerbrat");
  await maud.fill("mot_de_passe", LEARNER_PASSWORD);
  await maud.follow("Réunir dans ce compte");
  await sees(page, "Vos formations sont réunies dans votre compte.");
  await mailWith(site, courriel, "Vos deux comptes n’en font plus qu’un", "Yann Kerbrat");
  maud.done();
}

test("uniting: a link in another name asks who one is", async () => {
  await shared(mouse(await open()), "maud.et.yann@exemple.fr");
});

test("uniting: a link in another name, by keyboard alone", async () => {
  await shared(await keyboard(await open()), "yann.et.maud@exemple.fr");
});

test("uniting: an account apart, for who prefers it", async () => {
  const person = { prenom: "Karim", nom: "Morvan", courriel: "karim.morvan@exemple.fr" };
  await learnsThere(person);
  const { link } = await learnsHere(person);
  const page = await open();
  await page.goto(link);
  await follow(page, "J’ai déjà un compte");
  await follow(page, "Choisir un mot de passe pour un compte à part");
  await activate(page, link);
  await sees(page, "Votre compte est activé.");
  await page.goto("/mes-parcours");
  assert.equal(await page.locator('main a[href^="/mes-parcours/"]').count(), 1, "what the other chamber opened isn't here");
});

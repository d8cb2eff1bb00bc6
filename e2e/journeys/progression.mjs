// The administrator says what a step waits for and tries it in the simulator; a learner finds it closed, and why. By mouse,
// then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, LEARNER_PASSWORD, activationLink, enrol, isRefused, openSession, sees, signIn } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

const [FIRST, SECOND, THIRD] = ["Créer sa page professionnelle", "Publier sans y passer ses soirées", "Photographier son travail"];

/** Words as they are compared: narrow spaces are spaces. @param {Hands} hands */
const shown = async (hands) => (await hands.page.locator("main").innerText()).replace(/\s+/g, " ");

/** @param {Hands} hands @param {string} step @param {string} on @param {string} least */
async function waitsForScore(hands, step, on, least) {
  await hands.follow(`Sans condition (« ${step} »)`);
  await hands.choose("attend", on);
  await hands.check("Un score d’au moins…");
  await hands.fill("seuil", least);
  await hands.follow("Ajouter la condition");
}

/** @param {() => Promise<Hands>} hands of someone new @param {string} step @param {string} on @param {string} given the learner's name */
async function waitsAndOpens(hands, step, on, given) {
  const administrator = await hands();
  await enter(administrator, SIGN_INS.administrator, PASSWORD);
  await administrator.follow("Parcours");
  await administrator.follow(COURSE);
  await waitsForScore(administrator, step, on, "0");
  await isRefused(administrator.page);
  await administrator.fill("seuil", "70");
  await administrator.follow("Ajouter la condition");
  await sees(administrator.page, /Avoir 70\s% ou plus à/);

  // The other way round would close both for ever.
  await administrator.follow("Revenir au parcours");
  await waitsForScore(administrator, on, step, "10");
  await isRefused(administrator.page);
  assert.match(await shown(administrator), /s’attendent l’une l’autre/);
  await administrator.follow(COURSE);

  await administrator.follow("Voir ce que voit un apprenant");
  const why = `S’ouvre avec 70 % ou plus à « ${on} ».`;
  assert.ok((await shown(administrator)).includes(why));
  const at = await administrator.page.locator("ol.path li h3").allInnerTexts();
  await administrator.fill(`score-${at.indexOf(on) + 1}`, "69");
  await administrator.follow(`Faire « ${on} »`);
  assert.ok((await shown(administrator)).includes(why), "69 % isn’t enough");
  await administrator.follow(`Défaire « ${on} »`);
  await administrator.fill(`score-${at.indexOf(on) + 1}`, "70");
  await administrator.follow(`Faire « ${on} »`);
  assert.ok(!(await shown(administrator)).includes(why), "70 % opens it");
  administrator.done();

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await openSession(rene);
  const address = `${given.toLowerCase()}@exemple.fr`;
  await enrol(rene, { prenom: given, nom: "Le Goff", courriel: address });
  const learner = await hands();
  await learner.page.goto(await activationLink(site, address));
  await learner.fill("mot_de_passe", LEARNER_PASSWORD);
  await learner.fill("confirmation", LEARNER_PASSWORD);
  await learner.follow("Activer mon compte");
  await learner.follow("Mes parcours");
  await learner.follow(COURSE);
  const text = await shown(learner);
  assert.ok(text.includes(why) && text.includes("Fermée"), text);
  await learner.follow(`Ouvrir « ${on} »`);
  assert.equal(await learner.page.title().then((title) => title.includes(on)), true);
  learner.done();
}

test("progression: a step waits for a score, in the simulator and for a learner", () =>
  waitsAndOpens(async () => mouse(await open()), SECOND, FIRST, "Monique"));

test("progression by keyboard: a step waits for a score, in the simulator and for a learner", () =>
  waitsAndOpens(async () => keyboard(await open()), THIRD, FIRST, "Josiane"));

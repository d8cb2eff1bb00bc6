// Somebody learns in one region, then in another: the link of the second chamber leads into the account of the first, by mouse and by
// keyboard alone; who prefers an account apart chooses a password as anybody does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, LEARNER_PASSWORD, activate, activationLink, enrol, follow, isRefused, openSession, sees, signIn } from "../lib/acts.mjs";
import { keyboard, mouse } from "../lib/hands.mjs";
import { linkIn, mailWith } from "../lib/mailbox.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */
/** @typedef {import("../lib/acts.mjs").Person} Person */

const THERE = "CMA Martinique";

/** Opened once: the session of the other region. @type {string | undefined} */
let session;

/** The national office enrols somebody in another region, who begins there. @param {Person} person */
async function learnsThere(person) {
  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  if (session) {
    await office.goto(session);
  } else {
    await office.goto("/sessions");
    await follow(office, "Créer une session");
    await follow(office, THERE);
    await office.getByRole("radio", { name: COURSE }).check();
    for (let step = 0; step < 4; step += 1) await follow(office, "Continuer");
    await follow(office, "Créer la session");
    session = new URL(office.url()).pathname;
  }
  await enrol(office, person);
  await activate(await open(), await activationLink(site, person.courriel));
}

/** René enrols them too, and the link that they receive from him. @param {Person} person */
async function learnsHere(person) {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const path = await openSession(rene);
  await enrol(rene, person);
  return { rene, path, link: linkIn(await mailWith(site, person.courriel, "/activation/", "CMA Bretagne"), "/activation/") };
}

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
  assert.equal(await page.getByRole("link", { name: COURSE }).count(), 2, "both are on the home");
  monique.done();

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
  assert.equal(await page.getByRole("link", { name: COURSE }).count(), 1, "what the other chamber opened isn't here");
});

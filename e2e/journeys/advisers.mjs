// A manager adds an adviser, who opens her account and sends a request; then takes the role away: by mouse and by keyboard alone.

import { test } from "node:test";
import { COURSE, LEARNER_PASSWORD, activationLink, sees } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {Hands} rene @param {Hands} adviser @param {string} family @param {string} email */
async function story(rene, adviser, family, email) {
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Demandes");
  await rene.follow("Équipe de conseil");
  await rene.follow("Ajouter une personne");
  await rene.fill("prenom", "Maria");
  await rene.fill("nom", family);
  await rene.follow("Ajouter");
  await sees(rene.page, "un e-mail y est envoyé");
  await rene.fill("courriel", email);
  await rene.follow("Ajouter");
  await sees(rene.page, `Maria ${family} peut maintenant vous transmettre des demandes`);

  await adviser.page.goto(await activationLink(site, email));
  await adviser.fill("mot_de_passe", LEARNER_PASSWORD);
  await adviser.fill("confirmation", LEARNER_PASSWORD);
  await adviser.follow("Activer mon compte");
  await adviser.follow("Nouvelle demande");
  await adviser.choose("choix", `${COURSE}, session à choisir plus tard`);
  await adviser.fill("prenom", "Karim");
  await adviser.fill("nom", "Haddad");
  await adviser.fill("courriel", `karim-${family.toLowerCase()}@exemple.fr`);
  await adviser.follow("Transmettre la demande");
  await sees(adviser.page, "Demande reçue");
  adviser.done();

  await rene.act(`Actions pour Maria ${family}`, "Retirer de l’équipe…");
  await rene.follow("Retirer de l’équipe");
  await sees(rene.page, `Maria ${family} ne fait plus partie de l’équipe de conseil`);
  rene.done();
  await adviser.page.goto("/");
  await sees(adviser.page, "Rien à suivre pour le moment");
}

test("advisers: René adds one, who sends a request, then takes the role away", async () => {
  await story(mouse(await open()), mouse(await open()), "Ferreira", "maria.ferreira@exemple.fr");
});

test("advisers by keyboard alone", async () => {
  await story(await keyboard(await open()), await keyboard(await open()), "Haddad", "maria.haddad@exemple.fr");
});

// Enrolment requests: from the public form to a place, by mouse; an adviser's, by keyboard alone.

import { test } from "node:test";
import { COURSE, field, sees } from "../lib/acts.mjs";
import { now, onTo } from "../lib/clock.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { linkIn, mailWith } from "../lib/mailbox.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** The time that it takes to fill a form. */
async function someTime() {
  const [day, time] = new Date(now(site) + 120_000).toISOString().split("T");
  await onTo(site, day, time.slice(0, 5));
}

/** René notes the signature, chooses the session that runs and enrols. @param {Hands} rene @param {string} who */
async function enrols(rene, who) {
  await rene.follow("Demandes");
  await rene.follow(who);
  await rene.follow("Le dossier est signé");
  const option = field(rene.page, "session").locator("option").last();
  await rene.choose("session", (await option.textContent()) ?? "");
  await rene.follow("Choisir cette session");
  await rene.follow("Voir la liste d’attente de la session");
  await rene.follow(`Inscrire ${who}`);
  await sees(rene.page, "Personne n’attend");
  rene.done();
}

test("requests: Monique asks on the public form, confirms by e-mail, René enrols her", async () => {
  const page = await open();
  const monique = mouse(page);
  await page.goto("/formations");
  await monique.follow(COURSE);
  await monique.follow("Demander une inscription");
  await monique.choose("choix", "CMA Bretagne, session à choisir plus tard");
  await monique.fill("prenom", "Monique");
  await monique.fill("nom", "Le Goff");
  await monique.fill("courriel", "monique.legoff@exemple.fr");
  await someTime();
  await monique.follow("Envoyer ma demande");
  await sees(page, "Un e-mail vient de partir");
  await page.goto(linkIn(await mailWith(site, "monique.legoff@exemple.fr", "Confirmez"), "/ma-demande/"));
  await monique.follow("Confirmer ma demande");
  await sees(page, "Votre CMA l’a reçue");

  const rene = mouse(await open());
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await enrols(rene, "Monique Le Goff");
  await mailWith(site, "monique.legoff@exemple.fr", "/activation/");
  await page.reload();
  await sees(page, "Votre inscription est faite");
});

test("requests by keyboard: Maria sends a request and follows it, René enrols", async () => {
  const maria = await keyboard(await open());
  await enter(maria, SIGN_INS.adviser, PASSWORD);
  await maria.follow("Nouvelle demande");
  await maria.choose("choix", `${COURSE}, session à choisir plus tard`);
  await maria.fill("prenom", "Karim");
  await maria.fill("nom", "Le Bihan");
  await maria.fill("courriel", "karim.lebihan@exemple.fr");
  await maria.follow("Transmettre la demande");
  await sees(maria.page, "Demande reçue");
  await mailWith(site, "karim.lebihan@exemple.fr", "est reçue");

  const rene = await keyboard(await open());
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await enrols(rene, "Karim Le Bihan");
  await maria.follow("Mes demandes");
  await sees(maria.page, "Inscription faite");
  maria.done();
});

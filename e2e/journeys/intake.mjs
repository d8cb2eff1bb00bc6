// René enrols many people at once: a file whose columns he explains, its faults told line by line, taken back, then a list
// copied from a message, and the session's people as a file: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { field, isAt, isRefused, sees } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

const COURSE = "Réussir ma stratégie Facebook";

/** A list as Excel writes it in France. @param {string} text */
const excel = (text) => ({ name: "Inscrits.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") });

/** Takes a file, and reads it. @param {Hands} hands @param {string} name */
async function downloads(hands, name) {
  return readFile(await (await hands.take(name)).path(), "utf8");
}

/** Not among the learners; who was taken out is told of apart. @param {Hands} rene @param {string} name */
async function absent(rene, name) {
  const learners = rene.page.locator("section:has(#personnes)");
  await learners.waitFor();
  assert.equal(await learners.getByRole("row").filter({ hasText: name }).count(), 0, `${name} is not there`);
}

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands @param {string} family @param {string} at */
async function enrolsMany(hands, family, at) {
  const rene = await hands(await open());
  const { page } = rene;
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Sessions");
  await rene.follow(COURSE);
  const session = new URL(page.url()).pathname;

  await rene.follow("Inscrire plusieurs personnes");
  await rene.send("fichier", { name: "Inscrits.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK\x03\x04xl") });
  await rene.follow("Lire le fichier");
  await isRefused(page);
  await sees(page, /C’est un classeur/);

  const lines = `Qui;Où écrire ${at};Maison\nGaëlle ${family};gaelle@${at}.fr;Aux bons choux\nErwan ${family};erwan@${at}.fr;\nYann ${family};yann.${at}.fr;\n`;
  await rene.send("fichier", excel(lines));
  await rene.follow("Lire le fichier");
  await rene.choose("colonne-0", "Prénom et nom");
  assert.equal(await field(page, "colonne-1").inputValue(), "email", "known by what it holds");
  await rene.choose("colonne-2", "Entreprise");
  await rene.follow("Continuer");
  await sees(page, "2 personnes à inscrire, 1 ligne à corriger.");
  await sees(page, /il manque l’arobase/);
  const refused = await downloads(rene, "Télécharger les lignes à corriger");
  assert.match(refused, new RegExp(`^\ufeffQui;Où écrire ${at};Maison;Pourquoi\r\nYann ${family};`));
  await rene.follow("Inscrire les 2 personnes");
  await sees(page, /2 inscriptions faites/);
  await mailWith(site, `gaelle@${at}.fr`, "/activation/");
  await rene.follow("Voir la session");
  await page.getByRole("row").filter({ hasText: `Gaëlle ${family}` }).waitFor();

  await rene.follow("Inscrire plusieurs personnes");
  await rene.follow("Voir");
  await rene.follow("Annuler cet import");
  await sees(page, /2 personnes quittent/);
  await rene.follow("Annuler cet import");
  isAt(page, session);
  await page.getByRole("status").filter({ hasText: "2 inscriptions annulées" }).waitFor();
  await absent(rene, `Gaëlle ${family}`);

  await rene.follow("Inscrire plusieurs personnes");
  await rene.fill("liste", `Maria ${family} maria@${at}.fr\nKarim ${family} maria@${at}.fr`);
  await rene.follow("Lire la liste");
  await sees(page, "1 personne à inscrire, 1 ligne à vérifier.");
  await rene.check("C’est quelqu’un d’autre");
  await rene.follow("Enregistrer les réponses");
  await rene.follow("Inscrire les 2 personnes");
  await rene.follow("Voir la session");
  await page.getByRole("row").filter({ hasText: `Karim ${family}` }).waitFor();
  const exported = await downloads(rene, "Exporter la liste");
  assert.match(exported, new RegExp(`Maria;${family};maria@${at}.fr;`));

  // A newer list says more of who is in already: their card follows it, once he has seen what changes.
  await rene.follow("Inscrire plusieurs personnes");
  await rene.fill("liste", `Prénom;Nom;Courriel;Téléphone\nMaria;${family};maria@${at}.fr;0612345678`);
  await rene.follow("Lire la liste");
  await sees(page, "Aucune personne à inscrire, 1 fiche à mettre à jour.");
  await sees(page, /Téléphone.*0612345678/);
  await rene.follow("Mettre à jour 1 fiche");
  await sees(page, /1 fiche mise à jour/);
  await rene.follow("Voir la session");
  rene.done();
}

test("intake: René enrols many people at once, and takes a list back", async () => {
  await enrolsMany(mouse, "Le Goff", "choux");
});

test("intake by keyboard: René enrols many people at once, and takes a list back", async () => {
  await enrolsMany(keyboard, "Le Roux", "pains");
});

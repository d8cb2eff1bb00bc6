// Questions often asked: a tutor writes them, puts them in order; a learner finds them by « Aide » from a step, and says what helped.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, openSession, sees, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });
const STUDY = "Trois publications pour mon atelier";

test("questions often asked: written and ordered by a tutor, found and judged by a learner", async () => {
  const fabienne = await open();
  await signIn(fabienne, "fabienne", PASSWORD);
  const session = await openSession(fabienne);
  await fabienne.goto(session);
  await follow(fabienne, "Questions fréquentes");
  await sweep.look(fabienne, "no question yet", { brief: true });
  await follow(fabienne, "Ajouter la question");
  await fabienne.locator(".error-summary").waitFor();
  await sweep.look(fabienne, "a question that lacks words", { brief: true });
  /** @param {string} question @param {string} reponse @param {string} [step] */
  const writes = async (question, reponse, step) => {
    await fill(fabienne, { question, reponse });
    if (step) await fabienne.locator("[name=etape]").selectOption({ label: step });
    await follow(fabienne, "Ajouter la question");
    await sees(fabienne, "La question est ajoutée");
  };
  await writes("Puis-je suivre le parcours sur mon téléphone ?", "Oui, toutes les étapes s’ouvrent sur un téléphone.\n\nPour les modules, tournez-le en largeur.");
  await writes("Ma photo est trop lourde, que faire ?", "Envoyez-la vous par e-mail en taille moyenne, puis enregistrez-la.", STUDY);
  await writes("Combien de temps dure un module ?", "Entre vingt et quarante-cinq minutes. Vous pouvez vous arrêter quand vous voulez.");
  await follow(fabienne, "Monter « Combien de temps dure un module ? »");
  const first = await fabienne.locator("main h3").first().innerText();
  assert.match(first, /Combien de temps/);
  await sweep.look(fabienne, "questions of a course");
  await follow(fabienne, "Modifier « Combien de temps dure un module ? »");
  await sweep.look(fabienne, "a question that is changed", { brief: true });

  const page = await open();
  const course = await learner(site, await open(), page, "Monique");
  await page.goto(course);
  await follow(page, STUDY);
  await follow(page, "Aide");
  await sees(page, "Sur cette étape");
  await sweep.look(page, "questions from a step");
  await follow(page, "Oui pour la réponse à « Ma photo est trop lourde, que faire ? »");
  await sees(page, "Merci");
  await fill(page, { q: "téléphone" });
  await follow(page, "Chercher");
  await page.getByText("tournez-le en largeur").waitFor();
  await sweep.look(page, "questions found", { brief: true });
  await page.goto(`${course}/questions?q=fus%C3%A9e`);
  await sees(page, "Aucune réponse avec ces mots");
  await fabienne.goto(`${session}/questions`);
  await sees(fabienne, "Utile pour 1 personne sur 1");
  assert.deepEqual(sweep.report(), []);
});

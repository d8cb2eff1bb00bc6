// The pages of a forum, looked at as every page is (accessibility.mjs): empty, asked in, answered, moderated; shared by sessions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, field, fill, follow, openSession, sees, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: a forum that is empty, asked in, answered and moderated", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Josiane"));
  await follow(page, "Forum");
  await sweep.look(page, "an empty forum");
  const forum = new URL(page.url()).pathname;
  await follow(page, "Ouvrir une discussion");
  await sweep.look(page, "a new discussion");
  await follow(page, "Ouvrir la discussion");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "a discussion without words", { brief: true });
  await fill(page, { titre: "Quelle lumière pour photographier du bois ?", texte: "Mes photos sont **jaunes**.\n\n- à la lampe\n- au soleil\n\nJ’ai lu https://exemple.fr/lumiere." });
  await follow(page, "Ouvrir la discussion");
  const path = new URL(page.url()).pathname;

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await sweep.look(fabienne, "a tutor's home with what waits in forums", { brief: true });
  await follow(fabienne, "1 discussion à traiter");
  await sweep.look(fabienne, "what waits in forums");
  await fabienne.goto(path);
  await follow(fabienne, "Citer");
  await fill(fabienne, { texte: "Avec une lampe neutre, près d’une fenêtre." });
  await follow(fabienne, "Envoyer");
  await fabienne.goto(path);
  await follow(fabienne, "Retenir comme réponse");
  assert.deepEqual(sweep.report(), []);

  await page.goto(path);
  await sweep.look(page, "a discussion with its answer");
  await page.getByRole("button", { name: "Autres actions, message 2" }).click();
  await follow(page, "Signaler");
  await sweep.look(page, "a report");
  await fill(page, { raison: "Le lien ne marche pas." });
  await follow(page, "Signaler");
  await page.getByRole("button", { name: "Autres actions, message 1" }).click();
  await follow(page, "Modifier");
  await sweep.look(page, "one's own message, changed", { brief: true });
  await page.goto(forum);
  await sweep.look(page, "a forum");
  assert.deepEqual(sweep.report(), []);

  await fabienne.goto(path);
  await sweep.look(fabienne, "a discussion with a report, moderated");
  await fabienne.getByRole("button", { name: "Autres actions, message 2" }).click();
  await follow(fabienne, "Masquer");
  await sweep.look(fabienne, "a message about to be hidden", { brief: true });
  await fill(fabienne, { raison: "Le lien mène ailleurs." });
  await follow(fabienne, "Masquer");
  await sweep.look(fabienne, "a discussion with a hidden message", { brief: true });
  await fabienne.goto(forum);
  await sweep.look(fabienne, "a forum, moderated");
  assert.deepEqual(sweep.report(), []);
});

test("sweep: what sessions share, files, a discussion that moves, answers that are there already", async () => {
  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  const session = await openSession(office);
  await office.goto("/parcours");
  await follow(office, COURSE);
  await follow(office, "Forum du parcours");
  await sweep.look(office, "the forum of a course");
  await office.getByLabel("Ouvert aux sessions choisies").check();
  for (const box of await office.getByRole("checkbox").all()) await box.check();
  await follow(office, "Enregistrer");
  await sees(office, "Le forum du parcours est ouvert");
  await office.goto(`${session}/forum/parcours`);
  await sweep.look(office, "a session and the forum of its course");
  await office.goto(`${session}/questions`);
  await fill(office, { question: "Pourquoi ma vitrine est-elle sombre ?", reponse: "Allumez-la de l’intérieur." });
  await follow(office, "Ajouter la question");

  const page = await open();
  await page.goto(await learner(site, await open(), page, "Maria"));
  await follow(page, "Forum");
  await follow(page, "Ouvrir une discussion");
  await fill(page, { titre: "Ma vitrine est sombre" });
  await sees(page, "ces réponses existent déjà");
  await sweep.look(page, "a new discussion, with what is answered already");
  await page.getByLabel("Aussi celles des autres sessions du parcours").check();
  await page.locator("summary", { hasText: "Joindre des documents" }).click();
  await field(page, "fichiers").setInputFiles({ name: "Vitrine.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 vitrine") });
  await follow(page, "Ouvrir la discussion");
  await sees(page, "Vitrine.pdf");
  const path = new URL(page.url()).pathname;
  await page.goto(path);
  await sweep.look(page, "a discussion of the course, with a file");
  assert.deepEqual(sweep.report(), []);

  await office.goto(path);
  await fill(office, { texte: "Allumez-la de l’intérieur." });
  await follow(office, "Envoyer");
  await follow(office, "Retenir comme réponse");
  await follow(office, "En faire une question fréquente");
  await sweep.look(office, "an answer about to be a frequent question");
  await office.goto(path);
  await follow(office, "Déplacer");
  await sweep.look(office, "a discussion about to move");
  await office.goto(`${session}/forum?filtre=parcours`);
  await sweep.look(office, "discussions of a course", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

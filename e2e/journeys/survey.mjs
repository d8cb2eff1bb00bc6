// What learners think: a survey is composed from its model, answered by mouse and by keyboard alone, without a word lost, read
// without a name; a late one is announced by mail once the access is over, and is then the only thing that opens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, field, fill, follow, isRefused, openSession, sees, signIn } from "../lib/acts.mjs";
import { after, now, onTo } from "../lib/clock.mjs";
import { Keyboard } from "../lib/keyboard.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("playwright-core").Page} Page */

const HOT = "Mon avis sur le parcours";
/** The questions of the model whose answer is one of a list: the place of what is chosen. */
const CHOSEN = { 1: 3, 2: 3, 3: 1, 4: 2, 5: 3, 6: 2, 8: 3 };

/** Ticks the choices. @param {Page} page */
async function choose(page) {
  for (const [id, place] of Object.entries(CHOSEN)) await page.locator(`main input[name=reponse-${id}][value="${place}"]`).check();
  await field(page, "reponse-9").selectOption("9");
}

test("survey: a learner answers, loses nothing on the way, and is thanked", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Monique"));
  await follow(page, HOT);
  await sees(page, "Vos réponses sont anonymes");
  await fill(page, { "reponse-10": "Les photos de nos ateliers." });
  await page.getByLabel("Les classes virtuelles").check();
  await follow(page, "Envoyer mes réponses");
  await isRefused(page);
  assert.equal(await field(page, "reponse-10").inputValue(), "Les photos de nos ateliers.");
  assert.ok(await page.getByLabel("Les classes virtuelles").isChecked());
  await choose(page);
  await follow(page, "Envoyer mes réponses");
  await sees(page, "Merci pour votre avis");
  await page.reload();
  await sees(page, "Merci pour votre avis");
  assert.equal(await page.locator("main form").count(), 0, "it is answered once");
});

test("survey by keyboard: a learner answers without a mouse", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Maria");
  const keys = await Keyboard.of(page);
  await page.goto(course);
  await keys.follow(HOT);
  for (const [id, place] of Object.entries(CHOSEN)) {
    await keys.tabToField(`reponse-${id}`);
    await keys.press("Space");
    for (let down = 0; down < place; down += 1) await keys.press("ArrowDown");
  }
  await keys.tabToField("reponse-9");
  await keys.press("End");
  await keys.fill("reponse-11", "Rien, merci.");
  await keys.follow("Envoyer mes réponses");
  await sees(page, "Merci pour votre avis");
  keys.keptHandsOff();
});

test("survey: results are read without a name, by session and by course", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  const session = await openSession(page);
  await follow(page, "Enquêtes de la session");
  await sees(page, /Moyenne/);
  await sees(page, "Les photos de nos ateliers.");
  const main = await page.locator("main").innerText();
  assert.match(main.replace(/\s+/gu, " "), /6 réponses pour 7 personnes interrogées/);
  assert.doesNotMatch(main, /Le Goff|Guillou|Ferreira/, "nobody is named");
  assert.match(main, /Score de recommandation/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Télécharger les résultats" }).click()]);
  assert.match(download.suggestedFilename(), /^Enquêtes FB-.*\.csv$/);
  await page.goto("/");
  await page.getByRole("link", { name: "Enquêtes", exact: true }).first().click();
  await page.waitForURL(/\/enquetes$/);
  await follow(page, "Réussir ma stratégie Facebook");
  await sees(page, "Les réponses libres se lisent session par session.");
  assert.doesNotMatch(await page.locator("main").innerText(), /Les photos de nos ateliers/);

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto(`${session}/enquetes`);
  await sees(fabienne, "Les photos de nos ateliers.");
});

/** @param {Page} page */
async function composes(page) {
  await signIn(page, SIGN_INS.administrator);
  await page.goto("/bibliotheque/nouvelle?sorte=survey");
  await fill(page, { titre: "Avis de fin de session", minutes: "5" });
  await follow(page, "Ajouter la ressource");
  await page.waitForURL(/\/enquete$/);
  await follow(page, "Ajouter une question");
  await field(page, "sorte-11").selectOption("single");
  await fill(page, { "question-11": "Où avez-vous suivi ce parcours ?", "choix-11": "À l’atelier\nChez moi" });
  await follow(page, "Monter la question 12");
  assert.equal(await field(page, "question-10").inputValue(), "Où avez-vous suivi ce parcours ?");
  await follow(page, "Voir l’aperçu");
  await sees(page, "Telle que les apprenants la liront.");
  await sees(page, "À l’atelier");
  await fill(page, { "choix-10": "À l’atelier" });
  await follow(page, "Mettre en ligne");
  await page.locator("main .error-summary").waitFor();
  await fill(page, { "choix-10": "À l’atelier\nChez moi\nSur la route" });
  await follow(page, "Mettre en ligne");
  await sees(page, "L’enquête est en ligne.");
  assert.equal(await field(page, "choix-10").inputValue(), "À l’atelier\nChez moi\nSur la route");
}

test("survey: one is composed from its model", async () => composes(await open()));

test("survey without JavaScript: one is composed from its model", async () => composes(await open({ js: false })));

// The last: it moves the clock beyond the session.
test("survey: a late one is announced by mail and answered once all the rest is over", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Josiane");
  await page.goto(course);
  await sees(page, /S’ouvre le .*, après la fin de votre accès/);
  const today = new Date(now(site)).toISOString().slice(0, 10);
  for (const days of [1, 95]) await onTo(site, after(today, days));
  const { page: mail } = await mailWith(site, "josiane@exemple.fr", "Votre avis, avec le recul");
  const link = /\/mes-parcours\/[\w-]+\/etapes\/[\w-]+/.exec(mail)?.[0];
  assert.ok(link, "the mail leads to the survey");
  const later = await open();
  await signIn(later, "josiane@exemple.fr", LEARNER_PASSWORD);
  await later.goto("/");
  await sees(later, "Donnez votre avis");
  await later.goto(link);
  for (const [id, place] of Object.entries({ 1: 0, 3: 3, 4: 2, 6: 3 })) await later.locator(`main input[name=reponse-${id}][value="${place}"]`).check();
  await field(later, "reponse-7").selectOption("10");
  await follow(later, "Envoyer mes réponses");
  await sees(later, "Merci pour votre avis");
  await later.goto(course);
  await sees(later, "Cette session est terminée");
  assert.equal(await later.getByRole("link", { name: "Quiz final" }).count(), 0, "nothing else opens");
});

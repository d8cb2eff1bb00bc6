// A quiz taken: by mouse, by keyboard alone, without JavaScript; the tab killed and the try resumed elsewhere; the network cut
// and back. What was acknowledged is there each time, and the mark is the server's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, field, sees, signIn } from "../lib/acts.mjs";
import { keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */
/** @typedef {import("playwright-core").Page} Page */

const QUIZ = "Ai-je retenu l’essentiel ?";

/** Words as they are compared: narrow spaces are spaces. @param {string} text */
const plain = (text) => text.replace(/\s+/gu, " ");

/**
 * Someone enrolled, whose tutor adds the quiz of the demonstration to her path.
 * @param {string} given
 * @param {Page} page hers
 * @returns {Promise<string>} the address of the step
 */
async function withTheQuiz(given, page) {
  const course = await learner(site, await open(), page, given);
  const tutor = await open();
  await signIn(tutor, SIGN_INS.tutor, PASSWORD);
  await tutor.goto(`/inscriptions/${course.split("/").pop()}/parcours/ajout`);
  await field(tutor, "titre").fill("Le quiz de Fabienne");
  await field(tutor, "minutes").fill("5");
  const options = await field(tutor, "ressource").locator("option").allTextContents();
  const quiz = options.find((option) => plain(option).includes(QUIZ));
  assert.ok(quiz, `the quiz may be added: ${options.join(", ")}`);
  await field(tutor, "ressource").selectOption({ label: quiz });
  await tutor.getByRole("button", { name: "Ajouter l’étape" }).click();
  await tutor.waitForURL(/\/parcours$/);
  await page.goto(course);
  return course;
}

/** Waits until the server has the answer that the page shows. @param {Page} page */
const acknowledged = (page) => page.locator('[data-etat="enregistre"]').waitFor();

/** Four right answers of five; the last is left. @param {Hands} hands @param {(page: Page) => Promise<unknown>} kept */
async function answers(hands, kept) {
  for (const words of ["Remercier, et dire votre nom"]) await hands.check(words);
  await kept(hands.page);
  await hands.follow("Suivante");
  for (const words of ["Dire ce que vous allez changer", "Proposer de vous appeler"]) await hands.check(words);
  await kept(hands.page);
  await hands.follow("Suivante");
  await hands.check("Faux");
  await kept(hands.page);
  await hands.follow("Suivante");
  await hands.fill("answer", "Merci");
  await kept(hands.page);
  await hands.follow("Suivante");
  await sees(hands.page, "Question 5 sur 5");
}

/** @param {Hands} hands */
async function handsIn(hands) {
  await hands.follow("Terminer et remettre");
  await sees(hands.page, "1 question est sans réponse");
  await hands.follow("Remettre");
  await sees(hands.page, /80\s%/u);
  await sees(hands.page, "Réussi");
}

/** @param {(page: Page) => Promise<Hands> | Hands} way @param {string} given */
async function whole(way, given) {
  const page = await open();
  const course = await withTheQuiz(given, page);
  const hands = await way(page);
  await hands.follow("Le quiz de Fabienne");
  await sees(page, "2 sur 2 à votre disposition");
  await hands.follow("Commencer");
  await sees(page, "Temps restant");
  await answers(hands, acknowledged);
  await handsIn(hands);
  await page.goto(course);
  await page.locator("main li", { hasText: "Le quiz de Fabienne" }).getByText("80").first().waitFor();
  hands.done();
}

test("quiz: taken, handed in, and the step knows", async () => {
  await whole(mouse, "Monique");
});

test("quiz by keyboard: taken, handed in, and the step knows", async () => {
  await whole(keyboard, "Maria");
});

test("quiz without JavaScript: every answer is posted", async () => {
  const page = await open({ js: false });
  await withTheQuiz("Maria-Monique", page);
  const hands = mouse(page);
  await hands.follow("Le quiz de Fabienne");
  await hands.follow("Commencer");
  await sees(page, "Vous avez jusqu’à");
  await answers(hands, async () => {});
  await handsIn(hands);
});

test("quiz: a killed tab is resumed in another browser, then the network is cut", async () => {
  const page = await open();
  const course = await withTheQuiz("Monique-Maria", page);
  const hands = mouse(page);
  await hands.follow("Le quiz de Fabienne");
  const step = new URL(page.url()).pathname;
  await hands.follow("Commencer");
  await hands.check("Remercier, et dire votre nom");
  await acknowledged(page);
  await hands.follow("Suivante");
  await hands.check("Proposer de vous appeler");
  await acknowledged(page);
  const ends = await page.locator("#temps").getAttribute("data-fin");
  await page.close();

  const other = await open();
  await signIn(other, "monique-maria@exemple.fr", LEARNER_PASSWORD);
  await other.goto(course);
  await other.goto(step);
  const again = mouse(other);
  await again.follow("Reprendre l’essai");
  await sees(other, "Question 3 sur 5");
  assert.equal(await other.locator("#temps").getAttribute("data-fin"), ends, "the time is still right");
  for (const [number, words] of /** @type {[number, string][]} */ ([[1, "Remercier, et dire votre nom"], [2, "Proposer de vous appeler"]])) {
    await other.goto(`${step}/essais/1?question=${number}`);
    assert.ok(await other.getByLabel(words).isChecked(), `question ${number} has what was acknowledged`);
  }

  // The network is cut while she types: nothing is lost, and it is sent when it is back.
  await other.goto(`${step}/essais/1?question=4`);
  await other.context().setOffline(true);
  await again.fill("answer", "Merci");
  await sees(other, "Pas de réseau");
  await other.context().setOffline(false);
  await acknowledged(other);
  await other.goto(`${step}/essais/1?question=4`);
  assert.equal(await field(other, "answer").inputValue(), "Merci");
});

test("quiz: a login that ends in mid-try loses nothing, and answers given in two windows follow one another", async () => {
  const page = await open({ refusals: true });
  await withTheQuiz("Karim-Maria", page);
  const hands = mouse(page);
  await hands.follow("Le quiz de Fabienne");
  const step = new URL(page.url()).pathname;
  await hands.follow("Commencer");
  await hands.check("Remercier, et dire votre nom");
  await acknowledged(page);

  // The login ends; what is given then waits, and is sent once she has signed in again elsewhere and come back.
  await page.context().clearCookies();
  await hands.check("Expliquer pourquoi le client a tort");
  await sees(page, "reconnectez-vous dans un autre onglet");
  const other = await page.context().newPage();
  await signIn(other, "karim-maria@exemple.fr", LEARNER_PASSWORD);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await acknowledged(page);

  // Two windows: what is given last counts, whichever gives it.
  await other.goto(`${step}/essais/1?question=4`);
  await page.goto(`${step}/essais/1?question=4`);
  await field(other, "answer").fill("Bonjour");
  await acknowledged(other);
  await field(page, "answer").fill("Merci");
  await acknowledged(page);
  await other.reload();
  assert.equal(await field(other, "answer").inputValue(), "Merci");
});

// The forum of a session: a learner asks, their tutor answers, and the page that is open says so without being loaded again;
// the answer is kept, a message reported then hidden; a discussion goes to the forum of the course; what is answered already is shown to who asks. By mouse, and asking by
// keyboard too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, field, fill, follow, openSession, sees, signIn } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {(page: Page) => Promise<Hands> | Hands} hands @param {string} given @param {string} title */
async function isAskedAndAnswered(hands, given, title) {
  const page = await open();
  const course = await learner(site, await open(), page, given);
  const monique = await hands(page);
  await page.goto(course);
  await monique.follow("Forum");
  await monique.follow("Ouvrir une discussion");
  await monique.fill("titre", title);
  await monique.fill("texte", "Mes photos sont jaunes.");
  await monique.follow("Ouvrir la discussion");
  await sees(page, "Votre discussion est ouverte.");

  // Fabienne has the list in sight; Monique has begun to write again.
  const fabienne = await hands(await open());
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await sees(fabienne.page, "à traiter");
  await fabienne.page.goto("/forums");
  await fabienne.follow(title);
  await monique.fill("texte", "J’ajoute");
  const scrolled = await page.evaluate(() => window.scrollY);
  await fabienne.fill("texte", "Avec une lampe neutre.");
  await fabienne.follow("Envoyer");
  await sees(fabienne.page, "Avec une lampe neutre.");

  await sees(page, "Avec une lampe neutre.");
  await page.locator("[role=status]", { hasText: "1 nouveau message" }).waitFor({ state: "attached" });
  assert.equal(await field(page, "texte").inputValue(), "J’ajoute", "what is being written stays");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "texte", "the focus stays");
  assert.equal(await page.evaluate(() => window.scrollY), scrolled, "the page doesn't move");

  await monique.follow("Retenir comme réponse");
  await sees(page, "Une réponse est retenue");
  await sees(fabienne.page, "Réponse retenue");
  monique.done();
  fabienne.done();
}

test("a question is asked, answered and kept: mouse", () => isAskedAndAnswered(mouse, "Monique", "Quelle lumière pour du bois ?"));
test("a question is asked, answered and kept: keyboard", () => isAskedAndAnswered(keyboard, "Josiane", "Faut-il un trépied ?"));

test("a discussion with a file goes to the forum of the course, and its old address leads there", async () => {
  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  const session = await openSession(office);
  await office.goto(`${session}/forum/nouvelle`);
  await fill(office, { titre: "Le catalogue des salons", texte: "Le voici." });
  await office.locator("summary", { hasText: "Joindre des documents" }).click();
  await field(office, "fichiers").setInputFiles({ name: "Salons.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 salons") });
  await follow(office, "Ouvrir la discussion");
  await sees(office, "Salons.pdf");
  const path = new URL(office.url()).pathname;

  await office.goto("/parcours");
  await follow(office, COURSE);
  await follow(office, "Forum du parcours");
  await office.getByLabel("Ouvert aux sessions choisies").check();
  for (const box of await office.getByRole("checkbox").all()) await box.check();
  await follow(office, "Enregistrer");
  await sees(office, "Le forum du parcours est ouvert");
  await office.goto(path);
  await follow(office, "Déplacer");
  await office.getByLabel("Dans le forum du parcours, que plusieurs sessions lisent").check();
  await follow(office, "Déplacer");
  await sees(office, "La discussion est déplacée");
  await sees(office, "Discussion du parcours");

  const page = await open();
  const course = await learner(site, await open(), page, "Maria");
  await page.goto(course);
  await follow(page, "Forum");
  await sees(page, "Du parcours");
  await follow(page, "Le catalogue des salons");
  await sees(page, "Salons.pdf");
});

/** @param {(page: Page) => Promise<Hands> | Hands} hands @param {string} given */
async function isShownWhatIsAnswered(hands, given) {
  const page = await open();
  const course = await learner(site, await open(), page, given);
  const her = await hands(page);
  await page.goto(course);
  await her.follow("Forum");
  await her.follow("Ouvrir une discussion");
  await her.fill("titre", "Ma vitrine est sombre");
  await sees(page, "Avant d’envoyer : ces réponses existent déjà");
  assert.equal(await field(page, "titre").inputValue(), "Ma vitrine est sombre", "what is typed stays");
  await her.fill("texte", "Que faire ?");
  // Seen as it was typed, it isn't shown again.
  await her.follow("Ouvrir la discussion");
  await sees(page, "Votre discussion est ouverte.");
  her.done();
}

test("answers that are there already are shown while a question is written: mouse, keyboard, and without a script", async () => {
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  const session = await openSession(fabienne);
  await fabienne.goto(`${session}/questions`);
  await fill(fabienne, { question: "Pourquoi ma vitrine est-elle sombre en photo ?", reponse: "Allumez-la de l’intérieur." });
  await follow(fabienne, "Ajouter la question");
  await isShownWhatIsAnswered(mouse, "Gwenola");
  await isShownWhatIsAnswered(keyboard, "Nolwenn");

  const page = await open({ js: false });
  const course = await learner(site, await open(), page, "Yvonne");
  await page.goto(course);
  await follow(page, "Forum");
  await follow(page, "Ouvrir une discussion");
  await fill(page, { titre: "Ma vitrine est sombre", texte: "Que faire ?" });
  await follow(page, "Ouvrir la discussion");
  await sees(page, "ces réponses existent déjà");
  assert.equal(await field(page, "texte").inputValue(), "Que faire ?");
  await follow(page, "Envoyer quand même");
  await sees(page, "Votre discussion est ouverte.");
});

test("the list keeps itself up to date, and tells of it", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const session = await openSession(rene);
  await rene.goto(`${session}/forum`);
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto(`${session}/forum/nouvelle`);
  await fill(fabienne, { titre: "Bienvenue à tous", texte: "Présentez-vous ici." });
  await follow(fabienne, "Ouvrir la discussion");
  await rene.getByRole("link", { name: "Bienvenue à tous" }).waitFor();
  await rene.locator("[role=status]", { hasText: "1 nouvelle discussion" }).waitFor({ state: "attached" });
});

test("what is out of place is reported, then hidden for a reason", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Solange");
  await page.goto(course);
  await follow(page, "Forum");
  await follow(page, "Ouvrir une discussion");
  await fill(page, { titre: "Achetez mes lampes", texte: "Moins cher chez moi." });
  await follow(page, "Ouvrir la discussion");
  const path = new URL(page.url()).pathname;

  const other = await open();
  await learner(site, await open(), other, "Armelle");
  await other.goto(path);
  await other.getByRole("button", { name: "Autres actions, message 1" }).click();
  await follow(other, "Signaler");
  await follow(other, "Signaler");
  await other.locator(".error-summary").waitFor();
  await fill(other, { raison: "C’est de la publicité." });
  await follow(other, "Signaler");
  await sees(other, "Merci");

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto(path);
  await sees(fabienne, "C’est de la publicité.");
  await fabienne.getByRole("button", { name: "Autres actions, message 1" }).click();
  await follow(fabienne, "Masquer");
  await fill(fabienne, { raison: "Le forum sert à apprendre." });
  await follow(fabienne, "Masquer");
  await sees(fabienne, "Le message est masqué.");
  await sees(other, "Le forum sert à apprendre.");
  assert.equal(await other.getByText("Moins cher chez moi.").count(), 0, "nobody else reads it any more");
});

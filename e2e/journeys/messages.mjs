// Messages between people: a learner writes to her tutor, by mouse and by keyboard; the answer appears without reload, with a file
// and a voice; two learners write to each other, one blocks and reports, the manager reads what was reported and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, follow, openSession, sees, signIn } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage({ microphone: true });

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {(page: Page) => Promise<Hands> | Hands} hands @param {string} given @param {string} subject */
async function writesToHerTutor(hands, given, subject) {
  const page = await open();
  await learner(site, await open(), page, given);
  const her = await hands(page);
  await page.goto("/messages");
  await her.follow("Écrire un message");
  await her.choose("a", (await field(page, "a").locator("option", { hasText: "Fabienne" }).first().textContent()) ?? "");
  await her.fill("sujet", subject);
  await her.fill("message", "Bonjour, laquelle de mes deux vitrines choisir ?");
  await her.follow("Envoyer");
  await sees(page, "Message envoyé.");

  const fabienne = await hands(await open());
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await fabienne.page.locator("nav .count").first().waitFor();
  await fabienne.page.goto("/messages");
  await fabienne.follow(subject);
  await sees(fabienne.page, "laquelle de mes deux vitrines");
  // Who wrote sees that it was read, then the answer, without a reload and without losing what she types.
  await page.locator(".message", { hasText: "Lu" }).waitFor();
  await her.fill("message", "J’attends votre avis");
  await fabienne.unfold("Joindre des documents");
  await fabienne.send("fichiers", { name: "Conseils.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 conseils") });
  await fabienne.fill("message", "La première : on voit le pain.");
  await fabienne.follow("Envoyer");
  await sees(fabienne.page, "Message envoyé.");
  await sees(page, "La première : on voit le pain.");
  await sees(page, "Conseils.pdf");
  assert.equal(await field(page, "message").inputValue(), "J’attends votre avis");
  await her.fill("message", "Merci, je la publie.");
  await her.follow("Envoyer");
  await sees(page, "Message envoyé.");
  await sees(fabienne.page, "Merci, je la publie.");
  her.done();
  fabienne.done();
}

test("messages: a learner and her tutor", async () => {
  await writesToHerTutor(mouse, "Josiane", "Mes deux vitrines");
});

test("messages by keyboard: a learner and her tutor", async () => {
  await writesToHerTutor(keyboard, "Nolwenn", "Ma vitrine de Noël");
});

test("messages: what is begun is there again when its page was left, until it is sent", async () => {
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto("/messages");
  await follow(fabienne, "Mes deux vitrines");
  await fill(fabienne, { message: "Pensez aussi à l’éclairage" });
  await sees(fabienne, /Brouillon gardé à .*, pour 90.jours/);
  await fabienne.goto("/messages");
  await follow(fabienne, "Mes deux vitrines");
  assert.equal(await field(fabienne, "message").inputValue(), "Pensez aussi à l’éclairage");
  await follow(fabienne, "Envoyer");
  await sees(fabienne, "Message envoyé.");
  assert.equal(await field(fabienne, "message").inputValue(), "");
});

test("messages: a voice is recorded and heard", async () => {
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto("/messages");
  await follow(fabienne, "Mes deux vitrines");
  await fabienne.locator("summary", { hasText: "Enregistrer un message vocal" }).click();
  const voice = fabienne.locator("[data-recorder=audio]");
  await voice.getByRole("button", { name: "Commencer l’enregistrement" }).click();
  await voice.getByText("0:01").waitFor();
  await voice.getByRole("button", { name: "Arrêter" }).click();
  await voice.getByText("il part avec le message").waitFor();
  await follow(fabienne, "Envoyer");
  await sees(fabienne, "Message envoyé.");
  await fabienne.locator(".message audio").waitFor();
});

test("messages: one learner blocks another and reports, the manager reads that message alone", async () => {
  const [one, other] = [await open(), await open()];
  await learner(site, await open(), one, "Monique");
  await learner(site, await open(), other, "Maria");
  await one.goto("/messages/nouveau");
  const choice = await field(one, "a").locator("option", { hasText: "Maria" }).first().getAttribute("value");
  await field(one, "a").selectOption(choice ?? "");
  await fill(one, { sujet: "Ton atelier", message: "Il est nul." });
  await one.locator("summary", { hasText: "Joindre des documents" }).click();
  await field(one, "fichiers").setInputFiles({ name: "Son atelier.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 atelier") });
  await follow(one, "Envoyer");
  await other.goto("/messages");
  await follow(other, "Ton atelier");
  await fill(other, { message: "Laisse-moi tranquille." });
  await follow(other, "Envoyer");
  await sees(other, "Laisse-moi tranquille.");
  await other.locator(".message", { hasText: "Il est nul." }).getByRole("link", { name: "Signaler" }).click();
  await fill(other, { raison: "Elle se moque de mon travail." });
  await follow(other, "Signaler");
  await sees(other, /Le message est signalé/);
  await other.locator("summary", { hasText: "Effacer, bloquer" }).click();
  await follow(other, "Bloquer");
  await sees(other, /ne peut plus vous écrire/);
  await fill(one, { message: "Alors ?" });
  await follow(one, "Envoyer");
  await sees(one, /Cette personne ne reçoit pas vos messages/);

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/messages");
  await follow(rene, "Messages signalés");
  await sees(rene, "Il est nul.");
  await sees(rene, "Elle se moque de mon travail.");
  await sees(rene, "Son atelier.pdf");
  assert.equal(await rene.getByText("Laisse-moi tranquille.").count(), 0);
  await follow(rene, "Classer ce signalement");
  await sees(rene, "Le signalement est classé.");
});

test("messages: a search finds words with or without accents, a session closes what learners say to each other", async () => {
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto("/messages");
  await fill(fabienne, { q: "vitrine NOEL" });
  await follow(fabienne, "Chercher");
  await sees(fabienne, /1 conversation trouvée/);
  await sees(fabienne, "Ma vitrine de Noël");

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const session = await openSession(rene);
  await rene.goto(`${session}/messages`);
  await rene.getByLabel("Non, seulement à leurs tuteurs et à la CMA").check();
  await follow(rene, "Enregistrer");
  await sees(rene, /ne s’écrivent plus entre eux/);
  const solenn = await open();
  await learner(site, await open(), solenn, "Solenn");
  await solenn.goto("/messages/nouveau");
  assert.equal(await field(solenn, "a").locator("option", { hasText: "Monique" }).count(), 0);
});

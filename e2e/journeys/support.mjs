// Help: Monique reports a problem, René answers and passes it on, the office solves it, she says that it was useful; a call is
// noted; the month is counted. By mouse, and asking and answering by keyboard too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, sees, signIn } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {(page: Page) => Promise<Hands> | Hands} hands @param {string} given @param {string} subject */
async function isAskedAndAnswered(hands, given, subject) {
  const page = await open();
  const course = await learner(site, await open(), page, given);
  const monique = await hands(page);
  await page.goto(course);
  await monique.follow("Aide");
  await monique.follow("Aide générale");
  await sees(page, "Questions fréquentes");
  await monique.follow("Signaler un problème");
  await monique.check("Une étape, un document ou un module");
  await monique.fill("sujet", subject);
  await monique.fill("message", "Le film de l’étape reste noir.");
  await monique.check("Joindre la page");
  await monique.follow("Envoyer la demande");
  await sees(page, "Votre demande est bien arrivée.");
  await sees(page, "Vous avez joint la page");

  const rene = await hands(await open());
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await sees(rene.page, /demandes? d’aide à traiter/);
  await rene.follow("Assistance");
  await rene.follow(subject);
  await rene.fill("message", "Bonjour, avec quel navigateur ?");
  await rene.check("J’attends une précision");
  await rene.follow("Répondre");
  await sees(rene.page, "Réponse envoyée.");

  await page.reload();
  await sees(page, "Une précision vous est demandée.");
  await monique.fill("message", "Avec celui du téléphone.");
  await monique.follow("Envoyer");
  await sees(page, "Message envoyé.");
  monique.done();
  rene.done();
  return { page, rene: rene.page };
}

test("a request is asked and answered: keyboard", async () => {
  await isAskedAndAnswered(keyboard, "Josiane", "Film trop sombre");
});

test("a request is asked, answered, passed on, solved and found useful", async () => {
  const { page, rene } = await isAskedAndAnswered(mouse, "Monique", "Film tout noir");
  const mail = await mailWith(site, "Votre demande d’aide");
  assert.ok(!JSON.stringify(mail).includes("noir"), "a mail never says the words");

  await rene.getByText("Ajouter une note interne").click();
  await fill(rene, { note: "Le fichier semble abîmé." });
  await follow(rene, "Garder la note");
  await sees(rene, "seule l’équipe la lit");
  await rene.locator("summary", { hasText: "Transmettre à CMA France" }).click();
  await fill(rene, { raison: "Le module vient de la bibliothèque nationale." });
  await follow(rene, "Transmettre");
  await sees(rene, "CMA France suit cette demande");
  assert.equal(await rene.getByLabel("Votre réponse").count(), 0, "the region reads, and writes no more");

  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  await office.goto("/assistance");
  await follow(office, "Film tout noir");
  await sees(office, "Le fichier semble abîmé.");
  await fill(office, { message: "Le film est réparé." });
  await office.getByLabel("C’est résolu").check();
  await follow(office, "Répondre");
  await sees(office, "Réponse envoyée.");

  await page.reload();
  await sees(page, "Le film est réparé.");
  assert.equal(await page.getByText("abîmé").count(), 0, "what the team notes stays in the team");
  await page.getByLabel("Oui, tout à fait").check();
  await follow(page, "Donner mon avis");
  await sees(page, "Merci de votre avis.");
  assert.equal(await page.getByRole("button", { name: "Donner mon avis" }).count(), 0, "said once");
});

test("a call is noted, then the month is counted", async () => {
  const page = await open();
  await learner(site, await open(), page, "Solange");
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/assistance");
  await follow(rene, "Noter un appel");
  await fill(rene, { q: "solange" });
  await follow(rene, "Chercher");
  await rene.getByLabel("Solange").check();
  await rene.getByLabel("Connexion ou compte").check();
  await fill(rene, { sujet: "Mot de passe perdu", message: "Le lien lui est renvoyé." });
  await rene.getByLabel("C’est résolu").check();
  await follow(rene, "Garder l’appel");
  await sees(rene, "L’appel est noté.");

  await page.goto("/aide/demandes");
  await follow(page, "Mot de passe perdu");
  await sees(page, "Le lien lui est renvoyé.");

  await rene.goto("/assistance");
  await follow(rene, "Bilan du mois");
  await sees(rene, "Par téléphone");
  assert.equal(await rene.locator("main").getByText("Solange").count(), 0, "nobody is named");
  for (const [link, name] of [["Document (PDF)", /\.pdf$/], ["Tableur (XLSX)", /\.xlsx$/]]) {
    const download = rene.waitForEvent("download");
    await rene.getByRole("link", { name: /** @type {string} */ (link) }).click();
    assert.match((await download).suggestedFilename(), /** @type {RegExp} */ (name));
  }
});

test("the telephone and the prepared answers of a region", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/assistance");
  await follow(rene, "Téléphone, horaires et réponses préparées de CMA Bretagne");
  await fill(rene, { telephone: "02 00 00 00 00" });
  await follow(rene, "Enregistrer");
  await sees(rene, "sont enregistrés");
  await fill(rene, { titre: "Vider le cache", texte: "Bonjour {prénom}, videz le cache du navigateur." });
  await follow(rene, "Ajouter la réponse");
  await sees(rene, "Modifier « Vider le cache »");

  const page = await open();
  await page.goto("/aide");
  await sees(page, "02 00 00 00 00");
});

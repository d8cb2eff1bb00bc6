// Annexe 1 of the tender, from the enrolment to the certificate, told once: René, Monique, Fabienne, Karim, and the clock.

import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { COURSE, LEARNER_PASSWORD, activationLink, field, sees } from "./acts.mjs";
import { after, onTo } from "./clock.mjs";
import { enter } from "./hands.mjs";
import { mailWith } from "./mailbox.mjs";
import { PASSWORD, SIGN_INS } from "./server.mjs";

/** @typedef {import("./hands.mjs").Hands} Hands */
/** @typedef {import("./server.mjs").Site} Site */

const ADDRESS = "monique.legoff@exemple.fr";
const MODULES = ["Créer sa page professionnelle", "Publier sans y passer ses soirées", "Photographier son travail", "Répondre à ses clients"];
const STUDY = "Trois publications pour mon atelier";
const POSTS = "Mardi, la vitrine du matin ; jeudi, le tour de main ; samedi, un conseil.";
const MEETINGS = ["Nos pages passées au crible", "Ma page passée au banc d’essai"];

/** Words as they are compared: narrow spaces are spaces. @param {string} text */
const plain = (text) => text.replace(/\s+/g, " ");

/** @param {Hands} hands */
const shown = async (hands) => plain(await hands.page.locator("main").innerText());

/** @param {Hands} hands @param {...string} words */
async function reads(hands, ...words) {
  const text = await shown(hands);
  for (const one of words) assert.ok(text.includes(one), `« ${one} » is on ${hands.page.url()}: ${text}`);
}

/** René opens the session of the next weeks with both tutors. @param {Hands} rene @returns {Promise<{first: string, path: string}>} */
async function opensSession(rene) {
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Sessions");
  await rene.follow("Créer une session");
  await rene.check(COURSE);
  await rene.follow("Continuer");
  const first = await field(rene.page, "debut").inputValue();
  await rene.follow("Continuer");
  await rene.follow("Continuer");
  await rene.choose("tuteur-content", "Fabienne Caradec");
  await rene.choose("tuteur-motivation", "Karim Haddad");
  await rene.follow("Continuer");
  await rene.follow("Créer la session");
  return { first, path: new URL(rene.page.url()).pathname };
}

/** @param {Hands} rene */
async function enrolsMonique(rene) {
  await rene.follow("Inscrire une personne");
  for (const [name, text] of Object.entries({ prenom: "Monique", nom: "Le Goff", courriel: ADDRESS, entreprise: "Aux bons choux", metier: "Pâtissière" })) {
    await rene.fill(name, text);
  }
  await rene.follow("Inscrire");
  await sees(rene.page, "Compte pas encore activé");
}

/** Monique comes in before the session does. @param {Site} site @param {Hands} monique */
async function comesIn(site, monique) {
  const { page: mail } = await mailWith(site, ADDRESS, "Voici les étapes");
  for (const name of ["Fabienne Caradec", "Karim Haddad", "René Kerjean"]) assert.ok(mail.includes(name), `${name} is in the course's mail`);
  await monique.page.goto(await activationLink(site, ADDRESS));
  await monique.fill("mot_de_passe", LEARNER_PASSWORD);
  await monique.fill("confirmation", LEARNER_PASSWORD);
  await monique.follow("Activer mon compte");
  await reads(monique, "commence dans");
  await monique.follow("Voir mon parcours");
  await reads(monique, "Le parcours s’ouvrira le", "Obtenir plus de 70 % au quiz « Quiz final »");
}

/** Monique hands in her case study. @param {Hands} monique @param {string} course */
async function handsIn(monique, course) {
  await monique.page.goto(course);
  await monique.follow(STUDY);
  await monique.fill("texte", POSTS);
  await monique.follow("Relire et rendre");
  await monique.follow("Rendre mon travail");
  await sees(monique.page, "Votre travail est rendu.");
}

/** Fabienne corrects what Monique handed in, and says what the platform can't see. @param {Hands} fabienne @param {string} session */
async function marks(fabienne, session) {
  await enter(fabienne, "fabienne", PASSWORD);
  await fabienne.page.goto(`${session}/suivi`);
  const given = { "Où j’en suis aujourd’hui": "45" };
  for (const title of [...Object.keys(given), ...MEETINGS]) {
    await fabienne.follow(`Valider « ${title} » pour Monique Le Goff`);
    const percent = given[/** @type {keyof typeof given} */ (title)];
    if (percent) await fabienne.fill("pourcentage", percent);
    await fabienne.follow("C’est fait");
  }
  await fabienne.follow("Corrections");
  await fabienne.follow("Monique Le Goff");
  await reads(fabienne, POSTS);
  for (const level of ["Chacune arrête le regard", "On le voit de près", "À alléger"]) await fabienne.check(level);
  await fabienne.fill("commentaire", "Vos photos donnent envie de pousser la porte.");
  await fabienne.follow("Publier");
  await fabienne.page.goto(`${session}/suivi`);
  await reads(fabienne, "Terminée, 85 %");
}

/**
 * The whole of it.
 * @param {Site} site
 * @param {() => Promise<Hands>} hands of someone new
 */
export async function annexe1(site, hands) {
  const rene = await hands();
  const { first, path: session } = await opensSession(rene);
  await enrolsMonique(rene);
  const monique = await hands();
  await comesIn(site, monique);
  const course = new URL(monique.page.url()).pathname;

  await onTo(site, first);
  await enter(monique, ADDRESS, LEARNER_PASSWORD);
  await monique.follow("Reprendre");
  await monique.play();
  await monique.page.goto(course);
  for (const title of MODULES.slice(1)) {
    await monique.follow(title);
    await monique.play();
    await monique.page.goto(course);
  }
  await reads(monique, "4 étapes sur 9", "Suivre les quatre modules avec un score au-dessus de 0 % Rempli");

  await handsIn(monique, course);

  await onTo(site, after(first, 24));
  const fabienne = await hands();
  await marks(fabienne, session);
  const karim = await hands();
  await enter(karim, "karim", PASSWORD);
  await karim.page.goto(`${session}/suivi`);
  await reads(karim, "Monique Le Goff En cours");

  // The thirty days are over: what is done is read, the final quiz doesn't open.
  await onTo(site, after(first, 31));
  await enter(monique, ADDRESS, LEARNER_PASSWORD);
  await monique.page.goto(course);
  await reads(monique, "Cette session est terminée", "8 étapes sur 9", "Terminée, 85 %");
  assert.equal(await monique.page.getByRole("link", { name: "Quiz final" }).count(), 0, "the quiz can't be opened");
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.page.goto(`${session}/suivi`);
  await reads(rene, "Conditions non remplies");

  await rene.page.goto(session);
  await rene.act("Actions pour Monique Le Goff", "Prolonger l’accès…");
  await rene.follow("Prolonger");
  await reads(rene, "Accès jusqu’au");
  await mailWith(site, ADDRESS, "Plus de temps pour");

  await monique.page.goto(course);
  await monique.follow("Quiz final");
  await monique.play();
  await monique.page.goto(course);
  await reads(monique, "9 étapes sur 9", "Parcours réussi");

  await rene.follow("Attestations");
  await rene.follow("Remettre les documents aux personnes cochées");
  await reads(rene, "Attestation de fin de formation de Monique Le Goff");
  await mailWith(site, ADDRESS, "documents de fin de formation");
  await readsHerDocuments(monique, course);
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(await shown(monique))?.[0] ?? "";
  for (const one of [rene, monique, fabienne, karim]) one.done();

  const auditor = await hands();
  await auditor.page.goto("/verification");
  await auditor.fill("code", code.toLowerCase());
  await auditor.follow("Vérifier");
  await reads(auditor, "Document authentique", "Monique Le Goff", COURSE);
  await checksTheBadge(auditor, code);
  auditor.done();
}

/** What a wallet does with the badge: the key where its header says, the signature, the list of what is no longer valid.
 * @param {Hands} wallet @param {string} code */
async function checksTheBadge(wallet, code) {
  const read = async (/** @type {string} */ url) => (await wallet.page.request.get(url)).text();
  const token = await read(`/badges/${code}`);
  const [header = "", payload = "", signature = ""] = token.split(".");
  const decoded = (/** @type {string} */ part) => JSON.parse(Buffer.from(part, "base64url").toString());
  const { kid, alg } = decoded(header);
  assert.equal(alg, "RS256");
  const key = createPublicKey({ key: JSON.parse(await read(kid)), format: "jwk" });
  const signed = Buffer.from(`${header}.${payload}`);
  assert.ok(verify("sha256", signed, key, Buffer.from(signature, "base64url")), "the badge is signed by the platform");
  const badge = decoded(payload);
  assert.equal(badge.credentialSubject.achievement.name, COURSE);
  assert.equal(badge.credentialSubject.identifier[0].identityHash, "Monique Le Goff");
  const list = JSON.parse(await read(badge.credentialStatus.id));
  assert.ok(list.revokedCredential.every((/** @type {{ id: string }} */ one) => one.id !== badge.id), "and still valid");
}

/** Both as pages; the PDF comes down whole. @param {Hands} monique @param {string} course */
async function readsHerDocuments(monique, course) {
  await monique.page.goto(course);
  await monique.follow("Certificat de réalisation");
  await reads(monique, "a suivi l’action", "Aux bons choux", "10 h");
  await monique.page.goto(course);
  await monique.follow("Attestation de fin de formation");
  await reads(monique, "Toutes les conditions de réussite sont remplies", "Créer et tenir à jour une page professionnelle");
  const pdf = await monique.page.request.get(`${new URL(monique.page.url()).pathname}/document`);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  const bytes = await pdf.body();
  assert.ok(bytes.subarray(0, 5).toString() === "%PDF-" && bytes.subarray(-6).toString().includes("EOF"), "a whole PDF");
}

// The words of documents: the administration changes those of the certificate, looks at them, keeps them; a manager hands a
// whole session its documents out and takes them away; anyone checks one by its code.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { field, fill, follow, sees } from "../lib/acts.mjs";
import { after, now, onTo } from "../lib/clock.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/**
 * The administration's words of a document.
 * @param {Hands} office
 * @param {string} document
 * @param {string} title
 */
async function words(office, document, title) {
  const { page } = office;
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await office.follow("Modèles");
  await office.follow(document);
  await office.fill("titre", title);
  await office.fill("pied", "Remis avec soin, ");
  await office.press("Insérer {date}");
  assert.equal(await field(page, "pied").inputValue(), "Remis avec soin, {date}", "a variable goes where one writes");
  await office.append("corps", " ");
  await office.press("Insérer {ville}");
  await page.locator("#corps", { hasText: "{ville}" }).waitFor();
  await office.follow("Voir l’aperçu");
  await sees(page, "Rien n’est encore enregistré");
  await sees(page, /Remis avec soin, 18.décembre.2026/);
  const pdf = await readFile(await (await office.take("Télécharger l’aperçu en PDF")).path());
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await office.fill("pied", "Remis avec soin, {jour}");
  await office.follow("Enregistrer");
  await sees(page, "choisissez-en une dans la liste");
  await office.fill("pied", "Remis avec soin.");
  await office.follow("Enregistrer");
  await sees(page, /Modifié le/);
  office.done();
}

test("templates by keyboard: the administration chooses the words of a document", async () => {
  const office = await keyboard(await open());
  await words(office, "Attestation d’assiduité", "Attestation de présence");
});

// The last: it moves the clock beyond the session.
test("templates: words are chosen, handed out to a whole session, and checked by anyone", async () => {
  const office = mouse(await open());
  await words(office, "Certificat de réalisation", "Certificat de bonne fin");

  await onTo(site, after(new Date(now(site)).toISOString().slice(0, 10), 30));
  const rene = await open();
  await enter(mouse(rene), SIGN_INS.manager, PASSWORD);
  await rene.goto("/sessions");
  await rene.locator("main tr", { hasText: "Terminée" }).getByRole("link").first().click();
  await follow(rene, "Attestations");
  await follow(rene, "Remettre à toute la session");
  await rene.getByRole("heading", { level: 1, name: "Remise terminée" }).waitFor();
  const zip = await readFile(await (await mouse(rene).take("Télécharger tous les documents")).path());
  assert.equal(zip.subarray(0, 2).toString(), "PK");

  await follow(rene, "Revenir aux attestations");
  await rene.locator("main a", { hasText: "Certificat de réalisation" }).first().click();
  await rene.getByRole("heading", { level: 2, name: "Certificat de bonne fin" }).waitFor();
  await sees(rene, "Remis avec soin.");
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(await rene.locator("main").innerText())?.[0] ?? "";
  const anyone = await open();
  await anyone.goto("/verification");
  await fill(anyone, { code });
  await follow(anyone, "Vérifier");
  await sees(anyone, "Document authentique");
});

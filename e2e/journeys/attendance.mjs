// A half-day is signed: on a telephone with the code, on the trainer's tablet, out of reach of the network too; then vouched for,
// opened again and corrected: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, signIn } from "../lib/acts.mjs";
import { onTo } from "../lib/clock.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */
/** @typedef {import("playwright-core").Page} Page */

let day = "";
let sheet = "";
/** The courses of the two learners. @type {string[]} */
const courses = [];

/** What the sheet says of someone. @param {Page} page @param {string} name */
const line = (page, name) => page.locator("main tr", { hasText: name });

/** Draws something in the box that is on the screen. @param {Page} page */
async function draw(page) {
  const canvas = page.locator("canvas").filter({ visible: true });
  const box = await canvas.boundingBox();
  assert.ok(box, "there is a box to sign in");
  const at = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {const} */ ([box.x + box.width * x, box.y + box.height * y]);
  await page.mouse.move(...at(0.2, 0.5));
  await page.mouse.down();
  for (const [x, y] of /** @type {[number, number][]} */ ([[0.3, 0.2], [0.4, 0.7], [0.5, 0.3], [0.7, 0.6]])) await page.mouse.move(...at(x, y), { steps: 5 });
  await page.mouse.up();
}

/** @param {Hands} hands */
async function toSheet(hands) {
  await enter(hands, SIGN_INS.tutor, PASSWORD);
  await hands.page.goto(sheet);
}

test("attendance: two learners, and the morning of their half-day", async () => {
  for (const given of ["Monique", "Maria"]) courses.push(await learner(site, await open(), await open(), given));
  const page = await open();
  await signIn(page, SIGN_INS.tutor);
  await page.goto("/sessions");
  const fabienne = mouse(page);
  await fabienne.follow("Réussir ma stratégie Facebook");
  await fabienne.follow("Émargement");
  sheet = (await page.locator('main a[href*="_matin_"]').first().getAttribute("href")) ?? "";
  day = /emargement\/(\d{4}-\d\d-\d\d)_matin/.exec(sheet)?.[1] ?? "";
  await page.goto(sheet);
  await page.getByText("Cette demi-journée n’a pas commencé").waitFor();
  await onTo(site, day, "08:05");
});

test("attendance: signed with the code, on the tablet and out of reach, then vouched for", async () => {
  const page = await open();
  const fabienne = mouse(page);
  await toSheet(fabienne);
  await fabienne.follow("Afficher le code");
  const figures = (await page.locator(".attendance-code .figures").innerText()).replaceAll(/\D/g, "");
  assert.equal(figures.length, 6);

  // Monique photographs the code with her telephone.
  const phone = await open({ viewport: { width: 320, height: 640 } });
  await signIn(phone, "monique.legoff", LEARNER_PASSWORD);
  await phone.goto(`/emargement/${figures}`);
  await mouse(phone).follow("Je signe ma présence");
  await phone.getByText("Présence enregistrée").waitFor();

  // Maria signs on the tablet, which is out of reach; it keeps her signature and sends it later.
  await page.reload();
  await line(page, "Monique").getByText("avec le code de la séance").waitFor();
  await page.context().setOffline(true);
  await line(page, "Maria").getByRole("link", { name: "Faire signer" }).click();
  await page.getByRole("button", { name: "Signer", exact: true }).click();
  await page.getByText("Signez dans le cadre, ou écrivez").waitFor();
  await draw(page);
  await page.getByRole("button", { name: "Signer", exact: true }).click();
  await line(page, "Maria").getByText("gardé sur cet appareil").waitFor();
  await page.getByText(/Maria Le Goff, signature de .* sera envoyée dès que possible/).waitFor();
  await page.context().setOffline(false);
  await line(page, "Maria").getByText("sur la tablette du formateur").waitFor();
  await line(page, "Maria").getByRole("img", { name: "Signature de Maria" }).waitFor();

  await fabienne.follow("Valider la feuille");
  await draw(page);
  await fabienne.follow("Signer et valider");
  await page.getByText("Feuille validée par").waitFor();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Feuille validée en PDF" }).click();
  assert.match((await coming).suggestedFilename(), /^emargement-.*\.pdf$/);

  // Her step is done.
  await phone.goto(courses[0] ?? "");
  await phone.locator("main li", { hasText: "banc d’essai" }).getByText("Terminée").waitFor();
});

test("attendance by keyboard: opened again, corrected, said, signed in writing and vouched for", async () => {
  const page = await open();
  const fabienne = await keyboard(page);
  await toSheet(fabienne);
  await fabienne.follow("Rouvrir la feuille");
  await fabienne.check("Une information est arrivée");
  await fabienne.follow("Rouvrir la feuille");
  await fabienne.follow("Corriger pour Maria Le Goff");
  await fabienne.check("Quelqu’un a signé");
  await fabienne.follow("Retirer ce qui est noté");
  await fabienne.follow("Noter pour Maria Le Goff");
  await fabienne.check("N’était pas là");
  await fabienne.choose("raison", "Transport");
  await fabienne.follow("Enregistrer");
  await line(page, "Maria").getByText("transport").waitFor();
  await fabienne.follow("Retard ou départ pour Monique Le Goff");
  await fabienne.fill("arrivee", "09:20");
  await fabienne.follow("Enregistrer");
  await line(page, "Monique").getByText("Arrivée à 9").waitFor();
  await page.getByText("signature d’une autre personne").waitFor();
  await fabienne.follow("Valider la feuille");
  await fabienne.fill("nom", "Fabienne Morvan");
  await fabienne.follow("Signer et valider");
  await page.getByText("Feuille validée par").waitFor();
  fabienne.done();
});

// The administrator corrects a text of the library, then goes back to what it was: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** What the page says, in one line. @param {Hands} hands */
const said = async (hands) => (await hands.page.locator("main").innerText()).replace(/\s+/gu, " ");

/** @param {() => Promise<Hands>} sit @param {string} title */
async function corrects(sit, title) {
  const office = await sit();
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await office.follow("Bibliothèque");
  await office.follow("Ajouter une ressource");
  await office.follow("Consigne");
  await office.fill("titre", title);
  await office.fill("minutes", "10");
  await office.fill("texte", "Photographiez votre atelier.");
  await office.follow("Ajouter la ressource");
  await office.fill("texte", "Photographiez vos mains au travail.");
  await office.follow("Mettre en ligne cette version");
  assert.match(await said(office), /Version 2.+Photographiez vos mains au travail.+En ligne.+Version 1/u);
  await office.follow("Revenir à la version 1");
  await office.follow("Remettre la version 1 en ligne");
  await office.page.getByRole("status").filter({ hasText: "La version 1 est de nouveau en ligne." }).waitFor();
  assert.match(await said(office), /Version 3, reprise de la version 1 Photographiez votre atelier/u);
  assert.equal(await office.page.locator("main textarea[name=texte]").inputValue(), "Photographiez votre atelier.");
  office.done();
}

test("library: a text is corrected, and its earlier version comes back", () =>
  corrects(async () => mouse(await open()), "Photographier l’atelier"));

test("library by keyboard: a text is corrected, and its earlier version comes back", () =>
  corrects(async () => keyboard(await open()), "Photographier encore l’atelier"));

// The editor of courses in a browser: steps dragged to their place, forms that save themselves, a text written with
// its marks in sight. What is dragged by mouse has its arrows for the keyboard, in other journeys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { field, fill, follow } from "../lib/acts.mjs";
import { leads } from "../lib/browser.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";

const { open } = await stage();

/** @typedef {import("playwright-core").Page} Page */

/** A course of one's own: two parts, three steps in the first. @param {Page} page @param {string} title */
async function course(page, title) {
  await enter(mouse(page), SIGN_INS.administrator, PASSWORD);
  await follow(page, "Parcours");
  await follow(page, "Créer un parcours");
  await fill(page, { titre: title });
  await follow(page, "Créer le parcours");
  for (const part of ["Au début", "À la fin"]) {
    await follow(page, "Ajouter une partie");
    await fill(page, { titre: part });
    await follow(page, "Ajouter la partie");
  }
  for (const step of ["Un", "Deux", "Trois"]) {
    await follow(page, "Ajouter une étape");
    await fill(page, { titre: step, minutes: "10" });
    await follow(page, "Ajouter l’étape");
  }
  return page.url();
}

/** Parts and their steps, as they stand. @param {Page} page */
const order = (page) =>
  page.locator("[data-part]").evaluateAll((parts) =>
    parts.map((part) => [part.querySelector("h2")?.textContent ?? "", ...[...part.querySelectorAll("tr[id] th a")].map((step) => step.textContent ?? "")]),
  );

/**
 * As a hand does it: takes hold, goes there, moves a little until what is seen is what is wanted, lets go.
 * @param {Page} page
 * @param {string} what
 * @param {string} where
 * @param {string[][]} wanted the order, as it then stands
 */
async function drag(page, what, where, wanted) {
  await page.locator(what).hover();
  await page.mouse.down();
  const to = page.locator(where);
  await to.scrollIntoViewIfNeeded();
  const box = await to.boundingBox();
  assert.ok(box, `${where} is there`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  let nth = 0;
  await until(async () => {
    await page.mouse.move(x, y + (nth++ % 3));
    return isDeepStrictEqual(await order(page), wanted);
  }, "it is where it was dragged");
  await leads(page, () => page.mouse.up());
  assert.deepEqual(await order(page), wanted);
}

test("editor: steps are dragged to their place", async () => {
  const page = await open();
  await course(page, "Mettre de l’ordre");
  const row = (/** @type {string} */ step) => `tr:has(th a:text-is("${step}"))`;
  await drag(page, `${row("Trois")} [data-grip]`, `${row("Un")} th`, [["Au début", "Trois", "Un", "Deux"], ["À la fin"]]);
  await page.getByRole("status").filter({ hasText: "L’ordre est enregistré" }).waitFor();
  await drag(page, `${row("Un")} [data-grip]`, "[data-empty]", [["Au début", "Trois", "Deux"], ["À la fin", "Un"]]);
  await page.reload();
  assert.deepEqual(await order(page), [["Au début", "Trois", "Deux"], ["À la fin", "Un"]]);
});

/** @param {import("../lib/hands.mjs").Hands} hands @param {string} address */
async function savesItself(hands, address) {
  const { page } = hands;
  await page.goto(address);
  await hands.follow("Modifier la présentation");
  await hands.fill("resume", "Une heure pour bien commencer.");
  await page.locator("[data-said]", { hasText: /Enregistré à \d+\sh\s\d+/u }).waitFor();
  await page.reload();
  assert.equal(await field(page, "resume").inputValue(), "Une heure pour bien commencer.");
  // What can't be saved yet is said, and stays typed; nothing of it is kept.
  await hands.fill("titre", "");
  await page.locator("[data-said]", { hasText: "Pas encore enregistré. Titre" }).waitFor();
  await hands.fill("titre", "Bien commencer");
  await page.locator("[data-said]", { hasText: /Enregistré à/u }).waitFor();
  // Its own saves don't make it stale; the button saves and leads on.
  await hands.fill("resume", "Deux heures.");
  await hands.follow("Enregistrer");
  await page.locator("main", { hasText: "Deux heures." }).waitFor();
  assert.equal(await page.locator("h1").innerText(), "Bien commencer");
}

test("editor: a form saves itself, and never over somebody else", async () => {
  const page = await open();
  const address = await course(page, "Enregistrer tout seul");
  await savesItself(mouse(page), address);
  const other = await open();
  await enter(mouse(other), SIGN_INS.administrator, PASSWORD);
  for (const one of [page, other]) {
    await one.goto(address);
    await follow(one, "Modifier la présentation");
  }
  await fill(page, { resume: "De la première." });
  await page.locator("[data-said]", { hasText: /Enregistré à/u }).waitFor();
  await fill(other, { resume: "De la seconde." });
  await other.locator("[data-said]", { hasText: "Quelqu’un d’autre a modifié ce parcours" }).waitFor();
  await page.reload();
  assert.equal(await field(page, "resume").inputValue(), "De la première.");
});

test("editor by keyboard: a form saves itself", async () => {
  const address = await course(await open(), "Enregistrer au clavier");
  const hands = await keyboard(await open());
  await enter(hands, SIGN_INS.administrator, PASSWORD);
  await savesItself(hands, address);
  hands.done();
});

/** @param {import("../lib/hands.mjs").Hands} hands @param {string} title */
async function writes(hands, title) {
  const { page } = hands;
  await enter(hands, SIGN_INS.administrator, PASSWORD);
  await hands.follow("Bibliothèque");
  await hands.follow("Ajouter une ressource");
  await hands.follow("Page");
  await hands.fill("titre", title);
  await hands.fill("minutes", "5");
  await hands.fill("texte", "# Avant la photo\n- nettoyer l’objectif\nouvrir les volets\n\nJamais **de flash**, ");
  await page.keyboard.press("Control+I");
  await page.keyboard.type("ou presque");
  await page.keyboard.press("Control+I");
  await page.keyboard.type(". Un *grand* merci.");
  await hands.follow("Ajouter la ressource");
  const preview = page.locator("section", { has: page.locator("#apercu") }).locator(".prose");
  const shown = (await preview.innerHTML()).replaceAll("\u202f", " ");
  assert.equal(
    shown,
    "<h2>Avant la photo</h2><ul><li>nettoyer l’objectif</li><li>ouvrir les volets</li></ul><p>Jamais **de flash**, <em>ou presque</em>. Un *grand* merci.</p>",
  );
  // What was read is what is edited; untouched, it is sent as it was.
  const before = await page.locator("main textarea[name=texte]").inputValue();
  assert.equal(await page.locator("#texte[contenteditable] h2").innerText(), "Avant la photo");
  await hands.fill("texte", "Tout autre chose.");
  await hands.follow("Mettre en ligne cette version");
  assert.notEqual(await page.locator("main textarea[name=texte]").inputValue(), before);
  await hands.follow("Revenir à la version 1");
  await hands.follow("Remettre la version 1 en ligne");
  assert.equal(await page.locator("main textarea[name=texte]").inputValue(), before);
  hands.done();
}

test("editor: a text is written with its marks in sight", async () => {
  await writes(mouse(await open()), "Préparer la photo");
});

test("editor by keyboard: a text is written with its marks in sight", async () => {
  await writes(await keyboard(await open()), "Préparer la vitrine");
});

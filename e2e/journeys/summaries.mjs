// A page is written and sums up a step that ends as soon as it is opened; whoever learns finds it in « Mes fiches », reads
// it, searches it and takes it away as a PDF: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** Writes a page; its last word is bold. @param {Hands} office @param {string} title @param {string} text @param {string} [bold] */
async function writes(office, title, text, bold = "") {
  await office.follow("Bibliothèque");
  await office.follow("Ajouter une ressource");
  await office.follow("Page");
  await office.fill("titre", title);
  await office.fill("minutes", "5");
  await office.fill("texte", text);
  if (bold) {
    await office.page.keyboard.press("Control+B");
    await office.page.keyboard.type(bold);
  }
  await office.follow("Ajouter la ressource");
  await office.page.locator("main h1", { hasText: title }).waitFor();
}

/** Chooses what a list offers, by the beginning of its words. @param {Hands} office @param {string} name @param {string} words */
async function takes(office, name, words) {
  const option = await field(office.page, name).locator("option", { hasText: words }).first().textContent();
  await office.choose(name, option ?? "");
}

/** The first step of the first course opens one page, ends by that, and is summed up by the other. @param {Hands} office @param {string} read @param {string} sheet */
async function puts(office, read, sheet) {
  const { page } = office;
  await office.follow("Parcours");
  await page.locator("main table a").first().waitFor();
  await office.follow((await page.locator("main table a").first().innerText()).trim());
  const free = page.locator("main tr").filter({ has: page.locator('a[href*="/etape?etape="]'), hasNot: page.locator('a[href^="/bibliotheque/"]') });
  const href = (await free.first().locator('a[href*="/etape?etape="]').first().getAttribute("href")) ?? "";
  await page.goto(new URL(href, page.url()).href);
  await takes(office, "ressource", read);
  await takes(office, "fin", "dès qu’elle est ouverte");
  await takes(office, "fiche", sheet);
  await office.fill("jour", "3");
  await office.follow("Enregistrer");
  await page.locator("main tr", { hasText: "Se termine dès qu’elle est ouverte" }).first().waitFor();
  return /etape=([0-9a-f-]+)/.exec(href)?.[1] ?? "";
}

/** @param {(page: import("playwright-core").Page) => Promise<Hands> | Hands} hands @param {string} number @param {string} given */
async function keeps(hands, number, given) {
  const office = await hands(await open());
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await writes(office, `À lire ${number}`, "Un texte ", "court");
  await writes(office, `Fiche ${number}`, "# À retenir\n- répondre sous trois jours\nciter un détail");
  const step = await puts(office, `À lire ${number}`, `Fiche ${number}`);
  office.done();

  const page = await open();
  const course = await learner(site, await open(), page, given);
  await page.goto(course);
  const line = page.locator("main li", { has: page.locator(`a[href$="/etapes/${step}"]`) });
  await line.getByText(/Pour le /u).waitFor();
  const monique = await hands(page);
  await page.goto(`${course}/etapes/${step}`);
  await page.locator("main strong", { hasText: "court" }).waitFor();
  await page.locator("main", { hasText: "Étape terminée" }).waitFor();
  await monique.follow("Mes fiches");
  await monique.follow(`Fiche ${number}`);
  await page.locator("main h2", { hasText: "À retenir" }).waitFor();
  assert.equal(await page.locator("main li", { hasText: "citer un détail" }).count(), 1);
  await monique.follow("Mes fiches");
  await monique.fill("q", "trois jours");
  await monique.follow("Chercher");
  await page.locator("main a", { hasText: `Fiche ${number}` }).waitFor();
  const link = page.getByRole("link", { name: "Tout télécharger en PDF" });
  const printed = await page.request.get(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
  assert.equal(printed.headers()["content-type"], "application/pdf");
  assert.equal((await printed.body()).subarray(0, 5).toString(), "%PDF-");
  monique.done();
}

test("summary sheets: a page sums up a step, and whoever learns keeps it", async () => {
  await keeps(mouse, "un", "Monique");
});

test("summary sheets by keyboard: a page sums up a step, and whoever learns keeps it", async () => {
  await keeps(keyboard, "deux", "Maria");
});

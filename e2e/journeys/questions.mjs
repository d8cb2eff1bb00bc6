// An author writes a question and sees it as learners will, brings others from a file, and takes them out again: by mouse,
// then by keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

const GIFT = "::Le bon cadrage:: Que garder dans le cadre ? {=Le geste ~Le sol de l’atelier}\n\n::Sans réponse:: Rien de juste. {~a ~b}\n";

/** An image of one pixel. */
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==", "base64");

/** @param {() => Promise<Hands>} sit @param {string} title */
async function writes(sit, title) {
  const office = await sit();
  const { page } = office;
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await office.follow("Questions");
  await office.follow("Écrire une question");
  await office.follow("Choix unique");
  await office.fill("titre", title);
  await office.fill("enonce", "Quand publier la photo du jour ?");
  await office.fill("texte-0", "Quand vos clients sont en ligne");
  await office.check("Bonne réponse");
  await office.fill("texte-1", "Au milieu de la nuit");
  const preview = page.locator("#apercu");
  await preview.getByLabel("Au milieu de la nuit").waitFor();
  await preview.getByText("Quand publier la photo du jour").waitFor();
  await office.follow("Enregistrer");
  await page.getByRole("status").filter({ hasText: "La question est dans la banque." }).waitFor();
  assert.equal(await page.locator("#texte-1").inputValue(), "Au milieu de la nuit");
  office.done();
}

test("questions: an author writes a question and sees it as learners will", () => writes(async () => mouse(await open()), "Le bon moment"));

test("questions by keyboard: an author writes a question and sees it as learners will", () =>
  writes(async () => keyboard(await open()), "Le moment juste"));

test("questions: a file brings what it can, and the list leaves as a file", async () => {
  const office = mouse(await open());
  const { page } = office;
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await office.follow("Questions");
  await office.follow("Importer des questions");
  await office.send("fichier", { name: "cadrage.txt", mimeType: "text/plain", buffer: Buffer.from(GIFT) });
  await office.follow("Lire les questions");
  await page.getByRole("row", { name: /Sans réponse/u }).getByText("Refusée").waitFor();
  await office.follow("Importer cette question");
  await page.getByRole("status").filter({ hasText: "La question est dans la banque." }).waitFor();
  await office.fill("q", "cadrage");
  await office.follow("Chercher");
  await office.follow("Exporter cette liste");
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger le fichier Moodle XML" }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  assert.match(text, /Le bon cadrage/u);
  assert.ok(!text.includes("Le bon moment"), "only what the list shows");
  office.done();
});

test("questions: an image goes in the words, and stays with the question", async () => {
  const office = mouse(await open());
  const { page } = office;
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await page.goto("/questions/nouvelle?type=true_false");
  await office.fill("titre", "Le four en photo");
  await office.fill("enonce", "Ce four est à sole.");
  await page.getByText("Mettre une image dans le texte").click();
  await office.send("illustration", { name: "four.png", mimeType: "image/png", buffer: DOT });
  await office.fill("illustration-description", "Un four, porte ouverte");
  await office.follow("Ajouter l’image");
  assert.match(await page.locator("textarea[name=enonce]").inputValue(), /!\[Un four, porte ouverte\]\(image-1\.png\)/u);
  await office.check("Vraie");
  await office.follow("Enregistrer");
  await page.getByRole("status").filter({ hasText: "La question est dans la banque." }).waitFor();
  await page.locator("#apercu").getByAltText("Un four, porte ouverte").waitFor();
  office.done();
});

// Notes at places of the pages of a PDF: shown with the pointer, or written by keyboard alone; read on the pages, and as a list where
// no script runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, sees } from "../lib/acts.mjs";
import { atDesk, handsIn, publishes } from "../lib/handed.mjs";
import { keyboard, mouse } from "../lib/hands.mjs";
import { JBIG2, JPEG_2000, pdf } from "../lib/pdf.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** Three pages: red, green, blue. */
const FILE = { name: "Fiche.pdf", mimeType: "application/pdf", buffer: pdf([[1, 0, 0], [0, 0.5, 0], [0, 0, 1]]) };

/** The colour in the middle of the page that is drawn. @param {Locator} canvas */
const colour = (canvas) =>
  canvas.evaluate((one) => {
    if (!(one instanceof HTMLCanvasElement)) return "";
    const dots = one.getContext("2d")?.getImageData(one.width / 2, one.height / 2, 1, 1).data;
    return [...(dots ?? [])].slice(0, 3).join(" ");
  });

/** Until a page is drawn. @param {Page} page @param {number} number */
const drawn = (page, number) => page.locator(`canvas[aria-label="Page ${number} de Fiche.pdf"]`).waitFor();

test("notes on a PDF: shown with the pointer on its pages, read there", async () => {
  const page = await open();
  await handsIn(site, { rene: await open(), page }, "Josiane", { text: "Ma fiche est jointe.", file: FILE });
  const fabienne = mouse(await open());
  await atDesk(fabienne, "Josiane");
  const desk = fabienne.page;
  await desk.locator("summary", { hasText: "Annoter Fiche.pdf" }).click();
  await drawn(desk, 1);
  const sheet = desk.locator("[data-sheet]");
  assert.equal(await colour(sheet.locator("canvas")), "255 0 0");
  await sees(desk, "Page 1 sur 3");
  await desk.getByRole("button", { name: "Page suivante de Fiche.pdf" }).click();
  await drawn(desk, 2);
  assert.equal(await colour(sheet.locator("canvas")), "0 128 0");
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  assert.ok(box, "the page is shown");
  await sheet.click({ position: { x: box.width * 0.9, y: box.height * 0.1 } });
  await desk.keyboard.type("Le prix n’est pas lisible.");
  assert.equal(await sheet.locator("svg circle").count(), 1, "the note shows where it stands");
  // A second one, on the last page: its own note.
  await desk.getByRole("button", { name: "Page suivante de Fiche.pdf" }).click();
  await drawn(desk, 3);
  assert.equal(await sheet.locator("svg circle").count(), 0, "the note of another page isn't here");
  await sheet.click({ position: { x: box.width * 0.5, y: box.height * 0.5 } });
  await desk.keyboard.type("Bien centré.");
  assert.equal(await sheet.locator("svg text").textContent(), "2");
  await publishes(fabienne);

  await page.goto("/");
  await follow(page, "Lire la correction");
  await sees(page, "Le prix n’est pas lisible.");
  await sees(page, "En haut à droite");
  await page.getByRole("button", { name: "Voir où elles sont dans Fiche.pdf" }).click();
  await drawn(page, 2);
  assert.equal(await page.locator(".marks text").textContent(), "1");
  await page.getByRole("button", { name: "Page suivante de Fiche.pdf" }).click();
  await drawn(page, 3);
  assert.equal(await page.locator(".marks text").textContent(), "2");

  // The same list, without any script.
  const address = page.url();
  const plain = await page.context().browser()?.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  assert.ok(plain, "a browser without scripts");
  const bare = await plain.newPage();
  await bare.goto(address);
  for (const words of ["Le prix n’est pas lisible.", "Page 2", "En haut à droite", "Bien centré.", "Page 3", "Au milieu"]) await sees(bare, words);
  assert.equal(await bare.getByRole("button", { name: "Voir où elles sont" }).count(), 0, "nothing that can't be pressed");
  await plain.close();
});

test("notes on a PDF by keyboard: a page is named, the page is turned to, its learner finds it with keys", async () => {
  const page = await open();
  const nolwenn = await handsIn(site, { rene: await open(), page }, "Nolwenn", { text: "Ma fiche est jointe.", file: FILE }, keyboard);
  const fabienne = await keyboard(await open());
  await atDesk(fabienne, "Nolwenn");
  await fabienne.unfold("Annoter Fiche.pdf");
  await drawn(fabienne.page, 1);
  for (const [name, words] of [["note-texte", "La dernière page est vide."], ["note-page", "3"], ["note-gauche", "50"], ["note-haut", "95"]]) await fabienne.fill(name ?? "", words ?? "");
  await drawn(fabienne.page, 3);
  assert.equal(await fabienne.page.locator("[data-sheet] svg circle").count(), 1, "the number follows what is typed");
  await publishes(fabienne);
  fabienne.done();

  await page.goto("/");
  await nolwenn.follow("Lire la correction");
  await nolwenn.press("Voir où elles sont dans Fiche.pdf");
  await drawn(page, 3);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Page précédente de Fiche.pdf", "the focus is in what was shown");
  await page.keyboard.press("Enter");
  await drawn(page, 2);
  assert.equal(await page.locator(".marks text").count(), 0);
  nolwenn.done();
});

test("a file that is no PDF says so, and takes nothing away", async () => {
  const page = await open();
  await handsIn(site, { rene: await open(), page }, "Maëlle", { text: "Ma fiche est jointe.", file: { ...FILE, buffer: Buffer.from("%PDF-1.7 rien de plus") } });
  const fabienne = mouse(await open());
  await atDesk(fabienne, "Maëlle");
  await fabienne.page.locator("summary", { hasText: "Annoter Fiche.pdf" }).click();
  await sees(fabienne.page, "n’ont pas pu être affichées ici");
  await fabienne.fill("note-texte", "Votre fichier ne s’ouvre pas.");
  await publishes(fabienne);
});

test("a PDF of a scanner: its images are drawn, and one that can't be is told", async () => {
  const page = await open();
  const broken = { ...JBIG2, bytes: Buffer.from("rien d’une image") };
  const scan = { ...FILE, buffer: pdf([JPEG_2000, JBIG2, broken]) };
  await handsIn(site, { rene: await open(), page }, "Solenn", { text: "Ma fiche est jointe.", file: scan });
  const fabienne = mouse(await open());
  await atDesk(fabienne, "Solenn");
  const desk = fabienne.page;
  await desk.locator("summary", { hasText: "Annoter Fiche.pdf" }).click();
  const lacks = desk.getByText("Une image de cette page n’a pas pu être affichée ici");
  const next = desk.getByRole("button", { name: "Page suivante de Fiche.pdf" });
  for (const [number, expected, told] of /** @type {[number, string, boolean][]} */ ([[1, "200 30 30", false], [2, "0 0 0", false], [3, "255 255 255", true]])) {
    await drawn(desk, number);
    assert.equal(await colour(desk.locator("[data-sheet] canvas")), expected, `page ${number}`);
    assert.equal(await lacks.isVisible(), told, `page ${number}`);
    if (number < 3) await next.click();
  }
  await desk.getByRole("button", { name: "Page précédente de Fiche.pdf" }).click();
  await drawn(desk, 2);
  assert.ok(!(await lacks.isVisible()), "it was of the other page");
});

test("a PDF whose pages can't be fetched is asked for again", async () => {
  const page = await open();
  await handsIn(site, { rene: await open(), page }, "Enora", { text: "Ma fiche est jointe.", file: FILE });
  const fabienne = await keyboard(await open());
  await atDesk(fabienne, "Enora");
  const desk = fabienne.page;
  const file = /\/corrections\/[0-9a-f-]+\/pieces\//u;
  await desk.route(file, (route) => route.fulfill({ status: 200, contentType: "application/pdf", body: "rien" }));
  await fabienne.unfold("Annoter Fiche.pdf");
  await sees(desk, "n’ont pas pu être affichées ici");
  await desk.unroute(file);
  const again = "Réessayer d’afficher Fiche.pdf";
  await fabienne.press(again);
  await drawn(desk, 1);
  assert.equal(await colour(desk.locator("[data-sheet] canvas")), "255 0 0");
  assert.ok(!(await desk.getByRole("button", { name: again }).isVisible()), "nothing is to be tried again");
  await desk.keyboard.press("Tab");
  assert.equal(await desk.evaluate(() => document.activeElement?.textContent), "Page précédente de Fiche.pdf", "the focus is in what was shown");
  fabienne.done();
});

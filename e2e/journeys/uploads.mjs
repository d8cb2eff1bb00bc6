// A big file leaves before its form, piece by piece: cut, suspended, left and chosen again, it goes on from where it was; a
// form that is refused finds it again. By mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { field } from "../lib/acts.mjs";
import { launch, openPage } from "../lib/browser.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { own, QUIET } from "../lib/own.mjs";
import { PASSWORD, SIGN_INS, startSite } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";

const [browser, site] = await Promise.all([launch(), startSite()]);
after(async () => {
  await browser.close();
  await site.stop();
});

const MIB = 1024 * 1024;

/** A module too big to go with its form. @param {string} name @param {number} [mib] */
const big = (name, mib = 5) => ({ ...own([`${QUIET}<!-- ${" ".repeat(mib * MIB)} -->`]), name });

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {Hands} office */
async function atTheForm(office) {
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await office.follow("Bibliothèque");
  await office.follow("Ajouter une ressource");
  await office.follow("Module SCORM");
}

/** @param {Hands} office @param {string} title */
async function isThere(office, title) {
  await office.page.getByRole("status").filter({ hasText: `«\u202f${title}\u202f» est dans la bibliothèque` }).waitFor();
}

const said = (/** @type {Hands} */ office, /** @type {string} */ words) => office.page.locator(".sending [role=status]", { hasText: words }).waitFor();

test("uploads: a big file is cut, suspended, left, and goes on from where it was", async () => {
  const { context, page } = await openPage(browser, site.url);
  const office = mouse(page);
  await atTheForm(office);
  /** @type {number[]} */
  const offsets = [];
  let pieces = 0;
  await context.route("**/envois/*", async (route) => {
    const request = route.request();
    if (request.method() !== "PATCH") return route.continue();
    offsets.push(Number(request.headers()["upload-offset"]));
    pieces += 1;
    // The second is lost on its way, the third never ends: somebody suspends it.
    if (pieces === 2) return route.abort("connectionreset");
    if (pieces === 3) return;
    return route.continue();
  });
  // On disk: a browser knows a file again by its date.
  const folder = await mkdtemp(join(tmpdir(), "e2e-upload-"));
  after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "photo.zip");
  await writeFile(file, big("photo.zip", 9).buffer);
  await field(page, "paquet").setInputFiles(file);
  await until(async () => pieces === 3, "a lost piece is sent again");
  await page.getByRole("button", { name: "Suspendre" }).click();
  await said(office, "Envoi suspendu");
  assert.deepEqual(offsets.slice(0, 3), [0, 8 * MIB, 8 * MIB], "what came is not sent twice");
  await page.getByRole("button", { name: "Reprendre" }).waitFor();
  // The page is left; the same file goes on.
  await page.reload();
  await field(page, "paquet").setInputFiles(file);
  await until(async () => pieces >= 4, "it goes on");
  assert.equal(offsets[3], 8 * MIB);
  await said(office, "Le fichier est arrivé");
  // A form that is refused finds it again.
  await office.fill("titre", "Photographier de près");
  await office.follow("Ajouter la ressource");
  await page.locator(".error-summary", { hasText: "Durée estimée" }).waitFor();
  await said(office, "Le fichier est arrivé");
  await office.fill("minutes", "20");
  const before = pieces;
  await office.follow("Ajouter la ressource");
  await isThere(office, "Photographier de près");
  assert.equal(pieces, before, "nothing was sent again");
  await context.close();
});

test("uploads: the form waits for its file and leaves by itself; a file is taken out again", async () => {
  const { context, page } = await openPage(browser, site.url);
  const office = mouse(page);
  await atTheForm(office);
  await office.fill("titre", "Photographier de loin");
  await office.fill("minutes", "20");
  await office.send("paquet", big("autre.zip"));
  await page.getByRole("button", { name: "Retirer ce fichier" }).click();
  await page.locator(".sending").waitFor({ state: "hidden" });
  assert.equal(await field(page, "paquet").inputValue(), "");
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((done) => (release = () => done(undefined)));
  await context.route("**/envois/*", async (route) => {
    await held;
    return route.continue();
  });
  await office.send("paquet", big("loin.zip"));
  await page.locator("main form button.primary").click();
  await said(office, "Le formulaire partira");
  release();
  await isThere(office, "Photographier de loin");
  await context.close();
});

test("uploads by keyboard: a big file leaves before its form", async () => {
  const { context, page, problems } = await openPage(browser, site.url);
  const office = await keyboard(page);
  await atTheForm(office);
  await office.fill("titre", "Photographier la nuit");
  await office.fill("minutes", "20");
  await office.send("paquet", big("nuit.zip"));
  await said(office, "Le fichier est arrivé");
  await office.follow("Ajouter la ressource");
  await isThere(office, "Photographier la nuit");
  office.done();
  assert.deepEqual(problems, []);
  await context.close();
});

test("uploads: several files at once, one of which is no document", async () => {
  const { context, page } = await openPage(browser, site.url);
  const office = mouse(page);
  await enter(office, SIGN_INS.administrator, PASSWORD);
  await office.follow("Bibliothèque");
  await office.follow("Ajouter une ressource");
  await office.follow("Ajouter plusieurs fichiers à la fois");
  const text = (/** @type {string} */ name, /** @type {string} */ body) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(body) });
  await field(page, "fichiers").setInputFiles([
    { ...own([QUIET]), name: "prendre_une_photo.zip" },
    text("mode_d_emploi.pdf", "%PDF-1.4 essai"),
    text("devis.docx", "rien de bon"),
  ]);
  await until(async () => (await page.locator(".sending [role=status]", { hasText: "est arrivé" }).count()) === 3, "all arrive");
  await office.fill("minutes", "10");
  await office.follow("Ajouter les ressources");
  await page.locator(".error-summary", { hasText: "devis.docx" }).waitFor();
  // What had arrived is still there; the one that was refused is taken out.
  await until(async () => (await page.locator(".sending").count()) === 3, "all are found again");
  await page.getByRole("button", { name: "Retirer ce fichier (devis.docx)" }).click();
  await office.follow("Ajouter les ressources");
  await page.getByRole("status").filter({ hasText: "2 ressources sont dans la bibliothèque" }).waitFor();
  for (const title of ["Prendre une photo", "Mode d emploi"]) await page.getByRole("link", { name: title }).waitFor();
  await context.close();
});

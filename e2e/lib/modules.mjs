// Packages: the administrator adds one and puts it in a step; a learner comes in and opens that step.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { activate, activationLink, enrol, field, fill, follow, openSession, signIn } from "./acts.mjs";
import { SIGN_INS } from "./server.mjs";

/** @typedef {import("playwright-core").Page} Page */

const samples = join(fileURLToPath(import.meta.url), "..", "..", "..", "..", "shared", "data", "packages");

/** Where a sample package is; null, with a notice, when this machine has none. @param {string} name */
export function sample(name) {
  const path = join(samples, name);
  if (existsSync(path)) return path;
  console.log(`notice: ${path} is absent, its journey is not played`);
  return null;
}

/**
 * Adds a package to the library and puts it in the first step of the course that holds none, otherwise in the very first.
 * @param {Page} page signed in as the administrator
 * @param {string} title
 * @param {string | {name: string, mimeType: string, buffer: Buffer}} file
 * @returns {Promise<string>} the step's identifier
 */
export async function putInCourse(page, title, file) {
  await page.goto("/bibliotheque/nouvelle?sorte=scorm");
  await fill(page, { titre: title, minutes: "15" });
  await page.locator("main input[type=file][name=paquet]").setInputFiles(file);
  await follow(page, "Ajouter la ressource");
  const item = /\/bibliotheque\/([0-9a-f-]{36})$/.exec(page.url())?.[1];
  assert.ok(item, `the package is taken: ${await page.locator("main").innerText()}`);
  await page.goto("/parcours");
  await page.locator("main table a").first().click();
  const steps = page.locator("main tr").filter({ has: page.locator('a[href*="/etape?etape="]') });
  const free = steps.filter({ hasNot: page.locator('a[href^="/bibliotheque/"]') });
  const row = (await free.count()) > 0 ? free : steps;
  const link = row.locator('a[href*="/etape?etape="]').first();
  const step = /etape=([0-9a-f-]+)/.exec((await link.getAttribute("href")) ?? "")?.[1];
  assert.ok(step, "a step to hold the package");
  await link.click();
  await field(page, "ressource").selectOption(item);
  await page.locator("main form button.primary").click();
  await page.waitForURL(/\/parcours\/[0-9a-f-]+$/);
  return step;
}

/**
 * René enrols someone who activates their account.
 * @param {import("./server.mjs").Site} site
 * @param {Page} rene
 * @param {Page} page the learner's
 * @param {string} given
 * @returns {Promise<string>} the path of their course
 */
export async function learner(site, rene, page, given) {
  const courriel = `${given.toLowerCase()}@exemple.fr`;
  await signIn(rene, SIGN_INS.manager);
  await openSession(rene);
  await enrol(rene, { prenom: given, nom: "Le Goff", courriel });
  await activate(page, await activationLink(site, courriel));
  const link = await page.locator('a[href^="/mes-parcours/"]').first().getAttribute("href");
  const path = /^\/mes-parcours\/[0-9a-f-]+/.exec(link ?? "")?.[0];
  assert.ok(path, `the home leads to the course: ${link}`);
  return path;
}

/** The module's own frame: inside the shell, inside the page. @param {Page} page */
export const inside = (page) => page.frameLocator("iframe.module").frameLocator("iframe");

/**
 * Waits until the page says that all is saved, by the server's word: all that the module has said by now, of which the page hears
 * a moment after the shell, which keeps it until it is acknowledged.
 * @param {Page} page
 */
export async function saved(page) {
  const shell = page.frames().find((one) => one.url().endsWith("/__lecteur/"));
  await shell?.waitForFunction(() => {
    try {
      return Object.keys(localStorage).every((key) => !key.startsWith("sortie:"));
    } catch {
      return true; // Storage is refused there: the page's word is all there is.
    }
  });
  await page.locator('#etat[data-state="saved"]').filter({ hasText: "Enregistré" }).waitFor();
}

/** Waits until the module is open: what says nothing, like a plain document, has nothing to save. @param {Page} page */
export const opened = (page) => page.locator('#etat[data-state="open"], #etat[data-state="saved"]').waitFor();

/** What the learner's course says of a step. @param {Page} page @param {string} course @param {string} step */
export async function told(page, course, step) {
  await page.goto(course);
  const line = page.locator("main li", { has: page.locator(`a[href$="/etapes/${step}"]`) });
  return line.last().innerText();
}

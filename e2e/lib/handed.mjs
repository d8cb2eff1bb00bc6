// A case study handed in with a file by a learner, then on the desk of who corrects it.

import { field, follow, sees } from "./acts.mjs";
import { enter } from "./hands.mjs";
import { learner } from "./modules.mjs";
import { PASSWORD, SIGN_INS } from "./server.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./hands.mjs").Hands} Hands */

/** The case study of the course of the demonstration. */
export const STUDY = "Trois publications pour mon atelier";

/**
 * A learner is enrolled, comes in and hands it in.
 * @param {import("./server.mjs").Site} site
 * @param {{rene: Page, page: Page}} pages of who enrols, of who learns
 * @param {string} given
 * @param {{text: string, file: import("./hands.mjs").Upload}} work
 */
export async function handsIn(site, { rene, page }, given, { text, file }) {
  const course = await learner(site, rene, page, given);
  await page.goto(course);
  await follow(page, STUDY);
  await field(page, "texte").fill(text);
  await page.locator("summary", { hasText: "Joindre des documents ou des images" }).click();
  await field(page, "fichiers").setInputFiles(file);
  await follow(page, "Relire et rendre");
  await follow(page, "Rendre mon travail");
  await sees(page, "Votre travail est rendu.");
}

/** The tutor, on the work of a learner. @param {Hands} fabienne @param {string} given */
export async function atDesk(fabienne, given) {
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await fabienne.follow("Corrections");
  await fabienne.follow(`${given} Le Goff`);
}

/** @param {Hands} fabienne */
export async function publishes(fabienne) {
  for (const level of ["Chacune arrête le regard", "On le voit de près", "À alléger"]) await fabienne.check(level);
  await fabienne.follow("Publier");
  await sees(fabienne.page, "Correction publiée, l’apprenant est prévenu.");
}

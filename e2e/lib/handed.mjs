// A case study handed in with a file by a learner, then on the desk of who corrects it.

import { sees } from "./acts.mjs";
import { enter, mouse } from "./hands.mjs";
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
 * @param {(page: Page) => Promise<Hands> | Hands} [hands] of who learns
 */
export async function handsIn(site, { rene, page }, given, { text, file }, hands = mouse) {
  const course = await learner(site, rene, page, given);
  const her = await hands(page);
  await page.goto(course);
  await her.follow(STUDY);
  await her.fill("texte", text);
  await her.unfold("Joindre des documents ou des images");
  await her.send("fichiers", file);
  await her.follow("Relire et rendre");
  await her.follow("Rendre mon travail");
  await sees(page, "Votre travail est rendu.");
  return her;
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

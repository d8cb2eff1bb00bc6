// The administrator's part: two resources in two steps of the course, replaced by each case's packages. Learners who had
// begun begin again in the new version, so that nothing of a case but its shared objectives is left for the next.

import assert from "node:assert/strict";
import { follow, signIn } from "../lib/acts.mjs";
import { putInCourse } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {{item: string, step: string}} Shelf a resource, and the step that holds it
 */

/** @param {Buffer} buffer */
const file = (buffer) => ({ name: "paquet.zip", mimeType: "application/zip", buffer });

/** Two shelves, for a case has two packages at most. @param {Page} page @param {Buffer} sample @returns {Promise<Shelf[]>} */
export async function shelves(page, sample) {
  await signIn(page, SIGN_INS.administrator);
  const made = [];
  for (const title of ["Premier paquet", "Second paquet"]) {
    const step = await putInCourse(page, title, file(sample));
    await page.goto("/bibliotheque");
    const item = await page.getByRole("link", { name: title }).first().getAttribute("href");
    assert.ok(item, `${title} is in the library`);
    made.push({ item, step });
  }
  return made;
}

/** Puts a package in the place of the one before. @param {Page} page @param {Shelf} shelf @param {Buffer} archive */
export async function replace(page, shelf, archive) {
  await page.goto(shelf.item);
  await page.locator('main input[name=commence][value="restart"]').check();
  await page.locator("main input[type=file][name=paquet]").setInputFiles(file(archive));
  await follow(page, "Mettre en ligne cette version");
  const main = page.locator("main");
  assert.equal(await main.locator(".error-summary").count(), 0, `the package is taken: ${await main.innerText()}`);
}

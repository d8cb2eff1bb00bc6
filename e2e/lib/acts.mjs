// What people do, with a mouse, said once. Names are those that the pages show.

import assert from "node:assert/strict";
import { leads } from "./browser.mjs";
import { linkIn, mailWith } from "./mailbox.mjs";
import { PASSWORD } from "./server.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("./server.mjs").Site} Site
 * @typedef {{prenom: string, nom: string, courriel: string, telephone?: string, entreprise?: string, metier?: string}} Person
 */

export const COURSE = "Réussir ma stratégie Facebook";
export const LEARNER_PASSWORD = "quatre-levains-sur-la-colline";

/** The field of a form, by its name; a text with its marks in sight has it as its id. @param {Page} page @param {string} name */
export const field = (page, name) => page.locator(`main :is([name="${name}"]:not([type=hidden], [hidden]), #${name}[contenteditable=true])`);

/** The link or the button with this name. @param {Page} page @param {string} name */
export const act = (page, name) =>
  page.getByRole("link", { name, exact: true }).or(page.getByRole("button", { name, exact: true })).filter({ visible: true }).first();

/** Presses a link or a button with this name, and waits for the page it leads to. @param {Page} page @param {string} name */
export const follow = (page, name) => leads(page, () => act(page, name).click());

/** What is in a field gives way; in a text with its marks in sight, signs are typed as they are anywhere. @param {Page} page @param {string} name @param {string} value */
async function put(page, name, value) {
  const where = field(page, name);
  const plain = async () => (await where.getAttribute("contenteditable")) === null;
  if (await plain()) {
    // A script may put a text with its marks in the place of the field that was just found, which then stays out of sight.
    const filled = await where.fill(value, { timeout: 3_000 }).then(() => true, () => false);
    if (filled) return;
    if (await plain()) return where.fill(value);
  }
  await where.click();
  await page.keyboard.press("Control+A");
  return value ? page.keyboard.type(value) : page.keyboard.press("Delete");
}

/** @param {Page} page @param {Record<string, string>} values */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) await put(page, name, value);
}

/** @param {Page} page @param {string} login @param {string} [password] */
export async function signIn(page, login, password = PASSWORD) {
  await page.goto("/connexion");
  await fill(page, { identifiant: login, mot_de_passe: password });
  await follow(page, "Se connecter");
}

/** @param {Page} page @param {string} path */
export const isAt = (page, path) => assert.equal(new URL(page.url()).pathname, path);

/** Waits until words are on the page, and visible. @param {Page} page @param {string | RegExp} words */
export const sees = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();

/** Opens the first session of the list. @param {Page} page @returns {Promise<string>} its path */
export async function openSession(page) {
  await page.goto("/sessions");
  const links = await page.locator("main a").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
  const path = links.find((href) => /^\/sessions\/[0-9a-f-]{36}$/.test(href));
  assert.ok(path, `the list has a session: ${links.join(", ")}`);
  await leads(page, () => page.locator(`main a[href="${path}"]`).first().click());
  return path;
}

/** From the session page on. @param {Page} page @param {Person} person */
export async function enrol(page, person) {
  await follow(page, "Inscrire une personne");
  await fill(page, person);
  await follow(page, "Inscrire");
}

/** The path of the activation link that someone received. @param {Site} site @param {string} address */
export async function activationLink(site, address) {
  return linkIn(await mailWith(site, address, "/activation/"), "/activation/");
}

/** @param {Page} page @param {string} link @param {string} [password] */
export async function activate(page, link, password = LEARNER_PASSWORD) {
  await page.goto(link);
  await fill(page, { mot_de_passe: password, confirmation: password });
  await follow(page, "Activer mon compte");
}

/** The form came back: its summary has the focus, the title says so. @param {Page} page */
export async function isRefused(page) {
  assert.match(await page.title(), /^Erreur/);
  const summary = page.locator("main .error-summary");
  await summary.waitFor();
  assert.ok(await summary.evaluate((el) => el === document.activeElement), "the summary has the focus");
}

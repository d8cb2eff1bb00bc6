// The same first act, by keyboard alone: no mouse, no focus().

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, LEARNER_PASSWORD, activationLink, isAt, isRefused, sees } from "../lib/acts.mjs";
import { Keyboard } from "../lib/keyboard.mjs";
import { leads } from "../lib/browser.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** Enters by the sign-in page. @param {import("playwright-core").Page} page @param {string} login @param {string} password */
async function signIn(page, login, password) {
  const keys = await Keyboard.of(page);
  await page.goto("/connexion");
  await keys.fill("identifiant", login);
  await keys.fill("mot_de_passe", password);
  await keys.follow("Se connecter");
  isAt(page, "/");
  return keys;
}

/** Down the list to the first session, then into it. @param {import("playwright-core").Page} page @param {Keyboard} keys */
async function openSession(page, keys) {
  await keys.follow("Sessions");
  const links = page.locator("main a");
  const paths = await links.evaluateAll((all) => all.map((a) => ({ href: a.getAttribute("href") ?? "", name: a.textContent ?? "" })));
  const first = paths.find(({ href }) => /^\/sessions\/[0-9a-f-]{36}$/.test(href));
  assert.ok(first, "the list has a session");
  await keys.follow(first.name);
  isAt(page, first.href);
  return first.href;
}

test("enrolment by keyboard: René enrols Monique, mends a mistake, and she activates her account", async () => {
  const rene = await open();
  const keys = await signIn(rene, SIGN_INS.manager, PASSWORD);
  const session = await openSession(rene, keys);
  await keys.follow("Inscrire une personne");
  await keys.fill("prenom", "Monique");
  await keys.fill("nom", "Le Goff");
  await keys.fill("courriel", "monique@");
  await leads(rene, () => keys.press("Enter"));

  await isRefused(rene);
  await keys.fill("courriel", "monique.legoff@exemple.fr");
  await keys.follow("Inscrire");
  isAt(rene, session);
  await rene.getByRole("status").filter({ hasText: "Monique" }).waitFor();
  await rene.getByRole("row").filter({ hasText: "Le Goff" }).getByText("Compte pas encore activé").first().waitFor();
  keys.keptHandsOff();

  const monique = await open();
  const hers = await Keyboard.of(monique);
  await monique.goto(await activationLink(site, "monique.legoff@exemple.fr"));
  await hers.fill("mot_de_passe", LEARNER_PASSWORD);
  await hers.fill("confirmation", LEARNER_PASSWORD);
  await hers.follow("Activer mon compte");
  isAt(monique, "/");
  await sees(monique, COURSE);
  hers.keptHandsOff();
});

test("enrolment by keyboard: the account menu opens, closes with Escape, and signs out", async () => {
  const page = await open();
  const keys = await signIn(page, SIGN_INS.manager, PASSWORD);
  const menu = page.locator("#compte");
  const opens = async () => {
    await keys.tabToMatching((focused) => focused.role === "button" && focused.name.startsWith("Mon compte"), "the account menu");
    await keys.press("Space");
    await menu.waitFor({ state: "visible" });
  };
  await opens();
  await keys.press("Escape");
  await menu.waitFor({ state: "hidden" });
  assert.match((await keys.focused())?.name ?? "", /^Mon compte/, "Escape gives the focus back");
  await opens();
  await keys.follow("Se déconnecter");
  isAt(page, "/connexion");
  keys.keptHandsOff();
});

test("enrolment by keyboard: the skip link leads past the header", async () => {
  const page = await open();
  const keys = await signIn(page, SIGN_INS.manager, PASSWORD);
  await keys.tabTo("link", "Aller au contenu");
  await keys.press("Enter");
  await keys.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("main, footer") !== null), "the next stop is past the header");
  keys.keptHandsOff();
});

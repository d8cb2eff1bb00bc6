// René moves a session, then opens the same one each month: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, follow, isRefused, openSession, sees, signIn } from "../lib/acts.mjs";
import { leads } from "../lib/browser.mjs";
import { after } from "../lib/clock.mjs";
import { Keyboard } from "../lib/keyboard.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

/** The page of a session's dates. @param {import("playwright-core").Page} page */
async function dates(page) {
  await signIn(page, SIGN_INS.manager);
  await openSession(page);
  await follow(page, "Changer les dates");
}

test("moving a session: what changes is seen, then written and told", async () => {
  const page = await open();
  await dates(page);
  await follow(page, "Voir ce qui change");
  await isRefused(page);
  const later = after(await field(page, "fin").inputValue(), 7);
  await fill(page, { fin: later });
  await follow(page, "Voir ce qui change");
  await sees(page, "Qui est prévenu");
  await page.getByText("Voir leurs noms").click();
  await follow(page, "Revenir en arrière");
  assert.equal(await field(page, "fin").inputValue(), later);
  await follow(page, "Voir ce qui change");
  await follow(page, "Changer les dates et prévenir");
  await page.getByRole("status").filter({ hasText: "prévenues par e-mail" }).waitFor();
});

test("moving a session: the second of two managers is told, and loses nothing", async () => {
  const [first, second] = [await open(), await open()];
  await dates(first);
  await dates(second);
  const last = await field(first, "fin").inputValue();
  for (const [page, days] of /** @type {const} */ ([[first, 1], [second, 2]])) {
    await fill(page, { fin: after(last, days) });
    await follow(page, "Voir ce qui change");
  }
  await follow(first, "Changer les dates et prévenir");
  await follow(second, "Changer les dates et prévenir");
  await isRefused(second);
  assert.equal(await field(second, "fin").inputValue(), after(last, 2));
  await follow(second, "Voir ce qui change");
  await follow(second, "Changer les dates et prévenir");
  await second.getByRole("status").filter({ hasText: "prévenues par e-mail" }).waitFor();
});

test("a series: each session is seen with its dates, one is dropped, the others open together", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  await openSession(page);
  await follow(page, "Ouvrir la même session en série");
  await fill(page, { combien: "4" });
  await follow(page, "Voir les sessions");
  await field(page, "garder-3").uncheck();
  await page.getByText("Changer le premier jour ou la référence").nth(2).click();
  await fill(page, { "debut-4": after(await field(page, "debut-4").inputValue(), 7) });
  await follow(page, "Recalculer les dates");
  await follow(page, "Ouvrir les sessions cochées");
  await sees(page, "Session 1 sur 3 de la série.");
  await leads(page, () => page.getByRole("link", { name: /^Suivante/ }).click());
  await sees(page, "Session 2 sur 3 de la série.");
  await leads(page, () => page.getByRole("link", { name: /^Précédente/ }).click());
  await sees(page, "Session 1 sur 3 de la série.");
});

test("a series by keyboard: the proposals are enough", async () => {
  const page = await open();
  const keys = await Keyboard.of(page);
  await page.goto("/connexion");
  await keys.fill("identifiant", SIGN_INS.manager);
  await keys.fill("mot_de_passe", PASSWORD);
  await keys.follow("Se connecter");
  await keys.follow("Sessions");
  await keys.tabToMatching(({ role, name }) => role === "link" && name.startsWith("Réussir"), "the session");
  await leads(page, () => keys.press("Enter"));
  await keys.follow("Ouvrir la même session en série");
  await keys.follow("Voir les sessions");
  await keys.follow("Ouvrir les sessions cochées");
  await sees(page, /^Session \d+ sur \d+ de la série\.$/);
  keys.keptHandsOff();
});

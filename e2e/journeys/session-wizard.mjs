// René opens a session, one question after the other: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, field, fill, follow, isRefused, sees, signIn } from "../lib/acts.mjs";
import { counts, effort } from "../lib/effort.mjs";
import { Keyboard } from "../lib/keyboard.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

test("session wizard: from the course to the session, with a mistake mended and a step back", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  await page.goto("/sessions");
  await follow(page, "Créer une session");
  await page.getByRole("radio", { name: COURSE }).check();
  await follow(page, "Continuer");
  await fill(page, { debut: "2027-02-01", reference: "" });
  await follow(page, "Continuer");
  await isRefused(page);
  await fill(page, { reference: "FB-2027-02" });
  await follow(page, "Continuer");
  await follow(page, "Revenir en arrière");
  assert.equal(await field(page, "reference").inputValue(), "FB-2027-02");
  await follow(page, "Continuer");
  const day = page.locator('main input[name^="jour-"]:not([type=hidden])').first();
  assert.equal(await day.inputValue(), "2027-02-09", "the ninth day");
  await follow(page, "Continuer");
  await field(page, "tuteur-content").selectOption({ index: 1 });
  await follow(page, "Continuer");
  await sees(page, "FB-2027-02");
  await follow(page, "Créer la session");
  assert.match(new URL(page.url()).pathname, /^\/sessions\/[0-9a-f-]{36}$/);
  await page.getByRole("status").filter({ hasText: "FB-2027-02" }).waitFor();
  await follow(page, "Dupliquer");
  await sees(page, "FB-2027-03");
  await follow(page, "Modifier la période");
  assert.equal(await field(page, "debut").inputValue(), "2027-03-01", "the first Monday of the next month");
});

test("session wizard measured: last month's session again, in a few clicks", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  await counts(page);
  await follow(page, "Sessions");
  await follow(page, COURSE);
  await follow(page, "Dupliquer");
  await follow(page, "Créer la session");
  await page.getByRole("status").filter({ hasText: "est créée" }).waitFor();
  const asProposed = await effort(page);
  assert.deepEqual(asProposed, { clicks: 4, fields: 0 }, "as it is proposed");

  await follow(page, "Dupliquer");
  await follow(page, "Modifier la période");
  await fill(page, { debut: "2027-06-07" });
  await follow(page, "Continuer");
  await sees(page, "lundi 7 juin");
  await follow(page, "Créer la session");
  await page.getByRole("status").filter({ hasText: "est créée" }).waitFor();
  const all = await effort(page);
  const another = { clicks: all.clicks - asProposed.clicks + 2, fields: all.fields };
  assert.ok(another.clicks <= 8 && another.fields <= 3, `from another day: ${JSON.stringify(another)}`);
});

test("session wizard measured: from nothing, the proposals are enough", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  await counts(page);
  await follow(page, "Sessions");
  await follow(page, "Créer une session");
  await page.getByRole("radio", { name: COURSE }).check();
  for (let stage = 0; stage < 4; stage += 1) await follow(page, "Continuer");
  await follow(page, "Créer la session");
  await page.getByRole("status").filter({ hasText: "est créée" }).waitFor();
  const done = await effort(page);
  assert.ok(done.clicks <= 8 && done.fields === 0, JSON.stringify(done));
});

test("session wizard by keyboard: the proposals are enough", async () => {
  const page = await open();
  const keys = await Keyboard.of(page);
  await page.goto("/connexion");
  await keys.fill("identifiant", SIGN_INS.manager);
  await keys.fill("mot_de_passe", PASSWORD);
  await keys.follow("Se connecter");
  await keys.follow("Sessions");
  await keys.follow("Créer une session");
  await keys.tabToMatching((focused) => focused.role === "radio", "the course");
  await keys.press("Space");
  for (let stage = 0; stage < 4; stage += 1) await keys.follow("Continuer");
  await keys.follow("Créer la session");
  assert.match(new URL(page.url()).pathname, /^\/sessions\/[0-9a-f-]{36}$/);
  keys.keptHandsOff();
});

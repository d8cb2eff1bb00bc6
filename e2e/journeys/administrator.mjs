// The administrator makes a course from nothing, page after page, and René is offered it: by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { own, QUIET } from "../lib/own.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** @param {Hands} hands @param {Record<string, string>} values */
async function fill(hands, values) {
  for (const [name, text] of Object.entries(values)) await hands.fill(name, text);
}

/** @param {Hands} hands @param {string} module what its title is */
async function addsModule(hands, module) {
  await hands.follow("Bibliothèque");
  await hands.follow("Ajouter une ressource");
  await hands.follow("Module SCORM");
  await fill(hands, { titre: module, minutes: "20" });
  await hands.send("paquet", own([QUIET]));
  await hands.follow("Ajouter la ressource");
  await hands.page.getByRole("status").filter({ hasText: module }).waitFor();
}

/** @param {Hands} hands @param {string} course @param {string} module */
async function makesCourse(hands, course, module) {
  await hands.follow("Parcours");
  await hands.follow("Créer un parcours");
  await fill(hands, { titre: course, resume: "Une demi-heure.", objectifs: "Accueillir un client" });
  await hands.follow("Créer le parcours");
  await hands.follow("Ajouter une partie");
  await fill(hands, { titre: "Premiers pas" });
  await hands.follow("Ajouter la partie");
  await hands.follow("Ajouter une étape");
  await fill(hands, { titre: "Dire bonjour", minutes: "30" });
  const option = await field(hands.page, "ressource").locator("option", { hasText: module }).textContent();
  await hands.choose("ressource", option ?? "");
  await hands.follow("Ajouter l’étape");
  const row = hands.page.getByRole("row").filter({ hasText: "Dire bonjour" });
  assert.match(await row.innerText(), new RegExp(`30\\smin[\\s\\S]*${module}`));
  await hands.follow("Publier le parcours");
  await hands.page.locator("main", { hasText: "Les régions ouvrent des sessions de ce parcours" }).waitFor();
}

/** @param {Hands} hands @param {string} module */
async function copiesCourse(hands, module) {
  await hands.follow("Dupliquer le parcours");
  await fill(hands, { titre: `À retoucher, avec ${module}` });
  await hands.follow("Créer le parcours");
  const row = hands.page.getByRole("row").filter({ hasText: "Dire bonjour" });
  assert.match(await row.innerText(), new RegExp(`30\\smin[\\s\\S]*${module}`));
}

/** @param {() => Promise<Hands>} hands of someone new @param {string} course @param {string} module */
async function fromNothing(hands, course, module) {
  const administrator = await hands();
  await enter(administrator, SIGN_INS.administrator, PASSWORD);
  await addsModule(administrator, module);
  await makesCourse(administrator, course, module);
  await copiesCourse(administrator, module);
  administrator.done();

  const rene = await hands();
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Sessions");
  await rene.follow("Créer une session");
  await rene.page.getByRole("radio", { name: course }).waitFor();
  assert.equal(await rene.page.getByRole("radio", { name: "À retoucher" }).count(), 0, "a draft isn’t offered");
  rene.done();
}

test("administrator: a course made from nothing, with a module of its own, is offered to sessions", () =>
  fromNothing(async () => mouse(await open()), "Accueillir ses clients", "Le premier mot"));

test("administrator by keyboard: a course made from nothing, with a module of its own, is offered to sessions", () =>
  fromNothing(async () => keyboard(await open()), "Servir ses clients", "Un mot de plus"));

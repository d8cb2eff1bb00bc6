// Work that a group hands in: its author says the instruction aloud and asks for groups, a tutor makes them, two learners write
// the same draft, one hands in for both, and each reads the correction; by mouse, and from the groups on by keyboard too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, follow, openSession, sees, signIn } from "../lib/acts.mjs";
import { STUDY, publishes } from "../lib/handed.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage({ microphone: true });

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** The author says the instruction, and asks for groups. */
async function isAsked() {
  const page = await open();
  await signIn(page, SIGN_INS.administrator);
  await page.goto("/bibliotheque");
  await follow(page, STUDY);
  await page.locator("summary", { hasText: "La consigne à écouter" }).click();
  const voice = page.locator("[data-recorder=audio]");
  await voice.getByRole("button", { name: "Enregistrer la consigne" }).click();
  await voice.getByText("0:01").waitFor();
  await voice.getByRole("button", { name: "Pause" }).click();
  await voice.getByText("En pause.").waitFor();
  await voice.getByRole("button", { name: "Reprendre" }).click();
  await voice.getByText("0:02").waitFor();
  await voice.getByRole("button", { name: "Arrêter" }).click();
  await voice.getByText("il part avec ce formulaire").waitFor();
  await fill(page, { "dit-audio": "Préparez trois publications." });
  await page.getByLabel("Ce travail se rend en groupe").check();
  await follow(page, "Mettre en ligne cette version");
  await sees(page, "La nouvelle version est en ligne.");
  assert.equal(await page.locator("main section[aria-labelledby=demande] audio").count(), 1, "its author hears it");
}

/** A tutor makes a group of two. @param {Hands} fabienne @param {string} name @param {string[]} given */
async function grouped(fabienne, name, given) {
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await fabienne.page.goto(await session());
  await fabienne.follow("Groupes");
  await fabienne.fill("nom", name);
  await fabienne.follow("Créer le groupe");
  for (const one of given) {
    const select = await fabienne.page.getByLabel(`${one} Le Goff`, { exact: true }).getAttribute("name");
    await fabienne.choose(select ?? "", name);
  }
  await fabienne.follow("Enregistrer les groupes");
  await sees(fabienne.page, "Les groupes sont enregistrés.");
  fabienne.done();
}

let path = "";

/** Where the session is. */
async function session() {
  if (path) return path;
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  path = await openSession(rene);
  return path;
}

/** @param {(page: Page) => Promise<Hands> | Hands} hands @param {string} name @param {[string, string]} given */
async function isDoneTogether(hands, name, given) {
  const [first, second] = [await open(), await open()];
  /** @type {string[]} */
  const courses = [];
  for (const [at, page] of [first, second].entries()) courses.push(await learner(site, await open(), page, given[at] ?? ""));
  await grouped(await hands(await open()), name, given);
  const [one, two] = [await hands(first), await hands(second)];
  for (const [at, learns] of [one, two].entries()) {
    await learns.page.goto(courses[at] ?? "");
    await learns.follow(STUDY);
    await sees(learns.page, `${name} :`);
  }
  await one.fill("texte", "Mardi, la vitrine.");
  await sees(first, /^Enregistré à/);
  // The other had the page open from before: told, shown both, they bring the two together.
  await two.fill("texte", "Jeudi, le tour de main.");
  await sees(second, /Quelqu’un de votre groupe a enregistré/);
  await two.follow("Enregistrer le brouillon");
  await second.locator(".error-summary").waitFor();
  await sees(second, "Mardi, la vitrine.");
  assert.equal(await field(second, "texte").inputValue(), "Jeudi, le tour de main.");
  await two.fill("texte", "Mardi, la vitrine. Jeudi, le tour de main.");
  await two.follow("Relire et rendre");
  await sees(second, /Vous le rendez pour tout le groupe/);
  await two.follow("Rendre mon travail");
  await sees(second, "Le travail de votre groupe est rendu.");

  const fabienne = await hands(await open());
  await enter(fabienne, SIGN_INS.tutor, PASSWORD);
  await fabienne.follow("Corrections");
  await fabienne.follow(await fabienne.page.locator("main a", { hasText: "et son groupe" }).first().innerText());
  await fabienne.unfold("Qui a écrit quoi");
  await fabienne.fill("commentaire", "Belle équipe.");
  await publishes(fabienne);
  fabienne.done();
  for (const learns of [one, two]) {
    await learns.page.goto("/");
    await learns.follow("Lire la correction");
    await sees(learns.page, "Belle équipe.");
    learns.done();
  }
}

test("group work: an instruction is said, two learners write, one hands in, each reads", async () => {
  await isAsked();
  await isDoneTogether(mouse, "Les vitrines", ["Josiane", "Nolwenn"]);
});

test("group work by keyboard: two learners write, one hands in, each reads", async () => {
  await isDoneTogether(keyboard, "Les ateliers", ["Monique", "Maria"]);
});

test("group work: who would rather listen has the instruction to be heard first", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Solenn");
  await page.goto(course);
  await follow(page, STUDY);
  await sees(page, /vous le rendez seul/);
  await follow(page, "Choisir ce qui vient en premier");
  await page.getByLabel("Écouter et parler").check();
  await follow(page, "Enregistrer");
  await page.goto(course);
  await follow(page, STUDY);
  const first = await page.locator("section[aria-labelledby=consigne] :is(audio, .prose)").first().evaluate((one) => one.tagName);
  assert.equal(first, "AUDIO");
});

// The pages of surveys, looked at as every page is (accessibility.mjs): composed, answered, read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, follow, openSession, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: surveys that are composed, answered and read", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Josiane"));
  await sweep.look(page, "a course with its surveys", { brief: true });
  await follow(page, "Mon avis sur le parcours");
  await sweep.look(page, "a survey");
  await follow(page, "Envoyer mes réponses");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "a survey that lacks answers", { brief: true });
  for (const id of [1, 2, 3, 4, 5, 6, 8]) await page.locator(`main input[name=reponse-${id}]`).first().check();
  await field(page, "reponse-9").selectOption("7");
  await follow(page, "Envoyer mes réponses");
  await sweep.look(page, "a survey answered", { brief: true });

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const session = await openSession(rene);
  await rene.goto(`${session}/enquetes`);
  await sweep.look(rene, "results of a session's surveys");
  await rene.goto("/enquetes");
  await sweep.look(rene, "results by course");
  await follow(rene, "Réussir ma stratégie Facebook");
  await sweep.look(rene, "results of a course's surveys", { brief: true });

  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  await office.goto("/bibliotheque?sorte=late_survey");
  await follow(office, "Deux mois après");
  await sweep.look(office, "a survey in the library", { brief: true });
  await follow(office, "Composer l’enquête");
  await sweep.look(office, "a survey that is composed");
  await follow(office, "Voir l’aperçu");
  await sweep.look(office, "a survey that is looked at before", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

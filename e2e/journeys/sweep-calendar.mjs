// The pages of the calendar, looked at as every page is (accessibility.mjs).

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, follow, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: a calendar, as a list and as a month, steps that are planned, a private address", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Josiane");
  await page.goto(`${course}/planification`);
  await sweep.look(page, "steps to plan");
  await follow(page, "Prévoir");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "a plan that lacks everything", { brief: true });
  await page.goto("/calendrier");
  await sweep.look(page, "a learner's calendar");
  await page.goto("/calendrier?vue=mois");
  await sweep.look(page, "a learner's month");
  await page.goto("/calendrier?vue=semaine");
  await sweep.look(page, "a learner's week");
  await page.goto("/calendrier/rappels");
  await sweep.look(page, "a learner's reminders");
  await page.goto(`${course}/repartition`);
  await sweep.look(page, "the time that one has");
  await follow(page, "Voir le plan");
  await page.locator("#plan").waitFor();
  await sweep.look(page, "a plan that is proposed");
  await follow(page, "Enregistrer ce plan");
  await page.locator("#prevu").waitFor();
  await sweep.look(page, "a plan that is kept, and its way back", { brief: true });
  await page.goto("/calendrier?vue=mois");
  await sweep.look(page, "a month of what is planned", { brief: true });
  await page.goto("/calendrier?vue=semaine");
  await sweep.look(page, "a week of what is planned");
  await follow(page, "Créer mon adresse privée");
  await field(page, "adresse").waitFor();
  await sweep.look(page, "a private address");

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/calendrier?vue=mois");
  await sweep.look(rene, "a manager's month");
  await rene.goto("/calendrier?vue=semaine");
  await sweep.look(rene, "a manager's week");
  assert.deepEqual(sweep.report(), []);
});

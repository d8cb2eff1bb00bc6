// The pages of what writes by itself, looked at as every page is (accessibility.mjs): a session's, a course's, a journal, alerts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, openSession, signIn } from "../lib/acts.mjs";
import { after, now, onTo } from "../lib/clock.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: automatic messages, their words, their journal, alerts", async () => {
  await learner(site, await open(), await open(), "Nolwenn");
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  const session = await openSession(fabienne);
  await follow(fabienne, "Messages automatiques");
  await sweep.look(fabienne, "automatic messages");
  await follow(fabienne, "Échéance dans une semaine");
  await sweep.look(fabienne, "a message and who would have had it");
  await fill(fabienne, { objet: "", texte: "Le {jour}" });
  await follow(fabienne, "Enregistrer");
  await fabienne.locator(".error-summary").waitFor();
  await sweep.look(fabienne, "a message that lacks words", { brief: true });
  await fabienne.goto(`${session}/messages-automatiques/quiz`);
  await sweep.look(fabienne, "an alert", { brief: true });
  await fabienne.goto(`${session}/messages-partis`);
  await sweep.look(fabienne, "nothing has left yet", { brief: true });
  await fabienne.goto("/alertes");
  await sweep.look(fabienne, "alerts");
  assert.deepEqual(sweep.report(), []);

  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  await office.goto("/parcours");
  await office.locator("main table a").first().click();
  await follow(office, "Messages automatiques");
  await sweep.look(office, "the messages of a course");
  await follow(office, "Bienvenue");
  await sweep.look(office, "the words of a course", { brief: true });

  await onTo(site, after(new Date(now(site)).toISOString().slice(0, 10), 1));
  const later = await open();
  await signIn(later, SIGN_INS.tutor);
  await later.waitForFunction(async (path) => (await (await fetch(path)).text()).includes("Bienvenue"), `${session}/messages-partis`);
  await later.goto(`${session}/messages-partis`);
  await sweep.look(later, "what left");
  await later.goto(`${session}/messages-automatiques`);
  await follow(later, "Suspendre toute la session");
  await sweep.look(later, "a session that is paused", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

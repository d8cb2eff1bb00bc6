// The pages of a forum, looked at as every page is (sweep.mjs): empty, asked in, answered, moderated.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: a forum that is empty, asked in, answered and moderated", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Josiane"));
  await follow(page, "Ouvrir le forum");
  await sweep.look(page, "an empty forum");
  const forum = new URL(page.url()).pathname;
  await follow(page, "Ouvrir une discussion");
  await sweep.look(page, "a new discussion");
  await follow(page, "Ouvrir la discussion");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "a discussion without words", { brief: true });
  await fill(page, { titre: "Quelle lumière pour photographier du bois ?", texte: "Mes photos sont **jaunes**.\n\n- à la lampe\n- au soleil\n\nJ’ai lu https://exemple.fr/lumiere." });
  await follow(page, "Ouvrir la discussion");
  const path = new URL(page.url()).pathname;

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await sweep.look(fabienne, "a tutor's home with what waits in forums", { brief: true });
  await follow(fabienne, "1 discussion à traiter");
  await sweep.look(fabienne, "what waits in forums");
  await fabienne.goto(path);
  await follow(fabienne, "Citer");
  await fill(fabienne, { texte: "Avec une lampe neutre, près d’une fenêtre." });
  await follow(fabienne, "Envoyer");
  await fabienne.goto(path);
  await follow(fabienne, "Retenir comme réponse");
  assert.deepEqual(sweep.report(), []);

  await page.goto(path);
  await sweep.look(page, "a discussion with its answer");
  await page.getByRole("button", { name: "Autres actions, message 2" }).click();
  await follow(page, "Signaler");
  await sweep.look(page, "a report");
  await fill(page, { raison: "Le lien ne marche pas." });
  await follow(page, "Signaler");
  await page.getByRole("button", { name: "Autres actions, message 1" }).click();
  await follow(page, "Modifier");
  await sweep.look(page, "one's own message, changed", { brief: true });
  await page.goto(forum);
  await sweep.look(page, "a forum");
  assert.deepEqual(sweep.report(), []);

  await fabienne.goto(path);
  await sweep.look(fabienne, "a discussion with a report, moderated");
  await fabienne.getByRole("button", { name: "Autres actions, message 2" }).click();
  await follow(fabienne, "Masquer");
  await sweep.look(fabienne, "a message about to be hidden", { brief: true });
  await fill(fabienne, { raison: "Le lien mène ailleurs." });
  await follow(fabienne, "Masquer");
  await sweep.look(fabienne, "a discussion with a hidden message", { brief: true });
  await fabienne.goto(forum);
  await sweep.look(fabienne, "a forum, moderated");
  assert.deepEqual(sweep.report(), []);
});

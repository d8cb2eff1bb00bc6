// The pages where somebody makes their two accounts one, looked at as every page is (accessibility.mjs): only a link in a mail leads there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, fill, follow, isRefused } from "../lib/acts.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";
import { twoRegions } from "../lib/two-regions.mjs";

const { site, open } = await stage();
const { learnsThere, learnsHere } = twoRegions(site, open);

test("sweep: two accounts made one", async () => {
  const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });
  const person = { prenom: "Monique", nom: "Morvan", courriel: "monique.morvan@exemple.fr" };
  await learnsThere(person);
  const { rene, link } = await learnsHere(person);
  const page = await open();
  await page.goto(link);
  await sweep.look(page, "an activation that offers another account");
  await follow(page, "J’ai déjà un compte");
  await sweep.look(page, "two accounts about to be one");
  await fill(page, { mot_de_passe: "quatre levains dans la vallée" });
  await follow(page, "Réunir dans ce compte");
  await isRefused(page);
  await sweep.look(page, "two accounts, a wrong password", { brief: true });
  await fill(page, { mot_de_passe: LEARNER_PASSWORD });
  await follow(page, "Réunir dans ce compte");
  await sweep.look(page, "the courses of who learns in two regions", { brief: true });
  await page.goto("/mon-compte");
  await sweep.look(page, "the account of who is known to two chambers", { brief: true });
  assert.deepEqual(sweep.report(), []);
  await rene.reload();
  await sweep.look(rene, "a session where somebody of another region learns", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

// The documents of a whole session, handed out while nobody waits: René stops it in time and gives it up, begins again, stops it
// again, takes it up where it was, and takes the documents away; by mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { sees } from "../lib/acts.mjs";
import { after, now, onTo } from "../lib/clock.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { hold, letGo } from "../lib/work.mjs";

const { site, open } = await stage();

/** @typedef {import("../lib/hands.mjs").Hands} Hands */

/** The page says so. @param {Hands} rene @param {string} title */
const says = (rene, title) => rene.page.getByRole("heading", { level: 1, name: title }).waitFor();

/** Goes to the documents of the session that has ended. @param {Hands} rene */
async function arrives(rene) {
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.page.goto("/sessions");
  const name = rene.page.locator("main tr", { hasText: "Terminée" }).getByRole("link").first();
  await rene.page.goto((await name.getAttribute("href")) ?? "");
  await rene.follow("Attestations");
}

/** Begins, and stops before anybody was dealt with. @param {Hands} rene */
async function stops(rene) {
  await hold(site);
  await rene.follow("Remettre à toute la session");
  await says(rene, "Remise en cours");
  await rene.follow("Arrêter la remise");
  await says(rene, "Remise arrêtée");
  await sees(rene.page, /Aucun document n’a été remis\. Rien n’a été fait pour \d+ personnes?\./);
  await letGo(site);
}

/** What was stopped stays so: nothing more is handed out by itself. @param {Hands} rene */
async function stands(rene) {
  await rene.page.reload();
  await says(rene, "Remise arrêtée");
  await sees(rene.page, "Aucun document n’a été remis.");
}

test("batches: a batch is stopped in time, and given up", async () => {
  await onTo(site, after(new Date(now(site)).toISOString().slice(0, 10), 30));
  const rene = mouse(await open());
  await arrives(rene);
  await stops(rene);
  await stands(rene);
  await rene.follow("Abandonner la remise");
  await says(rene, "Remise abandonnée");
  assert.equal(await rene.page.getByRole("button", { name: "Reprendre la remise" }).count(), 0);
  await rene.follow("Revenir aux attestations");
  await rene.page.getByRole("button", { name: "Remettre à toute la session" }).waitFor();
  rene.done();
});

test("batches by keyboard: a batch is stopped, taken up where it was, and its documents taken away", async () => {
  const rene = await keyboard(await open());
  await arrives(rene);
  await stops(rene);
  await stands(rene);
  await rene.follow("Reprendre la remise");
  await says(rene, "Remise terminée");
  await sees(rene.page, /\d+ documents? remis? à \d+ personnes?/);
  const zip = await readFile(await (await rene.take("Télécharger tous les documents")).path());
  assert.equal(zip.subarray(0, 2).toString(), "PK");
  rene.done();
});

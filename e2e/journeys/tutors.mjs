// Tutors: Fabienne says when she can be counted on, René sees it when he chooses, and Karim takes her place; the learner sees
// who helps at once. By mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefused, sees, signIn } from "../lib/acts.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {(page: Page) => Promise<import("../lib/hands.mjs").Hands> | import("../lib/hands.mjs").Hands} Way */

const DAY = 86_400_000;

/** A day of the coming weeks, as a form has it. @param {number} days */
const day = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** The line of the table that begins with a name. @param {Page} page @param {string} name */
const line = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

/** @param {Way} way @param {string} given @param {{first: number, last: number, reason: string}} away @param {[string, string]} from */
async function passesOn(way, given, away, [former, next]) {
  const [formerName, nextName] = [former, next].map((login) => (login === SIGN_INS.tutor ? "Fabienne" : "Karim"));
  const tutor = await way(await open());
  await enter(tutor, former, PASSWORD);
  await tutor.follow("Mes disponibilités");
  await tutor.fill("limite", "0");
  await tutor.follow("Enregistrer ma semaine");
  await isRefused(tutor.page);
  await tutor.fill("limite", "1");
  await tutor.follow("Enregistrer ma semaine");
  await sees(tutor.page, "Vos disponibilités sont enregistrées");
  await tutor.follow("Noter une absence");
  await tutor.fill("du", day(away.last));
  await tutor.fill("au", day(away.first));
  await tutor.follow("Noter l’absence");
  await isRefused(tutor.page);
  await tutor.fill("du", day(away.first));
  await tutor.fill("au", day(away.last));
  await tutor.fill("motif", away.reason);
  await tutor.follow("Noter l’absence");
  await sees(tutor.page, away.reason);
  tutor.done();

  const page = await open();
  await learner(site, await open(), page, given);
  await page.goto("/");
  const helpers = page.getByRole("region", { name: "Qui m’aide" });
  await helpers.getByText(formerName).first().waitFor();

  const rene = await way(await open());
  await enter(rene, SIGN_INS.manager, PASSWORD);
  await rene.follow("Sessions");
  await rene.follow("Réussir ma stratégie Facebook");
  await rene.follow("Gérer les tuteurs");
  await line(rene.page, formerName).getByText(away.reason).waitFor();
  await line(rene.page, formerName).getByText("pour 1 au plus").waitFor();
  const full = await rene.page.getByRole("link", { name: `Remplacer ${formerName}` }).textContent();
  await rene.follow(full?.trim() ?? "");
  await rene.follow("Remplacer");
  await isRefused(rene.page);
  const option = rene.page.locator("select[name=nouveau] option", { hasText: nextName });
  await rene.choose("nouveau", (await option.first().textContent()) ?? "");
  await rene.check("Absence");
  await rene.follow("Remplacer");
  await sees(rene.page, "prend la suite de");
  assert.equal(await rene.page.getByRole("link", { name: `Remplacer ${formerName}` }).count(), 0, "out of the session");
  rene.done();

  await page.reload();
  await helpers.getByText(nextName).first().waitFor();
  assert.equal(await helpers.getByText(formerName).count(), 0, "the learner sees who helps now");
  const gone = await open();
  await signIn(gone, former);
  assert.equal(await gone.getByRole("link", { name: "Réussir ma stratégie Facebook" }).count(), 0, "hers no more");
}

test("tutors: one says when she is away, another takes her place", async () => {
  await passesOn(mouse, "Monique", { first: 2, last: 9, reason: "Formation à Lyon" }, [SIGN_INS.tutor, SIGN_INS.secondTutor]);
  await mailWith(site, "Vous prenez la suite de Fabienne", "pour toute la session");
});

test("tutors by keyboard: one says when he is away, another takes his place", async () => {
  await passesOn(keyboard, "Maria", { first: 3, last: 8, reason: "Salon des métiers" }, [SIGN_INS.secondTutor, SIGN_INS.tutor]);
});

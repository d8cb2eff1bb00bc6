// Whoever learns plans a step, moves it, finds it in their calendar and gives their own agenda an address that reads it: by
// mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, sees } from "../lib/acts.mjs";
import { keyboard, mouse } from "../lib/hands.mjs";
import { learner } from "../lib/modules.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** The first step that can be planned, as its list says it. @param {import("playwright-core").Page} page */
const first = async (page) => (await field(page, "etape").locator("option").nth(1).textContent()) ?? "";

/** The day after the site's own, where sessions are. @param {import("playwright-core").Page} page */
async function tomorrow(page) {
  const [day] = await page.evaluate(() => [new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)]);
  return day;
}

for (const [way, hands] of Object.entries({ mouse, keyboard })) {
  test(`a step is planned, moved and read from an agenda, by ${way}`, async () => {
    const page = await open();
    await page.goto(await learner(site, await open(), page, way === "mouse" ? "Monique" : "Maria"));
    const hand = await hands(page);
    await hand.follow("Prévoir mes étapes");
    const step = await first(page);
    const day = await tomorrow(page);
    await hand.choose("etape", step);
    await field(page, "jour").fill(day);
    await field(page, "heure").fill("18:30");
    await hand.follow("Prévoir");
    await sees(page, "C’est prévu.");
    await hand.follow("Changer le moment");
    await field(page, "jour").fill(day);
    await field(page, "heure").fill("19:45");
    await hand.follow("Prévoir");
    await sees(page, "C’est prévu.");
    assert.equal(await page.locator("main time[datetime*='T19:45']").count(), 1);
    assert.equal(await page.locator("main time[datetime*='T18:30']").count(), 0);

    await page.goto(new URL(`/calendrier?mois=${day.slice(0, 7)}`, page.url()).href);
    await sees(page, "Prévu par vous");
    await hand.follow("Créer mon adresse privée");
    const address = await field(page, "adresse").inputValue();
    const read = await fetch(address);
    assert.equal(read.status, 200);
    assert.match(await read.text(), /^BEGIN:VCALENDAR\r\n/);
    await hand.follow("Revenir au calendrier");
    await hand.follow("Arrêter le partage");
    await sees(page, "ne répond plus");
    assert.equal((await fetch(address)).status, 404);
  });
}

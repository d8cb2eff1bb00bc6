// Whoever learns plans a step, moves it, finds it in their calendar and gives their own agenda an address that reads it: by
// mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, follow, sees } from "../lib/acts.mjs";
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
    await hand.fill("jour", day);
    await hand.fill("heure", "18:30");
    await hand.follow("Prévoir");
    await sees(page, "C’est prévu.");
    await hand.follow("Changer le moment");
    await hand.fill("jour", day);
    await hand.fill("heure", "19:45");
    await hand.follow("Prévoir");
    await sees(page, "C’est prévu.");
    assert.equal(await page.locator("main time[datetime*='T19:45']").count(), 1);
    assert.equal(await page.locator("main time[datetime*='T18:30']").count(), 0);

    await page.goto(new URL(`/calendrier?mois=${day.slice(0, 7)}`, page.url()).href);
    await sees(page, "Prévu par vous");
    await hand.follow("Semaine");
    await page.locator("table.week").waitFor();
    await hand.follow("Mois");
    await page.locator("table.month").waitFor();
    await hand.follow("Créer mon adresse privée");
    const address = await field(page, "adresse").inputValue();
    const read = await fetch(address);
    assert.equal(read.status, 200);
    assert.match(await read.text(), /^BEGIN:VCALENDAR\r\n/);
    await hand.follow("Revenir au calendrier");
    await hand.follow("Arrêter le partage");
    await sees(page, "ne répond plus");
    assert.equal((await fetch(address)).status, 404);
    hand.done();
  });

  test(`all that is left is spread, kept, and taken back, by ${way}`, async () => {
    const page = await open();
    await page.goto(await learner(site, await open(), page, way === "mouse" ? "Solange" : "Solenn"));
    const hand = await hands(page);
    await hand.follow("Prévoir mes étapes");
    await hand.follow("Répartir ce qui reste jusqu’à la fin");
    await hand.check("Samedi");
    await hand.choose("minutes", (await field(page, "minutes").locator("option[value='45']").textContent()) ?? "");
    await hand.follow("Voir le plan");
    await page.locator("#plan").waitFor();
    const proposed = await page.locator("main time").count();
    assert.ok(proposed > 0, "something is proposed");
    await hand.follow("Enregistrer ce plan");
    await sees(page, "Votre plan est enregistré");
    assert.equal(await page.locator("main time").count(), proposed);
    await hand.follow("Annuler");
    await sees(page, "tout est comme avant");
    assert.equal(await page.locator("main time").count(), 0);
    hand.done();
  });

  test(`one says how long before one wants to be told, by ${way}`, async () => {
    const page = await open();
    await page.goto(await learner(site, await open(), page, way === "mouse" ? "Josiane" : "Nolwenn"));
    await page.goto(new URL("/calendrier", page.url()).href);
    const hand = await hands(page);
    await hand.follow("Choisir mes rappels");
    await hand.check("Une semaine avant");
    await hand.follow("Enregistrer");
    await sees(page, "C’est enregistré.");
    assert.equal(await page.locator("input[name='rendez-vous'][value='week']").isChecked(), true);
    hand.done();
  });
}

test("a step is dragged to another day and comes back, and the private address is copied", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Ludivine"));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await follow(page, "Prévoir mes étapes");
  const step = await first(page);
  const title = step.replace(/ \(.*/, "");
  // The Tuesday and the Wednesday of next week: never past, whatever the day.
  const [tuesday, wednesday] = await page.evaluate(() => {
    const now = new Date();
    const monday = new Date(now.getTime() + ((8 - (now.getDay() || 7)) % 7 || 7) * 86_400_000);
    return [1, 2].map((days) => new Date(monday.getTime() + days * 86_400_000).toISOString().slice(0, 10));
  });
  await field(page, "etape").selectOption({ label: step });
  await field(page, "jour").fill(tuesday ?? "");
  await field(page, "heure").fill("09:30");
  await follow(page, "Prévoir");
  await page.goto(new URL(`/calendrier?vue=semaine&jour=${tuesday}`, page.url()).href);
  for (const [view, target] of [
    ["semaine", `ul[data-day="${wednesday}"][data-hour="9"]`],
    ["mois", `ul[data-day="${tuesday}"]`],
  ]) {
    await page.goto(new URL(`/calendrier?vue=${view}&jour=${tuesday}&mois=${tuesday?.slice(0, 7)}`, page.url()).href);
    const item = page.locator("table [data-plan][data-drags]").filter({ hasText: title });
    await item.scrollIntoViewIfNeeded();
    const from = await item.boundingBox();
    const to = await page.locator(target ?? "").boundingBox();
    assert.ok(from && to, "both are seen");
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2 + 8, from.y + from.height / 2 + 8, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
    const arrived = page.waitForURL(/lot=/);
    await page.mouse.up();
    await arrived;
    await sees(page, "C’est prévu.");
    assert.equal(await page.locator(`${target} [data-plan]`).count(), 1);
  }
  await follow(page, "Annuler");
  await sees(page, "tout est comme avant");
  assert.equal(await page.locator(`ul[data-day="${wednesday}"] [data-plan]`).count(), 1, "where it was before the last move");

  await follow(page, "Créer mon adresse privée");
  await page.getByRole("button", { name: "Copier" }).click();
  await sees(page, "L’adresse est copiée.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await field(page, "adresse").inputValue());
});

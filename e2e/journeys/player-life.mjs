// What happens to browsers: a network that goes, a login that ends, a tab that dies, storage that is wiped.
// Nothing that was acknowledged is lost, and what was not leaves at the next opening.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, signIn } from "../lib/acts.mjs";
import { chance, seed } from "../lib/chance.mjs";
import { value } from "../lib/golf.mjs";
import { inside, saved } from "../lib/modules.mjs";
import { COUNTING, openOwn, own, QUIET } from "../lib/own.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";

const stand = await stage();
const { site } = stand;
const KILLS = Number(process.env.KILLS ?? 10);
const random = chance(seed());

/** @typedef {import("playwright-core").Page} Page */

/** Where the counting content says it is. @param {Page} page */
const counted = async (page) => Number(await value(page, "cmi.location").catch(() => "0"));

test("player's life: the network goes and comes back", async () => {
  const { page, address } = await openOwn(stand, own([QUIET]), "Monique");
  await page.goto(address);
  await inside(page).locator("#b").click();
  await saved(page);
  await page.context().setOffline(true);
  await inside(page).locator("#b").click();
  await page.locator("#etat[data-state=lost], #etat[data-state=waiting]").waitFor();
  await inside(page).locator("#b").click();
  await page.context().setOffline(false);
  await saved(page);
  await page.goto(address);
  await until(async () => (await counted(page)) === 3, "all three are there");
});

test("player's life: the login ends in mid-module", async () => {
  const { page, course, address } = await openOwn(stand, own([QUIET]), "Solenn");
  await page.goto(address);
  await inside(page).locator("#b").click();
  await saved(page);
  await page.context().clearCookies();
  await inside(page).locator("#b").click();
  await saved(page);
  await signIn(page, "solenn@exemple.fr", LEARNER_PASSWORD);
  assert.ok(page.url().startsWith(site.url));
  await page.goto(course);
  await page.goto(address);
  await until(async () => (await counted(page)) === 2, "nothing was lost");
});

test("player's life: a tab that dies, again and again", async () => {
  const { page, address } = await openOwn(stand, own([COUNTING]), "Maëlle");
  const context = page.context();
  let acknowledged = 0;
  await page.close();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const tab = await context.newPage();
    /** @type {Map<number, number>} what each operation says, by its number */
    const said = new Map();
    tab.on("request", (request) => {
      if (!request.url().endsWith("/operations")) return;
      for (const one of request.postDataJSON()?.operations ?? []) if (one.element === "cmi.location") said.set(one.sequence, Number(one.value));
    });
    tab.on("response", async (response) => {
      if (!response.url().endsWith("/operations") || response.status() !== 200) return;
      const { acknowledged: upTo } = await response.json().catch(() => ({ acknowledged: 0 }));
      for (const [sequence, n] of said) if (sequence <= upTo) acknowledged = Math.max(acknowledged, n);
    });
    await tab.goto(address);
    const from = await until(async () => (await counted(tab)) || null, "the content counts");
    assert.ok(from >= acknowledged, `kill ${kill}: ${from} after ${acknowledged} was acknowledged`);
    const wanted = from + 1 + Math.floor(random() * 25);
    await until(async () => (await counted(tab)) >= wanted, "it counts further");
    const client = await context.newCDPSession(tab);
    const gone = tab.waitForEvent("crash");
    void client.send("Page.crash").catch(() => {});
    await gone;
    await tab.close();
  }
  assert.ok(acknowledged > 0, "something was acknowledged");
});

test("player's life: the module's own storage is wiped, the page's has kept what had not left", async () => {
  const { page, course, address } = await openOwn(stand, own([QUIET]), "Gwenn");
  await page.goto(address);
  await inside(page).locator("#b").click();
  await saved(page);
  const content = new URL(page.frames().find((frame) => frame.url().endsWith("/__lecteur/"))?.url() ?? "").origin;
  // The posts fail, the rest of the network doesn't.
  await page.context().route("**/operations", (route) => route.abort());
  await inside(page).locator("#b").click();
  await page.locator("#etat[data-state=lost], #etat[data-state=waiting]").waitFor();
  const client = await page.context().newCDPSession(page);
  await client.send("Storage.clearDataForOrigin", { origin: content, storageTypes: "all" });
  await page.goto(course);
  await client.send("Storage.clearDataForOrigin", { origin: content, storageTypes: "all" });
  await page.context().unroute("**/operations");
  await page.goto(address);
  await until(async () => (await counted(page)) === 2, "what had not left is there");
});

// A browser that is closed too early, and opened again days later.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { LEARNER_PASSWORD, signIn } from "../lib/acts.mjs";
import { launchKept } from "../lib/browser.mjs";
import { after as later, now, onTo } from "../lib/clock.mjs";
import { value } from "../lib/golf.mjs";
import { inside, saved } from "../lib/modules.mjs";
import { openOwn, own, QUIET } from "../lib/own.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";

const stand = await stage();
const { site } = stand;

/** @typedef {import("playwright-core").Page} Page */

/** How many operations the store holds of the last opening. @param {Page} fabienne @param {string} address of the step, for the learner */
async function held(fabienne, address) {
  await fabienne.goto(`${address.replace("/mes-parcours/", "/inscriptions/")}/ouvertures`);
  const cells = fabienne.getByRole("table").getByRole("row").nth(1).getByRole("cell");
  return Number(await cells.nth(-2).innerText());
}

/** The page and the module's frame, in one process, die at once: no « unload » is heard, whose last post no route holds back. @param {Page} page */
async function cutShort(page) {
  const client = await page.context().newCDPSession(page);
  const gone = page.waitForEvent("crash");
  void client.send("Page.crash").catch(() => {});
  await gone;
}

test("player's life: a browser closed before all had left, opened again three days later", async () => {
  const { page: before, address } = await openOwn(stand, own([QUIET]), "Maria");
  await before.close();
  const fabienne = await stand.open();
  await signIn(fabienne, SIGN_INS.tutor);
  const folder = await mkdtemp(join(tmpdir(), "e2e-profile-"));
  /** @type {import("playwright-core").BrowserContext[]} */
  const contexts = [];
  const opened = async () => {
    const one = await launchKept(folder, site.url, ["--disable-site-isolation-trials"]);
    contexts.push(one.context);
    await signIn(one.page, "maria@exemple.fr", LEARNER_PASSWORD);
    await one.page.goto(address);
    return one;
  };
  try {
    const first = await opened();
    await inside(first.page).locator("#b").click();
    await saved(first.page);
    await first.context.route("**/operations", (route) => route.abort());
    const had = await held(fabienne, address);
    await inside(first.page).locator("#b").click();
    await first.page.locator("#etat[data-state=lost], #etat[data-state=waiting]").waitFor();
    await cutShort(first.page);
    await first.context.close();
    assert.equal(await held(fabienne, address), had, "nothing left as it closed");

    await onTo(site, later(new Date(now(site)).toISOString().slice(0, 10), 3));
    const again = await opened();
    await until(async () => (await value(again.page, "cmi.location").catch(() => "")) === "2", "what had not left is there");
    await again.context.close();
  } finally {
    // A browser left open would keep a failed journey from ending.
    for (const context of contexts) await context.close();
    await rm(folder, { recursive: true, force: true });
  }
});

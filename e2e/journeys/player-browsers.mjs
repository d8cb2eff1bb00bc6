// Whatever the browser: one that skips « unload », a phone by finger, frames and windows of content.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, signIn } from "../lib/acts.mjs";
import { launch, openPage } from "../lib/browser.mjs";
import { atRest } from "../lib/checks.mjs";
import { value } from "../lib/golf.mjs";
import { inside, saved } from "../lib/modules.mjs";
import { openOwn, own, QUIET } from "../lib/own.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";

const stand = await stage();
const { site } = stand;

test("player's browsers: a browser that skips « unload » still lets modules end in it", async () => {
  const { page, course, address } = await openOwn(stand, own([QUIET]), "Nolwenn");
  await page.context().close();
  const browser = await launch({ flags: ["--enable-features=DeprecateUnload"], whole: true });
  try {
    const { page: tab, problems } = await openPage(browser, site.url);
    await signIn(tab, "nolwenn@exemple.fr", LEARNER_PASSWORD);
    await tab.goto(address);
    await inside(tab).locator("#b").click();
    await saved(tab);
    await tab.goto(course);
    await tab.goto(address);
    await until(async () => (await value(tab, "cmi.suspend_data").catch(() => "")) === "parti", "its last words were heard");
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
  }
});

test("player's browsers: by finger, on a phone, content too wide is shown whole", async () => {
  const wide = `<div style="width:1000px;height:300px">large</div>${QUIET}`;
  const { page, address } = await openOwn(stand, own([wide, QUIET]), "Enora", { width: 390, touch: true });
  await page.goto(address);
  await page.locator("#pour-ordinateur").waitFor();
  const shown = () => page.frames().find((frame) => frame.url().endsWith("/__lecteur/"))?.evaluate(() => document.querySelector("iframe")?.getBoundingClientRect().width ?? 0);
  await until(async () => Math.round((await shown()) ?? 0) === 390, "the content is as wide as the screen");
  assert.deepEqual(await atRest(page), []);
  await page.getByRole("button", { name: "Taille réelle" }).tap();
  await page.locator("#ajuster[aria-pressed=true]").waitFor();
  await page.getByRole("button", { name: "Suivant" }).tap();
  await inside(page).locator("#b").tap();
  await saved(page);
});

test("player's browsers: content finds the API from a frame of a frame, and from a window that it opens", async () => {
  const framed = `<iframe src="interieur.html" title="intérieur"></iframe><button id="w" onclick="window.open('fenetre.html')">Ouvrir</button>`;
  const inner = `<p id="found"></p><script>document.getElementById("found").textContent = api ? "trouvée" : "absente";</script>`;
  const { page, address } = await openOwn(stand, own([framed], { "interieur.html": inner, "fenetre.html": inner }), "Awen");
  await page.goto(address);
  await inside(page).frameLocator("iframe").locator("#found", { hasText: "trouvée" }).waitFor();
  await inside(page).locator("#w").click();
  const shell = page.frameLocator("iframe.module");
  await shell.frameLocator('iframe[title="Fenêtre du module"]').locator("#found", { hasText: "trouvée" }).waitFor();
  await shell.getByRole("button", { name: "Fermer cette fenêtre" }).click();
  await inside(page).locator("#w").waitFor();
});

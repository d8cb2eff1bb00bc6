// A A A: the text grows, and stays so from page to page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { open } = await stage();

/** @param {import("playwright-core").Page} page */
const size = (page) => page.locator("main").evaluate((main) => parseFloat(getComputedStyle(main).fontSize));

for (const [how, way, js] of /** @type {const} */ ([["with JavaScript", mouse, true], ["without JavaScript", mouse, false], ["by keyboard", keyboard, true]])) {
  test(`text size: bigger text stays from page to page, ${how}`, async () => {
    const page = await open({ js });
    const hand = await way(page);
    await page.goto("/connexion");
    const normal = await size(page);
    await hand.follow("A : agrandir le texte");
    const large = await size(page);
    assert.ok(large > normal, `${large} is more than ${normal}`);
    assert.equal(new URL(page.url()).pathname, "/connexion", "the page stays");
    assert.equal(await page.getByRole("button", { name: "A : agrandir le texte" }).getAttribute("aria-pressed"), "true");

    await page.goto("/aide");
    assert.ok((await size(page)) > normal, "on another page");
    await enter(hand, SIGN_INS.tutor, PASSWORD);
    assert.ok((await size(page)) > normal, "after signing in");

    await hand.follow("A : agrandir le texte");
    assert.ok((await size(page)) > large, "and bigger still");
    await hand.follow("A : texte à la taille normale");
    assert.equal(await page.locator("html").getAttribute("data-text-size"), null, "back to what the browser has");
    hand.done();
  });
}

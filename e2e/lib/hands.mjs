// Two ways of doing the same things: with a mouse, with the keyboard alone. A story is told once and played by both.

import assert from "node:assert/strict";
import { act, field, fill, follow } from "./acts.mjs";
import { Keyboard, plain } from "./keyboard.mjs";
import { inside, saved } from "./modules.mjs";
import { until } from "./until.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Frame} Frame */

/** @typedef {{name: string, mimeType: string, buffer: Buffer}} Upload */

/**
 * @typedef {object} Hands
 * @property {Page} page
 * @property {(name: string) => Promise<unknown>} follow a link or a button, to the page it leads to
 * @property {(name: string) => Promise<import("playwright-core").Download>} take the file of a link or a button
 * @property {(name: string) => Promise<void>} press a button that stays on its page
 * @property {(words: string) => Promise<void>} unfold what a summary hides
 * @property {(name: string, text: string) => Promise<void>} fill a field
 * @property {(name: string, text: string) => Promise<void>} append to what is in a field
 * @property {(words: string) => Promise<void>} check a radio button or a box
 * @property {(name: string, words: string) => Promise<void>} choose in a list
 * @property {(name: string, file: Upload) => Promise<void>} send a file in a field
 * @property {(menu: string, item: string) => Promise<unknown>} act by a menu
 * @property {() => Promise<void>} film start the film of the page, or stop it
 * @property {() => Promise<void>} play the module that is open, to its end, with the right answers
 * @property {() => void} done what this way promised was kept
 */

/** The questions of a module and the place of the right answer of each. @param {Frame} frame */
const questions = (frame) =>
  frame.evaluate(() => {
    const asked = [...document.querySelectorAll("fieldset[data-right]")];
    return asked.map((one) => {
      const values = [...one.querySelectorAll("input")].map((input) => input.value);
      return { id: one.id, at: values.indexOf(one.getAttribute("data-right") ?? "") };
    });
  });

/** The module's own frame, once its script has run. @param {Page} page @returns {Promise<Frame>} */
async function moduleFrame(page) {
  await inside(page).locator("nav button.main").waitFor();
  const frame = page.frames().find((one) => one.url().endsWith("/index.html"));
  assert.ok(frame, "the module is there");
  return frame;
}

const screens = (/** @type {Frame} */ frame) => frame.evaluate(() => document.querySelectorAll("main > section").length);
const shows = (/** @type {Frame} */ frame, /** @type {number} */ at) =>
  frame.evaluate((shown) => !document.querySelectorAll("main > section")[shown]?.hasAttribute("hidden"), at);
const ended = (/** @type {Frame} */ frame) => frame.evaluate(() => document.querySelector("#fin")?.textContent?.startsWith("C’est fait") ?? false);

/**
 * Clicks until it took, as anyone does: a click that falls while frames inside frames scroll is lost by the browser.
 * @param {import("playwright-core").Locator} target
 * @param {() => Promise<boolean>} took
 * @param {string} what
 */
const insist = (target, took, what) =>
  until(async () => {
    if (await took()) return true;
    await target.click();
    return took();
  }, what);

/** @param {Page} page @param {() => Promise<unknown>} asks */
async function taken(page, asks) {
  const [file] = await Promise.all([page.waitForEvent("download"), asks()]);
  return file;
}

/** Types at the end of the field where one writes. @param {Page} page @param {string} text */
async function typeLast(page, text) {
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
}

/** @param {Page} page @returns {Hands} */
export function mouse(page) {
  return {
    page,
    follow: (name) => follow(page, name),
    take: (name) => taken(page, () => act(page, name).click()),
    press: (name) => page.getByRole("button", { name, exact: true }).click(),
    unfold: (words) => page.locator("summary", { hasText: words }).click(),
    fill: (name, text) => fill(page, { [name]: text }),
    append: async (name, text) => {
      await field(page, name).click();
      await typeLast(page, text);
    },
    check: (words) => page.getByLabel(words).first().check(),
    choose: async (name, words) => void (await field(page, name).selectOption({ label: words })),
    send: (name, file) => field(page, name).setInputFiles(file),
    act: async (menu, item) => {
      await page.getByRole("button", { name: menu }).click();
      return follow(page, item);
    },
    film: () => page.locator("main video").click(),
    play: async () => {
      const frame = await moduleFrame(page);
      const next = frame.locator("nav button.main");
      const count = await screens(frame);
      for (let at = 1; at < count; at += 1) await insist(next, () => shows(frame, at), "the next screen");
      for (const { id, at } of await questions(frame)) {
        const answer = frame.locator(`#${id} label`).nth(at);
        await insist(answer, () => answer.locator("input").isChecked(), `the answer to ${id}`);
      }
      await insist(next, () => ended(frame), "the module says that it is done");
      await saved(page);
    },
    done: () => {},
  };
}

/** @param {Page} page @returns {Promise<Hands>} */
export async function keyboard(page) {
  const keys = await Keyboard.of(page);
  // Held for good: the browser is told to hand over its dialogs once, and not each time a moment before the key.
  page.on("filechooser", () => {});
  /** Tabs inside a module until what has the focus there is wanted. @param {Frame} frame @param {string} selector */
  const tabInside = (frame, selector) =>
    tab(keys, () => frame.evaluate((wanted) => document.hasFocus() && (document.activeElement?.matches(wanted) ?? false), selector), selector);
  return {
    page,
    follow: (name) => keys.follow(name),
    take: async (name) => {
      await keys.tabToAct(name);
      return taken(page, () => keys.press("Enter"));
    },
    press: async (name) => {
      await keys.tabTo("button", name);
      await keys.press("Enter");
    },
    unfold: async (words) => {
      await keys.tabToMatching(({ role, name }) => role.startsWith("DisclosureTriangle") && name.includes(plain(words)), words);
      await keys.press("Enter");
    },
    fill: (name, text) => keys.fill(name, text),
    append: async (name, text) => {
      await keys.tabToField(name);
      await typeLast(page, text);
    },
    check: async (words) => {
      const wanted = plain(words);
      const named = (/** @type {import("./keyboard.mjs").Focused | null} */ focused) => focused?.name.startsWith(wanted) ?? false;
      // Tab stops at one button of a group; the arrows go to the others.
      const group = await page.getByRole("radio", { name: words }).first().getAttribute("name", { timeout: 500 }).catch(() => null);
      const within = (/** @type {import("./keyboard.mjs").Focused} */ focused) => focused.role === "radio" && (group === null || focused.field === group);
      await keys.tabToMatching((focused) => within(focused) || (focused.role === "checkbox" && named(focused)), words);
      for (let down = 0; down < 20 && !named(await keys.focused()); down += 1) await keys.press("ArrowDown");
      assert.ok(named(await keys.focused()), `${words} is a choice`);
      await keys.press("Space");
    },
    choose: async (name, words) => {
      await keys.tabToField(name);
      const chosen = () => field(page, name).locator("option:checked").textContent();
      const count = await field(page, name).locator("option").count();
      await keys.press("Home");
      // Arrows rather than letters, which a slow machine would take for several words.
      for (let down = 1; down < count && (await chosen()) !== words; down += 1) await keys.press("ArrowDown");
      assert.equal(await chosen(), words);
    },
    send: async (name, file) => {
      await keys.tabToField(name);
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), keys.press("Space")]);
      await chooser.setFiles(file);
    },
    act: async (menu, item) => {
      await keys.tabToMatching(({ role, name }) => role === "button" && name === menu, menu);
      await keys.press("Space");
      return keys.follow(item);
    },
    film: async () => {
      await keys.tabToMatching(({ role }) => role === "Video", "the film");
      await keys.press("Space");
    },
    play: async () => {
      const frame = await moduleFrame(page);
      const count = await screens(frame);
      for (let at = 1; at < count; at += 1) {
        await tabInside(frame, "nav button.main");
        await keys.press("Enter");
        await until(() => shows(frame, at), "the next screen");
      }
      for (const { id, at } of await questions(frame)) {
        await tabInside(frame, `#${id} input`);
        await keys.press("Space");
        for (let down = 0; down < at; down += 1) await keys.press("ArrowDown");
      }
      await tabInside(frame, "nav button.main");
      await keys.press("Enter");
      await until(() => ended(frame), "the module says that it is done");
      await saved(page);
    },
    done: () => keys.keptHandsOff(),
  };
}

/** @param {Keyboard} keys @param {() => Promise<boolean>} there @param {string} what */
async function tab(keys, there, what) {
  for (let presses = 0; presses < 250; presses += 1) {
    if (await there()) return;
    await keys.press("Tab");
  }
  throw new Error(`${what} is not on the Tab key's way in the module`);
}

/** @param {Hands} hands @param {string} login @param {string} password */
export async function enter(hands, login, password) {
  await hands.page.goto("/connexion");
  await hands.fill("identifiant", login);
  await hands.fill("mot_de_passe", password);
  await hands.follow("Se connecter");
}


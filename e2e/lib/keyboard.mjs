// Playing a page as someone without a mouse does: Tab, Shift+Tab, Enter, Space, typing. No pointer, no focus().

import assert from "node:assert/strict";
import { leads } from "./browser.mjs";

/** A name as it is compared: spaces and apostrophes of one kind. @param {string} text */
export const plain = (text) => text.replace(/\s+/g, " ").replace(/[’‘]/g, "'").trim();

/**
 * @typedef {object} Focused
 * @property {string} role as assistive technology hears it
 * @property {string} name
 * @property {string} field the name of the form field, when it is one
 */

/** How browsers want a date, 2026-12-04: in French, in English. @param {string} text */
function dates(text) {
  const [year, month, day] = text.split("-");
  return [`${day}${month}${year}`, `${month}${day}${year}`];
}

/** How browsers want a time, 18:30: in French, in English. @param {string} text */
function times(text) {
  const [hour = "", minute] = text.split(":");
  const half = String(Number(hour) % 12 || 12).padStart(2, "0");
  return [`${hour}${minute}`, `${half}${minute}${Number(hour) < 12 ? "AM" : "PM"}`];
}

/** What Playwright does to an element by itself: it points at it, or gives it the focus. */
const ACTS = "check click dblclick dispatchEvent dragAndDrop fill focus hover press selectOption setInputFiles tap type uncheck".split(" ");

/** A frame is read from here on, and no longer acted on: each locator goes through it. @param {import("playwright-core").Frame} frame */
function refuseActs(frame) {
  const refuse = (/** @type {string} */ act) => async () => {
    throw new Error(`${act}(): this page is played by keyboard alone`);
  };
  Object.assign(frame, Object.fromEntries(ACTS.map((act) => [act, refuse(act)])));
}

/** Says when a pointer is used, in the page. */
function tellOfPointers() {
  // @ts-ignore: exposed by the keyboard
  for (const kind of ["pointerdown", "touchstart"]) addEventListener(kind, () => window.__pointed(), true);
}

export class Keyboard {
  /** Taken, and not yet said to be kept. @type {Set<Keyboard>} */
  static #taken = new Set();

  #page;
  #session;
  #touched = 0;

  /** @param {import("playwright-core").Page} page @param {import("playwright-core").CDPSession} session */
  constructor(page, session) {
    this.#page = page;
    this.#session = session;
  }

  /**
   * Takes the keyboard of a page: from here on it is acted on by keys alone, and any pointer event is held against the journey.
   * @param {import("playwright-core").Page} page
   */
  static async of(page) {
    const keys = new Keyboard(page, await page.context().newCDPSession(page));
    Keyboard.#taken.add(keys);
    await page.exposeFunction("__pointed", () => void (keys.#touched += 1));
    await page.addInitScript(tellOfPointers);
    await page.evaluate(tellOfPointers);
    page.frames().forEach(refuseActs);
    page.on("frameattached", refuseActs);
    return keys;
  }

  /** The keyboards that were taken since the last time, and whose promise was never looked at: one sentence each. */
  static forgotten() {
    const sentences = [...Keyboard.#taken].map((keys) => `${keys.#page.url()}: taken by keyboard, and done() was never called`);
    Keyboard.#taken.clear();
    return sentences;
  }

  /** What has the focus. @returns {Promise<Focused | null>} */
  async focused() {
    const { result } = await this.#session.send("Runtime.evaluate", { expression: "document.activeElement" });
    if (!result.objectId || result.description?.startsWith("body")) return null;
    const { nodes } = await this.#session.send("Accessibility.getPartialAXTree", { objectId: result.objectId, fetchRelatives: false });
    const field = await this.#page.evaluate(() => {
      const held = document.activeElement;
      // A text with its marks in sight has the name of its field as its id.
      return held?.getAttribute("name") ?? (held?.getAttribute("contenteditable") ? held.id : "");
    });
    return { role: nodes[0]?.role?.value ?? "", name: plain(nodes[0]?.name?.value ?? ""), field };
  }

  /**
   * Presses Tab until what has the focus is wanted.
   * @param {(focused: Focused) => boolean} wanted
   * @param {string} what for the error
   * @param {"Tab" | "Shift+Tab"} [key]
   */
  async tabToMatching(wanted, what, key = "Tab") {
    const seen = [];
    for (let presses = 0; presses < 250; presses += 1) {
      const focused = await this.focused();
      if (focused && wanted(focused)) return;
      if (focused) seen.push(`${focused.role} « ${focused.name} »`);
      await this.#page.keyboard.press(key);
    }
    throw new Error(`${what} is not on the Tab key's way: ${[...new Set(seen)].join(", ")}`);
  }

  /** @param {string} role @param {string} name @param {"Tab" | "Shift+Tab"} [key] */
  tabTo(role, name, key) {
    return this.tabToMatching((focused) => focused.role === role && focused.name === plain(name), `${role} « ${name} »`, key);
  }

  /** A link or a button: what leads on, whichever it is. @param {string} name */
  tabToAct(name) {
    return this.tabToMatching(({ role, name: said }) => ["link", "button"].includes(role) && said === plain(name), `« ${name} »`);
  }

  /** A form field, by its name in the form. @param {string} field */
  tabToField(field) {
    return this.tabToMatching((focused) => focused.field === field, `the field ${field}`);
  }

  /** @param {string} key */
  press(key) {
    return this.#page.keyboard.press(key);
  }

  /** Goes to a field, replaces what is in it. @param {string} field @param {string} text */
  async fill(field, text) {
    await this.tabToField(field);
    const kind = await this.#page.evaluate(() => document.activeElement?.getAttribute("type"));
    if (kind === "date" && text) return this.#parts(dates(text), text);
    if (kind === "time" && text) return this.#parts(times(text), text);
    await this.press("Control+A");
    if (text) await this.#page.keyboard.type(text);
    else await this.press("Delete");
  }

  /** Types a date or a time in the order in which the browser wants its parts. @param {string[]} ways @param {string} text what is then in the field */
  async #parts(ways, text) {
    const held = () => this.#page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value);
    for (const digits of ways) {
      for (let back = 0; back < 3; back += 1) await this.press("ArrowLeft");
      await this.#page.keyboard.type(digits);
      if ((await held()) === text) return;
    }
    assert.equal(await held(), text);
  }

  /** Goes to a link or a button, presses Enter, and waits for the page it leads to. @param {string} name */
  async follow(name) {
    await this.tabToAct(name);
    return leads(this.#page, () => this.press("Enter"));
  }

  /** The journey kept its promise. */
  keptHandsOff() {
    Keyboard.#taken.delete(this);
    assert.equal(this.#touched, 0, "a keyboard journey used a pointer");
  }
}

// The learner in front of the player's page: what is delivered, what the page offers, its buttons.

import assert from "node:assert/strict";
import { leads } from "../lib/browser.mjs";
import { until } from "../lib/until.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").Frame} Frame
 * @typedef {{stage: {stage: string}, content?: {number: number, title: string, address: string}, leaving: boolean, why?: string}} Show
 * @typedef {{title: string, selectable: boolean, current: boolean}} Line
 * @typedef {"root" | {titled: string}} Place
 */

/** How long what was asked for may take to be there, in milliseconds. */
const PATIENCE = 10_000;

/** In the page: keeps the last « show » of the shell and how many came, beside the page's own script. */
function note() {
  if (window !== window.top) return;
  const seen = { shows: 0, probe: 0, show: null };
  Object.assign(window, { seen });
  addEventListener("message", ({ data }) => {
    if (data?.kind === "show") Object.assign(seen, { shows: seen.shows + 1, show: data.show });
    if (data?.kind === "probe") seen.probe = data.number;
  });
}

const words = (/** @type {Show | null} */ show) => (show ? `${show.stage.stage}, ${show.content?.address ?? "nothing delivered"}` : "nothing shown");

export class Player {
  /** The content of the last visit. @type {{frame: Frame | null, number: number}} */
  last = { frame: null, number: 0 };
  /** How many shows had come when something was asked for. */
  asked = 0;
  left = false;
  probes = 0;

  /** @param {Page} page signed in as the learner @param {string} course the path of their course */
  static async at(page, course) {
    await page.addInitScript(note);
    return new Player(page, course);
  }

  /** @param {Page} page @param {string} course @private */
  constructor(page, course) {
    this.page = page;
    this.course = course;
  }

  /** @param {string} step */
  async open(step) {
    this.last = { frame: null, number: 0 };
    this.asked = 0;
    this.left = false;
    await this.page.goto(`${this.course}/etapes/${step}`);
  }

  /** @returns {Promise<{shows: number, probe: number, show: Show | null}>} */
  seen() {
    return this.page.evaluate(() => /** @type {any} */ (window).seen);
  }

  shell() {
    const shell = this.page.frames().find((frame) => frame.url().endsWith("/__lecteur/"));
    assert.ok(shell, "the shell is there");
    return shell;
  }

  /** What came of what was asked for last: another content, or none. @returns {Promise<{show: Show, frame?: Frame}>} */
  async arrived() {
    const come = await until(() => this.#arrived(), "something else is shown", PATIENCE).catch(async (error) => {
      throw new Error(`${error.message}: ${words((await this.seen()).show)}`);
    });
    if (come.frame && come.show.content) this.last = { frame: come.frame, number: come.show.content.number };
    return come;
  }

  async #arrived() {
    const { shows, show } = await this.seen();
    if (!show || show.leaving || shows <= this.asked || show.content?.number === this.last.number) return null;
    if (!show.content) return { show };
    const frame = this.shell().childFrames().find((one) => one !== this.last.frame);
    const ready = await frame?.evaluate(() => location.href !== "about:blank" && document.readyState === "complete").catch(() => false);
    return frame && ready ? { show, frame } : null;
  }

  /** Once the page has heard all that the shell had said: what it shows, content that asked to leave being away. */
  async settled() {
    this.probes += 1;
    const number = this.probes;
    await this.shell().evaluate((probe) => parent.postMessage({ kind: "probe", number: probe }, "*"), number);
    return until(async () => {
      const { probe, show } = await this.seen();
      return probe === number && show && !show.leaving ? show : null;
    }, "the page has heard all", PATIENCE);
  }

  /** The session is over: the page was left, or says that nothing is delivered any more. */
  async over() {
    if (this.left) return;
    const said = () => this.page.locator("#ici").filter({ hasText: /^Module (terminé|interrompu)/ }).count();
    const over = async () => (await this.seen()).show?.stage.stage === "ended" && (await said()) === 1 && this.shell().childFrames().length === 0;
    await until(over, "the session is over", PATIENCE).catch(async (error) => {
      throw new Error(`${error.message}: ${words((await this.seen()).show)}`);
    });
  }

  /** Opens a part of the page that folds. @param {string} selector */
  async unfold(selector) {
    const fold = this.page.locator(selector);
    if ((await fold.getAttribute("open")) === null) await fold.locator("> summary").press("Enter");
  }

  /** The plan, as it is read. @returns {Promise<Line[]>} */
  async plan() {
    await this.unfold("details:has(> #plan)");
    return this.page.evaluate(() => {
      const names = [...document.querySelectorAll("#plan li .name")].filter((name) => name.checkVisibility());
      return names.map((name) => ({
        title: name.textContent?.trim() ?? "",
        selectable: name instanceof HTMLButtonElement && !name.disabled,
        current: name.hasAttribute("aria-current"),
      }));
    });
  }

  /** The line of an activity: the organization's is the first. @param {Place} place */
  async line(place) {
    const plan = await this.plan();
    const at = place === "root" ? 0 : plan.findIndex(({ title }) => title === place.titled);
    return { at, line: plan[at] };
  }

  /** @param {"suivant" | "precedent"} id */
  enabled(id) {
    return this.page.locator(`#${id} button`).isEnabled();
  }

  /** Uses something of the page, by keyboard. @param {string} selector */
  async press(selector) {
    this.asked = (await this.seen()).shows;
    await this.page.locator(selector).press("Enter");
  }

  /** @param {Place} place */
  async choose(place) {
    const { at, line } = await this.line(place);
    assert.ok(line?.selectable, `${JSON.stringify(place)} can be chosen: ${JSON.stringify(line)}`);
    this.asked = (await this.seen()).shows;
    await this.page.locator("#plan li .name").nth(at).press("Enter");
  }

  async exitAll() {
    await this.unfold("details:has(> #plan)");
    await this.unfold("#terminer details");
    await this.press("#terminer button");
  }

  async quit() {
    await leads(this.page, () => this.page.getByRole("link", { name: "Quitter", exact: true }).press("Enter"));
    this.left = true;
  }

  /** What content was answered in its unload, if it spoke. @returns {Promise<{answer: string, error: string} | undefined>} */
  farewell() {
    return this.shell().evaluate(() => {
      const { farewell } = /** @type {any} */ (window);
      Object.assign(window, { farewell: undefined });
      return farewell;
    });
  }
}

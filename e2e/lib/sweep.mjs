// Looks at a page in every way that the accessibility bar names, without loading it again between two looks.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { axe } from "./axe.mjs";
import { atRest, doubleText, textSpacing } from "./checks.mjs";
import { tabTour } from "./tour.mjs";

/** @typedef {import("playwright-core").Page} Page */

const pictures = join(fileURLToPath(import.meta.url), "..", "..", "screenshots");

const WIDTHS = [320, 768, 1280];
const SCHEMES = /** @type {const} */ ({
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "light", forcedColors: "active" },
});

/** Of which looks a picture is kept. @type {Record<number, string[]>} */
const PICTURES = { 320: ["light", "dark"], 1280: ["light", "dark", "forced"] };

/** Waits for what moves to have moved. @param {Page} page */
async function settled(page) {
  await page.evaluate(async () => {
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const ends = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ends.map((one) => one.finished));
  });
}

export class Sweep {
  /** Each problem of each page, and in which looks. @type {Map<string, string[]>} */
  #problems = new Map();
  /** Page by title, for one person: two pages of the same title can't be told apart. @type {Map<string, string>} */
  #titles = new Map();
  /** @type {Set<string>} */
  #opened = new Set();
  #full;

  /** @param {{full: boolean}} options every width and scheme with pictures, or only that each page opens, whole and by its own title */
  constructor({ full }) {
    this.#full = full;
    if (full) mkdirSync(pictures, { recursive: true });
  }

  /** @param {string} problem @param {string} [when] */
  say(problem, when) {
    const known = this.#problems.get(problem) ?? [];
    this.#problems.set(problem, when ? [...known, when] : known);
  }

  /** What was found since the last time, one sentence each; what follows is another person's. */
  report() {
    const sentences = [...this.#problems].map(([problem, when]) => (when.length > 0 ? `${problem} (${when.join(", ")})` : problem));
    this.#problems.clear();
    this.#titles.clear();
    return sentences;
  }

  /**
   * The page as it stands now.
   * @param {Page} page
   * @param {string} name unique: names the picture and begins each sentence
   * @param {{once?: boolean, brief?: boolean, error?: boolean}} [options] once: one look is enough, this page was looked at in
   *   every way for someone else; brief: narrow and wide, in light; error: an error page, whose title is the same wherever it shows
   */
  async look(page, name, { once = false, brief = false, error = false } = {}) {
    const say = (/** @type {string} */ when, /** @type {string[]} */ found) => {
      for (const problem of found) this.say(`${name}: ${problem}`, when);
    };
    if (!error) this.#title(kind(new URL(page.url()).pathname), await page.title());
    if (!this.#full) return say("", await atRest(page));
    const every = !once && !brief;
    for (const width of every ? WIDTHS : brief ? [320, 1280] : [1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const scheme of /** @type {(keyof typeof SCHEMES)[]} */ (every ? Object.keys(SCHEMES) : ["light"])) {
        await page.emulateMedia(SCHEMES[scheme]);
        await settled(page);
        const when = `${width} ${scheme}`;
        // Where things stand and what they are depends on the width; colours, the ring's too, on the scheme.
        if (scheme === "light") say(when, [...(await atRest(page)), ...(await axe(page))]);
        else say(when, await axe(page, { colours: true }));
        if (scheme === "light" || (scheme === "dark" && width === 1280)) say(when, (await tabTour(page)).problems);
        if (every && (PICTURES[width] ?? []).includes(scheme)) await this.#picture(page, name, `${width}-${scheme}`);
      }
      await page.emulateMedia(SCHEMES.light);
      await settled(page);
      if (width === 320) say("320", await textSpacing(page));
      if (width === 1280) say("1280", await doubleText(page));
      if (width !== 768) await this.#openings(page, name, width);
    }
  }

  /**
   * The content of a module, in its own frame, narrow and wide.
   * @param {Page} page
   * @param {import("playwright-core").Frame} frame
   * @param {string} name
   */
  async inside(page, frame, name) {
    if (!this.#full) return;
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await settled(page);
      for (const problem of [...(await atRest(frame)), ...(await axe(frame))]) this.say(`${name}: ${problem}`, `${width}`);
    }
  }

  /** @param {string} path @param {string} title */
  #title(path, title) {
    const other = this.#titles.get(title);
    if (other && other !== path) this.say(`${path}: has the title of ${other}, « ${title} »`);
    this.#titles.set(title, path);
  }

  /** @param {Page} page @param {string} name @param {string} look */
  async #picture(page, name, look) {
    const file = name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    await page.evaluate(() => {
      /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
      scrollTo(0, 0);
    });
    await page.screenshot({ path: join(pictures, `${file}-${look}.png`), fullPage: true, caret: "initial" });
  }

  /** Each menu and dialog, opened by its button, then closed by Escape, which gives the focus back. */
  async #openings(/** @type {Page} */ page, /** @type {string} */ name, /** @type {number} */ width) {
    const buttons = page.locator("button[popovertarget]:visible, button[commandfor][command='show-modal']:visible");
    const count = await buttons.count();
    for (let at = 0; at < count; at += 1) {
      const button = buttons.nth(at);
      const id = await button.evaluate((el) => el.getAttribute("popovertarget") ?? el.getAttribute("commandfor"));
      // The header's menus are the same on every page of one person.
      const key = `${width} ${id} ${await page.locator("header .name").first().textContent().catch(() => "")} ${id === "compte" || id === "navigation" ? "" : name}`;
      if (this.#opened.has(key)) continue;
      this.#opened.add(key);
      const say = (/** @type {string} */ problem) => this.say(`${name}: #${id}: ${problem}`, `${width} open`);
      const open = () => page.evaluate((target) => document.getElementById(target)?.matches(":popover-open, :modal") ?? false, id);
      await button.focus();
      await page.keyboard.press("Enter");
      if (!(await open())) {
        say("its button doesn't open it");
        continue;
      }
      await settled(page);
      const found = [...(await atRest(page)), ...(await axe(page))];
      for (const problem of found) if (!this.#problems.has(`${name}: ${problem}`)) say(problem);
      await page.keyboard.press("Escape");
      if (await open()) say("Escape doesn't close it");
      if (!(await button.evaluate((el) => el === document.activeElement))) say("Escape doesn't give the focus back");
    }
  }
}

/** A path with its query and its identifiers taken out: two sessions are one kind of page. @param {string} path */
export function kind(path) {
  return path
    .replace(/\?.*$/, "")
    .split("/")
    .map((part) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part) ? "{id}" : /^[\w-]{43}$/.test(part) ? "{jeton}" : part))
    .join("/");
}

/**
 * Every kind of page that someone reaches by links from where they are, visited once.
 * @param {Page} page
 * @param {string[]} from paths to begin with
 * @param {(kind: string) => Promise<void>} visit called with each page loaded
 * @returns {Promise<string[]>} the links that lead nowhere
 */
async function crawl(page, from, visit) {
  const origin = new URL((await page.goto("/"))?.url() ?? "").origin;
  const waiting = from.map((path) => ({ path, on: "the list" }));
  const seen = new Set();
  const dead = [];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, on } = next;
    if (seen.has(kind(path))) continue;
    seen.add(kind(path));
    const answer = await page.request.get(path);
    if (!answer.ok()) dead.push(`${on}: leads to ${path}, which answers ${answer.status()}`);
    if (!answer.ok() || !answer.headers()["content-type"]?.startsWith("text/html")) continue;
    await page.goto(path);
    const landed = kind(new URL(page.url()).pathname);
    if (landed !== kind(path) && seen.has(landed)) continue;
    seen.add(landed);
    // The kit's links are samples.
    const links = landed === "/kit" ? [] : await page.locator("a[href]").evaluateAll((all) => all.map((a) => /** @type {HTMLAnchorElement} */ (a).href));
    const own = links.map((href) => new URL(href)).filter((url) => url.origin === origin);
    waiting.push(...own.map((url) => ({ path: url.pathname + url.search, on: landed })));
    await visit(landed);
  }
  return dead;
}

/** Kinds of page that were looked at in every way, and by whom first. @typedef {Map<string, string>} Looked */

/**
 * Looks at every kind of page that someone reaches; nothing is to be mended.
 * @param {Sweep} sweep
 * @param {[string, Page]} visitor what the pictures call them, and their page
 * @param {Looked} [looked] what was looked at in every way before: what anyone reaches is looked at once more, what somebody else
 *   reaches narrow and wide, since it may hold other parts
 * @param {string[]} [more] paths that no link leads to
 */
export async function everything(sweep, [who, page], looked = new Map(), more = []) {
  const dead = await crawl(page, ["/", ...more], async (kind) => {
    if (kind === "/kit" && who !== "anyone") return;
    const first = looked.get(kind);
    await sweep.look(page, `${who} ${kind === "/" ? "home" : kind}`, { once: first === "anyone", brief: first !== undefined && kind !== "/" });
    if (!first) looked.set(kind, who);
  });
  for (const link of dead) sweep.say(link);
  assert.deepEqual(sweep.report(), []);
}

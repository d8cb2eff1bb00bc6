// Chromium, and pages in it that note whatever a page must not do.

import { chromium } from "playwright-core";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const WHOLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SHELL = process.env.CHROMIUM_SHELL ?? WHOLE;

/** @param {string[]} more flags of its own */
const program = (more) => ({ executablePath: WHOLE, headless: true, args: [...FLAGS, ...more] });

/**
 * A new Chromium with a new, empty profile.
 * @param {{flags?: string[], whole?: boolean}} [options] flags: more of them; whole: the browser itself, and not its headless shell, which
 *   does a quarter less work for the same pages
 */
export const launch = ({ flags = [], whole = false } = {}) => chromium.launch({ ...program(flags), ...(!whole && { executablePath: SHELL }) });

/** A Chromium whose profile is a folder: closed and opened again, it has kept its storage. @param {string} folder @param {string} origin where its pages live @param {string[]} [more] flags of its own */
export async function launchKept(folder, origin, more = []) {
  const context = await chromium.launchPersistentContext(folder, { ...program(more), baseURL: origin, locale: "fr-FR", timezoneId: "Europe/Paris" });
  context.setDefaultTimeout(10_000);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

/**
 * @typedef {object} Look
 * @property {number} [width] CSS pixels
 * @property {"light" | "dark"} [scheme]
 * @property {boolean} [forced] forced colours
 * @property {boolean} [js]
 * @property {boolean} [touch] fingers, and no mouse
 * @property {boolean} [refusals] what its scripts send may be refused (403): a login that ends is what is tested
 */

/**
 * A new context (no cookie in common with another) and a page in it.
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin where its pages live: a request to anywhere else is a problem
 * @param {Look} [look]
 */
export async function openPage(browser, origin, { width = 1280, scheme = "light", forced = false, js = true, touch = false, refusals = false } = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: 800 },
    colorScheme: scheme,
    forcedColors: forced ? "active" : "none",
    reducedMotion: "reduce",
    javaScriptEnabled: js,
    hasTouch: touch,
    isMobile: touch,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  return { context, page, problems: watch(page, origin, refusals) };
}

/**
 * Notes console errors, uncaught errors, refused content and requests outside the origin.
 * @param {import("playwright-core").Page} page
 * @param {string} origin
 * @param {boolean} refusals
 * @returns {string[]} grows as they happen
 */
function watch(page, origin, refusals) {
  /** @type {string[]} */
  const problems = [];
  const note = (/** @type {string} */ problem) => problems.push(`${page.url()}: ${problem}`);
  const visited = new Set();
  // Uploaded content has origins of its own, under the platform's port.
  const content = (/** @type {string} */ url) => new URL(url).host.endsWith(`.contenu.${new URL(origin).host}`);
  page.on("request", (request) => {
    const url = request.url();
    if (request.isNavigationRequest()) visited.add(url);
    if (!/^(data|blob|about):/.test(url) && new URL(url).origin !== origin && !content(url)) note(`asked for ${url}, outside the platform`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) note(`${response.status()} from ${response.url()}`);
  });
  page.on("pageerror", (error) => note(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // A page whose own answer is « refused » or « absent » is told to the console by the browser: that is the answer.
    const refused = /the server responded with a status of 4\d\d/.test(message.text()) && visited.has(message.location().url);
    const awaited = refusals && /the server responded with a status of 403/.test(message.text());
    if (!refused && !awaited) note(`console: ${message.text()}`);
  });
  return problems;
}

/**
 * Does something that leads to another page (or the same one, loaded again) and waits until that is there. A page that notes
 * something in its history as it is left has led nowhere yet: what counts is a document that loads.
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<unknown>} act
 */
export async function leads(page, act) {
  await Promise.all([page.waitForEvent("load"), act()]);
}

// What a script can check of a page beside axe. Each function returns sentences; an empty list is a page in order.

/** A page, or a frame in it. @typedef {import("playwright-core").Page | import("playwright-core").Frame} Page */

/** Helpers that the checks use inside the page; evaluated before each of them. */
const INSIDE = `(() => {
  const name = (el) => {
    const id = el.id ? "#" + el.id : "";
    const field = el.getAttribute("name") ? "[name=" + el.getAttribute("name") + "]" : "";
    const kind = typeof el.className === "string" && el.className ? "." + el.className.trim().split(/\\s+/).join(".") : "";
    const words = (el.textContent || "").trim().replace(/\\s+/g, " ").slice(0, 40);
    return el.localName + (id || field || kind) + (words ? " « " + words + " »" : "");
  };
  // Text for screen readers only: clipped away on purpose.
  const hiddenFromEyes = (el) => {
    for (let at = el; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      if (style.position === "absolute" && (style.clipPath === "inset(50%)" || (box.width <= 1 && box.height <= 1))) return true;
    }
    return false;
  };
  const visible = (el) => {
    const box = el.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > 0 && box.bottom + scrollY > 0
      && el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !hiddenFromEyes(el);
  };
  window.__look = { name, hiddenFromEyes, visible };
})()`;

/**
 * @template T, A
 * @param {Page} page
 * @param {(given: A) => T} check
 * @param {A} given
 */
async function inside(page, check, given) {
  await page.evaluate(INSIDE);
  return page.evaluate(/** @type {any} */ (check), given);
}

/** One h1, one main, a title, a language, no id twice, no inline style. @param {Page} page @returns {Promise<string[]>} */
export function structure(page) {
  return inside(page, () => {
    const problems = [];
    for (const tag of ["h1", "main"]) {
      const count = document.querySelectorAll(tag).length;
      if (count !== 1) problems.push(`${count} ${tag} in the page`);
    }
    if (!document.title.trim()) problems.push("no title");
    if (!document.documentElement.lang) problems.push("no language");
    const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
    for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) problems.push(`id « ${id} » twice`);
    for (const el of document.querySelectorAll("[style]:not([style=''])")) problems.push(`inline style on ${window.__look.name(el)}`);
    return problems;
  }, null);
}

/** Nothing to scroll sideways. @param {Page} page @returns {Promise<string[]>} */
export function reflow(page) {
  return inside(page, () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const { name, visible } = window.__look;
    const wide = [...document.body.querySelectorAll("*")].filter((el) => visible(el) && el.getBoundingClientRect().right > clientWidth + 1);
    const names = wide.filter((el) => !wide.some((other) => other !== el && el.contains(other))).slice(0, 3).map(name);
    return [`scrolls sideways, ${scrollWidth} px in ${clientWidth}: ${names.join(", ")}`];
  }, null);
}

/** Targets of 24 px, links inside a sentence aside. @param {Page} page @returns {Promise<string[]>} */
export function targets(page) {
  return inside(page, () => {
    const { name, visible } = window.__look;
    const inSentence = (el) => {
      if (getComputedStyle(el).display !== "inline") return false;
      let block = el.parentElement;
      while (block && getComputedStyle(block).display === "inline") block = block.parentElement;
      return block !== null && block.textContent.trim().length > el.textContent.trim().length;
    };
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]");
    return [...all].filter((el) => visible(el) && !inSentence(el)).flatMap((el) => {
      const { width, height } = el.getBoundingClientRect();
      return width < 23.5 || height < 23.5 ? [`target of ${Math.round(width)} × ${Math.round(height)} px: ${name(el)}`] : [];
    });
  }, null);
}

/** Words that their box cuts off. @param {Page} page @returns {Promise<string[]>} */
export function clipped(page) {
  return inside(page, () => {
    const { name, visible } = window.__look;
    const cuts = (value) => value === "hidden" || value === "clip";
    return [...document.body.querySelectorAll("*")].flatMap((el) => {
      const style = getComputedStyle(el);
      const across = cuts(style.overflowX) && el.scrollWidth > el.clientWidth + 1;
      const down = cuts(style.overflowY) && el.scrollHeight > el.clientHeight + 1;
      if (!(across || down) || style.display === "inline" || !el.textContent.trim() || !visible(el)) return [];
      return [`cuts its words off: ${name(el)}`];
    });
  }, null);
}

/** Applies a style sheet while something is checked; the page's policy doesn't see it. */
async function styled(/** @type {Page} */ page, /** @type {string} */ css, /** @type {() => Promise<string[]>} */ check) {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);
  const problems = await check();
  await page.evaluate(() => void (document.adoptedStyleSheets = []));
  return problems;
}

const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }`;

const all = async (/** @type {Page} */ page, /** @type {string} */ when) =>
  [...(await reflow(page)), ...(await clipped(page))].map((problem) => `${when}: ${problem}`);

/** WCAG 1.4.12: nothing is lost with its spacing. @param {Page} page */
export const textSpacing = (page) => styled(page, SPACING, () => all(page, "with WCAG text spacing"));

/** WCAG 1.4.4: nothing is lost with text twice as big. @param {Page} page */
export const doubleText = (page) => styled(page, ":root { font-size: 200% !important; }", () => all(page, "with text at 200 %"));

/** Every check of a page at rest. @param {Page} page @returns {Promise<string[]>} */
export async function atRest(page) {
  return [...(await structure(page)), ...(await reflow(page)), ...(await targets(page))];
}

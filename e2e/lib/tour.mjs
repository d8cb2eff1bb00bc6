// A tour of the page by the Tab key: every stop shows where it is, nothing covers it, and stops follow the document.

/** @typedef {import("playwright-core").Page} Page */

/**
 * @typedef {object} Stop
 * @property {number} at which element, in the order of first visits
 * @property {boolean} again the same element as the stop before
 * @property {string[]} problems
 */

/** What is to say of the element that has the focus; null when none has it. @returns {Stop | null} */
function examine() {
  const el = document.activeElement;
  if (!el || el === document.body || el === document.documentElement) return null;
  // @ts-ignore: a note of ours
  const again = window.__last === el;
  // @ts-ignore
  window.__last = el;
  const label = (/** @type {Element} */ one) =>
    `${one.localName}${one.id ? `#${one.id}` : ""} « ${(one.textContent || one.getAttribute("name") || "").trim().replace(/\s+/g, " ").slice(0, 40)} »`;

  // @ts-ignore: the same colours come at each stop, so each is drawn once
  const drawn = (window.__drawn ??= { on: document.createElement("canvas").getContext("2d", { willReadFrequently: true }), known: new Map() });
  const rgba = (/** @type {string} */ color) => {
    if (!drawn.known.has(color)) {
      drawn.on.clearRect(0, 0, 1, 1);
      drawn.on.fillStyle = color;
      drawn.on.fillRect(0, 0, 1, 1);
      drawn.known.set(color, drawn.on.getImageData(0, 0, 1, 1).data);
    }
    return drawn.known.get(color);
  };
  const light = (/** @type {Uint8ClampedArray} */ [r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (/** @type {string} */ a, /** @type {string} */ b) => {
    const [low, high] = [light(rgba(a)), light(rgba(b))].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (/** @type {Element | null} */ one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (rgba(color)[3] === 255) return color;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "black" : "white";
  };
  // The ring may be drawn by the element, or by what stands around it (a label around its field).
  const ring = () => {
    for (let at = /** @type {Element | null} */ (el), steps = 0; at && steps < 3; at = at.parentElement, steps += 1) {
      const style = getComputedStyle(at);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) continue;
      const halo = style.boxShadow.match(/(?:rgba?|oklch|oklab|color|lab|lch)\([^)]*\)/g) ?? [];
      return { colors: [style.outlineColor, ...halo], around: ground(at.parentElement) };
    }
    return null;
  };

  const problems = [];
  const found = ring();
  if (!found) problems.push(`no focus ring on ${label(el)}`);
  else if (!matchMedia("(forced-colors: active)").matches) {
    const best = Math.max(...found.colors.map((color) => contrast(color, found.around)));
    if (best < 3) problems.push(`focus ring of ${best.toFixed(2)}:1 on ${label(el)}`);
  }

  const box = [...el.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height)[0];
  if (box && box.width > 1 && box.height > 1) {
    // A text of several lines is shown by where one writes in it: its first line.
    const depth = el.localName === "textarea" ? Math.min(box.height, 32) : Math.min(box.height, innerHeight);
    const [x, y] = [box.left + box.width / 2, box.top + depth / 2];
    const top = document.elementFromPoint(x, y);
    const labels = /** @type {HTMLInputElement} */ (el).labels ?? [];
    const own = top && (el.contains(top) || top.contains(el) || [...labels].some((one) => one.contains(top)));
    if (!top) problems.push(`focus out of sight on ${label(el)}`);
    else if (!own) problems.push(`${label(el)} is covered by ${label(top)}`);
  }
  // @ts-ignore: the elements met so far; a script may add to the page meanwhile, so places in it are compared at the end
  const met = (window.__met ??= []);
  const known = met.indexOf(el);
  return { at: known === -1 ? met.push(el) - 1 : known, again, problems };
}

/**
 * @param {Page} page
 * @returns {Promise<{problems: string[], stops: number}>}
 */
export async function tabTour(page) {
  await page.evaluate(() => {
    // @ts-ignore: forget an earlier tour
    window.__last = null;
    // @ts-ignore
    window.__met = [];
    scrollTo(0, 0);
  });
  /** @type {Stop[]} */
  const stops = [];
  for (let presses = 0, still = 0; ; presses += 1) {
    if (presses > 1000 || still > 20) return { problems: ["the Tab key never comes round: a trap"], stops: stops.length };
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(examine);
    if (stop && stops.length > 0 && stop.at === stops[0].at && (!stop.again || still > 0)) break;
    // Past the last element the browser gives the focus back in its own time: a press too soon goes by the first one unseen.
    if (stop && stops.length > 1 && stop.at === stops[1].at && !stop.again && still > 0) break;
    if (stop && !stop.again) stops.push(stop);
    still = stop && !stop.again ? 0 : still + 1;
  }
  const problems = stops.flatMap((stop) => stop.problems);
  // The tour may begin anywhere; turned to its first element, it goes down the document.
  const places = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    // @ts-ignore
    return window.__met.map((/** @type {Element} */ one) => ({ rank: all.indexOf(one), name: `${one.localName} « ${(one.textContent || one.getAttribute("name") || "").trim().slice(0, 40)} »` }));
  });
  const ranks = stops.map((stop) => places[stop.at].rank).filter((rank) => rank !== -1);
  const start = ranks.indexOf(Math.min(...ranks));
  const turned = [...ranks.slice(start), ...ranks.slice(0, start)];
  const back = turned.findIndex((rank, at) => at > 0 && rank < turned[at - 1]);
  const named = (/** @type {number} */ rank) => places.find((/** @type {{rank: number, name: string}} */ place) => place.rank === rank)?.name;
  if (back !== -1) problems.push(`the Tab key doesn't follow the document: from ${named(turned[back - 1])} back to ${named(turned[back])}`);
  return { problems, stops: stops.length };
}

// The development mailbox, /courrier: newest mail first, one page a mail.

import { until } from "./until.mjs";

/**
 * @typedef {object} Mail
 * @property {string} path of its page
 * @property {string} page its page's HTML, as the server sent it
 */

/** @param {import("./server.mjs").Site} site @param {string} path */
async function get(site, path) {
  const response = await fetch(site.url + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

/** Read pages don't change; each is fetched once. @type {Map<string, string>} */
const read = new Map();

/**
 * Waits for a mail that holds all these words (an address, a subject), the newest of them.
 * @param {import("./server.mjs").Site} site
 * @param {...string} words
 * @returns {Promise<Mail>}
 */
export function mailWith(site, ...words) {
  return until(async () => {
    const list = await get(site, "/courrier");
    for (const [path] of list.matchAll(/\/courrier\/[\w-]+/g)) {
      const key = site.url + path;
      if (!read.has(key)) read.set(key, await get(site, path));
      const page = read.get(key) ?? "";
      if (words.every((word) => page.includes(word))) return { path, page };
    }
    return null;
  }, `a mail with ${words.join(", ")}`);
}

/**
 * The address of a link in a mail, from its path on.
 * @param {Mail} mail
 * @param {string} path how it begins: `/activation/`
 */
export function linkIn(mail, path) {
  const found = new RegExp(`${path}[\\w-]+`).exec(mail.page);
  if (!found) throw new Error(`no link to ${path} in ${mail.path}`);
  return found[0];
}

// The server's clock, moved on: only the binary built for tests has this door.

import assert from "node:assert/strict";

/** What each site's clock was moved by, in milliseconds. @type {Map<string, number>} */
const moved = new Map();

/** The day it is on the server. @param {import("./server.mjs").Site} site */
export const now = (site) => Date.now() + (moved.get(site.url) ?? 0);

/** Moves the clock on to a day, at noon UTC or at another time. @param {import("./server.mjs").Site} site @param {string} day « 2026-12-07 » @param {string} [time] */
export async function onTo(site, day, time = "12:00") {
  const by = Date.parse(`${day}T${time}:00Z`) - now(site);
  assert.ok(by > 0, `${day} is to come`);
  const response = await fetch(`${site.url}/essais/horloge?avance=${by}`, { method: "POST" });
  assert.equal(response.status, 200, await response.text());
  moved.set(site.url, (moved.get(site.url) ?? 0) + by);
}

/** The day so many days after another. @param {string} day @param {number} days */
export const after = (day, days) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

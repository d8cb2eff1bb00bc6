// What runs in the background, held and let go: only the binary built for tests has this door.

import assert from "node:assert/strict";

/** @param {import("./server.mjs").Site} site @param {boolean} held */
async function tell(site, held) {
  const response = await fetch(`${site.url}/essais/travaux?retenus=${held ? "oui" : "non"}`, { method: "POST" });
  assert.equal(response.status, 200, await response.text());
}

/** Nothing runs in the background until it is let go. @param {import("./server.mjs").Site} site */
export const hold = (site) => tell(site, true);

/** @param {import("./server.mjs").Site} site */
export const letGo = (site) => tell(site, false);

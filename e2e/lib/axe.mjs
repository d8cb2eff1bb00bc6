// axe-core on the page as it stands: WCAG 2.2, levels A and AA, zero violations.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What the colours alone can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * @param {import("playwright-core").Page | import("playwright-core").Frame} page a page, or a frame in it
 * @param {{colours?: boolean}} [options] colours: only these have changed since it was looked at, so only their rules are asked
 * @returns {Promise<string[]>} one sentence for each element at fault
 */
export async function axe(page, { colours = false } = {}) {
  if (!(await page.evaluate("typeof window.axe === 'object'"))) await page.evaluate(source);
  return page.evaluate(
    async ({ tags, only }) => {
      // Forced colours are the system's own pairs, and axe reads the colours that the page asked for instead.
      const forced = matchMedia("(forced-colors: active)").matches;
      // @ts-ignore: axe is there since the line above
      const { violations } = await window.axe.run(document, {
        runOnly: only ? { type: "rule", values: only.filter((one) => !forced || one !== "color-contrast") } : { type: "tag", values: tags },
        rules: { "color-contrast": { enabled: !forced } },
        resultTypes: ["violations"],
      });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, any }) => `axe ${id}: ${help}: ${target.join(" ")}${any[0] ? ` (${any[0].message})` : ""}`),
      );
    },
    { tags: TAGS, only: colours ? COLOURS : null },
  );
}

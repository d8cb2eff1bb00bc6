// How much somebody has to do: presses of the mouse, and fields that they fill. Kept in the tab, so that it lasts from page
// to page.

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {{clicks: number, fields: number}} Effort
 */

/** Counts from now on. @param {Page} page */
export async function counts(page) {
  const listen = () => {
    const kept = (/** @type {string} */ key) => Number(sessionStorage.getItem(key) ?? 0);
    const add = (/** @type {string} */ key) => sessionStorage.setItem(key, String(kept(key) + 1));
    addEventListener("pointerdown", () => add("effort-clicks"), true);
    addEventListener(
      "change",
      ({ target }) => {
        const chosen = target instanceof HTMLInputElement && ["radio", "checkbox"].includes(target.type);
        if (!chosen) add("effort-fields");
      },
      true,
    );
  };
  await page.addInitScript(listen);
  await page.reload();
}

/** What was done since it counts. @param {Page} page @returns {Promise<Effort>} */
export const effort = (page) =>
  page.evaluate(() => ({
    clicks: Number(sessionStorage.getItem("effort-clicks") ?? 0),
    fields: Number(sessionStorage.getItem("effort-fields") ?? 0),
  }));

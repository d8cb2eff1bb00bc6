// What a file of journeys stands on: one server, one browser; each test opens its own pages. A page that logged an
// error, broke the content policy or asked for something outside the platform fails its test; so does a keyboard whose promise
// nobody looked at, and a server whose log names someone.

import assert from "node:assert/strict";
import { after, afterEach } from "node:test";
import { launch, openPage } from "./browser.mjs";
import { Keyboard } from "./keyboard.mjs";
import { startSite } from "./server.mjs";

/** A browser that hears something without asking: a sound of its own. */
const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/**
 * @param {{settings?: Record<string, string>, microphone?: boolean, whole?: boolean}} [options] settings: of the server; microphone: the
 *   browser has one; whole: the browser itself, and not its headless shell
 */
export async function stage({ settings, microphone = false, whole = false } = {}) {
  const browser = await launch({ flags: microphone ? MICROPHONE : [], whole });
  const site = await startSite(settings);
  /** @type {Awaited<ReturnType<typeof openPage>>[]} */
  let opened = [];

  afterEach(async () => {
    const problems = [...opened.flatMap((one) => one.problems), ...Keyboard.forgotten()];
    for (const { context } of opened) await context.close();
    opened = [];
    assert.deepEqual(problems, [], "what the pages did and must not");
  });
  after(async () => {
    await browser.close();
    const named = await site.named();
    await site.stop();
    assert.deepEqual(named, [], "no name and no address in the server's log");
  });

  return {
    site,
    /** A page of its own context. @param {import("./browser.mjs").Look} [look] */
    open: async (look) => {
      const one = await openPage(browser, site.url, look);
      opened.push(one);
      return one.page;
    },
  };
}

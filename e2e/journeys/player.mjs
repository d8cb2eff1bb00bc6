// Monique plays a module: it saves as she goes, and what was acknowledged is never lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEARNER_PASSWORD, signIn } from "../lib/acts.mjs";
import { atRest } from "../lib/checks.mjs";
import { value as read } from "../lib/golf.mjs";
import { enter, keyboard } from "../lib/hands.mjs";
import { inside, learner, opened, putInCourse, sample, saved } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";

const { site, open } = await stage();
const one = sample("RuntimeBasicCalls_SCORM12.zip");
const several = sample("ContentPackagingOneFilePerSCO_SCORM12.zip");

/** Answers the module's own questions; notes them. @param {import("playwright-core").Page} page @param {boolean} yes */
function answerDialogs(page, yes) {
  /** @type {string[]} */
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    return yes ? dialog.accept() : dialog.dismiss();
  });
  return asked;
}

/** What the module reads of an element, by its own API. @param {import("playwright-core").Page} page @param {string} element */
const value = (page, element) => read(page, element, "API");

test("player: what was acknowledged before a killed tab is there in another browser", { skip: one === null }, async () => {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const step = await putInCourse(administrator, "Golf", one ?? "");
  const monique = await open();
  const course = await learner(site, await open(), monique, "Monique");
  const address = `${course}/etapes/${step}`;
  answerDialogs(monique, true);
  await monique.goto(address);
  const next = inside(monique).locator("#butNext");
  await next.click();
  await next.click();
  await until(async () => (await value(monique, "cmi.core.lesson_location")) === "2", "the bookmark is at the third page");
  await saved(monique);
  assert.deepEqual(await atRest(monique), []);
  // Killed: the platform's page can say nothing more. (The module's frame, in a process of its own, may hear « unload ».)
  const client = await monique.context().newCDPSession(monique);
  const gone = monique.waitForEvent("crash");
  void client.send("Page.crash").catch(() => {});
  await gone;

  const again = await open();
  await signIn(again, "monique@exemple.fr", LEARNER_PASSWORD);
  const asked = answerDialogs(again, true);
  await again.goto(address);
  await until(async () => asked.length > 0, "the module asks whether to resume");
  assert.equal(await value(again, "cmi.core.lesson_location"), "2");
  assert.equal(await value(again, "cmi.core.lesson_status"), "incomplete");
});

test("player: a page that is left finishes the module and loses nothing", { skip: one === null }, async () => {
  const monique = await open();
  await signIn(monique, "monique@exemple.fr", LEARNER_PASSWORD);
  answerDialogs(monique, true);
  await monique.goto("/mes-parcours");
  const course = await monique.locator('a[href^="/mes-parcours/"]').first().getAttribute("href");
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const step = await putInCourse(administrator, "Golf encore", one ?? "");
  const address = `${course}/etapes/${step}`;
  await monique.goto(address);
  await inside(monique).locator("#butNext").waitFor();
  // The module counts whole seconds.
  await monique.waitForFunction(() => performance.now() > 2_500);
  await inside(monique).locator("#butNext").click();
  await until(async () => (await value(monique, "cmi.core.lesson_location")) === "1", "the second page");
  // At once, before that batch has left.
  await monique.goto(String(course));
  await monique.goto(address);
  await until(async () => (await value(monique, "cmi.core.lesson_location").catch(() => "")) === "1", "the bookmark came back");
  assert.equal(await value(monique, "cmi.core.entry"), "resume", "the module said suspend as it went");
  assert.notEqual(await value(monique, "cmi.core.total_time"), "0000:00:00", "its unload was heard");
});

test("player: the newer tab takes the module, the older one says so", { skip: one === null }, async () => {
  const first = await open();
  await signIn(first, "monique@exemple.fr", LEARNER_PASSWORD);
  answerDialogs(first, true);
  await first.goto("/mes-parcours");
  await first.locator('a[href^="/mes-parcours/"]').first().click();
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const step = await putInCourse(administrator, "Golf à deux", one ?? "");
  const address = `${new URL(first.url()).pathname}/etapes/${step}`;
  await first.goto(address);
  await saved(first);
  const second = await first.context().newPage();
  answerDialogs(second, true);
  await second.goto(address);
  await saved(second);
  await first.getByText("ouvert dans un autre onglet").waitFor();
});

/** Where Solenn's module of several parts is. */
let parts = "";

test("player: a module of several parts has a plan, and each part its own progress", { skip: several === null }, async () => {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const step = await putInCourse(administrator, "Golf par parties", several ?? "");
  const ines = await open({ width: 390 });
  const course = await learner(site, await open(), ines, "Solenn");
  parts = `${course}/etapes/${step}`;
  await ines.goto(parts);
  await opened(ines);
  await ines.getByText("Partie 1 sur").first().waitFor();
  assert.deepEqual(await atRest(ines), []);
  await ines.getByRole("link", { name: "Partie suivante" }).click();
  await ines.getByText("Partie 2 sur").first().waitFor();
  await opened(ines);
  assert.deepEqual(await atRest(ines), []);
  // By keyboard: right after a scroll, a headless click may still be handed to the frame that stood there.
  await ines.locator("summary").filter({ hasText: "Plan du module" }).press("Enter");
  await ines.locator(".plan a[aria-current=page]").waitFor();
});

test("player by keyboard: parts are gone through on and back, and by the plan", { skip: several === null }, async () => {
  const page = await open();
  answerDialogs(page, true);
  const solenn = await keyboard(page);
  await enter(solenn, "solenn@exemple.fr", LEARNER_PASSWORD);
  await page.goto(parts);
  await opened(page);
  const plan = await page.locator(".plan a").allTextContents();
  const arrived = async (/** @type {number} */ part) => {
    await page.getByText(`Partie ${part} sur ${plan.length}`).first().waitFor();
    await opened(page);
  };
  const byThePlan = async (/** @type {number} */ part) => {
    await solenn.unfold("Plan du module");
    await solenn.follow(plan[part - 1] ?? "");
    await arrived(part);
  };
  await byThePlan(1);
  await solenn.follow("Partie suivante");
  await arrived(2);
  await solenn.follow("Partie précédente");
  await arrived(1);
  await byThePlan(3);
  assert.equal(await page.locator(".plan a[aria-current=page]").textContent(), plan[2]);
  solenn.done();
});

// Devices that ring: a learner reads what passes by whom, lets hers ring, is told without a word, and takes it back; a browser that
// may not, or whose service doesn't answer, says so.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { field, fill, follow, sees, signIn } from "../lib/acts.mjs";
import { leads } from "../lib/browser.mjs";
import { learner } from "../lib/modules.mjs";
import { press, pushService, registersWith, ring, shown } from "../lib/push.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";
import { until } from "../lib/until.mjs";

const service = await pushService();
after(() => service.stop());
const { site, open } = await stage({ settings: { PUSH_SERVICES: service.url }, whole: true });
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

const CHOICES = "/mon-compte/notifications";
const RINGS = "Faire sonner cet appareil";

test("push: a device rings without a word, and no more once it is taken back", async () => {
  const page = await open();
  await learner(site, await open(), page, "Monique");
  await page.goto("/messages/nouveau");
  await field(page, "a").selectOption({ label: (await field(page, "a").locator("option", { hasText: "Fabienne" }).first().textContent()) ?? "" });
  await fill(page, { sujet: "Mes deux vitrines", message: "Laquelle choisir ?" });
  await follow(page, "Envoyer");
  const conversation = new URL(page.url()).pathname;

  await page.goto(CHOICES);
  // Whatever the hour is, news leaves at once.
  await page.locator("[name=de]").selectOption("");
  await page.locator("[name=a]").selectOption("");
  await follow(page, "Enregistrer");
  await sees(page, "en dehors de l’Europe");
  await sweep.look(page, "a device that may ring");

  await registersWith(page, service.url);
  await page.goto(CHOICES);
  await follow(page, RINGS);
  await sees(page, "Cet appareil sonnera quand il y aura du nouveau.");
  await sees(page, /Chrome sur /);
  await page.locator("[data-here]").filter({ visible: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: RINGS }).filter({ visible: true }).count(), 0, "it rings already");
  await sweep.look(page, "a device that rings");

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto(conversation);
  await fill(fabienne, { message: "La première : on voit le pain." });
  await follow(fabienne, "Envoyer");
  await until(() => service.asked.length === 1, "the device is rung");
  const [{ headers, body }] = service.asked;
  assert.equal(body, "");
  assert.equal(headers["content-length"], "0");
  assert.match(headers.authorization ?? "", /^vapid t=/);
  assert.doesNotMatch(JSON.stringify(service.asked), /Fabienne|Monique|vitrine|pain/i);

  await ring(page);
  await until(async () => (await shown(page)).length === 1, "the browser shows it");
  assert.deepEqual(await shown(page), [{ title: "Formation CMA", body: "Vous avez du nouveau." }]);
  await page.goto(await press(page));
  await sees(page, "À lire");
  assert.deepEqual(await shown(page), [], "pressed, it is gone");
  await page.locator("main a[href^='/notifications/']").first().click();
  await sees(page, "on voit le pain");

  await page.goto(CHOICES);
  await sees(page, /a sonné pour la dernière fois/);
  await page.locator("[data-here]").filter({ visible: true }).waitFor();
  await leads(page, () => page.getByRole("button", { name: /^Ne plus faire sonner/ }).click());
  await sees(page, "Cet appareil ne sonnera plus.");
  assert.equal(await page.locator("[data-device]").count(), 0);
  await page.getByRole("button", { name: RINGS }).filter({ visible: true }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("essai-push")), null, "it has left its service too");
  await fill(fabienne, { message: "Et la lumière est plus douce." });
  await follow(fabienne, "Envoyer");
  const bell = page.getByRole("link", { name: /Notifications.*non lue/ });
  await until(async () => (await page.reload()) && (await bell.count()) === 1, "she is told under the bell");
  assert.equal(service.asked.length, 1, "and rings no more");
  assert.deepEqual(sweep.report(), []);
});

test("push: a browser that may not, whose service doesn't answer, or without a script says so", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  await page.goto(CHOICES);
  await page.getByRole("button", { name: RINGS }).click();
  await sees(page, "n’a pas le droit d’afficher des notifications");
  await sweep.look(page, "a browser that may not ring", { brief: true });
  await registersWith(page, null);
  await page.goto(CHOICES);
  await page.getByRole("button", { name: RINGS }).click();
  await sees(page, "n’a pas répondu");
  await sweep.look(page, "a push service that doesn't answer", { brief: true });

  const plain = await open({ js: false });
  await signIn(plain, SIGN_INS.manager);
  await plain.goto(CHOICES);
  await sees(plain, "Ce navigateur ne sait pas sonner");
  assert.equal(await plain.getByRole("button", { name: RINGS }).filter({ visible: true }).count(), 0);
  assert.deepEqual(sweep.report(), []);
});

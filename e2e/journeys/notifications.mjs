// Notifications: a message is told under the bell and by a mail that says nothing of it; one chooses, and one press ends the mails.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, follow, sees, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { PASSWORD } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("notifications: told once, followed, chosen, ended by one press", async () => {
  const fabienne = await open();
  await signIn(fabienne, "fabienne", PASSWORD);
  await fabienne.goto("/notifications");
  await sees(fabienne, "Rien de nouveau");
  await follow(fabienne, "Choisir comment je suis prévenu");
  // Whatever the hour is, mails leave at once.
  await fabienne.locator("[name=de]").selectOption("");
  await fabienne.locator("[name=a]").selectOption("");
  await follow(fabienne, "Enregistrer");
  await sweep.look(fabienne, "what one is told of by mail");

  const page = await open();
  await learner(site, await open(), page, "Monique");
  await page.goto("/messages/nouveau");
  const tutor = (await field(page, "a").locator("option", { hasText: "Fabienne" }).first().textContent()) ?? "";
  await field(page, "a").selectOption({ label: tutor });
  await fill(page, { sujet: "Mes deux vitrines", message: "Laquelle choisir ?" });
  await follow(page, "Envoyer");

  const { page: mail } = await mailWith(site, "Fabienne", "message pour vous");
  assert.ok(mail.includes("Monique"), "who wrote is said");
  assert.ok(!mail.includes("vitrines") && !mail.includes("Laquelle"), "what was written is not");
  await fabienne.goto("/notifications");
  await sweep.look(fabienne, "what one was told");
  const bell = fabienne.getByRole("link", { name: /Notifications.*non lue/ });
  assert.equal(await bell.count(), 1, "the bell says it");
  await fabienne.locator("main a[href^='/notifications/']").first().click();
  await sees(fabienne, "Laquelle choisir");
  assert.equal(await bell.count(), 0, "followed, it is read");

  const address = /\/desabonnement\/[^\s"<]+/.exec(mail)?.[0] ?? "";
  const anyone = await open();
  await anyone.goto(address);
  await sweep.look(anyone, "no more mails", { brief: true });
  await follow(anyone, "Ne plus les recevoir");
  await sees(anyone, "Vous ne recevrez plus ces e-mails");
  await fabienne.goto("/mon-compte/notifications");
  assert.ok(await fabienne.locator("[name='message.new'][value=never]").isChecked());
  assert.deepEqual(sweep.report(), []);
});

// The pages of messages, looked at as every page is (accessibility.mjs).

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, follow, openSession, sees, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: messages", async () => {
  const page = await open();
  await learner(site, await open(), page, "Josiane");
  await page.goto("/messages");
  await sweep.look(page, "no message yet", { brief: true });
  await follow(page, "Écrire un message");
  await page.waitForURL("**/messages/nouveau");
  await sweep.look(page, "a message that is written");
  await fill(page, { message: "Bonjour, laquelle de mes deux vitrines choisir ?" });
  await page.locator("main form[method=post]").evaluate((form) => { if (form instanceof HTMLFormElement) form.noValidate = true; });
  await follow(page, "Envoyer");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "a message that lacks its subject", { brief: true });
  const choice = await field(page, "a").locator("option", { hasText: "Fabienne" }).first().getAttribute("value");
  await field(page, "a").selectOption(choice ?? "");
  await fill(page, { sujet: "Mes deux vitrines" });
  await follow(page, "Envoyer");
  await sees(page, "Message envoyé.");

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto("/messages");
  await sweep.look(fabienne, "conversations");
  await fabienne.goto("/messages?q=vitrines");
  await sweep.look(fabienne, "conversations that are looked for", { brief: true });
  await follow(fabienne, "Mes deux vitrines");
  await fill(fabienne, { message: "La première : on voit le pain." });
  await follow(fabienne, "Envoyer");
  await sees(fabienne, "Message envoyé.");
  await fabienne.locator("summary", { hasText: "Effacer, bloquer" }).click();
  await sweep.look(fabienne, "a conversation");
  await follow(page, "Messages");
  await follow(page, "Mes deux vitrines");
  await page.getByRole("link", { name: "Signaler" }).first().click();
  await sweep.look(page, "a message that is reported");
  await fill(page, { raison: "Pour l’essai." });
  await follow(page, "Signaler");

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/messages/signalements");
  await sweep.look(rene, "reported messages");
  await rene.goto("/messages/nouveau");
  await sweep.look(rene, "where one meets people", { brief: true });
  await rene.goto(`${await openSession(rene)}/messages`);
  await sweep.look(rene, "the messages of a session", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

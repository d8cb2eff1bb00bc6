// What writes by itself: a tutor changes a welcome, looks at it with a real learner, stops it and starts it again; the learner receives
// it, under the bell and by mail; the journal says so. By mouse, then by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, fill, follow, LEARNER_PASSWORD, openSession, sees, signIn } from "../lib/acts.mjs";
import { after, now, onTo } from "../lib/clock.mjs";
import { enter, keyboard, mouse } from "../lib/hands.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { until } from "../lib/until.mjs";

const { site, open } = await stage();

for (const [way, hands] of Object.entries({ mouse, keyboard })) {
  test(`a message is worded, looked at, stopped, sent and told of, by ${way}`, async () => {
    const given = way === "mouse" ? "Monique" : "Maria";
    await learner(site, await open(), await open(), given);

    const fabienne = await hands(await open());
    const { page } = fabienne;
    await enter(fabienne, SIGN_INS.tutor, PASSWORD);
    await fabienne.follow("Sessions");
    await fabienne.follow(COURSE);
    await fabienne.follow("Messages automatiques");
    const list = new URL(page.url()).pathname;
    await fabienne.follow("Bienvenue");
    await fabienne.fill("objet", `Bienvenue à l’atelier, {prénom} (${way})`);
    await fabienne.fill("texte", "Nous commençons le {jour}.");
    await fabienne.follow("Enregistrer");
    await page.locator(".error-summary").waitFor();
    await sees(page, /\{jour\}\s» n’existe pas/);
    await fabienne.fill("texte", "Nous commençons le {date}.\n\n{tuteur} vous attend.");
    await fabienne.choose("apprenant", `${given} Le Goff`);
    await fabienne.follow("Voir l’aperçu");
    await sees(page, `Ce que recevrait ${given} Le Goff.`);
    await sees(page, `Bienvenue à l’atelier, ${given} (${way})`);
    await fabienne.follow("Enregistrer");
    await sees(page, "Le texte est enregistré.");
    await sees(page, "Texte de cette session");
    await sees(page, `${given} Le Goff`);

    await page.goto(list);
    await fabienne.follow("Suspendre : bienvenue");
    await sees(page, "Ce message est suspendu dans la session.");
    await fabienne.follow("Reprendre : bienvenue");
    await fabienne.follow("Suspendre toute la session");
    await sees(page, "Tout est suspendu");
    await fabienne.follow("Reprendre les messages");
    await sees(page, "repartent");
    fabienne.done();

    // Who comes after the pause is welcomed: by noon the next day, whatever the quiet hours are.
    const late = way === "mouse" ? "Erwan" : "Josiane";
    await learner(site, await open(), await open(), late);
    await onTo(site, after(new Date(now(site)).toISOString().slice(0, 10), 1));
    await mailWith(site, `Bienvenue à l’atelier, ${late} (${way})`, "vous attend.");

    const learns = await hands(await open());
    await enter(learns, `${late.toLowerCase()}@exemple.fr`, LEARNER_PASSWORD);
    await learns.page.goto("/notifications");
    await learns.follow(`Bienvenue à l’atelier, ${late} (${way})`);
    assert.match(new URL(learns.page.url()).pathname, /^\/mes-parcours\/[0-9a-f-]+$/);
    learns.done();

    const again = await hands(await open());
    await enter(again, SIGN_INS.tutor, PASSWORD);
    await again.page.goto(list);
    await again.follow("Ce qui est parti");
    const welcomed = again.page.locator("main tr").filter({ hasText: "Bienvenue" });
    assert.match(await welcomed.filter({ hasText: `${late} Le Goff` }).innerText(), /E-mail et cloche/);
    assert.equal(await welcomed.filter({ hasText: `${given} Le Goff` }).count(), 0);
    again.done();
  });
}

test("an alert says the words of the session", async () => {
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await openSession(fabienne);
  await follow(fabienne, "Messages automatiques");
  await follow(fabienne, "Quiz non réussi");
  await fill(fabienne, { texte: "devrait revoir {étape} avec vous" });
  await follow(fabienne, "Voir l’aperçu");
  await sees(fabienne, /Monique Le Goff devrait revoir/);
  await follow(fabienne, "Enregistrer");
  await sees(fabienne, "Texte de cette session");
  await follow(fabienne, "Revenir au texte d’origine");
  await sees(fabienne, "Texte d’origine");
});

test("work that nobody corrects is told to its tutor, until they have seen it", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Nolwenn"));
  await follow(page, "Trois publications pour mon atelier");
  await fill(page, { texte: "Mardi : la vitrine du matin." });
  await sees(page, /^Enregistré à/);
  await follow(page, "Relire et rendre");
  await follow(page, "Rendre mon travail");
  await sees(page, "Votre travail est rendu.");
  await onTo(site, after(new Date(now(site)).toISOString().slice(0, 10), 4));

  const told = "Nolwenn Le Goff attend depuis 3 jours la correction de";
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  const alert = fabienne.getByRole("link", { name: "1 alerte à traiter" });
  await until(async () => (await fabienne.goto("/")) && (await alert.isVisible()), "her home tells of one alert");
  await follow(fabienne, "1 alerte à traiter");
  await fabienne.getByRole("link", { name: told }).click();
  await fabienne.waitForURL(/\/inscriptions\/[0-9a-f-]+\/parcours$/);
  await sees(fabienne, "Nolwenn Le Goff");
  await fabienne.goto("/alertes");
  await fabienne.getByRole("button", { name: `Vu : ${told}` }).click();
  await sees(fabienne, "Aucune alerte");
});

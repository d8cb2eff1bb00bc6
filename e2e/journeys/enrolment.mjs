// René enrols Monique, Monique comes in: the first act of the story.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, activate, activationLink, enrol, field, fill, follow, isAt, isRefused, openSession, sees, signIn } from "../lib/acts.mjs";
import { mailWith } from "../lib/mailbox.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

const MONIQUE = {
  prenom: "Monique",
  nom: "Le Goff",
  courriel: "monique.legoff@exemple.fr",
  telephone: "06 12 34 56 78",
  entreprise: "Aux bons choux",
  metier: "Pâtissière",
};

test("enrolment: René enrols Monique by one form and she activates her account", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const session = await openSession(rene);
  await enrol(rene, MONIQUE);

  isAt(rene, session);
  await rene.getByRole("status").filter({ hasText: "Monique" }).waitFor();
  const row = rene.getByRole("row").filter({ hasText: "Le Goff" });
  await row.getByText("Compte pas encore activé").first().waitFor();

  const monique = await open();
  await activate(monique, await activationLink(site, MONIQUE.courriel));
  isAt(monique, "/");
  await sees(monique, COURSE);

  await rene.reload();
  await row.waitFor();
  assert.equal(await row.getByText("Compte pas encore activé").count(), 0, "René sees that she came");
});

test("enrolment: the mail comes from René, and answers go to him", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/mon-compte");
  const address = /[\w.+-]+@[\w.-]+/.exec(await rene.locator("main").innerText())?.[0] ?? "";
  assert.ok(address, "René's account shows his address");
  await openSession(rene);
  await enrol(rene, { prenom: "Josiane", nom: "Le Bihan", courriel: "josiane@exemple.fr" });

  const { path } = await mailWith(site, "josiane@exemple.fr", "/activation/");
  const reader = await open();
  await reader.goto(path);
  const shown = (await reader.locator("main").innerText()).replace(/\s+/g, " ");
  assert.match(shown, /René/, "his name is there");
  assert.ok(shown.includes(address), "his address is there, to answer to");
});

test("enrolment: a form with mistakes comes back with its summary and what was typed", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  await openSession(page);
  await follow(page, "Inscrire une personne");
  await fill(page, { prenom: "Yann", courriel: "yann@" });
  await follow(page, "Inscrire");

  await isRefused(page);
  assert.equal(await field(page, "prenom").inputValue(), "Yann");
  assert.equal(await field(page, "courriel").inputValue(), "yann@");
  for (const name of ["nom", "courriel"]) assert.equal(await field(page, name).getAttribute("aria-invalid"), "true", name);

  await page.locator(".error-summary a").first().click();
  assert.ok(await page.evaluate(() => document.activeElement?.matches("input[aria-invalid=true]")), "a link leads to its field");

  await fill(page, { nom: "Guéguen", courriel: "yann.gueguen@exemple.fr" });
  await follow(page, "Inscrire");
  await page.getByRole("row").filter({ hasText: "Guéguen" }).waitFor();
});

test("enrolment: an activation link serves once, and its second use has a way out", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await openSession(rene);
  await enrol(rene, { prenom: "Erwan", nom: "Salaün", courriel: "erwan@exemple.fr" });
  const link = await activationLink(site, "erwan@exemple.fr");
  await activate(await open(), link);

  const late = await open();
  const response = await late.goto(link);
  assert.equal(response?.status(), 410);
  assert.equal(await late.locator("main [name=mot_de_passe]").count(), 0, "no password can be chosen with it");
  await follow(late, "Recevoir un nouveau lien");
  isAt(late, "/mot-de-passe-oublie");
});

test("enrolment: a weak password and a wrong confirmation are refused, and the link still serves", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await openSession(rene);
  await enrol(rene, { prenom: "Nolwenn", nom: "Le Roux", courriel: "nolwenn@exemple.fr" });
  const link = await activationLink(site, "nolwenn@exemple.fr");
  const nolwenn = await open();
  await activate(nolwenn, link, "motdepasse123");
  await isRefused(nolwenn);
  await fill(nolwenn, { mot_de_passe: "quatre-levains-sur-la-colline", confirmation: "autre chose de long" });
  await follow(nolwenn, "Activer mon compte");
  await isRefused(nolwenn);
  await activate(nolwenn, link);
  await sees(nolwenn, COURSE);
});

test("enrolment: someone withdrawn is enrolled again under the same account", async () => {
  const page = await open();
  const soazig = { prenom: "Soazig", nom: "Tanguy", courriel: "soazig@exemple.fr" };
  await signIn(page, SIGN_INS.manager);
  const session = await openSession(page);
  await enrol(page, soazig);
  await page.getByRole("button", { name: "Actions pour Soazig Tanguy" }).click();
  await follow(page, "Retirer de la session…");
  await page.getByRole("heading", { level: 1, name: /Retirer Soazig Tanguy/ }).waitFor();
  await page.getByRole("radio", { name: "Abandon" }).check();
  await follow(page, "Retirer de la session");
  isAt(page, session);
  await page.getByRole("status").filter({ hasText: "Soazig Tanguy" }).waitFor();
  assert.equal(await page.getByRole("row").filter({ hasText: "Tanguy" }).filter({ hasText: "Abandon" }).count(), 1, "she is in the list of who left");

  await enrol(page, soazig);
  isAt(page, session);
  await page.getByRole("row").filter({ hasText: "Tanguy" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Retirées" }).count(), 0, "nobody is out any more");
});

test("enrolment: an address that someone has already is asked about, and two people may share it", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  const session = await openSession(page);
  await enrol(page, { prenom: "Loïc", nom: "Kervella", courriel: "boulangerie@exemple.fr" });
  await enrol(page, { prenom: "Maëlle", nom: "Kervella", courriel: "boulangerie@exemple.fr" });
  await isRefused(page);
  await page.getByRole("radio", { name: /quelqu’un d’autre/ }).check();
  await follow(page, "Inscrire");
  isAt(page, session);
  for (const name of ["Loïc Kervella", "Maëlle Kervella"]) await page.getByRole("row").filter({ hasText: name }).waitFor();
});

test("enrolment: a mistyped address is put right, and the way in follows it", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.manager);
  const session = await openSession(page);
  await enrol(page, { prenom: "Gaëlle", nom: "Tanguy", courriel: "gaele@exemple.fr" });
  const first = await activationLink(site, "gaele@exemple.fr");
  await page.getByRole("button", { name: "Actions pour Gaëlle Tanguy" }).click();
  await follow(page, "Corriger la fiche…");
  await page.getByRole("heading", { level: 1, name: /Corriger la fiche de Gaëlle Tanguy/ }).waitFor();
  await fill(page, { courriel: "gaelle" });
  await follow(page, "Enregistrer la fiche");
  await isRefused(page);
  await fill(page, { courriel: "gaelle@exemple.fr", metier: "Fleuriste" });
  await follow(page, "Enregistrer la fiche");
  isAt(page, session);
  await page.getByRole("status").filter({ hasText: "gaelle@exemple.fr" }).waitFor();

  const gaelle = await open();
  await gaelle.goto(first);
  await sees(gaelle, "un autre l’a remplacé");
  await activate(gaelle, await activationLink(site, "gaelle@exemple.fr"));
  await sees(gaelle, COURSE);
});

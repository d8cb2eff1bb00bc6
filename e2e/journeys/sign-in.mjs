// Coming in, not coming in, coming back in, going out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, isAt, isRefused, sees, signIn } from "../lib/acts.mjs";
import { enter, keyboard } from "../lib/hands.mjs";
import { linkIn, mailWith } from "../lib/mailbox.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

/** @param {import("playwright-core").Page} page */
async function signOut(page) {
  await page.getByRole("button", { name: /Mon compte/ }).click();
  await follow(page, "Se déconnecter");
  isAt(page, "/connexion");
}

const WHO = /** @type {const} */ ([
  ["administrator", SIGN_INS.administrator],
  ["manager", SIGN_INS.manager],
  ["tutor", SIGN_INS.tutor],
  ["second tutor", SIGN_INS.secondTutor],
]);
for (const [who, login] of WHO) {
  test(`sign-in: the ${who} of the demonstration comes in and goes out`, async () => {
    const page = await open();
    await signIn(page, login);
    isAt(page, "/");
    await signOut(page);
    await page.goto("/mon-compte");
    isAt(page, "/connexion");
  });
}

test("sign-in: one comes back to the page that was asked for", async () => {
  const page = await open();
  await page.goto("/mon-compte");
  isAt(page, "/connexion");
  await fill(page, { identifiant: SIGN_INS.manager, mot_de_passe: PASSWORD });
  await follow(page, "Se connecter");
  isAt(page, "/mon-compte");
});

test("sign-in: a wrong password is refused, and the identifier stays", async () => {
  const page = await open();
  await signIn(page, "personne", "pas le bon mot de passe");
  await isRefused(page);
  assert.equal(await page.locator("main [name=identifiant]:not([type=hidden])").inputValue(), "personne");
  assert.equal(await page.locator("main [name=mot_de_passe]").inputValue(), "", "a password is never sent back");
  await follow(page, "Se connecter");
  await isRefused(page);
});

test("sign-in: failures slow the next try down, and a link by e-mail opens the account again", async () => {
  const page = await open();
  const slowed = page.locator(".error-summary").getByText(/réessayez dans \d+\sseconde/);
  for (let tries = 0; tries < 8 && (await slowed.count()) === 0; tries += 1) {
    await signIn(page, SIGN_INS.secondTutor, "pas le bon mot de passe");
    await isRefused(page);
  }
  await slowed.waitFor();
  await signIn(page, SIGN_INS.secondTutor);
  await isRefused(page);

  await follow(page, "Mot de passe oublié ?");
  await fill(page, { identifiant: SIGN_INS.secondTutor });
  await follow(page, "Recevoir un lien");
  await page.goto(linkIn(await mailWith(site, "/nouveau-mot-de-passe/"), "/nouveau-mot-de-passe/"));
  await fill(page, { mot_de_passe: "un-rabot-sous-la-pluie-de-mai", confirmation: "un-rabot-sous-la-pluie-de-mai" });
  await follow(page, "Changer mon mot de passe");
  isAt(page, "/");
  await signOut(page);
  await signIn(page, SIGN_INS.secondTutor, "un-rabot-sous-la-pluie-de-mai");
  isAt(page, "/");
});

test("sign-in: who has no account learns nothing from asking for a link", async () => {
  const page = await open();
  const answers = [];
  for (const identifiant of ["personne", SIGN_INS.administrator]) {
    await page.goto("/mot-de-passe-oublie");
    await fill(page, { identifiant });
    await follow(page, "Recevoir un lien");
    answers.push(await page.locator("main").innerText());
  }
  assert.equal(answers[0], answers[1]);
});

test("sign-in: without JavaScript one comes in, is refused, and goes out", async () => {
  const page = await open({ js: false });
  await signIn(page, SIGN_INS.tutor, "pas le bon mot de passe");
  assert.match(await page.title(), /^Erreur/);
  await page.locator(".error-summary").waitFor();
  await signIn(page, SIGN_INS.tutor);
  isAt(page, "/");
  await signOut(page);
});

test("sign-in: on a phone, in the dark, one comes in too", async () => {
  const page = await open({ width: 320, scheme: "dark" });
  await signIn(page, SIGN_INS.tutor);
  isAt(page, "/");
  await sees(page, /Fabienne/);
});

// The last: René's password is another one after it.
test("sign-in by keyboard: refused then in; a link by e-mail gives a new password", async () => {
  const rene = await keyboard(await open());
  await enter(rene, SIGN_INS.manager, "pas le bon mot de passe");
  await isRefused(rene.page);
  await rene.fill("mot_de_passe", PASSWORD);
  await rene.follow("Se connecter");
  isAt(rene.page, "/");
  rene.done();

  const forgets = await keyboard(await open());
  await forgets.page.goto("/connexion");
  await forgets.follow("Mot de passe oublié ?");
  await forgets.fill("identifiant", SIGN_INS.manager);
  await forgets.follow("Recevoir un lien");
  await forgets.page.goto(linkIn(await mailWith(site, "/nouveau-mot-de-passe/", "Bonjour René"), "/nouveau-mot-de-passe/"));
  await forgets.fill("mot_de_passe", "une-varlope-au-bord-du-canal");
  await forgets.fill("confirmation", "une-varlope-au-bord-du-canal");
  await forgets.follow("Changer mon mot de passe");
  isAt(forgets.page, "/");
  forgets.done();
});

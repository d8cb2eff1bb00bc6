// Every page that each person reaches, refused forms and error pages too: axe and the scripted checks at 320, 768
// and 1280 px, light, dark and forced colours, with pictures in e2e/screenshots. Pages are found by their links, so
// that a new one is looked at from its first day. The store's engine changes no page: on PostgreSQL one look is enough.

import assert from "node:assert/strict";
import { test } from "node:test";
import { activate, activationLink, enrol, follow, openSession, signIn } from "../lib/acts.mjs";
import { linkIn, mailWith } from "../lib/mailbox.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep, crawl } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });
const LEARNER = { prenom: "Monique", nom: "Le Goff", courriel: "monique.legoff@exemple.fr" };

/** Kinds of page that anybody reaches: looked at in every way once. @type {Set<string>} */
const shared = new Set();

function inOrder() {
  assert.deepEqual(sweep.report(), []);
}

/** @param {string} who @param {import("playwright-core").Page} page @param {string[]} [more] paths that no link leads to */
async function everything(who, page, more = []) {
  const dead = await crawl(page, ["/", ...more], async (kind) => {
    if (kind === "/kit" && who !== "anyone") return;
    await sweep.look(page, `${who} ${kind === "/" ? "home" : kind}`, { once: shared.has(kind) });
    if (who === "anyone") shared.add(kind);
  });
  for (const link of dead) sweep.say(link);
  inOrder();
}

test("sweep: pages that anybody reaches", async () => {
  await everything("anyone", await open(), ["/kit", "/courrier", "/connexion", "/mot-de-passe-oublie"]);
});

for (const who of /** @type {const} */ (["administrator", "manager", "tutor"])) {
  test(`sweep: pages of the ${who}`, async () => {
    const page = await open();
    await signIn(page, SIGN_INS[who]);
    await everything(who, page);
  });
}

test("sweep: activation and the pages of the learner", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await openSession(rene);
  await enrol(rene, LEARNER);
  await sweep.look(rene, "manager after an enrolment");
  inOrder();

  const link = await activationLink(site, LEARNER.courriel);
  const page = await open();
  await page.goto(link);
  await sweep.look(page, "activation");
  await activate(page, link, "court");
  await sweep.look(page, "activation refused");
  await activate(page, link);
  await everything("learner", page);
  const late = await open();
  await late.goto(link);
  await sweep.look(late, "activation used", { error: true });
  inOrder();
});

test("sweep: forms that come back with their mistakes", async () => {
  const page = await open();
  for (const [path, act] of [["/connexion", "Se connecter"], ["/mot-de-passe-oublie", "Recevoir un lien"]]) {
    await page.goto(path);
    await follow(page, act);
    await sweep.look(page, `${path} refused`);
  }
  await page.locator("main [name=identifiant]:not([type=hidden])").fill(SIGN_INS.tutor);
  await follow(page, "Recevoir un lien");
  await sweep.look(page, "link sent");
  await page.goto(linkIn(await mailWith(site, "/nouveau-mot-de-passe/"), "/nouveau-mot-de-passe/"));
  await sweep.look(page, "new password");
  await follow(page, "Changer mon mot de passe");
  await sweep.look(page, "new password refused");

  await signIn(page, SIGN_INS.manager);
  await page.goto("/mon-compte");
  await follow(page, "Changer mon mot de passe");
  await sweep.look(page, "/mon-compte refused");
  await openSession(page);
  await follow(page, "Inscrire une personne");
  await follow(page, "Inscrire");
  await sweep.look(page, "enrolment refused");
  inOrder();
});

test("sweep: pages that are absent or not for this account", async () => {
  const page = await open();
  assert.equal((await page.goto("/nulle-part"))?.status(), 404);
  await sweep.look(page, "absent, for anyone", { error: true });
  await signIn(page, SIGN_INS.manager);
  const session = await openSession(page);
  assert.equal((await page.goto("/sessions/00000000-0000-7000-8000-000000000000"))?.status(), 404);
  await sweep.look(page, "absent, for the manager", { error: true });

  const tutor = await open();
  await signIn(tutor, SIGN_INS.tutor);
  const response = await tutor.goto(`${session}/inscriptions/nouvelle`);
  assert.ok([403, 404].includes(response?.status() ?? 0), "a tutor enrols nobody");
  await sweep.look(tutor, "refused, for the tutor", { error: true });
  inOrder();
});

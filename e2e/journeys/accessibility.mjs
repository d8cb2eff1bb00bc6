// Every page that each person reaches, refused forms and error pages too: axe and the scripted checks at 320, 768
// and 1280 px, light, dark and forced colours, with pictures in e2e/screenshots. Pages are found by their links, so
// that a new one is looked at from its first day. The store's engine changes no page: on PostgreSQL each is opened, and its links followed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COURSE, activate, activationLink, enrol, field, fill, follow, isRefused, openSession, signIn } from "../lib/acts.mjs";
import { after, now, onTo } from "../lib/clock.mjs";
import { content } from "../lib/golf.mjs";
import { linkIn, mailWith } from "../lib/mailbox.mjs";
import { inside, opened } from "../lib/modules.mjs";
import { openOwn, own, QUIET } from "../lib/own.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep, everything } from "../lib/sweep.mjs";
import { until } from "../lib/until.mjs";

const stand = await stage();
const { site, open } = stand;
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });
/** @typedef {import("playwright-core").Page} Page */
const LEARNER = { prenom: "Monique", nom: "Le Goff", courriel: "monique.legoff@exemple.fr" };

/** Kinds of page that were looked at in every way. @type {import("../lib/sweep.mjs").Looked} */
const looked = new Map();

function inOrder() {
  assert.deepEqual(sweep.report(), []);
}

test("sweep: pages that anybody reaches", async () => {
  await everything(sweep, ["anyone", await open()], looked, ["/kit", "/courrier", "/connexion", "/mot-de-passe-oublie"]);
});

// Who reaches most comes first.
for (const who of /** @type {const} */ (["administrator", "manager", "tutor", "adviser"])) {
  test(`sweep: pages of the ${who}`, async () => {
    const page = await open();
    await signIn(page, SIGN_INS[who]);
    await everything(sweep, [who, page], looked);
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
  await everything(sweep, ["learner", page], looked);
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

/** Sends a form with nothing in it, then gives its fields back what they held. @param {Page} page @param {string} act @param {string} name */
async function sentEmpty(page, act, name) {
  const typed = await page.locator("main form :is(input:not([type=hidden], [type=radio]), textarea)").all();
  /** @type {Record<string, string>} */
  const held = {};
  for (const one of typed) held[(await one.getAttribute("name")) ?? ""] = await one.inputValue();
  await fill(page, Object.fromEntries(Object.keys(held).map((name) => [name, ""])));
  await follow(page, act);
  await isRefused(page);
  await sweep.look(page, `${name} refused`, { brief: true });
  await fill(page, held);
}

/** Forms of the library and of the editor: the page, what is typed and must not, the button. @type {[string, string, Record<string, string>, string][]} */
const WRONG = [
  ["library, a module", "/bibliotheque/nouvelle?sorte=scorm", { titre: "", minutes: "0" }, "Ajouter la ressource"],
  ["library, a video", "/bibliotheque/nouvelle?sorte=video", { titre: "Film", minutes: "5" }, "Ajouter la ressource"],
  ["library, a sound", "/bibliotheque/nouvelle?sorte=audio", { titre: "Son", minutes: "5", transcription: "" }, "Ajouter la ressource"],
  ["library, a document", "/bibliotheque/nouvelle?sorte=document", { titre: "Mémo", minutes: "5" }, "Ajouter la ressource"],
  ["library, a page", "/bibliotheque/nouvelle?sorte=page", { titre: "", minutes: "x", texte: "" }, "Ajouter la ressource"],
  ["a question", "/questions/nouvelle?type=single", { titre: "", enonce: "" }, "Enregistrer"],
  ["a question of several parts", "/questions/nouvelle?type=matching", { titre: "", enonce: "" }, "Enregistrer"],
  ["library, a link", "/bibliotheque/nouvelle?sorte=link", { titre: "Site", minutes: "5", adresse: "ailleurs" }, "Ajouter la ressource"],
  ["library, an instruction", "/bibliotheque/nouvelle?sorte=instruction", { titre: "", minutes: "x", texte: "" }, "Ajouter la ressource"],
  ["library, a sheet", "fiche", { titre: "", minutes: "0" }, "Enregistrer"],
  ["editor, a course", "/parcours/nouveau", { titre: "" }, "Créer le parcours"],
  ["editor, a part", "partie", { titre: "" }, "Enregistrer"],
  ["editor, a step", "etape", { titre: "", minutes: "0" }, "Enregistrer"],
];

test("sweep: the list of sessions, narrowed to nothing", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.administrator);
  await page.goto("/sessions?etat=terminees&parcours=00000000-0000-7000-8000-000000000000");
  await sweep.look(page, "sessions, none", { brief: true });
  inOrder();
});

test("sweep: forms of the library and of the editor, refused", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.administrator);
  await page.goto("/parcours");
  await follow(page, COURSE);
  const course = new URL(page.url()).pathname;
  const href = async (/** @type {string} */ start) => (await page.locator(`main a[href^="${start}"]`).first().getAttribute("href")) ?? "";
  const places = { fiche: `${await href("/bibliotheque/")}/fiche`, partie: await href(`${course}/partie?partie=`), etape: await href(`${course}/etape?etape=`) };
  for (const [name, path, typed, act] of WRONG) {
    await page.goto(/** @type {Record<string, string>} */ (places)[path] ?? path);
    await fill(page, typed);
    await page.getByRole("button", { name: act }).first().click();
    await isRefused(page);
    await sweep.look(page, `${name} refused`, { brief: true });
  }
  inOrder();
});

/**
 * René opens a session by the wizard.
 * @param {Page} rene
 * @param {string} course
 * @param {Record<string, string>} period
 * @param {(stage: number) => Promise<void>} [visit] each stage
 * @returns {Promise<string>} the session's path
 */
async function opensSession(rene, course, period, visit = async () => {}) {
  await rene.goto("/sessions");
  await follow(rene, "Créer une session");
  await visit(1);
  await rene.getByRole("radio", { name: course }).check();
  await follow(rene, "Continuer");
  for (let stage = 2; stage <= 5; stage += 1) {
    if (stage === 2) await fill(rene, period);
    await visit(stage);
    await follow(rene, stage === 5 ? "Créer la session" : "Continuer");
  }
  return new URL(rene.url()).pathname;
}

/** Someone comes into a session. @param {Page} rene @param {string} session @param {string} prenom @returns {Promise<{page: Page, course: string}>} */
async function comesIn(rene, session, prenom) {
  const courriel = `${prenom.toLowerCase()}.nouveau@exemple.fr`;
  await rene.goto(session);
  await enrol(rene, { prenom, nom: "Le Goff", courriel });
  const page = await open();
  await activate(page, await activationLink(site, courriel));
  const link = await page.locator('a[href^="/mes-parcours/"]').first().getAttribute("href");
  return { page, course: /^\/mes-parcours\/[0-9a-f-]+/.exec(link ?? "")?.[0] ?? "" };
}

/** A step of the course that holds a module, as the administrator sees it. */
async function firstModule() {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  await administrator.goto("/parcours");
  await follow(administrator, COURSE);
  const row = administrator.locator("main tr", { has: administrator.locator('a[href^="/bibliotheque/"]') }).first();
  const link = await row.locator('a[href*="/etape?etape="]').getAttribute("href");
  return /etape=([0-9a-f-]+)/.exec(link ?? "")?.[1] ?? "";
}

test("sweep: packages as they are played, and their openings as tutors read them", async () => {
  const { page, course, address } = await openOwn(stand, own([QUIET, QUIET]), "Monique");
  await page.goto(address);
  await inside(page).locator("#b").click();
  await page.locator("summary").filter({ hasText: "Plan du module" }).press("Enter");
  await page.locator("#plan .name[aria-current]").waitFor();
  await sweep.look(page, "package of SCORM 2004, its plan open", { brief: true });
  const other = `${course}/etapes/${await firstModule()}`;
  await page.goto(other);
  await opened(page);
  inOrder();

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  for (const [name, step] of [["2004", address], ["1.2", other]]) {
    await fabienne.goto(`${step.replace("/mes-parcours/", "/inscriptions/")}/ouvertures`);
    await sweep.look(fabienne, `openings of SCORM ${name}`, { brief: true });
    await fabienne.locator('main a[href*="/ouverture?de="]').first().click();
    await fabienne.waitForURL(/ouverture\?de=/);
    await sweep.look(fabienne, `one opening of SCORM ${name}`, { brief: true });
    inOrder();
  }
});

test("sweep: marks of tutors, refused and too early", async () => {
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  const session = await openSession(fabienne);
  for (const [title, early] of /** @type {const} */ ([["Trois publications pour mon atelier", false], ["Ma page passée au banc d’essai", true]])) {
    await fabienne.goto(`${session}/suivi`);
    await fabienne.getByRole("link", { name: `Valider « ${title} »` }).first().click();
    await fabienne.waitForURL(/\/validation$/);
    await sweep.look(fabienne, early ? "mark too early" : "mark", { brief: true });
    if (!early) await sentEmpty(fabienne, "C’est fait", "mark");
  }
  inOrder();
});

/** Fabienne says that a learner's case study is done: the final quiz opens. @param {string} session @param {string} who */
async function studied(session, who) {
  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto(`${session}/suivi`);
  await follow(fabienne, `Valider « Trois publications pour mon atelier » pour ${who}`);
  await fill(fabienne, { pourcentage: "85" });
  await follow(fabienne, "C’est fait");
}

test("sweep: our own modules, screen by screen", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const begun = await openSession(rene);
  const own = await comesIn(rene, begun, "Karim");
  await studied(begun, "Karim Le Goff");
  await own.page.goto(own.course);
  const steps = await own.page.locator('main a[href*="/etapes/"]').evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href") ?? ""))]);
  let modules = 0;
  for (const step of steps) {
    await own.page.goto(step);
    const next = inside(own.page).locator("nav button.main");
    // A package that another test put there isn't ours.
    if (!(await next.waitFor({ timeout: 8_000 }).then(() => true, () => false))) continue;
    modules += 1;
    const frame = content(own.page);
    assert.ok(frame);
    const title = await own.page.title();
    const screens = await frame.evaluate(() => document.querySelectorAll("main > section").length);
    for (let screen = 1; screen <= screens; screen += 1) {
      await sweep.inside(own.page, frame, `${title}, screen ${screen}`);
      await next.click();
    }
  }
  assert.equal(modules, 5);

  const today = new Date(now(site)).toISOString().slice(0, 10);
  const session = await opensSession(rene, "Savoir répondre aux avis", { debut: today, reference: "AVIS" });
  const { page, course } = await comesIn(rene, session, "Fabienne");
  await page.goto(course);
  await page.locator('main a[href*="/etapes/"]').first().click();
  const frame = await until(() => [content(page)].find((one) => one?.url().startsWith("http")), "the sequenced module is there");
  for (const name of ["positionnement", "lire", "repondre", "evaluation", "remercier"]) {
    await frame.goto(new URL(`${name}.html`, frame.url()).href);
    await sweep.inside(page, frame, `parcours adapté, ${name}`);
  }
  await page.goto(course);
  await follow(page, "Répondre en trois temps");
  await page.locator("video").waitFor();
  await page.getByText("Lire la transcription").click();
  await sweep.look(page, "film");
  await page.getByRole("button", { name: "J’ai lu toute la transcription" }).click();
  await page.goto("/mes-fiches");
  await sweep.look(page, "summary sheets");
  await follow(page, "Répondre à un avis");
  await sweep.look(page, "a summary sheet");
  inOrder();
});

test("sweep: the wizard, stage by stage, and a module that isn't open yet", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const session = await opensSession(rene, COURSE, { reference: "FB-SUITE" }, async (stage) => {
    await sweep.look(rene, `wizard ${stage}`, { brief: true });
    // The tutors' may stay empty, the last has nothing to fill.
    if (stage <= 3) await sentEmpty(rene, "Continuer", `wizard ${stage}`);
  });
  inOrder();
  const { page, course } = await comesIn(rene, session, "Maria");
  await page.goto(course);
  await sweep.look(page, "course before its first day", { brief: true });
  const step = await firstModule();
  await page.goto(`${course}/etapes/${step}`);
  await page.getByText("Ce module n’est pas ouvert").waitFor();
  await sweep.look(page, "module not open", { brief: true });
  inOrder();
});

test("sweep: a list of people, its columns, its lines, what it did, taking it back", async () => {
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  const session = await openSession(rene);
  await follow(rene, "Inscrire plusieurs personnes");
  await follow(rene, "Lire le fichier");
  await isRefused(rene);
  await sweep.look(rene, "list refused", { brief: true });
  const lines = ["Qui;Contact", "Gaëlle Kermarrec;gaelle@four.fr", "Erwan Kermarrec;gaelle@four.fr", "Yann;yann", "gaëlle KERMARREC;gaelle@four.fr"];
  await fill(rene, { liste: lines.join("\n") });
  await follow(rene, "Lire la liste");
  await sweep.look(rene, "list columns", { brief: true });
  await follow(rene, "Continuer");
  await isRefused(rene);
  await sweep.look(rene, "list columns refused", { brief: true });
  await field(rene, "colonne-0").selectOption({ label: "Prénom et nom" });
  await follow(rene, "Continuer");
  await rene.getByText("Voir les lignes ignorées").click();
  await sweep.look(rene, "list lines", { brief: true });
  await follow(rene, "Inscrire la personne");
  await sweep.look(rene, "list done", { brief: true });
  await follow(rene, "Annuler cet import");
  await sweep.look(rene, "list taken back", { brief: true });
  await rene.goto(`${session}/inscriptions/liste`);
  await sweep.look(rene, "lists sent", { brief: true });
  inOrder();
});

// The last: it moves the clock beyond the session.
test("sweep: documents, their cancellation, their verification", async () => {
  await onTo(site, after(new Date(now(site)).toISOString().slice(0, 10), 30));
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/sessions");
  await rene.locator("main tr", { hasText: "Terminée" }).getByRole("link").first().click();
  await follow(rene, "Attestations");
  await follow(rene, "Remettre les documents aux personnes cochées");
  await sweep.look(rene, "documents handed out", { brief: true });
  await rene.locator('main a[href^="/certificats/"]').first().click();
  await rene.waitForURL(/\/certificats\//);
  await sweep.look(rene, "document", { brief: true });
  inOrder();
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(await rene.locator("main").innerText())?.[0] ?? "";
  const anyone = await open();
  await anyone.goto("/verification");
  await sentEmpty(anyone, "Vérifier", "verification");
  await fill(anyone, { code });
  await follow(anyone, "Vérifier");
  await sweep.look(anyone, "document checked", { brief: true });
  inOrder();

  await follow(rene, "Annuler ce document");
  await sweep.look(rene, "cancellation", { brief: true });
  await sentEmpty(rene, "Annuler le document", "cancellation");
  await field(rene, "raison").first().check();
  await follow(rene, "Annuler le document");
  inOrder();
  await anyone.reload();
  await sweep.look(anyone, "document cancelled, checked", { brief: true });
  inOrder();
});

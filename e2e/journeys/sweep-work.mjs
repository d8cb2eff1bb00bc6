// The pages of work to hand in and of its correction, looked at as every page is (accessibility.mjs): none is reached by links alone
// before somebody has handed something in.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fill, follow, openSession, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { pdf } from "../lib/pdf.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });
/** Of who makes the item, whose page has the title of its step. */
const making = new Sweep({ full: process.env.ENGINE !== "postgres" });

/** An image of one point. */
const IMAGE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

test("sweep: work that is handed in, reviewed, corrected and read", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Josiane"));
  await follow(page, "Trois publications pour mon atelier");
  for (const part of ["Enregistrer ma voix", "Me filmer", "Joindre des documents ou des images"]) await page.locator("summary", { hasText: part }).click();
  await sweep.look(page, "work to hand in");
  await follow(page, "Relire et rendre");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "work to hand in, empty", { brief: true });
  await fill(page, { texte: "Trois publications, une par semaine." });
  await page.locator("summary", { hasText: "Joindre des documents" }).click();
  const sheets = { name: "Fiche.pdf", mimeType: "application/pdf", buffer: pdf([[1, 0, 0], [0, 0, 1]]) };
  await page.locator("[name=fichiers]").setInputFiles([{ name: "vitrine.png", mimeType: "image/png", buffer: IMAGE }, sheets]);
  await follow(page, "Relire et rendre");
  await sweep.look(page, "work about to be handed in");
  await follow(page, "Rendre mon travail");
  await sweep.look(page, "work handed in");

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  await fabienne.goto("/corrections");
  await sweep.look(fabienne, "what waits to be corrected");
  await fabienne.locator("summary", { hasText: "Corriger hors ligne" }).click();
  await fabienne.locator("details a").first().click();
  await fabienne.waitForURL(/\/etapes\/.*\/corrections$/);
  const session = new URL(fabienne.url()).pathname.split("/etapes/")[0];
  await sweep.look(fabienne, "correcting offline");
  await fabienne.goto("/corrections");
  await follow(fabienne, "Josiane Le Goff");
  for (const part of ["Répondre de vive voix", "Répondre en vidéo", "Annoter vitrine.png", "Annoter Fiche.pdf", "Confier"]) {
    const summary = fabienne.locator("summary", { hasText: part });
    if ((await summary.count()) > 0) await summary.click();
  }
  await fabienne.locator(".sheets canvas").waitFor();
  await sweep.look(fabienne, "a correction");
  await follow(fabienne, "Publier");
  await fabienne.locator(".error-summary").waitFor();
  await sweep.look(fabienne, "a correction that lacks something", { brief: true });
  await fabienne.locator("summary", { hasText: "Annoter vitrine.png" }).click();
  await fabienne.locator("summary", { hasText: "Annoter Fiche.pdf" }).click();
  for (const file of ["vitrine.png", "Fiche.pdf"]) {
    const part = fabienne.locator("details", { hasText: `Annoter ${file}` });
    await part.locator("[name=note-texte]").first().fill("Trop de reflets.");
    await part.locator("[name=note-gauche]").first().fill("90");
    await part.locator("[name=note-haut]").first().fill("10");
  }
  for (const level of ["Chacune arrête le regard", "On le voit de près", "À alléger"]) await fabienne.getByLabel(level).check();
  await fill(fabienne, { commentaire: "Deux publications suffisent." });
  await fabienne.getByLabel("Garder ce commentaire").check();
  await follow(fabienne, "Publier");
  await fabienne.goto("/corrections/phrases");
  await sweep.look(fabienne, "a tutor's own sentences", { brief: true });
  await fabienne.goto("/corrections?etat=publiees");
  await sweep.look(fabienne, "what was published", { brief: true });
  await page.goto("/");
  await sweep.look(page, "home of who was just corrected", { brief: true });
  await follow(page, "Lire la correction");
  await page.getByRole("button", { name: "Voir où elles sont" }).click();
  await page.locator(".sheets canvas").waitFor();
  await sweep.look(page, "a correction, read");
  await fabienne.goto(`${session}/notes`);
  await sweep.look(fabienne, "the marks of a session");
  await fabienne.locator("main table a").first().click();
  await fabienne.waitForURL(/\/notes$/);
  await sweep.look(fabienne, "the history of a mark");
  await fabienne.goto("/corrections?etat=relire");
  await sweep.look(fabienne, "nothing to read again", { brief: true });
  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto(`${session}/relecture`);
  await sweep.look(rene, "whether corrections are read twice", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

test("sweep: work of a group, its groups, an instruction that is said", async () => {
  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  await office.goto("/bibliotheque");
  await follow(office, "Trois publications pour mon atelier");
  for (const part of ["La consigne à écouter", "La consigne en vidéo"]) await office.locator("summary", { hasText: part }).click();
  await office.getByLabel("Ce travail se rend en groupe").check();
  const sound = join(fileURLToPath(import.meta.url), "..", "..", "..", "crates", "catalogue", "tests", "recordings", "tone.mp3");
  await office.locator("input[name=consigne-audio]").setInputFiles(sound);
  await making.look(office, "an item of work, its instruction said or filmed");
  await follow(office, "Mettre en ligne cette version");
  await making.look(office, "an item of work, said", { brief: true });

  const page = await open();
  const course = await learner(site, await open(), page, "Nolwenn");
  await page.goto(course);
  await follow(page, "Trois publications pour mon atelier");
  await sweep.look(page, "work that may be a group's, alone");
  await follow(page, "Choisir ce qui vient en premier");
  await sweep.look(page, "how someone would rather be told");

  const fabienne = await open();
  await signIn(fabienne, SIGN_INS.tutor);
  const session = await openSession(fabienne);
  await follow(fabienne, "Groupes");
  await sweep.look(fabienne, "no groups yet", { brief: true });
  await follow(fabienne, "Créer le groupe");
  await fabienne.locator(".error-summary").waitFor();
  await sweep.look(fabienne, "a group without a name", { brief: true });
  await fill(fabienne, { nom: "Boulangerie du mardi" });
  await follow(fabienne, "Créer le groupe");
  await fabienne.getByLabel("Nolwenn Le Goff", { exact: true }).selectOption({ label: "Boulangerie du mardi" });
  await follow(fabienne, "Enregistrer les groupes");
  await fabienne.locator("summary", { hasText: "Changer" }).first().click();
  await sweep.look(fabienne, "the groups of a session");
  assert.match(session, /^\/sessions\//);

  await page.goto(course);
  await follow(page, "Trois publications pour mon atelier");
  await fill(page, { texte: "Une vitrine." });
  await follow(page, "Enregistrer le brouillon");
  await page.locator("summary", { hasText: "Qui a écrit quoi" }).click();
  await sweep.look(page, "the draft of a group");
  await follow(page, "Relire et rendre");
  await sweep.look(page, "a group's work about to be handed in", { brief: true });
  await follow(page, "Rendre mon travail");
  await sweep.look(page, "a group's work handed in", { brief: true });
  await fabienne.goto("/corrections");
  await fabienne.locator("main a", { hasText: "et son groupe" }).first().click();
  await sweep.look(fabienne, "a group's work to correct", { brief: true });
  assert.deepEqual([...sweep.report(), ...making.report()], []);
});

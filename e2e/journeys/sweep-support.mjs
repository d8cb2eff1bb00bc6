// The pages of help, looked at as every page is (accessibility.mjs): for who asks, for who answers, for the office.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: a request for help, asked, answered and passed on", async () => {
  const page = await open();
  await page.goto(await learner(site, await open(), page, "Josiane"));
  await page.goto("/aide");
  await sweep.look(page, "help");
  await follow(page, "Mes demandes d’aide");
  await sweep.look(page, "no request yet", { brief: true });
  await follow(page, "Signaler un problème");
  await sweep.look(page, "a request for help, to write");
  await follow(page, "Envoyer la demande");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "a request without words", { brief: true });
  await page.getByLabel("Affichage, son ou appareil").check();
  await fill(page, { sujet: "Le son grésille", message: "Depuis hier, dans la deuxième vidéo." });
  await follow(page, "Envoyer la demande");
  await sweep.look(page, "one's request for help");
  const path = new URL(page.url()).pathname;
  assert.deepEqual(sweep.report(), []);

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await rene.goto("/assistance");
  await sweep.look(rene, "requests for help");
  await follow(rene, "Téléphone, horaires et réponses préparées de CMA Bretagne");
  await fill(rene, { telephone: "02 00 00 00 00" });
  await follow(rene, "Enregistrer");
  await fill(rene, { titre: "Vider le cache", texte: "Bonjour {prénom}, videz le cache." });
  await follow(rene, "Ajouter la réponse");
  await sweep.look(rene, "the help of a region");
  await follow(rene, "Modifier « Vider le cache »");
  await sweep.look(rene, "a prepared answer", { brief: true });
  await rene.goto("/assistance");
  await follow(rene, "Le son grésille");
  await sweep.look(rene, "a request for help, to answer");
  await follow(rene, "Répondre");
  await rene.locator(".error-summary").waitFor();
  await sweep.look(rene, "an answer without words", { brief: true });
  await fill(rene, { message: "Redémarrez l’appareil." });
  await rene.getByLabel("C’est résolu").check();
  await follow(rene, "Répondre");
  await page.goto(path);
  await sweep.look(page, "one's request, solved");
  await page.goto("/aide/demandes");
  await sweep.look(page, "one's requests", { brief: true });
  await rene.goto("/assistance/telephone?q=josiane");
  await sweep.look(rene, "a call, to note");
  await rene.goto("/assistance/bilan");
  await sweep.look(rene, "a month of help");
  assert.deepEqual(sweep.report(), []);

  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  await office.goto("/assistance?etat=all&niveau=all");
  await sweep.look(office, "requests for help, of all", { brief: true });
  await office.goto("/assistance/reglages");
  await sweep.look(office, "the help of the nation", { brief: true });
  const passing = await open();
  await passing.goto("/aide");
  await sweep.look(passing, "help, before signing in", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

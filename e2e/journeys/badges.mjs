// Badges: won by what is done, shown to others by a link while their holder chooses to; what wins them is the office's choice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, sees, signIn } from "../lib/acts.mjs";
import { learner } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";
import { until } from "../lib/until.mjs";

const { site, open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("badges: won, shown by a link, taken back; a rule is added and stopped", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Monique");
  await page.goto("/mes-badges");
  await sees(page, "Pas encore de badge");
  await sweep.look(page, "no badge yet", { brief: true });

  const office = await open();
  await signIn(office, SIGN_INS.administrator);
  await follow(office, "Badges");
  await follow(office, "Ajouter le badge");
  await office.locator(".error-summary").waitFor();
  await sweep.look(office, "a badge that lacks words", { brief: true });
  await fill(office, { nom: "Premier pas", histoire: "Terminer un module.", nombre: "1" });
  await office.locator("[name=fait]").selectOption("modules");
  await follow(office, "Ajouter le badge");
  await sees(office, "Premier pas");
  await sweep.look(office, "what wins badges");

  const rene = await open();
  await signIn(rene, SIGN_INS.manager);
  await page.goto(course);
  const steps = await page.locator("a[href*='/etapes/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")?.split("/").pop()));
  for (const step of new Set(steps)) {
    await rene.goto(`/inscriptions/${course.split("/").pop()}/etapes/${step}/validation`);
    const percent = rene.locator("[name=pourcentage]");
    if (await percent.count()) await percent.fill("95");
    if (await rene.getByRole("button", { name: "C’est fait" }).count()) await follow(rene, "C’est fait");
  }
  await until(async () => {
    await page.goto("/mes-badges");
    return page.getByText("Gagné le").count();
  }, "a badge is won");
  await follow(page, "Créer un lien « Bel ouvrage »");
  await sweep.look(page, "badges");
  const address = await page.locator("a[href*='/badges/partages/']").first().getAttribute("href");
  const path = new URL(address ?? "").pathname;
  const anyone = await open();
  await anyone.goto(path);
  await sees(anyone, "Monique Le Goff");
  await sweep.look(anyone, "a badge shown to anyone");
  const token = await (await anyone.request.get(`${path}/fichier`)).text();
  assert.equal(token.split(".").length, 3, "a signed word");
  await page.goto("/");
  await sees(page, "Bel ouvrage");
  await follow(page, "Tous mes badges");
  await follow(page, "Ne plus montrer « Bel ouvrage »");
  assert.equal((await anyone.request.get(path)).status(), 404, "the link leads nowhere");

  await follow(office, "Arrêter « Bel ouvrage »");
  await sees(office, "Ce badge ne se gagne plus.");
  assert.deepEqual(sweep.report(), []);
});

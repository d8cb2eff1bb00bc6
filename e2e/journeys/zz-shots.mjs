import { test } from "node:test";
import { field, signIn } from "../lib/acts.mjs";
import { axe } from "../lib/axe.mjs";
import { learner } from "../lib/modules.mjs";
import { PASSWORD, SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

const shot = async (page, name) => {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `/tmp/quiz_shots/${name}-${width}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    if (wide) console.log(`WIDE ${name} ${width}`);
    for (const fault of await axe(page)) console.log(`AXE ${name} ${width}: ${fault}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
};

test("shots", async () => {
  const page = await open();
  const course = await learner(site, await open(), page, "Monique");
  const office = await open();
  await signIn(office, SIGN_INS.administrator, PASSWORD);
  await office.goto("/bibliotheque?q=retenu");
  await office.locator("main table a").first().click();
  await shot(office, "item");
  await office.getByRole("link", { name: "Composer le quiz" }).click();
  await office.getByText("Plus de réglages").click();
  await shot(office, "composer");
  await office.getByRole("link", { name: "Essayer le quiz" }).click();
  await shot(office, "trial");
  await office.getByRole("button", { name: "Répondre" }).click();
  await shot(office, "trial-answered");
  const tutor = await open();
  await signIn(tutor, SIGN_INS.tutor, PASSWORD);
  await tutor.goto(`/inscriptions/${course.split("/").pop()}/parcours/ajout`);
  await field(tutor, "titre").fill("Le quiz de Fabienne");
  await field(tutor, "minutes").fill("5");
  const options = await field(tutor, "ressource").locator("option").allTextContents();
  await field(tutor, "ressource").selectOption({ label: options.find((one) => one.includes("essentiel")) });
  await tutor.getByRole("button", { name: "Ajouter l’étape" }).click();
  await tutor.goto(`/inscriptions/${course.split("/").pop()}/temps`);
  await shot(tutor, "time");
  await page.goto(course);
  await page.getByRole("link", { name: "Le quiz de Fabienne" }).first().click();
  await shot(page, "before");
  await page.getByRole("button", { name: "Commencer" }).click();
  await page.waitForURL(/essais/);
  const attempt = new URL(page.url()).pathname;
  for (let number = 1; number <= 5; number += 1) {
    await page.goto(`${attempt}?question=${number}`);
    if (number === 1) await page.getByLabel("Remercier").check();
    if (number === 1) await page.locator('[data-etat="enregistre"]').waitFor();
    await shot(page, `question-${number}`);
  }
  await page.goto(`${attempt}/remise`);
  await shot(page, "hand-in");
  await page.getByRole("button", { name: "Remettre" }).click();
  await page.waitForLoadState();
  await shot(page, "result");
  await page.goto(course);
  await page.getByRole("link", { name: "Le quiz de Fabienne" }).first().click();
  await shot(page, "again");
  await office.goto("/bibliotheque?q=retenu");
  await office.locator("main table a").first().click();
  await office.getByRole("link", { name: "Statistiques" }).click();
  await shot(office, "statistics");
});

// A package of SCORM 1.2 whose parts wait for one another: they open on the page itself, once what they wait for is saved.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signIn } from "../lib/acts.mjs";
import { atRest } from "../lib/checks.mjs";
import { inside, learner, opened, putInCourse, saved } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { zip } from "../lib/zip.mjs";

const { site, open } = await stage();

const item = (/** @type {string} */ name, /** @type {string} */ resource, script = "") =>
  `<item identifier="${name}" identifierref="${resource}"><title>Partie ${name}</title>${script && `<adlcp:prerequisites type="aicc_script">${script}</adlcp:prerequisites>`}</item>`;
const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Par étapes</title>
${item("A", "sco")}${item("B", "document", "A")}${item("C", "sco", "A=passed &amp; B")}</organization></organizations>
<resources><resource identifier="sco" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/></resource>
<resource identifier="document" type="webcontent" adlcp:scormtype="asset" href="b.html"><file href="b.html"/></resource></resources></manifest>`;
const page = (/** @type {string} */ body) =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Contenu</title>${body}</html>`;
const SCO = page(`<button id="fin">Finir</button><script>
let at = window; while (!at.API && at !== at.parent) at = at.parent;
const api = at.API;
api.LMSInitialize("");
document.getElementById("fin").onclick = () => { api.LMSSetValue("cmi.core.lesson_status", "passed"); api.LMSFinish(""); };
</script>`);

test("player: a part that waits for another opens on the page, without reloading it", async () => {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const buffer = zip({ "imsmanifest.xml": MANIFEST, "a.html": SCO, "b.html": page("<p>Un document</p>") });
  const step = await putInCourse(administrator, "Par étapes", { name: "etapes.zip", mimeType: "application/zip", buffer });
  const monique = await open();
  const course = await learner(site, await open(), monique, "Monique");
  await monique.goto(`${course}/etapes/${step}`);
  await opened(monique);

  const next = monique.getByRole("link", { name: "Partie suivante" });
  assert.equal(await next.count(), 0);
  assert.ok(await monique.getByRole("button", { name: "Partie suivante" }).isDisabled());
  await monique.locator(".steps").getByText("À ouvrir après\u202f: «\u202fPartie A\u202f»").waitFor();
  await monique.getByText("Plan du module").click();
  assert.equal(await monique.locator("ol.plan a").count(), 1);
  assert.deepEqual(await atRest(monique), []);

  await inside(monique).locator("#fin").click();
  await saved(monique);
  await next.waitFor();
  await monique.locator("ol.plan a").nth(1).waitFor();
  // The document is seen as soon as it is open.
  await next.press("Enter");
  await monique.getByText("Partie 2 sur 3").first().waitFor();
  await opened(monique);
  await next.waitFor();
  assert.equal(await monique.locator("ol.plan a").count(), 3);
  assert.deepEqual(await atRest(monique), []);
});

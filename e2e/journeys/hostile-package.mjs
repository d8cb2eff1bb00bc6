// A package that wants what isn't its own: each try fails, and the platform's page stays where it is.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { signIn } from "../lib/acts.mjs";
import { launch } from "../lib/browser.mjs";
import { learner, putInCourse } from "../lib/modules.mjs";
import { SIGN_INS, startSite } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";
import { zip } from "../lib/zip.mjs";

// No watch on what these pages log: being refused is what is expected of them.
const [site, browser] = [await startSite(), await launch()];
after(async () => {
  await browser.close();
  await site.stop();
});
const open = async () => (await browser.newContext({ baseURL: site.url, locale: "fr-FR" })).newPage();

const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="h" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Hostile</title><item identifier="i" identifierref="r"><title>Hostile</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/><file href="sw.js"/></resource></resources>
</manifest>`;

const PAGE = `<!doctype html><meta charset="utf-8"><title>Hostile</title><form id="f" method="post"></form><script>
const platform = location.ancestorOrigins[location.ancestorOrigins.length - 1];
const neighbour = location.origin.replace(/\\/\\/[^.]+/, "//" + "a".repeat(26));
const say = (name, got) => { (window.got ??= {})[name] = got; };
const attempt = async (name, act) => { try { say(name, "done: " + String(await act())); } catch (error) { say(name, "refused: " + error.name); } };
const within = (promise) => Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error("time")), 2000))]);
(async () => {
  await attempt("dom", () => window.top.document.body.innerHTML);
  await attempt("cookie", () => window.top.document.cookie);
  await attempt("own cookies", () => { if (/connexion|passage/.test(document.cookie)) return "read"; throw new Error("none"); });
  await attempt("storage", () => window.top.localStorage.length);
  await attempt("fetch", () => within(fetch(platform + "/mon-compte", { credentials: "include" })));
  await attempt("blind fetch", () => within(fetch(platform + "/mon-compte", { credentials: "include", mode: "no-cors" })));
  await attempt("neighbour", () => within(fetch(neighbour + "/__lecteur/")));
  await attempt("worker", () => within(navigator.serviceWorker.register("sw.js")));
  await attempt("popup", () => { if (window.open(platform + "/") === null) throw new Error("none"); return "opened"; });
  await attempt("top", () => { window.top.location.href = "/parti"; });
  await attempt("frame", () => within(new Promise((yes, no) => {
    const frame = document.createElement("iframe");
    frame.src = platform + "/";
    frame.onload = () => { try { yes(frame.contentDocument.body.innerHTML); } catch (error) { no(error); } };
    document.body.append(frame);
  })));
  document.getElementById("f").action = platform + "/deconnexion";
  window.done = true;
  setTimeout(() => document.getElementById("f").submit(), 1500);
})();
</script>`;

test("hostile package: nothing of the platform, of a neighbour or of tomorrow is within its reach", async () => {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const buffer = zip({ "imsmanifest.xml": MANIFEST, "index.html": PAGE, "sw.js": "self.addEventListener('fetch', () => {});" });
  const step = await putInCourse(administrator, "Hostile", { name: "hostile.zip", mimeType: "application/zip", buffer });
  const page = await open();
  const course = await learner(site, await open(), page, "Monique");
  const address = `${course}/etapes/${step}`;
  await page.goto(address);
  const content = () => page.frames().find((frame) => frame.url().endsWith("/index.html"));
  const told = () => content()?.evaluate(() => /** @type {any} */ (window).done && /** @type {any} */ (window).got).catch(() => null);
  const got = await until(told, "every try is over", 30_000);
  assert.equal(Object.keys(got).length, 11, JSON.stringify(got));
  for (const [name, what] of Object.entries(got)) assert.match(String(what), /^refused/, `${name}: ${what}`);
  assert.equal(new URL(page.url()).pathname, address, "the page stays");
  await page.goto("/mon-compte");
  assert.equal(new URL(page.url()).pathname, "/mon-compte", "and its reader is still signed in");
});

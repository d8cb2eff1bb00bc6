// A package that wants what isn't its own: each try fails, the platform's page stays where it is, and neither the module that
// someone else has open meanwhile nor another one of the same learner hears anything of it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { signIn } from "../lib/acts.mjs";
import { launch } from "../lib/browser.mjs";
import { value } from "../lib/golf.mjs";
import { inside, learner, putInCourse, saved } from "../lib/modules.mjs";
import { openOwn, own, QUIET } from "../lib/own.mjs";
import { SIGN_INS, startSite } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";
import { zip } from "../lib/zip.mjs";

// No watch on what these pages log: being refused is what is expected of them.
// In the headless shell, where content has its storage and cookies: what refuses here is the platform.
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

/** @typedef {{origin: string, token: string}} Neighbour the module that someone else has open, and its launch */

/** @typedef {{origin: string, address: string}} Other another module of the same learner, and its content's address */

/** What that other module keeps in the browser. */
const WORDS = "rappeler la boulangerie";

/** One post of an operation, as the shell makes it; answers its status. */
const POST = `const post = async (origin, token, credentials) => {
  const operations = [{ sequence: 99, at: Date.now(), act: "set", element: "cmi.location", value: "volé" }];
  const body = JSON.stringify({ operations });
  return (await fetch(origin + "/__lecteur/operations", { method: "POST", headers: { "content-type": "application/json", "x-lancement": token }, body, credentials })).status;
};`;
const GUESSED = "a".repeat(43);

/** Tries everything, notes what came of it. @param {Neighbour} neighbour @param {Other} other */
const page = ({ origin, token }, other) => `<!doctype html><meta charset="utf-8"><title>Hostile</title><form id="f" method="post"></form><script>
const platform = location.ancestorOrigins[location.ancestorOrigins.length - 1];
const neighbour = ${JSON.stringify(origin)};
${POST}
const say = (name, got) => { (window.got ??= {})[name] = got; };
const attempt = async (name, act) => { try { say(name, "done: " + String(await act())); } catch (error) { say(name, "refused: " + error.name); } };
const framed = (address, act) => within(new Promise((yes, no) => {
  const frame = document.createElement("iframe");
  frame.src = address;
  frame.onload = () => { try { yes(act(frame.contentWindow)); } catch (error) { no(error); } };
  document.body.append(frame);
}));
const within = (promise) => Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error("time")), 2000))]);
(async () => {
  await attempt("dom", () => window.top.document.body.innerHTML);
  await attempt("cookie", () => window.top.document.cookie);
  await attempt("own cookies", () => { if (/connexion|passage/.test(document.cookie)) return "read"; throw new Error("none"); });
  const { hostname } = new URL(platform);
  for (const domain of [hostname, "." + hostname]) for (const more of ["", "; SameSite=None; Secure"]) {
    await attempt("cookie for " + domain + more, () => {
      document.cookie = "intrus=1; path=/; domain=" + domain + more;
      if (/\\bintrus=/.test(document.cookie)) return "kept";
      throw new Error("none");
    });
    // What contents share may be kept: it is theirs.
    document.cookie = "intrus-partage=1; path=/; domain=contenu." + hostname + more;
  }
  await attempt("storage", () => window.top.localStorage.length);
  await attempt("her other module's storage", () => {
    localStorage.setItem("carnet", "volé");
    if (JSON.stringify({ ...localStorage, ...sessionStorage }).includes("${WORDS}")) return "read";
    throw new Error("none");
  });
  await attempt("her other module's shell", () => framed("${other.origin}/__lecteur/", (inside) => inside.localStorage.getItem("carnet")));
  await attempt("her other module's content", () => framed("${other.address}", (inside) => inside.localStorage.getItem("carnet")));
  await attempt("fetch", () => within(fetch(platform + "/mon-compte", { credentials: "include" })));
  await attempt("blind fetch", () => within(fetch(platform + "/mon-compte", { credentials: "include", mode: "no-cors" })));
  await attempt("neighbour", () => within(fetch(neighbour + "/__lecteur/")));
  for (const credentials of ["omit", "include"]) {
    await attempt("neighbour's operations, token guessed, " + credentials, () => within(post(neighbour, "${GUESSED}", credentials)));
    await attempt("neighbour's operations, token known, " + credentials, () => within(post(neighbour, "${token}", credentials)));
  }
  await attempt("neighbour's frame", () => framed(neighbour + "/__lecteur/", (inside) => inside.document.body.innerHTML));
  await attempt("neighbour's storage", () => framed(neighbour + "/__lecteur/", (inside) => inside.localStorage.length));
  await attempt("worker", () => within(navigator.serviceWorker.register("sw.js")));
  await attempt("popup", () => { if (window.open(platform + "/") === null) throw new Error("none"); return "opened"; });
  await attempt("top", () => { window.top.location.href = "/parti"; });
  await attempt("frame", () => framed(platform + "/", (inside) => inside.document.body.innerHTML));
  document.getElementById("f").action = platform + "/deconnexion";
  window.done = true;
  setTimeout(() => document.getElementById("f").submit(), 1500);
})();
</script>`;

/** @typedef {import("playwright-core").Page} Page */

/** Maria has a module open, and something in it that is saved. */
async function neighbour() {
  const { page, address } = await openOwn({ site, open }, own([QUIET]), "Maria");
  const asked = page.waitForRequest((request) => request.url().endsWith("/__lecteur/operations"));
  await page.goto(address);
  await inside(page).locator("#b").click();
  const request = await asked;
  await saved(page);
  const token = request.headers()["x-lancement"] ?? "";
  assert.equal(token.length, GUESSED.length);
  return { page, origin: new URL(request.url()).origin, token, step: address.split("/").pop() };
}

/** Monique has the same module open, at an origin of her own, where it keeps something. @param {Page} page @param {string} address */
async function another(page, address) {
  await page.goto(address);
  await inside(page).locator("#b").waitFor();
  const content = page.frames().find((frame) => frame.url().endsWith("/0.html"));
  assert.ok(content, "its content is there");
  const keeps = (/** @type {string | null} */ words) =>
    content.evaluate((said) => {
      try {
        if (said) localStorage.setItem("carnet", said);
        return localStorage.getItem("carnet");
      } catch {
        return null; // A whole Chromium, where there is no shell, refuses it any storage.
      }
    }, words);
  const kept = await keeps(WORDS);
  return { origin: new URL(content.url()).origin, address: content.url(), isAsItWas: async () => (await keeps(null)) === kept };
}

/** The same post, from where it may come. @param {Page} page @param {Neighbour} neighbour */
async function fromWithin(page, { origin, token }) {
  const shell = page.frames().find((frame) => frame.url() === `${origin}/__lecteur/`);
  return shell?.evaluate(`(async () => { ${POST} return [await post("${origin}", "${GUESSED}", "omit"), await post("${origin}", "${token}", "omit")]; })()`);
}

/** What the platform received is of the platform. @param {Page} page @param {string} path */
async function bringsNoCookie(page, path) {
  const headers = await (await page.goto(path))?.request().allHeaders();
  assert.match(headers?.cookie ?? "", /connexion=/, "its own cookie is seen");
  assert.doesNotMatch(headers?.cookie ?? "", /intrus/);
}

test("hostile package: nothing of the platform, of a neighbour or of tomorrow is within its reach", async () => {
  const maria = await neighbour();
  const monique = await open();
  const course = await learner(site, await open(), monique, "Monique");
  const other = await another(await monique.context().newPage(), `${course}/etapes/${maria.step}`);
  assert.notEqual(other.origin, maria.origin);
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const buffer = zip({ "imsmanifest.xml": MANIFEST, "index.html": page(maria, other), "sw.js": "self.addEventListener('fetch', () => {});" });
  const step = await putInCourse(administrator, "Hostile", { name: "hostile.zip", mimeType: "application/zip", buffer });
  const address = `${course}/etapes/${step}`;
  await monique.goto(address);
  const content = () => monique.frames().find((frame) => frame.url().endsWith("/index.html"));
  const told = () => content()?.evaluate(() => /** @type {any} */ (window).done && /** @type {any} */ (window).got).catch(() => null);
  const got = await until(told, "every try is over", 30_000);
  assert.equal(Object.keys(got).length, 24, JSON.stringify(got));
  for (const [name, what] of Object.entries(got)) assert.match(String(what), /^refused/, `${name}: ${what}`);
  const framed = monique.frames().filter((frame) => frame.parentFrame() === content());
  assert.deepEqual(framed.map((frame) => frame.url()), Array(5).fill("chrome-error://chromewebdata/"), "its frames show nothing");
  assert.equal(new URL(monique.url()).pathname, address, "the page stays");
  assert.ok(await other.isAsItWas(), "her other module has kept its own");
  await bringsNoCookie(monique, "/mon-compte");
  assert.equal(new URL(monique.url()).pathname, "/mon-compte", "and its reader is still signed in");

  assert.deepEqual(await fromWithin(maria.page, maria), [404, 200], "from within, the token decides");
  await maria.page.reload();
  await until(async () => (await value(maria.page, "cmi.location").catch(() => "")) === "1", "the neighbour's answer is as she left it");
});

// The harness tried on pages made to be right and to be wrong: a check that can't fail proves nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { launch, leads, openPage } from "../lib/browser.mjs";
import { chance } from "../lib/chance.mjs";
import { atRest, doubleText, textSpacing } from "../lib/checks.mjs";
import { keyboard, mouse } from "../lib/hands.mjs";
import { Keyboard } from "../lib/keyboard.mjs";
import { linkIn, mailWith } from "../lib/mailbox.mjs";
import { personal } from "../lib/server.mjs";
import { tabTour } from "../lib/tour.mjs";
import { until } from "../lib/until.mjs";
import { page as around, serve, STYLE } from "./static.mjs";

const form = '<form method="post" action="/sent"><label>Prénom <input name="prenom"></label><button>Inscrire l’élève</button></form>';
const pages = {
  "/style.css": STYLE,
  "/favicon.ico": "",
  "/good": around(`<p>Une phrase avec <a href="/good">un lien</a> dedans.</p>${form}`),
  "/things": around('<details><summary>Plus de choix</summary><p>Voici</p></details><button command="show-popover" commandfor="dit">Appuyer</button><p id="dit" popover>fait</p><label>Mots <input name="mots" value="C’est"></label><label>Jour <input type="date" name="jour"></label><label>Heure <input type="time" name="heure"></label>'),
  "/sent": around("<p>Reçu</p>"),
  "/wide": around('<div class="wide">Trop large</div>'),
  "/small": around('<button class="small" aria-label="Fermer"></button>'),
  "/twice": around('<p id="a">A</p><p id="a">B</p><h1>Deux</h1>'),
  "/style": around('<p style="color:red">A</p>'),
  "/cut": around('<p class="cut">Des mots qui tiennent</p>'),
  "/plain": around('<button class="plain">Envoyer</button>'),
  "/faint": around('<button class="faint">Envoyer</button>'),
  "/under": around('<div class="under"><button>Envoyer</button><div class="over"></div></div>'),
  "/order": around('<button tabindex="2">Deux</button><button tabindex="1">Un</button>'),
  "/pale": around('<p class="pale">Trop pâle</p>'),
  "/script": around("<script>1</script>"),
  "/outside": around('<img src="http://127.0.0.1:9/x.png" alt="">'),
  "/refused": () => ({ status: 422, body: around("<p>Refusé</p>") }),
  "/broken": () => ({ status: 500, body: around("<p>Panne</p>") }),
  "/courrier": '<a href="/courrier/2">b</a><a href="/courrier/1">a</a>',
  "/courrier/1": "monique@example.org http://localhost/activation/vieux-1",
  "/courrier/2": "monique@example.org http://localhost/activation/neuf_2",
};

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  server = await serve(pages);
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.close();
});

/** @param {string} path @param {import("../lib/browser.mjs").Look} [look] */
async function visit(path, look) {
  const opened = await openPage(browser, server.url, look);
  await opened.page.goto(path);
  return opened;
}

test("harness: a page in order passes every check, at every width, light, dark and forced colours", async () => {
  for (const width of [320, 768, 1280]) {
    const { page, context, problems } = await visit("/good", { width });
    for (const media of [{ colorScheme: "light" }, { forcedColors: "active" }]) {
      await page.emulateMedia(/** @type {any} */ (media));
      assert.deepEqual([...(await atRest(page)), ...(await axe(page))], []);
    }
    const tour = await tabTour(page);
    assert.deepEqual(tour, { problems: [], stops: 4 });
    assert.deepEqual([...(await textSpacing(page)), ...(await doubleText(page))], []);
    assert.deepEqual(problems, []);
    await context.close();
  }
});

test("harness: a tour whose first element went by unseen, the focus being late to come back, still comes round", async () => {
  const { page, context } = await visit("/good");
  let presses = 0;
  const late = /** @type {import("playwright-core").Page} */ (/** @type {unknown} */ ({
    evaluate: page.evaluate.bind(page),
    keyboard: {
      press: async (/** @type {string} */ key) => {
        presses += 1;
        if (presses === 5) return page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
        await page.keyboard.press(key);
        if (presses !== 6) return;
        while (await page.evaluate(() => document.activeElement === document.body)) await page.keyboard.press(key);
        await page.keyboard.press(key);
      },
    },
  }));
  assert.deepEqual(await tabTour(late), { problems: [], stops: 4 });
  await context.close();
});

for (const [path, look, check, expected] of /** @type {const} */ ([
  ["/wide", { width: 320 }, atRest, /scrolls sideways.*div\.wide/],
  ["/small", {}, atRest, /target of 10 × 10 px: button\.small/],
  ["/twice", {}, atRest, /2 h1 in the page.*id « a » twice/],
  ["/style", {}, atRest, /inline style on p/],
  ["/cut", {}, textSpacing, /with WCAG text spacing: cuts its words off: p\.cut/],
  ["/cut", {}, doubleText, /with text at 200 %: cuts its words off: p\.cut/],
  ["/plain", {}, (page) => tabTour(page).then((tour) => tour.problems), /no focus ring on button « Envoyer »/],
  ["/faint", {}, (page) => tabTour(page).then((tour) => tour.problems), /focus ring of 1\.\d+:1 on button « Envoyer »/],
  ["/under", {}, (page) => tabTour(page).then((tour) => tour.problems), /button « Envoyer » is covered by div/],
  ["/order", {}, (page) => tabTour(page).then((tour) => tour.problems), /doesn't follow the document/],
  ["/pale", {}, axe, /axe color-contrast/],
])) {
  test(`harness: ${path} is caught by ${check.name || "the tour"}`, async () => {
    const { page, context } = await visit(path, look);
    assert.match((await check(page)).join("; "), expected);
    await context.close();
  });
}

for (const [path, expected] of /** @type {const} */ ([
  ["/script", /Content Security Policy/],
  ["/outside", /outside the platform/],
  ["/broken", /500 from/],
])) {
  test(`harness: ${path} is noted while it loads`, async () => {
    const { context, problems } = await visit(path);
    assert.match(problems.join("; "), expected);
    await context.close();
  });
}

test("harness: a form's refusal is an answer, not a problem", async () => {
  const { context, problems } = await visit("/refused");
  assert.deepEqual(problems, []);
  await context.close();
});

test("harness: a form is played by keyboard alone", async () => {
  const { page, context } = await openPage(browser, server.url);
  const keys = await Keyboard.of(page);
  await page.goto("/good");
  await keys.fill("prenom", "Monique");
  assert.equal(await page.locator("[name=prenom]").inputValue(), "Monique");
  await keys.tabTo("textbox", "Prénom", "Shift+Tab");
  await keys.follow("Inscrire l'élève");
  assert.equal(new URL(page.url()).pathname, "/sent");
  keys.keptHandsOff();
  await assert.rejects(keys.tabTo("button", "Absent"), /not on the Tab key's way.*Aller au contenu/);
  await context.close();
});

/** Whether a pointer was told of: the page tells it in its own time. @param {Keyboard} keys */
function isHeld(keys) {
  try {
    keys.keptHandsOff();
    return false;
  } catch (error) {
    assert.match(error.message, /used a pointer/);
    return true;
  }
}

test("harness: a pointer in a keyboard journey is held against it", async () => {
  const { page, context } = await openPage(browser, server.url);
  const keys = await Keyboard.of(page);
  await page.goto("/good");
  await page.mouse.click(5, 5);
  await until(() => isHeld(keys), "the pointer is told of");
  await context.close();
});

test("harness: a page that is played by keyboard is acted on by nothing else", async () => {
  const { page, context } = await openPage(browser, server.url);
  const keys = await Keyboard.of(page);
  await page.goto("/good");
  const name = page.locator("[name=prenom]");
  const within = page.frames()[0].locator("[name=prenom]");
  for (const act of [() => name.focus(), () => name.press("a"), () => name.fill("a"), () => within.click(), () => page.focus("a")]) {
    await assert.rejects(act(), /by keyboard alone/);
  }
  assert.equal(await keys.focused(), null, "nothing took the focus");
  assert.equal(await name.inputValue(), "", "and it is still read");
  keys.keptHandsOff();
  await context.close();
});

test("harness: a pointer counts on the page that was there before the keyboard", async () => {
  const { page, context } = await visit("/good");
  const keys = await Keyboard.of(page);
  await page.mouse.click(5, 5);
  await until(() => isHeld(keys), "the pointer is told of");
  await context.close();
});

test("harness: a keyboard whose promise nobody looked at is told of, once", async () => {
  const { page, context } = await visit("/good");
  const keys = await Keyboard.of(page);
  assert.match(Keyboard.forgotten().join("; "), /\/good: taken by keyboard, and done\(\) was never called/);
  assert.deepEqual(Keyboard.forgotten(), []);
  keys.keptHandsOff();
  await context.close();
});

test("harness: hands of both kinds unfold, press, append, and type a date and a time", async () => {
  for (const way of [mouse, keyboard]) {
    const { page, context } = await visit("/things");
    const hand = await way(page);
    await hand.unfold("Plus de choix");
    await hand.press("Appuyer");
    await hand.append("mots", " ici");
    await hand.fill("jour", "2026-12-04");
    for (const time of ["18:30", "09:05", "19:45", "00:15"]) {
      await hand.fill("heure", time);
      assert.equal(await page.locator("[name=heure]").inputValue(), time);
    }
    assert.ok(await page.locator("details").evaluate((one) => one.hasAttribute("open")));
    assert.equal(await page.locator("#dit").textContent(), "fait");
    assert.equal(await page.locator("[name=mots]").inputValue(), "C’est ici");
    assert.equal(await page.locator("[name=jour]").inputValue(), "2026-12-04");
    hand.done();
    await context.close();
  }
});

test("harness: what a page notes in its history as it is left isn't the page that it leads to", async () => {
  const { page, context } = await openPage(browser, server.url);
  await page.goto("/good");
  await page.evaluate(() => addEventListener("beforeunload", () => history.replaceState({ kept: "words" }, "")));
  await page.route("**/sent", async (route) => {
    for (let turn = 0; turn < 20; turn += 1) await context.cookies();
    await route.continue();
  });
  await leads(page, () => page.getByRole("button", { name: "Inscrire l’élève" }).click());
  assert.ok(await page.getByText("Reçu").isVisible());
  await context.close();
});

test("harness: without JavaScript the checks still work", async () => {
  const { page, context } = await visit("/twice", { js: false });
  assert.match((await atRest(page)).join("; "), /2 h1/);
  await context.close();
});

test("harness: the newest mail that holds the words is found, with its link", async () => {
  const site = { url: server.url, log: async () => "", stop: async () => {} };
  assert.equal(linkIn(await mailWith(site, "monique@example.org", "/activation/"), "/activation/"), "/activation/neuf_2");
  assert.equal((await mailWith(site, "vieux")).path, "/courrier/1");
});

test("harness: a log that names someone is found out", () => {
  assert.deepEqual(personal("served /sessions in 3 ms\nmodule golf, irène, renement"), []);
  assert.deepEqual(personal("hello René, rené; mail to monique.lebihan@example.org refused"), ["René", "rené", "monique.lebihan@example.org"]);
});

test("harness: a seed is played again as it was, another isn't", () => {
  const drawn = (/** @type {number} */ seed) => Array.from({ length: 50 }, chance(seed));
  assert.deepEqual(drawn(7), drawn(7));
  assert.notDeepEqual(drawn(7), drawn(8));
  assert.ok(drawn(7).every((n) => n >= 0 && n < 1) && new Set(drawn(7)).size === 50);
});

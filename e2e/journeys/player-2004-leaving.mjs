// Maria leaves a package of SCORM 2004, to go on later or for good: her word comes before what its content asks for as it goes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isAt, signIn } from "../lib/acts.mjs";
import { atRest } from "../lib/checks.mjs";
import { learner, putInCourse } from "../lib/modules.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { archive, number } from "../conformance/content.mjs";
import { Player } from "../conformance/player.mjs";

const { site, open } = await stage();

const item = (/** @type {number} */ at) => `<item identifier="i${at}" identifierref="r" parameters="?act=${at}"><title>Partie ${at}</title></item>`;
/** Its content calls Terminate in its unload only. */
const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>En partant</title>${[1, 2, 3].map(item).join("")}
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormType="sco" href="SequencingTestSingleDoTerminate.htm"><file href="SequencingTestSingleDoTerminate.htm"/></resource></resources>
</manifest>`;

/** What the calls of a content are answered. @param {import("playwright-core").Frame | undefined} frame @param {[string, ...string[]][]} calls */
async function calls(frame, calls) {
  const commands = calls.map(([name, ...given]) => ({ call: { function: name, arguments: given } }));
  const results = await frame?.evaluate((all) => /** @type {any} */ (window).conformance.visit(all), commands);
  return results.map((/** @type {{answer: string}} */ { answer }) => answer);
}

test("player 2004: left to go on later, or ended: the next opening knows which", async () => {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const file = { name: "en-partant.zip", mimeType: "application/zip", buffer: archive(Buffer.from(MANIFEST)) };
  const step = await putInCourse(administrator, "En partant", file);
  const page = await open();
  const player = await Player.at(page, await learner(site, await open(), page, "Maria"));
  /** The content that is there. @param {string} wanted */
  const arrived = async (wanted) => {
    const { frame } = await player.arrived();
    assert.equal(number(frame?.url() ?? ""), wanted);
    return frame;
  };

  await player.open(step);
  await arrived("1");
  await player.choose({ titled: "Partie 2" });
  const second = await arrived("2");
  await calls(second, [["Initialize", ""], ["SetValue", "cmi.location", "page 7"], ["SetValue", "cmi.exit", "suspend"], ["SetValue", "adl.nav.request", "continue"]]);
  await player.quit();
  isAt(page, player.course);

  await player.open(step);
  const resumed = await arrived("2");
  assert.deepEqual(await calls(resumed, [["Initialize", ""], ["GetValue", "cmi.entry"], ["GetValue", "cmi.location"]]), ["true", "resume", "page 7"]);
  await player.plan();
  assert.deepEqual(await atRest(page), []);
  await player.exitAll();
  await player.over();
  assert.match(await page.locator("#ici").innerText(), /^Module terminé/);
  assert.deepEqual(await player.farewell(), { answer: "true", error: "0" });

  await player.open(step);
  const first = await arrived("1");
  assert.deepEqual(await calls(first, [["Initialize", ""], ["GetValue", "cmi.entry"]]), ["true", "ab-initio"]);
});

// The pages of the bank that others bring about: an import to mend, two authors at once, a question in the trash meanwhile, a
// question that a quiz needs. Each is looked at as every page is (accessibility.mjs).

import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { field, fill, follow, signIn } from "../lib/acts.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep } from "../lib/sweep.mjs";
import { until } from "../lib/until.mjs";

const { open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

/** A plain image of this size. @param {number} width @param {number} height */
function png(width, height) {
  /** @param {string} kind @param {Buffer} data */
  const chunk = (kind, data) => {
    const named = Buffer.concat([Buffer.from(kind), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length);
    ends.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([190, 120, 60]))]);
  const lines = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", lines), chunk("IEND", Buffer.alloc(0))]);
}

const FILE = `<file name="four.png" path="/" encoding="base64">${png(900, 300).toString("base64")}</file>`;
const IMAGE = '<img src="@@PLUGINFILE@@/four.png" alt="Un four à sole, porte ouverte">';
const MOODLE = `<quiz><question type="multichoice"><name><text>Le bon four</text></name>
<questiontext format="html"><text><![CDATA[<p>Que montre cette image ?</p><p>${IMAGE}</p>]]></text>${FILE}</questiontext>
<answer fraction="100" format="html"><text><![CDATA[<p>Un four à sole</p>]]></text></answer>
<answer fraction="0" format="html"><text><![CDATA[<p>Ceci : ${IMAGE}</p>]]></text>${FILE}</answer></question></quiz>`;

test("sweep: the bank, when others are about", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.administrator);
  await page.goto("/questions/import");
  await field(page, "fichier").setInputFiles({ name: "fours.xml", mimeType: "application/xml", buffer: Buffer.from(MOODLE) });
  await fill(page, { colle: "::Sans réponse:: Rien de juste. {~a ~b}" });
  await follow(page, "Lire les questions");
  assert.match((await page.locator("textarea[name=colle]").inputValue()) ?? "", /Sans réponse/u);
  await sweep.look(page, "an import to mend");
  await follow(page, "Importer cette question");
  await follow(page, "Le bon four");
  const shown = page.locator("#apercu img").first();
  await until(() => shown.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth === 900), "the image is there");
  await sweep.look(page, "a question with images");
  const address = page.url();

  const other = await open();
  await signIn(other, SIGN_INS.administrator);
  await other.goto(address);
  await fill(other, { titre: "Le four à sole" });
  await follow(other, "Enregistrer");
  await other.getByRole("status").filter({ hasText: "nouvelle version" }).waitFor();
  await fill(page, { titre: "Reconnaître un four" });
  await follow(page, "Enregistrer");
  await page.getByRole("cell", { name: "Le four à sole" }).waitFor();
  await sweep.look(page, "two authors of a question");
  await follow(page, "Enregistrer ma version");
  await page.getByRole("status").filter({ hasText: "nouvelle version" }).waitFor();

  await other.goto(`${address}/retrait`);
  await follow(other, "Mettre à la corbeille");
  await fill(page, { titre: "Reconnaître un four à sole" });
  await follow(page, "Enregistrer");
  await page.locator(".error-summary").waitFor();
  await sweep.look(page, "a question that went to the trash meanwhile", { brief: true });
  await follow(page, "Enregistrer");
  await page.getByRole("status").filter({ hasText: "La question est dans la banque." }).waitFor();
  await until(() => shown.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth === 900), "its image went on");

  await page.goto("/questions/nouvelle?type=ordering");
  await fill(page, { titre: "Étapes", enonce: "Dans quel ordre ?", "texte-0": "Peser", "texte-1": "Pétrir", "texte-2": "Cuire" });
  await follow(page, "Enregistrer");
  await sweep.look(page, "a question whose things are ranked", { brief: true });
  await page.goto("/questions");
  await sweep.look(page, "the bank, with a list", { brief: true });
  await follow(page, "Étapes");
  await follow(page, "Chiffres");
  await sweep.look(page, "a question that nobody has answered", { brief: true });
  assert.deepEqual(sweep.report(), []);
});

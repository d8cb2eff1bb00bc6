// A package of ours for journeys: contents of SCORM 2004 made up as they are needed, one after the other.

import { signIn } from "./acts.mjs";
import { learner, putInCourse } from "./modules.mjs";
import { SIGN_INS } from "./server.mjs";
import { zip } from "./zip.mjs";

const FIND = `
const find = (from) => { for (let at = from; at; at = at === at.parent ? null : at.parent) if (at.API_1484_11) return at.API_1484_11; return null; };
const api = find(window) ?? find(window.opener);
`;

/**
 * @param {string[]} pages the body of each content; its script has \`api\`, found as content finds it
 * @param {Record<string, string>} [others] more files
 */
export function own(pages, others = {}) {
  const items = pages.map((_, at) => `<item identifier="i${at}" identifierref="r${at}"><title>Contenu ${at + 1}</title></item>`);
  const resources = pages.map((_, at) => `<resource identifier="r${at}" type="webcontent" adlcp:scormType="sco" href="${at}.html"><file href="${at}.html"/></resource>`);
  const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Essai</title>${items.join("")}
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing></organization></organizations>
<resources>${resources.join("")}</resources></manifest>`;
  const page = (/** @type {string} */ body) => `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Contenu</title><script>${FIND}</script>${body}</html>`;
  const files = Object.fromEntries(pages.map((body, at) => [`${at}.html`, page(body)]));
  const more = Object.fromEntries(Object.entries(others).map(([name, body]) => [name, page(body)]));
  return { name: "essai.zip", mimeType: "application/zip", buffer: zip({ "imsmanifest.xml": manifest, ...files, ...more }) };
}

/** Begins, and counts in \`cmi.location\` for as long as it is there, as fast as asked. */
export const COUNTING = `<p id="n">0</p><script>
api.Initialize("");
let n = Number(api.GetValue("cmi.location")) || 0;
const count = () => { n += 1; api.SetValue("cmi.location", String(n)); if (n % 5 === 0) api.Commit(""); document.getElementById("n").textContent = n; };
setInterval(count, 40);
</script>`;

/** Begins, writes on a button, ends in its unload alone. */
export const QUIET = `<button id="b">Écrire</button><p id="n"></p><script>
api.Initialize("");
let n = Number(api.GetValue("cmi.location")) || 0;
document.getElementById("b").onclick = () => { n += 1; api.SetValue("cmi.location", String(n)); document.getElementById("n").textContent = n; };
addEventListener("unload", () => { api.SetValue("cmi.suspend_data", "parti"); api.SetValue("cmi.exit", "suspend"); api.Terminate(""); });
</script>`;

/**
 * A learner of the session, and the address of a step that holds the package.
 * @param {Awaited<ReturnType<typeof import("./stage.mjs").stage>>} stand
 * @param {ReturnType<typeof own>} file
 * @param {string} name
 * @param {import("./browser.mjs").Look} [look]
 */
export async function openOwn({ site, open }, file, name, look) {
  const administrator = await open();
  await signIn(administrator, SIGN_INS.administrator);
  const step = await putInCourse(administrator, `Essai de ${name}`, file);
  const page = await open(look);
  const course = await learner(site, await open(), page, name);
  return { page, course, address: `${course}/etapes/${step}` };
}

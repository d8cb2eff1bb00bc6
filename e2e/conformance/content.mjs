// A package as the test suite has it: its manifest, and pages that do what their names say (docs/conformance.md).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zip } from "../lib/zip.mjs";

const script = readFileSync(join(fileURLToPath(import.meta.url), "..", "sco.js"), "utf8");

/**
 * @typedef {object} Behaviour
 * @property {"never" | "at once" | "on unload"} terminates when it calls Terminate
 * @property {string} [lastRequest] what it leaves in `adl.nav.request` in its unload
 * @property {boolean} [asksLast] the person is asked about the interface after the calls, on this page alone
 * @property {boolean} [forbidden] it must never be delivered
 */

/** What a page does, by its address. @param {string} address @returns {Behaviour} */
export function behaviour(address) {
  const name = address.replace(/[?#].*$/, "").replace(/^.*\//, "");
  const [, request] = /^(.*)OnUnload\.htm$/.exec(name) ?? [];
  if (request !== undefined) return { terminates: "on unload", lastRequest: request.replace(/^tarAct(.*)$/, "{target=activity_$1}choice") };
  switch (name) {
    case "AssetLaunchTest.htm":
      return { terminates: "never" };
    case "SequencingTestSingleDoTerminate.htm":
      return { terminates: "on unload" };
    case "SequencingTest_SX09_exitall.htm":
      return { terminates: "at once", asksLast: true };
    case "SequencingTestFail.htm":
      return { terminates: "at once", forbidden: true };
    default:
      return { terminates: "at once" };
  }
}

/** The number of the activity in its address. @param {string} address */
export const number = (address) => /[?&]act=([^&#]*)/.exec(address)?.[1];

/** @param {string} path */
function page(path) {
  const does = behaviour(path);
  const code = does.terminates === "never" ? "" : `<script>const behaviour = ${JSON.stringify(does)};\n${script}</script>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${path}</title>${code}</head><body><button>OK</button></body></html>`;
}

/** The files that a manifest names, each from its `xml:base`. @param {string} manifest */
function files(manifest) {
  const value = (/** @type {string} */ tag, /** @type {string} */ name) => new RegExp(`\\s${name}\\s*=\\s*"\\s*([^"]*?)\\s*"`).exec(tag)?.[1] ?? "";
  let base = "";
  /** @type {Set<string>} */
  const found = new Set();
  for (const [tag, name] of manifest.matchAll(/<(resource|file)\b[^>]*>/g)) {
    if (name === "resource") base = value(tag, "xml:base");
    const href = value(tag, "href");
    if (href) found.add(base + href);
  }
  return [...found];
}

/** The archive of a package: what isn't a page is empty, its applet too (browsers run none). @param {Buffer} manifest */
export function archive(manifest) {
  const named = files(manifest.toString("utf8"));
  const pages = named.map((path) => [path, /\.html?$/.test(path) ? page(path) : ""]);
  return zip({ "imsmanifest.xml": manifest, ...Object.fromEntries(pages) });
}

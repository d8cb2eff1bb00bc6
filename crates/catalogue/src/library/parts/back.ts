// Coming back to a page: browsers give the field of plain text what was typed in it, of which the server has no reading. The
// document is kept beside, in this entry of the history, to go on from it.

import type { Node } from "prosemirror-model";

import { schema } from "./schema";

interface Kept {
  readonly text: string;
  readonly doc: unknown;
}

const key = (name: string) => `richtext ${name}`;

/** Keeps the document of this text. */
export function keepFor(name: string, text: string, doc: Node): void {
  const kept: Kept = { text, doc: doc.toJSON() };
  try {
    history.replaceState({ ...(history.state as object | null), [key(name)]: kept }, "");
  } catch {
    // Too long for a history, or too often: then the field comes back plain.
  }
}

/** The document that was kept for this very text. */
export function keptFor(name: string, text: string): Node | null {
  const state = history.state as Record<string, Kept | undefined> | null;
  const kept = state?.[key(name)];
  if (kept?.text !== text) return null;
  try {
    const doc = schema.nodeFromJSON(kept.doc);
    doc.check();
    return doc;
  } catch {
    return null;
  }
}

// The document as Markdown that prose.rs reads back as the same document.

import type { Node } from "prosemirror-model";

import type { Char } from "./flanks";
import { lines, markdown } from "./inline";

/** Blocks don't change, only which ones there are: each is written once. */
const known = new WeakMap<Node, string>();

export function serialize(doc: Node): string {
  const written: string[] = [];
  let previous = "";
  doc.forEach((block) => {
    const sign = listSign(block, previous);
    const text = sign ? list(block, sign) : once(block, block.type.name === "heading" ? heading : paragraph);
    if (!text) return;
    written.push(text);
    previous = sign;
  });
  return written.join("\n\n");
}

/** Two lists of the same kind in a row are told apart by their signs. */
function listSign(block: Node, previous: string): string {
  if (block.type.name === "bullet_list") return previous === "-" ? "*" : "-";
  if (block.type.name === "ordered_list") return previous === "." ? ")" : ".";
  return "";
}

function once(block: Node, write: (block: Node) => string): string {
  const text = known.get(block) ?? write(block);
  known.set(block, text);
  return text;
}

const filled = (all: Char[][]) => all.filter((line) => line.length > 0);

/** Each line of a title is a title: the signs know no other. */
function heading(block: Node): string {
  const sign = block.attrs.level === 3 ? "##" : "#";
  const titles = filled(lines(block)).map((line) => markdown([line], true));
  return titles.filter(Boolean).map((title) => `${sign} ${title}`).join("\n\n");
}

/** Two line ends in a row make two paragraphs. */
function paragraph(block: Node): string {
  const groups: Char[][][] = [[]];
  for (const line of lines(block)) {
    if (line.length > 0) groups.at(-1)?.push(line);
    else groups.push([]);
  }
  return groups.filter((group) => group.length > 0).map((group) => markdown(group)).join("\n\n");
}

/** The next lines of an item need no indent: the server trims them, and they go on with it. */
function list(block: Node, sign: string): string {
  const items: string[] = [];
  block.forEach((item) => {
    const text = once(item, (item) => markdown(filled(lines(item))));
    const number = Math.min(Number(block.attrs.start) + items.length, 999_999_999);
    if (text) items.push(`${sign === "." || sign === ")" ? number : ""}${sign} ${text}`);
  });
  return items.join("\n");
}

// The words of a block in Markdown: its characters with their marks, trimmed line by line as the server will.

import type { Node } from "prosemirror-model";

import { closingMark, escaped, markers } from "./escape";
import { type Char, type Side, sideOf, stars } from "./flanks";

const isSpace = (char: Char | undefined) => char !== undefined && sideOf(char.text) === "space";

/** The lines of a block, without spaces at their ends; an empty one is kept, for what it separates. */
export function lines(block: Node): Char[][] {
  const all: Char[][] = [[]];
  block.forEach((node) => {
    const mark = (name: string) => node.marks.find((mark) => mark.type.name === name);
    const href: string | null = mark("link")?.attrs.href ?? null;
    const marks = { strong: mark("strong") !== undefined, em: mark("em") !== undefined, href };
    if (node.isText) for (const text of clean(node.text ?? "")) all.at(-1)?.push({ text, ...marks });
    else all.push([]);
  });
  return all.map(trimmed);
}

/** Without what isn't text: line ends of other systems, control characters, byte order marks. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ").replaceAll("\ufeff", "");
}

function trimmed(line: Char[]): Char[] {
  let [start, end] = [0, line.length];
  while (isSpace(line[start])) start += 1;
  while (end > start && isSpace(line[end - 1])) end -= 1;
  return line.slice(start, end);
}

/** Lines that go together. In a title of one line, nothing can begin but its own end. */
export function markdown(lines: Char[][], title = false): string {
  const chars = joined(lines);
  unlinkEnds(chars);
  const before = brackets(chars);
  const text = chars.map((char) => char.text);
  const written = { text, before, linked: (at: number) => chars[at]?.href != null };
  const forced = title ? closingMark(text) : markers(written);
  return chars.map((_, at) => `${before[at] ?? ""}${escaped(written, at, forced)}`).join("") + (before.at(-1) ?? "");
}

/** The lines in one. What marks both sides of a line's end marks it too, so that the mark is written once. */
function joined(lines: Char[][]): Char[] {
  const chars: Char[] = [];
  for (const line of lines) {
    const [last, first] = [chars.at(-1), line[0]];
    if (last && first) {
      const href = last.href === first.href ? last.href : null;
      chars.push({ text: "\n", strong: last.strong && first.strong, em: last.em && first.em, href });
    }
    chars.push(...line.map((char) => ({ ...char })));
  }
  return chars;
}

/** Spaces at the ends of a link are no part of it. */
function unlinkEnds(chars: Char[]): void {
  const ends = (from: number, step: number) => {
    for (let at = from; at >= 0 && at < chars.length; at += step) {
      const char = chars[at];
      if (char && isSpace(char) && chars[at - step]?.href !== char.href) char.href = null;
    }
  };
  ends(0, 1);
  ends(chars.length - 1, -1);
}

/** What goes before each character, and after the last: stars, and the brackets of links. */
function brackets(chars: Char[]): string[] {
  const before: string[] = [];
  let after = "";
  for (let start = 0; start < chars.length; ) {
    const href = chars[start]?.href ?? null;
    let end = start;
    while (end < chars.length && (chars[end]?.href ?? null) === href) end += 1;
    const edge: Side = href === null ? "space" : "sign";
    const inside = stars(chars.slice(start, end), start > 0 ? "sign" : edge, end < chars.length ? "sign" : edge);
    const [first = "", last = ""] = [inside[0], inside.pop()];
    before.push(after + (href === null ? "" : "[") + first, ...inside.slice(1));
    after = last + (href === null ? "" : `](${destination(href)})`);
    start = end;
  }
  return [...before, after];
}

/** An address between the brackets of a link. */
function destination(href: string): string {
  const plain = href.replace(/[\s<>]/gu, (char) => encodeURIComponent(char));
  return plain.replace(/[\\()]|&(?=#?\w+;)/g, "\\$&");
}

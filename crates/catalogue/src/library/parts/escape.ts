// Backslashes before the characters that would otherwise be marks: only those, so that the text stays legible as it is typed.

/** What is written before each character: stars and brackets. A character beside one isn't judged by its neighbour. */
export interface Written {
  readonly text: readonly string[];
  readonly before: readonly string[];
  readonly linked: (at: number) => boolean;
}

const SPACE = /^\s?$/u;
const WORD = /^[\p{L}\p{N}]$/u;
const ENTITY = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,40});/i;
/** Lines that would begin something else than a paragraph. */
const BLOCK = /^(?:#{1,6}(?=\s|$)|>|[-+*](?=[ \t\u00a0]|$)|(?:=+|-+)\s*$|([-_*])[ \t]*(?:\1[ \t]*){2,}$|~{3}|•(?=[ \u00a0]))/;
const NUMBER = /^(\d{1,9})[.)](?=[ \t]|$)/;

/** The place in this line of the character that would make it something else than a paragraph, or -1. */
function marker(line: string): number {
  const number = NUMBER.exec(line)?.[1];
  if (number !== undefined) return number.length;
  return BLOCK.test(line) ? 0 : -1;
}

/** The places, in the whole text, of the characters that begin something. */
export function markers(written: Written): Set<number> {
  const places = new Set<number>();
  const { text, before } = written;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    const place = before[start] ? -1 : marker(text.slice(start, end).join(""));
    if (place >= 0) places.add(start + place);
    // What is left of a run of stars would close a real one.
    if (place === 0) for (let at = start; text[at] === "*"; at += 1) places.add(at);
    start = end + 1;
  }
  return places;
}

/** The last « # » of a title, that would be taken for its end. */
export function closingMark(text: readonly string[]): Set<number> {
  return new Set(/(?:^|\s)#+$/u.test(text.join("")) ? [text.length - 1] : []);
}

/** This character as it is written. */
export function escaped(written: Written, at: number, forced: Set<number>): string {
  const char = written.text[at] ?? "";
  if (forced.has(at)) return char === "•" ? "&bull;" : `\\${char}`;
  return isMark(written, at, char) ? `\\${char}` : char;
}

function isMark(written: Written, at: number, char: string): boolean {
  const next = written.before[at + 1] ? null : (written.text[at + 1] ?? "");
  switch (char) {
    case "\\":
      return next === null || /^(?:[!-/:-@[-`{-~\n]|)$/.test(next);
    case "`":
      return true;
    case "[":
      return written.linked(at);
    case "]":
      return written.linked(at) || next === null || /^[([:]$/.test(next);
    case "!":
      return written.before[at + 1] === "[";
    case "<":
      return next !== null && /^[a-z/!?]$/i.test(next);
    case "&":
      return ENTITY.test(written.text.slice(at, at + 45).join(""));
    case "*":
      return !beside(written, at, char, [SPACE]);
    case "_":
      return !beside(written, at, char, [SPACE, WORD]);
    default:
      return false;
  }
}

/** Whether the run of this character has the same harmless kind of neighbour on both sides. */
function beside({ text, before }: Written, at: number, char: string, kinds: RegExp[]): boolean {
  let start = at;
  let end = at + 1;
  while (text[start - 1] === char && !before[start]) start -= 1;
  while (text[end] === char && !before[end]) end += 1;
  if (before[start] || before[end]) return false;
  return kinds.some((kind) => kind.test(text[start - 1] ?? "") && kind.test(text[end] ?? ""));
}

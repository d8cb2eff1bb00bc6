// Bold and italics as stars. CommonMark reads a run of stars by what stands on both sides of it, so that some marks can't be
// written where they are: those give up the characters in the way, and no star is ever shown.

export interface Char {
  /** One code point; « \n » where a line ends. */
  readonly text: string;
  strong: boolean;
  em: boolean;
  href: string | null;
}

/** What a run of stars has beside it; « unsure » is a symbol, that one version of CommonMark takes for punctuation and another not. */
export type Side = "space" | "word" | "sign" | "unsure";

type Mark = "strong" | "em";

interface Open {
  readonly mark: Mark;
  readonly at: number;
  /** Stars in the run that opened it: CommonMark's « multiple of 3 » counts them. */
  readonly run: number;
}

const STARS = { strong: "**", em: "*" } as const;

export function sideOf(char: string): Side {
  if (/\s/u.test(char)) return "space";
  if (/[!-/:-@[-`{-~\p{P}]/u.test(char)) return "sign";
  return /\p{S}/u.test(char) ? "unsure" : "word";
}

const opens = (before: Side, after: Side) =>
  after !== "space" && (after === "word" || before === "space" || before === "sign");
const closes = (before: Side, after: Side) => opens(after, before);
/** Whether stars here might be read both ways. */
const ambiguous = (before: Side, after: Side) =>
  before !== "space" && after !== "space" && !(before === "word" && after === "sign") && !(before === "sign" && after === "word");

/** The stars to write before each character, and at the end. Takes marks off the characters where they can't be written. */
export function stars(chars: Char[], before: Side, after: Side): string[] {
  const sides = [before, ...chars.map((char) => sideOf(char.text)), after];
  narrow(chars, "strong", sides);
  for (;;) {
    narrow(chars, "em", sides);
    const written = write(chars, sides);
    if (typeof written !== "number") return written;
    slacken(chars, written);
  }
}

/** Brings the ends of each span where stars can open and close. */
function narrow(chars: Char[], mark: Mark, sides: Side[]): void {
  const side = (at: number) => sides[at + 1] ?? "space";
  for (let start = 0; start < chars.length; start += 1) {
    if (!chars[start]?.[mark]) continue;
    let end = start;
    while (chars[end]?.[mark]) end += 1;
    const next = end;
    while (start < end && !opens(side(start - 1), side(start))) clear(chars, start++, mark);
    while (end > start && !closes(side(end - 1), side(end))) clear(chars, --end, mark);
    start = next;
  }
}

function clear(chars: Char[], at: number, mark: Mark): void {
  const char = chars[at];
  if (char) char[mark] = false;
}

/** The stars, or the place where they would be misread. */
function write(chars: Char[], sides: Side[]): string[] | number {
  const stack: Open[] = [];
  const written: string[] = [];
  for (let at = 0; at <= chars.length; at += 1) {
    const wanted = (mark: Mark) => chars[at]?.[mark] ?? false;
    const closing = stack.filter(({ mark }) => !wanted(mark)).reverse();
    const kept = stack.filter(({ mark }) => wanted(mark));
    const [first] = kept;
    // Spans that overlap: italics are cut where bold begins or ends.
    if (closing.length > 0 && first && stack[0] !== first) return first.mark === "strong" ? first.at : at;
    const opening = (["strong", "em"] as const).filter((mark) => wanted(mark) && !kept.some((open) => open.mark === mark));
    opening.sort((one, other) => end(chars, at, other) - end(chars, at, one));
    const text = [...closing.map(({ mark }) => mark), ...opening].map((mark) => STARS[mark]).join("");
    if (opening.length > 0 && first && ambiguous(sides[at] ?? "space", sides[at + 1] ?? "space")) {
      if ((first.run + text.length) % 3 !== 0) return at;
    }
    stack.splice(0, stack.length, ...kept, ...opening.map((mark) => ({ mark, at, run: text.length })));
    written.push(text);
  }
  return written;
}

function end(chars: Char[], from: number, mark: Mark): number {
  let at = from;
  while (chars[at]?.[mark]) at += 1;
  return at;
}

/** Takes italics off the space here, or else off the whole word. */
function slacken(chars: Char[], at: number): void {
  const space = (place: number) => sideOf(chars[place]?.text ?? " ") === "space";
  const spaces = [at - 1, at].filter((place) => space(place) && chars[place]?.em);
  if (spaces.length > 0) return spaces.forEach((place) => clear(chars, place, "em"));
  for (let place = at; !space(place); place += 1) clear(chars, place, "em");
  for (let place = at - 1; !space(place); place -= 1) clear(chars, place, "em");
}

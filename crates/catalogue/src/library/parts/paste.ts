// What comes from elsewhere: a word processor's page, or plain text. Lists become flat, cells become paragraphs; the schema
// drops the rest.

import { DOMParser, Fragment, type Mark, type Node, type ParseOptions, Slice } from "prosemirror-model";

import { schema } from "./schema";

const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, blockquote, pre, section";
const LISTS = "ul, ol";

const LIGHT = /(?<![\w-])font-weight:\s*(?:normal|400)/i;
const MARKS = [
  ["strong", /(?<![\w-])font-weight:\s*(?:bold|[6-9]\d\d)/i],
  ["em", /(?<![\w-])font-style:\s*italic/i],
] as const;

/** Reads HTML once it is tidy. Our own copies already are. */
class Reader extends DOMParser {
  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    if (dom instanceof HTMLElement && !dom.querySelector("[data-pm-slice]")) tidy(dom);
    return super.parseSlice(dom, options);
  }
}

export const reader = new Reader(schema, DOMParser.fromSchema(schema).rules);

/** The page's policy refuses styles, even those of what is only read: they get another name. */
export function withoutStyles(html: string): string {
  const content = html.replace(/<style\b[\s\S]*?<\/style>/gi, "");
  return content.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

function tidy(root: HTMLElement): void {
  listsOfWord(root);
  for (const styled of root.querySelectorAll<HTMLElement>("[data-style]")) mark(styled, styled.dataset.style ?? "");
  for (const list of root.querySelectorAll(`:is(${LISTS}) > :is(${LISTS})`)) list.replaceWith(...list.children);
  for (const list of root.querySelectorAll(`li :is(${LISTS})`)) {
    list.closest("li")?.after(...list.children);
    list.remove();
  }
  for (const item of root.querySelectorAll("li")) for (const block of item.querySelectorAll(BLOCKS)) unwrap(block);
  for (const cell of root.querySelectorAll("td, th")) if (!cell.querySelector(`${BLOCKS}, ${LISTS}`)) renamed(cell, "p");
  // Elsewhere, the page's own title is often the first of the text's.
  if (root.querySelector("h1")) for (const title of root.querySelectorAll("h2")) renamed(title, "h3");
  for (const block of root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li")) if (!block.textContent?.trim()) block.remove();
}

/** Bold and italics by style. Google Docs wraps all that is copied in a <b> that isn't bold. */
function mark(element: HTMLElement, style: string): void {
  if (element.matches("b, strong") && LIGHT.test(style)) return element.replaceWith(...element.childNodes);
  for (const [tag, wanted] of MARKS) {
    if (!wanted.test(style)) continue;
    const inside = element.ownerDocument.createElement(tag);
    inside.append(...element.childNodes);
    element.append(inside);
  }
}

/** Word writes lists as paragraphs, with their bullets and numbers in them. */
function listsOfWord(root: HTMLElement): void {
  for (const line of root.querySelectorAll("p[data-style*='mso-list:']")) {
    const sign = line.querySelector("span[data-style*='mso-list:Ignore'], span[data-style*='mso-list: Ignore']");
    const number = /^\s*\(?(\d+|[a-z]{1,4})[.)]/i.exec(sign?.textContent ?? "")?.[1];
    const tag = number === undefined ? "ul" : "ol";
    sign?.remove();
    const previous = line.previousElementSibling;
    const goesOn = previous instanceof HTMLElement && previous.dataset.word === tag;
    const list = goesOn ? previous : root.ownerDocument.createElement(tag);
    if (!goesOn) {
      list.dataset.word = tag;
      if (Number(number) > 1) list.setAttribute("start", String(number));
      line.before(list);
    }
    list.append(renamed(line, "li"));
  }
}

function renamed(element: Element, tag: string): HTMLElement {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

/** The inside of a block, on a line of its own. */
function unwrap(block: Element): void {
  const before = block.previousSibling?.textContent?.trim() || block.previousElementSibling;
  const after = block.nextSibling?.textContent?.trim();
  const line = () => block.ownerDocument.createElement("br");
  block.replaceWith(...(before ? [line()] : []), ...block.childNodes, ...(after && !block.nextElementSibling?.matches(BLOCKS) ? [line()] : []));
}

/** Plain text: an empty line separates paragraphs, a bullet begins an item. */
export function fromText(text: string, marks: readonly Mark[]): Slice {
  const blocks: Node[] = [];
  let items: Node[] = [];
  let lines: Node[] = [];
  const endParagraph = () => {
    if (lines.length > 0) blocks.push(schema.nodes.paragraph.create(null, lines));
    lines = [];
  };
  const endList = () => {
    if (items.length > 0) blocks.push(schema.nodes.bullet_list.create(null, items));
    items = [];
  };
  for (const line of text.split(/\r\n?|\n/)) {
    const item = /^\s*[-•][ \u00a0\t]+(.*\S)/.exec(line)?.[1];
    const words = item ?? (text.includes("\n") ? line.trim() : line);
    const content = words ? [schema.text(words, marks)] : [];
    if (item === undefined) endList();
    if (item !== undefined || !words) endParagraph();
    if (item !== undefined) items.push(schema.nodes.list_item.create(null, content));
    else if (words) lines.push(...(lines.length > 0 ? [schema.nodes.hard_break.create()] : []), ...content);
  }
  endList();
  endParagraph();
  return Slice.maxOpen(Fragment.from(blocks));
}

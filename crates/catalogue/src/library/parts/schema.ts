// What a text may hold: the marks that the server reads back (prose.rs), and nothing else. What is pasted is cut down to it.

import { Schema, type Node } from "prosemirror-model";

/** The addresses that a link may have. */
export const WEB = /^(?:https?:\/\/|mailto:)\S+$/i;

const level = (of: number) => ({ attrs: { level: of } });

const nodes = {
  doc: { content: "block+" },
  paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] as const },
  heading: {
    group: "block",
    content: "inline*",
    attrs: { level: { default: 2 } },
    defining: true,
    parseDOM: [
      ...["h1", "h2"].map((tag) => ({ tag, ...level(2) })),
      ...["h3", "h4", "h5", "h6"].map((tag) => ({ tag, ...level(3) })),
    ],
    toDOM: (node: Node) => [`h${String(node.attrs.level)}`, 0] as const,
  },
  bullet_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] as const },
  ordered_list: {
    group: "block",
    content: "list_item+",
    attrs: { start: { default: 1 } },
    parseDOM: [{ tag: "ol", getAttrs: (dom: HTMLElement) => ({ start: firstNumber(dom.getAttribute("start")) }) }],
    toDOM: (node: Node) => ["ol", node.attrs.start === 1 ? {} : { start: String(node.attrs.start) }, 0] as const,
  },
  list_item: { content: "inline*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] as const },
  hard_break: {
    group: "inline",
    inline: true,
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"] as const,
    leafText: () => "\n",
  },
  text: { group: "inline" },
};

const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom: HTMLElement) => target(dom) }],
    toDOM: (mark: { attrs: { [name: string]: unknown } }) => ["a", { href: String(mark.attrs.href) }, 0] as const,
  },
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
    toDOM: () => ["strong", 0] as const,
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i" }],
    toDOM: () => ["em", 0] as const,
  },
};

function firstNumber(written: string | null): number {
  const number = Number(written ?? 1);
  return Number.isInteger(number) && number >= 0 && number <= 999_999 ? number : 1;
}

function target(link: HTMLElement): { href: string } | false {
  const href = (link.getAttribute("href") ?? "").trim();
  return WEB.test(href) && { href };
}

export const schema = new Schema({ nodes, marks });

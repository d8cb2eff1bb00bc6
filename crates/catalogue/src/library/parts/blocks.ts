// What a block is: text, title, item of a list. Lists are flat, so that one operation makes them all.

import { Fragment, type Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import { schema } from "./schema";

export type Kind = "text" | "title" | "subtitle" | "bullets" | "numbers";

/** A block of words, in a list or not. */
interface Line {
  readonly kind: Kind;
  /** Its list before the change. */
  readonly list: Node | null;
  readonly number: number;
  readonly content: Fragment;
  readonly selected: boolean;
}

interface Group {
  readonly list: Node | null;
  readonly lines: Line[];
}

function kindOf(block: Node, parent: Node | null): Kind {
  if (parent?.type.name === "bullet_list") return "bullets";
  if (parent?.type.name === "ordered_list") return "numbers";
  if (block.type.name === "heading") return block.attrs.level === 2 ? "title" : "subtitle";
  return "text";
}

/** Whether all that is selected is of this kind. */
export function isKind({ doc, selection }: EditorState, kind: Kind): boolean {
  let [some, all] = [false, true];
  doc.nodesBetween(selection.from, selection.to, (node, _, parent) => {
    if (!node.isTextblock) return true;
    some = true;
    all &&= kindOf(node, parent) === kind;
    return false;
  });
  return some && all;
}

/** Gives this kind to what is selected, or takes it away. */
export function toggleKind(kind: Kind): Command {
  return (state, dispatch) => {
    dispatch?.(turn(state.tr, isKind(state, kind) ? "text" : kind).scrollIntoView());
    return true;
  };
}

/** Gives this kind to the selected blocks, and numbers a new list from there. */
export function turn(tr: Transaction, kind: Kind, first = 1): Transaction {
  const { doc, selection } = tr;
  let from = selection.$from.index(0);
  let to = selection.$to.depth === 0 ? doc.childCount : selection.$to.indexAfter(0);
  // A list beside takes the new items in.
  if (isList(doc.maybeChild(from - 1))) from -= 1;
  if (isList(doc.maybeChild(to))) to += 1;
  const start = offset(doc, from);
  const lines = linesOf(doc, from, to, selection.from, selection.to).map((line) => turned(line, kind, first));
  const [anchor, head] = [place(doc, selection.anchor), place(doc, selection.head)];
  tr.replaceWith(start, offset(doc, to), grouped(lines).map(block));
  const { storedMarks } = tr;
  tr.setSelection(TextSelection.create(tr.doc, position(tr.doc, anchor), position(tr.doc, head)));
  return tr.setStoredMarks(storedMarks);
}

const isList = (node: Node | null) => node?.firstChild?.type.name === "list_item";

function offset(doc: Node, index: number): number {
  let at = 0;
  for (let child = 0; child < index; child += 1) at += doc.child(child).nodeSize;
  return at;
}

function linesOf(doc: Node, first: number, last: number, from: number, to: number): Line[] {
  const lines: Line[] = [];
  const add = (node: Node, pos: number, list: Node | null, number: number) => {
    const selected = pos < to + (from === to ? 1 : 0) && pos + node.nodeSize > from;
    lines.push({ kind: kindOf(node, list), list, number, content: node.content, selected });
  };
  for (let index = first, pos = offset(doc, first); index < last; pos += doc.child(index).nodeSize, index += 1) {
    const node = doc.child(index);
    if (isList(node)) node.forEach((item, at, place) => add(item, pos + 1 + at, node, Number(node.attrs.start ?? 1) + place));
    else add(node, pos, null, 1);
  }
  return lines;
}

function turned(line: Line, kind: Kind, first: number): Line {
  return line.selected && line.kind !== kind ? { ...line, kind, list: null, number: first } : line;
}

/** Items that follow each other are one list, unless they were two and stay so. */
function grouped(lines: Line[]): Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const previous = group?.lines.at(-1);
    const listed = line.kind === "bullets" || line.kind === "numbers";
    const joins = listed && previous?.kind === line.kind && (!previous.list || !line.list || previous.list === line.list);
    if (group && joins) group.lines.push(line);
    else groups.push({ list: line.list, lines: [line] });
  }
  // What is left of a list after an item has left it counts on from where it was.
  return groups.map((group, at) => counted(group, groups.slice(0, at)));
}

function counted(group: Group, earlier: Group[]): Group {
  const [first] = group.lines;
  if (!first?.list) return group;
  const before = earlier.flatMap((other) => other.lines).filter((line) => line.list === first.list).length;
  return { ...group, lines: [{ ...first, number: Number(first.list.attrs.start ?? 1) + before }, ...group.lines.slice(1)] };
}

function block({ lines }: Group): Node {
  const [{ kind, number, content } = { kind: "text", number: 1, content: Fragment.empty }] = lines;
  const { paragraph, heading, bullet_list, ordered_list, list_item } = schema.nodes;
  const items = () => lines.map((line) => list_item.create(null, line.content));
  if (kind === "bullets") return bullet_list.create(null, items());
  if (kind === "numbers") return ordered_list.create({ start: number }, items());
  if (kind === "text") return paragraph.create(null, content);
  return heading.create({ level: kind === "title" ? 2 : 3 }, content);
}

/** Which block of words, and where in it: changing what blocks are doesn't change that. */
function place(doc: Node, at: number): { block: number; inside: number } {
  let found = { block: 0, inside: 0 };
  let block = 0;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (pos < at) found = { block, inside: Math.min(at - pos - 1, node.content.size) };
    block += 1;
    return false;
  });
  return found;
}

function position(doc: Node, { block, inside }: { block: number; inside: number }): number {
  let left = block;
  let found = 1;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (left === 0) found = pos + 1 + inside;
    left -= 1;
    return false;
  });
  return found;
}

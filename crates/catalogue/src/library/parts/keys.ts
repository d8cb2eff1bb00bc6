// What keys do, and what typed signs become: « - », « 1. » and « # » at the beginning of a line, as in the plain field.
// Tab is left alone: it leaves the editor.

import { baseKeymap, chainCommands, joinTextblockBackward, joinTextblockForward, splitBlockKeepMarks, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Command, EditorState, Plugin, Transaction } from "prosemirror-state";

import { isKind, type Kind, turn } from "./blocks";
import { schema } from "./schema";

export const bold = toggleMark(schema.marks.strong);
export const italic = toggleMark(schema.marks.em);

const lineEnd: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** Enter in an empty item or title makes it text again, and so does going back from its start. */
function backToText(when: (state: EditorState) => boolean): Command {
  return (state, dispatch) => {
    if (!state.selection.empty || isKind(state, "text") || !when(state)) return false;
    dispatch?.(turn(state.tr, "text").scrollIntoView());
    return true;
  };
}

const empty = ({ selection }: EditorState) => selection.$from.parent.content.size === 0;
const atStart = ({ selection }: EditorState) => selection.$from.parentOffset === 0;

/** In a block of text only: a sign in a title or an item is that sign. */
function typed(sign: RegExp, kind: (match: RegExpMatchArray) => Kind, first?: (match: RegExpMatchArray) => number): InputRule {
  return new InputRule(sign, (state, match, start, end): Transaction | null => {
    if (!isKind(state, "text")) return null;
    return turn(state.tr.delete(start, end), kind(match), first?.(match));
  });
}

const signs = [
  typed(/^[-*•]\s$/, () => "bullets"),
  typed(/^(\d{1,3})[.)]\s$/, () => "numbers", ([, number]) => Number(number)),
  typed(/^(##?)\s$/, ([, sign]) => (sign === "#" ? "title" : "subtitle")),
];

/** The behaviour of the editor; `link` opens the panel of links. */
export function behaviour(link: Command): Plugin[] {
  return [
    inputRules({ rules: signs }),
    keymap({
      "Mod-b": bold,
      "Mod-i": italic,
      "Mod-k": link,
      "Mod-z": undo,
      "Mod-Shift-z": redo,
      "Mod-y": redo,
      Enter: chainCommands(backToText(empty), splitBlockKeepMarks),
      "Shift-Enter": lineEnd,
      Backspace: chainCommands(undoInputRule, backToText(atStart), joinTextblockBackward),
      Delete: joinTextblockForward,
    }),
    keymap(baseKeymap),
    history(),
  ];
}

// The tools: one stop of the keyboard, then arrows, as the ARIA practices have toolbars.

import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import type { MarkType } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { isKind, type Kind, toggleKind } from "./blocks";
import { element } from "./elements";
import { bold, italic } from "./keys";
import { linkAt } from "./link";
import { schema } from "./schema";

interface Tool {
  readonly label: string;
  /** What it does, when the label is too short to say it. */
  readonly name?: string;
  readonly key?: string;
  readonly run: Command;
  readonly pressed?: (state: EditorState) => boolean;
  readonly enabled?: (state: EditorState) => boolean;
  readonly look?: string;
}

function marked(type: MarkType): (state: EditorState) => boolean {
  return ({ doc, selection, storedMarks }) => {
    if (!selection.empty) return doc.rangeHasMark(selection.from, selection.to, type);
    return type.isInSet(storedMarks ?? selection.$from.marks()) !== undefined;
  };
}

const kind = (label: string, of: Kind): Tool => ({ label, run: toggleKind(of), pressed: (state) => isKind(state, of) });

const groups = (link: Command): Tool[][] => [
  [
    { label: "G", name: "Gras", key: "B", run: bold, pressed: marked(schema.marks.strong), look: "bold" },
    { label: "I", name: "Italique", key: "I", run: italic, pressed: marked(schema.marks.em), look: "italic" },
  ],
  [kind("Titre", "title"), kind("Sous-titre", "subtitle")],
  [kind("Liste", "bullets"), kind("Liste numérotée", "numbers")],
  [{ label: "Lien", key: "K", run: link, pressed: (state) => linkAt(state) !== null }],
  [
    { label: "Annuler", key: "Z", run: undo, enabled: (state) => undoDepth(state) > 0 },
    { label: "Rétablir", key: "Maj+Z", run: redo, enabled: (state) => redoDepth(state) > 0 },
  ],
];

export class Toolbar {
  readonly dom: HTMLElement;
  private readonly tools = new Map<HTMLButtonElement, Tool>();

  constructor(view: () => EditorView, link: Command, id: string) {
    const sets = groups(link).map((tools) => element("div", { class: "set" }, ...tools.map((tool) => this.button(tool, view))));
    this.dom = element("div", { class: "richtext-tools", role: "toolbar", "aria-label": "Mise en forme", "aria-controls": id }, ...sets);
    this.dom.addEventListener("keydown", (event) => this.move(event));
    this.rove([...this.tools.keys()][0]);
  }

  /** Says what the selection is, and what can be done. */
  update(state: EditorState): void {
    for (const [button, { pressed, enabled }] of this.tools) {
      if (pressed) button.setAttribute("aria-pressed", String(pressed(state)));
      if (enabled) button.setAttribute("aria-disabled", String(!enabled(state)));
    }
  }

  private button(tool: Tool, view: () => EditorView): HTMLButtonElement {
    const button = element("button", { type: "button", tabindex: "-1" }, tool.label);
    if (tool.look) button.classList.add(tool.look);
    if (tool.name) button.setAttribute("aria-label", tool.name);
    if (tool.key) button.setAttribute("aria-keyshortcuts", `Control+${tool.key.replace("Maj", "Shift")}`);
    const shortcut = tool.key ? ` (Ctrl+${tool.key})` : "";
    if (tool.name || tool.key) button.title = `${tool.name ?? tool.label}${shortcut}`;
    // The text keeps its selection, and the focus where a pointer found it.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      this.rove(button);
      const byPointer = event.detail > 0;
      if (byPointer) view().focus();
      tool.run(view().state, view().dispatch, view());
    });
    this.tools.set(button, tool);
    return button;
  }

  private rove(to: HTMLButtonElement | undefined): void {
    for (const button of this.tools.keys()) button.tabIndex = button === to ? 0 : -1;
  }

  private move(event: KeyboardEvent): void {
    const buttons = [...this.tools.keys()];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const step = steps[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = buttons.at(step % buttons.length);
    this.rove(next);
    next?.focus();
  }
}

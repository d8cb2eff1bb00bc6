// A text with titles, lists and marks, written as it will be shown. The field of plain text under it stays what is sent: it is
// written again at each change, in the signs that prose.rs reads. The server's own reading of it, in the template, is where
// the editor starts from, so that signs are read in one place only.

import type { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";

import { keepFor, keptFor } from "./parts/back";
import { behaviour } from "./parts/keys";
import { LinkPanel } from "./parts/link";
import { fromText, reader, withoutStyles } from "./parts/paste";
import { serialize } from "./parts/serialize";
import { Toolbar } from "./parts/toolbar";

/** The attributes that say what a field is: they go to what takes its place. */
const SAID = ["id", "aria-describedby", "aria-invalid", "aria-required", "lang", "dir"];

function lines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Moves what the field says of itself to the editor, whose label is a text and no more. */
function attributes(textarea: HTMLTextAreaElement, label: HTMLLabelElement | null): Record<string, string> {
  const { id } = textarea;
  const moved: Record<string, string> = {
    class: "textarea prose richtext",
    role: "textbox",
    "aria-multiline": "true",
    spellcheck: "true",
    tabindex: "0",
  };
  for (const name of SAID) {
    const value = textarea.getAttribute(name);
    if (value !== null) moved[name] = value;
  }
  if (textarea.required) moved["aria-required"] = "true";
  if (label) {
    label.id ||= `${id}-label`;
    moved["aria-labelledby"] = label.id;
    label.removeAttribute("for");
  }
  textarea.removeAttribute("id");
  textarea.required = false;
  textarea.hidden = true;
  return moved;
}

/** What a link is being made of stays seen while its address has the focus. */
function target(state: EditorState, panel: LinkPanel): DecorationSet | null {
  const { from, to } = state.selection;
  if (panel.dom.hidden || from === to) return null;
  return DecorationSet.create(state.doc, [Decoration.inline(from, to, { class: "richtext-target" })]);
}

/** Where the editor starts from; nothing when there is no reading of what the field holds. */
function reading(textarea: HTMLTextAreaElement, template: HTMLTemplateElement): { doc: Node; written: Node | null } | null {
  const doc = reader.parse(template.content.querySelector(".prose") ?? template.content, { preserveWhitespace: true });
  if (lines(textarea.value) === lines(textarea.defaultValue)) return { doc, written: doc };
  const kept = keptFor(textarea.name, textarea.value);
  return kept && { doc: kept, written: null };
}

function mount(field: HTMLElement, textarea: HTMLTextAreaElement, { doc, written }: { doc: Node; written: Node | null }): void {
  const { id, value } = textarea;
  const label = field.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(id)}"]`);
  const editable = () => !textarea.disabled && !textarea.readOnly;
  const panel = new LinkPanel(() => view, id);
  const toolbar = new Toolbar(() => view, panel.open, id);
  const place = document.createElement("div");
  const focused = document.activeElement === textarea;
  textarea.before(toolbar.dom, panel.dom, place);

  const view: EditorView = new EditorView(
    { mount: place },
    {
      state: EditorState.create({ doc, plugins: behaviour(panel.open) }),
      attributes: attributes(textarea, label),
      editable,
      decorations: (state) => target(state, panel),
      transformPastedHTML: withoutStyles,
      clipboardParser: reader,
      clipboardTextParser: (text, $context) => fromText(text, $context.marks()),
      dispatchTransaction(transaction) {
        const state = view.state.apply(transaction);
        view.updateState(state);
        toolbar.update(state);
        if (transaction.selectionSet && view.hasFocus()) panel.dom.hidden = true;
        if (transaction.docChanged) write(state);
      },
    },
  );
  // A text that is what it was is left as it was typed.
  const write = (state: EditorState) => {
    textarea.value = written && state.doc.eq(written) ? value : serialize(state.doc);
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const keep = () => {
    if (textarea.value !== value) keepFor(textarea.name, textarea.value, view.state.doc);
  };
  field.addEventListener("focusout", keep);
  addEventListener("beforeunload", keep);
  // Browsers show the caret, and a tall text stays out of sight; a pointer is where it is.
  let pointed = false;
  view.dom.addEventListener("pointerdown", () => (pointed = true));
  view.dom.addEventListener("focus", () => {
    if (!pointed) view.dom.scrollIntoView({ block: "nearest" });
    pointed = false;
  });
  toolbar.update(view.state);
  toolbar.dom.hidden = !editable();
  label?.addEventListener("click", () => view.focus());
  if (focused) view.focus();
}

function start(): void {
  for (const field of document.querySelectorAll<HTMLElement>("[data-richtext]")) {
    const textarea = field.querySelector("textarea");
    const template = field.querySelector("template");
    const read = textarea && template && reading(textarea, template);
    if (read) mount(field, textarea, read);
  }
}

// Browsers give fields back what they held once the page has come, and not before.
if (document.readyState === "complete") start();
else addEventListener("pageshow", start, { once: true });

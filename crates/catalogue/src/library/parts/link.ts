// The panel of links, under the tools: an address, and why it is refused when it is.

import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { element } from "./elements";
import { schema } from "./schema";

const LONGEST = 500;
const EXAMPLE = "«\u202fhttps://www.exemple.fr\u202f»";

/** The address as links hold it, or the sentence that refuses it. The server has the same rules (reading.rs, prose.rs). */
export function address(typed: string): { href: string } | { refused: string } {
  const text = typed.trim();
  if (!text) return { refused: `Tapez une adresse, par exemple ${EXAMPLE}.` };
  if (text.length > LONGEST) return { refused: `Cette adresse est trop longue\u202f: ${LONGEST} caractères au plus.` };
  const mail = /^(?:mailto:)?([^\s@/:?]+@[^\s@/:?]+\.[^\s@/:?]+(?:\?\S*)?)$/i.exec(text)?.[1];
  if (mail) return { href: `mailto:${mail}` };
  const scheme = /^([a-z][a-z\d+.-]*):(?!\d)/i.exec(text)?.[1];
  if (scheme && !/^https?$/i.test(scheme)) return { refused: "Seules les adresses en https, http ou mailto font un lien." };
  return web(/^https?:/i.test(text) ? text : `https://${text}`);
}

function web(text: string): { href: string } | { refused: string } {
  const refused = `Cette adresse n’est pas complète. Exemple\u202f: ${EXAMPLE}.`;
  if (!/^https?:\/\/[^\s%/?#]+(?:[/?#]|$)/i.test(text) || !URL.canParse(text)) return { refused };
  const url = new URL(text);
  if (!/^[^.].*\.[^.]+$/.test(url.hostname)) return { refused };
  if (url.username || url.password) return { refused: "Une adresse ne contient pas d’identifiant\u202f: retirez ce qui précède @." };
  // Kept as it was typed where the server reads it so.
  const plain = /^https?:\/\/[\w.:-]+(?:[/?#][^\s"<>\\^`{|}]*)?$/i.test(text);
  return { href: plain ? text : url.href };
}

/** The link around the cursor, or that the selection begins in: its address and its ends. */
export function linkAt({ selection }: EditorState): { href: string; from: number; to: number } | null {
  const { $from, empty } = selection;
  const has = (index: number) => $from.parent.maybeChild(index)?.marks.find((mark) => mark.type === schema.marks.link);
  let index = $from.index();
  const beside = empty && $from.textOffset === 0 && !has(index) ? has(index - 1) : undefined;
  if (beside) index -= 1;
  const mark = has(index);
  if (!mark) return null;
  let [first, last] = [index, index];
  while (has(first - 1)?.eq(mark)) first -= 1;
  while (has(last + 1)?.eq(mark)) last += 1;
  return { href: String(mark.attrs.href), from: $from.posAtIndex(first), to: $from.posAtIndex(last + 1) };
}

/** What the panel acts on: the whole link when the cursor is in one, else the selection. */
function span(state: EditorState): { from: number; to: number } {
  const { from, to, empty } = state.selection;
  return (empty && linkAt(state)) || { from, to };
}

export class LinkPanel {
  readonly dom: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly alert: HTMLElement;
  private readonly remove = element("button", { type: "button", class: "button small" }, "Retirer le lien");

  /** Opens the panel with the address of the link that the cursor is in. */
  readonly open: Command;

  constructor(view: () => EditorView, id: string) {
    const [field, refusal] = [`${id}-lien`, `${id}-lien-erreur`];
    this.input = element("input", { id: field, class: "input", type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false", "aria-describedby": refusal });
    this.alert = element("p", { id: refusal, class: "error", role: "alert" });
    this.open = (state, dispatch) => {
      if (dispatch) this.show(state, view());
      return true;
    };
    const apply = element("button", { type: "button", class: "button small" }, "Appliquer");
    const close = element("button", { type: "button", class: "button small" }, "Fermer");
    apply.addEventListener("click", () => this.apply(view()));
    close.addEventListener("click", () => this.close(view()));
    this.remove.addEventListener("click", () => this.unlink(view()));
    const label = element("label", { for: field }, "Adresse du lien");
    const buttons = element("div", { class: "buttons" }, apply, this.remove, close);
    this.dom = element("div", { class: "richtext-link", role: "group", "aria-label": "Lien" }, label, this.input, this.alert, buttons);
    this.dom.hidden = true;
    this.dom.addEventListener("keydown", (event) => this.key(event, view()));
    // What is typed here isn't the text: forms that watch it aren't told.
    for (const moment of ["input", "change"]) this.dom.addEventListener(moment, (event) => event.stopPropagation());
  }

  private show(state: EditorState, view: EditorView): void {
    const link = linkAt(state);
    this.dom.hidden = false;
    this.input.value = link?.href ?? "";
    this.remove.hidden = !link;
    this.say("");
    view.updateState(view.state);
    this.input.focus();
    this.input.select();
  }

  private close(view: EditorView): void {
    this.dom.hidden = true;
    view.updateState(view.state);
    view.focus();
  }

  private key(event: KeyboardEvent, view: EditorView): void {
    const enter = event.key === "Enter" && event.target === this.input;
    if (!enter && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (enter) this.apply(view);
    else this.close(view);
  }

  private say(refusal: string): void {
    this.alert.textContent = refusal;
    this.alert.hidden = !refusal;
    if (refusal) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  private apply(view: EditorView): void {
    const read = address(this.input.value);
    if ("refused" in read) {
      this.say(read.refused);
      this.input.focus();
      return;
    }
    const { state } = view;
    const { from, to } = span(state);
    const mark = schema.marks.link.create({ href: read.href });
    const tr = state.tr;
    if (from === to) tr.insert(from, schema.text(read.href.replace(/^(?:https?:\/\/|mailto:)/i, ""), [mark]));
    else tr.removeMark(from, to, schema.marks.link).addMark(from, to, mark);
    const end = tr.mapping.map(to);
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(schema.marks.link));
    this.close(view);
  }

  private unlink(view: EditorView): void {
    const { from, to } = linkAt(view.state) ?? span(view.state);
    view.dispatch(view.state.tr.removeMark(from, Math.max(to, view.state.selection.to), schema.marks.link));
    this.close(view);
  }
}

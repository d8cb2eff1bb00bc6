// The words of a document: a button beside each variable puts it where one was writing.

const FIELDS = "input.input, textarea, [contenteditable=true]";

/** The field that one was in last: where one writes, for who takes the mouse to a button. */
let last: HTMLElement | null = null;
/** The field where a key was last pressed for another thing than to leave it: who reaches a button by Tab passes through others. */
let written: HTMLElement | null = null;
/** Where one was in each text of several lines. */
const carets = new Map<Element, Range>();

function watch(form: HTMLElement): void {
  const field = ({ target }: Event) => (target instanceof HTMLElement && target.matches(FIELDS) ? target : null);
  form.addEventListener("focusin", (event) => void (last = field(event) ?? last));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" && event.key !== "Shift") written = field(event) ?? written;
  });
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const at = selection?.anchorNode;
    const editor = (at instanceof Element ? at : at?.parentElement)?.closest("[contenteditable=true]");
    if (editor && selection?.rangeCount) carets.set(editor, selection.getRangeAt(0).cloneRange());
  });
}

/** Writes it as if it were typed, so that it can be undone and an editor follows. `by`: the press of the button. */
function insert(form: HTMLElement, words: string, by: MouseEvent): void {
  const byKey = by.detail === 0;
  const field = (byKey ? written : null) ?? last ?? form.querySelector<HTMLElement>("[role=textbox], textarea");
  if (!field) return;
  const range = carets.get(field);
  field.focus();
  if (range && field.contains(range.startContainer)) {
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  }
  document.execCommand("insertText", false, words);
}

for (const list of document.querySelectorAll<HTMLElement>("[data-variables]")) {
  const form = document.getElementById(list.dataset.variables ?? "");
  if (!form) continue;
  watch(form);
  for (const code of list.querySelectorAll("code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small quiet";
    const words = code.textContent;
    button.append("Insérer", Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${words}` }));
    button.addEventListener("click", (event) => insert(form, words, event));
    code.parentElement?.append(button);
  }
}

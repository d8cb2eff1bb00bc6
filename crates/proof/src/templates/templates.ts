// The words of a document: a button beside each variable puts it where one was writing.

const FIELDS = "input.input, textarea, [contenteditable=true]";

/** Where one was writing, and where in it. */
let field: HTMLElement | null = null;
let range: Range | null = null;

function watch(form: HTMLElement): void {
  form.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && target.matches(FIELDS)) field = target;
  });
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const inside = field?.isContentEditable && selection?.rangeCount && field.contains(selection.anchorNode);
    if (inside) range = selection.getRangeAt(0).cloneRange();
  });
}

/** Writes it as if it were typed, so that it can be undone and an editor follows. */
function insert(form: HTMLElement, words: string): void {
  field ??= form.querySelector<HTMLElement>("[role=textbox], textarea");
  if (!field) return;
  field.focus();
  if (field.isContentEditable && range && field.contains(range.startContainer)) {
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
    button.addEventListener("click", () => insert(form, words));
    code.parentElement?.append(button);
  }
}

// What is added to a calendar: a planned step is dragged to another moment, within its table; the private address is copied.
// The form that is sent is the one that the page of plans has: the server refuses, says and takes back likewise.

import Sortable, { type SortableEvent } from "sortablejs";

/** Says something to who listens. */
function say(board: HTMLElement, words: string): void {
  const said = board.querySelector<HTMLElement>("[data-said]");
  if (said) said.textContent = words;
}

const title = (item: HTMLElement) => item.querySelector("a")?.textContent?.trim() ?? "";

/** « 09:30 » where a row says nine and the step was at 18:30: its minutes stay with the day only. */
function hour(list: HTMLElement, item: HTMLElement): string {
  const at = item.dataset.at ?? "";
  const row = list.dataset.hour;
  if (row === undefined || Number(row) === Number(at.split(":")[0])) return at;
  return `${row.padStart(2, "0")}:00`;
}

function dropped(board: HTMLElement, event: SortableEvent): void {
  const { item, from, to } = event;
  const form = board.querySelector<HTMLFormElement>("[data-moves] form");
  if (from === to || !form || !to.dataset.day) {
    say(board, `« ${title(item)} » reste où elle était.`);
    return;
  }
  const said = { etape: item.dataset.plan ?? "", jour: to.dataset.day, heure: hour(to, item) };
  for (const [name, value] of Object.entries(said)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.action = `/mes-parcours/${item.dataset.course ?? ""}/planification`;
  form.requestSubmit();
}

/** Lets planned steps be dragged: by mouse at once, by touch after a moment, so that the page still scrolls. */
function letDrag(board: HTMLElement): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const help of board.querySelectorAll<HTMLElement>("[data-help]")) help.hidden = false;
  for (const item of board.querySelectorAll<HTMLElement>("[data-plan]")) item.dataset.drags = "";
  for (const list of board.querySelectorAll<HTMLElement>("table ul")) {
    list.dataset.drags = "";
    Sortable.create(list, {
      animation: still ? 0 : 120,
      delay: 200,
      delayOnTouchOnly: true,
      draggable: "[data-plan]",
      forceFallback: true,
      ghostClass: "moving",
      group: { name: "plans", put: list.dataset.day !== undefined },
      sort: false,
      onStart: (event) => say(board, `Vous déplacez « ${title(event.item)} ».`),
      onEnd: (event) => dropped(board, event),
    });
  }
}

/** The button that copies a field. */
function letCopy(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset.copy ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const said = document.querySelector<HTMLElement>("[data-copied]");
    const tell = (words: string) => {
      if (said) said.textContent = words;
    };
    field.select();
    navigator.clipboard.writeText(field.value).then(
      () => tell("L’adresse est copiée."),
      () => tell("Votre navigateur ne veut pas copier. L’adresse est sélectionnée : copiez-la avec Ctrl+C."),
    );
  });
}

for (const board of document.querySelectorAll<HTMLElement>("[data-plans]")) letDrag(board);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) letCopy(button);

// Steps, dragged by their handle within their part or into another. The server moves them; the page comes again as it then
// is. Arrows do the same, and move parts.

import Sortable, { type SortableEvent } from "sortablejs";

/** The part that rows lie in: its id is on the element around them. */
const part = (list: HTMLElement) => list.closest<HTMLElement>("[data-part]")?.dataset.part ?? "";

/** Brings the handles to life. */
export function letDrag(): void {
  const course = document.querySelector<HTMLElement>("[data-order]");
  if (!course) return;
  for (const handle of course.querySelectorAll<HTMLElement>("[data-grip]")) handle.hidden = false;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // An empty part has no table: its sentence takes what is dropped there.
  for (const list of course.querySelectorAll<HTMLElement>("[data-part] tbody, [data-part] [data-empty]")) {
    Sortable.create(list, {
      animation: still ? 0 : 120,
      ghostClass: "moving",
      group: "steps",
      handle: "[data-grip]",
      draggable: "tr",
      onEnd: (event) => moved(course, event),
    });
  }
}

function moved(course: HTMLElement, event: SortableEvent): void {
  if (event.from === event.to && event.oldDraggableIndex === event.newDraggableIndex) return;
  const form = course.querySelector<HTMLFormElement>("[data-moves] form");
  if (!form) return;
  const said = { etape: event.item.id.replace("etape-", ""), vers: part(event.to), place: String(event.newDraggableIndex ?? 0) };
  for (const [name, value] of Object.entries(said)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.requestSubmit();
}

// Steps and parts, dragged by their handle. The server moves them; the page comes again as it then is. Arrows do the same.

import Sortable, { type SortableEvent } from "sortablejs";

/** The part that rows lie in: its id is on the element around them. */
const part = (list: HTMLElement) => list.closest<HTMLElement>("[data-part]")?.dataset.part ?? "";

/** Brings the handles to life. */
export function letDrag(): void {
  const course = document.querySelector<HTMLElement>("[data-order]");
  if (!course) return;
  for (const handle of course.querySelectorAll<HTMLElement>("[data-grip]")) handle.hidden = false;
  const shared = { animation: 120, ghostClass: "moving", forceFallback: false };
  // An empty part has no table: its sentence takes what is dropped there.
  for (const list of course.querySelectorAll<HTMLElement>("[data-part] tbody, [data-part] [data-empty]")) {
    Sortable.create(list, {
      ...shared,
      group: "steps",
      handle: "[data-grip=step]",
      draggable: "tr",
      onEnd: (event) => void moved(course, event, { etape: event.item.id.replace("etape-", ""), vers: part(event.to) }),
    });
  }
  Sortable.create(course, {
    ...shared,
    handle: "[data-grip=part]",
    draggable: "[data-part]",
    onEnd: (event) => void moved(course, event, { partie: event.item.dataset.part ?? "" }),
  });
}

async function moved(course: HTMLElement, event: SortableEvent, what: Record<string, string>): Promise<void> {
  if (event.from === event.to && event.oldDraggableIndex === event.newDraggableIndex) return;
  const form = course.querySelector<HTMLFormElement>("[data-moves] form");
  if (!form) return;
  for (const [name, value] of Object.entries({ ...what, place: String(event.newDraggableIndex ?? 0) })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.requestSubmit();
}

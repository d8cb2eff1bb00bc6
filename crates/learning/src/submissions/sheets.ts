// The notes of a correction on the pages of a PDF: the list says it all, the pages show where, once they are asked for.

import { draw, Sheets } from "./parts/sheets";

for (const noted of document.querySelectorAll<HTMLElement>("[data-noted]")) {
  const place = noted.querySelector<HTMLElement>("[data-sheets]");
  const ask = noted.querySelector<HTMLButtonElement>("[data-show]");
  if (!place || !ask) continue;
  const notes = [...noted.querySelectorAll<HTMLElement>("li[data-page]")];
  const sheets: Sheets = new Sheets(place, () => {
    const spots = notes.map((note, at) => ({ number: at + 1, left: note.dataset.left ?? "", top: note.dataset.top ?? "", page: note.dataset.page }));
    if (sheets.sheet) draw(sheets.sheet, spots.filter((spot) => Number(spot.page) === sheets.page));
  });
  ask.hidden = false;
  ask.addEventListener("click", () => {
    ask.hidden = true;
    place.hidden = false;
    place.focus();
    void sheets.show(Number(notes[0]?.dataset.page ?? 1));
  });
}

// Notes on an image or on the pages of a PDF: a click gives the first note without words its place, and its words the focus. The fields
// stay the truth: what is typed in them by keyboard moves the numbers, and turns to the page that is named.

import { draw, Sheets } from "../../../../learning/src/submissions/parts/sheets";

export class Notes {
  #sheets: Sheets | undefined;

  constructor(private readonly place: HTMLElement) {
    const pages = place.querySelector<HTMLElement>("[data-sheets]");
    const sheet = place.querySelector<HTMLElement>("[data-sheet]");
    if (!sheet) return;
    sheet.addEventListener("click", (event) => void this.#point(sheet, event));
    place.addEventListener("input", (event) => this.#typed(sheet, event.target));
    const told = place.querySelector<HTMLElement>("[data-pointed]");
    if (told) told.hidden = false;
    if (pages) this.#turns(pages, sheet);
    this.#draw(sheet);
  }

  /** The pages are fetched once they are in sight: at the first note, or at the beginning. */
  #turns(pages: HTMLElement, sheet: HTMLElement): void {
    const sheets = new Sheets(pages, () => this.#draw(sheet));
    this.#sheets = sheets;
    const folded = this.place.closest("details");
    const open = () => {
      if (folded && !folded.open) return;
      folded?.removeEventListener("toggle", open);
      const first = this.#notes().find((note) => this.#field(note, "note-texte")?.value.trim());
      void sheets.show(Number(first ? this.#value(first, "note-page") : 1));
    };
    folded?.addEventListener("toggle", open);
    open();
  }

  #notes(): HTMLElement[] {
    return [...this.place.querySelectorAll<HTMLElement>("[data-note]")];
  }

  #field(note: HTMLElement, name: string): HTMLInputElement | HTMLTextAreaElement | null {
    return note.querySelector(`[name=${name}]`);
  }

  #value(note: HTMLElement, name: string): string {
    return this.#field(note, name)?.value.trim() ?? "";
  }

  #typed(sheet: HTMLElement, field: EventTarget | null): void {
    const page = field instanceof HTMLInputElement && field.name === "note-page" ? Number(field.value) : 0;
    if (page > 0 && this.#sheets) void this.#sheets.show(page);
    this.#draw(sheet);
  }

  #point(sheet: HTMLElement, event: MouseEvent): void {
    const note = this.#notes().find((one) => !this.#value(one, "note-texte")) ?? this.#another();
    const box = sheet.getBoundingClientRect();
    if (!note || box.width === 0 || box.height === 0 || this.#sheets?.page === 0) return;
    if (this.#sheets) this.#set(note, "note-page", this.#sheets.page);
    this.#set(note, "note-gauche", hundredths((event.clientX - box.left) / box.width));
    this.#set(note, "note-haut", hundredths((event.clientY - box.top) / box.height));
    this.#draw(sheet);
    this.#field(note, "note-texte")?.focus();
  }

  #set(note: HTMLElement, name: string, value: number): void {
    const field = this.#field(note, name);
    if (field) field.value = String(value);
  }

  /** One more note, after the last. */
  #another(): HTMLElement | null {
    const last = this.#notes().at(-1);
    if (!last) return null;
    const next = last.cloneNode(true) as HTMLElement;
    const number = Number(last.dataset.note) + 1;
    next.dataset.note = String(number);
    const legend = next.querySelector("legend");
    if (legend?.firstChild) legend.firstChild.textContent = `Annotation ${number}`;
    for (const field of next.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]), textarea")) {
      field.value = "";
      const id = `${field.id}-${number}`;
      next.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.setAttribute("for", id);
      field.id = id;
      field.removeAttribute("aria-describedby");
    }
    last.after(next);
    return next;
  }

  /** The numbers of the page that is shown; of an image, all. */
  #draw(sheet: HTMLElement): void {
    const spots = this.#notes().map((note, at) => ({
      number: at + 1,
      left: this.#value(note, "note-gauche"),
      top: this.#value(note, "note-haut"),
      page: Number(this.#value(note, "note-page")),
    }));
    const page = this.#sheets?.page;
    draw(sheet, spots.filter((spot) => page === undefined || spot.page === page));
  }
}

const hundredths = (part: number): number => Math.min(100, Math.max(0, Math.round(part * 100)));

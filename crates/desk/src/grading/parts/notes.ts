// Notes on an image: a click gives the first note without words its place, and its words the focus. The fields stay the truth: what
// is typed in them by keyboard moves the numbers as well.

const SVG = "http://www.w3.org/2000/svg";

export class Notes {
  constructor(private readonly place: HTMLElement) {
    const sheet = place.querySelector<HTMLElement>("[data-sheet]");
    if (!sheet) return;
    sheet.addEventListener("click", (event) => this.#point(sheet, event));
    place.addEventListener("input", () => this.#draw(sheet));
    const told = place.querySelector<HTMLElement>("[data-pointed]");
    if (told) told.hidden = false;
    this.#draw(sheet);
  }

  #notes(): HTMLElement[] {
    return [...this.place.querySelectorAll<HTMLElement>("[data-note]")];
  }

  #field(note: HTMLElement, name: string): HTMLInputElement | HTMLTextAreaElement | null {
    return note.querySelector(`[name=${name}]`);
  }

  #point(sheet: HTMLElement, event: MouseEvent): void {
    const note = this.#notes().find((one) => !this.#field(one, "note-texte")?.value.trim()) ?? this.#another();
    const box = sheet.getBoundingClientRect();
    if (!note || box.width === 0 || box.height === 0) return;
    this.#set(note, "note-gauche", (event.clientX - box.left) / box.width);
    this.#set(note, "note-haut", (event.clientY - box.top) / box.height);
    this.#draw(sheet);
    this.#field(note, "note-texte")?.focus();
  }

  #set(note: HTMLElement, name: string, part: number): void {
    const field = this.#field(note, name);
    if (field) field.value = String(Math.min(100, Math.max(0, Math.round(part * 100))));
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

  #draw(sheet: HTMLElement): void {
    const marks = sheet.querySelector("svg");
    if (!marks) return;
    marks.replaceChildren();
    this.#notes().forEach((note, at) => {
      const [left, top] = ["note-gauche", "note-haut"].map((name) => this.#field(note, name)?.value.trim() ?? "");
      if (!left || !top || !Number.isFinite(Number(left)) || !Number.isFinite(Number(top))) return;
      const circle = document.createElementNS(SVG, "circle");
      circle.setAttribute("cx", `${left}%`);
      circle.setAttribute("cy", `${top}%`);
      circle.setAttribute("r", "14");
      const text = document.createElementNS(SVG, "text");
      text.setAttribute("x", `${left}%`);
      text.setAttribute("y", `${top}%`);
      text.textContent = String(at + 1);
      marks.append(circle, text);
    });
  }
}

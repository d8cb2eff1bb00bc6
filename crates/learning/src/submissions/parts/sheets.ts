// The pages of a PDF, one at a time. What draws them is loaded when somebody asks to see them; what reads the file works apart, so
// that a file that goes on for ever holds nobody up.

import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy, RenderTask } from "pdfjs-dist";

/** The widest that a page is shown, and the most pixels of one side of it. */
const WIDEST = 900;
const MOST = 4096;
/** The most dots of an image in a page: an A3 sheet that was scanned at 600 dots an inch. */
const MOST_DOTS = 80_000_000;
/** How long a page is waited for, in milliseconds: a file may be made never to end. */
const PATIENCE = 20_000;

const SVG = "http://www.w3.org/2000/svg";

/** A number at a place: from the left and from the top, in hundredths. */
export interface Spot {
  number: number;
  left: string;
  top: string;
}

/** Numbers over a page or an image; those that stand nowhere aren't drawn. */
export function draw(sheet: HTMLElement, spots: Spot[]): void {
  const marks = sheet.querySelector("svg");
  if (!marks) return;
  marks.replaceChildren();
  for (const { number, left, top } of spots) {
    if (!left || !top || !Number.isFinite(Number(left)) || !Number.isFinite(Number(top))) continue;
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("cx", `${left}%`);
    circle.setAttribute("cy", `${top}%`);
    circle.setAttribute("r", "14");
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", `${left}%`);
    text.setAttribute("y", `${top}%`);
    text.textContent = String(number);
    marks.append(circle, text);
  }
}

export class Sheets {
  /** The page that is shown, from 1; 0 before any is. */
  page = 0;
  readonly sheet: HTMLElement | null;
  #document: Promise<PDFDocumentProxy> | undefined;
  #loading: PDFDocumentLoadingTask | undefined;
  #drawing: RenderTask | undefined;
  #turn = 0;
  #asked = 1;

  constructor(
    private readonly place: HTMLElement,
    private readonly turned: () => void,
  ) {
    this.sheet = place.querySelector<HTMLElement>("[data-sheet]");
    for (const way of place.querySelectorAll<HTMLElement>("[data-turn]")) {
      way.addEventListener("click", () => void this.show(this.page + Number(way.dataset.turn)));
    }
    place.querySelector("[data-again]")?.addEventListener("click", () => this.#again());
  }

  /** Shows a page, the nearest when there is none of this number. */
  async show(asked: number): Promise<void> {
    const turn = ++this.#turn;
    this.#asked = asked;
    this.place.hidden = false;
    this.#drawing?.cancel();
    let opened = false;
    const late = setTimeout(() => void this.#loading?.destroy(), PATIENCE);
    try {
      const file = await (this.#document ??= this.#open());
      opened = true;
      const number = Math.min(Math.max(1, Math.trunc(asked) || 1), file.numPages);
      if (turn !== this.#turn || number === this.page) return;
      const page = await file.getPage(number);
      const natural = page.getViewport({ scale: 1 });
      const width = Math.min(this.place.clientWidth || WIDEST, WIDEST);
      const fine = (width / natural.width) * (window.devicePixelRatio || 1);
      const viewport = page.getViewport({ scale: Math.min(fine, MOST / Math.max(natural.width, natural.height)) });
      const canvas = document.createElement("canvas");
      canvas.className = "page";
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", `Page ${number} de ${this.place.dataset.name ?? "ce fichier"}`);
      this.#drawing = page.render({ canvas, viewport });
      await this.#drawing.promise;
      const lacks = lacking(page);
      page.cleanup();
      if (turn !== this.#turn) return;
      this.sheet?.querySelector("canvas")?.remove();
      this.sheet?.prepend(canvas);
      this.page = number;
      this.#shows("[data-failed]", false);
      this.#shows("[data-lacks]", lacks);
      this.#say(file.numPages);
      this.turned();
    } catch {
      // A page that was left meanwhile fails for nobody.
      if (turn === this.#turn) this.#fail(opened && !this.#loading?.destroyed);
    } finally {
      clearTimeout(late);
    }
  }

  async #open(): Promise<PDFDocumentProxy> {
    const { sheets = "", library = "", reader = "" } = this.place.dataset;
    const { getDocument, GlobalWorkerOptions } = (await import(library)) as typeof import("pdfjs-dist");
    GlobalWorkerOptions.workerSrc = reader;
    this.#loading = getDocument({ url: sheets, useWasm: false, maxImageSize: MOST_DOTS, canvasMaxAreaInBytes: 4 * MOST * MOST, verbosity: 0 });
    return this.#loading.promise;
  }

  #say(pages: number): void {
    this.#tell(`Page ${this.page} sur ${pages}`);
    for (const way of this.place.querySelectorAll<HTMLElement>("[data-turn]")) {
      const next = this.page + Number(way.dataset.turn);
      way.setAttribute("aria-disabled", String(next < 1 || next > pages));
    }
  }

  /** Says that nothing is shown; another page may be asked for when the file itself is well. */
  #fail(others: boolean): void {
    this.sheet?.querySelector("canvas")?.remove();
    this.page = 0;
    if (!others) this.#forget();
    this.#shows("[data-turning]", others);
    this.#shows("[data-lacks]", false);
    this.#shows("[data-failed]", true);
  }

  /** The same page, of the file as it is fetched again. */
  #again(): void {
    this.#forget();
    this.#shows("[data-turning]", true);
    this.#shows("[data-failed]", false);
    this.#tell("Les pages arrivent…");
    // What was pressed is gone.
    this.place.focus();
    void this.show(this.#asked);
  }

  #forget(): void {
    void this.#loading?.destroy();
    this.#document = undefined;
    this.#loading = undefined;
  }

  #shows(parts: string, shown: boolean): void {
    for (const part of this.place.querySelectorAll<HTMLElement>(parts)) part.hidden = !shown;
  }

  #tell(words: string): void {
    const told = this.place.querySelector<HTMLElement>("[data-told]");
    if (told) told.textContent = words;
  }
}

/** Whether an image of a page that is drawn couldn't be read: nothing stands in its place. */
const lacking = (page: PDFPageProxy): boolean => [...page.objs].some(([, read]) => read === null);

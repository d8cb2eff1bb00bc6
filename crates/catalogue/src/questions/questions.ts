// The preview of a question follows what is typed: the server draws it, as learners will see it.

import "./asked/asked";

/** How long after the last key, in milliseconds. */
const MOMENT = 500;

const form = document.querySelector<HTMLFormElement>("form#question");
const preview = document.querySelector<HTMLElement>("#apercu");
let timer = 0;
let asking: AbortController | null = null;

/** What is typed, without files. */
function typed(of: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(of)) if (typeof value === "string") fields.append(name, value);
  fields.append("faire", "apercu");
  return fields;
}

async function refresh(of: HTMLFormElement, into: HTMLElement): Promise<void> {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(of.action, { method: "POST", body: typed(of), signal: asking.signal, redirect: "manual" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.querySelector("#apercu");
    if (!drawn) return;
    into.replaceChildren(...drawn.childNodes);
    document.dispatchEvent(new Event("asked"));
  } catch {
    // Without a network the preview stays as it is: nothing typed depends on it.
  }
}

if (form && preview) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void refresh(form, preview), MOMENT);
  });
}

/** An image on which one draws the area whose figures were touched last. */
class Drawing {
  readonly #spot: HTMLElement;
  readonly #image: HTMLImageElement;
  readonly #drawn: SVGRectElement;
  #field: HTMLInputElement | null = null;
  #from: [number, number] | null = null;

  constructor(spot: HTMLElement, image: HTMLImageElement, svg: SVGSVGElement, of: HTMLFormElement) {
    this.#spot = spot;
    this.#image = image;
    this.#drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    svg.append(this.#drawn);
    of.addEventListener("focusin", (event) => {
      const row = event.target instanceof Element ? event.target.closest("li") : null;
      this.#field = row?.querySelector<HTMLInputElement>("input[name^='avec-']") ?? this.#field;
    });
    this.#field = of.querySelector("input[name^='avec-']");
    of.querySelector("input[type=file]#image")?.addEventListener("change", (event) => this.#choose(event, svg));
    image.addEventListener("dragstart", (event) => event.preventDefault());
    image.addEventListener("pointerdown", (event) => this.#begin(event));
    image.addEventListener("pointermove", (event) => this.#go(event));
    image.addEventListener("pointerup", () => (this.#from = null));
    this.#tell();
  }

  #tell(): void {
    const hint = document.querySelector<HTMLElement>("[data-draw-hint]");
    if (hint) hint.hidden = this.#image.hidden;
    this.#spot.dataset.ready = "";
  }

  /** The image that was just chosen, before it is sent. */
  #choose(event: Event, svg: SVGSVGElement): void {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (!file) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      this.#image.src = String(reader.result);
      void this.#image.decode().then(() => {
        const { naturalWidth, naturalHeight } = this.#image;
        this.#image.setAttribute("width", String(naturalWidth));
        this.#image.setAttribute("height", String(naturalHeight));
        svg.setAttribute("viewBox", `0 0 ${naturalWidth} ${naturalHeight}`);
        this.#image.hidden = false;
        this.#tell();
      });
    });
    reader.readAsDataURL(file);
  }

  #place(event: PointerEvent): [number, number] {
    const box = this.#image.getBoundingClientRect();
    const within = (at: number, size: number, whole: number) => Math.max(0, Math.min(whole, Math.round((at / size) * whole)));
    return [
      within(event.clientX - box.left, box.width, Number(this.#image.getAttribute("width"))),
      within(event.clientY - box.top, box.height, Number(this.#image.getAttribute("height"))),
    ];
  }

  #begin(event: PointerEvent): void {
    this.#from = this.#place(event);
    this.#image.setPointerCapture(event.pointerId);
  }

  #go(event: PointerEvent): void {
    if (!this.#from || !this.#field) return;
    const [x, y] = this.#place(event);
    const [left, right] = [Math.min(x, this.#from[0]), Math.max(x, this.#from[0])];
    const [top, bottom] = [Math.min(y, this.#from[1]), Math.max(y, this.#from[1])];
    this.#field.value = [left, top, right, bottom].join(", ");
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) {
      this.#drawn.setAttribute(name, String(value));
    }
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const spot = form?.querySelector<HTMLElement>("[data-draw]");
const image = spot?.querySelector("img");
const svg = spot?.querySelector<SVGSVGElement>("svg");
if (form && spot && image && svg) new Drawing(spot, image, svg, form);

// What a browser adds to questions that already work without it: buttons that move what is to be ranked, an image that one
// touches. Pages that show another question tell « asked » to the document.

const NARROW = "\u202f";

/** Moves the things to rank, and keeps their ranks. */
class Ranks {
  readonly #list: HTMLOListElement;
  readonly #said: HTMLParagraphElement;

  constructor(field: HTMLElement, list: HTMLOListElement) {
    this.#list = list;
    this.#said = document.createElement("p");
    this.#said.className = "visually-hidden";
    this.#said.setAttribute("role", "status");
    field.append(this.#said);
    for (const item of this.#items) this.#addButtons(item);
    list.addEventListener("change", (event) => this.#ranked(event));
  }

  get #items(): HTMLLIElement[] {
    return [...this.#list.querySelectorAll("li")];
  }

  #addButtons(item: HTMLLIElement): void {
    if (item.querySelector("select")?.disabled) return;
    for (const [word, by] of [["Monter", -1], ["Descendre", 1]] as const) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = by < 0 ? "↑" : "↓";
      button.setAttribute("aria-label", `${word}${NARROW}: ${item.dataset.words}`);
      button.addEventListener("click", () => this.#move(item, this.#items.indexOf(item) + by, button));
      item.append(button);
    }
  }

  /** A rank chosen in its list moves the thing there. */
  #ranked(event: Event): void {
    const select = event.target;
    const item = select instanceof HTMLSelectElement ? select.closest("li") : null;
    if (!event.isTrusted || !item || !(select instanceof HTMLSelectElement) || select.value === "") return;
    this.#move(item, Number(select.value) - 1, select);
  }

  #move(item: HTMLLIElement, to: number, from: HTMLElement): void {
    const others = this.#items.filter((one) => one !== item);
    if (to < 0 || to > others.length) return;
    this.#list.insertBefore(item, others[to] ?? null);
    for (const [at, one] of this.#items.entries()) {
      const select = one.querySelector("select");
      if (select) select.value = String(at + 1);
    }
    from.focus();
    this.#said.textContent = `${item.dataset.words}${NARROW}: rang ${to + 1} sur ${others.length + 1}`;
    item.querySelector("select")?.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Lets one touch the image; choosing an area by its name takes the point back. */
function letPoint(spot: HTMLElement): void {
  const question = spot.closest(".question");
  const image = spot.querySelector("img");
  const mark = spot.querySelector<SVGCircleElement>("[data-point]");
  const fields = question?.querySelectorAll<HTMLInputElement>("input[type=hidden]");
  const [across, down] = fields ?? [];
  if (!question || !image || !mark || !across || !down) return;
  const areas = [...question.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  spot.dataset.ready = "";

  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    const place = (at: number, size: number, whole: number) => String(Math.max(0, Math.min(whole, Math.round((at / size) * whole))));
    across.value = place(event.clientX - box.left, box.width, Number(image.getAttribute("width")));
    down.value = place(event.clientY - box.top, box.height, Number(image.getAttribute("height")));
    for (const area of areas) area.checked = false;
    mark.setAttribute("cx", across.value);
    mark.setAttribute("cy", down.value);
    mark.setAttribute("visibility", "visible");
    for (const kind of ["input", "change"]) across.dispatchEvent(new Event(kind, { bubbles: true }));
  });
  for (const area of areas) {
    area.addEventListener("change", () => {
      across.value = down.value = "";
      mark.setAttribute("visibility", "hidden");
    });
  }
}

function bringToLife(): void {
  for (const field of document.querySelectorAll<HTMLElement>("[data-ranks]:not([data-ready])")) {
    const list = field.querySelector("ol");
    field.dataset.ready = "";
    if (list) new Ranks(field, list);
  }
  for (const spot of document.querySelectorAll<HTMLElement>("[data-spot]:not([data-ready])")) letPoint(spot);
}

bringToLife();
document.addEventListener("asked", bringToLife);

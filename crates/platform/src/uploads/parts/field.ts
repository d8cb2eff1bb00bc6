// A field of files: what is small stays in the form; what is big, and several files at once, leave before it.

import { type Arrived, left, recall, remember } from "./memory";
import { Transfer } from "./transfer";

/** How many leave at once. */
const AT_ONCE = 2;

export class Field {
  #transfers: Transfer[] = [];
  #submitter: HTMLElement | null = null;
  #submitting = false;

  constructor(
    private readonly zone: HTMLElement,
    private readonly input: HTMLInputElement,
    private readonly form: HTMLFormElement,
  ) {
    input.addEventListener("change", () => this.#chosen());
    this.#takeDrops();
    form.addEventListener("submit", (event) => this.#submit(event), { capture: true });
    window.addEventListener("online", () => this.#transfers.forEach((one) => one.resume()));
    void recall(form, input.name).then((files) => {
      if (!input.files?.length && this.#transfers.length === 0) this.#again(files);
    });
  }

  #takeDrops(): void {
    const over = (event: DragEvent, on: boolean) => {
      event.preventDefault();
      this.zone.classList.toggle("over", on);
    };
    this.zone.addEventListener("dragover", (event) => over(event, true));
    this.zone.addEventListener("dragleave", (event) => over(event, false));
    this.zone.addEventListener("drop", (event) => {
      over(event, false);
      if (!event.dataTransfer?.files.length) return;
      this.input.files = event.dataTransfer.files;
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  readonly #told = {
    arrived: () => {
      this.#remember();
      this.#goOn();
    },
    stopped: (transfer: Transfer) => {
      this.#submitting = false;
      if (!transfer.isUnderWay && !this.input.multiple) this.input.value = "";
      this.#goOn();
    },
    out: (transfer: Transfer) => {
      // The form that waited for it isn't wanted without it.
      this.#submitting = false;
      this.#transfers = this.#transfers.filter((one) => one !== transfer);
      if (!this.input.multiple) this.input.value = "";
      this.#remember();
      this.input.focus();
      this.#goOn();
    },
    again: () => this.#goOn(),
  };

  get #token(): string {
    return this.form.querySelector<HTMLInputElement>("input[name=jeton]")?.value ?? "";
  }

  #chosen(): void {
    const files = [...(this.input.files ?? [])].filter((file) => file.size >= Number(this.zone.dataset.pieces));
    if (!this.input.multiple) this.#replace();
    for (const file of files) this.#transfers.push(Transfer.of(file, this.zone, this.#token, this.#told));
    if (this.input.multiple && files.length > 0) this.input.value = "";
    this.#goOn();
  }

  /** Another file was chosen: the one before it goes, and what was just chosen stays. */
  #replace(): void {
    this.#submitting = false;
    for (const one of this.#transfers) one.drop();
    this.#transfers = [];
    this.#remember();
  }

  #again(files: Arrived[]): void {
    this.#transfers = files.map((file) => Transfer.again(file, this.zone, this.#token, this.#told));
    this.#name();
  }

  /** Starts those that wait, as many as may leave at once; sends the form that waited for the last. */
  #goOn(): void {
    const leaving = this.#transfers.filter((one) => one.isLeaving).length;
    for (const one of this.#transfers.filter((one) => one.waits).slice(0, Math.max(0, AT_ONCE - leaving))) void one.start();
    this.#name();
    if (!this.#submitting || this.#transfers.some((one) => one.isUnderWay)) return;
    this.#submitting = false;
    this.form.requestSubmit(this.#submitter);
  }

  #files(): Arrived[] {
    return this.#transfers.flatMap((one) => one.arrived ?? []);
  }

  #remember(): void {
    remember(this.form, this.input.name, this.#files());
  }

  /** The form names what has arrived, and doesn't carry it again. */
  #name(): void {
    const name = `${this.input.name}.envoi`;
    for (const old of this.form.querySelectorAll(`input[type=hidden][name="${name}"]`)) old.remove();
    for (const file of this.#files()) {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = name;
      hidden.value = `${file.address.split("/").pop()} ${file.name}`;
      this.form.append(hidden);
    }
    if (!this.input.multiple && this.#files().length > 0) this.input.value = "";
  }

  /** A form waits for its files, and leaves by itself. */
  #submit(event: SubmitEvent): void {
    const underWay = this.#transfers.filter((one) => one.isUnderWay);
    if (underWay.length === 0) return left(this.form, this.input.name);
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = event.submitter;
    this.#submitting = true;
    for (const one of underWay) {
      one.resume();
      one.await();
    }
  }
}

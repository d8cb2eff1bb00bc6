// A field of a file: what is small stays in the form, what is big leaves at once.

import { type HttpRequest, type HttpResponse, Upload } from "tus-js-client";

import { type Arrived, forget, recall, remember } from "./memory";
import { Panel } from "./panel";
import { WORDS } from "./words";

/** Bytes of a piece: what a cut may cost, and what a proxy lets through. */
const PIECE = 8 * 1024 * 1024;
const DELAYS = [0, 1000, 3000, 5000, 10_000, 20_000];

export class Field {
  readonly #panel: Panel;
  readonly #hidden = document.createElement("input");
  #upload: Upload | null = null;
  #submitter: HTMLElement | null = null;
  #submitting = false;

  constructor(
    private readonly zone: HTMLElement,
    private readonly input: HTMLInputElement,
    private readonly form: HTMLFormElement,
  ) {
    this.#hidden.type = "hidden";
    this.#hidden.name = `${input.name}.envoi`;
    this.#panel = new Panel(zone, input, { pause: () => this.#pause(), resume: () => this.#resume(), cancel: () => this.#cancel() });
    input.addEventListener("change", () => this.#chosen());
    this.#takeDrops();
    form.addEventListener("submit", (event) => this.#submit(event), { capture: true });
    window.addEventListener("online", () => this.#resume());
    void recall(form, input.name).then((file) => {
      if (file && !input.files?.length) this.#arrived(file);
    });
  }

  get #from(): number {
    return Number(this.zone.dataset.pieces);
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

  #chosen(): void {
    const file = this.input.files?.[0];
    void this.#drop();
    if (!file || file.size < this.#from) return;
    const token = this.form.querySelector<HTMLInputElement>("input[name=jeton]")?.value ?? "";
    const upload = new Upload(file, {
      endpoint: this.zone.dataset.address ?? "",
      headers: { "X-Jeton": token },
      chunkSize: PIECE,
      retryDelays: DELAYS,
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => this.#cut(error.originalResponse),
      onProgress: (sent, total) => this.#panel.progress(sent, total),
      onError: (error) => this.#failed("originalResponse" in error ? error.originalResponse : null),
      onSuccess: () => {
        if (upload.url) this.#arrived({ address: new URL(upload.url, location.href).pathname, name: file.name, size: file.size });
      },
      onAfterResponse: (_: HttpRequest, answer: HttpResponse) => {
        if (answer.getStatus() < 300) this.#panel.say(WORDS.sending);
      },
    });
    this.#upload = upload;
    this.#panel.begin(file.name, file.size);
    void upload.findPreviousUploads().then((earlier) => {
      const last = earlier[0];
      if (last) upload.resumeFromPreviousUpload(last);
      if (this.#upload === upload) upload.start();
    });
  }

  /** Whether it is worth trying again: what was refused stays so. */
  #cut(answer: HttpResponse | null): boolean {
    const status = answer?.getStatus() ?? 0;
    const again = status === 0 || status >= 500 || status === 409 || status === 423;
    if (again) this.#panel.say(WORDS.cut);
    return again;
  }

  #failed(answer: HttpResponse | null): void {
    const status = answer?.getStatus() ?? 0;
    this.#submitting = false;
    if (status === 0) {
      // The line is still cut after every try: it goes on when the browser is back online, or by the button.
      this.#panel.stopped(WORDS.cut);
    } else if (status === 413) {
      this.#refused(answer?.getBody() || WORDS.failed);
    } else {
      this.#refused(status === 401 || status === 403 || status === 303 ? WORDS.signedOut : WORDS.failed);
    }
  }

  #refused(sentence: string): void {
    this.#upload = null;
    this.input.value = "";
    this.#panel.refused(sentence);
  }

  #pause(): void {
    void this.#upload?.abort();
    this.#panel.stopped(WORDS.paused);
  }

  #resume(): void {
    if (!this.#upload || !this.#panel.isStopped) return;
    this.#panel.goesOn();
    this.#upload.start();
  }

  #cancel(): void {
    void this.#drop();
    this.input.value = "";
    this.input.focus();
  }

  /** Forgets what was on its way or had arrived. */
  async #drop(): Promise<void> {
    const upload = this.#upload;
    this.#upload = null;
    this.#submitting = false;
    this.#hidden.remove();
    this.input.disabled = false;
    forget(this.form, this.input.name);
    this.#panel.hide();
    await upload?.abort(true).catch(() => undefined);
  }

  #arrived(file: Arrived): void {
    this.#upload = null;
    const id = file.address.split("/").pop() ?? "";
    this.#hidden.value = `${id} ${file.name}`;
    this.form.append(this.#hidden);
    this.input.value = "";
    remember(this.form, this.input.name, file);
    this.#panel.arrived(file);
    if (!this.#submitting) return;
    this.#submitting = false;
    this.form.requestSubmit(this.#submitter);
  }

  /** A form waits for its file, and leaves by itself. */
  #submit(event: SubmitEvent): void {
    if (!this.#upload) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = event.submitter;
    this.#submitting = true;
    this.#panel.say(WORDS.waiting);
    this.#resume();
  }
}

// One file on its way: sent piece by piece, suspended, taken out, arrived.

import { type HttpResponse, Upload } from "tus-js-client";

import type { Arrived } from "./memory";
import { Panel } from "./panel";
import { WORDS } from "./words";

/** Bytes of a piece: what a cut may cost, and what a proxy lets through. */
const PIECE = 8 * 1024 * 1024;
const DELAYS = [0, 1000, 3000, 5000, 10_000, 20_000];

/** What its field does of it. */
export type Told = {
  arrived: (transfer: Transfer) => void;
  stopped: (transfer: Transfer) => void;
  /** Taken out by whoever sends. */
  out: (transfer: Transfer) => void;
  /** Wants to go on: its turn comes. */
  again: (transfer: Transfer) => void;
};

export class Transfer {
  readonly panel: Panel;
  #upload: Upload | null = null;
  #arrived: Arrived | null = null;
  #started = false;
  /** The form waits for it. */
  #awaited = false;

  private constructor(
    zone: HTMLElement,
    private readonly token: string,
    private readonly told: Told,
  ) {
    const out = () => {
      this.drop();
      told.out(this);
    };
    this.panel = new Panel(zone, { pause: () => this.#pause(), resume: () => this.resume(), cancel: out });
  }

  /** A file that was chosen; it leaves when its field says so. */
  static of(file: File, zone: HTMLElement, token: string, told: Told): Transfer {
    const transfer = new Transfer(zone, token, told);
    transfer.#upload = new Upload(file, {
      endpoint: zone.dataset.address ?? "",
      headers: { "X-Jeton": token },
      chunkSize: PIECE,
      retryDelays: DELAYS,
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => transfer.#cut(error.originalResponse),
      onProgress: (sent, total) => transfer.panel.progress(sent, total),
      onError: (error) => transfer.#failed("originalResponse" in error ? error.originalResponse : null),
      onSuccess: () => transfer.#ends(file),
      onAfterResponse: (_, answer) => {
        if (answer.getStatus() < 300) transfer.panel.say(transfer.#awaited ? WORDS.waiting : WORDS.sending);
      },
    });
    transfer.panel.waits(file.name, file.size);
    return transfer;
  }

  /** A file that had arrived before the page came back. */
  static again(file: Arrived, zone: HTMLElement, token: string, told: Told): Transfer {
    const transfer = new Transfer(zone, token, told);
    transfer.#arrived = file;
    transfer.panel.arrived(file);
    return transfer;
  }

  get arrived(): Arrived | null {
    return this.#arrived;
  }

  get isUnderWay(): boolean {
    return this.#upload !== null;
  }

  /** It leaves at this moment, and isn't suspended. */
  get isLeaving(): boolean {
    return this.isUnderWay && this.#started && !this.panel.isStopped;
  }

  /** It waits for its turn. */
  get waits(): boolean {
    return this.isUnderWay && !this.#started && !this.panel.isStopped;
  }

  /** Leaves, or goes on from where it was suspended, or an earlier page left it. */
  async start(): Promise<void> {
    const upload = this.#upload;
    if (!upload || this.#started) return;
    this.#started = true;
    this.panel.goesOn();
    const last = upload.url ? undefined : (await upload.findPreviousUploads())[0];
    if (last) upload.resumeFromPreviousUpload(last);
    if (this.#upload === upload && this.#started) upload.start();
  }

  resume(): void {
    if (!this.#upload || !this.panel.isStopped) return;
    this.panel.goesOn();
    this.told.again(this);
  }

  /** The form leaves with it. */
  await(): void {
    this.#awaited = true;
    this.panel.say(WORDS.waiting);
  }

  /** Forgets it, here and at the platform. */
  drop(): void {
    const [upload, arrived] = [this.#upload, this.#arrived];
    this.#upload = null;
    this.#arrived = null;
    this.panel.remove();
    void upload?.abort(true).catch(() => undefined);
    const headers = { "Tus-Resumable": "1.0.0", "X-Jeton": this.token };
    if (arrived) void fetch(arrived.address, { method: "DELETE", redirect: "error", headers }).catch(() => undefined);
  }

  #pause(): void {
    void this.#upload?.abort();
    this.#started = false;
    this.panel.stopped(WORDS.paused);
    this.told.stopped(this);
  }

  #ends(file: File): void {
    const address = new URL(this.#upload?.url ?? "", location.href).pathname;
    this.#upload = null;
    this.#arrived = { address, name: file.name, size: file.size };
    this.panel.arrived(this.#arrived);
    this.told.arrived(this);
  }

  /** Whether it is worth trying again: what was refused stays so. */
  #cut(answer: HttpResponse | null): boolean {
    const status = answer?.getStatus() ?? 0;
    const again = status === 0 || status >= 500 || status === 409 || status === 423;
    if (again) this.panel.say(WORDS.cut);
    return again;
  }

  #failed(answer: HttpResponse | null): void {
    const status = answer?.getStatus() ?? 0;
    if (status === 0) {
      // Still cut after every try: it goes on when the browser is back on line, or by the button.
      this.#started = false;
      this.panel.stopped(WORDS.cut);
    } else {
      const signedOut = status === 401 || status === 403;
      this.#upload = null;
      this.panel.refused(status === 413 ? answer?.getBody() || WORDS.failed : signedOut ? WORDS.signedOut : WORDS.failed);
    }
    this.told.stopped(this);
  }
}

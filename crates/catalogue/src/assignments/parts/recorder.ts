// A recorder over a field of a file: record, pause, go on, stop, hear, begin again. What it made is chosen in the field, which
// sends it piece by piece. Where the browser has no recorder, or is refused one, the field alone stays.

import { duration, kind, weight } from "./media";

/** Between two pieces that the browser hands over, in milliseconds. */
const EVERY = 1000;
/** The longest recording, in seconds. */
const LONGEST = 30 * 60;

const WORDS = {
  asking: "Votre navigateur demande l’accès\u202f: autorisez-le pour commencer.",
  recording: "Enregistrement en cours.",
  paused: "En pause.",
  longest: "Trente minutes sont enregistrées\u202f: l’enregistrement s’arrête là.",
  again: "Prêt à recommencer.",
};

type Act = "start" | "pause" | "resume" | "stop" | "again";

export class Recorder {
  #recorder: MediaRecorder | null = null;
  #parts: Blob[] = [];
  #seconds = 0;
  #since = 0;
  #clock = 0;
  #heard = "";
  readonly #film: boolean;
  readonly #input: HTMLInputElement | null;

  constructor(private readonly place: HTMLElement) {
    this.#film = place.dataset.recorder === "video";
    this.#input = place.querySelector("input[type=file]");
    const able = "MediaRecorder" in window && navigator.mediaDevices?.getUserMedia !== undefined;
    if (able && kind(this.#film)) this.#offer();
    else this.#refused();
  }

  #offer(): void {
    this.#one(".recorder-box").hidden = false;
    // However short, a recording leaves before its form: a cut costs a piece of it.
    this.#one(".drop").dataset.pieces = "0";
    for (const act of ["start", "pause", "resume", "stop", "again"] as const) {
      this.#button(act).addEventListener("click", () => void this.#do(act));
    }
    addEventListener("pagehide", () => this.#release());
    addEventListener("beforeunload", (event) => {
      if (this.#recorder) event.preventDefault();
    });
  }

  #one<T extends HTMLElement>(selector: string): T {
    const found = this.place.querySelector<T>(selector);
    if (!found) throw new Error(`the recorder lacks ${selector}`);
    return found;
  }

  #button(act: Act): HTMLButtonElement {
    return this.#one(`[data-act=${act}]`);
  }

  #say(sentence: string): void {
    this.#one("[data-told]").textContent = sentence;
  }

  #refused(): void {
    this.#one(".recorder-box").hidden = true;
    this.#one("[data-refused]").hidden = false;
  }

  async #do(act: Act): Promise<void> {
    if (act === "start") return this.#start();
    if (act === "again") return this.#again();
    const recorder = this.#recorder;
    if (!recorder) return;
    if (act === "pause") {
      recorder.pause();
      this.#stopClock();
      this.#show("paused", WORDS.paused, "resume");
    } else if (act === "resume") {
      recorder.resume();
      this.#startClock();
      this.#show("recording", WORDS.recording, "pause");
    } else recorder.stop();
  }

  async #start(): Promise<void> {
    this.#say(WORDS.asking);
    let stream: MediaStream;
    try {
      const film = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: "user" };
      stream = await navigator.mediaDevices.getUserMedia(this.#film ? { audio: true, video: film } : { audio: true });
    } catch {
      this.#refused();
      this.#input?.focus();
      return;
    }
    const type = kind(this.#film) ?? "";
    const rates = this.#film ? { videoBitsPerSecond: 1_500_000, audioBitsPerSecond: 64_000 } : { audioBitsPerSecond: 64_000 };
    const recorder = new MediaRecorder(stream, { mimeType: type, ...rates });
    this.#parts = [];
    this.#seconds = 0;
    recorder.addEventListener("dataavailable", ({ data }) => this.#came(data));
    recorder.addEventListener("stop", () => this.#ends(type));
    recorder.start(EVERY);
    this.#recorder = recorder;
    this.#watch(stream);
    this.#startClock();
    this.#show("recording", WORDS.recording, "pause");
  }

  /** Who films themselves sees what the camera sees. */
  #watch(stream: MediaStream | null): void {
    const preview = this.place.querySelector<HTMLVideoElement>("video.preview");
    if (!preview) return;
    preview.srcObject = stream;
    preview.hidden = stream === null;
    if (stream) void preview.play();
  }

  #came(data: Blob): void {
    if (data.size > 0) this.#parts.push(data);
    this.#tell();
  }

  #tell(): void {
    const bytes = this.#parts.reduce((sum, part) => sum + part.size, 0);
    this.#one("[data-time]").textContent = duration(this.#elapsed());
    this.#one("[data-size]").textContent = weight(bytes);
  }

  #elapsed(): number {
    return this.#seconds + (this.#since ? (performance.now() - this.#since) / 1000 : 0);
  }

  #startClock(): void {
    this.#since = performance.now();
    this.#clock = window.setInterval(() => {
      this.#tell();
      if (this.#elapsed() < LONGEST) return;
      this.#recorder?.stop();
      this.#say(WORDS.longest);
    }, 500);
  }

  #stopClock(): void {
    this.#seconds = this.#elapsed();
    this.#since = 0;
    clearInterval(this.#clock);
  }

  /** What was recorded is heard here, and chosen in the field. */
  #ends(type: string): void {
    this.#stopClock();
    this.#release();
    const bare = type.split(";")[0] ?? type;
    const ending = bare.endsWith("mp4") ? (this.#film ? "mp4" : "m4a") : "webm";
    const name = `${this.#film ? "video" : "voix"}.${ending}`;
    const file = new File(this.#parts, name, { type: bare });
    this.#parts = [];
    const heard = this.#one<HTMLMediaElement>(".heard");
    this.#forget();
    this.#heard = URL.createObjectURL(file);
    heard.src = this.#heard;
    this.#one(".recorder-heard").hidden = false;
    this.#show("kept", this.place.dataset.kept ?? "");
    this.#choose([file]);
    heard.focus();
  }

  #choose(files: File[]): void {
    if (!this.#input) return;
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    this.#input.files = chosen.files;
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #again(): void {
    this.#choose([]);
    this.#forget();
    this.#one(".recorder-heard").hidden = true;
    this.#one(".recorder-time").hidden = true;
    this.#show("ready", WORDS.again, "start");
    this.#button("start").focus();
  }

  #forget(): void {
    if (this.#heard) URL.revokeObjectURL(this.#heard);
    this.#heard = "";
  }

  #release(): void {
    const stream = this.#recorder?.stream;
    this.#recorder = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
    this.#watch(null);
  }

  /** The buttons of a state; the first that takes the place of the one that had the focus gets it. */
  #show(state: "ready" | "recording" | "paused" | "kept", said: string, next?: Act): void {
    this.place.dataset.state = state;
    const under = state === "recording" || state === "paused";
    this.#button("start").hidden = state !== "ready";
    this.#button("pause").hidden = state !== "recording";
    this.#button("resume").hidden = state !== "paused";
    this.#button("stop").hidden = !under;
    if (state !== "ready") this.#one(".recorder-time").hidden = false;
    this.#say(said);
    if (next && next !== "start") this.#button(next).focus();
  }
}

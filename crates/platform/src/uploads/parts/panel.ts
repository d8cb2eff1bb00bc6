// What is shown of a file on its way, under its field.

import type { Arrived } from "./memory";
import { progress, size, WORDS } from "./words";

type Acts = { pause: () => void; resume: () => void; cancel: () => void };

export class Panel {
  readonly #box = document.createElement("div");
  readonly #name = document.createElement("p");
  readonly #bar = document.createElement("progress");
  readonly #figures = document.createElement("p");
  readonly #said = document.createElement("p");
  readonly #pause = button();
  readonly #cancel = button();
  #stopped = false;
  #file = "";

  constructor(zone: HTMLElement, acts: Acts) {
    this.#box.className = "sending";
    this.#name.className = "name";
    this.#figures.className = "soft small";
    this.#said.setAttribute("role", "status");
    this.#pause.addEventListener("click", () => (this.#stopped ? acts.resume() : acts.pause()));
    this.#cancel.addEventListener("click", acts.cancel);
    const buttons = document.createElement("div");
    buttons.className = "actions";
    buttons.append(this.#pause, this.#cancel);
    this.#box.append(this.#name, this.#bar, this.#figures, this.#said, buttons);
    zone.append(this.#box);
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** A file that was chosen, and hasn't left yet. */
  waits(name: string, bytes: number): void {
    this.#show(name, name);
    this.#bar.setAttribute("aria-label", `Envoi de «\u202f${name}\u202f»`);
    label(this.#pause, "Suspendre", this.#file);
    this.progress(0, bytes);
  }

  progress(sent: number, total: number): void {
    this.#bar.max = total;
    this.#bar.value = sent;
    this.#figures.textContent = progress(sent, total);
  }

  say(sentence: string): void {
    if (!this.#stopped && this.#said.textContent !== sentence) this.#said.textContent = sentence;
  }

  stopped(sentence: string): void {
    this.#stopped = true;
    this.#said.textContent = sentence;
    label(this.#pause, "Reprendre", this.#file);
  }

  goesOn(): void {
    this.#stopped = false;
    label(this.#pause, "Suspendre", this.#file);
    this.#said.textContent = WORDS.sending;
  }

  arrived(file: Arrived): void {
    this.#show(file.name, `${file.name}, ${size(file.size)}`);
    this.#stopped = false;
    this.#ends();
    this.#said.textContent = WORDS.arrived;
  }

  refused(sentence: string): void {
    this.#stopped = false;
    this.#ends();
    this.#said.textContent = sentence;
    this.#box.classList.add("bad");
  }

  /** Nothing goes on any more; whoever was on the button that goes away is on the one that stays. */
  #ends(): void {
    if (document.activeElement === this.#pause) this.#cancel.focus();
    this.#bar.hidden = this.#figures.hidden = this.#pause.hidden = true;
  }

  remove(): void {
    this.#box.remove();
  }

  #show(file: string, name: string): void {
    this.#file = file;
    this.#name.textContent = name;
    label(this.#cancel, "Retirer ce fichier", file);
  }
}

function button(): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button quiet";
  return made;
}

/** Which of several files a button is about is said to who doesn't see its place. */
function label(button: HTMLButtonElement, words: string, file: string): void {
  const about = document.createElement("span");
  about.className = "visually-hidden";
  about.textContent = ` (${file})`;
  button.replaceChildren(words, about);
}

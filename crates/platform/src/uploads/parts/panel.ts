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
  readonly #pause = button("Suspendre");
  readonly #cancel = button("Retirer ce fichier");
  #stopped = false;

  constructor(
    zone: HTMLElement,
    private readonly input: HTMLInputElement,
    acts: Acts,
  ) {
    this.#box.className = "sending";
    this.#box.hidden = true;
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

  begin(name: string, bytes: number): void {
    this.#show(name);
    this.#bar.hidden = this.#figures.hidden = this.#pause.hidden = false;
    this.#bar.setAttribute("aria-label", `Envoi de «\u202f${name}\u202f»`);
    this.goesOn();
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
    this.#pause.textContent = "Reprendre";
  }

  goesOn(): void {
    this.#stopped = false;
    this.#pause.textContent = "Suspendre";
    this.#said.textContent = WORDS.sending;
  }

  arrived(file: Arrived): void {
    this.#show(`${file.name}, ${size(file.size)}`);
    this.#stopped = false;
    this.#bar.hidden = this.#figures.hidden = this.#pause.hidden = true;
    this.#said.textContent = WORDS.arrived;
  }

  /** Said where the field's own errors are. */
  refused(sentence: string): void {
    this.#show("");
    this.#stopped = false;
    this.#bar.hidden = this.#figures.hidden = this.#pause.hidden = this.#cancel.hidden = true;
    this.#said.textContent = sentence;
    this.#box.classList.add("bad");
    this.input.focus();
  }

  hide(): void {
    this.#box.hidden = true;
    this.#said.textContent = "";
  }

  #show(name: string): void {
    this.#box.hidden = false;
    this.#box.classList.remove("bad");
    this.#cancel.hidden = false;
    this.#name.textContent = name;
    this.#name.hidden = name === "";
  }
}

function button(words: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button quiet";
  made.textContent = words;
  return made;
}

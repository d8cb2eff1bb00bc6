// Sends what waits, from any page of a trainer, and says what couldn't leave yet. A signature is let go of once the platform has it,
// and never before.

import { keptFor, Outbox, type Signed } from "./outbox";

/** Between two tries while something waits, in milliseconds. */
const AGAIN = 15_000;

/** « 9 h 05 ». */
export const hour = (moment: number): string => {
  const at = new Date(moment);
  return `${at.getHours()}\u202fh\u202f${String(at.getMinutes()).padStart(2, "0")}`;
};

const LATER = "sera envoyée dès que possible";
const SIGN_IN = "reconnectez-vous, puis revenez à cette page\u202f: elle sera envoyée";

function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button small quiet";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function line(words: string): HTMLParagraphElement {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}

export class Sending {
  readonly outbox: Outbox;
  readonly #place: HTMLElement;
  /** What keeps each from leaving, by what it is of. */
  readonly #why = new Map<string, string>();
  #busy = false;

  /** @param place where it says what waits: its owner and the token of its page are there */
  constructor(place: HTMLElement) {
    this.#place = place;
    this.outbox = new Outbox(place.dataset.outbox ?? "");
  }

  /** Sends what waits, now and again; nobody vouches for a sheet while one of its signatures is still here. */
  begin(): void {
    addEventListener("online", () => void this.flush());
    setInterval(() => void this.flush(), AGAIN);
    document.querySelector<HTMLFormElement>("form#valider")?.addEventListener("submit", (event) => {
      const sheet = location.pathname.replace(/\/validation$/, "/signature");
      if (!this.outbox.waiting().some((signed) => signed.address === sheet)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#place.scrollIntoView();
      this.#show("Des signatures de cette feuille ne sont pas encore envoyées\u202f: attendez-les, ou oubliez-les, avant de valider.");
    }, { capture: true });
    void this.flush(true);
  }

  /** Sends everything that waits; what was refused too, when somebody asks again. */
  async flush(again = false): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      let taken = false;
      for (const signed of this.outbox.waiting()) {
        if (again || signed.refused === undefined) taken = (await this.#send(signed)) || taken;
      }
      this.#show();
      // The sheet says it better than a script does.
      if (taken && !document.querySelector("dialog[open]") && !document.querySelector("form#valider")) location.reload();
    } finally {
      this.#busy = false;
    }
  }

  async #send(signed: Signed): Promise<boolean> {
    const { address, inscription, trait, nom } = signed;
    this.#why.set(address + inscription, LATER);
    if (!navigator.onLine) return false;
    try {
      const fields = { jeton: this.#place.dataset.token ?? "", inscription, trait, nom, garde: String(keptFor(signed)) };
      const response = await fetch(address, { method: "POST", headers: { "x-seul": "oui" }, body: new URLSearchParams(fields) });
      if (response.status === 204) {
        this.outbox.forget(signed);
        return true;
      }
      // Refused in a sentence: somebody decides. Anything else is tried again by itself.
      if (response.status === 422) this.outbox.keep({ ...signed, refused: await response.text() });
      else if (response.status < 500) this.#why.set(address + inscription, SIGN_IN);
    } catch {
      // The network went in the middle: it is still here.
    }
    return false;
  }

  #show(first = ""): void {
    const waiting = this.outbox.waiting();
    const notice = this.#place.querySelector<HTMLElement>("[data-waiting]");
    const lines = this.#place.querySelector<HTMLElement>("[data-lines]");
    if (!notice || !lines) return;
    notice.hidden = waiting.length === 0;
    lines.replaceChildren(...(first ? [line(first)] : []));
    for (const signed of waiting) {
      const why = signed.refused ?? this.#why.get(signed.address + signed.inscription) ?? LATER;
      const end = /[.!?]$/.test(why) ? "" : ".";
      lines.append(line(`${signed.who}, signature de ${hour(signed.moment)}\u202f: ${why}${end}`));
      if (signed.refused === undefined) continue;
      const acts = document.createElement("div");
      acts.className = "actions";
      acts.append(
        button(`Renvoyer la signature de ${signed.who}`, () => void this.flush(true)),
        button(`Oublier la signature de ${signed.who}`, () => {
          this.outbox.forget(signed);
          this.#show();
        }),
      );
      lines.append(acts);
    }
  }
}

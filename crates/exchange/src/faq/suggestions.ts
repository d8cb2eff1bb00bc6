// While a learner writes a question, shows the answers that are there already. What is typed stays where it is; an answer that is
// open stays open while the same ones are found.

const WAIT = 700; // after the last key, in milliseconds
const FEWEST = 8; // characters before anything is looked for
const FIELDS = ["titre", "sujet", "texte", "message", "jeton"];

class Suggestions {
  private waiting = 0;
  private asked = 0;

  constructor(
    private readonly place: HTMLElement,
    private readonly form: HTMLFormElement,
  ) {
    form.addEventListener("input", (event) => {
      if (!(event.target instanceof Element) || this.place.contains(event.target)) return;
      window.clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => void this.look(), WAIT);
    });
  }

  private async look(): Promise<void> {
    const fields = new URLSearchParams();
    let length = 0;
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string" || !FIELDS.includes(name)) continue;
      fields.append(name, value);
      if (name !== "jeton") length += value.trim().length;
    }
    const turn = (this.asked += 1);
    try {
      const answer = length < FEWEST ? "" : await this.ask(fields);
      if (turn === this.asked && answer !== undefined) this.show(answer);
    } catch {
      // Without the network the form shows them before it is sent.
    }
  }

  private async ask(fields: URLSearchParams): Promise<string | undefined> {
    const answer = await fetch(this.place.dataset.suggestions ?? "", { method: "POST", body: fields, redirect: "manual" });
    return answer.ok ? answer.text() : undefined;
  }

  private show(answer: string): void {
    const found = new DOMParser().parseFromString(answer, "text/html").body;
    const titles = (of: HTMLElement): string => [...of.querySelectorAll("summary")].map((one) => one.textContent).join("\n");
    if (titles(found) === titles(this.place)) return;
    this.place.replaceChildren(...[...found.childNodes].map((node) => document.importNode(node, true)));
  }
}

for (const place of document.querySelectorAll<HTMLElement>("[data-suggestions]")) {
  const form = place.closest("form");
  if (form) new Suggestions(place, form);
}

export {};

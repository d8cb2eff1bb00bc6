// A form that saves itself: a moment after the last change, when its field is left, and before the page is. It says
// « Enregistré » only once the server has said so; what it can't take yet is said, and stays typed.

/** How long after the last change, in milliseconds. */
const MOMENT = 1500;
const NARROW = "\u202f";

const WORDS = {
  dirty: "Pas encore enregistré.",
  signedOut: `Pas enregistré${NARROW}: votre connexion a expiré. Copiez ce que vous venez d’écrire avant de recharger la page.`,
  failed: `Pas enregistré${NARROW}: la plateforme ne répond pas. L’enregistrement sera retenté à votre prochaine modification.`,
  cut: `Pas enregistré${NARROW}: la connexion est coupée. L’enregistrement sera retenté à votre prochaine modification.`,
};

type Answer = { kept: boolean; said: string };

/** Saves a form whenever it has changed. */
export function keepSaved(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>("[data-said]");
  const revision = form.querySelector<HTMLInputElement>("input[name=revision]");
  if (said && revision) new Kept(form, said, revision);
}

class Kept {
  #saved: string;
  #timer = 0;
  #underWay: Promise<void> | null = null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly said: HTMLElement,
    private readonly revision: HTMLInputElement,
  ) {
    this.#saved = content(form);
    form.addEventListener("input", (event) => this.#changed(event));
    form.addEventListener("focusout", () => this.#soon(0));
    form.addEventListener("submit", (event) => this.#submit(event), { capture: true });
    document.addEventListener("click", (event) => this.#leave(event), { capture: true });
    window.addEventListener("beforeunload", (event) => {
      if (this.#isDirty && form.dataset.sent === undefined) event.preventDefault();
    });
  }

  get #isDirty(): boolean {
    return content(this.form) !== this.#saved;
  }

  /** Arrows pass over the choices of a list: what is chosen is known once the list is left. */
  #changed(event: Event): void {
    if (this.#isDirty) this.#say(WORDS.dirty);
    if (!(event.target instanceof HTMLSelectElement)) this.#soon(MOMENT);
  }

  #soon(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#save(), wait);
  }

  /** One save after the other: each takes the revision that the one before it gave. */
  #save(): Promise<void> {
    clearTimeout(this.#timer);
    const mine = (this.#underWay ?? Promise.resolve()).then(() => this.#once());
    this.#underWay = mine;
    void mine.finally(() => {
      if (this.#underWay === mine) this.#underWay = null;
    });
    return mine;
  }

  async #once(): Promise<void> {
    const now = content(this.form);
    if (now === this.#saved) return;
    const answer = await post(this.form, this.revision);
    if (answer.kept) this.#saved = now;
    this.#say(answer.kept && this.#isDirty ? WORDS.dirty : answer.said);
  }

  /** What is said again isn't announced again. */
  #say(sentence: string): void {
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
  }

  /** The form takes the revision that the save under way gives it. */
  #submit(event: SubmitEvent): void {
    clearTimeout(this.#timer);
    const underWay = this.#underWay;
    if (!underWay) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void underWay.finally(() => this.form.requestSubmit(event.submitter));
  }

  /** A link leads on once what was typed is saved; the browser asks first when it can't be. */
  #leave(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (!link || elsewhere || link.target || link.getAttribute("href")?.startsWith("#")) return;
    if (!this.#isDirty && !this.#underWay) return;
    event.preventDefault();
    void this.#save().finally(() => location.assign(link.href));
  }
}

/** What a form holds, but for what changes by itself. */
function content(form: HTMLFormElement): string {
  const fields = body(form);
  for (const name of ["revision", "vu", "jeton"]) fields.delete(name);
  return fields.toString();
}

function body(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    // Files that came before their form go with the form itself.
    if (typeof value === "string" && !name.endsWith(".envoi")) fields.append(name, value);
  }
  return fields;
}

async function post(form: HTMLFormElement, revision: HTMLInputElement): Promise<Answer> {
  try {
    const answer = await fetch(form.action, { method: "POST", body: body(form), redirect: "manual", headers: { "X-Seul": "oui" } });
    if (answer.status === 204) {
      revision.value = answer.headers.get("X-Revision") ?? revision.value;
      const seen = form.querySelector<HTMLInputElement>("input[name=vu]");
      if (seen) seen.value = answer.headers.get("X-Vu") ?? "";
      const days = form.dataset.autosave;
      const said = days ? `Brouillon gardé à ${hour()}, pour ${days}\u00a0jours.` : `Enregistré à ${hour()}.`;
      return { kept: true, said };
    }
    if (answer.status === 200) return { kept: false, said: refused(await answer.text()) };
    return { kept: false, said: answer.status >= 500 ? WORDS.failed : WORDS.signedOut };
  } catch {
    return { kept: false, said: WORDS.cut };
  }
}

/** « 14 h 05 ». */
function hour(): string {
  const now = new Date().toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" });
  return now.replace(":", `${NARROW}h${NARROW}`);
}

/** The sentences of the page that the form would have led to. */
function refused(page: string): string {
  const lines = new DOMParser().parseFromString(page, "text/html").querySelectorAll(".error-summary li");
  const sentences = [...lines].map((line) => line.textContent?.trim() ?? "").filter(Boolean);
  return `${WORDS.dirty} ${sentences.join(" ")}`;
}

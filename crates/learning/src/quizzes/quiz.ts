// A try at a quiz: each answer is sent as it is given, and called saved once the server has said so. What isn't acknowledged
// stays in its form, and is sent again. The server is the clock: the page only shows what is left.

const WAIT = 400; // after the last key, in milliseconds
const AGAIN = 3000; // after a network cut

type Told = { state: string; sentence: string; now: number };

const quiz = document.getElementById("quiz");
/** The server's clock minus ours. */
let offset = quiz ? Number(quiz.dataset.maintenant) - Date.now() : 0;
const now = () => Date.now() + offset;

let said = "";
function announce(words: string): void {
  const place = document.getElementById("annonce");
  if (place && said !== words) place.textContent = said = words;
}

/** The forms of this page made good again, after a new login of the same person: the page is asked for, and its token taken. */
async function renewed(): Promise<boolean> {
  const answer = await fetch(location.href, { redirect: "manual", headers: { accept: "text/html" } });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector<HTMLInputElement>('#quiz input[name="jeton"]')?.value;
  if (!token) return false;
  for (const one of document.querySelectorAll<HTMLInputElement>('input[name="jeton"]')) one.value = token;
  return true;
}

/** A question's form, and what of it the server doesn't have. */
class Question {
  private given = 0;
  private acknowledged = 0;
  private timer = 0;
  private sending: Promise<void> | undefined;
  private stopped = false;

  /** `scope`: where its fields are, whose names begin with its prefix where several questions share a form. */
  constructor(
    private readonly form: HTMLFormElement,
    private readonly scope: HTMLElement,
  ) {
    for (const moment of ["input", "change"]) scope.addEventListener(moment, () => this.changed());
  }

  private get prefix(): string {
    return this.scope.dataset.prefixe ?? "";
  }

  private get place(): string {
    return this.scope.dataset.place ?? this.form.querySelector<HTMLInputElement>('[name="question"]')?.value ?? "";
  }

  get pending(): boolean {
    return !this.stopped && this.given > this.acknowledged;
  }

  /** What is said of it, brought under the eyes and the ears of whoever wanted to leave. */
  point(): void {
    const place = this.scope.querySelector<HTMLElement>("[data-etat]");
    if (!place) return;
    place.tabIndex = -1;
    place.focus();
  }

  /** Each answer is given later than the one before, whatever becomes of the clock. */
  changed(): void {
    this.given = Math.max(Math.round(now()), this.given + 1);
    this.say("en cours", "Enregistrement…");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), WAIT);
  }

  private say(state: string, words: string): void {
    const place = this.scope.querySelector<HTMLElement>("[data-etat]");
    if (!place) return;
    place.dataset.etat = state;
    if (place.textContent !== words) place.textContent = words;
  }

  private fields(): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string") continue;
      if (name === "jeton") fields.append(name, value);
      else if (name.startsWith(this.prefix)) fields.append(name.slice(this.prefix.length), value);
    }
    fields.delete("toutes");
    fields.set("question", this.place);
    fields.set("donnee", String(this.given));
    return fields;
  }

  /** Sends what the server doesn't have, one request at a time; resolves once it is acknowledged, or refused. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.sending;
    if (!this.pending) return;
    this.sending = this.send();
    await this.sending;
    this.sending = undefined;
  }

  private post(): Promise<Response> {
    return fetch(this.form.action, { method: "POST", headers: { accept: "application/json" }, body: this.fields(), redirect: "manual" });
  }

  private async send(): Promise<void> {
    if (!navigator.onLine) return this.cut();
    try {
      let given = this.given;
      let answer = await this.post();
      const told = () => answer.headers.get("content-type")?.includes("json");
      if (!told() && answer.status < 500 && (await renewed())) {
        given = this.given;
        answer = await this.post();
      }
      if (!told()) return this.refused(answer);
      this.heard((await answer.json()) as Told, given);
    } catch {
      this.cut();
    }
  }

  /** What the server said of what was given then. After a later answer elsewhere, the next one given here is sent. */
  private heard(told: Told, given: number): void {
    offset = told.now - Date.now();
    if (told.state === "kept" || told.state === "newer") this.acknowledged = given;
    this.stopped = ["late", "ended", "locked"].includes(told.state);
    if (told.state !== "kept") return this.say("refuse", told.sentence);
    if (!this.pending) this.say("enregistre", told.sentence);
    this.stands();
  }

  /** Something stands between us and the quiz: a login that ended, a server that is away. What is typed stays, and is sent
   * when one comes back to this page. */
  private refused(answer: Response): void {
    if (answer.status >= 500 || answer.status === 429) return this.cut();
    this.say("refuse", "Votre réponse n’est pas encore enregistrée. Gardez cette page ouverte, reconnectez-vous dans un autre onglet, puis revenez ici\u202f: elle sera envoyée.");
  }

  private cut(): void {
    this.say("attente", "Pas de réseau\u202f: votre réponse est gardée sur cette page, et sera envoyée dès que possible.");
    this.timer = window.setTimeout(() => void this.flush(), AGAIN);
  }

  /** The list says where the question stands. */
  private stands(): void {
    const there = document.querySelector(`[data-standing="${this.place}"]`);
    const answered = document.querySelector<HTMLTemplateElement>("#repondue");
    if (there && answered && /À faire/.test(there.textContent ?? "")) there.replaceChildren(answered.content.cloneNode(true));
  }

  /** The form itself sends what it holds: what was given here is later than what was sent of it before. */
  leftToTheForm(): void {
    clearTimeout(this.timer);
    this.acknowledged = this.given;
    const seen = this.form.elements.namedItem(`${this.prefix}vu`);
    if (this.given > 0 && seen instanceof HTMLInputElement) seen.value = String(this.given);
  }
}

/** Going elsewhere: once what was given is kept. Giving an answer for good is the server's affair. */
function leave(event: SubmitEvent): void {
  const button = event.submitter as HTMLButtonElement | null;
  if (button?.name !== "vers") {
    for (const one of questions) one.leftToTheForm();
    return;
  }
  event.preventDefault();
  const there = quiz?.dataset.essai ?? "";
  void Promise.all(questions.map((one) => one.flush())).then(() => {
    const waiting = questions.find((one) => one.pending);
    if (waiting) return waiting.point();
    if (button.value === "") return;
    location.assign(button.value === "remise" ? `${there}/remise` : `${there}?question=${button.value}`);
  });
}

/** What is left, each second for the eyes, and at a few moments for the ears. */
function countDown(place: HTMLElement): void {
  const ends = Number(place.dataset.fin);
  const words = place.querySelector<HTMLElement>("[data-reste]");
  const moments = [600, 300, 60];
  const total = ends - now();
  let spoken = moments.filter((moment) => moment * 1000 >= total);
  if (words) words.textContent = "";
  const show = document.createElement("span");
  words?.append("Temps restant\u202f: ", show);
  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - now()) / 1000));
    const seconds = String(left % 60).padStart(2, "0");
    show.textContent = left >= 3600 ? `${Math.floor(left / 3600)}\u202fh\u202f${String(Math.floor((left % 3600) / 60)).padStart(2, "0")}` : `${Math.floor(left / 60)}\u202fmin\u202f${seconds}\u202fs`;
    const passed = moments.filter((moment) => left <= moment && !spoken.includes(moment));
    if (passed.length) {
      spoken = [...spoken, ...passed];
      announce(left > 60 ? `Il reste ${Math.ceil(left / 60)} minutes.` : "Il reste une minute.");
    }
    if (left > 0) return;
    clearInterval(clock);
    announce("Le temps est écoulé. Vos réponses enregistrées sont remises.");
    void Promise.all(questions.map((one) => one.flush())).then(() => location.assign(quiz?.dataset.essai ?? location.href));
  };
  const clock = window.setInterval(tick, 1000);
  tick();
}

const forms = quiz?.querySelectorAll<HTMLFormElement>('form[action$="/reponses"]') ?? [];
const questions = [...forms].flatMap((form) => {
  form.addEventListener("submit", leave);
  const scopes = [...form.querySelectorAll<HTMLElement>("[data-prefixe]")];
  return (scopes.length ? scopes : [form]).map((scope) => new Question(form, scope));
});
const flush = () => questions.forEach((one) => void one.flush());
addEventListener("online", flush);
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", flush);
addEventListener("beforeunload", (event) => {
  if (questions.some((one) => one.pending)) event.preventDefault();
});
const time = document.getElementById("temps");
if (time) countDown(time);

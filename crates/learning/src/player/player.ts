// The player's page: it replays what an earlier visit could not send, asks for a launch, hands it to the shell on the
// content origin, and says what is saved: « Enregistré » only once the server has acknowledged it.

import { Leave } from "./parts/leave";
import { Locks } from "./parts/locks";
import { batch, send, type FromPage, type FromShell, type Launched, type Outbox } from "./parts/messages";
import { Shelf } from "./parts/outbox";
import { Plan } from "./parts/plan";

const ADDRESS = "/lancements/operations";

type State = "open" | "saved" | "waiting" | "lost";
/** How long the content origin may take to answer, in milliseconds. */
const PATIENCE = 15_000;

function show(state: State, words: string): void {
  const line = document.getElementById("etat");
  if (!line || (line.dataset["state"] === state && line.querySelector(".words")?.textContent === words)) return;
  line.dataset["state"] = state;
  for (const sign of line.querySelectorAll<HTMLElement>("[data-sign]")) sign.hidden = sign.dataset["sign"] !== state;
  const place = line.querySelector(".words");
  if (place) place.textContent = words;
}

const hour = () => new Intl.DateTimeFormat("fr-FR", { hour: "numeric", minute: "2-digit" }).format(new Date()).replace(":", "\u202fh\u202f");

function say(state: State, sentence?: string): void {
  const usual = { open: "Module ouvert", saved: `Enregistré à ${hour()}`, waiting: "En attente", lost: "Non enregistré\u202f: gardez cette page ouverte" };
  show(state, sentence || usual[state]);
}

/** Sends what an earlier visit left; answers the launches that are settled, one way or another. */
async function replay(left: Outbox[]): Promise<{ settled: string[]; sentence: string }> {
  const settled: string[] = [];
  let sentence = "";
  for (const { token, operations } of left) {
    let rest = operations;
    while (rest.length > 0) {
      const answer = await send(ADDRESS, { token, operations: batch(rest) });
      if (answer === null || answer.status >= 500) break;
      const before = rest.length;
      rest = answer.status === 200 && !answer.finished ? rest.filter(({ sequence }) => sequence > answer.acknowledged) : [];
      if (answer.status === 409 || answer.status === 410) sentence = answer.sentence ?? "";
      if (rest.length === before) rest = [];
    }
    if (rest.length === 0) settled.push(token);
  }
  return { settled, sentence };
}

/** The two storages hold the same launches: the union, in order of numbers. */
function union(some: Outbox[], others: Outbox[]): Outbox[] {
  const all = new Map<string, Outbox>();
  for (const { token, operations } of [...some, ...others]) {
    const known = all.get(token)?.operations ?? [];
    const more = operations.filter(({ sequence }) => !known.some((one) => one.sequence === sequence));
    all.set(token, { token, operations: [...known, ...more].sort((a, b) => a.sequence - b.sequence) });
  }
  return [...all.values()];
}

async function ask(stage: HTMLElement): Promise<Launched | string> {
  const { lancements = "", partie = "", jeton = "" } = stage.dataset;
  try {
    const response = await fetch(lancements, {
      method: "POST",
      headers: { "content-type": "application/json", "x-jeton": jeton },
      body: JSON.stringify({ partie }),
    });
    const json = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    if (response.ok && json) return (await response.json()) as Launched;
    return json ? ((await response.json()) as { sentence: string }).sentence : "Le module ne s’ouvre pas\u202f: rechargez la page";
  } catch {
    return "Pas de réseau\u202f: rechargez la page quand il revient";
  }
}

function fullScreen(stage: HTMLElement): void {
  const button = document.getElementById("plein-ecran");
  if (!button || !document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener("click", () => void stage.requestFullscreen());
}

/** The module wants to open a site: the learner sees which, and decides. */
function leadOutside(address: string): void {
  const place = document.getElementById("dehors");
  const link = place?.querySelector("a");
  if (!place || !link || !/^https?:\/\//.test(address)) return;
  link.href = address;
  link.textContent = new URL(address).hostname;
  place.hidden = false;
  link.focus();
}

/** Content wider than its room: it is shown whole, smaller, until the learner wants its own size. */
function fitting(tell: (message: FromPage) => void): (natural: number, shown: number) => void {
  const button = document.getElementById("ajuster");
  let whole = true;
  button?.addEventListener("click", () => {
    whole = !whole;
    button.setAttribute("aria-pressed", String(!whole));
    tell({ kind: "fit", whole });
  });
  return (_natural, shown) => {
    if (button) button.hidden = shown === 0;
    const note = document.getElementById("pour-ordinateur");
    if (note) note.hidden = shown === 0;
  };
}

function play(stage: HTMLElement, frame: HTMLIFrameElement): void {
  const origin = stage.dataset["origine"] ?? "";
  const shelf = new Shelf(stage.dataset["etape"] ?? "");
  const tell = (message: FromPage) => frame.contentWindow?.postMessage(message, origin);
  const plan = new Plan((request) => tell({ kind: "navigate", request }));
  const leave = new Leave(() => tell({ kind: "navigate", request: { request: "suspendAll" } }));
  const locks = new Locks(stage.dataset["partie"] ?? "");
  const fitted = fitting(tell);
  let begun = false;
  let over = false;
  // The newer tab takes the lease; the older one says so without waiting for the server to refuse it.
  const tabs = new BroadcastChannel("lecteur");
  const place = `${stage.dataset["etape"] ?? ""}/${stage.dataset["partie"] ?? ""}`;
  tabs.addEventListener("message", (event: MessageEvent<string>) => {
    if (event.data !== place || !begun) return;
    over = true;
    show("lost", "Ce module est ouvert dans un autre onglet");
  });

  const begin = async (left: Outbox[]) => {
    const { settled, sentence } = await replay(union(shelf.all(), left));
    settled.forEach((token) => shelf.forget(token));
    tell({ kind: "forget", tokens: settled });
    const launched = await ask(stage);
    if (typeof launched === "string") return show("lost", launched);
    tell({ kind: "launch", launched });
    if (launched.asset) locks.seen();
    tabs.postMessage(place);
    if (sentence) show("lost", sentence);
  };

  addEventListener("message", (event: MessageEvent<FromShell>) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const message = event.data;
    if (message.kind === "ready" && !begun) {
      begun = true;
      void begin(Array.isArray(message.left) ? message.left : []);
    }
    if (message.kind === "operation") {
      shelf.keep(message.token, [...shelf.read(message.token), message.operation]);
      locks.note(message.operation);
    }
    if (message.kind === "acknowledged") {
      const left = shelf.read(message.token).filter(({ sequence }) => sequence > message.sequence);
      shelf.keep(message.token, left);
    }
    if (message.kind === "show" && !leave.told(message.show)) plan.show(message.show);
    if (message.kind === "outside") leadOutside(message.address);
    if (message.kind === "fit") fitted(message.natural, message.shown);
    if (message.kind === "state" && !over) {
      over = message.over === true;
      say(message.state, message.sentence);
      if (message.state === "saved") void locks.saved();
    }
  });
  setTimeout(() => begun || show("lost", "Le module ne s’ouvre pas\u202f: rechargez la page"), PATIENCE);
  // The frame is empty until this script listens: « ready » is said once.
  frame.src = `${origin}/__lecteur/`;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell({ kind: "flush" });
  });
  fullScreen(stage);
}

/** While the focus is inside the module, its frame shows it: « :focus » doesn't match a frame. */
function showFocus(stage: HTMLElement, frame: HTMLIFrameElement): void {
  const mark = () => stage.toggleAttribute("data-inside", document.activeElement === frame);
  for (const event of ["focus", "blur"]) addEventListener(event, mark);
  document.addEventListener("focusin", mark);
}

const stage = document.getElementById("module");
const frame = stage?.querySelector<HTMLIFrameElement>("iframe.module");
if (stage && frame) {
  showFocus(stage, frame);
  play(stage, frame);
}

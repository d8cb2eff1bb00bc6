// On the content origin: holds the API that the module looks for up its chain of windows, and the module itself. Each
// operation goes to memory, to this origin's storage and to the platform's page at once, then to the server in batches.

import { Attendance } from "./parts/clock";
import { Engine, api12 } from "./parts/engine";
import { Fit } from "./parts/fit";
import { batch, send, weight, type FromPage, type FromShell, type Launched, type Operation } from "./parts/messages";
import { Shelf } from "./parts/outbox";
import { Package } from "./parts/package";
import { Windows } from "./parts/windows";

const PLATFORM = document.documentElement.dataset["plateforme"] ?? "";
const ADDRESS = "/__lecteur/operations";
const loading = Engine.load(document.documentElement.dataset["moteur"] ?? "");
loading.catch(() => {});
/** How long operations wait for neighbours; a Commit or a Finish doesn't. */
const WAIT = 800;
const RETRIES = [1_000, 2_000, 5_000, 10_000, 20_000];
/** How often an open launch says that it is, and how long it has been. */
const HEARTBEAT = 60_000;
/** What a browser lets leave with a page, in bytes: an operation that weighs more doesn't wait for that. */
const LAST = 48 * 1024;

const shelf = new Shelf("");
const tell = (message: FromShell) => parent.postMessage(message, PLATFORM);
const attendance = new Attendance();
const windows = new Windows((address) => tell({ kind: "outside", address }));
const fit = new Fit((natural, shown) => tell({ kind: "fit", natural, shown }));

let token = "";
let waiting: Operation[] = [];
let timer = 0;
let failures = 0;
let sending = false;
let over = false;
/** The page goes: no timer will run, and a module often finishes just then, after us. */
let leaving = false;

/** The sentence shown is the server's: nothing more of this launch is taken. */
function stop(sentence: string): void {
  over = true;
  waiting = [];
  shelf.forget(token);
  tell({ kind: "acknowledged", token, sequence: Number.MAX_SAFE_INTEGER });
  tell({ kind: "state", state: "lost", sentence, over: true });
}

/** The engine didn't come, or refused what the server said: nothing is played that couldn't be saved. */
function unable(): void {
  tell({ kind: "state", state: "lost", sentence: "Le module ne s’ouvre pas\u202f: rechargez la page", over: true });
}

function acknowledged(sequence: number): void {
  waiting = waiting.filter((operation) => operation.sequence > sequence);
  shelf.keep(token, waiting);
  tell({ kind: "acknowledged", token, sequence });
}

async function flush(): Promise<void> {
  clearTimeout(timer);
  if (sending || over || waiting.length === 0) return;
  sending = true;
  const answer = await send(ADDRESS, { token, operations: batch(waiting) });
  sending = false;
  if (over) return;
  if (answer?.status === 200) {
    const before = waiting[0]?.sequence;
    acknowledged(answer.finished ? Number.MAX_SAFE_INTEGER : answer.acknowledged);
    if (waiting[0]?.sequence !== before) {
      failures = 0;
      return waiting.length === 0 ? tell({ kind: "state", state: "saved" }) : later(0);
    }
  }
  if (answer !== null && [404, 409, 410].includes(answer.status)) return stop(answer.sentence ?? "");
  failures += 1;
  tell({ kind: "state", state: failures > 2 ? "lost" : "waiting" });
  later(RETRIES[Math.min(failures, RETRIES.length) - 1] ?? 20_000);
}

function later(wait: number): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => void flush(), wait);
}

/** The page may be about to go: what still waits leaves with it, and stays in both storages until acknowledged. */
function leave(): void {
  if (over || token === "") return;
  const spent = attendance.spent();
  void send(ADDRESS, { token, operations: batch(waiting, LAST) }, { keepalive: true, spent }).then((answer) => {
    if (answer?.status === 200 && !over) {
      acknowledged(answer.acknowledged);
      if (waiting.length === 0) tell({ kind: "state", state: "saved" });
    }
  });
}

function taken(operation: Operation): void {
  if (over) return;
  waiting.push(operation);
  shelf.keep(token, waiting);
  tell({ kind: "operation", token, operation });
  tell({ kind: "state", state: failures > 2 ? "lost" : "waiting" });
  if (leaving || document.visibilityState === "hidden") return leave();
  if (failures > 0) return;
  const now = operation.act === "commit" || operation.act === "finish" || weight(operation) > LAST;
  later(now ? 0 : WAIT);
}

/** Nothing waits: the launch only says that it is still open. A lease that was taken is known so too. */
async function beat(): Promise<void> {
  if (over || sending || waiting.length > 0) return;
  const answer = await send(ADDRESS, { token, operations: [] }, { spent: attendance.spent() });
  if (answer !== null && [404, 409, 410].includes(answer.status)) stop(answer.sentence ?? "");
}

/** Puts content before the learner. */
function place(title: string, address: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.allow = "unload *; fullscreen *; autoplay *";
  frame.src = address;
  fit.follow(frame);
  frame.addEventListener("load", () => {
    if (!frame.contentWindow) return;
    attendance.watch(frame.contentWindow);
    windows.watch(frame.contentWindow);
  });
  document.body.replaceChildren(frame);
  return frame;
}

let sequenced: Package | undefined;

/** The state is there before the module is: its first call finds it. */
async function launch(launched: Launched): Promise<void> {
  token = launched.token;
  if (launched.plan) {
    sequenced = new Package(await loading, launched.address, place, taken, (show) => tell({ kind: "show", show }));
    sequenced.open(launched.plan, launched.start);
  } else {
    if (!launched.asset) {
      const engine = await loading;
      engine.launch(launched.start);
      // Looked for as window.API by the module's frame, its parents and its opener.
      (window as unknown as { API: object }).API = api12(engine, ({ operations }) => operations.forEach(taken));
    }
    place("Module", launched.address);
    tell({ kind: "state", state: "open" });
  }
  setInterval(() => void beat(), HEARTBEAT);
}

addEventListener("message", (event: MessageEvent<FromPage>) => {
  if (event.source !== parent || event.origin !== PLATFORM) return;
  const message = event.data;
  if (message.kind === "launch" && token === "") void launch(message.launched).catch(unable);
  if (message.kind === "forget") message.tokens.forEach((one) => shelf.forget(one));
  if (message.kind === "navigate") sequenced?.navigate(message.request);
  if (message.kind === "fit") fit.choose(message.whole);
  if (message.kind === "flush") leave();
});
addEventListener("online", () => void flush());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") leave();
});
addEventListener("pagehide", () => {
  leaving = true;
  leave();
});
addEventListener("pageshow", () => (leaving = false));

tell({ kind: "ready", left: shelf.all() });

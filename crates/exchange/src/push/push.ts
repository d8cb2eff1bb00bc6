// Lets this device ring: the browser asks its owner, its push service gives an address, the form sends it. Among the devices that ring
// already it knows itself; taken away, it leaves its service too.

const ASKED = "Un instant\u202f: votre navigateur prévient son service. S’il vous demande votre accord, répondez-lui.";
const REFUSED = "Ce navigateur n’a pas le droit d’afficher des notifications\u202f: autorisez-les pour ce site dans ses réglages, puis recommencez.";
const FAILED = "Le service de ce navigateur n’a pas répondu. Réessayez plus tard\u202f: vos nouvelles restent sous la cloche.";
/** How long a service may take to answer, in milliseconds. */
const PATIENCE = 30_000;

/** What its push service calls this browser, when it has told it. */
async function mine(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribe(key: string): Promise<string> {
  await navigator.serviceWorker.register("/veille.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made under another key of the platform would never ring.
  await (await pushManager.getSubscription())?.unsubscribe();
  return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).endpoint;
}

function within<T>(work: Promise<T>, millis: number): Promise<T> {
  return Promise.race([work, new Promise<never>((_, fail) => setTimeout(() => fail(new Error("no answer")), millis))]);
}

/** The address of this browser; none when its owner says no. */
async function ask(key: string): Promise<string | undefined> {
  // However long its owner takes to answer.
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  return within(subscribe(key), PATIENCE);
}

function offer(part: HTMLElement, key: string): void {
  const form = part.querySelector("form");
  const told = part.querySelector<HTMLElement>("[role=status]");
  const field = part.querySelector<HTMLInputElement>("[name=adresse]");
  if (!form || !told || !field) return;
  part.hidden = false;
  let asking = false;
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) return;
      asking = true;
      told.textContent = ASKED;
      const failed = (words: string) => {
        asking = false;
        told.textContent = words;
      };
      ask(key).then(
        (address) => {
          if (!address) return failed(REFUSED);
          field.value = address;
          form.submit();
        },
        () => failed(FAILED),
      );
    },
    { capture: true },
  );
}

/** The digest by which the page names an address. */
async function mark(address: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address)));
  const text = btoa(String.fromCharCode(...digest));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Says which of the devices this one is; false when it is none of them. */
async function recognise(): Promise<boolean> {
  const own = await mine();
  if (!own || Notification.permission !== "granted") return false;
  const name = await mark(own.endpoint);
  const rows = [...document.querySelectorAll<HTMLElement>("[data-device]")];
  const row = rows.find((one) => one.dataset.device === name);
  const here = row?.querySelector<HTMLElement>("[data-here]");
  const form = row?.querySelector("form");
  if (!here || !form) return false;
  here.hidden = false;
  form.addEventListener("submit", () => void own.unsubscribe().catch(() => false));
  return true;
}

async function begin(part: HTMLElement, key: string): Promise<void> {
  for (const words of document.querySelectorAll<HTMLElement>("[data-unheard]")) words.hidden = true;
  if (!(await recognise().catch(() => false))) offer(part, key);
}

const part = document.querySelector<HTMLElement>("[data-push]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (part?.dataset.push && able) void begin(part, part.dataset.push);

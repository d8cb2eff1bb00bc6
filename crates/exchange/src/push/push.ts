// Lets this device ring: the browser asks its owner, its push service gives an address, the form sends it.

const REFUSED = "Ce navigateur n’a pas le droit d’afficher des notifications\u202f: autorisez-les pour ce site dans ses réglages, puis recommencez.";
const FAILED = "Le service de ce navigateur n’a pas répondu. Réessayez plus tard\u202f: vos nouvelles restent sous la cloche.";

async function subscribe(key: string): Promise<string | undefined> {
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  await navigator.serviceWorker.register("/veille.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made under another key of the platform would never ring.
  await (await pushManager.getSubscription())?.unsubscribe();
  return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).endpoint;
}

function offer(part: HTMLElement, key: string): void {
  const form = part.querySelector("form");
  const told = part.querySelector<HTMLElement>("[role=status]");
  const field = part.querySelector<HTMLInputElement>("[name=adresse]");
  if (!form || !told || !field) return;
  part.hidden = false;
  for (const words of document.querySelectorAll<HTMLElement>("[data-unheard]")) words.hidden = true;
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      told.textContent = "";
      subscribe(key).then(
        (address) => {
          if (!address) {
            told.textContent = REFUSED;
            return;
          }
          field.value = address;
          form.submit();
        },
        () => {
          told.textContent = FAILED;
        },
      );
    },
    { capture: true },
  );
}

const part = document.querySelector<HTMLElement>("[data-push]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (part?.dataset.push && able) offer(part, part.dataset.push);

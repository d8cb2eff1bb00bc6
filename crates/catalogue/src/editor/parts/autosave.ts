// A form that saves itself: a moment after the last change, and when the page is left. It says « Enregistré » only once the
// server has said so; what it can't take yet is said, and stays typed.

/** How long after the last change, in milliseconds. */
const MOMENT = 1500;
const NARROW = "\u202f";

type Answer = { kept: boolean; said: string };

/** Saves a form whenever it has changed. */
export function keepSaved(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>("[data-said]");
  const revision = form.querySelector<HTMLInputElement>("input[name=revision]");
  if (!said || !revision) return;
  let saved = content(form);
  let timer = 0;
  let underWay: Promise<void> | null = null;

  const save = async (): Promise<void> => {
    const now = content(form);
    if (now === saved) return;
    said.textContent = "Enregistrement…";
    const answer = await post(form, revision);
    said.textContent = answer.said;
    if (answer.kept) saved = now;
  };
  const soon = (wait: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      underWay = (underWay ?? Promise.resolve()).then(save).finally(() => (underWay = null));
    }, wait);
  };

  form.addEventListener("input", () => {
    if (content(form) !== saved) said.textContent = "Pas encore enregistré.";
    soon(MOMENT);
  });
  form.addEventListener("change", () => soon(0));
  form.addEventListener(
    "submit",
    (event) => {
      clearTimeout(timer);
      if (!underWay) return;
      // The form takes the revision that the save under way gives it.
      event.preventDefault();
      event.stopImmediatePropagation();
      const by = event.submitter;
      void underWay.finally(() => form.requestSubmit(by));
    },
    { capture: true },
  );
  window.addEventListener("pagehide", () => {
    if (!form.dataset.sent && !underWay && content(form) !== saved) void fetch(form.action, { ...request(form), keepalive: true });
  });
}

/** What a form holds, but for what changes by itself. */
function content(form: HTMLFormElement): string {
  const fields = body(form);
  fields.delete("revision");
  fields.delete("jeton");
  return fields.toString();
}

function body(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields;
}

const request = (form: HTMLFormElement): RequestInit => ({ method: "POST", body: body(form), redirect: "manual", headers: { "X-Seul": "oui" } });

async function post(form: HTMLFormElement, revision: HTMLInputElement): Promise<Answer> {
  try {
    const answer = await fetch(form.action, request(form));
    if (answer.status === 204) {
      revision.value = answer.headers.get("X-Revision") ?? revision.value;
      return { kept: true, said: `Enregistré à ${new Date().toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", `${NARROW}h${NARROW}`)}.` };
    }
    if (answer.status === 200) return { kept: false, said: refused(await answer.text()) };
    return { kept: false, said: `Pas enregistré${NARROW}: rechargez la page, puis recommencez.` };
  } catch {
    return { kept: false, said: `Pas enregistré${NARROW}: la connexion est coupée. La prochaine modification réessaiera.` };
  }
}

/** The sentences of the page that the form would have led to. */
function refused(page: string): string {
  const lines = new DOMParser().parseFromString(page, "text/html").querySelectorAll(".error-summary li");
  const sentences = [...lines].map((line) => line.textContent?.trim() ?? "").filter(Boolean);
  return `Pas encore enregistré. ${sentences.join(" ")}`;
}

// Each learner signs in the sheet's page, which stays open: nothing is asked of the network while they do.

import { forget, keep, waiting, type Signed } from "./outbox";
import { wipe } from "./pad";

/** Between two tries while something waits, in milliseconds. */
const AGAIN = 15_000;

const hour = (moment: number) => {
  const at = new Date(moment);
  return `${at.getHours()}\u202fh\u202f${String(at.getMinutes()).padStart(2, "0")}`;
};

/** A learner's line. */
const place = (inscription: string) => document.querySelector<HTMLElement>(`[data-presence="${CSS.escape(inscription)}"]`);

/** Says something in a learner's line. */
function tell(inscription: string, words: string, state: "todo" | "good" | "bad"): void {
  const said = document.createElement("span");
  said.className = `state ${state}`;
  said.textContent = words;
  place(inscription)?.replaceChildren(said);
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button small quiet";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** The sheet that this page shows. */
export function letSign(dialog: HTMLDialogElement): void {
  const form = dialog.querySelector("form");
  const who = dialog.querySelector<HTMLElement>("[data-who]");
  const refused = dialog.querySelector<HTMLElement>("[data-refused]");
  const status = document.querySelector<HTMLElement>("[data-told]");
  const address = dialog.dataset.address ?? "";
  const field = (name: string) => form?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!form || !who || !refused) return;
  let sending = false;

  const told = (signed: Signed) => {
    if (signed.address !== address) return;
    const { inscription, moment, refused: why } = signed;
    if (why === undefined) {
      tell(inscription, `Signé à ${hour(moment)}, gardé sur cet appareil\u202f: sera envoyé dès que possible`, "todo");
      return;
    }
    tell(inscription, why, "bad");
    const acts = document.createElement("div");
    acts.className = "actions";
    acts.append(
      button("Renvoyer la signature", () => void send(signed)),
      button("Oublier la signature", () => { forget(signed); location.reload(); }),
    );
    place(inscription)?.append(acts);
  };

  /** A signature is let go of once the platform has it, and never before. */
  const send = async (signed: Signed): Promise<void> => {
    const { inscription, trait, nom, moment } = signed;
    const fields = { jeton: field("jeton")?.value ?? "", inscription, trait, nom, garde: String(Math.max(0, Date.now() - moment)) };
    if (!navigator.onLine) {
      told(signed);
      return;
    }
    let response: Response;
    try {
      response = await fetch(signed.address, { method: "POST", headers: { "x-seul": "oui" }, body: new URLSearchParams(fields) });
    } catch {
      told(signed);
      return;
    }
    if (response.status === 204) {
      forget(signed);
      if (signed.address === address) tell(inscription, `Présence signée à ${hour(moment)}`, "good");
      return;
    }
    // Refused in a sentence: somebody decides. Anything else (signed out, a server that restarts) is tried again by itself.
    if (response.status === 422) keep({ ...signed, refused: await response.text() });
    told(waiting().find((one) => one.address === signed.address && one.inscription === inscription) ?? signed);
  };

  const flush = async (again = false) => {
    if (sending) return;
    sending = true;
    for (const signed of waiting()) if (again || signed.refused === undefined) await send(signed);
    sending = false;
  };

  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[data-sign]");
    if (!link) return;
    event.preventDefault();
    const inscription = field("inscription");
    const written = field("nom");
    if (inscription) inscription.value = link.dataset.sign ?? "";
    if (written) written.value = "";
    who.textContent = link.dataset.name ?? "";
    refused.hidden = true;
    wipe(form);
    dialog.addEventListener("close", () => { if (link.isConnected) link.focus(); }, { once: true });
    dialog.showModal();
  });
  dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const signed: Signed = {
      address,
      inscription: field("inscription")?.value ?? "",
      who: who.textContent ?? "",
      trait: field("trait")?.value ?? "",
      nom: field("nom")?.value.trim() ?? "",
      moment: Date.now(),
    };
    if (!signed.trait && !signed.nom) {
      refused.textContent = "Signez dans le cadre, ou écrivez votre prénom et votre nom.";
      refused.hidden = false;
      return;
    }
    if (!keep(signed)) {
      // Nothing can be kept here: the ordinary form does it, with the network.
      form.submit();
      return;
    }
    tell(signed.inscription, `Signé à ${hour(signed.moment)}, envoi en cours`, "todo");
    document.querySelector(`a[data-sign="${CSS.escape(signed.inscription)}"]`)?.remove();
    if (status) status.textContent = `Signature de ${signed.who} prise.`;
    dialog.close();
    void flush();
  });

  addEventListener("online", () => void flush());
  setInterval(() => void flush(), AGAIN);
  addEventListener("beforeunload", (event) => {
    // Out of reach, this page wouldn't come back.
    if (!navigator.onLine && waiting().some((signed) => signed.address === address)) event.preventDefault();
  });
  void flush(true);
}

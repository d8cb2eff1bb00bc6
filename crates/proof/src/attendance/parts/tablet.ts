// Each learner signs in the sheet's page, which stays open: nothing is asked of the network while they do.

import { hour, type Sending } from "./sending";
import type { Signed } from "./outbox";
import { wipe } from "./pad";

/** A dot isn't a signature: it goes at least so far, from side to side or from top to bottom, as the server has it. */
const LEAST = 60;

const EMPTY = "Signez dans le cadre, ou écrivez votre prénom et votre nom.";

/** Whether what was drawn goes far enough to be a signature. */
function drawn(trait: string): boolean {
  const points = trait.split(/[ ;]/).filter(Boolean).map((point) => point.split(",").map(Number));
  return [0, 1].some((axis) => {
    const values = points.map((point) => point[axis] ?? 0);
    return values.length > 0 && Math.max(...values) - Math.min(...values) >= LEAST;
  });
}

/** A learner's line says what was just done. */
function tell(inscription: string, words: string): void {
  const said = document.createElement("span");
  said.className = "state todo";
  said.textContent = words;
  document.querySelector(`[data-presence="${CSS.escape(inscription)}"]`)?.replaceChildren(said);
}

/** Lets each learner of the sheet sign. */
export function letSign(dialog: HTMLDialogElement, sending: Sending): void {
  const form = dialog.querySelector("form");
  const who = dialog.querySelector<HTMLElement>("[data-who]");
  const refused = dialog.querySelector<HTMLElement>("[data-refused]");
  const address = dialog.dataset.address ?? "";
  const field = (name: string) => form?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!form || !who || !refused) return;

  for (const signed of sending.outbox.waiting()) {
    if (signed.address === address) tell(signed.inscription, `Signé à ${hour(signed.moment)}, gardé sur cet appareil`);
  }

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
    const trait = field("trait")?.value ?? "";
    const signed: Signed = {
      address,
      inscription: field("inscription")?.value ?? "",
      who: who.textContent ?? "",
      trait: drawn(trait) ? trait : "",
      nom: field("nom")?.value.trim() ?? "",
      moment: Date.now(),
      ticks: performance.now(),
      origin: performance.timeOrigin,
    };
    if (!signed.trait && !signed.nom) {
      refused.textContent = EMPTY;
      refused.hidden = false;
      return;
    }
    if (!sending.outbox.keep(signed)) {
      // Nothing can be kept here: the ordinary form does it, with the network.
      form.submit();
      return;
    }
    tell(signed.inscription, `Signé à ${hour(signed.moment)}, gardé sur cet appareil`);
    const link = document.querySelector<HTMLAnchorElement>(`a[data-sign="${CSS.escape(signed.inscription)}"]`);
    const next = [...document.querySelectorAll<HTMLAnchorElement>("a[data-sign]")].find((one) => one !== link);
    link?.remove();
    dialog.close();
    (next ?? document.querySelector<HTMLElement>("main"))?.focus();
    void sending.flush();
  });

  addEventListener("beforeunload", (event) => {
    // Out of reach, this page wouldn't come back.
    if (!navigator.onLine && sending.outbox.waiting().some((signed) => signed.address === address)) event.preventDefault();
  });
}

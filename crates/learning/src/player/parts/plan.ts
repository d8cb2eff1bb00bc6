// The plan of a SCORM 2004 package on the platform's page: its lines, the steps before and after, why nothing opens.

import type { Line, Request, Show } from "./show";

const find = (id: string) => document.getElementById(id);

function step(id: string, enabled: boolean): void {
  const button = find(id)?.querySelector("button");
  if (!button) return;
  // The focus isn't lost when a step closes under it.
  if (!enabled && document.activeElement === button) find("ici")?.focus();
  button.disabled = !enabled;
}

function words(show: Show): string {
  switch (show.stage.stage) {
    case "ended":
      return show.suspended
        ? "Module interrompu\u202f: vous reprendrez où vous en êtes."
        : "Module terminé\u202f: vos résultats sont enregistrés sur votre parcours.";
    case "refused":
      return show.why ?? "";
    case "choosing":
      return "Choisissez la suite dans le plan.";
    default:
      return show.content?.title ?? "";
  }
}

export class Plan {
  private open: boolean | undefined;
  private blocked: string | undefined;

  constructor(private readonly ask: (request: Request) => void) {
    find("precedent")?.querySelector("button")?.addEventListener("click", () => ask({ request: "previous" }));
    find("suivant")?.querySelector("button")?.addEventListener("click", () => this.goOn());
    find("terminer")?.querySelector("button")?.addEventListener("click", () => ask({ request: "exitAll" }));
  }

  /** Content is taken away only for something that opens. */
  private goOn(): void {
    const here = find("ici");
    if (this.blocked === undefined) this.ask({ request: "continue" });
    else if (here) here.textContent = this.blocked;
  }

  show(show: Show): void {
    this.blocked = show.blocked;
    const here = find("ici");
    if (here && here.textContent !== words(show)) here.textContent = words(show);
    step("precedent", show.previous);
    step("suivant", show.continue);
    // One content alone, as most packages have: there is nowhere to go, and nothing to say of it.
    const alone = show.lines.filter((line) => !line.cluster).length <= 1 && !show.previous && !show.continue;
    document.querySelector(".steps")?.toggleAttribute("hidden", alone && show.stage.stage === "content");
    const list = find("plan");
    const chosen = document.activeElement?.closest("#plan li")?.getAttribute("data-activite");
    list?.replaceChildren(...show.lines.map((line) => this.line(line)));
    if (chosen) list?.querySelector<HTMLElement>(`li[data-activite="${CSS.escape(chosen)}"] :is(button, .name)`)?.focus();
    find("terminer")?.toggleAttribute("hidden", !show.exitAll);
    this.unfold(show);
  }

  /** When nothing is delivered the plan is where to go on from: it opens by itself, and closes as it was. */
  private unfold(show: Show): void {
    const fold = find("plan")?.closest("details");
    if (!fold) return;
    const choosing = show.stage.stage === "choosing" || show.stage.stage === "refused";
    if (choosing && this.open === undefined) {
      this.open = fold.open;
      fold.open = true;
    } else if (!choosing && this.open !== undefined) {
      fold.open = this.open;
      this.open = undefined;
    }
  }

  private line({ identifier, title, depth, selectable, current, cluster, state }: Line): HTMLElement {
    const item = document.createElement("li");
    item.dataset["activite"] = identifier;
    item.dataset["niveau"] = String(Math.min(depth, 5));
    const name = document.createElement(selectable ? "button" : "span");
    name.className = "name";
    name.textContent = title;
    if (name instanceof HTMLButtonElement) {
      name.type = "button";
      name.addEventListener("click", () => this.ask({ request: "choice", target: identifier }));
    } else {
      name.tabIndex = -1;
    }
    if (current) name.setAttribute("aria-current", "step");
    item.append(name);
    const template = find("etats");
    if (!cluster && template instanceof HTMLTemplateElement) {
      const sign = template.content.querySelector(`[data-etat="${state}"]`)?.cloneNode(true);
      if (sign) item.append(sign);
    }
    return item;
  }
}

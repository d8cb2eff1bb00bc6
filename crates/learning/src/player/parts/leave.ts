// « Quitter » of a SCORM 2004 package: the learner asks for « Suspend All » while the page is there, so that what content
// says as it goes comes after it and asks for nothing else. SN 5.6.4.

import type { Show } from "./show";

/** How long the shell may take to suspend, in milliseconds: the link leads away in any case. */
const PATIENCE = 1_000;

export class Leave {
  private open = false;
  private going: (() => void) | undefined;

  constructor(suspend: () => void) {
    const link = document.querySelector<HTMLAnchorElement>("main.player .top > a[href]");
    link?.addEventListener("click", (event) => {
      if (!this.open || this.going || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.going = () => location.assign(link.href);
      suspend();
      setTimeout(this.going, PATIENCE);
    });
  }

  /** What the shell shows now; whether it no longer matters, for the learner is leaving. */
  told({ stage }: Show): boolean {
    this.open = stage.stage === "content";
    this.going?.();
    return this.going !== undefined;
  }
}

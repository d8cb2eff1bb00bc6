// How long a launch is open, and how long its learner is at it: apart from the time that content reports.

import type { Spent } from "./messages";

/** Without a gesture for so long, in milliseconds, nobody is taken to be there. */
const IDLE = 5 * 60_000;
const STEP = 5_000;

export class Attendance {
  private readonly since = Date.now();
  private seen = Date.now();
  private active = 0;

  constructor() {
    setInterval(() => this.tick(), STEP);
  }

  /** Watches a window for gestures; content's is of this origin too. */
  watch(target: Window): void {
    for (const gesture of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
      target.addEventListener(gesture, () => (this.seen = Date.now()), { capture: true, passive: true });
    }
  }

  spent(): Spent {
    return { open: Math.round((Date.now() - this.since) / 1000), active: Math.round(this.active / 1000) };
  }

  private tick(): void {
    if (document.visibilityState === "visible" && Date.now() - this.seen < IDLE) this.active += STEP;
  }
}

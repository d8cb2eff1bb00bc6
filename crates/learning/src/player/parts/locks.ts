// The parts of a SCORM 1.2 package that wait for others: they open on this page as soon as the server knows that those
// are done.

import type { Operation } from "./messages";

const LOCKED = '.steps [data-state="locked"], ol.plan [data-state="locked"]';

/** Puts what differs in place of what was there: what is the same keeps the focus. */
function renew(old: Element | null, fresh: Element | null): void {
  if (!old || !fresh) return;
  const [before, after] = [[...old.children], [...fresh.children]];
  if (before.length !== after.length) return old.replaceChildren(...after);
  before.forEach((child, at) => {
    const other = after[at];
    if (other && child.outerHTML !== other.outerHTML) child.replaceWith(other);
  });
}

export class Locks {
  private stale = false;

  constructor(private readonly part: string) {}

  /** Notes what may change what the open part comes to. */
  note({ act, element }: Operation): void {
    this.stale ||= act === "finish" || element === "cmi.core.lesson_status";
  }

  /** A document is seen as soon as it is open. */
  seen(): void {
    this.stale = true;
    void this.saved();
  }

  /** All is in the store: the page as it would be now says what is open. */
  async saved(): Promise<void> {
    if (!this.stale || !document.querySelector(LOCKED)) return;
    this.stale = false;
    try {
      const response = await fetch(`?partie=${encodeURIComponent(this.part)}`);
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const place of [".steps", "ol.plan"]) renew(document.querySelector(place), page.querySelector(place));
    } catch {
      this.stale = true;
    }
  }
}

// Keeps the parts of a page marked `data-live` up to date: a message says « look again », the page is asked for anew, and
// what is new takes its place among what is there. Nothing moves under the reader: neither the focus nor the scroll. A page
// out of sight follows nothing, and looks again when it comes back.

const AGAIN = 15_000; // before asking again for a stream that was refused, in milliseconds
const WAIT = 150; // several messages at once make one look, in milliseconds

const page = new DOMParser();

function entries(region: ParentNode): Map<string, HTMLElement> {
  const all = region.querySelectorAll<HTMLElement>("[data-entry]");
  return new Map([...all].map((entry) => [entry.dataset.entry ?? "", entry]));
}

class Live {
  private source: EventSource | undefined;
  private waiting = 0;
  private looking = false;
  private again = false;
  /** What is new since the page was last in sight. */
  private fresh = 0;

  constructor(private readonly region: HTMLElement) {
    document.addEventListener("visibilitychange", () => this.turn());
    window.addEventListener("pagehide", () => this.close());
    window.addEventListener("pageshow", () => this.turn());
    this.turn(true);
  }

  private turn(first = false): void {
    if (document.visibilityState === "hidden") this.close();
    else if (!this.source) this.open(first);
  }

  private close(): void {
    this.source?.close();
    this.source = undefined;
  }

  private open(first: boolean): void {
    const source = new EventSource(this.region.dataset.live ?? "");
    // What was said while nobody listened is lost: each opening but that of a fresh page looks.
    let missed = !first;
    source.addEventListener("open", () => {
      if (missed) this.look();
      missed = true;
    });
    source.addEventListener("message", () => this.look());
    // What isn't answered as a stream (a server that restarts, too many at once) is given up by the browser: not by us.
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
      this.source = undefined;
      window.setTimeout(() => this.turn(), AGAIN);
    });
    this.source = source;
  }

  private look(): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.fetch(), WAIT);
  }

  private async fetch(): Promise<void> {
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    try {
      const answer = await fetch(location.href, { redirect: "manual", headers: { accept: "text/html" } });
      if (answer.ok) this.merge(page.parseFromString(await answer.text(), "text/html"));
    } catch {
      // The stream comes back with the network, and its opening looks again.
    }
    this.looking = false;
    if (this.again) {
      this.again = false;
      this.look();
    }
  }

  private merge(anew: Document): void {
    const other = anew.getElementById(this.region.id);
    if (!other) return;
    const [here, there] = [entries(this.region), entries(other)];
    for (const [key, entry] of here) if (!there.has(key) && !entry.contains(document.activeElement)) entry.remove();
    let fresh = 0;
    let before: HTMLElement | undefined;
    for (const [key, entry] of there) {
      const now = here.get(key);
      let stays = now;
      if (!now) {
        stays = document.importNode(entry, true);
        if (before?.isConnected) before.after(stays);
        else this.first(other, entry, stays);
        fresh += 1;
      } else if (now.dataset.version !== entry.dataset.version && !now.contains(document.activeElement)) {
        stays = document.importNode(entry, true);
        now.replaceWith(stays);
      }
      before = stays;
    }
    if (fresh > 0) this.say(fresh);
  }

  /** An entry that comes first takes its place; the first of an empty part brings what surrounds it. */
  private first(other: HTMLElement, entry: HTMLElement, copy: HTMLElement): void {
    const any = this.region.querySelector<HTMLElement>("[data-entry]");
    if (any) any.before(copy);
    else if (entry.parentElement === other) this.region.replaceChildren(copy);
    else this.region.replaceChildren(...[...other.childNodes].map((node) => document.importNode(node, true)));
  }

  private say(count: number): void {
    this.fresh += count;
    const place = document.querySelector<HTMLElement>(`[data-live-said="${this.region.id}"]`);
    const words = this.fresh > 1 ? this.region.dataset.several : this.region.dataset.one;
    if (place) place.textContent = `${this.fresh} ${words ?? ""}`;
  }
}

for (const region of document.querySelectorAll<HTMLElement>("[data-live]")) new Live(region);

export {};

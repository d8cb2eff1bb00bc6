// Signatures that haven't reached the platform yet, kept by the browser of whoever took them: they survive a closed page and a dead
// battery. Another account on the same tablet neither sees nor sends them.

/** A signature to send. */
export interface Signed {
  /** Where it goes. */
  address: string;
  /** Whose it is. */
  inscription: string;
  /** Their name, for people to read. */
  who: string;
  /** What was drawn, or the name written instead. */
  trait: string;
  nom: string;
  /** When it was signed by this tablet's clock, in milliseconds. */
  moment: number;
  /** The same by the stopwatch of the page that took it, and when that page began: no change of the clock moves it. */
  ticks: number;
  origin: number;
  /** Why the platform didn't take it, once it said so. */
  refused?: string;
}

/** For how long it has been kept, in milliseconds. */
export function keptFor(signed: Signed): number {
  const same = signed.origin === performance.timeOrigin;
  return Math.round(Math.max(0, same ? performance.now() - signed.ticks : Date.now() - signed.moment));
}

const same = (one: Signed, other: Signed) => one.address === other.address && one.inscription === other.inscription;

/** What one account keeps in this browser. */
export class Outbox {
  readonly #place: string;

  constructor(owner: string) {
    this.#place = `emargement:${owner}`;
  }

  /** What waits to be sent. */
  waiting(): Signed[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#place) ?? "[]");
      return Array.isArray(kept) ? (kept as Signed[]) : [];
    } catch {
      return [];
    }
  }

  /** Keeps a signature; false when the browser refuses to. */
  keep(signed: Signed): boolean {
    return this.#write([...this.waiting().filter((one) => !same(one, signed)), signed]);
  }

  /** Lets go of one that has arrived, or that somebody gave up. */
  forget(signed: Signed): void {
    this.#write(this.waiting().filter((one) => !same(one, signed)));
  }

  #write(all: Signed[]): boolean {
    try {
      if (all.length > 0) localStorage.setItem(this.#place, JSON.stringify(all));
      else localStorage.removeItem(this.#place);
      return true;
    } catch {
      return false;
    }
  }
}

// Signatures that haven't reached the platform yet, kept by the tablet's browser: they survive a closed page and a dead battery.

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
  /** Why the platform didn't take it, once it said so. */
  refused?: string;
}

const PLACE = "emargement";

const all = (): Signed[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? (kept as Signed[]) : [];
  } catch {
    return [];
  }
};

const same = (one: Signed, other: Signed) => one.address === other.address && one.inscription === other.inscription;

/** What waits to be sent. */
export const waiting = all;

/** Keeps a signature; false when the browser refuses to. */
export function keep(signed: Signed): boolean {
  try {
    localStorage.setItem(PLACE, JSON.stringify([...all().filter((one) => !same(one, signed)), signed]));
    return true;
  } catch {
    return false;
  }
}

/** Lets go of one that has arrived, or that nobody will take. */
export function forget(signed: Signed): void {
  localStorage.setItem(PLACE, JSON.stringify(all().filter((one) => !same(one, signed))));
}

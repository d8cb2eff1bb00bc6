// Files that arrived and whose form was refused: the page that comes back finds them again.

/** A file that the platform has, by what it is called in addresses. */
export type Arrived = { address: string; name: string; size: number };

const key = (form: HTMLFormElement, field: string) => `envoi ${new URL(form.action).pathname} ${field}`;
const gone = (form: HTMLFormElement, field: string) => `${key(form, field)} parti`;

/** Keeps the files of a field in mind; none forgets them. */
export function remember(form: HTMLFormElement, field: string, files: Arrived[]): void {
  try {
    if (files.length > 0) sessionStorage.setItem(key(form, field), JSON.stringify(files));
    else sessionStorage.removeItem(key(form, field));
  } catch {
    // Without a memory, files are chosen again.
  }
}

/** The form has left with the files of a field: unless it comes back refused, they are taken. */
export function left(form: HTMLFormElement, field: string): void {
  try {
    if (sessionStorage.getItem(key(form, field)) !== null) sessionStorage.setItem(gone(form, field), "");
  } catch {
    // Without a memory, nothing is to be forgotten.
  }
}

/** Whether what was sent led here, rather than being answered here. */
function wasLedHere(): boolean {
  const [opened] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return (opened?.redirectCount ?? 0) > 0;
}

/** A form that is refused comes back as the answer, under the address that it was sent to; one that is taken leads on, be it to
 * the same address. */
function wereTaken(form: HTMLFormElement, field: string): boolean {
  const hasLeft = sessionStorage.getItem(gone(form, field)) !== null;
  sessionStorage.removeItem(gone(form, field));
  return hasLeft && (wasLedHere() || location.pathname !== new URL(form.action).pathname);
}

/** The files of a field of which the platform still has the whole. */
export async function recall(form: HTMLFormElement, field: string): Promise<Arrived[]> {
  let kept: Arrived[] = [];
  try {
    if (wereTaken(form, field)) remember(form, field, []);
    kept = JSON.parse(sessionStorage.getItem(key(form, field)) ?? "[]") as Arrived[];
  } catch {
    return [];
  }
  const there = await Promise.all(kept.map(isThere));
  const found = kept.filter((_, at) => there[at]);
  if (found.length < kept.length) remember(form, field, found);
  return found;
}

async function isThere(file: Arrived): Promise<boolean> {
  try {
    const answer = await fetch(file.address, { method: "HEAD", redirect: "error", headers: { "Tus-Resumable": "1.0.0" } });
    return answer.ok && answer.headers.get("Upload-Offset") === String(file.size);
  } catch {
    return false;
  }
}

// Files that arrived and whose form was refused: the page that comes back finds them again.

/** A file that the platform has, by what it is called in addresses. */
export type Arrived = { address: string; name: string; size: number };

const key = (form: HTMLFormElement, field: string) => `envoi ${new URL(form.action).pathname} ${field}`;

/** Keeps the files of a field in mind; none forgets them. */
export function remember(form: HTMLFormElement, field: string, files: Arrived[]): void {
  try {
    if (files.length > 0) sessionStorage.setItem(key(form, field), JSON.stringify(files));
    else sessionStorage.removeItem(key(form, field));
  } catch {
    // Without a memory, files are chosen again.
  }
}

/** The files of a field of which the platform still has the whole. */
export async function recall(form: HTMLFormElement, field: string): Promise<Arrived[]> {
  let kept: Arrived[] = [];
  try {
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

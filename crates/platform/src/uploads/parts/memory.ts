// Files that arrived and whose form was refused: the page that comes back finds them again.

/** A file that the platform has, by what it is called in addresses. */
export type Arrived = { address: string; name: string; size: number };

const key = (form: HTMLFormElement, field: string) => `envoi ${new URL(form.action).pathname} ${field}`;

export function remember(form: HTMLFormElement, field: string, file: Arrived): void {
  try {
    sessionStorage.setItem(key(form, field), JSON.stringify(file));
  } catch {
    // Without a memory, the file is chosen again.
  }
}

export function forget(form: HTMLFormElement, field: string): void {
  try {
    sessionStorage.removeItem(key(form, field));
  } catch {
    // Nothing was kept.
  }
}

/** The file of a field, when the platform still has the whole of it. */
export async function recall(form: HTMLFormElement, field: string): Promise<Arrived | null> {
  try {
    const kept = sessionStorage.getItem(key(form, field));
    if (kept === null) return null;
    const file = JSON.parse(kept) as Arrived;
    const answer = await fetch(file.address, { method: "HEAD", redirect: "error", headers: { "Tus-Resumable": "1.0.0" } });
    if (answer.ok && answer.headers.get("Upload-Offset") === String(file.size)) return file;
  } catch {
    // Gone, or out of reach: chosen again.
  }
  forget(form, field);
  return null;
}

// What the platform's page and the shell on the content origin say to each other, each knowing the other's origin.

/** A call that changed something: crates/scorm/src/cmi12/session.rs, as JSON. */
export interface Operation {
  sequence: number;
  at: number;
  act: "initialize" | "set" | "commit" | "finish";
  element?: string;
  value?: string;
}

/** What a launch begins with: the server's words, for the engine alone. */
export type Start = object;

/** A launch's operations that nobody has acknowledged yet. */
export interface Outbox {
  token: string;
  operations: Operation[];
}

/** What the platform answers to a launch. */
export interface Launched {
  token: string;
  address: string;
  asset: boolean;
  start: Start;
  sequence: number;
}

export type FromShell =
  | { kind: "ready"; left: Outbox[] }
  | { kind: "operation"; token: string; operation: Operation }
  | { kind: "acknowledged"; token: string; sequence: number }
  | { kind: "state"; state: "saved" | "waiting" | "lost"; sentence?: string; over?: boolean };

export type FromPage = { kind: "launch"; launched: Launched } | { kind: "forget"; tokens: string[] } | { kind: "flush" };

/** What the server answers to a batch. */
export interface Answer {
  acknowledged: number;
  expected: number;
  finished: boolean;
  why?: string;
  sentence?: string;
}

/** Sends operations; none when the network or the server is away. */
export async function send(address: string, { token, operations }: Outbox, keepalive = false): Promise<(Answer & { status: number }) | null> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", "x-lancement": token },
      body: JSON.stringify({ operations }),
      credentials: "omit",
      keepalive,
    });
    if (!response.headers.get("content-type")?.startsWith("application/json")) return null;
    return { ...((await response.json()) as Answer), status: response.status };
  } catch {
    return null;
  }
}

/** How many operations go in one request: up to about 256 KiB, one at least. */
export function batch(operations: Operation[], most = 256 * 1024): Operation[] {
  let size = 0;
  const end = operations.findIndex((operation) => (size += 80 + (operation.value?.length ?? 0)) > most);
  return end === -1 ? operations : operations.slice(0, Math.max(1, end));
}

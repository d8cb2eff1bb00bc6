// What the platform's page and the shell on the content origin say to each other, each knowing the other's origin.

import type { Request, Show } from "./show";

/** Something that changed a launch: crates/scorm/src/log.rs, as JSON. */
export interface Operation {
  sequence: number;
  at: number;
  act: "initialize" | "set" | "commit" | "finish" | "navigate" | "unload";
  element?: string;
  value?: string;
  request?: string;
  target?: string;
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
  /** How a SCORM 2004 package is sequenced. */
  plan?: object;
  start: Start;
  sequence: number;
}

export type FromShell =
  | { kind: "ready"; left: Outbox[] }
  | { kind: "operation"; token: string; operation: Operation }
  | { kind: "acknowledged"; token: string; sequence: number }
  | { kind: "state"; state: "open" | "saved" | "waiting" | "lost"; sentence?: string; over?: boolean }
  | { kind: "show"; show: Show }
  | { kind: "fit"; natural: number; shown: number }
  | { kind: "outside"; address: string };

export type FromPage =
  | { kind: "launch"; launched: Launched }
  | { kind: "forget"; tokens: string[] }
  | { kind: "navigate"; request: Request }
  | { kind: "fit"; whole: boolean }
  | { kind: "flush" };

/** Seconds since the launch: the page was there; it was seen, and the learner did something lately. */
export interface Spent {
  open: number;
  active: number;
}

/** What the server answers to a batch. */
export interface Answer {
  acknowledged: number;
  expected: number;
  finished: boolean;
  why?: string;
  sentence?: string;
}

/** Sends operations; none when the network or the server is away. */
export async function send(
  address: string,
  { token, operations }: Outbox,
  { keepalive = false, spent }: { keepalive?: boolean; spent?: Spent } = {},
): Promise<(Answer & { status: number }) | null> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", "x-lancement": token },
      body: JSON.stringify({ operations, spent }),
      credentials: "omit",
      keepalive,
    });
    if (!response.headers.get("content-type")?.startsWith("application/json")) return null;
    return { ...((await response.json()) as Answer), status: response.status };
  } catch {
    return null;
  }
}

/** Bytes of an operation as it is sent. */
export const weight = (operation: Operation) => new Blob([JSON.stringify(operation)]).size + 1;

/** How many operations go in one request: up to so many bytes, one at least. */
export function batch(operations: Operation[], most = 256 * 1024): Operation[] {
  let size = 0;
  const end = operations.findIndex((operation) => (size += weight(operation)) > most);
  return end === -1 ? operations : operations.slice(0, Math.max(1, end));
}

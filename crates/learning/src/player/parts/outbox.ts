// Outboxes in this origin's storage, one a launch. Full storage is no failure: memory still holds what must leave.

import type { Operation, Outbox } from "./messages";

const PREFIX = "sortie:";

export class Shelf {
  /** @param scope what tells this step's launches from another's */
  constructor(private readonly scope: string) {}

  private key(token: string): string {
    return `${PREFIX}${this.scope}:${token}`;
  }

  keep(token: string, operations: Operation[]): void {
    try {
      if (operations.length === 0) localStorage.removeItem(this.key(token));
      else localStorage.setItem(this.key(token), JSON.stringify(operations));
    } catch {
      // Full, or refused by the browser.
    }
  }

  read(token: string): Operation[] {
    try {
      return JSON.parse(localStorage.getItem(this.key(token)) ?? "[]") as Operation[];
    } catch {
      return [];
    }
  }

  forget(token: string): void {
    this.keep(token, []);
  }

  all(): Outbox[] {
    try {
      const start = this.key("");
      const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
      const mine = keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
      return mine.map((token) => ({ token, operations: this.read(token) })).filter(({ operations }) => operations.length > 0);
    } catch {
      return [];
    }
  }
}

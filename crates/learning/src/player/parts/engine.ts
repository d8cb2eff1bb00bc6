// The SCORM engine (crates/scorm-browser), the same that the server replays with. Content wants its answer at once, so each
// call is synchronous: a request in JSON written into the engine's memory, an answer read from it.

import type { Operation, Start } from "./messages";

interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  room(bytes: number): number;
  ask(): number;
  answer(): number;
}

interface Answer {
  value: string;
  operations: Operation[];
  fault?: string;
}

export class Engine {
  private readonly to = new TextEncoder();
  private readonly from = new TextDecoder();

  private constructor(private readonly wasm: Exports) {}

  static async load(address: string): Promise<Engine> {
    const { instance } = await WebAssembly.instantiateStreaming(fetch(address));
    return new Engine(instance.exports as Exports);
  }

  launch(start: Start): void {
    this.ask({ launch: start });
  }

  /** What content is answered, and what the call left. */
  call(name: string, values: string[]): Answer {
    return this.ask({ call: { name, at: Date.now(), arguments: values } });
  }

  private ask(request: unknown): Answer {
    const bytes = this.to.encode(JSON.stringify(request));
    const room = this.wasm.room(bytes.length);
    new Uint8Array(this.wasm.memory.buffer, room, bytes.length).set(bytes);
    const length = this.wasm.ask();
    // The memory may have grown: its buffer is read again.
    const answer = JSON.parse(this.from.decode(new Uint8Array(this.wasm.memory.buffer, this.wasm.answer(), length))) as Answer;
    if (answer.fault !== undefined) throw new Error(answer.fault);
    return answer;
  }
}

type Function12 = (...given: unknown[]) => string;

const FUNCTIONS = [
  "LMSInitialize",
  "LMSFinish",
  "LMSCommit",
  "LMSGetValue",
  "LMSSetValue",
  "LMSGetLastError",
  "LMSGetErrorString",
  "LMSGetDiagnostic",
];

const text = (given: unknown) => (given === undefined || given === null ? "" : String(given));

/** The API object that SCORM 1.2 content looks for; its functions may be taken from it and called alone. */
export function api12(engine: Engine, left: (operation: Operation) => void): Record<string, Function12> {
  const call = (name: string): Function12 => (...given) => {
    const { value, operations } = engine.call(name, given.map(text));
    operations.forEach(left);
    return value;
  };
  return Object.fromEntries(FUNCTIONS.map((name) => [name, call(name)]));
}

// The SCORM engine (crates/scorm-browser), the same that the server replays with. Content wants its answer at once, so each
// call is synchronous: a request in JSON written into the engine's memory, an answer read from it.

import type { Operation, Start } from "./messages";
import type { Request, Show } from "./show";

interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  room(bytes: number): number;
  ask(): number;
  answer(): number;
}

export interface Answer {
  value: string;
  operations: Operation[];
  show?: Show;
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

  /** A part of a SCORM 1.2 package. */
  launch(start: Start): void {
    this.ask({ launch: start });
  }

  /** A SCORM 2004 package. */
  open(plan: object, start: Start): Answer {
    return this.ask({ open: { plan, start, at: Date.now() } });
  }

  /** What content is answered, and what the call left. */
  call(name: string, values: string[]): Answer {
    return this.ask({ call: { name, at: Date.now(), arguments: values } });
  }

  /** The learner asks for something else. */
  navigate(request: Request): Answer {
    return this.ask({ act: { at: Date.now(), what: { act: "navigate", ...request } } });
  }

  /** The content was taken away. */
  unload(): Answer {
    return this.ask({ act: { at: Date.now(), what: { act: "unload" } } });
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

type Function_ = (...given: unknown[]) => string;

const FUNCTIONS_12 = [
  "LMSInitialize",
  "LMSFinish",
  "LMSCommit",
  "LMSGetValue",
  "LMSSetValue",
  "LMSGetLastError",
  "LMSGetErrorString",
  "LMSGetDiagnostic",
];
const FUNCTIONS_2004 = [
  "Initialize",
  "Terminate",
  "Commit",
  "GetValue",
  "SetValue",
  "GetLastError",
  "GetErrorString",
  "GetDiagnostic",
];

const text = (given: unknown) => (given === undefined || given === null ? "" : String(given));

function api(functions: string[], engine: Engine, left: (answer: Answer) => void): Record<string, Function_> {
  const call = (name: string): Function_ => (...given) => {
    const answer = engine.call(name, given.map(text));
    left(answer);
    return answer.value;
  };
  return Object.fromEntries(functions.map((name) => [name, call(name)]));
}

/** The API object that SCORM 1.2 content looks for; its functions may be taken from it and called alone. */
export const api12 = (engine: Engine, left: (answer: Answer) => void) => api(FUNCTIONS_12, engine, left);

/** The same of SCORM 2004. */
export const api2004 = (engine: Engine, left: (answer: Answer) => void) => ({
  version: "1.0",
  ...api(FUNCTIONS_2004, engine, left),
});

// The API object that SCORM 1.2 content looks for. Everything is answered at once from memory; each call that changed
// something leaves an operation, with the number that the server will replay it under.

import { ERRORS, FULL, TOTAL_BYTES, bytes, resolve, type Code, type Definition } from "./model12";

export interface Operation {
  sequence: number;
  at: number;
  act: "initialize" | "set" | "commit" | "finish";
  element?: string;
  value?: string;
}

interface Score {
  raw: string;
  min: string;
  max: string;
}

interface Interaction {
  objectives: string[];
  correct_responses: string[];
  [part: string]: string | string[];
}

/** What the server tells at a launch: crates/scorm/src/cmi12/start.rs, as JSON. */
export interface Start {
  student_id: string;
  student_name: string;
  entry: string;
  credit: string;
  lesson_mode: string;
  total_time: { centiseconds: number };
  launch_data: string;
  comments_from_lms: string;
  mastery_score: number | null;
  max_time_allowed: { centiseconds: number } | null;
  time_limit_action: string;
  values: {
    lesson_location: string;
    lesson_status: string;
    score: Score;
    suspend_data: string;
    comments: string;
    objectives: { id: string; score: Score; status: string }[];
    student_preference: Record<string, string>;
    interactions: Interaction[];
  };
}

const two = (number: number) => String(number).padStart(2, "0");

function written({ centiseconds }: { centiseconds: number }): string {
  const seconds = Math.floor(centiseconds / 100);
  const rest = centiseconds % 100;
  const whole = `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? whole : `${whole}.${two(rest)}`;
}

/** Elements by name, and the lengths of arrays by theirs. */
class Values {
  readonly texts = new Map<string, string>();
  readonly lengths = new Map<string, number>();
  weight = 0;

  constructor(start: Start) {
    const { values } = start;
    const put = (name: string, value: string) => this.write(name, value);
    const score = (name: string, score: Score) => Object.entries(score).forEach(([part, value]) => put(`${name}.score.${part}`, value));
    put("cmi.core.lesson_location", values.lesson_location);
    put("cmi.core.lesson_status", values.lesson_status);
    score("cmi.core", values.score);
    put("cmi.suspend_data", values.suspend_data);
    put("cmi.comments", values.comments);
    for (const [part, value] of Object.entries(values.student_preference)) put(`cmi.student_preference.${part}`, value);
    values.objectives.forEach((objective, at) => {
      const name = `cmi.objectives.${at}`;
      put(`${name}.id`, objective.id);
      put(`${name}.status`, objective.status);
      score(name, objective.score);
    });
    this.lengths.set("cmi.objectives", values.objectives.length);
    values.interactions.forEach((interaction, at) => {
      const name = `cmi.interactions.${at}`;
      this.lengths.set(`${name}.objectives`, interaction.objectives.length);
      this.lengths.set(`${name}.correct_responses`, interaction.correct_responses.length);
      for (const part of Object.values(interaction)) this.weight += [part].flat().reduce((sum, text) => sum + bytes(text), 0);
    });
    this.lengths.set("cmi.interactions", values.interactions.length);
  }

  length(array: string): number {
    return this.lengths.get(array) ?? 0;
  }

  write(name: string, value: string): void {
    this.weight += bytes(value) - bytes(this.texts.get(name) ?? "");
    this.texts.set(name, value);
  }
}

/** The arrays that a name goes through, with the index in each: cmi.interactions.2.objectives.0.id. */
function arrays(name: string): [string, number][] {
  const segments = name.split(".");
  return segments.flatMap((segment, at) => (/^\d+$/.test(segment) ? [[segments.slice(0, at).join("."), Number(segment)] as [string, number]] : []));
}

export class Api12 {
  private phase: "new" | "running" | "finished" = "new";
  private sequence = 0;
  private last: Code = "0";
  private why = "";
  private readonly values: Values;
  private readonly told: Map<string, string>;

  constructor(start: Start, private readonly left: (operation: Operation) => void) {
    this.values = new Values(start);
    const noCredit = start.lesson_mode !== "normal" || start.credit !== "credit";
    this.told = new Map([
      ["cmi.core.student_id", start.student_id],
      ["cmi.core.student_name", start.student_name],
      ["cmi.core.credit", noCredit ? "no-credit" : "credit"],
      ["cmi.core.entry", start.entry],
      ["cmi.core.total_time", written(start.total_time)],
      ["cmi.core.lesson_mode", start.lesson_mode],
      ["cmi.launch_data", start.launch_data],
      ["cmi.comments_from_lms", start.comments_from_lms],
      ["cmi.student_data.mastery_score", start.mastery_score === null ? "" : String(start.mastery_score)],
      ["cmi.student_data.max_time_allowed", start.max_time_allowed === null ? "" : written(start.max_time_allowed)],
      ["cmi.student_data.time_limit_action", start.time_limit_action],
    ]);
  }

  private answer(code: Code, why = ""): boolean {
    this.last = code;
    this.why = why;
    return code === "0";
  }

  private leave(operation: Omit<Operation, "sequence" | "at">): "true" {
    this.sequence += 1;
    this.answer("0");
    this.left({ sequence: this.sequence, at: Date.now(), ...operation });
    return "true";
  }

  private empty(argument: unknown): boolean {
    return argument === undefined || argument === null || String(argument) === "" || this.answer("201", "The argument must be the empty text.");
  }

  private running(): boolean {
    if (this.phase === "running") return true;
    return this.answer("301", this.phase === "new" ? "LMSInitialize was not called." : "LMSFinish was already called.");
  }

  // Fields, not methods: content takes them from the object and calls them alone.
  LMSInitialize = (argument: unknown = ""): string => {
    if (!this.empty(argument)) return "false";
    if (this.phase !== "new") return String(this.answer("101", "LMSInitialize was already called in this launch."));
    this.phase = "running";
    return this.leave({ act: "initialize" });
  };

  LMSFinish = (argument: unknown = ""): string => {
    if (!this.empty(argument) || !this.running()) return "false";
    this.phase = "finished";
    return this.leave({ act: "finish" });
  };

  LMSCommit = (argument: unknown = ""): string => {
    if (!this.empty(argument) || !this.running()) return "false";
    return this.leave({ act: "commit" });
  };

  LMSGetValue = (element: unknown): string => {
    const value = this.get(String(element));
    return value ?? "";
  };

  LMSSetValue = (element: unknown, given: unknown): string => {
    const [name, value] = [String(element), given === undefined || given === null ? "" : String(given)];
    if (!this.running() || !this.set(name, value)) return "false";
    return this.leave({ act: "set", element: name, value });
  };

  LMSGetLastError = (): string => this.last;
  LMSGetErrorString = (code: unknown): string => ERRORS[String(code).trim() as Code] ?? "";
  LMSGetDiagnostic = (code: unknown = ""): string => {
    const asked = String(code ?? "");
    return asked === "" || asked === this.last ? this.why || ERRORS[this.last] : this.LMSGetErrorString(asked);
  };

  private get(name: string): string | null {
    if (!this.running()) return null;
    const found = resolve(name);
    if (typeof found === "string") return this.fail(found, "The data model has no such element.");
    const { definition } = found;
    if (definition.access === "w") return this.fail("404", "Content may only write this element.");
    this.answer("0");
    if ("fixed" in definition.kind) return definition.kind.fixed;
    const told = this.told.get(name);
    if (told !== undefined) return told;
    const through = arrays(name);
    if (through.some(([array, at]) => at >= this.values.length(array))) return this.fail("201", "The array has no such entry.");
    if ("count" in definition.kind) return String(this.values.length(name.replace(/\._count$/, "")));
    const blank = definition.name === "cmi.objectives.n.status" ? "not attempted" : "";
    return this.values.texts.get(name) ?? blank;
  }

  private fail(code: Code, why: string): null {
    this.answer(code, why);
    return null;
  }

  private set(name: string, value: string): boolean {
    const found = resolve(name);
    if (/(^|\.)(_children|_count|_version)$/.test(name) && found !== "401") {
      return this.answer("402", "_children, _count and _version cannot be set.");
    }
    if (typeof found === "string") return this.answer(found, "The data model has no such element.");
    const { definition } = found;
    if (definition.access === "r") return this.answer("403", "Content may only read this element.");
    const through = arrays(name);
    for (const [array, at] of through) {
      if (at > this.values.length(array)) return this.answer("201", "The index leaves a hole: use the value of _count.");
      if (at >= (FULL[array] ?? FULL["nested"] ?? 0)) return this.answer("101", "The array is full: nothing was stored.");
    }
    if (!fits(definition, value)) return this.answer("405", "The value is not of the element's data type.");
    if (this.values.weight + bytes(value) > TOTAL_BYTES) return this.answer("101", "The attempt holds 8 MiB already: nothing was stored.");
    for (const [array, at] of through) this.values.lengths.set(array, Math.max(this.values.length(array), at + 1));
    this.values.write(name, value);
    return this.answer("0");
  }
}

function fits(definition: Definition, value: string): boolean {
  return "check" in definition.kind && definition.kind.check(value);
}

// The SCORM 1.2 data model, line for line as crates/scorm/src/cmi12/element.rs and types.rs have it: the server replays
// what is accepted here and must accept the same. RTE 3.4.

export type Code = "0" | "101" | "201" | "202" | "203" | "301" | "401" | "402" | "403" | "404" | "405";

export const ERRORS: Record<Code, string> = {
  "0": "No error",
  "101": "General Exception",
  "201": "Invalid argument error",
  "202": "Element cannot have children",
  "203": "Element not an array. Cannot have count.",
  "301": "Not initialized",
  "401": "Not implemented error",
  "402": "Invalid set value, element is a keyword",
  "403": "Element is read only.",
  "404": "Element is write only",
  "405": "Incorrect Data Type",
};

export type Access = "r" | "w" | "rw";

/** What a value must be: a check, or the fixed answer of a keyword. */
export type Kind = { fixed: string } | { count: true } | { check: (value: string) => boolean };

export interface Definition {
  name: string;
  access: Access;
  kind: Kind;
}

const SUSPEND_BYTES = 1_048_576;
export const TOTAL_BYTES = 8 * 1_048_576;
export const FULL: Record<string, number> = { "cmi.objectives": 1_000, "cmi.interactions": 10_000, nested: 250 };

export const bytes = (text: string): number => new TextEncoder().encode(text).length;

const longest = (most: number) => (value: string) => value.length <= most || [...value].length <= most;
const identifier = (value: string) => longest(1_024)(value) && value !== "" && !/[\s\p{Cc}]/u.test(value);
const isDecimal = (value: string) => /^-?(\d+\.?\d*|\.\d+)$/.test(value) && value.length <= 64;
const score = (value: string) => value === "" || (isDecimal(value) && Number(value) >= 0 && Number(value) <= 100);
const decimal = (value: string) => value === "" || isDecimal(value);
const integer = (least: number, most: number) => (value: string) =>
  /^-?\d{1,5}$/.test(value) && Number(value) >= least && Number(value) <= most;
export const TIMESPAN = /^(\d{2,4}):(\d{2}):([0-5]\d)(?:\.(\d{1,2}))?$/;
const timespan = (value: string) => value === "" || TIMESPAN.test(value);
const time = (value: string) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value);
const among = (...words: string[]) => (value: string) => words.includes(value);
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed"];
const TYPES = ["true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"];
const result = (value: string) => ["correct", "wrong", "unanticipated", "neutral"].includes(value) || isDecimal(value);

const read = (name: string, kind: Kind = { fixed: "" }): Definition => ({ name, access: "r", kind });
const told = (name: string): Definition => ({ name, access: "r", kind: { check: () => false } });
const fixed = (name: string, answer: string): Definition => read(name, { fixed: answer });
const count = (name: string): Definition => read(name, { count: true });
const both = (name: string, check: (value: string) => boolean): Definition => ({ name, access: "rw", kind: { check } });
const write = (name: string, check: (value: string) => boolean): Definition => ({ name, access: "w", kind: { check } });

export const MODEL: Definition[] = [
  fixed("cmi._version", "3.4"),
  fixed("cmi.core._children", "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time"),
  told("cmi.core.student_id"),
  told("cmi.core.student_name"),
  both("cmi.core.lesson_location", longest(4_096)),
  told("cmi.core.credit"),
  both("cmi.core.lesson_status", among(...STATUSES)),
  told("cmi.core.entry"),
  fixed("cmi.core.score._children", "raw,min,max"),
  both("cmi.core.score.raw", score),
  both("cmi.core.score.min", score),
  both("cmi.core.score.max", score),
  told("cmi.core.total_time"),
  told("cmi.core.lesson_mode"),
  write("cmi.core.exit", among("time-out", "suspend", "logout", "")),
  write("cmi.core.session_time", timespan),
  both("cmi.suspend_data", (value) => bytes(value) <= SUSPEND_BYTES),
  told("cmi.launch_data"),
  both("cmi.comments", longest(65_536)),
  told("cmi.comments_from_lms"),
  fixed("cmi.objectives._children", "id,score,status"),
  count("cmi.objectives._count"),
  both("cmi.objectives.n.id", identifier),
  fixed("cmi.objectives.n.score._children", "raw,min,max"),
  both("cmi.objectives.n.score.raw", score),
  both("cmi.objectives.n.score.min", score),
  both("cmi.objectives.n.score.max", score),
  both("cmi.objectives.n.status", among(...STATUSES, "not attempted")),
  fixed("cmi.student_data._children", "mastery_score,max_time_allowed,time_limit_action"),
  told("cmi.student_data.mastery_score"),
  told("cmi.student_data.max_time_allowed"),
  told("cmi.student_data.time_limit_action"),
  fixed("cmi.student_preference._children", "audio,language,speed,text"),
  both("cmi.student_preference.audio", integer(-1, 100)),
  both("cmi.student_preference.language", longest(4_096)),
  both("cmi.student_preference.speed", integer(-100, 100)),
  both("cmi.student_preference.text", integer(-1, 1)),
  fixed("cmi.interactions._children", "id,objectives,time,type,correct_responses,weighting,student_response,result,latency"),
  count("cmi.interactions._count"),
  write("cmi.interactions.n.id", identifier),
  count("cmi.interactions.n.objectives._count"),
  write("cmi.interactions.n.objectives.n.id", identifier),
  write("cmi.interactions.n.time", time),
  write("cmi.interactions.n.type", among(...TYPES)),
  count("cmi.interactions.n.correct_responses._count"),
  write("cmi.interactions.n.correct_responses.n.pattern", longest(4_096)),
  write("cmi.interactions.n.weighting", decimal),
  write("cmi.interactions.n.student_response", longest(4_096)),
  write("cmi.interactions.n.result", result),
  write("cmi.interactions.n.latency", timespan),
];

const index = (segment: string): number | null => (/^(0|[1-9]\d{0,6})$/.test(segment) ? Number(segment) : null);

/** An element that a call named, with its indexes; or the code of the error. */
export function resolve(name: string): { definition: Definition; at: number[] } | Code {
  if (name === "" || bytes(name) > 255) return "201";
  const segments = name.split(".");
  let badIndex = false;
  for (const definition of MODEL) {
    const wanted = definition.name.split(".");
    if (wanted.length !== segments.length) continue;
    const at: number[] = [];
    let bad = false;
    const whole = wanted.every((word, place) => {
      const segment = segments[place] ?? "";
      if (word !== "n") return word === segment;
      const number = index(segment);
      if (number === null) bad = true;
      else at.push(number);
      return true;
    });
    if (whole && !bad) return { definition, at };
    badIndex ||= whole;
  }
  return badIndex ? "201" : unknown(segments);
}

const begins = (definition: string, segments: string[]): boolean => {
  const wanted = definition.split(".");
  return segments.every((segment, place) => (wanted[place] === "n" ? index(segment) !== null : wanted[place] === segment));
};

function unknown(segments: string[]): Code {
  const parent = segments.slice(0, -1);
  if (parent.length > 0 && MODEL.some(({ name }) => begins(name, parent))) {
    if (segments.at(-1) === "_children") return "202";
    if (segments.at(-1) === "_count") return "203";
  }
  return MODEL.some(({ name }) => begins(name, segments.slice(0, 2))) ? "201" : "401";
}

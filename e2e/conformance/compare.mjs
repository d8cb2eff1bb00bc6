// Whether content got the answers that its case expects: values in the type of their element.

/**
 * @typedef {{text: string} | "short" | "learner" | "comment"} Expected
 * @typedef {{function: string, arguments: string[], expected: Expected, error: string}} Call
 * @typedef {{call: Call} | {objectives: string[]}} Command
 * @typedef {{given?: string[], answer?: string, error?: string, identifiers?: string[]}} Result
 */

/** A `timeinterval(second,10,2)` in hundredths of a second, years of 365 days and months of 30. @param {string} text */
function duration(text) {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,2}))?S)?)?$/.exec(text);
  if (!parts) return NaN;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const whole = (((years * 365 + months * 30 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  return whole * 100 + Number((parts[7] ?? "").padEnd(2, "0"));
}

/** A response in two parts: its delimiters, in order, without those that say what is so by default; the rest. @param {string} text */
function undelimited(text) {
  const defaults = ["{order_matters=true}", "{case_matters=false}", "{lang=en}"];
  const [start = ""] = /^(\{(order_matters|case_matters|lang)=[^}]*\})*/.exec(text) ?? [];
  const delimiters = (start.match(/\{[^}]*\}/g) ?? []).filter((one) => !defaults.includes(one));
  return [...delimiters.sort(), text.slice(start.length)].join("\n");
}

const sorted = (/** @type {string[]} */ names) => [...new Set(names)].sort().join();
const REALS = "scaled raw min max progress_measure weighting completion_threshold scaled_passing_score audio_level delivery_speed".split(" ");

/** @param {string} element @param {string} expected @param {string} got */
export function same(element, expected, got) {
  if (expected === got) return true;
  const last = element.split(".").pop() ?? "";
  if (last === "_children") return sorted(expected.split(",")) === sorted(got.split(","));
  if (["pattern", "learner_response"].includes(last)) return undelimited(expected) === undelimited(got);
  if (["session_time", "total_time", "latency", "max_time_allowed"].includes(last)) return duration(expected) === duration(got);
  if (!REALS.includes(last) || expected === "" || got === "") return false;
  return Math.abs(Number(expected) - Number(got)) < 5e-8;
}

const brief = (/** @type {unknown} */ value) => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text;
};

/** Fails where what a command came to isn't what was expected. @param {Command} command @param {Result} result */
export function check(command, result) {
  if ("objectives" in command) {
    const [expected, got] = [sorted(command.objectives), sorted(result.identifiers ?? [])];
    if (expected !== got) throw new Error(`objectives: expected ${expected}, got ${got}`);
    return;
  }
  const { function: name, expected, error } = command.call;
  const { given = [], answer = "", error: raised } = result;
  if (expected === "comment" && ["0", "301", "403"].includes(raised ?? "")) return;
  const right = typeof expected === "object" ? same(given[0] ?? "", expected.text, answer) : expected !== "short" || [...answer].length < 255;
  if (right && raised === error && expected !== "comment") return;
  throw new Error(`${name}(${given.map(brief).join(", ")}): expected ${brief(expected)} and error ${error}, got ${brief(answer)} and error ${raised}`);
}

// Reads JUnit reports (cargo-nextest's and Node's) and writes small ones.

/**
 * @typedef {object} Case
 * @property {string} name the test's whole name: for Rust, binary and path joined by `::`
 * @property {"passed" | "failed" | "skipped"} state
 * @property {string} [why] what a failed one says
 */

const ENTITIES = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** @param {string} text */
function unescape(text) {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, entity) => {
    if (entity[0] !== "#") return ENTITIES[entity] ?? whole;
    const hex = entity[1].toLowerCase() === "x";
    return String.fromCodePoint(parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10));
  });
}

/** @param {string} text */
export function escape(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[<>"&]/g, (c) => `&${{ "<": "lt", ">": "gt", '"': "quot", "&": "amp" }[c]};`).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "");
}

/** @param {string} tag @returns {Record<string, string>} */
function attributes(tag) {
  return Object.fromEntries([...tag.matchAll(/([\w:-]+)\s*=\s*"([^"]*)"/g)].map(([, name, value]) => [name, unescape(value)]));
}

/**
 * The test cases of a report. Node names every case's class « test »; nextest puts the binary there.
 * @param {string} xml
 * @returns {Case[]}
 */
export function readJUnit(xml) {
  const plain = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, "").replace(/<!--[\s\S]*?-->/g, "");
  const cases = [];
  for (const [, tag, empty, inside] of plain.matchAll(/<testcase\b((?:"[^"]*"|[^>"])*?)(?:(\/)>|>([\s\S]*?)<\/testcase>)/g)) {
    const { name = "", classname = "test" } = attributes(tag);
    const inner = empty ? "" : inside;
    const state = /<(failure|error)\b/.test(inner) ? "failed" : /<skipped\b/.test(inner) ? "skipped" : "passed";
    const one = { name: classname === "test" ? name : `${classname}::${name}`, state };
    const said = /<(?:failure|error)\b((?:"[^"]*"|[^>"])*?)\/?>/.exec(inner);
    cases.push(said ? { ...one, why: attributes(said[1] ?? "").message ?? "" } : one);
  }
  return cases;
}

/**
 * A report of failures only.
 * @param {string} suite
 * @param {string[]} failures
 */
export function writeJUnit(suite, failures) {
  const cases = failures.map(
    (text) => `  <testcase name="${escape(text)}" classname="test"><failure message="${escape(text)}"/></testcase>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n<testsuite name="${escape(suite)}">\n${cases.join("")}</testsuite>\n</testsuites>\n`;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { documentsNameWhatIsThere } from "./documents.mjs";

/** @param {Record<string, string>} files */
const breaches = (files) => documentsNameWhatIsThere(Object.entries(files).map(([path, text]) => ({ path, text })), []);

const GOOD = {
  "README.md": "`scripts/e2e.sh sqlite e2e/journeys/sign-in.mjs`, `STYLE.md`, `proof:scripts/e2e.sh`",
  "STYLE.md": "a `mod.rs`, `….snap.new`, `store::find`, `crates/load`, no-such.rs, `lib.rs` (`app/src/rooms.rs`)",
  "docs/guides/add-a-query.md": "`training/tutors/store.rs`, `tutors/store.rs`, `engine.ts`\n```rust\nmod absent; // absent.rs\n```",
  "docs/adr/0001-once.md": "`long/gone.rs`",
  "scripts/e2e.sh": "",
  "e2e/journeys/sign-in.mjs": "// `absent.rs`",
  "crates/app/src/lib.rs": "",
  "crates/app/src/rooms.rs": "",
  "crates/training/src/tutors/mod.rs": "",
  "crates/training/src/tutors/store.rs": "",
  "crates/learning/src/player/parts/engine.ts": "",
};

test("documents: what they name is there", () => {
  assert.deepEqual(breaches(GOOD), []);
  for (const [path, text] of Object.entries({
    "ARCHITECTURE.md": "`enrolment/gone.rs`",
    "CONTRIBUTING.md": "one\n`node scripts/gone.mjs --all`",
    "docs/guides/add-a-page.md": "`e2e.sh` and `2e.sh`",
    "docs/conformance.md": "`learning/store.rs`",
  })) {
    assert.equal(breaches({ ...GOOD, [path]: text }).length, 1, `${path} is one breach`);
  }
});

test("documents: a breach says where", () => {
  assert.deepEqual(breaches({ "STYLE.md": "\n`gone.md`" }), ["STYLE.md:2: there is no file `gone.md`"]);
});

test("documents: those of the root are read when nobody gives them", () => {
  assert.ok(documentsNameWhatIsThere([]).some((breach) => breach.startsWith("CONTRIBUTING.md:")), "of no file, all that it names is absent");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import * as house from "./house.mjs";

/** @param {Record<string, string>} files */
const tree = (files) => Object.entries(files).map(([path, text]) => ({ path, text }));

/**
 * @param {keyof typeof house} rule
 * @param {Record<string, string>} good
 * @param {Record<string, string>} bad each file is one breach
 */
function keeps(rule, good, bad) {
  test(`house: ${rule}`, () => {
    assert.deepEqual(house[rule](tree(good)), []);
    for (const [path, text] of Object.entries(bad)) {
      assert.equal(house[rule](tree({ ...good, [path]: text })).length, 1, `${path} is one breach`);
    }
  });
}

keeps(
  "sqlStaysInStores",
  {
    "crates/people/src/roles/store.rs": 'sql!("SELECT 1")',
    "crates/people/src/roles/store/lists.rs": 'sql!("SELECT 1")',
    "crates/platform/src/db/engine.rs": 'sql!("SELECT 1")',
    "crates/platform/src/keys.rs": 'sql!("SELECT 1")',
    "crates/people/src/roles/mod.rs": "//! A `sql!(` in prose.",
  },
  { "crates/people/src/roles/routes.rs": 'tx.one(sql!("SELECT 1"))', "crates/platform/src/http/proof.rs": 'sql!("SELECT 1")' },
);

keeps(
  "viewsSeeNoTransaction",
  { "crates/desk/src/home/views.rs": "use platform::html::Page;\n// a Tx is for stores" },
  { "crates/desk/src/home/views.rs": "fn page(tx: &mut Tx) {}", "crates/desk/src/home/views/list.rs": "use platform::db::Tx;" },
);

keeps(
  "rulesDecideOnly",
  { "crates/training/src/sessions/rules.rs": "use jiff::Timestamp;\nuse crate::sessions::Period;" },
  {
    "crates/training/src/sessions/rules.rs": "use platform::{clock, db};",
    "crates/people/src/roles/rules.rs": "fn f() { platform::html::page() }",
    "crates/people/src/accounts/rules.rs": "use maud::{\n    Markup,\n};",
  },
);

keeps(
  "roomsSayWhatTheyAre",
  {
    "crates/people/src/roles/mod.rs": "//! Who may do what: roles are rows of permissions.\n",
    "crates/app/src/cli/mod.rs": "mod x;",
  },
  { "crates/people/src/accounts/mod.rs": "mod store;\n", "crates/people/src/regions/mod.rs": "//! stub\n" },
);

keeps(
  "migrationsComeInPairs",
  { "migrations/sqlite/0001_a.sql": "", "migrations/postgres/0001_a.sql": "", "migrations/keys/sqlite/1.sql": "", "migrations/keys/postgres/1.sql": "" },
  { "migrations/sqlite/0002_b.sql": "", "migrations/postgres/0003_c.sql": "", "migrations/keys/postgres/2.sql": "" },
);

keeps(
  "filesAreShort",
  { "crates/a/src/lib.rs": "x\n".repeat(400), "web/styles/kit.css": "x\n".repeat(2000), "e2e/package-lock.json": "x\n".repeat(2000) },
  { "crates/a/src/lib.rs": "x\n".repeat(401) },
);

keeps(
  "nothingIsLeft",
  { "crates/a/src/lib.rs": "// a todo!() in prose\nfn f() {}", "e2e/journeys/a.mjs": 'test("a", () => {})' },
  {
    "crates/a/src/b.rs": "fn f() { todo!() }",
    "crates/a/src/c.rs": "    dbg!(x);",
    "crates/a/src/d.rs": '#[ignore = "slow"]',
    "e2e/journeys/b.mjs": 'test.only("a", () => {})',
  },
);

keeps(
  "testsDoNotSleep",
  { "crates/a/src/jobs.rs": "tokio::time::sleep(wait).await" },
  { "crates/a/src/tests.rs": "tokio::time::sleep(wait).await", "crates/app/tests/race.rs": "std::thread::sleep(wait)" },
);

keeps(
  "journeysGiveNoFocus",
  { "e2e/journeys/a.mjs": "// no focus()\nawait hand.press(name);", "e2e/lib/sweep.mjs": "await button.focus();" },
  { "e2e/journeys/b.mjs": "await button.focus();", "e2e/journeys/c.mjs": "page.evaluate(() => one.focus({ preventScroll: true }))" },
);

keeps(
  "supplierIsNotNamed",
  {
    "crates/app/src/main.rs": '#[command(name = "compagnon")]',
    "crates/desk/src/home/views.rs": '// Compagnon\nlet a = "Formation CMA";',
    "crates/platform/src/html/tests.rs": 'assert!(!page.contains("Compagnon"))',
    "web/dist/app.0.css": "body{}",
  },
  {
    "crates/desk/src/home/views.rs": 'html! { p { "Bienvenue sur Compagnon" } }',
    "crates/platform/src/html/chrome.rs": 'const N: &str = r#"COMPAGNON"#;',
    "crates/people/src/accounts/mails.rs": 'let a = "L\\"équipe compagnon";',
    "web/dist/app.1.js": "compagnon()",
  },
);

keeps(
  "architectureListsTheRooms",
  {
    "ARCHITECTURE.md": "| `people/roles` | `platform/clock` | `web/styles` |",
    "crates/people/src/roles/mod.rs": "",
    "crates/platform/src/clock.rs": "",
    "crates/app/src/cli/mod.rs": "",
  },
  {
    "crates/people/src/accounts/mod.rs": "",
    "ARCHITECTURE.md": "`people/roles` and `people/nobody`",
  },
);
test("house: without ARCHITECTURE.md there is a breach", () => assert.equal(house.architectureListsTheRooms([]).length, 1));

keeps(
  "locksNameNoHost",
  { "web/package-lock.json": '{"version": "1"}' },
  { "e2e/package-lock.json": '{"resolved": "https://example.org/a.tgz"}' },
);

//! The command line, as an operator types it: what each command does, and what it says.

use std::path::Path;
use std::process::{Command, Output};

use platform::both_engines;
use platform::config::SETTINGS;
use platform::db::Options;
use platform::testing::Scratch;

/// A command in a store of its own, and what it printed.
fn typed(scratch: &Scratch, words: &[&str]) -> (bool, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_compagnon"));
    command.args(words).env_clear().current_dir(scratch.folder());
    command.env("DATA_DIR", scratch.folder()).env("LOG", "error");
    for (name, options) in [
        ("DATABASE_URL", &scratch.config.store),
        ("KEYS_DATABASE_URL", &scratch.config.keys),
    ] {
        if let Options::Postgres(url) = options {
            command.env(name, url);
        }
    }
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.success(), text(stdout), text(stderr))
}

both_engines! {
    async fn a_store_is_made_filled_once_and_verified(engine) {
        let scratch = Scratch::empty(engine).await;
        assert_eq!(typed(&scratch, &["migrate"]), (true, String::new(), String::new()));
        let (done, said, _) = typed(&scratch, &["demo", "--if-new"]);
        assert!(done && said.contains("Identifiants de démonstration\u{202f}: administration, "), "{said}");
        let password = said.trim().rsplit(' ').next().unwrap();
        assert!(password.len() >= 16, "a password was made: {said}");
        assert_eq!(typed(&scratch, &["demo", "--if-new"]), (true, String::new(), String::new()));
        let (done, said, _) = typed(&scratch, &["demo"]);
        assert!(done && said.contains("cette base contient déjà des personnes"), "{said}");
        let (done, said, _) = typed(&scratch, &["verify"]);
        assert!(done && said.ends_with("the chain holds\n"), "{said}");
    }

    async fn a_forgotten_password_has_a_link_and_a_stranger_has_none(engine) {
        let scratch = Scratch::empty(engine).await;
        typed(&scratch, &["demo"]);
        let (done, said, _) = typed(&scratch, &["password", "rene"]);
        assert!(done && said.starts_with("http://localhost:8080/nouveau-mot-de-passe/"), "{said}");
        let (done, said, why) = typed(&scratch, &["password", "personne"]);
        assert!(!done && said.is_empty() && why.contains("nobody signs in as « personne »"), "{why}");
    }
}

#[tokio::test]
async fn settings_are_told_without_their_values() {
    let scratch = Scratch::empty(platform::db::Engine::Sqlite).await;
    let folder = scratch.folder().to_string_lossy().into_owned();
    let (done, table, _) = typed(&scratch, &["settings"]);
    let (_, json, _) = typed(&scratch, &["settings", "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert!(done && rows.len() == SETTINGS.len());
    for setting in SETTINGS {
        assert!(
            table.contains(setting.name) && json.contains(setting.name),
            "{}",
            setting.name
        );
    }
    assert!(
        !table.contains(&folder) && !Path::new(&folder).join("store.db").exists(),
        "nothing is opened"
    );
    let (done, _, why) = typed(&scratch, &["rien"]);
    assert!(!done && why.contains("unrecognized subcommand"), "{why}");
}

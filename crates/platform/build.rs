//! Turns `web/dist` into Rust tables: the assets, embedded in the binary, and the icons.

use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

const DIST: &str = "../../web/dist";

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            println!("cargo::error={sentence}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), String> {
    let root = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let dist = PathBuf::from(root).join(DIST);
    // The migrations are embedded by a macro that can't say so itself.
    println!("cargo::rerun-if-changed=../../migrations");
    let manifest = read(&dist, "manifest.json")?;
    let icons = read(&dist, "icons.json")?;
    let code = format!("{}\n{}", assets(&manifest)?, symbols(&icons)?);
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&out).join("web.rs"), code)
        .map_err(|error| format!("web.rs can't be written: {error}"))
}

/// Reads one of the two JSON files, and asks cargo to come back when it changes.
fn read(dist: &Path, name: &str) -> Result<Map<String, Value>, String> {
    println!("cargo::rerun-if-changed={DIST}/{name}");
    let text = fs::read_to_string(dist.join(name)).map_err(|_| {
        format!("the web assets are not built (web/dist/{name} is missing): run `make web` first")
    })?;
    serde_json::from_str(&text).map_err(|error| format!("web/dist/{name}: {error}"))
}

/// `ASSETS`, in the order of the logical names. Files are found from where the crate is compiled: a build cache may
/// serve several checkouts.
fn assets(manifest: &Map<String, Value>) -> Result<String, String> {
    let mut code = String::from("static ASSETS: &[Asset] = &[\n");
    for (name, entry) in manifest {
        let field = |key: &str| entry.get(key).and_then(Value::as_str);
        let required =
            |key: &str| field(key).ok_or_else(|| format!("web/dist/manifest.json: {name} has no {key}"));
        let bytes =
            |file: &str| format!("include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{DIST}/{file}\"))");
        let packed =
            |key: &str| field(key).map_or_else(|| "None".to_owned(), |file| format!("Some({})", bytes(file)));
        let file = required("file")?;
        let _ = writeln!(
            code,
            "    Asset {{ name: {name:?}, file: {file:?}, path: {:?}, content_type: {:?}, etag: {:?}, bytes: {}, brotli: {}, gzip: {} }},",
            format!("/assets/{file}"),
            required("type")?,
            format!("W/\"{file}\""),
            bytes(file),
            packed("brotli"),
            packed("gzip"),
        );
    }
    code.push_str("];\n");
    Ok(code)
}

/// `ICONS`, sorted by name so that a search can halve it.
fn symbols(icons: &Map<String, Value>) -> Result<String, String> {
    let mut rows: Vec<(&String, &str)> = Vec::new();
    for (name, inner) in icons {
        rows.push((
            name,
            inner
                .as_str()
                .ok_or_else(|| format!("web/dist/icons.json: {name} is not a text"))?,
        ));
    }
    rows.sort_unstable();
    Ok(format!("static ICONS: &[(&str, &str)] = &{rows:?};\n"))
}

//! Looks for the typefaces, so that whoever has not built them reads what to type.

use std::path::Path;
use std::process::ExitCode;

const DIST: &str = "../../web/dist";

fn main() -> ExitCode {
    for face in ["regular", "bold", "italic", "bold-italic", "other"] {
        let name = format!("print-{face}.ttf");
        println!("cargo::rerun-if-changed={DIST}/{name}");
        if !Path::new(DIST).join(&name).is_file() {
            println!(
                "cargo::error=the web assets are not built (web/dist/{name} is missing): run `make web` first"
            );
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

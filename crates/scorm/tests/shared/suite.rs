//! Where ADL's cases and manifests are.

use std::path::{Path, PathBuf};

/// The folder that holds `cases` and `manifests`: what `SCORM2004_CASES` names (from the project's root when it is relative),
/// or what holds it when it names the cases themselves; otherwise the one beside the project.
pub fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Some(named) = std::env::var_os("SCORM2004_CASES") else {
        return root.join("../shared/conformance/scorm2004");
    };
    let named = root.join(named);
    match named.parent() {
        Some(parent) if !named.join("cases").is_dir() && parent.join("manifests").is_dir() => {
            parent.to_owned()
        }
        _ => named,
    }
}

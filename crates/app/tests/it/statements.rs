//! Every statement that `sql!` marks, in any crate, and every one built at run time, is prepared on both engines.

use std::path::{Path, PathBuf};

use platform::both_engines;
use platform::db::{Db, Schema, Sql};
use platform::testing::Scratch;
use proc_macro2::{TokenStream, TokenTree};

/// A statement and the file it stands in.
struct Found {
    file: PathBuf,
    text: String,
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// `sql!(literal)`, wherever it stands, inside other macros too.
fn walk(tokens: TokenStream, file: &Path, out: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            walk(group.stream(), file, out);
        }
        if let (TokenTree::Ident(name), Some(TokenTree::Punct(bang)), Some(TokenTree::Group(group))) =
            (token, tokens.get(i + 1), tokens.get(i + 2))
            && name == "sql"
            && bang.as_char() == '!'
        {
            let literal: syn::LitStr = syn::parse2(group.stream()).expect("sql! takes one literal");
            out.push(Found {
                file: file.to_owned(),
                text: literal.value(),
            });
        }
    }
}

fn statements() -> Vec<Found> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    sources(crates, &mut files);
    let mut found = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let tokens: TokenStream = source
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        walk(tokens, &file, &mut found);
    }
    assert!(
        found.len() > 50,
        "the walk finds the statements ({} found)",
        found.len()
    );
    found
}

both_engines! {
    async fn each_statement_prepares(engine) {
        let scratch = Scratch::new(engine).await;
        let store = Db::open(&scratch.config.store, Schema::Store).await.unwrap();
        let keys = Db::open(&scratch.config.keys, Schema::Keys).await.unwrap();
        let mut failures = Vec::new();
        for found in statements() {
            let of_keys = found.file.components().any(|part| part.as_os_str() == "keys");
            let db = if of_keys { &keys } else { &store };
            if let Err(error) = db.prepare(Sql::built(found.text.clone())).await {
                failures.push(format!("{}: {error}\n{}", found.file.display(), found.text));
            }
        }
        for sql in app::rooms::built_statements() {
            let text = sql.text().to_owned();
            if let Err(error) = store.prepare(sql).await {
                failures.push(format!("built: {error}\n{text}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    }
}

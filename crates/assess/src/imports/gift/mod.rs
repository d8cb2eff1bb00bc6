//! GIFT, Moodle's text format: comments, categories, titles, formats, and every type of question it writes.

mod answers;
#[cfg(test)]
mod cases;

use super::html::{plain, prose};
use super::items::{keep_apart, put_back};
use super::{Entry, Losses, MOST_QUESTIONS, Read, Refusal, category_tag, entry};
use crate::questions::{Body, MOST_TAGS, Question};

/// How texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Plain,
    Html,
    Markdown,
}

impl Written {
    /// What « [html] » before a text says, and the text.
    fn split(text: &str, otherwise: Self) -> (Self, &str) {
        let text = text.trim();
        for (mark, written) in [
            ("[html]", Self::Html),
            ("[markdown]", Self::Markdown),
            ("[plain]", Self::Plain),
            ("[moodle]", Self::Plain),
        ] {
            if let Some(rest) = text.strip_prefix(mark) {
                return (written, rest.trim_start());
            }
        }
        (otherwise, text)
    }

    /// A text as prose. Moodle reads tags in plain words too.
    fn prose(self, text: &str, losses: &mut Losses) -> String {
        let (written, text) = Self::split(text, self);
        let text = put_back(text);
        let tagged = text.split('<').skip(1).any(|rest| {
            rest.starts_with(|one: char| one == '/' || one.is_ascii_alphabetic()) && rest.contains('>')
        });
        match written {
            Self::Markdown => text.trim().to_owned(),
            Self::Plain if !tagged => plain(&text),
            Self::Plain | Self::Html => prose(&text, losses),
        }
    }
}

/// A question's lines.
#[derive(Default)]
struct Block {
    line: usize,
    text: String,
    tags: Vec<String>,
    depth: usize,
}

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, Refusal> {
    let blocks = blocks(text);
    if blocks.len() > MOST_QUESTIONS {
        return Err(Refusal::TooMany);
    }
    Ok(blocks.into_iter().map(question).collect())
}

/// The questions' lines: a blank line ends one, but within its braces.
fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut block) = (Vec::new(), Block::default());
    let (mut category, mut tags) = (None, Vec::new());
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let ends = trimmed.is_empty() && block.depth == 0;
        // A brace that is never closed swallows no question but its own.
        let begins = trimmed.starts_with("::") && block.text.ends_with("\n\n");
        if ends || begins {
            finish(&mut blocks, &mut block);
        }
        if let Some(comment) = trimmed.strip_prefix("//") {
            tags.extend(comment_tags(comment));
        } else if let Some(path) = trimmed.strip_prefix("$CATEGORY:") {
            finish(&mut blocks, &mut block);
            category = category_tag(path);
        } else if !trimmed.is_empty() || !block.text.is_empty() {
            if block.text.is_empty() {
                block.line = at + 1;
                block.tags = category.iter().cloned().chain(tags.drain(..)).collect();
            }
            block.depth = depth(block.depth, trimmed);
            block.text.push_str(line);
            block.text.push('\n');
        }
    }
    finish(&mut blocks, &mut block);
    blocks
}

fn finish(blocks: &mut Vec<Block>, block: &mut Block) {
    let done = std::mem::take(block);
    if !done.text.trim().is_empty() {
        blocks.push(done);
    }
}

/// How many braces are open after a line.
fn depth(mut depth: usize, line: &str) -> usize {
    let mut escaped = false;
    for sign in line.chars() {
        match sign {
            '{' if !escaped => depth += 1,
            '}' if !escaped => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = sign == '\\' && !escaped;
    }
    depth
}

/// « [tag:four] » in a comment.
fn comment_tags(comment: &str) -> Vec<String> {
    let marked = comment.split("[tag:").skip(1);
    marked
        .filter_map(|rest| rest.split(']').next())
        .map(|tag| tag.trim().to_owned())
        .collect()
}

fn question(block: Block) -> Entry {
    let text = keep_apart(block.text.trim());
    let (title, rest) = titled(&text);
    let mut losses = Losses::default();
    let read = asked(title.as_deref(), rest, &mut losses).map(|question| Question {
        tags: once(block.tags),
        ..question
    });
    let shown = match &read {
        Ok(question) => question.title.clone(),
        Err(_) => title.unwrap_or_else(|| put_back(rest)),
    };
    entry(block.line, &shown, read, losses)
}

fn once(tags: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        if !tag.is_empty() && kept.len() <= MOST_TAGS && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// « ::title:: » and what follows it.
fn titled(text: &str) -> (Option<String>, &str) {
    match text.strip_prefix("::").and_then(|rest| rest.split_once("::")) {
        Some((title, rest)) => (
            Some(put_back(title).trim().to_owned()).filter(|title| !title.is_empty()),
            rest.trim(),
        ),
        None => (None, text),
    }
}

/// A question from its text, its braces and what follows them.
fn asked(title: Option<&str>, text: &str, losses: &mut Losses) -> Read {
    let (written, text) = Written::split(text, Written::Plain);
    let (before, inner, after) = braces(text)?;
    let after = after.trim();
    let (inner, general) = inner.split_once("####").unwrap_or((inner, ""));
    let (body, text) = match after.is_empty() {
        true => (
            answers::body(inner, written, losses)?,
            written.prose(before, losses),
        ),
        false => {
            let missing = answers::missing_word(inner, written, losses)?;
            (Body::Cloze(missing), around(before, after, written, losses))
        }
    };
    let title = title.map_or_else(|| super::first_words(&text), super::first_words);
    let mut question = Question::new(&title, &text, body);
    question.marking = answers::marking(&question.body);
    question.feedback = written.prose(general, losses);
    Ok(question)
}

/// A text around its gap.
fn around(before: &str, after: &str, written: Written, losses: &mut Losses) -> String {
    let spaced = if before.ends_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let close = if after.starts_with([',', '.', ')']) {
        ""
    } else {
        " "
    };
    let (before, after) = (written.prose(before, losses), written.prose(after, losses));
    format!("{before}{spaced}[[1]]{close}{after}")
}

fn braces(text: &str) -> Result<(&str, &str, &str), String> {
    let Some((before, rest)) = text.split_once('{') else {
        return Err(
            "Il n’y a pas d’accolades\u{202f}: sans elles, on ne sait pas répondre à ce texte.".to_owned(),
        );
    };
    let Some((inner, after)) = rest.split_once('}') else {
        return Err("L’accolade ouverte n’est pas refermée.".to_owned());
    };
    if inner.contains('{') || after.contains(['{', '}']) {
        return Err("Il y a plusieurs paires d’accolades\u{202f}: une question n’en a qu’une.".to_owned());
    }
    Ok((before, inner, after))
}

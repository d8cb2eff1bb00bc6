use super::{Condition, Prerequisite};
use crate::cmi12::LessonStatus;

/// The longest script that is read, in bytes. CAM 2.3.4 promises 200 characters.
pub const SCRIPT_ACCEPTED: usize = 4096;
/// The deepest nesting of `(`, `{` and `~`.
const DEEPEST: usize = 32;

/// Why a script can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is longer than [`SCRIPT_ACCEPTED`].
    TooLong,
    /// Its parentheses, braces and negations nest too deep.
    TooDeep,
    /// It compares an item with something that is no status.
    NoStatus,
    /// Anything else.
    Syntax,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// `& | ~ = ( ) { } , *`
    Mark(char),
    /// `<>`
    Differs,
    /// An identifier, a number, a status.
    Word(&'a str),
    Quoted(&'a str),
}

impl Prerequisite {
    /// Reads a script.
    ///
    /// `( )` first, then `=` and `<>`, then `~`, then `&`, and `|` last: the book has `S34 & S35 | S36` open with S36 alone.
    /// An identifier alone is met when the item is completed or passed. `n*{a, b, c}` wants n of them or more, `{a, b, c}`
    /// wants all. A status is written in full or by its first letter, in quotation marks or not, in any case; `~a` is
    /// therefore `a<>"passed" & a<>"completed"`.
    ///
    /// # Errors
    /// Why it can't be read: then it is ignored, and its author warned.
    pub fn parse(script: &str) -> Result<Self, Unreadable> {
        if script.len() > SCRIPT_ACCEPTED {
            return Err(Unreadable::TooLong);
        }
        let script = unescaped(script);
        let tokens = tokens(&script)?;
        let mut reader = Reader {
            tokens: &tokens,
            depth: 0,
        };
        let read = reader.any()?;
        if reader.tokens.is_empty() {
            Ok(read)
        } else {
            Err(Unreadable::Syntax)
        }
    }
}

/// Authoring tools that escape what they have escaped already are many; no identifier has a `&` or a `;` in it.
fn unescaped(script: &str) -> String {
    let script = script.replace("&amp;", "&");
    let script = script.replace("&lt;", "<").replace("&gt;", ">");
    script.replace("&quot;", "\"").replace("&apos;", "'")
}

fn tokens(script: &str) -> Result<Vec<Token<'_>>, Unreadable> {
    let mut tokens = Vec::new();
    let mut rest = script.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let (token, left) = match first {
            '&' | '|' | '~' | '=' | '(' | ')' | '{' | '}' | ',' | '*' => (Token::Mark(first), after),
            '<' => (Token::Differs, after.strip_prefix('>').ok_or(Unreadable::Syntax)?),
            '"' | '\'' => {
                let (inside, left) = after.split_once(first).ok_or(Unreadable::Syntax)?;
                (Token::Quoted(inside), left)
            }
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || "&|~=(){},*<>\"'".contains(c));
                let (word, left) = rest.split_at(end.unwrap_or(rest.len()));
                if word.is_empty() {
                    return Err(Unreadable::Syntax);
                }
                (Token::Word(word), left)
            }
        };
        tokens.push(token);
        rest = left.trim_start();
    }
    Ok(tokens)
}

struct Reader<'t, 'a> {
    tokens: &'t [Token<'a>],
    depth: usize,
}

impl<'a> Reader<'_, 'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(*first)
    }

    /// Takes this mark, when it comes next.
    fn takes(&mut self, mark: char) -> bool {
        let found = self.tokens.first() == Some(&Token::Mark(mark));
        if found {
            self.next();
        }
        found
    }

    fn closes(&mut self, mark: char) -> Result<(), Unreadable> {
        self.takes(mark).then_some(()).ok_or(Unreadable::Syntax)
    }

    fn any(&mut self) -> Result<Prerequisite, Unreadable> {
        let of = self.list('|', Self::all)?;
        Ok(Prerequisite::among(1, of))
    }

    fn all(&mut self) -> Result<Prerequisite, Unreadable> {
        let of = self.list('&', Self::one)?;
        Ok(Prerequisite::among(of.len(), of))
    }

    fn list(
        &mut self,
        between: char,
        read: fn(&mut Self) -> Result<Prerequisite, Unreadable>,
    ) -> Result<Vec<Prerequisite>, Unreadable> {
        let mut list = vec![read(self)?];
        while self.takes(between) {
            list.push(read(self)?);
        }
        Ok(list)
    }

    fn one(&mut self) -> Result<Prerequisite, Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable::TooDeep);
        }
        let read = match self.next() {
            Some(Token::Mark('~')) => self.one().map(Prerequisite::not),
            Some(Token::Mark('(')) => {
                let inside = self.any()?;
                self.closes(')').map(|()| inside)
            }
            Some(Token::Mark('{')) => self.set(usize::MAX),
            Some(Token::Word(number)) if self.takes('*') => {
                let least = number.parse().map_err(|_| Unreadable::Syntax)?;
                self.closes('{')?;
                self.set(least)
            }
            Some(Token::Word(item)) => self.condition(item),
            _ => Err(Unreadable::Syntax),
        };
        self.depth -= 1;
        read
    }

    /// What follows `{`.
    fn set(&mut self, least: usize) -> Result<Prerequisite, Unreadable> {
        let of = self.list(',', Self::any)?;
        self.closes('}')?;
        Ok(Prerequisite::among(least.min(of.len()), of))
    }

    /// What follows an item's identifier.
    fn condition(&mut self, item: &str) -> Result<Prerequisite, Unreadable> {
        let wanted = match self.tokens.first() {
            Some(Token::Mark('=')) => Some(true),
            Some(Token::Differs) => Some(false),
            _ => None,
        };
        let status = match wanted {
            Some(_) => {
                self.next();
                Some(self.status()?)
            }
            None => None,
        };
        Ok(Prerequisite::Condition(Condition {
            item: item.to_owned(),
            status,
            wanted: wanted.unwrap_or(true),
        }))
    }

    fn status(&mut self) -> Result<LessonStatus, Unreadable> {
        let mut said = match self.next() {
            Some(Token::Quoted(word) | Token::Word(word)) => word.to_owned(),
            _ => return Err(Unreadable::Syntax),
        };
        // « not attempted » is two words.
        while let Some(Token::Word(word)) = self.tokens.first() {
            said.push_str(word);
            self.next();
        }
        said.retain(|c| !c.is_whitespace());
        said.make_ascii_lowercase();
        match said.as_str() {
            "passed" | "p" => Ok(LessonStatus::Passed),
            "completed" | "c" => Ok(LessonStatus::Completed),
            "failed" | "f" => Ok(LessonStatus::Failed),
            "incomplete" | "i" => Ok(LessonStatus::Incomplete),
            "browsed" | "b" => Ok(LessonStatus::Browsed),
            "notattempted" | "n" => Ok(LessonStatus::NotAttempted),
            _ => Err(Unreadable::NoStatus),
        }
    }
}

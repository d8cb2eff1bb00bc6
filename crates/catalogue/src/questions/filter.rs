//! What of the bank is shown.

use platform::html::fr;

use super::store::Listed;
use crate::courses::CourseId;

/// The bank of the whole platform, among the banks.
pub(super) const PLATFORM: &str = "plateforme";

/// What is looked for; empty for what doesn't matter.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) words: String,
    pub(super) bank: String,
    pub(super) kind: String,
    pub(super) tag: String,
    pub(super) page: usize,
}

impl Filter {
    /// From what was asked, by the names of the fields.
    pub(super) fn of(asked: impl Fn(&str) -> String) -> Self {
        Self {
            words: asked("q"),
            bank: asked("banque"),
            kind: asked("type"),
            tag: asked("etiquette"),
            page: asked("page").parse().unwrap_or(1),
        }
    }

    /// Whether a question is shown: each word in its title or its tags, capitals and accents apart.
    pub(super) fn takes(&self, line: &Listed) -> bool {
        let said = fr::folded(&format!("{} {}", line.title, line.tags.join(" ")));
        let words = fr::folded(&self.words);
        words.split_whitespace().all(|word| said.contains(word))
            && self.is_bank(line.course.as_ref().map(|(id, _)| *id))
            && (self.kind.is_empty() || self.kind == line.kind)
            && (self.tag.is_empty() || line.tags.contains(&self.tag))
    }

    fn is_bank(&self, course: Option<CourseId>) -> bool {
        match (self.bank.as_str(), course) {
            ("", _) => true,
            (PLATFORM, course) => course.is_none(),
            (bank, course) => course.is_some_and(|id| id.to_string() == bank),
        }
    }

    /// As an address asks it, without the page.
    pub(super) fn query(&self) -> String {
        let all = [
            ("q", &self.words),
            ("banque", &self.bank),
            ("type", &self.kind),
            ("etiquette", &self.tag),
        ];
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

//! What of the bank is shown.

use platform::ids::Uuid;

use super::store::{Order, Sought};
use crate::courses::CourseId;

/// The bank of the whole platform, among the banks.
pub(super) const PLATFORM: &str = "plateforme";
/// Those that their figures tell to look at again.
pub(super) const TO_REVIEW: &str = "relire";
/// The least known first.
pub(super) const HARDEST: &str = "reussite";

/// What is looked for; empty for what doesn't matter.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) words: String,
    pub(super) bank: String,
    pub(super) kind: String,
    pub(super) tag: String,
    pub(super) figures: String,
    pub(super) order: String,
    pub(super) page: usize,
}

impl Filter {
    /// From what was asked, by the names of the fields.
    pub(super) fn of(asked: impl Fn(&str) -> String) -> Self {
        // No name has what no keyboard types.
        let asked = |field: &str| asked(field).replace(char::is_control, "");
        Self {
            words: asked("q"),
            bank: asked("banque"),
            kind: asked("type"),
            tag: asked("etiquette"),
            figures: asked("chiffres"),
            order: asked("ordre"),
            page: asked("page").parse().unwrap_or(1),
        }
    }

    /// What is looked for in the store.
    pub(super) fn sought(&self) -> Sought {
        Sought {
            bank: match self.bank.as_str() {
                "" => None,
                PLATFORM => Some(None),
                // What isn't the name of a bank has no question.
                bank => Some(Some(bank.parse().unwrap_or(CourseId(Uuid::nil())))),
            },
            kind: self.kind.clone(),
            tag: self.tag.clone(),
            words: self.words.clone(),
            to_review: self.figures == TO_REVIEW,
            order: match self.order.as_str() {
                HARDEST => Order::Hardest,
                _ => Order::Changed,
            },
        }
    }

    /// Whether nothing is looked for: then nothing found is an empty bank.
    pub(super) fn is_blank(&self) -> bool {
        let all = [&self.words, &self.bank, &self.kind, &self.tag, &self.figures];
        all.iter().all(|one| one.trim().is_empty())
    }

    /// As an address asks it, without the page.
    pub(super) fn query(&self) -> String {
        let all = [
            ("q", &self.words),
            ("banque", &self.bank),
            ("type", &self.kind),
            ("etiquette", &self.tag),
            ("chiffres", &self.figures),
            ("ordre", &self.order),
        ];
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

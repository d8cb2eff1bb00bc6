//! What becomes of each person of a batch, and of the batch.

use jiff::Timestamp;
use platform::Error;

/// What handing out to one person came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// They got something new.
    Issued,
    /// Their documents said it all already.
    Unchanged,
    /// Their training isn't over.
    Early,
    /// Their chamber hasn't said who signs.
    Unsigned,
    /// Who started the batch has lost the right meanwhile.
    Forbidden,
    /// They have left the session meanwhile.
    Gone,
    /// What they would get was cancelled by somebody: it isn't made again.
    Cancelled,
    /// What it takes couldn't be read.
    Failed,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Issued,
        Self::Unchanged,
        Self::Early,
        Self::Unsigned,
        Self::Forbidden,
        Self::Gone,
        Self::Cancelled,
        Self::Failed,
    ];

    /// As stored.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Unchanged => "unchanged",
            Self::Early => "early",
            Self::Unsigned => "unsigned",
            Self::Forbidden => "forbidden",
            Self::Gone => "gone",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// Reads it back.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Why somebody got nothing; none when they have their documents.
    pub(super) const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Issued | Self::Unchanged => None,
            Self::Early => Some("Formation encore en cours"),
            Self::Unsigned => Some("Signataire de l’organisme à donner"),
            Self::Forbidden => Some("Droit de remettre les documents retiré"),
            Self::Gone => Some("N’est plus dans la session"),
            Self::Cancelled => Some("Document annulé, à remettre depuis la session"),
            Self::Failed => Some("À revoir\u{202f}: ses données n’ont pas pu être lues"),
        }
    }
}

/// How many people came to each outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) issued: u32,
    pub(super) unchanged: u32,
    pub(super) documents: u32,
    /// Documents cancelled by somebody, which aren't made again.
    pub(super) left_out: u32,
    /// People whom an error left without theirs.
    pub(super) failed: u32,
    /// Each reason, with how many.
    pub(super) refused: Vec<(&'static str, u32)>,
}

impl Sums {
    /// So many of an outcome, with so many documents made and left out.
    pub(super) fn add(&mut self, outcome: Outcome, people: u32, (documents, left_out): (u32, u32)) {
        self.documents = self.documents.saturating_add(documents);
        self.left_out = self.left_out.saturating_add(left_out);
        if outcome == Outcome::Failed {
            self.failed = people;
        }
        match (outcome, outcome.refusal()) {
            (_, Some(why)) => self.refused.push((why, people)),
            (Outcome::Unchanged, None) => self.unchanged = self.unchanged.saturating_add(people),
            _ => self.issued = self.issued.saturating_add(people),
        }
    }

    /// Those who were dealt with, whatever came of it.
    pub(super) fn dealt_with(&self) -> u32 {
        let refused = self.refused.iter().map(|(_, people)| people);
        refused.fold(self.issued.saturating_add(self.unchanged), |sum, people| {
            sum.saturating_add(*people)
        })
    }
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It goes on by itself.
    UnderWay,
    /// Somebody stopped it: it waits for a word.
    Stopped,
    /// Everybody was dealt with.
    Over,
    /// It was stopped, and won't go on.
    GivenUp,
}

pub(super) fn stage(stopped: Option<Timestamp>, ended: Option<Timestamp>) -> Stage {
    match (stopped, ended) {
        (None, None) => Stage::UnderWay,
        (Some(_), None) => Stage::Stopped,
        (None, Some(_)) => Stage::Over,
        (Some(_), Some(_)) => Stage::GivenUp,
    }
}

/// Whether an error about one person will be there again: the batch goes on without them.
pub(super) const fn stays(error: &Error) -> bool {
    !matches!(error, Error::Unavailable(_) | Error::Busy { .. })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn outcomes_are_read_back_and_summed() {
        let mut sums = Sums::default();
        for (at, outcome) in (1_u32..).zip(Outcome::ALL) {
            assert_eq!(Outcome::parse(outcome.code()), Some(outcome));
            let documents = if outcome == Outcome::Issued { 3 } else { 0 };
            sums.add(outcome, at, (documents, u32::from(outcome == Outcome::Cancelled)));
        }
        assert_eq!(
            (sums.issued, sums.unchanged, sums.documents, sums.refused.len()),
            (1, 2, 3, 6)
        );
        assert_eq!((sums.dealt_with(), sums.left_out, sums.failed), (36, 1, 8));
        assert_eq!(Outcome::parse("autre"), None);
    }

    #[test]
    fn a_batch_is_stopped_before_it_ends() {
        let at = Some(Timestamp::UNIX_EPOCH);
        let cases = [
            (None, None, Stage::UnderWay),
            (at, None, Stage::Stopped),
            (None, at, Stage::Over),
            (at, at, Stage::GivenUp),
        ];
        for (stopped, ended, expected) in cases {
            assert_eq!(stage(stopped, ended), expected);
        }
    }

    #[test]
    fn what_passes_is_tried_again_and_what_stays_is_left() {
        let cases = [
            (Error::Unavailable("away".into()), false),
            (Error::fault("a seal that doesn't open"), true),
            (Error::Duplicate("certificates".into()), true),
        ];
        for (error, expected) in cases {
            assert_eq!(stays(&error), expected, "{error}");
        }
    }
}

//! What becomes of each person of a batch.

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
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Issued,
        Self::Unchanged,
        Self::Early,
        Self::Unsigned,
        Self::Forbidden,
        Self::Gone,
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
        }
    }
}

/// How many people came to each outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) issued: u32,
    pub(super) unchanged: u32,
    pub(super) documents: u32,
    /// Each reason, with how many.
    pub(super) refused: Vec<(&'static str, u32)>,
}

impl Sums {
    /// So many of an outcome, with so many documents.
    pub(super) fn add(&mut self, outcome: Outcome, people: u32, documents: u32) {
        self.documents = self.documents.saturating_add(documents);
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

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn outcomes_are_read_back_and_summed() {
        let mut sums = Sums::default();
        for (at, outcome) in (1_u32..).zip(Outcome::ALL) {
            assert_eq!(Outcome::parse(outcome.code()), Some(outcome));
            sums.add(outcome, at, if outcome == Outcome::Issued { 3 } else { 0 });
        }
        assert_eq!(
            (sums.issued, sums.unchanged, sums.documents, sums.refused.len()),
            (1, 2, 3, 4)
        );
        assert_eq!(sums.dealt_with(), 21);
        assert_eq!(Outcome::parse("autre"), None);
    }
}

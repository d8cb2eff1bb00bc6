//! Who may write to whom, and what may be done about it.

/// The most characters of a message.
pub const LONGEST: usize = 10_000;
/// The most characters of a subject.
pub(super) const LONGEST_SUBJECT: usize = 120;
/// How many days what one began is kept after they last wrote it.
pub(super) const DRAFT_DAYS: u16 = 90;

/// What someone is in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A learner whose access is over or suspended.
    Former,
    /// A learner.
    Learner,
    /// One of its tutors.
    Tutor,
    /// A manager of its region.
    Manager,
}

impl Standing {
    /// As the store says it.
    pub(super) fn parse(code: &str) -> Self {
        match code {
            "manager" => Self::Manager,
            "tutor" => Self::Tutor,
            "learner" => Self::Learner,
            _ => Self::Former,
        }
    }

    /// As shown beside a name.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Former => "accès terminé",
            Self::Learner => "en formation",
            Self::Tutor => "tutorat",
            Self::Manager => "gestion",
        }
    }

    /// Whether they learn there, or did.
    pub(super) const fn learns(self) -> bool {
        matches!(self, Self::Former | Self::Learner)
    }
}

/// What closes a conversation to who asks.
pub(super) const OVER: &str = "Votre accès à cette session est terminé ou suspendu\u{202f}: vous pouvez relire vos messages, pas en envoyer. L’équipe suit d’autres sessions à présent\u{202f}; pour une question, appelez votre CMA.";
pub(super) const APART: &str =
    "Vous n’êtes plus dans la même session ou la même équipe\u{202f}: vous pouvez relire, pas écrire.";
pub(super) const QUIET: &str =
    "Dans cette session, les apprenants ne s’écrivent pas entre eux\u{202f}: écrivez à votre tuteur.";
pub(super) const BLOCKED: &str = "Vous avez bloqué cette personne\u{202f}: débloquez-la pour lui écrire.";
pub(super) const REFUSES: &str =
    "Cette personne ne reçoit pas vos messages. Pour la session, écrivez à votre tuteur.";
pub(super) const TO_AUTHOR: &str =
    "Les réponses à ce message vont à la personne qui l’a écrit, dans une conversation à deux.";

/// Why someone can't write to someone else of the same session; `quiet`: its learners don't write to each other.
pub(super) fn refused(me: Standing, other: Standing, quiet: bool) -> Option<&'static str> {
    match (me, other) {
        (Standing::Former, _) => Some(OVER),
        (Standing::Learner, Standing::Former) => Some(APART),
        (Standing::Learner, Standing::Learner) if quiet => Some(QUIET),
        _ => None,
    }
}

/// Whether someone may be blocked: only a learner by another. Whoever accompanies must be able to reach those they accompany.
pub(super) const fn may_block(me: Standing, other: Standing) -> bool {
    me.learns() && other.learns()
}

/// To whom a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Somebody.
    One,
    /// The tutors of the session.
    Tutors,
    /// Its learners.
    Learners,
    /// All of them.
    All,
    /// A group of its learners.
    Group,
}

impl Audience {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Tutors => "tutors",
            Self::Learners => "learners",
            Self::All => "all",
            Self::Group => "group",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Self {
        match code {
            "tutors" => Self::Tutors,
            "learners" => Self::Learners,
            "all" => Self::All,
            "group" => Self::Group,
            _ => Self::One,
        }
    }

    /// As shown.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::One => "une personne",
            Self::Tutors => "les tuteurs de la session",
            Self::Learners => "les apprenants de la session",
            Self::All => "toute la session",
            Self::Group => "un groupe de la session",
        }
    }

    /// Whether someone of a session may write to all of these at once: its tutors, any of its people; one's own group,
    /// its members (`mine`), while learners write to each other.
    pub(super) const fn is_for(self, me: Standing, quiet: bool, mine: bool) -> bool {
        match (self, me) {
            (_, Standing::Former) => false,
            (Self::One | Self::Tutors, _) | (_, Standing::Tutor | Standing::Manager) => true,
            (Self::Group, Standing::Learner) => mine && !quiet,
            (Self::Learners | Self::All, Standing::Learner) => false,
        }
    }

    /// Whether someone of the session is among them.
    pub(super) const fn has(self, other: Standing) -> bool {
        match self {
            Self::Tutors => matches!(other, Standing::Tutor),
            Self::Learners => matches!(other, Standing::Learner),
            Self::All => !matches!(other, Standing::Former),
            Self::One | Self::Group => false,
        }
    }
}

/// What is wrong with words; none when they may be sent. `beside`: files go with them.
pub(super) fn wrong_words(text: &str, beside: bool) -> Option<&'static str> {
    if text.trim().is_empty() && !beside {
        return Some("Écrivez votre message, ou joignez un enregistrement ou un fichier.");
    }
    (text.chars().count() > LONGEST)
        .then_some("C’est trop long\u{202f}: 10\u{202f}000 caractères au plus. Joignez plutôt un document.")
}

/// What is wrong with a subject.
pub(super) fn wrong_subject(subject: &str) -> Option<&'static str> {
    match subject.chars().count() {
        0 => Some("Dites en quelques mots de quoi il s’agit."),
        1..=LONGEST_SUBJECT => None,
        _ => Some("C’est trop long\u{202f}: 120 caractères au plus."),
    }
}

/// Whether every word that is looked for stands in a text; both are folded (no accents, no capitals).
pub(super) fn found(folded: &str, words: &[&str]) -> bool {
    words.iter().all(|word| folded.contains(word))
}

#[cfg(test)]
mod cases {
    use super::Standing::{Former, Learner, Manager, Tutor};
    use super::*;

    #[test]
    fn who_may_write_to_whom() {
        for (me, other, quiet, expected) in [
            (Learner, Tutor, true, None),
            (Learner, Manager, true, None),
            (Learner, Learner, false, None),
            (Learner, Learner, true, Some(QUIET)),
            (Learner, Former, false, Some(APART)),
            (Former, Tutor, false, Some(OVER)),
            (Former, Former, false, Some(OVER)),
            (Tutor, Former, true, None),
            (Tutor, Learner, true, None),
            (Tutor, Tutor, false, None),
            (Manager, Learner, true, None),
            (Manager, Manager, false, None),
        ] {
            assert_eq!(
                refused(me, other, quiet),
                expected,
                "{me:?} to {other:?}, quiet: {quiet}"
            );
        }
    }

    #[test]
    fn only_a_learner_is_blocked_and_by_a_learner() {
        for (me, other, expected) in [
            (Learner, Learner, true),
            (Former, Learner, true),
            (Learner, Tutor, false),
            (Learner, Manager, false),
            (Tutor, Learner, false),
            (Manager, Tutor, false),
        ] {
            assert_eq!(may_block(me, other), expected, "{me:?} blocks {other:?}");
        }
    }

    #[test]
    fn to_whom_one_may_write_at_once() {
        use Audience::{All, Group, Learners, One, Tutors};
        for (audience, me, quiet, mine, expected) in [
            (Tutors, Learner, true, false, true),
            (Learners, Learner, false, true, false),
            (All, Learner, false, true, false),
            (Group, Learner, false, true, true),
            (Group, Learner, true, true, false),
            (Group, Learner, false, false, false),
            (Group, Tutor, true, false, true),
            (All, Tutor, true, false, true),
            (Learners, Manager, true, false, true),
            (One, Former, false, false, false),
            (Tutors, Former, false, false, false),
        ] {
            let may = audience.is_for(me, quiet, mine);
            assert_eq!(
                may, expected,
                "{audience:?} by {me:?}, quiet: {quiet}, mine: {mine}"
            );
        }
        for (audience, other, expected) in [
            (Tutors, Tutor, true),
            (Tutors, Manager, false),
            (Learners, Learner, true),
            (Learners, Former, false),
            (All, Manager, true),
            (All, Former, false),
        ] {
            assert_eq!(audience.has(other), expected, "{audience:?} has {other:?}");
        }
        for audience in [One, Tutors, Learners, All, Group] {
            assert_eq!(Audience::parse(audience.code()), audience);
        }
    }

    #[test]
    fn what_may_be_sent() {
        let long = "é".repeat(LONGEST + 1);
        for (text, beside, fine) in [
            ("Bonjour", false, true),
            ("  \n", false, false),
            ("", true, true),
            (&long[2..], false, true),
            (&*long, true, false),
        ] {
            assert_eq!(wrong_words(text, beside).is_none(), fine);
        }
        for (subject, fine) in [
            ("", false),
            ("Photos", true),
            (&*"a".repeat(120), true),
            (&*"a".repeat(121), false),
        ] {
            assert_eq!(wrong_subject(subject).is_none(), fine);
        }
    }

    #[test]
    fn every_word_is_looked_for() {
        for (text, words, expected) in [
            ("les photos de mariage", &["mariage", "photo"][..], true),
            ("les photos de mariage", &["vitrine"][..], false),
            ("les photos", &[][..], true),
        ] {
            assert_eq!(found(text, words), expected);
        }
    }
}

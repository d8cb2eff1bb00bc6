//! When a step is done: what its item usually wants, or what the course says instead.

use assess::success::Required;
use platform::html::fr;

use crate::library::ItemKind;

/// When a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Once it was opened.
    Seen,
    /// Once that percentage of a recording was watched or heard, 1 to 100.
    Watched(u8),
    /// Once the learner says so; a module, once it says so itself and isn't failed.
    Done,
    /// Once a module has ended, passed or not.
    Over,
    /// Once a module says that it is passed.
    Passed,
    /// Once a module comes to that percentage or more, 1 to 100.
    Score(u8),
    /// Once a tutor says so.
    Tutor,
}

/// The share of a recording that usually ends its step, in percent.
const ENOUGH: u8 = 90;

impl Completion {
    /// What is usual: where the course asks for a score, it alone says how much is enough.
    pub const fn usual(kind: Option<ItemKind>, required: Required) -> Self {
        match (kind, required) {
            (Some(ItemKind::Scorm), Required::Above(_)) | (Some(ItemKind::Quiz), _) => Self::Over,
            (Some(ItemKind::Web), _) => Self::Seen,
            (Some(ItemKind::Video | ItemKind::Audio), _) => Self::Watched(ENOUGH),
            (
                Some(
                    ItemKind::Scorm
                    | ItemKind::Page
                    | ItemKind::Document
                    | ItemKind::Link
                    | ItemKind::Instruction
                    | ItemKind::Survey
                    | ItemKind::LateSurvey,
                ),
                _,
            ) => Self::Done,
            (Some(ItemKind::Meeting | ItemKind::Assignment) | None, _) => Self::Tutor,
        }
    }

    /// Whether a step that opens such an item can end so.
    pub const fn fits(self, kind: Option<ItemKind>) -> bool {
        let Some(kind) = kind else {
            return matches!(self, Self::Tutor);
        };
        match self {
            // What one thinks is said by answering.
            _ if kind.asks_opinion() => matches!(self, Self::Done),
            Self::Tutor => true,
            Self::Seen => !matches!(kind, ItemKind::Meeting | ItemKind::Quiz | ItemKind::Assignment),
            Self::Watched(_) => kind.recorded(),
            Self::Done => matches!(
                kind,
                ItemKind::Scorm
                    | ItemKind::Page
                    | ItemKind::Document
                    | ItemKind::Link
                    | ItemKind::Instruction
                    | ItemKind::Assignment
            ),
            Self::Over | Self::Passed | Self::Score(_) => matches!(kind, ItemKind::Scorm | ItemKind::Quiz),
        }
    }

    /// As stored, and as a form sends it: a word, and the percentage.
    pub const fn code(self) -> (&'static str, Option<u8>) {
        match self {
            Self::Seen => ("seen", None),
            Self::Watched(percent) => ("watched", Some(percent)),
            Self::Done => ("done", None),
            Self::Over => ("over", None),
            Self::Passed => ("passed", None),
            Self::Score(percent) => ("score", Some(percent)),
            Self::Tutor => ("tutor", None),
        }
    }

    /// Reads it back; none for what never ends a step.
    pub fn parse(code: &str, percent: Option<i64>) -> Option<Self> {
        let percent = percent.and_then(|percent| u8::try_from(percent).ok());
        let percent = percent.filter(|percent| (1..=100).contains(percent));
        match code {
            "seen" => Some(Self::Seen),
            "watched" => percent.map(Self::Watched),
            "done" => Some(Self::Done),
            "over" => Some(Self::Over),
            "passed" => Some(Self::Passed),
            "score" => percent.map(Self::Score),
            "tutor" => Some(Self::Tutor),
            _ => None,
        }
    }

    /// « Se termine quand un tuteur le dit ».
    pub fn told(self, kind: Option<ItemKind>) -> String {
        let module = kind == Some(ItemKind::Scorm);
        match self {
            Self::Seen => "Se termine dès qu’elle est ouverte".to_owned(),
            Self::Watched(percent) => {
                let verb = if kind == Some(ItemKind::Audio) {
                    "écoutés"
                } else {
                    "regardés"
                };
                format!("Se termine quand {} sont {verb}", fr::percent(percent.into()))
            }
            Self::Done if module => "Se termine quand le module le dit, sans échec".to_owned(),
            Self::Done if kind == Some(ItemKind::Assignment) => {
                "Se termine quand le travail est rendu".to_owned()
            }
            Self::Done if kind.is_some_and(ItemKind::asks_opinion) => {
                "Se termine quand l’apprenant a répondu".to_owned()
            }
            Self::Done => "Se termine quand l’apprenant le dit".to_owned(),
            Self::Over => "Se termine à la fin du module, réussi ou non".to_owned(),
            Self::Passed => "Se termine quand le module est réussi".to_owned(),
            Self::Score(percent) => {
                format!(
                    "Se termine avec un score de {} ou plus",
                    fr::percent(percent.into())
                )
            }
            Self::Tutor => "Se termine quand un tuteur le dit".to_owned(),
        }
    }
}

/// What ends a step: what was chosen, unless its item has become one that can't end so.
pub fn completion(chosen: Option<Completion>, kind: Option<ItemKind>, required: Required) -> Completion {
    chosen
        .filter(|chosen| chosen.fits(kind))
        .unwrap_or_else(|| Completion::usual(kind, required))
}

#[cfg(test)]
mod cases {
    use Completion::{Done, Over, Passed, Score, Seen, Tutor, Watched};

    use super::*;

    const EACH: [Completion; 7] = [Seen, Watched(70), Done, Over, Passed, Score(50), Tutor];

    #[test]
    fn each_is_read_back() {
        for one in EACH {
            let (code, percent) = one.code();
            assert_eq!(Completion::parse(code, percent.map(i64::from)), Some(one));
        }
        for (code, percent) in [
            ("", None),
            ("autre", Some(10)),
            ("watched", None),
            ("watched", Some(0)),
            ("score", Some(101)),
            ("score", Some(-1)),
        ] {
            assert_eq!(Completion::parse(code, percent), None, "{code} {percent:?}");
        }
    }

    #[test]
    fn what_ends_a_step() {
        use ItemKind::{Audio, Document, Instruction, Link, Meeting, Scorm, Video, Web};
        let above = Required::Above(50);
        let cases = [
            // Nothing chosen: what is usual.
            (None, Some(Scorm), Required::Done, Done),
            (None, Some(Scorm), above, Over),
            (None, Some(Web), Required::Done, Seen),
            (None, Some(Video), Required::Done, Watched(90)),
            (None, Some(Audio), Required::Nothing, Watched(90)),
            (None, Some(Document), Required::Done, Done),
            (None, Some(Link), Required::Done, Done),
            (None, Some(Instruction), Required::Done, Done),
            (None, Some(Meeting), above, Tutor),
            (None, None, above, Tutor),
            // Chosen, and possible.
            (Some(Done), Some(Scorm), above, Done),
            (Some(Passed), Some(Scorm), Required::Done, Passed),
            (Some(Score(60)), Some(Scorm), Required::Done, Score(60)),
            (Some(Watched(50)), Some(Video), Required::Done, Watched(50)),
            (Some(Tutor), Some(Scorm), above, Tutor),
            (Some(Tutor), Some(Document), Required::Done, Tutor),
            (Some(Seen), Some(Video), Required::Done, Seen),
            // Chosen for another item.
            (Some(Watched(50)), Some(Scorm), Required::Done, Done),
            (Some(Score(60)), Some(Document), Required::Done, Done),
            (Some(Done), Some(Web), Required::Done, Seen),
            (Some(Done), Some(Video), Required::Done, Watched(90)),
            (Some(Seen), Some(Meeting), Required::Done, Tutor),
            (Some(Seen), None, Required::Done, Tutor),
        ];
        for (chosen, kind, required, expected) in cases {
            assert_eq!(
                completion(chosen, kind, required),
                expected,
                "{chosen:?} {kind:?} {required:?}"
            );
        }
        for kind in ItemKind::ALL.map(Some).into_iter().chain([None]) {
            for required in [Required::Nothing, Required::Done, above] {
                let usual = Completion::usual(kind, required);
                assert!(usual.fits(kind), "{kind:?}: what is usual is possible");
            }
        }
    }
}

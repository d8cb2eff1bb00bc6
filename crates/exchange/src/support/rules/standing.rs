//! Where a request stands, and what each act makes of it.

use jiff::{SignedDuration, Timestamp};

use super::hours::Calendar;
use super::{Category, Level};

/// How long after it was solved one may say that it isn't.
pub(in super::super) const REOPENS: SignedDuration = SignedDuration::from_hours(24 * 14);

/// Where a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum State {
    New,
    Progress,
    /// For who asked.
    Waiting,
    Resolved,
    Closed,
}

impl State {
    pub(in super::super) const ALL: [Self; 5] = [
        Self::New,
        Self::Progress,
        Self::Waiting,
        Self::Resolved,
        Self::Closed,
    ];

    pub(in super::super) const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Progress => "progress",
            Self::Waiting => "waiting",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    pub(in super::super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    pub(in super::super) const fn label(self) -> &'static str {
        match self {
            Self::New => "Nouvelle",
            Self::Progress => "En cours",
            Self::Waiting => "En attente de réponse",
            Self::Resolved => "Résolue",
            Self::Closed => "Close",
        }
    }

    pub(in super::super) const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Progress | Self::Waiting)
    }
}

/// What is done to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Act {
    /// An agent takes it.
    Take,
    /// An agent answers, and says where it then is.
    Answer(State),
    /// Who asked writes: what was solved isn't.
    Write,
    /// To the nation, or back to the region.
    Pass(Level),
    /// Who asked needs no more help.
    GiveUp,
    /// It was solved two weeks ago, and nobody said otherwise.
    End,
}

/// Where an act leads; none when it can't be done. `reopens`: it was solved less than two weeks ago.
const fn leads(state: State, act: Act, reopens: bool) -> Option<State> {
    use State::{Closed, New, Progress, Resolved, Waiting};
    match (act, state) {
        (Act::Take, New | Progress) => Some(Progress),
        (Act::Take, Waiting) => Some(Waiting),
        (Act::Answer(then @ (Progress | Waiting | Resolved)), New | Progress | Waiting | Resolved) => {
            Some(then)
        }
        (Act::Write, New) | (Act::Pass(_), New) => Some(New),
        (Act::Write | Act::Pass(_), Progress | Waiting) => Some(Progress),
        (Act::Write, Resolved | Closed) if reopens => Some(Progress),
        (Act::GiveUp, New | Progress | Waiting | Resolved) => Some(Closed),
        (Act::End, Resolved) => Some(Closed),
        _ => None,
    }
}

/// Where a request stands, with what is due and what was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Standing {
    pub(in super::super) category: Category,
    pub(in super::super) state: State,
    pub(in super::super) level: Level,
    pub(in super::super) opened_at: Timestamp,
    pub(in super::super) answer_due: Timestamp,
    pub(in super::super) resolve_due: Timestamp,
    /// When the first answer came, and after how many opening minutes.
    pub(in super::super) answered: Option<(Timestamp, i64)>,
    /// Since when it waits for who asked.
    pub(in super::super) waiting_since: Option<Timestamp>,
    /// How many opening minutes it has waited so far, or was held to be solved.
    pub(in super::super) waited: i64,
    /// When it was solved, and after how many opening minutes without those.
    pub(in super::super) resolved: Option<(Timestamp, i64)>,
    /// How many times what was held to be solved wasn't.
    pub(in super::super) reopened: i64,
}

impl Standing {
    /// A request that begins.
    pub(in super::super) fn begin(
        category: Category,
        level: Level,
        now: Timestamp,
        calendar: &Calendar,
    ) -> Self {
        let (answer, solution) = category.delays();
        Self {
            category,
            state: State::New,
            level,
            opened_at: now,
            answer_due: calendar.due(now, answer),
            resolve_due: calendar.due(now, solution),
            answered: None,
            waiting_since: None,
            waited: 0,
            resolved: None,
            reopened: 0,
        }
    }

    /// Whether who asked may still say that it isn't solved.
    pub(in super::super) fn reopens(&self, now: Timestamp) -> bool {
        self.resolved
            .is_some_and(|(at, _)| now.duration_since(at) <= REOPENS)
    }

    /// Whether who asked may write.
    pub(in super::super) fn takes_words(&self, now: Timestamp) -> bool {
        leads(self.state, Act::Write, self.reopens(now)).is_some()
    }

    /// What is due next, while something is.
    pub(in super::super) fn due(&self) -> Option<Timestamp> {
        match (self.state, self.answered) {
            (State::New | State::Progress | State::Waiting, None) => {
                Some(self.answer_due.min(self.resolve_due))
            }
            (State::New | State::Progress, Some(_)) => Some(self.resolve_due),
            _ => None,
        }
    }

    /// After an act; none when it can't be done.
    pub(in super::super) fn after(&self, act: Act, now: Timestamp, calendar: &Calendar) -> Option<Self> {
        let state = leads(self.state, act, self.reopens(now))?;
        let mut next = Self { state, ..*self };
        if let Act::Pass(level) = act {
            if level == self.level {
                return None;
            }
            next.level = level;
        }
        if matches!(act, Act::Answer(_)) && next.answered.is_none() {
            next.answered = Some((now, calendar.minutes(self.opened_at, now)));
        }
        // While it waits for who asked, no time runs against us.
        if let Some(since) = self.waiting_since.filter(|_| state != State::Waiting) {
            next.waited += calendar.minutes(since, now);
            // What was late when it began to wait stays late.
            if self.resolve_due > since {
                next.resolve_due = calendar.later(now, calendar.minutes(since, self.resolve_due));
            }
            next.waiting_since = None;
        }
        if state == State::Waiting && self.waiting_since.is_none() {
            next.waiting_since = Some(now);
        }
        match (self.state, state) {
            (State::Resolved, State::Resolved) => {}
            (_, State::Resolved) => {
                let minutes = calendar.minutes(self.opened_at, now) - next.waited;
                next.resolved = Some((now, minutes.max(0)));
            }
            (State::Resolved | State::Closed, State::Progress | State::Waiting) => {
                // While it was held to be solved, no time ran either.
                if let Some((at, _)) = self.resolved {
                    next.waited += calendar.minutes(at, now);
                }
                next.resolved = None;
                next.reopened += 1;
                next.resolve_due = calendar.due(now, self.category.delays().1);
            }
            _ => {}
        }
        Some(next)
    }
}

#[cfg(test)]
mod cases {
    use jiff::tz::TimeZone;

    use super::super::hours::Hours;
    use super::*;

    #[test]
    fn what_each_act_makes_of_each_state() {
        use State::{Closed, New, Progress, Resolved, Waiting};
        // From new, in progress, waiting, resolved, closed.
        let table: [(Act, bool, [Option<State>; 5]); 12] = [
            (
                Act::Take,
                false,
                [Some(Progress), Some(Progress), Some(Waiting), None, None],
            ),
            (
                Act::Answer(Progress),
                false,
                [
                    Some(Progress),
                    Some(Progress),
                    Some(Progress),
                    Some(Progress),
                    None,
                ],
            ),
            (
                Act::Answer(Waiting),
                false,
                [Some(Waiting), Some(Waiting), Some(Waiting), Some(Waiting), None],
            ),
            (
                Act::Answer(Resolved),
                true,
                [
                    Some(Resolved),
                    Some(Resolved),
                    Some(Resolved),
                    Some(Resolved),
                    None,
                ],
            ),
            (Act::Answer(New), true, [None; 5]),
            (Act::Answer(Closed), true, [None; 5]),
            (
                Act::Write,
                false,
                [Some(New), Some(Progress), Some(Progress), None, None],
            ),
            (
                Act::Write,
                true,
                [
                    Some(New),
                    Some(Progress),
                    Some(Progress),
                    Some(Progress),
                    Some(Progress),
                ],
            ),
            (
                Act::Pass(Level::Nation),
                true,
                [Some(New), Some(Progress), Some(Progress), None, None],
            ),
            (
                Act::Pass(Level::Region),
                true,
                [Some(New), Some(Progress), Some(Progress), None, None],
            ),
            (
                Act::GiveUp,
                true,
                [Some(Closed), Some(Closed), Some(Closed), Some(Closed), None],
            ),
            (Act::End, true, [None, None, None, Some(Closed), None]),
        ];
        for (act, reopens, expected) in table {
            for (state, expected) in State::ALL.into_iter().zip(expected) {
                assert_eq!(
                    leads(state, act, reopens),
                    expected,
                    "{act:?} {state:?} {reopens}"
                );
            }
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn paris() -> Calendar {
        Calendar {
            hours: Hours::default(),
            zone: TimeZone::get("Europe/Paris").unwrap(),
        }
    }

    #[test]
    fn time_runs_while_it_is_ours_to_act() {
        let calendar = paris();
        let begun = Standing::begin(
            Category::Access,
            Level::Region,
            at("2026-11-30T09:00:00Z"),
            &calendar,
        );
        assert_eq!(
            begun.due(),
            Some(at("2026-11-30T11:00:00Z")),
            "two hours until the first answer"
        );
        let asked = begun
            .after(Act::Answer(State::Waiting), at("2026-11-30T10:00:00Z"), &calendar)
            .unwrap();
        assert_eq!(asked.answered, Some((at("2026-11-30T10:00:00Z"), 60)));
        assert_eq!(asked.due(), None, "it waits for who asked");
        // They answer a day later: what was left then is left now. From 11 h on Monday to 18 h on Tuesday: 17 hours.
        let back = asked
            .after(Act::Write, at("2026-12-01T10:00:00Z"), &calendar)
            .unwrap();
        assert_eq!(back.waited, 600);
        assert_eq!(back.due(), Some(at("2026-12-02T17:00:00Z")));
        let solved = back
            .after(
                Act::Answer(State::Resolved),
                at("2026-12-01T11:00:00Z"),
                &calendar,
            )
            .unwrap();
        assert_eq!(solved.resolved, Some((at("2026-12-01T11:00:00Z"), 120)));
        assert_eq!(solved.due(), None);
        assert_eq!(
            solved.answered, asked.answered,
            "the first answer stays the first"
        );

        let later = at("2026-12-15T11:00:00Z");
        assert!(solved.takes_words(later));
        let again = solved.after(Act::Write, later, &calendar).unwrap();
        assert_eq!((again.state, again.resolved), (State::Progress, None));
        assert_eq!((solved.reopened, again.reopened), (0, 1));
        assert_eq!(
            again.due(),
            Some(at("2026-12-16T17:00:00Z")),
            "by what the category says, from then on"
        );
        // Solved an hour later: the two hours of before and this one, without the two weeks.
        let solved_again = again
            .after(
                Act::Answer(State::Resolved),
                at("2026-12-15T12:00:00Z"),
                &calendar,
            )
            .unwrap();
        assert_eq!(solved_again.resolved, Some((at("2026-12-15T12:00:00Z"), 180)));
        assert_eq!(solved_again.reopened, 1);
        let too_late = at("2026-12-15T11:00:01Z");
        assert!(!solved.takes_words(too_late));
        assert_eq!(solved.after(Act::Write, too_late, &calendar), None);
        let ended = solved.after(Act::End, too_late, &calendar).unwrap();
        assert_eq!((ended.state, ended.resolved), (State::Closed, solved.resolved));
    }

    #[test]
    fn a_request_goes_to_the_nation_and_back() {
        let calendar = paris();
        let now = at("2026-11-30T09:00:00Z");
        let begun = Standing::begin(Category::Other, Level::Region, now, &calendar);
        assert_eq!(begun.after(Act::Pass(Level::Region), now, &calendar), None);
        let passed = begun.after(Act::Pass(Level::Nation), now, &calendar).unwrap();
        assert_eq!((passed.level, passed.due()), (Level::Nation, begun.due()));
        assert_eq!(
            passed.after(Act::Pass(Level::Region), now, &calendar),
            Some(begun)
        );
    }
}

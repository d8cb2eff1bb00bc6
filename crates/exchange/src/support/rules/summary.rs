//! A month of requests, counted: nobody is named in it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use platform::html::fr;

use super::Category;
use super::standing::State;

/// What is counted of a request.
#[derive(Clone, Debug)]
pub(in super::super) struct Counted {
    pub(in super::super) category: Category,
    /// None: of no region.
    pub(in super::super) region: Option<String>,
    pub(in super::super) state: State,
    pub(in super::super) by_phone: bool,
    pub(in super::super) national: bool,
    pub(in super::super) answer_due: Timestamp,
    pub(in super::super) resolve_due: Timestamp,
    pub(in super::super) answered: Option<(Timestamp, i64)>,
    pub(in super::super) resolved: Option<(Timestamp, i64)>,
    /// It was held to be solved, and wasn't.
    pub(in super::super) reopened: bool,
    pub(in super::super) rating: Option<i64>,
    /// Since when it waits for who asked.
    pub(in super::super) waiting_since: Option<Timestamp>,
    pub(in super::super) changed_at: Timestamp,
}

impl Counted {
    /// Until when time ran against us: to the question that waits for its answer, to the day when who asked gave up, or to now.
    fn ours_until(&self, now: Timestamp) -> Timestamp {
        match (self.state, self.resolved) {
            (State::Waiting, _) => self.waiting_since.unwrap_or(now),
            (State::Closed, None) => self.changed_at,
            _ => now,
        }
    }
}

/// How long something took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Times {
    minutes: Vec<i64>,
    within: u64,
    /// Those that are due, or done.
    judged: u64,
}

impl Times {
    /// `until`: until when time ran against us.
    fn add(&mut self, done: Option<(Timestamp, i64)>, due: Timestamp, until: Timestamp) {
        let within = done.is_some_and(|(at, _)| at <= due);
        if done.is_some() || until > due {
            self.judged += 1;
            self.within += u64::from(within);
        }
        self.minutes.extend(done.map(|(_, minutes)| minutes));
    }

    /// The one in the middle, or the lower of both; none when nothing was done.
    pub(in super::super) fn median(&self) -> Option<i64> {
        let mut all = self.minutes.clone();
        all.sort_unstable();
        all.get(all.len().checked_sub(1)? / 2).copied()
    }

    /// « 85 % » of those that were due.
    pub(in super::super) fn share(&self) -> Option<u32> {
        share(self.within, self.judged)
    }
}

fn share(part: u64, all: u64) -> Option<u32> {
    let percent = (part * 100 + all / 2).checked_div(all)?;
    u32::try_from(percent).ok()
}

/// Requests of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Line {
    pub(in super::super) opened: u64,
    pub(in super::super) solved: u64,
    pub(in super::super) reopened: u64,
    pub(in super::super) answer: Times,
    pub(in super::super) solution: Times,
}

impl Line {
    fn add(&mut self, one: &Counted, now: Timestamp) {
        self.opened += 1;
        self.solved += u64::from(one.resolved.is_some());
        self.reopened += u64::from(one.reopened);
        let until = one.ours_until(now);
        self.answer.add(one.answered, one.answer_due, until);
        self.solution.add(one.resolved, one.resolve_due, until);
    }
}

/// The requests opened in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Summary {
    pub(in super::super) all: Line,
    pub(in super::super) categories: Vec<(&'static str, Line)>,
    /// By name, as a dictionary sorts them.
    pub(in super::super) regions: Vec<(String, Line)>,
    pub(in super::super) states: Vec<(&'static str, u64)>,
    pub(in super::super) by_phone: u64,
    pub(in super::super) national: u64,
    pub(in super::super) ratings: Vec<(&'static str, u64)>,
    pub(in super::super) rated: u64,
    satisfied: u64,
}

/// What stands for those of no region.
const NOWHERE: &str = "Sans région";

impl Summary {
    pub(in super::super) fn of(all: &[Counted], now: Timestamp) -> Self {
        let mut summary = Self::default();
        let mut regions: BTreeMap<(String, String), Line> = BTreeMap::new();
        for one in all {
            summary.all.add(one, now);
            summary.by_phone += u64::from(one.by_phone);
            summary.national += u64::from(one.national);
            summary.rated += u64::from(one.rating.is_some());
            summary.satisfied += u64::from(one.rating.is_some_and(|rating| rating >= 3));
            let name = one.region.as_deref().unwrap_or(NOWHERE);
            let region = regions.entry((fr::folded(name), name.to_owned())).or_default();
            region.add(one, now);
        }
        let count = |keep: &dyn Fn(&Counted) -> bool| all.iter().filter(|one| keep(one)).count() as u64;
        for category in Category::ALL {
            let mut line = Line::default();
            let of_it = all.iter().filter(|one| one.category == category);
            of_it.for_each(|one| line.add(one, now));
            if line.opened > 0 {
                summary.categories.push((category.label(), line));
            }
        }
        summary.regions = regions
            .into_iter()
            .map(|((_, name), line)| (name, line))
            .collect();
        let states = State::ALL.map(|state| (state.label(), count(&|one| one.state == state)));
        summary.states = states.into();
        let ratings = super::RATINGS.map(|(value, label)| (label, count(&|one| one.rating == Some(value))));
        summary.ratings = ratings.into();
        summary
    }

    /// How many of those who said are satisfied, in hundredths.
    pub(in super::super) fn satisfied(&self) -> Option<u32> {
        share(self.satisfied, self.rated)
    }

    /// How many came by telephone, in hundredths.
    pub(in super::super) fn phone_share(&self) -> Option<u32> {
        share(self.by_phone, self.all.opened)
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn one(category: Category, region: Option<&str>) -> Counted {
        Counted {
            category,
            region: region.map(str::to_owned),
            state: State::New,
            by_phone: false,
            national: false,
            answer_due: at(100),
            resolve_due: at(200),
            answered: None,
            resolved: None,
            reopened: false,
            rating: None,
            waiting_since: None,
            changed_at: at(0),
        }
    }

    #[test]
    fn what_waits_or_was_given_up_is_late_only_when_it_was() {
        // State, answered, waiting since, changed at; the shares of answers and of solutions long after.
        let answered = Some((at(50), 30));
        let cases = [
            (State::New, None, None, 0, (Some(0), Some(0))),
            (State::Progress, answered, None, 50, (Some(100), Some(0))),
            // Asked before it was due: nobody is late. Asked after: it was.
            (State::Waiting, answered, Some(50), 50, (Some(100), None)),
            (State::Waiting, answered, Some(200), 200, (Some(100), None)),
            (State::Waiting, answered, Some(201), 201, (Some(100), Some(0))),
            // Given up before the answer was due, after it, after the solution was.
            (State::Closed, None, None, 100, (None, None)),
            (State::Closed, None, None, 101, (Some(0), None)),
            (State::Closed, None, None, 201, (Some(0), Some(0))),
            (State::Closed, answered, None, 200, (Some(100), None)),
        ];
        for (state, answered, since, changed, expected) in cases {
            let all = [Counted {
                state,
                answered,
                waiting_since: since.map(at),
                changed_at: at(changed),
                ..one(Category::Other, None)
            }];
            let Line { answer, solution, .. } = Summary::of(&all, at(9000)).all;
            assert_eq!(
                (answer.share(), solution.share()),
                expected,
                "{state:?} {since:?} {changed}"
            );
        }
    }

    #[test]
    fn a_month_is_counted() {
        let all = [
            Counted {
                state: State::Resolved,
                answered: Some((at(50), 30)),
                resolved: Some((at(201), 300)),
                rating: Some(4),
                by_phone: true,
                ..one(Category::Access, Some("CMA Île-de-France"))
            },
            Counted {
                answered: Some((at(101), 90)),
                reopened: true,
                rating: Some(2),
                national: true,
                ..one(Category::Access, Some("CMA Bretagne"))
            },
            Counted {
                answered: Some((at(100), 50)),
                ..one(Category::Other, Some("CMA Bretagne"))
            },
            one(Category::Other, None),
        ];
        // Before what isn't done is due.
        let early = Summary::of(&all, at(99));
        assert_eq!(early.all.answer.share(), Some(67), "two of three");
        let summary = Summary::of(&all, at(150));
        assert_eq!(
            (summary.all.opened, summary.all.solved, summary.all.reopened),
            (4, 1, 1)
        );
        assert_eq!(summary.regions[0].1.reopened, 1);
        assert_eq!(
            summary.all.answer.share(),
            Some(50),
            "one of those that aren't is late"
        );
        assert_eq!(summary.all.answer.median(), Some(50));
        assert_eq!(summary.all.solution.share(), Some(0));
        assert_eq!(summary.all.solution.median(), Some(300));
        let names: Vec<&str> = summary.regions.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["CMA Bretagne", "CMA Île-de-France", "Sans région"]);
        let categories: Vec<_> = summary
            .categories
            .iter()
            .map(|(name, line)| (*name, line.opened))
            .collect();
        assert_eq!(categories, [("Connexion ou compte", 2), ("Autre chose", 2)]);
        assert_eq!(summary.phone_share(), Some(25));
        assert_eq!((summary.rated, summary.satisfied()), (2, Some(50)));
        assert_eq!(summary.national, 1);
        assert_eq!(summary.states.iter().map(|(_, many)| many).sum::<u64>(), 4);
    }

    #[test]
    fn an_empty_month_has_no_share() {
        let summary = Summary::of(&[], at(0));
        assert_eq!(summary.all.answer.share(), None);
        assert_eq!(summary.all.answer.median(), None);
        assert_eq!(summary.satisfied(), None);
        assert_eq!(summary.phone_share(), None);
        assert!(summary.categories.is_empty() && summary.regions.is_empty());
    }
}

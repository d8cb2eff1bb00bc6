//! What was watched of a recording: ranges of milliseconds, and when they come to enough.

use catalogue::courses::Completion;
use jiff::Timestamp;

/// The most ranges that are kept of a recording: who plays it in more pieces than that has the longest of them counted.
const MOST_RANGES: usize = 500;
/// Nobody watches faster than this.
const FASTEST: u64 = 4;
/// What a clock or the road may add to what was watched, in milliseconds.
const SLACK_MS: u64 = 10_000;

/// Ranges of milliseconds: in order, apart from each other, none of them empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Watched(Vec<(u64, u64)>);

impl Watched {
    /// Ranges in any order, as they were reported: what isn't in the recording, or isn't a range, is nothing.
    pub(super) fn of(ranges: impl IntoIterator<Item = (u64, u64)>, length: u64) -> Self {
        let within = ranges.into_iter().map(|(start, end)| (start, end.min(length)));
        let mut ranges: Vec<(u64, u64)> = within.filter(|(start, end)| start < end).collect();
        ranges.sort_unstable();
        let mut apart: Vec<(u64, u64)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match apart.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => apart.push((start, end)),
            }
        }
        if apart.len() > MOST_RANGES {
            apart.sort_unstable_by_key(|(start, end)| std::cmp::Reverse(end - start));
            apart.truncate(MOST_RANGES);
            apart.sort_unstable();
        }
        Self(apart)
    }

    /// Both together.
    pub(super) fn and(&self, other: &Self, length: u64) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied(), length)
    }

    /// Milliseconds in all.
    pub(super) fn total(&self) -> u64 {
        self.0.iter().map(|(start, end)| end - start).sum()
    }

    /// The share of a recording, rounded down: 100 only when all of it was.
    pub(super) fn percent(&self, length: u64) -> u32 {
        let share = self
            .total()
            .saturating_mul(100)
            .checked_div(length)
            .unwrap_or_default();
        u32::try_from(share.min(100)).unwrap_or(100)
    }

    /// Whether the step is done.
    pub(super) fn enough(&self, length: u64, completion: Completion) -> bool {
        match completion {
            Completion::Seen => true,
            Completion::Watched(least) => length > 0 && self.percent(length) >= u32::from(least),
            Completion::Done
            | Completion::Over
            | Completion::Passed
            | Completion::Score(_)
            | Completion::Tutor => false,
        }
    }

    /// As stored: « 0-12500 40000-61000 ».
    pub(super) fn to_text(&self) -> String {
        let ranges: Vec<String> = self
            .0
            .iter()
            .map(|(start, end)| format!("{start}-{end}"))
            .collect();
        ranges.join(" ")
    }

    /// Reads it back.
    pub(super) fn parse(text: &str) -> Self {
        let range = |range: &str| {
            let (start, end) = range.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        Self::of(text.split(' ').filter_map(range), u64::MAX)
    }
}

/// Whether so much can have been watched since a recording was opened.
pub(super) fn plausible(watched: &Watched, opened: Timestamp, now: Timestamp) -> bool {
    let since = now.as_millisecond().saturating_sub(opened.as_millisecond());
    let since = u64::try_from(since).unwrap_or_default();
    watched.total() <= since.saturating_mul(FASTEST).saturating_add(SLACK_MS)
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranges_are_put_together() {
        type Ranges<'a> = &'a [(u64, u64)];
        let cases: &[(Ranges<'_>, &str, u32)] = &[
            (&[], "", 0),
            (&[(0, 10)], "0-10", 10),
            (&[(5, 10), (0, 5)], "0-10", 10),
            (&[(0, 5), (6, 10)], "0-5 6-10", 9),
            (&[(0, 50), (10, 20)], "0-50", 50),
            (&[(90, 200)], "90-100", 10),
            (&[(10, 10), (20, 5), (200, 300)], "", 0),
            (&[(0, 100)], "0-100", 100),
        ];
        for (ranges, expected, percent) in cases {
            let watched = Watched::of(ranges.iter().copied(), 100);
            assert_eq!(watched.to_text(), *expected, "{ranges:?}");
            assert_eq!(watched.percent(100), *percent, "{ranges:?}");
        }
    }

    #[test]
    fn how_much_is_enough() {
        use Completion::{Seen, Tutor, Watched as Share};
        for (end, length, completion, expected) in [
            (89, 100, Share(90), false),
            (90, 100, Share(90), true),
            (899, 1000, Share(90), false),
            (0, 0, Share(90), false),
            (49, 100, Share(50), false),
            (50, 100, Share(50), true),
            (0, 100, Seen, true),
            (100, 100, Tutor, false),
        ] {
            assert_eq!(
                Watched::of([(0, end)], length).enough(length, completion),
                expected,
                "{end} of {length}, {completion:?}"
            );
        }
    }

    #[test]
    fn nobody_watches_an_hour_in_a_minute() {
        let at = |second| Timestamp::from_second(second).unwrap();
        for (watched, since, expected) in [
            (60_000, 60, true),
            (240_000, 60, true),
            (3_600_000, 60, false),
            (9_000, 0, true),
            (60_000, -5, false),
        ] {
            let watched = Watched::of([(0, watched)], u64::MAX);
            assert_eq!(
                plausible(&watched, at(1000), at(1000 + since)),
                expected,
                "{watched:?} in {since} s"
            );
        }
    }

    proptest! {
        #[test]
        fn what_was_watched_only_grows(a in prop::collection::vec((0..5000_u64, 0..5000_u64), 0..40), b in prop::collection::vec((0..5000_u64, 0..5000_u64), 0..40)) {
            let (one, two) = (Watched::of(a, 4000), Watched::of(b, 4000));
            let both = one.and(&two, 4000);
            prop_assert!(both.total() >= one.total().max(two.total()));
            prop_assert!(both.total() <= (one.total() + two.total()).min(4000));
            prop_assert_eq!(&both, &two.and(&one, 4000), "in whichever order");
            prop_assert_eq!(&both, &both.and(&one, 4000), "told twice, counted once");
            prop_assert_eq!(&both, &Watched::parse(&both.to_text()));
            prop_assert!(both.0.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }

        #[test]
        fn anything_is_read(text in ".{0,60}") {
            Watched::parse(&text);
        }

        #[test]
        fn a_thousand_pieces_are_kept_short(count in 500..1500_u64) {
            let watched = Watched::of((0..count).map(|at| (at * 10, at * 10 + 1 + at % 5)), u64::MAX);
            prop_assert_eq!(watched.0.len(), MOST_RANGES);
        }
    }
}

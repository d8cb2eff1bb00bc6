use proptest::prelude::*;

use super::*;

type Counts = Option<(u32, Option<bool>)>;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}

fn attempt(started: i64, ended: Option<i64>, earned: i64) -> Attempt {
    Attempt {
        started: at(started),
        ended: ended.map(at),
        total: Total {
            earned,
            whole: 10,
            to_grade: 0,
        },
    }
}

fn settings() -> Settings {
    Settings {
        tries: Some(2),
        minutes: Some(30),
        opens: Some(at(10)),
        closes: Some(at(100)),
        pass: Some(70),
        ..Settings::default()
    }
}

#[test]
fn who_may_start() {
    let done = attempt(10, Some(20), 5);
    let cases: [(&[Attempt], i64, Result<(), Barred>); 9] = [
        (&[], 9, Err(Barred::NotYet(at(10)))),
        (&[], 10, Ok(())),
        (&[], 99, Ok(())),
        (&[], 100, Err(Barred::Closed(at(100)))),
        (&[done], 30, Ok(())),
        (&[done, done], 30, Err(Barred::NoTryLeft)),
        (&[done, attempt(25, None, 0)], 30, Err(Barred::Underway(1))),
        (&[attempt(25, None, 0)], 54, Err(Barred::Underway(0))),
        (&[attempt(25, None, 0)], 55, Ok(())),
    ];
    for (attempts, now, expected) in cases {
        assert_eq!(
            may_start(&settings(), attempts, Extra::None, at(now)),
            expected,
            "{attempts:?} {now}"
        );
    }
}

#[test]
fn when_a_try_ends() {
    let open = Settings {
        closes: None,
        ..settings()
    };
    let free = Settings {
        minutes: None,
        ..settings()
    };
    let cases = [
        (settings(), 10, Extra::None, Some(40)),
        (settings(), 10, Extra::Third, Some(50)),
        (settings(), 10, Extra::Percent(50), Some(55)),
        (settings(), 10, Extra::Minutes(5), Some(45)),
        (settings(), 90, Extra::Third, Some(100)),
        (open.clone(), 90, Extra::Third, Some(130)),
        (free.clone(), 10, Extra::Third, Some(100)),
        (Settings { closes: None, ..free }, 10, Extra::Third, None),
    ];
    for (settings, started, extra, expected) in cases {
        assert_eq!(
            deadline(at(started), &settings, extra),
            expected.map(at),
            "{started} {extra:?}"
        );
    }
    let one = attempt(10, None, 0);
    let late = |seconds| at(40).checked_add(SignedDuration::from_secs(seconds)).unwrap();
    let cases = [
        (at(9), false),
        (at(10), true),
        (at(39), true),
        (late(0), true),
        (late(9), true),
        (late(10), false),
    ];
    for (now, taken) in cases {
        assert_eq!(takes_answers(&one, &open, Extra::None, now), taken, "{now}");
    }
    assert!(!takes_answers(
        &attempt(10, Some(20), 0),
        &open,
        Extra::None,
        at(21)
    ));
    assert_eq!(state(&one, &open, Extra::None, at(41)), State::Over(at(40)));
}

#[test]
fn what_counts() {
    let tries = [
        attempt(10, Some(11), 8),
        attempt(12, Some(13), 6),
        attempt(14, None, 10),
    ];
    let waiting = |earned| Attempt {
        total: Total {
            earned,
            whole: 10,
            to_grade: 1,
        },
        ..attempt(1, Some(2), 0)
    };
    let kept = |kept| Settings { kept, ..settings() };
    let positioning = Settings {
        purpose: Purpose::Positioning,
        ..settings()
    };
    let cases: [(&[Attempt], Settings, Counts); 10] = [
        (&[], kept(Kept::Best), None),
        (&tries[2..], kept(Kept::Last), None),
        (&tries, kept(Kept::Best), Some((8000, Some(true)))),
        (&tries, kept(Kept::Last), Some((6000, Some(false)))),
        (&tries, kept(Kept::Mean), Some((7000, Some(true)))),
        (&tries, positioning, Some((8000, None))),
        (
            &tries,
            Settings {
                pass: None,
                ..settings()
            },
            Some((8000, None)),
        ),
        (&[waiting(5)], kept(Kept::Best), Some((5000, None))),
        (&[waiting(7)], kept(Kept::Last), Some((7000, Some(true)))),
        (
            &[tries[0], waiting(0)],
            kept(Kept::Best),
            Some((8000, Some(true))),
        ),
    ];
    for (attempts, settings, expected) in cases {
        let seen = grade(attempts, &settings);
        let seen = seen.map(|one| (one.total.percent_hundredths().unwrap(), one.passed));
        assert_eq!(seen, expected, "{attempts:?} {settings:?}");
    }
    let uneven = [
        attempt(1, Some(2), 10),
        Attempt {
            total: Total {
                earned: 0,
                whole: 20,
                to_grade: 0,
            },
            ..attempt(1, Some(2), 0)
        },
    ];
    assert_eq!(
        grade(&uneven, &kept(Kept::Mean))
            .unwrap()
            .total
            .percent_hundredths(),
        Some(5000)
    );
    let of = |earned, whole| Attempt {
        total: Total {
            earned,
            whole,
            to_grade: 0,
        },
        ..attempt(1, Some(2), 0)
    };
    let half = Settings {
        pass: Some(50),
        ..kept(Kept::Mean)
    };
    // A third and two thirds are a half; the last two have no whole in common that is kept exactly.
    let cases = [
        ([of(1000, 3000), of(4000, 6000)], Some(true)),
        ([of(999, 3000), of(4000, 6000)], Some(false)),
        (
            [of(i64::MAX / 2, i64::MAX), of(i64::MAX / 2, i64::MAX - 1)],
            Some(false),
        ),
    ];
    for (tries, passed) in cases {
        let seen = grade(&tries, &half).unwrap();
        assert_eq!((seen.passed, seen.total.whole > 0), (passed, true), "{tries:?}");
    }
}

proptest! {
    #[test]
    fn more_time_never_ends_a_try_sooner(started in 0i64..100, percent: u16, minutes: u16) {
        let plain = deadline(at(started), &settings(), Extra::None);
        for extra in [Extra::Third, Extra::Percent(percent), Extra::Minutes(minutes)] {
            prop_assert!(deadline(at(started), &settings(), extra) >= plain);
            prop_assert!(deadline(at(started), &settings(), extra) <= Some(at(100)));
        }
    }

    #[test]
    fn the_best_is_never_below_the_mean(earned in prop::collection::vec(0i64..=10, 1..6)) {
        let tries: Vec<Attempt> = earned.iter().map(|one| attempt(10, Some(11), *one)).collect();
        let of = |kept| grade(&tries, &Settings { kept, ..settings() }).unwrap().total.percent_hundredths();
        prop_assert!(of(Kept::Best) >= of(Kept::Mean));
    }
}

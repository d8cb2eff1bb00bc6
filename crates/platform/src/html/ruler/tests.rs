use super::draw::percent;
use super::*;
use jiff::civil::date;
use maud::Render as _;

fn november() -> Ruler {
    Ruler::new(date(2026, 11, 2), 30, date(2026, 11, 12))
        .event(date(2026, 11, 20), "Sur place")
        .event(date(2026, 11, 10), "Classe virtuelle")
}

#[test]
fn the_eleventh_day_of_thirty() {
    let ruler = november();
    assert_eq!(ruler.number(date(2026, 11, 12)), 11);
    assert_eq!(percent(ruler.spent()), "35%");
    assert_eq!(ruler.last_day(), date(2026, 12, 1));
    assert_eq!(
        ruler.sentence(),
        "Règle de la session, du 2 novembre au 1er décembre. Aujourd’hui, 12 novembre, jour 11 sur 30. \
         Classe virtuelle le 10 novembre, passé. Sur place le 20 novembre."
    );
}

#[test]
fn places_are_the_middles_of_days() {
    for (day, place) in [(1, "1.67%"), (5, "15%"), (9, "28.33%"), (30, "98.33%")] {
        assert_eq!(percent(share(day, 30)), place, "day {day}");
    }
}

#[test]
fn notches_bear_the_days_of_the_month() {
    let marks: Vec<_> = november()
        .marks()
        .filter_map(|(number, words)| Some((number, words?)))
        .collect();
    let expected = [
        (4, "5"),
        (9, "10"),
        (14, "15"),
        (19, "20"),
        (24, "25"),
        (29, "30"),
    ];
    assert_eq!(marks, expected.map(|(number, words)| (number, words.to_owned())));
    let year = Ruler::new(date(2026, 9, 1), 120, date(2026, 9, 1));
    assert_eq!(year.marks().filter_map(|mark| mark.1).collect::<String>(), "SOND");
}

#[test]
fn before_and_after() {
    for (today, spent) in [
        (date(2026, 10, 1), 0.0),
        (date(2026, 12, 2), 100.0),
        (date(2027, 3, 1), 100.0),
    ] {
        let ruler = Ruler::new(date(2026, 11, 2), 30, today);
        assert!((ruler.spent() - spent).abs() < 0.01, "{today}");
        assert!(!ruler.render().into_string().contains("today-label"));
    }
}

#[test]
fn close_dates_take_two_lines_and_a_third_keeps_only_its_pin() {
    let ruler = Ruler::new(date(2026, 11, 2), 30, date(2026, 11, 12))
        .event(date(2026, 11, 10), "première")
        .event(date(2026, 11, 11), "deuxième")
        .event(date(2026, 11, 12), "troisième")
        .event(date(2027, 11, 12), "outside");
    let lines: Vec<_> = ruler
        .pins()
        .iter()
        .map(|pin| (pin.label, pin.line, pin.done))
        .collect();
    assert_eq!(
        lines,
        [
            ("première", Some(0), true),
            ("deuxième", Some(1), true),
            ("troisième", None, false)
        ]
    );
}

#[test]
fn dates_ten_days_apart_share_a_line() {
    assert!(november().pins().iter().all(|pin| pin.line == Some(0)));
}

#[test]
fn a_rule_of_one_day_or_of_a_year_is_drawn() {
    for days in [0, 1, 60, 365] {
        assert!(
            Ruler::new(date(2026, 11, 2), days, date(2026, 11, 2))
                .render()
                .into_string()
                .contains("ruler")
        );
    }
}

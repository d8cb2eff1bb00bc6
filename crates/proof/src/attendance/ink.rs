//! A signature drawn with a finger, a pen or a mouse: lines of points, in a box of 1,000 by 300.

use documents::Ink;
use platform::html::{Markup, html};

/// The box that it is drawn in.
pub(super) const BOX: (u16, u16) = (1000, 300);
/// Lines of a signature, and points of them all.
const MOST_LINES: usize = 200;
const MOST_POINTS: usize = 4000;
/// A dot isn't a signature: it goes at least so far, from side to side or from top to bottom.
const LEAST: u16 = 60;
/// The longest name written instead.
const LONGEST_NAME: usize = 120;

/// What a form brings: « 10,20 12,24;40,50 41,52 » as drawn, or a name as written.
pub(super) fn read(drawn: &str, written: &str) -> Option<Ink> {
    match (drawn.trim(), written.trim()) {
        ("", "") => None,
        ("", name) => (name.chars().count() <= LONGEST_NAME).then(|| Ink::Written(name.to_owned())),
        // A stray touch beside a name isn't a signature, the name is.
        (drawn, name) => lines(drawn).map(Ink::Drawn).or_else(|| read("", name)),
    }
}

/// As a page shows it.
pub(super) fn show(ink: &Ink, who: &str) -> Markup {
    let label = format!("Signature de {who}");
    match ink {
        Ink::Written(name) => html! { span.written { (name) } },
        Ink::Drawn(lines) => html! {
            svg.ink viewBox=(format!("0 0 {} {}", BOX.0, BOX.1)) role="img" aria-label=(label) {
                path d=(path(lines)) {}
            }
        },
    }
}

fn lines(drawn: &str) -> Option<Vec<Vec<(u16, u16)>>> {
    let point = |point: &str| {
        let (x, y) = point.split_once(',')?;
        let (x, y): (u16, u16) = (x.parse().ok()?, y.parse().ok()?);
        (x <= BOX.0 && y <= BOX.1).then_some((x, y))
    };
    let mut all = Vec::new();
    let mut points = 0;
    for line in drawn.split(';') {
        let line: Vec<(u16, u16)> = line.split_whitespace().map(point).collect::<Option<_>>()?;
        points += line.len();
        if points > MOST_POINTS || all.len() == MOST_LINES {
            return None;
        }
        if !line.is_empty() {
            all.push(line);
        }
    }
    let spread = |of: fn(&(u16, u16)) -> u16| {
        let values = || all.iter().flatten().map(of);
        values().max().unwrap_or(0) - values().min().unwrap_or(0)
    };
    (spread(|point| point.0) >= LEAST || spread(|point| point.1) >= LEAST).then_some(all)
}

fn path(lines: &[Vec<(u16, u16)>]) -> String {
    let mut path = String::new();
    for line in lines {
        for (at, (x, y)) in line.iter().enumerate() {
            path.push_str(&format!("{}{x} {y}", if at == 0 { 'M' } else { 'L' }));
        }
    }
    path
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_signature_is_drawn_or_written() {
        let drawn =
            |lines: &[&[(u16, u16)]]| Some(Ink::Drawn(lines.iter().map(|line| line.to_vec()).collect()));
        let cases = [
            ("", "", None),
            (
                "",
                " Monique Le Bihan ",
                Some(Ink::Written("Monique Le Bihan".to_owned())),
            ),
            (
                "10,20 90,24;40,50",
                "",
                drawn(&[&[(10, 20), (90, 24)], &[(40, 50)]]),
            ),
            ("10,20 90,24;;", "Monique", drawn(&[&[(10, 20), (90, 24)]])),
            ("10,20 11,21", "Monique", Some(Ink::Written("Monique".to_owned()))),
            // A dot, out of the box, no numbers.
            ("10,20 11,21", "", None),
            ("10,20 1001,24", "", None),
            ("10,20 <script>", "", None),
            ("10 20", "", None),
        ];
        for (traced, written, expected) in cases {
            assert_eq!(read(traced, written), expected, "{traced} {written}");
        }
        assert_eq!(read("", &"a".repeat(121)), None);
        assert_eq!(read(&"1,1 99,1;".repeat(201), ""), None);
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused(drawn in ".{0,200}", written in ".{0,200}") {
            if let Some(Ink::Drawn(lines)) = super::read(&drawn, &written) {
                prop_assert!(lines.iter().flatten().all(|(x, y)| *x <= BOX.0 && *y <= BOX.1));
            }
        }

        #[test]
        fn what_was_drawn_comes_back(lines in prop::collection::vec(prop::collection::vec((0..=1000_u16, 0..=300_u16), 1..20), 1..10)) {
            let written = |line: &Vec<(u16, u16)>| line.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
            let drawn = lines.iter().map(written).collect::<Vec<_>>().join(";");
            let spread = |values: Vec<u16>| values.iter().max().unwrap() - values.iter().min().unwrap();
            let points = || lines.iter().flatten();
            let wide = spread(points().map(|point| point.0).collect()) >= LEAST || spread(points().map(|point| point.1).collect()) >= LEAST;
            prop_assert_eq!(super::read(&drawn, ""), wide.then_some(Ink::Drawn(lines)));
        }
    }
}

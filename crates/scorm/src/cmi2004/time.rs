use std::ops::RangeInclusive;

/// Whether a text is a time(second,10,0): `YYYY[-MM[-DD[Thh[:mm[:ss[.s[TZD]]]]]]]`, from 1970 to 2038, with one or two
/// decimals of a second, and a zone only after them. RTE 4.1.1.7.
pub(super) fn is_time(text: &str) -> bool {
    read(text).is_some()
}

fn read(text: &str) -> Option<()> {
    let mut rest = text;
    let year = number(&mut rest, "", 4, 1970..=2038)?;
    if rest.is_empty() {
        return Some(());
    }
    let month = number(&mut rest, "-", 2, 1..=12)?;
    if rest.is_empty() {
        return Some(());
    }
    number(&mut rest, "-", 2, 1..=days(year, month))?;
    for (lead, most) in [("T", 23), (":", 59), (":", 59)] {
        if rest.is_empty() {
            return Some(());
        }
        number(&mut rest, lead, 2, 0..=most)?;
    }
    if rest.is_empty() {
        return Some(());
    }
    let decimals = rest.strip_prefix('.')?;
    let zone = decimals.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = decimals.len() - zone.len();
    ((1..=2).contains(&length) && is_zone(zone)).then_some(())
}

/// `Z`, or hours from UTC and perhaps minutes, or nothing.
fn is_zone(zone: &str) -> bool {
    if zone.is_empty() || zone == "Z" {
        return true;
    }
    let mut rest = zone;
    let lead = if zone.starts_with('+') { "+" } else { "-" };
    number(&mut rest, lead, 2, 0..=23).is_some()
        && (rest.is_empty() || number(&mut rest, ":", 2, 0..=59).is_some() && rest.is_empty())
}

/// Takes a number of a fixed width, after what leads to it.
fn number(rest: &mut &str, lead: &str, width: usize, range: RangeInclusive<u32>) -> Option<u32> {
    let (digits, after) = rest.strip_prefix(lead)?.split_at_checked(width)?;
    *rest = after;
    let digital = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|number| digital && range.contains(number))
}

/// Days of a month; between 1970 and 2038, every fourth year is a leap year.
fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn times() {
        for text in [
            "1970",
            "2038",
            "2004-12",
            "2004-02-29",
            "2004-04-30T00",
            "2004-04-01T23:59",
            "2004-04-01T09:45:58",
            "2004-04-01T09:45:58.2",
            "2004-04-01T09:45:58.55Z",
            "2004-04-01T09:45:58.55+02",
            "2004-04-01T09:45:58.5-23:59",
        ] {
            assert!(is_time(text), "{text}");
        }
    }

    #[test]
    fn not_times() {
        for text in [
            "",
            "1969",
            "2039",
            "4",
            "22004",
            "2004-",
            "2004-4",
            "2004-13",
            "2004-00",
            "2004-02-30",
            "2005-02-29",
            "2004-04-31",
            "2004-04-01T",
            "2004-04-01T24",
            "2004-04-01 10:00",
            "2004-04-01T15Z",
            "2004-04-01T09:60",
            "2004-04-01T09:45:60",
            "2004-04-01T09:45:58Z",
            "2004-04-01T09:45:58+02:00",
            "2004-04-01T09:45:58.",
            "2004-04-01T09:45:58.025",
            "2004-04-01T09:45:58.55+2",
            "2004-04-01T09:45:58.55+24",
            "2004-04-01T09:45:58.55+02:3",
            "2004-04-01T09:45:58.55+02:60",
            "2004-04-01T09:45:58.55+02:30.20",
            "2004-04-01T09:45:58.55Z+02",
            "2004-04-01T09:45:58.55+",
            "٢٠٠٤",
            "+004",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }
}

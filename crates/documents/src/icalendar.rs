//! A calendar as other programs read it (RFC 5545): pure text from plain rows, all instants in UTC.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The octets that a line holds at most, its end apart (§3.1).
const LINE: usize = 75;

/// When something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A day, from its beginning to its end, wherever it is read.
    Day(Date),
    /// From the beginning of a day to the end of another.
    Days(Date, Date),
    /// Between two instants.
    Between(Timestamp, Timestamp),
}

/// Something of a calendar.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What names it for ever, unique in the world.
    pub uid: String,
    /// What it is.
    pub title: String,
    /// What is said of it, when there is something to say.
    pub about: String,
    /// Where it is, when it is somewhere.
    pub place: String,
    /// Where it is read on the platform.
    pub url: String,
    /// When it is.
    pub span: Span,
}

/// A calendar's file. `name`: the platform's displayed name. `stamp`: the instant at which what it says was true.
#[must_use]
pub fn icalendar(name: &str, stamp: Timestamp, entries: &[Entry]) -> String {
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line(&format!("PRODID:-//{}//FR", escaped(&name.replace("//", "/"))));
    file.line("CALSCALE:GREGORIAN");
    file.text("X-WR-CALNAME", name);
    for entry in entries {
        file.entry(entry, stamp);
    }
    file.line("END:VCALENDAR");
    file.0
}

struct File(String);

impl File {
    fn entry(&mut self, entry: &Entry, stamp: Timestamp) {
        self.line("BEGIN:VEVENT");
        self.text("UID", &entry.uid);
        self.line(&format!("DTSTAMP:{}", utc(stamp)));
        match entry.span {
            Span::Day(day) => self.days(day, day),
            Span::Days(first, last) => self.days(first, last),
            Span::Between(start, end) => {
                self.line(&format!("DTSTART:{}", utc(start)));
                // What lasts no time ends when it begins, without saying so (§3.6.1, §3.8.2.2).
                if end > start {
                    self.line(&format!("DTEND:{}", utc(end)));
                }
            }
        }
        self.text("SUMMARY", &entry.title);
        self.text("DESCRIPTION", &entry.about);
        self.text("LOCATION", &entry.place);
        if !entry.url.is_empty() {
            self.line(&format!("URL:{}", printable(&entry.url)));
        }
        self.line("END:VEVENT");
    }

    fn days(&mut self, first: Date, last: Date) {
        self.line(&format!("DTSTART;VALUE=DATE:{}", first.strftime("%Y%m%d")));
        if let Ok(next) = last.tomorrow() {
            self.line(&format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
        }
        self.line("TRANSP:TRANSPARENT");
    }

    /// A property that is a text (§3.3.11); none when there is nothing to say.
    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(&format!("{name}:{}", escaped(value)));
        }
    }

    /// A content line, folded between characters.
    fn line(&mut self, line: &str) {
        let mut used = 0;
        for character in line.chars() {
            if used + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(character);
            used += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn utc(instant: Timestamp) -> String {
    let there = instant.to_zoned_datetime(TimeZone::UTC);
    there.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// What a line may hold: no control character.
fn printable(value: &str) -> String {
    value.chars().filter(|one| !one.is_control()).collect()
}

fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in value.replace("\r\n", "\n").chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            ';' => text.push_str("\\;"),
            ',' => text.push_str("\\,"),
            '\n' => text.push_str("\\n"),
            one if one.is_control() => {}
            one => text.push(one),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn entry(title: &str, span: Span) -> Entry {
        Entry {
            uid: "1@exemple.fr".into(),
            title: title.into(),
            about: String::new(),
            place: String::new(),
            url: String::new(),
            span,
        }
    }

    /// What a reader of the file sees of a property.
    fn read(file: &str, name: &str) -> Option<String> {
        let unfolded = file.replace("\r\n ", "");
        let mut lines = unfolded.split("\r\n");
        let value = lines.find_map(|line| line.strip_prefix(&format!("{name}:")))?;
        let (mut text, mut characters) = (String::new(), value.chars());
        while let Some(one) = characters.next() {
            match one {
                '\\' => match characters.next()? {
                    'n' => text.push('\n'),
                    escaped => text.push(escaped),
                },
                one => text.push(one),
            }
        }
        Some(text)
    }

    #[test]
    fn a_day_ends_at_the_next_and_an_instant_is_said_in_utc() {
        let stamp = Timestamp::UNIX_EPOCH;
        let file = icalendar("École", stamp, &[entry("Rendu", Span::Day(date(2026, 2, 28)))]);
        assert!(file.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"));
        let away = Span::Days(date(2026, 12, 21), date(2027, 1, 3));
        let away = icalendar("École", stamp, &[entry("Absence", away)]);
        assert!(away.contains("DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20270104\r\n"));
        assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//École//FR\r\n"));
        assert!(file.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        let noon: Timestamp = "2026-11-29T12:00:00+01:00".parse().unwrap();
        let file = icalendar("École", stamp, &[entry("Classe", Span::Between(noon, noon))]);
        assert!(file.contains("DTSTART:20261129T110000Z\r\n") && !file.contains("DTEND"));
        let one: Timestamp = "2026-11-29T13:00:00+01:00".parse().unwrap();
        let file = icalendar("École", stamp, &[entry("Classe", Span::Between(noon, one))]);
        assert!(file.contains("DTSTART:20261129T110000Z\r\nDTEND:20261129T120000Z\r\n"));
    }

    #[test]
    fn nothing_typed_makes_a_line_of_its_own() {
        let hostile = "a\r\nEND:VEVENT\rATTACH:x;y,z\\";
        let file = icalendar(
            "Un//deux",
            Timestamp::UNIX_EPOCH,
            &[entry(hostile, Span::Day(date(2026, 1, 1)))],
        );
        assert_eq!(file.matches("\r\nEND:VEVENT\r\n").count(), 1);
        assert!(!file.contains("\r\nATTACH"));
        assert!(file.contains("PRODID:-//Un/deux//FR\r\n"));
    }

    proptest! {
        #[test]
        fn lines_are_short_end_with_crlf_and_say_what_was_given(title in "\\PC{1,200}(\n\\PC{0,90})?") {
            let file = icalendar("École", Timestamp::UNIX_EPOCH, &[entry(&title, Span::Day(date(2026, 1, 1)))]);
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= LINE);
                prop_assert!(!line.contains(['\r', '\n']));
            }
            prop_assert_eq!(read(&file, "SUMMARY"), Some(title));
        }
    }
}

//! Answers as GIFT and Moodle's cloze write them: « =right#feedback ~%50%half ~wrong ». Signs after a backslash are kept
//! apart first, so that what cuts answers is plain to see.

use crate::questions::{Decimal, Number, Share};

/// Signs that a backslash takes their meaning from, and what stands for each meanwhile.
const KEPT: [char; 10] = ['~', '=', '#', '{', '}', ':', '\\', '"', '/', '%'];
const FIRST_KEPT: u32 = 0xe100;

/// With what stands for each sign after a backslash.
pub(super) fn keep_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied().filter(|_| sign == '\\');
        let place = next.and_then(|next| KEPT.iter().position(|kept| *kept == next));
        if let Some(kept) = place.and_then(|place| char::from_u32(FIRST_KEPT + u32::try_from(place).ok()?)) {
            out.push(kept);
            signs.next();
        } else if next == Some('n') {
            out.push('\n');
            signs.next();
        } else if ('\u{e000}'..='\u{e1ff}').contains(&sign) {
            out.push('\u{fffd}');
        } else {
            out.push(sign);
        }
    }
    out
}

/// With the signs themselves again.
pub(super) fn put_back(text: &str) -> String {
    let back = |sign: char| {
        let place = u32::from(sign)
            .checked_sub(FIRST_KEPT)
            .and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| KEPT.get(place)).copied().unwrap_or(sign)
    };
    text.chars().map(back).collect()
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Whether it came after « = ».
    pub right: bool,
    /// The share it names.
    pub share: Option<Share>,
    /// Its words, signs apart.
    pub text: String,
    /// Its feedback, signs apart.
    pub feedback: String,
}

impl Item {
    /// What it is worth.
    pub fn worth(&self) -> Share {
        self.share
            .unwrap_or(if self.right { Share::ALL } else { Share::NONE })
    }
}

/// The answers of a block; none when something stands before the first.
pub(super) fn items(block: &str) -> Option<Vec<Item>> {
    let first = block.find(['=', '~'])?;
    if !block[..first].trim().is_empty() {
        return None;
    }
    let mut items = Vec::new();
    let mut rest = &block[first..];
    while let Some(mark) = rest.chars().next() {
        let end = next_item(&rest[1..]) + 1;
        let one = item(mark == '=', &rest[1..end]);
        // « ~=right » is a right answer.
        if one.right || !one.text.is_empty() || !one.feedback.is_empty() {
            items.push(one);
        }
        rest = &rest[end..];
    }
    Some(items)
}

/// Where the next answer begins: at any « = » or « ~ », as Moodle reads them. Those of words stand after a backslash.
fn next_item(rest: &str) -> usize {
    rest.find(['~', '=']).unwrap_or(rest.len())
}

/// Reads one, after its mark.
pub(super) fn item(right: bool, written: &str) -> Item {
    let (share, rest) = weighed(written.trim());
    let (text, feedback) = rest.split_once('#').unwrap_or((rest, ""));
    Item {
        right,
        share,
        text: text.trim().to_owned(),
        feedback: feedback.trim().to_owned(),
    }
}

/// « %50% » and what follows it.
fn weighed(written: &str) -> (Option<Share>, &str) {
    let read = || {
        let (percent, rest) = written.strip_prefix('%')?.split_once('%')?;
        Some((percentage(percent)?, rest.trim_start()))
    };
    read().map_or((None, written), |(share, rest)| (Some(share), rest))
}

/// A percentage as files write it, « 33.33333 ».
pub(super) fn percentage(written: &str) -> Option<Share> {
    let written = written.trim();
    let (minus, digits) = match written.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, written.strip_prefix('+').unwrap_or(written)),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let plain = |digits: &str| digits.bytes().all(|one| one.is_ascii_digit());
    if whole.len() > 4 || part.len() > 15 || !plain(whole) || !plain(part) || digits.is_empty() {
        return None;
    }
    // Five decimals count.
    let part: String = part.chars().chain("00000".chars()).take(5).collect();
    let read: i64 = format!("{whole}{part}").parse().ok()?;
    Some(Share::percentage(if minus { -read } else { read }))
}

/// « 3.14:0.01 », « 3..4 » or « 3 ».
pub(super) fn number(written: &str, share: Share, feedback: String) -> Option<Number> {
    let written = written.trim();
    if let Some((low, high)) = written.split_once("..") {
        return Number::between(Decimal::read(low)?, Decimal::read(high)?, share, feedback);
    }
    let (value, tolerance) = written.split_once(':').unwrap_or((written, "0"));
    let (value, tolerance) = (Decimal::read(value)?, Decimal::read(tolerance)?);
    (!tolerance.is_negative()).then_some(Number {
        value,
        tolerance,
        share,
        feedback,
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn answers_are_cut() {
        let cut = |block: &str| {
            let items = items(&keep_apart(block)).unwrap_or_default();
            let shown = items.iter().map(|one| {
                let (text, feedback) = (put_back(&one.text), put_back(&one.feedback));
                format!(
                    "{}{}|{text}|{feedback}",
                    if one.right { "=" } else { "~" },
                    one.worth().as_percentage() / 100_000
                )
            });
            shown.collect::<Vec<_>>().join(" ")
        };
        let cases = [
            ("=a ~b", "=100|a| ~0|b|"),
            ("~%50%a#x ~%-25%b", "~50|a|x ~-25|b|"),
            ("= a\\=b # c\\#d ~e\\~f", "=100|a=b|c#d ~0|e~f|"),
            ("=x=2=y", "=100|x| =100|2| =100|y|"),
            ("~a=x\\=2", "~0|a| =100|x=2|"),
            ("~=a", "=100|a|"),
            ("words", ""),
            ("words =a", ""),
        ];
        for (block, expected) in cases {
            assert_eq!(cut(block), expected, "{block}");
        }
        let percentages = [
            ("33.33333", Some(Share::of(1, 3))),
            ("-100", Some(-Share::ALL)),
            ("5", Some(Share::of(1, 20))),
            ("", None),
            ("x", None),
            ("99999", None),
        ];
        for (written, expected) in percentages {
            assert_eq!(percentage(written), expected, "{written}");
        }
    }
}

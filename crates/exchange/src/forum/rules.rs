//! Who may write, change and decide in a forum, and what may be written.

use jiff::{SignedDuration, Timestamp};
use platform::PersonId;
use platform::html::FormErrors;

/// The most characters of a title.
pub(super) const LONGEST_TITLE: usize = 120;
/// The most characters of a message.
pub(super) const LONGEST_TEXT: usize = 10_000;
/// The most characters of a reason.
pub(super) const LONGEST_REASON: usize = 500;
/// The most messages of one discussion.
pub(super) const MOST_POSTS: i64 = 500;
/// How long one may change one's own message.
pub(super) const WINDOW: SignedDuration = SignedDuration::from_mins(30);

pub(super) const SUSPENDED: &str = "Votre accès est suspendu\u{202f}: vous pouvez lire le forum, pas y écrire. Votre CMA peut vous le rendre.";
pub(super) const OVER: &str = "Votre accès à la formation est terminé\u{202f}: le forum reste à lire, on n’y écrit plus, car ses tuteurs n’y répondent plus.";
pub(super) const CLOSED: &str =
    "Cette discussion est close\u{202f}: elle reste à lire. Ouvrez-en une autre pour une nouvelle question.";
pub(super) const FULL: &str =
    "Cette discussion a déjà cinq cents messages\u{202f}: ouvrez-en une autre pour continuer.";

/// Why a learner can't write any more; managers and tutors always may.
pub(super) fn silent(ends_at: Timestamp, suspended: bool, now: Timestamp) -> Option<&'static str> {
    match (suspended, now < ends_at) {
        (true, _) => Some(SUSPENDED),
        (false, false) => Some(OVER),
        (false, true) => None,
    }
}

/// What decides whether a message may be changed.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) author: PersonId,
    pub(super) at: Timestamp,
    pub(super) hidden: bool,
    pub(super) closed: bool,
}

/// Whether someone may change a message: their own, for half an hour, while it is in sight and its discussion open.
pub(super) fn may_change(written: Written, who: PersonId, now: Timestamp) -> bool {
    let young = now.duration_since(written.at) <= WINDOW;
    written.author == who && young && !written.hidden && !written.closed
}

/// Whether someone may say which message is the answer: who asked, or who accompanies. A question isn't its own answer.
pub(super) fn may_choose(asked_by: PersonId, who: PersonId, moderates: bool, number: i64) -> bool {
    number > 1 && (moderates || asked_by == who)
}

/// Checks a title.
pub(super) fn check_title(title: &str, errors: &mut FormErrors) {
    let length = title.chars().count();
    if title.is_empty() {
        errors.add(
            "titre",
            "Titre",
            "Donnez un titre à la discussion\u{202f}: votre question en quelques mots.",
        );
    } else if length > LONGEST_TITLE {
        errors.add(
            "titre",
            "Titre",
            "Le titre dépasse 120 caractères\u{202f}: raccourcissez-le, le message dira le reste.",
        );
    }
}

/// Checks a message.
pub(super) fn check_text(text: &str, errors: &mut FormErrors) {
    if text.is_empty() {
        errors.add("texte", "Message", "Écrivez votre message avant de l’envoyer.");
    } else if text.chars().count() > LONGEST_TEXT {
        errors.add(
            "texte",
            "Message",
            "Le message dépasse 10\u{202f}000 caractères\u{202f}: envoyez-le en plusieurs fois.",
        );
    }
}

/// Checks a reason.
pub(super) fn check_reason(reason: &str, errors: &mut FormErrors) {
    if reason.is_empty() {
        errors.add("raison", "Raison", "Dites pourquoi, en une phrase.");
    } else if reason.chars().count() > LONGEST_REASON {
        errors.add(
            "raison",
            "Raison",
            "La raison dépasse 500 caractères\u{202f}: raccourcissez-la.",
        );
    }
}

/// A text whose bare addresses are links: « https://… » alone between spaces becomes « <https://…> ».
pub(super) fn linked(text: &str) -> String {
    let link = |word: &str| {
        let body = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        let begins = body.starts_with("https://") || body.starts_with("http://");
        match begins && !body.contains(['<', '>', '(', '[', ']', '`']) {
            true => format!("<{body}>{}", &word[body.len()..]),
            false => word.to_owned(),
        }
    };
    text.split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end();
            link(word) + &piece[word.len()..]
        })
        .collect()
}

/// The beginning of a message, on one line.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const MONIQUE: PersonId = PersonId(Uuid::from_u128(1));
    const KARIM: PersonId = PersonId(Uuid::from_u128(2));

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_learner_writes_until_the_end_unless_suspended() {
        let cases = [
            (false, 99, None),
            (false, 100, Some(OVER)),
            (true, 99, Some(SUSPENDED)),
            (true, 100, Some(SUSPENDED)),
        ];
        for (suspended, now, expected) in cases {
            assert_eq!(silent(at(100), suspended, at(now)), expected, "{suspended} {now}");
        }
    }

    #[test]
    fn one_changes_ones_own_message_for_half_an_hour() {
        let cases = [
            (MONIQUE, 0, false, false, true),
            (MONIQUE, 30, false, false, true),
            (MONIQUE, 31, false, false, false),
            (KARIM, 0, false, false, false),
            (MONIQUE, 0, true, false, false),
            (MONIQUE, 0, false, true, false),
        ];
        for (who, now, hidden, closed, expected) in cases {
            let written = Written {
                author: MONIQUE,
                at: at(0),
                hidden,
                closed,
            };
            assert_eq!(
                may_change(written, who, at(now)),
                expected,
                "{now} {hidden} {closed}"
            );
        }
    }

    #[test]
    fn who_asked_or_accompanies_chooses_the_answer() {
        let cases = [
            (MONIQUE, false, 2, true),
            (KARIM, false, 2, false),
            (KARIM, true, 2, true),
            (MONIQUE, true, 1, false),
        ];
        for (who, moderates, number, expected) in cases {
            assert_eq!(may_choose(MONIQUE, who, moderates, number), expected);
        }
    }

    #[test]
    fn bare_addresses_become_links() {
        let cases = [
            ("Voir https://exemple.fr/a.", "Voir <https://exemple.fr/a>."),
            ("[ici](https://exemple.fr)", "[ici](https://exemple.fr)"),
            ("<https://exemple.fr>", "<https://exemple.fr>"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("un\n\nhttp://exemple.fr\n", "un\n\n<http://exemple.fr>\n"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(linked(text), expected);
        }
    }

    #[test]
    fn an_excerpt_is_one_line() {
        assert_eq!(excerpt("a\n\nb  c", 10), "a b c");
        assert_eq!(excerpt("été comme hiver", 3), "été…");
    }

    #[test]
    fn what_is_empty_or_endless_is_refused() {
        let refused = |check: fn(&str, &mut FormErrors), text: &str| {
            let mut errors = FormErrors::default();
            check(text, &mut errors);
            !errors.is_empty()
        };
        type Read = fn(&str, &mut FormErrors);
        let cases: [(Read, usize); 3] = [
            (check_title, LONGEST_TITLE),
            (check_text, LONGEST_TEXT),
            (check_reason, LONGEST_REASON),
        ];
        for (check, most) in cases {
            assert!(refused(check, ""));
            assert!(!refused(check, &"é".repeat(most)));
            assert!(refused(check, &"é".repeat(most + 1)));
        }
    }
}

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

/// Whether someone who moderates where they look may take a discussion elsewhere: what sessions share goes away for all of them, so
/// it takes who moderates the forum from where it came, or who edits the course.
pub(super) fn may_move(shared: bool, moderates_home: bool, edits_course: bool) -> bool {
    !shared || moderates_home || edits_course
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

/// Checks a message; `beside`: files go with it.
pub(super) fn check_text(text: &str, beside: bool, errors: &mut FormErrors) {
    if text.is_empty() && !beside {
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

/// How many messages a page of a discussion holds.
pub(super) const PAGE: i64 = 50;

/// The page where a message stands, by its number.
pub(super) fn page_of(number: i64) -> i64 {
    (number.max(1) - 1) / PAGE + 1
}

/// The numbers of the messages of a page, the first and the last.
pub(super) fn bounds(page: i64) -> (i64, i64) {
    ((page - 1) * PAGE + 1, page * PAGE)
}

/// The page that opens: the one asked for, or that of the first message to read, or the last one.
pub(super) fn opens(asked: Option<i64>, read: i64, last: i64) -> i64 {
    match asked {
        Some(page) => page.clamp(1, page_of(last)),
        None => page_of((read + 1).min(last)),
    }
}

/// How far someone has read once a page was shown to them: a page further on says nothing of those before it.
pub(super) fn read_to(read: i64, (from, to): (i64, i64), last: i64) -> i64 {
    if from <= read + 1 {
        read.max(to.min(last))
    } else {
        read
    }
}

/// The end of the address of a message: « ?page=2#m-51 ».
pub(super) fn place(number: i64, last: i64) -> String {
    match last > PAGE {
        true => format!("?page={}#m-{number}", page_of(number)),
        false => format!("#m-{number}"),
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
    fn what_is_shared_is_taken_away_by_its_own_or_by_the_courses() {
        // Shared, moderates where it came from, edits the course.
        let cases = [
            (false, true, false, true),
            (false, false, false, true),
            (true, true, false, true),
            (true, false, true, true),
            (true, false, false, false),
        ];
        for (shared, home, course, expected) in cases {
            assert_eq!(
                may_move(shared, home, course),
                expected,
                "{shared} {home} {course}"
            );
        }
    }

    #[test]
    fn a_discussion_opens_where_it_is_to_be_read() {
        // Asked for, read, last; the page.
        let cases = [
            (None, 0, 1, 1),
            (None, 0, 120, 1),
            (None, 49, 120, 1),
            (None, 50, 120, 2),
            (None, 120, 120, 3),
            (None, 50, 50, 1),
            (Some(2), 0, 120, 2),
            (Some(9), 0, 120, 3),
            (Some(-1), 0, 120, 1),
            (Some(0), 0, 1, 1),
        ];
        for (asked, read, last, expected) in cases {
            assert_eq!(opens(asked, read, last), expected, "{asked:?} {read} {last}");
        }
        assert_eq!((bounds(1), bounds(3)), ((1, 50), (101, 150)));
        assert_eq!((page_of(1), page_of(50), page_of(51)), (1, 1, 2));
        assert_eq!(
            (place(12, 50).as_str(), place(12, 51).as_str()),
            ("#m-12", "?page=1#m-12")
        );
    }

    #[test]
    fn a_page_further_on_says_nothing_of_those_before() {
        let cases = [
            (0, 1, 30, 30),
            (0, 1, 120, 50),
            (0, 2, 120, 0),
            (50, 2, 120, 100),
            (60, 2, 120, 100),
            (120, 1, 120, 120),
            (100, 3, 120, 120),
        ];
        for (read, page, last, expected) in cases {
            assert_eq!(
                read_to(read, bounds(page), last),
                expected,
                "{read} {page} {last}"
            );
        }
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
            (|text, errors| check_text(text, false, errors), LONGEST_TEXT),
            (check_reason, LONGEST_REASON),
        ];
        for (check, most) in cases {
            assert!(refused(check, ""));
            assert!(!refused(check, &"é".repeat(most)));
            assert!(refused(check, &"é".repeat(most + 1)));
        }
    }
}

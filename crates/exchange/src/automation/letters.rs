//! What is written, filled in for somebody.

use jiff::Timestamp;
use jiff::civil::DateTime;
use people::directory::Identity;
use platform::Site;
use platform::html::fr;
use training::enrolment::EnrolmentId;

use super::ready::Rule;
use super::rules::Trigger;
use super::store::candidates::Candidate;
use super::templates::{Values, paragraphs, render};

/// The learner's path, with where they stand, for those who accompany them.
pub(super) fn follow_up(enrolment: EnrolmentId) -> String {
    format!("/inscriptions/{enrolment}/parcours")
}

/// The page where a message leads: the step it is about, or the path.
pub(super) fn path(rule: &Rule, one: &Candidate) -> String {
    let course = format!("/mes-parcours/{}", one.enrolment);
    match (&one.step, rule.trigger) {
        (Some((step, _)), Trigger::Deadline(_)) => format!("{course}/etapes/{step}"),
        _ => course,
    }
}

/// What tutors read after the learner's name; `words`: those of the session or of its course.
pub(super) fn alarm(rule: &Rule, words: Option<&str>, step: Option<&str>) -> String {
    let step = step.map_or_else(|| "d’une étape retirée".to_owned(), fr::quote);
    let values = Values {
        step,
        ..Values::default()
    };
    render(words.unwrap_or(rule.body), &values)
}

fn local(at: Timestamp, one: &Candidate) -> DateTime {
    at.to_zoned_datetime(one.zone.clone()).datetime()
}

/// « vendredi 4 décembre », what the rule is about.
fn date(rule: &Rule, one: &Candidate) -> String {
    let last = one.ends - jiff::SignedDuration::from_millis(1);
    match rule.trigger {
        Trigger::Class => fr::moment_words(local(one.fact.at, one)),
        Trigger::Deadline(_) => one.fact.due.map(fr::date_words).unwrap_or_default(),
        Trigger::Half | Trigger::Ends => fr::date_words(local(last, one).date()),
        _ => fr::date_words(local(one.starts, one).date()),
    }
}

pub(super) const fn days(trigger: Trigger) -> Option<i32> {
    match trigger {
        Trigger::Deadline(days) | Trigger::Idle(days) | Trigger::Waiting(days) => Some(days),
        _ => None,
    }
}

/// What takes the place of each variable of a rule.
pub(super) fn values(
    site: &Site,
    rule: &Rule,
    one: &Candidate,
    (to, tutor): (&Identity, Option<&Identity>),
) -> Values {
    Values {
        first_name: to.given_name.clone(),
        course: fr::quote(&one.course),
        session: one.reference.clone(),
        tutor: tutor.map_or_else(|| "votre tuteur".to_owned(), Identity::full_name),
        link: format!("{}{}", site.config().public_url, path(rule, one)),
        date: date(rule, one),
        step: one
            .step
            .as_ref()
            .map(|(_, title)| fr::quote(title))
            .unwrap_or_default(),
        days: days(rule.trigger)
            .map(|days| days.to_string())
            .unwrap_or_default(),
    }
}

/// The subject and the paragraphs that somebody receives.
pub(super) fn written(
    site: &Site,
    rule: &Rule,
    one: &Candidate,
    people: (&Identity, Option<&Identity>),
) -> (String, Vec<String>) {
    let values = values(site, rule, one, people);
    let (subject, body) = match &one.words {
        Some((subject, body)) => (subject.as_str(), body.as_str()),
        None => (rule.subject, rule.body),
    };
    filled(subject, body, &values)
}

/// Words filled in: a first letter is a capital, whatever a variable begins with.
pub(super) fn filled(subject: &str, body: &str, values: &Values) -> (String, Vec<String>) {
    let subject = fr::capitalise(&render(subject, values));
    let body = paragraphs(&render(body, values));
    (subject, body.iter().map(|one| fr::capitalise(one)).collect())
}

//! The mail that says the new dates, with those they replace.

use people::accounts::mails::{Letter, letter};
use platform::db::Tx;
use platform::html::fr;
use platform::{Result, Site};
use training::enrolment::Writing;

use super::plan::Plan;
use super::state::{Held, People};

/// A mail to everyone; how many.
pub(super) async fn tell(
    tx: &mut Tx,
    site: &Site,
    writing: &Writing,
    (held, plan): (&Held, &Plan),
    people: &People,
) -> Result<u64> {
    let mut told = 0;
    let changed = changed(held, plan);
    let home = site.config().public_url.clone();
    let (course, session) = (format!("{home}/"), format!("{home}{}", held.home()));
    let learners = people
        .learners
        .iter()
        .map(|one| (one, "Ouvrir mon parcours", &course));
    let tutors = people
        .tutors
        .iter()
        .map(|one| (one, "Ouvrir la session", &session));
    for ((person, card), act, link) in learners.chain(tutors) {
        let mut said = changed.clone();
        let ends = (held.session.ends_at, plan.instants.1);
        if ends.0 != ends.1 && people.goes_along(*person, ends) {
            let last = fr::date_words_with_year(plan.period.last);
            said.push(format!("Votre accès au parcours va jusqu’au {last} inclus."));
        }
        let what = words(held, &said);
        let paragraphs: Vec<&str> = what.iter().map(String::as_str).collect();
        let what = Letter {
            subject: format!("De nouvelles dates pour {}", fr::quote(&held.session.title)),
            paragraphs: &paragraphs,
            act,
            link,
        };
        let message = letter(site, card, writing.sender(), &what);
        writing.send(tx, site, *person, "moved", &message).await?;
        told += 1;
    }
    Ok(told)
}

/// The paragraphs of a mail.
fn words(held: &Held, changed: &[String]) -> Vec<String> {
    let opening = format!(
        "Des dates changent dans la session {} ({}).",
        fr::quote(&held.session.title),
        held.session.reference
    );
    let closing = "Pensez à les noter. Si l’une d’elles ne vous convient pas, répondez à ce message.";
    let mut all = vec![opening];
    all.extend_from_slice(changed);
    all.push(closing.to_owned());
    all
}

/// Each change in a sentence, the new date first.
fn changed(held: &Held, plan: &Plan) -> Vec<String> {
    let mut all = Vec::new();
    if plan.period != held.period {
        all.push(format!(
            "La session\u{202f}: {}. Avant\u{202f}: {}.",
            held.days(plan.period),
            held.days(held.period)
        ));
    }
    for one in &held.meetings {
        let Some(change) = plan.of(one.id) else {
            continue;
        };
        let (new, old) = (held.words(change.at), held.words(one.at));
        all.push(format!(
            "{}\u{202f}: {new}, {}. Avant\u{202f}: {old}, {}.",
            one.title, change.place, one.place
        ));
    }
    all
}

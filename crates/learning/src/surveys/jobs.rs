//! The mails about late surveys: when one opens, and once more a week later to who hasn't answered. A job looks each morning,
//! over what enrolments say then: whatever moved, was suspended or extended meanwhile is followed.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use people::accounts::mails::{Letter, letter};
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::html::fr;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::keys::Class;
use platform::mail::{self, Message};
use platform::{Error, Result, Site};
use serde_json::Value;

use super::store::{self, Due};

const KIND: &str = "survey.invite";
/// When it looks, in UTC: the morning in mainland France.
const HOUR: i8 = 7;

/// What this room runs later.
pub fn handlers() -> Handlers {
    vec![Arc::new(Invite)]
}

/// Makes sure that somebody looks: today, when nobody has yet.
///
/// # Errors
/// The store's.
pub async fn begin(site: &Site) -> Result<()> {
    let now = site.clock().now();
    let mut tx = site.db().begin().await?;
    look(&mut tx, site, now).await?;
    tx.commit().await
}

/// One look a day, however many ask for it.
async fn look(tx: &mut Tx, site: &Site, due: Timestamp) -> Result<()> {
    let day = due.to_zoned_datetime(TimeZone::UTC).date();
    let job = Job::new(KIND, Value::Null, due).once(format!("{KIND}:{day}"));
    jobs::enqueue(tx, site, job).await.map(drop)
}

/// The next morning.
fn tomorrow(now: Timestamp) -> Timestamp {
    let day = now.to_zoned_datetime(TimeZone::UTC).date();
    let morning = day.tomorrow().map(|day| day.at(HOUR, 0, 0, 0));
    let morning = morning.and_then(|at| at.to_zoned_datetime(TimeZone::UTC));
    morning.map_or(now, |at| at.timestamp())
}

struct Invite;

#[async_trait]
impl Handler for Invite {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, site: &Site, _payload: &Value, _tries: u32) -> Result<(), JobError> {
        let now = site.clock().now();
        let mut tx = site.db().begin().await?;
        look(&mut tx, site, tomorrow(now)).await?;
        tx.commit().await?;
        let all = store::due(&mut site.db().read().await?, now).await?;
        for due in &all {
            tell(site, due).await?;
        }
        Ok(())
    }
}

/// Writes to somebody, once.
async fn tell(site: &Site, due: &Due) -> Result<()> {
    let card = match Directory::of(site)?.card(site, due.person).await {
        // Their account was erased.
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let key = site.keys().get_or_create(due.person.0, Class::Account).await?;
    let message = message(site, &card, due)?;
    let mut tx = site.db().begin().await?;
    if store::claim(&mut tx, site, due).await? {
        mail::queue(&mut tx, site, &key, due.person, "survey", &message).await?;
    }
    tx.commit().await
}

fn message(site: &Site, to: &Identity, due: &Due) -> Result<Message> {
    let zone = TimeZone::get(&due.zone).map_err(|error| Error::internal("the region's zone", error))?;
    // It closes at this instant: the day before is the last whole one.
    let last = due.closes.to_zoned_datetime(zone).date();
    let last = last.yesterday().unwrap_or(last);
    let course = fr::quote(&due.course);
    let (subject, said) = match due.again {
        false => (
            format!("Votre avis, avec le recul\u{202f}: {course}"),
            format!(
                "Vous avez suivi le parcours {course} il y a quelque temps. Qu’en reste-t-il dans votre travail\u{202f}? Quelques questions, cinq minutes."
            ),
        ),
        true => (
            format!("Il est encore temps de donner votre avis\u{202f}: {course}"),
            format!(
                "Nous n’avons pas encore votre avis sur le parcours {course}. Il nous aide à l’améliorer pour les artisans qui viendront après vous."
            ),
        ),
    };
    let until = format!(
        "Vous pouvez répondre jusqu’au {}. Si vous avez déjà répondu, ne tenez pas compte de ce message.",
        fr::date_words_with_year(last)
    );
    let link = format!(
        "{}/mes-parcours/{}/etapes/{}",
        site.config().public_url,
        due.enrolment,
        due.step
    );
    let what = Letter {
        subject,
        paragraphs: &[&said, &until],
        act: "Donner mon avis",
        link: &link,
    };
    Ok(letter(site, to, None, &what))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn the_next_look_is_the_next_morning() {
        for (now, expected) in [
            ("2026-11-29T02:00:00Z", "2026-11-30T07:00:00Z"),
            ("2026-11-29T07:00:00Z", "2026-11-30T07:00:00Z"),
            ("2026-12-31T23:59:59Z", "2027-01-01T07:00:00Z"),
        ] {
            let at = |text: &str| text.parse::<Timestamp>().unwrap();
            assert_eq!(tomorrow(at(now)), at(expected));
        }
    }
}

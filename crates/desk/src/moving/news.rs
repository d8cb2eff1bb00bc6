//! The mail that says the new dates, with those they replace.

use std::collections::HashMap;
use std::sync::Arc;

use people::accounts::mails::{Letter, Sender, letter};
use people::directory::Identity;
use platform::db::Tx;
use platform::html::fr;
use platform::keys::Class;
use platform::mail::{self, Message};
use platform::vault::DataKey;
use platform::{PersonId, Result, Site};
use training::enrolment::sender;

use super::plan::Plan;
use super::state::{Held, People};

/// What is made ready before the transaction: keys are committed before what they seal.
pub(super) struct Writing {
    sender: Option<Sender>,
    keys: HashMap<PersonId, Arc<DataKey>>,
}

impl Writing {
    pub(super) async fn prepare(
        site: &Site,
        held: &Held,
        actor: Option<PersonId>,
        people: &People,
    ) -> Result<Self> {
        let mut keys = HashMap::new();
        for (person, _) in people.all() {
            let key = site.keys().get_or_create(person.0, Class::Account).await?;
            keys.insert(*person, key);
        }
        Ok(Self {
            sender: sender(site, actor, &held.session).await?,
            keys,
        })
    }

    /// A mail to everyone; how many.
    pub(super) async fn tell(
        &self,
        tx: &mut Tx,
        site: &Site,
        held: &Held,
        plan: &Plan,
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
            let Some(key) = self.keys.get(person) else {
                continue;
            };
            let mut said = changed.clone();
            let ends = (held.session.ends_at, plan.instants.1);
            if ends.0 != ends.1 && people.goes_along(*person, ends) {
                let last = fr::date_words_with_year(plan.period.last);
                said.push(format!("Votre accès au parcours va jusqu’au {last} inclus."));
            }
            let message = self.message(site, card, held, &said, (act, link));
            mail::queue(tx, site, key, *person, "moved", &message).await?;
            told += 1;
        }
        Ok(told)
    }

    fn message(
        &self,
        site: &Site,
        card: &Identity,
        held: &Held,
        changed: &[String],
        (act, link): (&str, &str),
    ) -> Message {
        let title = fr::quote(&held.session.title);
        let opening = format!(
            "Des dates changent dans la session {title} ({}).",
            held.session.reference
        );
        let closing = "Pensez à les noter. Si l’une d’elles ne vous convient pas, répondez à ce message.";
        let mut paragraphs = vec![opening.as_str()];
        paragraphs.extend(changed.iter().map(String::as_str));
        paragraphs.push(closing);
        let what = Letter {
            subject: format!("De nouvelles dates pour {title}"),
            paragraphs: &paragraphs,
            act,
            link,
        };
        letter(site, card, self.sender.as_ref(), &what)
    }
}

/// Each change in a sentence, the new date first.
fn changed(held: &Held, plan: &Plan) -> Vec<String> {
    let mut all = Vec::new();
    if plan.period != held.period {
        all.push(format!(
            "La session\u{202f}: {}. Avant\u{202f}: {}.",
            fr::days(plan.period.first, plan.period.last),
            fr::days(held.period.first, held.period.last)
        ));
    }
    for one in &held.meetings {
        let Some(change) = plan.of(one.id) else {
            continue;
        };
        let new = fr::range(held.local(change.at.0), held.local(change.at.1));
        let old = fr::range(one.local.0, one.local.1);
        all.push(format!(
            "{}\u{202f}: {new}, {}. Avant\u{202f}: {old}, {}.",
            one.title, change.place, one.place
        ));
    }
    all
}

//! `/sessions/{session}/tuteurs/remplacement`.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, State, View};
use platform::mail::Message;
use platform::{Error, PersonId, Result, Site};

use super::Held;
use crate::enrolment::Writing;
use crate::sessions::{AssignTutors, Date};
use crate::tutors::news::{News, news};
use crate::tutors::rules::Why;
use crate::tutors::store::{self, HandedOver};
use crate::tutors::views::handover::{self as views, Passing, Typed};
use crate::tutors::waiting::Awaited;

/// A session and the tutor to be replaced, with what passes on.
struct Former {
    held: Held,
    person: PersonId,
    card: Arc<Identity>,
    coming: Vec<Date>,
    waiting: u64,
}

impl Former {
    async fn load(site: &Site, proof: &Proof<AssignTutors>, asked: &str) -> Result<Self> {
        let person: PersonId = asked.parse().map_err(|_: Error| {
            Error::Refused("Choisissez le tuteur à remplacer, dans la page des tuteurs de la session.".into())
        })?;
        let held = Held::load(site, proof).await?;
        let card = held.card(person).filter(|_| !held.duties(person).is_empty());
        let gone = || Error::Refused(views::gone(&held.session).into());
        let card = card.cloned().ok_or_else(gone)?;
        let mut tx = site.db().read().await?;
        let awaited = site.extension::<Awaited>()?;
        let waiting = awaited
            .0
            .waiting(&mut tx, site, &held.session, &held.enrolled)
            .await?;
        let now = site.clock().now();
        Ok(Self {
            coming: held
                .dates
                .iter()
                .filter(|date| date.ends_at > now)
                .cloned()
                .collect(),
            held,
            person,
            card,
            waiting,
        })
    }

    fn response(&self, view: &View, typed: Typed<'_>, errors: &FormErrors) -> Response {
        let passing = Passing {
            former: (self.person, &self.card),
            dates: &self.coming,
            waiting: self.waiting,
        };
        let page = views::page(&view.frame, &self.held, &passing, typed, errors);
        match errors.is_empty() {
            true => view.page(&page),
            false => view.invalid(&page),
        }
    }
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let asked = query.get("tuteur").map_or("", String::as_str);
    let former = Former::load(&site, &proof, asked).await?;
    Ok(former.response(&view, ("", ""), &FormErrors::default()))
}

pub(super) async fn replace(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    form: Form,
) -> Result<Response> {
    let former = Former::load(&site, &proof, form.text("tuteur")).await?;
    let typed = (form.text("nouveau"), form.text("raison"));
    let (next, why) = (typed.0.parse::<PersonId>().ok(), Why::parse(typed.1));
    let next = next.filter(|next| *next != former.person);
    let (Some(next), Some(why)) = (next, why) else {
        let mut errors = FormErrors::default();
        if next.is_none() {
            errors.add("nouveau", "Par qui", "choisissez qui prend la suite");
        }
        if why.is_none() {
            errors.add("raison", "Pour quelle raison", "dites pour quelle raison");
        }
        return Ok(former.response(&view, typed, &errors));
    };
    let session = &former.held.session;
    store::require(&mut site.db().read().await?, session.region, next).await?;
    let writing = Writing::prepare(&site, session, proof.actor(), &[next]).await?;
    let card = Directory::of(&site)?.card(&site, next).await?;
    let mut tx = site.db().begin().await?;
    store::require(&mut tx, former.held.session.region, next).await?;
    let passed = store::replace(&mut tx, &site, &proof, (former.person, next), why).await?;
    if passed.is_empty() {
        return Err(Error::Refused(views::gone(&former.held.session).into()));
    }
    let message = message(&site, &writing, &former, &card, &passed);
    writing.send(&mut tx, &site, next, "tutor", &message).await?;
    tx.commit().await?;
    let saying = format!(
        "{} prend la suite de {}. Un e-mail vient de partir.",
        card.full_name(),
        former.card.full_name()
    );
    Ok(Done::at(format!("/sessions/{}/tuteurs", proof.id()))
        .saying(saying)
        .into_response())
}

/// What whoever takes over is told.
fn message(site: &Site, writing: &Writing, former: &Former, next: &Identity, passed: &HandedOver) -> Message {
    let said = News {
        session: &former.held.session,
        zone: &former.held.zone,
        former: &former.card,
        passed,
        enrolled: former.held.enrolled.len(),
        dates: &former.coming,
        waiting: former.waiting,
    };
    news(site, next, writing.sender(), &said)
}

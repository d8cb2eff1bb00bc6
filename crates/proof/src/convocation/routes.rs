//! `/inscriptions/{inscription}/convocation`, and its document.

use catalogue::courses;
use documents::{Convocation, Expected, Wording, french};
use people::directory::{Directory, Identity};
use people::organisations;
use platform::html::{Modality, fr};
use platform::http::{Proof, Response, Routes, State, View, print, send_pdf};
use platform::{PersonId, Result, Site};
use training::enrolment::{self, Enrolment, Followed};
use training::sessions::{self, Date, TrainingSession, local};
use training::tutors;

use super::{ReadConvocation, views};
use crate::letterhead::{self, Pictures};
use crate::templates::{self, Document, Text, Values, Variable, fill, situation};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<ReadConvocation, _>("/inscriptions/{inscription}/convocation", page)
        .get::<ReadConvocation, _>("/inscriptions/{inscription}/convocation/document", document)
}

async fn page(State(site): State<Site>, proof: Proof<ReadConvocation>, view: View) -> Result<Response> {
    let (said, enrolment) = content(&site, &proof).await?;
    let mine = proof.actor() == Some(enrolment.person);
    Ok(view.page(&views::page(&said, &enrolment, mine)))
}

async fn document(State(site): State<Site>, proof: Proof<ReadConvocation>) -> Result<Response> {
    let (mut said, _) = content(&site, &proof).await?;
    Pictures::default().fetch(&site, &mut said.signatory).await?;
    let name = format!("convocation-{}.pdf", said.reference);
    let bytes = print(move || documents::convocation(&said)).await?;
    Ok(send_pdf(bytes, &name))
}

async fn content(site: &Site, proof: &Proof<ReadConvocation>) -> Result<(Convocation, Enrolment)> {
    let mut tx = site.db().read().await?;
    let Followed { enrolment, session } = enrolment::follow(&mut tx, proof.id()).await?;
    let path = courses::outline(&mut tx, session.course).await?;
    let dates = sessions::dates(&mut tx, session.id).await?;
    let tutors = sessions::tutors(&mut tx, session.id).await?;
    let tutors = tutors::helping(&tutors, &tutors::of_learner(&mut tx, enrolment.id).await?);
    let organisation = organisations::find(&mut tx, site, session.region).await?;
    let drawn = organisations::drawn(&mut tx, session.region).await?;
    let words = templates::words(&mut tx).await?;
    drop(tx);
    let directory = Directory::of(site)?;
    let card = directory.card(site, enrolment.person).await?;
    let people: Vec<PersonId> = tutors.iter().map(|tutor| tutor.person).collect();
    let helpers = directory.cards(site, &people).await?;
    let contacts = tutors.iter().filter_map(|tutor| {
        let card = helpers.get(&tutor.person)?;
        let duty = tutor.duty.words();
        Some(format!("{}, {duty}\u{202f}: {}", card.full_name(), card.email))
    });
    let (from, to) = sessions::days(session.starts_at, enrolment.ends_at, &session.zone)?;
    let now = site.clock().now();
    let (organisation, mut signatory) = letterhead::or_region(organisation, &session);
    letterhead::draw(&mut signatory, &drawn);
    let mut said = Convocation {
        platform: site.config().site_name.clone(),
        address: site.config().public_url.clone(),
        organisation,
        signatory,
        learner: card.full_name(),
        company: card.company.clone(),
        title: session.title.clone(),
        reference: session.reference.clone(),
        from,
        to,
        minutes: courses::minutes(&path),
        minutes_apart: path
            .iter()
            .flat_map(|part| &part.steps)
            .filter(|step| !matches!(step.modality, Modality::Live | Modality::OnSite))
            .filter(|step| !step.is_free_opinion())
            .map(|step| step.minutes)
            .sum(),
        dates: dates
            .iter()
            .map(|date| expected(&session, date))
            .collect::<Result<_>>()?,
        contacts: contacts.collect(),
        issued: sessions::days(now, now, &session.zone)?.0,
        wording: Wording::default(),
    };
    word(&mut said, &words.of(Document::Convocation), &card);
    Ok((said, enrolment))
}

/// Gives it these words; `card`: whom it is for.
pub(crate) fn word(said: &mut Convocation, text: &Text, card: &Identity) {
    let company = said.company.as_deref().unwrap_or_default();
    let values = Values::from([
        (Variable::Learner, said.learner.clone()),
        (Variable::GivenName, card.given_name.clone()),
        (Variable::FamilyName, card.family_name.clone()),
        (Variable::Company, company.to_owned()),
        (Variable::Situation, situation("", company)),
        (Variable::Title, said.title.clone()),
        (Variable::Session, said.reference.clone()),
        (Variable::From, french::date(said.from)),
        (Variable::To, french::date(said.to)),
        (Variable::Duration, french::duration(said.minutes)),
        (Variable::Organisation, said.organisation.name.clone()),
        (Variable::City, said.organisation.city.clone()),
        (Variable::Signatory, said.signatory.name.clone()),
        (Variable::Capacity, said.signatory.capacity.clone()),
        (Variable::Issued, french::date(said.issued)),
        (Variable::Platform, said.platform.clone()),
    ]);
    said.wording = fill(text, &values);
}

fn expected(session: &TrainingSession, date: &Date) -> Result<Expected> {
    let how = if date.modality == "live" {
        "en classe virtuelle"
    } else {
        "sur place"
    };
    Ok(Expected {
        when: fr::capitalise(&fr::range(
            local(session, date.starts_at)?,
            local(session, date.ends_at)?,
        )),
        what: format!("{}, {how}", date.title),
        place: date.place.clone(),
    })
}

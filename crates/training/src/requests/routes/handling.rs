//! `/demandes`, `/demandes/{demande}/…`, `/sessions/{session}/attente`, `/sessions/{session}/inscriptions/demande`.

use std::collections::HashMap;

use catalogue::courses;
use people::accounts::mails::sender;
use people::directory::Directory;
use platform::html::FormErrors;
use platform::http::{
    Done, Form, IntoResponse as _, Permission as _, Proof, Query, Response, Routes, State, View, Within,
    holds,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};
use uuid::Uuid;

use super::super::enrolling::{self, Outcome};
use super::super::rules::{Act, RequestState, check_words, lines};
use super::super::store::{self, Filter, Request, RequestId};
use super::super::views::handling::{self as views, Around, Shown};
use super::super::{HandleRequest, OpenForms, mails};
use crate::advisers::ManageAdvisers;
use crate::enrolment::{EnrolLearner, places};
use crate::sessions::{self, CreateSession, SessionId};

/// Lines of a page of the list.
pub(super) const PAGE: u32 = 50;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<HandleRequest, _>("/demandes", list)
        .get::<HandleRequest, _>("/demandes/{demande}", page)
        .post::<HandleRequest, _>("/demandes/{demande}/complement", complete)
        .post::<HandleRequest, _>("/demandes/{demande}/signature", sign)
        .post::<HandleRequest, _>("/demandes/{demande}/session", choose)
        .post::<HandleRequest, _>("/demandes/{demande}/refus", refuse)
        .get::<EnrolLearner, _>("/sessions/{session}/attente", waiting)
        .post::<EnrolLearner, _>("/sessions/{session}/inscriptions/demande", enrol)
}

async fn list(
    State(site): State<Site>,
    within: Within<HandleRequest>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let asked = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let number: u32 = asked("page").parse().unwrap_or(1).clamp(1, 10_000);
    let state = match asked("etat") {
        "all" => "all",
        code => RequestState::parse(code).map_or("open", RequestState::code),
    };
    let filter = Filter {
        state: state.to_owned(),
        course: asked("formation").parse::<Uuid>().ok().map(Into::into),
    };
    let mut tx = site.db().read().await?;
    let window = (PAGE + 1, (number - 1) * PAGE);
    let found = store::list(&mut tx, &site, &within, &filter, window).await?;
    let courses = courses::offered(&mut tx).await?;
    let regions = store::regions(&mut tx, within.actor()).await?;
    let advises = holds(&mut tx, within.actor(), &ManageAdvisers::INFO).await?;
    let opens = holds(&mut tx, within.actor(), &OpenForms::INFO).await?;
    drop(tx);
    let around = Around {
        number,
        courses: &courses,
        regions: &regions,
        advises,
        opens,
    };
    Ok(view.page(&views::list(&found, &filter, &around)?))
}

/// What the page of a request shows.
async fn shown(site: &Site, reader: Option<PersonId>, id: RequestId) -> Result<Shown> {
    let mut tx = site.db().read().await?;
    let request = store::find(&mut tx, site, id).await?;
    let sessions = store::sessions(&mut tx, site, request.region).await?;
    let creates = match reader {
        Some(reader) => holds(&mut tx, reader, &CreateSession::INFO).await?,
        None => false,
    };
    drop(tx);
    let author = match request.author {
        Some(author) => Directory::of(site)?.cards(site, &[author]).await?.remove(&author),
        None => None,
    };
    let sessions = sessions
        .into_iter()
        .filter(|(course, _)| *course == request.course);
    Ok(Shown {
        sessions: sessions.map(|(_, session)| session).collect(),
        author: author.map(|card| card.full_name()),
        request,
        creates,
    })
}

async fn page(State(site): State<Site>, proof: Proof<HandleRequest>, view: View) -> Result<Response> {
    let shown = shown(&site, proof.actor(), proof.id()).await?;
    Ok(view.page(&views::page(
        &view.frame,
        &shown,
        &FormErrors::default(),
        ("", ""),
        &[],
    )?))
}

async fn complete(
    State(site): State<Site>,
    proof: Proof<HandleRequest>,
    view: View,
    form: Form,
) -> Result<Response> {
    say(
        &site,
        &proof,
        &view,
        (Act::Complete, "manque", "Ce qui manque"),
        &form,
    )
    .await
}

async fn refuse(
    State(site): State<Site>,
    proof: Proof<HandleRequest>,
    view: View,
    form: Form,
) -> Result<Response> {
    say(&site, &proof, &view, (Act::Refuse, "raison", "Raison"), &form).await
}

/// An act that the person is told of in the manager's words.
async fn say(
    site: &Site,
    proof: &Proof<HandleRequest>,
    view: &View,
    (act, field, label): (Act, &'static str, &'static str),
    form: &Form,
) -> Result<Response> {
    let words = lines(form.raw(field));
    let errors = check_words(field, label, &words);
    if !errors.is_empty() {
        let shown = shown(site, proof.actor(), proof.id()).await?;
        return Ok(view.invalid(&views::page(&view.frame, &shown, &errors, (field, &words), &[])?));
    }
    let request = go_on(site, proof, act, Some(words)).await?;
    let saying = format!("C’est noté. Un e-mail vient de partir à {}.", request.asked.email);
    Ok(Done::at(format!("/demandes/{}", request.id))
        .saying(saying)
        .into_response())
}

async fn sign(State(site): State<Site>, proof: Proof<HandleRequest>) -> Result<Response> {
    let request = go_on(&site, &proof, Act::Sign, None).await?;
    let saying = match &request.session {
        Some(_) => "Dossier signé\u{202f}: la personne peut être inscrite.",
        None => "Dossier signé\u{202f}: choisissez la session pour inscrire la personne.",
    };
    Ok(Done::at(format!("/demandes/{}", request.id))
        .saying(saying)
        .into_response())
}

/// Does the act; the person is told of it, unless it only concerns the manager.
async fn go_on(site: &Site, proof: &Proof<HandleRequest>, act: Act, said: Option<String>) -> Result<Request> {
    let request = store::find(&mut site.db().read().await?, site, proof.id()).await?;
    let sender = sender(site, proof.actor(), &request.region_name).await?;
    let key = site.keys().get_or_create(request.id.0, Class::Account).await?;
    let told = said.is_some();
    let mut tx = site.db().begin().await?;
    let request = store::go_on(&mut tx, site, (request.id, &key), proof.actor(), act, said).await?;
    if told {
        mails::tell(&mut tx, site, &key, &request, sender.as_ref()).await?;
    }
    tx.commit().await?;
    Ok(request)
}

async fn choose(
    State(site): State<Site>,
    proof: Proof<HandleRequest>,
    view: View,
    form: Form,
) -> Result<Response> {
    let shown = shown(&site, proof.actor(), proof.id()).await?;
    let typed = form.text("session");
    let session = shown.sessions.iter().find(|one| one.id.to_string() == typed);
    if session.is_none() && !typed.is_empty() {
        let mut errors = FormErrors::default();
        errors.add("session", "Session", "choisissez-en une dans la liste");
        return Ok(view.invalid(&views::page(&view.frame, &shown, &errors, ("", ""), &[])?));
    }
    let mut tx = site.db().begin().await?;
    let chosen = session.map(|one| one.id);
    store::choose(&mut tx, &site, proof.id(), proof.actor(), chosen).await?;
    tx.commit().await?;
    let saying = match chosen {
        Some(_) => "La session est choisie.",
        None => "La session sera choisie plus tard.",
    };
    Ok(Done::at(format!("/demandes/{}", proof.id()))
        .saying(saying)
        .into_response())
}

async fn waiting(State(site): State<Site>, proof: Proof<EnrolLearner>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let waiting = store::waiting(&mut tx, &site, session.id).await?;
    let places = places::of(&mut tx, session.id).await?;
    drop(tx);
    Ok(view.page(&views::waiting::page(&view.frame, &session, &waiting, places)?))
}

async fn enrol(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    form: Form,
) -> Result<Response> {
    let id = form.text("demande").parse::<Uuid>();
    let id =
        id.map_err(|_| Error::Refused("Choisissez d’abord une demande de la liste d’attente.".into()))?;
    let shown = shown(&site, proof.actor(), RequestId(id)).await?;
    if shown.request.session.as_ref().map(|session| session.id) != Some(proof.id()) {
        return Err(Error::NotFound);
    }
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    if session.region != shown.request.region || shown.request.state == RequestState::Unconfirmed {
        return Err(Error::NotFound);
    }
    let again = |errors: &FormErrors, known: &[(PersonId, std::sync::Arc<people::directory::Identity>)]| {
        Ok(view.invalid(&views::page(&view.frame, &shown, errors, ("", ""), known)?))
    };
    let mut errors = FormErrors::default();
    match enrolling::enrol(&site, &proof, &shown.request, form.text("compte")).await? {
        Outcome::Enrolled(card) => {
            let saying = format!(
                "Inscription faite\u{202f}: {}. Un e-mail vient de partir à {}.",
                card.full_name(),
                card.email
            );
            Ok(Done::at(back(&form, proof.id(), id))
                .saying(saying)
                .into_response())
        }
        Outcome::Ask(known) => {
            let ask = "quelqu’un a déjà cette adresse e-mail\u{202f}: dites si c’est la même personne";
            errors.add("compte", "Compte", ask);
            again(&errors, &known)
        }
        Outcome::Not(why) => {
            errors.add("inscription", "", why);
            again(&errors, &[])
        }
    }
}

/// Back where the button was.
fn back(form: &Form, session: SessionId, request: Uuid) -> String {
    match form.text("depuis") {
        "attente" => format!("/sessions/{session}/attente"),
        _ => format!("/demandes/{request}"),
    }
}

//! What sessions share: the forum of their course, opened by who edits the course, taken in or out by who manages a session;
//! a discussion moved from one forum to another.

use catalogue::courses::{self, EditCourse};
use platform::http::{Actor, Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::ground::{Ground, address};
use super::load::named;
use super::store::deciding::{self, To};
use super::store::{ThreadId, course, threads};
use super::views::sharing as views;
use super::{ModerateForum, ShareForum};

const NOWHERE: &str = "Choisissez dans la liste le forum où va la discussion.";
const NOT_YOURS: &str = "Plusieurs sessions lisent cette discussion\u{202f}: c’est à la session d’où elle vient, ou à qui compose le parcours, de la déplacer. Vous pouvez la clore ou masquer un message.";
const MOVED: &str = "Quelqu’un vient de déplacer cette discussion\u{202f}: elle reste où elle est maintenant. Retrouvez-la par son adresse.";
const NOT_OPEN: &str = "Le forum de ce parcours n’est pas ouvert\u{202f}: c’est à CMA France, ou à qui compose le parcours, de l’ouvrir.";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<EditCourse, _>("/parcours/{parcours}/forum", course_page)
        .post::<EditCourse, _>("/parcours/{parcours}/forum", arrange)
        .get::<ShareForum, _>("/sessions/{forum}/forum/parcours", session_page)
        .post::<ShareForum, _>("/sessions/{forum}/forum/parcours", take_part)
        .get::<ModerateForum, _>("/sessions/{forum}/forum/{discussion}/deplacement", move_page)
        .post::<ModerateForum, _>("/sessions/{forum}/forum/{discussion}/deplacement", shift)
}

async fn course_page(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let course = courses::find(&mut tx, proof.id()).await?;
    let open = course::is_open(&mut tx, course.id).await?;
    let sessions = course::sessions(&mut tx, course.id).await?;
    Ok(view.page(&views::course(&view.frame, &course, open, &sessions)?))
}

async fn arrange(State(site): State<Site>, proof: Proof<EditCourse>, form: Form) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    tx.lock("forum", proof.id().0).await?;
    let (was, open) = (
        course::is_open(&mut tx, proof.id()).await?,
        form.text("ouvert") == "oui",
    );
    if was != open {
        course::open(&mut tx, &site, &proof, open).await?;
    }
    // Those that the page showed: others aren't its affair.
    let chosen: Vec<&str> = form.values("session").collect();
    for session in course::sessions(&mut tx, proof.id()).await? {
        let id = session.id.to_string();
        let joins = chosen.contains(&&*id);
        if form.values("montree").any(|shown| shown == id) && joins != session.joined {
            course::choose(&mut tx, &site, &proof, (session.id, joins)).await?;
        }
    }
    tx.commit().await?;
    let saying = match open {
        true => "Le forum du parcours est ouvert aux sessions choisies.",
        false => "Le forum du parcours est fermé. Ce qui y était écrit se retrouvera s’il ouvre de nouveau.",
    };
    Ok(Done::at(format!("/parcours/{}/forum", proof.id()))
        .saying(saying)
        .into_response())
}

async fn session_page(
    State(site): State<Site>,
    proof: Proof<ShareForum>,
    actor: Actor,
    view: View,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    let mut tx = site.db().read().await?;
    let open = course::is_open(&mut tx, ground.session.course).await?;
    Ok(view.page(&views::session(&view.frame, &ground, open)))
}

async fn take_part(
    State(site): State<Site>,
    proof: Proof<ShareForum>,
    actor: Actor,
    form: Form,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    let joins = form.text("acte") == "participer";
    let mut tx = site.db().begin().await?;
    if joins && !course::is_open(&mut tx, ground.session.course).await? {
        return Err(Error::Refused(NOT_OPEN.into()));
    }
    course::take_part(&mut tx, &site, &proof, (&ground.session, joins)).await?;
    tx.commit().await?;
    let saying = match joins {
        true => "La session partage maintenant le forum du parcours.",
        false => "La session ne partage plus le forum du parcours.",
    };
    Ok(Done::at(ground.base()).saying(saying).into_response())
}

/// The forums where a discussion may go: those of the same course that whoever asks moderates.
async fn places(site: &Site, ground: &Ground, id: &str) -> Result<(threads::Thread, Vec<course::Choice>)> {
    let mut tx = site.db().read().await?;
    let id: ThreadId = named(id)?;
    let thread = threads::find(&mut tx, site, ground.session.id, id, ground.person).await?;
    if !ground.may_move(&mut tx, &thread).await? {
        return Err(Error::Refused(NOT_YOURS.into()));
    }
    let mut places = course::moderated(&mut tx, ground.person, ground.session.course).await?;
    places.retain(|place| thread.shared() || place.id != ground.session.id);
    Ok((thread, places))
}

async fn move_page(
    State(site): State<Site>,
    proof: Proof<ModerateForum>,
    actor: Actor,
    view: View,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    let (thread, places) = places(&site, &ground, &id).await?;
    Ok(view.page(&views::moving(&view.frame, &ground, &thread, &places)?))
}

async fn shift(
    State(site): State<Site>,
    proof: Proof<ModerateForum>,
    actor: Actor,
    Path((_, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    let (thread, places) = places(&site, &ground, &id).await?;
    let to = match (form.text("vers"), ground.course) {
        ("parcours", Some(course)) if !thread.shared() => To::Course(course),
        (chosen, _) => {
            let place = places.iter().find(|place| place.id.to_string() == chosen);
            To::Session(place.ok_or(Error::Refused(NOWHERE.into()))?.id)
        }
    };
    let mut tx = site.db().begin().await?;
    if !deciding::shift(&mut tx, &site, &proof, ground.hand(), (&thread, to)).await? {
        return Err(Error::Refused(MOVED.into()));
    }
    tx.commit().await?;
    let there = match to {
        To::Session(session) => address(session),
        To::Course(_) => ground.base(),
    };
    Ok(Done::at(format!("{there}/{}", thread.id))
        .saying("La discussion est déplacée\u{202f}: son ancienne adresse mène ici.")
        .into_response())
}

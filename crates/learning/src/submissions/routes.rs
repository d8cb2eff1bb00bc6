//! What `/mes-parcours/{inscription}/etapes/{etape}` shows of work to hand in, its draft, its review, its files.

use catalogue::courses::Completion;
use catalogue::library::{self, ItemId};
use platform::db::Tx;
use platform::html::{FormErrors, Notice};
use platform::http::{
    Actor, Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Response, Routes, State, View, send_blob,
};
use platform::{Error, Result, Site, blobs};
use training::enrolment::{self, Enrolment, FollowCourse};

use super::forms::Typed;
use super::load::Work;
use super::rules::{Timing, Turn, mostly};
use super::sealing;
use super::shown::{Over, shown};
use super::store::{self, Handing, Submission};
use super::views::{self, send};
use super::writing;
use crate::gradings;
use crate::progress::{self, Observed, Status};
use crate::reading::shut;
use crate::step::Opened;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .upload::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/production",
            writing::write,
        )
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/production/remise",
            review,
        )
        .post::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/production/remise",
            hand_in,
        )
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/production/{piece}",
            file,
        )
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/consigne/{version}/{fichier}",
            instruction,
        )
}

type Places = Path<(String, String)>;

const MOVED: &str = "Votre brouillon ou sa consigne a changé depuis\u{202f}: relisez, puis rendez.";
const ALREADY: &str = "Votre travail est déjà rendu.";

/// The page of a step whose item is work to hand in.
pub(crate) async fn page(
    site: &Site,
    proof: &Proof<FollowCourse>,
    view: &View,
    opened: Opened,
    item: ItemId,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let work = Work::of(&mut tx, site, opened, item).await?;
    drop(tx);
    let now = site.clock().now();
    let why = work.opened.closed(now).or(work.opened.access.why());
    // What was written stays to be read, whatever closed since.
    if let Some(why) = why.filter(|_| work.readable().next().is_none()) {
        return Ok(view.page(&shut(&work.opened, why)));
    }
    if work.gradings.values().any(|said| said.read_at.is_none()) {
        let mut tx = site.db().begin().await?;
        gradings::read(&mut tx, site, (work.opened.enrolment.id, work.opened.step.id)).await?;
        tx.commit().await?;
    }
    let typed = Typed::of(work.draft());
    shown(
        site,
        proof,
        view,
        &work,
        &Over::of(&typed, &FormErrors::default()),
    )
    .await
}

/// What a review is made over: what is handed in is what was read, and answers the instruction that was read.
fn seen(work: &Work, draft: &Submission) -> String {
    let pieces = draft.pieces.iter().map(|piece| piece.id.to_string());
    let parts: Vec<String> = [draft.revision.to_string(), work.version.to_string()]
        .into_iter()
        .chain(pieces)
        .collect();
    parts.join(".")
}

/// Whether a draft has nothing in a form that is asked now.
fn holds_nothing(work: &Work, draft: &Submission) -> bool {
    let asked = |format| work.settings.formats.contains(&format);
    let formats: Vec<_> = draft.pieces.iter().map(|piece| piece.format).collect();
    let text = if asked(catalogue::assignments::Format::Text) {
        draft.content.text.as_str()
    } else {
        ""
    };
    let formats: Vec<_> = formats.into_iter().filter(|format| asked(*format)).collect();
    mostly(text, &formats).is_none()
}

async fn review(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    Path((_, step)): Places,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    drop(tx);
    let Some(draft) = work.draft().filter(|_| work.writable(site.clock().now()).is_ok()) else {
        return Ok(Done::at(work.opened.path()).into_response());
    };
    if holds_nothing(&work, draft) {
        return empty(&site, &proof, &view, &work).await;
    }
    let names = super::shown::names(&site, &work).await?;
    Ok(view.page(&views::review(
        &view.frame,
        &work,
        (draft, &names),
        &seen(&work, draft),
    )))
}

/// Nothing to hand in yet: the step again, which says so.
async fn empty(site: &Site, proof: &Proof<FollowCourse>, view: &View, work: &Work) -> Result<Response> {
    let mut errors = FormErrors::default();
    errors.add(
        "texte",
        "",
        "Votre travail est vide\u{202f}: écrivez, enregistrez-vous ou joignez un fichier avant de le rendre.",
    );
    shown(
        site,
        proof,
        view,
        work,
        &Over::of(&Typed::of(work.draft()), &errors),
    )
    .await
}

/// For whom a draft is handed in: its learner, or each of its group.
async fn all(tx: &mut Tx, work: &Work) -> Result<Vec<Enrolment>> {
    let Some(together) = &work.together else {
        return Ok(vec![work.opened.enrolment]);
    };
    let mut all = Vec::with_capacity(together.with.len());
    for member in &together.with {
        all.push(enrolment::find(tx, member.enrolment).await?);
    }
    Ok(all)
}

async fn hand_in(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    Path((_, step)): Places,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let owner = Work::load(&mut tx, &site, &proof, &actor, &step).await?.owner();
    drop(tx);
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, owner).await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    let back = work.opened.path();
    if work.turn() == Turn::Tutor {
        return Ok(Done::at(back).saying(ALREADY).into_response());
    }
    let number = match work.writable(site.clock().now()) {
        Ok(number) => number,
        Err(why) => {
            drop(tx);
            let mut errors = FormErrors::default();
            errors.add("texte", "", why);
            let typed = Typed::of(work.draft());
            return shown(&site, &proof, &view, &work, &Over::of(&typed, &errors)).await;
        }
    };
    let Some(draft) = work.draft() else {
        return Ok(Done::at(back).into_response());
    };
    if holds_nothing(&work, draft) {
        drop(tx);
        return empty(&site, &proof, &view, &work).await;
    }
    if form.text("vu") != seen(&work, draft) {
        drop(tx);
        let names = super::shown::names(&site, &work).await?;
        let page = views::review(&view.frame, &work, (draft, &names), &seen(&work, draft));
        return Ok(view.invalid(&page.notice(Notice::warn(MOVED))));
    }
    let formats: Vec<_> = draft.pieces.iter().map(|piece| piece.format).collect();
    let with = all(&mut tx, &work).await?;
    let handing = Handing {
        version: work.version,
        format: mostly(&draft.content.text, &formats),
        late: work.timing(number) == Timing::Late,
        anonymous: work.settings.anonymous,
        with: &with,
    };
    let opened = &work.opened;
    let key = sealing::key_of(&site, actor.person, draft.group).await?;
    let key = key.ok_or_else(|| Error::fault("a draft has lost its key"))?;
    if !store::hand_in(&mut tx, &site, &key, &opened.enrolment, (draft, &handing)).await? {
        return Ok(Done::at(back).saying(ALREADY).into_response());
    }
    let ends = opened.step.completion == Completion::Done;
    for one in &with {
        let seen = Observed {
            status: if ends { Status::Done } else { Status::Started },
            percent: None,
            seconds: 0,
        };
        progress::record(&mut tx, &site, one, opened.step.id, seen).await?;
    }
    tx.commit().await?;
    Ok(Done::at(back)
        .saying(match draft.group {
            None => "Votre travail est rendu. Votre tuteur le corrige, et vous recevrez un e-mail.",
            Some(_) => {
                "Le travail de votre groupe est rendu. Votre tuteur le corrige, et chacun recevra un e-mail."
            }
        })
        .into_response())
}

/// A file of one's own work, or of one's group's, whether it is handed in or not; or of what was said of it.
async fn file(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step, piece)): Path<(String, String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    drop(tx);
    let own = work.readable().find_map(|one| one.piece(&piece));
    let found = own.or_else(|| work.gradings.values().find_map(|said| said.file(&piece)));
    send(&site, found.ok_or(Error::NotFound)?, &asked).await
}

/// An instruction that is said or filmed, of a version that this learner was asked by.
async fn instruction(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step, version, name)): Path<(String, String, String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    let version = work.version_of(version.parse()?).ok_or(Error::NotFound)?;
    if let Some(why) = work
        .opened
        .closed(site.clock().now())
        .or(work.opened.access.why())
        && work.last_handed().is_none()
    {
        return Err(Error::Refused(why.to_owned().into()));
    }
    if !version.1.spoken.iter().any(|one| one.file == name) {
        return Err(Error::NotFound);
    }
    let file = library::file(&mut tx, version.0, &name).await?;
    let blob = blobs::find(&mut tx, file.blob).await?;
    drop(tx);
    send_blob(&site, &blob, &asked, false).await
}

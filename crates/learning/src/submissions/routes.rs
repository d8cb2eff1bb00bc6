//! What `/mes-parcours/{inscription}/etapes/{etape}` shows of work to hand in, its draft, its review, its files.

use std::sync::Arc;

use catalogue::library::{self, ItemId};
use platform::db::Tx;
use platform::html::{FormErrors, Notice};
use platform::http::{
    Actor, Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Response, Routes, State, Upload, View,
};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, Result, Site};
use training::enrolment::FollowCourse;

use super::forms::{self, Typed};
use super::load::Work;
use super::rules::{Timing, Turn, mostly};
use super::store::{self, Draft, Handing, Submission, SubmissionId};
use super::views::{self, send};
use crate::gradings;
use crate::player;
use crate::progress::{self, Observed, Status};
use crate::reading::shut;
use crate::step::Opened;
use catalogue::courses::Completion;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .upload::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}/production", write)
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
}

type Places = Path<(String, String)>;

const CHANGED: &str = "Ce brouillon a changé dans un autre onglet ou sur un autre appareil. Ce que vous venez d’écrire est gardé ici\u{202f}; ce qui était enregistré se lit sous votre texte. Enregistrez à nouveau ce qui doit rester.";
const MOVED: &str = "Votre brouillon ou sa consigne a changé depuis\u{202f}: relisez, puis rendez.";
const GONE: &str =
    "Ce fichier n’est plus dans votre travail\u{202f}: revenez à l’étape pour voir ce qu’il contient.";
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
    if let Some(why) = why.filter(|_| work.tries.iter().all(|one| one.handed_at.is_none())) {
        return Ok(view.page(&shut(&work.opened, why)));
    }
    if work.gradings.values().any(|said| said.read_at.is_none()) {
        let mut tx = site.db().begin().await?;
        gradings::read(&mut tx, site, (work.opened.enrolment.id, work.opened.step.id)).await?;
        tx.commit().await?;
    }
    let typed = Typed::of(work.draft());
    shown(site, proof, view, &work, &typed, &FormErrors::default(), None).await
}

/// The page, over what was typed; `other`: what somebody else saved meanwhile.
async fn shown(
    site: &Site,
    proof: &Proof<FollowCourse>,
    view: &View,
    work: &Work,
    typed: &Typed,
    errors: &FormErrors,
    other: Option<&str>,
) -> Result<Response> {
    let now = site.clock().now();
    let joined = match (&work.reading.file, work.opened.step.item) {
        (Some(name), Some(item)) => {
            let origin = player::origin(site, proof, item).await?;
            Some((library::address(&origin, work.version, name), origin))
        }
        _ => None,
    };
    let page = views::page(
        &view.frame,
        &views::Shown {
            work,
            typed,
            other,
            joined: joined.as_ref().map(|(address, _)| address.as_str()),
            open: work.writable(now),
        },
        errors,
    )?;
    let mut response = match errors.is_empty() && other.is_none() {
        true => view.page(&page),
        false => view.invalid(&page),
    };
    if let Some((_, origin)) = &joined {
        View::frame_too(&mut response, origin);
    }
    Ok(View::recording(response))
}

async fn key(site: &Site, actor: &Actor) -> Result<Arc<DataKey>> {
    site.keys().get_or_create(actor.person.0, Class::Evidence).await
}

/// The last draft, written: its words, the files that come, what is taken out.
async fn write(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    Path((_, step)): Places,
    mut upload: Upload,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    drop(tx);
    let typed = Typed::read(&upload.form, work.draft());
    let mut errors = FormErrors::default();
    if let Err(why) = work.writable(site.clock().now()) {
        errors.add("texte", "", why);
    }
    typed.check(&mut errors);
    // What saves itself leaves the files to the form.
    let files = match errors.is_empty() && !view.alone() {
        true => forms::check(&work, &mut upload, &mut errors).await?,
        false => Vec::new(),
    };
    if !errors.is_empty() {
        return shown(&site, &proof, &view, &work, &typed, &errors, None).await;
    }
    let key = key(&site, &actor).await?;
    let mut sealed = Vec::with_capacity(files.len());
    for file in files {
        sealed.push(file.seal(&site, actor.person).await?);
    }
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, proof.id()).await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    let number = work
        .writable(site.clock().now())
        .map_err(|why| Error::Refused(why.to_string().into()))?;
    let Some((id, revision)) = save(&mut tx, &site, &key, &work, number, &typed).await? else {
        drop(tx);
        let other = work.draft().map_or("", |draft| &draft.content.text);
        let typed = Typed {
            revision: work.draft().map_or(0, |draft| draft.revision),
            ..typed
        };
        errors.add("texte", "", CHANGED);
        return shown(&site, &proof, &view, &work, &typed, &errors, Some(other)).await;
    };
    let added = sealed.len();
    for (format, about, stored) in sealed {
        store::add(&mut tx, &site, &key, id, (format, &about, stored)).await?;
    }
    tx.commit().await?;
    if view.alone() {
        return Ok(view.kept(revision, ""));
    }
    let back = work.opened.path();
    Ok(match upload.form.text("acte") {
        "relire" => Done::at(format!("{}/remise", work.path())).into_response(),
        _ => Done::at(back)
            .saying(match (added, typed.remove.is_empty()) {
                (0, true) => "Brouillon enregistré.",
                (0, false) => "Le fichier est retiré, le brouillon est enregistré.",
                (1, _) => "Le fichier est ajouté, le brouillon est enregistré.",
                _ => "Les fichiers sont ajoutés, le brouillon est enregistré.",
            })
            .into_response(),
    })
}

/// Writes the words of a draft, and takes out what is to go.
async fn save(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    work: &Work,
    number: u32,
    typed: &Typed,
) -> Result<Option<(SubmissionId, i64)>> {
    let draft = Draft {
        key,
        enrolment: work.opened.enrolment.id,
        step: work.opened.step.id,
        version: work.version,
        number,
    };
    let before = work.draft();
    let Some(written) = store::write(tx, site, &draft, before, typed.revision, &typed.text).await? else {
        return Ok(None);
    };
    if let Some(before) = before {
        for (piece, said) in &typed.transcripts {
            let known = before.pieces.iter().find(|one| one.id == *piece);
            if let Some(known) = known.filter(|known| known.about.transcript != *said) {
                store::transcribe(tx, site, key, known, said).await?;
            }
        }
        if let Some(piece) = before.piece(&typed.remove) {
            store::remove(tx, site, before.id, piece).await?;
        }
    }
    Ok(Some(written))
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

fn holds_nothing(draft: &Submission) -> bool {
    let formats: Vec<_> = draft.pieces.iter().map(|piece| piece.format).collect();
    mostly(&draft.content.text, &formats).is_none()
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
    if holds_nothing(draft) {
        return empty(&site, &proof, &view, &work).await;
    }
    Ok(view.page(&views::review(&view.frame, &work, draft, &seen(&work, draft))))
}

/// Nothing to hand in yet: the step again, which says so.
async fn empty(site: &Site, proof: &Proof<FollowCourse>, view: &View, work: &Work) -> Result<Response> {
    let mut errors = FormErrors::default();
    errors.add(
        "texte",
        "",
        "Votre travail est vide\u{202f}: écrivez, enregistrez-vous ou joignez un fichier avant de le rendre.",
    );
    shown(site, proof, view, work, &Typed::of(work.draft()), &errors, None).await
}

async fn hand_in(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    Path((_, step)): Places,
    form: Form,
) -> Result<Response> {
    let key = key(&site, &actor).await?;
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, proof.id()).await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    let back = work.opened.path();
    if work.turn() == Turn::Tutor {
        return Ok(Done::at(back).saying(ALREADY).into_response());
    }
    let number = work
        .writable(site.clock().now())
        .map_err(|why| Error::Refused(why.to_string().into()))?;
    let Some(draft) = work.draft() else {
        return Ok(Done::at(back).into_response());
    };
    if holds_nothing(draft) {
        drop(tx);
        return empty(&site, &proof, &view, &work).await;
    }
    if form.text("vu") != seen(&work, draft) {
        drop(tx);
        let page = views::review(&view.frame, &work, draft, &seen(&work, draft));
        return Ok(view.invalid(&page.notice(Notice::warn(MOVED))));
    }
    let formats: Vec<_> = draft.pieces.iter().map(|piece| piece.format).collect();
    let handing = Handing {
        version: work.version,
        format: mostly(&draft.content.text, &formats),
        late: work.timing(number) == Timing::Late,
        anonymous: work.settings.anonymous,
    };
    let opened = &work.opened;
    if !store::hand_in(&mut tx, &site, &key, &opened.enrolment, draft, &handing).await? {
        return Ok(Done::at(back).saying(ALREADY).into_response());
    }
    let ends = opened.step.completion == Completion::Done;
    let seen = Observed {
        status: if ends { Status::Done } else { Status::Started },
        percent: None,
        seconds: 0,
    };
    progress::record(&mut tx, &site, &opened.enrolment, opened.step.id, seen).await?;
    tx.commit().await?;
    Ok(Done::at(back)
        .saying("Votre travail est rendu. Votre tuteur le corrige, et vous recevrez un e-mail.")
        .into_response())
}

/// A file of one's own work, whether it is handed in or not, or of what was said of it.
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
    let own = work.tries.iter().find_map(|one| one.piece(&piece));
    let found = own.or_else(|| work.gradings.values().find_map(|said| said.file(&piece)));
    let piece = found.ok_or_else(|| Error::Refused(GONE.into()))?;
    send(&site, piece, &asked).await
}

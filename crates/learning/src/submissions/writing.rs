//! The draft, written: what saves itself, and what a button sends.

use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Actor, Done, Form, IntoResponse as _, Path, Proof, Response, State, Upload, View};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Result, Site};
use training::enrolment::{self, FollowCourse, Followed};
use uuid::Uuid;

use super::forms::{self, Checked, Sent, Typed};
use super::load::Work;
use super::rules::LONGEST_TEXT;
use super::sealing;
use super::shown::{Over, shown};
use super::store::{self, Draft, SubmissionId, together};
use crate::step::closed;

const CHANGED: &str = "Ce brouillon a changé dans un autre onglet ou sur un autre appareil. Ce que vous venez d’écrire est gardé ici\u{202f}; ce qui était enregistré se lit sous votre texte. Enregistrez à nouveau ce qui doit rester.";
const CHANGED_TOGETHER: &str = "Quelqu’un de votre groupe a enregistré ce brouillon pendant ce temps. Ce que vous venez d’écrire est gardé ici\u{202f}; ce qui est enregistré se lit sous votre texte. Réunissez les deux, puis enregistrez.";

/// The last draft, written: its words, the files that come, what is taken out.
pub(super) async fn write(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    Path((_, step)): Path<(String, String)>,
    mut upload: Upload,
) -> Result<Response> {
    if view.alone()
        && let Some(revision) = save_alone(&site, &proof, &actor, (&step, &upload.form)).await?
    {
        return Ok(view.kept(revision, ""));
    }
    let mut tx = site.db().read().await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    drop(tx);
    let typed = Typed::read(&upload.form, work.draft());
    let mut errors = FormErrors::default();
    if let Err(why) = work.keepable(site.clock().now()) {
        errors.add("texte", "", why);
    }
    typed.check(&mut errors);
    // What saves itself leaves the files to the form.
    let files = match errors.is_empty() && !view.alone() {
        true => forms::check(&work, &mut upload, &mut errors).await?,
        false => Vec::new(),
    };
    if !errors.is_empty() {
        return shown(&site, &proof, &view, &work, &Over::of(&typed, &errors)).await;
    }
    let leads = Leads {
        review: upload.form.text("acte") == "relire",
        added: files.len(),
        removed: !typed.remove.is_empty(),
    };
    let sent: Vec<Sent> = files.iter().map(Checked::sent).collect();
    if let Some(revision) = is_kept(&work, &typed, &sent) {
        return Ok(leads.answer(&view, &work, revision));
    }
    let owner = sealing::owner(actor.person, work.group());
    let key = site.keys().get_or_create(owner.0, owner.1).await?;
    let mut sealed = Vec::with_capacity(files.len());
    for file in files {
        sealed.push(file.seal(&site, owner).await?);
    }
    let (lock, group) = (work.owner(), work.group());
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, lock).await?;
    let work = Work::load(&mut tx, &site, &proof, &actor, &step).await?;
    let number = match work.keepable(site.clock().now()) {
        Ok(number) => number,
        Err(why) => {
            drop(tx);
            errors.add("texte", "", why);
            return shown(&site, &proof, &view, &work, &Over::of(&typed, &errors)).await;
        }
    };
    let same = work.group() == group && !elsewhere(&upload.form, work.owner());
    let written = match same {
        true => save(&mut tx, &site, &key, &work, (number, &typed)).await?,
        false => None,
    };
    let Some((id, revision)) = written else {
        drop(tx);
        if let Some(revision) = is_kept(&work, &typed, &sent) {
            return Ok(leads.answer(&view, &work, revision));
        }
        return conflict(&site, &proof, &view, &work, typed).await;
    };
    let author = group.map(|_| actor.person);
    for (format, about, stored) in sealed {
        store::add(&mut tx, &site, &key, (id, author), (format, &about, stored)).await?;
    }
    tx.commit().await?;
    Ok(leads.answer(&view, &work, revision))
}

/// Whether a form was made over somebody else's draft: their own, before they were in a group, or their group's.
fn elsewhere(form: &Form, owner: Uuid) -> bool {
    let of = form.text("de");
    !of.is_empty() && of != owner.to_string()
}

/// What saves itself over the draft that was read, when nothing else has happened since: a few statements, whatever the step
/// holds. None when it must be looked at whole.
async fn save_alone(
    site: &Site,
    proof: &Proof<FollowCourse>,
    actor: &Actor,
    (step, form): (&str, &Form),
) -> Result<Option<i64>> {
    let (Some(text), Ok(revision)) = (form.values("texte").next(), form.text("revision").parse::<i64>())
    else {
        return Ok(None);
    };
    // A page made before its learner was put in a group is looked at whole.
    if elsewhere(form, proof.id().0) {
        return Ok(None);
    }
    if revision < 1 || text.chars().count() > LONGEST_TEXT {
        return Ok(None);
    }
    let key = site.keys().find(actor.person.0, Class::Evidence).await?;
    let (Some(key), Ok(step)) = (key, step.parse()) else {
        return Ok(None);
    };
    let mut tx = site.db().begin().await?;
    let Followed { enrolment, session } = enrolment::follow(&mut tx, proof.id()).await?;
    let now = site.clock().now();
    if enrolment.person != actor.person || closed(session.starts_at, enrolment.ends_at, now).is_some() {
        return Ok(None);
    }
    let text = text.replace("\r\n", "\n");
    let place = (enrolment.id, step);
    let Some((id, next)) = store::save_alone(&mut tx, site, &key, place, (revision, &text)).await? else {
        return Ok(None);
    };
    if form.fields().any(|(name, _)| forms::is_transcript(name)) {
        let pieces = store::of_draft(&mut tx, &key, id).await?;
        let typed = Typed::said(form, &pieces);
        if typed
            .iter()
            .any(|(_, words)| words.chars().count() > LONGEST_TEXT)
        {
            return Ok(None);
        }
        for (piece, words) in &typed {
            let known = pieces.iter().find(|one| one.id == *piece);
            if let Some(known) = known.filter(|known| known.about.transcript != *words) {
                store::transcribe(&mut tx, site, &key, known, words).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(Some(next))
}

/// The revision of a draft that holds it all already: a button was pressed twice.
fn is_kept(work: &Work, typed: &Typed, sent: &[Sent]) -> Option<i64> {
    let draft = work.draft().filter(|draft| draft.revision > typed.revision)?;
    let held = typed.is_kept_in(draft) && sent.iter().all(|file| file.is_kept_in(draft));
    held.then_some(draft.revision)
}

/// Where a draft that is saved leads.
struct Leads {
    review: bool,
    added: usize,
    removed: bool,
}

impl Leads {
    fn answer(&self, view: &View, work: &Work, revision: i64) -> Response {
        if view.alone() {
            return view.kept(revision, "");
        }
        if self.review {
            return Done::at(format!("{}/remise", work.path())).into_response();
        }
        Done::at(work.opened.path())
            .saying(match (self.added, self.removed) {
                (0, false) => "Brouillon enregistré.",
                (0, true) => "Le fichier est retiré, le brouillon est enregistré.",
                (1, _) => "Le fichier est ajouté, le brouillon est enregistré.",
                _ => "Les fichiers sont ajoutés, le brouillon est enregistré.",
            })
            .into_response()
    }
}

/// Somebody has written since: both are shown.
async fn conflict(
    site: &Site,
    proof: &Proof<FollowCourse>,
    view: &View,
    work: &Work,
    typed: Typed,
) -> Result<Response> {
    let other = work.draft().map_or("", |draft| &draft.content.text);
    let typed = Typed {
        revision: work.draft().map_or(0, |draft| draft.revision),
        ..typed
    };
    let mut errors = FormErrors::default();
    let why = match work.together {
        Some(_) => CHANGED_TOGETHER,
        None => CHANGED,
    };
    errors.add("texte", "", why);
    shown(site, proof, view, work, &Over::of(&typed, &errors).beside(other)).await
}

/// Writes the words of a draft, and takes out what is to go.
async fn save(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    work: &Work,
    (number, typed): (u32, &Typed),
) -> Result<Option<(SubmissionId, i64)>> {
    let draft = Draft {
        key,
        enrolment: work.opened.enrolment.id,
        group: work.group(),
        step: work.opened.step.id,
        version: work.version,
        number,
    };
    let before = work.draft();
    let over = (typed.revision, typed.text.as_str());
    let Some(written) = store::write(tx, site, &draft, before, over).await? else {
        return Ok(None);
    };
    if draft.group.is_some() && before.is_none_or(|before| before.content.text != typed.text) {
        let by = work.opened.enrolment.person;
        together::trace(tx, site, key, written, (by, &typed.text)).await?;
    }
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

//! `/corrections/{production}`: one work, read and corrected.

use std::collections::HashMap;
use std::sync::Arc;

use learning::gradings::{self, Change, GradeSubmission, Mark, Ready, Remark, Said};
use learning::submissions::{self, send};
use people::directory::{Directory, Identity};
use platform::html::{FormErrors, Notice};
use platform::http::{
    Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::queue::{self, Queue};
use super::{offline, remarks, views};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<GradeSubmission, _>("/corrections", queue::queue)
        .post::<GradeSubmission, _>("/corrections/publication", queue::publish)
        .get::<GradeSubmission, _>("/corrections/phrases", remarks::page)
        .post::<GradeSubmission, _>("/corrections/phrases/retrait", remarks::forget)
        .get::<GradeSubmission, _>("/corrections/{production}", page)
        .post::<GradeSubmission, _>("/corrections/{production}", grade)
        .get::<GradeSubmission, _>("/corrections/{production}/pieces/{piece}", file)
        .post::<GradeSubmission, _>("/corrections/{production}/pieces/{piece}", transcribe)
        .and(offline::routes())
}

const GONE: &str = "Ce fichier n’est pas dans ce travail\u{202f}: revenez à la correction.";
const CHANGED: &str = "Quelqu’un d’autre a enregistré cette correction pendant ce temps. Ce qui est enregistré se lit ci-dessous\u{202f}; ce que vous venez de saisir est gardé dans le formulaire. Enregistrez à nouveau ce qui doit rester.";
const PUBLISHED: &str = "Cette correction est publiée\u{202f}: ce que vous changez se publie aussi, avec le bouton «\u{202f}Publier la correction\u{202f}».";

/// What the page of a work shows.
pub(super) struct Desk {
    pub(super) ready: Ready,
    pub(super) queue: Queue,
    pub(super) remarks: Vec<Remark>,
    /// What was published before.
    pub(super) changes: Vec<Change>,
    /// Who corrected.
    pub(super) tutors: HashMap<PersonId, Arc<Identity>>,
}

impl Desk {
    /// The revision that a form is made over.
    pub(super) fn revision(&self) -> i64 {
        self.ready.grading.as_ref().map_or(0, |grading| grading.revision)
    }

    /// Whether the name stays hidden.
    pub(super) fn is_anonymous(&self) -> bool {
        self.ready.submission.anonymous && !self.ready.is_published()
    }
}

async fn load(site: &Site, proof: &Proof<GradeSubmission>, session: &str) -> Result<Desk> {
    let actor = proof.actor().ok_or(Error::Forbidden)?;
    let ready = gradings::prepare(site, (proof.id(), proof.actor())).await?;
    let queue = queue::load(site, actor, session).await?;
    let mut tx = site.db().read().await?;
    let remarks = gradings::of_tutor(&mut tx, site, actor).await?;
    let changes = gradings::changes(&mut tx, &ready.key, ready.submission.id).await?;
    drop(tx);
    let tutors: Vec<PersonId> = changes
        .iter()
        .filter_map(|change| change.by)
        .chain(ready.grading.as_ref().and_then(|grading| grading.by))
        .collect();
    Ok(Desk {
        tutors: Directory::of(site)?.cards(site, &tutors).await?,
        ready,
        queue,
        remarks,
        changes,
    })
}

type Asked = Query<HashMap<String, String>>;

async fn page(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    view: View,
    Query(asked): Asked,
) -> Result<Response> {
    let session = asked.get("session").map_or("", String::as_str);
    let desk = load(&site, &proof, session).await?;
    let typed = desk
        .ready
        .grading
        .as_ref()
        .map_or_else(Mark::default, |grading| Mark::of(&grading.said, grading.decision));
    let errors = FormErrors::default();
    Ok(view.page(&views::one::page(&view.frame, &desk, &typed, &errors)?))
}

/// What was typed; the sentences that are ticked follow the comment.
fn typed(form: &Form, desk: &Desk, alone: bool) -> Mark {
    let rubric = desk.ready.settings.rubric.len();
    let mut comment = form.text("commentaire").replace("\r\n", "\n");
    let ticked: Vec<&str> = form.values("phrase").filter(|_| !alone).collect();
    for remark in &desk.remarks {
        if ticked.iter().any(|one| *one == remark.id.to_string()) {
            if !comment.is_empty() {
                comment.push_str("\n\n");
            }
            comment.push_str(&remark.words);
        }
    }
    Mark {
        levels: (1..=rubric)
            .map(|at| form.text(&format!("critere-{at}")).to_owned())
            .collect(),
        percent: form.text("pourcentage").to_owned(),
        comment,
        decision: form.text("suite").to_owned(),
    }
}

async fn grade(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    view: View,
    form: Form,
) -> Result<Response> {
    let desk = load(&site, &proof, form.text("session")).await?;
    let typed = typed(&form, &desk, view.alone());
    let mut errors = FormErrors::default();
    let read = typed.read(&desk.ready.settings.rubric, desk.ready.again(), &mut errors);
    let publishes = form.text("acte") == "publier";
    if !publishes && desk.ready.is_published() {
        errors.add("commentaire", "", PUBLISHED);
    }
    if let Some((said, decision)) = read.as_ref().filter(|_| publishes) {
        desk.ready.complete(said, *decision, &mut errors);
    }
    let Some((said, decision)) = read.filter(|_| errors.is_empty()) else {
        return Ok(view.invalid(&views::one::page(&view.frame, &desk, &typed, &errors)?));
    };
    if form.text("revision") != desk.revision().to_string() {
        return conflict(&view, &desk, &typed);
    }
    let by = proof.actor();
    let kept = (!view.alone() && form.text("garder") == "oui" && !said.comment.is_empty())
        .then_some(said.comment.as_str());
    let tutor = by.ok_or(Error::Forbidden)?;
    let key = site.keys().get_or_create(tutor.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    let next = match publishes {
        true => gradings::publish(&mut tx, &site, &desk.ready, by, (&said, decision))
            .await?
            .then_some(0),
        false => save(&mut tx, &site, &desk, by, (&said, decision)).await?,
    };
    let Some(revision) = next else {
        drop(tx);
        let desk = load(&site, &proof, form.text("session")).await?;
        return conflict(&view, &desk, &typed);
    };
    if let Some(words) = kept {
        gradings::keep(&mut tx, &site, &key, tutor, words).await?;
    }
    tx.commit().await?;
    if view.alone() {
        return Ok(view.kept(revision, ""));
    }
    Ok(match publishes {
        true => onward(&desk),
        false => Done::at(views::one::path(&desk.queue, &proof.id().to_string()))
            .saying("Brouillon enregistré\u{202f}: l’apprenant ne le voit pas encore.")
            .into_response(),
    })
}

async fn save(
    tx: &mut platform::db::Tx,
    site: &Site,
    desk: &Desk,
    by: Option<PersonId>,
    (said, decision): (&Said, gradings::Decision),
) -> Result<Option<i64>> {
    let writing = gradings::Writing {
        said,
        percent: gradings::percent_of(said, &desk.ready.settings.rubric),
        decision,
    };
    let over = (desk.ready.submission.id, desk.revision());
    gradings::save(tx, site, &desk.ready.key, over, by, &writing).await
}

/// The next work that waits, or the queue.
fn onward(desk: &Desk) -> Response {
    let (_, after, _, _) = desk.queue.around(&desk.ready.submission.id.to_string());
    match after {
        Some(next) => Done::at(views::one::path(&desk.queue, &next.id.to_string()))
            .saying("Correction publiée, l’apprenant est prévenu. Voici la suivante."),
        None => {
            Done::at(views::list::path(&desk.queue)).saying("Correction publiée, l’apprenant est prévenu.")
        }
    }
    .into_response()
}

/// Two at once: what is saved is shown beside what was typed.
fn conflict(view: &View, desk: &Desk, typed: &Mark) -> Result<Response> {
    let page = views::one::page(&view.frame, desk, typed, &FormErrors::default())?;
    let saved = desk.ready.grading.as_ref();
    let saved = saved.map(|grading| submissions::graded(grading, &desk.ready.settings.rubric));
    Ok(view.invalid(&page.notice(Notice::warn(platform::html::html! {
        p { (CHANGED) }
        @if let Some(saved) = saved { (saved) }
    }))))
}

async fn file(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    Path((_, piece)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let (_, person) = submissions::whose(&mut tx, proof.id()).await?;
    let submission = submissions::find(&mut tx, &site, person, proof.id()).await?;
    drop(tx);
    let submission = if submission.anonymous {
        submission.unnamed()
    } else {
        submission
    };
    let piece = submission
        .piece(&piece)
        .ok_or_else(|| Error::Refused(GONE.into()))?;
    send(&site, piece, &asked).await
}

/// Who corrects writes what is said in a recording.
async fn transcribe(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    Path((_, piece)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let words = form.text("transcription").replace("\r\n", "\n");
    if words.chars().count() > submissions::LONGEST_TEXT {
        return Err(Error::Refused(
            "C’est trop long\u{202f}: 20\u{202f}000 caractères au plus. Revenez en arrière pour raccourcir."
                .into(),
        ));
    }
    let mut tx = site.db().begin().await?;
    if !submissions::transcribe_for(&mut tx, &site, proof.id(), (&piece, &words)).await? {
        return Err(Error::Refused(GONE.into()));
    }
    tx.commit().await?;
    Ok(Done::at(format!("/corrections/{}", proof.id()))
        .saying("Ce qui est dit est enregistré\u{202f}: l’apprenant le lit aussi.")
        .into_response())
}

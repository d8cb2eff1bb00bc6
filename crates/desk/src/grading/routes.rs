//! `/corrections/{production}`: one work, read and corrected.

use std::collections::HashMap;

use learning::gradings::{self, Asked, GradeSubmission, Mark, Said, TypedNote};
use learning::submissions::{self, Piece, send, transcript_field};
use platform::db::Tx;
use platform::html::{FormErrors, Notice, html};
use platform::http::{
    Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Query, Response, Routes, State, Upload, View,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::desk::{Desk, load};
use super::{offline, queue, remarks, second, share, views};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<GradeSubmission, _>("/corrections", queue::queue)
        .post::<GradeSubmission, _>("/corrections/publication", queue::publish)
        .get::<GradeSubmission, _>("/corrections/phrases", remarks::page)
        .post::<GradeSubmission, _>("/corrections/phrases/retrait", remarks::forget)
        .get::<GradeSubmission, _>("/corrections/{production}", page)
        .upload::<GradeSubmission, _>("/corrections/{production}", grade)
        .post::<GradeSubmission, _>("/corrections/{production}/charge", share::entrust)
        .get::<GradeSubmission, _>("/corrections/{production}/pieces/{piece}", file)
        .post::<GradeSubmission, _>("/corrections/{production}/pieces/{piece}", transcribe)
        .and(second::routes())
        .and(offline::routes())
}

const GONE: &str = "Ce fichier n’est pas dans ce travail\u{202f}: revenez à la correction.";
const CHANGED: &str = "Quelqu’un d’autre a enregistré cette correction pendant ce temps. Ce qui est enregistré se lit ci-dessous\u{202f}; ce que vous venez de saisir est gardé dans le formulaire. Enregistrez à nouveau ce qui doit rester.";
const PUBLISHED: &str = "Cette correction est publiée\u{202f}: ce que vous changez se publie aussi, avec le bouton «\u{202f}Publier la correction\u{202f}».";
const TWICE: &str = "Un second tuteur relit les corrections de cette session avant leur publication\u{202f}: demandez sa relecture.";
const LONG: &str = "C’est trop long\u{202f}: 20\u{202f}000 caractères au plus.";

async fn page(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    view: View,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response> {
    let asked = queue::asked(|name| asked.get(name).map_or("", String::as_str));
    let mut desk = load(&site, &proof, asked).await?;
    let mut tx = site.db().begin().await?;
    desk.open = gradings::open(&mut tx, &site, proof.id(), desk.me).await?;
    tx.commit().await?;
    desk.name(&site).await?;
    let typed = desk.begun();
    shown(&view, &desk, &typed, &FormErrors::default())
}

/// The page, over what was typed.
pub(super) fn shown(view: &View, desk: &Desk, typed: &Mark, errors: &FormErrors) -> Result<Response> {
    let page = views::one::page(&view.frame, desk, typed, errors)?;
    Ok(View::recording(match errors.is_empty() {
        true => view.page(&page),
        false => view.invalid(&page),
    }))
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
        notes: notes(form),
    }
}

/// The notes of a form: what stands at one place of each list is of one note.
fn notes(form: &Form) -> Vec<TypedNote> {
    let list = |name| form.values(name).map(str::to_owned).collect::<Vec<String>>();
    let [pieces, pages, lefts, tops, words] = [
        "note-fichier",
        "note-page",
        "note-gauche",
        "note-haut",
        "note-texte",
    ]
    .map(list);
    let at = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
    (0..words.len().min(MOST_NOTES))
        .map(|one| TypedNote {
            piece: at(&pieces, one),
            page: at(&pages, one),
            left: at(&lefts, one),
            top: at(&tops, one),
            words: at(&words, one),
        })
        .collect()
}

const TOLD_ALREADY: &str = "La transcription d’un enregistrement publié ne passe pas par la relecture\u{202f}: laissez-la telle quelle, ou retirez l’enregistrement et refaites-le.";

/// The most notes that are read of a form.
const MOST_NOTES: usize = 200;

async fn grade(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let asked = queue::asked(|name| upload.form.text(name));
    let desk = load(&site, &proof, asked).await?;
    if let Some(why) = desk.shut() {
        return Err(Error::Refused(why.into()));
    }
    let typed = typed(&upload.form, &desk, view.alone());
    let mut errors = FormErrors::default();
    let read = typed.read(
        &desk.ready.settings.rubric,
        desk.ready.again(),
        &desk.noted(),
        &mut errors,
    );
    let act = upload.form.text("acte").to_owned();
    let gives = act == "publier" || act == "relire";
    if !gives && desk.ready.is_published() {
        errors.add("commentaire", "", PUBLISHED);
    }
    if act == "publier" && desk.ready.twice {
        errors.add("commentaire", "", TWICE);
    }
    let transcripts = transcripts(&upload.form, &desk, &mut errors);
    // What is published is heard with these words already: they would change before the reading.
    if act == "relire"
        && desk.ready.is_published()
        && let Some((file, _)) = transcripts.first()
    {
        errors.add(transcript_field(file.id), "Ce qui est dit", TOLD_ALREADY);
    }
    let sent = match errors.is_empty() && !view.alone() {
        true => submissions::check_recordings(desk.held().len(), &mut upload, &mut errors).await?,
        false => Vec::new(),
    };
    let removed: Vec<String> = upload.form.values("retirer").map(str::to_owned).collect();
    let read = read.map(|(mut said, decision)| {
        said.files = desk
            .held()
            .iter()
            .map(|file| file.id.0)
            .filter(|id| !removed.contains(&id.to_string()))
            .collect();
        (said, decision)
    });
    if let Some((said, decision)) = read.as_ref().filter(|_| gives) {
        // A recording that comes with it says something too.
        let whole = Said {
            files: if sent.is_empty() {
                said.files.clone()
            } else {
                vec![desk.ready.submission.id.0]
            },
            ..said.clone()
        };
        desk.ready.complete(&whole, *decision, &mut errors);
    }
    let Some((mut said, decision)) = read.filter(|_| errors.is_empty()) else {
        return shown(&view, &desk, &typed, &errors);
    };
    if upload.form.text("revision") != desk.revision().to_string() {
        return conflict(&view, &desk, &typed);
    }
    let mut sealed = Vec::with_capacity(sent.len());
    let owner = submissions::owner(desk.ready.enrolment.person, desk.ready.submission.group);
    for one in sent {
        sealed.push(one.seal(&site, owner).await?);
    }
    let kept = (!view.alone() && upload.form.text("garder") == "oui" && !said.comment.is_empty())
        .then(|| said.comment.clone());
    let key = site.keys().get_or_create(desk.me.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    let (id, came) = (desk.ready.submission.id, !sealed.is_empty());
    for (format, about, stored) in sealed {
        let file = gradings::add(&mut tx, &site, &desk.ready.key, id, (format, &about, stored)).await?;
        said.files.push(file.0);
    }
    for (file, words) in &transcripts {
        gradings::write_down(&mut tx, &site, &desk.ready.key, file, words).await?;
    }
    let taken = |file: &&Piece| removed.contains(&file.id.to_string()) && desk.is_ours(file);
    for file in desk.held().into_iter().filter(taken) {
        gradings::take_out(&mut tx, &site, file).await?;
    }
    let Some(revision) = write(&mut tx, &site, &desk, &act, (&said, decision)).await? else {
        drop(tx);
        let desk = load(&site, &proof, asked).await?;
        return conflict(&view, &desk, &typed);
    };
    if let Some(words) = kept {
        gradings::keep(&mut tx, &site, &key, desk.me, &words).await?;
    }
    tx.commit().await?;
    if view.alone() {
        return Ok(view.kept(revision, ""));
    }
    Ok(done(&desk, &act, came, !removed.is_empty()))
}

/// What an act makes of a correction: its next revision; none when somebody has saved or published since.
async fn write(
    tx: &mut Tx,
    site: &Site,
    desk: &Desk,
    act: &str,
    what: (&Said, gradings::Decision),
) -> Result<Option<i64>> {
    Ok(match act {
        "publier" => gradings::publish(tx, site, &desk.ready, Some(desk.me), what)
            .await?
            .then_some(0),
        "relire" => second::asks(tx, site, desk, desk.me, what).await?.then_some(0),
        _ => save(tx, site, desk, desk.me, what).await?,
    })
}

/// Where an act leads, and what is said of it.
fn done(desk: &Desk, act: &str, came: bool, removed: bool) -> Response {
    match act {
        "publier" => onward(desk, "Correction publiée, l’apprenant est prévenu."),
        "relire" => onward(
            desk,
            "Relecture demandée\u{202f}: la correction sera publiée quand un second tuteur l’aura relue.",
        ),
        _ => Done::at(format!(
            "{}#correction",
            views::one::path(&desk.asked, &desk.ready.submission.id.to_string())
        ))
        .saying(match (came, removed) {
            (true, _) => {
                "L’enregistrement est ajouté au brouillon\u{202f}: l’apprenant ne l’entend pas encore."
            }
            (false, true) => "L’enregistrement est retiré.",
            (false, false) => "Brouillon enregistré\u{202f}: l’apprenant ne le voit pas encore.",
        })
        .into_response(),
    }
}

/// What is said in each recording of the correction, where that changed.
fn transcripts<'a>(form: &Form, desk: &'a Desk, errors: &mut FormErrors) -> Vec<(&'a Piece, String)> {
    let mut changed = Vec::new();
    for file in desk.held() {
        let name = transcript_field(file.id);
        let words = form.text(&name).replace("\r\n", "\n");
        if words.chars().count() > submissions::LONGEST_TEXT {
            errors.add(name, "Ce qui est dit", LONG);
        } else if words != file.about.transcript {
            changed.push((file, words));
        }
    }
    changed
}

/// Saves what is said as a draft.
pub(super) async fn save(
    tx: &mut Tx,
    site: &Site,
    desk: &Desk,
    by: PersonId,
    (said, decision): (&Said, gradings::Decision),
) -> Result<Option<i64>> {
    let writing = gradings::Writing {
        said,
        percent: gradings::percent_of(said, &desk.ready.settings.rubric),
        decision,
    };
    let over = (desk.ready.submission.id, desk.revision());
    gradings::save(tx, site, &desk.ready.key, over, Some(by), &writing).await
}

/// The next work that waits, or the queue.
pub(super) fn onward(desk: &Desk, said: &str) -> Response {
    let list = Asked {
        state: gradings::State::Waiting,
        ..desk.asked
    };
    match desk.around.after {
        Some(next) => Done::at(views::one::path(&list, &next.to_string()))
            .saying(format!("{said} Voici le travail suivant.")),
        None => Done::at(format!("/corrections{}", queue::query(&list))).saying(said.to_owned()),
    }
    .into_response()
}

/// Two at once: what is saved is shown beside what was typed.
fn conflict(view: &View, desk: &Desk, typed: &Mark) -> Result<Response> {
    let page = views::one::page(&view.frame, desk, typed, &FormErrors::default())?;
    let saved = desk.ready.grading.as_ref();
    let saved = saved.map(|grading| submissions::graded(grading, &desk.ready.settings.rubric));
    Ok(View::recording(view.invalid(&page.notice(Notice::warn(html! {
        p { (CHANGED) }
        @if let Some(saved) = saved { (saved) }
    })))))
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
    if let Some(piece) = submission.piece(&piece) {
        return send(&site, piece, &asked).await;
    }
    let key = submissions::key_of(&site, person, submission.group).await?;
    let key = key.ok_or(Error::NotFound)?;
    let recordings = gradings::recordings(&mut site.db().read().await?, &key, proof.id()).await?;
    let recording = recordings.iter().find(|one| one.id.to_string() == piece);
    let recording = recording.ok_or_else(|| Error::Refused(GONE.into()))?;
    send(&site, recording, &asked).await
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

//! `/sessions/{session}/etapes/{etape}/corrections`: what waits at a step leaves as one archive, its marks come back in a list,
//! shown line by line before anything is written.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::assignments::Criterion;
use catalogue::courses::StepId;
use learning::gradings::{self, Decision, GradeSession, Ready, Said, Waiting};
use learning::submissions::{self, Submission};
use people::directory::{Directory, Identity};
use platform::blobs::{self, Zipped, zipped};
use platform::html::FormErrors;
use platform::http::{
    Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, Upload, View, as_download, send_file,
};
use platform::{Error, PersonId, Result, Site};
use tokio::io::AsyncReadExt as _;
use training::intake::tables;
use training::sessions::{self, TrainingSession};

use super::marks::{self, Filled, MOST_LINES, apart, safe};
use super::views;

const AT: &str = "/sessions/{session}/etapes/{etape}/corrections";
/// The most bytes of a list.
const MOST_BYTES: u64 = 512 << 10;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<GradeSession, _>(AT, page)
        .upload::<GradeSession, _>(AT, preview)
        .get::<GradeSession, _>("/sessions/{session}/etapes/{etape}/corrections/travaux", archive)
        .post::<GradeSession, _>(
            "/sessions/{session}/etapes/{etape}/corrections/application",
            apply,
        )
}

/// What waits at a step of a session.
pub(super) struct Step {
    pub(super) session: TrainingSession,
    pub(super) step: StepId,
    pub(super) title: String,
    pub(super) lines: Vec<Waiting>,
    pub(super) cards: HashMap<PersonId, Arc<Identity>>,
    by: PersonId,
}

impl Step {
    pub(super) fn path(&self) -> String {
        format!("/sessions/{}/etapes/{}/corrections", self.session.id, self.step)
    }

    /// The name, or what stands for it.
    pub(super) fn who(&self, line: &Waiting) -> String {
        views::who(line, &self.cards)
    }
}

type Places = Path<(String, String)>;

async fn load(site: &Site, proof: &Proof<GradeSession>, step: &str) -> Result<Step> {
    let by = proof.actor().ok_or(Error::Forbidden)?;
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let mut lines = gradings::list(&mut tx, by).await?;
    drop(tx);
    lines.retain(|line| line.session == session.id && line.step.to_string() == step);
    let named: Vec<PersonId> = lines
        .iter()
        .filter(|line| !line.anonymous)
        .map(|line| line.person)
        .collect();
    let Some(first) = lines.first() else {
        return Err(Error::Refused(
            "Rien n’attend d’être corrigé à cette étape\u{202f}: revenez à la liste des corrections.".into(),
        ));
    };
    Ok(Step {
        cards: Directory::of(site)?.cards(site, &named).await?,
        step: first.step,
        title: first.step_title.clone(),
        session,
        lines,
        by,
    })
}

async fn page(
    State(site): State<Site>,
    proof: Proof<GradeSession>,
    view: View,
    Path((_, step)): Places,
) -> Result<Response> {
    let step = load(&site, &proof, &step).await?;
    Ok(view.page(&views::offline::page(&view.frame, &step, &FormErrors::default())))
}

/// What was asked of the works that wait; all of a step have the same rubric but where it was changed meanwhile.
async fn rubric(site: &Site, step: &Step) -> Result<Vec<Criterion>> {
    match step.lines.last() {
        Some(line) => Ok(gradings::prepare(site, (line.id, None)).await?.settings.rubric),
        None => Ok(Vec::new()),
    }
}

async fn archive(
    State(site): State<Site>,
    proof: Proof<GradeSession>,
    Path((_, step)): Places,
) -> Result<Response> {
    let step = load(&site, &proof, &step).await?;
    let rubric = rubric(&site, &step).await?;
    let titles = marks::titles(&rubric);
    let list = step.lines.iter().map(|line| {
        let id = marks::named(&line.id.to_string(), line.draft.unwrap_or_default());
        vec![id, step.who(line), line.number.to_string()]
    });
    let list = tables::write(titles.iter().map(String::as_str), list)?;
    let mut files = vec![("Notes.csv".to_owned(), Zipped::Bytes(list))];
    let mut folders = Vec::new();
    for line in &step.lines {
        let mut tx = site.db().read().await?;
        let work = submissions::find(&mut tx, &site, line.person, line.id).await?;
        let work = if line.anonymous { work.unnamed() } else { work };
        let folder = apart(
            &mut folders,
            &safe(&format!("{}, essai {}", step.who(line), line.number)),
        );
        files.push((
            format!("{folder}/Réponse.txt"),
            Zipped::Bytes(words(&work).into_bytes()),
        ));
        let mut names = vec!["réponse.txt".to_owned()];
        for piece in &work.pieces {
            let name = apart(&mut names, &safe(&piece.about.name));
            files.push((
                format!("{folder}/{name}"),
                Zipped::Blob(blobs::find(&mut tx, piece.blob).await?),
            ));
        }
    }
    let (zip, size) = zipped(&site, files).await?;
    let mut response = send_file(zip, size, "application/zip");
    as_download(
        &mut response,
        &format!("{}, {}.zip", safe(&step.title), safe(&step.session.reference)),
    );
    Ok(response)
}

/// What was written, and what is said in each recording.
fn words(work: &Submission) -> String {
    let mut text = work.content.text.replace('\n', "\r\n");
    for piece in work
        .pieces
        .iter()
        .filter(|piece| !piece.about.transcript.is_empty())
    {
        text.push_str(&format!(
            "\r\n\r\n{}\u{202f}: {}",
            piece.about.name,
            piece.about.transcript.replace('\n', "\r\n")
        ));
    }
    text
}

/// A line of the list beside the work that it is of.
pub(super) struct Looked {
    pub(super) number: u32,
    pub(super) who: String,
    /// What it would write; nothing when the line is empty; otherwise what to mend.
    pub(super) told: Result<Option<(Said, Decision, Option<f64>)>, String>,
    ready: Option<Ready>,
}

const UNKNOWN: &str =
    "Ce travail n’attend pas de correction à cette étape\u{202f}: la ligne n’est pas reprise.";
const MOVED: &str =
    "Cette correction a changé en ligne depuis le téléchargement\u{202f}: ouvrez-la pour comparer.";
const TWICE: &str = "Ce travail est déjà sur une ligne précédente.";

/// Looks at each line without writing anything.
async fn look(site: &Site, step: &Step, filled: Vec<Filled>) -> Result<Vec<Looked>> {
    let mut seen: Vec<String> = Vec::new();
    let mut looked = Vec::with_capacity(filled.len());
    for line in filled {
        let waiting = step.lines.iter().find(|one| one.id.to_string() == line.id);
        let who = waiting.map_or_else(|| line.id.chars().take(36).collect(), |one| step.who(one));
        let twice = seen.contains(&line.id);
        seen.push(line.id.clone());
        let (told, ready) = match waiting {
            None => (Err(UNKNOWN.to_owned()), None),
            Some(_) if twice => (Err(TWICE.to_owned()), None),
            Some(_) if line.empty => (Ok(None), None),
            Some(one) if one.draft.unwrap_or_default() != line.revision => (Err(MOVED.to_owned()), None),
            Some(one) => {
                let ready = gradings::prepare(site, (one.id, Some(step.by))).await?;
                (judged(&ready, &line), Some(ready))
            }
        };
        looked.push(Looked {
            number: line.number,
            who,
            told,
            ready,
        });
    }
    Ok(looked)
}

fn judged(ready: &Ready, line: &Filled) -> Result<Option<(Said, Decision, Option<f64>)>, String> {
    let typed = line.mark.clone()?;
    let mut errors = FormErrors::default();
    let read = typed
        .mark()
        .read(&ready.settings.rubric, ready.again(), &mut errors);
    let complete = read
        .as_ref()
        .is_some_and(|(said, decision)| ready.complete(said, *decision, &mut errors));
    match read.filter(|_| complete) {
        Some((said, decision)) => {
            let percent = gradings::percent_of(&said, &ready.settings.rubric);
            Ok(Some((said, decision, percent)))
        }
        None => Err(errors
            .iter()
            .map(|error| error.message.as_str())
            .collect::<Vec<_>>()
            .join(" ")),
    }
}

async fn preview(
    State(site): State<Site>,
    proof: Proof<GradeSession>,
    view: View,
    Path((_, step)): Places,
    mut upload: Upload,
) -> Result<Response> {
    let step = load(&site, &proof, &step).await?;
    let rubric = rubric(&site, &step).await?;
    let mut errors = FormErrors::default();
    let read = match upload.take("notes") {
        None => Err("Choisissez le fichier Notes.csv que vous avez rempli.".to_owned()),
        Some(sent) if sent.size > MOST_BYTES => {
            Err("Ce fichier dépasse 512\u{a0}ko\u{202f}: ce n’est pas une liste de notes.".to_owned())
        }
        Some(sent) => {
            let mut bytes = Vec::new();
            let file = tokio::fs::File::from_std(sent.file);
            file.take(MOST_BYTES)
                .read_to_end(&mut bytes)
                .await
                .map_err(|error| Error::internal("reading a list of marks", error))?;
            tables::read(&bytes, MOST_LINES + 1).and_then(|rows| Ok((marks::read(&rows, &rubric)?, rows)))
        }
    };
    let (filled, rows) = match read {
        Ok(read) => read,
        Err(sentence) => {
            errors.add("notes", "Fichier des notes", sentence);
            return Ok(view.invalid(&views::offline::page(&view.frame, &step, &errors)));
        }
    };
    let looked = look(&site, &step, filled).await?;
    let again =
        serde_json::to_string(&rows).map_err(|error| Error::internal("writing a list of marks", error))?;
    Ok(view.page(&views::offline::preview(&view.frame, &step, &looked, &again)))
}

async fn apply(
    State(site): State<Site>,
    proof: Proof<GradeSession>,
    Path((_, step)): Places,
    form: Form,
) -> Result<Response> {
    let step = load(&site, &proof, &step).await?;
    let rubric = rubric(&site, &step).await?;
    let rows: Vec<tables::Row> = serde_json::from_str(form.raw("lignes")).unwrap_or_default();
    let filled = marks::read(&rows, &rubric).map_err(|sentence| Error::Refused(sentence.into()))?;
    let publishes = form.text("acte") == "publier";
    let by = Some(step.by);
    let (mut done, mut left) = (0_u64, 0_u64);
    for line in look(&site, &step, filled).await? {
        let (Ok(Some((said, decision, percent))), Some(ready)) = (&line.told, &line.ready) else {
            left += u64::from(line.told.is_err());
            continue;
        };
        let mut tx = site.db().begin().await?;
        let written = match publishes {
            true => gradings::publish(&mut tx, &site, ready, by, (said, *decision)).await?,
            false => {
                let writing = gradings::Writing {
                    said,
                    percent: *percent,
                    decision: *decision,
                };
                let over = ready.grading.as_ref().map_or(0, |grading| grading.revision);
                let place = (ready.submission.id, over);
                gradings::save(&mut tx, &site, &ready.key, place, by, &writing)
                    .await?
                    .is_some()
            }
        };
        if written {
            tx.commit().await?;
            done += 1;
        } else {
            left += 1;
        }
    }
    Ok(Done::at("/corrections")
        .saying(views::offline::told(publishes, done, left))
        .into_response())
}

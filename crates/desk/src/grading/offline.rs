//! `/sessions/{session}/etapes/{etape}/corrections`: what waits at a step leaves as one archive, its marks come back in a list,
//! shown line by line before anything is written.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use catalogue::assignments::Criterion;
use catalogue::courses::StepId;
use catalogue::library;
use learning::gradings::{self, Decision, GradeSession, Ready, Said, Waiting};
use people::directory::{Directory, Identity};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, Upload, View};
use platform::{Error, PersonId, Result, Site};
use tokio::io::AsyncReadExt as _;
use training::intake::tables;
use training::sessions::{self, TrainingSession};

use super::marks::{self, Filled, MOST_LINES};
use super::{archive, views};

const AT: &str = "/sessions/{session}/etapes/{etape}/corrections";
/// The most bytes of a list.
const MOST_BYTES: u64 = 512 << 10;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<GradeSession, _>(AT, page)
        .upload::<GradeSession, _>(AT, preview)
        .get::<GradeSession, _>(
            "/sessions/{session}/etapes/{etape}/corrections/travaux",
            archive::archive,
        )
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
    /// How many wait, where that is more than a list takes.
    pub(super) total: u64,
    /// What their answers are marked by: the instruction may have changed from one to the next.
    rubrics: HashMap<library::VersionId, Vec<Criterion>>,
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

const NOTHING: &str =
    "Rien n’attend d’être corrigé à cette étape\u{202f}: revenez à la liste des corrections.";

pub(super) type Places = Path<(String, String)>;

pub(super) async fn load(site: &Site, proof: &Proof<GradeSession>, step: &str) -> Result<Step> {
    let by = proof.actor().ok_or(Error::Forbidden)?;
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let nothing = || Error::Refused(NOTHING.into());
    let step: StepId = step.parse().map_err(|_| nothing())?;
    let most = u32::try_from(MOST_LINES).unwrap_or(u32::MAX);
    let lines = gradings::at_step(&mut tx, site, by, (session.id, step), most).await?;
    let asked = gradings::Asked {
        session: Some(session.id),
        step: Some(step),
        ..gradings::Asked::default()
    };
    let total = gradings::total(&mut tx, site, by, &asked).await?;
    let mut rubrics = HashMap::new();
    for line in &lines {
        if let Entry::Vacant(place) = rubrics.entry(line.version) {
            let reading = library::version(&mut tx, line.version).await?.reading()?;
            place.insert(reading.assignment.unwrap_or_default().rubric);
        }
    }
    drop(tx);
    let named: Vec<PersonId> = lines
        .iter()
        .filter(|line| !line.anonymous)
        .map(|line| line.person)
        .collect();
    let first = lines.first().ok_or_else(nothing)?;
    Ok(Step {
        cards: Directory::of(site)?.cards(site, &named).await?,
        step,
        title: first.step_title.clone(),
        session,
        lines,
        total,
        rubrics,
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

impl Step {
    /// What a work is marked by.
    fn rubric(&self, line: &Waiting) -> &[Criterion] {
        self.rubrics.get(&line.version).map_or(&[], Vec::as_slice)
    }

    /// The works, those that are marked alike together: a list for each.
    pub(super) fn lists(&self) -> Vec<(Vec<String>, Vec<&Waiting>)> {
        let mut lists: Vec<(Vec<String>, Vec<&Waiting>)> = Vec::new();
        for line in self.lines.iter().rev() {
            let titles = marks::titles(self.rubric(line));
            match lists.iter_mut().find(|(known, _)| *known == titles) {
                Some((_, lines)) => lines.insert(0, line),
                None => lists.push((titles, vec![line])),
            }
        }
        lists
    }

    /// Reads a list by whichever of its works it is the list of; otherwise why it can't be, in French.
    fn read(&self, rows: &[tables::Row]) -> Result<(Vec<String>, Vec<Filled>), String> {
        let mut why = None;
        for (titles, lines) in self.lists() {
            let rubric = lines.first().map_or(&[][..], |line| self.rubric(line));
            match marks::read(rows, rubric) {
                Ok(filled) => return Ok((titles, filled)),
                Err(sentence) => why = why.or(Some(sentence)),
            }
        }
        Err(why.unwrap_or_else(|| NOTHING.to_owned()))
    }
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
const OTHER: &str = "Ce travail répond à une autre version de la consigne, qui a d’autres critères\u{202f}: remplissez son propre fichier de notes.";
const TO_READ: &str = "Un second tuteur relit les corrections de cette session avant leur publication\u{202f}: revenez en arrière et enregistrez-les en brouillons.";
const TWICE: &str = "Ce travail est déjà sur une ligne précédente.";

/// Looks at each line without writing anything.
async fn look(site: &Site, step: &Step, (titles, filled): (Vec<String>, Vec<Filled>)) -> Result<Vec<Looked>> {
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
            Some(one) if marks::titles(step.rubric(one)) != titles => (Err(OTHER.to_owned()), None),
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
        .read(&ready.settings.rubric, ready.again(), &[], &mut errors);
    // What is said aloud and noted online stays: a list changes marks and words.
    let read = read.map(|(said, decision)| (kept(ready, said), decision));
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

/// What was recorded and noted online, which a list has no column for.
fn kept(ready: &Ready, said: Said) -> Said {
    match &ready.grading {
        Some(grading) => Said {
            files: grading.said.files.clone(),
            notes: grading.said.notes.clone(),
            ..said
        },
        None => said,
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
            tables::read(&bytes, MOST_LINES + 1).and_then(|rows| Ok((step.read(&rows)?, rows)))
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
    let rows: Vec<tables::Row> = serde_json::from_str(form.raw("lignes")).unwrap_or_default();
    let filled = step
        .read(&rows)
        .map_err(|sentence| Error::Refused(sentence.into()))?;
    let publishes = form.text("acte") == "publier";
    let twice = gradings::wanted(&mut site.db().read().await?, proof.id()).await?;
    if publishes && twice {
        return Err(Error::Refused(TO_READ.into()));
    }
    let looked = look(&site, &step, filled).await?;
    let (mut done, mut left) = (0_u64, 0_u64);
    for line in &looked {
        match write(&site, &step, line, publishes).await {
            Ok(Some(true)) => done += 1,
            Ok(Some(false)) => left += 1,
            Ok(None) => {}
            Err(error) => {
                tracing::error!(%error, "a mark among many wasn't written");
                left += 1;
            }
        }
    }
    Ok(Done::at("/corrections")
        .saying(views::offline::told(publishes, done, left))
        .into_response())
}

/// Writes a line; what one lacks keeps no other back. None when it says nothing.
async fn write(site: &Site, step: &Step, line: &Looked, publishes: bool) -> Result<Option<bool>> {
    let (Ok(Some((said, decision, percent))), Some(ready)) = (&line.told, &line.ready) else {
        return Ok(line.told.is_err().then_some(false));
    };
    let by = Some(step.by);
    let mut tx = site.db().begin().await?;
    let written = match publishes {
        true => gradings::publish(&mut tx, site, ready, by, (said, *decision)).await?,
        false => {
            let writing = gradings::Writing {
                said,
                percent: *percent,
                decision: *decision,
            };
            let over = ready.grading.as_ref().map_or(0, |grading| grading.revision);
            let place = (ready.submission.id, over);
            gradings::save(&mut tx, site, &ready.key, place, by, &writing)
                .await?
                .is_some()
        }
    };
    if written {
        tx.commit().await?;
    }
    Ok(Some(written))
}

//! `/sessions/{session}/questions` for a region, `/parcours/{parcours}/questions` for all: writing, ordering, taking away.

use std::collections::HashMap;

use catalogue::courses::{self, Course, EditCourse};
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Permission, Proof, Response, Routes, State, View};
use platform::{Error, Result, Site};
use training::sessions::{self, TrainingSession};

use super::rules::{Entry, EntryId, MOST, Typed, read};
use super::store::{self, Shelf, Steps};
use super::{WriteFaq, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<WriteFaq, _>("/sessions/{session}/questions", list::<WriteFaq>)
        .post::<WriteFaq, _>("/sessions/{session}/questions", write::<WriteFaq>)
        .post::<WriteFaq, _>("/sessions/{session}/questions/reprise", take_up)
        .get::<WriteFaq, _>("/sessions/{session}/questions/{entree}", one::<WriteFaq>)
        .post::<WriteFaq, _>("/sessions/{session}/questions/{entree}", act::<WriteFaq>)
        .get::<EditCourse, _>("/parcours/{parcours}/questions", list::<EditCourse>)
        .post::<EditCourse, _>("/parcours/{parcours}/questions", write::<EditCourse>)
        .get::<EditCourse, _>("/parcours/{parcours}/questions/{entree}", one::<EditCourse>)
        .post::<EditCourse, _>("/parcours/{parcours}/questions/{entree}", act::<EditCourse>)
}

/// What lets one write, and where.
trait Writes: Permission + Sized {
    /// The shelf, and what stands there.
    fn desk(tx: &mut Tx, proof: &Proof<Self>) -> impl Future<Output = Result<Desk>> + Send;
}

impl Writes for WriteFaq {
    async fn desk(tx: &mut Tx, proof: &Proof<Self>) -> Result<Desk> {
        let session = sessions::find(tx, proof.id()).await?;
        let shelf = Shelf {
            course: session.course,
            region: Some(session.region),
        };
        Desk::load(tx, shelf, Some(session)).await
    }
}

impl Writes for EditCourse {
    async fn desk(tx: &mut Tx, proof: &Proof<Self>) -> Result<Desk> {
        let shelf = Shelf {
            course: proof.id(),
            region: None,
        };
        Desk::load(tx, shelf, None).await
    }
}

const GONE: &str = "Cette question n’est plus là\u{202f}: revenez à la liste pour voir celles du parcours.";
const FULL: &str =
    "Deux cents questions, c’est déjà beaucoup à parcourir\u{202f}: retirez celles qui ne servent plus.";

fn gone() -> Error {
    Error::Refused(GONE.into())
}

/// Where one writes, and what stands there.
pub(super) struct Desk {
    pub(super) shelf: Shelf,
    /// The session that led there.
    pub(super) session: Option<TrainingSession>,
    pub(super) course: Course,
    pub(super) steps: Steps,
    pub(super) entries: Vec<Entry>,
}

impl Desk {
    async fn load(tx: &mut Tx, shelf: Shelf, session: Option<TrainingSession>) -> Result<Self> {
        let course = courses::find(tx, shelf.course).await?;
        let outline = courses::outline(tx, shelf.course).await?;
        let steps = outline.into_iter().flat_map(|part| part.steps);
        Ok(Self {
            steps: steps.map(|step| (step.id, step.title)).collect(),
            entries: store::of_shelf(tx, shelf, None).await?,
            shelf,
            session,
            course,
        })
    }

    /// Its address.
    pub(super) fn base(&self) -> String {
        match &self.session {
            Some(session) => format!("/sessions/{}/questions", session.id),
            None => format!("/parcours/{}/questions", self.course.id),
        }
    }

    /// Those that are written here.
    pub(super) fn own(&self) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.region == self.shelf.region)
    }

    fn entry(&self, typed: &str) -> Result<&Entry> {
        let id: EntryId = typed.parse().map_err(|_| gone())?;
        self.own().find(|entry| entry.id == id).ok_or_else(gone)
    }

    /// The one beside it, among those of the same step.
    fn beside(&self, entry: &Entry, up: bool) -> Option<EntryId> {
        let same: Vec<EntryId> = self
            .own()
            .filter(|one| one.step == entry.step)
            .map(|one| one.id)
            .collect();
        let at = same.iter().position(|id| *id == entry.id)?;
        let at = if up { at.checked_sub(1)? } else { at + 1 };
        same.get(at).copied()
    }
}

fn typed(form: &Form) -> Typed {
    Typed {
        question: form.text("question").to_owned(),
        answer: form.text("reponse").trim().replace("\r\n", "\n"),
        step: form.text("etape").to_owned(),
    }
}

async fn list<P: Writes>(State(site): State<Site>, proof: Proof<P>, view: View) -> Result<Response> {
    let desk = P::desk(&mut site.db().read().await?, &proof).await?;
    Ok(view.page(&views::desk(
        &view.frame,
        &desk,
        &Typed::default(),
        &FormErrors::default(),
    )))
}

/// A question with its answer comes from elsewhere (the forum): the form is shown, filled in; nothing is written yet.
async fn take_up(
    State(site): State<Site>,
    proof: Proof<WriteFaq>,
    view: View,
    form: Form,
) -> Result<Response> {
    let desk = WriteFaq::desk(&mut site.db().read().await?, &proof).await?;
    Ok(view.page(&views::taken_up(&view.frame, &desk, &typed(&form))))
}

async fn write<P: Writes>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let desk = P::desk(&mut tx, &proof).await?;
    let (typed, mut errors) = (typed(&form), FormErrors::default());
    if desk.own().count() >= MOST {
        errors.add("question", "Question", FULL);
    }
    let steps: Vec<_> = desk.steps.iter().map(|(id, _)| *id).collect();
    let Some(written) = read(&typed, &steps, &mut errors) else {
        return Ok(view.invalid(&views::desk(&view.frame, &desk, &typed, &errors)));
    };
    store::lock(&mut tx, desk.shelf).await?;
    store::write(&mut tx, &site, (desk.shelf, proof.actor()), &written).await?;
    tx.commit().await?;
    Ok(Done::at(desk.base())
        .saying("La question est ajoutée\u{202f}: les apprenants la voient.")
        .into_response())
}

async fn one<P: Writes>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    Path(path): Path<HashMap<String, String>>,
) -> Result<Response> {
    let desk = P::desk(&mut site.db().read().await?, &proof).await?;
    let entry = desk.entry(path.get("entree").map_or("", String::as_str))?;
    let typed = Typed {
        question: entry.question.clone(),
        answer: entry.answer.clone(),
        step: entry.step.map(|step| step.to_string()).unwrap_or_default(),
    };
    Ok(view.page(&views::change(
        &view.frame,
        &desk,
        entry,
        &typed,
        &FormErrors::default(),
    )))
}

/// Moves a question up or down, takes it away, or writes it anew.
async fn act<P: Writes>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    Path(path): Path<HashMap<String, String>>,
    form: Form,
) -> Result<Response> {
    let (mut tx, by) = (site.db().begin().await?, proof.actor());
    let desk = P::desk(&mut tx, &proof).await?;
    let entry = desk.entry(path.get("entree").map_or("", String::as_str))?;
    store::lock(&mut tx, desk.shelf).await?;
    let saying = match form.text("acte") {
        up_or_down @ ("monter" | "descendre") => {
            if let Some(other) = desk.beside(entry, up_or_down == "monter") {
                store::swap(&mut tx, entry.id, other).await?;
            }
            "L’ordre est changé."
        }
        "retirer" => {
            if !store::remove(&mut tx, &site, (desk.shelf, by), entry.id).await? {
                return Err(gone());
            }
            "La question est retirée."
        }
        _ => {
            let (typed, mut errors) = (typed(&form), FormErrors::default());
            let steps: Vec<_> = desk.steps.iter().map(|(id, _)| *id).collect();
            let Some(written) = read(&typed, &steps, &mut errors) else {
                return Ok(view.invalid(&views::change(&view.frame, &desk, entry, &typed, &errors)));
            };
            if !store::change(&mut tx, &site, (desk.shelf, by), entry.id, &written).await? {
                return Err(gone());
            }
            "La question est enregistrée."
        }
    };
    tx.commit().await?;
    Ok(Done::at(desk.base()).saying(saying).into_response())
}

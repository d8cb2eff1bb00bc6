//! `/sessions/{session}/inscriptions/…`: sending a list, looking at it, applying it, taking it back; the session's people as
//! a file.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;

use people::directory::Directory;
use platform::html::FormErrors;
use platform::http::header::{CONTENT_TYPE, HeaderValue};
use platform::http::{
    Allowed, Body, Done, Form, IntoResponse as _, Path, Proof, Query, Response, Routes, State, Upload, View, as_download,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::columns::{self, Column, Mapping, recognise};
use super::dry_run::dry_run;
use super::reading::{self, Line, Sheet};
use super::rules::{self, Judged, OTHER, SAME, count, may_undo, refusals};
use super::store::{self, Content, Intake, IntakeId, Stage};
use super::views::{self, Preview, Sending};
use super::{UndoIntake, apply, jobs, sheet, text, undo};
use crate::enrolment::{self, EnrolLearner, closed};
use crate::sessions::{self, SeeSession, TrainingSession};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/liste", send_page)
        .upload::<EnrolLearner, _>("/sessions/{session}/inscriptions/liste", send)
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/modele", model)
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/listes/{liste}", page)
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/listes/{liste}/colonnes", columns_page)
        .post::<EnrolLearner, _>("/sessions/{session}/inscriptions/listes/{liste}/colonnes", tell_columns)
        .post::<EnrolLearner, _>("/sessions/{session}/inscriptions/listes/{liste}/reponses", answer)
        .post::<EnrolLearner, _>("/sessions/{session}/inscriptions/listes/{liste}/inscription", enrol)
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/listes/{liste}/refus", refused)
        .get::<UndoIntake, _>("/sessions/{session}/inscriptions/listes/{liste}/annulation", undo_page)
        .post::<UndoIntake, _>("/sessions/{session}/inscriptions/listes/{liste}/annulation", take_back)
        .post::<SeeSession, _>("/sessions/{session}/inscriptions/export", export)
}

type Places = Path<(String, String)>;

const CHANGED: &str = "La liste a changé entre-temps, dans un autre onglet sans doute. Relisez-la, puis recommencez.";

fn gone() -> Error {
    Error::Refused("Cette liste n’est pas là\u{202f}: une liste se garde un jour, et seule la personne qui l’a envoyée la voit. Envoyez-la à nouveau si besoin.".into())
}

/// A list that its sender looks at.
struct Held {
    session: TrainingSession,
    intake: Intake,
    content: Content,
}

impl Held {
    async fn find(site: &Site, proof: &Proof<EnrolLearner>, id: &str) -> Result<Self> {
        let id: IntakeId = id.parse().map_err(|_| gone())?;
        let mut tx = site.db().read().await?;
        let session = sessions::find(&mut tx, proof.id()).await?;
        let intake = store::find(&mut tx, session.id, id).await.map_err(absent)?;
        let kept = rules::kept(intake.sent_at, site.clock().now());
        if Some(intake.sent_by) != proof.actor() || !kept {
            return Err(gone());
        }
        let content = store::content(&mut tx, site, id).await?.ok_or_else(gone)?;
        Ok(Self {
            session,
            intake,
            content,
        })
    }

    /// The columns, once they are known.
    fn mapping(&self) -> Option<&Mapping> {
        self.content.mapping.as_ref()
    }

    /// Its lines as they would be dealt with now, less those that were.
    async fn refusals(&self, site: &Site, judged: &[Judged]) -> Result<Vec<(&Line, String)>> {
        let made = store::made(&mut site.db().read().await?, self.intake.id).await?;
        let made: HashSet<u32> = made.iter().map(|one| one.line).collect();
        let made = (self.intake.stage != Stage::Read).then_some(&made);
        let lines = self.content.sheet.lines.iter().zip(refusals(judged, made));
        Ok(lines.filter_map(|(line, why)| Some((line, why?))).collect())
    }

    fn at(&self) -> String {
        views::at(&self.intake)
    }
}

fn absent(error: Error) -> Error {
    match error {
        Error::NotFound => gone(),
        other => other,
    }
}

async fn sending(
    site: &Site,
    proof: &Proof<EnrolLearner>,
    view: &View,
    pasted: &str,
    errors: &FormErrors,
) -> Result<platform::html::Page> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let nobody = PersonId(uuid::Uuid::nil());
    let before = store::of_session(&mut tx, session.id, proof.actor().unwrap_or(nobody)).await?;
    let allowed = Allowed::<TrainingSession>::over(&mut tx, proof.actor(), session.id.0).await?;
    drop(tx);
    let senders: Vec<PersonId> = before.iter().map(|one| one.sent_by).collect();
    let senders = Directory::of(site)?.cards(site, &senders).await?;
    views::send(&view.frame, &Sending {
        session: &session,
        pasted,
        errors,
        before: &before,
        senders: &senders,
        me: proof.actor(),
        may_undo: allowed.may::<UndoIntake>(),
        now: site.clock().now(),
    })
}

fn open(site: &Site, session: &TrainingSession) -> Result<()> {
    match closed(session.starts_at, session.ends_at, site.clock().now()) {
        Some(why) => Err(Error::Refused(why.into())),
        None => Ok(()),
    }
}

async fn send_page(State(site): State<Site>, proof: Proof<EnrolLearner>, view: View) -> Result<Response> {
    Ok(view.page(&sending(&site, &proof, &view, "", &FormErrors::default()).await?))
}

/// What was sent, by a file or by the field.
fn sent(upload: &mut Upload) -> (&'static str, std::io::Result<Vec<u8>>) {
    match upload.take("fichier") {
        Some(sent) => {
            let mut bytes = Vec::new();
            // One more byte than is taken: too big says so itself.
            let most = u64::try_from(text::MOST_BYTES).unwrap_or(u64::MAX) + 1;
            ("fichier", sent.file.take(most).read_to_end(&mut bytes).map(|_| bytes))
        }
        None if upload.form.raw("liste").is_empty() => ("fichier", Ok(Vec::new())),
        None => ("liste", Ok(upload.form.raw("liste").as_bytes().to_vec())),
    }
}

async fn send(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    open(&site, &session)?;
    let (field, bytes) = sent(&mut upload);
    let bytes = bytes.map_err(|error| Error::internal("reading a list", error))?;
    let sheet = match text::decode(&bytes).and_then(|text| reading::read(&text)) {
        Ok(sheet) => sheet,
        Err(why) => {
            let mut errors = FormErrors::default();
            errors.add(field, "", why.sentence());
            let pasted = upload.form.raw("liste");
            return Ok(view.invalid(&sending(&site, &proof, &view, pasted, &errors).await?));
        }
    };
    let mapping = mapping(&site, &session, &sheet).await?;
    let content = Content {
        sheet,
        mapping,
        ..Content::default()
    };
    let id: IntakeId = site.new_id();
    let key = site.keys().get_or_create(id.0, Class::Shared).await?;
    let mut tx = site.db().begin().await?;
    store::insert(&mut tx, &site, &proof, &session, (id, &key), &content).await?;
    jobs::forget_later(&mut tx, &site, id).await?;
    tx.commit().await?;
    let list = format!("{}/listes/{id}", views::home(&session));
    let columns = if content.mapping.is_none() { "/colonnes" } else { "" };
    Ok(Done::at(format!("{list}{columns}")).into_response())
}

/// The columns, when nothing has to be asked.
async fn mapping(site: &Site, session: &TrainingSession, sheet: &Sheet) -> Result<Option<Mapping>> {
    let known = store::remembered(&mut site.db().read().await?, site, session.region, sheet).await?;
    let known = known.filter(|mapping| mapping.len() == sheet.width());
    let mapping = known.unwrap_or_else(|| recognise(sheet));
    Ok(columns::missing(&mapping).is_none().then_some(mapping))
}

async fn page(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    Path((_, id)): Places,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let Some(mapping) = held.mapping() else {
        return Ok(Done::at(format!("{}/colonnes", held.at())).into_response());
    };
    if held.intake.stage == Stage::Applying {
        return Ok(view.page(&views::applying(&held.session, &held.intake)));
    }
    let (judged, known) = dry_run(&site, &held.session, &held.content, mapping).await?;
    let now = site.clock().now();
    if held.intake.stage != Stage::Read {
        let refused = held.refusals(&site, &judged).await?;
        let undo = held.intake.stage == Stage::Applied && may_undo(held.intake.applied_at, now);
        return Ok(view.page(&views::applied(&held.session, &held.intake, &refused, undo)));
    }
    Ok(view.page(&views::preview(&view.frame, &Preview {
        session: &held.session,
        intake: &held.intake,
        judged: &judged,
        known: &known,
        counts: count(&judged),
        number: query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
        closed: closed(held.session.starts_at, held.session.ends_at, now),
    })))
}

async fn columns_page(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    Path((_, id)): Places,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let mapping = held.mapping().cloned().unwrap_or_else(|| recognise(&held.content.sheet));
    let (sheet, none) = (&held.content.sheet, FormErrors::default());
    Ok(view.page(&views::columns(&view.frame, &held.session, &held.intake, (sheet, &mapping), &none)))
}

async fn tell_columns(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let told: Mapping = (0..held.content.sheet.width())
        .map(|at| Column::parse(form.text(&format!("colonne-{at}"))))
        .collect();
    if let Some(why) = columns::missing(&told) {
        let mut errors = FormErrors::default();
        errors.add("colonne-0", "Colonnes", why);
        let sheet = &held.content.sheet;
        return Ok(view.invalid(&views::columns(&view.frame, &held.session, &held.intake, (sheet, &told), &errors)));
    }
    let mut content = held.content.clone();
    if form.text("titres") == "non" {
        content.sheet.without_titles();
    }
    content.mapping = Some(told.clone());
    save(&site, &held, &form, &content, Some(&told)).await?;
    Ok(Done::at(held.at()).into_response())
}

/// Writes what the manager said of a list, unless it isn't as they saw it any more.
async fn save(site: &Site, held: &Held, form: &Form, content: &Content, told: Option<&Mapping>) -> Result<()> {
    let key = site.keys().get_or_create(held.intake.id.0, Class::Shared).await?;
    let mut tx = site.db().begin().await?;
    let seen = form.text("revision") == held.intake.revision.to_string();
    if !seen || !store::change(&mut tx, site, &held.intake, &key, content).await? {
        return Err(Error::Refused(CHANGED.into()));
    }
    if let Some(mapping) = told {
        store::remember(&mut tx, site, held.session.region, &content.sheet, mapping).await?;
    }
    tx.commit().await
}

async fn answer(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let mut content = held.content.clone();
    for line in &held.content.sheet.lines {
        let said = form.text(&format!("ligne-{}", line.number));
        if [OTHER, SAME].contains(&said) || said.parse::<PersonId>().is_ok() {
            content.answers.insert(line.number, said.to_owned());
        }
    }
    save(&site, &held, &form, &content, None).await?;
    Ok(Done::at(held.at()).saying("Vos réponses sont enregistrées.").into_response())
}

async fn enrol(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    if held.intake.stage != Stage::Read {
        return Ok(Done::at(held.at()).into_response());
    }
    open(&site, &held.session)?;
    let mapping = held.mapping().ok_or_else(gone)?;
    let counts = count(&dry_run(&site, &held.session, &held.content, mapping).await?.0);
    let seen = form.text("revision") == held.intake.revision.to_string();
    if !seen || counts.enrols == 0 {
        return Err(Error::Refused(CHANGED.into()));
    }
    let mut tx = site.db().begin().await?;
    if !store::begin(&mut tx, &site, &proof, &held.session, (&held.intake, counts)).await? {
        // Pressed twice: the first is at work.
        return Ok(Done::at(held.at()).into_response());
    }
    jobs::enrol_later(&mut tx, &site, held.intake.id).await?;
    tx.commit().await?;
    if usize::try_from(counts.enrols).is_ok_and(|many| many <= apply::AT_ONCE) {
        if let Err(error) = apply::go_on(&site, held.intake.id).await {
            tracing::warn!(%error, "a list goes on in the background");
        }
    }
    Ok(Done::at(held.at()).into_response())
}

async fn refused(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    Path((_, id)): Places,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let mapping = held.mapping().ok_or_else(gone)?;
    let (judged, _) = dry_run(&site, &held.session, &held.content, mapping).await?;
    let lines = held.refusals(&site, &judged).await?;
    let width = held.content.sheet.width();
    let titles = match &held.content.sheet.titles {
        Some(titles) => titles.cells.clone(),
        None => mapping.iter().map(|column| column.map_or("", Column::label).to_owned()).collect(),
    };
    let lines = lines.into_iter().map(|(line, why)| {
        let mut cells = line.cells.clone();
        cells.resize(width.max(cells.len()), String::new());
        cells.push(why);
        cells
    });
    let titles = titles.iter().map(String::as_str).chain(["Pourquoi"]);
    Ok(file(sheet::write(titles, lines)?, "Lignes à corriger.csv"))
}

async fn model(State(site): State<Site>, proof: Proof<EnrolLearner>) -> Result<Response> {
    sessions::find(&mut site.db().read().await?, proof.id()).await?;
    Ok(file(views::model()?, "Modèle d’inscription.csv"))
}

fn file(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Body::from(bytes).into_response();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    as_download(&mut response, name);
    response
}

async fn undo_page(
    State(site): State<Site>,
    proof: Proof<UndoIntake>,
    view: View,
    Path((_, id)): Places,
) -> Result<Response> {
    let id: IntakeId = id.parse().map_err(|_| gone())?;
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let undoing = undo::look(&mut tx, &site, session.id, id).await.map_err(absent)?;
    drop(tx);
    let names = stay(&site, &undoing).await?;
    let leave = undoing.leave.len();
    Ok(view.page(&views::undo(&view.frame, &session, &undoing.intake, leave, &names)))
}

/// The names of those who have begun.
async fn stay(site: &Site, undoing: &undo::Undoing) -> Result<Vec<String>> {
    let people: Vec<PersonId> = undoing.stay.iter().map(|one| one.person).collect();
    let sorted = Directory::of(site)?.sorted(site, &people).await?;
    Ok(sorted.iter().map(|(_, card)| card.full_name()).collect())
}

async fn take_back(
    State(site): State<Site>,
    proof: Proof<UndoIntake>,
    Path((_, id)): Places,
) -> Result<Response> {
    let id: IntakeId = id.parse().map_err(|_| gone())?;
    let mut tx = site.db().begin().await?;
    let undoing = undo::undo(&mut tx, &site, &proof, id).await.map_err(absent)?;
    tx.commit().await?;
    let names = stay(&site, &undoing).await?;
    Ok(Done::at(format!("/sessions/{}", proof.id()))
        .saying(rules::undone(undoing.leave.len(), &names))
        .into_response())
}

async fn export(State(site): State<Site>, proof: Proof<SeeSession>) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, &site, session.id).await?;
    drop(tx);
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = Directory::of(&site)?.sorted(&site, &people).await?;
    let lines = sorted.iter().map(|(_, card)| sheet::of_card(card));
    let bytes = sheet::write(sheet::COLUMNS.map(Column::label), lines)?;
    let mut tx = site.db().begin().await?;
    store::exported(&mut tx, &site, proof.actor(), &session, sorted.len()).await?;
    tx.commit().await?;
    Ok(file(bytes, &format!("Apprenants {}.csv", session.reference)))
}

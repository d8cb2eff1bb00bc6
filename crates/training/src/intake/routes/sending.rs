//! Sending a list, and saying which of its columns is which.

use std::io::Read as _;

use people::directory::Directory;
use platform::html::{FormErrors, Page};
use platform::http::{
    Allowed, Done, Form, IntoResponse as _, Path, Proof, Response, State, Upload, View, send_csv,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::super::columns::{self, Column, Mapping, recognise};
use super::super::reading::{self, Sheet};
use super::super::store::{self, Content, IntakeId};
use super::super::views::{self, Sending};
use super::super::{UndoIntake, jobs, text};
use super::{Held, Places, open, save};
use crate::enrolment::EnrolLearner;
use crate::sessions::{self, TrainingSession};

async fn sending(
    site: &Site,
    proof: &Proof<EnrolLearner>,
    view: &View,
    pasted: &str,
    errors: &FormErrors,
) -> Result<Page> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let nobody = PersonId(uuid::Uuid::nil());
    let before = store::of_session(&mut tx, session.id, proof.actor().unwrap_or(nobody)).await?;
    let allowed = Allowed::<TrainingSession>::over(&mut tx, proof.actor(), session.id.0).await?;
    drop(tx);
    let senders: Vec<PersonId> = before.iter().map(|one| one.sent_by).collect();
    let senders = Directory::of(site)?.cards(site, &senders).await?;
    views::send(
        &view.frame,
        &Sending {
            session: &session,
            pasted,
            errors,
            before: &before,
            senders: &senders,
            me: proof.actor(),
            may_undo: allowed.may::<UndoIntake>(),
            now: site.clock().now(),
        },
    )
}

pub(super) async fn send_page(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
) -> Result<Response> {
    Ok(view.page(&sending(&site, &proof, &view, "", &FormErrors::default()).await?))
}

/// What was sent, by a file or by the field.
fn sent(upload: &mut Upload) -> (&'static str, std::io::Result<Vec<u8>>) {
    match upload.take("fichier") {
        Some(sent) => {
            let mut bytes = Vec::new();
            // One more byte than is taken: too big says so itself.
            let most = u64::try_from(text::MOST_BYTES).unwrap_or(u64::MAX) + 1;
            (
                "fichier",
                sent.file.take(most).read_to_end(&mut bytes).map(|_| bytes),
            )
        }
        None if upload.form.raw("liste").is_empty() => ("fichier", Ok(Vec::new())),
        None => ("liste", Ok(upload.form.raw("liste").as_bytes().to_vec())),
    }
}

pub(super) async fn send(
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
    let columns = if content.mapping.is_none() {
        "/colonnes"
    } else {
        ""
    };
    Ok(Done::at(format!("{list}{columns}")).into_response())
}

/// The columns, when nothing has to be asked.
async fn mapping(site: &Site, session: &TrainingSession, sheet: &Sheet) -> Result<Option<Mapping>> {
    let known = store::remembered(&mut site.db().read().await?, site, session.region, sheet).await?;
    let known = known.filter(|mapping| mapping.len() == sheet.width());
    let mapping = known.unwrap_or_else(|| recognise(sheet));
    Ok(columns::missing(&mapping).is_none().then_some(mapping))
}

pub(super) async fn columns_page(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    Path((_, id)): Places,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let mapping = held
        .mapping()
        .cloned()
        .unwrap_or_else(|| recognise(&held.content.sheet));
    let (sheet, none) = (&held.content.sheet, FormErrors::default());
    Ok(view.page(&views::columns(
        &view.frame,
        &held.session,
        &held.intake,
        (sheet, &mapping),
        &none,
    )))
}

pub(super) async fn tell_columns(
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
        return Ok(view.invalid(&views::columns(
            &view.frame,
            &held.session,
            &held.intake,
            (sheet, &told),
            &errors,
        )));
    }
    let mut content = held.content.clone();
    if form.text("titres") == "non" {
        content.sheet.without_titles();
    }
    content.mapping = Some(told.clone());
    // What was answered was answered of other names.
    content.answers.clear();
    save(&site, &held, &form, &content, Some(&told)).await?;
    Ok(Done::at(held.at()).into_response())
}

pub(super) async fn model(State(site): State<Site>, proof: Proof<EnrolLearner>) -> Result<Response> {
    sessions::find(&mut site.db().read().await?, proof.id()).await?;
    Ok(send_csv(views::model()?, "Modèle d’inscription.csv"))
}

//! `/sessions/{session}/documents/…` for who accompanies, `/mes-parcours/{inscription}/documents/…` for who learns.

use catalogue::courses::Readers;
use catalogue::library::{self, Reading, check_document};
use people::directory::Directory;
use platform::blobs;
use platform::html::FormErrors;
use platform::http::{
    Allowed, Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Response, Routes, State, Upload, View,
    as_download, send_blob,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::AddMaterials;
use super::rules::{self, FILE, Typed};
use super::store::{self, Material, MaterialId, New};
use super::views::{self, MaterialForm};
use crate::enrolment::{self, FollowCourse};
use crate::sessions::{self, SeeSession, TrainingSession};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeSession, _>("/sessions/{session}/documents", list)
        .upload::<AddMaterials, _>("/sessions/{session}/documents", add)
        .get::<AddMaterials, _>("/sessions/{session}/documents/nouveau", new_page)
        .get::<SeeSession, _>("/sessions/{session}/documents/{document}", page)
        .upload::<AddMaterials, _>("/sessions/{session}/documents/{document}", change)
        .get::<SeeSession, _>("/sessions/{session}/documents/{document}/fichier", file)
        .get::<AddMaterials, _>(
            "/sessions/{session}/documents/{document}/modification",
            change_page,
        )
        .get::<AddMaterials, _>("/sessions/{session}/documents/{document}/retrait", remove_page)
        .post::<AddMaterials, _>("/sessions/{session}/documents/{document}/retrait", remove)
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/documents", own_list)
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/documents/{document}", own_page)
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/documents/{document}/fichier",
            own_file,
        )
}

type Places = Path<(String, String)>;

const GONE: &str = "Ce document n’est plus parmi ceux de la session\u{202f}: revenez à la liste pour voir ce qu’elle contient.";
const CHANGED: &str = "Quelqu’un d’autre a modifié ou retiré ce document pendant ce temps. Relisez-le, puis enregistrez à nouveau si c’est toujours utile.";
const SUSPENDED: &str = "Votre accès est suspendu\u{202f}: les documents de la session s’ouvriront de nouveau quand votre CMA vous le rendra. Votre page d’accueil dit à qui vous adresser.";
const FULL: &str = "Cette session a déjà cent documents\u{202f}: retirez-en un qui ne sert plus.";

fn gone() -> Error {
    Error::Refused(GONE.into())
}

/// A session with its documents.
pub(super) struct Held {
    pub(super) session: TrainingSession,
    pub(super) materials: Vec<Material>,
}

impl Held {
    fn find(mut self, id: &str) -> Result<(TrainingSession, Material)> {
        let at = self.materials.iter().position(|one| one.id.to_string() == id);
        Ok((self.session, self.materials.swap_remove(at.ok_or_else(gone)?)))
    }

    /// One that the session added: those of its course are changed with the course.
    fn added(self, id: &str) -> Result<(TrainingSession, Material)> {
        let (session, material) = self.find(id)?;
        material.added().ok_or_else(gone)?;
        Ok((session, material))
    }
}

async fn of_session(site: &Site, id: sessions::SessionId) -> Result<Held> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, id).await?;
    let materials = store::of_session(&mut tx, site, &session).await?;
    Ok(Held { session, materials })
}

/// What a learner reads.
async fn of_learner(site: &Site, proof: &Proof<FollowCourse>) -> Result<Held> {
    let mut tx = site.db().read().await?;
    let followed = enrolment::follow(&mut tx, proof.id()).await?;
    if followed.enrolment.paused.is_some() {
        return Err(Error::Refused(SUSPENDED.into()));
    }
    let mut materials = store::of_session(&mut tx, site, &followed.session).await?;
    materials.retain(|one| one.readers == Readers::Learners);
    Ok(Held {
        session: followed.session,
        materials,
    })
}

async fn list(State(site): State<Site>, proof: Proof<SeeSession>, view: View) -> Result<Response> {
    let held = of_session(&site, proof.id()).await?;
    let allowed = Allowed::over(&mut site.db().read().await?, proof.actor(), proof.id().0).await?;
    let by: Vec<PersonId> = held
        .materials
        .iter()
        .filter_map(|one| one.added().and_then(|added| added.by))
        .collect();
    let authors = Directory::of(&site)?.cards(&site, &by).await?;
    Ok(view.page(&views::list(&held, &authors, allowed.may::<AddMaterials>())?))
}

async fn page(
    State(site): State<Site>,
    proof: Proof<SeeSession>,
    view: View,
    Path((_, document)): Places,
) -> Result<Response> {
    let (session, material) = of_session(&site, proof.id()).await?.find(&document)?;
    let allowed = Allowed::over(&mut site.db().read().await?, proof.actor(), session.id.0).await?;
    let may = allowed.may::<AddMaterials>() && material.added().is_some();
    Ok(view.page(&views::page(&session, &material, may)))
}

async fn file(
    State(site): State<Site>,
    proof: Proof<SeeSession>,
    Path((_, document)): Places,
    headers: HeaderMap,
) -> Result<Response> {
    let (_, material) = of_session(&site, proof.id()).await?.find(&document)?;
    send(&site, &material, &headers).await
}

async fn own_list(State(site): State<Site>, proof: Proof<FollowCourse>, view: View) -> Result<Response> {
    let held = of_learner(&site, &proof).await?;
    Ok(view.page(&views::own_list(&held, proof.id())))
}

async fn own_page(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    view: View,
    Path((_, document)): Places,
) -> Result<Response> {
    let (session, material) = of_learner(&site, &proof).await?.find(&document)?;
    Ok(view.page(&views::own_page(&session, &material, proof.id())))
}

async fn own_file(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    Path((_, document)): Places,
    headers: HeaderMap,
) -> Result<Response> {
    let (_, material) = of_learner(&site, &proof).await?.find(&document)?;
    send(&site, &material, &headers).await
}

async fn send(site: &Site, material: &Material, headers: &HeaderMap) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let (name, blob) = store::file(&mut tx, material).await?.ok_or_else(gone)?;
    let blob = blobs::find(&mut tx, blob).await?;
    drop(tx);
    let mut response = send_blob(site, &blob, headers, false).await?;
    as_download(&mut response, &name);
    Ok(response)
}

async fn new_page(State(site): State<Site>, proof: Proof<AddMaterials>, view: View) -> Result<Response> {
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let form = MaterialForm {
        session: &session,
        before: None,
        typed: &Typed::default(),
    };
    Ok(view.page(&views::form(&view.frame, &form, &FormErrors::default())))
}

fn typed(form: &Form) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    Typed {
        title: text("titre"),
        text: text("texte"),
        address: text("adresse"),
        readers: text("lecteurs"),
    }
}

/// Reads what a form brings, its file included, and seals that; otherwise the errors say why not.
async fn take(
    site: &Site,
    session: &TrainingSession,
    upload: &mut Upload,
    before: Option<&Material>,
    errors: &mut FormErrors,
) -> Result<Option<New>> {
    let sent = upload.take("document");
    let kept = before.and_then(|before| before.reading.file.clone());
    let said = rules::read(&typed(&upload.form), sent.is_some() || kept.is_some(), errors);
    let document = match sent {
        None => None,
        Some(sent) => match check_document(sent).await? {
            Ok(document) => Some(document),
            Err(sentence) => {
                errors.add("document", FILE, sentence);
                None
            }
        },
    };
    let Some(said) = said.filter(|_| errors.is_empty()) else {
        return Ok(None);
    };
    let (name, file) = match document {
        None => (kept, None),
        Some(document) => {
            let name = document.name.clone();
            let kind = library::content_type(&name);
            let stored = blobs::put(site, session.id.0, Class::Shared, kind, document.reader()).await?;
            (Some(name), Some(stored))
        }
    };
    Ok(Some(New {
        title: said.title,
        readers: said.readers,
        reading: Reading {
            text: said.text,
            address: said.address,
            file: name,
            ..Reading::default()
        },
        file,
    }))
}

fn done(session: &TrainingSession, saying: impl Into<String>) -> Response {
    Done::at(format!("/sessions/{}/documents", session.id))
        .saying(saying)
        .into_response()
}

/// The form again, with what was typed and what to mend.
fn refused(
    view: &View,
    session: &TrainingSession,
    before: Option<&Material>,
    upload: &Upload,
    errors: &FormErrors,
) -> Response {
    let form = MaterialForm {
        session,
        before,
        typed: &typed(&upload.form),
    };
    view.invalid(&views::form(&view.frame, &form, errors))
}

async fn add(
    State(site): State<Site>,
    proof: Proof<AddMaterials>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let mut errors = FormErrors::default();
    if let Some(new) = take(&site, &session, &mut upload, None, &mut errors).await? {
        let key = site.keys().get_or_create(session.id.0, Class::Shared).await?;
        let saying = match new.readers {
            Readers::Learners => {
                "Le document est ajouté\u{202f}: les apprenants le trouvent dans leur parcours."
            }
            Readers::Tutors => "Le document est ajouté\u{202f}: les tuteurs de la session le trouvent ici.",
        };
        let mut tx = site.db().begin().await?;
        match store::add(&mut tx, &site, &proof, &session, &key, new).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(done(&session, saying));
            }
            Err(Error::InUse) => errors.add("document", "", FULL),
            Err(other) => return Err(other),
        }
    }
    Ok(refused(&view, &session, None, &upload, &errors))
}

async fn change_page(
    State(site): State<Site>,
    proof: Proof<AddMaterials>,
    view: View,
    Path((_, document)): Places,
) -> Result<Response> {
    let (session, material) = of_session(&site, proof.id()).await?.added(&document)?;
    let form = MaterialForm {
        session: &session,
        before: Some(&material),
        typed: &Typed {
            title: material.title.clone(),
            text: material.reading.text.clone(),
            address: material.reading.address.clone().unwrap_or_default(),
            readers: material.readers.code().to_owned(),
        },
    };
    Ok(view.page(&views::form(&view.frame, &form, &FormErrors::default())))
}

async fn change(
    State(site): State<Site>,
    proof: Proof<AddMaterials>,
    view: View,
    Path((_, document)): Places,
    mut upload: Upload,
) -> Result<Response> {
    let (session, material) = of_session(&site, proof.id()).await?.added(&document)?;
    let before = material.added().ok_or_else(gone)?;
    let mut errors = FormErrors::default();
    if upload.form.text("revision") != before.revision.to_string() {
        errors.add("titre", "", CHANGED);
    } else if let Some(new) = take(&site, &session, &mut upload, Some(&material), &mut errors).await? {
        let key = site.keys().get_or_create(session.id.0, Class::Shared).await?;
        let mut tx = site.db().begin().await?;
        if store::change(&mut tx, &site, &proof, &session, &key, (material.id, before), new).await? {
            tx.commit().await?;
            return Ok(done(&session, "Le document est enregistré."));
        }
        errors.add("titre", "", CHANGED);
    }
    Ok(refused(&view, &session, Some(&material), &upload, &errors))
}

async fn remove_page(
    State(site): State<Site>,
    proof: Proof<AddMaterials>,
    view: View,
    Path((_, document)): Places,
) -> Result<Response> {
    let (session, material) = of_session(&site, proof.id()).await?.added(&document)?;
    Ok(view.page(&views::remove(&view.frame, &session, &material)))
}

async fn remove(
    State(site): State<Site>,
    proof: Proof<AddMaterials>,
    Path((_, document)): Places,
) -> Result<Response> {
    let id: MaterialId = document.parse().map_err(|_| gone())?;
    let mut tx = site.db().begin().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    store::remove(&mut tx, &site, &proof, &session, id).await?;
    tx.commit().await?;
    Ok(done(&session, "Le document est retiré de la session."))
}

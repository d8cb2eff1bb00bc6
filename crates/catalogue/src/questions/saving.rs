//! What the form of a question posts: kept as a question or as its next version, or shown again with nothing lost.

use assess::questions::Question;
use platform::blobs::Stored;
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, State, Upload, View};
use platform::{Error, PersonId, Result, Site};

use super::illustrations::Illustrations;
use super::picture::{self, Picture};
use super::routes::{Shown, known_course, show};
use super::rules::{Image, Kind, Row, Typed, differences, field};
use super::store::{self, QuestionId, QuestionVersionId};
use super::{AddQuestions, EditQuestion};
use crate::courses::CourseId;

/// Somebody else was faster.
const CHANGED: &str = "Quelqu’un d’autre a modifié cette question pendant ce temps. Ce que vous avez écrit est toujours là\u{202f}: comparez avec ce qui a été enregistré, plus bas, puis décidez.";

/// Somebody else put it away.
const GONE: &str = "Cette question a été mise à la corbeille pendant ce temps. Ce que vous avez écrit est toujours là\u{202f}: enregistrez-le comme une nouvelle question, ou sortez d’abord l’ancienne de la corbeille.";

/// An image that can't wait with the rest.
const AGAIN: &str = "Choisissez à nouveau l’image\u{202f}: elle n’a pas pu être gardée avec le reste.";

/// What a form posted.
fn typed(form: &Form) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    let count = form.text("lignes").parse().unwrap_or(0_usize).min(60);
    let right: Vec<&str> = form.values("juste").collect();
    let row = |at: usize| Row {
        text: text(&format!("texte-{at}")),
        with: text(&format!("avec-{at}")),
        part: text(&format!("part-{at}")),
        feedback: text(&format!("retour-{at}")),
        right: right.contains(&at.to_string().as_str()),
    };
    Typed {
        kind: Kind::parse(form.text("type")).unwrap_or_default(),
        title: text("titre"),
        text: text("enonce"),
        rows: (0..count).map(row).collect(),
        truth: match form.text("verite") {
            "vrai" => Some(true),
            "faux" => Some(false),
            _ => None,
        },
        said: (text("retour-vrai"), text("retour-faux")),
        more: text("plus"),
        start: text("depart"),
        otherwise: text("sinon"),
        points: text("points"),
        mistake: text("erreur"),
        floor: text("plancher"),
        ticks: form.values("coche").map(str::to_owned).collect(),
        feedback: text("retour"),
        tags: text("etiquettes"),
        image: Image::default().described(form.text("description")),
    }
}

/// What was typed over a question: its image stays until another is sent.
fn over(typed: Typed, base: Option<&Question>) -> Typed {
    let image = base.map_or_else(Image::default, |question| Typed::of(question).image);
    let image = image.described(&typed.image.described);
    Typed { image, ..typed }
}

/// What a form asks besides being kept: to be shown again, as it is or with its rows changed.
fn again(form: &Form, typed: &mut Typed) -> bool {
    let wanted = form.text("faire");
    let removed = wanted
        .strip_prefix("retirer-")
        .and_then(|at| at.parse::<usize>().ok());
    match (wanted, removed) {
        ("ajouter", _) => typed.rows.push(Row::default()),
        ("apercu" | "illustrer", _) => {}
        (_, Some(at)) if at < typed.rows.len() => drop(typed.rows.remove(at)),
        (_, Some(_)) => {}
        (_, None) => return false,
    }
    true
}

/// What is to be mended, beside its field. The sentences name their part.
fn mend(typed: &Typed, base: Option<&Question>, errors: &mut FormErrors) -> Question {
    let (question, mistakes) = typed.question(base);
    for (field, sentence) in mistakes {
        errors.add(field, "", sentence);
    }
    for problem in question.problems() {
        errors.add(field(problem.part), "", problem.sentence);
    }
    question
}

/// The image that was sent, whose name and size the question takes.
async fn pictured(
    upload: &mut Upload,
    typed: &mut Typed,
    errors: &mut FormErrors,
) -> Result<Option<Picture>> {
    let sent = upload.take("fichier").filter(|_| typed.kind == Kind::Hotspot);
    let Some(sent) = sent else { return Ok(None) };
    match picture::check(sent).await? {
        Ok(picture) => {
            let described = typed.image.described.clone();
            typed.image = picture.image.clone().described(&described);
            Ok(Some(picture))
        }
        Err(sentence) => {
            errors.add("image", "Image", sentence);
            Ok(None)
        }
    }
}

/// The form comes back: the image that was sent with it waits for the next one, under the name that is answered.
async fn waiting(
    site: &Site,
    by: Option<PersonId>,
    upload: &mut Upload,
    picture: Option<Picture>,
    errors: &mut FormErrors,
) -> Result<Option<String>> {
    let Some(picture) = picture else { return Ok(None) };
    let known = upload.form.text("fichier.envoi").to_owned();
    // It came as one that waits, or took the place of that one.
    if !known.is_empty() && upload.take("fichier").is_none() {
        return Ok(Some(known));
    }
    let parked = match by {
        Some(person) => picture.wait(site, person).await?,
        None => Err(AGAIN.to_owned()),
    };
    match parked {
        Ok(name) => Ok(Some(name)),
        Err(sentence) => {
            errors.add("image", "Image", sentence);
            Ok(None)
        }
    }
}

/// Gives a version the images that came with it.
async fn put_images(tx: &mut Tx, version: QuestionVersionId, sealed: Vec<(String, Stored)>) -> Result<()> {
    for (name, stored) in sealed {
        let blob = stored.record(tx).await?;
        store::put_file(tx, version, &name, blob).await?;
    }
    Ok(())
}

/// What an author sent, read as far as it can be.
struct Sent {
    shown: Shown,
    picture: Option<Picture>,
    illustrations: Illustrations,
    errors: FormErrors,
    /// Whether it is only to be shown again.
    again: bool,
}

impl Sent {
    async fn read(
        upload: &mut Upload,
        mut typed: Typed,
        (over, base): (Option<(QuestionId, i64)>, Option<&Question>),
    ) -> Result<Self> {
        let again = again(&upload.form, &mut typed);
        let mut typed = if again { typed } else { typed.compacted() };
        let mut errors = FormErrors::default();
        let picture = pictured(upload, &mut typed, &mut errors).await?;
        let illustrations = Illustrations::read(upload, &mut typed, base, &mut errors).await?;
        Ok(Self {
            shown: Shown {
                over,
                ..Shown::new(typed)
            },
            picture,
            illustrations,
            errors,
            again,
        })
    }

    /// Seals the images that came with it.
    async fn seal(&mut self, site: &Site, question: &Question) -> Result<Vec<(String, Stored)>> {
        let mut sealed = self.illustrations.seal(site, question).await?;
        if let Some(picture) = self.picture.take() {
            let name = picture.image.name.clone();
            sealed.push((name, picture.seal(site).await?));
        }
        Ok(sealed)
    }

    /// The form again, with all that was sent.
    async fn back(
        mut self,
        (site, view): (&Site, &View),
        by: Option<PersonId>,
        upload: &mut Upload,
        around: (Option<CourseId>, Option<&Question>),
    ) -> Result<Response> {
        self.shown.illustrations = self.illustrations.wait(site, by, &mut self.errors).await?;
        let was = self.picture.is_some();
        self.shown.waiting = waiting(site, by, upload, self.picture, &mut self.errors).await?;
        if was && self.shown.waiting.is_none() {
            let before = around
                .1
                .map_or_else(Image::default, |question| Typed::of(question).image);
            self.shown.typed.image = before.described(&self.shown.typed.image.described.clone());
        }
        show(site, view, &self.shown, around, &self.errors).await
    }
}

pub(super) async fn create(
    State(site): State<Site>,
    proof: Proof<AddQuestions>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let courses = store::courses(&mut tx).await?;
    // It takes the place of one that went to the trash while its form was open: its images go on.
    let after = match upload.form.text("dapres").parse() {
        Ok(id) => Some(store::last_version(&mut tx, id).await?),
        Err(_) => None,
    };
    drop(tx);
    let base = after.as_ref().map(|version| &version.content);
    let typed = over(typed(&upload.form), base);
    let mut sent = Sent::read(&mut upload, typed, (None, base)).await?;
    let bank = upload.form.text("banque").to_owned();
    let course = known_course(&courses, &bank, &mut sent.errors);
    sent.shown.after = after.as_ref().map(|version| version.question);
    let around = (course, base);
    if sent.again {
        return sent
            .back((&site, &view), proof.actor(), &mut upload, around)
            .await;
    }
    let question = mend(&sent.shown.typed, base, &mut sent.errors);
    if !sent.errors.is_empty() {
        return sent
            .back((&site, &view), proof.actor(), &mut upload, around)
            .await;
    }
    let sealed = sent.seal(&site, &question).await?;
    let mut tx = site.db().begin().await?;
    let (id, version) = store::put(&mut tx, &site, proof.actor(), course, &question).await?;
    if let Some(after) = &after {
        store::copy_files(&mut tx, after.id, version).await?;
    }
    put_images(&mut tx, version, sealed).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/questions/{id}"))
        .saying("La question est dans la banque.")
        .into_response())
}

pub(super) async fn change(
    State(site): State<Site>,
    proof: Proof<EditQuestion>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let row = match store::find(&mut tx, proof.id()).await {
        Ok(row) => row,
        Err(Error::NotFound) => {
            drop(tx);
            return given_back(&site, &proof, &view, upload).await;
        }
        Err(other) => return Err(other),
    };
    let base = store::version_in_force(&mut tx, row.id).await?;
    drop(tx);
    let typed = self::over(typed(&upload.form), Some(&base.content));
    let over = upload.form.text("version").parse().unwrap_or_default();
    let around = (row.course, Some(&base.content));
    let mut sent = Sent::read(&mut upload, typed, (Some((row.id, over)), around.1)).await?;
    if sent.again {
        return sent
            .back((&site, &view), proof.actor(), &mut upload, around)
            .await;
    }
    let question = mend(&sent.shown.typed, around.1, &mut sent.errors);
    if !sent.errors.is_empty() {
        return sent
            .back((&site, &view), proof.actor(), &mut upload, around)
            .await;
    }
    if over != row.number {
        return both(&site, &proof, &view, sent, upload).await;
    }
    let brought = sent.picture.is_some() || sent.illustrations.brings();
    let sealed = sent.seal(&site, &question).await?;
    let mut tx = site.db().begin().await?;
    let Some(version) = store::change(&mut tx, &site, &proof, over, &question).await? else {
        drop(tx);
        if brought {
            sent.errors.add("image", "Image", AGAIN);
        }
        return both(&site, &proof, &view, sent, upload).await;
    };
    put_images(&mut tx, version, sealed).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/questions/{}", row.id))
        .saying("La question est enregistrée. C’est une nouvelle version.")
        .into_response())
}

/// Somebody else kept something meanwhile: both are shown, and the author asked again.
async fn both(
    site: &Site,
    proof: &Proof<EditQuestion>,
    view: &View,
    mut sent: Sent,
    mut upload: Upload,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let found = match store::find(&mut tx, proof.id()).await {
        Ok(row) => Some((row, store::version_in_force(&mut tx, proof.id()).await?)),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    drop(tx);
    let Some((row, theirs)) = found else {
        return given_back(site, proof, view, upload).await;
    };
    let differences = differences(&Typed::of(&theirs.content), &sent.shown.typed);
    sent.errors.add("titre-entretemps", "", CHANGED);
    sent.shown.over = Some((row.id, theirs.number));
    sent.shown.conflict = Some(differences);
    let around = (row.course, Some(&theirs.content));
    sent.back((site, view), proof.actor(), &mut upload, around).await
}

/// The question went to the trash while its form was open: what was typed comes back as a new one's.
async fn given_back(
    site: &Site,
    proof: &Proof<EditQuestion>,
    view: &View,
    mut upload: Upload,
) -> Result<Response> {
    let trashed = store::trashed(&mut site.db().read().await?).await?;
    let row = trashed.into_iter().find(|(row, _)| row.id == proof.id());
    let written = ["titre", "enonce"]
        .iter()
        .any(|name| !upload.form.text(name).is_empty());
    let (row, _) = row.filter(|_| written).ok_or(Error::NotFound)?;
    let before = store::last_version(&mut site.db().read().await?, row.id)
        .await?
        .content;
    let typed = over(typed(&upload.form), Some(&before));
    let mut sent = Sent::read(&mut upload, typed, (None, Some(&before))).await?;
    sent.errors.add("question", "", GONE);
    sent.shown.after = Some(row.id);
    let around = (row.course, Some(&before));
    sent.back((site, view), proof.actor(), &mut upload, around).await
}

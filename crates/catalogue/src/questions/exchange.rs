//! `/questions/import`.

use std::io::Read as _;

use assess::imports::{self, Entry, Format, LARGEST, MOST_QUESTIONS};
use assess::questions::Question;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, SentFile, State, Upload, View};
use platform::{Error, Result, Site};

use super::AddQuestions;
use super::incoming;
use super::packed::{is_archive, unpacked};
use super::routes::known_course;
use super::store;
use super::views::{self, ImportForm, Reported};

/// The most files of one import.
const MOST_FILES: usize = 50;
/// The most bytes that the files of one import have together.
const TOGETHER_BYTES: usize = 4 * LARGEST;
const NOTHING: &str = "Choisissez un fichier, ou collez des questions au format GIFT de Moodle.";
const TOGETHER: &str = "Ensemble, ces fichiers dépassent 32\u{a0}Mo ou 2\u{202f}000 questions\u{202f}: celui-ci n’a pas été lu. Envoyez-le à part.";
const UNREADABLE: &str = "Ce fichier ne peut pas être lu. Envoyez-le de nouveau.";
const GONE: &str = "Cette lecture n’est plus là\u{202f}: elle a déjà été prise, ou elle date de plus d’un jour. Choisissez à nouveau le fichier.";

pub(super) async fn import_page(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    view: View,
) -> Result<Response> {
    let courses = store::courses(&mut site.db().read().await?).await?;
    let page = views::import(
        &view.frame,
        &courses,
        &ImportForm::default(),
        &FormErrors::default(),
    );
    Ok(view.page(&page))
}

/// Reads, and shows what would be taken.
pub(super) async fn read(
    State(site): State<Site>,
    proof: Proof<AddQuestions>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let courses = store::courses(&mut site.db().read().await?).await?;
    let form = ImportForm {
        bank: upload.form.text("banque").to_owned(),
        pasted: upload.form.text("colle").to_owned(),
    };
    let mut errors = FormErrors::default();
    let course = known_course(&courses, &form.bank, &mut errors);
    let files = upload.take_all("fichier");
    if files.is_empty() && form.pasted.is_empty() {
        errors.add("fichier", "Fichiers", NOTHING);
    }
    if files.len() > MOST_FILES {
        errors.add(
            "fichier",
            "Fichiers",
            format!("Envoyez {MOST_FILES} fichiers au plus à la fois."),
        );
    }
    if !errors.is_empty() {
        return Ok(view.invalid(&views::import(&view.frame, &courses, &form, &errors)));
    }
    let pasted = form.pasted.clone();
    let reading = tokio::task::spawn_blocking(move || reported(files, &pasted));
    let mut files = reading
        .await
        .map_err(|error| Error::internal("reading questions", error))?;
    let images = incoming::seal(&site, &mut files).await?;
    let entries = files.iter().filter_map(|file| file.read.as_ref().ok()).flatten();
    let taken: Vec<&Question> = entries.filter_map(incoming::question).collect();
    let waiting = if taken.is_empty() {
        None
    } else {
        let mut tx = site.db().begin().await?;
        let id = store::wait(&mut tx, &site, &proof, course, &taken, images).await?;
        tx.commit().await?;
        Some(id.to_string())
    };
    let bank = store::bank_name(&mut site.db().read().await?, course).await?;
    let page = views::report(&view.frame, &bank, &files, (waiting, &form));
    Ok(view.page(&page))
}

fn reported(files: Vec<SentFile>, pasted: &str) -> Vec<Reported> {
    let mut room = Room::default();
    let mut all: Vec<Reported> = files
        .into_iter()
        .flat_map(|sent| room.takes(read_file(sent)))
        .collect();
    if !pasted.is_empty() {
        let text = Reported {
            name: "Texte collé".to_owned(),
            bytes: pasted.len(),
            read: read_bytes(Some(Format::Gift), pasted.as_bytes()),
        };
        all.extend(room.takes(vec![text]));
    }
    all
}

/// What is left of what an import may take: of all its files together.
struct Room {
    bytes: usize,
    questions: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            bytes: TOGETHER_BYTES,
            questions: MOST_QUESTIONS,
        }
    }
}

impl Room {
    /// The files, those that there is no room for refused.
    fn takes(&mut self, mut files: Vec<Reported>) -> Vec<Reported> {
        for file in &mut files {
            let Ok(entries) = &file.read else { continue };
            let left = (
                self.bytes.checked_sub(file.bytes),
                self.questions.checked_sub(entries.len()),
            );
            match left {
                (Some(bytes), Some(questions)) => *self = Self { bytes, questions },
                _ => file.read = Err(TOGETHER.to_owned()),
            }
        }
        files
    }
}

/// What was read of a file, or of each file of an archive.
fn read_file(sent: SentFile) -> Vec<Reported> {
    let mut bytes = Vec::new();
    let one = |name: String, bytes: usize, read| vec![Reported { name, bytes, read }];
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    if (&sent.file).take(most).read_to_end(&mut bytes).is_err() {
        return one(sent.name, 0, Err(UNREADABLE.to_owned()));
    }
    if !is_archive(&bytes) {
        return one(sent.name, bytes.len(), read_bytes(None, &bytes));
    }
    match unpacked(&bytes) {
        Err(sentence) => one(sent.name, 0, Err(sentence.to_owned())),
        Ok(archive) => {
            let read = |(name, bytes): &(String, Vec<u8>)| {
                let mut read = read_bytes(None, bytes);
                if let Ok(entries) = &mut read {
                    incoming::find(entries, &archive, name);
                }
                Reported {
                    name: name.clone(),
                    bytes: bytes.len(),
                    read,
                }
            };
            archive.files.iter().map(read).collect()
        }
    }
}

fn read_bytes(format: Option<Format>, bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let format = format.unwrap_or_else(|| imports::guess(bytes));
    imports::read(format, bytes).map_err(imports::Refusal::sentence)
}

/// Takes what was read: all of it, or nothing.
pub(super) async fn apply(
    State(site): State<Site>,
    proof: Proof<AddQuestions>,
    form: Form,
) -> Result<Response> {
    let Ok(id) = form.text("lecture").parse() else {
        return Ok(Done::at("/questions/import").saying(GONE).into_response());
    };
    let mut tx = site.db().begin().await?;
    let (course, questions) = match store::take_waiting(&mut tx, &proof, id).await {
        Err(Error::NotFound) => return Ok(Done::at("/questions/import").saying(GONE).into_response()),
        other => other?,
    };
    for (question, images) in &questions {
        let (_, version) = store::put(&mut tx, &site, proof.actor(), course, question).await?;
        for (name, blob) in images {
            store::put_file(&mut tx, version, name, *blob).await?;
        }
    }
    tx.commit().await?;
    let saying = match questions.len() {
        1 => "La question est dans la banque.".to_owned(),
        many => format!("Les {many} questions sont dans la banque."),
    };
    Ok(Done::at("/questions").saying(saying).into_response())
}

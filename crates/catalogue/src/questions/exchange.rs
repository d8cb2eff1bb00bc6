//! `/questions/import`, `/questions/export`.

use std::io::Read as _;

use assess::exports::{Exported, moodle, qti};
use assess::imports::{self, Entry, Format, LARGEST, MOST_QUESTIONS, Outcome};
use assess::questions::Question;
use platform::blobs::{Zipped, zipped};
use platform::html::FormErrors;
use platform::http::{
    Done, Form, IntoResponse as _, Proof, Response, SentFile, State, Upload, View, as_download, put_header,
    send_file,
};
use platform::{Error, Result, Site};

use super::AddQuestions;
use super::packed::{is_archive, unpacked};
use super::routes::{Asked, filter, known_course};
use super::store::{self, QuestionId};
use super::views::{self, ImportForm, Reported};

/// The most files of one import.
const MOST_FILES: usize = 50;
/// The most bytes that the files of one import have together.
const TOGETHER_BYTES: usize = 4 * LARGEST;
const NOTHING: &str = "Choisissez un fichier, ou collez du GIFT.";
const MANY: &str = "Cette liste a plus de 2\u{202f}000 questions. Choisissez une banque, un type ou une étiquette avant de l’exporter.";
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
    let files = reading
        .await
        .map_err(|error| Error::internal("reading questions", error))?;
    let taken = taken(&files);
    let waiting = if taken.is_empty() {
        None
    } else {
        let mut tx = site.db().begin().await?;
        let id = store::wait(&mut tx, &site, &proof, course, &taken).await?;
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
        Ok(files) => files
            .into_iter()
            .map(|(name, bytes)| Reported {
                name,
                bytes: bytes.len(),
                read: read_bytes(None, &bytes),
            })
            .collect(),
    }
}

fn read_bytes(format: Option<Format>, bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let format = format.unwrap_or_else(|| imports::guess(bytes));
    imports::read(format, bytes).map_err(imports::Refusal::sentence)
}

fn taken(files: &[Reported]) -> Vec<&Question> {
    let entries = files.iter().filter_map(|file| file.read.as_ref().ok()).flatten();
    let questions = entries.filter_map(|entry| match &entry.outcome {
        Outcome::Taken(question) | Outcome::Reduced(question, _) => Some(question.as_ref()),
        Outcome::Refused(_) => None,
    });
    questions.collect()
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
    for question in &questions {
        store::create(&mut tx, &site, &proof, course, question).await?;
    }
    tx.commit().await?;
    let saying = match questions.len() {
        1 => "La question est dans la banque.".to_owned(),
        many => format!("Les {many} questions sont dans la banque."),
    };
    Ok(Done::at("/questions").saying(saying).into_response())
}

/// What the list shows, in its order: as many questions at most as a file that comes back may have.
async fn listed(site: &Site, query: &Asked) -> Result<Vec<Question>> {
    let filter = filter(query);
    let mut tx = site.db().read().await?;
    let bank = store::bank(&mut tx).await?;
    let shown = bank.iter().filter(|line| filter.takes(line));
    let ids: Vec<QuestionId> = shown.map(|line| line.id).collect();
    if ids.len() > MOST_QUESTIONS {
        return Err(Error::Refused(MANY.into()));
    }
    let contents = store::contents(&mut tx, &ids).await?;
    Ok(contents.into_iter().map(|version| version.content).collect())
}

fn qti_files(questions: &[Question]) -> Vec<(String, Exported)> {
    let named = questions.iter().enumerate().map(|(at, question)| {
        let identifier = format!("question-{:04}", at + 1);
        let file = qti(question, &identifier);
        (format!("{identifier}.xml"), file)
    });
    named.collect()
}

fn told(questions: &[Question], losses: &[(usize, String)]) -> Vec<(String, String)> {
    let titled = losses
        .iter()
        .filter_map(|(at, loss)| Some((questions.get(*at)?.title.clone(), loss.clone())));
    titled.collect()
}

pub(super) async fn export_page(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    view: View,
    query: Asked,
) -> Result<Response> {
    let questions = listed(&site, &query).await?;
    let for_moodle = told(&questions, &moodle(&questions).losses);
    let one_each = qti_files(&questions).into_iter().zip(&questions);
    let for_others: Vec<(String, String)> = one_each
        .flat_map(|((_, file), question)| {
            let title = question.title.clone();
            file.losses
                .into_iter()
                .map(move |(_, loss)| (title.clone(), loss))
        })
        .collect();
    Ok(view.page(&views::export(
        questions.len(),
        &filter(&query).query(),
        &for_moodle,
        &for_others,
    )))
}

pub(super) async fn export_moodle(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    query: Asked,
) -> Result<Response> {
    let file = moodle(&listed(&site, &query).await?);
    let mut response = file.text.into_response();
    put_header(
        &mut response,
        platform::http::header::CONTENT_TYPE,
        "application/xml; charset=utf-8",
    );
    as_download(&mut response, "questions-moodle.xml");
    Ok(response)
}

/// An item a file, as its readers want them.
pub(super) async fn export_qti(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    query: Asked,
) -> Result<Response> {
    let files = qti_files(&listed(&site, &query).await?);
    // What couldn't be written at all has no file.
    let written = files.into_iter().filter(|(_, file)| !file.text.is_empty());
    let zip = written.map(|(name, file)| (name, Zipped::Bytes(file.text.into_bytes())));
    let (file, size) = zipped(&site, zip.collect()).await?;
    let mut response = send_file(file, size, "application/zip");
    as_download(&mut response, "questions-qti.zip");
    Ok(response)
}

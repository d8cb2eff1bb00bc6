//! `/questions/export`: what the list shows, as files for other platforms.

use std::collections::HashMap;

use assess::exports::{Exported, moodle, qti};
use assess::imports::MOST_QUESTIONS;
use assess::questions::Question;
use platform::blobs::{self, Blob, Zipped, zipped};
use platform::db::Tx;
use platform::http::{IntoResponse as _, Proof, Response, State, View, as_download, put_header, send_file};
use platform::{Error, Result, Site};

use super::AddQuestions;
use super::routes::{Asked, filter};
use super::store::{self, QuestionId, QuestionVersion};
use super::views;

const MANY: &str = "Cette liste a plus de 2\u{202f}000 questions. Choisissez une banque, un type ou une étiquette avant de l’exporter.";
const HEAVY: &str = "Les images de ces questions dépassent 64\u{a0}Mo. Choisissez une banque, un type ou une étiquette avant d’exporter.";

/// The most bytes of the images of a file.
const IMAGES: u64 = 64 << 20;

/// What the list shows, in its order: as many questions at most as a file that comes back may have.
async fn listed(tx: &mut Tx, query: &Asked) -> Result<Vec<QuestionVersion>> {
    let shown = store::list(tx, &filter(query).sought(), (MOST_QUESTIONS + 1, 0)).await?;
    if shown.len() > MOST_QUESTIONS {
        return Err(Error::Refused(MANY.into()));
    }
    let ids: Vec<QuestionId> = shown.iter().map(|line| line.id).collect();
    store::contents(tx, &ids).await
}

fn contents(versions: Vec<QuestionVersion>) -> Vec<Question> {
    versions.into_iter().map(|version| version.content).collect()
}

/// What a file is made of: the questions, and their images.
async fn leaving(site: &Site, query: &Asked) -> Result<(Vec<Question>, Images)> {
    let mut tx = site.db().read().await?;
    let versions = listed(&mut tx, query).await?;
    let images = images(&mut tx, &versions).await?;
    Ok((contents(versions), images))
}

/// Images, each with its question's place and its name there.
type Images = Vec<(usize, String, Blob)>;

/// The images that questions name.
async fn images(tx: &mut Tx, versions: &[QuestionVersion]) -> Result<Images> {
    let (mut all, mut room) = (Vec::new(), IMAGES);
    for (place, version) in versions.iter().enumerate() {
        let named = version.content.images();
        if named.is_empty() {
            continue;
        }
        for (name, blob) in store::files(tx, version.id).await? {
            if named.contains(&name) {
                let blob = blobs::find(tx, blob).await?;
                room = room.checked_sub(blob.size).ok_or(Error::Refused(HEAVY.into()))?;
                all.push((place, name, blob));
            }
        }
    }
    Ok(all)
}

/// The folder of each question, and its file.
fn qti_files(questions: &[Question]) -> Vec<(String, Exported)> {
    let named = questions.iter().zip(1..).map(|(question, number)| {
        let identifier = format!("question-{number:04}");
        let file = qti(question, &identifier);
        (identifier, file)
    });
    named.collect()
}

fn told(questions: &[Question], losses: &[(usize, String)]) -> Vec<(String, String)> {
    let titled = losses
        .iter()
        .filter_map(|(at, loss)| Some((questions.get(*at)?.title.clone(), loss.clone())));
    titled.collect()
}

pub(super) async fn page(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    view: View,
    query: Asked,
) -> Result<Response> {
    let questions = contents(listed(&mut site.db().read().await?, &query).await?);
    // Their images are looked for when the file is asked.
    let for_moodle = told(&questions, &moodle(&questions, &|_, _| Some(Vec::new())).losses);
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

pub(super) async fn for_moodle(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    query: Asked,
) -> Result<Response> {
    let (questions, images) = leaving(&site, &query).await?;
    let mut bytes: HashMap<(usize, String), Vec<u8>> = HashMap::new();
    for (place, name, blob) in images {
        bytes.insert((place, name), blobs::read_whole(&site, &blob).await?);
    }
    let image = |place: usize, name: &str| bytes.get(&(place, name.to_owned())).cloned();
    let file = moodle(&questions, &image);
    let mut response = file.text.into_response();
    put_header(
        &mut response,
        platform::http::header::CONTENT_TYPE,
        "application/xml; charset=utf-8",
    );
    as_download(&mut response, "questions-moodle.xml");
    Ok(response)
}

/// A folder for each question: its item, as readers want it, and its images.
pub(super) async fn for_others(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    query: Asked,
) -> Result<Response> {
    let (questions, images) = leaving(&site, &query).await?;
    let files = qti_files(&questions);
    let folders: Vec<String> = files.iter().map(|(folder, _)| folder.clone()).collect();
    // What couldn't be written at all has no file.
    let written = files.into_iter().filter(|(_, file)| !file.text.is_empty());
    let items = written.map(|(folder, file)| {
        let path = format!("{folder}/{folder}.xml");
        (path, Zipped::Bytes(file.text.into_bytes()))
    });
    let images = images.into_iter().filter_map(|(place, name, blob)| {
        Some((format!("{}/{name}", folders.get(place)?), Zipped::Blob(blob)))
    });
    let (file, size) = zipped(&site, items.chain(images).collect()).await?;
    let mut response = send_file(file, size, "application/zip");
    as_download(&mut response, "questions-qti.zip");
    Ok(response)
}

//! Writing the archive of a course, in a file under no name.

use std::collections::HashMap;
use std::fs::File;

use platform::blobs::{self, BlobId, Zipped, zipped};
use platform::uploads::LARGEST;
use platform::{Error, Result, Site};

use super::format::{
    self, Archive, SentDocument, SentItem, SentPart, SentStep, SentThreshold, SentWait, folder,
};
use super::quizzes::Questions;
use crate::courses::{
    self, Completion, CourseId, Step, StepId, Wait, modality_code, required_code, wants_code,
};
use crate::editor::{self, Part};
use crate::library::{self, ItemId, ItemKind, OnUpdate, Reading, Sent};

/// The archive of a course and its size in bytes.
///
/// # Errors
/// The store's, the key store's or the disk's.
pub(super) async fn export(site: &Site, id: CourseId) -> Result<(File, u64)> {
    let mut tx = site.db().read().await?;
    let course = courses::find(&mut tx, id).await?;
    let parts = editor::parts(&mut tx, id).await?;
    let materials = courses::materials(&mut tx, id).await?;
    let mut places: HashMap<ItemId, usize> = HashMap::new();
    let mut order = Vec::new();
    let steps = parts.iter().flat_map(|part| &part.steps);
    let used = steps
        .flat_map(|step| [step.item, step.summary])
        .chain(parts.iter().map(|part| part.summary))
        .flatten()
        .chain(materials.iter().map(|material| material.item.item));
    for item in used {
        places.entry(item).or_insert_with(|| {
            order.push(item);
            order.len() - 1
        });
    }
    let mut items = Vec::new();
    let mut files: Vec<(String, BlobId)> = Vec::new();
    let mut questions = Questions::default();
    for (place, id) in order.into_iter().enumerate() {
        let item = library::find(&mut tx, id).await?;
        let version = library::current(&mut tx, id).await?;
        let reading = match item.kind.sent() {
            Sent::Archive => Reading::default(),
            Sent::File | Sent::Words => version.reading()?,
        };
        for (path, blob) in library::files(&mut tx, version.id).await? {
            files.push((format!("{}{path}", folder(place)), blob));
        }
        let (quiz, quiz_draft) = match item.kind {
            ItemKind::Quiz => (
                Some(questions.quiz(&mut tx, version.id).await?),
                questions.draft(&mut tx, id).await?,
            ),
            _ => (None, None),
        };
        items.push(SentItem {
            title: item.title,
            kind: item.kind.code().to_owned(),
            modality: modality_code(item.modality).to_owned(),
            minutes: item.minutes,
            sheet: Some(item.sheet),
            reading,
            quiz,
            quiz_draft,
            on_update: (item.on_update != OnUpdate::Continue).then(|| item.on_update.code().to_owned()),
        });
    }
    files.append(&mut questions.files);
    let mut found = Vec::with_capacity(files.len());
    for (path, blob) in files {
        found.push((path, blobs::find(&mut tx, blob).await?));
    }
    drop(tx);
    let total: u64 = found.iter().map(|(_, blob)| blob.size).sum();
    if total > LARGEST - format::MOST_BYTES as u64 {
        return Err(Error::Refused(
            "Les fichiers de ce parcours dépassent 4\u{a0}Go\u{202f}: son archive ne pourrait pas être importée. Exportez-le en plusieurs parcours.".into(),
        ));
    }
    let archive = Archive {
        format: format::FORMAT.to_owned(),
        version: format::VERSION,
        title: course.title,
        summary: course.summary,
        objectives: course.objectives,
        progression: course.progression.code().to_owned(),
        parts: self::parts(&parts, &places),
        documents: materials
            .iter()
            .filter_map(|material| {
                Some(SentDocument {
                    item: *places.get(&material.item.item)?,
                    readers: material.readers.code().to_owned(),
                })
            })
            .collect(),
        items,
        questions: questions.sent,
    };
    let description =
        serde_json::to_vec_pretty(&archive).map_err(|error| Error::internal("describing a course", error))?;
    let files = found.into_iter().map(|(path, blob)| (path, Zipped::Blob(blob)));
    let described = [(format::NAME.to_owned(), Zipped::Bytes(description))];
    zipped(site, described.into_iter().chain(files).collect()).await
}

/// The parts of a course as an archive tells them; `items`: the place of each.
pub(super) fn parts(before: &[Part], items: &HashMap<ItemId, usize>) -> Vec<SentPart> {
    let places: HashMap<StepId, usize> = before
        .iter()
        .flat_map(|part| &part.steps)
        .enumerate()
        .map(|(place, step)| (step.id, place))
        .collect();
    let item = |id: Option<ItemId>| id.and_then(|id| items.get(&id)).copied();
    let step = |step: &Step| {
        let (required, required_above) = required_code(step.required);
        let chosen = step.chosen_completion().map(Completion::code);
        let wait = |wait: &Wait| {
            let (wants, percent) = wants_code(wait.wants);
            Some(SentWait {
                on: *places.get(&wait.on)?,
                wants: wants.to_owned(),
                percent,
            })
        };
        SentStep {
            title: step.title.clone(),
            modality: modality_code(step.modality).to_owned(),
            minutes: step.minutes,
            item: item(step.item),
            required: required.to_owned(),
            required_above,
            completion: chosen.map(|(code, _)| code.to_owned()),
            completion_percent: chosen.and_then(|(_, percent)| percent),
            due_day: step.due_day,
            summary: item(step.summary),
            waits: step.waits.iter().filter_map(wait).collect(),
            any_wait: step.any_wait,
            waived_from: step.waived_from.and_then(|from| {
                Some(SentThreshold {
                    on: *places.get(&from.on)?,
                    percent: from.percent,
                })
            }),
        }
    };
    before
        .iter()
        .map(|part| SentPart {
            title: part.title.clone(),
            summary: item(part.summary),
            steps: part.steps.iter().map(step).collect(),
        })
        .collect()
}

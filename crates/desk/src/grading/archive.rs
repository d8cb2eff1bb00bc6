//! All that waits at a step as one archive, made while it leaves: nothing of it lies in clear on a disk.

use futures_util::stream::{self, BoxStream, StreamExt as _};
use learning::gradings::GradeSession;
use learning::submissions::{self, Submission};
use platform::blobs;
use platform::http::{Path, Proof, Response, State, ZipPart, file_name, send_zip_parts};
use platform::{Result, Site};
use training::intake::tables;

use super::marks::{self, apart};
use super::offline::{Places, load};

pub(super) async fn archive(
    State(site): State<Site>,
    proof: Proof<GradeSession>,
    Path((_, step)): Places,
) -> Result<Response> {
    let step = load(&site, &proof, &step).await?;
    let mut parts = Vec::new();
    let mut taken = Vec::new();
    for (titles, lines) in step.lists() {
        let rows = lines.iter().map(|line| {
            let id = marks::named(&line.id.to_string(), line.draft.unwrap_or_default());
            vec![id, step.who(line), line.number.to_string()]
        });
        let list = tables::write(titles.iter().map(String::as_str), rows)?;
        parts.push(ZipPart::File(apart(&mut taken, "Notes.csv")));
        parts.push(ZipPart::Bytes(list.into()));
    }
    let place = (step.session.id, step.step);
    let mut works = submissions::at_step(&mut site.db().read().await?, &site, place).await?;
    let mut each: Vec<BoxStream<'static, Result<ZipPart>>> =
        vec![stream::iter(parts.into_iter().map(Ok)).boxed()];
    for line in &step.lines {
        let Some(work) = works.remove(&line.id) else {
            continue;
        };
        let work = if line.anonymous { work.unnamed() } else { work };
        let folder = apart(
            &mut taken,
            &file_name(&format!("{}, essai {}", step.who(line), line.number)),
        );
        each.push(whole(site.clone(), &folder, &work));
    }
    let name = format!(
        "{}, {}.zip",
        file_name(&step.title),
        file_name(&step.session.reference)
    );
    Ok(send_zip_parts(stream::iter(each).flatten(), &name))
}

/// A work as files of its folder, each opened when the one before it has left.
fn whole(site: Site, folder: &str, work: &Submission) -> BoxStream<'static, Result<ZipPart>> {
    let text = [
        Ok(ZipPart::File(format!("{folder}/Réponse.txt"))),
        Ok(ZipPart::Bytes(words(work).into_bytes().into())),
    ];
    let mut names = vec!["réponse.txt".to_owned()];
    let pieces: Vec<_> = work
        .pieces
        .iter()
        .map(|piece| {
            (
                format!("{folder}/{}", apart(&mut names, &file_name(&piece.about.name))),
                piece.blob,
            )
        })
        .collect();
    let pieces = stream::iter(pieces).flat_map(move |(name, blob)| {
        let site = site.clone();
        let opened = async move {
            let blob = blobs::find(&mut site.db().read().await?, blob).await?;
            blobs::open_range(&site, &blob, 0..blob.size).await
        };
        let bytes = stream::once(opened).flat_map(|opened| match opened {
            Ok(chunks) => chunks.map(|chunk| chunk.map(ZipPart::Bytes)).boxed(),
            Err(error) => stream::iter([Err(error)]).boxed(),
        });
        stream::iter([Ok(ZipPart::File(name))]).chain(bytes)
    });
    stream::iter(text).chain(pieces).boxed()
}

/// What was written, and what is said in each recording.
fn words(work: &Submission) -> String {
    let mut text = work.content.text.replace('\n', "\r\n");
    for piece in work
        .pieces
        .iter()
        .filter(|piece| !piece.about.transcript.is_empty())
    {
        text.push_str(&format!(
            "\r\n\r\n{}\u{202f}: {}",
            piece.about.name,
            piece.about.transcript.replace('\n', "\r\n")
        ));
    }
    text
}

//! `/mes-fiches`, its document, and one sheet under its course. They stay readable after the access has ended.

use std::collections::HashMap;

use catalogue::library::{self, ItemId, Piece, Readable, Run, pieces};
use documents::{Piece as Block, Summaries, Summary as Printed, Words};
use platform::blobs::{self, Zipped};
use platform::db::Tx;
use platform::http::{
    Actor, Done, HeaderMap, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View, Within,
    as_download, print, send_blob, send_file, send_pdf,
};
use platform::{Error, PersonId, Result, Site};
use training::enrolment::{self, FollowCourse, Followed};
use training::sessions;

use super::rules::earned;
use super::views::{self, Kept};
use crate::{adaptation, progress};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<FollowCourse, _>("/mes-fiches", list)
        .get::<FollowCourse, _>("/mes-fiches/document", document)
        .get::<FollowCourse, _>("/mes-fiches/archive", archive)
        .get::<FollowCourse, _>("/mes-fiches/{inscription}/{fiche}", page)
        .get::<FollowCourse, _>("/mes-fiches/{inscription}/{fiche}/fichier", file)
}

/// What a learner has earned of a course: two queries.
async fn of_course(tx: &mut Tx, site: &Site, followed: &Followed) -> Result<Vec<Kept>> {
    let Followed { enrolment, session } = followed;
    let states = progress::of_enrolment(tx, enrolment.id).await?;
    let edition = adaptation::edition(tx, site, session, enrolment, &states).await?;
    let earned = earned(&edition.path, &states);
    if earned.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: HashMap<ItemId, Readable> = HashMap::new();
    for summary in library::summaries(tx, session.course).await? {
        known.insert(summary.item, summary);
    }
    let kept = earned.iter().filter_map(|one| {
        Some(Kept {
            enrolment: enrolment.id,
            course: session.title.clone(),
            of: one.of.to_owned(),
            summary: known.remove(&one.item)?,
        })
    });
    Ok(kept.collect())
}

/// What a learner has earned, by course, the latest first.
async fn of_person(site: &Site, person: PersonId) -> Result<Vec<Vec<Kept>>> {
    let mut tx = site.db().read().await?;
    let mut all = Vec::new();
    for followed in enrolment::of_person(&mut tx, person).await? {
        let kept = of_course(&mut tx, site, &followed).await?;
        if !kept.is_empty() {
            all.push(kept);
        }
    }
    Ok(all)
}

async fn list(
    State(site): State<Site>,
    _within: Within<FollowCourse>,
    actor: Actor,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let all = of_person(&site, actor.person).await?;
    let words = query.get("q").map_or("", String::as_str);
    Ok(view.page(&views::list(&all, words)))
}

/// A sheet that isn't theirs, or not yet.
const NOT_YET: &str = "Cette fiche n’est pas parmi les vôtres\u{202f}: elle y arrive toute seule quand vous terminez ce qu’elle résume.";

/// A sheet that this learner has.
async fn earned_by(site: &Site, proof: &Proof<FollowCourse>, actor: &Actor, item: &str) -> Result<Kept> {
    let item: ItemId = item.parse()?;
    let mut tx = site.db().read().await?;
    let followed = enrolment::follow(&mut tx, proof.id()).await?;
    if followed.enrolment.person != actor.person {
        return Err(Error::Refused(
            "Une fiche s’ouvre au nom de la personne qui l’a obtenue\u{202f}: elle seule la lit ici.".into(),
        ));
    }
    let kept = of_course(&mut tx, site, &followed).await?;
    let kept = kept.into_iter().find(|kept| kept.summary.item == item);
    kept.ok_or_else(|| Error::Refused(NOT_YET.into()))
}

async fn page(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, item)): Path<(String, String)>,
    view: View,
) -> Result<Response> {
    let kept = earned_by(&site, &proof, &actor, &item).await?;
    Ok(view.page(&views::page(&kept)))
}

/// The file of a sheet: given here and not by the origin of its content, which closes with the access.
async fn file(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, item)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let kept = earned_by(&site, &proof, &actor, &item).await?;
    let name = kept.summary.reading.file.ok_or(Error::NotFound)?;
    let mut tx = site.db().read().await?;
    let file = library::file(&mut tx, kept.summary.version, &name).await?;
    let blob = blobs::find(&mut tx, file.blob).await?;
    drop(tx);
    let mut response = send_blob(&site, &blob, &asked, false).await?;
    as_download(&mut response, &name);
    Ok(response)
}

/// What the document of written sheets is called.
const DOCUMENT: &str = "mes-fiches.pdf";

/// Every written sheet, printed in one document; none when there is none.
async fn press(site: &Site, all: &[Vec<Kept>]) -> Result<Option<Vec<u8>>> {
    let written = all.iter().flatten().filter(|kept| kept.is_written());
    let sheets: Vec<Printed> = written.map(printed).collect();
    if sheets.is_empty() {
        return Ok(None);
    }
    let given = Summaries {
        platform: site.config().site_name.clone(),
        sheets,
        printed: sessions::days(site.clock().now(), site.clock().now(), "Europe/Paris")?.0,
    };
    let bytes = print(move || documents::summaries(&given)).await?;
    Ok(Some(bytes))
}

fn nothing(saying: &'static str) -> Response {
    Done::at("/mes-fiches").saying(saying).into_response()
}

async fn document(State(site): State<Site>, _within: Within<FollowCourse>, actor: Actor) -> Result<Response> {
    let all = of_person(&site, actor.person).await?;
    let Some(bytes) = press(&site, &all).await? else {
        return Ok(nothing(
            "Aucune fiche écrite pour le moment\u{202f}: il n’y a rien à imprimer.",
        ));
    };
    Ok(send_pdf(bytes, DOCUMENT))
}

/// Every sheet: the written ones in one document, and the files beside it.
async fn archive(State(site): State<Site>, _within: Within<FollowCourse>, actor: Actor) -> Result<Response> {
    let all = of_person(&site, actor.person).await?;
    let mut files: Vec<(String, Zipped)> = Vec::new();
    let mut tx = site.db().read().await?;
    for kept in all.iter().flatten() {
        let Some(name) = kept.summary.reading.file.as_deref() else {
            continue;
        };
        let file = library::file(&mut tx, kept.summary.version, name).await?;
        let blob = blobs::find(&mut tx, file.blob).await?;
        files.push((format!("{:02} {name}", files.len() + 1), Zipped::Blob(blob)));
    }
    drop(tx);
    if let Some(bytes) = press(&site, &all).await? {
        files.push((DOCUMENT.to_owned(), Zipped::Bytes(bytes)));
    }
    if files.is_empty() {
        return Ok(nothing(
            "Aucune fiche pour le moment\u{202f}: il n’y a rien à télécharger.",
        ));
    }
    let (zip, size) = blobs::zipped(&site, files).await?;
    let mut response = send_file(zip, size, "application/zip");
    as_download(&mut response, "mes-fiches.zip");
    Ok(response)
}

fn printed(kept: &Kept) -> Printed {
    let all = |runs: Vec<Run>| runs.into_iter().map(words).collect::<Vec<_>>();
    let block = |piece: Piece| match piece {
        Piece::Heading { under, runs } => Block::Heading {
            under,
            words: all(runs),
        },
        Piece::Paragraph(runs) => Block::Paragraph(all(runs)),
        Piece::List { first, items } => Block::List {
            first,
            items: items.into_iter().map(all).collect(),
        },
    };
    Printed {
        title: kept.summary.title.clone(),
        course: kept.course.clone(),
        pieces: pieces(&kept.summary.reading.text)
            .into_iter()
            .map(block)
            .collect(),
    }
}

fn words(run: Run) -> Words {
    Words {
        text: run.text,
        strong: run.strong,
        stressed: run.stressed,
        link: run.link,
    }
}

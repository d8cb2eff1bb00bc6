//! What is done in numbers, through the pages: documents handed out region by region and taken away in archives, a list of
//! people enrolled.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use people::regions;
use platform::clock::Clock;
use platform::ids::RegionId;
use platform::random::Random;
use platform::{Error, Result};
use training::enrolment;
use training::sessions::SessionId;

use crate::data;
use crate::ground::{Ground, close};
use crate::http::Hand;
use crate::server::{Server, free_address};
use crate::stopwatch::Stopwatch;
use crate::summary::Line;
use crate::visits;

use super::{lines, process};

/// Documents after which no other region is asked for.
const DOCUMENTS: usize = 10_000;
/// People of a list.
const PEOPLE: usize = 5_000;
/// How long is waited before a page is read again.
const AGAIN: Duration = Duration::from_millis(50);
/// How often it is read again, at most: half an hour.
const READINGS: usize = 36_000;
/// The last bytes of an archive, enough for its end.
const TAIL: usize = 1 << 16;

/// Measures them on data that were made.
///
/// # Errors
/// When a server doesn't start or doesn't do it, or the store's.
pub async fn run(program: &Path, ground: &Ground) -> Result<Vec<Line>> {
    let (cookie, regions, session) = office(ground).await?;
    let engine = lines::name(ground.engine());
    let address = free_address()?;
    let log = ground.folder().join("bulk.log");
    let mut server = Server::start(program, &["serve"], ground, address, &log)?;
    server.answers(Stopwatch::start()).await?;
    process::rests(server.id()).await?;
    let hand = Hand::begin(address, cookie, "/remises").await?;
    let (mut many, mut took) = (0, Duration::ZERO);
    for region in regions {
        let watch = Stopwatch::start();
        many += documents(&hand, region).await?;
        took += watch.elapsed();
        if many >= DOCUMENTS {
            break;
        }
    }
    let peak = process::peak_mib(server.id())?;
    process::rests(server.id()).await?;
    let list = list(&hand, session).await?;
    server.kill();
    let mut found = lines::documents(engine, (many, took), peak).to_vec();
    found.extend(lines::list(engine, PEOPLE, list));
    Ok(found)
}

/// An administrator's cookie, the regions, a session that is open.
async fn office(ground: &Ground) -> Result<(String, Vec<RegionId>, SessionId)> {
    let site = ground.open(Clock::system(), Random::system()).await?;
    let visits = visits::sign_in(&site, 1).await?;
    let visit = visits.first().ok_or(Error::NotFound)?;
    let mut tx = site.db().begin().await?;
    let regions = regions::all(&mut tx).await?;
    let session = enrolment::find(&mut tx, visit.enrolment).await?.session;
    let token = visits::administrator(&mut tx, &site, visit.person).await?;
    tx.commit().await?;
    close(site).await;
    let regions = regions.into_iter().map(|region| region.id).collect();
    Ok((format!("connexion={token}"), regions, session))
}

/// Hands out what a region's learners wait for, and takes it away; answers how many documents came.
async fn documents(hand: &Hand, region: RegionId) -> Result<usize> {
    let batch = hand.send(&format!("/regions/{region}/remises"), "").await?;
    while_says(hand, &batch, "Remise en cours").await?;
    // Of HTTP 1.0, the body comes bare to its end.
    let head = format!("GET {batch}/documents HTTP/1.0\r\n");
    let mut told = hand.ask(&head, b"").await?;
    if told.status != 200 {
        return Err(Error::fault(format!("{batch}/documents answers {}", told.status)));
    }
    let mut tail = Vec::new();
    while let Some(bytes) = told.next().await? {
        tail.extend(bytes);
        tail.drain(..tail.len().saturating_sub(TAIL));
    }
    entries(&tail).ok_or_else(|| Error::fault(format!("{batch}/documents has no end")))
}

/// The files of an archive, by its end (APPNOTE 6.3.10, 4.3.16: the total number of entries).
fn entries(tail: &[u8]) -> Option<usize> {
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let count: [u8; 2] = tail.get(end + 10..end + 12)?.try_into().ok()?;
    Some(u16::from_le_bytes(count).into())
}

/// How long a list takes to be read and shown, then to be enrolled; then a newer one, which changes every card, to be applied.
async fn list(hand: &Hand, session: SessionId) -> Result<(Duration, Duration, Duration)> {
    let (read, enrolled) = one_list(hand, session, "Boulang%C3%A8re").await?;
    let (_, updated) = one_list(hand, session, "P%C3%A2tissi%C3%A8re").await?;
    Ok((read, enrolled, updated))
}

/// How long a list of people of this trade takes to be read and shown, then to be applied.
async fn one_list(hand: &Hand, session: SessionId, trade: &str) -> Result<(Duration, Duration)> {
    let mut fields = "liste=Nom%3BPr%C3%A9nom%3BAdresse+e-mail%3BM%C3%A9tier%0D%0A".to_owned();
    for number in 0..PEOPLE {
        let name = data::name(number);
        write!(
            fields,
            "{name}%3BMonique%3Bliste-{number}%40exemple.fr%3B{trade}%0D%0A"
        )
        .map_err(|error| Error::internal("writing a list", error))?;
    }
    let watch = Stopwatch::start();
    let place = hand
        .send(&format!("/sessions/{session}/inscriptions/liste"), &fields)
        .await?;
    let page = hand.get(&place).await?;
    let read = watch.elapsed();
    let revision = crate::http::quoted(&page, "name=\"revision\" value=\"", 0)?;
    let watch = Stopwatch::start();
    hand.send(&format!("{place}/inscription"), &format!("revision={revision}"))
        .await?;
    while_says(hand, &place, "Inscription en cours").await?;
    Ok((read, watch.elapsed()))
}

/// Waits while a page says this.
async fn while_says(hand: &Hand, path: &str, words: &str) -> Result<()> {
    for _ in 0..READINGS {
        if !hand.get(path).await?.contains(words) {
            return Ok(());
        }
        tokio::time::sleep(AGAIN).await;
    }
    Err(Error::fault(format!("{path} says {words} for ever")))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn an_archive_tells_its_files_at_its_end() {
        let mut end = b"PK\x05\x06\0\0\0\0\x02\0\x02\x01".to_vec();
        end.extend([0; 10]);
        assert_eq!(entries(&end), Some(0x102));
        assert_eq!(entries(b"PK\x05\x06\0"), None);
        assert_eq!(entries(b""), None);
    }
}

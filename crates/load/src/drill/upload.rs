//! A recording of gigabytes sent piece by piece over lines that are cut, taken by its form, and read again byte for byte.

use std::path::Path;
use std::time::Duration;

use jiff::tz::TimeZone;
use platform::clock::Clock;
use platform::random::Random;
use platform::{Error, Result};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::data::{self, Chance, Size, Wanted};
use crate::ground::{Ground, close};
use crate::http::{Hand, quoted};
use crate::server::{Server, free_address};
use crate::stopwatch::Stopwatch;
use crate::visits;

/// What a browser sends at once.
const PIECE: u64 = 4 << 20;
/// Tries of one file, cuts included: far more than it takes.
const TRIES: usize = 20_000;
/// How long a sender waits before it asks again how much has come.
const AGAIN: Duration = Duration::from_millis(20);
/// The head of a sound without compression: two voices, 44,100 samples a second.
const HEAD: usize = 44;

/// How hard a drill is.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The size of the recording, in bytes, below 4 GiB.
    pub bytes: u64,
    /// How many times the line is cut.
    pub cuts: usize,
    /// The seed of all choices.
    pub seed: u64,
}

/// What a drill found.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How many times the line was cut in the middle of a piece.
    pub cuts: usize,
    /// How long sending took.
    pub sending: Duration,
    /// How long its form took: the check, and what keeps it.
    pub form: Duration,
    /// Bytes that came back as they were sent.
    pub same: u64,
}

/// Runs a drill of the real binary on an empty ground.
///
/// # Errors
/// When it can't be run to its end.
pub async fn run(program: &Path, ground: &Ground, plan: Plan) -> Result<Outcome> {
    let cookie = office(ground, plan.seed).await?;
    let address = free_address()?;
    let mut server = Server::start(
        program,
        &["serve"],
        ground,
        address,
        &ground.folder().join("server.log"),
    )?;
    server.answers(Stopwatch::start()).await?;
    let sender = Sender {
        hand: Hand::begin(address, cookie, "/bibliotheque/plusieurs").await?,
        chance: Chance::new(plan.seed),
        cuts: 0,
    };
    let outcome = sender.whole(plan).await;
    server.kill();
    outcome
}

/// Data, and an administrator signed in.
async fn office(ground: &Ground, seed: u64) -> Result<String> {
    let day = Clock::system().now().to_zoned_datetime(TimeZone::UTC).date();
    let size = Size::DRILL;
    data::make(ground, Wanted { size, seed, day }, |_| {}).await?;
    let site = ground.open(Clock::system(), Random::system()).await?;
    let visits = visits::sign_in(&site, 1).await?;
    let person = visits.first().ok_or(Error::NotFound)?.person;
    let mut tx = site.db().begin().await?;
    let token = visits::administrator(&mut tx, &site, person).await?;
    tx.commit().await?;
    close(site).await;
    Ok(format!("connexion={token}"))
}

struct Sender {
    hand: Hand,
    chance: Chance,
    cuts: usize,
}

impl Sender {
    /// Sends the recording and what it says, posts the form, reads the recording again.
    async fn whole(mut self, plan: Plan) -> Result<Outcome> {
        let watch = Stopwatch::start();
        let recording = self
            .send(plan.bytes, plan.cuts, &|at| sound(plan.bytes, at))
            .await?;
        let sending = watch.elapsed();
        let words = b"Bonjour.";
        let said = self
            .send(words.len() as u64, 0, &|at| {
                words[usize::try_from(at).unwrap_or_default() % words.len()]
            })
            .await?;
        let fields = format!(
            "minutes=180&modalite=self_paced&fichiers.envoi={recording}+lecon.wav&fichiers.envoi={said}+lecon.txt"
        );
        let watch = Stopwatch::start();
        self.hand.send("/bibliotheque/plusieurs", &fields).await?;
        let form = watch.elapsed();
        let list = self.hand.get("/bibliotheque?q=lecon").await?;
        let items = list.split("href=\"/bibliotheque/").skip(1);
        let item = items
            .filter_map(|rest| rest.split('"').next())
            .find(|id| id.len() == 36);
        let item = item.ok_or_else(|| Error::fault("the recording isn't in the library"))?;
        let page = self.hand.get(&format!("/bibliotheque/{item}")).await?;
        let file = quoted(&page, &format!("/bibliotheque/{item}/versions/"), 0)?;
        let same = self
            .same(&format!("/bibliotheque/{item}/versions/{file}"), plan.bytes)
            .await?;
        Ok(Outcome {
            cuts: self.cuts,
            sending,
            form,
            same,
        })
    }

    /// Sends so many bytes, the line cut so many times; answers what the platform calls them.
    async fn send(&mut self, size: u64, cuts: usize, byte: &(dyn Fn(u64) -> u8 + Sync)) -> Result<String> {
        let head = format!("POST /envois HTTP/1.1\r\nupload-length: {size}\r\ncontent-length: 0\r\n");
        let announced = self.hand.ask(&head, b"").await?;
        let place = announced.header("location")?.to_owned();
        let apart = (size / (cuts as u64 + 1)).max(1);
        for _ in 0..TRIES {
            let told = self
                .hand
                .ask(&format!("HEAD {place} HTTP/1.1\r\ncontent-length: 0\r\n"), b"")
                .await?;
            let from: u64 = told.header("upload-offset")?.parse().unwrap_or_default();
            if from == size {
                return Ok(place.trim_start_matches("/envois/").to_owned());
            }
            let piece: Vec<u8> = (from..size.min(from + PIECE)).map(byte).collect();
            let head = format!(
                "PATCH {place} HTTP/1.1\r\ncontent-type: application/offset+octet-stream\r\nupload-offset: {from}\r\ncontent-length: {}\r\n",
                piece.len()
            );
            if self.cuts < cuts && from >= apart * self.cuts as u64 {
                let until = self.chance.below(piece.len());
                let mut stream = TcpStream::connect(self.hand.address)
                    .await
                    .map_err(|error| Error::internal("the line of an upload", error))?;
                let head = self.hand.headed(&head);
                let mut part = head.into_bytes();
                part.extend(&piece[..until]);
                // The server may refuse it before it is whole: it is cut all the same.
                drop(stream.write_all(&part).await);
                self.cuts += 1;
            } else if !matches!(self.hand.ask(&head, &piece).await, Ok(told) if told.status == 204) {
                // The piece that was cut is still being put away.
                tokio::time::sleep(AGAIN).await;
            }
        }
        Err(Error::fault("a file that never comes whole"))
    }

    /// How many bytes of the recording come back as they were sent, from the first.
    async fn same(&self, path: &str, size: u64) -> Result<u64> {
        let mut told = self.hand.ask(&format!("GET {path} HTTP/1.1\r\n"), b"").await?;
        let mut at = 0;
        while let Some(bytes) = told.next().await? {
            for byte in bytes {
                if at >= size || byte != sound(size, at) {
                    return Ok(at);
                }
                at += 1;
            }
        }
        Ok(at)
    }
}

/// One byte of a sound of so many bytes (RIFF/WAVE, <https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html>): its
/// head, then noise, the same each time.
fn sound(size: u64, at: u64) -> u8 {
    if at < HEAD as u64 {
        let u32_of = |value: u64| u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes();
        let mut head = Vec::with_capacity(HEAD);
        head.extend(b"RIFF");
        head.extend(u32_of(size.saturating_sub(8)));
        head.extend(b"WAVEfmt ");
        head.extend(u32_of(16));
        head.extend([1, 0, 2, 0]);
        head.extend(u32_of(44_100));
        head.extend(u32_of(44_100 * 4));
        head.extend([4, 0, 16, 0]);
        head.extend(b"data");
        head.extend(u32_of(size - HEAD as u64));
        return usize::try_from(at)
            .ok()
            .and_then(|at| head.get(at))
            .copied()
            .unwrap_or_default();
    }
    let mixed = (at / 8).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed.to_le_bytes()[usize::try_from(at % 8).unwrap_or_default()]
}

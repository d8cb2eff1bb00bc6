//! The private address at which other programs read a calendar.

use documents::{Entry as Line, icalendar};
use jiff::{Timestamp, ToSpan as _};
use learning::planning;
use platform::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use platform::http::{
    Actor, Done, HeaderMap, IntoResponse as _, Path, Response, State, StatusCode, View, put_header,
};
use platform::ids::PersonId;
use platform::vault::{hex, token_hash};
use platform::{Error, Result, Site};
use training::enrolment;

use super::entries::{Entry, Kind};
use super::gather::{gather, zone};
use super::views;

/// How long what is past stays there, and how far it looks, in days.
const PAST: i64 = 62;
const AHEAD: i64 = 731;

/// Makes the address, shown once; an older one is dead.
pub(super) async fn open(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let token = planning::open_feed(&mut tx, &site, actor.person).await?;
    tx.commit().await?;
    let address = format!("{}/calendrier/{token}.ics", site.config().public_url);
    Ok(view.page(&views::address(&address)))
}

/// Ends the address.
pub(super) async fn close(State(site): State<Site>, actor: Actor) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    planning::close_feed(&mut tx, actor.person).await?;
    tx.commit().await?;
    Ok(Done::at("/calendrier")
        .saying("L’adresse de votre calendrier ne répond plus.")
        .into_response())
}

/// The file. Its mark follows what it says, not when it is asked for.
pub(super) async fn file(
    State(site): State<Site>,
    Path(typed): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let token = typed.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let whose = planning::feed_of(&mut site.db().read().await?, token).await?;
    let lines = lines(&site, whose.ok_or(Error::NotFound)?).await?;
    let name = site.config().site_name.as_str();
    let said = token_hash(&icalendar(name, Timestamp::UNIX_EPOCH, &lines));
    let mark = format!("\"{}\"", hex(&said));
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == mark)
    });
    let mut response = match same {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => icalendar(name, site.clock().now(), &lines).into_response(),
    };
    put_header(&mut response, CONTENT_TYPE, "text/calendar; charset=utf-8");
    put_header(&mut response, CACHE_CONTROL, "private, no-cache");
    put_header(&mut response, ETAG, &mark);
    Ok(response)
}

async fn lines(site: &Site, person: PersonId) -> Result<Vec<Line>> {
    let mine = enrolment::of_person(&mut site.db().read().await?, person).await?;
    let today = site.clock().now().to_zoned_datetime(zone(&mine)?).date();
    let days = (
        today.saturating_sub(PAST.days()),
        today.saturating_add(AHEAD.days()),
    );
    let gathered = gather(site, person, &mine, days).await?;
    let base = &site.config().public_url;
    let host = base.split("://").last().unwrap_or_default();
    let wanted = (gathered.entries.into_iter()).filter(|entry| entry.kind != Kind::PlannedDone);
    Ok(wanted.map(|entry| line(entry, base, host)).collect())
}

fn line(entry: Entry, base: &str, host: &str) -> Line {
    let words = entry.kind.words();
    Line {
        uid: format!("{}@{host}", entry.uid),
        title: match entry.kind {
            Kind::Meeting | Kind::Half(_) | Kind::Planned | Kind::PlannedDone => entry.title,
            Kind::Away => words.to_owned(),
            _ => format!("{words}\u{202f}: {}", entry.title),
        },
        about: match entry.of.is_empty() {
            true => format!("{words}."),
            false => format!("{words}. {}.", entry.of),
        },
        place: entry.place,
        url: format!("{base}{}", entry.href),
        span: entry.span,
    }
}

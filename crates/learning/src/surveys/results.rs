//! `/sessions/{session}/enquetes` and `/enquetes`: what learners think, on a page and for a spreadsheet.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::CourseId;
use catalogue::surveys::Survey;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use people::directory::{Directory, Identity};
use platform::html::fr;
use platform::http::{Proof, Query, Response, Routes, State, View, Within, send_csv};
use platform::{PersonId, Result, Site};
use training::intake::tables;
use training::sessions;

use super::SeeSurveys;
use super::answers::told;
use super::sheets::{Sheet, sheets};
use super::store::{self, Filter, Named};
use super::views::results as views;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<SeeSurveys, _>("/sessions/{session}/enquetes", of_session)
        .get::<SeeSurveys, _>("/sessions/{session}/enquetes/liste", list_of_session)
        .get::<SeeSurveys, _>("/enquetes", everywhere)
        .get::<SeeSurveys, _>("/enquetes/liste", list_everywhere)
}

type Versions = HashMap<catalogue::library::VersionId, Survey>;

/// Results, a fixed number of queries.
async fn load(site: &Site, filter: Filter) -> Result<(Vec<Sheet>, Versions)> {
    let now = site.clock().now();
    let mut tx = site.db().read().await?;
    let asked = store::asked(&mut tx, filter, now).await?;
    let found = store::boxes(&mut tx, site, filter).await?;
    let versions = store::versions(&mut tx, filter).await?;
    drop(tx);
    Ok((sheets(&asked, &found, &versions), versions))
}

/// What was signed, by name.
pub(super) struct Signatory {
    pub(super) card: Arc<Identity>,
    pub(super) named: Named,
}

async fn signed(site: &Site, proof: &Proof<SeeSurveys>) -> Result<Vec<Signatory>> {
    let sealed = store::named(&mut site.db().read().await?, proof).await?;
    let people: Vec<PersonId> = sealed.iter().map(|one| one.person).collect();
    let sorted = Directory::of(site)?.sorted(site, &people).await?;
    let mut all = Vec::new();
    for (person, card) in sorted {
        for one in sealed.iter().filter(|one| one.person == person) {
            all.extend(one.open(site).await?.map(|named| Signatory {
                card: card.clone(),
                named,
            }));
        }
    }
    Ok(all)
}

async fn of_session(State(site): State<Site>, proof: Proof<SeeSurveys>, view: View) -> Result<Response> {
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let (sheets, versions) = load(&site, Filter::session(&proof)).await?;
    let signed = signed(&site, &proof).await?;
    Ok(view.page(&views::of_session(&session, &sheets, &signed, &versions)))
}

async fn list_of_session(State(site): State<Site>, proof: Proof<SeeSurveys>) -> Result<Response> {
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let (sheets, versions) = load(&site, Filter::session(&proof)).await?;
    let signed = signed(&site, &proof).await?;
    let named = by_name(&sheets, &signed, &versions);
    let name = format!("Enquêtes {}.csv", session.reference);
    file(&sheets, &name, Some(named))
}

/// What the results of several sessions are narrowed to, as asked.
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) course: Option<CourseId>,
}

impl Period {
    /// The last twelve months, when nothing else is asked.
    fn read(query: &HashMap<String, String>, now: Timestamp) -> Self {
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        let day = |name: &str| query.get(name).and_then(|day| day.parse::<Date>().ok());
        let to = day("au").unwrap_or(today);
        let before = |years: i32| to.checked_sub(years.years()).unwrap_or(to);
        Self {
            // Every box of the period is opened: two years at most.
            from: day("du").map_or_else(|| before(1), |from| from.max(before(2))),
            to,
            course: query.get("parcours").and_then(|course| course.parse().ok()),
        }
    }

    fn filter(&self, reader: PersonId) -> Filter {
        let at = |day: Date| {
            let at = day.to_zoned_datetime(TimeZone::UTC);
            at.map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
        };
        Filter::Within {
            reader,
            from: at(self.from),
            to: at(self.to.tomorrow().unwrap_or(self.to)),
            course: self.course,
        }
    }

    /// The same, in an address.
    pub(super) fn query(&self, course: Option<CourseId>) -> String {
        let course = course
            .map(|course| format!("&parcours={course}"))
            .unwrap_or_default();
        format!("du={}&au={}{course}", self.from, self.to)
    }
}

async fn everywhere(
    State(site): State<Site>,
    within: Within<SeeSurveys>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let period = Period::read(&query, site.clock().now());
    let (sheets, _) = load(&site, period.filter(within.actor())).await?;
    Ok(view.page(&views::everywhere(&period, &sheets)))
}

async fn list_everywhere(
    State(site): State<Site>,
    within: Within<SeeSurveys>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let period = Period::read(&query, site.clock().now());
    let (sheets, _) = load(&site, period.filter(within.actor())).await?;
    let name = format!("Enquêtes du {} au {}.csv", period.from, period.to);
    file(&sheets, &name, None)
}

/// What each said, where names are shown: who, of which survey, to what, in words.
type ByName = Vec<[String; 4]>;

fn by_name(sheets: &[Sheet], signed: &[Signatory], versions: &Versions) -> ByName {
    let mut all = ByName::new();
    for sheet in sheets {
        for one in signed.iter().filter(|one| one.named.step == sheet.step) {
            let version = catalogue::library::VersionId(one.named.own.version);
            let questions = versions.get(&version).map_or(&[][..], |survey| &survey.questions);
            for question in questions {
                if let Some(answer) = one.named.own.answers.get(&question.id) {
                    all.push([
                        one.card.full_name(),
                        sheet.title.clone(),
                        question.text.clone(),
                        told(question, answer).join(", "),
                    ]);
                }
            }
        }
    }
    all
}

/// A line for each answer that could be given, then, of a session, one for each that was signed; free words are read session by
/// session. What is signed is counted already: its lines have no number.
fn file(sheets: &[Sheet], name: &str, session: Option<ByName>) -> Result<Response> {
    let titles = ["Parcours", "Sessions", "Enquête", "Question", "Réponse", "Nombre"];
    let mut lines = Vec::new();
    for sheet in sheets {
        for tally in &sheet.tallies {
            let line = |answer: &str, count: u32| {
                vec![
                    sheet.course_title.clone(),
                    fr::series(&sheet.sessions, "et"),
                    sheet.title.clone(),
                    tally.question.text.clone(),
                    answer.to_owned(),
                    count.to_string(),
                ]
            };
            lines.extend(tally.counts.iter().map(|(label, count)| line(label, *count)));
            if session.is_some() {
                lines.extend(tally.words.iter().map(|words| line(words, 1)));
            }
        }
    }
    let Some(named) = session.filter(|named| !named.is_empty()) else {
        return Ok(send_csv(tables::write(titles, lines)?, name));
    };
    let (course, sessions) = sheets.first().map_or_else(Default::default, |sheet| {
        (sheet.course_title.clone(), fr::series(&sheet.sessions, "et"))
    });
    for line in &mut lines {
        line.push(String::new());
    }
    for [who, survey, question, answer] in named {
        let (course, sessions) = (course.clone(), sessions.clone());
        lines.push(vec![
            course,
            sessions,
            survey,
            question,
            answer,
            String::new(),
            who,
        ]);
    }
    let titles = titles.into_iter().chain(["Nom"]);
    Ok(send_csv(tables::write(titles, lines)?, name))
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_is_the_last_year_unless_asked_otherwise() {
        let now = "2026-11-29T12:00:00Z".parse().unwrap();
        let year = (date(2025, 11, 29), date(2026, 11, 29));
        for (from, to, expected) in [
            ("", "", year),
            ("2026-01-01", "", (date(2026, 1, 1), date(2026, 11, 29))),
            ("", "2026-06-30", (date(2025, 6, 30), date(2026, 6, 30))),
            ("hier", "2026-02-30", year),
        ] {
            let query = HashMap::from([
                ("du".to_owned(), from.to_owned()),
                ("au".to_owned(), to.to_owned()),
            ]);
            let period = Period::read(&query, now);
            assert_eq!((period.from, period.to), expected, "{from} {to}");
        }
    }
}

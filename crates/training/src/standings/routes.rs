//! `/sessions/{session}/situations`: what each learner is.

use std::collections::HashMap;
use std::sync::Arc;

use crate::enrolment::{self, Enrolment, EnrolmentId};
use crate::sessions::{self, TrainingSession};
use people::directory::Directory;
use platform::html::{FormErrors, fr};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{PersonId, Result, Site};

use super::rules::{Change, Standing, change};
use super::store::{self, Noted};
use super::views::{self, Line, before, field};
use crate::enrolment::EnrolLearner;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EnrolLearner, _>("/sessions/{session}/situations", page)
        .post::<EnrolLearner, _>("/sessions/{session}/situations", save)
}

/// A session and its learners, as they are stored.
struct Held {
    session: TrainingSession,
    enrolments: HashMap<EnrolmentId, Enrolment>,
    lines: Vec<Line>,
}

impl Held {
    async fn load(site: &Site, session: sessions::SessionId) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let session = sessions::find(&mut tx, session).await?;
        let enrolled = enrolment::of_session(&mut tx, site, session.id).await?;
        let noted = store::of_session(&mut tx, session.id).await?;
        drop(tx);
        let by_person: HashMap<PersonId, Enrolment> = enrolled
            .iter()
            .map(|one| (one.enrolment.person, one.enrolment))
            .collect();
        let people: Vec<PersonId> = by_person.keys().copied().collect();
        let owners: Vec<_> = people.iter().map(|person| person.0).collect();
        site.keys().warm(&owners, Class::Evidence).await?;
        let mut lines = Vec::with_capacity(people.len());
        for (person, card) in Directory::of(site)?.sorted(site, &people).await? {
            let Some(enrolment) = by_person.get(&person) else {
                continue;
            };
            lines.push(Line {
                enrolment: enrolment.id,
                card,
                stored: opened(site, person, noted.get(&enrolment.id)).await?,
            });
        }
        Ok(Self {
            session,
            enrolments: by_person.into_values().map(|one| (one.id, one)).collect(),
            lines,
        })
    }
}

/// What was said of someone, opened.
pub(crate) async fn opened(site: &Site, person: PersonId, noted: Option<&Noted>) -> Result<Option<Standing>> {
    let Some(noted) = noted else {
        return Ok(None);
    };
    match site.keys().find(person.0, Class::Evidence).await? {
        Some(key) => noted.open(&key),
        None => Ok(None),
    }
}

async fn page(State(site): State<Site>, proof: Proof<EnrolLearner>, view: View) -> Result<Response> {
    let held = Held::load(&site, proof.id()).await?;
    let errors = FormErrors::default();
    Ok(view.page(&views::page(
        &view.frame,
        &held.session,
        &held.lines,
        &HashMap::new(),
        &errors,
    )))
}

/// What a form came to.
#[derive(Default)]
struct Said {
    errors: FormErrors,
    typed: HashMap<EnrolmentId, Option<Standing>>,
    written: u32,
}

async fn save(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    form: Form,
) -> Result<Response> {
    let held = Held::load(&site, proof.id()).await?;
    let said = write(&site, &proof, &held, &form).await?;
    if !said.errors.is_empty() {
        return Ok(view.invalid(&views::page(
            &view.frame,
            &held.session,
            &held.lines,
            &said.typed,
            &said.errors,
        )));
    }
    let told = match said.written {
        0 => "Rien n’a changé.".to_owned(),
        many => format!(
            "{}. Les certificats remis ensuite le diront.",
            fr::count(many.into(), "situation enregistrée", "situations enregistrées")
        ),
    };
    Ok(Done::at(format!("/sessions/{}/certificats", proof.id()))
        .saying(told)
        .into_response())
}

/// Writes what changed, all of it or nothing.
async fn write(site: &Site, proof: &Proof<EnrolLearner>, held: &Held, form: &Form) -> Result<Said> {
    let keys = keys(site, held, form).await?;
    let mut all = Said::default();
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, proof.id()).await?;
    let now = store::of_session(&mut tx, proof.id()).await?;
    for line in &held.lines {
        let Some(said) = said(form, line.enrolment) else {
            continue;
        };
        let shown = Standing::parse(form.text(&before(line.enrolment)));
        // A line left alone shows what is stored by now: sent again, it changes nothing.
        if said != shown {
            all.typed.insert(line.enrolment, said);
        }
        let Some((enrolment, key)) = keys.get(&line.enrolment) else {
            continue;
        };
        let stored = now.get(&line.enrolment).map(|noted| noted.open(key));
        let stored = stored.transpose()?.flatten();
        match change(shown, said, stored) {
            Change::None => {}
            Change::Write(standing) => {
                store::note(&mut tx, site, proof, (&held.session, enrolment, key), standing).await?;
                all.written += 1;
            }
            Change::Crossed => all
                .errors
                .add(field(line.enrolment), line.card.full_name(), crossed(stored)),
        }
    }
    if all.errors.is_empty() {
        tx.commit().await?;
    }
    Ok(all)
}

fn crossed(stored: Option<Standing>) -> String {
    let now = stored.map_or("Non précisée", Standing::label);
    format!(
        "quelqu’un d’autre vient de changer cette situation en «\u{202f}{now}\u{202f}»\u{202f}: gardez votre choix ou prenez le sien, puis enregistrez à nouveau"
    )
}

/// What the form says of someone; none when they weren't on it.
fn said(form: &Form, enrolment: EnrolmentId) -> Option<Option<Standing>> {
    form.values(&field(enrolment)).next().map(Standing::parse)
}

type Keys<'a> = HashMap<EnrolmentId, (&'a Enrolment, Arc<DataKey>)>;

/// The keys of those whose line may change, before the transaction begins.
async fn keys<'a>(site: &Site, held: &'a Held, form: &Form) -> Result<Keys<'a>> {
    let mut keys = HashMap::new();
    for line in &held.lines {
        let changes = said(form, line.enrolment).is_some_and(|said| said != line.stored);
        if let (true, Some(enrolment)) = (changes, held.enrolments.get(&line.enrolment)) {
            let person = enrolment.person.0;
            let key = site.keys().get_or_create(person, Class::Evidence).await?;
            keys.insert(line.enrolment, (enrolment, key));
        }
    }
    Ok(keys)
}

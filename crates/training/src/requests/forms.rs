//! What a form that asks for a place reads: who, and which course or session among those offered.

use catalogue::courses::{self, CourseId};
use platform::db::Tx;
use platform::html::{FormErrors, fr};
use platform::http::Form;
use platform::ids::RegionId;
use platform::mail::one_line;
use platform::{Result, Site};

use super::rules::{Asked, check, lines};
use super::store;
use crate::sessions::{SessionId, days};
use crate::standings::Standing;

/// One thing that may be asked for: a course, or one of its sessions.
pub(super) struct Offered {
    pub(super) course: CourseId,
    pub(super) session: Option<SessionId>,
    pub(super) words: String,
}

impl Offered {
    /// As the form sends it.
    pub(super) fn value(&self) -> String {
        match self.session {
            Some(session) => format!("{}/{session}", self.course),
            None => self.course.to_string(),
        }
    }
}

/// The courses offered and, under each, the sessions of a region that aren't over: two queries.
pub(super) async fn offered(tx: &mut Tx, site: &Site, region: RegionId, zone: &str) -> Result<Vec<Offered>> {
    let sessions = store::sessions(tx, site, region).await?;
    let mut all = Vec::new();
    for course in courses::offered(tx).await? {
        all.push(Offered {
            course: course.id,
            session: None,
            words: format!("{}, session à choisir plus tard", course.title),
        });
        for (_, session) in sessions.iter().filter(|(of, _)| *of == course.id) {
            let (first, last) = days(session.starts_at, session.ends_at, zone)?;
            all.push(Offered {
                course: course.id,
                session: Some(session.id),
                words: format!("{}, {}", course.title, fr::days(first, last)),
            });
        }
    }
    Ok(all)
}

/// What was typed.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) asked: Asked,
    pub(super) choice: String,
}

impl Typed {
    pub(super) fn read(form: &Form) -> Self {
        let line = |name: &str| one_line(form.raw(name));
        Self {
            asked: Asked {
                given_name: line("prenom"),
                family_name: line("nom"),
                email: line("courriel"),
                phone: line("telephone"),
                company: line("entreprise"),
                siret: line("siret").split_whitespace().collect(),
                trade: line("metier"),
                standing: Standing::parse(form.text("situation")),
                message: lines(form.raw("message")),
            },
            choice: form.text("choix").to_owned(),
        }
    }

    /// What is asked for, or what to mend.
    pub(super) fn check<'a>(&self, offered: &'a [Offered]) -> Result<&'a Offered, FormErrors> {
        let mut errors = FormErrors::default();
        let chosen = offered.iter().find(|one| one.value() == self.choice);
        if chosen.is_none() {
            errors.add("choix", "Formation", "choisissez-en une dans la liste");
        }
        for error in check(&self.asked).iter() {
            errors.add(error.field.as_str(), error.label.as_str(), error.message.as_str());
        }
        match chosen {
            Some(chosen) if errors.is_empty() => Ok(chosen),
            _ => Err(errors),
        }
    }
}

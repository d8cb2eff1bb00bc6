//! `/sessions/{session}/inscriptions/…`: sending a list, looking at it, applying it, taking it back; the session's people as
//! a file.

mod leaving;
mod looking;
mod sending;

use std::collections::HashSet;

use platform::http::{Form, Path, Proof, Routes};
use platform::keys::Class;
use platform::{Error, Result, Site};

use super::UndoIntake;
use super::columns::Mapping;
use super::reading::Line;
use super::rules::{self, Judged, refusals};
use super::store::{self, Content, Intake, IntakeId, Stage};
use super::views;
use crate::enrolment::{EnrolLearner, closed};
use crate::sessions::{self, SeeSession, TrainingSession};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/liste", sending::send_page)
        .upload::<EnrolLearner, _>("/sessions/{session}/inscriptions/liste", sending::send)
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/modele", sending::model)
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/listes/{liste}", looking::page)
        .get::<EnrolLearner, _>(
            "/sessions/{session}/inscriptions/listes/{liste}/colonnes",
            sending::columns_page,
        )
        .post::<EnrolLearner, _>(
            "/sessions/{session}/inscriptions/listes/{liste}/colonnes",
            sending::tell_columns,
        )
        .post::<EnrolLearner, _>(
            "/sessions/{session}/inscriptions/listes/{liste}/reponses",
            looking::answer,
        )
        .post::<EnrolLearner, _>(
            "/sessions/{session}/inscriptions/listes/{liste}/inscription",
            looking::enrol,
        )
        .get::<EnrolLearner, _>(
            "/sessions/{session}/inscriptions/listes/{liste}/refus",
            looking::refused,
        )
        .get::<UndoIntake, _>(
            "/sessions/{session}/inscriptions/listes/{liste}/annulation",
            leaving::undo_page,
        )
        .post::<UndoIntake, _>(
            "/sessions/{session}/inscriptions/listes/{liste}/annulation",
            leaving::take_back,
        )
        .post::<SeeSession, _>("/sessions/{session}/inscriptions/export", leaving::export)
}

type Places = Path<(String, String)>;

const CHANGED: &str =
    "La liste a changé entre-temps, dans un autre onglet sans doute. Relisez-la, puis recommencez.";

fn gone() -> Error {
    Error::Refused("Cette liste n’est pas là\u{202f}: une liste se garde un jour, et seule la personne qui l’a envoyée la voit. Envoyez-la à nouveau si besoin.".into())
}

/// A list that its sender looks at.
struct Held {
    session: TrainingSession,
    intake: Intake,
    content: Content,
}

impl Held {
    async fn find(site: &Site, proof: &Proof<EnrolLearner>, id: &str) -> Result<Self> {
        let id: IntakeId = id.parse().map_err(|_| gone())?;
        let mut tx = site.db().read().await?;
        let session = sessions::find(&mut tx, proof.id()).await?;
        let intake = store::find(&mut tx, session.id, id).await.map_err(absent)?;
        let kept = rules::kept(intake.sent_at, site.clock().now());
        if Some(intake.sent_by) != proof.actor() || !kept {
            return Err(gone());
        }
        let content = store::content(&mut tx, site, id).await?.ok_or_else(gone)?;
        Ok(Self {
            session,
            intake,
            content,
        })
    }

    /// The columns, once they are known.
    fn mapping(&self) -> Option<&Mapping> {
        self.content.mapping.as_ref()
    }

    /// Its lines as they would be dealt with now, less those that were.
    async fn refusals(&self, site: &Site, judged: &[Judged]) -> Result<Vec<(&Line, String)>> {
        let made = store::made(&mut site.db().read().await?, self.intake.id).await?;
        let made: HashSet<u32> = made.iter().map(|one| one.line).collect();
        let dealt_with = !matches!(self.intake.stage, Stage::Read | Stage::Applying);
        let made = dealt_with.then_some(&made);
        let lines = self.content.sheet.lines.iter().zip(refusals(judged, made));
        Ok(lines.filter_map(|(line, why)| Some((line, why?))).collect())
    }

    fn at(&self) -> String {
        views::at(&self.intake)
    }
}

fn absent(error: Error) -> Error {
    match error {
        Error::NotFound => gone(),
        other => other,
    }
}

fn open(site: &Site, session: &TrainingSession) -> Result<()> {
    match closed(session.starts_at, session.ends_at, site.clock().now()) {
        Some(why) => Err(Error::Refused(why.into())),
        None => Ok(()),
    }
}

/// Writes what the manager said of a list, unless it isn't as they saw it any more.
async fn save(
    site: &Site,
    held: &Held,
    form: &Form,
    content: &Content,
    told: Option<&Mapping>,
) -> Result<()> {
    let key = site.keys().get_or_create(held.intake.id.0, Class::Shared).await?;
    let mut tx = site.db().begin().await?;
    let seen = form.text("revision") == held.intake.revision.to_string();
    if !seen || !store::change(&mut tx, site, &held.intake, &key, content).await? {
        return Err(Error::Refused(CHANGED.into()));
    }
    if let Some(mapping) = told {
        store::remember(&mut tx, site, held.session.region, &content.sheet, mapping).await?;
    }
    tx.commit().await
}

//! `/sessions/{session}/emargement`: the half-days of a session, the sheet of one.

use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::{Result, Site};
use training::sessions;

use super::KeepAttendance;
use super::sheet::{self, gather};
use super::views::{self, Line};
use super::writing::unsealed;
use super::{planned, store};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<KeepAttendance, _>("/sessions/{session}/emargement", list)
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}", page)
        .post::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/code", show_code)
}

pub(super) type Places = Path<(String, String)>;

async fn list(State(site): State<Site>, proof: Proof<KeepAttendance>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let halves = sheet::of_session(&mut tx, &session).await?;
    let counts = store::counts(&mut tx, session.id).await?;
    let people = store::attendants(&mut tx, session.id, None).await?.len();
    drop(tx);
    let lines: Vec<Line> = halves
        .into_iter()
        .map(|(half, sheet)| Line {
            count: sheet
                .and_then(|sheet| counts.get(&sheet.id).copied())
                .unwrap_or_default(),
            half,
        })
        .collect();
    Ok(view.page(&views::list(
        &view.frame,
        proof.actor(),
        &session,
        (&lines, people),
        site.clock().now(),
    )?))
}

async fn page(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
) -> Result<Response> {
    let shown = gather(&site, proof.id(), &feuille).await?;
    let signatures = super::sign::open_signatures(&site, &shown).await?;
    Ok(view.page(&views::page(
        &view.frame,
        (&site, proof.actor()),
        &shown,
        &signatures,
    )?))
}

/// Begins the sheet, or gives it another code.
async fn show_code(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    Path((_, feuille)): Places,
    form: Form,
) -> Result<Response> {
    let shown = unsealed(&site, proof.id(), &feuille).await?;
    let mut tx = site.db().begin().await?;
    let sheet = planned::begin(&mut tx, &site, shown.session.id, &shown.half).await?;
    if shown.sheet.is_some() && form.text("autre") == "oui" {
        store::renew_code(&mut tx, &site, &sheet).await?;
    }
    tx.commit().await?;
    Ok(Done::at(format!("{}#code", shown.path())).into_response())
}

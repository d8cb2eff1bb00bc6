//! Looking at a list: what would become of each line, what has; answering, and saying yes.

use std::collections::HashMap;

use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Query, Response, State, View, send_csv};
use platform::{Error, PersonId, Result, Site};

use super::super::columns::Column;
use super::super::dry_run::dry_run;
use super::super::rules::{OTHER, SAME, count, may_undo};
use super::super::store::{self, Stage};
use super::super::views::{self, Preview};
use super::super::{apply, jobs, sheet};
use super::{CHANGED, Held, Places, gone, open, save};
use crate::enrolment::{EnrolLearner, closed, places};

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    Path((_, id)): Places,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let Some(mapping) = held.mapping() else {
        return Ok(Done::at(format!("{}/colonnes", held.at())).into_response());
    };
    if held.intake.stage == Stage::Applying {
        return Ok(view.page(&views::applying(&held.session, &held.intake)));
    }
    let (judged, known) = dry_run(&site, &held.session, &held.content, mapping).await?;
    let now = site.clock().now();
    if held.intake.stage != Stage::Read {
        let refused = held.refusals(&site, &judged).await?;
        let undo = held.intake.stage == Stage::Applied && may_undo(held.intake.applied_at, now);
        return Ok(view.page(&views::applied(&held.session, &held.intake, &refused, undo)));
    }
    let waiting = places::waiting(&mut site.db().read().await?, held.session.id).await?;
    Ok(view.page(&views::preview(
        &view.frame,
        &Preview {
            waiting,
            session: &held.session,
            intake: &held.intake,
            judged: &judged,
            known: &known,
            counts: count(&judged),
            number: query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
            closed: closed(held.session.starts_at, held.session.ends_at, now),
        },
    )))
}

pub(super) async fn answer(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let mut content = held.content.clone();
    for line in &held.content.sheet.lines {
        let said = form.text(&format!("ligne-{}", line.number));
        if [OTHER, SAME].contains(&said) || said.parse::<PersonId>().is_ok() {
            content.answers.insert(line.number, said.to_owned());
        }
    }
    save(&site, &held, &form, &content, None).await?;
    Ok(Done::at(held.at())
        .saying("Vos réponses sont enregistrées.")
        .into_response())
}

pub(super) async fn enrol(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    if held.intake.stage != Stage::Read {
        return Ok(Done::at(held.at()).into_response());
    }
    open(&site, &held.session)?;
    let mapping = held.mapping().ok_or_else(gone)?;
    let counts = count(&dry_run(&site, &held.session, &held.content, mapping).await?.0);
    let seen = form.text("revision") == held.intake.revision.to_string();
    if !seen || counts.enrols + counts.updates == 0 {
        return Err(Error::Refused(CHANGED.into()));
    }
    let mut tx = site.db().begin().await?;
    if !store::begin(&mut tx, &site, &proof, &held.session, (&held.intake, counts)).await? {
        // Pressed twice: the first is at work.
        return Ok(Done::at(held.at()).into_response());
    }
    jobs::enrol_later(&mut tx, &site, held.intake.id).await?;
    tx.commit().await?;
    let short = usize::try_from(counts.enrols + counts.updates).is_ok_and(|many| many <= apply::AT_ONCE);
    if short && let Err(error) = apply::go_on(&site, held.intake.id).await {
        tracing::warn!(%error, "a list goes on in the background");
    }
    Ok(Done::at(held.at()).into_response())
}

pub(super) async fn refused(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    Path((_, id)): Places,
) -> Result<Response> {
    let held = Held::find(&site, &proof, &id).await?;
    let mapping = held.mapping().ok_or_else(gone)?;
    let (judged, _) = dry_run(&site, &held.session, &held.content, mapping).await?;
    let lines = held.refusals(&site, &judged).await?;
    let width = held.content.sheet.width();
    let titles = match &held.content.sheet.titles {
        Some(titles) => titles.cells.clone(),
        None => mapping
            .iter()
            .map(|column| column.map_or("", Column::label).to_owned())
            .collect(),
    };
    let lines = lines.into_iter().map(|(line, why)| {
        let mut cells = line.cells.clone();
        cells.resize(width.max(cells.len()), String::new());
        cells.push(why);
        cells
    });
    let titles = titles.iter().map(String::as_str).chain(["Pourquoi"]);
    Ok(send_csv(sheet::write(titles, lines)?, "Lignes à corriger.csv"))
}

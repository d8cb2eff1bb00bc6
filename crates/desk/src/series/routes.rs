//! `/sessions/{session}/serie`.

use platform::html::{FormErrors, fr};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Result, Site};
use training::sessions::{self, Opened, RepeatSession};

use super::lines::{Asked, Line, check, refresh, to_open, weigh};
use super::model::Model;
use super::views::{self, Lines};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<RepeatSession, _>("/sessions/{session}/serie", page)
        .post::<RepeatSession, _>("/sessions/{session}/serie", go_on)
}

async fn page(State(site): State<Site>, proof: Proof<RepeatSession>, view: View) -> Result<Response> {
    let model = Model::load(&site, proof.id(), proof.actor()).await?;
    let none = FormErrors::default();
    Ok(view.page(&views::ask(&view.frame, &model, &Asked::usual(), &none)))
}

async fn go_on(
    State(site): State<Site>,
    proof: Proof<RepeatSession>,
    view: View,
    form: Form,
) -> Result<Response> {
    let model = Model::load(&site, proof.id(), proof.actor()).await?;
    let asked = Asked::read(&form);
    let mut errors = FormErrors::default();
    if form.text("aller") == "retour" {
        return Ok(view.page(&views::ask(&view.frame, &model, &asked, &errors)));
    }
    let Some((many, rhythm)) = asked.check(&mut errors) else {
        return Ok(view.invalid(&views::ask(&view.frame, &model, &asked, &errors)));
    };
    let (shown, opens) = (form.text("montre") == "oui", form.text("aller") == "ouvrir");
    let mut lines = match shown {
        true => Line::read(&form, many),
        false => Line::proposed(&model, many, rhythm),
    };
    let stale = refresh(&mut lines, &model);
    // What is proposed is shown before anything is said against it.
    if shown {
        check(&lines, &model, &model.taken, &mut errors);
    }
    let other = shown && form.text("modele") != model.seen();
    if errors.is_empty() && shown && opens && !stale && !other {
        return open(&site, &proof, &view, &model, &asked, &lines).await;
    }
    let again = match (other, opens && stale) {
        (true, _) => Some(OTHER_MODEL),
        (false, true) => Some(OTHER_DAY),
        (false, false) => None,
    };
    show(&site, &view, &model, &asked, &lines, (&errors, again)).await
}

const OTHER_DAY: &str =
    "Un premier jour a changé, et ses dates avec lui. Relisez-les, puis ouvrez les sessions.";
const OTHER_MODEL: &str = "Quelqu’un vient de changer la session de départ\u{202f}: rien n’a été ouvert. Voici les dates et les tuteurs d’aujourd’hui\u{202f}: relisez-les, puis ouvrez les sessions.";

/// The sessions before they are opened, with what is wrong with them, or that they were calculated again.
async fn show(
    site: &Site,
    view: &View,
    model: &Model,
    asked: &Asked,
    lines: &[Line],
    (errors, again): (&FormErrors, Option<&str>),
) -> Result<Response> {
    let standings = weigh(site, model, lines).await?;
    let shown = Lines {
        model,
        asked,
        lines,
        standings: &standings,
        again,
    };
    let page = views::lines(&view.frame, &shown, errors);
    Ok(match errors.is_empty() {
        true => view.page(&page),
        false => view.invalid(&page),
    })
}

/// All of them, or none.
async fn open(
    site: &Site,
    proof: &Proof<RepeatSession>,
    view: &View,
    model: &Model,
    asked: &Asked,
    lines: &[Line],
) -> Result<Response> {
    let all = to_open(lines, model)?;
    let mut tx = site.db().begin().await?;
    let seen = (&model.session, model.capacity);
    match sessions::repeat(&mut tx, site, proof, seen, &all).await? {
        Opened::All(opened) => {
            tx.commit().await?;
            let many = u64::try_from(opened.len()).unwrap_or(u64::MAX);
            let saying = format!(
                "{} dans la série.",
                fr::count(many, "session est ouverte", "sessions sont ouvertes")
            );
            Ok(Done::at(model.home()).saying(saying).into_response())
        }
        Opened::Taken(reference) => {
            drop(tx);
            let mut errors = FormErrors::default();
            let taken = model.taken.iter().cloned().chain([reference]).collect();
            check(lines, model, &taken, &mut errors);
            show(site, view, model, asked, lines, (&errors, None)).await
        }
        Opened::Changed => {
            drop(tx);
            let model = Model::load(site, proof.id(), proof.actor()).await?;
            let none = FormErrors::default();
            show(site, view, &model, asked, lines, (&none, Some(OTHER_MODEL))).await
        }
    }
}

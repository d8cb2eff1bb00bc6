//! A correction that a second tutor reads: what is to be published, agreeing or sending back, what was answered before.

use learning::gradings::{Answer, Grading, Reading, percent_of};
use learning::submissions::given;
use platform::Result;
use platform::html::{
    Button, Choice, Choices, Form, FormErrors, Frame, Markup, Notice, Page, TextArea, disclosure, fr, html,
};
use training::sessions::TrainingSession;

use super::super::desk::Desk;
use super::{base, list, moment};

/// A correction as it would be published.
fn proposed(desk: &Desk, reading: &Reading) -> Markup {
    let said = &reading.proposal.said;
    let grading = Grading {
        said: said.clone(),
        percent: percent_of(said, &desk.ready.settings.rubric),
        decision: reading.proposal.decision,
        revision: reading.revision,
        by: Some(reading.by),
        changed_at: reading.asked_at,
        published_at: None,
        read_at: None,
        files: desk
            .recordings
            .iter()
            .filter(|file| said.files.contains(&file.id.0))
            .cloned()
            .collect(),
    };
    let files = format!("/corrections/{}/pieces", desk.ready.submission.id);
    given(
        &grading,
        &desk.ready.settings.rubric,
        &desk.ready.submission,
        &files,
    )
}

/// What waits to be read, and what may be answered.
pub(super) fn asked(frame: &Frame, desk: &Desk, reading: &Reading, errors: &FormErrors) -> Result<Markup> {
    let at = moment(reading.asked_at, &desk.ready.session.zone)?;
    let own = reading.by == desk.me;
    let told = match own {
        true => format!(
            "Vous avez demandé une relecture le {at}. La correction sera publiée quand un autre tuteur l’aura relue."
        ),
        false => format!(
            "{} a corrigé et demande une relecture, le {at}.",
            desk.tutor(reading.by)
        ),
    };
    let post = || {
        Form::post(
            frame,
            format!("/corrections/{}/relecture", desk.ready.submission.id),
        )
    };
    let hidden = html! {
        input type="hidden" name="relecture" value=(reading.id);
        (list::kept_of(&desk.asked))
    };
    Ok(html! {
        (Notice::info(fr::rich(&told)))
        (proposed(desk, reading))
        @if !own {
            (post().body(html! {
                (hidden)
                p.actions.mt { (Button::primary("D’accord, publier").icon("send").value("acte", "accord")) }
            }))
            (post().body(html! {
                (hidden)
                (TextArea::new("mot", "Ce qui est à revoir").hint("Pour qui a corrigé\u{202f}: l’apprenant ne le lit pas.").value(&*desk.word).error(errors.get("mot")))
                p.actions { (Button::plain("Renvoyer avec ce mot").icon("undo-2").value("acte", "renvoyer")) }
            }))
        }
        (post().bare().body(html! {
            (hidden)
            p.actions.mt { (Button::plain(if own { "Reprendre ma correction" } else { "Reprendre cette correction à mon compte" }).quiet().value("acte", "reprendre")) }
        }))
    })
}

/// The word that sent the last one back.
pub(super) fn back(desk: &Desk) -> Result<Markup> {
    let last = desk.readings.last();
    let Some((reading, (Answer::SentBack, at))) = last.and_then(|last| Some((last, last.answer?))) else {
        return Ok(html! {});
    };
    let who = reading
        .reader
        .map_or_else(|| "Un tuteur".to_owned(), |reader| desk.tutor(reader));
    let at = moment(at, &desk.ready.session.zone)?;
    Ok(html! {
        (Notice::warn(html! {
            p { (fr::rich(&format!("{who} a renvoyé cette correction le {at}\u{202f}:"))) }
            div.note-words { (reading.proposal.word) }
        }))
    })
}

/// Every second reading that was answered.
pub(super) fn past(desk: &Desk) -> Result<Markup> {
    let mut lines = Vec::new();
    for reading in &desk.readings {
        let Some((answer, at)) = reading.answer else {
            continue;
        };
        let (asked, at) = (
            moment(reading.asked_at, &desk.ready.session.zone)?,
            moment(at, &desk.ready.session.zone)?,
        );
        let reader = reading
            .reader
            .map_or_else(|| "un tuteur".to_owned(), |reader| desk.tutor(reader));
        let became = match answer {
            Answer::Agreed => format!("publiée par {reader} le {at}"),
            Answer::SentBack => format!("renvoyée par {reader} le {at}"),
            Answer::TakenUp => format!("reprise par {reader} le {at}"),
        };
        lines.push(html! {
            p { (fr::rich(&format!("Relecture demandée par {} le {asked}, {became}.", desk.tutor(reading.by)))) }
            @if !reading.proposal.word.is_empty() { div.answer.note-words { (reading.proposal.word) } }
        });
    }
    Ok(html! {
        @if !lines.is_empty() { (disclosure("Relectures", html! { div.stack { @for line in &lines { (line) } } })) }
    })
}

/// Whether the corrections of a session are read by a second tutor.
pub(in super::super) fn setting(frame: &Frame, session: &TrainingSession, wanted: bool) -> Page {
    let home = format!("/sessions/{}", session.id);
    base("Relecture des corrections")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .crumb("Notes de la session", format!("{home}/notes"))
        .about(html! { "Session " (session.reference) "." })
        .body(Form::post(frame, format!("{home}/relecture")).body(html! {
            (Choices::radio("relecture", "Avant qu’une correction soit publiée")
                .choice(Choice::new("non", "Rien de plus").hint("Le tuteur qui corrige publie."))
                .choice(Choice::new("oui", "Un second tuteur la relit").hint("Elle est publiée quand il est d’accord, ou renvoyée avec un mot."))
                .value(if wanted { "oui" } else { "non" }))
            p.actions.mt { (Button::primary("Enregistrer").icon("save")) (Button::plain("Annuler").href(format!("{home}/notes"))) }
        }))
}

//! What is said of a group's work: with whom, for whom, who wrote what.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::library::prose;
use people::directory::Identity;
use platform::html::{Markup, Notice, disclosure, fr, html, rows, section};
use platform::{PersonId, Result};
use training::sessions::{TrainingSession, local};

use super::super::load::{Together, Work};
use super::super::shown::Names;
use super::super::store::Submission;
use super::super::store::together::Writing;
use super::Shown;
use super::answer::answer;

/// « Camille Essai et René Petit ».
fn everyone(together: &Together, names: &Names) -> String {
    let mut all: Vec<String> = together
        .with
        .iter()
        .filter_map(|member| names.get(&member.person))
        .map(|card| card.full_name())
        .collect();
    all.sort_by_cached_key(|name| fr::folded(name));
    fr::series(&all, "et")
}

/// With whom this work is done, where it may be done with others.
pub(super) fn with(shown: &Shown<'_>) -> Markup {
    let work = shown.work;
    html! {
        @match &work.together {
            Some(together) => {
                (section("groupe", "Votre groupe", html! {}, html! {
                    p { strong { (together.group.name) } "\u{202f}: " (everyone(together, shown.names)) "." }
                    @if shown.open.is_ok() {
                        p.soft { "Vous écrivez le même brouillon. Un seul d’entre vous le rend, pour tous, et la note vaut pour chacun." }
                    }
                }))
            }
            None if work.settings.group && work.last_handed().is_none() => {
                (Notice::info("Ce travail peut se rendre en groupe. Vous n’êtes dans aucun groupe\u{202f}: vous le rendez seul. Pour en rejoindre un, écrivez à votre tuteur avant de commencer."))
            }
            None => {}
        }
    }
}

/// For whom a draft is about to be handed in.
pub(super) fn for_whom(work: &Work, names: &Names) -> Markup {
    html! {
        @if let Some(together) = &work.together {
            p.prose { "Vous le rendez pour tout le groupe " strong { (together.group.name) } "\u{202f}: " (everyone(together, names)) "." }
        }
    }
}

/// A draft that waits beside: written alone before its learner was put in a group, or with another group.
pub(super) fn aside(work: &Work) -> Markup {
    html! {
        @for draft in &work.aside {
            @if !draft.content.text.trim().is_empty() || !draft.pieces.is_empty() {
                (section("avant", "Un autre brouillon", html! {}, html! {
                    p.soft { @if draft.group.is_none() { "Vous l’aviez commencé hors du groupe. Reprenez-en ce qui sert au travail de votre groupe." } @else { "C’est celui de votre groupe, qui continue sans vous pour ce travail." } }
                    (answer(&draft.content.text, &draft.pieces, &work.path()))
                }))
            }
        }
    }
}

/// Who wrote what, under the work of a group.
pub(super) fn wrote(shown: &Shown<'_>, of: &Submission) -> Result<Markup> {
    let writings = shown.work.together.as_ref().map(|together| &together.writings);
    match writings {
        Some(writings) if of.group.is_some() => traced(writings, of, shown.names, &shown.work.opened.session),
        _ => Ok(html! {}),
    }
}

/// Who wrote what of a group's work: the text as each left it, and who added which file.
///
/// # Errors
/// When a date can't be said in the zone of the session.
pub fn traced(
    writings: &[Writing],
    of: &Submission,
    names: &HashMap<PersonId, Arc<Identity>>,
    session: &TrainingSession,
) -> Result<Markup> {
    let name = |person: &PersonId| {
        names
            .get(person)
            .map_or_else(|| "Une personne partie".to_owned(), |card| card.full_name())
    };
    let mut lines = Vec::with_capacity(writings.len());
    for writing in writings {
        let at = local(session, writing.at)?;
        let when = format!("le {} à {}", fr::date_words(at.date()), fr::time_words(at.time()));
        lines.push(html! {
            div.stack {
                p { strong { (name(&writing.author)) } ", " (fr::rich(&when)) }
                @if writing.text.trim().is_empty() { p.soft { "A tout effacé." } } @else { div.answer { (prose(&writing.text)) } }
            }
        });
    }
    let added = of.pieces.iter().filter_map(|piece| Some((piece, piece.author?)));
    lines.extend(
        added.map(
            |(piece, author)| html! { p { strong { (name(&author)) } ", fichier " (piece.about.name) } },
        ),
    );
    Ok(html! {
        @if !lines.is_empty() { (disclosure("Qui a écrit quoi", rows(lines))) }
    })
}

//! Answers that are there already, shown to a learner who writes a question: as they type, or once before it is sent.

use platform::html::{Markup, disclosure, fr, html};
use platform::theme::asset_path;
use platform::{Result, Site};
use training::sessions::{SessionId, TrainingSession};

use super::rules::{Entry, suggested};
use super::{store, views};

/// So much of what is written is looked at, in characters.
const READ: usize = 2000;

/// What already answers this, as who writes it is shown; none when nothing does. One query.
///
/// # Errors
/// The store's.
pub(crate) async fn answered(
    site: &Site,
    session: &TrainingSession,
    writing: &str,
) -> Result<Option<Markup>> {
    let writing: String = writing.chars().take(READ).collect();
    if writing.trim().is_empty() {
        return Ok(None);
    }
    let entries = store::of_session(&mut site.db().read().await?, session, None).await?;
    let found = suggested(&entries, &writing);
    Ok((!found.is_empty()).then(|| shown(&found)))
}

/// `vu`: who sends the form has seen them.
fn shown(found: &[&Entry]) -> Markup {
    html! {
        input type="hidden" name="vu" value="oui";
        h2.suggested-title { "Avant d’envoyer\u{202f}: ces réponses existent déjà" }
        @for entry in found { (disclosure(fr::rich(&entry.question), views::prose(&entry.answer))) }
        p.soft.small { "Elles ne suffisent pas\u{202f}? Envoyez votre question quand même." }
    }
}

/// Their place in the form that a learner of this session fills in.
pub(crate) fn beside(session: SessionId, answered: &Markup) -> Markup {
    let source = format!("/sessions/{session}/forum/suggestions");
    html! {
        div.suggested data-suggestions=(source) data-script=(asset_path("suggestions.js")) aria-live="polite" { (answered) }
    }
}

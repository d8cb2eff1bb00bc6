//! What has just been done, and the way back.

use super::icon;
use maud::{Markup, Render, html};

/// A toast: what was done, and « Annuler » when `undo` brings its form. Stays until it is closed.
#[must_use]
pub fn toast(message: &str, undo: Option<Markup>) -> Markup {
    html! {
        div.toast role="status" {
            (icon("check"))
            p { (message.render()) }
            @if let Some(undo) = undo { (undo) }
            button.button.icon-only type="button" data-close hidden {
                (icon("x")) span.visually-hidden { "Fermer ce message" }
            }
        }
    }
}

//! An answer, as its learner and their tutor read it; and its files.

use catalogue::assignments::Format;
use catalogue::library::prose;
use platform::html::{Markup, disclosure, fr, html};
use platform::http::{HeaderMap, Response, as_download, send_blob};
use platform::{Result, Site, blobs};

use super::super::store::Piece;

/// What was written, what was recorded, what was joined; `files`: under which address its files are.
pub fn answer(text: &str, pieces: &[Piece], files: &str) -> Markup {
    html! {
        @if !text.trim().is_empty() { div.answer { (prose(text)) } }
        @for one in pieces { (piece(one, &format!("{files}/{}", one.id))) }
        @if text.trim().is_empty() && pieces.is_empty() { p.soft { "Rien pour le moment." } }
    }
}

/// One file, played, seen or to open.
pub fn piece(piece: &Piece, address: &str) -> Markup {
    let name = &piece.about.name;
    html! {
        figure.piece {
            @match piece.format {
                Format::Audio => { audio.recording src=(address) controls preload="metadata" aria-label=(name) {} }
                Format::Video => { video.recording src=(address) controls preload="metadata" playsinline aria-label=(name) {} }
                _ if is_image(name) => { img.piece-image src=(address) alt={ "Image " (name) } loading="lazy"; }
                _ => {}
            }
            figcaption.soft.small { (name) ", " (fr::rich(&fr::size(piece.size))) }
            @if matches!(piece.format, Format::File | Format::Text) {
                div.actions {
                    @if is_shown(name) { a.button.small href=(address) target="_blank" rel="noopener noreferrer" { "Ouvrir" span.visually-hidden { " " (name) " (nouvel onglet)" } } }
                    a.button.small href=(address) download=(name) { "Télécharger" span.visually-hidden { " " (name) } }
                }
            }
            @if !piece.about.transcript.is_empty() {
                (disclosure("Lire ce qui est dit", html! { (prose(&piece.about.transcript)) }))
            }
            @if !piece.about.heard.is_empty() {
                (disclosure("Lire ce qui est dit, écrit par le tuteur", html! { (prose(&piece.about.heard)) }))
            }
        }
    }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

/// Whether a file is an image that browsers show.
pub fn is_image(name: &str) -> bool {
    matches!(ending(name).as_str(), "png" | "jpg" | "jpeg")
}

/// Whether a file is a PDF.
pub fn is_pdf(name: &str) -> bool {
    ending(name) == "pdf"
}

/// What a browser shows by itself.
fn is_shown(name: &str) -> bool {
    is_image(name) || is_pdf(name)
}

/// A file of an answer: played or shown where browsers do, kept otherwise.
///
/// # Errors
/// The store's, the disk's or the key store's.
pub async fn send(site: &Site, piece: &Piece, asked: &HeaderMap) -> Result<Response> {
    let blob = blobs::find(&mut site.db().read().await?, piece.blob).await?;
    let mut response = send_blob(site, &blob, asked, false).await?;
    if piece.format == Format::File && !is_shown(&piece.about.name) {
        as_download(&mut response, &piece.about.name);
    }
    Ok(response)
}

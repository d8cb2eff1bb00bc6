//! `/corrections/{production}/relecture`: a second tutor agrees with a correction, which is then published, or sends it back with a
//! word. `/sessions/{session}/relecture`: whether the corrections of a session are read so.

use learning::gradings::{self, Answer, AskSecondReading, Decision, GradeSubmission, Said};
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Error, PersonId, Result, Site};
use training::sessions;

use super::desk::{Desk, load};
use super::routes::{onward, save, shown};
use super::{queue, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .post::<GradeSubmission, _>("/corrections/{production}/relecture", answer)
        .get::<AskSecondReading, _>("/sessions/{session}/relecture", page)
        .post::<AskSecondReading, _>("/sessions/{session}/relecture", want)
}

const MOVED: &str = "Cette correction a changé ou a été relue pendant ce temps\u{202f}: revenez à sa page.";
const OWN: &str = "Vous avez fait cette correction\u{202f}: c’est à un autre tuteur de la relire.";
const NO_WORD: &str =
    "Écrivez ce qui est à revoir\u{202f}: sans cela, qui a corrigé ne saura pas quoi changer.";
const LONG: &str = "Ce mot dépasse 2\u{202f}000 caractères\u{202f}: gardez l’essentiel.";
/// The most characters of the word that sends a correction back.
const LONGEST_WORD: usize = 2000;

/// Saves a correction and asks a second tutor to read it; over what is published, it stays aside until they agree.
pub(super) async fn asks(
    tx: &mut Tx,
    site: &Site,
    desk: &Desk,
    by: PersonId,
    what: (&Said, Decision),
) -> Result<bool> {
    let revision = match desk.ready.is_published() {
        true => Some(desk.revision()),
        false => save(tx, site, desk, by, what).await?,
    };
    match revision {
        Some(revision) => gradings::ask(tx, site, &desk.ready, (by, revision), what).await,
        None => Ok(false),
    }
}

async fn answer(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    view: View,
    form: Form,
) -> Result<Response> {
    let asked = queue::asked(|name| form.text(name));
    let word = form.text("mot").replace("\r\n", "\n");
    // What was typed isn't lost with what it was about.
    let moved = |word: &str| match word {
        "" => Error::Refused(MOVED.into()),
        word => Error::Refused(format!("{MOVED} Votre mot\u{202f}: «\u{202f}{word}\u{202f}»").into()),
    };
    let mut desk = load(&site, &proof, asked).await?;
    desk.word.clone_from(&word);
    let reading = desk
        .reading()
        .filter(|reading| reading.id.to_string() == form.text("relecture"));
    let reading = reading.ok_or_else(|| moved(&word))?;
    let answer = match form.text("acte") {
        "reprendre" => Answer::TakenUp,
        "renvoyer" => Answer::SentBack,
        _ => Answer::Agreed,
    };
    if answer != Answer::TakenUp && reading.by == desk.me {
        return Err(Error::Refused(OWN.into()));
    }
    if answer == Answer::SentBack {
        let mut errors = FormErrors::default();
        if word.is_empty() {
            errors.add("mot", "Ce qui est à revoir", NO_WORD);
        } else if word.chars().count() > LONGEST_WORD {
            errors.add("mot", "Ce qui est à revoir", LONG);
        }
        if !errors.is_empty() {
            return shown(&view, &desk, &desk.begun(), &errors);
        }
    }
    let word = if answer == Answer::SentBack {
        word.as_str()
    } else {
        ""
    };
    let mut tx = site.db().begin().await?;
    if !gradings::answer(
        &mut tx,
        &site,
        &desk.ready,
        Some(desk.me),
        (reading, answer, word),
    )
    .await?
    {
        return Err(moved(word));
    }
    tx.commit().await?;
    Ok(match answer {
        Answer::Agreed => onward(&desk, "Correction publiée, l’apprenant est prévenu."),
        Answer::SentBack => onward(&desk, "La correction est renvoyée avec votre mot."),
        Answer::TakenUp => Done::at(views::one::path(&desk.asked, &proof.id().to_string()))
            .saying("La correction est de nouveau à vous.")
            .into_response(),
    })
}

async fn page(State(site): State<Site>, proof: Proof<AskSecondReading>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let wanted = gradings::wanted(&mut tx, session.id).await?;
    drop(tx);
    Ok(view.page(&views::second::setting(&view.frame, &session, wanted)))
}

async fn want(State(site): State<Site>, proof: Proof<AskSecondReading>, form: Form) -> Result<Response> {
    let wanted = form.text("relecture") == "oui";
    let mut tx = site.db().begin().await?;
    gradings::want(&mut tx, &site, &proof, wanted).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/sessions/{}/notes", proof.id()))
        .saying(match wanted {
            true => "Les corrections de cette session seront relues avant d’être publiées.",
            false => "Les corrections de cette session se publient sans relecture.",
        })
        .into_response())
}

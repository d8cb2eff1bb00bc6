//! `/parcours/{parcours}/archive` and `/parcours/import`.

use platform::html::FormErrors;
use platform::http::{
    Done, IntoResponse as _, Permission as _, Proof, Response, Routes, State, Upload, View, as_download,
    holds, send_file,
};
use platform::{Error, Result, Site};

use super::{export, import, views};
use crate::courses::{self, EditCourse, EditCourses};
use crate::library::AddItems;
use crate::questions::AddQuestions;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EditCourse, _>("/parcours/{parcours}/archive", archive)
        .get::<EditCourses, _>("/parcours/import", page)
        .upload::<EditCourses, _>("/parcours/import", take)
}

async fn archive(State(site): State<Site>, proof: Proof<EditCourse>) -> Result<Response> {
    let course = courses::find(&mut site.db().read().await?, proof.id()).await?;
    let (file, size) = export::export(&site, proof.id()).await?;
    let mut response = send_file(file, size, "application/zip");
    as_download(&mut response, &format!("{}.zip", course.title));
    Ok(response)
}

async fn page(_proof: Proof<EditCourses>, view: View) -> Result<Response> {
    Ok(view.page(&views::import(&view.frame, &FormErrors::default())))
}

async fn take(
    State(site): State<Site>,
    proof: Proof<EditCourses>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    // The items come with it: whoever may not add any may not import.
    let may = match proof.actor() {
        Some(actor) => holds(&mut site.db().read().await?, actor, &AddItems::INFO).await?,
        None => false,
    };
    if !may {
        return Err(Error::Forbidden);
    }
    let read = match upload.take("archive") {
        None => Err("Choisissez l’archive d’un parcours.".to_owned()),
        Some(sent) => import::read(&site, sent).await?,
    };
    let read = match read {
        Ok(read) => read,
        Err(sentence) => {
            let mut errors = FormErrors::default();
            errors.add("archive", views::ARCHIVE, sentence);
            return Ok(view.invalid(&views::import(&view.frame, &errors)));
        }
    };
    // So do its questions.
    if read.has_questions() {
        let actor = proof.actor().ok_or(Error::Forbidden)?;
        if !holds(&mut site.db().read().await?, actor, &AddQuestions::INFO).await? {
            return Err(Error::Forbidden);
        }
    }
    let saying = match (read.has_empty_quizzes(), read.has_questions()) {
        (true, _) => {
            "Le parcours est importé, en brouillon. Des quiz arrivent sans leurs questions\u{202f}: composez-les dans la bibliothèque."
        }
        (false, true) => {
            "Le parcours est importé, en brouillon. Ses ressources sont dans la bibliothèque, et les questions de ses quiz dans sa banque."
        }
        (false, false) => "Le parcours est importé, en brouillon. Ses ressources sont dans la bibliothèque.",
    };
    let course = import::write(&site, &proof, read).await?;
    Ok(Done::at(format!("/parcours/{course}"))
        .saying(saying)
        .into_response())
}

//! `/corrections/phrases`: the sentences that a tutor keeps.

use learning::gradings::{self, GradeSubmission};
use platform::http::{Done, Form, IntoResponse as _, Response, State, View, Within};
use platform::{Result, Site};

use super::views;

pub(super) async fn page(
    State(site): State<Site>,
    within: Within<GradeSubmission>,
    view: View,
) -> Result<Response> {
    let remarks = gradings::of_tutor(&mut site.db().read().await?, &site, within.actor()).await?;
    Ok(view.page(&views::list::remarks(&view.frame, &remarks)))
}

pub(super) async fn forget(
    State(site): State<Site>,
    within: Within<GradeSubmission>,
    form: Form,
) -> Result<Response> {
    if let Ok(id) = form.text("phrase").parse() {
        let mut tx = site.db().begin().await?;
        gradings::forget(&mut tx, within.actor(), id).await?;
        tx.commit().await?;
    }
    Ok(Done::at("/corrections/phrases")
        .saying("La phrase est oubliée.")
        .into_response())
}

//! `/questions/{question}/chiffres`: how a question does, version by version and quiz by quiz. No person is named.

use platform::http::{Proof, Response, State, View};
use platform::{Result, Site};

use super::EditQuestion;
use super::store;
use super::views;

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<EditQuestion>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let row = store::find(&mut tx, proof.id()).await?;
    let measured = store::of_question(&mut tx, row.id).await?;
    drop(tx);
    Ok(view.page(&views::figures(&row, &measured)))
}

//! `/regions/{region}/tuteurs/retrait`.

use std::collections::HashSet;
use std::sync::Arc;

use people::directory::{Directory, Identity};
use people::regions::{self, Region};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, State, View};
use platform::{PersonId, Result, Site};

use crate::tutors::store::leaving as store;
use crate::tutors::views::leaving as views;
use crate::tutors::{AddTutor, of_region};

/// The tutors of a region, by name.
pub(in crate::tutors) struct Team {
    pub(in crate::tutors) region: Region,
    /// Who may leave.
    pub(in crate::tutors) free: Vec<(PersonId, Arc<Identity>)>,
    /// Who accompanies a session.
    pub(in crate::tutors) busy: Vec<(PersonId, Arc<Identity>)>,
}

impl Team {
    async fn load(site: &Site, proof: &Proof<AddTutor>) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let region = regions::find(&mut tx, proof.id()).await?;
        let tutors = of_region(&mut tx, region.id).await?;
        let busy: HashSet<PersonId> = store::busy(&mut tx, region.id, site.clock().now()).await?;
        drop(tx);
        let known = Directory::of(site)?.sorted(site, &tutors).await?;
        let (busy, free) = known.into_iter().partition(|(person, _)| busy.contains(person));
        Ok(Self { region, free, busy })
    }
}

pub(super) async fn page(State(site): State<Site>, proof: Proof<AddTutor>, view: View) -> Result<Response> {
    let team = Team::load(&site, &proof).await?;
    Ok(view.page(&views::page(&view.frame, &team, &FormErrors::default())))
}

pub(super) async fn leave(
    State(site): State<Site>,
    proof: Proof<AddTutor>,
    view: View,
    form: Form,
) -> Result<Response> {
    let team = Team::load(&site, &proof).await?;
    let typed = form.text("tuteur");
    let chosen = team.free.iter().find(|(person, _)| person.to_string() == typed);
    if let Some((person, card)) = chosen {
        let mut tx = site.db().begin().await?;
        if store::leave(&mut tx, &site, &proof, *person).await? {
            tx.commit().await?;
            let saying = format!(
                "C’est fait\u{202f}: {} ne fait plus partie des tuteurs de la région.",
                card.full_name()
            );
            return Ok(Done::at("/sessions").saying(saying).into_response());
        }
    }
    let mut errors = FormErrors::default();
    errors.add(
        "tuteur",
        "Tuteur",
        "choisissez quelqu’un de la liste, qui n’accompagne aucune session en cours ou à venir",
    );
    let team = Team::load(&site, &proof).await?;
    Ok(view.invalid(&views::page(&view.frame, &team, &errors)))
}

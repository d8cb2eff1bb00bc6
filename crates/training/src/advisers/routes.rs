//! `/conseil`, `/regions/{region}/conseil/…`.

use std::collections::HashMap;
use std::sync::Arc;

use people::accounts::{self, AccessState, Member};
use people::directory::{Directory, Identity};
use people::regions::{self, Region};
use people::roles::{self, Over};
use platform::http::{
    BuiltIn, Done, Form, IntoResponse as _, Proof, Query, Response, Routes, State, View, Within,
};
use platform::ids::RegionId;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::{ManageAdvisers, store, views};
use crate::colleagues::{MEANWHILE, News, Typed};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<ManageAdvisers, _>("/conseil", list)
        .get::<ManageAdvisers, _>("/regions/{region}/conseil/nouveau", new_page)
        .post::<ManageAdvisers, _>("/regions/{region}/conseil", create)
        .post::<ManageAdvisers, _>("/regions/{region}/conseil/lien", invite)
        .get::<ManageAdvisers, _>("/regions/{region}/conseil/retrait", remove_page)
        .post::<ManageAdvisers, _>("/regions/{region}/conseil/retrait", remove)
}

async fn list(State(site): State<Site>, within: Within<ManageAdvisers>, view: View) -> Result<Response> {
    let teams = store::teams(&mut site.db().read().await?, &site, &within).await?;
    let people = teams.iter().flat_map(|team| &team.advisers);
    let people: Vec<PersonId> = people.map(|(person, _)| *person).collect();
    let cards = Directory::of(&site)?.cards(&site, &people).await?;
    Ok(view.page(&views::list(&view.frame, &teams, &cards)))
}

async fn new_page(State(site): State<Site>, proof: Proof<ManageAdvisers>, view: View) -> Result<Response> {
    let region = regions::find(&mut site.db().read().await?, proof.id()).await?;
    Ok(view.page(&views::new(&view.frame, &region, &Typed::default())))
}

/// What the mail to an adviser says.
async fn news(site: &Site, by: Option<PersonId>, region: &Region) -> Result<News> {
    let may = format!(
        "Vous pouvez maintenant transmettre des demandes d’inscription à la {}.",
        region.name
    );
    News::load(site, by, region, may).await
}

async fn create(
    State(site): State<Site>,
    proof: Proof<ManageAdvisers>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut typed = Typed::read(&form);
    let over = Over::region(proof.id());
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let advisers = roles::holders(&mut tx, BuiltIn::Adviser, over).await?;
    drop(tx);
    let already = "cette personne fait déjà partie de l’équipe de conseil";
    let Some(newcomer) = typed.newcomer(&site, &region, &advisers, already).await? else {
        return Ok(view.invalid(&views::new(&view.frame, &region, &typed)));
    };
    let news = news(&site, proof.actor(), &region).await?;
    let mut tx = site.db().begin().await?;
    let settled = newcomer.settle(&mut tx, &site, proof.actor(), region.id).await?;
    let member = settled.ok_or_else(|| Error::Refused(MEANWHILE.into()))?;
    roles::grant(
        &mut tx,
        &site,
        proof.actor(),
        member.person,
        BuiltIn::Adviser,
        over,
    )
    .await?;
    news.tell(&mut tx, &site, &member).await?;
    tx.commit().await?;
    let saying = format!(
        "{} peut maintenant vous transmettre des demandes. Un e-mail vient de partir à {}.",
        member.card.full_name(),
        member.card.email
    );
    Ok(Done::at("/conseil").saying(saying).into_response())
}

/// Said of who isn't an adviser of the region, whoever they are.
const NOT_THERE: &str =
    "Cette personne ne fait pas, ou plus, partie de l’équipe de conseil\u{202f}: rechargez la liste.";

/// The adviser of the region whom an address or a form names.
async fn named(site: &Site, region: RegionId, typed: &str) -> Result<(PersonId, Arc<Identity>)> {
    let not_there = || Error::Refused(NOT_THERE.into());
    let person: PersonId = typed.parse().map_err(|_: Error| not_there())?;
    let advisers = roles::holders(
        &mut site.db().read().await?,
        BuiltIn::Adviser,
        Over::region(region),
    )
    .await?;
    if !advisers.contains(&person) {
        return Err(not_there());
    }
    Ok((person, Directory::of(site)?.card(site, person).await?))
}

async fn invite(
    State(site): State<Site>,
    proof: Proof<ManageAdvisers>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let typed = query.get("personne").map_or("", String::as_str);
    let (person, card) = named(&site, proof.id(), typed).await?;
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let access = accounts::access(&mut tx, &site, person).await?;
    drop(tx);
    if access == AccessState::Active {
        let why = format!(
            "{} a déjà activé son compte. En cas d’oubli, «\u{202f}Mot de passe oublié\u{202f}» est sur la page de connexion.",
            card.full_name()
        );
        return Err(Error::Refused(why.into()));
    }
    let news = news(&site, proof.actor(), &region).await?;
    let key = site.keys().get_or_create(person.0, Class::Account).await?;
    let member = Member { person, card, key };
    let mut tx = site.db().begin().await?;
    news.tell(&mut tx, &site, &member).await?;
    tx.commit().await?;
    let saying = format!("Un nouveau lien vient de partir à {}.", member.card.email);
    Ok(Done::at("/conseil").saying(saying).into_response())
}

async fn remove_page(
    State(site): State<Site>,
    proof: Proof<ManageAdvisers>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let typed = query.get("personne").map_or("", String::as_str);
    let (person, card) = named(&site, proof.id(), typed).await?;
    let region = regions::find(&mut site.db().read().await?, proof.id()).await?;
    Ok(view.page(&views::remove(&view.frame, &region, person, &card)))
}

async fn remove(State(site): State<Site>, proof: Proof<ManageAdvisers>, form: Form) -> Result<Response> {
    let (person, card) = named(&site, proof.id(), form.text("personne")).await?;
    let over = Over::region(proof.id());
    let mut tx = site.db().begin().await?;
    roles::revoke(&mut tx, &site, proof.actor(), person, BuiltIn::Adviser, over).await?;
    tx.commit().await?;
    let saying = format!(
        "C’est fait\u{202f}: {} ne fait plus partie de l’équipe de conseil.",
        card.full_name()
    );
    Ok(Done::at("/conseil").saying(saying).into_response())
}

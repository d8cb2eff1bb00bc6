//! `/regions/{region}/demandes/…`, `/mes-demandes`: sending requests. [`handling`]: `/demandes/…` and their enrolment;
//! [`public`]: `/formations/…`, `/ma-demande/{jeton}`.

mod handling;
mod public;

use people::accounts::mails::sender;
use people::regions;
use platform::html::FormErrors;
use platform::http::{
    Actor, BuiltIn, Done, Form, Grant, IntoResponse as _, Proof, Response, Routes, ScopeKind, State, View,
    Within,
};
use platform::ids::RegionId;
use platform::{Result, Site};

use super::forms::{Typed, offered};
use super::rules::Origin;
use super::store::{self, New};
use super::{MakeRequest, mails, views};

/// How many of one's own requests are listed.
const SENT: u32 = 200;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<MakeRequest, _>("/regions/{region}/demandes/nouvelle", new_page)
        .post::<MakeRequest, _>("/regions/{region}/demandes", create)
        .get::<MakeRequest, _>("/demandes/nouvelle", which)
        .get::<MakeRequest, _>("/mes-demandes", mine)
        .and(handling::routes())
        .and(public::routes())
}

async fn new_page(State(site): State<Site>, proof: Proof<MakeRequest>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let offered = offered(&mut tx, &site, region.id, &region.zone).await?;
    let (typed, errors) = (Typed::default(), FormErrors::default());
    Ok(view.page(&views::making::new(
        &view.frame,
        &region,
        &offered,
        &typed,
        &errors,
    )))
}

async fn create(
    State(site): State<Site>,
    actor: Actor,
    proof: Proof<MakeRequest>,
    view: View,
    form: Form,
) -> Result<Response> {
    let typed = Typed::read(&form);
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let offered = offered(&mut tx, &site, region.id, &region.zone).await?;
    drop(tx);
    let chosen = match typed.check(&offered) {
        Ok(chosen) => chosen,
        Err(errors) => {
            let page = views::making::new(&view.frame, &region, &offered, &typed, &errors);
            return Ok(view.invalid(&page));
        }
    };
    let origin = origin(&actor.grants, region.id);
    let new = New {
        region: region.id,
        course: chosen.course,
        session: chosen.session,
        origin,
        author: proof.actor(),
        asked: typed.asked,
    };
    let sender = sender(&site, proof.actor(), &region.name).await?;
    let (id, key) = store::prepare(&site).await?;
    let mut tx = site.db().begin().await?;
    let request = store::insert(&mut tx, &site, (id, &key), new).await?;
    mails::tell(&mut tx, &site, &key, &request, sender.as_ref()).await?;
    tx.commit().await?;
    let saying = format!(
        "Demande transmise à la {} pour {}. Un e-mail vient de partir à {}.",
        region.name,
        request.asked.full_name(),
        request.asked.email
    );
    let to = match origin {
        Origin::Manager => format!("/demandes/{id}"),
        _ => "/mes-demandes".to_owned(),
    };
    Ok(Done::at(to).saying(saying).into_response())
}

/// Who sends it, as the region sees them: a manager elsewhere may be an adviser here.
fn origin(grants: &[Grant], region: RegionId) -> Origin {
    let manages = |grant: &Grant| {
        let role = [BuiltIn::Administrator, BuiltIn::Manager].map(BuiltIn::code);
        role.contains(&grant.role.as_str())
            && match grant.scope {
                ScopeKind::Platform => true,
                ScopeKind::Region => grant.scope_id == region.0,
                _ => false,
            }
    };
    match grants.iter().any(manages) {
        true => Origin::Manager,
        false => Origin::Adviser,
    }
}

/// In which region, for who may send to several.
async fn which(State(site): State<Site>, within: Within<MakeRequest>, view: View) -> Result<Response> {
    let regions = store::regions(&mut site.db().read().await?, within.actor()).await?;
    Ok(match regions.as_slice() {
        [(only, _)] => Done::at(format!("/regions/{only}/demandes/nouvelle")).into_response(),
        several => view.page(&views::making::which(several)),
    })
}

async fn mine(State(site): State<Site>, within: Within<MakeRequest>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let sent = store::sent(&mut tx, &site, within.actor(), SENT).await?;
    let regions = store::regions(&mut tx, within.actor()).await?;
    Ok(view.page(&views::making::mine(&sent, &regions)?))
}

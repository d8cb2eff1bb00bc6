//! `/notifications`, `/mon-compte/notifications`, and the way out that each mail carries: `/desabonnement/{jeton}`.

use people::directory::Directory;
use platform::http::{Actor, Done, Form, IntoResponse as _, Method, Path, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::kinds::{self, Whom};
use super::letters::{EVERY, read};
use super::rules::{ByMail, Hours};
use super::store::{self, Choice, NoticeId};
use super::views;
use crate::push::Devices;

/// How many a page shows.
const SHOWN: u32 = 60;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Get, "/notifications", page)
        .signed_in(Method::Post, "/notifications", read_all)
        .signed_in(Method::Get, "/notifications/{nouvelle}", follow)
        .signed_in(Method::Get, views::CHOICES, choices)
        .signed_in(Method::Post, views::CHOICES, choose)
        .public(Method::Get, "/desabonnement/{jeton}", leaving)
        .by_token("/desabonnement/{jeton}", leave)
}

async fn page(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let told = match site.keys().find(actor.person.0, Class::Exchanges).await? {
        Some(key) => store::latest(&mut site.db().read().await?, actor.person, &key, SHOWN).await?,
        None => Vec::new(),
    };
    let by: Vec<PersonId> = told.iter().filter_map(|one| one.by).collect();
    let cards = Directory::of(&site)?.cards(&site, &by).await?;
    Ok(view.page(&views::page(&view.frame, &told, &cards, site.clock().now())?))
}

async fn read_all(State(site): State<Site>, actor: Actor) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    store::read_all(&mut tx, &site, actor.person).await?;
    tx.commit().await?;
    Ok(Done::at("/notifications").saying("Tout est lu.").into_response())
}

/// Leads to what a notice is about; it is read then.
async fn follow(State(site): State<Site>, actor: Actor, Path(typed): Path<String>) -> Result<Response> {
    let gone = || {
        Done::at("/notifications")
            .saying("Cette notification n’est plus là.")
            .into_response()
    };
    let Ok(id) = typed.parse::<NoticeId>() else {
        return Ok(gone());
    };
    let mut tx = site.db().begin().await?;
    match store::follow(&mut tx, &site, actor.person, id).await {
        Err(Error::NotFound) => Ok(gone()),
        path => {
            let path = path?;
            tx.commit().await?;
            Ok(Done::at(path).into_response())
        }
    }
}

async fn choices(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let (chosen, hours) = store::choices(&mut site.db().read().await?, actor.person).await?;
    let devices = Devices::of(&site, actor.person).await?;
    let whom = Whom::holding(actor.grants.iter().map(|grant| grant.role.as_str()));
    let page = views::choices(&view.frame, whom, &chosen, hours, devices.as_ref())?;
    Ok(view.page(&page))
}

fn hour(form: &Form, name: &str) -> Option<u8> {
    form.text(name).parse().ok().filter(|hour| *hour < 24)
}

async fn choose(State(site): State<Site>, actor: Actor, form: Form) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    // A box that isn't ticked says nothing: the page tells that it had them.
    let asked = !form.text(views::RINGS).is_empty();
    for kind in kinds::all() {
        if let Some(mail) = ByMail::parse(form.text(kind.code)) {
            let rings = asked.then(|| form.values(views::RINGS).any(|code| code == kind.code));
            store::choose(&mut tx, actor.person, kind.code, Choice { mail, rings }).await?;
        }
    }
    let usual = Hours::default();
    let hours = Hours {
        daily: hour(&form, "heure").unwrap_or(usual.daily),
        quiet: hour(&form, "de").zip(hour(&form, "a")),
    };
    store::keep_hours(&mut tx, actor.person, hours).await?;
    tx.commit().await?;
    Ok(Done::at(views::CHOICES)
        .saying("C’est enregistré.")
        .into_response())
}

/// Whose mails, of which kind. What nobody could have signed says nothing.
fn signed(site: &Site, typed: &str) -> Result<(PersonId, String)> {
    read(site, typed).ok_or_else(|| {
        Error::Refused(
            "Ce lien n’est pas complet. Ouvrez-le depuis l’e-mail, ou choisissez vos notifications dans votre compte.".into(),
        )
    })
}

async fn leaving(State(site): State<Site>, view: View, Path(typed): Path<String>) -> Result<Response> {
    let (_, kind) = signed(&site, &typed)?;
    Ok(view.page(&views::leaving(&typed, kinds::find(&kind), false)))
}

/// By the button of that page, or by the mail reader's own (RFC 8058): no cookie is looked at.
async fn leave(State(site): State<Site>, view: View, Path(typed): Path<String>) -> Result<Response> {
    let (person, kind) = read(&site, &typed).ok_or(Error::NotFound)?;
    let mut tx = site.db().begin().await?;
    for one in kinds::all() {
        if kind == EVERY || one.code == kind {
            let never = Choice {
                mail: ByMail::Never,
                rings: None,
            };
            store::choose(&mut tx, person, one.code, never).await?;
        }
    }
    tx.commit().await?;
    Ok(view.page(&views::leaving(&typed, kinds::find(&kind), true)))
}

//! `/sessions/{session}/groupes`.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::{PersonId, Result, Site};

use super::rules::{self, MOST_GROUPS, Place};
use super::store::{self, Group, GroupId};
use super::{MakeGroups, views};
use crate::enrolment::{self, Enrolled};
use crate::sessions::{self, TrainingSession};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<MakeGroups, _>("/sessions/{session}/groupes", page)
        .post::<MakeGroups, _>("/sessions/{session}/groupes", make)
        .post::<MakeGroups, _>("/sessions/{session}/groupes/places", put)
        .post::<MakeGroups, _>("/sessions/{session}/groupes/noms", change)
}

/// What the page shows.
pub(super) struct Held {
    pub(super) session: TrainingSession,
    pub(super) groups: Vec<Group>,
    pub(super) people: Vec<Enrolled>,
    pub(super) cards: HashMap<PersonId, Arc<Identity>>,
}

async fn load(site: &Site, proof: &Proof<MakeGroups>) -> Result<Held> {
    let mut tx = site.db().read().await?;
    let people = enrolment::of_session(&mut tx, site, proof.id()).await?;
    drop(tx);
    let persons: Vec<PersonId> = people.iter().map(|one| one.enrolment.person).collect();
    let cards = Directory::of(site)?.cards(site, &persons).await?;
    load_in(&mut site.db().read().await?, site, proof, cards).await
}

/// The same inside a transaction, which no card is read in.
async fn load_in(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MakeGroups>,
    cards: HashMap<PersonId, Arc<Identity>>,
) -> Result<Held> {
    let session = sessions::find(tx, proof.id()).await?;
    let groups = store::of_session(tx, site, session.id).await?;
    let mut people = enrolment::of_session(tx, site, session.id).await?;
    people.sort_by_cached_key(|one| {
        cards
            .get(&one.enrolment.person)
            .map(|card| platform::html::fr::folded(&card.full_name()))
    });
    Ok(Held {
        session,
        groups,
        people,
        cards,
    })
}

async fn page(State(site): State<Site>, proof: Proof<MakeGroups>, view: View) -> Result<Response> {
    let held = load(&site, &proof).await?;
    Ok(view.page(&views::page(&view.frame, &held, "", &FormErrors::default())))
}

fn back(held: &Held) -> Done {
    Done::at(views::base(&held.session))
}

fn names(held: &Held, but: Option<GroupId>) -> Vec<&str> {
    let others = held.groups.iter().filter(|group| Some(group.id) != but);
    others.map(|group| group.name.as_str()).collect()
}

async fn make(
    State(site): State<Site>,
    proof: Proof<MakeGroups>,
    view: View,
    form: Form,
) -> Result<Response> {
    let key = site.keys().get_or_create(proof.id().0, Class::Shared).await?;
    let cards = load(&site, &proof).await?.cards;
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, proof.id()).await?;
    let held = load_in(&mut tx, &site, &proof, cards).await?;
    let mut errors = FormErrors::default();
    let name = rules::name(form.text("nom"), &names(&held, None), &mut errors);
    if held.groups.len() >= MOST_GROUPS {
        errors.add(
            "nom",
            "Nom du groupe",
            "Cette session a déjà soixante groupes\u{202f}: servez-vous de ceux qui existent.",
        );
    }
    let Some(name) = name.filter(|_| errors.is_empty()) else {
        drop(tx);
        let page = views::page(&view.frame, &held, form.text("nom"), &errors);
        return Ok(view.invalid(&page));
    };
    store::make(&mut tx, &site, &proof, &key, &name).await?;
    tx.commit().await?;
    Ok(back(&held)
        .saying(format!("Le groupe «\u{202f}{name}\u{202f}» est créé."))
        .into_response())
}

/// Who is in which, out of a form: each line says where they were when it was made.
fn places(form: &Form, held: &Held) -> Vec<Place> {
    let group = |name: String| form.text(&name).parse::<GroupId>().ok();
    let lines = held.people.iter().map(|one| one.enrolment.id);
    lines
        .filter(|id| form.values(&views::before(*id)).next().is_some())
        .map(|id| Place {
            enrolment: id,
            before: group(views::before(id)),
            after: group(views::after(id)),
        })
        .collect()
}

async fn put(State(site): State<Site>, proof: Proof<MakeGroups>, form: Form) -> Result<Response> {
    let held = load(&site, &proof).await?;
    let places = places(&form, &held);
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, proof.id()).await?;
    let (mut moved, mut lost) = (0_u32, 0_u32);
    for place in rules::moves(&places) {
        match store::put(&mut tx, &site, &proof, place).await? {
            true => moved += 1,
            false => lost += 1,
        }
    }
    tx.commit().await?;
    Ok(back(&held)
        .saying(match (moved, lost) {
            (_, 1..) => {
                "Un de ces groupes n’existe plus\u{202f}: relisez qui est où. Le reste est enregistré."
            }
            (0, _) => "Personne n’a changé de groupe.",
            _ => "Les groupes sont enregistrés.",
        })
        .into_response())
}

/// Another name for a group, or its end.
async fn change(
    State(site): State<Site>,
    proof: Proof<MakeGroups>,
    view: View,
    form: Form,
) -> Result<Response> {
    let id = form.text("groupe").parse::<GroupId>().ok();
    let key = site.keys().get_or_create(proof.id().0, Class::Shared).await?;
    let cards = load(&site, &proof).await?.cards;
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, proof.id()).await?;
    let held = load_in(&mut tx, &site, &proof, cards).await?;
    let known = held.groups.iter().map(|group| group.id);
    let Some(id) = known.into_iter().find(|known| Some(*known) == id) else {
        let saying = "Ce groupe n’existe plus\u{202f}: relisez la liste.";
        return Ok(back(&held).saying(saying).into_response());
    };
    if form.text("acte") == "dissoudre" {
        store::dissolve(&mut tx, &site, &proof, id).await?;
        tx.commit().await?;
        let saying = "Le groupe est dissous. Ce qu’il a rendu reste, et chacun garde sa note.";
        return Ok(back(&held).saying(saying).into_response());
    }
    let mut errors = FormErrors::default();
    let Some(name) = rules::name(form.text("nom"), &names(&held, Some(id)), &mut errors) else {
        drop(tx);
        let mut told = FormErrors::default();
        for error in errors.iter() {
            told.add(views::renamed(id), "Nom du groupe", error.message.clone());
        }
        return Ok(view.invalid(&views::page(&view.frame, &held, "", &told)));
    };
    store::rename(&mut tx, &site, &proof, &key, (id, &name)).await?;
    tx.commit().await?;
    Ok(back(&held)
        .saying(format!("Le groupe s’appelle «\u{202f}{name}\u{202f}»."))
        .into_response())
}

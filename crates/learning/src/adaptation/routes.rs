//! `/inscriptions/{inscription}/parcours` and what changes it.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{self, Edition, Step, StepId, Waiver, settled};
use catalogue::library::rules::Typed;
use catalogue::library::{self, Item};
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, Result, Site};
use training::enrolment::{self, Enrolment};
use training::sessions::{self, TrainingSession, days};

use super::forms::{self, Added, Days, Fate, TypedChange, TypedNew};
use super::store::{self, Change};
use super::{AdaptCourse, views};
use crate::progress::{self, StepState, reached};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AdaptCourse, _>("/inscriptions/{inscription}/parcours", page)
        .get::<AdaptCourse, _>("/inscriptions/{inscription}/parcours/ajout", add_page)
        .post::<AdaptCourse, _>("/inscriptions/{inscription}/parcours/ajout", add)
        .get::<AdaptCourse, _>(
            "/inscriptions/{inscription}/etapes/{etape}/adaptation",
            change_page,
        )
        .post::<AdaptCourse, _>("/inscriptions/{inscription}/etapes/{etape}/adaptation", change)
        .post::<AdaptCourse, _>("/inscriptions/{inscription}/etapes/{etape}/suppression", withdraw)
}

/// A learner and their path.
pub(super) struct Own {
    pub(super) enrolment: Enrolment,
    pub(super) session: TrainingSession,
    pub(super) edition: Arc<Edition>,
    /// How many parts of it are the course's: what comes after is this learner's alone.
    pub(super) shared: usize,
    pub(super) states: HashMap<StepId, StepState>,
    pub(super) card: Arc<Identity>,
}

impl Own {
    async fn load(site: &Site, proof: &Proof<AdaptCourse>) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let enrolment = enrolment::find(&mut tx, proof.id()).await?;
        let session = sessions::find(&mut tx, enrolment.session).await?;
        let states = progress::of_enrolment(&mut tx, enrolment.id).await?;
        let course = courses::edition(&mut tx, site, session.course, session.course_revision).await?;
        let edition = store::edition(&mut tx, site, &session, &enrolment, &states).await?;
        drop(tx);
        Ok(Self {
            card: Directory::of(site)?.card(site, enrolment.person).await?,
            enrolment,
            session,
            edition,
            shared: course.path.len(),
            states,
        })
    }

    /// A step of the path, and whether this learner alone has it.
    fn step(&self, id: &str) -> Result<(&Step, bool)> {
        let id: StepId = id.parse()?;
        let parts = self.edition.path.iter().enumerate();
        let mut steps =
            parts.flat_map(|(at, part)| part.steps.iter().map(move |step| (step, at >= self.shared)));
        steps.find(|(step, _)| step.id == id).ok_or(Error::NotFound)
    }

    pub(super) fn days(&self) -> Result<Days> {
        days(self.session.starts_at, self.enrolment.ends_at, &self.session.zone)
    }

    /// Whether the learner has come to what lets them off the step by itself.
    fn reaches(&self, step: &Step) -> bool {
        step.waived_from.is_some_and(|from| {
            let came_to = reached(self.states.get(&from.on));
            let enough = came_to
                .percent
                .is_some_and(|percent| percent >= f64::from(from.percent));
            enough && came_to.done_at.is_some()
        })
    }

    fn done(&self, saying: impl Into<String>) -> Response {
        Done::at(format!("/inscriptions/{}/parcours", self.enrolment.id))
            .saying(saying)
            .into_response()
    }
}

type Places = Path<(String, String)>;

async fn page(State(site): State<Site>, proof: Proof<AdaptCourse>, view: View) -> Result<Response> {
    let own = Own::load(&site, &proof).await?;
    Ok(view.page(&views::page(&view.frame, &own)?))
}

async fn items(site: &Site) -> Result<Vec<Item>> {
    library::items(&mut site.db().read().await?).await
}

/// What is said of a step now.
fn said(step: &Step) -> Change {
    Change {
        waived: step.waived.clone().filter(|waived| !waived.by_score),
        wanted: false,
        due_on: step.due_on,
    }
}

async fn change_page(
    State(site): State<Site>,
    proof: Proof<AdaptCourse>,
    view: View,
    Path((_, step)): Places,
) -> Result<Response> {
    let own = Own::load(&site, &proof).await?;
    let (step, added) = own.step(&step)?;
    let typed = TypedChange {
        fate: match &step.waived {
            None => Fate::Kept,
            Some(_) => Fate::Waived,
        }
        .code()
        .to_owned(),
        reason: step
            .waived
            .as_ref()
            .map_or_else(String::new, |waived| waived.reason.clone()),
        item: String::new(),
        due: step.due_on.map_or_else(String::new, |due| due.to_string()),
    };
    let items = items(&site).await?;
    let none = FormErrors::default();
    Ok(view.page(&views::change(
        &view.frame,
        &own,
        (step, added),
        &typed,
        &items,
        &none,
    )?))
}

const ALREADY: &str =
    "Cette personne a déjà terminé l’étape\u{202f}: elle compte comme faite, il n’y a rien à dispenser.";

async fn change(
    State(site): State<Site>,
    proof: Proof<AdaptCourse>,
    view: View,
    Path((_, step)): Places,
    form: Form,
) -> Result<Response> {
    let own = Own::load(&site, &proof).await?;
    let (step, added) = own.step(&step)?;
    let text = |name: &str| form.text(name).to_owned();
    let typed = TypedChange {
        fate: text("sort"),
        reason: text("raison"),
        item: text("ressource"),
        due: text("date"),
    };
    let items = items(&site).await?;
    let mut errors = FormErrors::default();
    let wanted = forms::change(&typed, &items, own.days()?, &mut errors);
    let settled = step.waived.is_none() && settled(step, reached(own.states.get(&step.id)));
    if wanted.as_ref().is_some_and(|wanted| wanted.fate != Fate::Kept) && settled {
        errors.add("sort", "Cette étape", ALREADY);
    }
    let Some(wanted) = wanted.filter(|_| errors.is_empty()) else {
        let page = views::change(&view.frame, &own, (step, added), &typed, &items, &errors)?;
        return Ok(view.invalid(&page));
    };
    let person = own.enrolment.person.0;
    let key = site.keys().get_or_create(person, Class::Evidence).await?;
    let mut tx = site.db().begin().await?;
    let item = items.iter().find(|item| Some(item.id) == wanted.item);
    let mut instead = step.waived.as_ref().and_then(|waived| waived.instead);
    if let Some(earlier) = instead.filter(|_| item.is_some() || wanted.fate == Fate::Kept)
        && !own.states.contains_key(&earlier)
    {
        store::withdraw(&mut tx, &site, &proof, &own.enrolment, earlier).await?;
    }
    let mut due_on = wanted.due_on;
    if let Some(item) = item {
        let new = forms::instead(item, step, due_on.take());
        instead = Some(write(&mut tx, &site, &proof, &key, &own, &new).await?);
    }
    // What the score says by itself is left to it; wanted all the same is said only against it.
    let stays = step
        .waived
        .as_ref()
        .is_some_and(|waived| waived.by_score && waived.reason == wanted.reason);
    let after = Change {
        waived: (wanted.fate != Fate::Kept && !(stays && item.is_none())).then_some(Waiver {
            reason: wanted.reason,
            instead,
            by_score: false,
        }),
        wanted: wanted.fate == Fate::Kept && own.reaches(step),
        due_on,
    };
    let before = said(step);
    store::change(
        &mut tx,
        &site,
        &proof,
        &key,
        &own.enrolment,
        step.id,
        (&before, &after),
    )
    .await?;
    tx.commit().await?;
    Ok(own.done(format!(
        "C’est enregistré\u{202f}: {} le voit dès maintenant dans son parcours.",
        own.card.given_name
    )))
}

/// Adds a step with its day, in the part that this learner alone has.
async fn write(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AdaptCourse>,
    key: &DataKey,
    own: &Own,
    new: &Added,
) -> Result<StepId> {
    let about = &own.enrolment;
    let step = store::add(tx, site, proof, about, own.session.course, new).await?;
    let (before, after) = (
        Change::default(),
        Change {
            due_on: new.due_on,
            ..Change::default()
        },
    );
    store::change(tx, site, proof, key, about, step, (&before, &after)).await?;
    Ok(step)
}

async fn add_page(State(site): State<Site>, proof: Proof<AdaptCourse>, view: View) -> Result<Response> {
    let own = Own::load(&site, &proof).await?;
    let typed = TypedNew {
        facts: Typed {
            modality: "self_paced".to_owned(),
            ..Typed::default()
        },
        required: "nothing".to_owned(),
        ..TypedNew::default()
    };
    let items = items(&site).await?;
    Ok(view.page(&views::add(
        &view.frame,
        &own,
        &typed,
        &items,
        &FormErrors::default(),
    )?))
}

async fn add(
    State(site): State<Site>,
    proof: Proof<AdaptCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let own = Own::load(&site, &proof).await?;
    let text = |name: &str| form.text(name).to_owned();
    let typed = TypedNew {
        facts: Typed {
            title: text("titre"),
            minutes: text("minutes"),
            modality: text("modalite"),
        },
        item: text("ressource"),
        required: text("exigence"),
        due: text("date"),
    };
    let items = items(&site).await?;
    let mut errors = FormErrors::default();
    let Some(added) = forms::added(&typed, &items, own.days()?, &mut errors) else {
        return Ok(view.invalid(&views::add(&view.frame, &own, &typed, &items, &errors)?));
    };
    let key = site
        .keys()
        .get_or_create(own.enrolment.person.0, Class::Evidence)
        .await?;
    let mut tx = site.db().begin().await?;
    write(&mut tx, &site, &proof, &key, &own, &added).await?;
    tx.commit().await?;
    Ok(own.done(format!(
        "L’étape est ajoutée au parcours de {}.",
        own.card.given_name
    )))
}

async fn withdraw(
    State(site): State<Site>,
    proof: Proof<AdaptCourse>,
    Path((_, step)): Places,
) -> Result<Response> {
    let own = Own::load(&site, &proof).await?;
    let (step, added) = own.step(&step)?;
    if !added {
        return Err(Error::Refused(
            "Cette étape vient du parcours\u{202f}: elle ne se retire pas, mais vous pouvez en dispenser la personne.".into(),
        ));
    }
    let mut tx = site.db().begin().await?;
    match store::withdraw(&mut tx, &site, &proof, &own.enrolment, step.id).await {
        Ok(()) => tx.commit().await?,
        Err(Error::InUse) => {
            return Err(Error::Refused(format!(
                "{} a déjà commencé cette étape\u{202f}: ce qui a été fait reste. Vous pouvez l’en dispenser.",
                own.card.given_name
            ).into()));
        }
        Err(other) => return Err(other),
    }
    Ok(own.done("L’étape est retirée. Si elle en remplaçait une, celle-ci est de nouveau à faire."))
}

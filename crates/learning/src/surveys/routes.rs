//! What `/mes-parcours/{inscription}/etapes/{etape}` shows of a survey, and the answer.

use catalogue::courses::StepId;
use catalogue::library::{self, ItemId, ItemKind, Version, VersionId};
use catalogue::surveys::{Given, Survey};
use jiff::Timestamp;
use platform::db::Tx;
use platform::html::{FormErrors, fr};
use platform::http::{Actor, Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Error, Result, Site};
use training::enrolment::{Enrolment, FollowCourse};
use training::sessions::local;

use super::answers::{self, Answers};
use super::store::{self, Kept};
use super::views;
use super::waiting::{Opening, opening};
use crate::progress::{self, Observed, Status};
use crate::reading::shut;
use crate::step::Opened;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}/enquete", answer)
        .and(super::results::routes())
}

/// The page of a step whose item is a survey.
pub(crate) async fn page(site: &Site, view: &View, opened: Opened, item: ItemId) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let answered = store::has_answered(&mut tx, opened.enrolment.id, opened.step.id).await?;
    let version = library::current(&mut tx, item).await?;
    drop(tx);
    if answered {
        return Ok(view.page(&views::thanks(&opened)));
    }
    if let Some(why) = closed(&opened, site.clock().now())? {
        return Ok(view.page(&shut(&opened, &why)));
    }
    let asking = Asking::of(&opened, &version)?;
    let page = views::page(&view.frame, &asking, &Given::new(), &FormErrors::default());
    Ok(view.page(&page))
}

/// A survey that is asked.
pub(super) struct Asking<'a> {
    pub(super) opened: &'a Opened,
    pub(super) version: VersionId,
    /// Its introduction.
    pub(super) text: String,
    pub(super) survey: Survey,
}

impl<'a> Asking<'a> {
    fn of(opened: &'a Opened, version: &Version) -> Result<Self> {
        let reading = version.reading()?;
        Ok(Self {
            opened,
            version: version.id,
            text: reading.text,
            survey: reading.survey.unwrap_or_default(),
        })
    }
}

/// Why it can't be answered now. A late one doesn't care about the end of the access: it comes after.
fn closed(opened: &Opened, now: Timestamp) -> Result<Option<String>> {
    let day = |at| local(&opened.session, at).map(|at| fr::date_words_with_year(at.date()));
    Ok(match opening(&opened.step, &opened.enrolment, now) {
        None => opened.closed(now).or(opened.access.why()).map(str::to_owned),
        Some(Opening::Until(_)) => None,
        Some(Opening::From(at)) => Some(format!(
            "Cette enquête s’ouvrira le {}, après la fin de votre accès. Vous recevrez un e-mail.",
            day(at)?
        )),
        Some(Opening::Since(at)) => Some(format!(
            "Cette enquête est fermée depuis le {}. Merci d’avoir pensé à nous.",
            day(at)?
        )),
        Some(Opening::Unknown) => Some(
            "Votre accès est suspendu\u{202f}: cette enquête s’ouvrira après sa fin, quand elle sera connue."
                .to_owned(),
        ),
    })
}

const NOTHING: &str = "Cette étape ne demande aucun avis\u{202f}: revenez à votre parcours.";
const ALREADY: &str = "Vous avez déjà répondu à cette enquête.";
const THANKS: &str = "Merci, votre avis est enregistré.";

async fn answer(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step)): Path<(String, String)>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let opened = Opened::find(&mut tx, &site, &proof, &actor, &step).await?;
    let opinion = opened.step.kind.is_some_and(ItemKind::asks_opinion);
    let item = opened.step.item.filter(|_| opinion);
    let item = item.ok_or_else(|| Error::Refused(NOTHING.into()))?;
    let version = read_by_learner(&mut tx, item, form.text("version")).await?;
    drop(tx);
    if let Some(why) = closed(&opened, site.clock().now())? {
        return Err(Error::Refused(why.into()));
    }
    let asking = Asking::of(&opened, &version)?;
    let given = answers::given(&asking.survey, &form);
    let mut errors = FormErrors::default();
    let Some(answers) = answers::read(&asking.survey, &given, &mut errors) else {
        return Ok(view.invalid(&views::page(&view.frame, &asking, &given, &errors)));
    };
    let taking = Taking {
        enrolment: &opened.enrolment,
        step: opened.step.id,
        item,
        version: version.id,
        survey: &asking.survey,
        answers,
    };
    let saying = if take(&site, taking).await? {
        THANKS
    } else {
        ALREADY
    };
    Ok(Done::at(opened.path()).saying(saying).into_response())
}

/// The version that a form was made from: another may have been put online since, and nothing typed is lost.
async fn read_by_learner(tx: &mut Tx, item: ItemId, typed: &str) -> Result<Version> {
    if let Ok(id) = typed.parse::<VersionId>() {
        match library::version(tx, id).await {
            Ok(version) if version.item == item => return Ok(version),
            Ok(_) | Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    library::current(tx, item).await
}

/// An answer to a survey.
pub struct Taking<'a> {
    /// Whose.
    pub enrolment: &'a Enrolment,
    /// At which step.
    pub step: StepId,
    /// The survey.
    pub item: ItemId,
    /// Its version.
    pub version: VersionId,
    /// What that asks.
    pub survey: &'a Survey,
    /// What was answered.
    pub answers: Answers,
}

/// Keeps it, once: the step is done. False when they had answered already.
///
/// # Errors
/// The store's or the key store's.
pub async fn take(site: &Site, taking: Taking<'_>) -> Result<bool> {
    let enrolment = taking.enrolment;
    let own = match taking.survey.anonymous {
        true => None,
        false => Some(
            site.keys()
                .get_or_create(enrolment.person.0, Class::Exchanges)
                .await?,
        ),
    };
    let kept = Kept {
        enrolment,
        step: taking.step,
        version: taking.version,
        answers: taking.answers,
        key: site.keys().get_or_create(taking.item.0, Class::Shared).await?,
        own,
    };
    let done = Observed {
        status: Status::Done,
        percent: None,
        seconds: 0,
    };
    let mut tx = site.db().begin().await?;
    if !store::keep(&mut tx, site, kept).await? {
        return Ok(false);
    }
    progress::record(&mut tx, site, enrolment, taking.step, done).await?;
    tx.commit().await?;
    Ok(true)
}

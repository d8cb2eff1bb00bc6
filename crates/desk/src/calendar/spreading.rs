//! `/mes-parcours/{inscription}/repartition`: what is left, spread over one's time until the end; looked at, then kept.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use learning::planning::{self, Free, Placed, Spread, Stretch, Why, spread};
use platform::html::{
    Button, Choice, Choices, Form as FormOf, FormErrors, Frame, Markup, Notice, Page, Select, TextField,
    date_block, form, fr, go_link, html, rows, section, wide_section,
};
use platform::http::{Actor, Done, Form, IntoResponse as _, Proof, Query, Response, State, View};
use platform::vault::{hex, token_hash};
use platform::{Error, Result, Site};
use training::availability::WEEK;
use training::enrolment::FollowCourse;
use training::sessions::{self, local};

use super::left::{Left, left};
use super::plans::{SUSPENDED, own};
use crate::own::Own;

/// How long a day may be given, in minutes.
const LONG: [u32; 7] = [15, 30, 45, 60, 90, 120, 180];

/// What was typed: the days from Monday, the hour, how long.
struct Typed {
    days: [bool; 7],
    hour: String,
    minutes: String,
}

impl Typed {
    /// Nobody said anything: the evenings of a working week.
    fn usual() -> Self {
        Self {
            days: [true, true, true, true, true, false, false],
            hour: "18:00".to_owned(),
            minutes: "30".to_owned(),
        }
    }

    fn read<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let mut typed = Self {
            days: [false; 7],
            hour: String::new(),
            minutes: String::new(),
        };
        let mut asked = false;
        for (name, value) in fields {
            match name {
                "jour" => {
                    let day = value
                        .parse()
                        .ok()
                        .and_then(|day: usize| typed.days.get_mut(day.checked_sub(1)?));
                    if let Some(day) = day {
                        *day = true;
                    }
                }
                "heure" => value.clone_into(&mut typed.hour),
                "minutes" => value.clone_into(&mut typed.minutes),
                _ => continue,
            }
            asked = true;
        }
        asked.then_some(typed)
    }

    fn free(&self, errors: &mut FormErrors) -> Option<Free> {
        if !self.days.contains(&true) {
            errors.add("jour", "Mes jours", "choisissez au moins un jour");
        }
        let at: Option<Time> = self.hour.parse().ok();
        if at.is_none() {
            errors.add(
                "heure",
                "À partir de",
                "donnez une heure, par exemple 18\u{202f}h\u{202f}30",
            );
        }
        let minutes = self.minutes.parse().ok().filter(|minutes| LONG.contains(minutes));
        if minutes.is_none() {
            errors.add("minutes", "Temps par jour", "choisissez une durée de la liste");
        }
        let free = Free {
            weekdays: self.days,
            at: at?,
            minutes: minutes?,
        };
        errors.is_empty().then_some(free)
    }
}

/// What is proposed.
struct Proposal {
    left: Left,
    spread: Spread,
    /// What names it among others: it is kept as it was seen.
    mark: String,
}

async fn propose(site: &Site, own: &Own, free: &Free) -> Result<Proposal> {
    let now = site.clock().now();
    let (enrolment, session) = (&own.followed.enrolment, &own.followed.session);
    let period: Stretch = (session.starts_at.max(now), enrolment.ends_at);
    let mut tx = site.db().read().await?;
    let plans = planning::of_person(&mut tx, enrolment.person).await?;
    let dates = sessions::dates_for(&mut tx, enrolment.person, period).await?;
    drop(tx);
    let zone = TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
    let left = left(own, &plans, now)?;
    let planned = plans
        .iter()
        .filter(|one| one.plan.at > now)
        .map(planning::Planned::stretch);
    let classes = dates
        .values()
        .flatten()
        .map(|date| (date.starts_at, date.ends_at));
    let taken: Vec<Stretch> = planned.chain(classes).collect();
    let spread = spread(&left.steps, &left.known, free, &taken, (&zone, period));
    let said: String = spread
        .placed
        .iter()
        .map(|one| format!("{}@{};", one.step, one.at))
        .collect();
    let mark = hex(&token_hash(&said));
    Ok(Proposal { left, spread, mark })
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let own = own(&site, &proof, &actor).await?;
    let fields = query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let Some(typed) = Typed::read(fields) else {
        let none = FormErrors::default();
        return Ok(view.page(&shown(&own, &Typed::usual(), &none, &html! {})));
    };
    let mut errors = FormErrors::default();
    let Some(free) = typed.free(&mut errors) else {
        return Ok(view.invalid(&shown(&own, &typed, &errors, &html! {})));
    };
    let proposal = propose(&site, &own, &free).await?;
    let body = proposed(&view.frame, &own, &typed, &proposal)?;
    Ok(view.page(&shown(&own, &typed, &errors, &body)))
}

/// Keeps what was proposed, if it would still be.
pub(super) async fn save(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    form: Form,
) -> Result<Response> {
    let own = own(&site, &proof, &actor).await?;
    let enrolment = &own.followed.enrolment;
    if enrolment.paused.is_some() {
        return Err(Error::Refused(SUSPENDED.into()));
    }
    let mut errors = FormErrors::default();
    let typed = Typed::read(form.fields()).unwrap_or_else(Typed::usual);
    let Some(free) = typed.free(&mut errors) else {
        return Ok(view.invalid(&shown(&own, &typed, &errors, &html! {})));
    };
    let proposal = propose(&site, &own, &free).await?;
    if proposal.mark != form.text("vu") || proposal.spread.placed.is_empty() {
        let body = proposed(&view.frame, &own, &typed, &proposal)?;
        let changed = Notice::warn(
            html! { p { "Quelque chose a changé depuis que vous avez vu ce plan\u{202f}: en voici un nouveau. Rien n’est encore enregistré." } },
        );
        return Ok(view.invalid(&shown(&own, &typed, &errors, &body).notice(changed)));
    }
    let moments: Vec<_> = proposal
        .spread
        .placed
        .iter()
        .map(|one| (one.step, Some(one.at)))
        .collect();
    let mut tx = site.db().begin().await?;
    let batch = planning::change(&mut tx, &site, enrolment.id, &moments).await?;
    tx.commit().await?;
    let to = format!("/mes-parcours/{}/planification?lot={batch}", enrolment.id);
    let many = u64::try_from(moments.len()).unwrap_or(u64::MAX);
    let said = format!(
        "Votre plan est enregistré\u{202f}: {}.",
        fr::count(many, "étape prévue", "étapes prévues")
    );
    Ok(Done::at(to).saying(said).into_response())
}

fn here(own: &Own) -> String {
    format!("/mes-parcours/{}/repartition", own.followed.enrolment.id)
}

fn shown(own: &Own, typed: &Typed, errors: &FormErrors, proposal: &Markup) -> Page {
    let followed = &own.followed;
    let course = format!("/mes-parcours/{}", followed.enrolment.id);
    let days = (1..).zip(WEEK).zip(typed.days).fold(
        Choices::checkbox("jour", "Mes jours").beside(),
        |all, ((at, (_, name)), chosen)| {
            all.choice(Choice::new(at.to_string(), fr::capitalise(name)).checked(chosen))
        },
    );
    let long = LONG.map(|minutes| (minutes.to_string(), fr::duration(minutes)));
    let fields = html! {
        (days.error(errors.get("jour")))
        (TextField::new("heure", "À partir de").time().value(typed.hour.as_str()).error(errors.get("heure")).required())
        (Select::new("minutes", "Temps par jour").options(long).value(typed.minutes.as_str()).error(errors.get("minutes")))
        p.actions { (Button::plain("Voir le plan").icon("calendar-days")) }
    };
    Page::new("Répartir ce qui reste jusqu’à la fin")
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(followed.session.title.as_str(), course.as_str())
        .crumb("Prévoir mes étapes", format!("{course}/planification"))
        .work()
        .about(html! { "Ce que vous avez déjà prévu reste, vos classes aussi. Heures de la " (followed.session.region_name) "." })
        .errors(errors)
        .body(html! {
            (section("temps", "Le temps que j’ai", html! {}, FormOf::get(here(own)).body(fields)))
            (proposal)
        })
}

fn proposed(frame: &Frame, own: &Own, typed: &Typed, proposal: &Proposal) -> Result<Markup> {
    let Proposal { left, spread, mark } = proposal;
    let lines = spread
        .placed
        .iter()
        .map(|one| line(own, one))
        .collect::<Result<Vec<_>>>()?;
    let unplaced: Vec<_> = spread.left.iter().filter(|(_, why)| *why != Why::Given).collect();
    let many = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let days = (1..).zip(typed.days).filter(|(_, chosen)| *chosen);
    let fields = html! {
        @for (day, _) in days { input type="hidden" name="jour" value=(day); }
        input type="hidden" name="heure" value=(typed.hour);
        input type="hidden" name="minutes" value=(typed.minutes);
        input type="hidden" name="vu" value=(mark);
        p.actions.mt { (Button::primary("Enregistrer ce plan").icon("save")) }
    };
    let about = html! {
        @if left.planned > 0 { p.soft { (fr::rich(&fr::count(many(left.planned), "étape est déjà prévue", "étapes sont déjà prévues"))) ". Elles restent où elles sont." } }
    };
    let course = format!("/mes-parcours/{}", own.followed.enrolment.id);
    Ok(html! {
        @if lines.is_empty() && unplaced.is_empty() {
            (wide_section("plan", "Le plan proposé", about, html! {
                p { "Il ne reste rien à répartir." }
                p { (go_link("Voir ce qui est prévu", format!("{course}/planification")).arrow()) }
            }))
        } @else if !lines.is_empty() {
            (wide_section("plan", format!("Le plan proposé\u{202f}: {}", fr::count(many(lines.len()), "étape", "étapes")), about, html! {
                (rows(lines))
                (form(frame, &here(own), fields))
            }))
        }
        @if !unplaced.is_empty() {
            (wide_section("reste", "Ce qui ne tient pas", html! { p.soft { "Ajoutez un jour ou du temps, puis voyez le plan à nouveau." } },
                rows(unplaced.iter().map(|(step, why)| html! {
                    p { strong { (title(own, *step)) } }
                    p { (fr::rich(&reason(own, *why))) }
                }))))
        }
        @if !left.undated.is_empty() {
            (wide_section("sans-date", "Sans date pour le moment", html! { p.soft { "Votre CMA donnera une date à ces rendez-vous." } },
                rows(left.undated.iter().map(|title| html! { (title) }))))
        }
    })
}

fn title(own: &Own, id: catalogue::courses::StepId) -> &str {
    let mut steps = own.edition.path.iter().flat_map(|part| &part.steps);
    steps
        .find(|step| step.id == id)
        .map_or("", |step| step.title.as_str())
}

fn reason(own: &Own, why: Why) -> String {
    match why {
        Why::Given => String::new(),
        Why::NoTime => "Il ne reste pas assez de temps jusqu’à la fin de votre accès.".to_owned(),
        Why::Before => {
            "Une étape que vous avez déjà prévue l’attend\u{202f}: il n’y a pas assez de temps avant elle."
                .to_owned()
        }
        Why::Waits(step) => format!(
            "Elle attend {}, qui n’a pas de moment.",
            fr::quote(title(own, step))
        ),
    }
}

fn line(own: &Own, one: &Placed) -> Result<platform::html::DateBlock> {
    let session = &own.followed.session;
    let there = |at: Timestamp| local(session, at);
    let (begins, ends) = (there(one.at)?, there(one.ends)?);
    let when = match begins.date() == ends.date() {
        true => fr::capitalise(&fr::time_range(begins.time(), ends.time())),
        false => format!(
            "{}, sur plusieurs jours, jusqu’au {}",
            fr::capitalise(&fr::time_words(begins.time())),
            fr::date_words(ends.date())
        ),
    };
    Ok(date_block(begins, html! { (title(own, one.step)) }).body(html! {
        p { (fr::rich(&when)) @if one.late { ". " strong { "Après le jour où elle est à faire" } } }
    }))
}

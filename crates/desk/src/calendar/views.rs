//! A calendar, as a list or a table; the steps that one plans; the private address.

use jiff::civil::Date;
use learning::planning::Plan;
use platform::Result;
use platform::html::{
    Button, DateBlock, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Select, Tab, TextField,
    date_block, form, fr, go_link, html, icon, link_button, rows, section, tabs, wide_section,
};
use platform::ids::Uuid;
use platform::theme::asset_path;
use training::enrolment::EnrolmentId;
use training::sessions::local;

use super::entries::Entry;
use super::gather::Gathered;
use super::plans::{MOMENTS, fitting_in, remaining};
use super::rules::{Look, Month, Week};
use super::tables;
use crate::own::Own;

/// What the calendar shows.
pub(super) struct Shown<'a> {
    pub(super) look: Look,
    pub(super) today: Date,
    pub(super) gathered: &'a Gathered,
    /// The courses that are followed then, by their title.
    pub(super) courses: &'a [(String, EnrolmentId)],
    pub(super) has_feed: bool,
    /// What the last change of a course's plans was.
    pub(super) undo: Option<(EnrolmentId, Uuid)>,
}

impl Shown<'_> {
    fn name(&self) -> String {
        match self.look {
            Look::List(month) | Look::Month(month) => fr::capitalise(&fr::month_year(month.first())),
            Look::Week(week) => {
                let [first, .., last] = week.days();
                format!("Semaine {} {}", fr::days(first, last), last.year())
            }
        }
    }
}

/// « Annuler », for who has just changed what they plan. `to`: where they are.
fn undo(frame: &Frame, (enrolment, batch): (EnrolmentId, Uuid), to: &str) -> Markup {
    let here = format!("/mes-parcours/{enrolment}/planification/annulation");
    let fields = html! {
        input type="hidden" name="lot" value=(batch);
        input type="hidden" name="vers" value=(to);
        (Button::plain("Annuler").icon("undo-2"))
    };
    html! { (Form::post(frame, here).bare().body(fields)) }
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>) -> Page {
    let (look, name) = (shown.look, shown.name());
    let way = |label: &str, look: Look| link_button(label, look.address()).quiet();
    let (before, after) = match look {
        Look::Week(_) => ("Semaine précédente", "Semaine suivante"),
        Look::List(_) | Look::Month(_) => ("Mois précédent", "Mois suivant"),
    };
    let day = look.anchor(shown.today);
    let views = [
        Tab::new("Liste", Look::List(Month::of(day)).address()).current(matches!(look, Look::List(_))),
        Tab::new("Semaine", Look::Week(Week::of(day)).address()).current(matches!(look, Look::Week(_))),
        Tab::new("Mois", Look::Month(Month::of(day)).address()).current(matches!(look, Look::Month(_))),
    ];
    let page = Page::new("Calendrier")
        .crumb("Accueil", "/")
        .about("Vos sessions, vos rendez-vous, ce qui est à faire et ce que vous avez prévu. Les heures sont celles de la CMA nommée à côté.")
        .body(html! {
            (tabs("Vue", &views))
            (wide_section("mois", &name, html! {}, html! {
                p.actions {
                    (way(before, look.before()).icon("chevron-left"))
                    (way("Aujourd’hui", look.on(shown.today)))
                    (way(after, look.after()).icon_after("chevron-right"))
                }
                @match look {
                    Look::List(_) => (list(shown)),
                    Look::Week(week) => { (tables::board(frame, shown, tables::week(shown, week, &name))) (list(shown)) }
                    Look::Month(month) => { (tables::board(frame, shown, tables::month(shown, month, &name))) (list(shown)) }
                }
            }))
            @if !shown.courses.is_empty() {
                (section("planifier", "Prévoir mes étapes", html! {}, rows(shown.courses.iter().map(|(title, id)| html! {
                    (go_link(title.as_str(), format!("/mes-parcours/{id}/planification")).icon("calendar-days"))
                    p { (go_link("Répartir ce qui reste jusqu’à la fin", format!("/mes-parcours/{id}/repartition")).icon("calendar-plus")) }
                }))))
                (section("rappels", "Rappels", html! {}, html! {
                    p { "Une semaine, un jour ou une heure avant\u{202f}: vous choisissez." }
                    p { (go_link("Choisir mes rappels", "/calendrier/rappels").icon("bell")) }
                }))
            }
            (section("abonnement", "Dans votre agenda", html! {}, subscription(frame, shown.has_feed)))
        });
    match shown.undo {
        Some(change) => page.undo(undo(frame, change, &look.code())),
        None => page,
    }
}

fn list(shown: &Shown<'_>) -> Markup {
    let entries = &shown.gathered.entries;
    if entries.is_empty() {
        let (nothing, why) = match shown.look {
            Look::Week(_) => (
                "Rien cette semaine-là",
                "Les semaines voisines ont peut-être quelque chose.",
            ),
            Look::List(_) | Look::Month(_) => {
                ("Rien ce mois-ci", "Les mois voisins ont peut-être quelque chose.")
            }
        };
        return html! { (Empty::new(nothing).icon("calendar-days").level(3).why(why)) };
    }
    let (first, last) = shown.look.days();
    let (then, later): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.day <= last);
    html! {
        @if then.is_empty() { p { "Rien ce mois-ci." } } @else { (listed(&then, first)) }
        @if !later.is_empty() { h3 { "Ensuite" } (listed(&later, first)) }
    }
}

fn listed(entries: &[&Entry], first: Date) -> Markup {
    rows(entries.iter().map(|entry| {
        let what = go_link(entry.title.as_str(), entry.href.as_str());
        let block = match entry.hours {
            Some((start, _)) => date_block(start, what),
            None => DateBlock::day(entry.day.max(first), what),
        };
        block.body(html! {
            p {
                (entry.kind.words())
                @if let Some((start, end)) = entry.hours { ", " (fr::rich(&fr::time_range(start.time(), end.time()))) }
                @if !entry.place.is_empty() { ". " (entry.place) }
            }
            @if !entry.of.is_empty() { p.soft { (entry.of) } }
            @if let Some((enrolment, step)) = entry.moves {
                p { (go_link("Changer le moment", format!("/mes-parcours/{enrolment}/planification?etape={step}"))) }
            }
        })
    }))
}

fn subscription(frame: &Frame, has_feed: bool) -> Markup {
    html! {
        p { "Votre agenda (téléphone, ordinateur) peut suivre ce calendrier tout seul, par une adresse privée. Qui la connaît lit votre calendrier\u{202f}: ne la donnez à personne. Elle ne répond plus dès que vous changez de mot de passe." }
        (form(frame, "/calendrier/abonnement", html! {
            p.actions {
                (Button::plain(if has_feed { "Faire une nouvelle adresse" } else { "Créer mon adresse privée" }).icon("link"))
            }
        }))
        @if has_feed {
            p.soft { "Une adresse existe déjà. Une nouvelle la remplace\u{202f}: l’ancienne ne répond plus." }
            (form(frame, "/calendrier/abonnement/retrait", html! {
                p.actions { (Button::plain("Arrêter le partage").danger()) }
            }))
        }
    }
}

/// The address, this once.
pub(super) fn address(address: &str) -> Page {
    Page::new("L’adresse de votre calendrier")
        .crumb("Accueil", "/")
        .crumb("Calendrier", "/calendrier")
        .work()
        .notice(Notice::warn(html! { p { "Elle n’est montrée qu’une fois. Copiez-la maintenant dans votre agenda, à «\u{202f}S’abonner à un calendrier\u{202f}»." } }))
        .body(html! {
            div data-script=(asset_path("calendar.js")) {
                (TextField::new("adresse", "Adresse privée").value(address).readonly().literal())
                p.actions {
                    button.button type="button" data-copy="adresse" hidden { (icon("copy")) "Copier" }
                }
                p role="status" data-copied {}
            }
            p { (go_link("Revenir au calendrier", "/calendrier")) }
        })
}

/// The steps of a course, and when they are planned.
pub(super) struct Planning<'a> {
    pub(super) own: &'a Own,
    pub(super) plans: Vec<Plan>,
    /// How long they said that they have.
    pub(super) minutes: Option<u32>,
    /// What the last change was.
    pub(super) undo: Option<Uuid>,
}

/// « J’ai 15 minutes ».
fn moment(shown: &Planning<'_>, here: &str) -> Markup {
    let course = format!("/mes-parcours/{}", shown.own.followed.enrolment.id);
    html! {
        p.actions {
            @for minutes in MOMENTS {
                (link_button(format!("J’ai {}", fr::duration(minutes)), format!("{here}?minutes={minutes}#moment-libre")).quiet())
            }
        }
        @if let Some(minutes) = shown.minutes {
            @let steps = fitting_in(shown.own, minutes);
            @if steps.is_empty() {
                p { "Aucune étape ouverte ne tient en " (fr::rich(&fr::duration(minutes))) ". Essayez plus long, ou commencez-en une\u{202f}: ce que vous faites est gardé." }
            } @else {
                p { "En " (fr::rich(&fr::duration(minutes))) ", vous pouvez faire\u{202f}:" }
                (rows(steps.iter().map(|step| html! {
                    (go_link(step.title.as_str(), format!("{course}/etapes/{}", step.id)).arrow()) " " span.soft { (fr::rich(&fr::duration(step.minutes))) }
                })))
            }
        }
    }
}

/// What was typed to plan a step.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) step: String,
    pub(super) day: String,
    pub(super) hour: String,
}

pub(super) fn planning(
    frame: &Frame,
    shown: &Planning<'_>,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Page> {
    let followed = &shown.own.followed;
    let course = format!("/mes-parcours/{}", followed.enrolment.id);
    let here = format!("{course}/planification");
    let mut planned = Vec::new();
    for plan in &shown.plans {
        let mut steps = shown.own.edition.path.iter().flat_map(|part| &part.steps);
        let Some(step) = steps.find(|step| step.id == plan.step) else {
            continue;
        };
        let what = go_link(step.title.as_str(), course.as_str());
        planned.push(date_block(local(&followed.session, plan.at)?, what).body(html! {
            p { (fr::rich(&fr::time_words(local(&followed.session, plan.at)?.time()))) ", " (fr::rich(&fr::duration(step.minutes))) }
            (form(frame, &format!("{here}/retrait"), html! {
                input type="hidden" name="etape" value=(step.id);
                p.actions {
                    (link_button("Changer le moment", format!("{here}?etape={}", step.id)).quiet().small())
                    (Button::plain("Ne plus prévoir").quiet().small())
                }
            }))
        }));
    }
    let choices = remaining(shown.own).map(|step| {
        (
            step.id.to_string(),
            format!("{} ({})", step.title, fr::duration(step.minutes)),
        )
    });
    let fields = html! {
        (Select::new("etape", "Étape").option("", "Choisir").options(choices).value(typed.step.as_str()).error(errors.get("etape")).required())
        (TextField::new("jour", "Jour").date().value(typed.day.as_str()).error(errors.get("jour")).required())
        (TextField::new("heure", "Heure").time().value(typed.hour.as_str()).error(errors.get("heure")).required())
        p.actions { (Button::primary("Prévoir")) }
    };
    let page = Page::new("Prévoir mes étapes")
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(followed.session.title.as_str(), course.as_str())
        .work()
        .about(html! { "Ce que vous prévoyez ne regarde que vous. Heures de la " (followed.session.region_name) "." })
        .errors(errors)
        .body(html! {
            (section("moment", "Choisir un moment", html! {}, form(frame, &here, fields)))
            (section("moment-libre", "J’ai un moment", html! {}, moment(shown, &here)))
            (section("repartir", "Tout prévoir d’un coup", html! {}, html! {
                p { "Dites vos jours et votre temps\u{202f}: la plateforme propose un moment pour chaque étape." }
                p { (go_link("Répartir ce qui reste jusqu’à la fin", format!("{course}/repartition")).icon("calendar-plus")) }
            }))
            @if !planned.is_empty() { (section("prevu", "Ce qui est prévu", html! {}, rows(planned))) }
        });
    Ok(match shown.undo {
        Some(batch) => page.undo(undo(frame, (followed.enrolment.id, batch), "")),
        None => page,
    })
}

//! A month, as a list or as a table; the steps that one plans; the private address.

use jiff::civil::Date;
use learning::planning::Plan;
use platform::Result;
use platform::html::{
    Button, DateBlock, Empty, FormErrors, Frame, Markup, Notice, Page, Select, Tab, TextField, date_block,
    form, fr, go_link, html, link_button, rows, section, tabs, wide_section,
};
use training::enrolment::EnrolmentId;
use training::sessions::local;

use super::entries::Entry;
use super::plans::{MOMENTS, fitting_in, remaining};
use super::rules::Month;
use crate::own::Own;

/// What the calendar shows.
pub(super) struct Shown<'a> {
    pub(super) month: Month,
    pub(super) today: Date,
    pub(super) as_month: bool,
    pub(super) entries: &'a [Entry],
    /// The courses that are followed then, by their title.
    pub(super) courses: &'a [(String, EnrolmentId)],
    pub(super) has_feed: bool,
}

fn address_of(month: Month, as_month: bool) -> String {
    let view = if as_month { "&vue=mois" } else { "" };
    format!("/calendrier?mois={}{view}", month.code())
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>) -> Page {
    let name = fr::capitalise(&fr::month_year(shown.month.first()));
    let way = |label: &str, month| link_button(label, address_of(month, shown.as_month)).quiet();
    let views = [
        Tab::new("Liste", address_of(shown.month, false)).current(!shown.as_month),
        Tab::new("Mois", address_of(shown.month, true)).current(shown.as_month),
    ];
    Page::new("Calendrier")
        .crumb("Accueil", "/")
        .about("Vos sessions, vos rendez-vous, ce qui est à faire et ce que vous avez prévu. Les heures sont celles de la CMA nommée à côté.")
        .body(html! {
            (tabs("Vue", &views))
            (wide_section("mois", &name, html! {}, html! {
                p.actions {
                    (way("Mois précédent", shown.month.before()).icon("chevron-left"))
                    (way("Aujourd’hui", Month::of(shown.today)))
                    (way("Mois suivant", shown.month.after()).icon_after("chevron-right"))
                }
                @if shown.as_month { (table(shown, &name)) } @else { (list(shown.entries)) }
            }))
            @if !shown.courses.is_empty() {
                (section("planifier", "Prévoir mes étapes", html! {}, rows(shown.courses.iter().map(|(title, id)| {
                    go_link(title.as_str(), format!("/mes-parcours/{id}/planification")).icon("calendar-days")
                }))))
            }
            (section("abonnement", "Dans votre agenda", html! {}, subscription(frame, shown.has_feed)))
        })
}

fn list(entries: &[Entry]) -> Markup {
    if entries.is_empty() {
        let empty = Empty::new("Rien ce mois-ci").icon("calendar-days").level(3);
        return html! { (empty.why("Les mois voisins ont peut-être quelque chose.")) };
    }
    rows(entries.iter().map(|entry| {
        let what = html! { a href=(entry.href) { (entry.title) } };
        let block = match entry.hours {
            Some((start, _)) => date_block(start, what),
            None => DateBlock::day(entry.day, what),
        };
        block.body(html! {
            p {
                (entry.kind.words())
                @if let Some((start, end)) = entry.hours { ", " (fr::rich(&fr::time_range(start.time(), end.time()))) }
                @if !entry.place.is_empty() { ". " (entry.place) }
            }
            p.soft { (entry.of) }
        })
    }))
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("lun.", "lundi"),
    ("mar.", "mardi"),
    ("mer.", "mercredi"),
    ("jeu.", "jeudi"),
    ("ven.", "vendredi"),
    ("sam.", "samedi"),
    ("dim.", "dimanche"),
];

fn table(shown: &Shown<'_>, name: &str) -> Markup {
    html! {
        table.month {
            caption.visually-hidden { (name) }
            thead { tr { @for (short, long) in WEEKDAYS { th scope="col" { abbr title=(long) { (short) } } } } }
            tbody {
                @for week in shown.month.weeks() {
                    tr {
                        @for day in week {
                            @match day {
                                None => td {},
                                Some(day) => (cell(shown, day)),
                            }
                        }
                    }
                }
            }
        }
        (list(shown.entries))
    }
}

fn cell(shown: &Shown<'_>, day: Date) -> Markup {
    let mut of_day = shown.entries.iter().filter(|entry| entry.day == day).peekable();
    let current = (day == shown.today).then_some("date");
    html! {
        td aria-current=[current] data-full[of_day.peek().is_some()] {
            span.number { (day.day()) }
            @if of_day.peek().is_some() {
                ul { @for entry in of_day { li { a href=(entry.href) { (entry.title) } } } }
            }
        }
    }
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
            (TextField::new("adresse", "Adresse privée").value(address).readonly().literal())
            p { (go_link("Revenir au calendrier", "/calendrier")) }
        })
}

/// The steps of a course, and when they are planned.
pub(super) struct Planning<'a> {
    pub(super) own: &'a Own,
    pub(super) plans: Vec<Plan>,
    /// How long they said that they have.
    pub(super) minutes: Option<u32>,
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
        let what = html! { a href=(course) { (step.title) } };
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
    Ok(Page::new("Prévoir mes étapes")
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(followed.session.title.as_str(), course.as_str())
        .work()
        .about(html! { "Ce que vous prévoyez ne regarde que vous. Heures de la " (followed.session.region_name) "." })
        .errors(errors)
        .body(html! {
            (section("moment", "Choisir un moment", html! {}, form(frame, &here, fields)))
            (section("moment-libre", "J’ai un moment", html! {}, moment(shown, &here)))
            @if !planned.is_empty() { (section("prevu", "Ce qui est prévu", html! {}, rows(planned))) }
        }))
}

//! What a tutor says of their time.

use platform::html::{
    Button, Choice, Choices, Empty, Form, FormErrors, Frame, Markup, Notice, Page, TextField, columns, fr,
    go_link, html, rows, section,
};

use super::routes::Mine;
use super::rules::{Absence, Declared, HalfDays, Part, Typed, WEEK};

/// The week, as typed.
pub(super) struct Week {
    pub(super) half_days: HalfDays,
    pub(super) most: String,
    pub(super) revision: i64,
    /// What another window has written meanwhile.
    pub(super) beside: Option<(HalfDays, Option<u32>)>,
}

impl Week {
    pub(super) fn of(declared: &Declared) -> Self {
        Self {
            half_days: declared.half_days,
            most: declared.most.map(|most| most.to_string()).unwrap_or_default(),
            revision: declared.revision,
            beside: None,
        }
    }
}

fn base() -> Page {
    Page::new("Mes disponibilités").crumb("Accueil", "/")
}

pub(super) fn nobody(why: &str) -> Page {
    base().body(
        Empty::new("Cette page est celle des tuteurs")
            .icon("calendar-days")
            .level(2)
            .why(why)
            .way(go_link("Revenir à l’accueil", "/")),
    )
}

pub(super) fn page(
    frame: &Frame,
    mine: &Mine,
    declared: &Declared,
    week: &Week,
    errors: &FormErrors,
) -> Page {
    base()
        .work()
        .about(html! {
            "Votre CMA les regarde quand elle choisit les tuteurs d’une session. Elles ne vous engagent à rien. Jours et heures de la "
            (mine.house) "."
        })
        .errors(errors)
        .body(html! {
            (section("semaine", "Ma semaine", html! {}, form(frame, week, errors)))
            (section("absences", "Mes absences à venir", html! {}, absences(frame, &declared.absences)))
        })
}

fn form(frame: &Frame, week: &Week, errors: &FormErrors) -> Markup {
    let days = WEEK.map(|(day, name)| {
        let parts = Part::ALL.map(|part| {
            Choice::new(part.code(), fr::capitalise(part.label())).checked(week.half_days.has(day, part))
        });
        let group = Choices::checkbox(name, fr::capitalise(name)).beside();
        parts
            .into_iter()
            .fold(group, Choices::choice)
            .error(errors.get(name))
    });
    html! {
        @if let Some(beside) = &week.beside { (Notice::warn(said(beside)).title("Ce qui est enregistré").level(3)) }
        (Form::post(frame, "/mes-disponibilites").body(html! {
            input type="hidden" name="revision" value=(week.revision);
            p { "Cochez les demi-journées où l’on peut d’habitude compter sur vous. Le matin va jusqu’à 13\u{202f}h, la soirée commence à 18\u{202f}h." }
            (columns(days))
            (TextField::new("limite", "Apprenants à la fois").number().between("1", "500").value(&*week.most).optional().short()
                .hint("Le plus grand nombre que vous pouvez suivre en même temps.").error(errors.get("limite")))
            p.actions.mt { (Button::primary("Enregistrer ma semaine")) }
        }))
    }
}

/// « lundi matin. 20 apprenants au plus. ».
fn said((half_days, most): &(HalfDays, Option<u32>)) -> String {
    let days = match half_days.is_empty() {
        true => "Aucune demi-journée".to_owned(),
        false => fr::capitalise(&half_days.words()),
    };
    match most {
        None => format!("{days}. Pas de nombre d’apprenants."),
        Some(most) => format!(
            "{days}. {} au plus.",
            fr::count(u64::from(*most), "apprenant", "apprenants")
        ),
    }
}

fn absences(frame: &Frame, held: &[Absence]) -> Markup {
    let lines = held.iter().map(|absence| {
        let days = fr::days(absence.first, absence.last);
        html! {
            p { strong { (fr::rich(&fr::capitalise(&days))) } }
            @if let Some(reason) = &absence.reason { p.soft { (reason) } }
            (Form::post(frame, "/mes-disponibilites/absences/retrait").bare().body(html! {
                input type="hidden" name="absence" value=(absence.id);
                div.actions { (Button::plain(format!("Retirer l’absence {days}")).small().quiet().icon("trash-2")) }
            }))
        }
    });
    html! {
        @if held.is_empty() { p.soft { "Aucune. Congés, formation, déplacement\u{202f}: notez ici les jours où l’on ne peut pas compter sur vous." } }
        @else { (rows(lines)) }
        p.actions.mt { (Button::plain("Noter une absence").icon("calendar-plus").href("/mes-disponibilites/absences/nouvelle")) }
    }
}

pub(super) fn new(frame: &Frame, typed: &Typed, errors: &FormErrors) -> Page {
    let day = |name: &'static str, label: &'static str, value: &str| {
        let field = TextField::new(name, label).date().value(value).required();
        field.error(errors.get(name))
    };
    Page::new("Noter une absence")
        .crumb("Accueil", "/")
        .crumb("Mes disponibilités", "/mes-disponibilites")
        .work()
        .about("Le premier et le dernier jour comptent. Pour un seul jour, donnez deux fois la même date.")
        .errors(errors)
        .body(Form::post(frame, "/mes-disponibilites/absences").body(html! {
            (day("du", "Premier jour", &typed.first))
            (day("au", "Dernier jour", &typed.last))
            (TextField::new("motif", "Raison").value(&*typed.reason).optional().autocomplete("off")
                .hint("Lu seulement par vous et par ceux qui choisissent les tuteurs.").error(errors.get("motif")))
            p.actions.mt {
                (Button::primary("Noter l’absence"))
                (Button::plain("Revenir à mes disponibilités").href("/mes-disponibilites"))
            }
        }))
}

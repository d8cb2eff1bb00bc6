//! The pages of badges.

use catalogue::courses::Course;
use platform::html::{
    Badge, Button, Column, Empty, Form, FormErrors, Frame, Markup, Page, Row, Select, State, Table,
    TextField, fr, html, section, wide_section,
};
use training::sessions::days;

use super::rules::{ICONS, Typed, WonBy};
use super::store::{Award, Rule};

/// « Gagné le 4 novembre 2026 », by the clocks of the region where.
fn won(award: &Award) -> String {
    match days(award.won_at, award.won_at, &award.zone) {
        Ok((day, _)) => format!("Gagné le {}", fr::date_words_with_year(day)),
        Err(_) => "Gagné".to_owned(),
    }
}

fn token(award: &Award) -> Badge {
    Badge::earned(
        award.name.as_str(),
        award.icon.as_str(),
        html! { (award.story) br; (fr::rich(&won(award))) },
    )
}

/// A few badges, the latest first, for a page that is about something else.
pub fn badges(awards: &[Award], most: usize) -> Markup {
    let few = awards
        .iter()
        .take(most)
        .map(|award| Badge::earned(award.name.as_str(), award.icon.as_str(), fr::rich(&won(award))));
    Badge::list(&few.collect::<Vec<_>>())
}

fn address(public_url: &str, award: &Award) -> Option<String> {
    Some(format!("{public_url}/badges/partages/{}", award.shared_as?))
}

/// What somebody won, what is left to win.
pub(super) fn wall(frame: &Frame, (won, left): (&[Award], &[Rule]), public_url: &str) -> Page {
    Page::new("Mes badges")
        .crumb("Accueil", "/")
        .about("Ils se gagnent en suivant vos parcours. Ils sont à vous\u{202f}: personne ne les voit, sauf qui reçoit le lien que vous créez.")
        .body(html! {
            @if won.is_empty() {
                (Empty::new("Pas encore de badge").icon("award").level(2).why("Le premier n’est pas loin\u{202f}: voyez plus bas comment le gagner."))
            } @else {
                (wide_section("gagnes", "Gagnés", html! {}, html! { ul.badges { @for award in won { li.stack { (token(award)) (acts(frame, award, public_url)) } } } }))
            }
            @if !left.is_empty() {
                (wide_section("a-gagner", "À gagner", html! {}, Badge::list(&left.iter().map(todo).collect::<Vec<_>>())))
            }
        })
}

fn todo(rule: &Rule) -> Badge {
    let course = rule
        .title
        .as_deref()
        .map(|title| format!(" Dans le parcours {}.", fr::quote(title)));
    Badge::todo(
        rule.name.as_str(),
        rule.icon.as_str(),
        html! { (rule.story) @if let Some(course) = course { (fr::rich(&course)) } },
    )
}

fn acts(frame: &Frame, award: &Award, public_url: &str) -> Markup {
    let of = html! { span.visually-hidden { " «\u{202f}" (award.name) "\u{202f}»" } };
    let share = |value: &'static str, words: &'static str| {
        Form::post(frame, format!("/mes-badges/{}/partage", award.id))
            .bare()
            .body(html! {
                button.button.small name="montrer" value=(value) { (words) (of) }
            })
    };
    html! {
        @if let Some(address) = address(public_url, award) {
            p.small { "Visible par qui a ce lien\u{202f}: " a href=(address) { (address) } }
        }
        div.actions {
            @match award.shared_as {
                None => (share("oui", "Créer un lien")),
                Some(_) => (share("non", "Ne plus montrer")),
            }
            a.button.small.quiet href=(format!("/mes-badges/{}/fichier", award.id)) download { "Télécharger" (of) }
        }
    }
}

/// A badge as its holder shows it.
pub(super) fn shown(award: &Award, holder: &str, issuer: &str) -> Page {
    Page::new(award.name.as_str())
        .about(html! { "Badge de " strong { (holder) } ", remis par " (issuer) "." })
        .body(html! {
            (section("badge", "Ce que dit ce badge", html! {}, html! { (token(award)) }))
            (section("verifier", "Le vérifier", html! {}, html! {
                p { "Ce badge est un justificatif Open Badges 3.0, signé par la plateforme\u{202f}: un portefeuille numérique ou un site d’emploi le vérifie seul." }
                div.actions { a.button.small href=(format!("/badges/partages/{}/fichier", award.shared_as.unwrap_or_default())) download { "Télécharger le badge signé" } }
            }))
        })
}

/// What wins badges, and a form for one more.
pub(super) fn office(
    frame: &Frame,
    (rules, courses): (&[Rule], &[Course]),
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    Page::new("Badges")
        .crumb("Accueil", "/")
        .work()
        .about("Un badge se gagne tout seul, une fois par personne, dès que ce qu’il demande est fait. Ce qui a été fait avant qu’il existe ne compte pas.")
        .errors(errors)
        .body(html! {
            (wide_section("regles", "Ce qui se gagne", html! {}, table(frame, rules)))
            (section("nouveau", "Ajouter un badge", html! {}, form(frame, courses, typed, errors)))
        })
}

fn condition(rule: &Rule) -> String {
    let what = match rule.won_by {
        WonBy::Forum | WonBy::Course => rule.won_by.label().to_owned(),
        WonBy::Modules => format!(
            "Terminer {}",
            fr::count(u64::from(rule.wanted), "module", "modules")
        ),
        WonBy::Percent => format!("Obtenir {}\u{202f}% ou plus à une étape", rule.wanted),
    };
    match &rule.title {
        Some(title) => format!("{what}, dans {}", fr::quote(title)),
        None => what,
    }
}

fn table(frame: &Frame, rules: &[Rule]) -> Markup {
    let rows = rules.iter().map(|rule| {
        let name = html! { span.visually-hidden { " «\u{202f}" (rule.name) "\u{202f}»" } };
        let (act, words) = if rule.stopped {
            ("reprendre", "Reprendre")
        } else {
            ("arreter", "Arrêter")
        };
        let state = if rule.stopped {
            State::todo("Arrêté")
        } else {
            State::done("En vigueur")
        };
        Row::new(html! { (rule.name) br; span.soft.small { (rule.story) } })
            .cell(fr::rich(&condition(rule)))
            .cell(state)
            .cell(rule.won.to_string())
            .cell(
                Form::post(frame, format!("/regles-de-badges/{}", rule.id))
                    .bare()
                    .body(html! {
                        button.button.small name="acte" value=(act) { (words) (name) }
                    }),
            )
    });
    let table = Table::new("Les badges, ceux qui se gagnent d’abord")
        .hide_caption()
        .columns(["Badge", "Ce qui le fait gagner", "État"])
        .column(Column::new("Gagné").numeric())
        .column(Column::actions("Actions"))
        .rows(rows);
    html! { (table) }
}

fn form(frame: &Frame, courses: &[Course], typed: &Typed, errors: &FormErrors) -> Form {
    let kinds = WonBy::ALL.map(|kind| (kind.code(), kind.label()));
    Form::post(frame, "/regles-de-badges").body(html! {
        (TextField::new("nom", "Nom").value(typed.name.as_str()).required().maxlength(60).error(errors.get("nom")))
        (TextField::new("histoire", "Comment il se gagne").value(typed.story.as_str()).required().maxlength(160)
            .hint("En une phrase, que lit l’apprenant\u{202f}: «\u{202f}Terminer trois modules.\u{202f}»").error(errors.get("histoire")))
        (Select::new("dessin", "Dessin").options(ICONS).value(typed.icon.as_str()).error(errors.get("dessin")))
        (Select::new("fait", "Ce qui le fait gagner").options(kinds).value(typed.won_by.as_str()).error(errors.get("fait")))
        (TextField::new("nombre", "Nombre").number().value(typed.wanted.as_str())
            .hint("Combien de modules, ou quel pourcentage. Rien à dire pour le forum et pour un parcours.").error(errors.get("nombre")))
        (Select::new("parcours", "Parcours").option("", "N’importe lequel")
            .options(courses.iter().map(|course| (course.id.to_string(), course.title.as_str()))).value(typed.course.as_str()).error(errors.get("parcours")))
        p.actions { (Button::primary("Ajouter le badge").icon("plus")) }
    })
}

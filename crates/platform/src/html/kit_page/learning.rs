//! Progress, the rule, steps, cards, badges, dates, the ticket.

use super::part;
use crate::html::{
    Badge, Button, Card, DateBlock, Markup, Modality, Path, Progress, Row, Ruler, State, Step, Table, Ticket,
    date_block, dock, duration_tag, fits, fr, go_link, html, left_box, ring, rows, stages, wide_section,
};
use jiff::civil::{Date, date};

const START: Date = date(2026, 11, 2);
const TODAY: Date = date(2026, 11, 12);

pub(super) fn parts() -> Markup {
    html! {
        (part("k-progression", "Progression", "Le chiffre est toujours écrit.", &progress()))
        (wide_section("k-regle", "La règle", "Une encoche par jour ; avant, pendant et après.", rulers()))
        (wide_section("k-ticket", "Le ticket", "La seule chose posée sur l’établi.", ticket()))
        (part("k-etapes", "Étapes d’un parcours", "Modalité, durée, état ; un verrou dit pourquoi et ce qui l’ouvre.", &path()))
        (part("k-reste", "Ce qui reste", "À côté des étapes, ou au bas d’un téléphone.", &left()))
        (part("k-carte", "Carte", "Pour choisir entre semblables, rien d’autre.", &cards()))
        (part("k-badge", "Badges et dates", "", &badges()))
    }
}

fn progress() -> Markup {
    html! {
        div.field { (Progress::new("etapes", "Étapes terminées", 4, 9)) }
        div.field { (Progress::unknown("import", "Import en cours", "quelques secondes")) }
        (Table::new("Dans un tableau").columns(["Nom", "Étapes"])
            .row(Row::new("Yannick Guillou").cell(Progress::new("", "Étapes terminées par Yannick Guillou", 1, 9).cell())))
        p.actions { (ring(44, "du parcours")) (ring(100, "du parcours")) }
        (stages("Créer une session", &["Parcours", "Dates", "Apprenants", "Tuteurs", "Relecture"], 2))
    }
}

fn rulers() -> Markup {
    html! {
        (Ruler::new(START, 30, TODAY).event(date(2026, 11, 10), "Classe virtuelle").event(date(2026, 11, 20), "Sur place"))
        div.mt {
            (Ruler::new(START, 30, START).event(date(2026, 11, 3), "Classe virtuelle").event(date(2026, 11, 6), "Sur place"))
        }
        div.mt { (Ruler::new(START, 60, date(2026, 10, 28)).event(date(2026, 12, 28), "Sur place")) }
        div.mt { (Ruler::new(START, 30, date(2026, 12, 28))) }
    }
}

fn ticket() -> Markup {
    html! {
        (Ticket::new("k-reprendre", "Photographier son travail")
            .eyebrow("Vous en étiez là : étape 5 sur 9")
            .meta(html! { (Modality::SelfPaced) (duration_tag(html! { strong { "encore " (fr::duration(12)) } })) })
            .progress(Progress::new("k-avancement", "Écran", 9, 14))
            .act(Button::plain("Reprendre").large().icon("play").href("#k-ticket"))
            .stub(html! {
                h2 { "J’ai 15 minutes" }
                nav.minutes aria-label="Temps dont je dispose" {
                    a href="#k-ticket" { (fr::duration(5)) }
                    a href="#k-ticket" aria-current="true" { (fr::duration(15)) }
                    a href="#k-ticket" { (fr::duration(30)) }
                    a href="#k-ticket" { (fr::duration(60)) }
                }
                (fits([
                    (html! { a href="#k-ticket" { "Finir " (fr::quote("Photographier son travail")) } }, fr::duration(12)),
                    (html! { a href="#k-ticket" { "Relire la fiche du module 2" } }, fr::duration(5)),
                ]))
            }))
        (Ticket::new("k-commencer", "Où j’en suis aujourd’hui")
            .eyebrow("Pour commencer : étape 1 sur 9")
            .act(Button::plain("Commencer").large().icon("play").href("#k-ticket")))
    }
}

fn path() -> Markup {
    html! {
        (Path::new()
            .step(Step::done(1, "Où j’en suis aujourd’hui").href("#s1").modality(Modality::Quiz).duration(fr::duration(10))
                .outcome(State::done("Terminé")).outcome("Score : 45 %"))
            .step(Step::todo(2, "Les bases de l’ordinateur").icon("circle-slash").href("#s2")
                .modality(Modality::SelfPaced).duration(fr::duration(45))
                .outcome(State::todo("Dispensé").icon("circle-slash"))
                .outcome("Votre positionnement l’a montré : vous savez déjà."))
            .step(Step::now(3, "Photographier son travail").href("#s3").modality(Modality::SelfPaced)
                .duration(html! { (fr::duration(45)) ", " strong { "encore " (fr::duration(12)) } })
                .outcome(State::now("En cours")).outcome("Écran 9 sur 14")
                .actions(Button::plain("Reprendre").icon("play").href("#s3")))
            .step(Step::todo(4, "Nos pages passées au crible").href("#s4").modality(Modality::Live)
                .duration(fr::duration(90)).outcome(State::todo("À venir").icon("calendar-days"))
                .outcome("Mardi 10 novembre, 18 h – 19 h 30"))
            .step(Step::todo(5, "Ma page passée au banc d’essai").href("#s5").modality(Modality::OnSite)
                .duration(fr::duration(210)).outcome(State::bad("Absence à excuser"))
                .outcome(html! { a href="#s5" { "Dire pourquoi" } }))
            .step(Step::todo(6, "Trois publications").href("#s6").modality(Modality::CaseStudy).duration(fr::duration(90))
                .outcome(State::warn("Remis, en attente de correction").icon("hourglass"))
                .outcome("Fabienne répond avant le lundi 30 novembre"))
            .step(Step::locked(7, "Quiz final").modality(Modality::Quiz).duration(fr::duration(20))
                .outcome(State::locked("Pas encore ouvert"))
                .why(html! {
                    "S’ouvre quand l’étude de cas est notée plus de 70 %. " a href="#s6" { "Voir l’étude de cas" }
                })))
    }
}

fn left() -> Markup {
    html! {
        div."field short" {
            (left_box(
                "k-il-reste",
                "Il vous reste",
                ("19", "jours"),
                &[("À votre rythme", "2 h 47"), ("En tout", "6 h 17 sur 10 h")],
                go_link("Répartir sur mes jours", "#k-reste").icon("calendar-days"),
            ))
        }
        (dock("Encore 19 jours", "6 h 17 de travail", &Button::plain("Reprendre").icon("play").href("#k-reste")))
    }
}

fn cards() -> Markup {
    html! {
        div.columns {
            (Card::new("Calculer mon prix de revient", "#c1").meta(duration_tag("12 h en 30 jours"))
                .body("Fixer ses prix sans y perdre."))
            (Card::new("Réussir ma stratégie Facebook", "#c2").meta(duration_tag("10 h en 30 jours"))
                .body("Une page qui amène des clients."))
        }
    }
}

fn badges() -> Markup {
    html! {
        (Badge::list(&[
            Badge::earned("Première parole", "messages-square", "Obtenu le 4 novembre"),
            Badge::todo("Bel ouvrage", "camera", "Plus de 70 % à l’étude de cas"),
        ]))
        div.mt-l {
            (date_block(date(2026, 11, 20).at(9, 0, 0, 0), "Ma page passée au banc d’essai")
                .body(html! { p { "Vendredi 20 novembre, 9 h – 12 h 30" } }))
        }
        (rows([
            date_block(date(2026, 11, 10).at(18, 0, 0, 0), "Nos pages passées au crible").small()
                .body(html! { p { "Mardi 10 novembre, 18 h – 19 h 30" } }),
            DateBlock::day(date(2026, 12, 1), "Fin de l’accès").small()
                .body(html! { p { "Les contenus se ferment à minuit." } }),
        ]))
    }
}

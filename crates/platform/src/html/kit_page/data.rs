//! Tables, tabs, dialogs, menus, charts, timelines.

use super::part;
use crate::html::{
    Button, Chart, Column, Dialog, Frame, Markup, Menu, MenuItem, Pages, Row, Sort, State, Tab, Table,
    Timeline, html, pagination, tabs,
};

pub(super) fn parts(frame: &Frame) -> Markup {
    html! {
        (part("k-tableau", "Tableau", "Triable, sélectionnable, paginé ; en fiches quand la place manque.", &table()))
        (part("k-onglets", "Onglets", "Des liens vers les vues d’une même chose.", &tabs("Exemple d’onglets", &[
            Tab::new("Étapes", "#k-onglets").current(true),
            Tab::new("Forum", "#k-onglets").count(2, "nouveau message", "nouveaux messages"),
            Tab::new("Documents et fiches", "#k-onglets"),
        ])))
        (part("k-dialogue", "Dialogue", "Une question, ses conséquences, deux réponses.", &dialogs()))
        (part("k-menu", "Menu", "Sous son bouton ; en bas de l’écran sur un téléphone.", &menus(frame)))
        (part("k-graphique", "Graphique", "Les mêmes chiffres, toujours, en tableau.", &chart()))
        (part("k-frise", "Frise", "Ce qui s’est passé, dans l’ordre.", &timeline()))
    }
}

fn table() -> Markup {
    let table = Table::new("Lignes du fichier : contrôle avant import")
        .pick("ligne")
        .column(Column::new("Nom").sort("#k-tableau", Sort::Ascending))
        .column(Column::new("Commune").sort("#k-tableau", Sort::Possible))
        .columns(["Effet"])
        .column(Column::new("Ligne").numeric())
        .column(Column::actions("Actions"))
        .row(
            line(
                "Abdoulaye Diallo",
                "Vannes",
                &State::good("Sera créé").icon("plus"),
                3,
            )
            .picked(true),
        )
        .row(
            line(
                "Claire Rousseau",
                "Dinan",
                &State::now("Sera mise à jour : téléphone").icon("pencil"),
                4,
            )
            .picked(true),
        )
        .row(line(
            "Gaëlle Morvan",
            "Brest",
            &State::todo("Ignorée : déjà inscrite").icon("circle-slash"),
            5,
        ))
        .row(line(
            "Inès Ferreira",
            "Quimper",
            &State::bad("Refusée : e‑mail sans « @ »").icon("circle-alert"),
            6,
        ));
    let pages = Pages {
        current: 1,
        size: 4,
        total: 128,
    };
    html! {
        p.bulk {
            strong { "Deux personnes cochées" }
            (Button::plain("Leur écrire").small().icon("mail").inert())
            (Button::plain("Prolonger leur accès").small().icon("calendar-plus").inert())
        }
        (table)
        (pagination("Pages du tableau", pages, |page| format!("#page-{page}")))
    }
}

fn line(name: &str, town: &str, effect: &State, number: u32) -> Row {
    Row::new(name)
        .cell(town)
        .cell(effect)
        .cell(number)
        .cell(
            Button::plain(format!("Voir {name}"))
                .quiet()
                .small()
                .icon("eye")
                .icon_only()
                .href("#k-tableau"),
        )
        .pick(number.to_string(), name)
}

fn dialogs() -> Markup {
    html! {
        p { (Button::plain("Ouvrir le dialogue").opens("dialogue-vrai")) }
        (Dialog::new("dialogue-vrai", "Prolonger l’accès de deux personnes ?")
            .level(3)
            .body(html! { p { "Yannick Guillou et Erwan Kervella pourront suivre les modules jusqu’au mardi 15 décembre." } })
            .answers(html! {
                (Button::primary("Prolonger").closes("dialogue-vrai"))
                (Button::plain("Ne rien changer").closes("dialogue-vrai"))
            }))
        (Dialog::new("dialogue-ouvert", "Supprimer le compte de Loïc Le Goff ?")
            .level(3)
            .shown()
            .body(html! {
                p {
                    "Son nom, ses messages et ses productions disparaissent, sauvegardes comprises. Ses feuilles "
                    "d’émargement restent six ans : la loi l’exige."
                }
                p { "Vous avez dix jours pour revenir en arrière." }
            })
            .answers(html! {
                (Button::plain("Supprimer le compte").danger().icon("trash-2").inert())
                (Button::plain("Garder le compte").inert())
            }))
    }
}

fn menus(frame: &Frame) -> Markup {
    let items = [
        MenuItem::link("Dupliquer la session", "#k-menu").icon("copy"),
        MenuItem::link("Exporter le suivi", "#k-menu").icon("download"),
        MenuItem::post(frame, "Supprimer", "/kit")
            .icon("trash-2")
            .danger()
            .apart(),
    ];
    let menu = items
        .iter()
        .cloned()
        .fold(Menu::new("menu-vrai", "Autres actions"), Menu::item);
    html! {
        p { (menu) }
        div.field { ul.menu { @for item in &items { (item) } } }
    }
}

fn chart() -> Markup {
    html! {
        (Chart::new(
            "Attestations délivrées en Bretagne cet automne. Novembre est en cours.",
            "Attestations délivrées par mois",
        )
        .heads("Mois", "Attestations", "Inscrits")
        .bar("Septembre", 38, 42)
        .bar("Octobre", 47, 51)
        .bar("Novembre", 12, 36)
        .open())
    }
}

fn timeline() -> Markup {
    html! {
        (Timeline::new()
            .done("2026-11-02T09:12", "Lundi 2 novembre, 9 h 12", "Monique ouvre le parcours pour la première fois.")
            .done("2026-11-04T20:40", "Mercredi 4 novembre, 20 h 40", "Première visite au forum : badge « Première parole ».")
            .to_come("2026-11-20T09:00", "Vendredi 20 novembre, 9 h", "Demi-journée sur place, à venir."))
    }
}

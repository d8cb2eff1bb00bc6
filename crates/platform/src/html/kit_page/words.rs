//! Colours, text, buttons, links, messages, states.

use super::part;
use crate::html::{
    AvatarSize, Button, Contact, Disclosure, Empty, Markup, Modality, Notice, SaveState, State, avatar,
    disclosure, duration_tag, fr, go_link, html,
};

pub(super) fn parts() -> Markup {
    html! {
        (part("k-couleurs", "Couleurs", "Chaque teinte a un seul métier.", &colours()))
        (part("k-texte", "Texte", "Titres en Bricolage Grotesque, texte en Atkinson Hyperlegible Next.", &text()))
        (part("k-boutons", "Boutons", "Un seul bouton plein par page.", &buttons()))
        (part("k-liens", "Liens", "", &links()))
        (part("k-messages", "Messages", "Ils disent pourquoi, et ce qu’on peut faire.", &notices()))
        (part("k-etats", "États et modalités", "Toujours une icône et un mot ; la couleur ne fait que confirmer.", &states()))
        (part("k-vide", "Vide", "On dit pourquoi, et ce qui le remplira.", &empty()))
        (part("k-personnes", "Personnes", "Des initiales ; toujours le nom.", &people()))
        (part("k-depliant", "Dépliant", "Questions fréquentes, transcriptions.", &disclosures()))
    }
}

fn colours() -> Markup {
    let colours = [
        ("Papier : la page", "--paper"),
        ("Feuille : posée dessus", "--sheet"),
        ("Creux : pied, rail", "--sunk"),
        ("Encre : le texte", "--ink"),
        ("Encre douce : l’aide", "--ink-soft"),
        ("Brique : la marque", "--brand"),
        ("Bleu de travail : agir", "--action"),
        ("Laiton : ce qui est acquis", "--brass"),
        ("Vert : en ordre", "--good"),
        ("Minium : à surveiller", "--warn"),
        ("Carmin : à corriger", "--bad"),
        ("Jaune : le focus", "--focus-halo"),
    ];
    html! {
        ul.columns {
            @for (name, token) in colours {
                li.contact {
                    svg.avatar aria-hidden="true" {
                        rect width="100%" height="100%" fill={ "var(" (token) ")" } stroke="var(--line-strong)" stroke-width="2" {}
                    }
                    div { p.small { strong { (name) } } p."small soft" { (token) } }
                }
            }
        }
    }
}

fn text() -> Markup {
    html! {
        p.lead {
            "Une phrase d’introduction : " (fr::quote("Vos formations vous attendent là où vous les avez laissées."))
        }
        div.prose {
            h3 { "Titre de niveau trois" }
            p {
                "Un paragraphe tient en soixante-deux signes par ligne. Un " a href="#k-texte" { "lien dans le texte" }
                " est toujours souligné. Les durées s’écrivent " (fr::duration(25)) " ou " (fr::duration(90))
                ", les dates en toutes lettres : " (fr::date(jiff::civil::date(2026, 12, 1))) ", "
                (fr::time_range(jiff::civil::time(9, 0, 0, 0), jiff::civil::time(12, 30, 0, 0))) "."
            }
            h4 { "Titre de niveau quatre" }
            p."small soft" { "Texte second, pour une précision qui peut attendre." }
        }
    }
}

fn buttons() -> Markup {
    html! {
        p.actions { (Button::primary("Reprendre").large().icon("play").inert()) }
        p.actions {
            (Button::primary("Enregistrer").inert())
            (Button::primary("Survolé").inert().show("hover"))
            (Button::primary("Au clavier").inert().show("focus"))
            (Button::primary("Envoi en cours…").icon("refresh-cw").inert().busy())
            (Button::primary("Désactivé").inert().disabled())
        }
        p.actions {
            (Button::plain("Imprimer").icon("printer").inert())
            (Button::plain("Survolé").inert().show("hover"))
            (Button::plain("Au clavier").inert().show("focus"))
            (Button::plain("Désactivé").inert().disabled())
        }
        p.actions {
            (Button::plain("Classer").quiet().icon("check").inert())
            (Button::plain("Survolé").quiet().inert().show("hover"))
            (Button::plain("Supprimer le compte").danger().icon("trash-2").inert())
            (Button::plain("Survolé").danger().inert().show("hover"))
            (Button::plain("Petit").small().icon("mail").inert())
            (Button::plain("Autres actions").icon("ellipsis").icon_only().inert())
        }
        p."small soft" {
            "Un bouton désactivé dit toujours pourquoi, juste à côté : " (State::locked("Il manque la signature de Loïc."))
        }
    }
}

fn links() -> Markup {
    html! {
        p {
            a href="#k-liens" { "Lien simple" } " · " a href="#k-liens" data-show="hover" { "Survolé" } " · "
            a href="#k-liens" data-show="focus" { "Au clavier" } " · " a.external href="#k-liens" { "Site de la CMA" }
        }
        p { (go_link("Tous mes résultats", "#k-liens").arrow()) }
        p { (go_link("Écrire à Fabienne", "#k-liens").icon("mail")) }
    }
}

fn notices() -> Markup {
    html! {
        (Notice::info(html! {
            p { "Rien de ce que vous y faites n’entre dans les chiffres. " a href="#k-messages" { "Avancer de 7 jours" } }
        }).title("La session d’essai est à vous seul").level(3))
        (Notice::good("Douze apprenants inscrits. Chacun a reçu son e‑mail de bienvenue."))
        (Notice::warn(html! {
            p { "Pour ne rien compter deux fois, un seul onglet enregistre. " a href="#k-messages" { "Continuer ici" } }
        }).title("Ce module est déjà ouvert dans un autre onglet").level(3))
        (Notice::bad(html! {
            p {
                "La ligne 14 n’a pas de date de naissance. Rien n’a été importé. "
                a href="#k-messages" { "Télécharger les lignes refusées" }
            }
        }).title("Le fichier n’a pas pu être lu").level(3))
        (Notice::earned(html! { p { strong { "Badge obtenu : Main à la pâte." } " Vous avez terminé deux modules." } }))
    }
}

fn states() -> Markup {
    html! {
        p.meta {
            (State::done("Terminé")) (State::now("En cours")) (State::todo("À faire"))
            (State::todo("À venir").icon("calendar-days")) (State::locked("Pas encore ouvert"))
            (State::todo("Dispensé").icon("circle-slash"))
        }
        p.meta {
            (State::good("À jour")) (State::warn("En retard")) (State::bad("Absent"))
            (State::warn("À corriger").icon("hourglass"))
        }
        p.meta {
            (State::good("Validée").loud()) (State::now("Ouverte").loud())
            (State::warn("Il manque une signature").icon("signature").loud())
            (State::bad("Fermée demain").icon("clock").loud())
        }
        p.meta {
            @for modality in Modality::ALL { (modality) }
            (duration_tag(fr::duration(45)))
        }
        p.meta {
            (SaveState::Saved("Enregistré à 10 h 42".to_owned()))
            (SaveState::Waiting("En attente : 3 réponses partiront au retour du réseau".to_owned()))
            (SaveState::Lost("Non enregistré : gardez cette page ouverte".to_owned()))
        }
    }
}

fn empty() -> Markup {
    html! {
        (Empty::new("Aucune copie à corriger")
            .why("Les études de cas de novembre arriveront après la demi-journée du vendredi 20.")
            .way(go_link("Voir les dates de la session", "#k-vide").arrow()))
    }
}

fn people() -> Markup {
    html! {
        ul.columns {
            li {
                (Contact::new("Fabienne Caradec", "FC").about("Tutrice contenu")
                    .link(go_link("Écrire à Fabienne", "#k-personnes").icon("mail")))
            }
            li { (Contact::new("Karim Haddad", "KH").about("Sans photo")) }
        }
        p.actions {
            (avatar("ML", AvatarSize::Medium)) (avatar("RK", AvatarSize::Small)) span."small soft" { "moyen et petit" }
        }
    }
}

fn disclosures() -> Markup {
    let active: Disclosure = disclosure(
        "Que compte le temps actif ?",
        html! {
            p {
                "Les minutes où vous lisez, répondez ou cliquez. Le temps de connexion compte aussi les pauses ; le temps "
                "estimé est celui prévu par les auteurs."
            }
        },
    );
    html! {
        div {
            (active.open())
            (disclosure("Que se passe-t-il après 30 jours ?", html! {
                p { "Les contenus se ferment. Vos résultats, vos fiches et votre attestation restent." }
            }))
        }
    }
}

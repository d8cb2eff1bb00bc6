//! Fields, files, the summary of errors.

use super::part;
use crate::html::{
    Choice, Choices, FileField, Form, FormErrors, Frame, Markup, Progress, SaveState, Select, State,
    TextArea, TextField, error_summary, html,
};

pub(super) fn parts(frame: &Frame) -> Markup {
    html! {
        (part("k-champs", "Champs", "L’étiquette reste visible ; l’aide vient avant la saisie.", &html! {
            (Form::post(frame, "/kit").body(html! { (text_fields()) (other_fields()) (choices()) }))
        }))
        (part("k-depot", "Dépôt de fichier", "Reprend tout seul après une coupure.", &files()))
        (part("k-erreurs", "Résumé d’erreurs", "En haut de la page, il prend le focus.", &errors()))
    }
}

fn text_fields() -> Markup {
    html! {
        (TextField::new("entreprise", "Nom de l’entreprise").hint("Tel qu’il figure au répertoire des métiers.")
            .value("Les Gâteaux de Monique").autocomplete("off"))
        (TextField::new("telephone", "Téléphone").tel().optional().autocomplete("off").placeholder("06 12 34 56 78"))
        (TextField::new("email", "Adresse e‑mail").email().value("monique.lebihan@").autocomplete("off")
            .error(Some("Il manque la fin de l’adresse, par exemple « gmail.com ».")))
        (TextField::new("clavier", "Au clavier").value("Champ qui a le focus").show("focus"))
        (TextField::new("code", "Code de la session").value("FB-2026-11").readonly()
            .hint("Il ne change plus une fois la session ouverte."))
        (TextField::new("region", "Région").value("Bretagne").disabled()
            .hint("Seul l’administrateur national peut la changer."))
        (TextField::new("mot-de-passe", "Mot de passe").password().autocomplete("off")
            .hint("Douze caractères au moins ; une phrase convient très bien."))
        (TextField::new("date", "Date de la demi-journée").date().value("2026-11-20"))
        (TextField::new("heure", "Heure de début").time().value("09:00"))
        (TextField::new("note", "Note").number().value("82").unit("sur 100"))
    }
}

fn other_fields() -> Markup {
    html! {
        (Select::new("tuteur", "Tuteur").short()
            .options([("fc", "Fabienne Caradec"), ("kh", "Karim Haddad")]).value("fc"))
        (Select::new("parcours", "Parcours").option("", "Choisir un parcours").option("fb", "Réussir ma stratégie Facebook")
            .error(Some("Choisissez le parcours de la session.")))
        (TextArea::new("message", "Votre message")
            .hint("Gardé au fil de la saisie, même si vous fermez la page.")
            .value("Bonjour Monique, votre étude de cas est très réussie.")
            .after(SaveState::Saved("Brouillon enregistré à 10 h 42".to_owned())))
    }
}

fn choices() -> Markup {
    html! {
        (Choices::radio("format", "Format du retour")
            .choice(Choice::new("ecrit", "Écrit").checked(true))
            .choice(Choice::new("audio", "Audio").hint("Monique préfère écouter : c’est noté dans son profil."))
            .choice(Choice::new("video", "Vidéo (pas de caméra sur cet appareil)").disabled()))
        (Choices::checkbox("prevenir", "Me prévenir")
            .choices([("email", "Par e‑mail"), ("appareil", "Sur cet appareil")]).values(&["email"]))
        (Choices::checkbox("vendredi", "Vendredi").choices([("matin", "Matin"), ("apres-midi", "Après-midi"), ("soir", "Soir")])
            .values(&["matin", "soir"]).beside())
        (Choices::radio("presence", "Présence").choices([("oui", "Présent"), ("non", "Absent")])
            .error(Some("Dites si la personne était là.")))
    }
}

fn files() -> Markup {
    html! {
        (FileField::new("etude", "Votre étude de cas").hint("Texte, photo, son ou vidéo, jusqu’à 2 Go."))
        div.field {
            (Progress::new("envoi", "trois-publications.mp4, 148 Mo", 62, 100).figure("62 %").transfer())
            (SaveState::Waiting("Réseau coupé : l’envoi reprendra seul à 62 %.".to_owned()))
        }
        p {
            (State::bad("« page.exe » est refusé : ce type de fichier peut contenir un programme. Envoyez un PDF ou une image.")
                .icon("circle-alert"))
        }
    }
}

fn errors() -> Markup {
    let mut errors = FormErrors::new();
    errors.add("email", "Adresse e‑mail", "Il manque la fin de l’adresse.");
    errors.add(
        "date",
        "Date",
        "La demi-journée tombe après la fin de la session, le 1er décembre.",
    );
    html! { (error_summary(&errors)) }
}

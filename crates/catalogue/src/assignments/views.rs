//! The settings of an assignment in the form of its item, and told in a few words.

use platform::html::{Choice, Choices, FormErrors, Markup, TextArea, TextField, disclosure, fr, html, rows};

use super::rubric::most_points;
use super::settings::{Assignment, Format, Late, Typed};

/// The fields that stand under the instruction. What suits most is chosen already.
pub fn fields(typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        (Choices::checkbox("formats", "Forme de la réponse")
            .choices(Format::ALL.map(|format| (format.code(), format.label())))
            .values(&typed.formats)
            .hint("L’apprenant choisit parmi celles-ci\u{202f}: qui préfère parler ou se filmer le peut.")
            .error(errors.get("formats")))
        (Choices::radio("retard", "Après la date de l’étape")
            .choice(Choice::new(Late::Accepted.code(), "Le travail est pris, et noté en retard"))
            .choice(Choice::new(Late::Refused.code(), "Le travail n’est plus pris"))
            .value(&typed.late)
            .hint("La date se règle dans le parcours, sur l’étape. Sans date, rien n’est en retard.")
            .error(errors.get("retard")))
        (TextField::new("essais", "Nombre d’essais").number().between("1", "5").value(&*typed.tries).required()
            .hint("Un nouvel essai ne s’ouvre que si le tuteur le demande. Les précédents sont gardés.")
            .error(errors.get("essais")))
        (Choices::checkbox("groupe", "À plusieurs").hide_legend()
            .choice(Choice::new("oui", "Ce travail se rend en groupe")
                .hint("Les groupes se font sur la page de chaque session. Un membre rend pour tous, et la note vaut pour chacun. Qui n’est dans aucun groupe rend seul.").checked(typed.group)))
        (Choices::checkbox("anonyme", "Anonymat").hide_legend()
            .choice(Choice::new("oui", "Corriger sans voir les noms")
                .hint("Le nom apparaît une fois la correction publiée.").checked(typed.anonymous)))
        (TextArea::new("grille", "Grille de correction").optional().value(&*typed.rubric)
            .hint(html! { "Un critère par ligne, ses niveaux dessous avec leurs points. Sans grille, le tuteur donne un pourcentage." })
            .error(errors.get("grille")))
        input type="hidden" name="reglages" value="oui";
        (disclosure("Voir un exemple de grille", html! {
            p { "Le message est clair" br; "- Pas encore\u{202f}: 0" br; "- En partie\u{202f}: 2" br; "- Tout à fait\u{202f}: 4" }
            p { "La réponse reste polie" br; "- Non\u{202f}: 0" br; "- Oui\u{202f}: 2" }
        }))
    }
}

/// What an item asks, for who reads its page.
pub fn told(settings: &Assignment) -> Markup {
    let formats: Vec<String> = settings
        .formats
        .iter()
        .map(|format| format.label().to_lowercase())
        .collect();
    let late = match settings.late {
        Late::Accepted => "Après la date de l’étape\u{202f}: pris, et noté en retard.",
        Late::Refused => "Après la date de l’étape\u{202f}: refusé.",
    };
    let tries = match settings.tries {
        1 => "Un seul essai.".to_owned(),
        tries => format!("{tries} essais au plus, si le tuteur le demande."),
    };
    html! {
        (rows([
            format!("Réponse\u{202f}: {}.", formats.join(", ")),
            late.to_owned(),
            tries,
            match settings.group {
                true => "Rendu en groupe, ou seul pour qui n’est dans aucun.".to_owned(),
                false => "Rendu par chacun.".to_owned(),
            },
            match settings.anonymous {
                true => "Corrigé sans voir les noms.".to_owned(),
                false => "Corrigé en voyant les noms.".to_owned(),
            },
        ]))
        @if !settings.rubric.is_empty() {
            h3 { "Grille de correction, sur " (fr::count(most_points(&settings.rubric).into(), "point", "points")) }
            @for one in &settings.rubric {
                p { strong { (one.title) } }
                div.prose { ul { @for level in &one.levels { li { (level.label) "\u{202f}: " (level.points) } } } }
            }
        }
    }
}

//! The form of a question, and the question as learners will see it beside.

use assess::questions::{Question, Shown};
use assess::quiz::seen::Seen;
use assess::quiz::shuffle::Seed;
use assess::quiz::tally::Figures;
use platform::html::{
    Button, Choice, Choices, FileField, Form, FormErrors, Frame, Markup, Notice, Page, Row, Table, TextArea,
    TextField, disclosure, fr, go_link, html,
};
use platform::theme::asset_path;

use super::figures::brief;
use super::rows::answers;
use super::{Courses, bank, banks};
use crate::courses::CourseId;
use crate::library::{encoded, prose};
use crate::questions::rules::{ACCENTS, CASE, Difference, KEPT, Kind, Typed, UNIT, WHOLE};
use crate::questions::store::QuestionId;
use crate::questions::{Asked, asked};

/// What the page of a form shows.
pub(in super::super) struct FormPage<'a> {
    /// What is typed.
    pub(in super::super) typed: &'a Typed,
    /// The question that it makes.
    pub(in super::super) question: &'a Question,
    /// Which question is changed, and over which version; none for a new one.
    pub(in super::super) over: Option<(QuestionId, i64)>,
    /// The question that a new one takes the place of.
    pub(in super::super) after: Option<QuestionId>,
    /// The bank that was chosen, or whose it is.
    pub(in super::super) course: Option<CourseId>,
    /// Its name.
    pub(in super::super) bank: &'a str,
    /// The courses.
    pub(in super::super) courses: &'a Courses,
    /// The image that waits for the form to be kept, as the form names it.
    pub(in super::super) waiting: Option<&'a str>,
    /// Those that the text names and that wait with it.
    pub(in super::super) illustrations: &'a [String],
    /// What somebody else kept meanwhile says otherwise.
    pub(in super::super) conflict: Option<&'a [Difference]>,
    /// What the answers to the version in force come to.
    pub(in super::super) figures: Option<Figures>,
}

impl FormPage<'_> {
    fn action(&self) -> String {
        self.over
            .map_or_else(|| "/questions".to_owned(), |(id, _)| format!("/questions/{id}"))
    }

    /// Where the image of the version in force is: its bytes never change under this address.
    fn image(&self) -> String {
        let version = self.over.map_or(0, |(_, version)| version);
        format!("{}/image?version={version}", self.action())
    }

    /// Where one that a text shows is.
    fn image_named(&self, name: &str) -> String {
        format!("{}&nom={}", self.image(), encoded(name))
    }

    /// Whether the image of the areas may be shown: it is that of the version in force.
    fn kept_image(&self) -> Option<String> {
        let kept = self.over.is_some() && self.waiting.is_none() && !self.typed.image.name.is_empty();
        kept.then(|| self.image())
    }
}

/// The page of a question: new, or to change.
pub(in super::super) fn edit(frame: &Frame, shown: &FormPage<'_>, errors: &FormErrors) -> Page {
    let typed = shown.typed;
    let page = match shown.over {
        None => bank(format!(
            "Nouvelle question\u{202f}: {}",
            typed.kind.label().to_lowercase()
        ))
        .crumb("Écrire une question", "/questions/nouvelle"),
        Some(_) if typed.title.trim().is_empty() => bank("Question sans titre"),
        Some(_) => bank(typed.title.trim()),
    };
    page.about(about(shown)).errors(errors).body(html! {
        @if let Some(differences) = shown.conflict { (conflict(differences)) }
        @if let Some(figures) = &shown.figures { (brief(figures)) }
        @for remark in shown.question.remarks() { (Notice::warn(html! { p { (fr::rich(&remark)) } })) }
        div.workbench.mt[shown.figures.is_some()].mt-l[shown.conflict.is_some()] data-script=(asset_path("questions.js")) {
            (form(frame, shown, errors))
            section.preview aria-labelledby="titre-apercu" {
                h2 #titre-apercu { "Aperçu" }
                p.soft { "Ce que verra l’apprenant. Les réponses y sont mélangées." }
                div #apercu { (preview(shown)) }
            }
        }
        @if let Some((id, version)) = shown.over {
            div.actions.mt {
                (go_link("Chiffres", format!("/questions/{id}/chiffres")).icon("chart-column"))
                (go_link(format!("Versions\u{202f}: {version}"), format!("/questions/{id}/versions")).icon("history"))
                (go_link("Mettre à la corbeille", format!("/questions/{id}/retrait")).icon("trash-2"))
            }
        }
    })
}

/// What each of two authors wrote.
fn conflict(differences: &[Difference]) -> Markup {
    let said = |text: &str| match text {
        "" => html! { "–" },
        text => html! { @for (at, line) in text.lines().enumerate() { @if at > 0 { br; } (fr::rich(line)) } },
    };
    let rows = differences.iter().map(|one| {
        Row::new(one.part.as_str())
            .cell(said(&one.theirs))
            .cell(said(&one.mine))
    });
    html! {
        section.stack aria-labelledby="titre-entretemps" {
            h2 #titre-entretemps tabindex="-1" { "Ce qui a été enregistré entre-temps" }
            @if differences.is_empty() {
                p { "La même chose que vous\u{202f}: il n’y a rien à enregistrer." }
            } @else {
                (Table::new("Ce qui diffère").hide_caption().columns(["Partie", "Enregistré par l’autre personne", "Écrit par vous"]).rows(rows))
                p { "Enregistrer à nouveau remplace ce qu’elle a écrit. Sa version reste dans les versions de la question." }
            }
        }
    }
}

fn about(shown: &FormPage<'_>) -> String {
    match shown.over {
        None => shown.typed.kind.purpose().to_owned(),
        Some(_) => format!(
            "{}, dans la banque\u{202f}: {}.",
            shown.typed.kind.label(),
            shown.bank
        ),
    }
}

/// The question as a learner sees it.
fn preview(shown: &FormPage<'_>) -> Markup {
    let question = shown.question;
    let orders = Shown::of(&question.body, Seed([7; 16]), 0);
    asked(&Asked {
        question,
        shown: &orders,
        given: None,
        score: None,
        seen: Seen {
            feedback: false,
            answers: false,
            total: false,
        },
        images: &|name| shown.image_named(name),
        id: "vue",
        prefix: "vue-",
        disabled: false,
    })
}

fn form(frame: &Frame, shown: &FormPage<'_>, errors: &FormErrors) -> Markup {
    let typed = shown.typed;
    let fields = html! {
        // What the key « Enter » presses first.
        button type="submit" name="faire" value="apercu" hidden {}
        input type="hidden" name="type" value=(typed.kind.code());
        input type="hidden" name="lignes" value=(typed.rows.len());
        @if let Some(after) = shown.after { input type="hidden" name="dapres" value=(after); }
        @if let Some((_, version)) = shown.over { input type="hidden" name="version" value=(version); }
        (TextField::new("titre", "Titre").value(typed.title.as_str()).required().maxlength(200)
            .hint("Pour retrouver la question\u{202f}: les apprenants ne le voient pas.").error(errors.get("titre")))
        (text(typed, errors))
        (illustration(shown, errors))
        (answers(typed, (shown.kept_image().as_deref(), shown.waiting), errors))
        (advanced(shown, errors))
        p.actions.mt {
            (Button::primary(if shown.conflict.is_some() { "Enregistrer ma version" } else { "Enregistrer" }).value("faire", "enregistrer"))
            (Button::plain("Aperçu").icon("eye").value("faire", "apercu"))
            (Button::plain("Revenir aux questions").href("/questions"))
        }
    };
    html! { (Form::post(frame, shown.action()).id("question").body(fields).multipart()) }
}

/// One more image in the text: its mark goes at the end, and may be moved.
fn illustration(shown: &FormPage<'_>, errors: &FormErrors) -> Markup {
    let body = html! {
        (FileField::new("illustration", "Image du texte").accept(".png,.jpg,.jpeg").optional()
            .hint("PNG ou JPEG, 10\u{a0}Mo au plus.").error(errors.get("illustration")))
        (TextField::new("illustration-description", "Ce que montre l’image du texte").optional().maxlength(200)
            .hint("Pour qui ne la voit pas. L’image vient à la fin du texte\u{202f}; sa marque peut ensuite y changer de place.")
            .error(errors.get("illustration-description")))
        div.actions { (Button::plain("Ajouter l’image").icon("image").value("faire", "illustrer")) }
    };
    let details = disclosure("Mettre une image dans le texte", html! { div.stack { (body) } }).plain();
    let to_mend = ["illustration", "illustration-description"]
        .iter()
        .any(|field| errors.get(field).is_some());
    html! {
        @for waiting in shown.illustrations { input type="hidden" name="gardee.envoi" value=(waiting); }
        (if to_mend { details.open() } else { details })
    }
}

/// What is asked, with its marks. A text with gaps is typed plain: its marks are ours.
fn text(typed: &Typed, errors: &FormErrors) -> TextArea {
    let label = match typed.kind {
        Kind::TrueFalse => "Affirmation",
        Kind::Cloze => "Texte à trous",
        _ => "Question",
    };
    let area = TextArea::new("enonce", label)
        .value(typed.text.as_str())
        .required()
        .error(errors.get("enonce"));
    match typed.kind {
        Kind::Cloze => area.hint("Écrivez [[1]] à la place du premier trou, [[2]] à la place du deuxième."),
        _ if typed.text.contains("![") => {
            area.hint("Chaque image est là où se trouve sa marque\u{202f}: ![ce qu’elle montre](son nom).")
        }
        _ => area.rich("richtext.js", prose(&typed.text)),
    }
}

/// What most questions do without.
fn advanced(shown: &FormPage<'_>, errors: &FormErrors) -> Markup {
    let typed = shown.typed;
    let to_mend = ["points", "erreur", "plancher", "retour", "etiquettes"]
        .iter()
        .any(|field| errors.get(field).is_some());
    let body = html! {
        @if shown.over.is_none() { (banks(shown.courses, &shown.course.map_or(String::new(), |id| id.to_string()))) }
        (TextField::new("etiquettes", "Étiquettes").value(typed.tags.as_str()).optional()
            .hint("Séparées par des virgules\u{202f}; entre guillemets droits, une virgule fait partie de l’étiquette. Un quiz peut tirer ses questions au sort parmi une étiquette.").error(errors.get("etiquettes")))
        (TextField::new("points", "Points").value(typed.points.as_str()).inputmode("decimal").short().error(errors.get("points")))
        @if typed.kind != Kind::FreeText {
            (TextField::new("erreur", "Ce qu’une erreur retire").value(typed.mistake.as_str()).inputmode("decimal").short().unit("% des points")
                .hint(match typed.kind {
                    Kind::Multiple => "Pour chaque réponse fausse cochée, en proportion de ce qu’une bonne rapporte. Vide\u{202f}: autant qu’une bonne rapporte.",
                    _ => "Vide\u{202f}: une erreur ne retire rien.",
                }).error(errors.get("erreur")))
            (TextField::new("plancher", "Jusqu’où la question peut descendre sous zéro").value(typed.floor.as_str()).inputmode("decimal").short()
                .unit("% des points").hint("Vide\u{202f}: jamais sous zéro.").error(errors.get("plancher")))
        }
        (ticks(typed))
        (TextArea::new("retour", "Retour général").value(typed.feedback.as_str()).optional()
            .hint("Dit à tout le monde après la réponse.").error(errors.get("retour")))
    };
    let details = disclosure("Réglages avancés", html! { div.stack { (body) } });
    match to_mend {
        true => html! { (details.open()) },
        false => html! { (details) },
    }
}

fn ticks(typed: &Typed) -> Markup {
    let offered: &[(&str, &str)] = match typed.kind {
        Kind::Single => &[(KEPT, "Garder les réponses dans cet ordre")],
        Kind::Multiple => &[
            (WHOLE, "Tout ou rien\u{202f}: aucun point si une réponse manque"),
            (KEPT, "Garder les réponses dans cet ordre"),
        ],
        Kind::ShortText => &[
            (CASE, "Les capitales comptent"),
            (ACCENTS, "Les accents comptent"),
        ],
        Kind::Numeric => &[(UNIT, "L’unité est obligatoire")],
        Kind::Matching => &[
            (
                WHOLE,
                "Tout ou rien\u{202f}: aucun point si une association est fausse",
            ),
            (KEPT, "Garder les éléments dans cet ordre"),
        ],
        Kind::Ordering | Kind::Cloze => {
            &[(WHOLE, "Tout ou rien\u{202f}: aucun point si un élément est faux")]
        }
        Kind::TrueFalse | Kind::Hotspot | Kind::FreeText => &[],
    };
    let mut group = Choices::checkbox("coche", "Réglages de la réponse");
    for (tick, words) in offered {
        group = group.choice(Choice::new(*tick, *words).checked(typed.ticked(tick)));
    }
    html! { @if !offered.is_empty() { (group) } }
}

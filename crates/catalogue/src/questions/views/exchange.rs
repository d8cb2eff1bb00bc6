//! Questions that come from elsewhere, or go there.

use assess::imports::{Entry, Outcome};
use platform::html::{
    Button, FileField, Form, FormErrors, Frame, Markup, Notice, Page, Row, State, Table, TextArea,
    disclosure, fr, html, link_button,
};

use super::{Courses, bank, banks};

/// The formats, in a sentence.
const FORMATS: &str = "Questions de Moodle (GIFT ou XML) et QTI 2.1 ou 3.0 (fichiers XML, ou leur archive zip). 8\u{a0}Mo au plus chacun, plusieurs à la fois, 32\u{a0}Mo ensemble.";

/// What was asked of an import.
#[derive(Default)]
pub(in super::super) struct ImportForm {
    pub(in super::super) bank: String,
    pub(in super::super) pasted: String,
}

/// The form that takes files or a pasted text.
pub(in super::super) fn import(
    frame: &Frame,
    courses: &Courses,
    form: &ImportForm,
    errors: &FormErrors,
) -> Page {
    let fields = html! {
        (FileField::new("fichier", "Fichiers").accept(".txt,.gift,.xml,.zip").multiple().optional().hint(FORMATS).error(errors.get("fichier")))
        (TextArea::new("colle", "Ou collez des questions au format GIFT de Moodle").value(form.pasted.as_str()).optional()
            .hint("Par exemple\u{202f}: Quelle matière grasse\u{202f}? {=Le beurre ~L’huile}").error(errors.get("colle")))
        (banks(courses, &form.bank).error(errors.get("banque")))
        p.actions.mt {
            (Button::primary("Lire les questions").icon("upload"))
            (Button::plain("Revenir aux questions").href("/questions"))
        }
    };
    bank("Importer des questions")
        .about("Vous verrez d’abord ce qui peut être importé, question par question. Rien n’est ajouté avant votre accord.")
        .errors(errors)
        .body(Form::post(frame, "/questions/import").multipart().body(fields))
}

/// What was read of one file.
pub(in super::super) struct Reported {
    /// Its name.
    pub(in super::super) name: String,
    /// How long it is.
    pub(in super::super) bytes: usize,
    /// What became of each question, or why nothing was read.
    pub(in super::super) read: Result<Vec<Entry>, String>,
}

impl Reported {
    /// Whether something of it isn't taken whole.
    fn is_to_mend(&self) -> bool {
        match &self.read {
            Err(_) => true,
            Ok(entries) => entries
                .iter()
                .any(|one| !matches!(one.outcome, Outcome::Taken(_))),
        }
    }
}

/// The text that was pasted, to be mended and read again.
fn again(frame: &Frame, form: &ImportForm) -> Markup {
    html! {
        div.mt-l {
            (Form::post(frame, "/questions/import").multipart().body(html! {
                input type="hidden" name="banque" value=(form.bank);
                (TextArea::new("colle", "Le texte collé, à corriger").value(form.pasted.as_str())
                    .hint("Ce texte seul sera lu à nouveau."))
                p.actions { (Button::plain("Lire à nouveau").icon("upload")) }
            }))
        }
    }
}

/// Question by question, what will be taken. `waiting`: what to say yes to; none when nothing can be.
pub(in super::super) fn report(
    frame: &Frame,
    bank_name: &str,
    files: &[Reported],
    (waiting, form): (Option<String>, &ImportForm),
) -> Page {
    let outcomes = || {
        files
            .iter()
            .filter_map(|file| file.read.as_ref().ok())
            .flatten()
            .map(|entry| &entry.outcome)
    };
    let count = |wanted: fn(&Outcome) -> bool| {
        u64::try_from(outcomes().filter(|one| wanted(one)).count()).unwrap_or(u64::MAX)
    };
    let taken = count(|one| !matches!(one, Outcome::Refused(_)));
    let refused = count(|one| matches!(one, Outcome::Refused(_)));
    let summary = format!(
        "{} à importer, {}. Banque\u{202f}: {bank_name}.",
        fr::count(taken, "question", "questions"),
        match refused {
            0 => "aucune refusée".to_owned(),
            some => fr::count(some, "refusée", "refusées"),
        }
    );
    bank("Ce qui sera importé")
        .crumb("Importer des questions", "/questions/import")
        .about(summary)
        .body(html! {
            @match waiting {
                Some(id) => (Form::post(frame, "/questions/import/prise").bare().body(html! {
                    input type="hidden" name="lecture" value=(id);
                    p.actions {
                        (Button::primary(match taken { 1 => "Importer cette question".to_owned(), many => format!("Importer ces {} questions", fr::number(many)) }).icon("check"))
                        (Button::plain("Choisir un autre fichier").href("/questions/import"))
                    }
                })),
                None => {
                    (Notice::warn("Aucune question ne peut être importée. Corrigez le fichier d’après ce qui suit, puis revenez."))
                    p.actions { (Button::plain("Choisir un autre fichier").href("/questions/import")) }
                }
            }
            @for file in files {
                div.mt { @match &file.read {
                    Err(sentence) => (Notice::bad(html! { p { strong { (file.name) } } p { (fr::rich(sentence)) } })),
                    Ok(entries) => (table(&file.name, entries)),
                } }
            }
            @if !form.pasted.is_empty() && files.iter().any(Reported::is_to_mend) { (again(frame, form)) }
        })
}

fn table(name: &str, entries: &[Entry]) -> Markup {
    let rows = entries.iter().map(|entry| {
        let (state, why) = match &entry.outcome {
            Outcome::Taken(_) => (State::good("Importée"), "–".to_owned()),
            Outcome::Reduced(_, losses) => (State::warn("Importée en partie"), losses.join(" ")),
            Outcome::Refused(why) => (State::bad("Refusée"), why.clone()),
        };
        let title = if entry.title.is_empty() {
            "Sans titre"
        } else {
            &entry.title
        };
        Row::new(title)
            .cell(entry.line.to_string())
            .cell(state)
            .cell(fr::rich(&why))
    });
    html! {
        (Table::new(name).columns(["Question", "Ligne", "Ce qu’elle devient", "Pourquoi"]).rows(rows))
    }
}

/// What leaves, and what is lost on the way: titles, then sentences.
pub(in super::super) fn export(
    count: usize,
    query: &str,
    moodle: &[(String, String)],
    qti: &[(String, String)],
) -> Page {
    let count = fr::count(u64::try_from(count).unwrap_or(u64::MAX), "question", "questions");
    bank("Exporter des questions")
        .about(format!("{count}, telles que la liste les montre."))
        .body(html! {
            h2 { "Pour Moodle" }
            (lost(moodle))
            div.actions { (link_button("Télécharger le fichier Moodle XML", format!("/questions/export/moodle?{query}")).icon("download")) }
            h2 { "Pour une autre plateforme" }
            (lost(qti))
            div.actions { (link_button("Télécharger les fichiers QTI 3.0", format!("/questions/export/qti?{query}")).icon("download")) }
        })
}

fn lost(losses: &[(String, String)]) -> Markup {
    if losses.is_empty() {
        return html! { p { "Rien ne se perd." } };
    }
    let count = u64::try_from(losses.len()).unwrap_or(u64::MAX);
    let lines = html! { ul { @for (title, loss) in losses { li { strong { (title) } "\u{202f}: " (fr::rich(loss)) } } } };
    html! { (disclosure(format!("Ce qui se perd\u{202f}: {}", fr::count(count, "chose", "choses")), lines)) }
}

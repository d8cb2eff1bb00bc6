//! The page of one work: what was handed in, and its correction.

use catalogue::assignments::Format;
use catalogue::library::prose;
use learning::gradings::{Again, Asked, Decision, Mark};
use learning::progress::whole;
use learning::submissions::{
    Piece, answer, criteria, field, given, piece, recorder, traced, transcript_field,
};
use platform::Result;
use platform::html::{
    Button, Choice, Choices, Form, FormErrors, Frame, Markup, Notice, Page, State, TextArea, TextField,
    disclosure, fr, go_link, html, section,
};

use super::super::desk::Desk;
use super::super::queue::query;
use super::{base, code, list, moment, notes, second, share};

/// Where a work is corrected, within what is shown of the queue.
pub(in super::super) fn path(asked: &Asked, id: &str) -> String {
    format!("/corrections/{id}{}", query(asked))
}

pub(in super::super) fn page(frame: &Frame, desk: &Desk, typed: &Mark, errors: &FormErrors) -> Result<Page> {
    let ready = &desk.ready;
    let submission = &ready.submission;
    let name = match desk.is_anonymous() {
        true => code(submission.id.0),
        false => ready.name(),
    };
    let step = ready
        .step
        .as_ref()
        .map_or("Étape retirée du parcours", |step| step.title.as_str());
    let page = base(name)
        .crumb("Corrections", format!("/corrections{}", query(&desk.asked)))
        .errors(errors)
        .about(html! { "«\u{202f}" (step) "\u{202f}», " (ready.session.title) ", session " (ready.session.reference) "." });
    let page = page.script("grading.js");
    let files = format!("/corrections/{}/pieces", submission.id);
    Ok(page.body(html! {
        (around(desk))
        (share::bar(frame, desk)?)
        (section("travail", if submission.number > 1 { format!("Essai {}", submission.number) } else { "Le travail".to_owned() }, html! {}, html! {
            (handed(desk)?)
            (answer(&submission.content.text, &submission.pieces, &files))
            (transcripts(frame, desk, &files))
            (group(desk)?)
        }))
        (section("correction", "La correction", html! {}, html! {
            @if desk.is_anonymous() { p.soft { "Le nom apparaîtra une fois la correction publiée." } }
            (standing(desk)?)
            @match desk.reading() {
                Some(reading) => { (second::asked(frame, desk, reading, errors)?) }
                None => { (second::back(desk)?) (form(frame, desk, typed, errors)) }
            }
            (second::past(desk)?)
            (before(desk)?)
        }))
    }))
}

/// Before, after, and where one is.
fn around(desk: &Desk) -> Markup {
    let around = &desk.around;
    let waits = !desk.ready.is_published() && desk.reading().is_none() && around.place > 0;
    html! {
        nav.actions aria-label="Travaux à corriger" {
            @if let Some(id) = around.before { (Button::plain("Précédent").icon("chevron-left").href(path(&desk.asked, &id.to_string()))) }
            @if waits { span.soft { (around.place) " sur " (around.of) } }
            @if let Some(id) = around.after { (Button::plain("Suivant").icon_after("chevron-right").href(path(&desk.asked, &id.to_string()))) }
        }
    }
}

fn handed(desk: &Desk) -> Result<Markup> {
    let submission = &desk.ready.submission;
    let Some(at) = submission.handed_at else {
        return Ok(html! {});
    };
    let at = moment(at, &desk.ready.session.zone)?;
    Ok(html! {
        p { (State::done(fr::rich(&format!("Rendu le {at}")))) @if submission.late { " " (State::warn("En retard")) } }
    })
}

/// Whose a group's work is, and who wrote what.
fn group(desk: &Desk) -> Result<Markup> {
    let ready = &desk.ready;
    let Some(together) = ready.together.as_ref().filter(|_| !desk.is_anonymous()) else {
        return Ok(html! {});
    };
    let names = together
        .members
        .iter()
        .filter_map(|one| together.cards.get(&one.person));
    let mut names: Vec<String> = names.map(|card| card.full_name()).collect();
    names.sort_by_cached_key(|name| fr::folded(name));
    Ok(html! {
        p { "Travail du groupe, la note vaut pour " (fr::series(&names, "et")) "." }
        (traced(&together.writings, &ready.submission, &together.cards, &ready.session)?)
    })
}

/// A place for what is said in each recording.
fn transcripts(frame: &Frame, desk: &Desk, files: &str) -> Markup {
    let recorded = desk
        .ready
        .submission
        .pieces
        .iter()
        .filter(|piece| piece.format != Format::File);
    html! {
        @for piece in recorded {
            (disclosure(html! { "Écrire ce qui est dit" span.visually-hidden { " dans " (piece.about.name) } }, html! {
                (Form::post(frame, format!("{files}/{}", piece.id)).body(html! {
                    (TextArea::new("transcription", format!("Ce qui est dit dans {}", piece.about.name)).id(format!("transcription-{}", piece.id)).value(&*piece.about.heard))
                    p.actions { (Button::plain("Enregistrer la transcription")) }
                }))
            }))
        }
    }
}

/// Who began, who published.
fn standing(desk: &Desk) -> Result<Markup> {
    let Some(grading) = &desk.ready.grading else {
        return Ok(html! {});
    };
    let zone = &desk.ready.session.zone;
    let by = grading
        .by
        .and_then(|by| desk.cards.get(&by))
        .map_or_else(String::new, |card| format!(" par {}", card.full_name()));
    Ok(html! {
        @match grading.published_at {
            Some(at) => {
                p { (State::done(fr::rich(&format!("Publiée{by} le {}", moment(at, zone)?)))) @if grading.read_at.is_some() { " " (State::good("Lue par l’apprenant")) } }
                p.soft { "Ce que vous changez ici se publie aussi\u{202f}: l’apprenant est prévenu, et ce qui était écrit reste au dossier." }
            }
            None => { p { (State::now(fr::rich(&format!("Brouillon enregistré{by} le {}", moment(grading.changed_at, zone)?)))) } }
        }
    })
}

fn form(frame: &Frame, desk: &Desk, typed: &Mark, errors: &FormErrors) -> Markup {
    let ready = &desk.ready;
    if ready.overtaken {
        return html! {
            (Notice::info("Un autre essai a commencé depuis\u{202f}: la correction de celui-ci ne change plus."))
            @if let Some(grading) = &ready.grading { (given(grading, &ready.settings.rubric, &ready.submission, &format!("/corrections/{}/pieces", ready.submission.id))) }
        };
    }
    let published = ready.is_published();
    let fields = html! {
        input type="hidden" name="revision" value=(desk.revision());
        (list::kept_of(&desk.asked))
        (marks(desk, typed, errors))
        (TextArea::new("commentaire", "Commentaire pour l’apprenant").value(&*typed.comment)
            .hint("Ce qui est réussi, ce qu’il faut reprendre, comment s’y prendre.").error(errors.get("commentaire")))
        (kept(desk))
        (spoken(desk, errors))
        (notes::parts(desk, typed, errors))
        @if ready.again() == Again::Yes {
            (Choices::radio("suite", "Suite")
                .choice(Choice::new(Decision::Done.code(), "Le travail est validé").hint("L’étape est terminée, la suite du parcours s’ouvre."))
                .choice(Choice::new(Decision::Redo.code(), "À reprendre").hint("Un nouvel essai s’ouvre pour l’apprenant\u{202f}; celui-ci est gardé."))
                .value(if typed.decision.is_empty() { Decision::Done.code() } else { &typed.decision })
                .error(errors.get("suite")))
        }
        p.actions.mt {
            @if !published { (Button::plain("Enregistrer le brouillon").icon("save")) }
            @if ready.twice { (Button::primary("Demander la relecture").icon("eye").value("acte", "relire")) }
            @else { (Button::primary(if published { "Publier la correction" } else { "Publier" }).icon("send").value("acte", "publier")) }
        }
    };
    let form = Form::post(frame, format!("/corrections/{}", ready.submission.id))
        .id("corriger")
        .multipart();
    let form = if published { form } else { form.saves_itself() };
    html! { (form.body(fields)) }
}

/// What the tutor says aloud: recorded here, or in a file; and what is said in it.
fn spoken(desk: &Desk, errors: &FormErrors) -> Markup {
    let (files, held) = (
        format!("/corrections/{}/pieces", desk.ready.submission.id),
        desk.held(),
    );
    html! {
        @for (format, heading, label) in SPOKEN {
            @let own: Vec<&&Piece> = held.iter().filter(|file| file.format == format).collect();
            @let part = html! {
                div.stack {
                    @for file in &own {
                        @let name = transcript_field(file.id);
                        (piece(file, &format!("{files}/{}", file.id)))
                        (TextArea::new(name.clone(), format!("Ce qui est dit dans {}", file.about.name)).optional().value(&*file.about.transcript)
                            .hint("En quelques mots ou en entier\u{202f}: pour qui ne peut pas écouter.").error(errors.get(&name)))
                        @if desk.ready.is_published() { div.field.choices { label { input type="checkbox" name="retirer" value=(file.id); span { "Retirer " (file.about.name) } } } }
                        @else { div.actions { (Button::plain(format!("Retirer {}", file.about.name)).quiet().small().icon("trash-2").value("retirer", file.id.to_string())) } }
                    }
                    (recorder(format, label, errors))
                }
            };
            @if own.is_empty() && errors.get(field(format)).is_none() { (disclosure(heading, part)) }
            @else { (disclosure(heading, part).open()) }
        }
    }
}

const SPOKEN: [(Format, &str, &str); 2] = [
    (
        Format::Audio,
        "Répondre de vive voix",
        "Ou un fichier de votre voix",
    ),
    (Format::Video, "Répondre en vidéo", "Ou un fichier de votre vidéo"),
];

/// The levels of the rubric, or the one mark.
fn marks(desk: &Desk, typed: &Mark, errors: &FormErrors) -> Markup {
    let rubric = &desk.ready.settings.rubric;
    html! {
        @for (at, criterion) in rubric.iter().enumerate() {
            @let name = format!("critere-{}", at + 1);
            (Choices::radio(name.clone(), criterion.title.as_str())
                .choices(criterion.levels.iter().enumerate().map(|(level, one)| {
                    (level.to_string(), html! { (one.label) " " span.soft { "(" (one.points) ")" } })
                }))
                .value(typed.levels.get(at).map_or("", String::as_str))
                .error(errors.get(&name)))
        }
        @if rubric.is_empty() {
            (TextField::new("pourcentage", "Note").number().between("0", "100").unit("%").value(&*typed.percent)
                .error(errors.get("pourcentage")))
        }
    }
}

/// The sentences that the tutor keeps, and keeping one more.
fn kept(desk: &Desk) -> Markup {
    html! {
        @if !desk.remarks.is_empty() {
            (disclosure("Ajouter une de mes phrases", html! {
                (Choices::checkbox("phrase", "Mes phrases").hide_legend()
                    .choices(desk.remarks.iter().map(|remark| (remark.id.to_string(), remark.words.as_str())))
                    .hint("Celles que vous cochez s’ajoutent à la fin du commentaire."))
            }))
        }
        (Choices::checkbox("garder", "Phrases").hide_legend().choice(Choice::new("oui", "Garder ce commentaire parmi mes phrases")))
    }
}

/// What was published and then changed.
fn before(desk: &Desk) -> Result<Markup> {
    if desk.changes.is_empty() && desk.ready.settings.rubric.is_empty() {
        return Ok(html! {});
    }
    let zone = &desk.ready.session.zone;
    let mut lines = Vec::with_capacity(desk.changes.len());
    for change in &desk.changes {
        let by = change
            .by
            .and_then(|by| desk.cards.get(&by))
            .map_or_else(String::new, |card| format!(" par {}", card.full_name()));
        lines.push(html! {
            p { strong { "Publiée" (by) " le " (fr::rich(&moment(change.published_at, zone)?)) } }
            p {
                (change.decision.words())
                @if let Some(percent) = change.percent { ", " (fr::percent(whole(percent))) } "."
            }
            @if !change.said.comment.is_empty() { div.answer { (prose(&change.said.comment)) } }
        });
    }
    Ok(html! {
        @if !lines.is_empty() { (disclosure("Ce qui était publié avant", html! { div.stack { @for line in &lines { (line) } } })) }
        @if !desk.ready.settings.rubric.is_empty() { (disclosure("Relire la grille", criteria(&desk.ready.settings.rubric))) }
        div.actions.mt { (go_link("Revenir à la liste", format!("/corrections{}", query(&desk.asked))).icon("arrow-left")) }
    })
}

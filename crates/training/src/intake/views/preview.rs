//! What would become of each line: the counts, what to mend, what to say, the others.

use people::accounts::NewPerson;
use people::directory::{Identity, normal_email};
use platform::html::{
    Button, Choice, Choices, Column, Form, Frame, Markup, Notice, Page, Pages, Render as _, Row, Table,
    disclosure, form, fr, html, pagination, wide_section,
};

use super::super::rules::{Asked, Counts, Judged, Known, OTHER, Restated, SAME, Update, Verdict};
use super::super::store::Intake;
use super::columns::cut;
use super::{at, home, inner, line, lines};
use crate::enrolment::queue;
use crate::sessions::TrainingSession;

/// How many lines a page shows of those to mend, of the people, of those that are ignored.
const SHOWN: usize = 100;
/// How many questions are asked at a time.
const ASKED: usize = 20;

/// What the page shows.
pub(in super::super) struct Preview<'a> {
    pub(in super::super) session: &'a TrainingSession,
    pub(in super::super) intake: &'a Intake,
    pub(in super::super) judged: &'a [Judged],
    pub(in super::super) known: &'a Known,
    pub(in super::super) counts: Counts,
    /// How many signed requests wait for a place.
    pub(in super::super) waiting: u64,
    /// Which page of the people, from 1.
    pub(in super::super) number: u32,
    /// Why nobody can be enrolled any more.
    pub(in super::super) closed: Option<&'static str>,
}

pub(in super::super) fn preview(frame: &Frame, shown: &Preview<'_>) -> Page {
    let (session, counts, list) = (shown.session, shown.counts, at(shown.intake));
    let mut page = inner("Vérifier la liste", session)
        .about(html! { (sentence(counts)) @if counts.enrols + counts.updates > 0 { " Rien n’est encore fait." } })
        .actions(acts(frame, shown, &list));
    if let Some(why) = shown.closed {
        page = page.notice(Notice::warn(why));
    } else if counts.enrols > 0 && counts.faults + counts.asks > 0 {
        page = page.notice(Notice::info(
            "Vous pouvez inscrire dès maintenant les lignes justes, ou bien tout corriger d’abord et envoyer la liste à nouveau\u{202f}: personne n’est inscrit deux fois.",
        ));
    }
    if let Some(notice) =
        queue(session, shown.waiting).filter(|_| counts.enrols > 0 && shown.closed.is_none())
    {
        page = page.notice(notice);
    }
    page.body(html! {
        @if counts.faults > 0 { (wide_section("corriger", "À corriger", html! { (lines(counts.faults)) }, faults(shown.judged))) }
        @if counts.asks > 0 { (wide_section("verifier", "À vérifier", html! { (lines(counts.asks)) }, asks(frame, shown, &list))) }
        @if counts.enrols > 0 { (wide_section("personnes", "À inscrire", html! { (lines(counts.enrols)) }, people(shown, &list))) }
        @if counts.updates > 0 { (wide_section("fiches", "Fiches à mettre à jour", html! { (lines(counts.updates)) }, updates(shown.judged, shown.known))) }
        @if counts.ignored > 0 { (wide_section("ignorees", "Ignorées", html! { (lines(counts.ignored)) }, ignored(shown.judged))) }
    })
}

fn acts(frame: &Frame, shown: &Preview<'_>, list: &str) -> Markup {
    let counts = shown.counts;
    html! {
        @if counts.enrols + counts.updates > 0 && shown.closed.is_none() {
            (Form::post(frame, format!("{list}/inscription")).bare().body(html! {
                input type="hidden" name="revision" value=(shown.intake.revision);
                (Button::primary(act(counts)).icon(if counts.enrols > 0 { "user-plus" } else { "save" }))
            }))
        }
        (Button::plain("Envoyer une autre liste").icon("upload").href(format!("{}/liste", home(shown.session))))
        @if counts.faults + counts.asks > 0 {
            (Button::plain("Télécharger les lignes à corriger").icon("download").href(format!("{list}/refus")))
        }
        (Button::plain("Changer les colonnes").icon("layers").href(format!("{list}/colonnes")))
    }
}

/// « 42 personnes à inscrire, 3 lignes à corriger, 2 à vérifier, 1 ignorée. »
pub(super) fn sentence(counts: Counts) -> String {
    let of = |count: u32, one: &str, many: &str| fr::count(u64::from(count), one, many);
    let mut parts = vec![match counts.enrols {
        0 => "Aucune personne à inscrire".to_owned(),
        many => of(many, "personne à inscrire", "personnes à inscrire"),
    }];
    let others = [
        (counts.updates, "fiche à mettre à jour", "fiches à mettre à jour"),
        (counts.faults, "ligne à corriger", "lignes à corriger"),
        (counts.asks, "ligne à vérifier", "lignes à vérifier"),
        (counts.ignored, "ligne ignorée", "lignes ignorées"),
    ];
    parts.extend(
        others
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| of(count, one, many)),
    );
    format!("{}.", parts.join(", "))
}

/// « Inscrire les 42 personnes et mettre à jour 3 fiches ».
fn act(counts: Counts) -> String {
    let cards = fr::count(u64::from(counts.updates), "fiche", "fiches");
    let people = match counts.enrols {
        0 => return format!("Mettre à jour {cards}"),
        1 => "Inscrire la personne".to_owned(),
        many => format!("Inscrire les {} personnes", fr::number(u64::from(many))),
    };
    match counts.updates {
        0 => people,
        _ => format!("{people} et mettre à jour {cards}"),
    }
}

fn name(person: &NewPerson) -> String {
    let whole = format!("{} {}", person.given_name, person.family_name);
    match whole.trim() {
        "" => "Sans nom".to_owned(),
        whole => cut(whole),
    }
}

/// « et 200 autres, dans le fichier à télécharger ».
fn more(all: usize, shown: usize, where_to: &str) -> Markup {
    let left = u64::try_from(all.saturating_sub(shown)).unwrap_or(u64::MAX);
    html! { @if left > 0 { p.soft { "Et " (fr::count(left, "autre", "autres")) (where_to) "." } } }
}

/// The lines to mend and how, whole when there are few.
fn faults(judged: &[Judged]) -> Markup {
    let faulty: Vec<(&Judged, &Vec<String>)> = judged
        .iter()
        .filter_map(|line| match &line.verdict {
            Verdict::Fault(said) => Some((line, said)),
            _ => None,
        })
        .collect();
    let rows = faulty.iter().take(SHOWN).map(|(one, said)| {
        Row::new(line(one.number))
            .cell(name(&one.new))
            .cell(cut(&one.new.email))
            .cell(html! { @for (at, sentence) in said.iter().enumerate() { @if at > 0 { br; } (fr::capitalise(sentence)) } })
    });
    let table = Table::new("Lignes à corriger, dans l’ordre du fichier")
        .hide_caption()
        .columns(["Ligne", "Nom", "Adresse e-mail", "Comment la corriger"])
        .rows(rows);
    html! { (table) (more(faulty.len(), SHOWN, ", dans le fichier à télécharger")) }
}

/// Whose address it is: the manager says.
fn asks(frame: &Frame, shown: &Preview<'_>, list: &str) -> Markup {
    let asked: Vec<(&Judged, &Asked)> = shown
        .judged
        .iter()
        .filter_map(|line| match &line.verdict {
            Verdict::Ask(asked) => Some((line, asked)),
            _ => None,
        })
        .collect();
    html! {
        p { "Ces adresses e-mail sont déjà connues sous un autre nom. Dites si c’est la même personne\u{202f}; les lignes sans réponse ne sont pas inscrites." }
        (form(frame, &format!("{list}/reponses"), html! {
            input type="hidden" name="revision" value=(shown.intake.revision);
            @for (one, asked) in asked.iter().take(ASKED) { (ask(one, asked, shown.known)) }
            p.actions { (Button::plain("Enregistrer les réponses").icon("save")) }
        }))
        (more(asked.len(), ASKED, " ensuite"))
    }
}

fn ask(one: &Judged, asked: &Asked, known: &Known) -> Choices {
    let legend = format!(
        "{}\u{202f}: {}, {}",
        line(one.number),
        name(&one.new),
        cut(&one.new.email)
    );
    let mut choices = Choices::radio(format!("ligne-{}", one.number), legend);
    match asked {
        Asked::Line(first) => {
            let same = format!("C’est la même personne qu’à la ligne {first}");
            choices = choices.choice(Choice::new(SAME, same).hint("La ligne sera ignorée"));
        }
        Asked::People(_) => {
            for (person, card) in known.get(&normal_email(&one.new.email)).into_iter().flatten() {
                let trade = card
                    .trade
                    .clone()
                    .unwrap_or_else(|| "métier non renseigné".to_owned());
                choices = choices.choice(
                    Choice::new(person.to_string(), format!("C’est {}", card.full_name())).hint(trade),
                );
            }
        }
    }
    choices.choice(Choice::new(
        OTHER,
        "C’est quelqu’un d’autre, qui partage cette adresse",
    ))
}

fn people(shown: &Preview<'_>, list: &str) -> Markup {
    let people: Vec<&Judged> = shown.judged.iter().filter(|line| line.enrols()).collect();
    let pages = Pages {
        current: shown.number.max(1),
        size: u32::try_from(SHOWN).unwrap_or(u32::MAX),
        total: u64::try_from(people.len()).unwrap_or(u64::MAX),
    };
    let pages = Pages {
        current: pages.current.min(pages.last()),
        ..pages
    };
    let first = usize::try_from(pages.current - 1).unwrap_or_default() * SHOWN;
    let rows = people.into_iter().skip(first).take(SHOWN).map(|one| {
        let optional = |text: &str| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                cut(text)
            }
        };
        let new = &one.new;
        let (who, facts, account) = match existing(one, shown.known) {
            None => (
                name(new),
                [&new.phone, &new.company, &new.trade].map(String::as_str),
                "Nouveau compte",
            ),
            Some(card) => {
                let facts =
                    [&card.phone, &card.company, &card.trade].map(|fact| fact.as_deref().unwrap_or_default());
                let account = match one.update {
                    Some(_) => "Compte existant, mis à jour",
                    None => "Compte existant",
                };
                (cut(&card.full_name()), facts, account)
            }
        };
        Row::new(who)
            .cell(cut(&new.email))
            .cell(optional(facts[0]))
            .cell(optional(facts[1]))
            .cell(html! {
                (optional(facts[2]))
                @if let Some(standing) = one.standing { br; span.soft { (standing.label()) } }
            })
            .cell(account)
            .cell(fr::number(u64::from(one.number)))
    });
    let table = Table::new("Personnes à inscrire, dans l’ordre de la liste")
        .hide_caption()
        .columns([
            "Nom",
            "Adresse e-mail",
            "Téléphone",
            "Entreprise",
            "Métier",
            "Compte",
        ])
        .column(Column::new("Ligne").numeric())
        .rows(rows);
    html! {
        @if shown.judged.iter().any(|line| matches!(line.verdict, Verdict::Enrol(_))) {
            p.soft { "Un compte existant garde son nom et son adresse, quoi qu’en dise la liste." }
        }
        (table)
        (pagination("Pages des personnes à inscrire", pages, |page| format!("{list}?page={page}#personnes")))
    }
}

/// The account under which a line enrols, when there is one already, as it will be.
fn existing<'a>(line: &'a Judged, known: &'a Known) -> Option<&'a Identity> {
    if let Some(update) = &line.update {
        return Some(&update.after);
    }
    let person = line.existing()?;
    let same = known.get(&normal_email(&line.new.email))?;
    let (_, card) = same.iter().find(|(one, _)| *one == person)?;
    Some(card)
}

/// What a line changes of a card and of a situation, a sentence each.
fn changes(one: &Judged) -> Vec<String> {
    let fact = |name: &str, before: Option<&str>, after: Option<&str>| {
        let after = cut(after.filter(|_| before != after)?);
        Some(match before {
            None => format!("{name}\u{202f}: {after}"),
            Some(before) => format!("{name}\u{202f}: {after}, au lieu de {}", cut(before)),
        })
    };
    let card = one.update.iter().flat_map(|Update { before, after, .. }| {
        [
            fact("Téléphone", before.phone.as_deref(), after.phone.as_deref()),
            fact("Entreprise", before.company.as_deref(), after.company.as_deref()),
            fact("Métier", before.trade.as_deref(), after.trade.as_deref()),
        ]
    });
    let situation = one.restated.map(|Restated { held, after, .. }| {
        fact(
            "Situation",
            held.said.map(|(said, _)| said.label()),
            Some(after.label()),
        )
    });
    card.chain(situation).flatten().collect()
}

/// The cards that change, and what of them.
fn updates(judged: &[Judged], known: &Known) -> Markup {
    let changed: Vec<&Judged> = judged.iter().filter(|line| line.updates()).collect();
    let rows = changed.iter().take(SHOWN).map(|one| {
        let facts = changes(one);
        let who = existing(one, known).map_or_else(|| name(&one.new), |card| cut(&card.full_name()));
        Row::new(who)
            .cell(html! { @for (at, fact) in facts.iter().enumerate() { @if at > 0 { br; } (fact) } })
            .cell(fr::number(u64::from(one.number)))
    });
    let table = Table::new("Fiches à mettre à jour, dans l’ordre de la liste")
        .hide_caption()
        .columns(["Nom", "Ce qui change"])
        .column(Column::new("Ligne").numeric())
        .rows(rows);
    html! {
        p.soft { "Une case vide n’efface rien. La fiche de qui a un autre rôle sur la plateforme ne change pas par une liste." }
        (table)
        (more(changed.len(), SHOWN, ""))
    }
}

fn ignored(judged: &[Judged]) -> Markup {
    let why = |line: &Judged| match line.verdict {
        Verdict::Already(_) if !line.updates() => Some("Déjà dans la session".to_owned()),
        Verdict::SameAs(first) => Some(format!(
            "Même personne qu’à la ligne {}",
            fr::number(u64::from(first))
        )),
        _ => None,
    };
    let found: Vec<(&Judged, String)> = judged
        .iter()
        .filter_map(|line| Some((line, why(line)?)))
        .collect();
    let rows = found.iter().take(SHOWN).map(|(one, why)| {
        Row::new(line(one.number))
            .cell(name(&one.new))
            .cell(cut(&one.new.email))
            .cell(why.as_str())
    });
    let table = Table::new("Lignes ignorées, dans l’ordre du fichier")
        .hide_caption()
        .columns(["Ligne", "Nom", "Adresse e-mail", "Pourquoi"])
        .rows(rows);
    disclosure(
        "Voir les lignes ignorées",
        html! { (table) (more(found.len(), SHOWN, "")) },
    )
    .render()
}

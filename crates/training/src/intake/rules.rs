//! What becomes of each line of a list, and for how long it may be taken back.

pub(super) mod situations;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use people::accounts::{NewPerson, check_person};
use people::directory::{Identity, normal_email};
use platform::PersonId;
use platform::html::fr;

use super::columns::{self, Column, Mapping};
use super::reading::{Line, Sheet};
use crate::cards::changes;
use crate::enrolment::{Account, account};
use crate::standings::Standing;
pub(super) use situations::{Held, Restated, restate};

pub(super) use crate::enrolment::OTHER;

/// The manager's answers, by line.
pub(super) type Answers = BTreeMap<u32, String>;
/// The people of the region, by address as it is compared.
pub(super) type Known = HashMap<String, Vec<(PersonId, Arc<Identity>)>>;

/// It is the person of an earlier line.
pub(super) const SAME: &str = "meme";

/// How long what was sent is kept, and how long what was done may be taken back.
pub(super) const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A new account, and the session.
    Create,
    /// The session, under this account.
    Enrol(PersonId),
    /// They are in the session.
    Already(PersonId),
    /// The same person as on an earlier line.
    SameAs(u32),
    /// The address is known under another name: the manager says who it is.
    Ask(Asked),
    /// What to mend.
    Fault(Vec<String>),
}

/// Who has the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    People(Vec<PersonId>),
    Line(u32),
}

/// A line, who it is, what becomes of them.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) number: u32,
    pub(super) new: NewPerson,
    /// What they are, when the line says it.
    pub(super) standing: Option<Standing>,
    pub(super) verdict: Verdict,
    /// The manager said that it is somebody else: no account of this address stands in the way.
    pub(super) other: bool,
    /// What it changes of the card of who has an account.
    pub(super) update: Option<Update>,
    /// What it changes of the situation of who is in already.
    pub(super) restated: Option<Restated>,
}

/// What a line changes of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Update {
    pub(super) person: PersonId,
    /// When the card was written that it changes.
    pub(super) seen: Timestamp,
    pub(super) before: Arc<Identity>,
    pub(super) after: Identity,
    /// The names of the fields.
    pub(super) changed: Vec<&'static str>,
}

impl Judged {
    /// Whether it changes anything of who is known already.
    pub(super) fn updates(&self) -> bool {
        self.update.is_some() || self.restated.is_some()
    }

    /// Whether the line leads to an enrolment.
    pub(super) fn enrols(&self) -> bool {
        matches!(self.verdict, Verdict::Create | Verdict::Enrol(_))
    }

    /// The account that the line leads to, when there is one already.
    pub(super) fn existing(&self) -> Option<PersonId> {
        match self.verdict {
            Verdict::Enrol(person) | Verdict::Already(person) => Some(person),
            _ => None,
        }
    }
}

/// How many lines of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) enrols: u32,
    /// Cards and situations that change, of who is enrolled or is in already.
    pub(super) updates: u32,
    pub(super) faults: u32,
    pub(super) asks: u32,
    pub(super) ignored: u32,
}

/// Counts them.
pub(super) fn count(judged: &[Judged]) -> Counts {
    let mut counts = Counts::default();
    for line in judged {
        counts.updates += u32::from(line.updates());
        let kind = match line.verdict {
            Verdict::Create | Verdict::Enrol(_) => &mut counts.enrols,
            Verdict::Fault(_) => &mut counts.faults,
            Verdict::Ask(_) => &mut counts.asks,
            Verdict::Already(_) if line.updates() => continue,
            Verdict::Already(_) | Verdict::SameAs(_) => &mut counts.ignored,
        };
        *kind += 1;
    }
    counts
}

/// The addresses of a list, as they are compared.
pub(super) fn addresses(sheet: &Sheet, mapping: &Mapping) -> HashSet<String> {
    let people = sheet.lines.iter().map(|line| columns::person(line, mapping));
    people
        .map(|person| normal_email(&person.email))
        .filter(|email| !email.is_empty())
        .collect()
}

/// What becomes of every line, in order.
pub(super) fn judge(
    sheet: &Sheet,
    mapping: &Mapping,
    answers: &Answers,
    known: &Known,
    inside: &HashSet<PersonId>,
) -> Vec<Judged> {
    let mut bench = Bench {
        known,
        inside,
        named: HashMap::new(),
        first: HashMap::new(),
        new: HashMap::new(),
        chosen: HashMap::new(),
    };
    let width = sheet.titles.is_some().then(|| sheet.width());
    let lines = sheet.lines.iter().map(|line| {
        let new = columns::person(line, mapping);
        let answer = answers.get(&line.number).map_or("", String::as_str);
        let mut faults = faults(line, mapping, width, &new);
        let standing = columns::standing(line, mapping).unwrap_or_else(|written| {
            faults.push(format!(
                "Situation\u{202f}: «\u{202f}{written}\u{202f}» n’est pas connue, écrivez salarié, chef d’entreprise, indépendant, conjoint collaborateur, apprenti ou demandeur d’emploi, ou laissez la case vide"
            ));
            None
        });
        let verdict = match faults.is_empty() {
            true => bench.verdict(line.number, &new, answer),
            false => Verdict::Fault(faults),
        };
        Judged {
            number: line.number,
            new,
            standing,
            verdict,
            other: answer == OTHER,
            update: None,
            restated: None,
        }
    });
    lines.collect()
}

/// Said of a line that has no place left.
pub(super) const FULL: &str = "la session est complète\u{202f}: augmentez le nombre de places depuis la page de la session, ou inscrivez cette personne à une autre";

/// Of the lines that lead to an enrolment, those beyond the places that are left are to mend.
pub(super) fn seat(judged: &mut [Judged], left: Option<u32>) {
    let Some(left) = left else { return };
    let left = usize::try_from(left).unwrap_or(usize::MAX);
    for line in judged.iter_mut().filter(|line| line.enrols()).skip(left) {
        line.verdict = Verdict::Fault(vec![FULL.to_owned()]);
    }
}

/// What a line says of a card: telephone, company and trade. An empty cell takes nothing away; name and address are what its
/// person was found by, and stay.
fn updated(card: &Identity, new: &NewPerson) -> Identity {
    let told = |typed: &str, held: &Option<String>| match typed {
        "" => held.clone(),
        typed => Some(typed.to_owned()),
    };
    Identity {
        phone: told(&new.phone, &card.phone),
        company: told(&new.company, &card.company),
        trade: told(&new.trade, &card.trade),
        ..card.clone()
    }
}

/// Notes what each line changes of a card. `open`: whose card may be changed, and when it was written.
pub(super) fn update(judged: &mut [Judged], known: &Known, open: &HashMap<PersonId, Timestamp>) {
    let cards: HashMap<PersonId, &Arc<Identity>> = known
        .values()
        .flatten()
        .map(|(person, card)| (*person, card))
        .collect();
    for line in judged {
        line.update = line.existing().and_then(|person| {
            let (card, seen) = (*cards.get(&person)?, *open.get(&person)?);
            let after = updated(card, &line.new);
            let changed = changes(card, &after);
            (!changed.is_empty()).then(|| Update {
                person,
                seen,
                before: Arc::clone(card),
                after,
                changed,
            })
        });
    }
}

/// What the lines so far have shown.
struct Bench<'a> {
    known: &'a Known,
    inside: &'a HashSet<PersonId>,
    /// Who was met, by address and name.
    named: HashMap<(String, String), u32>,
    /// The first line of an address.
    first: HashMap<String, u32>,
    /// The first new account of an address.
    new: HashMap<String, u32>,
    /// Accounts that a line leads to.
    chosen: HashMap<PersonId, u32>,
}

impl Bench<'_> {
    fn verdict(&mut self, number: u32, new: &NewPerson, answer: &str) -> Verdict {
        let email = normal_email(&new.email);
        let name = format!("{}\n{}", new.given_name, new.family_name).to_lowercase();
        if let Some(first) = self.named.get(&(email.clone(), name.clone())) {
            return Verdict::SameAs(*first);
        }
        self.named.insert((email.clone(), name), number);
        let first = *self.first.entry(email.clone()).or_insert(number);
        let known = self.known.get(&email).map_or(&[][..], Vec::as_slice);
        let cards: Vec<(PersonId, &Identity)> = known.iter().map(|(id, card)| (*id, card.as_ref())).collect();
        match account(new, &cards, answer) {
            // Answered before the first of them had an account.
            Account::Ask if answer == SAME && first < number => Verdict::SameAs(first),
            Account::Ask => Verdict::Ask(Asked::People(known.iter().map(|(id, _)| *id).collect())),
            Account::Existing(person) => match *self.chosen.entry(person).or_insert(number) {
                first if first == number && self.inside.contains(&person) => Verdict::Already(person),
                first if first == number => Verdict::Enrol(person),
                first => Verdict::SameAs(first),
            },
            Account::New => match (self.new.get(&email), answer) {
                (Some(first), SAME) => Verdict::SameAs(*first),
                (Some(first), answer) if answer != OTHER => Verdict::Ask(Asked::Line(*first)),
                _ => {
                    self.new.entry(email).or_insert(number);
                    Verdict::Create
                }
            },
        }
    }
}

/// What is wrong with a line, in sentences that say how to mend it. `width`: how many columns have a title.
fn faults(line: &Line, mapping: &Mapping, width: Option<usize>, new: &NewPerson) -> Vec<String> {
    let (cells, width) = (line.cells.len(), width.unwrap_or(line.cells.len()));
    if line.cells.iter().skip(width).any(|cell| !cell.is_empty()) {
        return vec![format!(
            "{cells} colonnes au lieu de {width}\u{202f}: il y a un séparateur de trop, ou des guillemets manquent autour d’un texte qui en contient un"
        )];
    }
    // Lines that a quote has swallowed, rather than a note of several lines that nobody reads.
    let swallowed = |(at, cell): (usize, &String)| {
        let read = mapping.get(at).is_some_and(Option::is_some);
        cell.contains('\n') && (read || cell.contains('@'))
    };
    if line.cells.iter().enumerate().any(swallowed) {
        return vec![
            "une case contient plusieurs lignes\u{202f}: un guillemet ouvert n’est sans doute pas refermé"
                .to_owned(),
        ];
    }
    let wanted = |column: &Option<Column>| {
        use Column::{Email, Family, FamilyGiven, Given, GivenFamily};
        matches!(column, Some(Given | Family | GivenFamily | FamilyGiven | Email))
    };
    if mapping.iter().skip(cells).any(wanted) {
        let columns = if cells > 1 { "colonnes" } else { "colonne" };
        return vec![format!(
            "{cells} {columns} au lieu de {width}\u{202f}: complétez la ligne"
        )];
    }
    let errors = check_person(new);
    let said = errors
        .iter()
        .map(|error| format!("{}\u{202f}: {}", error.label, error.message));
    said.collect()
}

/// Whether what was done at this moment may still be taken back.
pub(super) fn may_undo(applied: Option<Timestamp>, now: Timestamp) -> bool {
    applied.is_some_and(|at| now.duration_since(at) < DAY)
}

/// Whether what was sent at this moment is still kept.
pub(super) fn kept(sent: Timestamp, now: Timestamp) -> bool {
    now.duration_since(sent) < DAY
}

/// For each line, why it isn't enrolled, when it should have been. `made`: the lines that were, once the list was applied.
pub(super) fn refusals(judged: &[Judged], made: Option<&HashSet<u32>>) -> Vec<Option<String>> {
    let why = |line: &Judged| {
        match (&line.verdict, made) {
        (_, Some(made)) if made.contains(&line.number) => None,
        (Verdict::Fault(said), _) => Some(said.join("\u{202f}; ")),
        (Verdict::Ask(_), None) => Some(
            "adresse e-mail déjà connue sous un autre nom\u{202f}: dites si c’est la même personne".to_owned(),
        ),
        (Verdict::Ask(_), Some(_)) => Some(
            "adresse e-mail déjà connue sous un autre nom\u{202f}: envoyez cette ligne à nouveau et dites si c’est la même personne"
                .to_owned(),
        ),
        (Verdict::Create | Verdict::Enrol(_), Some(_)) => Some(
            "la situation a changé pendant l’inscription\u{202f}: envoyez cette ligne à nouveau".to_owned(),
        ),
        _ => None,
    }
    };
    judged.iter().map(why).collect()
}

/// What is said once a list was taken back: how many left, how many cards are as they were, who stays.
pub(super) fn undone(left: usize, cards: usize, stay: &[String]) -> String {
    let many = |count: usize, one, some| fr::count(u64::try_from(count).unwrap_or(u64::MAX), one, some);
    let mut done = Vec::new();
    if left > 0 || cards == 0 {
        done.push(many(left, "inscription annulée", "inscriptions annulées"));
    }
    if cards > 0 {
        done.push(many(
            cards,
            "fiche remise comme avant",
            "fiches remises comme avant",
        ));
    }
    let left = done.join(", ");
    let names = match stay {
        [] => return format!("{left}."),
        [one] => return format!("{left}. {one} a déjà commencé et reste dans la session."),
        [a, b, c, rest @ ..] if !rest.is_empty() => {
            format!(
                "{a}, {b}, {c} et {}",
                fr::count(rest.len() as u64, "autre", "autres")
            )
        }
        few => fr::series(few, "et"),
    };
    format!("{left}. {names} ont déjà commencé et restent dans la session.")
}

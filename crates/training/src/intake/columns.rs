//! Which column is which: by its title in French or English, or by what it holds.

use people::accounts::NewPerson;
use platform::html::fr;
use serde::{Deserialize, Serialize};

use super::reading::{Line, Sheet};
use crate::standings::Standing;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Column {
    Given,
    Family,
    /// « Monique Le Bihan ».
    GivenFamily,
    /// « Le Bihan Monique ».
    FamilyGiven,
    Email,
    Phone,
    Company,
    Trade,
    Standing,
}

/// For each column of a list, what it holds; none when it isn't read.
pub(super) type Mapping = Vec<Option<Column>>;

impl Column {
    /// In the order of forms.
    pub(super) const ALL: [Self; 9] = [
        Self::Given,
        Self::Family,
        Self::GivenFamily,
        Self::FamilyGiven,
        Self::Email,
        Self::Phone,
        Self::Company,
        Self::Trade,
        Self::Standing,
    ];

    /// As stored, and as forms send it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::GivenFamily => "given_family",
            Self::FamilyGiven => "family_given",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::Trade => "trade",
            Self::Standing => "standing",
        }
    }

    /// Reads it back.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }

    /// As people name it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Given => "Prénom",
            Self::Family => "Nom",
            Self::GivenFamily => "Prénom et nom",
            Self::FamilyGiven => "Nom et prénom",
            Self::Email => "Adresse e-mail",
            Self::Phone => "Téléphone",
            Self::Company => "Entreprise",
            Self::Trade => "Métier",
            Self::Standing => "Situation",
        }
    }

    /// The titles that say it, without accents, spaces or signs.
    const fn titles(self) -> &'static [&'static str] {
        match self {
            Self::Given => &[
                "prenom",
                "prenoms",
                "prenomusuel",
                "firstname",
                "givenname",
                "forename",
            ],
            Self::Family => &[
                "nom",
                "nomdefamille",
                "nomusuel",
                "nomdusage",
                "lastname",
                "familyname",
                "surname",
            ],
            Self::GivenFamily => &[
                "prenometnom",
                "prenomnom",
                "nomcomplet",
                "fullname",
                "displayname",
                "name",
            ],
            Self::FamilyGiven => &["nometprenom", "nomprenom", "nomsetprenoms", "nomprenoms"],
            Self::Email => &[
                "courriel",
                "email",
                "mail",
                "emails",
                "adresseemail",
                "adressemail",
                "adressecourriel",
                "adressedecourriel",
                "adresseelectronique",
                "mel",
                "emailaddress",
                "mailaddress",
            ],
            Self::Phone => &[
                "telephone",
                "tel",
                "portable",
                "mobile",
                "telephoneportable",
                "telephonemobile",
                "telportable",
                "telmobile",
                "numerodetelephone",
                "ntelephone",
                "ndetelephone",
                "numtel",
                "notel",
                "phone",
                "phonenumber",
                "mobilephone",
                "gsm",
            ],
            Self::Company => &[
                "entreprise",
                "societe",
                "raisonsociale",
                "nomdelentreprise",
                "etablissement",
                "enseigne",
                "employeur",
                "company",
                "companyname",
                "organisation",
                "organization",
                "employer",
            ],
            Self::Trade => &[
                "metier",
                "activite",
                "activiteprincipale",
                "profession",
                "fonction",
                "poste",
                "trade",
                "job",
                "jobtitle",
                "occupation",
            ],
            Self::Standing => &[
                "situation",
                "situationprofessionnelle",
                "statutdustagiaire",
                "statutprofessionnel",
                "categoriedestagiaire",
                "standing",
                "employmentstatus",
            ],
        }
    }
}

/// A title as it is compared.
pub(super) fn plain(title: &str) -> String {
    fr::folded(title)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn named(title: &str) -> Option<Column> {
    let plain = plain(title);
    Column::ALL
        .into_iter()
        .find(|column| column.titles().contains(&plain.as_str()))
}

/// Whether one of these is a title that we know.
pub(super) fn known(titles: &[String]) -> bool {
    titles.iter().any(|title| named(title).is_some())
}

/// The columns of a list as far as they can be told.
pub(super) fn recognise(sheet: &Sheet) -> Mapping {
    let mut mapping: Mapping = vec![None; sheet.width()];
    if let Some(titles) = &sheet.titles {
        for (at, title) in titles.cells.iter().enumerate() {
            let column = named(title).filter(|column| !mapping.contains(&Some(*column)));
            mapping[at] = column;
        }
    }
    if !mapping.contains(&Some(Column::Email)) {
        let free = (0..mapping.len()).filter(|at| mapping[*at].is_none());
        let address = |at: &usize| mostly(sheet, *at, |cell| cell.contains('@'));
        if let Some(at) = free.clone().find(address) {
            mapping[at] = Some(Column::Email);
        }
    }
    if sheet.titles.is_none() {
        by_content(sheet, &mut mapping);
    }
    mapping
}

/// Without titles: the figures are the telephone, then come the names, the company and the trade, as people write them.
fn by_content(sheet: &Sheet, mapping: &mut Mapping) {
    let phone = |cell: &str| cell.chars().filter(char::is_ascii_digit).count() >= 9;
    if let Some(at) = (0..mapping.len()).find(|at| mapping[*at].is_none() && mostly(sheet, *at, phone)) {
        mapping[at] = Some(Column::Phone);
    }
    let texts: Vec<usize> = (0..mapping.len())
        .filter(|at| mapping[*at].is_none() && sheet.column(*at).next().is_some())
        .collect();
    let capitals = |at: usize| mostly(sheet, at, in_capitals);
    let columns: &[Column] = match texts[..] {
        [_] => &[Column::GivenFamily],
        [first, second, ..] if capitals(first) && !capitals(second) => {
            &[Column::Family, Column::Given, Column::Company, Column::Trade]
        }
        _ => &[Column::Given, Column::Family, Column::Company, Column::Trade],
    };
    for (at, column) in texts.into_iter().zip(columns) {
        mapping[at] = Some(*column);
    }
}

fn mostly(sheet: &Sheet, at: usize, is: impl Fn(&str) -> bool) -> bool {
    let (all, those) = sheet.column(at).fold((0, 0), |(all, those), cell| {
        (all + 1, those + u32::from(is(cell)))
    });
    all > 0 && those * 2 > all
}

fn in_capitals(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
}

/// What is still missing before people can be read; none when all is there.
pub(super) fn missing(mapping: &Mapping) -> Option<&'static str> {
    let has = |column| mapping.contains(&Some(column));
    let twice = |column| mapping.iter().filter(|one| **one == Some(column)).count() > 1;
    if Column::ALL.into_iter().any(twice) {
        return Some(
            "deux colonnes ne peuvent pas dire la même chose\u{202f}: gardez-en une, et ne lisez pas l’autre",
        );
    }
    if !has(Column::Email) {
        return Some(
            "dites quelle colonne contient l’adresse e-mail\u{202f}: le lien d’activation y est envoyé",
        );
    }
    let name =
        (has(Column::Given) && has(Column::Family)) || has(Column::GivenFamily) || has(Column::FamilyGiven);
    (!name).then_some("dites où sont le prénom et le nom, dans deux colonnes ou dans une seule")
}

/// As kept for the next list with the same titles.
pub(super) fn codes(mapping: &Mapping) -> String {
    let codes: Vec<&str> = mapping
        .iter()
        .map(|column| column.map_or("", Column::code))
        .collect();
    codes.join(",")
}

/// Reads it back.
pub(super) fn parse(codes: &str) -> Mapping {
    codes.split(',').map(Column::parse).collect()
}

/// The person of a line.
pub(super) fn person(line: &Line, mapping: &Mapping) -> NewPerson {
    let mut person = NewPerson::default();
    for (cell, column) in line.cells.iter().zip(mapping) {
        let text = one_space(cell);
        match column {
            None => {}
            Some(Column::Given) => person.given_name = text,
            Some(Column::Family) => person.family_name = text,
            Some(Column::GivenFamily) => (person.given_name, person.family_name) = names(&text, true),
            Some(Column::FamilyGiven) => (person.given_name, person.family_name) = names(&text, false),
            Some(Column::Email) => person.email = text.trim_start_matches("mailto:").to_owned(),
            Some(Column::Phone) => person.phone = phone(text),
            Some(Column::Company) => person.company = text,
            Some(Column::Trade) => person.trade = text,
            // Read by [`standing`]: it is of the session, not of the person.
            Some(Column::Standing) => {}
        }
    }
    person
}

/// What a line says that they are: nothing; something; or words that say none of it.
pub(super) fn standing(line: &Line, mapping: &Mapping) -> Result<Option<Standing>, String> {
    let column = mapping
        .iter()
        .position(|column| *column == Some(Column::Standing));
    let written = column.and_then(|at| line.cells.get(at));
    let written = written.map(|cell| one_space(cell)).unwrap_or_default();
    match Standing::read(&written) {
        None if !written.is_empty() => Err(written),
        read => Ok(read),
    }
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A spreadsheet that takes a telephone for a number drops its first zero.
fn phone(text: String) -> String {
    let figures = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if figures && !text.starts_with('0') {
        format!("0{text}")
    } else {
        text
    }
}

/// The given name and the family name of a whole name: words in capitals are the family's; otherwise one given name, at the
/// beginning or at the end.
fn names(whole: &str, given_first: bool) -> (String, String) {
    let words: Vec<&str> = whole.split(' ').collect();
    let (capitals, others): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| in_capitals(word));
    if !capitals.is_empty() && !others.is_empty() {
        return (others.join(" "), capitals.join(" "));
    }
    match (words.as_slice(), given_first) {
        ([given, family @ ..], true) => ((*given).to_owned(), family.join(" ")),
        ([family @ .., given], false) => ((*given).to_owned(), family.join(" ")),
        ([], _) => (String::new(), String::new()),
    }
}

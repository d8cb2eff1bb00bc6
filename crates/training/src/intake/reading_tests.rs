use proptest::prelude::*;

use super::columns::{Column, codes, missing, parse, person, recognise, standing};
use super::reading::{MOST_LINES, Sheet, Unreadable, read};
use super::sheet::{COLUMNS, cells, write};
use super::text::decode;

/// The titles, then each line with its number.
fn shown(sheet: &Sheet) -> String {
    let titles = sheet.titles.as_ref().map(|line| line.cells.join("|"));
    let lines = sheet
        .lines
        .iter()
        .map(|line| format!("{}:{}", line.number, line.cells.join("|")));
    let all: Vec<String> = titles.into_iter().chain(lines).collect();
    all.join(" / ")
}

#[test]
fn lists_are_read_with_the_numbers_of_their_lines() {
    let cases = [
        (
            "Prénom;Nom;Courriel\nMonique;Le Bihan;m@ex.fr",
            "Prénom|Nom|Courriel / 2:Monique|Le Bihan|m@ex.fr",
        ),
        (
            "prénom,nom,mail\nMonique,Le Bihan,m@ex.fr\n",
            "prénom|nom|mail / 2:Monique|Le Bihan|m@ex.fr",
        ),
        (
            "prénom\tnom\tmail\nMonique\tLe Bihan\tm@ex.fr",
            "prénom|nom|mail / 2:Monique|Le Bihan|m@ex.fr",
        ),
        // A comma inside a text isn't what separates.
        (
            "nom;mail;entreprise\nA;a@ex.fr;Pain, vin\nB;b@ex.fr;Four, pelle",
            "nom|mail|entreprise / 2:A|a@ex.fr|Pain, vin / 3:B|b@ex.fr|Four, pelle",
        ),
        // Empty lines count, lines of separators alone too, and none of them is anybody.
        (
            "\nnom;mail\n\n\nA;a@ex.fr\n;\nB;b@ex.fr",
            "nom|mail / 5:A|a@ex.fr / 7:B|b@ex.fr",
        ),
        // A text over two lines.
        (
            "nom;mail\n\"Les Gâteaux\nde Monique\";a@ex.fr\nB;b@ex.fr",
            "nom|mail / 2:Les Gâteaux\nde Monique|a@ex.fr / 4:B|b@ex.fr",
        ),
        (
            "nom;mail\n\"Dit \"\"Momo\"\"\";a@ex.fr",
            "nom|mail / 2:Dit \"Momo\"|a@ex.fr",
        ),
        // No titles: the first line is someone.
        (
            "Monique;Le Bihan;m@ex.fr\nKarim;Benali;k@ex.fr",
            "1:Monique|Le Bihan|m@ex.fr / 2:Karim|Benali|k@ex.fr",
        ),
        // Copied from a mail.
        (
            "Monique Le Bihan <m@ex.fr>\n\nKarim Benali k@ex.fr",
            "1:Monique Le Bihan|m@ex.fr / 3:Karim Benali|k@ex.fr",
        ),
        // Titles that nobody knows stay titles.
        ("A;B\nMonique;m@ex.fr", "A|B / 2:Monique|m@ex.fr"),
        ("sep=;\nnom;mail\nA;a@ex.fr", "nom|mail / 3:A|a@ex.fr"),
        // Fewer and more cells than titles.
        (
            "prénom;nom;mail\nMonique;Le Bihan\nA;B;c@ex.fr;d",
            "prénom|nom|mail / 2:Monique|Le Bihan / 3:A|B|c@ex.fr|d",
        ),
        // What we guarded comes back as it was.
        ("nom;mail\n'=A1;a@ex.fr", "nom|mail / 2:=A1|a@ex.fr"),
        (
            "[\n {\"nom\": \"A\", \"tel\": \"0612\"},\n\n {\"mail\": \"b@ex.fr\",\n  \"nom\": null, \"age\": 3}]",
            "nom|tel|age|mail / 2:A|0612|| / 4:||3|b@ex.fr",
        ),
        (
            "[{\"nom\": \"A\"}, {\"nom\": \"B\"},\n{\"nom\": \"C\"}]",
            "nom / 1:A / 2:B / 3:C",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            read(text).map(|sheet| shown(&sheet)).as_deref(),
            Ok(expected),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_list_says_why() {
    let long = format!("nom;mail\n{}", "A;a@ex.fr\n".repeat(MOST_LINES + 1));
    let wide = format!("mail;{}\na@ex.fr", "x;".repeat(80));
    let cases = [
        ("prénom;nom;mail\n", Unreadable::OnlyTitles),
        (";;\n;;", Unreadable::Empty),
        ("[]", Unreadable::Empty),
        (long.as_str(), Unreadable::TooManyLines),
        (wide.as_str(), Unreadable::TooManyColumns),
        ("[\n{\"nom\": \"A\"},\n{\"nom\" \"B\"}]", Unreadable::Json(3)),
        ("[{\"nom\": \"A\"}\n{\"nom\": \"B\"}]", Unreadable::Json(2)),
        ("[{\"nom\": \"A\"},]", Unreadable::Json(1)),
        ("[{\"nom\": \"A\"}] x", Unreadable::Json(1)),
        ("[{\"nom\": \"A\"}", Unreadable::Json(1)),
        ("[1, 2]", Unreadable::JsonShape),
        ("{\"nom\": \"A\"}", Unreadable::JsonShape),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), Err(expected), "{}", &text[..text.len().min(40)]);
    }
}

#[test]
fn columns_are_recognised() {
    let cases = [
        (
            "Prénom;NOM;E-mail;Téléphone portable;Société;Métier\na;b;c@d.fr;06;e;f",
            "given,family,email,phone,company,trade",
            true,
        ),
        (
            "First name,Last name,Email address,Mobile,Company,Job title\na,b,c@d.fr,06,e,f",
            "given,family,email,phone,company,trade",
            true,
        ),
        (
            "Nom et prénom;Adresse e-mail;Raison sociale\nLe Bihan Monique;m@ex.fr;x",
            "family_given,email,company",
            true,
        ),
        (
            "Nom complet\tCourriel\nMonique Le Bihan\tm@ex.fr",
            "given_family,email",
            true,
        ),
        // Known by what it holds.
        (
            "Prénom;Nom;Contact\nMonique;Le Bihan;m@ex.fr",
            "given,family,email",
            true,
        ),
        ("Stagiaire;Contact\nMonique;m@ex.fr", ",email", false),
        ("Prénom;Mail\nMonique;m@ex.fr", "given,email", false),
        ("Prénom;Nom\nMonique;Le Bihan", "given,family", false),
        // The first of two with one title.
        ("Nom;Nom;Prénom;Mail\na;b;c;d@e.fr", "family,,given,email", true),
        // Without titles.
        (
            "Monique;Le Bihan;m@ex.fr;0612345678;Choux;Pâtissière\nA;B;c@d.fr;0612345679;E;F",
            "given,family,email,phone,company,trade",
            true,
        ),
        (
            "LE BIHAN;Monique;m@ex.fr\nBENALI;Karim;k@ex.fr",
            "family,given,email",
            true,
        ),
        ("Monique Le Bihan <m@ex.fr>", "given_family,email", true),
    ];
    for (text, expected, whole) in cases {
        let mapping = recognise(&read(text).unwrap());
        assert_eq!(codes(&mapping), expected, "{text}");
        assert_eq!(missing(&mapping).is_none(), whole, "{text}");
        assert_eq!(parse(expected), mapping);
    }
    let twice = vec![
        Some(Column::Email),
        Some(Column::GivenFamily),
        Some(Column::Email),
    ];
    assert!(missing(&twice).is_some_and(|why| why.contains("deux colonnes")));
}

#[test]
fn a_line_becomes_someone() {
    let cases = [
        (
            "Nom et prénom;mail\nLe Bihan Monique;m@ex.fr",
            ["Monique", "Le Bihan", "m@ex.fr", ""],
        ),
        (
            "Nom et prénom;mail\nMonique LE BIHAN;m@ex.fr",
            ["Monique", "LE BIHAN", "m@ex.fr", ""],
        ),
        (
            "Prénom et nom;mail\nMonique Le Bihan;m@ex.fr",
            ["Monique", "Le Bihan", "m@ex.fr", ""],
        ),
        (
            "Prénom et nom;mail\nMonique;m@ex.fr",
            ["Monique", "", "m@ex.fr", ""],
        ),
        (
            "Prénom;Nom;mail;tel\n Monique ;Le  Bihan;mailto:m@ex.fr;0612345678",
            ["Monique", "Le Bihan", "m@ex.fr", "0612345678"],
        ),
        // A spreadsheet took it for a number.
        (
            "Prénom;Nom;mail;tel\nMonique;Le Bihan;m@ex.fr;612345678",
            ["Monique", "Le Bihan", "m@ex.fr", "0612345678"],
        ),
        (
            "Prénom;Nom;mail;tel\nMonique;Le Bihan;m@ex.fr;+33 6 12 34 56 78",
            ["Monique", "Le Bihan", "m@ex.fr", "+33 6 12 34 56 78"],
        ),
        (
            "Prénom;Nom;mail;tel\nMonique;Le Bihan",
            ["Monique", "Le Bihan", "", ""],
        ),
    ];
    for (text, [given, family, email, phone]) in cases {
        let sheet = read(text).unwrap();
        let mut mapping = recognise(&sheet);
        mapping.resize(4, None);
        let new = person(&sheet.lines[0], &mapping);
        assert_eq!(
            [&*new.given_name, &new.family_name, &new.email, &new.phone],
            [given, family, email, phone],
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn whatever_is_sent_no_line_is_misnumbered(bytes: Vec<u8>) {
        if let Ok(text) = decode(&bytes) {
            check(&text)?;
        }
    }

    #[test]
    fn nor_what_looks_like_a_list(text in "[a-c;,\t\"\n@ \\[\\]{}:éà1]{0,80}") {
        check(&text)?;
        check(&format!("[{text}]"))?;
        check(&format!("nom;mail\n{text}"))?;
    }

    #[test]
    fn what_is_written_is_read_back(people in proptest::collection::vec(["[a-zé=+@-][a-zé' -]{0,7}", "[a-z\";]{1,8}", "[a-z]{1,8}@ex\\.fr", "\\+33[0-9]{9}|0[0-9]{9}", "[=+@-][a-z0-9]{0,5}", "[a-z,;\"]{0,8}", "(Salarié ou salariée)?"], 1..8)) {
        let lines = people.iter().map(|cells| cells.to_vec());
        let bytes = write(COLUMNS.map(Column::label), lines).unwrap();
        let sheet = read(&decode(&bytes).unwrap()).unwrap();
        let mapping = recognise(&sheet);
        prop_assert!(missing(&mapping).is_none());
        let read: Vec<Vec<String>> = sheet.lines.iter().map(|line| cells(&person(line, &mapping), standing(line, &mapping).unwrap())).collect();
        let one_space = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let written: Vec<Vec<String>> = people.iter().map(|cells| cells.iter().map(one_space).collect()).collect();
        prop_assert_eq!(read, written);
    }
}

/// Each line of a list stands in the file where its number says, and they go up.
fn check(text: &str) -> Result<(), TestCaseError> {
    let Ok(sheet) = read(text) else {
        return Ok(());
    };
    let lines: Vec<&str> = text.split('\n').collect();
    let json = text.trim_start().starts_with('[');
    let mut before = 0;
    for line in &sheet.lines {
        let number = usize::try_from(line.number).unwrap();
        prop_assert!(
            number > before && (json || number <= lines.len()),
            "{number} of {}",
            lines.len()
        );
        let first = line
            .cells
            .iter()
            .find(|cell| !cell.is_empty())
            .map_or("", String::as_str);
        let begins = first.chars().find(|c| c.is_alphanumeric());
        let there = begins.is_none_or(|c| json || lines[number - 1..].iter().any(|line| line.contains(c)));
        prop_assert!(
            there,
            "{begins:?} is at line {number} or inside what begins there"
        );
        before = number;
    }
    prop_assert!(missing(&recognise(&sheet)).is_none_or(|why| !why.is_empty()));
    Ok(())
}

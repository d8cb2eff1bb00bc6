use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use people::directory::Identity;
use platform::PersonId;
use uuid::Uuid;

use super::columns::recognise;
use super::reading::read;
use super::rules::{
    Answers, Asked, Counts, Judged, Known, Verdict, count, judge, kept, may_undo, refusals, seat, undone,
    update,
};

const MONIQUE: PersonId = PersonId(Uuid::from_u128(1));
const KARIM: PersonId = PersonId(Uuid::from_u128(2));

fn known() -> Known {
    let card = |given: &str, family: &str| {
        Arc::new(Identity {
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            ..Identity::default()
        })
    };
    HashMap::from([
        (
            "monique@ex.fr".to_owned(),
            vec![(MONIQUE, card("Monique", "Le Bihan"))],
        ),
        ("karim@ex.fr".to_owned(), vec![(KARIM, card("Karim", "Benali"))]),
    ])
}

/// The lines after titles, with the answers given; Karim is in the session.
fn judged(lines: &str, answers: &[(u32, &str)]) -> Vec<Judged> {
    let sheet = read(&format!("prénom;nom;mail;tel;métier\n{lines}")).unwrap();
    let answers: Answers = answers
        .iter()
        .map(|(line, said)| (*line, (*said).to_owned()))
        .collect();
    judge(
        &sheet,
        &recognise(&sheet),
        &answers,
        &known(),
        &HashSet::from([KARIM]),
    )
}

fn brief(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Create => "créer".to_owned(),
        Verdict::Enrol(_) => "inscrire".to_owned(),
        Verdict::Already(_) => "déjà".to_owned(),
        Verdict::SameAs(line) => format!("comme {line}"),
        Verdict::Ask(Asked::People(people)) => format!("qui, {}", people.len()),
        Verdict::Ask(Asked::Line(line)) => format!("qui, ligne {line}"),
        Verdict::Fault(said) => format!("erreur\u{202f}: {}", said.join("; ")),
    }
}

#[test]
fn each_line_has_its_verdict() {
    let monique = MONIQUE.to_string();
    type Said<'a> = &'a [(u32, &'a str)];
    let cases: [(&str, Said<'_>, &[&str]); 13] = [
        ("Maria;Lopez;maria@ex.fr;;", &[], &["créer"]),
        ("monique;LE BIHAN;Monique@EX.fr;;", &[], &["inscrire"]),
        ("Karim;Benali;karim@ex.fr;;", &[], &["déjà"]),
        ("Yves;Le Bihan;monique@ex.fr;;", &[], &["qui, 1"]),
        ("Yves;Le Bihan;monique@ex.fr;;", &[(2, "autre")], &["créer"]),
        ("Yves;Le Bihan;monique@ex.fr;;", &[(2, &monique)], &["inscrire"]),
        (
            "Maria;Lopez;maria@ex.fr;;\nMARIA;lopez;Maria@ex.fr;;",
            &[],
            &["créer", "comme 2"],
        ),
        (
            "Monique;Le Bihan;monique@ex.fr;;\nM;LB;monique@ex.fr;;",
            &[(3, &monique)],
            &["inscrire", "comme 2"],
        ),
        // Answered when she had no account yet.
        (
            "Monique;Le Bihan;monique@ex.fr;;\nM;LB;monique@ex.fr;;",
            &[(3, "meme")],
            &["inscrire", "comme 2"],
        ),
        (
            "Maria;Lopez;four@ex.fr;;\nRené;Lopez;four@ex.fr;;",
            &[],
            &["créer", "qui, ligne 2"],
        ),
        (
            "Maria;Lopez;four@ex.fr;;\nRené;Lopez;four@ex.fr;;",
            &[(3, "autre")],
            &["créer", "créer"],
        ),
        (
            "Maria;Lopez;four@ex.fr;;\nM;Lopez;four@ex.fr;;",
            &[(3, "meme")],
            &["créer", "comme 2"],
        ),
        // A line with a fault is nobody's double.
        (
            "Maria;;maria@ex.fr;;\nMaria;Lopez;maria@ex.fr;;",
            &[],
            &["erreur\u{202f}: Nom\u{202f}: à remplir", "créer"],
        ),
    ];
    for (lines, answers, expected) in cases {
        let verdicts: Vec<String> = judged(lines, answers)
            .iter()
            .map(|line| brief(&line.verdict))
            .collect();
        assert_eq!(verdicts, expected, "{lines} {answers:?}");
    }
}

#[test]
fn each_fault_says_how_to_mend_it() {
    let long = format!("{};Lopez;maria@ex.fr;;", "M".repeat(101));
    let cases = [
        (";;;;x", vec!["Prénom", "Nom", "Adresse e-mail"]),
        ("Maria;Lopez;maria.ex.fr;;", vec!["il manque l’arobase"]),
        ("Maria;Lopez;maria@ex;;", vec!["il manque la fin de l’adresse"]),
        ("Maria2;Lopez;maria@ex.fr;;", vec!["des lettres"]),
        ("Maria;Lopez;maria@ex.fr;06 12;", vec!["dix chiffres"]),
        ("Maria;Lopez", vec!["2 colonnes au lieu de 5"]),
        (
            "Maria;Lopez;maria@ex.fr;;Four;à pain",
            vec!["6 colonnes au lieu de 5"],
        ),
        ("\"Maria\nLopez\";x;maria@ex.fr;;", vec!["un guillemet ouvert"]),
        (long.as_str(), vec!["cent caractères au plus"]),
    ];
    for (line, parts) in cases {
        let all = judged(line, &[]);
        let Verdict::Fault(said) = &all[0].verdict else {
            panic!("{line}: {:?}", all[0].verdict)
        };
        assert_eq!(said.len(), parts.len(), "{line}: {said:?}");
        assert!(
            said.iter().zip(&parts).all(|(said, part)| said.contains(part)),
            "{line}: {said:?}"
        );
    }
    // A quote that swallows lines of others is told of, even in a column that nobody reads; a note isn't.
    for (note, fault) in [("\"b\nA;B;c@ex.fr\"", true), ("\"deux\nlignes\"", false)] {
        let sheet = read(&format!("prénom;nom;mail;note\nMaria;Lopez;maria@ex.fr;{note}")).unwrap();
        let all = judge(
            &sheet,
            &recognise(&sheet),
            &Answers::new(),
            &known(),
            &HashSet::new(),
        );
        assert_eq!(matches!(all[0].verdict, Verdict::Fault(_)), fault, "{note}");
    }
    // The last columns may be left out.
    assert_eq!(judged("Maria;Lopez;maria@ex.fr", &[])[0].verdict, Verdict::Create);
}

#[test]
fn what_was_not_enrolled_says_why() {
    let all = judged(
        "Maria;Lopez;maria@ex.fr;;\nMaria;;x@ex.fr;;\nKarim;Benali;karim@ex.fr;;\nYves;Le Bihan;monique@ex.fr;;",
        &[],
    );
    let counts = Counts {
        enrols: 1,
        updates: 0,
        faults: 1,
        asks: 1,
        ignored: 1,
    };
    assert_eq!(count(&all), counts);
    let told = |made: Option<&HashSet<u32>>| -> Vec<bool> {
        refusals(&all, made).iter().map(Option::is_some).collect()
    };
    assert_eq!(told(None), [false, true, false, true], "before");
    assert_eq!(
        told(Some(&HashSet::from([2]))),
        [false, true, false, true],
        "after"
    );
    assert_eq!(
        told(Some(&HashSet::new())),
        [true, true, false, true],
        "when something changed meanwhile"
    );
}

#[test]
fn a_list_changes_what_it_says_of_a_card() {
    let seen = Timestamp::UNIX_EPOCH;
    let open = HashMap::from([(MONIQUE, seen), (KARIM, seen)]);
    type Changed<'a> = &'a [&'a str];
    let cases: [(&str, Changed<'_>, (u32, u32, u32)); 6] = [
        ("Monique;Le Bihan;monique@ex.fr;;", &[], (1, 0, 0)),
        (
            "Monique;Le Bihan;monique@ex.fr;0612345678;",
            &["phone"],
            (1, 1, 0),
        ),
        ("Karim;Benali;karim@ex.fr;;", &[], (0, 0, 1)),
        (
            "Karim;Benali;karim@ex.fr;0612345678;Coiffeur",
            &["phone", "trade"],
            (0, 1, 0),
        ),
        ("Maria;Lopez;maria@ex.fr;0612345678;", &[], (1, 0, 0)),
        // Twice the same person: the first line says it.
        (
            "Karim;Benali;karim@ex.fr;;Coiffeur\nKarim;Benali;karim@ex.fr;;Barbier",
            &["trade"],
            (0, 1, 1),
        ),
    ];
    for (lines, changed, (enrols, updates, ignored)) in cases {
        let mut all = judged(lines, &[]);
        update(&mut all, &known(), &open);
        let told = all[0].update.as_ref().map_or(&[][..], |update| &update.changed);
        assert_eq!(told, changed, "{lines}");
        let counts = Counts {
            enrols,
            updates,
            ignored,
            ..Counts::default()
        };
        assert_eq!(count(&all), counts, "{lines}");
        update(&mut all, &known(), &HashMap::new());
        assert!(
            all.iter().all(|line| line.update.is_none()),
            "a card that nobody may change: {lines}"
        );
    }
}

#[test]
fn what_a_card_says_already_is_no_change() {
    let mut all = judged("Monique;Le Bihan;monique@ex.fr;0612345678;", &[]);
    let mut known = known();
    let held = Identity {
        phone: Some("0612345678".to_owned()),
        trade: Some("Pâtissière".to_owned()),
        ..Identity::default()
    };
    known.insert("monique@ex.fr".to_owned(), vec![(MONIQUE, Arc::new(held))]);
    update(
        &mut all,
        &known,
        &HashMap::from([(MONIQUE, Timestamp::UNIX_EPOCH)]),
    );
    assert_eq!(all[0].update, None, "and an empty cell takes nothing away");
}

#[test]
fn a_day_is_a_day() {
    let at = |hours: i64| Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(hours);
    assert!(may_undo(Some(at(0)), at(23)) && kept(at(0), at(23)));
    assert!(!may_undo(Some(at(0)), at(24)) && !kept(at(0), at(24)));
    assert!(!may_undo(None, at(0)), "nothing was done");
}

#[test]
fn who_stays_is_named() {
    let names = |many: usize| -> Vec<String> {
        ["Monique", "Karim", "Maria", "Fabienne", "René"][..many]
            .iter()
            .map(|name| (*name).to_owned())
            .collect()
    };
    let cases = [
        (2, 0, 0, "2 inscriptions annulées."),
        (2, 1, 0, "2 inscriptions annulées, 1 fiche remise comme avant."),
        (0, 2, 0, "2 fiches remises comme avant."),
        (
            1,
            0,
            1,
            "1 inscription annulée. Monique a déjà commencé et reste dans la session.",
        ),
        (
            0,
            0,
            2,
            "0 inscription annulée. Monique et Karim ont déjà commencé et restent dans la session.",
        ),
        (
            1,
            0,
            5,
            "1 inscription annulée. Monique, Karim, Maria et 2 autres ont déjà commencé et restent dans la session.",
        ),
    ];
    for (left, cards, stay, expected) in cases {
        assert_eq!(undone(left, cards, &names(stay)), expected);
    }
}

#[test]
fn lines_beyond_the_places_are_to_mend() {
    let lines = "Monique;Le Bihan;monique@ex.fr;;\nKarim;Benali;karim@ex.fr;;\nMaria;Lopez;maria@ex.fr;;\n;Sans;sans@ex.fr;;\nRosa;Lopez;rosa@ex.fr;;";
    let cases = [
        (None, [true, false, true, false, true]),
        (Some(0), [false, false, false, false, false]),
        (Some(1), [true, false, false, false, false]),
        (Some(2), [true, false, true, false, false]),
        (Some(9), [true, false, true, false, true]),
    ];
    for (left, enrols) in cases {
        let mut all = judged(lines, &[]);
        seat(&mut all, left);
        assert_eq!(
            all.iter().map(Judged::enrols).collect::<Vec<_>>(),
            enrols,
            "{left:?}"
        );
        assert_eq!(
            all[1].verdict,
            Verdict::Already(KARIM),
            "who is in keeps their place"
        );
    }
}

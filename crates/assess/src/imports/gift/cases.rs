use proptest::prelude::*;

use super::super::{Format, Outcome, read};
use crate::questions::*;

fn one(gift: &str) -> (Question, Vec<String>) {
    let entries = read(Format::Gift, gift.as_bytes()).unwrap();
    assert_eq!(entries.len(), 1, "{entries:?}");
    match entries.into_iter().next().unwrap().outcome {
        Outcome::Taken(question) => (*question, Vec::new()),
        Outcome::Reduced(question, losses) => (*question, losses),
        Outcome::Refused(why) => panic!("{why}: {gift}"),
    }
}

fn shares(choices: &Choices) -> Vec<(&str, i64, &str)> {
    let shown = |choice: &'_ Choice| choice.share.as_percentage() / 100_000;
    choices
        .choices
        .iter()
        .map(|one| (one.text.as_str(), shown(one), one.feedback.as_str()))
        .collect()
}

#[test]
fn choices_and_their_weights() {
    let (question, _) = one(
        "::Four:: Quel four\\: le bon ? { =à sole # Oui ~électrique ~%-50%micro\\~ondes #Non ####Bravo }",
    );
    assert_eq!(
        (
            question.title.as_str(),
            question.text.as_str(),
            question.feedback.as_str()
        ),
        ("Four", "Quel four: le bon ?", "Bravo")
    );
    let Body::Single(choices) = &question.body else {
        panic!("{question:?}")
    };
    assert_eq!(
        shares(choices),
        [
            ("à sole", 100, "Oui"),
            ("électrique", 0, ""),
            ("micro~ondes", -50, "Non")
        ]
    );
    assert_eq!(question.marking.floor, -Share::of(1, 2));
    let (question, _) = one("Lesquels ? {\n~%50%a\n~%50%b\n~%-100%c\n}");
    let Body::Multiple(choices) = &question.body else {
        panic!("{question:?}")
    };
    assert_eq!(shares(choices), [("a", 50, ""), ("b", 50, ""), ("c", -100, "")]);
    assert_eq!(question.title, "Lesquels ?");
}

#[test]
fn every_other_type() {
    let (question, _) = one("Le pain lève{T#Si#Oui}");
    let Body::TrueFalse(answer) = question.body else {
        panic!()
    };
    assert_eq!(
        (
            answer.answer,
            answer.feedback_true.as_str(),
            answer.feedback_false.as_str()
        ),
        (true, "Oui", "Si")
    );

    let (question, _) = one("Qui ? {=Monique =%50%Mo*#presque}");
    let Body::ShortText(short) = question.body else {
        panic!()
    };
    assert_eq!(
        (short.accepted.len(), short.accepted[1].share, short.accents),
        (2, Share::of(1, 2), Accents::Count)
    );

    let (question, _) = one("Qui ? {=Monique=Maria}");
    let Body::ShortText(short) = question.body else {
        panic!()
    };
    assert_eq!(short.accepted.len(), 2);

    let (question, _) = one("Associez {=a -> A =b -> B = -> C}");
    let Body::Matching(matching) = question.body else {
        panic!()
    };
    assert_eq!(
        (matching.pairs.len(), matching.decoys.as_slice()),
        (2, &["C".to_owned()][..])
    );

    let (question, _) = one("Un pain pèse {~200 =250 ~300} grammes.");
    let Body::Cloze(cloze) = &question.body else {
        panic!()
    };
    assert_eq!(
        (question.text.as_str(), cloze.gaps.len()),
        ("Un pain pèse [[1]] grammes.", 1)
    );

    let (question, _) = one("Racontez {}");
    assert!(matches!(question.body, Body::FreeText(_)));

    let numbers = [
        ("{#3}", vec![("3", "0", 100)]),
        ("{#3.14:0.01}", vec![("3.14", "0.01", 100)]),
        ("{#1..2}", vec![("1.5", "0.5", 100)]),
        (
            "{#=1822:0 =%50%1822:2#près ~#non}",
            vec![("1822", "0", 100), ("1822", "2", 50)],
        ),
    ];
    for (braces, expected) in numbers {
        let (question, _) = one(&format!("Combien ? {braces}"));
        let Body::Numeric(numeric) = question.body else {
            panic!()
        };
        let read = |text: &str| Decimal::read(text).unwrap();
        let seen: Vec<_> = numeric
            .accepted
            .iter()
            .map(|one| (one.value, one.tolerance, one.share))
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(value, tolerance, share)| (read(value), read(tolerance), Share::of(share, 100)))
            .collect();
        assert_eq!(seen, expected, "{braces}");
    }
}

#[test]
fn formats_categories_and_comments() {
    let gift = "// rien\n$CATEGORY: $course$/top/Pains\n\n// question: 1 [tag:four] [tag:sole]\n::T::[html]<p>Un <b>four</b></p>{=[plain]a*b ~b}\n\n[markdown]*Deux*{T}\n";
    let entries = read(Format::Gift, gift.as_bytes()).unwrap();
    let questions: Vec<&Question> = entries
        .iter()
        .map(|entry| match &entry.outcome {
            Outcome::Taken(question) => question.as_ref(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(questions[0].text, "Un **four**");
    assert_eq!(questions[0].tags, ["Pains", "four", "sole"]);
    assert_eq!((questions[1].text.as_str(), entries[1].line), ("*Deux*", 7));
    let Body::Single(choices) = &questions[0].body else {
        panic!()
    };
    assert_eq!(choices.choices[0].text, "a\\*b");
}

#[test]
fn each_question_has_its_line_and_its_reason() {
    let cases = [
        (
            "Rien",
            1,
            "Il n’y a pas d’accolades\u{202f}: sans elles, on ne sait pas répondre à ce texte.",
        ),
        (
            "Trop {T} et {F}",
            1,
            "Il y a plusieurs paires d’accolades\u{202f}: une question n’en a qu’une.",
        ),
        ("\n\nOuvert {=a", 3, "L’accolade ouverte n’est pas refermée."),
        (
            "Quoi {mots}",
            1,
            "Ce qui est entre accolades n’est d’aucun type connu de question.",
        ),
        (
            "Combien {#beaucoup}",
            1,
            "«\u{202f}beaucoup\u{202f}» n’est pas un nombre, une marge ou un intervalle.",
        ),
        (
            "{T}",
            1,
            "Le titre n’a pas de texte\u{202f}: écrivez-le. L’énoncé n’a pas de texte\u{202f}: écrivez-le.",
        ),
        (
            "Un seul {~a =a}",
            1,
            "Les réponses 1 et 2 sont les mêmes\u{202f}: changez l’une des deux.",
        ),
    ];
    for (gift, line, why) in cases {
        let entries = read(Format::Gift, gift.as_bytes()).unwrap();
        assert_eq!(entries[0].line, line, "{gift}");
        assert_eq!(entries[0].outcome, Outcome::Refused(why.to_owned()), "{gift}");
    }
    let recovered = read(Format::Gift, "::a::Ouvert {=a\n\n::b::Bon {T}".as_bytes()).unwrap();
    assert!(
        matches!(recovered[0].outcome, Outcome::Refused(_))
            && matches!(recovered[1].outcome, Outcome::Taken(_))
    );
}

proptest! {
    #[test]
    fn any_gift_is_read(gift in "(::|\\{|\\}|=|~|#|%[0-9]{0,3}%|->|\\\\|\n|//|[a-z ]{1,4}|[0-9.:]{1,4}|<b>|\\[html\\]|\\$CATEGORY:|T){0,40}") {
        if let Ok(entries) = read(Format::Gift, gift.as_bytes()) {
            for entry in entries {
                if let Outcome::Taken(question) | Outcome::Reduced(question, _) = entry.outcome {
                    prop_assert!(question.problems().is_empty());
                }
            }
        }
    }
}

#[test]
fn of_two_right_answers_either_is_chosen_and_no_sign_is_lost_on_a_store() {
    use crate::questions::{Body, Share};
    let read = |text: &str| {
        let entry = crate::imports::read(crate::imports::Format::Gift, text.as_bytes())
            .unwrap()
            .remove(0);
        match entry.outcome {
            crate::imports::Outcome::Taken(question) => (*question, 0),
            crate::imports::Outcome::Reduced(question, losses) => (*question, losses.len()),
            crate::imports::Outcome::Refused(why) => panic!("{text}: {why}"),
        }
    };
    let cases = [
        ("Quoi {=a =b ~c}", vec![Share::ALL, Share::ALL, Share::NONE], 1),
        (
            "Quoi {=a ~%100%b ~c}",
            vec![Share::ALL, Share::ALL, Share::NONE],
            1,
        ),
        (
            "Quoi {=a ~%50%b ~c}",
            vec![Share::ALL, Share::of(1, 2), Share::NONE],
            0,
        ),
    ];
    for (text, shares, losses) in cases {
        let (question, said) = read(text);
        let Body::Single(one) = question.body else {
            panic!("{text}")
        };
        let found: Vec<Share> = one.choices.iter().map(|one| one.share).collect();
        assert_eq!((found, said), (shares, losses), "{text}");
    }
    let (question, _) = read("::Le\0 four:: Quoi\0 {=a\0 ~b}");
    assert_eq!(
        (question.title.as_str(), question.text.as_str()),
        ("Le four", "Quoi")
    );
    let (question, said) = read("[markdown]Lequel ![un four](four.png) {=a ~b}");
    assert_eq!((question.text.as_str(), said), ("Lequel un four", 1));
}

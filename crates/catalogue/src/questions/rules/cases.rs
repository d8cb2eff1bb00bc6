use assess::questions::{
    Case, Choice, Choices, Cloze, Filling, Gap, Marking, Order, Parts, Share, ShortText, Words, gap_mark,
};

use super::*;

fn typed(kind: Kind, rows: &[(&str, &str, bool)]) -> Typed {
    let row = |(text, with, right): &(&str, &str, bool)| Row {
        text: (*text).to_owned(),
        with: (*with).to_owned(),
        right: *right,
        ..Row::default()
    };
    Typed {
        title: "Beurre".to_owned(),
        text: format!("Quelle matière grasse {}", gap_mark(0)),
        rows: rows.iter().map(row).collect(),
        truth: (kind == Kind::TrueFalse).then_some(true),
        ..Typed::new(kind)
    }
}

#[test]
fn a_simple_form_makes_a_whole_question_which_gives_the_form_back() {
    let cases = [
        typed(Kind::Single, &[("Beurre", "", true), ("Huile", "", false)]),
        typed(
            Kind::Multiple,
            &[("Beurre", "", true), ("Crème", "", true), ("Huile", "", false)],
        ),
        typed(Kind::TrueFalse, &[]),
        typed(
            Kind::ShortText,
            &[("beurre", "", false), ("beurre doux", "", false)],
        ),
        typed(Kind::Numeric, &[("2,5", "0,1", false)]),
        typed(
            Kind::Matching,
            &[("Chaud", "Four", false), ("Froid", "Chambre", false)],
        ),
        typed(Kind::Ordering, &[("Peser", "", false), ("Cuire", "", false)]),
        typed(Kind::Cloze, &[("liste", "beurre\nhuile", false)]),
        typed(Kind::FreeText, &[]),
    ];
    for typed in cases {
        let (question, mistakes) = typed.question(None);
        assert_eq!(mistakes, [], "{:?}", typed.kind);
        assert_eq!(question.problems(), [], "{:?}", typed.kind);
        assert_eq!(Typed::of(&question), typed, "{:?}", typed.kind);
    }
}

#[test]
fn what_cannot_be_read_is_said_beside_its_field() {
    let mut one = typed(Kind::Numeric, &[("douze", "peu", false)]);
    one.rows[0].part = "tout".to_owned();
    (one.points, one.more) = ("beaucoup".to_owned(), "cm = petit".to_owned());
    let (_, mistakes) = one.question(None);
    let mut fields: Vec<&str> = mistakes.iter().map(|(field, _)| field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["avec-0", "part-0", "plus", "points", "texte-0"]);
}

#[test]
fn ticking_everything_never_wins_by_default() {
    let one = typed(
        Kind::Multiple,
        &[("Beurre", "", true), ("Crème", "", true), ("Huile", "", false)],
    );
    let (question, _) = one.question(None);
    let Body::Multiple(Choices { choices, .. }) = question.body else {
        panic!("several choices")
    };
    let shares: Vec<Share> = choices.iter().map(|choice| choice.share).collect();
    assert_eq!(shares, [Share::of(1, 2), Share::of(1, 2), -Share::of(1, 2)]);
}

#[test]
fn blank_rows_go_and_gaps_that_were_not_touched_stay() {
    let mut one = typed(Kind::Cloze, &[("mots", "beurre", false)]);
    let (mut question, _) = one.question(None);
    let Body::Cloze(cloze) = &mut question.body else {
        panic!("gaps")
    };
    let assess::questions::Filling::ShortText(words) = &mut cloze.gaps[0].filling else {
        panic!("words")
    };
    words.accepted[0].feedback = "Bien vu".to_owned();
    question.marking = Marking {
        parts: Parts::Whole,
        mistake: -Share::of(1, 4),
        floor: -Share::ALL,
    };
    let again = Typed::of(&question).question(Some(&question));
    assert_eq!(again, (question.clone(), Vec::new()));
    one.rows.push(Row::default());
    assert_eq!(one.clone().compacted().rows.len(), 1);
    one.rows[0].with = "huile".to_owned();
    assert_ne!(one.question(Some(&question)).0.body, question.body);
}

fn any_typed() -> impl proptest::strategy::Strategy<Value = Typed> {
    use proptest::prelude::*;
    let row = (
        "[a-z 0-9,=±*\\[\\]]{0,12}",
        "[a-z0-9,.;= ±\n-]{0,16}",
        "[-0-9,%a]{0,8}",
        any::<bool>(),
    );
    let row = row.prop_map(|(text, with, part, right)| Row {
        text,
        with,
        part,
        right,
        ..Row::default()
    });
    let parts = (
        0usize..10,
        prop::collection::vec(row, 0..6),
        "[a-z=0-9,.\n ]{0,20}",
        "[-0-9,. ]{0,12}",
        "\\PC{0,30}",
    );
    parts.prop_map(|(kind, rows, more, points, text)| Typed {
        rows,
        more,
        mistake: points.clone(),
        points,
        text,
        ..Typed::new(Kind::ALL[kind])
    })
}

proptest::proptest! {
    #[test]
    fn any_form_is_a_question_or_says_why(typed in any_typed()) {
        let (question, mistakes) = typed.compacted().question(None);
        if mistakes.is_empty() && question.problems().is_empty() {
            let again = Typed::of(&question).question(Some(&question));
            proptest::prop_assert_eq!(again, (question, Vec::new()));
        }
    }
}

/// Two gaps whose answers have parts and feedback: words, and a list in the author's order.
fn two_gaps() -> Question {
    let half = Share::of(1, 2);
    let word = |text: &str, share| Words {
        text: text.to_owned(),
        share,
        feedback: format!("re {text}"),
    };
    let choice = |text: &str, share| Choice {
        text: text.to_owned(),
        share,
        feedback: format!("re {text}"),
    };
    let words = Filling::ShortText(ShortText {
        accepted: vec![word("four", Share::ALL), word("fournil", half)],
        case: Case::Counts,
        ..ShortText::default()
    });
    let list = Filling::Single(Choices {
        choices: vec![
            choice("sel", Share::NONE),
            choice("eau", half),
            choice("levure", Share::ALL),
        ],
        order: Order::Kept,
    });
    let gaps = [words, list].map(|filling| Gap { weight: 1, filling }).to_vec();
    Question::new("T", "[[1]] [[2]]", Body::Cloze(Cloze { gaps }))
}

/// « four 100 re four, … ».
fn told(gap: &Gap) -> String {
    let line = |text: &str, share: Share, said: &str| {
        format!("{text} {} {said}", share.as_percentage() / 100_000)
            .trim_end()
            .to_owned()
    };
    let all: Vec<String> = match &gap.filling {
        Filling::ShortText(one) => one
            .accepted
            .iter()
            .map(|one| line(&one.text, one.share, &one.feedback))
            .collect(),
        Filling::Single(one) => one
            .choices
            .iter()
            .map(|one| line(&one.text, one.share, &one.feedback))
            .collect(),
        Filling::Numeric(_) => Vec::new(),
    };
    all.join(", ")
}

#[test]
fn an_answer_that_is_edited_keeps_what_the_form_does_not_show() {
    let question = two_gaps();
    let gaps = |form: &Typed| match form.question(Some(&question)).0.body {
        Body::Cloze(one) => one.gaps,
        other => panic!("{other:?}"),
    };
    let before = gaps(&Typed::of(&question));
    let cases = [
        ("four\nfournils", 0, "four 100 re four, fournils 50 re fournil"),
        ("fournil", 0, "fournil 50 re fournil"),
        (
            "four\npelle\nfournil",
            0,
            "four 100 re four, pelle 100, fournil 50 re fournil",
        ),
        // In place, the author's order stays.
        (
            "levain\nsel\neau",
            1,
            "sel 0 re sel, eau 50 re eau, levain 100 re levure",
        ),
        // The first is the right one.
        (
            "sel\neau\nlevure",
            1,
            "sel 100 re sel, eau 50 re eau, levure 0 re levure",
        ),
        ("levure\nsel", 1, "levure 100 re levure, sel 0 re sel"),
    ];
    for (typed, at, expected) in cases {
        let mut form = Typed::of(&question);
        typed.clone_into(&mut form.rows[at].with);
        let after = gaps(&form);
        assert_eq!(told(&after[at]), expected, "{typed}");
        assert_eq!(after[1 - at], before[1 - at], "the other gap is as it was");
        if let Filling::ShortText(one) = &after[0].filling {
            assert_eq!(one.case, Case::Counts);
        }
    }
    // A gap that goes takes nothing of the others with it.
    let mut form = Typed::of(&question);
    form.rows.remove(0);
    assert_eq!(gaps(&form), before[1..]);
}

#[test]
fn tags_and_points_are_what_is_typed() {
    let cases: [(&str, &[&str]); 8] = [
        ("rythme, publier; rythme", &["rythme", "publier"]),
        ("\"farine, eau\", sel", &["farine, eau", "sel"]),
        ("12\", sel", &["12\"", "sel"]),
        ("\"a\"\"b, c\"", &["a\"b, c"]),
        ("\"jamais fermé, sel", &["\"jamais fermé, sel"]),
        ("\"\", ,", &[]),
        ("«\u{202f}a\u{202f}», b", &["«\u{202f}a\u{202f}»", "b"]),
        ("a\nb", &["a", "b"]),
    ];
    for (typed, expected) in cases {
        assert_eq!(tags(typed), expected, "{typed}");
    }
    for (points, mistakes) in [
        ("0,333", 0),
        ("0,3335", 1),
        ("1,5000", 0),
        ("0,0001", 1),
        ("2", 0),
    ] {
        let one = Typed {
            points: points.to_owned(),
            ..typed(Kind::Single, &[("Beurre", "", true), ("Huile", "", false)])
        };
        assert_eq!(one.question(None).1.len(), mistakes, "{points}");
    }
}

#[test]
fn what_a_mistake_takes_has_its_effect_and_two_right_answers_stay() {
    let mut one = typed(
        Kind::Multiple,
        &[("Beurre", "", true), ("Crème", "", true), ("Huile", "", false)],
    );
    one.mistake = "50".to_owned();
    let (question, _) = one.question(None);
    assert_eq!(question.problems(), []);
    assert_eq!(Typed::of(&question), one);
    let given = assess::questions::Answer::Multiple(vec![0, 2]);
    let seen = assess::questions::score(&question, Some(&given));
    assert_eq!(seen.share, Share::of(1, 4));
    let Body::Multiple(Choices { choices, order }) = question.body else {
        panic!("several choices")
    };
    let mut single = Question::new("T", "Quoi", Body::Single(Choices { choices, order }));
    if let Body::Single(Choices { choices, .. }) = &mut single.body {
        choices[0].share = Share::ALL;
        choices[1].share = Share::ALL;
    }
    let form = Typed::of(&single);
    assert_eq!(form.rows.iter().filter(|row| row.right).count(), 1);
    assert_eq!(form.question(Some(&single)).0, single);
}

proptest::proptest! {
    #[test]
    fn any_tags_come_back_from_their_field(all in proptest::collection::vec("[a-zé,;\" ]{1,8}", 0..5)) {
        let mut kept: Vec<String> = Vec::new();
        for tag in all {
            if !tag.trim().is_empty() && !kept.contains(&tag) {
                kept.push(tag);
            }
        }
        let field = kept.iter().map(|tag| tag_typed(tag)).collect::<Vec<_>>().join(", ");
        proptest::prop_assert_eq!(tags(&field), kept);
    }
}

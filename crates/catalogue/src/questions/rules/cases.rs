use assess::questions::{Choices, Marking, Parts, Share, gap_mark};

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

use super::super::*;
use crate::quiz::shuffle::Seed;

type Change<'a> = &'a dyn Fn(&mut Question);
type Given = Result<Option<Answer>, Misfit>;
type Fields<'a> = &'a [(&'a str, &'a str)];

fn single() -> Question {
    let choice = |text: &str, share| Choice {
        text: text.to_owned(),
        share,
        feedback: String::new(),
    };
    let choices = vec![choice("Beurre", Share::ALL), choice("Huile", Share::NONE)];
    Question::new(
        "Feuilletage",
        "Quelle matière grasse ?",
        Body::Single(Choices {
            choices,
            order: Order::Shuffled,
        }),
    )
}

#[test]
fn the_form_kept_never_changes() {
    let json = r#"{"version":1,"title":"Feuilletage","text":"Quelle matière grasse ?","type":"single","choices":[{"text":"Beurre","share":2520000},{"text":"Huile","share":0}],"order":"shuffled","points":1000,"marking":{"parts":"each","mistake":0,"floor":0}}"#;
    assert_eq!(to_json(&single()), json);
    assert_eq!(from_json(json).unwrap(), single());
    let short = r#"{"version":1,"title":"t","text":"x","type":"free_text"}"#;
    assert_eq!(
        from_json(short).unwrap(),
        Question::new("t", "x", Body::FreeText(FreeText::default()))
    );
    assert!(matches!(
        from_json(r#"{"version":2}"#),
        Err(Unreadable::Version(2))
    ));
    for bad in [
        "",
        "{}",
        "[]",
        r#"{"version":1}"#,
        r#"{"version":1,"title":"t","text":"x","type":"none"}"#,
    ] {
        assert!(matches!(from_json(bad), Err(Unreadable::Malformed(_))), "{bad}");
    }
}

fn seen(change: Change<'_>) -> Vec<(Part, String)> {
    let mut question = single();
    change(&mut question);
    let problems = question.problems().into_iter();
    problems.map(|one| (one.part, one.sentence)).collect()
}

#[test]
fn problems_name_the_part() {
    assert_eq!(seen(&|_| {}), []);
    let cases: [(Change<'_>, Part, &str); 6] = [
        (
            &|one| one.title.clear(),
            Part::Title,
            "Le titre n’a pas de texte\u{202f}: écrivez-le.",
        ),
        (
            &|one| one.text = "x".repeat(LONGEST_TEXT + 1),
            Part::Text,
            "L’énoncé dépasse 20\u{202f}000 caractères\u{202f}: raccourcissez.",
        ),
        (
            &|one| one.points = Points(0),
            Part::Points,
            "Les points vont de 0,001 à 1\u{202f}000\u{202f}: indiquez ce que vaut la question.",
        ),
        (
            &|one| one.marking.floor = Share::ALL,
            Part::Points,
            "Ce qu’une erreur retire ne peut pas dépasser les points de la question.",
        ),
        (
            &|one| one.text = "Le [[1]] chauffe".to_owned(),
            Part::Answers,
            "Il faut 1 trou au moins et 50 au plus.",
        ),
        (
            &|one| one.tags = vec![" ".to_owned()],
            Part::Tags,
            "L’étiquette «\u{202f} \u{202f}» n’a pas de texte\u{202f}: écrivez-le.",
        ),
    ];
    for (at, (change, part, sentence)) in cases.into_iter().enumerate() {
        let found = match at {
            4 => seen(&|one| {
                change(one);
                one.body = Body::Cloze(Cloze::default());
            }),
            _ => seen(change),
        };
        assert!(found.contains(&(part, sentence.to_owned())), "{found:?}");
    }
    let bodies = [
        (
            Body::Single(Choices::default()),
            "Aucune réponse ne donne tous les points\u{202f}: indiquez la bonne réponse pour la question.",
        ),
        (
            Body::Multiple(Choices::default()),
            "Aucune réponse ne donne de points\u{202f}: indiquez les bonnes.",
        ),
        (
            Body::ShortText(ShortText::default()),
            "Il faut 1 réponse acceptée au moins et 50 au plus.",
        ),
        (
            Body::Matching(Matching::default()),
            "Il faut 2 associations au moins et 50 au plus.",
        ),
        (
            Body::Ordering(Ordering::default()),
            "Il faut 2 éléments à ranger au moins et 50 au plus.",
        ),
    ];
    for (body, sentence) in bodies {
        let found = seen(&|one| one.body = body.clone());
        assert!(found.iter().any(|(_, seen)| seen == sentence), "{found:?}");
    }
    let anything = ShortText {
        accepted: vec![Words {
            text: " * ".to_owned(),
            share: Share::ALL,
            feedback: String::new(),
        }],
        ..ShortText::default()
    };
    let found = seen(&|one| one.body = Body::ShortText(anything.clone()));
    assert_eq!(
        found,
        [(
            Part::Answer(0),
            "La réponse 1 accepte n’importe quels mots\u{202f}: précisez-la.".to_owned()
        )]
    );
}

#[test]
fn choosing_every_answer_must_not_win() {
    let several = |wrong: i64, parts: Parts, mistake: Share| {
        seen(&|one| {
            let mut choices = match &one.body {
                Body::Single(choices) => choices.clone(),
                other => panic!("{other:?}"),
            };
            choices.choices[1].share = Share::of(wrong, 2);
            one.body = Body::Multiple(choices);
            one.marking = Marking {
                parts,
                mistake,
                floor: mistake,
            };
        })
    };
    let wins = "Tout cocher donne tous les points\u{202f}: faites qu’une réponse fausse en retire, ou choisissez «\u{202f}tout ou rien\u{202f}».";
    let cases = [
        (0, Parts::Each, Share::NONE, true),
        (0, Parts::Whole, Share::NONE, false),
        (0, Parts::Each, -Share::of(1, 4), false),
        (-1, Parts::Each, Share::NONE, false),
        (1, Parts::Each, Share::NONE, false),
    ];
    for (wrong, parts, mistake, reported) in cases {
        let found = several(wrong, parts, mistake);
        assert_eq!(
            found.iter().any(|(_, seen)| seen == wins),
            reported,
            "{wrong} {found:?}"
        );
    }
}

#[test]
fn doubles_are_named_and_too_many_said_once() {
    let pair = || Pair {
        thing: "a".to_owned(),
        with: "b".to_owned(),
    };
    let choices = Choices {
        choices: vec![
            Choice {
                text: "a".to_owned(),
                share: Share::ALL,
                feedback: String::new()
            };
            2
        ],
        ..Choices::default()
    };
    let twice = [
        (
            Body::Ordering(Ordering {
                items: vec!["a".to_owned(); 2],
            }),
            "Les éléments 1 et 2 sont les mêmes\u{202f}: changez l’un des deux.",
        ),
        (
            Body::Matching(Matching {
                pairs: vec![pair(), pair()],
                ..Matching::default()
            }),
            "Les associations 1 et 2 sont les mêmes\u{202f}: changez l’une des deux.",
        ),
        (
            Body::Cloze(Cloze {
                gaps: vec![Gap {
                    weight: 1,
                    filling: Filling::Single(choices),
                }],
            }),
            "Dans le trou 1, les réponses 1 et 2 sont les mêmes\u{202f}: changez l’une des deux.",
        ),
    ];
    for (body, sentence) in twice {
        let found = seen(&|one| one.body = body.clone());
        assert!(found.iter().any(|(_, seen)| seen == sentence), "{found:?}");
    }
    // Too many are said once, and not looked at.
    let many = Body::Ordering(Ordering {
        items: vec![String::new(); MOST_PARTS + 1],
    });
    assert_eq!(seen(&|one| one.body = many.clone()).len(), 1);
}

#[test]
fn answers_from_a_form() {
    let free = Body::FreeText(FreeText::default());
    let order = Body::Ordering(Ordering {
        items: ["a", "b", "c"].map(str::to_owned).to_vec(),
    });
    let Body::Single(mut kept) = single().body else {
        panic!()
    };
    kept.order = Order::Kept;
    let single = Body::Single(kept);
    let multiple = match &single {
        Body::Single(choices) => Body::Multiple(choices.clone()),
        other => other.clone(),
    };
    let long = "x".repeat(LONGEST_FREE_ANSWER + 1);
    let cases: [(&Body, Fields<'_>, Given); 12] = [
        (&single, &[("answer", "1")], Ok(Some(Answer::Single(1)))),
        (
            &single,
            &[("answer", "0"), ("other", "x"), ("answer", "1")],
            Ok(Some(Answer::Single(1))),
        ),
        (&single, &[("answer", "")], Ok(None)),
        (&single, &[], Ok(None)),
        (&single, &[("answer", "2")], Err(Misfit::Place)),
        (&single, &[("answer", "-1")], Err(Misfit::Place)),
        (
            &single,
            &[("answer", "99999999999999999999999")],
            Err(Misfit::Place),
        ),
        (
            &multiple,
            &[("answer", "1"), ("answer", "0"), ("answer", "1")],
            Ok(Some(Answer::Multiple(vec![0, 1]))),
        ),
        (&multiple, &[], Ok(None)),
        (&order, &[("answer-0", "first")], Err(Misfit::Place)),
        (
            &free,
            &[("answer", "Bonjour")],
            Ok(Some(Answer::FreeText("Bonjour".to_owned()))),
        ),
        (&free, &[("answer", &long)], Err(Misfit::Long)),
    ];
    for (body, fields, expected) in cases {
        let shown = Shown::of(body, Seed([1; 16]), 0);
        assert_eq!(
            from_form(body, &shown, fields),
            expected,
            "{:.60}",
            format!("{fields:?}")
        );
    }
}

#[test]
fn ranks_that_say_nothing_keep_the_order_shown() {
    let order = Body::Ordering(Ordering {
        items: ["a", "b", "c"].map(str::to_owned).to_vec(),
    });
    for seed in 0..40 {
        let shown = Shown::of(&order, Seed([seed; 16]), 2);
        let seen = |fields: Fields<'_>| match from_form(&order, &shown, fields) {
            Ok(Some(Answer::Ordering(places))) => places,
            other => panic!("{other:?}"),
        };
        let places = shown.answers();
        let same = seen(&[("answer-0", "1"), ("answer-1", "1"), ("answer-2", "1")]);
        assert_eq!(same, places);
        let question = Question::new("T", "Rangez", order.clone());
        assert_ne!(
            score(&question, Some(&Answer::Ordering(same))).outcome,
            Outcome::Right
        );
        assert_eq!(seen(&[("answer-2", "1")]), [places[2], places[0], places[1]]);
        let ranks = places
            .iter()
            .map(|place| (place + 1).to_string())
            .collect::<Vec<_>>();
        let right = seen(&[
            ("answer-0", &ranks[0]),
            ("answer-1", &ranks[1]),
            ("answer-2", &ranks[2]),
        ]);
        assert_eq!(right, [0, 1, 2]);
    }
}

#[test]
fn what_a_form_names_is_where_it_is_shown() {
    let shuffled = single().body;
    let several = match &shuffled {
        Body::Single(choices) => Body::Multiple(choices.clone()),
        other => other.clone(),
    };
    let choices = match &shuffled {
        Body::Single(choices) => choices.clone(),
        other => panic!("{other:?}"),
    };
    let gaps = Body::Cloze(Cloze {
        gaps: vec![Gap {
            weight: 1,
            filling: Filling::Single(choices),
        }],
    });
    let pair = |thing: &str, with: &str| Pair {
        thing: thing.to_owned(),
        with: with.to_owned(),
    };
    let matching = Body::Matching(Matching {
        pairs: vec![pair("a", "A"), pair("b", "B"), pair("c", "C")],
        ..Matching::default()
    });
    let mut firsts = [0; 4];
    for seed in 0..40 {
        let read = |body: &Body, fields: Fields<'_>| {
            from_form(body, &Shown::of(body, Seed([seed; 16]), 1), fields)
                .unwrap()
                .unwrap()
        };
        let shown = |body: &Body| Shown::of(body, Seed([seed; 16]), 1);
        let first = shown(&shuffled).answers()[0];
        assert_eq!(read(&shuffled, &[("answer", "0")]), Answer::Single(first));
        assert_eq!(read(&several, &[("answer", "0")]), Answer::Multiple(vec![first]));
        let chosen = shown(&gaps).gap(0)[1];
        let expected = Answer::Cloze(vec![Some(GapAnswer::Chosen(chosen))]);
        assert_eq!(read(&gaps, &[("answer-0", "1")]), expected);
        let seen = shown(&matching);
        let mut with = vec![None; 3];
        with[seen.answers()[0]] = Some(seen.options()[2]);
        assert_eq!(read(&matching, &[("answer-0", "2")]), Answer::Matching(with));
        let answers = [first, chosen, seen.answers()[0], seen.options()[2]];
        firsts
            .iter_mut()
            .zip(answers)
            .for_each(|(sum, place)| *sum += place);
    }
    // Not the author's places: each varies from a learner to the next.
    assert!(firsts.iter().all(|sum| *sum > 0 && *sum < 80), "{firsts:?}");
}

//! Composing a quiz: questions, draws, settings, two authors, what goes online.

use assess::questions::Question;
use assess::quiz::settings::Settings;
use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use super::{hands_in, kept, sends, single, starts, told, word};
use crate::world::World;

/// The revision that the composer shows.
async fn revision(visitor: &mut Visitor, home: &str) -> String {
    let page = visitor.get(home).await.body;
    page.split("name=\"revision\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

/// Posts a form of the composer over what it shows now.
async fn does(
    visitor: &mut Visitor,
    home: &str,
    act: &str,
    fields: &[(&str, &str)],
) -> platform::testing::Answer {
    let revision = revision(visitor, home).await;
    let fields = [&[("revision", revision.as_str())], fields].concat();
    visitor.post(&format!("{home}/{act}"), &fields).await
}

both_engines! {
    async fn a_quiz_is_composed_tried_and_put_online(engine) {
        let world = World::new(engine).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let facts = [("sorte", "quiz"), ("titre", "Mes prix"), ("minutes", "10"), ("modalite", "quiz"), ("texte", "Prenez **votre** temps.")];
        let created = office.post_file("/bibliotheque", &facts, ("", b"")).await;
        assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.body);
        let home = created.location().to_owned();
        assert!(home.ends_with("/quiz"), "{home}");
        let tagged = |title: &str| {
            let mut question = single(title);
            question.tags = vec!["prix".to_owned()];
            question
        };
        let ids = world.questions(&[word("Farine"), tagged("Marge"), tagged("Coût"), tagged("Remise")]).await;
        let page = office.get(&format!("{home}?q=far")).await.body;
        assert!(page.contains("Farine") && !page.contains("Remise,"), "{page}");
        let farine = ids[0].to_string();
        assert_eq!(does(&mut office, &home, "questions", &[("question", &farine)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(does(&mut office, &home, "questions", &[("question", "x")]).await.status, StatusCode::NOT_FOUND);

        // A draw that the bank can't fill is told at once.
        let short = does(&mut office, &home, "tirages", &[("combien", "4"), ("etiquette", "prix")]).await;
        assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.body.contains("La banque n’a que 3 questions"), "{}", short.body);
        assert_eq!(does(&mut office, &home, "tirages", &[("combien", "2"), ("etiquette", "prix")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(does(&mut office, &home, "ordre", &[("place", "1"), ("acte", "monter")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(does(&mut office, &home, "points", &[("points-0", "2,5"), ("points-1", "")]).await.status, StatusCode::SEE_OTHER);
        let wrong = does(&mut office, &home, "reglages", &[("but", "note"), ("seuil", "170")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("value=\"170\""), "{}", wrong.body);
        let settings = [("but", "note"), ("seuil", "80"), ("essais", "1"), ("minutes", "20"), ("ouverture", "28"), ("fermeture", "29")];
        assert_eq!(does(&mut office, &home, "reglages", &settings).await.status, StatusCode::SEE_OTHER);
        let page = office.get(&home).await.body;
        for words in ["À mettre en ligne", "3 questions par essai", "2 questions tirées au hasard\u{202f}: prix", "2,5", "value=\"80\""] {
            assert!(page.contains(words), "{words}: {page}");
        }

        // Tried by its author: nothing is kept, and what is right is shown.
        let trial = office.get(&format!("{home}/apercu")).await.body;
        assert!(trial.contains("question 1 sur 3"), "{trial}");
        let seed = trial.split("name=\"tirage\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let answered = office.post(&format!("{home}/apercu"), &[("tirage", &seed), ("numero", "3"), ("answer", "eau")]).await;
        assert!(answered.status == StatusCode::OK && answered.body.contains("farine"), "{}", answered.body);

        let step = world.opens(home.split('/').nth(2).unwrap().parse().unwrap(), 4).await;
        let (mut monique, path) = world.taker_at(step).await;
        assert!(monique.get(&path).await.body.contains("pas encore de question"), "nothing is online");
        assert_eq!(does(&mut office, &home, "publication", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(office.get(&home).await.body.contains("En ligne"));
        let page = monique.get(&path).await.body;
        assert!(page.contains("Ce quiz s’ouvrira le") && page.contains("<strong>votre</strong>"), "on a day of her session: {page}");

        // Another introduction is another version: its questions stay. So do those of an earlier one that comes back.
        let item = home.trim_end_matches("/quiz").to_owned();
        let changed = office.post_file(&format!("{item}/versions"), &[("texte", "Autre.")], ("", b"")).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert!(monique.get(&path).await.body.contains("<dd>3</dd>"));
        assert_eq!(office.post(&format!("{item}/retour"), &[("version", "2")]).await.status, StatusCode::SEE_OTHER);
        assert!(monique.get(&path).await.body.contains("<dd>3</dd>"));
        assert_eq!(office.post(&format!("{item}/retour"), &[("version", "1")]).await.status, StatusCode::SEE_OTHER);
        assert!(monique.get(&path).await.body.contains("pas encore de question"), "the first version had none");
    }

    async fn two_authors_never_undo_each_other(engine) {
        let world = World::new(engine).await;
        let item = world.empty_quiz().await;
        let home = format!("/bibliotheque/{item}/quiz");
        let ids = world.questions(&[single("Un"), single("Deux")]).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let stale = revision(&mut office, &home).await;
        assert_eq!(does(&mut office, &home, "questions", &[("question", &ids[0].to_string())]).await.status, StatusCode::SEE_OTHER);
        for act in ["questions", "publication"] {
            let refused = office.post(&format!("{home}/{act}"), &[("revision", &stale), ("question", &ids[1].to_string())]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
            assert!(refused.body.contains("Quelqu’un d’autre a modifié ce quiz"), "{act}: {}", refused.body);
        }
        let page = office.get(&home).await.body;
        assert!(page.contains("1 question par essai"), "{page}");
        let other = world.film().await.0;
        assert_eq!(office.get(&format!("/bibliotheque/{other}/quiz")).await.status, StatusCode::NOT_FOUND, "a film isn't a quiz");
    }

    async fn what_was_passed_stays_passed_under_new_rules(engine) {
        let world = World::new(engine).await;
        let passing = |pass| Settings { pass: Some(pass), tries: Some(2), ..Settings::default() };
        let (item, step) = world.quiz(passing(50), &[single("Un"), word("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "0")]).await), kept());
        assert!(hands_in(&mut monique, &attempt).await.contains("Réussi"));
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let home = format!("/bibliotheque/{item}/quiz");
        let rules = [("but", "note"), ("seuil", "90"), ("essais", "2")];
        assert_eq!(does(&mut office, &home, "reglages", &rules).await.status, StatusCode::SEE_OTHER);
        assert_eq!(does(&mut office, &home, "publication", &[]).await.status, StatusCode::SEE_OTHER);
        let page = monique.get(&path).await.body;
        assert!(page.contains("À partir de 90\u{202f}%") && page.contains("Réussi"), "{page}");
        assert!(monique.get(&attempt).await.body.contains("Réussi"));
    }

    async fn a_try_asks_so_much_at_most(engine) {
        let world = World::new(engine).await;
        let item = world.empty_quiz().await;
        let home = format!("/bibliotheque/{item}/quiz");
        let tag = |number: usize| ["un", "deux", "trois"][number / 100].to_owned();
        let tagged = (0..201).map(|number| Question { tags: vec![tag(number)], ..single(&number.to_string()) });
        world.questions(&tagged.collect::<Vec<_>>()).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        for (count, tag) in [("100", "un"), ("100", "deux"), ("1", "trois")] {
            let drawn = does(&mut office, &home, "tirages", &[("combien", count), ("etiquette", tag)]).await;
            assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}", drawn.body);
        }
        let refused = does(&mut office, &home, "publication", &[]).await;
        assert!(refused.body.contains("201 questions par essai"), "{}", refused.body);
    }

    async fn a_try_keeps_what_it_asked(engine) {
        let world = World::new(engine).await;
        let (item, step) = world.quiz(Settings::default(), &[single("Un"), word("Deux")]).await;
        let home = format!("/bibliotheque/{item}/quiz");
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        assert_eq!(does(&mut office, &home, "ordre", &[("place", "1"), ("acte", "retirer")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(does(&mut office, &home, "publication", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(monique.get(&attempt).await.body.contains("Question 1 sur 2"), "it started before");
        let (mut maria, hers) = world.taker_at(step).await;
        let attempt = starts(&mut maria, &hers).await;
        assert!(maria.get(&attempt).await.body.contains("Question 1 sur 1"));
    }
}

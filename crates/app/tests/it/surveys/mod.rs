//! Surveys: composed, answered once, read without a name; late ones announced and reminded of, exactly once each.

mod late;
mod results;

use catalogue::courses::{self, StepId};
use catalogue::library::{self, ItemId};
use catalogue::surveys::Window;
use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::{Answer, Visitor};
use platform::{PersonId, args, both_engines, sql};

use crate::pages::whole;
use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

/// A world whose first step asks for an opinion, with two questions: a scale that must be answered, and free words.
pub(crate) struct Poll {
    pub(crate) world: World,
    pub(crate) office: Visitor,
    pub(crate) item: ItemId,
    pub(crate) step: StepId,
}

pub(crate) fn questions<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("combien", "3"),
        ("numero-0", "1"),
        ("question-0", "Est-ce clair\u{202f}?"),
        ("sorte-0", "scale4"),
        ("obligatoire-0", "oui"),
        ("partie-0", "Le contenu"),
        ("numero-1", "2"),
        ("question-1", "Le recommanderiez-vous\u{202f}?"),
        ("sorte-1", "recommend"),
        ("numero-2", "3"),
        ("question-2", "Un mot pour nous\u{202f}?"),
        ("sorte-2", "words"),
    ];
    let mut all: Vec<(&str, &str)> = fields
        .into_iter()
        .filter(|(name, _)| !more.iter().any(|(other, _)| other == name))
        .collect();
    all.extend(more);
    all
}

impl Poll {
    pub(crate) async fn new(engine: platform::db::Engine, kind: &str, more: &[(&str, &str)]) -> Self {
        let world = World::new(engine).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let facts = [
            ("sorte", kind),
            ("titre", "Votre avis"),
            ("minutes", "5"),
            ("modalite", "self_paced"),
        ];
        let fields = [&facts[..], &[("texte", "Dites-nous tout."), ("depart", "modele")]].concat();
        let added = office.post("/bibliotheque", &fields).await;
        assert_eq!(added.status, DONE, "{}", added.body);
        let item: ItemId = added.location().split('/').nth(2).unwrap().parse().unwrap();
        let step = world.opens(item, 0).await;
        let mut tx = world.site.db().begin().await.unwrap();
        let free = sql!("UPDATE steps SET required = 'nothing', required_above = NULL WHERE id = $1");
        tx.execute(free, args![step]).await.unwrap();
        tx.commit().await.unwrap();
        let mut poll = Self {
            world,
            office,
            item,
            step,
        };
        let fields = [
            &[("acte", "publier"), ("version", "1"), ("noms", "non")][..],
            &questions(more),
        ]
        .concat();
        let online = poll.compose(&fields).await;
        assert_eq!(online.status, DONE, "{}", online.body);
        poll
    }

    pub(crate) async fn compose(&mut self, fields: &[(&str, &str)]) -> Answer {
        // What comes last says more.
        let kept: Vec<(&str, &str)> = fields
            .iter()
            .enumerate()
            .filter(|(at, (name, _))| !fields[at + 1..].iter().any(|(other, _)| other == name))
            .map(|(_, field)| *field)
            .collect();
        self.office
            .post(&format!("/bibliotheque/{}/enquete", self.item), &kept)
            .await
    }

    /// A new learner of session A1, signed in, and the path of the step.
    pub(crate) async fn learner(&self, given: &str) -> (PersonId, Visitor, String) {
        let person = self.world.person(given, "Le Goff").await;
        let enrolment = self.world.enrol(person, self.world.own).await;
        let visitor = self.world.signed_in(person).await;
        (
            person,
            visitor,
            format!("/mes-parcours/{enrolment}/etapes/{}", self.step),
        )
    }

    /// Answers as a new learner.
    pub(crate) async fn answers(&self, given: &str, scale: &str, words: &str) -> (Visitor, String) {
        let (_, mut visitor, path) = self.learner(given).await;
        let fields = [("reponse-1", scale), ("reponse-2", "9"), ("reponse-3", words)];
        let sent = visitor.post(&format!("{path}/enquete"), &fields).await;
        assert_eq!(sent.status, DONE, "{}", sent.body);
        (visitor, path)
    }
}

both_engines! {
    async fn a_survey_is_composed_without_losing_a_word(engine) {
        let mut poll = Poll::new(engine, "survey", &[]).await;
        let path = format!("/bibliotheque/{}/enquete", poll.item);
        let page = poll.office.get(&path).await;
        whole(&path, &page);
        assert!(page.body.contains("Est-ce clair") && page.body.contains("Question 3"), "{}", page.body);
        let again = |acte: &'static str| [&[("acte", acte), ("version", "2"), ("noms", "non")][..], &questions(&[])].concat();
        let shown = |body: &str, at: usize| {
            let field = format!("name=\"question-{at}\"");
            let start = body.find(&field).unwrap_or_default();
            body[start..].split("value=\"").nth(1).unwrap_or_default().split('"').next().unwrap_or_default().to_owned()
        };
        let moved = poll.compose(&again("monter-1")).await;
        assert_eq!(moved.status, StatusCode::OK);
        whole(&path, &moved);
        assert!(moved.body.contains("numéro\u{a0}1"), "{}", moved.body);
        assert!(shown(&moved.body, 0).contains("recommanderiez") || moved.body.find("recommanderiez") < moved.body.find("Est-ce clair"), "{}", moved.body);
        let more = poll.compose(&again("ajouter")).await;
        assert!(more.body.contains("Question 4") && more.body.contains("Un mot pour nous"));
        let seen = poll.compose(&again("apercu")).await;
        whole(&path, &seen);
        assert!(seen.body.contains("Plutôt oui") && seen.body.contains("name=\"reponse-1\""), "{}", seen.body);
        // Nothing of that is kept.
        let version = library::current(&mut poll.world.site.db().read().await.unwrap(), poll.item).await.unwrap();
        assert_eq!(version.number, 2);
        for (more, field) in [
            (&[("question-0", " ")][..], "question-0"),
            (&[("sorte-0", "single"), ("choix-0", "Oui")], "choix-0"),
            (&[("combien", "0")], "sans-question"),
        ] {
            let fields = [&[("acte", "publier"), ("version", "2"), ("noms", "non")][..], &questions(more)].concat();
            let answer = poll.compose(&fields).await;
            assert_eq!(answer.status, WRONG, "{field}");
            assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{field}: {}", answer.body);
        }
        let mut late = again("publier");
        late.push(("version", "1"));
        let late = poll.compose(&late).await;
        assert!(late.status == WRONG && late.body.contains("Quelqu’un d’autre a mis cette enquête en ligne"), "{}", late.body);
        // What is changed on the page of the item leaves the questions alone.
        let words = poll.office.post(&format!("/bibliotheque/{}/versions", poll.item), &[("texte", "Autrement dit.")]).await;
        assert_eq!(words.status, DONE, "{}", words.body);
        let page = poll.office.get(&path).await;
        assert!(page.body.contains("Est-ce clair"), "{}", page.body);
        let home = format!("/bibliotheque/{}", poll.item);
        whole(&home, &poll.office.get(&home).await);
        let film = poll.world.film().await.0;
        let other = poll.office.get(&format!("/bibliotheque/{film}/enquete")).await;
        assert!(other.body.contains("n’est pas une enquête"));
    }

    async fn the_second_of_two_authors_is_told(engine) {
        let mut poll = Poll::new(engine, "survey", &[]).await;
        let mut other = poll.world.signed_in(poll.world.someone(BuiltIn::Administrator).await).await;
        let path = format!("/bibliotheque/{}/enquete", poll.item);
        let fields = [&[("acte", "publier"), ("version", "2"), ("noms", "non")][..], &questions(&[])].concat();
        let (one, two) = tokio::join!(poll.office.post(&path, &fields), other.post(&path, &fields));
        let mut said = [one.status, two.status];
        said.sort_unstable();
        assert_eq!(said, [DONE, WRONG], "{} {}", one.body, two.body);
        let told = if one.status == WRONG { one } else { two };
        assert!(told.body.contains("Quelqu’un d’autre a mis cette enquête en ligne"), "{}", told.body);
        let version = library::current(&mut poll.world.site.db().read().await.unwrap(), poll.item).await.unwrap();
        assert_eq!(version.number, 3);
    }

    async fn a_learner_answers_once_and_loses_nothing(engine) {
        let poll = Poll::new(engine, "survey", &[]).await;
        let (_, mut monique, path) = poll.learner("Monique").await;
        let home = monique.get("/").await;
        assert!(home.body.contains("Donnez votre avis") && home.body.contains(&path), "{}", home.body);
        let page = monique.get(&path).await;
        whole(&path, &page);
        assert!(page.body.contains("Vos réponses sont anonymes") && page.body.contains("Dites-nous tout."), "{}", page.body);
        let post = format!("{path}/enquete");
        let lacks = monique.post(&post, &[("reponse-3", "De belles photos."), ("reponse-2", "7")]).await;
        assert_eq!(lacks.status, WRONG);
        whole(&path, &lacks);
        assert!(lacks.body.contains("De belles photos.") && lacks.body.contains("href=\"#reponse-1\""), "{}", lacks.body);
        let outside = monique.post(&post, &[("reponse-1", "12")]).await;
        assert_eq!(outside.status, WRONG);
        let sent = monique.post(&post, &[("reponse-1", "3"), ("reponse-3", "De belles photos.")]).await;
        assert_eq!((sent.status, sent.location()), (DONE, path.as_str()));
        let thanks = monique.get(&path).await;
        whole(&path, &thanks);
        assert!(thanks.body.contains("Merci pour votre avis"), "{}", thanks.body);
        let again = monique.post(&post, &[("reponse-1", "0")]).await;
        assert_eq!(again.status, DONE);
        assert!(monique.follow(&path).await.body.contains("Vous avez déjà répondu"));
        assert!(!monique.get("/").await.body.contains("Donnez votre avis"));
        // It counts for nothing that is to be done, and nobody says « J’ai terminé » of it.
        let course = path.split("/etapes/").next().unwrap().to_owned();
        assert!(monique.get(&course).await.body.contains("0 étape sur 4"));
        let (person, mut josiane, hers) = poll.learner("Josiane").await;
        assert_eq!(josiane.post(&format!("{hers}/fait"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(josiane.post(&post, &[("reponse-1", "3")]).await.status, StatusCode::NOT_FOUND, "hers is another");
        // Once the access is over, it is too late.
        poll.world.scratch.clock.advance(60 * 86_400_000);
        let mut josiane = poll.world.signed_in(person).await;
        assert!(josiane.get(&hers).await.body.contains("Votre accès est terminé"));
        assert_eq!(josiane.post(&format!("{hers}/enquete"), &[("reponse-1", "3")]).await.status, WRONG);
    }

    async fn what_was_answered_says_neither_whose_nor_when(engine) {
        let poll = Poll::new(engine, "survey", &[]).await;
        for (name, scale) in [("Ana", "3"), ("Bea", "0"), ("Cleo", "2"), ("Dora", "3")] {
            poll.answers(name, scale, "Rien").await;
        }
        let mut tx = poll.world.site.db().read().await.unwrap();
        let boxes = tx.all(sql!("SELECT id, content FROM survey_boxes"), args![]).await.unwrap();
        assert_eq!(boxes.len(), 1, "one box for all of them");
        let content: Vec<u8> = boxes[0].get("content").unwrap();
        assert!(!String::from_utf8_lossy(&content).contains("Rien"), "it is sealed");
        let turns = tx.all(sql!("SELECT answered, content FROM survey_turns"), args![]).await.unwrap();
        assert_eq!(turns.len(), 4);
        for turn in &turns {
            assert_eq!(turn.get::<Option<Vec<u8>>>("content").unwrap(), None, "who answered holds no answer");
        }
    }

    async fn a_survey_travels_with_its_course(engine) {
        let mut poll = Poll::new(engine, "late_survey", &[("apres", "45"), ("jours", "20")]).await;
        let out = poll.office.get(&format!("/parcours/{}/archive", poll.world.course)).await;
        let taken = poll.office.post_file("/parcours/import", &[], ("archive=parcours.zip", &out.bytes)).await;
        assert_eq!(taken.status, DONE, "{}", taken.body);
        let course = taken.location().rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = poll.world.site.db().read().await.unwrap();
        let path = courses::outline(&mut tx, course).await.unwrap();
        let step = &path[0].steps[0];
        let item = step.item.unwrap();
        assert_ne!(item, poll.item);
        assert_eq!(step.window, Some(Window { after: 45, days: 20 }));
        let mut surveys = Vec::new();
        for item in [item, poll.item] {
            let version = library::current(&mut tx, item).await.unwrap();
            surveys.push(version.reading().unwrap().survey.unwrap());
        }
        assert_eq!(surveys[0], surveys[1]);
        assert_eq!(surveys[0].questions.len(), 3);
    }
}

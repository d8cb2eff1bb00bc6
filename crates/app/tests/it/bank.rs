//! The bank when it is large: searched and paged by the store; and images in the words of its questions.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::questions::DOT;
use crate::world::World;

const QUESTION: [(&str, &str); 8] = [
    ("type", "single"),
    ("titre", "Le four"),
    ("enonce", "Lequel\u{202f}?"),
    ("lignes", "4"),
    ("texte-0", "Celui-ci"),
    ("texte-1", "Un autre"),
    ("juste", "0"),
    ("points", "1"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = QUESTION
        .iter()
        .filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more).copied().collect()
}

/// A second later, since the list is by time.
async fn writes(world: &World, author: &mut Visitor, more: &[(&str, &str)]) -> String {
    world.scratch.clock.advance(1_000);
    let made = author.post("/questions", &with(more)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.location().to_owned()
}

/// The titles that the list shows, in its order.
fn titles(body: &str) -> Vec<String> {
    let links = body.split("<a href=\"/questions/0").skip(1);
    let title = |link: &str| {
        link.split_once('>')
            .and_then(|(_, rest)| rest.split_once('<'))
            .map(|(title, _)| title.to_owned())
    };
    links.filter_map(title).collect()
}

both_engines! {
    async fn words_are_looked_for_without_accents(engine) {
        let world = World::new(engine).await;
        let mut author = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        writes(&world, &mut author, &[("titre", "Œuvre d’été"), ("etiquettes", "Pâte, levée")]).await;
        writes(&world, &mut author, &[("titre", "Pâte à 100 %"), ("type", "multiple")]).await;
        let home = writes(&world, &mut author, &[("titre", "Le_four!")]).await;
        let course = world.course.to_string();
        writes(&world, &mut author, &[("titre", "Vendre"), ("banque", &course)]).await;
        let cases: [(&str, &[&str]); 14] = [
            ("q=oeuvre", &["Œuvre d’été"]),
            ("q=ETE+levee", &["Œuvre d’été"]),
            ("q=p%C3%A2te", &["Pâte à 100 %", "Œuvre d’été"]),
            ("q=pate+levee", &["Œuvre d’été"]),
            ("q=%25", &["Pâte à 100 %"]),
            ("q=_", &["Le_four!"]),
            ("q=r!", &["Le_four!"]),
            ("q=absent", &[]),
            ("type=multiple", &["Pâte à 100 %"]),
            ("etiquette=lev%C3%A9e", &["Œuvre d’été"]),
            ("banque=plateforme", &["Le_four!", "Pâte à 100 %", "Œuvre d’été"]),
            ("banque=nulle-part", &[]),
            ("chiffres=relire", &[]),
            ("page=99", &["Vendre", "Le_four!", "Pâte à 100 %", "Œuvre d’été"]),
        ];
        for (query, expected) in cases {
            let body = author.get(&format!("/questions?{query}")).await.body;
            assert_eq!(titles(&body), expected, "{query}");
        }
        assert_eq!(titles(&author.get(&format!("/questions?banque={course}")).await.body), ["Vendre"]);
        // It is found by its words of now.
        author.post(&home, &with(&[("version", "1"), ("titre", "La sole"), ("etiquettes", "cuisson")])).await;
        assert_eq!(titles(&author.get("/questions?q=cuisson").await.body), ["La sole"]);
        assert_eq!(titles(&author.get("/questions?q=four").await.body), [""; 0]);
    }

    async fn a_large_bank_costs_no_more(engine) {
        let world = World::new(engine).await;
        let mut author = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let quiz = author.post("/bibliotheque", &[("sorte", "quiz"), ("titre", "Les bases"), ("minutes", "5"), ("modalite", "quiz")]).await;
        let pages = ["/questions".to_owned(), "/questions?q=question+1".to_owned(), quiz.location().to_owned()];
        let mut costs = Vec::new();
        for round in 0..2 {
            let all: Vec<_> = (0..60).map(|number| crate::quizzes::truth(&format!("Question {round} {number}"))).collect();
            world.questions(&all).await;
            let mut cost = Vec::new();
            for page in &pages {
                author.get(page).await;
                let before = world.site.db().statements();
                assert_eq!(author.get(page).await.status, StatusCode::OK);
                cost.push(world.site.db().statements() - before);
            }
            costs.push(cost);
        }
        assert_eq!(costs[0], costs[1]);
        let body = author.get("/questions?page=3").await.body;
        assert_eq!(titles(&body).len(), 20, "{body}");
        let body = author.get(quiz.location()).await.body;
        assert!(body.contains("Les 50 premières"), "{body}");
    }

    async fn an_author_puts_images_in_the_words(engine) {
        let world = World::new(engine).await;
        let mut author = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let four = ("illustration=Mon four.PNG", DOT);
        let unsaid = author.post_file("/questions", &with(&[("faire", "illustrer")]), four).await;
        assert!(unsaid.body.contains("Dites ce que montre l’image"), "{}", unsaid.body);
        let said = [("illustration-description", "Un four"), ("faire", "illustrer")];
        let wrong = author.post_file("/questions", &with(&said), ("illustration=four.png", b"<svg/>")).await;
        assert!(wrong.body.contains("Choisissez une image PNG ou JPEG"), "{}", wrong.body);
        let shown = author.post_file("/questions", &with(&said), four).await;
        assert_eq!(shown.status, StatusCode::OK);
        let text = "Lequel\u{202f}?\n\n![Un four](image-1.png)";
        assert!(shown.body.contains("![Un four](image-1.png)"), "{}", shown.body);
        let waits = shown.after("name=\"gardee.envoi\" value=\"").unwrap().to_owned();
        let moved = "Voici ![Un four](image-1.png)\n\nLequel\u{202f}?";
        let kept = with(&[("enonce", moved), ("gardee.envoi", &waits)]);
        let looked = author.post("/questions", &with(&[("enonce", text), ("gardee.envoi", &waits), ("faire", "apercu")])).await;
        assert!(looked.body.contains(&waits), "it waits still: {}", looked.body);
        let made = author.post("/questions", &kept).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let home = made.location().to_owned();
        assert_eq!(author.get(&format!("{home}/image?nom=image-1.png")).await.bytes, DOT);

        // One more comes with the form that is kept; the first goes on.
        let two = with(&[("version", "1"), ("enonce", moved), ("illustration-description", "Sa porte")]);
        let changed = author.post_file(&home, &two, ("illustration=porte.png", DOT)).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        let page = author.get(&home).await.body;
        for name in ["image-1.png", "image-2.png"] {
            assert!(page.contains(&format!("{home}/image?version=2&amp;nom={name}")), "{name}: {page}");
            assert_eq!(author.get(&format!("{home}/image?nom={name}")).await.bytes, DOT);
        }
        let left = author.get("/questions/export/moodle").await.body;
        assert!(left.contains("name=\"image-1.png\"") && left.contains("name=\"image-2.png\""), "{left}");
        // Somebody else's wait isn't taken, and a name is no path.
        let mut other = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let stolen = other.post_file("/questions", &with(&said), four).await;
        let theirs = stolen.after("name=\"gardee.envoi\" value=\"").unwrap().to_owned();
        let refused = author.post("/questions", &with(&[("enonce", text), ("gardee.envoi", &theirs)])).await;
        assert!(refused.body.contains("n’est plus là"), "{}", refused.body);
        let path = theirs.replace("image-1.png", "../image-1.png");
        let made = other.post("/questions", &with(&[("enonce", "Un ![x](../image-1.png)"), ("gardee.envoi", &path)])).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        assert_eq!(other.get(&format!("{}/image?nom=../image-1.png", made.location())).await.location(), made.location());
    }
}

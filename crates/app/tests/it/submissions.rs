//! Work to hand in, from the library to its correction: written, sent, handed in once, corrected by whoever may, read by its
//! learner, and by nobody else.

use catalogue::courses::StepId;
use http::{Request, StatusCode};
use platform::http::{Body, BuiltIn};
use platform::testing::{Answer, Visitor};
use platform::{PersonId, args, both_engines, sql};
use training::enrolment::EnrolmentId;

use crate::pages::whole;
use crate::world::{Relation, World};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
pub(crate) const RUBRIC: &str = "Le message est clair\n- Pas encore : 0\n- En partie : 2\n- Tout à fait : 4\n\nLe ton\n- Sec : 0\n- Juste : 2";
pub(crate) const VOICE: &[u8] = include_bytes!("../../../catalogue/tests/recordings/voice.webm");

/// The facts of a new item, before what a test changes.
pub(crate) const FACTS: [(&str, &str); 6] = [
    ("sorte", "assignment"),
    ("titre", "Répondre à un avis"),
    ("minutes", "40"),
    ("modalite", "assignment"),
    ("texte", "Répondez à **cet avis** en cinq lignes."),
    ("reglages", ""),
];

/// A world with a step of work to hand in.
pub(crate) struct Workshop {
    pub(crate) world: World,
    pub(crate) step: StepId,
    pub(crate) office: Visitor,
    pub(crate) learner: Visitor,
    pub(crate) enrolment: EnrolmentId,
    pub(crate) tutor: Visitor,
    pub(crate) people: [PersonId; 2],
}

impl Workshop {
    pub(crate) async fn new(engine: platform::db::Engine, settings: &[(&str, &str)]) -> Self {
        let world = World::new(engine).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let fields: Vec<(&str, &str)> = FACTS
            .into_iter()
            .filter(|(name, _)| !settings.iter().any(|(other, _)| other == name))
            .chain(settings.iter().copied())
            .collect();
        let added = office.post("/bibliotheque", &fields).await;
        assert_eq!(added.status, DONE, "{}", added.body);
        let item = added.location().rsplit('/').next().unwrap().parse().unwrap();
        let step = world.opens(item, 3).await;
        let person = world.someone(BuiltIn::Learner).await;
        let tutor = world.someone(BuiltIn::Tutor).await;
        Self {
            step,
            office,
            enrolment: world.enrolment_of(person).await,
            learner: world.signed_in(person).await,
            tutor: world.signed_in(tutor).await,
            people: [person, tutor],
            world,
        }
    }

    pub(crate) fn path(&self) -> String {
        format!("/mes-parcours/{}/etapes/{}", self.enrolment, self.step)
    }

    pub(crate) fn work(&self) -> String {
        format!("{}/production", self.path())
    }

    pub(crate) async fn page(&mut self) -> String {
        let path = self.path();
        let page = self.learner.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        plain(&page.body)
    }

    pub(crate) async fn writes(&mut self, text: &str) -> Answer {
        let revision = revision(&self.page().await);
        let path = self.work();
        self.learner
            .post(&path, &[("texte", text), ("revision", &revision)])
            .await
    }

    pub(crate) async fn sends(&mut self, field: &str, bytes: &[u8]) -> Answer {
        let page = self.page().await;
        let path = self.work();
        let fields = [("texte", written(&page)), ("revision", revision(&page))];
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.learner.post_file(&path, &fields, (field, bytes)).await
    }

    /// Hands in what is in the draft, as it was reviewed.
    pub(crate) async fn hands_in(&mut self) -> Answer {
        let path = format!("{}/remise", self.work());
        let review = self.learner.get(&path).await;
        let seen = value(&review.body, "vu").unwrap_or_default();
        self.learner.post(&path, &[("vu", &seen)]).await
    }

    pub(crate) async fn hands_in_words(&mut self, text: &str) -> String {
        assert_eq!(self.writes(text).await.status, DONE);
        assert_eq!(self.hands_in().await.status, DONE);
        let mut tx = self.world.site.db().read().await.unwrap();
        let sql = sql!("SELECT id FROM submissions WHERE enrolment_id = $1 ORDER BY number DESC LIMIT 1");
        let row = tx.one(sql, args![self.enrolment]).await.unwrap();
        row.get::<uuid::Uuid>("id").unwrap().to_string()
    }

    pub(crate) async fn corrects(&mut self, id: &str, act: &str, more: &[(&str, &str)]) -> Answer {
        let path = format!("/corrections/{id}");
        let page = self.tutor.get(&path).await;
        let revision = revision(&page.body);
        let fields = [&[("revision", revision.as_str()), ("acte", act)][..], more].concat();
        self.tutor.post(&path, &fields).await
    }

    pub(crate) async fn state(&self) -> Option<(String, Option<f64>)> {
        let mut tx = self.world.site.db().read().await.unwrap();
        let sql = sql!(
            "SELECT status, COALESCE(marked_percent, percent) AS percent FROM step_states WHERE enrolment_id = $1 AND step_id = $2"
        );
        let row = tx.optional(sql, args![self.enrolment, self.step]).await.unwrap();
        row.map(|row| (row.get("status").unwrap(), row.get("percent").unwrap()))
    }

    /// Days pass, and everyone comes back.
    pub(crate) async fn later(&mut self, days: i64) {
        self.world.scratch.clock.advance(days * 86_400_000);
        self.learner = self.world.signed_in(self.people[0]).await;
        self.tutor = self.world.signed_in(self.people[1]).await;
    }

    /// The step is to be done by a day of its session.
    pub(crate) async fn due(&self, day: i64) {
        let mut tx = self.world.site.db().begin().await.unwrap();
        let sql = sql!("UPDATE steps SET due_day = $1 WHERE id = $2");
        tx.execute(sql, args![day, self.step]).await.unwrap();
        let sql = sql!("UPDATE courses SET revision = revision + 1 WHERE id = $1");
        tx.execute(sql, args![self.world.course]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

pub(crate) fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

/// What a page holds, without what surrounds it.
pub(crate) fn main(page: &str) -> &str {
    let inside = page.split_once("<main").map_or("", |(_, inside)| inside);
    inside.split("</main>").next().unwrap_or_default()
}

/// The value of a hidden field.
pub(crate) fn value(page: &str, name: &str) -> Option<String> {
    let start = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    Some(start.split('"').next()?.to_owned())
}

pub(crate) fn revision(page: &str) -> String {
    value(page, "revision").unwrap_or_default()
}

/// What stands in the text of a draft.
pub(crate) fn written(page: &str) -> String {
    let area = page.split("name=\"texte\"").nth(1).unwrap_or_default();
    let inside = area.split_once('>').map_or("", |(_, inside)| inside);
    inside.split("</textarea>").next().unwrap_or_default().to_owned()
}

both_engines! {
    async fn a_work_is_written_handed_in_once_corrected_and_read(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let first = shop.page().await;
        assert!(first.contains("<strong>cet avis</strong>") && first.contains("Écrire") && first.contains("Me filmer"), "{first}");
        assert_eq!(shop.state().await, None, "reading the instruction hands nothing to the tutor");
        assert!(shop.world.signed_in(shop.world.manager).await.get("/corrections").await.body.contains("Rien à corriger"));

        // Saved as it is typed, over what was read.
        let (path, token) = (shop.work(), shop.learner.token());
        let request = Request::post(&path).header("origin", shop.learner.origin()).header("x-seul", "oui")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("jeton={token}&revision=0&texte=Bonjour+Madame"))).unwrap();
        let kept = shop.learner.send(request).await;
        assert_eq!((kept.status, kept.headers["x-revision"].to_str().unwrap()), (StatusCode::NO_CONTENT, "1"));
        let stale = shop.learner.post(&path, &[("texte", "Autre onglet"), ("revision", "0")]).await;
        assert!(stale.status == WRONG && stale.body.contains("Autre onglet") && stale.body.contains("Bonjour Madame"), "{}", stale.body);
        assert_eq!(revision(&stale.body), "1", "saving again keeps what one chose");
        assert_eq!(written(&shop.page().await), "Bonjour Madame");

        // Reviewed, then handed in as it was read.
        let review = shop.learner.get(&format!("{path}/remise")).await;
        let seen = value(&review.body, "vu").unwrap();
        assert_eq!(shop.writes("Bonjour Madame, merci de votre avis.").await.status, DONE);
        let moved = shop.learner.post(&format!("{path}/remise"), &[("vu", &seen)]).await;
        assert!(moved.status == WRONG && moved.body.contains("merci de votre avis"), "{}", moved.body);
        assert_eq!(shop.hands_in().await.status, DONE);
        assert_eq!(shop.state().await, Some(("started".to_owned(), None)));
        whole(&path, &review);
        // Sent again, written again: it is handed in.
        assert_eq!(shop.hands_in().await.status, DONE);
        let again = shop.learner.post(&path, &[("texte", "Je change tout"), ("revision", "2")]).await;
        assert!(again.status == WRONG && plain(&again.body).contains("Ce travail est rendu : il ne change plus"), "{}", again.body);
        let page = shop.page().await;
        assert!(page.contains("Rendu le") && page.contains("merci de votre avis") && !page.contains("En retard"), "{page}");

        // Its tutor finds it; what is saved isn't read by the learner.
        assert!(plain(&shop.tutor.get("/").await.body).contains("1 travail rendu à traiter"));
        let queue = shop.tutor.get("/corrections").await;
        whole("/corrections", &queue);
        let id = queue.after("/corrections/").unwrap().to_owned();
        whole("a work", &shop.tutor.get(&format!("/corrections/{id}")).await);
        assert!(main(&queue.body).contains("Camille Essai"), "{}", queue.body);
        let saved = shop.corrects(&id, "brouillon", &[("pourcentage", "80"), ("commentaire", "Ton juste."), ("garder", "oui")]).await;
        assert_eq!(saved.status, DONE, "{}", saved.body);
        assert!(!shop.page().await.contains("Ton juste"));
        // Another tutor at once: what they typed stays, what is saved is shown.
        let other = shop.tutor.post(&format!("/corrections/{id}"), &[("revision", "0"), ("acte", "publier"), ("pourcentage", "50"), ("commentaire", "Trop sec.")]).await;
        assert!(other.status == WRONG && other.body.contains("Trop sec.") && other.body.contains("Ton juste."), "{}", other.body);
        let wrong = shop.corrects(&id, "publier", &[("pourcentage", "120")]).await;
        assert!(wrong.status == WRONG && wrong.body.contains("de 0 à 100"), "{}", wrong.body);
        let published = shop.corrects(&id, "publier", &[("pourcentage", "80"), ("commentaire", "Ton juste.")]).await;
        assert_eq!((published.status, published.location()), (DONE, "/corrections"), "{}", published.body);

        // The mark, the step and the mail go together.
        assert_eq!(shop.state().await, Some(("done".to_owned(), Some(80.0))));
        let home = plain(&shop.learner.get("/").await.body);
        assert!(home.contains("est corrigé") && home.contains("Lire la correction"), "{home}");
        let page = shop.page().await;
        assert!(page.contains("Travail validé") && page.contains("80 %") && page.contains("Ton juste."), "{page}");
        assert!(!shop.learner.get("/").await.body.contains("Lire la correction"), "once is enough");
        let step = shop.path();
        whole("the step", &shop.learner.get(&step).await);
        assert!(shop.tutor.get("/corrections").await.body.contains("Rien à corriger"));
        assert!(shop.tutor.get(&format!("/corrections/{id}")).await.body.contains("Lue par l’apprenant"));

        // The marks of the session have it, and so does their list.
        let notes = format!("/sessions/{}/notes", shop.world.own);
        let table = plain(&shop.tutor.get(&format!("{notes}?tri={}", shop.step)).await.body);
        assert!(table.contains("80 %") && table.contains(&format!("value=\"{}\" selected", shop.step)), "{table}");
        let list = shop.tutor.get(&format!("{notes}/liste")).await;
        assert!(list.body.starts_with('\u{feff}') && list.body.contains("Essai;Camille") && list.body.contains(";80"), "{}", list.body);
        assert_eq!(shop.learner.get(&notes).await.status, StatusCode::FORBIDDEN);

        // What is changed afterwards leaves its trace.
        let phrase = shop.tutor.get("/corrections/phrases").await;
        assert!(phrase.body.contains("Ton juste."), "{}", phrase.body);
        let changed = shop.corrects(&id, "publier", &[("pourcentage", "90"), ("commentaire", "Relu avec vous.")]).await;
        assert_eq!(changed.status, DONE, "{}", changed.body);
        assert_eq!(shop.state().await, Some(("done".to_owned(), Some(90.0))));
        let desk = plain(&shop.tutor.get(&format!("/corrections/{id}")).await.body);
        assert!(desk.contains("Ce qui était publié avant") && desk.contains("80 %") && desk.contains("Ton juste."), "{desk}");

        // Nothing of it stands in clear.
        let mut tx = shop.world.site.db().read().await.unwrap();
        let sql = sql!("SELECT content FROM submissions UNION ALL SELECT content FROM gradings UNION ALL SELECT content FROM remarks UNION ALL SELECT content FROM grading_changes");
        let rows = tx.all(sql, args![]).await.unwrap();
        assert_eq!(rows.len(), 4);
        for row in rows {
            let content: Vec<u8> = row.get("content").unwrap();
            assert!(!content.windows(4).any(|some| [b"avis", b"Ton ", b"Relu"].contains(&some.try_into().unwrap())));
        }
    }

    async fn too_late_is_told_or_refused_and_another_try_keeps_the_first(engine) {
        let mut shop = Workshop::new(engine, &[("reglages", "oui"), ("formats", "text"), ("retard", "refused"), ("essais", "2"), ("grille", RUBRIC)]).await;
        let page = shop.page().await;
        assert!(page.contains("Ce que la correction regarde") && !page.contains("Me filmer"), "{page}");
        let refused = shop.sends("audio=voix.webm", VOICE).await;
        assert!(refused.status == WRONG && refused.body.contains("ne se rend pas sous cette forme"), "{}", refused.body);
        assert_eq!(shop.writes("À l’heure").await.status, DONE);
        shop.due(1).await;
        shop.later(4).await;
        let late = shop.page().await;
        assert!(late.contains("son travail ne se rend plus") && late.contains("À l’heure"), "{late}");
        for answer in [shop.hands_in().await, shop.writes("Trop tard").await] {
            assert_ne!(answer.status, DONE);
        }
        let sent = shop.learner.post(&format!("{}/remise", shop.work()), &[("vu", "1")]).await;
        assert!(sent.status == WRONG && sent.body.contains("ne se rend plus"), "{}", sent.body);
        shop.due(30).await;
        let id = shop.hands_in_words("À l’heure").await;

        // A rubric wants every level, and says what is missing.
        let half = shop.corrects(&id, "publier", &[("critere-1", "2")]).await;
        assert!(half.status == WRONG && half.body.contains("Choisissez un niveau pour chaque critère"), "{}", half.body);
        let mute = shop.corrects(&id, "publier", &[("suite", "redo")]).await;
        assert!(mute.status == WRONG && mute.body.contains("Écrivez ou dites ce qu’il faut reprendre"), "{}", mute.body);
        assert_eq!(shop.corrects(&id, "publier", &[("suite", "redo"), ("commentaire", "Citez un détail.")]).await.status, DONE);
        assert_eq!(shop.state().await, None, "it is the learner's turn again");
        // The second try has no other date than the end of the access.
        shop.due(1).await;
        let page = shop.page().await;
        assert!(page.contains("À reprendre") && page.contains("Citez un détail.") && page.contains("Essai 1"), "{page}");
        let second = shop.hands_in_words("Vous citez nos choux").await;
        let page = shop.page().await;
        assert!(page.contains("À l’heure") && page.contains("nos choux"), "the first is kept: {page}");
        let first = shop.tutor.get(&format!("/corrections/{id}")).await.body;
        assert!(first.contains("Un autre essai a commencé"), "{first}");
        assert_ne!(shop.corrects(&id, "publier", &[("critere-1", "2"), ("critere-2", "1")]).await.status, DONE);
        let last = shop.corrects(&second, "publier", &[("suite", "redo"), ("commentaire", "Encore")]).await;
        assert!(last.status == WRONG && last.body.contains("ne reste pas d’essai"), "{}", last.body);
        assert_eq!(shop.corrects(&second, "publier", &[("critere-1", "1"), ("critere-2", "1")]).await.status, DONE);
        let state = shop.state().await.unwrap();
        assert!(state.0 == "done" && (state.1.unwrap() - 400.0 / 6.0).abs() < 1e-9, "{state:?}");
        assert!(shop.page().await.contains("66 %"));

        // After the end of the access everything is still read.
        shop.later(60).await;
        assert!(shop.page().await.contains("66 %"));
    }

    async fn the_access_ends_and_nothing_more_is_written(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        assert_eq!(shop.writes("En cours").await.status, DONE);
        let mut tx = shop.world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE enrolments SET ends_at = $2 WHERE id = $1"), args![shop.enrolment, shop.world.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(shop.page().await.contains("Votre accès est terminé"));
        let (path, work) = (format!("{}/remise", shop.work()), shop.work());
        let late = shop.learner.post(&work, &[("texte", "Après"), ("revision", "1")]).await;
        assert!(late.status == WRONG && late.body.contains("Votre accès est terminé"), "{}", late.body);
        assert_eq!(shop.learner.post(&path, &[("vu", "1")]).await.status, WRONG);
        assert_eq!(shop.state().await, None);
    }

    async fn names_are_hidden_and_drafts_are_published_together(engine) {
        let mut shop = Workshop::new(engine, &[("reglages", "oui"), ("formats", "text"), ("retard", "accepted"), ("essais", "1"), ("anonyme", "oui"), ("grille", "")]).await;
        let id = shop.hands_in_words("Sans nom").await;
        for path in ["/corrections".to_owned(), format!("/corrections/{id}")] {
            let page = shop.tutor.get(&path).await.body;
            assert!(main(&page).contains("Copie ") && !main(&page).contains("Camille Essai"), "{path}: {page}");
        }
        assert_eq!(shop.corrects(&id, "brouillon", &[("pourcentage", "70")]).await.status, DONE);
        // What somebody changed since isn't published unread.
        let stale = shop.tutor.post("/corrections/publication", &[("production", &format!("{id} 9"))]).await;
        assert_eq!((stale.status, shop.state().await.unwrap().0.as_str()), (WRONG, "started"));
        let told = plain(main(&stale.body));
        assert!(told.contains("Copie ") && told.contains("quelqu’un l’a changée") && !told.contains("Camille Essai"), "{told}");
        let ticked = value(&shop.tutor.get("/corrections").await.body, "production").unwrap();
        assert_eq!(shop.tutor.post("/corrections/publication", &[("production", &ticked)]).await.status, DONE);
        assert_eq!(shop.state().await, Some(("done".to_owned(), Some(70.0))));
        assert!(main(&shop.tutor.get(&format!("/corrections/{id}")).await.body).contains("Camille Essai"), "the name is read once it is published");
    }
}

/// A work handed in, in a relation to who asks: for the matrix.
pub(crate) async fn object(world: &World, step: StepId, relation: Relation) -> uuid::Uuid {
    let session = if relation == Relation::Deleted {
        world.own
    } else {
        world.session(relation)
    };
    let person = world.person("Autre", "Personne").await;
    let enrolment = world.enrol(person, session).await;
    if relation == Relation::Deleted {
        world.withdraw(enrolment).await;
    }
    let key = world
        .site
        .keys()
        .get_or_create(person.0, platform::keys::Class::Evidence)
        .await
        .unwrap();
    let id: learning::submissions::SubmissionId = world.site.new_id();
    let place = platform::vault::Place::new("submissions", "content", id.0);
    let content = key
        .seal(world.site.random(), place, b"{\"text\":\"Bonjour\"}")
        .unwrap();
    let mut tx = world.site.db().begin().await.unwrap();
    let sql = sql!(
        "INSERT INTO submissions (id, enrolment_id, step_id, version_id, number, content, revision, began_at, handed_at)
         VALUES ($1, $2, $3, (SELECT v.id FROM item_versions v ORDER BY v.created_at LIMIT 1), 1, $4, 1, $5, $5)"
    );
    tx.execute(sql, args![id, enrolment, step, content, world.site.clock().now()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id.0
}

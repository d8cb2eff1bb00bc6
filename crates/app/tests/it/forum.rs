//! The forum of a session: asked, answered, followed without reloading, moderated; and nobody else's.

use http::StatusCode;
use platform::db::Engine;
use platform::http::BuiltIn;
use platform::keys::Class;
use platform::testing::Visitor;
use platform::{PersonId, args, both_engines, sql};
use uuid::Uuid;

use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const TITLE: &str = "Quelle lumière pour du bois ?";
const TEXT: &str = "Mes photos sont jaunes. J’ai lu https://exemple.fr/lumiere.";

/// Opens a discussion; answers its address.
pub async fn asked(visitor: &mut Visitor, base: &str, title: &str, text: &str) -> String {
    let answer = visitor
        .post(&format!("{base}/nouvelle"), &[("titre", title), ("texte", text)])
        .await;
    assert_eq!(answer.status, DONE, "{}", answer.body);
    answer.location().to_owned()
}

/// A discussion of a session, its first message and a file of it, for the matrix.
pub async fn object(world: &World, session: Uuid) -> (String, String, String) {
    let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
    let fields = [("titre", "Bienvenue"), ("texte", "Présentez-vous ici.")];
    let asked = office
        .post_file(
            &format!("/sessions/{session}/forum/nouvelle"),
            &fields,
            ("fichiers=Fiche.pdf", b"%PDF-1.7 fiche"),
        )
        .await;
    assert_eq!(asked.status, DONE, "{}", asked.body);
    let path = asked.location().to_owned();
    let message = post(&mut office, &path, 1).await;
    let piece = office.get(&path).await.after("/pieces/").unwrap().to_owned();
    (path.rsplit('/').next().unwrap().to_owned(), message, piece)
}

/// The identifier of a message of a discussion.
pub async fn post(visitor: &mut Visitor, path: &str, number: usize) -> String {
    let page = visitor.get(path).await;
    let entry = page.body.split("data-entry=\"").nth(number).expect("a message");
    entry.split('"').next().unwrap().to_owned()
}

pub async fn said(world: &World, verb: &str) -> i64 {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = sql!("SELECT COUNT(*) AS many FROM events WHERE verb = $1");
    tx.one(sql, args![verb]).await.unwrap().get("many").unwrap()
}

pub struct Cast {
    pub world: World,
    pub base: String,
    pub learner: PersonId,
    pub monique: Visitor,
    pub karim: Visitor,
    pub fabienne: Visitor,
}

impl Cast {
    pub async fn new(engine: Engine) -> Self {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let (other, tutor) = (
            world.someone(BuiltIn::Learner).await,
            world.someone(BuiltIn::Tutor).await,
        );
        Self {
            base: format!("/sessions/{}/forum", world.own),
            monique: world.signed_in(learner).await,
            karim: world.signed_in(other).await,
            fabienne: world.signed_in(tutor).await,
            learner,
            world,
        }
    }
}

both_engines! {
    async fn a_question_is_asked_answered_and_read(engine) {
        let Cast { world, base, mut monique, mut karim, mut fabienne, .. } = Cast::new(engine).await;
        assert!(monique.get(&base).await.body.contains("Aucune discussion pour le moment"));
        monique.get(&base).await;
        assert_eq!(said(&world, "forum.opened").await, 1, "the first time alone is announced");

        let empty = monique.post(&format!("{base}/nouvelle"), &[("titre", ""), ("texte", "")]).await;
        assert!(empty.status == WRONG && empty.body.contains("Donnez un titre") && empty.body.contains("Écrivez votre message"), "{}", empty.body);
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        let page = monique.get(&path).await.body;
        assert!(page.contains("<a href=\"https://exemple.fr/lumiere\" rel=\"noopener noreferrer\">"), "{page}");

        // Whoever accompanies finds it; so does their home.
        assert!(fabienne.get("/").await.body.contains("1 discussion à traiter"));
        assert!(fabienne.get("/forums").await.body.contains(&path));
        let list = fabienne.get(&format!("{base}?filtre=sans-reponse")).await.body;
        assert!(list.contains("Sans réponse") && list.contains("1 message non lu"), "{list}");
        fabienne.get(&path).await;
        assert!(!fabienne.get(&base).await.body.contains("1 message non lu"), "read on this device is read on all");

        let first = post(&mut fabienne, &path, 1).await;
        let replied = fabienne.post(&format!("{path}/messages"), &[("texte", "Avec une lampe **neutre**."), ("citer", &first)]).await;
        assert_eq!((replied.status, replied.location()), (DONE, format!("{path}#m-2").as_str()));
        assert!(!fabienne.get("/").await.body.contains("discussion à traiter"));
        assert!(monique.get(&format!("{base}?filtre=non-lues")).await.body.contains("1 message non lu"));
        let page = monique.get(&path).await.body;
        assert!(page.contains("<strong>neutre</strong>") && page.contains("Tuteur de la session") && page.contains("<blockquote"), "{page}");

        // Who asked says which message answers; another learner doesn't.
        let second = post(&mut monique, &path, 2).await;
        assert_ne!(karim.post(&format!("{path}/solution"), &[("message", &second)]).await.status, DONE);
        assert_ne!(monique.post(&format!("{path}/solution"), &[("message", &first)]).await.status, DONE, "a question is no answer");
        assert_eq!(monique.post(&format!("{path}/solution"), &[("message", &second)]).await.status, DONE);
        assert!(karim.get(&path).await.body.contains("Une réponse est retenue"));

        // Found by its words, whatever their accents; not by others.
        for (words, found) in [("lumiere", true), ("LAMPE neutre", true), ("lampe rouge", false)] {
            let list = karim.get(&format!("{base}?q={}", words.replace(' ', "+"))).await.body;
            assert_eq!(list.contains(&path), found, "{words}");
        }
        let done = platform::jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        assert_eq!(done.failed, 0);
    }

    async fn a_page_hears_what_is_said_until_its_login_ends(engine) {
        let Cast { world: _world, base, mut monique, mut karim, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        let thread = path.rsplit('/').next().unwrap().to_owned();
        let (mut list, mut page) = (monique.listen(&format!("{base}/suivi")).await, monique.listen(&format!("{path}/suivi")).await);
        assert_eq!(karim.post(&format!("{path}/messages"), &[("texte", "Moi aussi.")]).await.status, DONE);
        assert_eq!(page.next().await.unwrap(), format!("data: {thread}\n\n"));
        assert!(list.next().await.unwrap().starts_with("data: "));
        assert_eq!(monique.post("/deconnexion", &[]).await.status, DONE);
        assert_eq!((page.next().await, list.next().await), (None, None));
    }

    async fn what_is_out_of_place_is_reported_hidden_and_shown_again(engine) {
        let Cast { world: _world, base, mut monique, mut karim, mut fabienne, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        karim.post(&format!("{path}/messages"), &[("texte", "Achetez mes lampes magiques")]).await;
        let second = post(&mut monique, &path, 2).await;
        let at = format!("{path}/messages/{second}");
        assert_eq!(monique.post(&format!("{at}/signalement"), &[("raison", "")]).await.status, WRONG);
        for _ in 0..2 {
            assert_eq!(monique.post(&format!("{at}/signalement"), &[("raison", "C’est de la publicité.")]).await.status, DONE);
        }
        let seen = fabienne.get(&path).await.body;
        assert_eq!(seen.matches("C’est de la publicité.").count(), 1, "said once: {seen}");
        assert!(fabienne.get(&format!("{base}?filtre=signalees")).await.body.contains(&path));
        assert!(!karim.get(&path).await.body.contains("publicité"), "others don't know of it");

        assert_eq!(karim.post(&format!("{at}/masquage"), &[("raison", "non")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(fabienne.post(&format!("{at}/masquage"), &[("raison", "Publicité")]).await.status, DONE);
        let seen = karim.get(&path).await.body;
        assert!(!seen.contains("magiques") && seen.contains("Message masqué par") && seen.contains("Publicité"), "{seen}");
        assert!(!karim.get(&format!("{base}?q=magiques")).await.body.contains(&path));
        assert!(karim.get(&format!("{path}?citer={second}")).await.body.contains("Votre message") && !karim.get(&format!("{path}?citer={second}")).await.body.contains("magiques"));
        assert_eq!(monique.get(&format!("{at}/signalement")).await.status, StatusCode::NOT_FOUND);
        assert!(fabienne.get(&path).await.body.contains("magiques") && fabienne.get(&format!("{base}?q=magiques")).await.body.contains(&path));
        assert!(!fabienne.get(&format!("{base}?filtre=signalees")).await.body.contains(&path), "looked at");
        assert_eq!(fabienne.post(&format!("{at}/retablissement"), &[]).await.status, DONE);
        assert!(karim.get(&path).await.body.contains("magiques"));

        // A discussion whose question is hidden doesn't tell its title either.
        let first = post(&mut fabienne, &path, 1).await;
        fabienne.post(&format!("{path}/messages/{first}/masquage"), &[("raison", "Hors sujet")]).await;
        let list = karim.get(&base).await.body;
        assert!(list.contains("Discussion masquée") && !list.contains("lumière"), "{list}");
        assert!(!karim.get(&format!("{base}?q=lumiere")).await.body.contains(&path));
    }

    async fn who_accompanies_pins_and_closes(engine) {
        let Cast { world: _world, base, mut monique, mut karim, mut fabienne, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        let later = asked(&mut karim, &base, "Une autre", "Plus tard").await;
        for act in ["epingler", "clore"] {
            assert_eq!(fabienne.post(&format!("{path}/etat"), &[("acte", act)]).await.status, DONE);
        }
        let list = fabienne.get(&base).await.body;
        assert!(list.contains("Épinglée") && list.find(&path).unwrap() < list.find(&later).unwrap(), "{list}");
        let closed = karim.post(&format!("{path}/messages"), &[("texte", "Trop tard")]).await;
        assert!(closed.status == WRONG && closed.body.contains("Cette discussion est close"), "{}", closed.body);
        assert_eq!(fabienne.post(&format!("{path}/etat"), &[("acte", "rouvrir")]).await.status, DONE);
        assert_eq!(karim.post(&format!("{path}/messages"), &[("texte", "À temps")]).await.status, DONE);
        assert!(fabienne.post(&format!("{path}/etat"), &[("acte", "supprimer")]).await.body.contains("Cette action n’existe pas"));
    }

    async fn one_mends_ones_own_words_for_a_while(engine) {
        let Cast { world, base, mut monique, mut karim, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        let first = post(&mut monique, &path, 1).await;
        let at = format!("{path}/messages/{first}/modification");
        assert!(karim.get(&at).await.status.is_client_error());
        assert_eq!(monique.post(&at, &[("texte", "Mes photos sont bleues.")]).await.status, DONE);
        let page = karim.get(&path).await.body;
        assert!(page.contains("bleues") && page.contains(", modifié") && !page.contains("jaunes"), "{page}");
        world.scratch.clock.advance(31 * 60_000);
        assert_ne!(monique.post(&at, &[("texte", "Trop tard")]).await.status, DONE);
        assert!(karim.get(&path).await.body.contains("bleues"));
    }

    async fn after_the_end_a_learner_reads_and_no_longer_writes(engine) {
        let Cast { world, base, mut monique, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        let sql = sql!("UPDATE enrolments SET ends_at = $1 WHERE session_id = $2");
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql, args![world.site.clock().now(), world.own]).await.unwrap();
        tx.commit().await.unwrap();
        let page = monique.get(&path).await;
        assert!(page.status == StatusCode::OK && page.body.contains("n’y répondent plus"), "{}", page.body);
        for act in ["messages", "../forum/nouvelle"] {
            let refused = monique.post(&format!("{path}/{act}").replace(&format!("{path}/../forum"), &base), &[("titre", "Encore"), ("texte", "Encore")]).await;
            assert!(refused.status.is_client_error() && refused.body.contains("n’y répondent plus"), "{}", refused.body);
        }
    }

    async fn nothing_is_kept_in_clear_and_erasing_leaves_a_hole(engine) {
        let Cast { world, base, learner, mut monique, mut karim, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        karim.post(&format!("{path}/messages"), &[("texte", "Essayez une lampe neutre.")]).await;
        let mut tx = world.site.db().read().await.unwrap();
        let rows = tx.all(sql!("SELECT t.title, p.content FROM forum_threads t JOIN forum_posts p ON p.thread_id = t.id"), args![]).await.unwrap();
        assert_eq!(rows.len(), 2);
        for row in rows {
            for column in ["title", "content"] {
                let kept: Vec<u8> = row.get(column).unwrap();
                let kept = String::from_utf8_lossy(&kept);
                assert!(["lumi", "jaunes", "lampe"].iter().all(|word| !kept.contains(word)), "in clear: {column}");
            }
        }
        drop(tx);
        world.site.keys().destroy(learner.0, Class::Exchanges).await.unwrap();
        let page = karim.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("effacé avec le compte de son auteur") && page.body.contains("lampe neutre") && !page.body.contains("jaunes"), "{}", page.body);
        assert!(karim.get(&base).await.body.contains("Discussion dont l’auteur a effacé son compte"));
    }

    async fn another_sessions_discussion_is_no_page_here(engine) {
        let Cast { world, base, mut monique, .. } = Cast::new(engine).await;
        let (theirs, message, piece) = object(&world, world.other.0).await;
        for path in [format!("{base}/{theirs}"), format!("{base}/{theirs}/suivi"), format!("{base}/{theirs}/messages/{message}/signalement"), format!("{base}/{theirs}/pieces/{piece}"), format!("/sessions/{}/forum/{theirs}", world.other), format!("{base}/nimporte")] {
            assert_eq!(monique.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        let quoting = monique.post(&format!("{path}/messages"), &[("texte", "Voir"), ("citer", &message)]).await;
        assert_eq!(quoting.status, StatusCode::NOT_FOUND);
        assert_eq!(monique.post(&format!("{base}/{theirs}/messages"), &[("texte", "Voir")]).await.status, StatusCode::NOT_FOUND);
    }

    async fn hostile_words_are_words(engine) {
        let Cast { world: _world, base, mut monique, .. } = Cast::new(engine).await;
        let hostile = "<script>alert(1)</script> [ici](javascript:alert(1)) <img src=x onerror=alert(1)> ![a](https://ailleurs.example/x.png)";
        let path = asked(&mut monique, &base, "<b>Titre</b>", hostile).await;
        for page in [monique.get(&path).await.body, monique.get(&base).await.body, monique.get(&format!("{base}?q=%3Cscript%3E")).await.body] {
            assert!(!page.contains("<script>alert") && !page.contains("href=\"javascript") && !page.contains("<b>Titre") && !page.contains("<img"), "{page}");
        }
    }

    async fn its_pages_cost_the_same_however_much_is_written(engine) {
        let Cast { world, base, mut monique, mut fabienne, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        let mut costs = Vec::new();
        for round in 0..2 {
            for page in [&base, &path] {
                fabienne.get(page).await;
            }
            let mut cost = Vec::new();
            for page in [base.clone(), path.clone(), format!("{base}?q=photos"), "/forums".to_owned()] {
                let before = world.site.db().statements();
                assert_eq!(fabienne.get(&page).await.status, StatusCode::OK);
                cost.push(world.site.db().statements() - before);
            }
            costs.push(cost);
            for n in 0..10 * (1 - round) {
                asked(&mut monique, &base, &format!("Question {n}"), "Et ceci ?").await;
                monique.post(&format!("{path}/messages"), &[("texte", "Encore")]).await;
            }
        }
        assert_eq!(costs[0], costs[1]);
        assert!(costs[0].iter().all(|cost| *cost <= 16), "{costs:?}");
    }
}

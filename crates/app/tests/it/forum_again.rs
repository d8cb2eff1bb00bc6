//! The rest of the forum: files, long discussions, what sessions share, what is moved, answers that are there already.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::keys::Class;
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};
use training::sessions::SessionId;

use crate::forum::{Cast, asked, post, said};
use crate::submissions::plain;
use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const MISSING: StatusCode = StatusCode::NOT_FOUND;
const PDF: &[u8] = b"%PDF-1.7 fiche";
const TITLE: &str = "Quelle lumière pour du bois ?";
const TEXT: &str = "Mes photos sont jaunes.";

/// Asks with a file; answers the address of the discussion and of the file.
async fn asked_with_a_file(who: &mut Visitor, base: &str) -> (String, String) {
    let fields = [("titre", TITLE), ("texte", "")];
    let new = format!("{base}/nouvelle");
    let asked = who
        .post_file(&new, &fields, ("fichiers=Devis Le Goff.pdf", PDF))
        .await;
    assert_eq!(asked.status, DONE, "{}", asked.body);
    let path = asked.location().to_owned();
    let piece = who.get(&path).await.after("/pieces/").unwrap().to_owned();
    (path.clone(), format!("{path}/pieces/{piece}"))
}

/// The numbers of the messages of a page, the first and the last.
fn bounds(page: &str) -> (usize, usize) {
    let numbers: Vec<usize> = page
        .split("id=\"m-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    (numbers[0], numbers[numbers.len() - 1])
}

pub async fn shares(world: &World, sessions: &[SessionId], open: bool) -> Answer {
    let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
    let page = format!("/parcours/{}/forum", world.course);
    assert!(office.get(&page).await.body.contains("CMA La Réunion"));
    let all: Vec<String> = [world.own, world.other, world.foreign]
        .iter()
        .map(ToString::to_string)
        .collect();
    let chosen: Vec<String> = sessions.iter().map(ToString::to_string).collect();
    let mut fields = vec![("ouvert", if open { "oui" } else { "non" })];
    fields.extend(all.iter().map(|id| ("montree", id.as_str())));
    fields.extend(chosen.iter().map(|id| ("session", id.as_str())));
    let done = office.post(&page, &fields).await;
    assert_eq!(done.status, DONE, "{}", done.body);
    office.get(&page).await
}

/// Opens a discussion in the forum of the course; answers its address.
pub async fn asked_of_all(who: &mut Visitor, base: &str) -> String {
    let fields = [("titre", TITLE), ("texte", TEXT), ("lieu", "parcours")];
    let asked = who.post(&format!("{base}/nouvelle"), &fields).await;
    assert_eq!(asked.status, DONE, "{}", asked.body);
    asked.location().to_owned()
}

both_engines! {
    async fn files_go_with_words(engine) {
        let Cast { world, base, learner, mut monique, mut karim, mut fabienne } = Cast::new(engine).await;
        let (path, file) = asked_with_a_file(&mut monique, &base).await;
        let read = karim.get(&file).await;
        assert_eq!((read.status, read.body.as_bytes()), (StatusCode::OK, PDF));
        assert!(karim.get(&path).await.body.contains("Devis Le Goff.pdf"));
        let not = karim.post_file(&format!("{path}/messages"), &[("texte", "Voilà")], ("fichiers=fiche.pdf", b"<script>")).await;
        assert!(not.status == WRONG && not.body.contains("Voilà"), "{}", not.body);
        let mut tx = world.site.db().read().await.unwrap();
        let kept: Vec<u8> = tx.one(sql!("SELECT content FROM forum_files"), args![]).await.unwrap().get("content").unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains("Goff"), "in clear");
        drop(tx);
        // What is hidden is for who moderates, its files too; it comes back with them.
        let first = post(&mut fabienne, &path, 1).await;
        fabienne.post(&format!("{path}/messages/{first}/masquage"), &[("raison", "Un nom y est lisible")]).await;
        assert_eq!((karim.get(&file).await.status, fabienne.get(&file).await.status), (MISSING, StatusCode::OK));
        assert!(!karim.get(&path).await.body.contains("Devis") && fabienne.get(&path).await.body.contains("Devis"));
        fabienne.post(&format!("{path}/messages/{first}/retablissement"), &[]).await;
        assert_eq!(karim.get(&file).await.status, StatusCode::OK);
        // Nobody else's, and nobody's once their author is erased.
        let mut other = world.signed_in(world.person("Maria", "Payet").await).await;
        assert_ne!(other.get(&file).await.status, StatusCode::OK);
        world.site.keys().destroy(learner.0, Class::Exchanges).await.unwrap();
        assert_eq!((karim.get(&file).await.status, karim.get(&path).await.status), (MISSING, StatusCode::OK));
    }

    async fn a_long_discussion_is_read_by_pages(engine) {
        let Cast { world, base, mut monique, mut karim, mut fabienne, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        for number in 2..=120 {
            let words = if number == 77 { "Essayez une lampe neutre".to_owned() } else { format!("Encore {number}") };
            let said = karim.post(&format!("{path}/messages"), &[("texte", &words)]).await;
            assert_eq!(said.status, DONE);
            if number == 120 {
                assert_eq!(said.location(), format!("{path}?page=3#m-120"));
            }
        }
        // Whoever has read nothing begins at the beginning; each page read leads to the next, on every device.
        let first = monique.get(&path).await.body;
        assert_eq!(bounds(&first), (1, 50));
        assert!(first.contains("70 messages plus récents") && first.contains(&format!("{path}?page=2#m-51")), "{first}");
        let list = monique.get(&base).await.body;
        assert!(list.contains("70 messages non lus") && list.contains(&format!("{path}?page=2#m-51")), "{list}");
        // A page further on says nothing of those before it.
        assert_eq!(bounds(&monique.get(&format!("{path}?page=3")).await.body), (101, 120));
        assert!(monique.get(&base).await.body.contains("70 messages non lus"));
        assert_eq!(bounds(&monique.get(&path).await.body), (51, 100));
        assert_eq!(bounds(&monique.get(&path).await.body), (101, 120));
        assert!(!monique.get(&base).await.body.contains("non lus"));
        for (page, expected) in [("0", (1, 50)), ("99", (101, 120)), ("deux", (101, 120))] {
            assert_eq!(bounds(&monique.get(&format!("{path}?page={page}")).await.body), expected, "{page}");
        }
        // A search leads to the message; what is quoted, kept or reported is found from any page.
        assert!(karim.get(&format!("{base}?q=lampe+neutre")).await.body.contains(&format!("{path}?page=2#m-77")));
        let page = karim.get(&format!("{path}?page=2")).await.body;
        let lamp = page.split("id=\"m-77\" data-entry=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let quoting = monique.get(&format!("{path}?page=3&citer={lamp}")).await.body;
        assert!(quoting.contains("Vous citez") && quoting.contains("Essayez une lampe neutre"), "{quoting}");
        assert_eq!(monique.post(&format!("{path}/messages"), &[("texte", "Merci"), ("citer", &lamp)]).await.status, DONE);
        assert_eq!(monique.post(&format!("{path}/solution"), &[("message", &lamp)]).await.status, DONE);
        let reported = monique.post(&format!("{path}/messages/{lamp}/signalement"), &[("raison", "Trop cher")]).await;
        assert_eq!(reported.location(), format!("{path}?page=2#m-77"));
        let last = fabienne.get(&format!("{path}?page=3")).await.body;
        assert!(last.contains("href=\"?page=2#m-77\"") && last.contains("Signalés sur d’autres pages"), "{last}");
        assert!(last.contains("<blockquote"), "{last}");
        // However long, a page costs the same.
        let short = asked(&mut monique, &base, "Courte", "Question").await;
        monique.post(&format!("{short}/messages"), &[("texte", "Encore")]).await;
        karim.get(&short).await;
        for page in 1..=3 {
            karim.get(&format!("{path}?page={page}")).await;
        }
        let mut costs = Vec::new();
        for page in [&short, &format!("{path}?page=2")] {
            let before = world.site.db().statements();
            karim.get(page).await;
            costs.push(world.site.db().statements() - before);
        }
        assert!(costs[0] == costs[1] && costs[0] <= 16, "{costs:?}");
    }

    async fn sessions_share_the_forum_of_their_course(engine) {
        let Cast { world, base, mut monique, mut fabienne, .. } = Cast::new(engine).await;
        let far = world.person("Karim", "Payet").await;
        world.enrol(far, world.foreign).await;
        let beside = world.person("Maria", "Riou").await;
        world.enrol(beside, world.other).await;
        let (mut far, mut beside) = (world.signed_in(far).await, world.signed_in(beside).await);
        // Before it is open, nothing is of the course.
        let path = asked_of_all(&mut monique, &base).await;
        assert!(!monique.get(&base).await.body.contains("Du parcours"));
        let page = shares(&world, &[world.own, world.foreign], true).await.body;
        assert_eq!(page.matches("checked").count(), 3, "{page}");
        assert_eq!((said(&world, "forum.shared").await, said(&world, "forum.joined").await), (1, 2));

        let mut heard = far.listen(&format!("/sessions/{}/forum/suivi", world.foreign)).await;
        let shared = asked_of_all(&mut monique, &base).await;
        assert!(heard.next().await.unwrap().starts_with("data: "), "who looks from another session hears it");
        let id = shared.rsplit('/').next().unwrap();
        let there = format!("/sessions/{}/forum", world.foreign);
        let list = far.get(&there).await.body;
        assert!(list.contains("Du parcours") && list.contains(id) && list.contains("Camille E."), "{list}");
        assert!(!list.contains("Camille Essai") && !list.contains(path.rsplit('/').next().unwrap()), "{list}");
        let said = far.post(&format!("{there}/{id}/messages"), &[("texte", "Avec une lampe neutre.")]).await;
        assert_eq!(said.status, DONE, "{}", said.body);
        // Whoever follows is told without the name.
        let done = platform::jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        assert_eq!(done.failed, 0);
        let news = monique.get("/notifications").await.body;
        assert!(news.contains("d’une autre session a écrit") && !news.contains("Payet"), "{news}");
        let read = monique.get(&shared).await.body;
        assert!(read.contains("Karim P.") && read.contains("Autre session") && !read.contains("Payet"), "{read}");
        assert!(fabienne.get(&shared).await.body.contains("Karim Payet"), "who accompanies reads whole names");
        // A session that wasn't chosen shares nothing.
        assert!(!beside.get(&format!("/sessions/{}/forum", world.other)).await.body.contains(id));
        assert_eq!(beside.get(&format!("/sessions/{}/forum/{id}", world.other)).await.status, MISSING);

        // A manager takes their own session out, then in again; the office closes it for all.
        let mut rene = world.signed_in(world.manager).await;
        for (act, status) in [("quitter", MISSING), ("participer", StatusCode::OK)] {
            assert_eq!(rene.post(&format!("{base}/parcours"), &[("acte", act)]).await.status, DONE);
            assert_eq!((monique.get(&shared).await.status, far.get(&format!("{there}/{id}")).await.status), (status, StatusCode::OK), "{act}");
        }
        shares(&world, &[world.own, world.foreign], false).await;
        assert_eq!((monique.get(&shared).await.status, far.get(&format!("{there}/{id}")).await.status), (MISSING, MISSING));
        let refused = rene.post(&format!("{base}/parcours"), &[("acte", "participer")]).await;
        assert!(refused.status.is_client_error() && refused.body.contains("n’est pas ouvert"), "{}", refused.body);
        assert_eq!(monique.get(&path).await.status, StatusCode::OK, "what is the session’s stays");
    }

    async fn a_discussion_moves_with_all_that_goes_with_it(engine) {
        let Cast { world, base, mut monique, mut karim, mut fabienne, .. } = Cast::new(engine).await;
        let (path, _) = asked_with_a_file(&mut monique, &base).await;
        karim.post(&format!("{path}/messages"), &[("texte", "Avec une lampe neutre.")]).await;
        let id = path.rsplit('/').next().unwrap();
        assert!(fabienne.get(&format!("{path}/deplacement")).await.body.contains("Aucun autre forum"));
        let other = world.other.to_string();
        let refused = fabienne.post(&format!("{path}/deplacement"), &[("vers", &other)]).await;
        assert!(refused.status.is_client_error() && refused.body.contains("Choisissez dans la liste"), "{}", refused.body);
        assert_eq!(monique.post(&format!("{path}/deplacement"), &[("vers", &other)]).await.status, StatusCode::FORBIDDEN);

        let mut rene = world.signed_in(world.manager).await;
        let choices = rene.get(&format!("{path}/deplacement")).await.body;
        assert!(choices.contains(">A2, ") && !choices.contains(">B1, ") && !choices.contains("value=\"parcours\""), "{choices}");
        let moved = rene.post(&format!("{path}/deplacement"), &[("vers", &other)]).await;
        let there = format!("/sessions/{other}/forum/{id}");
        assert_eq!((moved.status, moved.location()), (DONE, there.as_str()));
        let old = rene.get(&path).await;
        assert_eq!((old.status, old.location()), (DONE, there.as_str()), "the old address leads to the new one");
        let page = rene.get(&there).await.body;
        assert!(page.contains("Avec une lampe neutre.") && page.contains("Devis"), "{page}");
        assert_eq!((monique.get(&path).await.status, said(&world, "forum.moved").await), (MISSING, 1));
        assert!(!monique.get(&base).await.body.contains(id));

        // And from a session's to the course's.
        rene.post(&format!("{there}/deplacement"), &[("vers", &world.own.to_string())]).await;
        shares(&world, &[world.own, world.foreign], true).await;
        let shared = rene.post(&format!("{path}/deplacement"), &[("vers", "parcours")]).await;
        assert_eq!((shared.status, shared.location()), (DONE, path.as_str()));
        let far = world.person("Maria", "Payet").await;
        world.enrol(far, world.foreign).await;
        let mut far = world.signed_in(far).await;
        assert_eq!(far.get(&format!("/sessions/{}/forum/{id}", world.foreign)).await.status, StatusCode::OK);
        assert!(monique.get(&path).await.body.contains("Discussion du parcours"));
        let back = rene.post(&format!("{path}/deplacement"), &[("vers", &world.own.to_string())]).await;
        assert_eq!(back.status, DONE);
        assert_eq!(far.get(&format!("/sessions/{}/forum/{id}", world.foreign)).await.status, MISSING);
    }

    async fn answers_that_are_there_are_shown_once(engine) {
        let Cast { world, base, mut monique, mut fabienne, .. } = Cast::new(engine).await;
        let shelf = format!("/sessions/{}/questions", world.own);
        fabienne.post(&shelf, &[("question", "Quelle lumière pour photographier le bois ?"), ("reponse", "Près d’une fenêtre.")]).await;
        let fields = [("titre", TITLE), ("texte", TEXT)];
        let new = format!("{base}/nouvelle");
        let once = monique.post(&new, &fields).await;
        assert_eq!(once.status, StatusCode::OK);
        for kept in ["Avant d’envoyer", "Près d’une fenêtre.", "Envoyer quand même", TEXT, "Quelle lumière pour du bois"] {
            assert!(plain(&once.body).contains(kept), "{kept}: {}", once.body);
        }
        assert_eq!(monique.post(&new, &[fields[0], fields[1], ("vu", "oui")]).await.status, DONE);
        // As they type; nothing for other words, nothing to who accompanies, nothing that would lose a file.
        let near = monique.post(&format!("{base}/suggestions"), &[("titre", "lumiere sur le BOIS")]).await;
        assert!(near.status == StatusCode::OK && near.body.contains("Près d’une fenêtre.") && !near.body.contains("<html"), "{}", near.body);
        assert_eq!(monique.post(&format!("{base}/suggestions"), &[("texte", "Où est l’émargement ?")]).await.body, "");
        assert_eq!(fabienne.post(&new, &fields).await.status, DONE);
        assert_eq!(monique.post_file(&new, &fields, ("fichiers=Fiche.pdf", PDF)).await.status, DONE);
        // To a tutor by message too.
        let tutor = world.person("Fabienne", "Caradec").await;
        let proof = platform::http::Proof::<training::sessions::AssignTutors>::of_system(&platform::http::SystemActs::new(), world.own);
        let mut tx = world.site.db().begin().await.unwrap();
        training::sessions::assign(&mut tx, &world.site, &proof, tutor, training::sessions::Duty::Content).await.unwrap();
        tx.commit().await.unwrap();
        let (place, to) = (world.own.to_string(), tutor.to_string());
        let mut fields = vec![("cercle", &*place), ("a", &*to), ("sujet", "Photographier du bois"), ("message", "Quelle lumière faut-il ?")];
        let once = monique.post("/messages/nouveau", &fields).await;
        assert!(once.status == StatusCode::OK && once.body.contains("Avant d’envoyer") && once.body.contains("Quelle lumière faut-il"), "{}", once.body);
        fields.push(("vu", "oui"));
        assert_eq!(monique.post("/messages/nouveau", &fields).await.status, DONE);
    }

    async fn what_becomes_a_frequent_question_names_nobody(engine) {
        let Cast { world, base, mut monique, mut karim, mut fabienne, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, TITLE, TEXT).await;
        karim.post(&format!("{path}/messages"), &[("texte", "Bonjour Camille, appelez-moi au 06 12 34 56 78.")]).await;
        let second = post(&mut fabienne, &path, 2).await;
        fabienne.post(&format!("{path}/solution"), &[("message", &second)]).await;
        let page = fabienne.get(&path).await.body;
        assert!(page.contains("value=\"Bonjour …, appelez-moi au ….\""), "{page}");
        let taken = fabienne.post(&format!("/sessions/{}/questions/reprise", world.own), &[("question", TITLE), ("reponse", "Bonjour …")]).await;
        assert!(taken.body.contains("Relisez avant d’ajouter"), "{}", taken.body);

        // An answer that is hidden is none.
        let path = asked(&mut monique, &base, "Une autre", TEXT).await;
        karim.post(&format!("{path}/messages"), &[("texte", "Achetez mes lampes")]).await;
        assert!(!fabienne.get("/forums").await.body.contains(&path));
        let spam = post(&mut fabienne, &path, 2).await;
        fabienne.post(&format!("{path}/messages/{spam}/masquage"), &[("raison", "Publicité")]).await;
        assert!(fabienne.get("/forums").await.body.contains(&path));
        assert!(fabienne.get(&format!("{base}?filtre=sans-reponse")).await.body.contains(&path));
    }

    async fn who_wins_a_badge_is_told(engine) {
        let Cast { world, base, mut monique, .. } = Cast::new(engine).await;
        monique.get(&base).await;
        for _ in 0..2 {
            platform::events::settle(&world.site, &app::rooms::reactors()).await.unwrap();
        }
        let news = monique.get("/notifications").await.body;
        assert_eq!(news.matches("Vous avez gagné le badge").count(), 1, "{news}");
        assert!(monique.get("/mes-notifications").await.status != StatusCode::INTERNAL_SERVER_ERROR);
    }
}

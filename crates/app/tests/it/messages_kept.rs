//! What is kept of messages before they are sent, and what goes with one that is reported.

use http::{Request, StatusCode};
use platform::http::Body;
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};
use uuid::Uuid;

use crate::messages::{DONE, Room, begun, reads, status};
use crate::world::World;

const MISSING: StatusCode = StatusCode::NOT_FOUND;
const PDF: &[u8] = b"%PDF-1.7 fiche";

/// Begins a conversation with a file; answers its address.
pub(crate) async fn with_a_file(who: &mut Visitor, place: &str, to: &str) -> String {
    let fields = [
        ("cercle", place),
        ("a", to),
        ("sujet", "Essai"),
        ("message", "Bonjour"),
        ("reponses", "tous"),
    ];
    let sent = who
        .post_file("/messages/nouveau", &fields, ("fichiers=Fiche.pdf", PDF))
        .await;
    assert_eq!(sent.status, DONE, "{}", sent.body);
    sent.location().to_owned()
}

/// A file of the message that is reported.
pub(crate) async fn piece(world: &World, report: Uuid) -> String {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = sql!(
        "SELECT f.id FROM message_files f JOIN message_reports r ON r.message_id = f.message_id WHERE r.id = $1"
    );
    let row = tx.optional(sql, args![report]).await.unwrap();
    row.map_or(report, |row| row.get("id").unwrap()).to_string()
}

/// A path with a file of this object, where it has one.
pub(crate) async fn joined(world: &World, (kind, id): (&str, Uuid), path: String) -> String {
    if !path.contains("{jointe}") {
        return path;
    }
    match kind {
        "aide" => path.replace("{jointe}", &crate::support::piece(world, id).await),
        "signalement" => path.replace("{jointe}", &piece(world, id).await),
        _ => path,
    }
}

/// What a page saves by itself.
async fn saves(who: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> Answer {
    let token = who.token();
    let fields: Vec<String> = [("jeton", token.as_str())]
        .iter()
        .chain(fields)
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
        .collect();
    let request = Request::post(path)
        .header("origin", who.origin())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-seul", "oui")
        .body(Body::from(fields.join("&")))
        .unwrap();
    who.send(request).await
}

fn revision(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
    answer.headers["x-revision"].to_str().unwrap()
}

async fn begun_drafts(world: &World) -> Vec<Vec<u8>> {
    let mut tx = world.site.db().read().await.unwrap();
    let rows = tx
        .all(sql!("SELECT content FROM message_drafts"), args![])
        .await
        .unwrap();
    rows.iter().map(|row| row.get("content").unwrap()).collect()
}

both_engines! {
    async fn what_one_begins_to_answer_is_kept_until_it_is_sent(engine) {
        let mut room = Room::new(engine).await;
        let (place, monique) = (room.place.clone(), room.monique.0.to_string());
        let path = begun(&mut room.fabienne.1, &place, &monique, "Lundi", "Rendez-vous au fournil").await;
        let first = saves(&mut room.monique.1, &path, &[("message", "Je serai un peu"), ("revision", "0")]).await;
        assert_eq!(revision(&first), "1");
        let next = saves(&mut room.monique.1, &path, &[("message", "Je serai un peu en retard"), ("revision", "1")]).await;
        assert_eq!(revision(&next), "2");
        let page = reads(&mut room.monique.1, &path).await;
        assert!(page.contains("Je serai un peu en retard</textarea>") && page.contains("name=\"revision\" value=\"2\""), "{page}");
        assert_eq!(reads(&mut room.fabienne.1, &path).await.matches("en retard").count(), 0, "it isn't sent");
        let kept = begun_drafts(&room.world).await;
        assert!(kept.len() == 1 && !String::from_utf8_lossy(&kept[0]).contains("retard"), "in clear");
        // Another window has written meanwhile: nothing is lost, nothing is overwritten.
        let stale = saves(&mut room.monique.1, &path, &[("message", "Non"), ("revision", "1")]).await;
        assert!(stale.status == StatusCode::OK && stale.body.contains("autre fenêtre"), "{}", stale.body);
        assert!(reads(&mut room.monique.1, &path).await.contains("en retard"));
        let long = "a".repeat(10_001);
        let long = saves(&mut room.monique.1, &path, &[("message", &long), ("revision", "2")]).await;
        assert!(long.status == StatusCode::OK && long.body.contains("trop long"), "{}", long.status);
        // Sent, or emptied, it is no more.
        assert_eq!(room.monique.1.post(&path, &[("message", "En retard")]).await.status, DONE);
        assert!(begun_drafts(&room.world).await.is_empty());
        saves(&mut room.monique.1, &path, &[("message", "Encore"), ("revision", "0")]).await;
        assert_eq!(revision(&saves(&mut room.monique.1, &path, &[("message", ""), ("revision", "1")]).await), "0");
        assert!(begun_drafts(&room.world).await.is_empty());
        // Nobody else's conversation takes a draft.
        let mut stranger = room.world.signed_in(room.world.person("Maria", "Riou").await).await;
        let refused = saves(&mut stranger, &path, &[("message", "Moi"), ("revision", "0")]).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
    }

    async fn a_message_that_begins_is_kept_for_whom_it_is_begun(engine) {
        let mut room = Room::new(engine).await;
        let (place, monique, josiane) = (room.place.clone(), room.monique.0.to_string(), room.josiane.0.to_string());
        let new = |to: &str| format!("/messages/nouveau?cercle={place}&a={to}");
        let typed = [("cercle", &*place), ("pour", &*monique), ("a", &*monique), ("sujet", "Votre page"), ("message", "Une belle lumiere"), ("revision", "0")];
        assert_eq!(revision(&saves(&mut room.fabienne.1, "/messages/nouveau", &typed).await), "1");
        let page = reads(&mut room.fabienne.1, &new(&monique)).await;
        assert!(page.contains("Une belle lumiere</textarea>") && page.contains("value=\"Votre page\""), "{page}");
        for other in [new(&josiane), format!("/messages/nouveau?cercle={place}")] {
            assert!(!reads(&mut room.fabienne.1, &other).await.contains("belle lumiere"), "it would go to somebody else: {other}");
        }
        let sent = room.fabienne.1.post("/messages/nouveau", &typed).await;
        assert_eq!(sent.status, DONE, "{}", sent.body);
        assert!(begun_drafts(&room.world).await.is_empty());
    }

    async fn what_lies_begun_for_three_months_goes(engine) {
        let mut room = Room::new(engine).await;
        let (place, monique) = (room.place.clone(), room.monique.0.to_string());
        let path = begun(&mut room.fabienne.1, &place, &monique, "Lundi", "Rendez-vous au fournil").await;
        assert!(reads(&mut room.monique.1, &path).await.contains("data-autosave=\"90\""), "how long is said where it is kept");
        saves(&mut room.monique.1, &path, &[("message", "Je serai un peu"), ("revision", "0")]).await;
        let days = |days: i64| days * 24 * 3_600_000;
        room.world.scratch.clock.advance(days(5));
        let mut monique = room.world.signed_in(room.monique.0).await;
        revision(&saves(&mut monique, &path, &[("message", "Je serai en retard"), ("revision", "1")]).await);
        room.world.scratch.clock.advance(days(90));
        assert_eq!(exchange::messages::sweep(&room.world.site).await.unwrap(), 0, "ninety days since they last wrote, not since they began");
        room.world.scratch.clock.advance(1);
        assert_eq!(exchange::messages::sweep(&room.world.site).await.unwrap(), 1);
        assert!(begun_drafts(&room.world).await.is_empty());
    }

    async fn what_goes_with_a_reported_message_is_opened_by_who_judges_it(engine) {
        let mut room = Room::new(engine).await;
        let (place, josiane) = (room.place.clone(), room.josiane.0.to_string());
        let path = with_a_file(&mut room.monique.1, &place, &josiane).await;
        room.world.scratch.clock.advance(1000);
        room.monique.1.post_file(&path, &[("message", "Autre")], ("fichiers=Photo.pdf", PDF)).await;
        let page = room.josiane.1.get(&path).await;
        let message = page.body.split("signalement?message=").nth(1).unwrap()[..36].to_owned();
        let other = page.body.rsplit("/pieces/").next().unwrap()[..36].to_owned();
        let report = format!("{path}/signalement");
        assert_eq!(room.josiane.1.post(&report, &[("message", &message), ("raison", "Une insulte")]).await.status, DONE);
        let list = room.rene.get("/messages/signalements").await;
        assert!(list.body.contains("Fiche.pdf") && !list.body.contains("Photo.pdf"), "{}", list.body);
        let id = list.after("/messages/signalements/").unwrap().to_owned();
        let (base, file) = (format!("/messages/signalements/{id}/pieces"), list.after("/pieces/").unwrap().to_owned());
        let read = room.rene.get(&format!("{base}/{file}")).await;
        assert_eq!((read.status, read.body.as_bytes()), (StatusCode::OK, PDF));
        assert_eq!(status(&mut room.rene, &format!("{base}/{other}")).await, MISSING, "the rest isn't theirs to read");
        assert_eq!(status(&mut room.rene, &format!("{path}/pieces/{file}")).await, MISSING);
        assert_eq!(status(&mut room.fabienne.1, &format!("{base}/{file}")).await, StatusCode::FORBIDDEN);
        let far = room.world.person("Fabrice", "Ailleurs").await;
        room.world.give(far, platform::http::BuiltIn::Manager, people::roles::Over::region(room.world.reunion.id)).await;
        assert_eq!(status(&mut room.world.signed_in(far).await, &format!("{base}/{file}")).await, MISSING);
        assert_eq!(room.rene.post(&format!("/messages/signalements/{id}/suite"), &[]).await.status, DONE);
        assert_eq!(status(&mut room.rene, &format!("{base}/{file}")).await, MISSING, "it is judged");
    }

    async fn each_page_of_a_conversation_has_its_files(engine) {
        let mut room = Room::new(engine).await;
        let (place, josiane) = (room.place.clone(), room.josiane.0.to_string());
        let path = with_a_file(&mut room.monique.1, &place, &josiane).await;
        for number in 0..101 {
            room.world.scratch.clock.advance(1000);
            let words = format!("Message {number}");
            assert_eq!(room.monique.1.post(&path, &[("message", &words)]).await.status, DONE);
        }
        let last = room.josiane.1.get(&path).await;
        assert!(!last.body.contains("Fiche.pdf"), "{}", last.body);
        let before = last.body.split("?avant=").nth(1).unwrap()[..36].to_owned();
        let first = room.josiane.1.get(&format!("{path}?avant={before}")).await;
        assert!(first.body.contains("Fiche.pdf"), "{}", first.body);
        let file = first.after("/pieces/").unwrap().to_owned();
        assert_eq!(status(&mut room.josiane.1, &format!("{path}/pieces/{file}")).await, StatusCode::OK);
    }
}

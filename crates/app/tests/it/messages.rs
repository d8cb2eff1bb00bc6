//! Messages between people who meet: written, read, answered, erased for oneself, blocked, reported; and nobody else's affair.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::{Answer, Visitor};
use platform::{PersonId, args, both_engines, sql};
use training::sessions::SessionId;
use uuid::Uuid;

use crate::pages::whole;
use crate::submissions::plain;
use crate::world::{Relation, World};

pub(crate) const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
pub(crate) const DONE: StatusCode = StatusCode::SEE_OTHER;
const MISSING: StatusCode = StatusCode::NOT_FOUND;
const PDF: &[u8] = b"%PDF-1.7 fiche";
/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

/// Begins a conversation; answers what came back.
pub(crate) async fn writes(who: &mut Visitor, place: &str, to: &str, subject: &str, text: &str) -> Answer {
    let fields = [
        ("cercle", place),
        ("a", to),
        ("sujet", subject),
        ("message", text),
        ("reponses", "tous"),
    ];
    who.post("/messages/nouveau", &fields).await
}

/// The same, which must be done; answers its address.
pub(crate) async fn begun(who: &mut Visitor, place: &str, to: &str, subject: &str, text: &str) -> String {
    let answer = writes(who, place, to, subject, text).await;
    assert_eq!(answer.status, DONE, "{}", answer.body);
    answer.location().to_owned()
}

pub(crate) async fn reads(who: &mut Visitor, path: &str) -> String {
    let page = who.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    whole(path, &page);
    plain(&page.body)
}

pub(crate) async fn status(who: &mut Visitor, path: &str) -> StatusCode {
    who.get(path).await.status
}

/// The number beside « Messages » in the navigation.
pub(crate) async fn unread(who: &mut Visitor) -> Option<String> {
    let page = who.get("/plan-du-site").await.body;
    let (_, after) = page.split_once(">Messages")?;
    let (link, _) = after.split_once("</a>")?;
    let (_, count) = link.split_once("class=\"count\">")?;
    Some(count.chars().take_while(char::is_ascii_digit).collect())
}

/// A conversation that this person is in, and a file of it: what the matrix asks for.
pub(crate) async fn conversation(world: &World, person: PersonId) -> (String, String) {
    let mut rene = world.signed_in(world.manager).await;
    for place in [world.own.to_string(), "equipe".to_owned()] {
        let to = person.to_string();
        let fields = [
            ("cercle", &*place),
            ("a", &*to),
            ("sujet", "Essai"),
            ("message", "Bonjour"),
        ];
        let sent = rene
            .post_file("/messages/nouveau", &fields, ("fichiers=Fiche.pdf", PDF))
            .await;
        if sent.status == DONE {
            let path = sent.location().to_owned();
            let page = rene.get(&path).await;
            let piece = page.after("/pieces/").unwrap().to_owned();
            return (path.rsplit('/').next().unwrap().to_owned(), piece);
        }
    }
    panic!("the manager meets neither a person of their session nor a colleague")
}

/// A message that was reported, in a session of this relation.
pub(crate) async fn report(world: &World, relation: Relation) -> Uuid {
    let session = match relation {
        Relation::Deleted => world.own,
        other => world.session(other),
    };
    let (one, other) = (
        world.person("Solenn", "Essai").await,
        world.person("Maria", "Essai").await,
    );
    world.enrol(one, session).await;
    world.enrol(other, session).await;
    let mut solenn = world.signed_in(one).await;
    let (place, to) = (session.to_string(), other.to_string());
    let path = crate::messages_kept::with_a_file(&mut solenn, &place, &to).await;
    let mut maria = world.signed_in(other).await;
    reports(&mut maria, &path).await;
    let mut tx = world.site.db().begin().await.unwrap();
    let sql = sql!("SELECT id FROM message_reports WHERE person_id = $1");
    let id: Uuid = tx.one(sql, args![other]).await.unwrap().get("id").unwrap();
    if relation == Relation::Deleted {
        let sql = sql!("UPDATE message_reports SET settled_at = CAST(1 AS BIGINT) WHERE id = $1");
        tx.execute(sql, args![id]).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

async fn reports(who: &mut Visitor, path: &str) {
    let page = who.get(path).await;
    let message = page.body.split("signalement?message=").nth(1).unwrap()[..36].to_owned();
    let form = who.get(&format!("{path}/signalement?message={message}")).await;
    whole("signalement", &form);
    let path = format!("{path}/signalement");
    assert_eq!(
        who.post(&path, &[("message", &message), ("raison", "")])
            .await
            .status,
        WRONG
    );
    let sent = who
        .post(&path, &[("message", &message), ("raison", "Des insultes")])
        .await;
    assert_eq!(sent.status, DONE, "{}", sent.body);
}

pub(crate) struct Room {
    pub(crate) world: World,
    pub(crate) place: String,
    pub(crate) monique: (PersonId, Visitor),
    pub(crate) josiane: (PersonId, Visitor),
    pub(crate) fabienne: (PersonId, Visitor),
    pub(crate) rene: Visitor,
}

impl Room {
    pub(crate) async fn new(engine: platform::db::Engine) -> Self {
        let world = World::new(engine).await;
        let mut people = Vec::new();
        for given in ["Monique", "Josiane"] {
            let person = world.person(given, "Le Goff").await;
            world.enrol(person, world.own).await;
            people.push((person, world.signed_in(person).await));
        }
        let josiane = people.pop().unwrap();
        let monique = people.pop().unwrap();
        let tutor = world.someone(BuiltIn::Tutor).await;
        Self {
            place: world.own.to_string(),
            monique,
            josiane,
            fabienne: (tutor, world.signed_in(tutor).await),
            rene: world.signed_in(world.manager).await,
            world,
        }
    }

    /// A learner of another session.
    async fn stranger(&self, session: SessionId) -> (PersonId, Visitor) {
        let person = self.world.person("Karim", "Ailleurs").await;
        self.world.enrol(person, session).await;
        (person, self.world.signed_in(person).await)
    }
}

both_engines! {
    async fn a_message_is_read_by_whom_it_is_for_and_nobody_else(engine) {
        let mut room = Room::new(engine).await;
        let (place, to) = (room.place.clone(), room.fabienne.0.to_string());
        let path = begun(&mut room.monique.1, &place, &to, "Mes photos", "Bonjour,\n\nlesquelles choisir\u{202f}?").await;
        assert_eq!(unread(&mut room.fabienne.1).await.as_deref(), Some("1"));
        assert_eq!(unread(&mut room.monique.1).await, None);
        assert!(!reads(&mut room.monique.1, &path).await.contains(">Lu<"));
        let list = reads(&mut room.fabienne.1, "/messages").await;
        assert!(list.contains("Mes photos") && list.contains("Monique Le Goff") && list.contains("1 message non lu"), "{list}");
        let page = reads(&mut room.fabienne.1, &path).await;
        assert!(page.contains("lesquelles choisir") && page.contains("Répondre"));
        assert_eq!(unread(&mut room.fabienne.1).await, None);
        assert!(reads(&mut room.monique.1, &path).await.contains(">Lu<"), "who wrote sees that it was read");
        let (mut elsewhere, mut josiane) = (room.stranger(room.world.other).await.1, room.josiane.1.clone());
        for other in [&mut elsewhere, &mut josiane, &mut room.rene] {
            assert_eq!(status(other, &path).await, MISSING);
            assert_eq!(status(other, &format!("{path}/direct")).await, MISSING);
            for act in ["", "/retrait", "/blocage", "/signalement"] {
                assert_eq!(other.post(&format!("{path}{act}"), &[("message", "x")]).await.status, MISSING);
            }
        }
        let mut tx = room.world.site.db().read().await.unwrap();
        let row = tx.one(sql!("SELECT m.content, c.subject FROM messages m JOIN conversations c ON c.id = m.conversation_id"), args![]).await.unwrap();
        for column in ["content", "subject"] {
            let kept: Vec<u8> = row.get(column).unwrap();
            assert!(!String::from_utf8_lossy(&kept).contains("photos") && !String::from_utf8_lossy(&kept).contains("choisir"));
        }
    }

    async fn a_file_goes_with_a_message(engine) {
        let mut room = Room::new(engine).await;
        let to = room.monique.0.to_string();
        let fields = [("cercle", &*room.place), ("a", &to), ("sujet", "La fiche"), ("message", "")];
        let refused = room.fabienne.1.post_file("/messages/nouveau", &fields, ("fichiers=Fiche.exe", b"MZ")).await;
        assert_eq!(refused.status, WRONG);
        let sent = room.fabienne.1.post_file("/messages/nouveau", &fields, ("fichiers=Fiche.pdf", PDF)).await;
        assert_eq!(sent.status, DONE, "{}", sent.body);
        let path = sent.location().to_owned();
        let page = room.monique.1.get(&path).await;
        let file = format!("{path}/pieces/{}", page.after("/pieces/").unwrap());
        assert_eq!(room.monique.1.get(&file).await.bytes, PDF);
        assert_eq!(status(&mut room.josiane.1, &file).await, MISSING);
        let answered = room.monique.1.post_file(&path, &[("message", "")], ("audio=voix.webm", crate::submissions::VOICE)).await;
        assert_eq!(answered.status, DONE, "{}", answered.body);
        assert!(reads(&mut room.fabienne.1, &path).await.contains("<audio"));
    }

    async fn only_people_who_meet_are_written_to(engine) {
        let mut room = Room::new(engine).await;
        let (karim, mut elsewhere) = room.stranger(room.world.other).await;
        let form = reads(&mut room.monique.1, "/messages/nouveau").await;
        assert!(form.contains("Josiane Le Goff (en formation)") && form.contains("René Kerjean (gestion)"), "{form}");
        assert!(!form.contains("Karim") && !form.contains("Toute la session"), "{form}");
        let (place, other) = (room.place.clone(), room.world.other.to_string());
        for (to, expected) in [(karim.to_string(), WRONG), ("all".into(), WRONG), ("learners".into(), WRONG), (String::new(), WRONG), ("x".into(), WRONG), ("tutors".into(), DONE)] {
            assert_eq!(writes(&mut room.monique.1, &place, &to, "Bonjour", "Oui").await.status, expected, "{to}");
        }
        for place in [&*other, "equipe", "x"] {
            assert_eq!(writes(&mut room.monique.1, place, &karim.to_string(), "Bonjour", "Oui").await.status, MISSING);
            assert_eq!(status(&mut room.monique.1, &format!("/messages/nouveau?cercle={place}")).await, MISSING);
        }
        assert_eq!(writes(&mut elsewhere, &place, &room.monique.0.to_string(), "Bonjour", "Oui").await.status, MISSING);
        assert_eq!(writes(&mut room.monique.1, &place, "tutors", "", "Oui").await.status, WRONG);
        assert_eq!(writes(&mut room.monique.1, &place, "tutors", "Bonjour", " ").await.status, WRONG);
    }

    async fn a_session_may_keep_its_learners_from_writing_to_each_other(engine) {
        let mut room = Room::new(engine).await;
        let (place, to) = (room.place.clone(), room.josiane.0.to_string());
        let path = begun(&mut room.monique.1, &place, &to, "Ce midi", "On mange\u{202f}?").await;
        let setting = format!("/sessions/{place}/messages");
        reads(&mut room.rene, &setting).await;
        assert_eq!(room.rene.post(&setting, &[("entre_eux", "non")]).await.status, DONE);
        assert_eq!(writes(&mut room.monique.1, &place, &to, "Ce midi", "Alors\u{202f}?").await.status, WRONG);
        let answered = room.josiane.1.post(&path, &[("message", "Oui")]).await;
        assert_eq!(answered.status, WRONG);
        assert!(plain(&answered.body).contains("ne s’écrivent pas entre eux"));
        assert!(reads(&mut room.josiane.1, &path).await.contains("On mange"), "what was written stays");
        assert_eq!(room.rene.post(&setting, &[("entre_eux", "oui")]).await.status, DONE);
        assert_eq!(room.josiane.1.post(&path, &[("message", "Oui")]).await.status, DONE);
    }

    async fn a_message_to_several_is_answered_as_is_said(engine) {
        let mut room = Room::new(engine).await;
        let place = room.place.clone();
        let to_all = begun(&mut room.fabienne.1, &place, "learners", "Lundi", "Rendez-vous au fournil").await;
        assert_eq!(room.monique.1.post(&to_all, &[("message", "J’y serai")]).await.status, DONE);
        assert!(reads(&mut room.josiane.1, &to_all).await.contains("J’y serai"));
        assert_eq!(unread(&mut room.fabienne.1).await.as_deref(), Some("1"));
        let fields = [("cercle", &*place), ("a", "all"), ("sujet", "Mardi"), ("message", "Qui vient\u{202f}?"), ("reponses", "auteur")];
        let to_author = room.fabienne.1.post("/messages/nouveau", &fields).await.location().to_owned();
        assert_eq!(room.monique.1.post(&to_author, &[("message", "Moi")]).await.status, WRONG);
        let page = reads(&mut room.monique.1, &to_author).await;
        let answer = format!("/messages/nouveau?cercle={place}&amp;a={}", room.fabienne.0);
        assert!(page.contains(&answer) || page.contains(&answer.replace("&amp;", "&")), "{page}");
        assert!(reads(&mut room.rene, &to_author).await.contains("Qui vient"));
    }

    async fn a_learner_blocks_another_and_never_a_tutor(engine) {
        let mut room = Room::new(engine).await;
        let (place, josiane, monique) = (room.place.clone(), room.josiane.0.to_string(), room.monique.0.to_string());
        let path = begun(&mut room.monique.1, &place, &josiane, "Encore", "Réponds-moi").await;
        assert_eq!(room.josiane.1.post(&format!("{path}/blocage"), &[("acte", "bloquer")]).await.status, DONE);
        assert_eq!(room.monique.1.post(&path, &[("message", "Alors")]).await.status, WRONG);
        let again = begun(&mut room.monique.1, &place, &josiane, "Et là", "Alors").await;
        assert!(!reads(&mut room.josiane.1, &again).await.contains("Alors"), "what they write isn't read");
        let list = reads(&mut room.josiane.1, "/messages").await;
        assert!(list.contains("Encore") && !list.contains("Et là"), "nor what they call it: {list}");
        let page = reads(&mut room.josiane.1, &path).await;
        assert!(!page.contains("Réponds-moi") && page.contains("Débloquer"), "{page}");
        assert_eq!(room.josiane.1.post(&format!("{path}/blocage"), &[("acte", "debloquer")]).await.status, DONE);
        assert_eq!(room.monique.1.post(&path, &[("message", "Alors")]).await.status, DONE);
        let tutor = begun(&mut room.fabienne.1, &place, &monique, "Votre page", "Bravo").await;
        let refused = room.monique.1.post(&format!("{tutor}/blocage"), &[("acte", "bloquer")]).await;
        assert!(plain(&refused.body).contains("On ne bloque ni un tuteur"), "{}", refused.body);
        assert_eq!(room.fabienne.1.post(&tutor, &[("message", "Encore bravo")]).await.status, DONE);
    }

    async fn a_reported_message_is_read_by_the_region_and_no_other(engine) {
        let mut room = Room::new(engine).await;
        let (place, josiane) = (room.place.clone(), room.josiane.0.to_string());
        let path = begun(&mut room.monique.1, &place, &josiane, "Toi", "Tu es nulle").await;
        assert_eq!(room.josiane.1.post(&path, &[("message", "Arrête")]).await.status, DONE);
        reports(&mut room.josiane.1, &path).await;
        let page = reads(&mut room.rene, "/messages/signalements").await;
        assert!(page.contains("Tu es nulle") && page.contains("Des insultes") && page.contains("Signalé par Josiane Le Goff"), "{page}");
        assert!(!page.contains("Arrête"), "the rest of the conversation isn't theirs to read");
        let person = room.world.person("Fabrice", "Ailleurs").await;
        room.world.give(person, BuiltIn::Manager, people::roles::Over::region(room.world.reunion.id)).await;
        let mut other = room.world.signed_in(person).await;
        assert!(!reads(&mut other, "/messages/signalements").await.contains("Tu es nulle"));
        assert_eq!(status(&mut room.fabienne.1, "/messages/signalements").await, StatusCode::FORBIDDEN);
        let act = room.rene.get("/messages/signalements").await;
        let id = act.after("/messages/signalements/").unwrap().to_owned();
        let settle = format!("/messages/signalements/{id}/suite");
        assert_eq!(other.post(&settle, &[]).await.status, MISSING);
        assert_eq!(room.rene.post(&settle, &[]).await.status, DONE);
        assert_eq!(room.rene.post(&settle, &[]).await.status, MISSING);
    }

    async fn each_erases_and_looks_for_themselves(engine) {
        let mut room = Room::new(engine).await;
        let (place, to) = (room.place.clone(), room.fabienne.0.to_string());
        let path = begun(&mut room.monique.1, &place, &to, "Vitrine", "La photo du gâteau d’été").await;
        begun(&mut room.monique.1, &place, &to, "Horaires", "Lundi").await;
        for (asked, found) in [("GATEAU", 1), ("photo%20ete", 1), ("vitrine", 1), ("lundi", 1), ("rien", 0), ("gateau%20lundi", 0)] {
            let page = reads(&mut room.fabienne.1, &format!("/messages?q={asked}")).await;
            assert_eq!(page.matches("message-line").count(), found, "{asked}: {page}");
            let page = reads(&mut room.josiane.1, &format!("/messages?q={asked}")).await;
            assert_eq!(page.matches("message-line").count(), 0, "{asked}");
        }
        let page = room.fabienne.1.get(&path).await;
        let message = page.body.split("signalement?message=").nth(1).unwrap()[..36].to_owned();
        let erased = room.fabienne.1.post(&format!("{path}/retrait"), &[("effacer", &message)]).await;
        assert_eq!(erased.status, DONE);
        assert!(!reads(&mut room.fabienne.1, &path).await.contains("gâteau"));
        assert!(reads(&mut room.monique.1, &path).await.contains("gâteau"), "the other keeps it");
        assert_eq!(room.fabienne.1.post(&format!("{path}/retrait"), &[("acte", "tout")]).await.status, DONE);
        assert!(!reads(&mut room.fabienne.1, "/messages").await.contains("Vitrine"));
        room.world.scratch.clock.advance(1000);
        assert_eq!(room.monique.1.post(&path, &[("message", "Une autre")]).await.status, DONE);
        assert!(reads(&mut room.fabienne.1, "/messages").await.contains("Vitrine"), "a new message brings it back");
        let page = reads(&mut room.fabienne.1, &path).await;
        assert!(page.contains("Une autre") && !page.contains("gâteau"));
    }

    async fn after_the_end_a_learner_reads_and_does_not_write(engine) {
        let mut room = Room::new(engine).await;
        let (place, to) = (room.place.clone(), room.fabienne.0.to_string());
        let path = begun(&mut room.monique.1, &place, &to, "Merci", "Pour tout").await;
        room.world.scratch.clock.advance(200 * DAY);
        let mut monique = room.world.signed_in(room.monique.0).await;
        let mut fabienne = room.world.signed_in(room.fabienne.0).await;
        let page = reads(&mut monique, &path).await;
        assert!(page.contains("Pour tout") && page.contains("Votre accès à cette session est terminé"), "{page}");
        assert_eq!(monique.post(&path, &[("message", "Encore")]).await.status, WRONG);
        assert_eq!(writes(&mut monique, &place, &to, "Encore", "Moi").await.status, WRONG);
        assert_eq!(fabienne.post(&path, &[("message", "Avec plaisir")]).await.status, DONE);
    }

    async fn colleagues_write_to_each_other(engine) {
        let mut room = Room::new(engine).await;
        let office = room.world.someone(BuiltIn::Administrator).await;
        let adviser = room.world.someone(BuiltIn::Adviser).await;
        let mut at_office = room.world.signed_in(office).await;
        let mut advising = room.world.signed_in(adviser).await;
        for to in [office, adviser] {
            begun(&mut room.rene, "equipe", &to.to_string(), "Réunion", "Jeudi").await;
        }
        begun(&mut at_office, "equipe", &room.world.manager.to_string(), "Bilan", "À lire").await;
        begun(&mut advising, "equipe", &room.world.manager.to_string(), "Une demande", "À lire").await;
        assert_eq!(unread(&mut room.rene).await.as_deref(), Some("2"));
        assert_eq!(writes(&mut room.rene, "equipe", &room.monique.0.to_string(), "Bonjour", "Oui").await.status, WRONG);
        assert_eq!(status(&mut room.monique.1, "/messages/nouveau?cercle=equipe").await, MISSING);
    }

    async fn the_list_costs_the_same_however_many_conversations(engine) {
        let mut room = Room::new(engine).await;
        let (place, to) = (room.place.clone(), room.fabienne.0.to_string());
        let mut costs = Vec::new();
        for _ in 0..2 {
            for _ in 0..6 {
                begun(&mut room.monique.1, &place, &to, "Encore", "Oui").await;
            }
            room.fabienne.1.get("/messages").await;
            let before = room.world.site.db().statements();
            reads(&mut room.fabienne.1, "/messages").await;
            costs.push(room.world.site.db().statements() - before);
        }
        assert_eq!(costs[0], costs[1]);
        assert!(costs[0] <= 9, "{costs:?}");
    }

    async fn who_was_erased_leaves_the_conversation_to_the_others(engine) {
        let mut room = Room::new(engine).await;
        let (place, to) = (room.place.clone(), room.josiane.0.to_string());
        let path = begun(&mut room.monique.1, &place, &to, "Mes photos", "Les voici").await;
        assert_eq!(room.josiane.1.post(&path, &[("message", "Elles sont belles")]).await.status, DONE);
        let keys = room.world.site.keys();
        keys.destroy(room.monique.0.0, platform::keys::Class::Exchanges).await.unwrap();
        let page = reads(&mut room.josiane.1, &path).await;
        assert!(!page.contains("Les voici") && page.contains("Elles sont belles") && page.contains("a été effacé"), "{page}");
        assert!(reads(&mut room.josiane.1, "/messages").await.contains("Sans sujet"));
    }
}

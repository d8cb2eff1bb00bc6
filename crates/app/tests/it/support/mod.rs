//! Help: asked, answered, noted for the team alone, passed on to the nation, solved, said to be useful. And nobody else's
//! affair.

mod desk;

use http::StatusCode;
use people::roles::Over;
use platform::http::BuiltIn;
use platform::keys::Class;
use platform::testing::Visitor;
use platform::{PersonId, args, both_engines, sql};
use uuid::Uuid;

use crate::pages::whole;
use crate::submissions::plain;
use crate::world::{Relation, World};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const MISSING: StatusCode = StatusCode::NOT_FOUND;
const PDF: &[u8] = b"%PDF-1.7 capture";
const SECRET: &str = "Le film de l’étape deux reste noir";
const DAY: i64 = 86_400_000;

/// Asks for help, with a file; answers the address.
async fn asks(who: &mut Visitor, category: &str, join: &str) -> String {
    let fields = [
        ("type", category),
        ("sujet", "Film noir"),
        ("message", SECRET),
        ("page", "/mes-parcours?q=secret"),
        ("joindre", join),
    ];
    let sent = who
        .post_file("/aide/demandes/nouvelle", &fields, ("fichiers=Capture.pdf", PDF))
        .await;
    assert_eq!(sent.status, DONE, "{}", sent.body);
    sent.location().to_owned()
}

/// A request of whoever visits and a file of it: what the matrix asks for.
pub(crate) async fn asked(who: &mut Visitor) -> (String, String) {
    let path = asks(who, "access", "").await;
    let page = who.get(&path).await;
    let piece = page.after("/pieces/").unwrap().to_owned();
    (path.rsplit('/').next().unwrap().to_owned(), piece)
}

/// A request of a region of this relation, with a file.
pub(crate) async fn object(world: &World, relation: Relation) -> Uuid {
    if relation == Relation::Deleted {
        return Uuid::nil();
    }
    let person = world.someone(BuiltIn::Learner).await;
    let (id, _) = asked(&mut world.signed_in(person).await).await;
    let id: Uuid = id.parse().unwrap();
    if relation == Relation::OtherRegion {
        moves(world, id).await;
    }
    id
}

async fn moves(world: &World, id: Uuid) {
    let mut tx = world.site.db().begin().await.unwrap();
    let sql = sql!("UPDATE support_tickets SET region_id = $2 WHERE id = $1");
    tx.execute(sql, args![id, world.reunion.id]).await.unwrap();
    tx.commit().await.unwrap();
}

/// A file of a request.
pub(crate) async fn piece(world: &World, id: Uuid) -> String {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = sql!(
        "SELECT f.id FROM support_files f JOIN support_entries e ON e.id = f.entry_id WHERE e.ticket_id = $1 LIMIT 1"
    );
    let row = tx.optional(sql, args![id]).await.unwrap();
    row.map_or(id, |row| row.get("id").unwrap()).to_string()
}

struct Cast {
    world: World,
    learner: PersonId,
    monique: Visitor,
    rene: Visitor,
    office: Visitor,
    /// As Monique sees it, as agents do.
    own: String,
    desk: String,
}

impl Cast {
    async fn new(engine: platform::db::Engine) -> Self {
        let world = World::new(engine).await;
        let learner = world.person("Monique", "Le Goff").await;
        world.enrol(learner, world.own).await;
        let office = world.person("Odile", "Office").await;
        world.give(office, BuiltIn::Administrator, Over::PLATFORM).await;
        let mut monique = world.signed_in(learner).await;
        let own = asks(&mut monique, "content", "oui").await;
        Self {
            learner,
            rene: world.signed_in(world.manager).await,
            office: world.signed_in(office).await,
            desk: own.replace("/aide/demandes", "/assistance"),
            monique,
            own,
            world,
        }
    }

    async fn answers(&mut self, text: &str, then: &str) {
        let fields = [("message", text), ("suite", then)];
        let done = self.rene.post(&self.desk, &fields).await;
        assert_eq!(done.status, DONE, "{}", done.body);
    }

    async fn works(&self) {
        let handlers = app::rooms::handlers();
        platform::jobs::settle(&self.world.site, &handlers).await.unwrap();
    }

    async fn state(&self) -> String {
        let mut tx = self.world.site.db().read().await.unwrap();
        let row = tx.one(sql!("SELECT state FROM support_tickets"), args![]).await;
        row.unwrap().get("state").unwrap()
    }
}

async fn reads(who: &mut Visitor, path: &str) -> String {
    let page = who.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    whole(path, &page);
    plain(&page.body)
}

async fn news(who: &mut Visitor) -> String {
    reads(who, "/notifications").await
}

both_engines! {
    async fn a_request_is_answered_solved_and_found_useful(engine) {
        let mut cast = Cast::new(engine).await;
        let mails = platform::mail::mailbox::list(&cast.world.site).await.unwrap();
        let mail = mails.iter().find(|mail| mail.kind == "support").expect("acknowledged at once");
        let mail = mail.message.clone().unwrap();
        assert_eq!(plain(&mail.subject), "Votre demande d’aide n° 1001");
        let told = plain(&format!("{}{}", mail.text, mail.html));
        assert!(told.contains("Première réponse sous 4 heures d’ouverture"), "{told}");
        assert!(!told.contains("noir"), "never the words");

        assert!(news(&mut cast.rene).await.contains("Monique Le Goff demande de l’aide."));
        let list = reads(&mut cast.rene, "/assistance").await;
        assert!(list.contains("Film noir") && list.contains("Monique Le Goff") && list.contains("14 h"), "{list}");
        let page = reads(&mut cast.rene, &cast.desk).await;
        assert!(page.contains(SECRET) && page.contains("la page /mes-parcours"), "{page}");
        assert!(!page.contains("q=secret"));

        // What the team notes is for the team.
        let noted = cast.rene.post(&format!("{}/note", cast.desk), &[("note", "Vu avec la technique")]).await;
        assert_eq!(noted.status, DONE, "{}", noted.body);
        assert!(reads(&mut cast.rene, &cast.desk).await.contains("Vu avec la technique"));
        assert!(!reads(&mut cast.monique, &cast.own).await.contains("technique"));

        assert_eq!(cast.rene.post(&cast.desk, &[("message", ""), ("suite", "waiting")]).await.status, WRONG);
        assert_eq!(cast.rene.post(&cast.desk, &[("message", "Bonjour"), ("suite", "closed")]).await.status, WRONG);
        cast.answers("Quel navigateur\u{202f}?", "waiting").await;
        assert!(news(&mut cast.monique).await.contains("attend une précision"));
        assert!(reads(&mut cast.monique, &cast.own).await.contains("Quel navigateur"));
        assert_eq!(cast.state().await, "waiting");
        let wrote = cast.monique.post(&cast.own, &[("message", "Le bleu.")]).await;
        assert_eq!(wrote.status, DONE, "{}", wrote.body);
        assert_eq!(cast.state().await, "progress");
        assert!(news(&mut cast.rene).await.contains("a écrit dans sa demande"));

        let early = cast.monique.post(&format!("{}/avis", cast.own), &[("avis", "4")]).await;
        assert_ne!(early.status, DONE, "said once it is solved");
        cast.answers("Réparé.", "resolved").await;
        let avis = format!("{}/avis", cast.own);
        assert_eq!(cast.monique.post(&avis, &[("avis", "7")]).await.status, WRONG);
        assert_eq!(cast.monique.post(&avis, &[("avis", "4"), ("mot", "Vite fait")]).await.status, DONE);
        assert_eq!(cast.monique.post(&avis, &[("avis", "1")]).await.status, DONE);
        let page = reads(&mut cast.rene, &cast.desk).await;
        assert!(page.contains("Oui, tout à fait") && page.contains("Vite fait"), "said once");
    }

    async fn what_was_solved_reopens_for_two_weeks(engine) {
        let mut cast = Cast::new(engine).await;
        cast.answers("Réparé.", "resolved").await;
        cast.world.scratch.clock.advance(13 * DAY);
        let mut monique = cast.world.signed_in(cast.learner).await;
        assert_eq!(monique.post(&cast.own, &[("message", "Toujours noir.")]).await.status, DONE);
        assert_eq!(cast.state().await, "progress");
        cast.rene = cast.world.signed_in(cast.world.manager).await;
        cast.answers("Cette fois, oui.", "resolved").await;
        // What would have ended it the first time lets it be.
        cast.world.scratch.clock.advance(2 * DAY);
        cast.works().await;
        assert_eq!(cast.state().await, "resolved");
        cast.world.scratch.clock.advance(13 * DAY);
        cast.works().await;
        assert_eq!(cast.state().await, "closed");
        let mut monique = cast.world.signed_in(cast.learner).await;
        let late = monique.post(&cast.own, &[("message", "Encore.")]).await;
        assert_ne!(late.status, DONE);
        assert!(plain(&late.body).contains("Ouvrez-en une autre"), "{}", late.body);
        assert!(!reads(&mut monique, &cast.own).await.contains("name=\"message\""));
    }

    async fn a_region_passes_a_request_on_and_still_reads_it(engine) {
        let mut cast = Cast::new(engine).await;
        let pass = format!("{}/transmission", cast.desk);
        assert_eq!(cast.rene.post(&pass, &[("raison", "")]).await.status, WRONG);
        assert_eq!(cast.rene.post(&pass, &[("raison", "Un défaut du module")]).await.status, DONE);
        assert!(news(&mut cast.office).await.contains("à CMA France"));
        let page = reads(&mut cast.rene, &cast.desk).await;
        assert!(page.contains("CMA France suit cette demande") && page.contains(SECRET));
        for (act, fields) in [("", [("message", "Moi"), ("suite", "resolved")]), ("/note", [("note", "Moi"), ("", "")]), ("/transmission", [("raison", "Moi"), ("", "")]), ("/suivi", [("agent", ""), ("", "")])] {
            let refused = cast.rene.post(&format!("{}{act}", cast.desk), &fields).await;
            assert!(plain(&refused.body).contains("CMA France suit cette demande"), "{act}");
        }
        // Who asked knows who has it, not why.
        let own = reads(&mut cast.monique, &cast.own).await;
        assert!(own.contains("CMA France suit votre demande") && !own.contains("défaut"), "{own}");
        assert!(reads(&mut cast.office, "/assistance").await.contains("Film noir"));
        assert_eq!(cast.office.post(&pass, &[("raison", "Le module est réparé")]).await.status, DONE);
        assert!(!reads(&mut cast.office, "/assistance").await.contains("Film noir"), "the nation begins with its own");
        assert!(reads(&mut cast.office, "/assistance?niveau=all").await.contains("Film noir"));
        cast.answers("Réparé.", "resolved").await;
    }

    async fn nobody_answers_themselves_nor_another_region(engine) {
        let mut cast = Cast::new(engine).await;
        let id: Uuid = cast.own.rsplit('/').next().unwrap().parse().unwrap();
        let other = cast.world.person("Karim", "Ailleurs").await;
        cast.world.give(other, BuiltIn::Manager, Over::region(cast.world.reunion.id)).await;
        let mut karim = cast.world.signed_in(other).await;
        assert_eq!(karim.get(&cast.desk).await.status, MISSING);
        assert!(!reads(&mut karim, "/assistance?etat=all").await.contains("Film noir"));
        assert_eq!(karim.get(&format!("{}/pieces/{}", cast.desk, piece(&cast.world, id).await)).await.status, MISSING);
        // Another learner finds nothing at the address.
        let solenn = cast.world.someone(BuiltIn::Learner).await;
        let mut solenn = cast.world.signed_in(solenn).await;
        assert_eq!(solenn.get(&cast.own).await.status, MISSING);
        assert_eq!(solenn.post(&cast.own, &[("message", "Moi aussi")]).await.status, MISSING);
        // René's own is the nation's to answer.
        let own = asks(&mut cast.rene, "other", "").await;
        let desk = own.replace("/aide/demandes", "/assistance");
        assert_eq!(cast.rene.get(&desk).await.status, MISSING);
        let second = cast.world.someone(BuiltIn::Manager).await;
        let mut second = cast.world.signed_in(second).await;
        let page = reads(&mut second, &desk).await;
        assert!(page.contains("CMA France suit cette demande"), "{page}");
        assert!(reads(&mut cast.office, "/assistance").await.contains("René Kerjean"));
        let list = reads(&mut cast.rene, "/assistance?etat=all").await;
        assert!(!crate::submissions::main(&list).contains("René Kerjean"), "not in their list either");
    }

    async fn files_are_kept_and_never_shown(engine) {
        let mut cast = Cast::new(engine).await;
        let id: Uuid = cast.own.rsplit('/').next().unwrap().parse().unwrap();
        let piece = piece(&cast.world, id).await;
        for (who, path) in [(&mut cast.monique, &cast.own), (&mut cast.rene, &cast.desk)] {
            let file = who.get(&format!("{path}/pieces/{piece}")).await;
            let header = |name: &str| file.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
            assert_eq!(file.bytes, PDF);
            assert!(header("content-disposition").starts_with("attachment"), "{path}");
            assert_eq!(header("content-type"), "application/octet-stream");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(who.get(&format!("{path}/pieces/{id}")).await.status, MISSING);
        }
        let fields = [("type", "other"), ("sujet", "x"), ("message", "x")];
        let refused = cast.monique.post_file("/aide/demandes/nouvelle", &fields, ("fichiers=Page.html", b"<script>")).await;
        assert_eq!(refused.status, WRONG);
    }

    async fn nothing_is_joined_without_a_yes_and_words_end_with_who_is_helped(engine) {
        let mut cast = Cast::new(engine).await;
        let kept = asks(&mut cast.monique, "other", "").await;
        assert!(!reads(&mut cast.monique, &kept).await.contains("Vous avez joint"));
        assert!(reads(&mut cast.monique, &cast.own).await.contains("Vous avez joint la page /mes-parcours."));
        let form = reads(&mut cast.monique, "/aide/demandes/nouvelle?page=https://ailleurs.example/x").await;
        let form = crate::submissions::main(&form);
        assert!(!form.contains("ailleurs") && !form.contains("name=\"joindre\""), "{form}");
        cast.answers("Bonjour Monique", "progress").await;
        let mut tx = cast.world.site.db().read().await.unwrap();
        for row in tx.all(sql!("SELECT content FROM support_entries"), args![]).await.unwrap() {
            let content: Vec<u8> = row.get("content").unwrap();
            assert!(!String::from_utf8_lossy(&content).contains("Monique"), "sealed");
        }
        drop(tx);
        let keys = cast.world.site.keys();
        keys.destroy(cast.learner.0, Class::Exchanges).await.unwrap();
        let page = reads(&mut cast.rene, &cast.desk).await;
        assert!(page.contains("Effacé avec le compte") && !page.contains("noir") && !page.contains("Bonjour Monique"));
        assert!(!reads(&mut cast.rene, "/assistance").await.contains("Film noir"));
    }

    async fn requests_are_narrowed_and_given_to_somebody(engine) {
        let mut cast = Cast::new(engine).await;
        let give = format!("{}/suivi", cast.desk);
        let second = cast.world.someone(BuiltIn::Manager).await;
        let nobody = cast.world.someone(BuiltIn::Tutor).await;
        assert_ne!(cast.rene.post(&give, &[("agent", &nobody.to_string())]).await.status, DONE);
        assert!(reads(&mut cast.rene, "/assistance?voir=free").await.contains("Film noir"));
        assert_eq!(cast.rene.post(&give, &[("agent", &second.to_string())]).await.status, DONE);
        assert!(!reads(&mut cast.rene, "/assistance?voir=free").await.contains("Film noir"));
        assert!(!reads(&mut cast.rene, "/assistance?voir=mine").await.contains("Film noir"));
        let mut second = cast.world.signed_in(second).await;
        assert!(news(&mut second).await.contains("vous a confié une demande"));
        assert!(reads(&mut second, "/assistance?voir=mine&type=content&etat=progress").await.contains("Film noir"));
        for none in ["?type=quiz", "?etat=resolved", "?voir=late"] {
            assert!(!reads(&mut second, &format!("/assistance{none}")).await.contains("Film noir"), "{none}");
        }
        cast.world.scratch.clock.advance(5 * 3_600_000);
        assert!(reads(&mut second, "/assistance?voir=late").await.contains("En retard"));
        assert_eq!(cast.monique.post(&format!("{}/fin", cast.own), &[]).await.status, DONE);
        assert_eq!(cast.state().await, "closed");
        assert!(reads(&mut second, &cast.desk).await.contains("Close"));
    }
}

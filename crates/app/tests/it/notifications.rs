//! What each is told of: once while it is unread, under the bell; by mail as they choose, when they want it, never what was written.

use exchange::messages::NEW;
use exchange::notifications::{self, Notice};
use http::StatusCode;
use platform::http::BuiltIn;
use platform::ids::Uuid;
use platform::{PersonId, args, both_engines, sql};

use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const HOUR: i64 = 3_600_000;

impl World {
    async fn tells(&self, to: &[PersonId], about: Uuid) {
        let notice = |to: &PersonId| Notice {
            kind: &NEW,
            to: *to,
            by: Some(self.manager),
            about,
            path: "/messages/la".to_owned(),
            words: "vous a écrit un secret".to_owned(),
        };
        let prepared = notifications::prepare(&self.site, to.iter().map(notice).collect())
            .await
            .unwrap();
        let mut tx = self.site.db().begin().await.unwrap();
        prepared.write(&mut tx, &self.site).await.unwrap();
        tx.commit().await.unwrap();
        self.works().await;
    }

    async fn works(&self) {
        platform::jobs::settle(&self.site, &app::rooms::handlers())
            .await
            .unwrap();
    }

    /// How many mails tell of news.
    async fn news(&self) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!("SELECT COUNT(*) AS many FROM mails WHERE kind = 'notice'");
        tx.one(sql, args![]).await.unwrap().get("many").unwrap()
    }

    /// On to so many hours later.
    async fn hours_later(&self, hours: i64) {
        self.scratch.clock.advance(hours * HOUR);
        self.works().await;
    }
}

fn hour(world: &World) -> i8 {
    let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
    world.site.clock().now().to_zoned_datetime(zone).hour()
}

both_engines! {
    async fn one_is_told_once_and_by_a_mail_that_says_nothing(engine) {
        let world = World::new(engine).await;
        let monique = world.person("Monique", "Le Bihan").await;
        world.enrol(monique, world.own).await;
        // At ten in the morning, by the clocks of her region.
        while hour(&world) != 10 { world.scratch.clock.advance(HOUR) }
        let mut visitor = world.signed_in(monique).await;
        let quiet = visitor.get("/notifications").await.body;
        assert!(quiet.contains("Rien de nouveau"), "{quiet}");
        let about = world.site.new_id();
        world.tells(&[monique], about).await;
        world.tells(&[monique], about).await;
        assert_eq!(world.news().await, 1, "unread, it isn't told twice");
        let address = world.address(monique).await;
        let mail = world.mail_where(&address, |kind| kind == "notice").await;
        assert!(mail.subject.contains("René Kerjean") && mail.text.contains("/messages/la"), "{}", mail.text);
        assert!(!mail.text.contains("secret") && !mail.html.contains("secret"), "{}", mail.text);
        let home = visitor.get("/").await.body;
        assert!(home.contains("non lue"), "the bell: {home}");
        let page = visitor.get("/notifications").await;
        assert!(page.body.contains("René Kerjean vous a écrit un secret") && page.body.contains("À lire"), "{}", page.body);
        let one = format!("/notifications/{}", page.after("\"/notifications/").unwrap());
        let led = visitor.get(&one).await;
        assert_eq!((led.status, led.location()), (DONE, "/messages/la"));
        assert!(!visitor.get("/").await.body.contains("non lue"), "followed, it is read");
        // Somebody else's isn't there.
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.get(&one).await.location(), "/notifications");
        world.tells(&[monique], about).await;
        assert_eq!(world.news().await, 2, "read, it is news again");
        assert_eq!(visitor.post("/notifications", &[]).await.status, DONE);
        assert!(visitor.get("/notifications").await.body.contains("Déjà lues"));
        let mut tx = world.site.db().begin().await.unwrap();
        assert!(!notifications::seen(&mut tx, &world.site, monique, about).await.unwrap(), "nothing left to see");
    }

    async fn mails_leave_when_they_are_wanted(engine) {
        let world = World::new(engine).await;
        let monique = world.person("Monique", "Le Bihan").await;
        while hour(&world) != 22 { world.scratch.clock.advance(HOUR) }
        // In the quiet hours: both in one, in the morning; what is read meanwhile isn't in it.
        let (first, second, third) = (world.site.new_id(), world.site.new_id(), world.site.new_id());
        for about in [first, second, third] { world.tells(&[monique], about).await; }
        assert_eq!(world.news().await, 0);
        let mut tx = world.site.db().begin().await.unwrap();
        assert!(notifications::seen(&mut tx, &world.site, monique, third).await.unwrap());
        tx.commit().await.unwrap();
        world.hours_later(9).await;
        assert_eq!(world.news().await, 1);
        let mail = world.mail_where(&world.address(monique).await, |kind| kind == "notice").await;
        assert!(mail.subject.contains("2 nouvelles"), "{}", mail.subject);
        world.works().await;
        assert_eq!(world.news().await, 1, "run again, sent once");
        // Once a day, at her hour; then never.
        let mut visitor = world.signed_in(monique).await;
        let fields = [("message.new", "daily"), ("heure", "12"), ("de", ""), ("a", "")];
        assert_eq!(visitor.post("/mon-compte/notifications", &fields).await.status, DONE);
        let page = visitor.get("/mon-compte/notifications").await.body;
        assert!(page.contains("12\u{202f}h") && page.contains("Une fois par jour"), "{page}");
        // What only tutors are told isn't asked of her, nor what only learners are of a tutor.
        assert!(page.contains("badge.won") && !page.contains("automation.alert"), "{page}");
        let tutor = world.signed_in(world.someone(platform::http::BuiltIn::Tutor).await).await.get("/mon-compte/notifications").await.body;
        assert!(tutor.contains("automation.alert") && !tutor.contains("badge.won"), "{tutor}");
        world.tells(&[monique], world.site.new_id()).await;
        assert_eq!(world.news().await, 1);
        world.hours_later(6).await;
        assert_eq!(world.news().await, 2);
        visitor.post("/mon-compte/notifications", &[("message.new", "never")]).await;
        world.tells(&[monique], world.site.new_id()).await;
        world.hours_later(48).await;
        assert_eq!(world.news().await, 2, "never is never; the bell still says it");
    }

    async fn one_press_ends_them_signed_out_too(engine) {
        let world = World::new(engine).await;
        let monique = world.person("Monique", "Le Bihan").await;
        while hour(&world) != 10 { world.scratch.clock.advance(HOUR) }
        world.tells(&[monique], world.site.new_id()).await;
        let mail = world.mail_where(&world.address(monique).await, |kind| kind == "notice").await;
        let address = mail.unsubscribe.unwrap();
        let path = format!("/desabonnement/{}", address.rsplit('/').next().unwrap());
        let asked = world.visitor().get(&path).await;
        assert!(asked.status == StatusCode::OK && asked.body.contains("Ne plus les recevoir"), "{}", asked.body);
        world.tells(&[monique], world.site.new_id()).await;
        assert_eq!(world.news().await, 2, "looking at it ends nothing");
        let done = world.visitor().post(&path, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        world.tells(&[monique], world.site.new_id()).await;
        assert_eq!(world.news().await, 2);
        // An address that nobody signed.
        let forged = format!("{}0", &path[..path.len() - 1]);
        let forged = if forged == path { format!("{}1", &path[..path.len() - 1]) } else { forged };
        for path in [forged.as_str(), "/desabonnement/nimporte", "/desabonnement/a.b.c"] {
            assert_eq!(world.visitor().get(path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        }
    }

    async fn many_are_told_with_few_statements(engine) {
        let world = World::new(engine).await;
        let mut people = Vec::new();
        for at in 0..40 { people.push(world.person("Monique", ["Le Bihan", "Le Goff"][at % 2]).await); }
        while hour(&world) != 10 { world.scratch.clock.advance(HOUR) }
        let mut costs = Vec::new();
        for some in [&people[..4], &people[..]] {
            // Warm: keys and cards are made and read once.
            world.tells(some, world.site.new_id()).await;
            let before = world.site.db().statements();
            world.tells(some, world.site.new_id()).await;
            costs.push(world.site.db().statements() - before);
        }
        // What each mail costs its own sending is counted with it: the rest hardly grows.
        let each = (costs[1] - costs[0]) / 36;
        assert!(each <= 9, "{costs:?}");
        let mut rene = world.signed_in(world.someone(BuiltIn::Manager).await).await;
        assert!(rene.get("/notifications").await.body.contains("Rien de nouveau"), "who isn't told hears nothing");
    }
}

//! A tutor says when they can be counted on; whoever chooses tutors for a session sees it, with what they have on their hands.

use http::StatusCode;
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::ids::RegionId;
use platform::{PersonId, args, both_engines, sql};
use training::sessions::{self, AssignTutors, Duty, SessionId};
use training::tutors::{self, AddTutor};

use crate::world::World;

const HOME: &str = "/mes-disponibilites";
const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

impl World {
    /// Someone accompanies a session.
    pub async fn accompanies(&self, person: PersonId, session: SessionId, duty: Duty) {
        let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), session);
        let mut tx = self.site.db().begin().await.unwrap();
        sessions::assign(&mut tx, &self.site, &proof, person, duty)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A step of a session has its date, in world time.
    pub async fn dated(&self, session: SessionId, nth: usize, from: &str, to: &str) {
        let step = self.steps().await[nth].id;
        let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), session);
        let at = (from.parse().unwrap(), to.parse().unwrap());
        let mut tx = self.site.db().begin().await.unwrap();
        sessions::add_date(&mut tx, &self.site, &proof, step, at, "En ligne")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Another region takes a tutor too.
    pub async fn also_of(&self, person: PersonId, region: RegionId) {
        self.scratch.clock.advance(1_000);
        let proof = Proof::<AddTutor>::of_system(&SystemActs::new(), region);
        let mut tx = self.site.db().begin().await.unwrap();
        tutors::add(&mut tx, &self.site, &proof, person).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Says that someone is away, by the form.
    pub async fn away(&self, person: PersonId, first: &str, last: &str, reason: &str) {
        let mut visitor = self.signed_in(person).await;
        let fields = [("du", first), ("au", last), ("motif", reason)];
        let answer = visitor.post("/mes-disponibilites/absences", &fields).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
    }
}

/// The row of the table that begins with this name.
pub fn line<'a>(body: &'a str, name: &str) -> &'a str {
    let from = body
        .find(&format!("scope=\"row\">{name}<"))
        .unwrap_or_else(|| panic!("{name}: {body}"));
    body[from..].split("</tr>").next().unwrap()
}

both_engines! {
    async fn a_week_is_said_and_never_lost_between_two_windows(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let mut tutor = world.signed_in(fabienne).await;
        assert!(tutor.get("/").await.body.contains("href=\"/mes-disponibilites\""), "a place of hers, before any session");
        let page = tutor.get(HOME).await.body;
        assert!(page.contains("CMA Bretagne") && page.contains("name=\"revision\" value=\"0\""), "{page}");

        let week = [("revision", "0"), ("lundi", "matin"), ("lundi", "apres-midi"), ("jeudi", "soir"), ("limite", "20")];
        assert_eq!(tutor.post(HOME, &week).await.status, DONE);
        let page = tutor.follow(HOME).await.body;
        assert!(page.contains("Vos disponibilités sont enregistrées"), "{page}");
        assert_eq!(page.matches(" checked").count(), 3, "{page}");
        assert!(page.contains("value=\"20\"") && page.contains("name=\"revision\" value=\"1\""));

        let other = [("revision", "0"), ("mardi", "matin"), ("limite", "5")];
        let refused = tutor.post(HOME, &other).await;
        assert_eq!(refused.status, WRONG);
        assert!(refused.body.contains("autre chose dans une autre fenêtre"), "{}", refused.body);
        assert!(refused.body.contains("Lundi matin et après-midi, jeudi soir. 20 apprenants au plus."), "{}", refused.body);
        assert!(refused.body.contains("value=\"5\"") && refused.body.contains("name=\"revision\" value=\"1\""), "what was typed is there");
        let wrong = tutor.post(HOME, &[("revision", "1"), ("lundi", "matin"), ("limite", "mille")]).await;
        assert_eq!(wrong.status, WRONG);
        assert!(wrong.body.contains("value=\"mille\"") && wrong.body.contains("un nombre de 1 à 500"), "{}", wrong.body);
        assert_eq!(tutor.post(HOME, &[("revision", "1"), ("mardi", "matin"), ("limite", "")]).await.status, DONE);
        let page = tutor.get(HOME).await.body;
        assert!(page.matches(" checked").count() == 1 && !page.contains("value=\"20\""), "{page}");
    }

    async fn only_tutors_of_a_region_say_it(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        assert!(!monique.get("/").await.body.contains(HOME));
        for page in [HOME, "/mes-disponibilites/absences/nouvelle"] {
            let answer = monique.get(page).await;
            assert!(answer.status == StatusCode::OK && answer.body.contains("Cette page est celle des tuteurs"));
        }
        let days = [("du", "2026-12-21"), ("au", "2026-12-22"), ("revision", "0"), ("absence", "x")];
        for act in [HOME, "/mes-disponibilites/absences", "/mes-disponibilites/absences/retrait"] {
            let answer = monique.post(act, &days).await;
            assert!(answer.body.contains("Seuls les tuteurs d’une région"), "{act}: {}", answer.body);
        }
        let mut tx = world.site.db().read().await.unwrap();
        let sql = sql!("SELECT (SELECT COUNT(*) FROM tutor_hours) + (SELECT COUNT(*) FROM tutor_absences) AS many");
        assert_eq!(tx.one(sql, args![]).await.unwrap().get::<i64>("many").unwrap(), 0);
    }

    async fn an_absence_is_noted_and_fades(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let mut tutor = world.signed_in(fabienne).await;
        let path = "/mes-disponibilites/absences";
        let long = "é".repeat(201);
        let cases = [
            ("2026-12-24", "2026-12-21", "", "Choisissez le jeudi 24 décembre"),
            ("2026-12-24", "2036-12-24", "", "Une absence dure un an au plus"),
            ("2026-11-01", "2026-11-11", "", "Ces jours sont déjà passés"),
            ("2026-12-24", "", "", "Donnez une date qui existe"),
            ("2026-12-24", "2026-12-26", &long, "200 caractères au plus"),
        ];
        for (first, last, reason, said) in cases {
            let answer = tutor.post(path, &[("du", first), ("au", last), ("motif", reason)]).await;
            assert_eq!(answer.status, WRONG, "{first} {last}");
            assert!(answer.body.contains(said), "{first} {last}: {}", answer.body);
            assert!(answer.body.contains(&format!("value=\"{first}\"")), "what was typed is there");
        }
        world.away(fabienne, "2026-11-12", "2026-11-13", "").await;
        world.away(fabienne, "2026-12-21", "2027-01-03", "Opération du genou").await;
        let meets = tutor.post(path, &[("du", "2027-01-03"), ("au", "2027-01-05")]).await;
        assert_eq!(meets.status, WRONG);
        assert!(meets.body.contains("Vous avez déjà noté une absence du lundi 21 décembre 2026 au dimanche 3 janvier 2027"), "{}", meets.body);
        let page = tutor.get(HOME).await.body;
        assert!(page.contains("Opération du genou") && page.contains("Du jeudi 12 novembre au vendredi 13 novembre"), "{page}");

        let mut tx = world.site.db().read().await.unwrap();
        let rows = tx.all(sql!("SELECT id, reason FROM tutor_absences WHERE person_id = $1 ORDER BY first_day"), args![fabienne]).await.unwrap();
        drop(tx);
        let sealed: Vec<u8> = rows[1].get::<Option<Vec<u8>>>("reason").unwrap().unwrap();
        assert!(!sealed.windows(5).any(|window| window == b"genou"), "sealed");
        assert!(rows[0].get::<Option<Vec<u8>>>("reason").unwrap().is_none());

        let id: uuid::Uuid = rows[1].get("id").unwrap();
        let karim = world.tutor("Karim", "Haddad", &world.bretagne).await;
        let fields = [("absence", id.to_string())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        world.signed_in(karim).await.post("/mes-disponibilites/absences/retrait", &fields).await;
        assert!(tutor.get(HOME).await.body.contains("genou"), "nobody takes another's away");
        world.scratch.clock.advance(2 * 86_400_000);
        let mut tutor = world.signed_in(fabienne).await;
        let page = tutor.get(HOME).await.body;
        assert!(page.contains("genou") && !page.contains("vendredi 13 novembre"), "what is over fades: {page}");
        assert_eq!(tutor.post("/mes-disponibilites/absences/retrait", &fields).await.status, DONE);
        assert_eq!(tutor.post("/mes-disponibilites/absences/retrait", &fields).await.status, DONE, "gone already");
        assert!(!tutor.get(HOME).await.body.contains("genou"));
    }

    async fn whoever_chooses_sees_what_stands_in_the_way(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let karim = world.tutor("Karim", "Haddad", &world.bretagne).await;
        world.also_of(karim, world.reunion.id).await;
        world.tutor("Maria", "Ferreira", &world.bretagne).await;
        // Tuesday 17, from six in the evening; the half-day is on Friday 20, in the morning.
        world.dated(world.own, 1, "2026-11-17T17:00:00Z", "2026-11-17T18:30:00Z").await;
        world.dated(world.own, 2, "2026-11-20T08:00:00Z", "2026-11-20T11:30:00Z").await;
        world.dated(world.other, 1, "2026-11-17T18:00:00Z", "2026-11-17T19:30:00Z").await;
        world.dated(world.foreign, 2, "2026-11-20T11:00:00Z", "2026-11-20T14:00:00Z").await;
        world.accompanies(fabienne, world.other, Duty::Content).await;
        world.accompanies(karim, world.foreign, Duty::Content).await;
        for (given, session) in [("Monique", world.own), ("Maria", world.own), ("Monique", world.other)] {
            let person = world.person(given, "Essai").await;
            world.enrol(person, session).await;
        }
        world.away(fabienne, "2026-11-19", "2026-11-23", "Congés en famille").await;
        let mut tutor = world.signed_in(fabienne).await;
        tutor.post(HOME, &[("revision", "0"), ("mardi", "soir"), ("limite", "2")]).await;
        world.signed_in(karim).await.post(HOME, &[("revision", "0"), ("mardi", "soir"), ("limite", "2")]).await;

        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/tuteurs", world.own);
        let page = rene.get(&path).await.body;
        let hers = line(&page, "Fabienne Martin");
        for said in [
            "1 session, 1 apprenant", "2 apprenants au plus", "Mardi soir",
            "Absence du jeudi 19 novembre au lundi 23 novembre (Congés en famille)",
            "Pendant son absence\u{202f}: Ma page passée au banc d’essai, vendredi 20 novembre, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30",
            "en même temps que la session A2, Nos pages passées au crible, mardi 17 novembre, 19\u{202f}h\u{a0}–\u{a0}20\u{202f}h\u{202f}30",
            "3 apprenants avec cette session, pour 2 au plus",
        ] {
            assert!(hers.contains(said), "{said}\n{hers}");
        }
        assert!(!hers.contains("Hors de ses demi-journées"), "the class is in hers: {hers}");
        let his = line(&page, "Karim Haddad");
        for said in ["Hors de ses demi-journées habituelles\u{202f}: Ma page", "en même temps qu’une session d’une autre région"] {
            assert!(his.contains(said), "{said}\n{his}");
        }
        assert!(!his.contains("B1") && !his.contains("Congés"), "{his}");
        assert!(line(&page, "Maria Ferreira").contains("Cette personne n’a rien indiqué"));

        let chosen = fabienne.to_string();
        assert_eq!(rene.post(&path, &[("tuteur", &chosen), ("role", "content")]).await.status, DONE, "it warns, it never forbids");
        let page = rene.get(&path).await.body;
        let hers = line(&page, "Fabienne Martin");
        assert!(hers.contains("2 sessions, 3 apprenants") && hers.contains("3 apprenants avec cette session"), "{hers}");
        world.scratch.clock.advance(12 * 86_400_000);
        let mut rene = world.signed_in(world.manager).await;
        let page = rene.get(&path).await.body;
        assert!(!line(&page, "Fabienne Martin").contains("Congés") && !page.contains("en même temps"), "what is over is told no more");
        let session = rene.get(&format!("/sessions/{}", world.own)).await.body;
        assert!(!session.contains("Congés"), "the reason is for who chooses");
    }

    async fn days_are_those_of_the_tutor_s_own_region(engine) {
        let world = World::new(engine).await;
        let karim = world.tutor("Karim", "Haddad", &world.reunion).await;
        world.also_of(karim, world.bretagne.id).await;
        // Half past nine in the evening of the 17th in Rennes is the 18th already in Saint-Denis.
        world.dated(world.own, 1, "2026-11-17T20:30:00Z", "2026-11-17T21:30:00Z").await;
        world.away(karim, "2026-11-18", "2026-11-18", "").await;
        let page = world.signed_in(karim).await.get(HOME).await.body;
        assert!(page.contains("CMA La Réunion"), "{page}");
        let mut rene = world.signed_in(world.manager).await;
        let page = rene.get(&format!("/sessions/{}/tuteurs", world.own)).await.body;
        let his = line(&page, "Karim Haddad");
        assert!(his.contains("Pendant son absence\u{202f}: Nos pages passées au crible, mardi 17 novembre, 21\u{202f}h\u{202f}30"), "{his}");
    }

    async fn the_pages_cost_the_same_however_many_tutors(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let former = world.tutor("Karim", "Haddad", &world.bretagne).await;
        world.accompanies(former, world.own, Duty::Content).await;
        let base = format!("/sessions/{}/tuteurs", world.own);
        let replacement = format!("{base}/remplacement?tuteur={former}");
        let paths = [base.clone(), format!("{base}/apprenants"), replacement];
        world.dated(world.own, 1, "2026-11-17T17:00:00Z", "2026-11-17T18:30:00Z").await;
        world.dated(world.other, 1, "2026-11-17T17:00:00Z", "2026-11-17T18:30:00Z").await;
        let mut costs = Vec::new();
        for round in 0..2 {
            for i in 0..=(round * 8) {
                let tutor = world.tutor("Fabienne", &format!("Un{}{i}", char::from(b'a' + round)), &world.bretagne).await;
                world.accompanies(tutor, world.other, Duty::Content).await;
                world.away(tutor, "2026-11-17", "2026-11-18", "Congés").await;
                let learner = world.person("Monique", "Encore").await;
                world.enrol(learner, world.own).await;
            }
            let mut cost = Vec::new();
            for path in &paths {
                rene.get(path).await;
                let before = world.site.db().statements();
                assert_eq!(rene.get(path).await.status, StatusCode::OK, "{path}");
                cost.push(world.site.db().statements() - before);
            }
            assert!(rene.get(&base).await.body.contains("en même temps que la session A2"));
            costs.push(cost);
        }
        assert_eq!(costs[0], costs[1], "the same number of queries with eight tutors more");
        assert!(costs[0].iter().zip([16, 16, 19]).all(|(cost, most)| *cost <= most), "{costs:?}");
    }
}

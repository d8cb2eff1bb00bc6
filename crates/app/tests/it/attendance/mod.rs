//! Attendance: signed on the tablet, the telephone or paper, inside the slot; absences said, corrections traced; a sheet that is
//! vouched for is frozen, printed, and does the step of who was there.

mod around;

use http::{Request, StatusCode};
use jiff::Timestamp;
use platform::http::{Body, BuiltIn, Proof, SystemActs};
use platform::testing::{Answer, Visitor};
use platform::{PersonId, args, both_engines, sql};
use proof::certificates::{self, IssueCertificates, Kind};
use training::enrolment::EnrolmentId;
use training::sessions::{self, AssignTutors};

use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
/// A line that is long enough to be a signature.
const DRAWN: &str = "100,100 300,40 500,220;520,200 700,90";

impl World {
    /// A half-day on site in each session, on Friday 20 November from nine to half past twelve by the clocks of its region: its name in
    /// addresses.
    pub async fn meeting(&self) -> String {
        let step = self.steps().await[2].id;
        let at = ["2026-11-20T08:00:00Z", "2026-11-20T11:30:00Z"].map(|at| at.parse::<Timestamp>().unwrap());
        let mut tx = self.site.db().begin().await.unwrap();
        for session in [self.own, self.other, self.foreign, self.deleted] {
            let earlier = jiff::SignedDuration::from_hours(if session == self.foreign { 3 } else { 0 });
            let at = at.map(|at| at - earlier);
            let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), session);
            sessions::add_date(
                &mut tx,
                &self.site,
                &proof,
                step,
                (at[0], at[1]),
                "Salle 2, Quimper",
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        format!("2026-11-20_matin_{step}")
    }

    fn clock_to(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        let now = self.site.clock().now();
        self.scratch
            .clock
            .advance(at.duration_since(now).as_millis().try_into().unwrap());
    }
}

/// A meeting, its trainer and two learners.
struct Room {
    world: World,
    path: String,
    trainer: PersonId,
    fabienne: Visitor,
    monique: (PersonId, EnrolmentId, Visitor),
    rene: EnrolmentId,
}

impl Room {
    async fn new(engine: platform::db::Engine, now: &str) -> Self {
        let world = World::new(engine).await;
        let half = world.meeting().await;
        let learner = world.someone(BuiltIn::Learner).await;
        let other = world.person("Karim", "Diallo").await;
        let rene = world.enrol(other, world.own).await;
        let trainer = world.someone(BuiltIn::Tutor).await;
        world.clock_to(now);
        Self {
            path: format!("/sessions/{}/emargement/{half}", world.own),
            fabienne: world.signed_in(trainer).await,
            trainer,
            monique: (
                learner,
                world.enrolment_of(learner).await,
                world.signed_in(learner).await,
            ),
            rene,
            world,
        }
    }

    async fn act(&mut self, act: &str, fields: &[(&str, &str)]) -> Answer {
        self.fabienne.post(&format!("{}/{act}", self.path), fields).await
    }

    async fn page(&mut self) -> String {
        self.fabienne.get(&self.path).await.body
    }

    async fn code(&mut self) -> String {
        self.act("code", &[]).await;
        let page = self.page().await;
        let digits = page
            .split("Code de la séance")
            .nth(1)
            .unwrap()
            .split("</p>")
            .next()
            .unwrap()
            .to_owned();
        digits.chars().filter(char::is_ascii_digit).collect()
    }

    /// Takes back what the sheet says of someone, as its form shows it.
    async fn correct(&mut self, who: &str, why: &str) -> Answer {
        let form = self
            .fabienne
            .get(&format!("{}/correction?inscription={who}", self.path))
            .await
            .body;
        let seen = form
            .split("name=\"vu\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        self.act(
            "correction",
            &[("inscription", who), ("vu", &seen), ("raison", why)],
        )
        .await
    }

    /// Signs the form that vouches, as it stands.
    async fn vouch(&mut self) -> Answer {
        let form = self.fabienne.get(&format!("{}/validation", self.path)).await.body;
        let seen = form
            .split("name=\"vu\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        self.act("validation", &[("vu", &seen), ("trait", DRAWN)]).await
    }

    async fn verbs(&self) -> Vec<String> {
        let sql = sql!(
            "SELECT verb FROM events WHERE verb LIKE 'attendance.%' OR verb = 'step.marked' ORDER BY id"
        );
        let rows = self
            .world
            .site
            .db()
            .read()
            .await
            .unwrap()
            .all(sql, args![])
            .await
            .unwrap();
        rows.iter().map(|row| row.get("verb").unwrap()).collect()
    }
}

both_engines! {
    async fn a_sheet_is_signed_vouched_for_and_frozen(engine) {
        let mut room = Room::new(engine, "2026-11-20T08:02:00Z").await;
        let (_, monique, _) = room.monique;
        let list = room.fabienne.get(&format!("/sessions/{}/emargement", room.world.own)).await.body;
        assert!(list.contains("À signer maintenant") && list.contains("Ma page passée au banc d’essai"), "{list}");
        let name = monique.to_string();
        for (trait_, written) in [("", ""), ("500,100", ""), ("x", "")] {
            let refused = room.act("signature", &[("inscription", &name), ("trait", trait_), ("nom", written)]).await;
            assert!(refused.status == WRONG && refused.body.contains("Signez dans le cadre"), "{trait_}");
        }
        assert_eq!(room.act("signature", &[("inscription", &name), ("trait", DRAWN)]).await.status, DONE);
        let again = room.act("signature", &[("inscription", &name), ("nom", "Monique")]).await;
        assert_eq!(again.status, DONE);
        assert_eq!(room.verbs().await, ["attendance.marked"], "the first signature stays");
        let page = room.page().await;
        assert!(page.contains("a signé à 9\u{202f}h\u{202f}02, sur la tablette") && page.contains("M100 100L300 40L500 220"), "{page}");

        // A page read before somebody signed vouches for nothing.
        let form = room.fabienne.get(&format!("{}/validation", room.path)).await.body;
        assert!(form.contains("1 présence, 0 absence") && form.contains("Karim Diallo"), "{form}");
        let late = room.act("validation", &[("vu", "0/"), ("trait", DRAWN)]).await;
        assert!(late.status == WRONG && late.body.contains("La feuille a changé"), "{}", late.body);
        let unsigned = room.act("validation", &[("vu", "0/")]).await;
        assert!(unsigned.status == WRONG && unsigned.body.contains("Signez dans le cadre"));
        room.world.clock_to("2026-11-20T11:32:00Z");
        assert_eq!(room.vouch().await.status, DONE);
        let verbs = ["attendance.marked", "attendance.marked", "attendance.sealed", "step.marked"];
        assert_eq!(room.verbs().await, verbs);
        let page = room.page().await;
        assert!(page.contains("Feuille validée par") && page.contains("sans nouvelles"), "{page}");
        let pdf = room.fabienne.get(&format!("{}/document", room.path)).await;
        assert_eq!(pdf.headers["content-type"], "application/pdf");

        // Monique's step is done, at the end of the half-day; Karim's isn't.
        let sql = sql!("SELECT enrolment_id, done_at FROM step_states");
        let rows = room.world.site.db().read().await.unwrap().all(sql, args![]).await.unwrap();
        let done: Vec<(EnrolmentId, Timestamp)> = rows.iter().map(|row| (row.get("enrolment_id").unwrap(), row.get("done_at").unwrap())).collect();
        assert_eq!(done, [(monique, "2026-11-20T11:30:00Z".parse().unwrap())]);

        // Nothing changes any more, until it is opened again, with a reason.
        for (act, fields) in [
            ("signature", vec![("inscription", name.as_str()), ("nom", "Monique")]),
            ("pointage", vec![("inscription", &name), ("arrivee", "09:20")]),
            ("correction", vec![("inscription", &name), ("raison", "mistake")]),
            ("validation", vec![("vu", ""), ("nom", "Fabienne")]),
        ] {
            let refused = room.act(act, &fields).await;
            assert!(refused.status == WRONG && refused.body.contains("Cette feuille est validée"), "{act}");
        }
        assert_eq!(room.act("reouverture", &[]).await.status, WRONG);
        assert_eq!(room.act("reouverture", &[("raison", "news")]).await.status, DONE);
        let rene = room.rene.to_string();
        let stale = room.act("correction", &[("inscription", &rene), ("vu", ""), ("raison", "news")]).await;
        assert!(stale.status == WRONG && stale.body.contains("a changé pendant ce temps"), "{}", stale.body);
        assert_eq!(room.correct(&rene, "news").await.status, DONE);
        let fields = [("inscription", rene.as_str()), ("presence", "present"), ("arrivee", "9:20")];
        assert_eq!(room.act("pointage", &fields).await.status, DONE);
        let fields = [("inscription", rene.as_str()), ("depart", "9:10")];
        let refused = room.act("pointage", &fields).await;
        assert!(refused.status == WRONG && refused.body.contains("qui suit celle de l’arrivée"), "{}", refused.body);
        let page = room.page().await;
        for told in ["présence attestée par", "Arrivée à 9\u{202f}h\u{202f}20", "absence, sans nouvelles", "rouverte"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert_eq!(room.vouch().await.status, DONE);
        // At the end, what she attended is stated: three hours and a half for one, a morning begun late for the other.
        room.world.organisation(room.world.bretagne.id).await;
        room.world.clock_to("2026-12-03T08:00:00Z");
        let proof = Proof::<IssueCertificates>::of_system(&SystemActs::new(), room.world.own);
        certificates::issue(&room.world.site, &proof, &[monique, room.rene]).await.unwrap();
        let held = certificates::of_enrolment(&mut room.world.site.db().read().await.unwrap(), monique).await.unwrap();
        let stated = held.iter().find(|one| one.kind == Kind::Diligence).unwrap();
        let mut learner = room.world.signed_in(room.monique.0).await;
        let page = learner.get(&format!("/certificats/{}", stated.id)).await.body;
        for words in ["Attestation d’assiduité", "3\u{202f}h\u{202f}30 sur 3\u{202f}h\u{202f}30", "20 novembre 2026, matin", "Présence"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let pdf = learner.get(&format!("/certificats/{}/document", stated.id)).await;
        assert_eq!(pdf.headers["content-type"], "application/pdf");
        let held = certificates::of_enrolment(&mut room.world.site.db().read().await.unwrap(), room.rene).await.unwrap();
        let stated = held.iter().find(|one| one.kind == Kind::Diligence).unwrap();
        let mut rene = room.world.signed_in(room.world.manager).await;
        let page = rene.get(&format!("/certificats/{}", stated.id)).await.body;
        assert!(page.contains("Présence, arrivée à 9\u{202f}h\u{202f}20") && page.contains("3\u{202f}h\u{202f}10 sur"), "{page}");
        room.fabienne = room.world.signed_in(room.trainer).await;
        let whole = room.fabienne.get(&format!("/sessions/{}/emargement/document", room.world.own)).await;
        assert!(whole.status == StatusCode::OK && whole.headers["content-type"] == "application/pdf");
    }

    async fn what_was_sealed_is_what_is_printed(engine) {
        let mut room = Room::new(engine, "2026-11-20T11:40:00Z").await;
        assert_eq!(room.vouch().await.status, DONE);
        let document = format!("{}/document", room.path);
        assert_eq!(room.fabienne.get(&document).await.status, StatusCode::OK);
        let mut tx = room.world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE attendance_seals SET digest = $1"), args![vec![7_u8; 32]]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(room.fabienne.get(&document).await.status, StatusCode::INTERNAL_SERVER_ERROR);
    }

    async fn one_signs_inside_the_slot(engine) {
        let mut room = Room::new(engine, "2026-11-20T07:44:00Z").await;
        let name = room.monique.1.to_string();
        let fields = [("inscription", name.as_str()), ("trait", DRAWN)];
        let early = room.act("signature", &fields).await;
        assert!(early.status == WRONG && early.body.contains("entre 8\u{202f}h\u{202f}45 et 13\u{202f}h"), "{}", early.body);
        let early = room.act("pointage", &[("inscription", &name), ("presence", "present")]).await;
        assert!(early.status == WRONG && early.body.contains("n’a pas encore commencé"), "{}", early.body);
        assert_eq!(room.act("validation", &[("nom", "Fabienne")]).await.status, WRONG);
        room.world.clock_to("2026-11-20T15:00:00Z");
        assert_eq!(room.act("signature", &fields).await.status, WRONG);
        assert!(room.page().await.contains("On ne signe plus sur écran"));
        // A tablet that was out of reach says for how long it kept the signature.
        for (minutes, status) in [(8 * 60, WRONG), (-60, WRONG), (6 * 60 + 57, StatusCode::NO_CONTENT), (6 * 60 + 57, StatusCode::NO_CONTENT)] {
            let token = room.fabienne.token();
            let body = format!("jeton={token}&inscription={name}&trait={}&garde={}", DRAWN.replace(' ', "+").replace(',', "%2C").replace(';', "%3B"), minutes * 60_000);
            let request = Request::post(format!("{}/signature", room.path))
                .header("origin", room.fabienne.origin())
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-seul", "oui")
                .body(Body::from(body))
                .unwrap();
            assert_eq!(room.fabienne.send(request).await.status, status, "{minutes}");
        }
        assert_eq!(room.verbs().await, ["attendance.marked"], "sent twice, taken once");
        assert!(room.page().await.contains("a signé à 9\u{202f}h\u{202f}03, sur la tablette du formateur (reçu le 20 novembre 2026 à 16\u{202f}h)"));
    }

    async fn a_learner_signs_with_the_code(engine) {
        let mut room = Room::new(engine, "2026-11-20T08:02:00Z").await;
        let code = room.code().await;
        let own = format!("/mes-parcours/{}/emargement", room.monique.1);
        let course = room.monique.2.get(&format!("/mes-parcours/{}", room.monique.1)).await.body;
        assert!(course.contains(&own), "{course}");
        let scanned = room.monique.2.get(&format!("/emargement/{code}")).await;
        assert_eq!(scanned.location(), format!("{own}?code={code}"));
        assert_eq!(room.monique.2.get("/emargement/000000x").await.status, WRONG);
        assert_eq!(room.monique.2.get("/emargement/000000").await.location(), format!("{own}?code=000000"), "a code is tried there alone");
        let mut office = room.world.signed_in(room.world.someone(BuiltIn::Administrator).await).await;
        let refused = office.post(&own, &[("code", &code)]).await;
        assert!(refused.status == WRONG && refused.body.contains("elle seule peut le faire"), "{}", refused.body);
        assert!(course.contains("Ma convocation"));
        let summons = room.monique.2.get(&format!("/inscriptions/{}/convocation/document", room.monique.1)).await;
        assert_eq!(summons.headers["content-type"], "application/pdf");
        let form = room.monique.2.get(scanned.location()).await.body;
        assert!(form.contains(&format!("value=\"{code}\"")) && form.contains("À signer maintenant"), "{form}");
        let refused = room.monique.2.post(&own, &[("code", "12")]).await;
        assert!(refused.status == WRONG && refused.body.contains("six chiffres"));
        let signed = room.monique.2.post(&own, &[("code", &code)]).await;
        assert_eq!(signed.status, DONE, "{}", signed.body);
        assert!(room.monique.2.get(&own).await.body.contains("Présence enregistrée"));
        assert!(room.page().await.contains("avec le code de la séance"));
        // Nobody finds a code by trying, and another code makes the first worthless.
        let wrong = if code == "111111" { "222222" } else { "111111" };
        for _ in 0..10 {
            let refused = room.monique.2.post(&own, &[("code", wrong)]).await;
            assert!(refused.status == WRONG && refused.body.contains("n’est pas celui de la séance"));
        }
        let refused = room.monique.2.post(&own, &[("code", &code)]).await;
        assert!(refused.status == WRONG && refused.body.contains("Trop de codes"), "{}", refused.body);
        room.act("code", &[("autre", "oui")]).await;
        assert_ne!(room.code().await, code);
        // A trainer of another session sees nothing, and nobody of another session signs here.
        let mut other = room.world.signed_in(room.world.someone(BuiltIn::Tutor).await).await;
        let elsewhere = room.path.replace(&room.world.own.to_string(), &room.world.other.to_string());
        assert_eq!(other.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        let stranger = room.world.person("Maria", "Rossi").await;
        let stranger = room.world.enrol(stranger, room.world.other).await.to_string();
        let refused = room.act("signature", &[("inscription", &stranger), ("trait", DRAWN)]).await;
        assert!(refused.status == WRONG && refused.body.contains("n’est plus dans la session"), "{}", refused.body);
        // Said to be absent, one can't sign over it.
        let name = room.rene.to_string();
        assert_eq!(room.act("pointage", &[("inscription", &name), ("presence", "absent")]).await.status, WRONG, "a reason is wanted");
        assert_eq!(room.act("pointage", &[("inscription", &name), ("presence", "absent"), ("raison", "work")]).await.status, DONE);
        let refused = room.act("signature", &[("inscription", &name), ("trait", DRAWN)]).await;
        assert!(refused.status == WRONG && refused.body.contains("notée absente"), "{}", refused.body);
        let refused = room.act("pointage", &[("inscription", &name), ("depart", "11:00")]).await;
        assert!(refused.status == WRONG && refused.body.contains("corrigez d’abord"), "{}", refused.body);
    }

    async fn paper_comes_back(engine) {
        let mut room = Room::new(engine, "2026-11-20T12:30:00Z").await;
        let path = format!("{}/papier", room.path);
        let name = room.monique.1.to_string();
        let wrong = room.fabienne.post_file(&path, &[("inscription", &name)], ("feuille=feuille.exe", b"MZ\x90\x00")).await;
        assert!(wrong.status == WRONG && wrong.body.contains("ni un PDF"), "{}", wrong.body);
        assert!(room.verbs().await.is_empty());
        let filed = room.fabienne.post_file(&path, &[("inscription", &name)], ("feuille=feuille.pdf", b"%PDF-1.7 signed")).await;
        assert_eq!(filed.status, DONE, "{}", filed.body);
        assert_eq!(room.verbs().await, ["attendance.scanned", "attendance.marked"]);
        let page = room.fabienne.get(&room.path).await;
        assert!(page.body.contains("a signé la feuille de papier"), "{}", page.body);
        let scan = page.after(&format!("{}/scans/", room.path)).unwrap().to_owned();
        let scan = room.fabienne.get(&format!("{}/scans/{scan}", room.path)).await;
        assert!(scan.status == StatusCode::OK && scan.body.starts_with("%PDF-1.7 signed"), "{}", scan.body);
        assert_eq!(room.fabienne.get(&format!("{}/scans/{name}", room.path)).await.status, WRONG);
    }
}

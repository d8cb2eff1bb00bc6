//! Certificates: handed out, read, printed, checked by anyone, cancelled; the facts are frozen.

use catalogue::courses::StepId;
use http::StatusCode;
use learning::progress::{self, Mark, MarkSteps, Observed, Status};
use people::organisations::{self, EditOrganisation, Organisation};
use platform::both_engines;
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::ids::RegionId;
use platform::keys::{self, Class};
use platform::testing::Visitor;
use platform::{PersonId, args, sql};
use proof::certificates::{self, IssueCertificates};
use training::enrolment::EnrolmentId;
use uuid::Uuid;

use crate::world::{Relation, World};

impl World {
    /// Marks every step of the course as done, with enough where the rule reads a percentage.
    pub async fn pass(&self, enrolment: EnrolmentId) {
        for step in self.steps().await {
            match step.item {
                None => self.mark(enrolment, step.id, Some(80.0)).await,
                Some(_) => self.observe(enrolment, step.id).await,
            }
        }
    }

    /// What the player would have seen.
    async fn observe(&self, enrolment: EnrolmentId, step: StepId) {
        let seen = Observed {
            status: Status::Done,
            percent: Some(80.0),
            seconds: 60,
        };
        let mut tx = self.site.db().begin().await.unwrap();
        let enrolment = training::enrolment::find(&mut tx, enrolment).await.unwrap();
        progress::record(&mut tx, &self.site, &enrolment, step, seen)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn mark(&self, enrolment: EnrolmentId, step: StepId, percent: Option<f64>) {
        let proof = Proof::<MarkSteps>::of_system(&SystemActs::new(), enrolment);
        let said = Mark {
            done_at: self.site.clock().now(),
            percent,
        };
        let mut tx = self.site.db().begin().await.unwrap();
        progress::mark(&mut tx, &self.site, &proof, step, said, None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A certificate handed out to someone of a session.
    pub async fn certificate(&self, relation: Relation, me: Option<PersonId>) -> Uuid {
        let (session, region) = match relation {
            Relation::Own | Relation::Deleted => (self.own, self.bretagne.id),
            Relation::OtherSession => (self.other, self.bretagne.id),
            Relation::OtherRegion => (self.foreign, self.reunion.id),
        };
        let enrolment = match me.filter(|_| relation == Relation::Own) {
            Some(person) => self.enrolment_of(person).await,
            None => {
                let person = self.person("Autre", "Personne").await;
                self.enrol(person, session).await
            }
        };
        self.organisation(region).await;
        self.pass(enrolment).await;
        let proof = Proof::<IssueCertificates>::of_system(&SystemActs::new(), session);
        certificates::issue(&self.site, &proof, &[enrolment])
            .await
            .unwrap();
        let mut tx = self.site.db().begin().await.unwrap();
        let held = certificates::of_enrolment(&mut tx, enrolment).await.unwrap();
        if relation == Relation::Deleted {
            let gone = sql!("UPDATE enrolments SET session_id = $2 WHERE id = $1");
            tx.execute(gone, args![enrolment, self.deleted]).await.unwrap();
            tx.commit().await.unwrap();
        }
        held[0].id.0
    }

    /// What the documents of a region print.
    pub async fn organisation(&self, region: RegionId) {
        let key = self
            .site
            .keys()
            .get_or_create(keys::PLATFORM, Class::Platform)
            .await
            .unwrap();
        let proof = Proof::<EditOrganisation>::of_system(&SystemActs::new(), region);
        let said = Organisation {
            name: "CMA d’essai".to_owned(),
            ..Organisation::default()
        };
        let mut tx = self.site.db().begin().await.unwrap();
        organisations::save(&mut tx, &self.site, &proof, &key, &said)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn enrolment_of(&self, person: PersonId) -> EnrolmentId {
        let mut tx = self.site.db().read().await.unwrap();
        training::enrolment::of_person(&mut tx, person).await.unwrap()[0]
            .enrolment
            .id
    }
}

/// René says who signs, by the form.
pub async fn sign(rene: &mut Visitor, world: &World) {
    let form = [
        ("nom", "CMA Bretagne"),
        ("adresse", "2 cours des Essais\n35000 Rennes"),
        ("ville", "Rennes"),
        ("siret", "000 000 000 00018"),
        ("nda", "53 35 00000 35"),
        ("signataire", "René Kerjean"),
        ("qualite", "conseiller formation"),
    ];
    let answer = rene
        .post(&format!("/regions/{}/organisme", world.bretagne.id), &form)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

pub async fn hand_out(rene: &mut Visitor, world: &World, people: &[EnrolmentId]) -> String {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("inscription", id.as_str())).collect();
    let path = format!("/sessions/{}/certificats", world.own);
    let answer = rene.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    rene.follow(answer.location()).await.body
}

/// The identifiers of the documents that a page links to.
pub fn links(body: &str) -> Vec<String> {
    body.split("href=\"/certificats/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// The same without those of before.
pub fn in_force(body: &str) -> Vec<String> {
    let now = body.split("<details").enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once("</details>").map_or("", |(_, rest)| rest),
    });
    links(&now.collect::<String>())
}

both_engines! {
    async fn what_was_earned_is_handed_out_read_and_checked(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let slow = world.someone(BuiltIn::Learner).await;
        let (enrolment, late) = (world.enrolment_of(learner).await, world.enrolment_of(slow).await);
        let mut rene = world.signed_in(world.manager).await;
        let desk = format!("/sessions/{}/certificats", world.own);
        assert!(rene.get(&desk).await.body.contains("Avant de remettre des documents"));
        let refused = rene.post(&desk, &[("inscription", &enrolment.to_string())]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(refused.body.contains("qui signe"), "{}", refused.body);
        sign(&mut rene, &world).await;
        let early = rene.get(&desk).await;
        assert!(early.body.contains("Personne n’a encore terminé") && !early.body.contains("type=\"checkbox\""), "{}", early.body);
        let said = hand_out(&mut rene, &world, &[enrolment]).await;
        assert!(said.contains("encore en cours pour Camille Essai") && links(&said).is_empty(), "{said}");

        world.pass(enrolment).await;
        let ready = rene.get(&desk).await;
        assert!(ready.body.contains("Parcours réussi") && ready.body.matches("type=\"checkbox\"").count() == 1, "{}", ready.body);
        let said = hand_out(&mut rene, &world, &[enrolment, late]).await;
        assert!(said.contains("Documents remis à 1 personne") && said.contains("encore en cours pour"), "{said}");
        let held = links(&said);
        assert_eq!(held.len(), 2);
        let again = hand_out(&mut rene, &world, &[enrolment]).await;
        assert!(again.contains("Rien de nouveau pour 1 personne") && links(&again) == held, "{again}");

        let mut monique = world.signed_in(learner).await;
        let course = monique.get(&format!("/mes-parcours/{enrolment}")).await;
        assert!(course.body.contains("Parcours réussi") && course.body.contains("Mes documents"), "{}", course.body);
        let documents = links(&course.body);
        let attestation = monique.get(&format!("/certificats/{}", documents[0])).await;
        for words in ["Attestation de fin de formation", "Camille Essai", "Réussir ma stratégie Facebook", "Créer sa page professionnelle",
            "du 2 novembre 2026 au", "René Kerjean, conseiller formation", "000 000 000 00018", "Toutes les conditions de réussite sont remplies",
            "80\u{202f}%"] {
            let plain = attestation.body.replace(['\u{a0}', '\u{202f}'], " ");
            assert!(plain.contains(&words.replace('\u{202f}', " ")), "{words}: {}", attestation.body);
        }
        let certificate = monique.get(&format!("/certificats/{}", documents[1])).await;
        for words in ["Je soussigné(e) <strong>René Kerjean</strong>", "<strong>CMA Bretagne</strong>, atteste que", "<strong>Camille Essai</strong>", "à conserver pendant trois ans"] {
            assert!(certificate.body.contains(words), "{words}: {}", certificate.body);
        }
        for id in &documents {
            let file = monique.get(&format!("/certificats/{id}/document")).await;
            assert_eq!(file.status, StatusCode::OK);
            assert_eq!(file.headers["content-type"], "application/pdf");
            assert!(file.headers["content-disposition"].to_str().unwrap().ends_with(".pdf"));
        }
        let mut other = world.signed_in(slow).await;
        assert_eq!(other.get(&format!("/certificats/{}", documents[0])).await.status, StatusCode::NOT_FOUND);

        let code = attestation.after("/verification/").unwrap().to_owned();
        let checked = world.visitor().get(&format!("/verification/{}", code.to_lowercase().replace('-', ""))).await;
        assert_eq!(checked.status, StatusCode::OK);
        for words in ["Document authentique", "Camille Essai", "Réussir ma stratégie Facebook", "CMA Bretagne"] {
            assert!(checked.body.contains(words), "{words}: {}", checked.body);
        }
        let typed = world.visitor().get(&format!("/verification?code={}", code.replace('-', "%20"))).await;
        assert_eq!(typed.location(), format!("/verification/{code}"));
        assert_eq!(world.visitor().get("/verification?code=K7QF").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.visitor().get("/verification/0000-0000-0000-0000").await.status, StatusCode::NOT_FOUND);
        let told = ["exemple.fr", "80\u{202f}%"].iter().any(|words| checked.body.contains(words));
        assert!(!told, "neither an address nor a result is told: {}", checked.body);
    }

    async fn a_certificate_is_frozen_replaced_and_cancelled(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let steps = world.steps().await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        world.pass(enrolment).await;
        let first = links(&hand_out(&mut rene, &world, &[enrolment]).await);
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE courses SET title = $1 WHERE id = $2"), args!["Autre titre", world.course]).await.unwrap();
        tx.commit().await.unwrap();
        let page = rene.get(&format!("/certificats/{}", first[0])).await;
        assert!(page.body.contains("Réussir ma stratégie Facebook"), "what was issued stays: {}", page.body);

        world.mark(enrolment, steps[4].id, Some(95.0)).await;
        let second = in_force(&hand_out(&mut rene, &world, &[enrolment]).await);
        assert!(second.len() == 2 && first.iter().all(|old| !second.contains(old)), "{first:?} {second:?}");
        let old = rene.get(&format!("/certificats/{}", first[0])).await;
        assert!(old.body.contains("un document plus récent le remplace") && !old.body.contains("Télécharger le PDF"), "{}", old.body);
        let code = old.after("/verification/").unwrap().to_owned();
        assert!(world.visitor().get(&format!("/verification/{code}")).await.body.contains("n’est plus valable"));

        let cancel = format!("/certificats/{}/annulation", second[0]);
        assert!(rene.get(&cancel).await.body.contains("Pourquoi l’annuler"));
        for wrong in ["", "replaced", "autre"] {
            assert_eq!(rene.post(&cancel, &[("raison", wrong)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        assert_eq!(rene.post(&cancel, &[("raison", "identity")]).await.status, StatusCode::SEE_OTHER);
        let mut monique = world.signed_in(learner).await;
        assert_eq!(links(&monique.get(&format!("/mes-parcours/{enrolment}")).await.body).len(), 1);
        assert_eq!(rene.get(&cancel).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let body = hand_out(&mut rene, &world, &[enrolment]).await;
        let (before, third) = (links(&body), in_force(&body));
        assert!(third.len() == 2 && !third.contains(&second[0]), "{third:?} {second:?}");
        assert!(before.contains(&first[0]) && before.contains(&second[0]), "what was held before stays readable: {body}");
        for told in ["3 documents d’avant", "un document plus récent le remplace", "le nom ou l’entreprise est faux"] {
            assert!(body.contains(told), "{told}: {body}");
        }
    }

    async fn after_the_end_results_are_stated_as_they_are(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let idle = world.someone(BuiltIn::Learner).await;
        let (enrolment, nothing) = (world.enrolment_of(learner).await, world.enrolment_of(idle).await);
        let steps = world.steps().await;
        world.mark(enrolment, steps[3].id, Some(40.0)).await;
        world.scratch.clock.advance(60 * 24 * 3_600_000);
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let said = hand_out(&mut rene, &world, &[enrolment, nothing]).await;
        assert!(said.contains("Conditions non remplies"), "{said}");
        assert_eq!(links(&said).len(), 3, "no « certificat de réalisation » for who did nothing");
        let mut monique = world.signed_in(learner).await;
        let held = links(&monique.get(&format!("/mes-parcours/{enrolment}")).await.body);
        let page = monique.get(&format!("/certificats/{}", held[0])).await;
        assert!(page.body.contains("Les conditions de réussite ne sont pas toutes remplies."), "{}", page.body);
        assert!(page.body.contains("Non commencée") && page.body.contains("40\u{202f}%"), "{}", page.body);
    }

    /// What the law and the funders want of both documents; the duration is the estimated one of the steps that were done.
    async fn what_the_law_wants_is_stated(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut tx = world.site.db().begin().await.unwrap();
        let aims = sql!("UPDATE courses SET objectives = $1 WHERE id = $2");
        tx.execute(aims, args!["Créer une page professionnelle", world.course]).await.unwrap();
        tx.commit().await.unwrap();
        for step in &world.steps().await[..2] {
            world.mark(enrolment, step.id, Some(80.0)).await;
        }
        world.scratch.clock.advance(60 * 24 * 3_600_000);
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let held = links(&hand_out(&mut rene, &world, &[enrolment]).await);
        let common = ["Camille Essai", "Réussir ma stratégie Facebook", "Action de formation", "du 2 novembre 2026 au 1er décembre 2026", "Durée réalisée",
            "2 h 15", "CMA Bretagne", "000 000 000 00018", "53350000035", "René Kerjean, conseiller formation", "à Rennes, le", "Code de vérification"];
        let attestation = ["Durée prévue", "7 h 30", "Objectifs", "Créer une page professionnelle", "Résultats de l’évaluation", "art. L. 6353-1 du code du travail"];
        let completion = ["Je soussigné(e)", "atteste que", "La durée additionne les durées estimées des étapes faites", "trois ans"];
        assert_eq!(held.len(), 2);
        for id in &held {
            let page = rene.get(&format!("/certificats/{id}")).await.body;
            let page = page.replace(['\u{a0}', '\u{202f}'], " ").replace("<sup>er</sup>", "er");
            let own: &[&str] = if page.contains("Attestation de fin de formation") { &attestation } else { &completion };
            for words in common.iter().chain(own) {
                assert!(page.contains(words), "{words}: {page}");
            }
        }
    }
}

//! What agents do beside answering: a call noted, the telephone and the prepared answers of a region, the month counted.

use std::io::{Cursor, Read as _};

use http::StatusCode;
use platform::keys::Class;
use platform::{args, both_engines, sql};

use super::{Cast, DAY, DONE, MISSING, WRONG, asks, object, reads};
use crate::submissions::plain;
use crate::world::Relation;

both_engines! {
    async fn a_call_is_noted_for_somebody_or_for_nobody_known(engine) {
        let mut cast = Cast::new(engine).await;
        let foreign = cast.world.person("Monique", "D’Ailleurs").await;
        let mut tx = cast.world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE people SET region_id = $2 WHERE id = $1"), args![foreign, cast.world.reunion.id]).await.unwrap();
        tx.commit().await.unwrap();
        let found = reads(&mut cast.rene, "/assistance/telephone?q=moni+goff").await;
        assert!(found.contains(&cast.learner.to_string()), "{found}");
        assert!(!reads(&mut cast.rene, "/assistance/telephone?q=monique").await.contains("Ailleurs"), "another region's");
        let (learner, foreign) = (cast.learner.to_string(), foreign.to_string());
        let call = |who: &str, name: &str| {
            let fields = [("personne", who), ("nom", name), ("type", "access"), ("sujet", "Mot de passe"), ("message", "Lien renvoyé"), ("suite", "resolved")];
            fields.map(|(key, value)| (key, value.to_owned()))
        };
        for (who, name, expected) in [(learner.as_str(), "", DONE), (&foreign, "", WRONG), ("", "", WRONG), ("inconnu", "", WRONG), ("inconnu", "Josette Inconnue", DONE)] {
            let fields = call(who, name);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
            let noted = cast.rene.post("/assistance/telephone", &fields).await;
            assert_eq!(noted.status, expected, "{who} {name}: {}", noted.body);
        }
        // Who was helped finds it among theirs.
        assert!(reads(&mut cast.monique, "/aide/demandes").await.contains("Mot de passe"));
        let list = reads(&mut cast.rene, "/assistance?etat=resolved").await;
        assert!(list.contains("Josette Inconnue") && list.contains("Par téléphone"), "{list}");
        cast.world.scratch.clock.advance(366 * DAY);
        cast.works().await;
        let mut rene = cast.world.signed_in(cast.world.manager).await;
        let list = reads(&mut rene, "/assistance?etat=all").await;
        assert!(!list.contains("Josette") && list.contains("Effacé"), "forgotten a year later");
    }

    async fn a_region_says_its_telephone_and_prepares_answers(engine) {
        let mut cast = Cast::new(engine).await;
        let mut passing = cast.world.visitor();
        assert!(!reads(&mut passing, "/aide").await.contains("tel:"), "without a number none is announced");
        let set = |phone: &'static str, opens: &'static str, closes: &'static str| vec![("telephone", phone), ("jours", "lundi"), ("jours", "mardi"), ("jours", "mercredi"), ("ouvre", opens), ("ferme", closes)];
        let region = format!("/regions/{}/assistance", cast.world.bretagne.id);
        assert_eq!(cast.office.post("/assistance/reglages", &set("01 00 00 00 00", "08:00", "18:00")).await.status, DONE);
        assert!(reads(&mut cast.monique, "/aide").await.contains("tel:0100000000"));
        for (phone, opens, closes) in [("écrivez", "08:00", "18:00"), ("02 00 00 00 00", "18:00", "08:00"), ("02 00 00 00 00", "", "18:00")] {
            assert_eq!(cast.rene.post(&region, &set(phone, opens, closes)).await.status, WRONG, "{phone} {opens}");
        }
        assert_eq!(cast.rene.post(&region, &set("02 00 00 00 00", "09:00", "17:30")).await.status, DONE);
        let page = reads(&mut cast.monique, "/aide").await;
        assert!(page.contains("tel:0200000000") && page.contains("Du lundi au mercredi, de 9 h à 17 h 30"), "{page}");
        // It stands at the foot of each page of who learns there, whatever the page.
        for path in ["/", "/aide/demandes", "/nulle-part"] {
            let foot = plain(cast.monique.get(path).await.body.split("<footer class=\"site-footer").nth(1).unwrap());
            assert!(foot.contains("tel:0200000000") && foot.contains("du lundi au mercredi, de 9 h à 17 h 30"), "{path}: {foot}");
        }
        assert!(!reads(&mut cast.rene, "/").await.contains("tel:"), "who answers isn't told whom to call");
        let page = reads(&mut passing, "/aide").await;
        assert!(page.contains("tel:0100000000") && page.contains("CMA Bretagne"), "{page}");
        assert_eq!(cast.rene.get("/assistance/reglages").await.status, StatusCode::FORBIDDEN);
        assert_eq!(cast.rene.get(&format!("/regions/{}/assistance", cast.world.reunion.id)).await.status, MISSING);

        let replies = format!("{region}/reponses");
        assert_eq!(cast.rene.post(&replies, &[("titre", "Film noir"), ("texte", "Bonjour {nom},")]).await.status, WRONG);
        assert_eq!(cast.rene.post(&replies, &[("titre", "Film noir"), ("texte", "Bonjour {prénom},\nvidez le cache.")]).await.status, DONE);
        let reply = cast.rene.get(&region).await.after("/reponses/").unwrap().to_owned();
        let page = reads(&mut cast.rene, &format!("{}?reponse={reply}", cast.desk)).await;
        assert!(page.contains("Bonjour Monique,\nvidez le cache."), "{page}");
        let one = format!("{replies}/{reply}");
        reads(&mut cast.rene, &one).await;
        assert_ne!(cast.office.post(&format!("/assistance/reglages/reponses/{reply}"), &[("acte", "retirer")]).await.status, DONE, "a region's own");
        assert_eq!(cast.rene.post(&one, &[("titre", "Noir"), ("texte", "Videz le cache.")]).await.status, DONE);
        assert_eq!(cast.rene.post(&one, &[("acte", "retirer")]).await.status, DONE);
        assert!(!reads(&mut cast.rene, &region).await.contains("Videz le cache"));
    }

    async fn a_month_is_counted_without_names(engine) {
        let mut cast = Cast::new(engine).await;
        cast.answers("Réparé.", "resolved").await;
        assert_eq!(cast.monique.post(&cast.own, &[("message", "Toujours noir.")]).await.status, DONE);
        cast.answers("Cette fois, oui.", "resolved").await;
        cast.monique.post(&format!("{}/avis", cast.own), &[("avis", "3")]).await;
        object(&cast.world, Relation::OtherRegion).await;
        let page = reads(&mut cast.rene, "/assistance/bilan").await;
        assert!(page.contains("Une demande d’aide a été ouverte ce mois-là."), "{page}");
        assert!(page.contains("CMA Bretagne") && page.contains("100 %"));
        let whole = page.split("Ensemble").nth(1).unwrap().split("</tr>").next().unwrap();
        assert!(page.contains("Rouvertes") && whole.matches(">1<").count() == 3, "opened, solved, taken up again: {whole}");
        let main = crate::submissions::main(&page).to_owned();
        assert!(!main.contains("Monique") && !main.contains("noir"));
        let all = reads(&mut cast.office, "/assistance/bilan?mois=2026-11").await;
        assert!(all.contains("2 demandes d’aide") && all.contains("CMA La Réunion"), "{all}");
        assert!(reads(&mut cast.office, "/assistance/bilan?mois=2026-10").await.contains("Aucune demande"));
        assert!(reads(&mut cast.office, "/assistance/bilan?mois=n%27importe").await.contains("2 demandes"));
        let document = cast.office.get("/assistance/bilan/document").await;
        assert!(document.bytes.starts_with(b"%PDF-1.7"));
        let book = cast.office.get("/assistance/bilan/classeur").await;
        let mut zip = zip::ZipArchive::new(Cursor::new(book.bytes)).unwrap();
        let mut sheet = String::new();
        zip.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut sheet).unwrap();
        assert!(sheet.contains("CMA La Réunion") && sheet.contains("<v>1</v>"), "{sheet}");
        assert_eq!(zip.len(), 9);
    }

    async fn lists_cost_the_same_however_long(engine) {
        let mut cast = Cast::new(engine).await;
        let mut costs = Vec::new();
        cast.rene.get("/assistance").await;
        for _ in 0..2 {
            let mut round = Vec::new();
            for path in ["/assistance", "/aide/demandes", "/aide", "/assistance/bilan"] {
                let who = if path.starts_with("/aide") { &mut cast.monique } else { &mut cast.rene };
                let before = cast.world.site.db().statements();
                assert_eq!(who.get(path).await.status, StatusCode::OK);
                round.push(cast.world.site.db().statements() - before);
            }
            costs.push(round);
            for _ in 0..5 {
                asks(&mut cast.monique, "other", "").await;
            }
            cast.rene.get("/assistance").await;
        }
        assert_eq!(costs[0], costs[1]);
    }
}

both_engines! {
    async fn what_is_over_takes_no_note(engine) {
        let mut cast = Cast::new(engine).await;
        cast.answers("C’est réparé.", "resolved").await;
        let note = format!("{}/note", cast.desk);
        let refused = cast.rene.post(&note, &[("note", "Rappelée")]).await;
        assert!(refused.status.is_client_error() && refused.body.contains("n’est plus en cours"), "{}", refused.body);
        assert!(!reads(&mut cast.rene, &cast.desk).await.contains("Rappelée"));
    }

    async fn a_request_of_someone_erased_is_closed(engine) {
        let mut cast = Cast::new(engine).await;
        let close = format!("{}/cloture", cast.desk);
        let not = cast.rene.post(&close, &[]).await;
        assert!(not.status.is_client_error() && not.body.contains("Répondez"), "{}", not.body);
        for class in [Class::Exchanges, Class::Account] {
            cast.world.site.keys().destroy(cast.learner.0, class).await.unwrap();
        }
        let page = reads(&mut cast.rene, &cast.desk).await;
        assert!(page.contains("Personne effacée") && page.contains("Clore la demande"), "{page}");
        assert!(!page.contains("Votre réponse") && !page.contains("Transmettre à"), "{page}");
        assert!(reads(&mut cast.rene, "/assistance").await.contains("Personne effacée"));
        assert_eq!(cast.rene.post(&close, &[]).await.status, DONE);
        assert_eq!(cast.state().await, "closed");
        let page = reads(&mut cast.rene, &cast.desk).await;
        assert!(page.contains("Close") && !page.contains("Clore la demande"), "{page}");
        assert!(cast.rene.post(&close, &[]).await.status.is_client_error());
    }

    async fn who_answers_sees_how_many_wait(engine) {
        let mut cast = Cast::new(engine).await;
        assert!(reads(&mut cast.rene, "/").await.contains("1 demande d’aide à traiter"));
        assert!(!reads(&mut cast.office, "/").await.contains("demande d’aide"), "the region has it");
        cast.answers("Sur quel appareil ?", "waiting").await;
        assert!(!reads(&mut cast.rene, "/").await.contains("demande d’aide à traiter"), "it waits for who asked");
        cast.monique.post(&cast.own, &[("message", "Un téléphone")]).await;
        assert!(reads(&mut cast.rene, "/").await.contains("1 demande d’aide à traiter"));
        cast.rene.post(&format!("{}/transmission", cast.desk), &[("raison", "Un module")]).await;
        assert!(!reads(&mut cast.rene, "/").await.contains("demande d’aide à traiter"));
        assert!(reads(&mut cast.office, "/").await.contains("1 demande d’aide à traiter"));
    }

    async fn hours_are_those_of_the_desk_everywhere(engine) {
        let mut cast = Cast::new(engine).await;
        let fields = [("telephone", ""), ("jours", "lundi"), ("ouvre", "09:00"), ("ferme", "17:00")];
        let path = format!("/regions/{}/assistance", cast.world.bretagne.id);
        let set = cast.rene.post(&path, &fields).await;
        assert_eq!(set.status, DONE, "{}", set.body);
        assert!(reads(&mut cast.monique, "/aide").await.contains("de 9 h à 17 h"));
        for page in ["/aide", "/mentions-legales", "/accessibilite", "/mes-parcours"] {
            assert!(!reads(&mut cast.monique, page).await.contains("de 8 h à 18 h"), "{page}");
        }
    }
}

//! « Calendrier »: each one's own; steps planned, moved, taken out; the private address.

use http::Request;
use http::StatusCode;
use http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};

use crate::world::World;

both_engines! {
    async fn a_step_is_planned_moved_and_taken_out(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let plan = format!("/mes-parcours/{enrolment}/planification");
        let body = monique.get(&plan).await.body;
        let step = body.split("<option value=\"").filter_map(|part| part.split('"').next())
            .find(|value| value.len() == 36).expect("a step to plan").to_owned();
        let day = world.scratch.clock.now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date().tomorrow().unwrap();
        let (day, month) = (day.to_string(), day.strftime("%Y-%m").to_string());
        let at = |hour| [("etape", step.clone()), ("jour", day.clone()), ("heure", hour)];
        let fields = at("18:30".to_owned());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(monique.post(&plan, &fields).await.status, StatusCode::SEE_OTHER);
        let page = format!("/calendrier?mois={month}");
        let seen = monique.get(&page).await.body;
        assert!(seen.contains("Prévu par vous") && seen.contains("T18:30"), "{seen}");
        let fields = at("19:45".to_owned());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(monique.post(&plan, &fields).await.status, StatusCode::SEE_OTHER);
        let seen = monique.get(&page).await.body;
        assert!(seen.contains("T19:45") && !seen.contains("T18:30"), "it is moved, not doubled: {seen}");
        assert!(monique.get(&format!("{page}&vue=mois")).await.body.contains("<th scope=\"col\">"));

        let moment = monique.get(&format!("{plan}?minutes=60")).await.body;
        assert!(moment.contains("J’ai 15") && (moment.contains("vous pouvez faire") || moment.contains("Aucune étape ouverte")), "{moment}");

        let past = [("etape", step.as_str()), ("jour", "2001-01-01"), ("heure", "10:00")];
        let refused = monique.post(&plan, &past).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Choisissez un moment à venir"));
        let other = [("etape", "x"), ("jour", day.as_str()), ("heure", "10:00")];
        assert_eq!(monique.post(&plan, &other).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        assert_eq!(monique.post(&format!("{plan}/retrait"), &[("etape", &step)]).await.status, StatusCode::SEE_OTHER);
        assert!(!monique.get(&page).await.body.contains("Prévu par vous"));
    }

    async fn a_private_address_shows_what_its_owner_sees_until_it_is_made_again(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let address = |body: &str| {
            let token = body.split("/calendrier/").find_map(|part| part.split_once(".ics")).unwrap().0.to_owned();
            format!("/calendrier/{token}.ics")
        };
        let first = address(&monique.post("/calendrier/abonnement", &[]).await.body);
        let mut anyone = world.visitor();
        let file = anyone.get(&first).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.headers[CONTENT_TYPE], "text/calendar; charset=utf-8");
        assert!(file.body.starts_with("BEGIN:VCALENDAR\r\n") && file.body.contains("\r\nSUMMARY:Début de session"), "{}", file.body);
        let known = Request::get(&first).header(IF_NONE_MATCH, &file.headers[ETAG]);
        let known = anyone.send(known.body(platform::http::Body::empty()).unwrap()).await;
        assert!(known.status == StatusCode::NOT_MODIFIED && known.body.is_empty(), "{}", known.body);
        let again = address(&monique.post("/calendrier/abonnement", &[]).await.body);
        assert_eq!(anyone.get(&first).await.status, StatusCode::NOT_FOUND, "the older one is dead");
        assert_eq!(anyone.get(&again).await.status, StatusCode::OK);
        assert_eq!(anyone.get(again.trim_end_matches(".ics")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(monique.post("/calendrier/abonnement/retrait", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(anyone.get(&again).await.status, StatusCode::NOT_FOUND);
        // Neither a new password nor the end of an account leaves it open.
        for end in [sql!("UPDATE credentials SET changed_at = $2 WHERE person_id = $1"), sql!("UPDATE people SET deleted_at = $2 WHERE id = $1")] {
            world.scratch.clock.advance(1000);
            let last = address(&monique.post("/calendrier/abonnement", &[]).await.body);
            assert_eq!(anyone.get(&last).await.status, StatusCode::OK);
            world.scratch.clock.advance(1000);
            let mut tx = world.site.db().begin().await.unwrap();
            tx.execute(end, args![learner, world.site.clock().now()]).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(anyone.get(&last).await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn who_accompanies_a_session_sees_its_days(engine) {
        let world = World::new(engine).await;
        let tutor = world.someone(BuiltIn::Tutor).await;
        let mut tx = world.site.db().read().await.unwrap();
        let starts = training::sessions::find(&mut tx, world.own).await.unwrap().starts_at;
        drop(tx);
        let month = starts.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().strftime("%Y-%m").to_string();
        let seen = world.signed_in(tutor).await.get(&format!("/calendrier?mois={month}")).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.body.contains("Début de session") && !seen.body.contains("Prévoir mes étapes"), "{}", seen.body);
    }
}

//! « Calendrier »: each one's own; steps planned, moved, taken out, all at once or one by one; the private address.

use http::Request;
use http::StatusCode;
use http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use icalendar::Component as _;
use jiff::ToSpan as _;
use platform::http::BuiltIn;
use platform::ids::Uuid;
use platform::{args, both_engines, sql};

use platform::http::{Proof, SystemActs};
use training::enrolment::EnrolmentId;
use training::sessions::{self, CreateSession, NewSession};

use crate::world::World;

/// A step planned, when, and when it was said.
type Kept = (Uuid, i64, i64);

impl World {
    /// How many queries a page costs someone.
    async fn costs(&self, visitor: &mut platform::testing::Visitor, path: &str) -> u64 {
        let before = self.site.db().statements();
        assert_eq!(visitor.get(path).await.status, StatusCode::OK);
        self.site.db().statements() - before
    }

    /// What is planned of an enrolment, as it is kept.
    async fn plans(&self, enrolment: EnrolmentId) -> Vec<Kept> {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!(
            "SELECT step_id, planned_at, changed_at FROM plans WHERE enrolment_id = $1 ORDER BY step_id"
        );
        let rows = tx.all(sql, args![enrolment]).await.unwrap();
        rows.iter()
            .map(|row| {
                (
                    row.get("step_id").unwrap(),
                    row.get("planned_at").unwrap(),
                    row.get("changed_at").unwrap(),
                )
            })
            .collect()
    }

    /// A day to come of the sessions, from today.
    pub fn day(&self, after: i64) -> jiff::civil::Date {
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        self.site
            .clock()
            .now()
            .to_zoned_datetime(zone)
            .date()
            .saturating_add(after.days())
    }
}

/// What a read of a page of ours leads to next.
fn to(answer: &platform::testing::Answer) -> String {
    answer.headers[http::header::LOCATION]
        .to_str()
        .unwrap()
        .to_owned()
}

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

    async fn what_is_left_is_spread_kept_and_taken_back(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let (plan, spread) = (format!("/mes-parcours/{enrolment}/planification"), format!("/mes-parcours/{enrolment}/repartition"));
        let steps = world.steps().await;
        let (first, day) = (steps[0].id.to_string(), world.day(1).to_string());
        let planned = monique.post(&plan, &[("etape", &first), ("jour", &day), ("heure", "09:00")]).await;
        assert_eq!(planned.status, StatusCode::SEE_OTHER);
        let before = world.plans(enrolment).await;
        assert_eq!(before.len(), 1);
        world.scratch.clock.advance(60_000);

        assert!(monique.get(&spread).await.body.contains("Voir le plan"));
        let none = monique.get(&format!("{spread}?heure=18:00&minutes=60")).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("au moins un jour"), "{}", none.body);
        let week: String = (1..=7).map(|day| format!("&jour={day}")).collect();
        let seen = monique.get(&format!("{spread}?heure=18:00&minutes=120{week}")).await.body;
        assert!(seen.contains("Le plan proposé") && seen.contains("est déjà prévue"), "{seen}");
        assert!(seen.contains("Trois publications") && seen.contains("Quiz final"), "{seen}");
        assert!(seen.contains("Sans date pour le moment") && seen.contains("Nos pages passées au crible"), "{seen}");
        let mark = seen.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let mut fields = vec![("heure", "18:00"), ("minutes", "120")];
        fields.extend(["1", "2", "3", "4", "5", "6", "7"].map(|day| ("jour", day)));
        let other = monique.post(&spread, &[fields.clone(), vec![("vu", "autre")]].concat()).await;
        assert!(other.status == StatusCode::UNPROCESSABLE_ENTITY && other.body.contains("Quelque chose a changé"), "{}", other.body);
        assert_eq!(world.plans(enrolment).await, before, "nothing is kept that wasn't seen");
        let kept = monique.post(&spread, &[fields, vec![("vu", &mark)]].concat()).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        assert_eq!(world.plans(enrolment).await.len(), 3);
        let there = monique.get(&to(&kept)).await.body;
        assert!(there.contains("Votre plan est enregistré") && there.contains("Annuler"), "{there}");
        let batch = to(&kept).split("lot=").nth(1).unwrap().to_owned();
        let back = format!("{plan}/annulation");
        assert_eq!(monique.post(&back, &[("lot", &batch)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.plans(enrolment).await, before, "exactly what was there");
        let again = monique.post(&back, &[("lot", &batch)]).await;
        assert!(monique.get(&to(&again)).await.body.contains("rien n’a été annulé"));
        assert_eq!(world.plans(enrolment).await, before);
    }

    async fn a_step_that_is_dragged_is_refused_like_a_form_and_comes_back(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let plan = format!("/mes-parcours/{enrolment}/planification");
        let step = world.steps().await[0].id.to_string();
        let (one, other) = (world.day(1), world.day(2));
        let week = one.saturating_sub(i64::from(one.weekday().to_monday_zero_offset()).days());
        let from = format!("semaine:{week}");
        let at = |day: jiff::civil::Date| [("etape", step.clone()), ("jour", day.to_string()), ("heure", "18:30".to_owned()), ("vers", from.clone())];
        for day in [one, other] {
            let said = at(day);
            let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let moved = monique.post(&plan, &said).await;
            assert!(to(&moved).starts_with(&format!("/calendrier?vue=semaine&jour={week}&planifie={enrolment}&lot=")), "{}", to(&moved));
            if day == other {
                let there = monique.get(&to(&moved)).await.body;
                assert!(there.contains("C’est prévu.") && there.contains("Annuler"), "{there}");
                assert!(there.contains(&format!("data-plan=\"{step}\"")) && there.contains("Le jour"), "{there}");
                let lot = to(&moved).split("lot=").nth(1).unwrap().to_owned();
                let back = monique.post(&format!("{plan}/annulation"), &[("lot", lot.as_str()), ("vers", &from)]).await;
                assert_eq!(to(&back), format!("/calendrier?vue=semaine&jour={week}"));
            }
        }
        let there = world.plans(enrolment).await;
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let kept = jiff::Timestamp::from_millisecond(there[0].1).unwrap().to_zoned_datetime(zone);
        assert_eq!((there.len(), kept.date()), (1, one), "where it was first");
        let past = [("etape", step.as_str()), ("jour", "2001-01-01"), ("heure", "18:30"), ("vers", &from)];
        assert_eq!(monique.post(&plan, &past).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let elsewhere = [("lot", "x"), ("vers", "//ailleurs.example")];
        assert_eq!(to(&monique.post(&format!("{plan}/annulation"), &elsewhere).await), plan, "no way out of the platform");
        assert_eq!(world.plans(enrolment).await, there);
    }

    async fn a_calendar_costs_the_same_with_one_session_and_with_five(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let month = world.day(0).strftime("%Y-%m").to_string();
        let looks = ["", "&vue=mois", "&vue=semaine"].map(|view| format!("/calendrier?mois={month}{view}"));
        let mut costs = Vec::new();
        // The course itself is read once, whoever asks.
        world.signed_in(learner).await.get(&looks[0]).await;
        for more in [0, 4] {
            for number in 0..more {
                let region = &world.bretagne;
                let (starts_at, ends_at) = sessions::period(world.day(-2), 30, &region.zone).unwrap();
                let reference = format!("N{number}");
                let new = NewSession { course: world.course, reference: &reference, starts_at, ends_at };
                let acts = SystemActs::new();
                let proof = Proof::<CreateSession>::of_system(&acts, region.id);
                let mut tx = world.site.db().begin().await.unwrap();
                let session = sessions::create(&mut tx, &world.site, &proof, &new).await.unwrap();
                let step = world.steps().await[1].id;
                let date = sql!("INSERT INTO session_dates (id, session_id, step_id, starts_at, ends_at, place) VALUES ($1, $2, $3, $4, $5, '')");
                let id = Uuid::from_u128(77 + u128::from(number as u32));
                tx.execute(date, args![id, session, step, world.site.clock().now(), world.site.clock().now() + 1.hour()]).await.unwrap();
                tx.commit().await.unwrap();
                world.enrol(learner, session).await;
            }
            for person in [learner, world.manager] {
                let mut visitor = world.signed_in(person).await;
                visitor.get("/mon-compte").await;
                for look in &looks {
                    costs.push(world.costs(&mut visitor, look).await);
                }
            }
        }
        assert_eq!(costs[..6], costs[6..], "{costs:?}");
        // Who manages sees surveys, and tutors who are away.
        assert!(costs[..3].iter().all(|cost| *cost <= 12) && costs.iter().all(|cost| *cost <= 14), "{costs:?}");
        let five = world.signed_in(learner).await.get(&looks[0]).await.body;
        assert_eq!(five.matches("Nos pages passées au crible").count(), 4);
    }

    async fn a_tutor_sees_when_they_are_away_and_work(engine) {
        let world = World::new(engine).await;
        let tutor = world.tutor("Fabienne", "Le Goff", &world.bretagne).await;
        let mut fabienne = world.signed_in(tutor).await;
        let (first, last) = (world.day(1), world.day(20));
        let away = [("du", first.to_string()), ("au", last.to_string()), ("motif", "Salon des métiers".to_owned())];
        let away: Vec<(&str, &str)> = away.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(fabienne.post("/mes-disponibilites/absences", &away).await.status, StatusCode::SEE_OTHER);
        for day in [1, 10, 20] {
            let week = format!("/calendrier?vue=semaine&jour={}", world.day(day));
            let seen = fabienne.get(&week).await.body;
            assert!(seen.contains("Votre absence") && seen.contains("Salon des métiers"), "{seen}");
        }
        let after = format!("/calendrier?vue=semaine&jour={}", world.day(28));
        assert!(!fabienne.get(&after).await.body.contains("Votre absence"));
        let learner = world.someone(BuiltIn::Learner).await;
        let seen = world.signed_in(learner).await.get(&format!("/calendrier?vue=semaine&jour={first}")).await.body;
        assert!(!seen.contains("Salon"), "it is theirs");
    }

    async fn who_has_a_quarter_of_an_hour_sees_what_fits(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let said = "J’ai 15 minutes";
        assert!(!monique.get("/").await.body.contains(said), "nothing opens here");
        let (film, _) = world.film().await;
        world.opens(film, 0).await;
        let quiz = world.opens(film, 4).await;
        let home = monique.get("/").await.body;
        assert!(home.contains(said) && home.contains(&format!("/etapes/{quiz}")), "{home}");
        let mut tx = world.site.db().begin().await.unwrap();
        let paused = sql!("UPDATE enrolments SET suspended_at = 1, paused_left = 1 WHERE person_id = $1");
        tx.execute(paused, args![learner]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!monique.get("/").await.body.contains(said), "they can't");
    }

    async fn other_programs_read_the_calendar(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let plan = format!("/mes-parcours/{}/planification", world.enrolment_of(learner).await);
        let (step, day) = (world.steps().await[0].id.to_string(), world.day(1).to_string());
        monique.post(&plan, &[("etape", &step), ("jour", &day), ("heure", "18:30")]).await;
        let made = monique.post("/calendrier/abonnement", &[]).await.body;
        let token = made.split("/calendrier/").find_map(|part| part.split_once(".ics")).unwrap().0.to_owned();
        let file = world.visitor().get(&format!("/calendrier/{token}.ics")).await.body;
        let events = file.matches("BEGIN:VEVENT").count();
        assert!(events >= 3, "{file}");
        // Read by a program of others, which unfolds lines and decodes values in its own way.
        let read: icalendar::Calendar = file.parse().unwrap();
        let said: Vec<_> = read.iter().filter_map(icalendar::CalendarComponent::as_event).collect();
        assert_eq!(said.len(), events, "{file}");
        assert!(said.iter().all(|one| one.get_uid().is_some() && one.get_start().is_some()), "{file}");
        assert!(said.iter().any(|one| one.get_summary().is_some_and(|title| title.contains("Créer sa page professionnelle"))), "{file}");
    }
}

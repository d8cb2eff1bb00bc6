//! A move is asked again and again, by two managers, over a year’s end; a series is opened from what its model is now.

use http::StatusCode;
use jiff::Timestamp;
use platform::both_engines;
use platform::http::{BuiltIn, Proof, SystemActs};
use training::enrolment::places;
use training::sessions::{self, AssignTutors, Opened, RepeatSession, SessionId};

use crate::series::named;
use crate::wizard::{change, fields, send, value, with};
use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DAY: i64 = 24 * 3_600_000;

impl World {
    async fn places_of_dates(&self, session: SessionId) -> Vec<String> {
        let mut tx = self.site.db().read().await.unwrap();
        let dates = sessions::dates(&mut tx, session).await.unwrap();
        dates.into_iter().map(|date| date.place).collect()
    }

    /// A class of session A1, on Tuesday 24 November from six.
    async fn class(&self) {
        let step = self.steps().await[1].id;
        let at = ["2026-11-24T17:00:00Z", "2026-11-24T18:30:00Z"].map(|at| at.parse::<Timestamp>().unwrap());
        let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), self.own);
        let mut tx = self.site.db().begin().await.unwrap();
        sessions::add_date(&mut tx, &self.site, &proof, step, (at[0], at[1]), "En ligne")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn capacity(&self, session: SessionId) -> Option<u32> {
        places::of(&mut self.site.db().read().await.unwrap(), session)
            .await
            .unwrap()
            .capacity
    }
}

both_engines! {
    async fn a_session_is_put_off_again_and_again(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/dates", world.own);
        let mut sent = fields(&rene.get(&path).await);
        let day = named(&sent, "jour-");
        let cases = [
            ("2026-11-16", "2026-12-04", "2026-12-15", ""),
            ("2026-11-23", "2026-12-11", "2026-12-22", ""),
            ("2026-11-17", "2026-12-07", "2026-12-16", "tomberait le samedi 5 décembre 2026\u{202f}: c’est le lundi 7 décembre 2026"),
            // From where it was, not from where a week-end put it.
            ("2026-11-16", "2026-12-04", "2026-12-15", ""),
        ];
        for (first, expected, last, said) in cases {
            let shown = send(&mut rene, &path, &with(&sent, &[("debut", first), ("aller", "voir")])).await;
            assert_eq!(shown.status, StatusCode::OK, "{first}: {}", shown.body);
            let kept = fields(&shown);
            assert_eq!((value(&kept, &day), value(&kept, "fin")), (expected, last), "{first}");
            assert_eq!(shown.body.contains("tomberait"), !said.is_empty(), "{first}");
            assert!(shown.body.contains(said), "{said}: {}", shown.body);
            let back = send(&mut rene, &path, &with(&kept, &[("aller", "retour")])).await;
            sent = fields(&back);
            assert_eq!((value(&sent, "suivre"), value(&sent, &day)), ("oui", expected), "{first}");
        }
        // What was typed follows too, as it was typed.
        let typed = send(&mut rene, &path, &with(&sent, &[(&day, "2026-12-08"), ("aller", "voir")])).await;
        let back = send(&mut rene, &path, &with(&fields(&typed), &[("aller", "retour")])).await;
        let later = with(&fields(&back), &[("debut", "2026-11-23"), ("aller", "voir")]);
        let later = send(&mut rene, &path, &later).await;
        assert_eq!(value(&fields(&later), &day), "2026-12-15", "{}", later.body);
        // A first day that doesn’t exist loses nothing.
        let wrong = send(&mut rene, &path, &with(&fields(&back), &[("debut", "2026-11-31"), ("aller", "voir")])).await;
        assert_eq!(wrong.status, WRONG);
        let right = send(&mut rene, &path, &with(&fields(&wrong), &[("debut", "2026-11-23"), ("aller", "voir")])).await;
        assert_eq!(value(&fields(&right), &day), "2026-12-15", "{}", right.body);
        let done = send(&mut rene, &path, &with(&fields(&right), &[("aller", "ecrire")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        assert_eq!(world.dates_of(world.own).await, ["2026-12-15T08:00:00Z"]);
    }

    async fn what_a_colleague_wrote_stays_where_nothing_was_typed(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let other = world.someone(BuiltIn::Manager).await;
        let (mut rene, mut other) = (world.signed_in(world.manager).await, world.signed_in(other).await);
        let path = format!("/sessions/{}/dates", world.own);
        let sent = fields(&rene.get(&path).await);
        let (day, place) = (named(&sent, "jour-"), named(&sent, "lieu-"));
        let theirs = send(&mut other, &path, &with(&sent, &[("debut", "2026-11-16"), ("aller", "voir")])).await;
        let mine = send(&mut rene, &path, &with(&sent, &[(&day, "2026-11-19"), (&place, "Salle 4, Quimper"), ("fin", "2026-12-03"), ("aller", "voir")])).await;
        let mine = send(&mut rene, &path, &with(&fields(&mine), &[("aller", "ecrire")])).await;
        assert_eq!(mine.status, DONE, "{}", mine.body);

        let told = send(&mut other, &path, &with(&fields(&theirs), &[("aller", "ecrire")])).await;
        assert!(told.status == WRONG && told.body.contains("Quelqu’un a changé cette session"), "{}", told.body);
        let sent = fields(&told);
        let found = ["debut", "fin", &day, &place].map(|name| value(&sent, name));
        assert_eq!(found, ["2026-11-16", "2026-12-17", "2026-12-03", "Salle 4, Quimper"], "theirs follows from mine");
        let shown = send(&mut other, &path, &with(&sent, &[("aller", "voir")])).await;
        let done = send(&mut other, &path, &with(&fields(&shown), &[("aller", "ecrire")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        assert_eq!(world.dates_of(world.own).await, ["2026-12-03T08:00:00Z"]);
        assert_eq!(world.places_of_dates(world.own).await, ["Salle 4, Quimper"]);
    }

    async fn what_a_colleague_wrote_stays_for_a_form_that_was_just_filled_in(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let other = world.someone(BuiltIn::Manager).await;
        let (mut rene, mut other) = (world.signed_in(world.manager).await, world.signed_in(other).await);
        let path = format!("/sessions/{}/dates", world.own);
        let first = fields(&rene.get(&path).await);
        let day = named(&first, "jour-");
        let shown = send(&mut other, &path, &with(&first, &[("debut", "2026-11-09"), ("aller", "voir")])).await;
        let back = fields(&send(&mut other, &path, &with(&fields(&shown), &[("aller", "retour")])).await);
        assert_eq!([value(&back, "fin"), value(&back, &day)], ["2026-12-08", "2026-11-27"], "as it follows");
        let mine = send(&mut rene, &path, &with(&first, &[(&day, "2026-11-19"), ("fin", "2026-12-03"), ("aller", "voir")])).await;
        let mine = send(&mut rene, &path, &with(&fields(&mine), &[("aller", "ecrire")])).await;
        assert_eq!(mine.status, DONE, "{}", mine.body);

        // Never shown again; shown again, then another first day.
        for sent in [&first, &back] {
            let told = send(&mut other, &path, &with(sent, &[("debut", "2026-11-16"), ("aller", "voir")])).await;
            assert!(told.status == WRONG && told.body.contains("Quelqu’un a changé cette session"), "{}", told.body);
            let told = fields(&told);
            let found = ["debut", "fin", &day].map(|name| value(&told, name));
            assert_eq!(found, ["2026-11-16", "2026-12-17", "2026-12-03"], "theirs follows from mine");
        }
        let typed = [("debut", "2026-11-16"), (day.as_str(), "2026-11-25"), ("aller", "voir")];
        let told = fields(&send(&mut other, &path, &with(&first, &typed)).await);
        assert_eq!([value(&told, "fin"), value(&told, &day)], ["2026-12-17", "2026-11-25"], "what they typed is theirs");
    }

    async fn two_meetings_at_one_hour_are_told(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        world.class().await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/dates", world.own);
        let sent = fields(&rene.get(&path).await);
        let (day, hour) = (named(&sent, "jour-"), named(&sent, "heure-"));
        let said = "ont lieu en même temps, le mardi 24 novembre 2026.";
        for (at, together) in [("19:00", true), ("15:30", true), ("14:30", false), ("19:30", false)] {
            let shown = send(&mut rene, &path, &with(&sent, &[(&day, "2026-11-24"), (&hour, at)])).await;
            assert_eq!(shown.status, StatusCode::OK, "{at}: {}", shown.body);
            assert_eq!(shown.body.contains(said), together, "{at}: {}", shown.body);
        }
    }

    async fn another_year_is_said(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let learner = world.someone(BuiltIn::Learner).await;
        world.enrolment_of(learner).await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/dates", world.own);
        let sent = fields(&rene.get(&path).await);
        let day = named(&sent, "jour-");
        let outside = send(&mut rene, &path, &with(&sent, &[(&day, "2027-04-16"), ("fin", "2027-04-01")])).await;
        assert!(outside.body.contains("Le vendredi 16 avril 2027 est hors de la session"), "{}", outside.body);
        let shown = send(&mut rene, &path, &with(&sent, &[(&day, "2027-03-16"), ("fin", "2027-04-01")])).await;
        assert!(shown.body.contains("Mardi 16 mars 2027, 9\u{202f}h"), "{}", shown.body);
        assert!(shown.body.contains("vendredi 20 novembre, 9\u{202f}h"), "this year goes without saying: {}", shown.body);
        let done = send(&mut rene, &path, &with(&fields(&shown), &[("aller", "ecrire")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        let mail = world.mail_to(&world.address(learner).await).await;
        assert!(mail.text.contains("mardi 16 mars 2027, 9\u{202f}h"), "{}", mail.text);
    }

    async fn a_series_is_opened_from_what_its_model_is_now(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let mut rene = world.signed_in(world.manager).await;
        let home = format!("/sessions/{}", world.own);
        let path = format!("{home}/serie");
        let places = format!("{home}/places");
        assert_eq!(rene.post(&places, &[("vu", ""), ("places", "12")]).await.status, DONE);
        let lines = change(&mut rene, &path, &[("combien", "2")]).await;
        assert!(lines.body.contains("Chaque session aura 12 places"), "{}", lines.body);
        let dates = format!("{home}/dates");
        let sent = fields(&rene.get(&dates).await);
        let moved = send(&mut rene, &dates, &with(&sent, &[(&named(&sent, "jour-"), "2026-11-19")])).await;
        assert_eq!(send(&mut rene, &dates, &with(&fields(&moved), &[("aller", "ecrire")])).await.status, DONE);

        let told = send(&mut rene, &path, &with(&fields(&lines), &[("aller", "ouvrir")])).await;
        assert!(told.status == StatusCode::OK && told.body.contains("Quelqu’un vient de changer la session de départ"), "{}", told.body);
        assert_eq!(world.how_many_sessions().await, 4, "nothing is open");
        assert!(told.body.contains("Jeudi 24 décembre, 9\u{202f}h"), "its dates are those of today: {}", told.body);
        let done = send(&mut rene, &path, &with(&fields(&told), &[("aller", "ouvrir")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        let page = rene.follow(done.location()).await.body;
        let next = page.split("href=\"/sessions/").filter_map(|rest| rest.split('"').next()?.parse::<SessionId>().ok()).next();
        assert_eq!(world.capacity(next.expect("the next one")).await, Some(12));
    }

    async fn a_series_has_the_places_that_were_shown(engine) {
        let world = World::new(engine).await;
        let mut tx = world.site.db().read().await.unwrap();
        let model = sessions::find(&mut tx, world.own).await.unwrap();
        drop(tx);
        let mut rene = world.signed_in(world.manager).await;
        let places = format!("/sessions/{}/places", world.own);
        assert_eq!(rene.post(&places, &[("vu", ""), ("places", "12")]).await.status, DONE);
        let proof = Proof::<RepeatSession>::of_system(&SystemActs::new(), world.own);
        let mut tx = world.site.db().begin().await.unwrap();
        let stale = sessions::repeat(&mut tx, &world.site, &proof, (&model, None), &[]).await.unwrap();
        assert_eq!(stale, Opened::Changed, "there was no limit when it was read");
        let right = sessions::repeat(&mut tx, &world.site, &proof, (&model, Some(12)), &[]).await.unwrap();
        assert_eq!(right, Opened::All(Vec::new()));
    }

    async fn a_copy_has_as_many_places(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let places = format!("/sessions/{}/places", world.own);
        assert_eq!(rene.post(&places, &[("vu", ""), ("places", "12")]).await.status, DONE);
        let review = rene.get(&format!("/sessions/{}/copie", world.own)).await;
        assert!(review.body.contains("Places") && value(&fields(&review), "places") == "12", "{}", review.body);
        let region = format!("/regions/{}/sessions/nouvelle", world.bretagne.id);
        let wrong = send(&mut rene, &region, &with(&fields(&review), &[("places", "zéro")])).await;
        assert!(wrong.status == WRONG && wrong.body.contains("un nombre entre 1 et"), "{}", wrong.body);
        let done = send(&mut rene, &region, &fields(&review)).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        let id: SessionId = done.location().trim_start_matches("/sessions/").parse().unwrap();
        assert_eq!(world.capacity(id).await, Some(12));
    }

    async fn a_model_of_former_times_is_no_mistake(engine) {
        let world = World::new(engine).await;
        world.scratch.clock.advance(500 * DAY);
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/serie", world.own);
        assert_eq!(rene.get(&path).await.status, StatusCode::OK);
        let lines = change(&mut rene, &path, &[]).await;
        assert_eq!(lines.status, StatusCode::OK, "{}", lines.body);
        let sent = fields(&lines);
        assert_eq!(value(&sent, "debut-2"), "2028-04-03", "the first Monday to come");
        assert_eq!(value(&sent, "garder-6"), "oui");
    }
}

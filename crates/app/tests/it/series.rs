//! Sessions over time: other dates for one, the same again each month, holidays and the hours of each zone.

use http::StatusCode;
use platform::db::Engine;
use platform::http::BuiltIn;
use platform::{PersonId, args, both_engines, events, sql};
use training::enrolment;
use training::sessions::{self, Duty, SessionId};

use crate::availability::line;
use crate::wizard::{change, fields, send, value, with};
use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

impl World {
    /// A tutor of Bretagne who accompanies session A1.
    async fn helper(&self, given: &str, family: &str) -> PersonId {
        let person = self.tutor(given, family, &self.bretagne).await;
        self.accompanies(person, self.own, Duty::Content).await;
        person
    }

    pub async fn dates_of(&self, session: SessionId) -> Vec<String> {
        let mut tx = self.site.db().read().await.unwrap();
        let dates = sessions::dates(&mut tx, session).await.unwrap();
        dates.iter().map(|date| date.starts_at.to_string()).collect()
    }

    pub async fn how_many_sessions(&self) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!("SELECT COUNT(*) AS many FROM training_sessions");
        tx.one(sql, args![]).await.unwrap().get("many").unwrap()
    }

    async fn happened(&self, verb: &str) -> usize {
        events::settle(&self.site, &app::rooms::reactors()).await.unwrap();
        let mut tx = self.site.db().read().await.unwrap();
        let all = events::after(&mut tx, 0, 500).await.unwrap();
        all.iter().filter(|event| event.verb == verb).count()
    }
}

/// The name of the first field that begins so.
pub fn named(sent: &[(String, String)], start: &str) -> String {
    sent.iter()
        .find(|(name, _)| name.starts_with(start))
        .unwrap()
        .0
        .clone()
}

/// The links of a page with their words.
fn links(body: &str) -> Vec<(String, String)> {
    let all = body.split("<a ").skip(1).filter_map(|rest| {
        let href = rest.split("href=\"").nth(1)?.split('"').next()?.to_owned();
        let words = rest.split("</a>").next()?.split_once('>')?.1.to_owned();
        Some((href, words))
    });
    all.collect()
}

both_engines! {
    async fn a_session_moves_and_everyone_is_told(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let (learner, ahead) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let (enrolment, longer) = (world.enrolment_of(learner).await, world.enrolment_of(ahead).await);
        let fabienne = world.helper("Fabienne", "Martin").await;
        let mut rene = world.signed_in(world.manager).await;
        rene.post(&format!("/inscriptions/{longer}/prolongation"), &[("date", "2026-12-24")]).await;
        world.scratch.clock.advance(60_000);
        let home = format!("/sessions/{}", world.own);
        assert!(rene.get(&home).await.body.contains(&format!("{home}/dates")));
        let path = format!("{home}/dates");
        let sent = fields(&rene.get(&path).await);
        assert_eq!((value(&sent, "debut"), value(&sent, "fin")), ("2026-11-02", "2026-12-01"));

        let same = send(&mut rene, &path, &sent).await;
        assert!(same.status == WRONG && same.body.contains("Rien n’a changé"), "{}", same.body);
        let asked = with(&sent, &[("debut", "2026-11-16")]);
        let shown = send(&mut rene, &path, &asked).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        for said in [
            "Du lundi 16 novembre au mardi 15 décembre",
            "du lundi 2 novembre au mardi 1<sup>er</sup> décembre",
            "Vendredi 4 décembre, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30, Salle 2, Quimper",
            "vendredi 20 novembre, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30",
            "La session est déjà commencée. Jusqu’au lundi 16 novembre 2026",
            "nouveau dernier jour, le mardi 15 décembre 2026",
            "1 accès change",
            "1 personne a une fin d’accès à elle et la garde",
            "2 apprenants et 1 tuteur reçoivent un e-mail",
            "Fabienne Martin",
        ] {
            assert!(shown.body.contains(said), "{said}\n{}", shown.body);
        }
        assert_eq!(world.dates_of(world.own).await, ["2026-11-20T08:00:00Z"], "nothing is written yet");

        let back = send(&mut rene, &path, &with(&fields(&shown), &[("aller", "retour")])).await;
        assert!(back.body.contains("value=\"2026-11-16\"") && back.body.contains("Aujourd’hui"), "what was typed is there");
        let done = send(&mut rene, &path, &with(&fields(&shown), &[("aller", "ecrire")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        let page = rene.follow(done.location()).await.body;
        assert!(page.contains("personnes prévenues par e-mail") && page.contains("au mardi 15 décembre"), "{page}");
        assert_eq!(world.dates_of(world.own).await, ["2026-12-04T08:00:00Z"]);
        let mut tx = world.site.db().read().await.unwrap();
        let ends = |found: enrolment::Enrolment| found.ends_at.to_string();
        assert_eq!(ends(enrolment::find(&mut tx, enrolment).await.unwrap()), "2026-12-15T23:00:00Z");
        assert_eq!(ends(enrolment::find(&mut tx, longer).await.unwrap()), "2026-12-24T23:00:00Z", "more time is kept");
        drop(tx);
        let mail = world.mail_to(&world.address(learner).await).await;
        assert!(mail.subject.starts_with("De nouvelles dates pour"), "{}", mail.subject);
        for said in [
            "La session\u{202f}: du lundi 16 novembre au mardi 15 décembre. Avant\u{202f}: du lundi 2 novembre au mardi 1er décembre.",
            "Avant\u{202f}: vendredi 20 novembre, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30, Salle 2, Quimper.",
            "Votre accès au parcours va jusqu’au mardi 15 décembre 2026 inclus.",
        ] {
            assert!(mail.text.contains(said), "{said}\n{}", mail.text);
        }
        let other = world.mail_to(&world.address(ahead).await).await;
        assert!(other.text.contains("vendredi 4 décembre") && !other.text.contains("Votre accès"), "{}", other.text);
        assert!(world.mail_to(&world.address(fabienne).await).await.text.contains(&home));
        assert_eq!(world.happened("session.moved").await, 1);
    }

    async fn more_time_is_never_less_than_the_session_s(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut rene = world.signed_in(world.manager).await;
        rene.post(&format!("/inscriptions/{enrolment}/prolongation"), &[("date", "2026-12-04")]).await;
        let path = format!("/sessions/{}/dates", world.own);
        let earlier = change(&mut rene, &path, &[("fin", "2026-12-03")]).await;
        assert!(earlier.body.contains("et la garde") && !earlier.body.contains("accès change"), "{}", earlier.body);
        let later = change(&mut rene, &path, &[("fin", "2026-12-10")]).await;
        assert!(later.body.contains("1 accès change") && !later.body.contains("et la garde"), "{}", later.body);
        let done = send(&mut rene, &path, &with(&fields(&later), &[("aller", "ecrire")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        let found = enrolment::find(&mut world.site.db().read().await.unwrap(), enrolment).await.unwrap();
        assert_eq!(found.ends_at.to_string(), "2026-12-10T23:00:00Z", "it would have ended before the session");
    }

    async fn of_two_moves_at_one_instant_one_is_written(engine) {
        let world = World::new(engine).await;
        let other = world.someone(BuiltIn::Manager).await;
        let (mut rene, mut other) = (world.signed_in(world.manager).await, world.signed_in(other).await);
        let path = format!("/sessions/{}/dates", world.own);
        let mine = fields(&change(&mut rene, &path, &[("fin", "2026-12-08")]).await);
        let theirs = fields(&change(&mut other, &path, &[("fin", "2026-12-09")]).await);
        let (mine, theirs) = (with(&mine, &[("aller", "ecrire")]), with(&theirs, &[("aller", "ecrire")]));
        let (one, two) = tokio::join!(send(&mut rene, &path, &mine), send(&mut other, &path, &theirs));
        let mut found = [one.status, two.status];
        found.sort();
        assert_eq!(found, [DONE, WRONG]);
        assert_eq!(world.happened("session.moved").await, 1);
    }

    async fn the_second_of_two_managers_is_told(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let (mut rene, mut other) = (world.signed_in(world.manager).await, world.signed_in(world.someone(BuiltIn::Manager).await).await);
        let path = format!("/sessions/{}/dates", world.own);
        let asked = with(&fields(&rene.get(&path).await), &[("fin", "2026-12-08")]);
        let (mine, theirs) = (send(&mut rene, &path, &asked).await, send(&mut other, &path, &asked).await);
        let first = send(&mut rene, &path, &with(&fields(&mine), &[("aller", "ecrire")])).await;
        assert_eq!(first.status, DONE, "{}", first.body);
        for act in ["ecrire", "voir"] {
            let second = send(&mut other, &path, &with(&fields(&theirs), &[("fin", "2026-12-10"), ("aller", act)])).await;
            assert!(second.status == WRONG && second.body.contains("Quelqu’un a changé cette session"), "{}", second.body);
            assert!(second.body.contains("value=\"2026-12-10\"") && second.body.contains("mardi 8 décembre 2026"), "both are there");
        }
        // A session that was extended meanwhile has changed too.
        let seen = change(&mut rene, &path, &[("fin", "2026-12-09")]).await;
        let longer = format!("/sessions/{}/prolongation", world.own);
        assert_eq!(other.post(&longer, &[("date", "2026-12-20")]).await.status, DONE);
        let late = send(&mut rene, &path, &with(&fields(&seen), &[("aller", "ecrire")])).await;
        assert_eq!(late.status, WRONG);
        let again = send(&mut rene, &path, &with(&fields(&late), &[("aller", "voir")])).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.body);
        assert_eq!(world.happened("session.moved").await, 1);
    }

    async fn what_is_proved_keeps_its_date(engine) {
        let world = World::new(engine).await;
        let half = world.meeting().await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/dates", world.own);
        let free = fields(&rene.get(&path).await);
        let day = named(&free, "jour-");
        let past = send(&mut rene, &path, &with(&free, &[(&day, "2026-11-10")])).await;
        assert!(past.status == WRONG && past.body.contains("Ce moment est déjà passé"), "{}", past.body);
        let outside = send(&mut rene, &path, &with(&free, &[(&day, "2026-12-24")])).await;
        assert!(outside.status == WRONG && outside.body.contains("est hors de la session"));

        let shown = send(&mut rene, &path, &with(&free, &[(&day, "2026-11-24")])).await;
        let code = format!("/sessions/{}/emargement/{half}/code", world.own);
        assert_eq!(rene.post(&code, &[]).await.status, DONE);
        let late = send(&mut rene, &path, &with(&fields(&shown), &[("aller", "ecrire")])).await;
        assert!(late.status == WRONG && late.body.contains("reste au vendredi 20 novembre 2026. Sa feuille de présence est déjà ouverte"), "the sheet was begun in between: {}", late.body);
        let nothing = send(&mut rene, &path, &with(&fields(&late), &[("aller", "voir")])).await;
        assert!(nothing.status == WRONG && nothing.body.contains("Rien n’a changé"), "once it is told: {}", nothing.body);
        assert_eq!(world.dates_of(world.own).await, ["2026-11-20T08:00:00Z"]);
        let page = rene.get(&path).await;
        assert!(page.body.contains("Sa feuille de présence est déjà ouverte\u{202f}: sa date ne change plus."), "{}", page.body);
        assert!(!page.body.contains(&day), "no field moves it");
        let forged = send(&mut rene, &path, &with(&fields(&page), &[(&day, "2026-11-24"), ("fin", "2026-12-02"), ("aller", "ecrire")])).await;
        assert!(forged.status == WRONG && forged.body.contains("Rien n’a été écrit"), "{}", forged.body);
        let last = send(&mut rene, &path, &with(&fields(&forged), &[("aller", "voir")])).await;
        assert!(last.body.contains("reste au vendredi 20 novembre 2026. Sa feuille"), "what doesn’t move is said: {}", last.body);
        let last = send(&mut rene, &path, &with(&fields(&last), &[("aller", "ecrire")])).await;
        assert_eq!(last.status, DONE, "the last day moves: {}", last.body);
        assert_eq!(world.dates_of(world.own).await, ["2026-11-20T08:00:00Z"], "the date stays");
        let without = change(&mut rene, &path, &[("fin", "2026-11-19")]).await;
        assert!(without.status == WRONG && without.body.contains("la session doit contenir ce jour"), "{}", without.body);
        world.scratch.clock.advance(9 * 24 * 3_600_000);
        let mut rene = world.signed_in(world.manager).await;
        assert!(rene.get(&path).await.body.contains("Ce rendez-vous a déjà commencé"));
    }

    async fn a_sheet_that_no_date_has_any_more_is_not_begun(engine) {
        let world = World::new(engine).await;
        let half = world.meeting().await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/dates", world.own);
        let sent = fields(&rene.get(&path).await);
        let shown = send(&mut rene, &path, &with(&sent, &[(&named(&sent, "jour-"), "2026-11-24")])).await;
        assert_eq!(send(&mut rene, &path, &with(&fields(&shown), &[("aller", "ecrire")])).await.status, DONE);
        let sheet = |half: &str| format!("/sessions/{}/emargement/{half}", world.own);
        assert_eq!(rene.post(&format!("{}/code", sheet(&half)), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(rene.get(&sheet(&half.replace("2026-11-20", "2026-11-24"))).await.status, StatusCode::OK);
    }

    async fn an_hour_that_does_not_exist_is_refused(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/dates", world.own);
        let sent = fields(&rene.get(&path).await);
        let (day, hour) = (named(&sent, "jour-"), named(&sent, "heure-"));
        let asked = with(&sent, &[("fin", "2027-04-01"), (&day, "2027-03-28"), (&hour, "02:30")]);
        let refused = send(&mut rene, &path, &asked).await;
        assert!(refused.status == WRONG && refused.body.contains("les horloges passent à l’heure d’été"), "{}", refused.body);
        let region = format!("/regions/{}/sessions/nouvelle", world.bretagne.id);
        let copy = rene.get(&format!("/sessions/{}/copie", world.own)).await;
        let step = world.steps().await[2].id;
        let typed = [("debut", "2027-03-20"), ("propose", "2027-03-20"), ("etape", "2")];
        let typed = with(&with(&fields(&copy), &typed), &[(&format!("jour-{step}"), "2027-03-28"), (&format!("heure-{step}"), "2 h 30")]);
        let refused = send(&mut rene, &region, &typed).await;
        assert!(refused.status == WRONG && refused.body.contains("cette heure n’existe pas"), "{}", refused.body);
    }

    async fn a_series_opens_at_once(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let fabienne = world.helper("Fabienne", "Martin").await;
        let mut rene = world.signed_in(world.manager).await;
        let home = format!("/sessions/{}", world.own);
        let path = format!("{home}/serie");
        assert!(rene.get(&home).await.body.contains("Ouvrir la même session en série"));
        let ask = rene.get(&path).await;
        assert!(ask.body.contains("Chaque mois, le premier lundi") && ask.body.contains("Chaque mois, le 2"), "{}", ask.body);
        let asked = fields(&ask);
        for (name, wrong) in [("combien", "1"), ("combien", "13"), ("combien", "x"), ("rythme", "jamais")] {
            assert_eq!(send(&mut rene, &path, &with(&asked, &[(name, wrong)])).await.status, WRONG, "{name} {wrong}");
        }
        let weeks = with(&asked, &[("rythme", "semaines"), ("semaines", "0")]);
        assert!(send(&mut rene, &path, &weeks).await.body.contains("de 1 à 26"));
        let holiday = send(&mut rene, &path, &with(&asked, &[("rythme", "semaines"), ("semaines", "3"), ("combien", "12")])).await;
        assert!(holiday.body.contains("Premier jour\u{202f}: le lundi 29 mars 2027 est férié (lundi de Pâques)."), "{}", holiday.body);

        let lines = send(&mut rene, &path, &with(&asked, &[("combien", "4")])).await;
        let sent = fields(&lines);
        let firsts: Vec<&str> = [2, 3, 4].iter().map(|n| value(&sent, &format!("debut-{n}"))).collect();
        assert_eq!(firsts, ["2026-12-07", "2027-01-04", "2027-02-01"]);
        let references: Vec<&str> = [2, 3, 4].iter().map(|n| value(&sent, &format!("reference-{n}"))).collect();
        assert_eq!(references, ["A1-2026-12", "A1-2027-01", "A1-2027-02"]);
        assert!(lines.body.contains("Lundi 28 décembre, 9\u{202f}h"), "Christmas is passed over: {}", lines.body);
        assert!(lines.body.contains("Fabienne Martin, pour le contenu"));

        world.away(fabienne, "2026-12-24", "2027-01-02", "").await;
        let lines = send(&mut rene, &path, &with(&asked, &[("combien", "4")])).await;
        let hers = line(&lines.body, "Fabienne Martin");
        assert!(hers.contains("Pendant son absence\u{202f}: A1-2026-12, Ma page passée au banc d’essai, lundi 28 décembre"), "{hers}");

        let dropped: Vec<(String, String)> = sent.iter().filter(|(name, _)| name != "garder-3").cloned().collect();
        let changed = with(&dropped, &[("debut-4", "2027-03-08"), ("aller", "ouvrir")]);
        let reread = send(&mut rene, &path, &changed).await;
        assert!(reread.status == StatusCode::OK && reread.body.contains("Relisez-les"), "{}", reread.body);
        assert!(reread.body.contains("A1-2027-03") && reread.body.contains("Vendredi 26 mars"), "{}", reread.body);
        assert_eq!(world.how_many_sessions().await, 4, "nothing is written");
        let done = send(&mut rene, &path, &with(&fields(&reread), &[("aller", "ouvrir")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        assert_eq!(world.how_many_sessions().await, 6);
        let page = rene.follow(done.location()).await.body;
        assert!(page.contains("Session 1 sur 3 de la série") && page.contains("sessions sont ouvertes dans la série"), "{page}");
        let next = links(&page).into_iter().find(|(_, words)| words.contains("Suivante")).expect("the next one");
        assert!(next.1.contains("A1-2026-12, lundi 7 décembre 2026"), "{}", next.1);
        let second = rene.get(&next.0).await.body;
        assert!(second.contains("Session 2 sur 3 de la série") && second.contains("Fabienne Martin") && second.contains("Précédente"), "{second}");
        let twice = send(&mut rene, &path, &with(&fields(&reread), &[("aller", "ouvrir")])).await;
        assert!(twice.status == WRONG && twice.body.contains("La référence A1-2026-12 est déjà celle d’une autre session"), "{}", twice.body);
        assert!(rene.get(&path).await.body.contains("fait déjà partie d’une série de 3"));
        let more = change(&mut rene, &path, &[("combien", "3")]).await;
        assert!(more.body.contains("La série a déjà une session qui commence ce jour-là."), "{}", more.body);
        let kept: Vec<String> = fields(&more).into_iter().map(|(name, _)| name).filter(|name| name.starts_with("garder-")).collect();
        assert_eq!(kept, ["garder-3"], "what is there already isn't proposed twice");

        let mut tutor = world.signed_in(fabienne).await;
        assert_eq!(tutor.get(&next.0).await.status, StatusCode::OK, "she accompanies each of them");
        let newcomer = world.helper("Karim", "Haddad").await;
        let seen = world.signed_in(newcomer).await.get(&home).await.body;
        assert!(seen.contains("Session 1 sur 3 de la série") && !seen.contains("Suivante"), "no link to what he may not see: {seen}");
        assert_eq!((world.happened("series.opened").await, world.happened("session.created").await), (1, 6));
    }

    async fn a_taken_reference_opens_nothing(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/serie", world.own);
        let lines = change(&mut rene, &path, &[]).await;
        let sent = with(&fields(&lines), &[("reference-4", "A2"), ("aller", "ouvrir")]);
        let refused = send(&mut rene, &path, &sent).await;
        assert!(refused.status == WRONG && refused.body.contains("La référence A2 est déjà celle d’une autre session"), "{}", refused.body);
        assert_eq!(world.how_many_sessions().await, 4, "not even those before it");
        assert!(!rene.get(&format!("/sessions/{}", world.own)).await.body.contains("de la série"));
        let same = with(&fields(&lines), &[("reference-4", "N1"), ("reference-5", "N1"), ("aller", "ouvrir")]);
        assert!(send(&mut rene, &path, &same).await.body.contains("La référence N1 est déjà celle"));
        let none: Vec<_> = fields(&lines).into_iter().filter(|(name, _)| !name.starts_with("garder-")).collect();
        assert!(send(&mut rene, &path, &with(&none, &[("aller", "ouvrir")])).await.body.contains("Gardez au moins une session"));
    }

    async fn overseas_keeps_its_own_hours_and_days(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let office = world.someone(BuiltIn::Administrator).await;
        let mut office = world.signed_in(office).await;
        let path = format!("/sessions/{}/serie", world.foreign);
        let asked = with(&fields(&office.get(&path).await), &[("combien", "2"), ("rythme", "quantieme")]);
        let lines = send(&mut office, &path, &asked).await;
        let late = with(&fields(&lines), &[("debut-2", "2027-12-02"), ("aller", "voir")]);
        let lines = send(&mut office, &path, &late).await;
        assert!(lines.body.contains("Mardi 21 décembre, 9\u{202f}h"), "the day after that of the abolition of slavery: {}", lines.body);
        let done = send(&mut office, &path, &with(&fields(&lines), &[("aller", "ouvrir")])).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        let page = office.follow(done.location()).await.body;
        let (next, _) = links(&page).into_iter().find(|(_, words)| words.contains("Suivante")).expect("the next one");
        let id: SessionId = next.trim_start_matches("/sessions/").parse().unwrap();
        assert_eq!(world.dates_of(id).await, ["2027-12-21T05:00:00Z"], "nine o’clock in La Réunion");
    }
}

/// One engine is enough for a rule that the tables of cases hold.
#[tokio::test]
async fn a_move_page_costs_few_queries() {
    let world = World::new(Engine::Sqlite).await;
    world.meeting().await;
    let mut rene = world.signed_in(world.manager).await;
    let path = format!("/sessions/{}/dates", world.own);
    let sent = with(&fields(&rene.get(&path).await), &[("fin", "2026-12-10")]);
    let mut costs = Vec::new();
    for _ in 0..2 {
        send(&mut rene, &path, &sent).await;
        let before = world.site.db().statements();
        assert_eq!(send(&mut rene, &path, &sent).await.status, StatusCode::OK);
        costs.push(world.site.db().statements() - before);
        for i in 0..10 {
            let person = world
                .person("Encore", &format!("Un{}", char::from(b'a' + i)))
                .await;
            world.enrol(person, world.own).await;
        }
    }
    assert_eq!(
        costs[0], costs[1],
        "the same number of queries with ten people more"
    );
}

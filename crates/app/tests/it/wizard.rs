//! René opens a session, one question after the other, without a script.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::Answer;
use platform::{args, both_engines, sql};

use crate::availability::line;
use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The fields of the wizard's form as the page shows them, the way a browser would send them back.
pub fn fields(answer: &Answer) -> Vec<(String, String)> {
    let body = &answer.body;
    let main = &body[body.find("<main").unwrap()..];
    let attribute = |tag: &str, name: &str| {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(tag[start..].split('"').next().unwrap_or_default().to_owned())
    };
    let mut found = Vec::new();
    for tag in main
        .split("<input")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap())
    {
        let to_check = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
        let unchecked = to_check && !tag.contains(" checked");
        if let (Some(name), false) = (attribute(tag, "name"), unchecked)
            && name != "jeton"
        {
            found.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for select in main
        .split("<select")
        .skip(1)
        .map(|rest| rest.split("</select>").next().unwrap())
    {
        let chosen = select
            .split("<option")
            .find(|option| option.contains(" selected"));
        let value = chosen
            .and_then(|option| attribute(option, "value"))
            .unwrap_or_default();
        found.push((attribute(select, "name").unwrap(), value));
    }
    found
}

/// The same with some answers changed.
pub fn with(fields: &[(String, String)], changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fields
        .iter()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
        .cloned()
        .collect();
    all.extend(
        changes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    all
}

pub async fn send(
    visitor: &mut platform::testing::Visitor,
    path: &str,
    fields: &[(String, String)],
) -> Answer {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    visitor.post(path, &pairs).await
}

/// What a field holds.
pub fn value<'a>(sent: &'a [(String, String)], name: &str) -> &'a str {
    let found = sent.iter().find(|(one, _)| one == name);
    found.map_or_else(|| panic!("{name}: {sent:?}"), |(_, value)| value.as_str())
}

/// The form of a page, sent with some answers changed.
pub async fn change(
    visitor: &mut platform::testing::Visitor,
    path: &str,
    changes: &[(&str, &str)],
) -> Answer {
    let sent = fields(&visitor.get(path).await);
    send(visitor, path, &with(&sent, changes)).await
}

both_engines! {
    async fn from_the_course_to_the_session(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        world.away(fabienne, "2027-02-08", "2027-02-12", "").await;
        let fabienne = fabienne.to_string();
        let stranger = world.tutor("Paul", "Payet", &world.reunion).await.to_string();
        let mut rene = world.signed_in(world.manager).await;
        assert!(rene.get("/sessions").await.body.contains("Créer une session"));
        let path = rene.get("/sessions/nouvelle").await.location().to_owned();
        let steps = world.steps().await;
        let (day, hour) = (format!("jour-{}", steps[1].id), format!("heure-{}", steps[1].id));

        let page = rene.get(&path).await;
        let nothing = send(&mut rene, &path, &fields(&page)).await;
        assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("Choisissez le parcours"));
        let page = send(&mut rene, &path, &with(&fields(&page), &[("parcours", &world.course.to_string())])).await;
        assert!(page.body.contains("value=\"30\"") && page.body.contains("RSF-"), "{}", page.body);

        let typed = with(&fields(&page), &[("debut", "2027-02-01"), ("jours", "0"), ("reference", "A1")]);
        let wrong = send(&mut rene, &path, &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("de 1 à 366") && wrong.body.contains("Une autre session porte déjà cette référence"));
        let typed = with(&typed, &[("jours", "30"), ("reference", "FB-2027-02")]);
        let page = send(&mut rene, &path, &typed).await;
        let sent = fields(&page);
        assert!(sent.contains(&(day.clone(), "2027-02-09".into())), "the ninth day: {sent:?}");
        assert!(sent.contains(&(hour.clone(), "18:00".into())));

        let late = send(&mut rene, &path, &with(&sent, &[(&day, "2027-03-20")])).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("est hors de la session"));
        let back = send(&mut rene, &path, &with(&sent, &[(&day, "2027-02-10"), ("aller", "retour")])).await;
        assert!(back.body.contains("value=\"FB-2027-02\""), "what was typed is there");
        let again = send(&mut rene, &path, &fields(&back)).await;
        assert!(fields(&again).contains(&(day.clone(), "2027-02-10".into())), "and the date typed too");

        let page = send(&mut rene, &path, &fields(&again)).await;
        assert!(page.body.contains("Fabienne Martin") && !page.body.contains("Paul Payet"));
        let hers = line(&page.body, "Fabienne Martin");
        assert!(hers.contains("Pendant son absence\u{202f}: Nos pages passées au crible, mercredi 10 février"), "{hers}");
        let forged = send(&mut rene, &path, &with(&fields(&page), &[("tuteur-content", &stranger)])).await;
        assert!(forged.body.contains("pas tuteur de la région"));
        let review = send(&mut rene, &path, &with(&fields(&page), &[("tuteur-content", &fabienne)])).await;
        assert!(review.body.contains("Du lundi 1<sup>er</sup> février au mardi 2 mars"), "{}", review.body);
        assert!(review.body.contains("Mercredi 10 février, 18\u{202f}h\u{a0}–\u{a0}19\u{202f}h\u{202f}30"), "{}", review.body);

        let done = send(&mut rene, &path, &fields(&review)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let session = done.location().to_owned();
        let page = rene.follow(&session).await;
        assert!(page.body.contains("FB-2027-02") && page.body.contains("Fabienne Martin") && page.body.contains("est créée"));
        let twice = send(&mut rene, &path, &fields(&review)).await;
        assert!(twice.body.contains("Une autre session porte déjà cette référence"), "{}", twice.body);

        let mut tutor = world.signed_in(fabienne.parse().unwrap()).await;
        assert_eq!(tutor.get(&session).await.status, StatusCode::OK, "the tutor came in with the session");
        let removal = [("tuteur", fabienne.as_str()), ("role", "content"), ("seul", "oui")];
        rene.post(&format!("{session}/tuteurs/retrait"), &removal).await;
        assert_ne!(tutor.get(&session).await.status, StatusCode::OK, "and went with it");
        rene.post(&format!("{session}/tuteurs"), &removal).await;
        assert_eq!(tutor.get(&session).await.status, StatusCode::OK);
        let forged = rene.post(&format!("{session}/tuteurs"), &[("tuteur", &stranger), ("role", "content")]).await;
        assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);

        let copy = rene.get(&format!("{session}/copie")).await;
        let sent = fields(&copy);
        assert!(sent.contains(&("debut".into(), "2027-03-01".into())) && sent.contains(&(day, "2027-03-10".into())), "{sent:?}");
        assert!(sent.contains(&("tuteur-content".into(), fabienne)));
    }

    async fn a_tutor_joins_the_region_by_a_form(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/regions/{}/tuteurs", world.bretagne.id);
        let wrong = rene.post(&path, &[("prenom", "Karim"), ("nom", ""), ("courriel", "karim@")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("value=\"Karim\""));
        let karim = [("prenom", "Karim"), ("nom", "Haddad"), ("courriel", "karim@exemple.fr")];
        assert_eq!(rene.post(&path, &karim).await.status, StatusCode::SEE_OTHER);
        assert!(world.mail_to("karim@exemple.fr").await.text.contains("/activation/"));
        let choice = rene.get(&format!("/sessions/{}/tuteurs", world.own)).await;
        assert!(choice.body.contains("Karim Haddad"));
        let again = rene.post(&path, &karim).await;
        assert!(again.body.contains("Un tuteur de la région a déjà cette adresse"), "{}", again.body);
    }

    async fn an_administrator_chooses_the_region(engine) {
        let world = World::new(engine).await;
        let person = world.someone(BuiltIn::Administrator).await;
        let mut office = world.signed_in(person).await;
        let page = office.get("/sessions/nouvelle").await;
        assert!(page.body.contains("CMA Bretagne") && page.body.contains("CMA La Réunion") && !page.body.contains("CMA Fermée"));
    }

    async fn holidays_and_deadlines_are_in_the_review(engine) {
        let world = World::new(engine).await;
        let steps = world.steps().await;
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE steps SET due_day = 10 WHERE id = $1"), args![steps[0].id]).await.unwrap();
        tx.commit().await.unwrap();
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/regions/{}/sessions/nouvelle", world.bretagne.id);
        let course = world.course.to_string();
        let period = change(&mut rene, &path, &[("parcours", &course)]).await;
        let dates = send(&mut rene, &path, &with(&fields(&period), &[("debut", "2026-12-07")])).await;
        let (live, on_site) = (steps[1].id, steps[2].id);
        let sent = fields(&dates);
        assert_eq!(value(&sent, &format!("jour-{on_site}")), "2026-12-28", "Christmas and the week-end after it are passed over");
        let typed = [(format!("jour-{on_site}"), "2026-12-25"), (format!("jour-{live}"), "2026-12-19")];
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, day)| (name.as_str(), *day)).collect();
        let tutors = send(&mut rene, &path, &with(&sent, &typed)).await;
        let back = send(&mut rene, &path, &with(&fields(&tutors), &[("aller", "retour")])).await;
        let review = send(&mut rene, &path, &fields(&tutors)).await;
        for page in [&back, &review] {
            assert!(page.body.contains("Le vendredi 25 décembre 2026 est férié (Noël)."), "{}", page.body);
            assert!(!page.body.contains("est un samedi"), "a class at home may be on a Saturday");
        }
        assert!(review.body.contains("Pour le mercredi 16 décembre"), "{}", review.body);
        let saturday = with(&sent, &[(&format!("jour-{on_site}"), "2026-12-19")]);
        let tutors = send(&mut rene, &path, &saturday).await;
        let review = send(&mut rene, &path, &fields(&tutors)).await;
        assert!(review.body.contains("Le 19 décembre 2026 est un samedi."), "{}", review.body);
        assert_eq!(send(&mut rene, &path, &fields(&review)).await.status, DONE, "a warning never blocks");
    }

    async fn one_answer_changed_leads_back_to_the_review(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/regions/{}/sessions/nouvelle", world.bretagne.id);
        let review = rene.get(&format!("/sessions/{}/copie", world.own)).await;
        assert!(review.body.contains("Du lundi 7 décembre"), "the first Monday of the next month: {}", review.body);
        let period = send(&mut rene, &path, &with(&fields(&review), &[("aller", "etape-1")])).await;
        let step = world.steps().await[2].id;
        let review = send(&mut rene, &path, &with(&fields(&period), &[("debut", "2027-01-11")])).await;
        assert!(review.body.contains("Du lundi 11 janvier") && review.body.contains("Relecture"), "{}", review.body);
        assert_eq!(value(&fields(&review), &format!("jour-{step}")), "2027-02-01", "as far from the first day");
        assert_eq!(value(&fields(&review), &format!("heure-{step}")), "09:00");
        let short = send(&mut rene, &path, &with(&fields(&period), &[("jours", "0")])).await;
        assert_eq!(short.status, WRONG);
        let again = with(&fields(&review), &[("aller", "serie")]);
        let done = send(&mut rene, &path, &again).await;
        assert!(done.status == DONE && done.location().ends_with("/serie"), "{}", done.body);
    }
}

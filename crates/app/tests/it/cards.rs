//! René puts a learner's card right: a mistyped address, a telephone; nothing overwrites unseen, nobody climbs by it.

use http::StatusCode;
use people::directory::Directory;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Sends the form with what it held, but for these fields.
pub async fn corrects(
    visitor: &mut Visitor,
    path: &str,
    fields: &[(&str, &str)],
) -> platform::testing::Answer {
    let page = visitor.get(path).await.body;
    let held = |name: &str| {
        let field = page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_default();
        let value = field
            .split('>')
            .next()
            .unwrap_or_default()
            .split("value=\"")
            .nth(1);
        value
            .and_then(|rest| rest.split('"').next())
            .unwrap_or_default()
            .to_owned()
    };
    let names = [
        "vu",
        "prenom",
        "nom",
        "courriel",
        "telephone",
        "entreprise",
        "metier",
    ];
    let values: Vec<(&str, String)> = names.map(|name| (name, held(name))).to_vec();
    let mut all: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    all.retain(|(name, _)| fields.iter().all(|(one, _)| one != name));
    all.extend(fields);
    visitor.post(path, &all).await
}

both_engines! {
    async fn a_mistyped_address_is_put_right_and_the_link_follows(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let new = [("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", "moniqe@exemple.fr")];
        assert_eq!(rene.post(&format!("/sessions/{}/inscriptions", world.own), &new).await.status, DONE);
        let session = rene.get(&format!("/sessions/{}", world.own)).await;
        let enrolment = session.after("\"/inscriptions/").unwrap().to_owned();
        let path = format!("/inscriptions/{enrolment}/fiche");
        assert!(session.body.contains(&path), "{}", session.body);
        let first = world.link_to("moniqe@exemple.fr", "/activation/").await;

        for (fields, words) in [
            (vec![("courriel", "rien")], "courriel"),
            (vec![("prenom", "")], "à remplir"),
            (vec![("telephone", "12")], "dix chiffres"),
        ] {
            let refused = corrects(&mut rene, &path, &fields).await;
            assert!(refused.status == WRONG && refused.body.contains(words), "{fields:?}: {}", refused.body);
        }
        let done = corrects(&mut rene, &path, &[("courriel", "monique@exemple.fr"), ("metier", "Pâtissière")]).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        let session = rene.follow(done.location()).await.body;
        assert!(session.contains("vient de partir à monique@exemple.fr"), "{session}");
        let mut monique = world.visitor();
        assert!(monique.get(&format!("/activation/{first}")).await.body.contains("un autre l’a remplacé"), "the link of the wrong address is over");
        let second = world.link_to("monique@exemple.fr", "/activation/").await;
        assert_eq!(monique.get(&format!("/activation/{second}")).await.status, StatusCode::OK);
        let nothing = corrects(&mut rene, &path, &[]).await;
        assert!(rene.follow(nothing.location()).await.body.contains("Rien n’a changé."));
        // Found by the new address, no more by the old one.
        let again = [("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", "monique@exemple.fr")];
        let known = rene.post(&format!("/sessions/{}/inscriptions", world.own), &again).await;
        assert!(known.body.contains("cette personne est déjà inscrite"), "{}", known.body);
    }

    async fn another_address_of_an_open_account_is_told_to_the_old_one(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let (other, enrolment) = (world.someone(BuiltIn::Learner).await, world.enrolment_of(learner).await);
        let (old, theirs) = (world.address(learner).await, world.address(other).await);
        drop(world.signed_in(learner).await);
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/inscriptions/{enrolment}/fiche");
        let refused = corrects(&mut rene, &path, &[("courriel", &theirs)]).await;
        assert!(refused.status == WRONG && refused.body.contains("partagent cette adresse"), "{}", refused.body);
        let shared = corrects(&mut rene, &path, &[("courriel", &theirs), ("compte", "autre")]).await;
        assert_eq!(shared.status, DONE, "{}", shared.body);
        let mail = world.mail_to(&old).await;
        assert!(mail.text.contains("une autre adresse e-mail") && !mail.text.contains(&theirs), "{}", mail.text);
        assert_eq!(world.address(learner).await, theirs);
    }

    async fn two_managers_never_overwrite_each_other_s_correction(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let path = format!("/inscriptions/{}/fiche", world.enrolment_of(learner).await);
        let mut rene = world.signed_in(world.manager).await;
        let page = rene.get(&path).await.body;
        let seen = page.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(corrects(&mut rene, &path, &[("telephone", "0612345678")]).await.status, DONE);
        let late = corrects(&mut rene, &path, &[("vu", &seen), ("telephone", "0687654321")]).await;
        assert!(late.status == WRONG && late.body.contains("quelqu’un d’autre vient de la corriger"), "{}", late.body);
        assert!(late.body.contains("0687654321"), "what was typed stays");
        let card = Directory::of(&world.site).unwrap().card(&world.site, learner).await.unwrap();
        assert_eq!(card.phone.as_deref(), Some("0612345678"));
    }

    async fn nobody_climbs_by_a_correction(engine) {
        let world = World::new(engine).await;
        let fabienne = world.someone(BuiltIn::Tutor).await;
        let enrolment = world.enrol(fabienne, world.own).await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/inscriptions/{enrolment}/fiche");
        let page = rene.get(&path).await;
        assert_eq!(page.status, WRONG, "{}", page.body);
        assert!(page.body.contains("a aussi un autre rôle"), "{}", page.body);
        let before = world.address(fabienne).await;
        let tried = rene.post(&path, &[("vu", "0"), ("prenom", "A"), ("nom", "B"), ("courriel", "rene@exemple.fr")]).await;
        assert!(tried.body.contains("a aussi un autre rôle"), "{}", tried.body);
        assert_eq!(world.address(fabienne).await, before);
    }
}

//! Who is enrolled gets, beside the link, a mail about the course: steps, dates, who helps, whom to ask.

use platform::both_engines;
use platform::html::fr;
use platform::http::{Proof, SystemActs};
use training::sessions::{self, AssignTutors, Duty};

use crate::world::World;

both_engines! {
    async fn the_course_in_a_mail(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let karim = world.tutor("Karim", "Haddad", &world.bretagne).await;
        let live = world.steps().await[1].clone();
        let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), world.own);
        let mut tx = world.site.db().begin().await.unwrap();
        sessions::assign(&mut tx, &world.site, &proof, fabienne, Duty::Content).await.unwrap();
        sessions::assign(&mut tx, &world.site, &proof, karim, Duty::Motivation).await.unwrap();
        let at = ("2026-11-10T17:00:00Z".parse().unwrap(), "2026-11-10T18:30:00Z".parse().unwrap());
        sessions::add_date(&mut tx, &world.site, &proof, live.id, at, "En ligne").await.unwrap();
        tx.commit().await.unwrap();
        let mut rene = world.signed_in(world.manager).await;
        let fields = [("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", "monique@exemple.fr")];
        let path = format!("/sessions/{}/inscriptions", world.own);
        rene.post(&path, &fields).await;
        let mail = world.course_mail_to("monique@exemple.fr").await;
        assert_eq!(mail.from_name, "René Kerjean, CMA Bretagne");
        assert_eq!(mail.reply_to.as_deref(), Some("personne1@exemple.fr"));
        for words in [
            "«\u{202f}Réussir ma stratégie Facebook\u{202f}»",
            "7\u{202f}h\u{202f}30 en tout",
            "du lundi 2 novembre au mardi 1er décembre",
            "Créer sa page professionnelle (à distance, à mon rythme, 45\u{202f}min)",
            "mardi 10 novembre, 18\u{202f}h\u{a0}–\u{a0}19\u{202f}h\u{202f}30, En ligne",
            "Fabienne Martin, pour le contenu\u{202f}: personne2@exemple.fr",
            "Karim Haddad, pour s’organiser et garder le cap\u{202f}: personne3@exemple.fr",
            "René Kerjean\u{202f}: personne1@exemple.fr",
        ] {
            assert!(mail.text.contains(words), "{words}\n{}", mail.text);
            assert!(mail.html.contains(words), "{words}\n{}", mail.html);
        }
        assert!(fr::check(&mail.html).is_empty(), "{:?}", fr::check(&mail.html));
        let link = world.mail_to("monique@exemple.fr").await;
        assert!(link.text.contains("/activation/"), "and the link, in the other mail");
        rene.post(&path, &fields).await;
        let mails = platform::mail::mailbox::list(&world.site).await.unwrap();
        assert_eq!(mails.iter().filter(|mail| mail.kind == "course").count(), 1, "once");
    }
}

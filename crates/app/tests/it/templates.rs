//! The words of documents: chosen by the administration, shown before they serve, frozen in what was handed out.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::certificates::{hand_out, links, sign};
use crate::world::World;

const CERTIFICATE: &str = "/modeles/certificat-de-realisation";
const BODY: &str = "**{organisme}**, par {signataire}, certifie que\n\n**{prenom} {nom}**\nde l’entreprise {entreprise}\n\na suivi {formation} ({duree})";
/// A dot of ink, as PNG.
const DOT: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDATx\x9ccPPh\xf8\x0f\x00\x02\xe4\x01\xc0\xea\xf1'\xea\x00\x00\x00\x00IEND\xaeB`\x82";
const CLOSING: &str = "Pièces conservées {conservation}.";

/// What the form sends.
fn words<'a>(
    title: &'a str,
    body: &'a str,
    closing: &'a str,
    revision: &'a str,
) -> [(&'static str, &'a str); 6] {
    [
        ("titre", title),
        ("soustitre", "pour le financeur"),
        ("corps", body),
        ("cloture", closing),
        ("pied", "Les métiers de {plateforme}"),
        ("revision", revision),
    ]
}

async fn office(world: &World) -> Visitor {
    world.signed_in(world.someone(BuiltIn::Administrator).await).await
}

/// Text as it is read, whatever its spaces.
fn plain(body: &str) -> String {
    body.replace(['\u{a0}', '\u{202f}'], " ")
}

both_engines! {
    async fn words_are_chosen_shown_and_frozen(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        world.pass(enrolment).await;
        let before = links(&hand_out(&mut rene, &world, &[enrolment]).await);

        let mut fabienne = office(&world).await;
        let list = fabienne.get("/modeles").await;
        assert_eq!(list.body.matches("Texte d’origine").count(), 4, "{}", list.body);
        let form = fabienne.get(CERTIFICATE).await;
        for told in ["représentant légal du dispensateur", "{signataire}", "Durée de conservation des pièces", "name=\"revision\" value=\"0\""] {
            assert!(form.body.contains(told), "{told}: {}", form.body);
        }
        let typed = words("Certificat de fin d’action", BODY, CLOSING, "0");
        let shown = fabienne.post(&format!("{CERTIFICATE}/apercu"), &typed).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        for told in ["Rien n’est encore enregistré", "<strong>Monique Lefèvre</strong><br>de l’entreprise Fournil Lefèvre", "a suivi Réussir ma stratégie Facebook"] {
            assert!(shown.body.contains(told), "{told}: {}", shown.body);
        }
        let file = fabienne.post(&format!("{CERTIFICATE}/document"), &typed).await;
        assert_eq!(file.headers["content-type"], "application/pdf");
        assert!(fabienne.get("/modeles").await.body.matches("Texte d’origine").count() == 4, "a preview keeps nothing");

        assert_eq!(fabienne.post(CERTIFICATE, &typed).await.status, StatusCode::SEE_OTHER);
        assert!(fabienne.get("/modeles").await.body.contains("Modifié le"), "who and when");
        // The same facts: nothing new for who has theirs.
        let again = hand_out(&mut rene, &world, &[enrolment]).await;
        assert!(again.contains("Rien de nouveau pour 1 personne") && links(&again) == before, "{again}");
        let mut first = world.signed_in(learner).await;
        let held = links(&first.get(&format!("/mes-parcours/{enrolment}")).await.body);
        let old = first.get(&format!("/certificats/{}", held[1])).await;
        assert!(old.body.contains("représentant légal du dispensateur") && !old.body.contains("pour le financeur"), "{}", old.body);

        let other = world.someone(BuiltIn::Learner).await;
        let second = world.enrolment_of(other).await;
        world.pass(second).await;
        hand_out(&mut rene, &world, &[second]).await;
        let mut monique = world.signed_in(other).await;
        let held = links(&monique.get(&format!("/mes-parcours/{second}")).await.body);
        let certificate = plain(&monique.get(&format!("/certificats/{}", held[1])).await.body);
        for told in ["Certificat de fin d’action", "pour le financeur", "par René Kerjean, certifie que", "<strong>Camille Essai</strong></p>",
            "Pièces conservées trois ans, à compter de la fin de l’année du dernier paiement.", "Les métiers de"] {
            assert!(certificate.contains(told), "{told}: {certificate}");
        }
        assert!(!certificate.contains("de l’entreprise"), "nobody knows of a company: {certificate}");

        let back = fabienne.get(&format!("{CERTIFICATE}/origine")).await;
        assert!(back.body.contains("name=\"revision\" value=\"1\""), "{}", back.body);
        assert_eq!(fabienne.post(&format!("{CERTIFICATE}/origine"), &[("revision", "1")]).await.status, StatusCode::SEE_OTHER);
        let form = fabienne.get(CERTIFICATE).await;
        assert!(form.body.contains("Je soussigné(e)") && form.body.contains("Version 1") && form.body.contains("Version 2"), "{}", form.body);
        let former = fabienne.get(&format!("{CERTIFICATE}?version=1")).await;
        assert!(former.body.contains("C’est un texte d’avant") && former.body.contains("certifie que"), "{}", former.body);
        assert!(plain(&monique.get(&format!("/certificats/{}", held[1])).await.body).contains("certifie que"), "what was handed out stays");
    }

    async fn what_the_law_asks_for_stays_and_two_at_once_are_told(engine) {
        let world = World::new(engine).await;
        let mut fabienne = office(&world).await;
        let mut maria = office(&world).await;
        for (body, closing, told) in [
            ("{prénom} {nom} {formation} {organisme} {signataire}", CLOSING, "écrivez {prenom}"),
            ("{apprenant} {formation} {organisme}", CLOSING, "il manque {signataire}"),
            (BODY, "Rien.", "il manque {conservation}"),
            (BODY, "{conservation} {", "une accolade est seule"),
        ] {
            for act in ["", "/apercu", "/document"] {
                let refused = fabienne.post(&format!("{CERTIFICATE}{act}"), &words("Titre", body, closing, "0")).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert!(refused.body.contains(told) && refused.body.contains("value=\"Titre\""), "{told}: {}", refused.body);
            }
        }
        let first = words("Celui de Fabienne", BODY, CLOSING, "0");
        assert_eq!(fabienne.post(CERTIFICATE, &first).await.status, StatusCode::SEE_OTHER);
        let late = maria.post(CERTIFICATE, &words("Celui de Maria", BODY, CLOSING, "0")).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["quelqu’un d’autre a enregistré", "value=\"Celui de Maria\"", "Celui de Fabienne", "name=\"revision\" value=\"1\""] {
            assert!(late.body.contains(told), "{told}: {}", late.body);
        }
        let stale = maria.post(&format!("{CERTIFICATE}/origine"), &[("revision", "0")]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.body);
        assert_eq!(maria.post(CERTIFICATE, &words("Celui de Maria", BODY, CLOSING, "1")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(maria.get("/modeles/autre").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // What is typed is text, whatever it looks like.
        let tags = "<b>{apprenant}</b> #panic() {formation}";
        let shown = fabienne.post("/modeles/convocation/apercu", &words("<i>", tags, "", "0")).await;
        assert!(shown.body.contains("&lt;b&gt;Monique Lefèvre&lt;/b&gt; #panic()"), "{}", shown.body);
        let file = fabienne.post("/modeles/convocation/document", &words("<i>", tags, "", "0")).await;
        assert_eq!(file.headers["content-type"], "application/pdf");
    }

    async fn a_convocation_is_read_and_printed_with_the_words_of_now(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut fabienne = office(&world).await;
        let typed = words("Votre invitation", "Bonjour {prenom},\n\n{nom}, vous suivez {formation}.", "", "0");
        assert_eq!(fabienne.post("/modeles/convocation", &typed).await.status, StatusCode::SEE_OTHER);
        let mut monique = world.signed_in(learner).await;
        let page = monique.get(&format!("/inscriptions/{enrolment}/convocation")).await;
        for told in ["Votre invitation", "Bonjour Camille,", "Essai, vous suivez", "Télécharger le PDF"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let file = monique.get(&format!("/inscriptions/{enrolment}/convocation/document")).await;
        assert_eq!(file.headers["content-type"], "application/pdf");
    }

    async fn a_stamp_and_a_signature_are_borne_and_frozen(engine) {
        let world = World::new(engine).await;
        let (learner, other) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let (first, second) = (world.enrolment_of(learner).await, world.enrolment_of(other).await);
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        world.pass(first).await;
        world.pass(second).await;
        let bare = links(&hand_out(&mut rene, &world, &[first]).await);
        let form = format!("/regions/{}/organisme/images", world.bretagne.id);
        let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        let refused = rene.post_file(&form, &[], ("cachet=cachet.png", svg)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("ce n’est pas une image PNG ou JPEG"), "{}", refused.body);
        assert!(!rene.get(&form).await.body.contains("<img"), "nothing was kept");
        assert_eq!(rene.post_file(&form, &[], ("cachet=cachet.png", DOT)).await.status, StatusCode::SEE_OTHER);
        let page = rene.get(&form).await;
        let shown = page.after(&format!("{form}/")).unwrap().to_owned();
        let picture = rene.get(&format!("{form}/{shown}")).await;
        assert_eq!(picture.headers["content-type"], "image/png");
        assert!(page.body.contains("Cachet de l’organisme en service"), "{}", page.body);
        // A stamp alone makes nothing new for who has theirs.
        assert_eq!(links(&hand_out(&mut rene, &world, &[first]).await), bare);

        hand_out(&mut rene, &world, &[second]).await;
        let mut monique = world.signed_in(other).await;
        let held = links(&monique.get(&format!("/mes-parcours/{second}")).await.body);
        let at = format!("/certificats/{}", held[0]);
        let twin = monique.get(&at).await;
        assert!(twin.body.contains("alt=\"Cachet de CMA Bretagne\"") && twin.body.contains(&format!("{at}/images/{shown}")), "{}", twin.body);
        assert_eq!(monique.get(&format!("{at}/images/{shown}")).await.headers["content-type"], "image/png");
        assert_eq!(monique.get(&format!("{at}/images/00")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let with = monique.get(&format!("{at}/document")).await;
        let without = rene.get(&format!("/certificats/{}/document", bare[0])).await;
        assert!(with.bytes.starts_with(b"%PDF") && without.bytes.starts_with(b"%PDF"));
        assert!(!rene.get(&format!("/certificats/{}", bare[0])).await.body.contains("<img"), "what was handed out before stays bare");
        // Taken away: what bore it bears it still.
        assert_eq!(rene.post_file(&form, &[("retirer", "cachet")], ("signature=", b"")).await.status, StatusCode::SEE_OTHER);
        assert!(!rene.get(&form).await.body.contains("<img"));
        assert_eq!(monique.get(&format!("{at}/images/{shown}")).await.status, StatusCode::OK);
        let other_region = rene.get(&format!("/regions/{}/organisme/images", world.reunion.id)).await;
        assert_eq!(other_region.status, StatusCode::NOT_FOUND);
    }
}

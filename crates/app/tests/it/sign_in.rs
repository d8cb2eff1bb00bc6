//! Signing in, the growing delay, the lock and its way back, links that serve once, forged posts.

use http::StatusCode;
use platform::both_engines;

use crate::world::{PASSWORD, World};

const MINUTE: i64 = 60_000;

both_engines! {
    async fn the_right_password_opens_and_leads_back(engine) {
        let world = World::new(engine).await;
        let mut visitor = world.visitor();
        let sent = visitor.get("/sessions?page=1").await;
        assert_eq!(sent.location(), "/connexion?retour=%2Fsessions%3Fpage%3D1");
        let fields = [("identifiant", " René.Kerjean "), ("mot_de_passe", PASSWORD), ("retour", "/sessions?page=1")];
        let refused = visitor.post("/connexion", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "accents are not part of an identifier");
        let fields = [("identifiant", " Rene.KERJEAN "), ("mot_de_passe", PASSWORD), ("retour", "/sessions?page=1")];
        let answer = visitor.post("/connexion", &fields).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sessions?page=1"));
        assert!(visitor.get("/sessions").await.body.contains("Réussir ma stratégie Facebook"));
        assert_eq!(visitor.post("/deconnexion", &[]).await.location(), "/connexion");
        assert!(!visitor.signed_in());
    }

    async fn a_stolen_cookie_is_useless_after_signing_out(engine) {
        let world = World::new(engine).await;
        let (mut visitor, _) = world.sign_in("rene.kerjean", PASSWORD).await;
        let stolen = visitor.cookie("connexion").unwrap().to_owned();
        visitor.post("/deconnexion", &[]).await;
        let mut thief = world.visitor();
        thief.set_cookie("connexion", &stolen);
        assert_eq!(thief.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn an_e_mail_address_serves_while_one_account_has_it(engine) {
        let world = World::new(engine).await;
        let (visitor, _) = world.sign_in("Personne1@exemple.fr", PASSWORD).await;
        assert!(visitor.signed_in());
    }

    async fn failures_slow_then_lock_and_a_link_opens(engine) {
        let world = World::new(engine).await;
        for _ in 0..3 {
            let (_, answer) = world.sign_in("rene.kerjean", "ce n’est pas lui").await;
            assert!(answer.body.contains("L’un des deux n’est pas le bon"), "{}", answer.body);
        }
        let (_, slowed) = world.sign_in("rene.kerjean", PASSWORD).await;
        assert!(slowed.body.contains("réessayez dans 5"), "even the right password waits: {}", slowed.body);
        for _ in 0..7 {
            world.scratch.clock.advance(16 * MINUTE);
            world.sign_in("rene.kerjean", "ce n’est pas lui").await;
        }
        let (_, locked) = world.sign_in("rene.kerjean", PASSWORD).await;
        assert!(locked.body.contains("Ce compte est protégé pour le moment"));
        let mut visitor = world.visitor();
        visitor.post("/mot-de-passe-oublie", &[("identifiant", "rene.kerjean")]).await;
        let link = world.link_to("personne1@exemple.fr", "/nouveau-mot-de-passe/").await;
        let chosen = [("mot_de_passe", "quatre galettes au sarrasin"), ("confirmation", "quatre galettes au sarrasin")];
        let answer = visitor.post(&format!("/nouveau-mot-de-passe/{link}"), &chosen).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert!(visitor.signed_in());
        let (visitor, _) = world.sign_in("rene.kerjean", "quatre galettes au sarrasin").await;
        assert!(visitor.signed_in(), "the lock is gone");
    }

    async fn an_account_that_does_not_exist_looks_the_same(engine) {
        let world = World::new(engine).await;
        let plain = |body: &str, login: &str| -> Vec<String> {
            let lines = body.replace(login, "X");
            lines.split('<').filter(|part| !part.contains("nonce") && !part.contains("jeton")).map(str::to_owned).collect()
        };
        for _ in 0..4 {
            let (_, known) = world.sign_in("rene.kerjean", "ce n’est pas lui").await;
            let (_, unknown) = world.sign_in("personne.du.tout", "ce n’est pas lui").await;
            assert_eq!(known.status, unknown.status);
            assert_eq!(plain(&known.body, "rene.kerjean"), plain(&unknown.body, "personne.du.tout"));
        }
        let mut visitor = world.visitor();
        let known = visitor.post("/mot-de-passe-oublie", &[("identifiant", "rene.kerjean")]).await;
        let unknown = visitor.post("/mot-de-passe-oublie", &[("identifiant", "personne.du.tout")]).await;
        assert_eq!(plain(&known.body, "rene.kerjean"), plain(&unknown.body, "personne.du.tout"));
    }

    async fn a_link_serves_once_and_not_for_ever(engine) {
        let world = World::new(engine).await;
        let mut visitor = world.visitor();
        visitor.post("/mot-de-passe-oublie", &[("identifiant", "rene.kerjean")]).await;
        let path = format!("/nouveau-mot-de-passe/{}", world.link_to("personne1@exemple.fr", "/nouveau-mot-de-passe/").await);
        assert_eq!(visitor.get(&path).await.status, StatusCode::OK, "looking uses nothing");
        let weak = visitor.post(&path, &[("mot_de_passe", "court"), ("confirmation", "court")]).await;
        assert!(weak.body.contains("Douze caractères au moins"));
        let differ = visitor.post(&path, &[("mot_de_passe", "une phrase assez longue"), ("confirmation", "autre")]).await;
        assert_eq!(differ.status, StatusCode::UNPROCESSABLE_ENTITY);
        let chosen = [("mot_de_passe", "une phrase assez longue"), ("confirmation", "une phrase assez longue")];
        let (mut first, mut second) = (world.visitor(), world.visitor());
        let (a, b) = tokio::join!(first.post(&path, &chosen), second.post(&path, &chosen));
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::GONE], "of two at once, one");
        assert_eq!(world.visitor().get(&path).await.status, StatusCode::GONE);
        visitor.post("/mot-de-passe-oublie", &[("identifiant", "rene.kerjean")]).await;
        let path = format!("/nouveau-mot-de-passe/{}", world.link_to("personne1@exemple.fr", "/nouveau-mot-de-passe/").await);
        world.scratch.clock.advance(61 * MINUTE);
        assert_eq!(world.visitor().get(&path).await.status, StatusCode::GONE);
    }

    async fn a_login_ends_by_itself(engine) {
        let world = World::new(engine).await;
        let (mut visitor, _) = world.sign_in("rene.kerjean", PASSWORD).await;
        world.scratch.clock.advance(11 * 60 * MINUTE);
        assert_eq!(visitor.get("/").await.status, StatusCode::OK);
        world.scratch.clock.advance(11 * 60 * MINUTE);
        assert_eq!(visitor.get("/").await.status, StatusCode::OK, "a visit prolongs it");
        world.scratch.clock.advance(13 * 60 * MINUTE);
        assert_eq!(visitor.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn changing_the_password_ends_the_other_logins(engine) {
        let world = World::new(engine).await;
        let (mut here, _) = world.sign_in("rene.kerjean", PASSWORD).await;
        let (mut there, _) = world.sign_in("rene.kerjean", PASSWORD).await;
        let new = "cinq galettes au sarrasin";
        let wrong = [("actuel", "pas celui-là"), ("mot_de_passe", new), ("confirmation", new)];
        assert!(here.post("/mon-compte/mot-de-passe", &wrong).await.body.contains("Ce n’est pas votre mot de passe actuel"));
        let right = [("actuel", PASSWORD), ("mot_de_passe", new), ("confirmation", new)];
        assert_eq!(here.post("/mon-compte/mot-de-passe", &right).await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/").await.status, StatusCode::OK);
        assert_eq!(there.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_forged_post_does_nothing(engine) {
        let world = World::new(engine).await;
        let (mut visitor, _) = world.sign_in("rene.kerjean", PASSWORD).await;
        let good = platform::http::form_token(&world.site, visitor.cookie("connexion").unwrap());
        let of_another = platform::http::form_token(&world.site, "quelqu’un d’autre");
        let ours = world.site.config().public_url.clone();
        type Fields<'a> = &'a [(&'a str, &'a str)];
        let forged: [(Fields<'_>, Option<&str>); 5] = [
            (&[], Some(&ours)),
            (&[("jeton", "n’importe quoi")], Some(&ours)),
            (&[("jeton", &of_another)], Some(&ours)),
            (&[("jeton", &good)], Some("https://mechant.example")),
            (&[("jeton", &good)], Some("null")),
        ];
        for (fields, origin) in forged {
            let answer = visitor.post_raw("/deconnexion", fields, origin).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{origin:?}");
            assert!(visitor.signed_in());
        }
        assert_eq!(visitor.post_raw("/deconnexion", &[("jeton", &good)], Some(&ours)).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_body_too_large_is_refused_with_a_page(engine) {
        let world = World::new(engine).await;
        let huge = "x".repeat((1 << 20) + 1);
        let answer = world.visitor().post("/connexion", &[("identifiant", &huge)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains("trop lourd"));
    }
}

//! The site as users have it, behind an https address: cookies bound to the host, transport told to stay strict, nothing
//! of the workshop.

use http::StatusCode;
use http::header::{CONTENT_SECURITY_POLICY, SET_COOKIE, STRICT_TRANSPORT_SECURITY};
use platform::both_engines;
use platform::testing::{Answer, Scratch};

use crate::world::{PASSWORD, World};

/// The cookies that an answer sets: `name`, then everything after its value.
fn cookies(answer: &Answer) -> Vec<(String, String)> {
    let set = answer.headers.get_all(SET_COOKIE).iter();
    set.map(|cookie| {
        let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
        (name.to_owned(), rest.split_once("; ").unwrap().1.to_owned())
    })
    .collect()
}

fn strict(answer: &Answer) -> Option<&str> {
    let header = answer.headers.get(STRICT_TRANSPORT_SECURITY);
    header.map(|value| value.to_str().unwrap())
}

const WHOLE_VISIT: &str = "Path=/; HttpOnly; SameSite=Lax; Secure";

both_engines! {
    async fn over_https_cookies_are_bound_and_the_workshop_is_closed(engine) {
        let world = World::on(Scratch::new(engine).await.over_https()).await;
        let mut stranger = platform::testing::Visitor::new(&world.site, &world.app);
        stranger.set_cookie("passage", "trop court");
        let page = stranger.get("/connexion").await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(cookies(&page), [("__Host-passage".to_owned(), WHOLE_VISIT.to_owned())]);
        for path in ["/connexion", "/aide", "/absente", "/sante", "/sessions"] {
            let answer = stranger.get(path).await;
            assert_eq!(strict(&answer), Some("max-age=63072000; includeSubDomains"), "{path}");
            let policy = answer.headers.get(CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        }
        let (mut rene, answer) = world.sign_in("rene.kerjean", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(cookies(&answer), [("__Host-connexion".to_owned(), WHOLE_VISIT.to_owned())]);
        assert_eq!(rene.get("/sessions").await.status, StatusCode::OK);
        for path in ["/kit", "/courrier"] {
            assert_eq!(rene.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let out = rene.post("/deconnexion", &[]).await;
        let ended = ("__Host-connexion".to_owned(), format!("{WHOLE_VISIT}; Max-Age=0"));
        assert!(cookies(&out).contains(&ended), "{:?}", cookies(&out));
    }

    async fn a_cookie_without_its_prefix_opens_nothing(engine) {
        let world = World::on(Scratch::new(engine).await.over_https()).await;
        let (mut rene, _) = world.sign_in("rene.kerjean", PASSWORD).await;
        let token = rene.cookie("connexion").unwrap().to_owned();
        let ask = |cookie: String| {
            let request = http::Request::get("/sessions").header(http::header::COOKIE, cookie);
            request.body(platform::http::Body::empty()).unwrap()
        };
        // A neighbour on the same domain can set the bare name, never the bound one.
        let mut neighbour = world.visitor();
        let bare = neighbour.send_as_is(ask(format!("connexion={token}"))).await;
        assert_eq!(bare.status, StatusCode::SEE_OTHER);
        let bound = rene.send_as_is(ask(format!("__Host-connexion={token}"))).await;
        assert_eq!(bound.status, StatusCode::OK);
    }

    async fn on_ones_own_machine_the_workshop_is_open_and_nothing_is_bound(engine) {
        let world = World::new(engine).await;
        let (mut rene, answer) = world.sign_in("rene.kerjean", PASSWORD).await;
        assert_eq!(cookies(&answer), [("connexion".to_owned(), "Path=/; HttpOnly; SameSite=Lax".to_owned())]);
        assert_eq!(strict(&answer), None);
        for path in ["/kit", "/courrier"] {
            assert_eq!(rene.get(path).await.status, StatusCode::OK, "{path}");
        }
    }
}

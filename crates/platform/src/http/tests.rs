use std::sync::Arc;

use http::StatusCode;
use uuid::Uuid;

use super::{
    Chrome, ChromeSource, Gatekeeper, Method, Object, Proof, Routes, Source, Surroundings, View, Within,
};
use crate::db::Engine;
use crate::html::Page;
use crate::http::{Actor, Authenticator, Response};
use crate::testing::{Scratch, Visitor};
use crate::{Error, PersonId, Result, Site, both_engines, permission};

pub struct Region;

impl Object for Region {
    type Id = Uuid;
    const PARAM: &'static str = "region";
    const SOURCE: Option<Source> = Some(Source {
        from: "regions o",
        id: "o.id",
        alive: "o.deleted_at IS NULL",
        region: Some("o.id"),
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Seeing a region.
    SeeRegion on Region, "test.see", "Voir", []
);
permission!(
    /// Changing a region.
    EditRegion on Region, "test.edit", "Changer", []
);

struct Anyone;

#[async_trait::async_trait]
impl Authenticator for Anyone {
    async fn actor(&self, _: &Site, token: &str) -> Result<Option<Actor>> {
        match token {
            "panne" => Err(Error::fault("the store of logins is away")),
            _ => Ok(Some(Actor {
                person: PersonId(Uuid::from_u128(1)),
                login: Uuid::nil(),
                grants: Arc::default(),
                stamp: None,
            })),
        }
    }

    async fn stands(&self, _: &Site, _: Uuid) -> Result<bool> {
        Ok(true)
    }
}

#[async_trait::async_trait]
impl ChromeSource for Anyone {
    async fn surroundings(&self, _: &Site, _: &Actor, _: &str) -> Result<Surroundings> {
        Ok(Surroundings::default())
    }
}

async fn visitor(engine: Engine, routes: Routes) -> (Scratch, Visitor) {
    let scratch = Scratch::new(engine).await;
    let builder = scratch
        .builder()
        .await
        .with(Gatekeeper(Box::new(Anyone)))
        .with(Chrome(Box::new(Anyone)));
    let site = builder.build();
    let mut visitor = Visitor::new(&site, &routes.into_service(&site));
    visitor.set_cookie("connexion", "moi");
    (scratch, visitor)
}

async fn page(view: View) -> Response {
    view.page(&Page::new("Une page"))
}

both_engines! {
    async fn a_handler_that_forgets_its_proof_answers_500(engine) {
        let routes = Routes::new()
            .get::<SeeRegion, _>("/oubli/{region}", page)
            .get::<SeeRegion, _>("/autre/{region}", async |_: Proof<EditRegion>, view: View| page(view).await)
            .get::<SeeRegion, _>("/liste", async |_: Within<SeeRegion>, view: View| page(view).await);
        let (_scratch, mut visitor) = visitor(engine, routes).await;
        let id = Uuid::from_u128(9);
        assert_eq!(visitor.get(&format!("/oubli/{id}")).await.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(visitor.get(&format!("/autre/{id}")).await.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(visitor.get("/liste").await.status, StatusCode::FORBIDDEN);
    }

    async fn an_error_tells_the_person_what_to_do_and_nothing_of_us(engine) {
        let routes = Routes::new()
            .public(Method::Get, "/panne", async || -> Result<Response> { Err(Error::fault("SELECT secret FROM people")) });
        let (_scratch, mut visitor) = visitor(engine, routes).await;
        let answer = visitor.get("/panne").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.body.contains("Référence") && !answer.body.contains("SELECT"));
        visitor.set_cookie("connexion", "panne");
        assert_eq!(visitor.get("/panne").await.status, StatusCode::INTERNAL_SERVER_ERROR, "no frame, still a page");
        assert_eq!(visitor.get("/absente").await.status, StatusCode::INTERNAL_SERVER_ERROR);
    }

    async fn other_methods_and_paths_have_their_page(engine) {
        let routes = Routes::new().public(Method::Get, "/page", page);
        let (_scratch, mut visitor) = visitor(engine, routes).await;
        assert_eq!(visitor.get("/absente").await.status, StatusCode::NOT_FOUND);
        assert_eq!(visitor.post("/page", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(visitor.get("/assets/absent.css").await.status, StatusCode::NOT_FOUND);
    }
}

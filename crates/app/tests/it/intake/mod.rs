//! René enrols a list of people: it is read, shown line by line, applied once, taken back; each manager sees their own.

mod applied;
mod lists;
mod lots;
mod situations;
mod taken_back;

use std::collections::HashSet;

use http::StatusCode;
use people::directory::{self, Directory, Identity};
use platform::testing::{Answer, Visitor};
use platform::{PersonId, args, sql};

use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const DAY: i64 = 24 * 3_600_000;

const TITLES: &str = "Prénom;Nom;Courriel;Téléphone;Entreprise;Métier";
const GOOD: &str = "Prénom;Nom;Courriel;Téléphone;Entreprise;Métier
Monique;Le Bihan;monique@exemple.fr;0612345678;Aux bons choux;Pâtissière
Karim;Benali;karim@exemple.fr;;;
Maria;Lopez;maria@exemple.fr;+33 6 12 34 56 79;;Coiffeuse";

/// A manager at work on the session.
struct Desk<'a> {
    world: &'a World,
    visitor: Visitor,
}

impl<'a> Desk<'a> {
    async fn new(world: &'a World) -> Self {
        Self {
            world,
            visitor: world.signed_in(world.manager).await,
        }
    }

    fn home(&self) -> String {
        format!("/sessions/{}/inscriptions", self.world.own)
    }

    async fn sends(&mut self, name: &str, bytes: &[u8]) -> Answer {
        let home = format!("{}/liste", self.home());
        self.visitor
            .post_file(&home, &[], (&format!("fichier={name}"), bytes))
            .await
    }

    /// Sends a list that is read, and leads to its page.
    async fn list(&mut self, text: &str) -> String {
        let sent = self.sends("liste.csv", text.as_bytes()).await;
        assert_eq!(sent.status, DONE, "{}", sent.body);
        sent.location().to_owned()
    }

    async fn page(&mut self, path: &str) -> String {
        let answer = self.visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    async fn acts(&mut self, list: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.visitor.get(list).await.body;
        let revision = page
            .split("name=\"revision\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let mut fields = fields.to_vec();
        let revision = revision.unwrap_or_default().to_owned();
        fields.push(("revision", &revision));
        self.visitor.post(&format!("{list}/{act}"), &fields).await
    }

    /// Applies a list, to its end.
    async fn applies(&mut self, list: &str) -> String {
        let done = self.acts(list, "inscription", &[]).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        self.world.settle().await;
        self.page(list).await
    }

    async fn session(&mut self) -> String {
        self.page(&format!("/sessions/{}", self.world.own)).await
    }
}

impl World {
    async fn settle(&self) {
        platform::jobs::settle(&self.site, &app::rooms::handlers())
            .await
            .unwrap();
    }

    async fn count(&self, sql: platform::db::Sql) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        tx.one(sql, args![]).await.unwrap().get("many").unwrap()
    }

    async fn enrolled(&self) -> i64 {
        self.count(sql!(
            "SELECT COUNT(*) AS many FROM enrolments WHERE withdrawn_at IS NULL"
        ))
        .await
    }

    /// Who has an address, and their card.
    async fn card_of(&self, address: &str) -> (PersonId, Identity) {
        let emails = HashSet::from([address.to_owned()]);
        let mut tx = self.site.db().read().await.unwrap();
        let found = directory::by_emails_in_region(&mut tx, &self.site, &emails, self.bretagne.id).await;
        drop(tx);
        let (person, _) = found.unwrap()[address][0];
        let card = Directory::of(&self.site).unwrap().card(&self.site, person).await;
        (person, (*card.unwrap()).clone())
    }

    async fn said(&self, verb: &str) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!("SELECT COUNT(*) AS many FROM events WHERE verb = $1");
        tx.one(sql, args![verb]).await.unwrap().get("many").unwrap()
    }
}

/// So many people, each on a line.
fn many(people: usize) -> String {
    let word = |at: usize| ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"][at % 10];
    let line = |at: usize| {
        format!(
            "Maria;Lopez {}{}{};maria{at}@exemple.fr;;;",
            word(at / 100),
            word(at / 10),
            word(at)
        )
    };
    let lines: Vec<String> = (0..people).map(line).collect();
    format!("{TITLES}\n{}", lines.join("\n"))
}

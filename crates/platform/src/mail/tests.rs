//! On both engines: queueing, the development mailbox, and a mail server of a few lines.

use tokio::net::TcpListener;

use super::*;
use crate::both_engines;
use crate::config::Mode;
use crate::jobs::{Settled, settle};
use crate::keys::Class;
use crate::sql;
use crate::testing::{MailServer, Scratch};

fn message() -> Message {
    Message {
        unsubscribe: None,
        from_name: "René Kerjean".to_owned(),
        from_address: None,
        reply_to: Some("rene@example.org".to_owned()),
        to_name: "Monique Le Gall".to_owned(),
        to: "monique@example.org".to_owned(),
        subject: "Votre accès".to_owned(),
        text: "Bonjour Monique,".to_owned(),
        html: "<p>Bonjour Monique,</p>".to_owned(),
    }
}

async fn queue_one(site: &Site) -> (PersonId, MailId) {
    let person: PersonId = site.new_id();
    let key = site.keys().get_or_create(person.0, Class::Account).await.unwrap();
    let mut tx = site.db().begin().await.unwrap();
    let id = queue(&mut tx, site, &key, person, "activation", &message())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (person, id)
}

/// The stored message, whether it was sent, and what the job said.
async fn row(site: &Site) -> (Option<Vec<u8>>, bool, Option<String>) {
    let mut tx = site.db().read().await.unwrap();
    let mail = tx
        .one(sql!("SELECT message, sent_at FROM mails"), vec![])
        .await
        .unwrap();
    let job = tx.one(sql!("SELECT last_error FROM jobs"), vec![]).await.unwrap();
    let sent: Option<jiff::Timestamp> = mail.get("sent_at").unwrap();
    (
        mail.get("message").unwrap(),
        sent.is_some(),
        job.get("last_error").unwrap(),
    )
}

both_engines! {
    async fn without_a_server_a_mail_stays_in_the_mailbox(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let (person, id) = queue_one(&site).await;
        assert_eq!(settle(&site, &handlers()).await.unwrap().done, 1);
        let opened = mailbox::list(&site).await.unwrap();
        assert_eq!(opened.len(), 1);
        assert_eq!((opened[0].id, opened[0].person, opened[0].kind.as_str()), (id, person, "activation"));
        assert_eq!(opened[0].sent_at, Some(site.clock().now()));
        assert_eq!(mailbox::get(&site, id).await.unwrap().message, Some(message()));
        assert!(matches!(mailbox::get(&site, site.new_id()).await, Err(Error::NotFound)));
    }

    async fn a_mail_is_sealed_and_dies_with_its_key(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let (person, id) = queue_one(&site).await;
        let (stored, ..) = row(&site).await;
        assert!(!String::from_utf8_lossy(&stored.unwrap()).contains("Monique"));
        site.keys().destroy(person.0, Class::Account).await.unwrap();
        assert_eq!(mailbox::get(&site, id).await.unwrap().message, None);
    }

    async fn an_undone_transaction_sends_nothing(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let person: PersonId = site.new_id();
        let key = site.keys().get_or_create(person.0, Class::Account).await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        queue(&mut tx, &site, &key, person, "activation", &message()).await.unwrap();
        drop(tx);
        assert_eq!(settle(&site, &handlers()).await.unwrap(), Settled::default());
        assert!(mailbox::list(&site).await.unwrap().is_empty());
    }

    async fn production_has_no_mailbox(engine) {
        let mut scratch = Scratch::new(engine).await;
        scratch.config.mode = Mode::Production;
        let site = scratch.builder().await.build();
        let (_, id) = queue_one(&site).await;
        assert!(matches!(mailbox::list(&site).await, Err(Error::NotFound)));
        assert!(matches!(mailbox::get(&site, id).await, Err(Error::NotFound)));
    }

    async fn a_server_takes_the_mail_and_we_keep_nothing_of_it(engine) {
        let server = MailServer::answering("250 fine").await;
        let mut scratch = Scratch::new(engine).await;
        scratch.config.smtp = Some(server.url.clone());
        let site = scratch.builder().await.build();
        let (_, id) = queue_one(&site).await;
        assert_eq!(settle(&site, &handlers()).await.unwrap().done, 1);
        assert_eq!(row(&site).await, (None, true, None));
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        assert!(taken[0].contains("EHLO localhost\n"), "no name of the machine: {}", taken[0]);
        assert!(taken[0].contains(&format!("Message-ID: <{id}@localhost>")));
        assert!(taken[0].contains("RCPT TO:<monique@example.org>"));
    }

    async fn a_refused_recipient_fails_without_being_repeated(engine) {
        let server = MailServer::answering("550 5.1.1 <monique@example.org>: unknown").await;
        let mut scratch = Scratch::new(engine).await;
        scratch.config.smtp = Some(server.url.clone());
        let site = scratch.builder().await.build();
        queue_one(&site).await;
        assert_eq!(settle(&site, &handlers()).await.unwrap().failed, 1);
        let (stored, sent, why) = row(&site).await;
        assert!(stored.is_some() && !sent);
        assert_eq!(why.as_deref(), Some("the mail server refused the mail (550)"));
    }

    async fn what_an_address_refused_leaves_for_a_better_one(engine) {
        let server = MailServer::answering("550 5.1.1 unknown").await;
        let mut scratch = Scratch::new(engine).await;
        scratch.config.smtp = Some(server.url.clone());
        let site = scratch.builder().await.build();
        let person: PersonId = site.new_id();
        let key = site.keys().get_or_create(person.0, Class::Account).await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        for kind in ["notice", "reset"] {
            queue(&mut tx, &site, &key, person, kind, &message()).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(settle(&site, &handlers()).await.unwrap().failed, 2);
        assert_eq!(refused(&mut site.db().read().await.unwrap(), person).await.unwrap(), 2);
        assert_eq!(refused(&mut site.db().read().await.unwrap(), site.new_id()).await.unwrap(), 0);

        drop(site);
        let better = MailServer::answering("250 fine").await;
        scratch.config.smtp = Some(better.url.clone());
        let site = scratch.builder().await.build();
        let key = site.keys().get_or_create(person.0, Class::Account).await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        readdress(&mut tx, &site, &key, person, "monique@example.net").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(settle(&site, &handlers()).await.unwrap().done, 1, "what gave access is let go");
        let taken = better.taken();
        assert_eq!(taken.len(), 1);
        assert!(taken[0].contains("RCPT TO:<monique@example.net>"), "{}", taken[0]);
        assert_eq!(refused(&mut site.db().read().await.unwrap(), person).await.unwrap(), 0);
    }

    async fn what_passes_is_tried_again(engine) {
        let mut scratch = Scratch::new(engine).await;
        let full = MailServer::answering("452 4.2.2 full").await;
        scratch.config.smtp = Some(full.url.clone());
        let site = scratch.builder().await.build();
        queue_one(&site).await;
        assert_eq!(settle(&site, &handlers()).await.unwrap().again, 1);
        assert_eq!(row(&site).await.2.as_deref(), Some("the mail server put the mail off (452)"));
    }

    async fn a_server_that_is_away_is_tried_again(engine) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let mut scratch = Scratch::new(engine).await;
        scratch.config.smtp = Some(format!("smtp://{address}"));
        let site = scratch.builder().await.build();
        queue_one(&site).await;
        assert_eq!(settle(&site, &handlers()).await.unwrap().again, 1);
        assert_eq!(row(&site).await.2.as_deref(), Some("the mail server could not be reached"));
    }

    async fn a_server_that_must_speak_tls_and_does_not_gets_nothing(engine) {
        let server = MailServer::answering("250 fine").await;
        let mut scratch = Scratch::new(engine).await;
        scratch.config.smtp = Some(format!("{}?tls=required", server.url));
        let site = scratch.builder().await.build();
        queue_one(&site).await;
        assert_eq!(settle(&site, &handlers()).await.unwrap().again, 1);
        assert!(server.taken().is_empty());
    }
}

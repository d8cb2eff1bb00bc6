//! From our message to the one of RFC 5322: text and HTML parts, nothing that names a program or another host.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use maud::{DOCTYPE, PreEscaped, html};

use super::{MailId, Message};
use crate::config::Config;
use crate::jobs::JobError;

/// Composes it. The boundary and the Message-ID come from the mail's identifier: sent twice, it is the same message.
pub(super) fn compose(
    config: &Config,
    id: MailId,
    at: Timestamp,
    message: &Message,
) -> Result<lettre::Message, JobError> {
    let from = message.from_address.as_deref().unwrap_or(&config.mail_from);
    let mut builder = lettre::Message::builder()
        .from(mailbox("sender", &message.from_name, from)?)
        .to(mailbox("recipient", &message.to_name, &message.to)?)
        .subject(one_line(&message.subject))
        .date(date(at))
        .message_id(Some(format!("<{id}@{}>", host(&config.public_url))));
    if let Some(reply_to) = &message.reply_to {
        builder = builder.reply_to(mailbox("reply", &message.from_name, reply_to)?);
    }
    if let Some(url) = &message.unsubscribe {
        let raw = |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        builder = builder
            .raw_header(raw("List-Unsubscribe", format!("<{}>", one_line(url))))
            .raw_header(raw(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click".to_owned(),
            ));
    }
    let parts = MultiPart::alternative()
        .boundary(id.0.simple().to_string())
        .singlepart(SinglePart::plain(message.text.clone()))
        .singlepart(SinglePart::html(document(message)));
    builder
        .multipart(parts)
        .map_err(|_| JobError::Fail("the mail can't be composed".to_owned()))
}

fn date(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(at.as_millisecond()).unwrap_or(0))
}

/// The error never repeats the address.
fn mailbox(whose: &str, name: &str, address: &str) -> Result<Mailbox, JobError> {
    let address = address
        .trim()
        .parse()
        .map_err(|_| JobError::Fail(format!("the {whose}'s address is not one")))?;
    let name = one_line(name);
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

/// One line: what could begin another header becomes a space.
pub fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.trim().to_owned()
}

fn document(message: &Message) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (one_line(&message.subject)) }
            }
            body { (PreEscaped(&message.html)) }
        }
    };
    page.into_string()
}

/// The host that users know, without its port.
pub(super) fn host(public_url: &str) -> &str {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod cases {
    use uuid::Uuid;

    use super::*;

    fn config() -> Config {
        Config::read(|name| (name == "MAIL_FROM").then(|| "formation@example.org".to_owned())).unwrap()
    }

    fn message() -> Message {
        Message {
            from_name: "René Kerjean".to_owned(),
            from_address: None,
            reply_to: Some("rene@example.org".to_owned()),
            to_name: "Monique Le Gall".to_owned(),
            to: "monique@example.org".to_owned(),
            subject: "Votre accès".to_owned(),
            text: "Bonjour Monique,".to_owned(),
            html: "<p>Bonjour Monique,</p>".to_owned(),
            unsubscribe: None,
        }
    }

    fn composed(message: &Message) -> String {
        let composed = compose(
            &config(),
            MailId(Uuid::from_u128(1)),
            Timestamp::UNIX_EPOCH,
            message,
        )
        .unwrap();
        String::from_utf8(composed.formatted())
            .unwrap()
            .replace("\r\n", "\n")
    }

    #[test]
    fn headers_name_the_sender_and_no_program() {
        insta::assert_snapshot!(composed(&message()), @r#"
        From: =?utf-8?b?UmVuw6kgS2VyamVhbg==?= <formation@example.org>
        To: "Monique Le Gall" <monique@example.org>
        Subject: Votre =?utf-8?b?YWNjw6hz?=
        Date: Thu, 01 Jan 1970 00:00:00 +0000
        Message-ID: <00000000-0000-0000-0000-000000000001@localhost>
        Reply-To: =?utf-8?b?UmVuw6kgS2VyamVhbg==?= <rene@example.org>
        MIME-Version: 1.0
        Content-Type: multipart/alternative;
         boundary="00000000000000000000000000000001"

        --00000000000000000000000000000001
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        Bonjour Monique,
        --00000000000000000000000000000001
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <!DOCTYPE html><html lang=3D"fr"><head><meta charset=3D"utf-8"><meta name=
        =3D"viewport" content=3D"width=3Ddevice-width"><title>Votre acc=C3=A8s</tit=
        le></head><body><p>Bonjour Monique,</p></body></html>
        --00000000000000000000000000000001--
        "#);
    }

    #[test]
    fn one_press_ends_mails_that_may_be_ended() {
        let mut ended = message();
        ended.unsubscribe =
            Some("https://formation.example.org/desabonnement/x\r\nBcc: spy@example.org".to_owned());
        let text = composed(&ended);
        assert!(
            text.contains("List-Unsubscribe: <https://formation.example.org/desabonnement/x"),
            "{text}"
        );
        assert!(
            text.contains("\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"),
            "{text}"
        );
        assert!(!text.contains("\nBcc:"), "{text}");
        assert!(!composed(&message()).contains("List-Unsubscribe"));
    }

    #[test]
    fn a_line_break_never_begins_a_header() {
        let mut hostile = message();
        for field in [&mut hostile.subject, &mut hostile.from_name, &mut hostile.to_name] {
            field.push_str("\r\nBcc: spy@example.org\r\n\r\nbody");
        }
        let text = composed(&hostile);
        let headers = text.split("\n\n").next().unwrap();
        assert!(
            headers
                .lines()
                .all(|line| !line.to_lowercase().starts_with("bcc")),
            "{headers}"
        );
        assert_eq!(headers.lines().filter(|line| line.starts_with("To:")).count(), 1);
        let mut address = message();
        address.to = "monique@example.org\r\nBcc: spy@example.org".to_owned();
        let refused = compose(&config(), MailId(Uuid::nil()), Timestamp::UNIX_EPOCH, &address);
        assert_eq!(
            refused.unwrap_err(),
            JobError::Fail("the recipient's address is not one".to_owned())
        );
    }

    #[test]
    fn the_host_is_the_one_that_users_type() {
        for (url, expected) in [
            ("http://localhost:8080", "localhost"),
            ("https://formation.example.org", "formation.example.org"),
            ("http://[::1]:8080/x", "[::1]"),
        ] {
            assert_eq!(host(url), expected);
        }
    }
}

//! The job that sends a mail.

use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{MailId, SEND, compose, open, rules, store};
use crate::config::Config;
use crate::jobs::{self, Handler, JobError};
use crate::keys::Class;
use crate::{Error, Site};

/// Shorter than the lease of a job.
const TIMEOUT: Duration = Duration::from_secs(30);

pub(super) struct Send;

#[derive(Deserialize)]
struct Payload {
    mail: Uuid,
}

#[async_trait]
impl Handler for Send {
    fn kind(&self) -> &'static str {
        SEND
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { mail } = jobs::payload(payload)?;
        let id = MailId(mail);
        let mail = store::find(&mut site.db().read().await?, id).await?;
        let (None, Some(sealed)) = (mail.sent_at, &mail.message) else {
            return Ok(());
        };
        let Some(smtp) = &site.config().smtp else {
            return Ok(store::keep(site, id).await?);
        };
        let key = site.keys().find(mail.person.0, Class::Account).await?;
        let key = key.ok_or_else(|| JobError::Fail("the recipient's key is gone".to_owned()))?;
        let message = open(&key, id, sealed)?;
        let composed = compose::compose(site.config(), id, mail.created_at, &message)?;
        if let Err(error) = transport(site.config(), smtp)?.send(composed).await {
            tracing::warn!(mail = %id, "a mail was not taken");
            let code = error.status().map(u16::from);
            let told = error.to_string();
            // What tells an old address that it was replaced says nothing of the new one.
            if mail.kind != "card" && code.is_some_and(|code| rules::unknown_address(code, &told)) {
                store::refused(site, id).await?;
            }
            return Err(rules::verdict(code));
        }
        Ok(store::sent(site, &mail).await?)
    }
}

fn transport(config: &Config, url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
        .map_err(|_| Error::fault("SMTP_URL: not the address of a mail server"))?;
    let host = ClientId::Domain(compose::host(&config.public_url).to_owned());
    Ok(builder.hello_name(host).timeout(Some(TIMEOUT)).build())
}

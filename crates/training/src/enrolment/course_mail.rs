//! The mail of the course: what it holds, when, who helps, whom to ask. From the manager, who signs it.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{self, Section, minutes};
use people::accounts::mails::Sender;
use people::directory::{Directory, Identity};
use platform::html::{fr, html};
use platform::mail::Message;
use platform::{PersonId, Result, Site};

use crate::sessions::{self, Date, TrainingSession, Tutor, local};

/// What the mail tells, read before the enrolment is written.
pub(super) struct CourseNews {
    path: Vec<Section>,
    dates: Vec<Date>,
    tutors: Vec<Tutor>,
    helpers: HashMap<PersonId, Arc<Identity>>,
    manager: Option<Arc<Identity>>,
}

impl CourseNews {
    pub(super) async fn load(
        site: &Site,
        session: &TrainingSession,
        manager: Option<PersonId>,
    ) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let path = courses::outline(&mut tx, session.course).await?;
        let dates = sessions::dates(&mut tx, session.id).await?;
        let tutors = sessions::tutors(&mut tx, session.id).await?;
        drop(tx);
        let directory = Directory::of(site)?;
        let people: Vec<PersonId> = tutors.iter().map(|tutor| tutor.person).collect();
        Ok(Self {
            path,
            dates,
            helpers: directory.cards(site, &people).await?,
            tutors,
            manager: match manager {
                Some(person) => Some(directory.card(site, person).await?),
                None => None,
            },
        })
    }

    /// « Classe, à distance, en direct, 1 h 30 : mardi 10 novembre, 18 h – 19 h 30, en ligne ».
    fn steps(&self, session: &TrainingSession) -> Result<Vec<String>> {
        let steps = self.path.iter().flat_map(|part| &part.steps);
        let lines = steps.map(|step| {
            let modality = step.modality.label().to_lowercase();
            let line = format!("{} ({modality}, {})", step.title, fr::duration(step.minutes));
            match self.dates.iter().find(|date| date.step == step.id) {
                None => Ok(line),
                Some(date) => {
                    let (start, end) = (local(session, date.starts_at)?, local(session, date.ends_at)?);
                    Ok(format!(
                        "{line}\u{202f}: {}, {}",
                        fr::range(start, end),
                        date.place
                    ))
                }
            }
        });
        lines.collect()
    }

    /// « Fabienne Martin, pour le contenu : fabienne@exemple.fr ».
    fn tutors(&self) -> Vec<String> {
        let lines = self.tutors.iter().filter_map(|tutor| {
            let card = self.helpers.get(&tutor.person)?;
            let duty = tutor.duty.words();
            Some(format!("{}, {duty}\u{202f}: {}", card.full_name(), card.email))
        });
        lines.collect()
    }

    fn contact(&self) -> Option<String> {
        let card = self.manager.as_ref()?;
        let phone = card.phone.as_ref().map(|phone| format!(", {phone}"));
        Some(format!(
            "{}\u{202f}: {}{}",
            card.full_name(),
            card.email,
            phone.unwrap_or_default()
        ))
    }
}

/// The mail to someone just enrolled.
///
/// # Errors
/// When the region's zone is unknown.
pub(super) fn course_mail(
    site: &Site,
    to: &Identity,
    session: &TrainingSession,
    news: &CourseNews,
    sender: Option<&Sender>,
) -> Result<Message> {
    let (first, last) = sessions::days(session.starts_at, session.ends_at, &session.zone)?;
    let title = fr::quote(&session.title);
    let opening = format!(
        "Bienvenue dans le parcours {title}. Il dure {} en tout et reste ouvert {}.",
        fr::duration(minutes(&news.path)),
        fr::days(first, last)
    );
    let signature = sender.map_or_else(|| site.config().site_name.clone(), |sender| sender.name.clone());
    let hello = format!("Bonjour {},", to.given_name);
    let helpers = "Pour vous aider\u{202f}:".to_owned();
    let asks = "Pour toute question sur votre inscription\u{202f}:".to_owned();
    let lists: Vec<(String, Vec<String>)> = [
        ("Voici les étapes\u{202f}:".to_owned(), news.steps(session)?),
        (helpers, news.tutors()),
        (asks, news.contact().into_iter().collect()),
    ]
    .into_iter()
    .filter(|(_, lines)| !lines.is_empty())
    .collect();
    let end = "Avancez à votre rythme. Un doute, une question\u{202f}? Écrivez-nous, nous sommes là pour ça.";
    let mut text = format!("{hello}\n\n{opening}\n");
    for (head, lines) in &lists {
        text.push_str(&format!("\n{head}\n"));
        for line in lines {
            text.push_str(&format!("- {line}\n"));
        }
    }
    text.push_str(&format!("\n{end}\n\nÀ bientôt,\n{signature}\n"));
    let body = html! {
        p { (hello) }
        p { (opening) }
        @for (head, lines) in &lists {
            p { (head) }
            ul { @for line in lines { li { (line) } } }
        }
        p { (end) }
        p { "À bientôt," br; (signature) }
    };
    Ok(Message {
        unsubscribe: None,
        from_name: signature,
        from_address: None,
        reply_to: sender.map(|sender| sender.address.clone()),
        to_name: to.full_name(),
        to: to.email.clone(),
        subject: format!("Votre parcours {title}"),
        text,
        html: body.into_string(),
    })
}

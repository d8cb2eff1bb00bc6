//! One request, for who answers it.

use std::collections::HashMap;

use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{
    Done, Form, HeaderMap, IntoResponse as _, Path, Permission as _, Proof, Query, Response, State, Upload,
    View, holds,
};
use platform::{Error, PersonId, Result, Site};

use super::super::asking::{self, Added};
use super::super::opened::{Names, Opened};
use super::super::rules::standing::{Act, State as Stand};
use super::super::rules::{self, Level, shut};
use super::super::store::entries::Kind;
use super::super::store::writing::Done as Fact;
use super::super::store::{self, Ticket, replies};
use super::super::views::agent as views;
use super::super::{AnswerTickets, LeadSupport, sealing, telling};

/// A request as its agents see it.
pub(in super::super) struct Desked {
    pub(in super::super) me: PersonId,
    pub(in super::super) opened: Opened,
    pub(in super::super) replies: Vec<replies::Reply>,
    /// Whom it may be given to, by name.
    pub(in super::super) agents: Vec<(PersonId, String)>,
    /// Why nothing can be done.
    pub(in super::super) shut: Option<&'static str>,
}

/// What was typed, each beside its form.
#[derive(Default)]
pub(in super::super) struct Written<'a> {
    pub(in super::super) text: &'a str,
    pub(in super::super) note: &'a str,
    pub(in super::super) reason: &'a str,
}

fn me(proof: &Proof<AnswerTickets>) -> Result<PersonId> {
    proof.actor().ok_or(Error::SignIn)
}

/// Reads it, and why its agent can't act.
async fn found(tx: &mut Tx, proof: &Proof<AnswerTickets>) -> Result<(Ticket, Option<&'static str>)> {
    let ticket = store::find(tx, proof.id()).await?;
    let national = holds(tx, me(proof)?, &LeadSupport::INFO).await?;
    let why = shut(ticket.standing.level, national);
    Ok((ticket, why))
}

/// A request that its agent may act on.
async fn open(site: &Site, proof: &Proof<AnswerTickets>) -> Result<Ticket> {
    let (ticket, why) = found(&mut site.db().read().await?, proof).await?;
    match why {
        Some(why) => Err(Error::Refused(why.into())),
        None => Ok(ticket),
    }
}

async fn desked(site: &Site, proof: &Proof<AnswerTickets>) -> Result<Desked> {
    let me = me(proof)?;
    let mut tx = site.db().read().await?;
    let (ticket, shut) = found(&mut tx, proof).await?;
    let replies = replies::of(&mut tx, ticket.region).await?;
    let mut agents = telling::agents(&mut tx, ticket.standing.level, ticket.region).await?;
    drop(tx);
    agents.retain(|agent| Some(*agent) != ticket.person);
    if !agents.contains(&me) {
        agents.push(me);
    }
    let names = Names::of(site, agents.iter().copied()).await?;
    let mut agents: Vec<_> = agents
        .into_iter()
        .map(|agent| (agent, names.name(agent)))
        .collect();
    agents.sort_by_cached_key(|(_, name)| platform::html::fr::folded(name));
    Ok(Desked {
        me,
        opened: Opened::load(site, ticket, true).await?,
        replies,
        agents,
        shut,
    })
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<AnswerTickets>,
    mut view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let desked = desked(&site, &proof).await?;
    super::seen(&site, &mut view, desked.me, proof.id()).await?;
    let chosen = query.get("reponse").map(String::as_str).unwrap_or_default();
    let chosen = desked.replies.iter().find(|reply| reply.id.to_string() == chosen);
    let card = desked
        .opened
        .ticket()
        .person
        .and_then(|person| desked.opened.names.card(person));
    let text = chosen.map_or_else(String::new, |reply| {
        rules::filled(&reply.words, card.map(|card| card.given_name.as_str()))
    });
    let written = Written {
        text: &text,
        ..Written::default()
    };
    Ok(view.page(&views::page(
        &view.frame,
        &desked,
        &written,
        &FormErrors::default(),
    )))
}

fn at(ticket: &Ticket, saying: &'static str) -> Response {
    Done::at(format!("/assistance/{}", ticket.id))
        .saying(saying)
        .into_response()
}

pub(super) async fn answer(
    State(site): State<Site>,
    proof: Proof<AnswerTickets>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let ticket = open(&site, &proof).await?;
    let text = upload.form.text("message").replace("\r\n", "\n");
    let mut errors = FormErrors::default();
    if let Some(why) = rules::wrong_words(&text) {
        errors.add("message", "Votre réponse", why);
    }
    let then = [Stand::Progress, Stand::Waiting, Stand::Resolved]
        .into_iter()
        .find(|state| state.code() == upload.form.text("suite"));
    if then.is_none() {
        errors.add("suite", "Après cette réponse", "à choisir");
    }
    let files = asking::check(&mut upload, &mut errors).await?;
    let Some(then) = then.filter(|_| errors.is_empty()) else {
        let desked = desked(&site, &proof).await?;
        let written = Written {
            text: &text,
            ..Written::default()
        };
        return Ok(view.invalid(&views::page(&view.frame, &desked, &written, &errors)));
    };
    let added = Added {
        by: me(&proof)?,
        kind: Kind::Message,
        act: Act::Answer(then),
        verb: "support.answered",
        text: &text,
        files,
        person_told: Some(match then {
            Stand::Resolved => "pense avoir résolu votre demande d’aide",
            Stand::Waiting => "attend une précision de votre part\u{202f}: demande d’aide",
            _ => "a répondu à votre demande d’aide",
        }),
        agents_told: None,
    };
    asking::add(&site, &ticket, added).await?;
    Ok(at(
        &ticket,
        match ticket.person {
            Some(_) => "Réponse envoyée.",
            None => "Réponse notée. Rappelez la personne\u{202f}: sans compte, elle ne la lira pas ici.",
        },
    ))
}

/// The page again, with what was written and what to mend in it.
async fn refused(
    site: &Site,
    proof: &Proof<AnswerTickets>,
    view: &View,
    written: &Written<'_>,
    (field, label, why): (&str, &str, &str),
) -> Result<Response> {
    let mut errors = FormErrors::default();
    errors.add(field, label, why);
    let desked = desked(site, proof).await?;
    Ok(view.invalid(&views::page(&view.frame, &desked, written, &errors)))
}

pub(super) async fn note(
    State(site): State<Site>,
    proof: Proof<AnswerTickets>,
    view: View,
    form: Form,
) -> Result<Response> {
    let ticket = open(&site, &proof).await?;
    let text = form.text("note").replace("\r\n", "\n");
    if let Some(why) = rules::wrong_words(&text) {
        let written = Written {
            note: &text,
            ..Written::default()
        };
        return refused(&site, &proof, &view, &written, ("note", "Note interne", why)).await;
    }
    let added = Added {
        by: me(&proof)?,
        kind: Kind::Note,
        act: Act::Take,
        verb: "support.noted",
        text: &text,
        files: Vec::new(),
        person_told: None,
        agents_told: None,
    };
    asking::add(&site, &ticket, added).await?;
    Ok(at(&ticket, "Note gardée\u{202f}: seule l’équipe la lit."))
}

pub(super) async fn assign(
    State(site): State<Site>,
    proof: Proof<AnswerTickets>,
    form: Form,
) -> Result<Response> {
    let ticket = open(&site, &proof).await?;
    let typed = form.text("agent");
    let chosen = match typed {
        "" => None,
        typed => Some(typed.parse::<PersonId>().map_err(|_| Error::NotFound)?),
    };
    if let Some(agent) = chosen {
        let known =
            telling::agents(&mut site.db().read().await?, ticket.standing.level, ticket.region).await?;
        let may = (known.contains(&agent) || proof.actor() == Some(agent)) && ticket.person != Some(agent);
        if !may {
            return Err(Error::Refused(
                "Cette personne ne suit pas les demandes d’ici\u{202f}: choisissez-en une de la liste."
                    .into(),
            ));
        }
    }
    let notices = chosen.filter(|agent| proof.actor() != Some(*agent)).map(|agent| {
        telling::news(
            (ticket.id, ticket.person),
            [agent].into_iter(),
            (
                proof.actor().unwrap_or(agent),
                "vous a confié une demande d’aide.",
            ),
        )
    });
    let done = Fact {
        verb: "support.assigned",
        by: proof.actor(),
    };
    let act = (Act::Take, Some(chosen));
    asking::act(&site, &ticket, act, done, notices.unwrap_or_default()).await?;
    Ok(at(
        &ticket,
        match chosen {
            Some(agent) if proof.actor() == Some(agent) => "Vous suivez cette demande.",
            Some(_) => "La demande est confiée.",
            None => "La demande n’est plus à personne.",
        },
    ))
}

pub(super) async fn pass(
    State(site): State<Site>,
    proof: Proof<AnswerTickets>,
    view: View,
    form: Form,
) -> Result<Response> {
    let ticket = open(&site, &proof).await?;
    let reason = form.text("raison").replace("\r\n", "\n");
    let to = match ticket.standing.level {
        Level::Region => Level::Nation,
        Level::Nation if ticket.region.is_none() => {
            return Err(Error::Refused(
                "Cette demande n’est d’aucune région\u{202f}: CMA France la suit.".into(),
            ));
        }
        Level::Nation => Level::Region,
    };
    if let Some(why) = rules::wrong_words(&reason) {
        let written = Written {
            reason: &reason,
            ..Written::default()
        };
        return refused(&site, &proof, &view, &written, ("raison", "Raison", why)).await;
    }
    let (kind, words, saying) = match to {
        Level::Nation => (
            Kind::Escalated,
            "a transmis une demande d’aide à CMA France.",
            "La demande est transmise à CMA France.",
        ),
        Level::Region => (
            Kind::Returned,
            "a rendu une demande d’aide à votre région.",
            "La demande est rendue à la région.",
        ),
    };
    let added = Added {
        by: me(&proof)?,
        kind,
        act: Act::Pass(to),
        verb: "support.passed",
        text: &reason,
        files: Vec::new(),
        person_told: None,
        agents_told: Some(words),
    };
    asking::add(&site, &ticket, added).await?;
    Ok(at(&ticket, saying))
}

/// Ends a request of somebody who is erased: nobody is there to be answered.
pub(super) async fn close(State(site): State<Site>, proof: Proof<AnswerTickets>) -> Result<Response> {
    let ticket = open(&site, &proof).await?;
    if sealing::key(&site, &ticket).await?.is_some() {
        return Err(Error::Refused(
            "Répondez à cette demande pour dire qu’elle est résolue\u{202f}: elle se clôt seule deux semaines plus tard.".into(),
        ));
    }
    let done = Fact {
        verb: "support.closed",
        by: proof.actor(),
    };
    asking::act(&site, &ticket, (Act::GiveUp, None), done, Vec::new()).await?;
    Ok(at(&ticket, "La demande est close."))
}

pub(super) async fn piece(
    State(site): State<Site>,
    proof: Proof<AnswerTickets>,
    Path(path): Path<HashMap<String, String>>,
    asked: HeaderMap,
) -> Result<Response> {
    let ticket = store::find(&mut site.db().read().await?, proof.id()).await?;
    let opened = Opened::load(&site, ticket, true).await?;
    let piece = path.get("jointe").map(String::as_str).unwrap_or_default();
    super::send(&site, site.db().read().await?, &opened.entries, piece, &asked).await
}

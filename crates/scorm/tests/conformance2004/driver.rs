//! Plays a case on a platform: the content, and the person in front of it.

use scorm::navigation::NavigationRequest;

use crate::calls;
use crate::case::{Case, Visit};
use crate::content::{Page, Terminates};
use crate::lms::{Lms, Package};
use crate::outline::Outline;
use crate::place::Place;
use crate::triggers::{Act, Wish};

/// Plays a case; the error says where it went wrong, what was expected and what was got.
pub fn play(
    case: &Case,
    package: &dyn Fn(&str) -> Result<Package, String>,
    lms: &mut dyn Lms,
) -> Result<(), String> {
    let mut player = Player {
        package,
        lms,
        outline: Outline::default(),
        opened: String::new(),
        just_opened: false,
    };
    let place = &mut String::from("opening");
    player
        .whole(case, place)
        .map_err(|error| format!("{} {place}: {error}{}", case.id, traced(player.lms)))
}

fn traced(lms: &dyn Lms) -> String {
    let trace = lms.trace();
    if trace.is_empty() {
        trace
    } else {
        format!("\n{trace}")
    }
}

struct Player<'a> {
    package: &'a dyn Fn(&str) -> Result<Package, String>,
    lms: &'a mut dyn Lms,
    outline: Outline,
    opened: String,
    /// Nothing was asked since the opening: if nothing is delivered, the learner picks.
    just_opened: bool,
}

impl Player<'_> {
    fn whole(&mut self, case: &Case, place: &mut String) -> Result<(), String> {
        self.open(&case.package)?;
        if let Some(title) = &case.pick {
            self.choose(&Place::Titled(title.clone()))?;
        }
        for visit in &case.visits {
            *place = format!("Act{}V{}", visit.activity, visit.visit);
            let page = self.arrive(visit)?;
            self.content(visit, &page)?;
            for act in &visit.acts {
                self.act(act).map_err(|error| format!("then {act:?}: {error}"))?;
            }
        }
        self.lms.close()
    }

    fn open(&mut self, id: &str) -> Result<(), String> {
        let package = (self.package)(id)?;
        self.lms.open(&package)?;
        self.outline = Outline::of(&package.plan);
        id.clone_into(&mut self.opened);
        self.just_opened = true;
        Ok(())
    }

    /// The activity of the visit must be there. After an opening that delivers nothing, the learner picks it.
    fn arrive(&mut self, visit: &Visit) -> Result<Page, String> {
        if self.just_opened && self.lms.delivered().is_none() && !self.lms.ended() {
            let entry = self
                .outline
                .numbered(&visit.activity)
                .ok_or("no activity of this number")?;
            let request = NavigationRequest::Choice(entry.identifier.clone());
            self.lms.request(request, &[]);
        }
        self.just_opened = false;
        let Some(identifier) = self.lms.delivered() else {
            let why = if self.lms.ended() {
                "the session is over"
            } else {
                "nothing is delivered"
            };
            return Err(format!("expected activity {}, got none: {why}", visit.activity));
        };
        let entry = self
            .outline
            .identified(&identifier)
            .ok_or_else(|| format!("unknown activity {identifier}"))?;
        if entry.number() != Some(&visit.activity) {
            return Err(format!("expected activity {}, got {identifier}", visit.activity));
        }
        if entry.page().forbidden {
            return Err(format!("{identifier} must never be delivered"));
        }
        Ok(entry.page())
    }

    fn content(&mut self, visit: &Visit, page: &Page) -> Result<(), String> {
        if !page.asks_last {
            self.questions(visit)?;
        }
        for command in &visit.commands {
            calls::run(command, self.lms)?;
        }
        if page.terminates == Terminates::AtOnce {
            calls::terminate(self.lms)?;
        }
        if page.asks_last {
            self.questions(visit)?;
        }
        Ok(())
    }

    fn questions(&mut self, visit: &Visit) -> Result<(), String> {
        let interface = self.lms.interface();
        visit
            .questions
            .iter()
            .try_for_each(|question| question.check(&interface))
    }

    fn act(&mut self, act: &Act) -> Result<(), String> {
        match act {
            Act::Ask(Wish::Choice(place)) => self.choose(place)?,
            Act::Ask(wish) => self.ask(control(wish)?),
            Act::Leave if self.lms.ended() => {}
            Act::Leave => self.ask(NavigationRequest::ExitAll),
            Act::Over if self.lms.ended() && self.lms.delivered().is_none() => {}
            Act::Over => return Err(format!("the session goes on, with {:?}", self.lms.delivered())),
            Act::Idle if !self.lms.ended() && self.lms.delivered().is_none() => {}
            Act::Idle if self.lms.ended() => return Err("the session is over".to_owned()),
            Act::Idle => return Err(format!("{:?} is delivered", self.lms.delivered())),
            Act::Open(package) => self.open(&package.clone().unwrap_or_else(|| self.opened.clone()))?,
        }
        Ok(())
    }

    fn choose(&mut self, place: &Place) -> Result<(), String> {
        let entry = self.outline.at(place).ok_or_else(|| format!("no {place:?}"))?;
        let request = NavigationRequest::Choice(entry.identifier.clone());
        self.ask(request);
        Ok(())
    }

    /// Uses a control; a page that terminates in its unload does so now.
    fn ask(&mut self, request: NavigationRequest) {
        self.just_opened = false;
        let delivered = self.lms.delivered();
        let page = delivered.and_then(|identifier| Some(self.outline.identified(&identifier)?.page()));
        let mut farewell = Vec::new();
        if let Some(page) = page
            .as_ref()
            .filter(|page| page.terminates == Terminates::OnUnload)
        {
            if let Some(request) = &page.last_request {
                farewell.push(("SetValue", vec!["adl.nav.request", request.as_str()]));
            }
            farewell.push(("Terminate", vec![""]));
        }
        self.lms.request(request, &farewell);
    }
}

/// What a control asks for.
fn control(wish: &Wish) -> Result<NavigationRequest, String> {
    Ok(match wish {
        Wish::Continue => NavigationRequest::Continue,
        Wish::Previous => NavigationRequest::Previous,
        Wish::ExitAll => NavigationRequest::ExitAll,
        Wish::Abandon => NavigationRequest::Abandon,
        Wish::AbandonAll => NavigationRequest::AbandonAll,
        Wish::SuspendAll => NavigationRequest::SuspendAll,
        Wish::Choice(place) => return Err(format!("{place:?} is no control")),
    })
}

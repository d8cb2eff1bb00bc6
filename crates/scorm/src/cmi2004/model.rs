use super::item::Access::{self, Both, Read, Write};
use super::item::{
    Array, CommentPart, InteractionPart, Item, ObjectivePart, Preference, Request, ScorePart, Told,
};
use super::kind::{Kind, Range, Size};

/// One line of the data model.
#[derive(Debug)]
pub(super) struct Definition {
    /// Its name, with `n` for an index.
    pub name: &'static str,
    pub access: Access,
    pub item: Item,
    pub kind: Kind,
}

const fn fixed(name: &'static str, answer: &'static str) -> Definition {
    line(name, Read, Item::Fixed(answer), Kind::Told)
}

const fn told(name: &'static str, item: Item) -> Definition {
    line(name, Read, item, Kind::Told)
}

const fn line(name: &'static str, access: Access, item: Item, kind: Kind) -> Definition {
    Definition {
        name,
        access,
        item,
        kind,
    }
}

const fn objective(name: &'static str, part: ObjectivePart, kind: Kind) -> Definition {
    line(name, Both, Item::Objective(part), kind)
}

const fn interaction(name: &'static str, part: InteractionPart, kind: Kind) -> Definition {
    line(name, Both, Item::Interaction(part), kind)
}

/// `_children` of a score.
pub(super) const SCORE: &str = "scaled,raw,min,max";
/// `_children` of comments.
const COMMENT: &str = "comment,location,timestamp";

/// The whole data model: RTE 4.2 (`cmi`), RTE 4.3 (`adl.data`), SN 5.6.4 (`adl.nav`).
#[rustfmt::skip]
pub(super) static MODEL: &[Definition] = &[
    fixed("cmi._version", "1.0"),
    fixed("cmi.comments_from_learner._children", COMMENT),
    told("cmi.comments_from_learner._count", Item::Count(Array::LearnerComments)),
    line("cmi.comments_from_learner.n.comment", Both, Item::LearnerComment(CommentPart::Comment), Kind::Localized(Size::Long)),
    line("cmi.comments_from_learner.n.location", Both, Item::LearnerComment(CommentPart::Location), Kind::Text(Size::Short)),
    line("cmi.comments_from_learner.n.timestamp", Both, Item::LearnerComment(CommentPart::Timestamp), Kind::Time),
    fixed("cmi.comments_from_lms._children", COMMENT),
    told("cmi.comments_from_lms._count", Item::Count(Array::LmsComments)),
    told("cmi.comments_from_lms.n.comment", Item::LmsComment(CommentPart::Comment)),
    told("cmi.comments_from_lms.n.location", Item::LmsComment(CommentPart::Location)),
    told("cmi.comments_from_lms.n.timestamp", Item::LmsComment(CommentPart::Timestamp)),
    line("cmi.completion_status", Both, Item::Completion, Kind::Completion),
    told("cmi.completion_threshold", Item::Told(Told::CompletionThreshold)),
    told("cmi.credit", Item::Told(Told::Credit)),
    told("cmi.entry", Item::Told(Told::Entry)),
    line("cmi.exit", Write, Item::Exit, Kind::Exit),
    fixed("cmi.interactions._children", "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description"),
    told("cmi.interactions._count", Item::Count(Array::Interactions)),
    interaction("cmi.interactions.n.id", InteractionPart::Id, Kind::Identifier),
    interaction("cmi.interactions.n.type", InteractionPart::Type, Kind::InteractionType),
    told("cmi.interactions.n.objectives._count", Item::Count(Array::InteractionObjectives)),
    interaction("cmi.interactions.n.objectives.n.id", InteractionPart::ObjectiveId, Kind::Identifier),
    interaction("cmi.interactions.n.timestamp", InteractionPart::Timestamp, Kind::Time),
    told("cmi.interactions.n.correct_responses._count", Item::Count(Array::CorrectResponses)),
    interaction("cmi.interactions.n.correct_responses.n.pattern", InteractionPart::Pattern, Kind::Pattern),
    interaction("cmi.interactions.n.weighting", InteractionPart::Weighting, Kind::Real(Range::Any)),
    interaction("cmi.interactions.n.learner_response", InteractionPart::LearnerResponse, Kind::Response),
    interaction("cmi.interactions.n.result", InteractionPart::Result, Kind::Result),
    interaction("cmi.interactions.n.latency", InteractionPart::Latency, Kind::Interval),
    interaction("cmi.interactions.n.description", InteractionPart::Description, Kind::Localized(Size::Short)),
    told("cmi.launch_data", Item::Told(Told::LaunchData)),
    told("cmi.learner_id", Item::Told(Told::LearnerId)),
    told("cmi.learner_name", Item::Told(Told::LearnerName)),
    fixed("cmi.learner_preference._children", "audio_level,language,delivery_speed,audio_captioning"),
    line("cmi.learner_preference.audio_level", Both, Item::Preference(Preference::AudioLevel), Kind::Real(Range::NotNegative)),
    line("cmi.learner_preference.language", Both, Item::Preference(Preference::Language), Kind::Language),
    line("cmi.learner_preference.delivery_speed", Both, Item::Preference(Preference::DeliverySpeed), Kind::Real(Range::NotNegative)),
    line("cmi.learner_preference.audio_captioning", Both, Item::Preference(Preference::AudioCaptioning), Kind::Captioning),
    line("cmi.location", Both, Item::Location, Kind::Text(Size::Location)),
    told("cmi.max_time_allowed", Item::Told(Told::MaxTimeAllowed)),
    told("cmi.mode", Item::Told(Told::Mode)),
    fixed("cmi.objectives._children", "id,score,success_status,completion_status,progress_measure,description"),
    told("cmi.objectives._count", Item::Count(Array::Objectives)),
    objective("cmi.objectives.n.id", ObjectivePart::Id, Kind::Identifier),
    told("cmi.objectives.n.score._children", Item::ScoreChildren),
    objective("cmi.objectives.n.score.scaled", ObjectivePart::Score(ScorePart::Scaled), Kind::Real(Range::MinusOneToOne)),
    objective("cmi.objectives.n.score.raw", ObjectivePart::Score(ScorePart::Raw), Kind::Real(Range::Any)),
    objective("cmi.objectives.n.score.min", ObjectivePart::Score(ScorePart::Min), Kind::Real(Range::Any)),
    objective("cmi.objectives.n.score.max", ObjectivePart::Score(ScorePart::Max), Kind::Real(Range::Any)),
    objective("cmi.objectives.n.success_status", ObjectivePart::Success, Kind::Success),
    objective("cmi.objectives.n.completion_status", ObjectivePart::Completion, Kind::Completion),
    objective("cmi.objectives.n.progress_measure", ObjectivePart::Progress, Kind::Real(Range::ZeroToOne)),
    objective("cmi.objectives.n.description", ObjectivePart::Description, Kind::Localized(Size::Short)),
    line("cmi.progress_measure", Both, Item::Progress, Kind::Real(Range::ZeroToOne)),
    told("cmi.scaled_passing_score", Item::Told(Told::ScaledPassingScore)),
    fixed("cmi.score._children", SCORE),
    line("cmi.score.scaled", Both, Item::Score(ScorePart::Scaled), Kind::Real(Range::MinusOneToOne)),
    line("cmi.score.raw", Both, Item::Score(ScorePart::Raw), Kind::Real(Range::Any)),
    line("cmi.score.min", Both, Item::Score(ScorePart::Min), Kind::Real(Range::Any)),
    line("cmi.score.max", Both, Item::Score(ScorePart::Max), Kind::Real(Range::Any)),
    line("cmi.session_time", Write, Item::SessionTime, Kind::Interval),
    line("cmi.success_status", Both, Item::Success, Kind::Success),
    line("cmi.suspend_data", Both, Item::SuspendData, Kind::Text(Size::Store)),
    told("cmi.time_limit_action", Item::Told(Told::TimeLimitAction)),
    told("cmi.total_time", Item::Told(Told::TotalTime)),
    line("adl.nav.request", Both, Item::Request, Kind::Request),
    told("adl.nav.request_valid.continue", Item::Valid(Request::Continue)),
    told("adl.nav.request_valid.previous", Item::Valid(Request::Previous)),
    told("adl.nav.request_valid.choice", Item::Valid(Request::Choice)),
    told("adl.nav.request_valid.jump", Item::Valid(Request::Jump)),
    fixed("adl.data._children", "id,store"),
    told("adl.data._count", Item::Count(Array::Data)),
    told("adl.data.n.id", Item::DataId),
    line("adl.data.n.store", Both, Item::DataStore, Kind::Text(Size::Store)),
];

//! What the elements of the data model are, whatever their names.

/// Who may do what with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
    Both,
}

/// An element, but for its indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A keyword's fixed answer.
    Fixed(&'static str),
    /// `_children` of an objective's score, which is there when the objective is.
    ScoreChildren,
    /// The number of entries of an array.
    Count(Array),
    Told(Told),
    LmsComment(CommentPart),
    LearnerComment(CommentPart),
    Completion,
    Success,
    Score(ScorePart),
    Progress,
    Location,
    SuspendData,
    Exit,
    SessionTime,
    Preference(Preference),
    Objective(ObjectivePart),
    Interaction(InteractionPart),
    Request,
    Valid(Request),
    DataId,
    DataStore,
}

/// What has a `_count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Array {
    LmsComments,
    LearnerComments,
    Objectives,
    Interactions,
    InteractionObjectives,
    CorrectResponses,
    Data,
}

/// What the launch begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    LearnerId,
    LearnerName,
    Credit,
    Mode,
    Entry,
    LaunchData,
    CompletionThreshold,
    ScaledPassingScore,
    MaxTimeAllowed,
    TimeLimitAction,
    TotalTime,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommentPart {
    Comment,
    Location,
    Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScorePart {
    Scaled,
    Raw,
    Min,
    Max,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preference {
    AudioLevel,
    Language,
    DeliverySpeed,
    AudioCaptioning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectivePart {
    Id,
    Score(ScorePart),
    Success,
    Completion,
    Progress,
    Description,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InteractionPart {
    Id,
    Type,
    ObjectiveId,
    Timestamp,
    Pattern,
    Weighting,
    LearnerResponse,
    Result,
    Latency,
    Description,
}

/// What `adl.nav.request_valid` answers of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    Continue,
    Previous,
    Choice,
    Jump,
}

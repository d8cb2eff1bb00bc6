use super::errors::ErrorCode;

/// Who may do what with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
    Both,
}

/// The data type of an element. RTE 3.4.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword's fixed answer.
    Fixed(&'static str),
    /// The number of entries of an array.
    Count,
    String255,
    String4096,
    SuspendData,
    Identifier,
    ScoreDecimal,
    Decimal,
    SInteger(i32, i32),
    Time,
    Timespan,
    LessonStatus,
    ObjectiveStatus,
    Exit,
    InteractionType,
    Result,
    Feedback,
}

/// One line of the data model.
#[derive(Debug)]
pub(super) struct Definition {
    /// Its name, with `n` for an index.
    pub name: &'static str,
    pub access: Access,
    pub kind: Kind,
}

/// An element that a call named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub definition: &'static Definition,
    /// The indexes, outer first; zero where there is none.
    pub index: [usize; 2],
}

const fn read(name: &'static str, kind: Kind) -> Definition {
    Definition {
        name,
        access: Access::Read,
        kind,
    }
}

const fn write(name: &'static str, kind: Kind) -> Definition {
    Definition {
        name,
        access: Access::Write,
        kind,
    }
}

const fn both(name: &'static str, kind: Kind) -> Definition {
    Definition {
        name,
        access: Access::Both,
        kind,
    }
}

/// The whole data model. RTE 3.4.4.
static MODEL: &[Definition] = &[
    read("cmi._version", Kind::Fixed("3.4")),
    read(
        "cmi.core._children",
        Kind::Fixed(
            "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time",
        ),
    ),
    read("cmi.core.student_id", Kind::Identifier),
    read("cmi.core.student_name", Kind::String255),
    both("cmi.core.lesson_location", Kind::String255),
    read("cmi.core.credit", Kind::String255),
    both("cmi.core.lesson_status", Kind::LessonStatus),
    read("cmi.core.entry", Kind::String255),
    read("cmi.core.score._children", Kind::Fixed("raw,min,max")),
    both("cmi.core.score.raw", Kind::ScoreDecimal),
    both("cmi.core.score.min", Kind::ScoreDecimal),
    both("cmi.core.score.max", Kind::ScoreDecimal),
    read("cmi.core.total_time", Kind::Timespan),
    read("cmi.core.lesson_mode", Kind::String255),
    write("cmi.core.exit", Kind::Exit),
    write("cmi.core.session_time", Kind::Timespan),
    both("cmi.suspend_data", Kind::SuspendData),
    read("cmi.launch_data", Kind::String4096),
    both("cmi.comments", Kind::String4096),
    read("cmi.comments_from_lms", Kind::String4096),
    read("cmi.objectives._children", Kind::Fixed("id,score,status")),
    read("cmi.objectives._count", Kind::Count),
    both("cmi.objectives.n.id", Kind::Identifier),
    read("cmi.objectives.n.score._children", Kind::Fixed("raw,min,max")),
    both("cmi.objectives.n.score.raw", Kind::ScoreDecimal),
    both("cmi.objectives.n.score.min", Kind::ScoreDecimal),
    both("cmi.objectives.n.score.max", Kind::ScoreDecimal),
    both("cmi.objectives.n.status", Kind::ObjectiveStatus),
    read(
        "cmi.student_data._children",
        Kind::Fixed("mastery_score,max_time_allowed,time_limit_action"),
    ),
    read("cmi.student_data.mastery_score", Kind::Decimal),
    read("cmi.student_data.max_time_allowed", Kind::Timespan),
    read("cmi.student_data.time_limit_action", Kind::String255),
    read(
        "cmi.student_preference._children",
        Kind::Fixed("audio,language,speed,text"),
    ),
    both("cmi.student_preference.audio", Kind::SInteger(-1, 100)),
    both("cmi.student_preference.language", Kind::String255),
    both("cmi.student_preference.speed", Kind::SInteger(-100, 100)),
    both("cmi.student_preference.text", Kind::SInteger(-1, 1)),
    read(
        "cmi.interactions._children",
        Kind::Fixed("id,objectives,time,type,correct_responses,weighting,student_response,result,latency"),
    ),
    read("cmi.interactions._count", Kind::Count),
    write("cmi.interactions.n.id", Kind::Identifier),
    read("cmi.interactions.n.objectives._count", Kind::Count),
    write("cmi.interactions.n.objectives.n.id", Kind::Identifier),
    write("cmi.interactions.n.time", Kind::Time),
    write("cmi.interactions.n.type", Kind::InteractionType),
    read("cmi.interactions.n.correct_responses._count", Kind::Count),
    write("cmi.interactions.n.correct_responses.n.pattern", Kind::Feedback),
    write("cmi.interactions.n.weighting", Kind::Decimal),
    write("cmi.interactions.n.student_response", Kind::Feedback),
    write("cmi.interactions.n.result", Kind::Result),
    write("cmi.interactions.n.latency", Kind::Timespan),
];

const KEYWORDS: [&str; 3] = ["_children", "_count", "_version"];

/// How much of a definition a name matches.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Match {
    No,
    BadIndex,
    Whole,
}

/// Finds the element that a name designates.
///
/// Errors as the conformance suite has them: 401 for a category that the model lacks, 201 for a wrong name inside a
/// category or a wrong index, 202 and 203 for `_children` and `_count` of an element that has none.
pub(super) fn resolve(name: &str) -> Result<Element, ErrorCode> {
    if name.is_empty() || name.len() > 255 {
        return Err(ErrorCode::InvalidArgument);
    }
    let segments: Vec<&str> = name.split('.').collect();
    let mut best = Match::No;
    for definition in MODEL {
        let (found, index) = compare(definition.name, &segments);
        if found == Match::Whole {
            return Ok(Element { definition, index });
        }
        best = best.max(found);
    }
    Err(if best == Match::BadIndex {
        ErrorCode::InvalidArgument
    } else {
        unknown(&segments)
    })
}

/// Whether a name ends with a keyword, and so may never be set.
pub(super) fn is_keyword(name: &str) -> bool {
    name.rsplit('.')
        .next()
        .is_some_and(|last| KEYWORDS.contains(&last))
}

fn compare(definition: &str, segments: &[&str]) -> (Match, [usize; 2]) {
    let mut index = [0; 2];
    let mut indexes = index.iter_mut();
    let mut found = Match::Whole;
    let mut wanted = definition.split('.');
    for segment in segments {
        match wanted.next() {
            Some("n") => match (number(segment), indexes.next()) {
                (Some(value), Some(place)) => *place = value,
                _ => found = Match::BadIndex,
            },
            Some(word) if word == *segment => {}
            _ => return (Match::No, index),
        }
    }
    if wanted.next().is_some() {
        (Match::No, index)
    } else {
        (found, index)
    }
}

/// An index: decimal digits without a leading zero.
fn number(segment: &str) -> Option<usize> {
    let digits =
        !segment.is_empty() && segment.len() <= 7 && segment.bytes().all(|byte| byte.is_ascii_digit());
    let plain = segment == "0" || !segment.starts_with('0');
    if digits && plain {
        segment.parse().ok()
    } else {
        None
    }
}

/// The error for a name that is not in the model.
fn unknown(segments: &[&str]) -> ErrorCode {
    let Some((last, parent)) = segments.split_last() else {
        return ErrorCode::InvalidArgument;
    };
    if !parent.is_empty() && MODEL.iter().any(|definition| begins(definition.name, parent)) {
        match *last {
            "_children" => return ErrorCode::CannotHaveChildren,
            "_count" => return ErrorCode::NotAnArray,
            _ => {}
        }
    }
    let category = segments.get(..2).unwrap_or(segments);
    if MODEL.iter().any(|definition| begins(definition.name, category)) {
        ErrorCode::InvalidArgument
    } else {
        ErrorCode::NotImplemented
    }
}

/// Whether a definition is, or is inside, what these segments name.
fn begins(definition: &str, segments: &[&str]) -> bool {
    let mut wanted = definition.split('.');
    segments.iter().all(|segment| match wanted.next() {
        Some("n") => number(segment).is_some(),
        Some(word) => word == *segment,
        None => false,
    })
}

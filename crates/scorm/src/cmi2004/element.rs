use super::errors::{ErrorCode, Fault};
use super::messages;
use super::model::{Definition, MODEL};

/// An element that a call named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub definition: &'static Definition,
    /// The indexes, outer first; zero where there is none.
    pub index: [usize; 2],
    /// The target of `adl.nav.request_valid.choice` or `jump`.
    pub target: Option<&'a str>,
}

/// Why a name designates nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    Unnamed,
    Undefined,
    NoChildren,
    NoCount,
    NoVersion,
}

impl Lost {
    /// As an error of the call: 401 for a name that the model lacks, the call's general failure otherwise. RTE 3.1.7.6.
    pub(super) fn fault(self, general: ErrorCode) -> Fault {
        match self {
            Self::Unnamed => Fault::new(general, messages::UNNAMED),
            Self::Undefined => Fault::new(ErrorCode::UndefinedElement, messages::UNDEFINED),
            Self::NoChildren => Fault::new(general, messages::NO_CHILDREN),
            Self::NoCount => Fault::new(general, messages::NO_COUNT),
            Self::NoVersion => Fault::new(general, messages::NO_VERSION),
        }
    }
}

/// Finds the element that a name designates.
pub(super) fn resolve(name: &str) -> Result<Element<'_>, Lost> {
    if name.is_empty() {
        return Err(Lost::Unnamed);
    }
    let (name, target) = split_target(name);
    let segments: Vec<&str> = name.split('.').collect();
    let found = MODEL
        .iter()
        .find_map(|definition| Some((definition, compare(definition.name, &segments)?)));
    match found {
        Some((definition, index)) => Ok(Element {
            definition,
            index,
            target,
        }),
        None => Err(unknown(&segments)),
    }
}

/// Takes the target off a name, where one is expected: an identifier may hold dots. SN 5.6.4.
fn split_target(name: &str) -> (&str, Option<&str>) {
    match name.split_once(".{target=") {
        Some((plain @ ("adl.nav.request_valid.choice" | "adl.nav.request_valid.jump"), rest)) => {
            (plain, rest.strip_suffix('}').filter(|target| !target.is_empty()))
        }
        _ => (name, None),
    }
}

/// The indexes of a name, when it is the one defined.
fn compare(definition: &str, segments: &[&str]) -> Option<[usize; 2]> {
    let mut index = [0; 2];
    let mut indexes = index.iter_mut();
    let mut wanted = definition.split('.');
    for segment in segments {
        match wanted.next()? {
            "n" => *indexes.next()? = number(segment)?,
            word if word == *segment => {}
            _ => return None,
        }
    }
    wanted.next().is_none().then_some(index)
}

/// An index. One that is written with a leading zero, or beyond any array, designates no entry.
fn number(segment: &str) -> Option<usize> {
    if segment.is_empty() || !segment.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plain = segment == "0" || !segment.starts_with('0');
    Some(segment.parse().ok().filter(|_| plain).unwrap_or(usize::MAX))
}

fn unknown(segments: &[&str]) -> Lost {
    let Some((last, parent)) = segments.split_last() else {
        return Lost::Undefined;
    };
    let exists = !parent.is_empty() && MODEL.iter().any(|definition| begins(definition.name, parent));
    match *last {
        "_children" if exists => Lost::NoChildren,
        "_count" if exists => Lost::NoCount,
        "_version" if exists => Lost::NoVersion,
        _ => Lost::Undefined,
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

//! Which parts of a package of SCORM 1.2 are open, and after what the others will be. What a script says of a block
//! holds for all that the block holds.

use std::collections::BTreeMap;

use catalogue::library::{Launches, Sco};
use scorm::cmi12::{LessonStatus, Prerequisite, Reached};

use super::reasons::{Titles, why};
use crate::attempts::Standing;

/// For each part, why it isn't open: nothing when it is.
pub(super) fn locks(launches: &Launches, standings: &[Standing]) -> Vec<Option<String>> {
    let blocks = launches.blocks.iter();
    let scripts: Vec<Option<Prerequisite>> =
        blocks.map(|block| read(block.prerequisites.as_deref())).collect();
    let free = scripts.iter().all(Option::is_none);
    if free && launches.scos.iter().all(|sco| sco.prerequisites.is_none()) {
        return vec![None; launches.scos.len()];
    }
    let reached = reached(launches, standings);
    let left = |script: &Prerequisite| script.left(|condition| reached.meets(condition));
    let blocks: Vec<Option<Prerequisite>> = scripts.iter().map(|script| left(script.as_ref()?)).collect();
    let titles = titles(launches);
    let lock = |sco: &Sco| {
        let around = launches
            .around(sco.within)
            .filter_map(|at| blocks.get(at)?.as_ref());
        let own = read(sco.prerequisites.as_deref()).as_ref().and_then(left);
        let mut missing: Vec<&Prerequisite> = own.iter().chain(around).collect();
        missing.reverse();
        (!missing.is_empty()).then(|| why(&missing, &titles))
    };
    launches.scos.iter().map(lock).collect()
}

/// What can't be read was told to its author, and opens freely.
fn read(script: Option<&str>) -> Option<Prerequisite> {
    Prerequisite::parse(script?).ok()
}

fn reached(launches: &Launches, standings: &[Standing]) -> Reached {
    let statuses: BTreeMap<&str, LessonStatus> = standings
        .iter()
        .map(|standing| (standing.sco.as_str(), standing.status))
        .collect();
    let mut reached = Reached::default();
    for block in &launches.blocks {
        reached.block(&block.identifier);
    }
    for sco in &launches.scos {
        let status = statuses.get(sco.identifier.as_str()).copied().unwrap_or_default();
        let around = launches
            .around(sco.within)
            .filter_map(|at| launches.blocks.get(at));
        reached.part(
            &sco.identifier,
            status,
            around.map(|block| block.identifier.as_str()),
        );
    }
    reached
}

fn titles(launches: &Launches) -> Titles<'_> {
    let blocks = launches
        .blocks
        .iter()
        .map(|one| (one.identifier.as_str(), one.title.as_str()));
    let parts = launches
        .scos
        .iter()
        .map(|one| (one.identifier.as_str(), one.title.as_str()));
    blocks.chain(parts).collect()
}

/// The part that a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// This one.
    Open(usize),
    /// This one was wanted, and isn't open.
    Locked(usize),
}

/// The part asked for; otherwise the first that is open and isn't done, or else the first that is open. None when the
/// package has no such part.
pub(super) fn place(
    parts: &[Sco],
    done: impl Fn(&Sco) -> bool,
    locks: &[Option<String>],
    asked: &str,
) -> Option<Place> {
    let is_open = |at: usize| locks.get(at).is_none_or(Option::is_none);
    let found = if asked.is_empty() {
        let open = || (0..parts.len()).filter(|at| is_open(*at));
        let mut left = open().filter(|at| parts.get(*at).is_some_and(|sco| !done(sco)));
        let first = left.next().or_else(|| open().next());
        first.or((!parts.is_empty()).then_some(0))?
    } else {
        parts.iter().position(|sco| sco.identifier == asked)?
    };
    Some(if is_open(found) {
        Place::Open(found)
    } else {
        Place::Locked(found)
    })
}

#[cfg(test)]
mod cases {
    use catalogue::library::{Block, ScormType};

    use super::*;

    fn sco(identifier: &str, prerequisites: Option<&str>, within: Option<usize>) -> Sco {
        Sco {
            identifier: identifier.to_owned(),
            title: format!("Partie {identifier}"),
            href: "index.html".to_owned(),
            scorm_type: ScormType::Sco,
            mastery_score: None,
            max_time_allowed: None,
            time_limit_action: None,
            launch_data: None,
            prerequisites: prerequisites.map(str::to_owned),
            within,
            visible: true,
            depth: 0,
        }
    }

    fn standing((sco, status): (&str, LessonStatus)) -> Standing {
        Standing {
            sco: sco.to_owned(),
            status,
            score: None,
            seconds: 0,
        }
    }

    #[test]
    fn a_block_locks_what_it_holds_and_is_waited_for_whole() {
        let block = |identifier: &str, script: Option<&str>, within| Block {
            identifier: identifier.to_owned(),
            title: format!("Bloc {identifier}"),
            prerequisites: script.map(str::to_owned),
            within,
        };
        let launches = Launches {
            blocks: vec![
                block("K", None, None),
                block("L", Some("K"), None),
                block("M", Some("A"), Some(1)),
            ],
            scos: vec![
                sco("A", None, Some(0)),
                sco("B", Some("A"), Some(0)),
                sco("C", None, Some(1)),
                sco("D", None, Some(2)),
                sco("E", Some("B=p"), Some(2)),
            ],
            ..Launches::default()
        };
        let (a, b, k) = (
            "«\u{202f}Partie A\u{202f}»",
            "la réussite de «\u{202f}Partie B\u{202f}»",
            "«\u{202f}Bloc K\u{202f}»",
        );
        let both = format!("{k} et {a}");
        let all = format!("{k}, {a} et {b}");
        type Case<'a> = (&'a [(&'a str, LessonStatus)], [&'a str; 5]);
        let cases: [Case; 4] = [
            (&[], ["", a, k, &both, &all]),
            (
                &[("A", LessonStatus::Completed)],
                ["", "", k, k, &format!("{k} et {b}")],
            ),
            (
                &[("A", LessonStatus::Completed), ("B", LessonStatus::Completed)],
                ["", "", "", "", b],
            ),
            (
                &[("A", LessonStatus::Passed), ("B", LessonStatus::Passed)],
                ["", "", "", "", ""],
            ),
        ];
        for (standings, expected) in cases {
            let standings: Vec<Standing> = standings.iter().copied().map(standing).collect();
            let expected =
                expected.map(|after| (!after.is_empty()).then(|| format!("À ouvrir après\u{202f}: {after}")));
            assert_eq!(locks(&launches, &standings), expected, "{standings:?}");
        }
    }

    #[test]
    fn which_part_a_page_shows() {
        use Place::{Locked, Open};
        let parts = ["A", "B", "C"].map(|name| sco(name, None, None));
        // Locked parts, done parts, the one asked for.
        let cases = [
            ("", "", "", Some(Open(0))),
            ("", "A", "", Some(Open(1))),
            ("B", "A", "", Some(Open(2))),
            ("BC", "A", "", Some(Open(0))),
            ("A", "BC", "", Some(Open(1))),
            ("", "ABC", "", Some(Open(0))),
            ("ABC", "A", "", Some(Locked(0))),
            ("B", "", "B", Some(Locked(1))),
            ("B", "", "C", Some(Open(2))),
            ("", "", "D", None),
        ];
        for (locked, done, asked, expected) in cases {
            let locks = parts
                .each_ref()
                .map(|sco| locked.contains(&sco.identifier).then(String::new));
            let place = place(&parts, |sco| done.contains(&sco.identifier), &locks, asked);
            assert_eq!(place, expected, "{locked} {done} {asked}");
        }
        assert_eq!(place(&[], |_| false, &[], ""), None);
    }
}

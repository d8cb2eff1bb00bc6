//! One work on the desk of who corrects it: all that its page shows.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use learning::gradings::{
    self, Answer, Around, Asked, Change, GradeSubmission, Mark, Reading, Ready, Remark,
};
use learning::submissions::{Piece, is_image, is_pdf};
use people::directory::{Directory, Identity};
use platform::http::Proof;
use platform::ids::Uuid;
use platform::{Error, PersonId, Result, Site};
use training::tutors;

/// What the page of a work shows.
pub(super) struct Desk {
    pub(super) ready: Ready,
    /// The list that it was opened from, and where it stands in what waits.
    pub(super) asked: Asked,
    pub(super) around: Around,
    pub(super) remarks: Vec<Remark>,
    /// What was published before.
    pub(super) changes: Vec<Change>,
    /// Second readings, the last one last.
    pub(super) readings: Vec<Reading>,
    /// All that was ever recorded to say of this work.
    pub(super) recordings: Vec<Piece>,
    /// Who takes care of it.
    pub(super) claim: Option<(PersonId, Timestamp)>,
    /// Who else opened it lately.
    pub(super) open: Vec<(PersonId, Timestamp)>,
    /// The tutors of its session.
    pub(super) tutors: Vec<PersonId>,
    /// The names of tutors.
    pub(super) cards: HashMap<PersonId, Arc<Identity>>,
    /// Who looks.
    pub(super) me: PersonId,
    /// What they typed for whoever corrected.
    pub(super) word: String,
}

/// Reads it.
pub(super) async fn load(site: &Site, proof: &Proof<GradeSubmission>, asked: Asked) -> Result<Desk> {
    let me = proof.actor().ok_or(Error::Forbidden)?;
    let ready = gradings::prepare(site, (proof.id(), proof.actor())).await?;
    let id = ready.submission.id;
    let mut tx = site.db().read().await?;
    let waiting = Asked {
        state: gradings::State::Waiting,
        ..asked
    };
    let around = match ready.submission.handed_at {
        Some(at) => gradings::around(&mut tx, site, me, &waiting, (id, at)).await?,
        None => Around::default(),
    };
    let remarks = gradings::of_tutor(&mut tx, site, me).await?;
    let changes = gradings::changes(&mut tx, &ready.key, id).await?;
    let readings = gradings::readings(&mut tx, &ready.key, id).await?;
    let recordings = gradings::recordings(&mut tx, &ready.key, id).await?;
    let claim = gradings::claim(&mut tx, site, id).await?;
    let mut tutors: Vec<PersonId> = Vec::new();
    for tutor in tutors::tutors(&mut tx, ready.session.id).await? {
        if !tutors.contains(&tutor.person) {
            tutors.push(tutor.person);
        }
    }
    drop(tx);
    let mut desk = Desk {
        ready,
        asked,
        around,
        remarks,
        changes,
        readings,
        recordings,
        claim,
        open: Vec::new(),
        tutors,
        cards: HashMap::new(),
        me,
        word: String::new(),
    };
    desk.name(site).await?;
    Ok(desk)
}

impl Desk {
    /// Reads the names of the tutors that it tells of.
    pub(super) async fn name(&mut self, site: &Site) -> Result<()> {
        let readings = self
            .readings
            .iter()
            .flat_map(|reading| [Some(reading.by), reading.reader]);
        let people: Vec<PersonId> = readings
            .chain(self.changes.iter().map(|change| change.by))
            .chain([self.ready.grading.as_ref().and_then(|grading| grading.by)])
            .flatten()
            .chain(self.open.iter().map(|(person, _)| *person))
            .chain(self.claim.map(|(person, _)| person))
            .chain(self.tutors.iter().copied())
            .collect();
        self.cards = Directory::of(site)?.cards(site, &people).await?;
        Ok(())
    }

    /// The name of a tutor.
    pub(super) fn tutor(&self, person: PersonId) -> String {
        self.cards
            .get(&person)
            .map_or_else(|| "Un tuteur".to_owned(), |card| card.full_name())
    }

    /// The revision that a form is made over.
    pub(super) fn revision(&self) -> i64 {
        self.ready.grading.as_ref().map_or(0, |grading| grading.revision)
    }

    /// Whether the name stays hidden.
    pub(super) fn is_anonymous(&self) -> bool {
        self.ready.submission.anonymous && !self.ready.is_published()
    }

    /// The second reading that waits.
    pub(super) fn reading(&self) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.answer.is_none())
    }

    /// What of a correction that was already published came back, and waits to be changed.
    fn returned(&self) -> Option<&Reading> {
        let published = self.ready.grading.as_ref()?.published_at?;
        let last = self.readings.last()?;
        last.answer
            .filter(|(answer, at)| *answer != Answer::Agreed && *at >= published)
            .map(|_| last)
    }

    /// What the form begins with.
    pub(super) fn begun(&self) -> Mark {
        if let Some(reading) = self.returned() {
            return Mark::of(&reading.proposal.said, reading.proposal.decision);
        }
        self.ready
            .grading
            .as_ref()
            .map_or_else(Mark::default, |grading| Mark::of(&grading.said, grading.decision))
    }

    /// The recordings that the form begins with.
    pub(super) fn held(&self) -> Vec<&Piece> {
        let files = match (self.returned(), &self.ready.grading) {
            (Some(reading), _) => &reading.proposal.said.files,
            (None, Some(grading)) => &grading.said.files,
            (None, None) => return Vec::new(),
        };
        self.recordings
            .iter()
            .filter(|one| files.contains(&one.id.0))
            .collect()
    }

    /// Whether a recording was never given to anybody, nor put to a second tutor: it can be removed.
    pub(super) fn is_ours(&self, file: &Piece) -> bool {
        !self.ready.is_published()
            && self.changes.is_empty()
            && !self
                .readings
                .iter()
                .any(|reading| reading.proposal.said.files.contains(&file.id.0))
    }

    /// The files that notes may stand on.
    pub(super) fn noted(&self) -> Vec<Uuid> {
        self.notable().map(|piece| piece.id.0).collect()
    }

    /// The same, whole.
    pub(super) fn notable(&self) -> impl Iterator<Item = &Piece> {
        let pieces = self.ready.submission.pieces.iter();
        pieces.filter(|piece| is_image(&piece.about.name) || is_pdf(&piece.about.name))
    }

    /// Why it can't be written now.
    pub(super) fn shut(&self) -> Option<&'static str> {
        self.reading().map(|_| READ)
    }
}

const READ: &str = "Cette correction est en relecture\u{202f}: revenez à sa page pour la reprendre.";

//! How much is made.

/// How many of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Chambers, 21 at most.
    pub regions: usize,
    /// People, staff included.
    pub people: usize,
    /// Courses.
    pub courses: usize,
    /// Sessions.
    pub sessions: usize,
    /// Enrolments.
    pub enrolments: usize,
    /// Events in all.
    pub events: usize,
}

impl Size {
    /// The reference: what the figures are promised on.
    pub const REFERENCE: Self = Self {
        regions: 21,
        people: 60_000,
        courses: 50,
        sessions: 3_000,
        enrolments: 60_000,
        events: 6_000_000,
    };

    /// A drill's: one chamber, one course, one open session.
    pub const DRILL: Self = Self {
        regions: 1,
        people: 20,
        courses: 1,
        sessions: 1,
        enrolments: 16,
        events: 0,
    };

    /// The reference divided; chambers stay, and a few of each are left.
    #[must_use]
    pub fn divided_by(self, scale: usize) -> Self {
        let scale = scale.max(1);
        Self {
            regions: self.regions,
            people: (self.people / scale).max(200),
            courses: (self.courses / scale).max(5),
            sessions: (self.sessions / scale).max(42),
            enrolments: (self.enrolments / scale).max(150),
            events: self.events / scale,
        }
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_divided_size_still_has_sessions_in_every_chamber() {
        assert_eq!(Size::REFERENCE.divided_by(1), Size::REFERENCE);
        for scale in [0, 1, 10, 100, 10_000] {
            let size = Size::REFERENCE.divided_by(scale);
            assert_eq!(size.regions, 21, "{scale}");
            assert!(
                size.sessions >= 2 * size.regions && size.people >= size.enrolments,
                "{scale}"
            );
        }
    }
}

//! Modalities as stored, and sums of durations.

use platform::html::Modality;

use super::store::Section;

/// A modality as stored.
pub const fn modality_code(modality: Modality) -> &'static str {
    match modality {
        Modality::SelfPaced => "self_paced",
        Modality::Live => "live",
        Modality::OnSite => "in_person",
        Modality::CaseStudy => "assignment",
        Modality::Quiz => "quiz",
    }
}

/// Reads it back.
pub fn modality(code: &str) -> Option<Modality> {
    Modality::ALL
        .into_iter()
        .find(|modality| modality_code(*modality) == code)
}

/// The estimated minutes of a whole path, but for what its learner is let off and the opinions that it doesn't require.
pub fn minutes(sections: &[Section]) -> u32 {
    sections
        .iter()
        .flat_map(|section| &section.steps)
        .filter(|step| step.counts())
        .map(|step| step.minutes)
        .sum()
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn each_modality_is_read_back() {
        for kind in Modality::ALL {
            assert_eq!(modality(modality_code(kind)), Some(kind));
        }
        assert_eq!(modality("autre"), None);
    }
}

//! The vocabularies of the data model. RTE 4.1.1.7: state types.

use serde::{Deserialize, Serialize};

/// An enumeration whose values are the words of a vocabulary, in the data model and in JSON alike.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$says])* #[serde(rename = $word)] $value,)+
        }

        impl $name {
            /// The vocabulary's word.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$value => $word,)+ }
            }

            /// What a word of the vocabulary names, to the letter.
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$value),)+
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// `cmi.completion_status` and `cmi.objectives.n.completion_status`. RTE 4.2.4.
    #[derive(Default)]
    CompletionStatus {
        /// Enough was done.
        Completed = "completed",
        /// Begun, not enough was done.
        Incomplete = "incomplete",
        /// Nothing significant was done.
        NotAttempted = "not attempted",
        /// Nobody can say.
        #[default]
        Unknown = "unknown",
    }
}

words! {
    /// `cmi.success_status` and `cmi.objectives.n.success_status`. RTE 4.2.22.
    #[derive(Default)]
    SuccessStatus {
        /// Enough was mastered.
        Passed = "passed",
        /// Not enough was mastered.
        Failed = "failed",
        /// Nobody can say.
        #[default]
        Unknown = "unknown",
    }
}

words! {
    /// `cmi.exit`. RTE 4.2.8.
    #[derive(Default)]
    Exit {
        /// The time limit passed.
        TimeOut = "time-out",
        /// The learner will come back to where they are.
        Suspend = "suspend",
        /// The learner asked to leave the platform.
        Logout = "logout",
        /// A normal exit.
        Normal = "normal",
        /// Nothing is said of it.
        #[default]
        Undetermined = "",
    }
}

words! {
    /// `cmi.credit`. RTE 4.2.6.
    #[derive(Default)]
    Credit {
        /// The attempt counts.
        #[default]
        Credit = "credit",
        /// The attempt doesn't count.
        NoCredit = "no-credit",
    }
}

words! {
    /// `cmi.mode`. RTE 4.2.16.
    #[derive(Default)]
    Mode {
        /// A look without being followed: implies no credit.
        Browse = "browse",
        /// The ordinary mode.
        #[default]
        Normal = "normal",
        /// A look back at what is done: implies no credit.
        Review = "review",
    }
}

words! {
    /// `cmi.entry`. RTE 4.2.7.
    #[derive(Default)]
    Entry {
        /// A new attempt.
        #[default]
        AbInitio = "ab-initio",
        /// A suspended attempt, taken up again.
        Resume = "resume",
        /// Any other entry.
        Other = "",
    }
}

words! {
    /// `cmi.time_limit_action`: what content does once the time allowed has passed. RTE 4.2.24.
    #[derive(Default)]
    TimeLimitAction {
        /// Leave, and say so.
        ExitMessage = "exit,message",
        /// Go on, and say so.
        ContinueMessage = "continue,message",
        /// Leave silently.
        ExitNoMessage = "exit,no message",
        /// Go on silently: what holds when the manifest says nothing.
        #[default]
        ContinueNoMessage = "continue,no message",
    }
}

words! {
    /// `cmi.interactions.n.type`. RTE 4.2.9.
    InteractionType {
        /// True or false.
        TrueFalse = "true-false",
        /// Some among several.
        Choice = "choice",
        /// A short text.
        FillIn = "fill-in",
        /// A long text.
        LongFillIn = "long-fill-in",
        /// Pairs to make.
        Matching = "matching",
        /// Steps to do.
        Performance = "performance",
        /// An order to find.
        Sequencing = "sequencing",
        /// A degree on a scale.
        Likert = "likert",
        /// A number.
        Numeric = "numeric",
        /// Anything else.
        Other = "other",
    }
}

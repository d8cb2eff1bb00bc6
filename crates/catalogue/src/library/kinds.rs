//! What items are, and what becomes of attempts at them.

/// What an item is. Every other kind is registered by the room that builds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// A SCORM package; each of its versions says which SCORM.
    Scorm,
    /// Pages of one's own in an archive, which say nothing to the platform.
    Web,
    /// Moving pictures, with captions or in words too.
    Video,
    /// Something to listen to, in words too.
    Audio,
    /// A text to read, with titles and lists.
    Page,
    /// A file to read or to fill: PDF, text, spreadsheet, slides.
    Document,
    /// An address elsewhere.
    Link,
    /// Something to do, in words.
    Instruction,
    /// A meeting in person, and what to bring to it.
    Meeting,
    /// Questions of the bank, which the platform scores.
    Quiz,
    /// Work to hand in, which a tutor grades: a case study, for one.
    Assignment,
    /// An opinion asked for while the course is followed.
    Survey,
    /// An opinion asked for after the access has ended.
    LateSurvey,
}

/// How a version of a kind comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// An archive of pages.
    Archive,
    /// One file.
    File,
    /// Words alone.
    Words,
}

impl ItemKind {
    /// Every kind, in the order of lists.
    pub const ALL: [Self; 13] = [
        Self::Scorm,
        Self::Web,
        Self::Video,
        Self::Audio,
        Self::Page,
        Self::Document,
        Self::Link,
        Self::Instruction,
        Self::Meeting,
        Self::Quiz,
        Self::Assignment,
        Self::Survey,
        Self::LateSurvey,
    ];

    /// As stored, and as a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Scorm => "scorm",
            Self::Web => "web",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Page => "page",
            Self::Document => "document",
            Self::Link => "link",
            Self::Instruction => "instruction",
            Self::Meeting => "meeting",
            Self::Quiz => "quiz",
            Self::Assignment => "assignment",
            Self::Survey => "survey",
            Self::LateSurvey => "late_survey",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Scorm => "Module SCORM",
            Self::Web => "Pages web",
            Self::Video => "Vidéo",
            Self::Audio => "Audio",
            Self::Page => "Page",
            Self::Document => "Document",
            Self::Link => "Lien",
            Self::Instruction => "Consigne",
            Self::Meeting => "Rendez-vous",
            Self::Quiz => "Quiz",
            Self::Assignment => "Travail à rendre",
            Self::Survey => "Enquête à chaud",
            Self::LateSurvey => "Enquête à froid",
        }
    }

    /// What it is for, in a sentence.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Scorm => {
                "L’archive d’un outil auteur, SCORM 1.2 ou 2004. Scores et temps reviennent tout seuls."
            }
            Self::Web => {
                "Vos propres pages dans une archive .zip, avec une page index.html. L’étape est faite dès qu’elle est ouverte."
            }
            Self::Video => {
                "Une vidéo avec ses sous-titres ou sa transcription. La part vraiment regardée est mesurée."
            }
            Self::Audio => {
                "Un enregistrement à écouter, avec sa transcription. La part vraiment écoutée est mesurée."
            }
            Self::Page => {
                "Un texte à lire, avec des titres, des listes, des passages en gras. Il peut servir de fiche de synthèse."
            }
            Self::Document => "Un PDF à lire sur place, ou un fichier de bureautique à télécharger.",
            Self::Link => "Une adresse sur un autre site, qui s’ouvre dans un nouvel onglet.",
            Self::Instruction => {
                "Quelque chose à faire, expliqué en quelques lignes. L’apprenant dit quand il a terminé."
            }
            Self::Meeting => {
                "Une rencontre sur place, et ce qu’il faut y apporter. Un tuteur valide la présence."
            }
            Self::Quiz => "Des questions de la banque, notées par la plateforme.",
            Self::Assignment => {
                "Un travail à rendre, écrit, enregistré ou en fichier\u{202f}: une étude de cas, par exemple. Un tuteur le corrige."
            }
            Self::Survey => "L’avis des apprenants à la fin du parcours. Un modèle est prêt, sans note.",
            Self::LateSurvey => {
                "L’avis des apprenants deux mois après, ou quand vous le choisissez. Un e-mail les prévient."
            }
        }
    }

    /// How its versions come.
    pub const fn sent(self) -> Sent {
        match self {
            Self::Scorm | Self::Web => Sent::Archive,
            Self::Video | Self::Audio | Self::Document => Sent::File,
            Self::Page
            | Self::Link
            | Self::Instruction
            | Self::Meeting
            | Self::Quiz
            | Self::Assignment
            | Self::Survey
            | Self::LateSurvey => Sent::Words,
        }
    }

    /// Whether it may come to a percentage: by itself, or by a tutor.
    pub const fn scored(self) -> bool {
        matches!(self, Self::Scorm | Self::Meeting | Self::Quiz | Self::Assignment)
    }

    /// Whether it asks what one thinks: it comes to no mark.
    pub const fn asks_opinion(self) -> bool {
        matches!(self, Self::Survey | Self::LateSurvey)
    }

    /// Whether the player runs it.
    pub const fn plays(self) -> bool {
        matches!(self.sent(), Sent::Archive)
    }

    /// Whether it may be a summary sheet: it is read, and kept.
    pub const fn summarises(self) -> bool {
        matches!(self, Self::Page | Self::Document)
    }

    /// Whether it may be kept beside the steps of a course: it is read there, or leads elsewhere.
    pub const fn kept(self) -> bool {
        self.summarises() || matches!(self, Self::Link)
    }

    /// Whether it is a recording, whose share watched or heard is measured.
    pub const fn recorded(self) -> bool {
        matches!(self, Self::Video | Self::Audio)
    }
}

/// What attempts begun on a version do when another takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnUpdate {
    /// They go on with theirs until they are done.
    Continue,
    /// They begin again, with the new one.
    Restart,
}

impl OnUpdate {
    /// As stored, and as a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Continue => "continue",
            Self::Restart => "restart",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Continue, Self::Restart]
            .into_iter()
            .find(|one| one.code() == code)
    }
}

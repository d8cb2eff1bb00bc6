//! What surrounds a page: who reads it, where they are, how they like to read.

/// The size of the text that the reader chose in the header.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 94 % of the browser's own size.
    Small,
    /// The browser's own size.
    #[default]
    Normal,
    /// 119 %.
    Large,
    /// 138 %.
    Larger,
}

impl TextSize {
    /// Every size, from the smallest.
    pub const ALL: [Self; 4] = [Self::Small, Self::Normal, Self::Large, Self::Larger];

    /// The word used in the form, the cookie and `data-text-size`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Larger => "larger",
        }
    }

    /// Reads the word back; anything else is `None`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == word)
    }

    /// One step smaller, down to the smallest.
    #[must_use]
    pub const fn smaller(self) -> Self {
        match self {
            Self::Small | Self::Normal => Self::Small,
            Self::Large => Self::Normal,
            Self::Larger => Self::Large,
        }
    }

    /// One step bigger, up to the biggest.
    #[must_use]
    pub const fn bigger(self) -> Self {
        match self {
            Self::Small => Self::Normal,
            Self::Normal => Self::Large,
            Self::Large | Self::Larger => Self::Larger,
        }
    }
}

/// Who is signed in, as the header shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// « Monique »: beside the avatar.
    pub first_name: String,
    /// « Monique Le Bihan »: in the account menu.
    pub full_name: String,
    /// « ML » (`fr::initials` makes them).
    pub initials: String,
    /// « Apprenante », « Gestionnaire, CMA Bretagne ».
    pub role_label: String,
}

/// How help is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// « 02 00 00 00 00 ».
    pub phone: String,
    /// « tous les jours, de 8 h à 18 h ».
    pub hours: String,
}

impl Call {
    /// Where a press leads: a telephone dials it.
    #[must_use]
    pub fn href(&self) -> String {
        let dialled = self
            .phone
            .chars()
            .filter(|one| one.is_ascii_digit() || *one == '+');
        format!("tel:{}", dialled.collect::<String>())
    }
}

/// One entry of the main navigation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// « Mes parcours ».
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// The reader is there (or under it).
    pub current: bool,
    /// What waits there, unread; zero is not shown.
    pub count: Option<u32>,
}

/// What surrounds a page; built for each request.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The displayed name of the platform: a setting.
    pub site_name: String,
    /// The house of the reader: « CMA Bretagne ».
    pub house: Option<String>,
    /// The nonce of the content security policy, for the scripts.
    pub nonce: String,
    /// The token every form carries (`jeton`).
    pub csrf: String,
    /// The reader's text size.
    pub text_size: TextSize,
    /// Path and query of this page: where small forms of the header come back to.
    pub here: String,
    /// Who is signed in.
    pub account: Option<Account>,
    /// The main navigation, in order.
    pub places: Vec<Place>,
    /// Where « Aide » leads from here; none: to the general page.
    pub help: Option<String>,
    /// How help is called, at the foot of the page.
    pub call: Option<Call>,
    /// How much they have not read of what they were told; none when there is no bell.
    pub bell: Option<u32>,
    /// Development server: the footer leads to `/kit`.
    pub development: bool,
    /// What has just been done, said once.
    pub toast: Option<String>,
}

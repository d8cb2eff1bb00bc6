//! The kit: every page and component of the platform, in maud, as the look draws them.
//! Owns the shape of a page (`Page` in a `Frame`), the components, the French words and dates (`fr`).
//! Pure: no store, no clock, no request. Each component is shown in all its states on `/kit`.
//!
//! A view reads like this:
//!
//! ```ignore
//! Page::new("Inscrire un apprenant")
//!     .crumb("Accueil", "/").crumb("Sessions", "/sessions").work()
//!     .errors(&errors)
//!     .body(form(frame, "/inscriptions", html! {
//!         (TextField::new("email", "Adresse e‑mail").email().value(&typed.email).error(errors.get("email")))
//!         (Select::new("role", "Rôle").option("tuteur", "Tuteur").value(&typed.role))
//!         p.actions { (Button::primary("Inscrire").icon("user-plus")) }
//!     }))
//!     .render(frame)
//! ```

mod around;
mod badge;
mod button;
mod card;
mod chart;
mod choices;
mod chrome;
mod error_page;
mod errors;
mod field;
mod file;
mod form;
pub mod fr;
mod frame;
mod icon;
pub mod kit_page;
mod links;
mod notice;
mod overlay;
mod page;
mod pagination;
mod path;
mod person;
mod player;
mod progress;
mod ruler;
mod section;
mod select;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod textarea;
mod ticket;
mod time;
mod toast;

pub use badge::Badge;
pub use button::{Button, link_button};
pub use card::{Card, Empty};
pub use chart::Chart;
pub use choices::{Choice, Choices};
pub use error_page::{ErrorKind, error_page};
pub use errors::{FieldError, FormErrors, error_summary};
pub use field::TextField;
pub use file::FileField;
pub use form::{Form, form};
pub use frame::{Account, Call, Frame, Place, TextSize};
pub use icon::{icon, icon_exists};
pub use links::{GoLink, Tab, go_link, tabs};
pub use maud::{Markup, PreEscaped, Render, html};
pub use notice::{Disclosure, Notice, Tone, disclosure};
pub use overlay::{Dialog, Menu, MenuItem};
pub use page::Page;
pub use pagination::{Pages, pagination};
pub use path::{Path, Step, dock, left_box};
pub use person::{AvatarSize, Contact, avatar};
pub use player::Player;
pub use progress::{Progress, ring, stages};
pub use ruler::Ruler;
pub use section::{columns, fits, rows, section, wide_section};
pub use select::Select;
pub use state::{Modality, SaveState, State, duration_tag};
pub use table::{Column, Row, Sort, Table};
pub use textarea::TextArea;
pub use ticket::Ticket;
pub use time::{DateBlock, Timeline, date_block};
pub use toast::toast;

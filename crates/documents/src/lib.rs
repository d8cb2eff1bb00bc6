//! The documents engine, pure: it makes tagged PDF (PDF/UA-1, ISO 14289-1) from plain rows.
//!
//! The caller gives everything that is printed, the day included: the same rows make the same bytes. The structs are what
//! callers freeze (they are `Serialize` and `Deserialize`), so a document can be made again years later from its rows.
//!
//! - [`end_of_training`]: « Attestation de fin de formation », art. L. 6353-1 of the labour code.
//! - [`completion`]: « Certificat de réalisation », with the fields of the ministry's model.
//! - [`convocation`]: where and when a learner is expected.
//! - [`diligence`]: « Attestation d’assiduité », half-day by half-day.
//! - [`summaries`]: « Mes fiches », the summary sheets of a learner.
//! - [`attendance`]: « feuille d’émargement », blank or as it was signed.
//! - [`report`]: figures in tables, and [`workbook`], the same for a spreadsheet.
//! - [`icalendar`]: not a PDF, but a calendar that other programs read.
//!
//! What an organisation writes itself on a document is its [`Wording`]; what the law asks for is printed whatever it says.
//!
//! A value is data from one end to the other: [`plain`] takes out what can't be printed, the rows reach the templates as
//! one JSON file, and the templates read nothing else (no disk, no network, no package).

mod attendance;
mod completion;
mod convocation;
mod diligence;
mod end_of_training;
mod error;
pub mod french;
mod icalendar;
mod parts;
mod plain;
mod press;
mod prose;
mod qr;
mod report;
mod summaries;

pub use attendance::{Attendance, AttendanceLine, AttendanceSheet, Ink, Voucher, attendance};
pub use completion::{Completion, completion};
pub use convocation::{Convocation, Expected, convocation};
pub use diligence::{Diligence, DiligenceLine, diligence};
pub use end_of_training::{EndOfTraining, Met, ResultLine, end_of_training};
pub use error::Error;
pub use icalendar::{Entry, Span, icalendar};
pub use parts::{Nature, Organisation, Picture, Proof, Signatory};
pub use prose::{Piece, Wording, Words};
pub use qr::svg as qr_svg;
pub use report::{Cell, Report, ReportTable, report, workbook};
pub use summaries::{Summaries, Summary, summaries};

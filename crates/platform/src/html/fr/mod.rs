//! French as the platform writes it: narrow no-break spaces, dates in words, numbers, quotation marks.

mod check;
mod dates;
mod fold;
mod words;

pub use check::check;
pub use dates::{
    date, date_words, date_words_with_year, day_month, days, duration, moment_words, month_year, range, rich,
    time_range, time_words,
};
pub use fold::folded;
pub use words::{
    capitalise, count, in_words, in_words_feminine, initials, number, of, percent, quote, series, size,
    uncapitalise,
};

/// The narrow no-break space: inside « », before `; : ! ? %`, between a number and its unit.
pub const NARROW: char = '\u{202f}';

//! The pages of a long list.

use super::fr;
use maud::{Markup, html};

/// Which page of a list is shown. Pages are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    /// The page shown, from 1.
    pub current: u32,
    /// How many lines a page holds.
    pub size: u32,
    /// How many lines there are in all.
    pub total: u64,
}

impl Pages {
    /// The number of the last page, 1 at least.
    #[must_use]
    pub fn last(self) -> u32 {
        let pages = self.total.div_ceil(u64::from(self.size.max(1)));
        u32::try_from(pages).unwrap_or(u32::MAX).max(1)
    }

    /// The first and last line shown, from 1.
    #[must_use]
    pub fn lines(self) -> (u64, u64) {
        let before = u64::from(self.current.max(1) - 1) * u64::from(self.size);
        (
            self.total.min(before + 1),
            self.total.min(before + u64::from(self.size)),
        )
    }

    /// The pages to write: the ends, and those around the current one; `None` stands for a gap.
    fn written(self) -> Vec<Option<u32>> {
        let last = self.last();
        let mut written = Vec::new();
        let mut previous = 0;
        for page in (1..=last).filter(|page| *page == 1 || *page == last || page.abs_diff(self.current) <= 1)
        {
            match page - previous {
                1 => {}
                2 => written.push(Some(page - 1)),
                _ => written.push(None),
            }
            written.push(Some(page));
            previous = page;
        }
        written
    }
}

/// The pages of a list, each at the address that `href` gives. A single page shows only how many lines there are.
#[must_use]
pub fn pagination(label: &str, pages: Pages, href: impl Fn(u32) -> String) -> Markup {
    let (first, end) = pages.lines();
    let last = pages.last();
    html! {
        nav.pagination aria-label=(label) {
            p { (fr::number(first)) " à " (fr::number(end)) " sur " (fr::number(pages.total)) }
            @if last > 1 {
                @if pages.current > 1 { a href=(href(pages.current - 1)) rel="prev" { "Page précédente" } }
                ol {
                    @for page in pages.written() {
                        li {
                            @match page {
                                None => "…",
                                Some(page) if page == pages.current => span aria-current="page" { (number(page)) },
                                Some(page) => a href=(href(page)) { (number(page)) },
                            }
                        }
                    }
                }
                @if pages.current < last { a href=(href(pages.current + 1)) rel="next" { "Page suivante" } }
            }
        }
    }
}

fn number(page: u32) -> Markup {
    html! { span.visually-hidden { "Page " } (page) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_and_the_neighbours_are_written() {
        let written = |current, total| {
            Pages {
                current,
                size: 10,
                total,
            }
            .written()
        };
        assert_eq!(written(1, 25), [Some(1), Some(2), Some(3)]);
        assert_eq!(written(1, 200), [Some(1), Some(2), None, Some(20)]);
        assert_eq!(
            written(10, 200),
            [Some(1), None, Some(9), Some(10), Some(11), None, Some(20)]
        );
        assert_eq!(
            written(4, 60),
            [Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)]
        );
    }

    #[test]
    fn lines_of_a_page() {
        for (current, total, lines) in [(1, 128, (1, 50)), (3, 128, (101, 128)), (1, 0, (0, 0))] {
            assert_eq!(
                Pages {
                    current,
                    size: 50,
                    total
                }
                .lines(),
                lines
            );
        }
    }
}

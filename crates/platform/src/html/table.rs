//! Tables: explicit roles that survive `display`, labels for when rows become sheets on a phone.

use super::icon;
use maud::{Markup, Render, html};

/// How a column is sorted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Could be sorted.
    Possible,
    /// Smallest first.
    Ascending,
    /// Biggest first.
    Descending,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    label: String,
    numeric: bool,
    hidden: bool,
    sort: Option<(String, Sort)>,
}

impl Column {
    /// A column and its title, repeated beside each cell on a phone.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            numeric: false,
            hidden: false,
            sort: None,
        }
    }

    /// The buttons of each row: its title is for screen readers only.
    #[must_use]
    pub fn actions(label: impl Into<String>) -> Self {
        Self {
            hidden: true,
            ..Self::new(label)
        }
    }

    /// Figures, lined up.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// A link that sorts by this column, and how it is sorted now.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, now: Sort) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    fn class(&self) -> Option<&'static str> {
        match (self.numeric, self.hidden) {
            (true, _) => Some("num"),
            (false, true) => Some("act"),
            (false, false) => None,
        }
    }

    fn head(&self) -> Markup {
        let class = self.class().filter(|_| self.numeric);
        match &self.sort {
            None => html! {
                th role="columnheader" scope="col" class=[class] {
                    @if self.hidden { span.visually-hidden { (self.label) } } @else { (self.label) }
                }
            },
            Some((href, now)) => {
                let (order, sign) = match now {
                    Sort::Possible => (None, "chevrons-up-down"),
                    Sort::Ascending => (Some("ascending"), "arrow-up"),
                    Sort::Descending => (Some("descending"), "arrow-down"),
                };
                html! {
                    th role="columnheader" scope="col" class=[class] aria-sort=[order] {
                        a.sort href=(href) { (self.label) (icon(sign)) }
                    }
                }
            }
        }
    }
}

/// One row: its header, then its cells in the order of the columns.
#[derive(Debug, Clone)]
pub struct Row {
    id: Option<String>,
    cells: Vec<Markup>,
    pick: Option<(String, String, bool)>,
}

impl Row {
    /// The header of the row: a name, usually a link.
    #[must_use]
    pub fn new(header: impl Render) -> Self {
        Self {
            id: None,
            cells: vec![header.render()],
            pick: None,
        }
    }

    /// The next cell.
    #[must_use]
    pub fn cell(mut self, cell: impl Render) -> Self {
        self.cells.push(cell.render());
        self
    }

    /// The value of its checkbox and whose it is: « Abdoulaye Diallo ». The table says `pick`.
    #[must_use]
    pub fn pick(mut self, value: impl Into<String>, who: impl Into<String>) -> Self {
        self.pick = Some((value.into(), who.into(), false));
        self
    }

    /// Whether its checkbox is checked.
    #[must_use]
    pub fn picked(mut self, picked: bool) -> Self {
        if let Some(pick) = &mut self.pick {
            pick.2 = picked;
        }
        self
    }

    /// An id, to lead here.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// A table. It needs a caption, shown or not.
#[derive(Debug, Clone)]
pub struct Table {
    caption: String,
    hidden_caption: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    foot: Option<Row>,
    pick: Option<String>,
}

impl Table {
    /// An empty table; the caption says what the rows are.
    #[must_use]
    pub fn new(caption: impl Into<String>) -> Self {
        Self {
            caption: caption.into(),
            hidden_caption: false,
            columns: Vec::new(),
            rows: Vec::new(),
            foot: None,
            pick: None,
        }
    }

    /// The caption is for screen readers only: a title says it already.
    #[must_use]
    pub fn hide_caption(mut self) -> Self {
        self.hidden_caption = true;
        self
    }

    /// The next column.
    #[must_use]
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Several columns that have nothing but a title.
    #[must_use]
    pub fn columns<S: Into<String>>(mut self, labels: impl IntoIterator<Item = S>) -> Self {
        self.columns.extend(labels.into_iter().map(Column::new));
        self
    }

    /// The next row.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// Several rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The totals, under a rule.
    #[must_use]
    pub fn foot(mut self, row: Row) -> Self {
        self.foot = Some(row);
        self
    }

    /// Each row has a checkbox of this name (the table stands in a form).
    #[must_use]
    pub fn pick(mut self, name: impl Into<String>) -> Self {
        self.pick = Some(name.into());
        self
    }

    /// Whether there is no row: the page then says why, with `Empty`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn line(&self, row: &Row) -> Markup {
        html! {
            tr role="row" id=[row.id.as_ref()] {
                @if let Some(name) = &self.pick {
                    @match &row.pick {
                        Some((value, who, picked)) => td.pick role="cell" {
                            input type="checkbox" name=(name) value=(value) aria-label={ "Choisir " (who) } checked[*picked];
                        },
                        None => td role="cell" {},
                    }
                }
                @for (at, cell) in row.cells.iter().enumerate() {
                    @let column = self.columns.get(at);
                    @if at == 0 {
                        th role="rowheader" scope="row" { (cell) }
                    } @else {
                        td role="cell" class=[column.and_then(Column::class)]
                            data-label=[column.filter(|column| !column.hidden).map(|column| &column.label)] { (cell) }
                    }
                }
            }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        html! {
            div.table-box {
                table.table role="table" {
                    caption.visually-hidden[self.hidden_caption] { (self.caption) }
                    thead role="rowgroup" {
                        tr role="row" {
                            @if self.pick.is_some() {
                                th role="columnheader" scope="col" { span.visually-hidden { "Choisir" } }
                            }
                            @for column in &self.columns { (column.head()) }
                        }
                    }
                    tbody role="rowgroup" { @for row in &self.rows { (self.line(row)) } }
                    @if let Some(foot) = &self.foot { tfoot role="rowgroup" { (self.line(foot)) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_carry_the_titles_of_their_columns() {
        let html = Table::new("Lignes")
            .column(Column::new("Nom").sort("?tri=nom", Sort::Ascending))
            .column(Column::new("Ligne").numeric())
            .column(Column::actions("Actions"))
            .pick("p")
            .row(
                Row::new("Abdoulaye")
                    .cell("3")
                    .cell("…")
                    .pick("7", "Abdoulaye")
                    .picked(true),
            )
            .render()
            .into_string();
        assert!(html.contains(r#"<th role="rowheader" scope="row">Abdoulaye</th>"#));
        assert!(html.contains(r#"<td role="cell" class="num" data-label="Ligne">3</td>"#));
        assert!(html.contains(r#"<td role="cell" class="act">…</td>"#));
        assert!(html.contains(r#"name="p" value="7" aria-label="Choisir Abdoulaye" checked"#));
        assert_eq!(html.matches("aria-sort").count(), 1);
    }
}

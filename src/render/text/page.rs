//! A page of text: lines, headings and columns that hold at any width, with or without colour or anything but ASCII.

use std::borrow::Cow;
use std::fmt::Write;

use anstyle::{Reset, Style};
use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

use crate::render::style;

/// What to print on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// Columns.
    pub width: usize,
    /// Whether our own lines and marks keep to ASCII. What records say is printed as they say it.
    pub ascii: bool,
}

impl Paper {
    /// What stands between parts of a line.
    pub fn dot(self) -> &'static str {
        if self.ascii { " - " } else { " · " }
    }

    /// Parts of a line.
    pub fn parts<S: AsRef<str>>(self, parts: impl IntoIterator<Item = S>) -> String {
        let parts: Vec<String> = parts.into_iter().map(|part| part.as_ref().to_owned()).collect();
        parts.join(self.dot())
    }

    /// A bar of ten for a number up to 100.
    pub fn bar(self, percent: u32) -> String {
        let full = usize::try_from(percent / 10).unwrap_or(0).min(10);
        let (filled, empty) = if self.ascii { ("#", ".") } else { ("█", "░") };
        filled.repeat(full) + &empty.repeat(10 - full)
    }

    fn ellipsis(self) -> &'static str {
        if self.ascii { "~" } else { "…" }
    }

    /// A text cut to a number of columns, the cut shown.
    pub fn cut(self, text: &str, columns: usize) -> String {
        if text.width() <= columns {
            return text.to_owned();
        }
        let mut cut = text.to_owned();
        while cut.width() >= columns && cut.pop().is_some() {}
        cut + self.ellipsis()
    }

    /// A text cut or padded to a number of columns.
    pub fn fitted(self, text: &str, columns: usize) -> String {
        let cut = self.cut(text, columns);
        let padding = columns.saturating_sub(cut.width());
        cut + &" ".repeat(padding)
    }
}

/// A page that is being written.
#[derive(Debug)]
pub struct Page {
    /// What is on it.
    pub text: String,
    /// What it is printed on.
    pub paper: Paper,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Whether it holds numbers.
    pub right: bool,
    /// Columns of space behind it.
    pub gap: usize,
    /// Whether it may be cut where there is no room, and how much of the room it can claim, in parts.
    pub shrinks: usize,
}

impl Column {
    /// A column of text.
    pub const fn text(heading: &'static str) -> Self {
        Self { heading, right: false, gap: 2, shrinks: 0 }
    }

    /// A column of numbers.
    pub const fn number(heading: &'static str) -> Self {
        Self { right: true, ..Self::text(heading) }
    }

    /// Close to the next one.
    pub const fn close(self) -> Self {
        Self { gap: 1, ..self }
    }

    /// Cut where there is no room.
    pub const fn shrinks(self, parts: usize) -> Self {
        Self { shrinks: parts, ..self }
    }
}

/// Least that a column which is cut keeps.
const LEAST: usize = 8;

impl Page {
    /// An empty page.
    pub fn new(paper: Paper) -> Self {
        Self { text: String::new(), paper }
    }

    /// A line.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A line in a style.
    pub fn styled(&mut self, style: Style, text: &str) {
        let _ = writeln!(self.text, "{style}{}{Reset}", text.trim_end());
    }

    /// A line across the page.
    pub fn rule(&mut self) {
        let line = if self.paper.ascii { "-" } else { "─" }.repeat(self.paper.width);
        self.styled(style::QUIET, &line);
    }

    /// Text wrapped to the page, the first line after `first`, the others indented alike.
    pub fn wrapped(&mut self, first: &str, text: &str) {
        let indent = " ".repeat(visible(first));
        let room = self.paper.width.saturating_sub(indent.len()).max(20);
        for (at, line) in wrapped(&together(text), room).iter().enumerate() {
            let head = if at == 0 { first } else { &indent };
            self.line(&format!("{head}{}", line.replace('\u{a0}', " ")));
        }
    }

    /// Left and right on one line, or one above the other where there is no room.
    pub fn ends(&mut self, style: Style, left: &str, right: &str) {
        let gap = self.paper.width.saturating_sub(left.width() + right.width());
        if gap >= 2 {
            let _ = writeln!(self.text, "{style}{left}{Reset}{}{right}", " ".repeat(gap));
        } else {
            self.styled(style, &self.paper.cut(left, self.paper.width));
            self.wrapped("", right);
        }
    }

    /// A table. Columns that shrink share what the others leave; a cut name beats a broken line.
    pub fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let needs: Vec<usize> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let cells = rows.iter().filter_map(|row| Some(row.get(at)?.width()));
                cells.chain([column.heading.width()]).max().unwrap_or(0)
            })
            .collect();
        let widths = shared(columns, &needs, self.paper.width);
        let headings: Vec<String> = columns.iter().map(|column| column.heading.to_owned()).collect();
        let cut: Vec<Vec<String>> = std::iter::once(headings)
            .chain(rows.iter().map(|row| {
                row.iter().zip(&widths).map(|(cell, width)| self.paper.cut(cell, *width)).collect()
            }))
            .collect();
        // A heading is never cut.
        let width = |at: usize| cut.iter().filter_map(|row| Some(row.get(at)?.width())).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns.len()).map(width).collect();
        for row in &cut {
            let mut line = String::new();
            for ((cell, column), width) in row.iter().zip(columns).zip(&widths) {
                let room = " ".repeat(width.saturating_sub(cell.width()));
                let (before, after) = if column.right { (room.as_str(), "") } else { ("", room.as_str()) };
                let _ = write!(line, "{before}{cell}{after}{}", " ".repeat(column.gap));
            }
            self.line(&line);
        }
    }
}

/// Longest command that is kept on one line.
const COMMAND: usize = 48;

/// A text in which no line ends within a short command in backticks, or between a currency and its amount.
fn together(text: &str) -> String {
    let amounts = |part: &str| {
        let mut held = String::with_capacity(part.len());
        let mut words = part.split(' ').peekable();
        while let Some(word) = words.next() {
            held.push_str(word);
            let Some(next) = words.peek() else { break };
            let code = word.trim_start_matches('(');
            let currency = code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase());
            let amount = currency && next.starts_with(|letter: char| letter.is_ascii_digit());
            held.push(if amount { '\u{a0}' } else { ' ' });
        }
        held
    };
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        1 if part.len() <= COMMAND => part.replace(' ', "\u{a0}"),
        1 => part.to_owned(),
        _ => amounts(part),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// The width of each column on a page.
fn shared(columns: &[Column], needs: &[usize], page: usize) -> Vec<usize> {
    let gaps: usize = columns.iter().rev().skip(1).map(|column| column.gap).sum();
    let fixed: usize =
        columns.iter().zip(needs).filter(|(column, _)| column.shrinks == 0).map(|(_, need)| need).sum();
    let mut room = page.saturating_sub(fixed + gaps);
    let mut parts: usize = columns.iter().map(|column| column.shrinks).sum();
    let mut widths = needs.to_vec();
    // Whoever needs less than its share leaves the rest to the others.
    let mut shrinking: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].shrinks > 0).collect();
    shrinking.sort_by_key(|at| needs[*at] / columns[*at].shrinks.max(1));
    for at in shrinking {
        let share = (room * columns[at].shrinks).checked_div(parts).unwrap_or(0);
        widths[at] = needs[at].min(share.max(LEAST));
        room = room.saturating_sub(widths[at]);
        parts -= columns[at].shrinks;
    }
    widths
}

/// A list in columns, indented and two blanks apart.
pub fn in_columns(rows: &[Vec<String>]) -> String {
    let widths = widths(rows);
    rows.iter().map(|row| aligned(row, &widths)).collect()
}

/// The same in columns that share the `width` as their texts need it; what does not fit goes on below.
pub fn in_columns_of<R>(rows: impl IntoIterator<Item = R>, width: usize) -> String
where
    R: IntoIterator<Item = String>,
{
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.add_rows(rows.into_iter().map(|row| row.into_iter().collect::<Vec<_>>()));
    table.lines().fold(String::new(), |text, line| text + line.trim_end() + "\n")
}

/// What each column needs.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| rows.iter().filter_map(|row| Some(row.get(at)?.width())).max().unwrap_or(0);
    (0..columns).map(width).collect()
}

/// A line of cells, each as wide as its column.
fn aligned(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths);
    let cells = cells.map(|(cell, width)| cell.clone() + &" ".repeat(width.saturating_sub(cell.width())));
    format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned() + "\n"
}

/// A text in lines. Names with hyphens, such as `open-pipeline`, are there to be copied.
fn wrapped(text: &str, width: usize) -> Vec<Cow<'_, str>> {
    textwrap::wrap(text, textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation))
}

/// How many columns a text takes, without its styles.
pub fn visible(text: &str) -> usize {
    anstream::adapter::strip_str(text).to_string().width()
}

/// A number of things for a sentence.
pub fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Paper = Paper { width: 40, ascii: false };

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(PAPER.cut("提携先の名前", 7), "提携先…");
        assert_eq!(PAPER.fitted("提携", 6), "提携  ");
        assert_eq!(Paper { ascii: true, ..PAPER }.cut("abcdef", 4), "abc~");
    }

    #[test]
    fn columns_share_what_is_left() {
        let columns = [Column::text("A").shrinks(3), Column::text("B"), Column::text("C").shrinks(2)];
        // 40 less 8 and two gaps of 2 are 28: three fifths and two fifths, the smaller need first.
        assert_eq!(shared(&columns, &[90, 8, 90], 40), [16, 8, 12]);
        assert_eq!(shared(&columns, &[90, 8, 3], 40), [25, 8, 3], "what one does not need the other has");
        assert_eq!(shared(&columns, &[5, 8, 7], 40), [5, 8, 7]);
    }

    #[test]
    fn columns_share_the_width_and_go_on_below() {
        let rows = || [["id", "a b c d e f g", "one two three four"].map(str::to_owned)];
        assert_eq!(in_columns_of(rows(), 100), " id  a b c d e f g  one two three four\n");
        let narrow = in_columns_of(rows(), 29);
        assert!(narrow.lines().count() > 1 && narrow.lines().all(|line| line.len() <= 29), "{narrow}");
    }

    #[test]
    fn amounts_and_commands_are_not_torn() {
        let mut page = Page::new(Paper { width: 20, ascii: false });
        page.wrapped("", "it will cost EUR 1,200; see `alliance brief`, in EU 27 states");
        assert_eq!(page.text, "it will cost\nEUR 1,200; see\n`alliance brief`, in\nEU 27 states\n");
    }

    #[test]
    fn a_bar_has_ten_places() {
        assert_eq!(PAPER.bar(0), "░".repeat(10));
        assert_eq!(PAPER.bar(59), "█████░░░░░");
        assert_eq!(PAPER.bar(100), "█".repeat(10));
        assert_eq!(Paper { ascii: true, ..PAPER }.bar(20), "##........");
    }
}

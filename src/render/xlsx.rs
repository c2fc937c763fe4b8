//! The portfolio table as an Excel workbook: figures that add up, days that sort, and no text that is a formula.

use anyhow::{Result, anyhow};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::escape::terminal;
use super::text::value;
use crate::glossary;
use crate::model::{Kind, Stage, exact_decimal, grouped};
use crate::report::Occasion;
use crate::report::{AllianceReport, Report};
use crate::text::{capital, long_day, shorten};

/// Width of a column in letters: its least, and the most, beyond which texts wrap.
const NARROWEST: usize = 9;
const WIDEST: usize = 44;
/// Letters of a text; a cell holds 32,767.
const LONGEST: usize = 2_000;
/// A4, as workbooks number papers.
const A4: u8 = 9;
/// How days are shown.
const DAY: &str = "d mmm yyyy";

/// The workbook: the table, and what its columns mean.
///
/// # Errors
/// When there are more rows than a sheet holds.
pub fn summary(report: &Report) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // The day that was judged, so that twice the same is the same file.
    let made = excel_day(report.as_of).or_else(|_| excel_day(NaiveDate::default()))?;
    let title = plain(&super::summary::title(report));
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let failed = |error: XlsxError| anyhow!("the workbook cannot be made: {error}");
    portfolio(workbook.add_worksheet(), report).map_err(failed)?;
    notes(workbook.add_worksheet(), report).map_err(failed)?;
    workbook.save_to_buffer().map_err(failed)
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
enum BoardCell {
    /// Nothing to say.
    Blank,
    Text(String),
    Day(NaiveDate),
    Number(Decimal),
    /// In the portfolio's currency.
    Money(Decimal),
}

/// The headings: what it is in, where it is a sum of money, and over how long.
fn headings(report: &Report) -> Vec<String> {
    let currency = &report.currency;
    let value = format!("Incremental value in {} months, {currency}", report.worth.months);
    let attention = format!("Attention a quarter, {currency}");
    let [before, after] = [
        ["Alliance", "Type", "Decision", "Because", "Decide by", "Days overdue", "Owner"].as_slice(),
        [
            "Evidence",
            "Hours a month",
            "Structure score",
            "Last full review",
            "Next review",
            "Notice by",
            "Earliest exit",
        ]
        .as_slice(),
    ];
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    [words(before), vec![attention, value], words(after)].concat()
}

/// What stands in the row of an alliance. Where nobody has recorded something that should be there, a word says so: an empty
/// cell means that there is nothing to know.
fn row(report: &Report, alliance: &AllianceReport) -> Vec<BoardCell> {
    use BoardCell::{Blank, Day, Money, Number, Text};
    let health = alliance.health.as_deref();
    let by = report.decide_by(alliance);
    let runs = alliance.is_running();
    let text = |text: &str| Text(text.to_owned());
    let missing = |word: &str| if runs && alliance.readable { text(word) } else { Blank };
    let day = |day: Option<NaiveDate>| day.map_or(Blank, Day);
    let value = health.filter(|_| alliance.stage != Some(Stage::Proposed)).map(|health| &health.value);
    vec![
        text(&alliance.name),
        alliance.kind.map_or_else(|| missing("not recorded"), |kind| text(Kind::word(kind))),
        text(
            &health.map_or("Cannot be read".to_owned(), |health| {
                super::brief::decision(health.verdict.decision)
            }),
        ),
        health.map_or(Blank, |health| Text(capital(&health.verdict.headline))),
        by.map_or_else(|| missing("no day set"), |by| Day(by.due)),
        by.filter(|by| by.late > 0).map_or(Blank, |by| Number(Decimal::from(by.late))),
        alliance.owner.as_deref().map_or_else(|| missing("nobody"), text),
        match health.filter(|_| runs).map(|health| health.monthly.over(3).money) {
            Some(Some(money)) => Money(money),
            Some(None) => missing("not recorded"),
            None => Blank,
        },
        match value {
            Some(value) if !value.is_in_money() => text("not measured"),
            Some(value) => value.known.map_or_else(|| missing("unproven"), Money),
            None => Blank,
        },
        health.and_then(|health| health.evidence.grade).map_or(Blank, |grade| text(grade.word())),
        alliance.hours_per_month.map_or_else(|| missing("not recorded"), Number),
        health
            .and_then(|health| health.score.as_ref())
            .map_or(Blank, |score| Number(Decimal::from(score.raw.score))),
        alliance.last_review.map_or_else(|| missing("none"), Day),
        day(report.next(alliance, Occasion::Review).map(|entry| entry.date)),
        day(alliance.notice_by),
        day(health.and_then(|health| health.exit).map(|exit| exit.date)),
    ]
}

struct Looks {
    head: Format,
    text: Format,
    name: Format,
    figure: Format,
    money: Format,
    day: Format,
}

impl Looks {
    fn new(currency: &str) -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        // A currency is three letters, or no code that a format could take.
        let code: String = currency.chars().filter(char::is_ascii_uppercase).collect();
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00F1_F2F4))
                .set_border_bottom(FormatBorder::Thin),
            text: cell().set_text_wrap(),
            name: cell().set_text_wrap().set_bold(),
            figure: cell().set_num_format("#,##0.##"),
            money: cell().set_num_format(format!("[${code}] #,##0;[${code}] -#,##0")),
            day: cell().set_num_format(DAY).set_align(FormatAlign::Left),
        }
    }
}

fn portfolio(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let headings = headings(report);
    let rows: Vec<Vec<BoardCell>> =
        report.by_urgency().into_iter().map(|alliance| row(report, alliance)).collect();
    let looks = Looks::new(&report.currency);
    sheet.set_name("Portfolio")?;
    for (at, heading) in (0_u16..).zip(&headings) {
        sheet.write_string_with_format(0, at, heading, &looks.head)?;
        let cells = rows.iter().filter_map(|row| row.get(usize::from(at))).map(width);
        // Room for the sign of the filter beside the longest word of the heading.
        let words = heading.split(' ').map(|word| word.width() + 3);
        let widest = cells.chain(words).max().unwrap_or(0).clamp(NARROWEST, WIDEST) + 1;
        sheet.set_column_width(at, u32::try_from(widest).unwrap_or(1))?;
    }
    for (at, row) in (1_u32..).zip(&rows) {
        for (column, cell) in (0_u16..).zip(row) {
            put(sheet, at, column, cell, &looks)?;
        }
    }
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let right = u16::try_from(headings.len()).unwrap_or(1).saturating_sub(1);
    sheet.set_row_height(0, 48)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, last, right)?;
    sheet.set_repeat_rows(0, 0)?;
    printed(sheet, report)
}

fn put(
    sheet: &mut Worksheet,
    at: u32,
    column: u16,
    cell: &BoardCell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let text = if column == 0 { &looks.name } else { &looks.text };
    match cell {
        BoardCell::Blank => {}
        BoardCell::Text(words) => drop(sheet.write_string_with_format(at, column, plain(words), text)?),
        BoardCell::Day(day) => match excel_day(*day) {
            Ok(day) => drop(sheet.write_datetime_with_format(at, column, &day, &looks.day)?),
            // A workbook knows no day before 1900.
            Err(_) => drop(sheet.write_string_with_format(at, column, day.to_string(), text)?),
        },
        BoardCell::Number(figure) | BoardCell::Money(figure) => {
            let look = if matches!(cell, BoardCell::Money(_)) { &looks.money } else { &looks.figure };
            match exact(*figure) {
                Some(float) => drop(sheet.write_number_with_format(at, column, float, look)?),
                // A number that a workbook cannot hold exactly stays a text.
                None => drop(sheet.write_string_with_format(at, column, grouped(*figure), text)?),
            }
        }
    }
    Ok(())
}

/// Whose it is, as of when, in what currency, and what the columns mean.
fn notes(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut facts = vec![
        ("Portfolio".to_owned(), super::summary::title(report)),
        ("As of".to_owned(), long_day(report.as_of)),
        ("Currency".to_owned(), report.currency.clone()),
        ("Value".to_owned(), format!("{}.", capital(&value(report)))),
    ];
    if !report.whole {
        facts.push(("Read".to_owned(), "Only part of the portfolio was read.".to_owned()));
    }
    facts.extend(
        TERMS.into_iter().filter_map(glossary::find).map(|term| (capital(term.name), term.brief.clone())),
    );
    sheet.set_name("About")?;
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 100)?;
    for (at, (name, text)) in (0_u32..).zip(&facts) {
        sheet.write_string_with_format(at, 0, plain(name), &bold)?;
        sheet.write_string_with_format(at, 1, plain(text), &wrapped)?;
    }
    printed(sheet, report)
}

/// The terms of the headings.
const TERMS: [&str; 6] =
    ["attention", "incremental value", "evidence grade", "structure score", "full review", "clean exit"];

/// On paper: across, one page wide, with whose it is above and the page below.
fn printed(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    // `&` begins a code there, and a header holds 255 letters.
    let title = shorten(&plain(&super::summary::title(report)), 100).replace('&', "&&");
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L{title}&R{}", long_day(report.as_of)));
    sheet.set_footer("&RPage &P of &N");
    Ok(())
}

/// A text for a cell: what it says, on one line, and never what a workbook would carry out.
fn plain(text: &str) -> String {
    shorten(&terminal(text), LONGEST)
}

/// Letters that a cell takes.
fn width(cell: &BoardCell) -> usize {
    match cell {
        BoardCell::Blank => 0,
        BoardCell::Text(text) => text.width(),
        BoardCell::Day(_) => DAY.len() + 1,
        BoardCell::Number(figure) => grouped(*figure).len() + 1,
        BoardCell::Money(money) => grouped(money.round()).len() + "EUR ".len() + 1,
    }
}

/// A figure as a workbook holds it, where it can hold it exactly.
pub(crate) fn exact(number: Decimal) -> Option<f64> {
    let float = number.to_f64()?;
    (exact_decimal(&float.to_string())?.normalize() == number.normalize()).then_some(float)
}

/// A day as a workbook holds it.
///
/// # Errors
/// When it is before 1900.
pub(crate) fn excel_day(date: NaiveDate) -> Result<ExcelDateTime> {
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let (month, day) = (u8::try_from(date.month()).unwrap_or(1), u8::try_from(date.day()).unwrap_or(1));
    ExcelDateTime::from_ymd(year, month, day)
        .map_err(|error| anyhow!("{date} cannot be a date in a workbook: {error}"))
}

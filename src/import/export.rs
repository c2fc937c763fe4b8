//! Records and results as sheets of the shape that import reads, for colleagues to read and fill in.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet};

use super::append::figure;
use super::columns::fields;
use crate::facts::exit::{Clause, notice};
use crate::load::Source;
use crate::load::tree::{Tree, Value};
use crate::model::{Alliance, Date, Field, List, Metric, Money, Owner, PARTNER, PastDate, US};
use crate::render::escape;
use crate::render::xlsx::{exact, excel_day};

/// What stands in a cell of a sheet that is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Written {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
}

/// A sheet to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What stands above its columns.
    pub headings: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Written>>,
    /// What the records have and the sheet cannot hold.
    pub left_out: Vec<String>,
}

/// A record with the name of its file.
#[derive(Debug)]
pub struct Exported {
    /// What it says.
    pub record: Alliance,
    /// The keys of the team's own, with their values.
    own: Vec<(String, String)>,
}

impl Exported {
    /// Of a file as it was read; `None` where it could not be.
    pub fn of(source: Source<Alliance>) -> Option<Self> {
        let record = source.value.clone()?;
        let (_, text) = source.into_text();
        let own = Tree::parse(text, &mut Vec::new()).map(|tree| own_keys(&tree)).unwrap_or_default();
        Some(Self { record, own })
    }
}

fn own_keys(tree: &Tree) -> Vec<(String, String)> {
    let Value::Mapping(entries) = tree.value(tree.root()) else { return Vec::new() };
    entries
        .chunks_exact(2)
        .filter_map(|pair| match (tree.value(*pair.first()?), tree.value(*pair.get(1)?)) {
            (Value::Scalar { text: key, .. }, value @ Value::Scalar { text, .. })
                if key.starts_with("x-") && !value.is_null() =>
            {
                Some((key.to_owned(), text.to_owned()))
            }
            _ => None,
        })
        .collect()
}

/// A row for each record, with a column for each field that any of them has.
pub fn records(records: &[Exported]) -> Table {
    let mut own: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for (key, _) in records.iter().flat_map(|exported| &exported.own) {
        if seen.insert(key.as_str()) {
            own.push(key);
        }
    }
    let used: Vec<_> = fields()
        .filter(|field| {
            // What is filled in most is there also where nobody has it yet.
            let usual =
                ["type", "owners.us", "owners.partner", "started", "term.ends", "exit.notice", "notes"];
            usual.contains(&field.path)
                || records.iter().any(|exported| value(&exported.record, field.path) != Written::Empty)
        })
        .collect();
    let headings = used
        .iter()
        .map(|field| field.heading.to_owned())
        .chain(own.iter().map(|key| (*key).to_owned()))
        .collect();
    let rows = records
        .iter()
        .map(|exported| {
            let own = own.iter().map(|key| {
                let found = exported.own.iter().find(|(known, _)| known == key);
                found.map_or(Written::Empty, |(_, text)| Written::Text(text.clone()))
            });
            used.iter().map(|field| value(&exported.record, field.path)).chain(own).collect()
        })
        .collect();
    Table { name: "Partners", headings, rows, left_out: records_left_out(records) }
}

fn records_left_out(records: &[Exported]) -> Vec<String> {
    let mut left_out = Vec::new();
    let mut say = |what: &str, has: &dyn Fn(&Alliance) -> bool| {
        let count = records.iter().filter(|exported| has(&exported.record)).count();
        if count > 0 {
            left_out.push(format!("{what} ({count} of {} records)", records.len()));
        }
    };
    say("partners after the first", &|record| record.partners.fields().len() > 1);
    say("metrics after the first", &|record| record.metrics.len() > 1);
    say("reviews before the last", &|record| {
        record.governance.get().is_some_and(|governance| governance.reviews.len() > 1)
    });
    say("decisions, commitments, issues and operating changes", &|record| {
        !record.decisions.is_empty()
            || !record.commitments.is_empty()
            || !record.issues.is_empty()
            || !record.operating_changes.is_empty()
    });
    left_out
}

/// A row for each result.
pub fn results(records: &[Exported]) -> Table {
    let headings = ["Period", "Alliance", "Metric", "Unit", "Total", "Without", "Partner total"];
    let mut rows = Vec::new();
    let mut left_out = 0_usize;
    for exported in records {
        let record = &exported.record;
        let Some(name) = record.name.text() else { continue };
        for metric in record.metrics.items() {
            let Some(called) = metric.name.text() else { continue };
            for result in metric.results.items() {
                let Some(period) = result.period.get() else { continue };
                left_out += usize::from(!result.totals.is_absent());
                rows.push(vec![
                    Written::Text(period.to_string()),
                    Written::Text(name.to_owned()),
                    Written::Text(called.to_owned()),
                    text(metric.unit.text()),
                    money(&result.total),
                    money(&result.without),
                    money(&result.partner_total),
                ]);
            }
        }
    }
    let left_out = if left_out > 0 {
        vec![format!("the readings of each of several partners ({left_out} results)")]
    } else {
        Vec::new()
    };
    Table { name: "Results", headings: headings.map(str::to_owned).to_vec(), rows, left_out }
}

fn text(text: Option<&str>) -> Written {
    text.map_or(Written::Empty, |text| Written::Text(text.to_owned()))
}

fn word(word: Option<&'static str>) -> Written {
    text(word)
}

fn day(field: &Field<Date>) -> Written {
    field.get().map_or(Written::Empty, |date| Written::Date(date.0))
}

/// A day that has passed, as exactly as it is known.
fn past(field: &Field<PastDate>) -> Written {
    match field.get() {
        None => Written::Empty,
        Some(date) if date.is_exact() => Written::Date(date.first()),
        Some(date) => Written::Text(date.to_string()),
    }
}

fn money(field: &Field<Money>) -> Written {
    match field.get() {
        None => Written::Empty,
        Some(Money { amount, currency: None }) => Written::Number(*amount),
        Some(Money { amount, currency: Some(currency) }) => {
            Written::Text(format!("{currency} {}", figure(*amount)))
        }
    }
}

/// Several texts as the lines of one cell. One that holds a semicolon ends with a line of its own, so that it is not
/// taken for two.
fn lines<'t>(texts: impl Iterator<Item = &'t str>) -> Written {
    let texts: Vec<&str> = texts.collect();
    match texts.as_slice() {
        [] => Written::Empty,
        [only] if only.contains(';') => Written::Text(format!("{only}\n")),
        several => Written::Text(several.join("\n")),
    }
}

fn people(owners: Option<&List<Owner>>) -> Written {
    let names: Vec<String> = owners
        .into_iter()
        .flat_map(List::items)
        .filter_map(|owner| {
            let name = owner.name.text()?;
            Some(owner.role.text().map_or_else(|| name.to_owned(), |role| format!("{name} ({role})")))
        })
        .collect();
    if names.is_empty() { Written::Empty } else { Written::Text(names.join(" / ")) }
}

/// What a record has in a field.
fn value(record: &Alliance, path: &str) -> Written {
    let metric = record.metrics.items().next();
    let of_metric = |read: &dyn Fn(&Metric) -> Written| metric.map(read).unwrap_or_default();
    let term = record.term.get();
    let governance = record.governance.get();
    let attention = record.attention.get();
    match path {
        "name" => text(record.name.text()),
        "partner" => text(
            record.partner.text().or_else(|| record.partners.iter().next().map(|(_, name)| name.as_str())),
        ),
        "aliases" => lines(record.aliases.items().map(String::as_str)),
        "ids.crm" => text(record.ids.get("crm").map(String::as_str)),
        "type" => word(record.kind.copied().map(crate::model::Kind::word)),
        "structure" => word(record.structure.copied().map(crate::model::Structure::word)),
        "stage" => word(record.stage.copied().map(crate::model::Stage::word)),
        "tier" => word(record.tier.copied().map(crate::model::Tier::word)),
        "started" => past(&record.started),
        "ended" => day(&record.ended),
        "announced" => past(&record.announced),
        "objective" => text(record.objective.text()),
        "learned" => text(record.learned.text()),
        "agreement.signed" => {
            record.agreement.get().map(|agreement| past(&agreement.signed)).unwrap_or_default()
        }
        "agreement.reference" => {
            text(record.agreement.get().and_then(|agreement| agreement.reference.text()))
        }
        "term.ends" => term.map(|term| day(&term.ends)).unwrap_or_default(),
        "term.renews" => word(term.and_then(|term| term.renews.copied()).map(crate::model::Renewal::word)),
        "term.renewal_months" => {
            let months = term.and_then(|term| term.renewal_months.copied());
            months.map_or(Written::Empty, |months| Written::Number(Decimal::from(months)))
        }
        "exit.notice" => record.exit.get().map_or(Written::Empty, |exit| match notice(exit) {
            Clause::Value(period) => {
                Written::Text(exit.notice.text().map_or_else(|| period.to_string(), str::to_owned))
            }
            Clause::Open(words) => Written::Text(words.to_owned()),
            Clause::Missing | Clause::Unknown => Written::Empty,
        }),
        "owners.us" => people(record.owners.get(US)),
        "owners.partner" => people(record.owners.get(PARTNER)),
        "sponsors.us" => people(record.sponsors.get(US)),
        "sponsors.partner" => people(record.sponsors.get(PARTNER)),
        "contributions.us" | "contributions.partner" => {
            let side = path.rsplit('.').next().unwrap_or_default();
            lines(
                record
                    .contributions
                    .get(side)
                    .into_iter()
                    .flat_map(List::items)
                    .filter_map(|item| item.what.text()),
            )
        }
        "expects.us" | "expects.partner" => {
            let side = path.rsplit('.').next().unwrap_or_default();
            lines(record.expects.get(side).into_iter().flat_map(List::items).map(String::as_str))
        }
        "metrics.name" => of_metric(&|metric| text(metric.name.text())),
        "metrics.unit" => of_metric(&|metric| text(metric.unit.text())),
        "metrics.every" => of_metric(&|metric| word(metric.every.copied().map(crate::model::Every::word))),
        "metrics.target" => of_metric(&|metric| money(&metric.target)),
        "metrics.floor" => of_metric(&|metric| money(&metric.floor)),
        "governance.cadence" => word(
            governance.and_then(|governance| governance.cadence.copied()).map(crate::model::Cadence::word),
        ),
        "governance.reviews" => {
            let last = governance.and_then(|governance| {
                governance.reviews.items().filter_map(|review| review.date.get()).max()
            });
            last.map_or(Written::Empty, |date| Written::Date(date.0))
        }
        "attention.hours_per_month" => {
            let hours = attention.and_then(|attention| attention.hours_per_month.get());
            hours.map_or(Written::Empty, |hours| Written::Number(hours.0))
        }
        "attention.cost_per_month" => {
            attention.map(|attention| money(&attention.cost_per_month)).unwrap_or_default()
        }
        "notes" => lines(record.notes.items().map(String::as_str)),
        _ => Written::Empty,
    }
}

impl Table {
    /// As CSV. Every cell is in quotes, and none is a formula.
    ///
    /// # Errors
    /// When it cannot be written, which memory rules out.
    pub fn csv(&self) -> Result<String> {
        let mut csv =
            csv::WriterBuilder::new().quote_style(csv::QuoteStyle::NonNumeric).from_writer(Vec::new());
        csv.write_record(self.headings.iter().map(|heading| escape::cell(heading)))?;
        for row in &self.rows {
            csv.write_record(row.iter().map(|cell| match cell {
                Written::Empty => String::new(),
                Written::Text(text) => escape::cell(text),
                Written::Number(number) => figure(*number),
                Written::Date(date) => date.to_string(),
            }))?;
        }
        let bytes = csv.into_inner().map_err(|error| anyhow!("{error}"))?;
        Ok(String::from_utf8(bytes)?)
    }

    /// As an Excel workbook, which says that it was made on `today`.
    ///
    /// # Errors
    /// When there are more rows or longer texts than a sheet holds.
    pub fn xlsx(&self, today: NaiveDate) -> Result<Vec<u8>> {
        let mut workbook = Workbook::new();
        // Twice the same is the same file, whatever the time of day.
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_day(today)?));
        let sheet = workbook.add_worksheet();
        self.fill(sheet).map_err(|error| anyhow!("the sheet cannot be made: {error}"))?;
        workbook.save_to_buffer().map_err(|error| anyhow!("the sheet cannot be made: {error}"))
    }

    fn fill(&self, sheet: &mut Worksheet) -> Result<()> {
        let bold = Format::new().set_bold();
        let wrapped = Format::new().set_text_wrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.set_name(self.name)?;
        sheet.set_freeze_panes(1, 1)?;
        for (column, heading) in (0_u16..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, heading, &bold)?;
            sheet.set_column_width(column, if heading.len() > 12 { 28 } else { 16 })?;
        }
        for (at, row) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Written::Empty => {}
                    Written::Text(text) => {
                        sheet.write_string_with_format(at, column, text, &wrapped)?;
                    }
                    Written::Date(date) => {
                        sheet.write_datetime_with_format(at, column, &excel_day(*date)?, &day)?;
                    }
                    Written::Number(number) => {
                        match exact(*number) {
                            Some(float) => sheet.write_number(at, column, float)?,
                            // A number that a workbook cannot hold exactly stays a text.
                            None => sheet.write_string(at, column, figure(*number))?,
                        };
                    }
                }
            }
        }
        Ok(())
    }
}

//! From sheets of figures to results: a row a period, or a column a month; a column a metric, or a row.

mod figure;
mod matched;
mod role;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::MAX_RESULT_ROWS;
use super::append::NewResult;
use super::cells::{Amount, amount_of, decimals};
use super::columns::plain;
use super::dates::{self, Order, Time, spoken};
use super::fiscal::FiscalName;
use super::header::Header;
use super::mapping::Mapping;
use super::record::{Remark, as_name, choose};
use super::sheet::{Cell, Row, Sheet, letters};
use super::words;
use crate::model::calendar::end_of_month;
use crate::model::{FiscalYear, Period};

pub use figure::{Figures, SheetFigure};
pub use matched::{Known, Matched, Missing, ResultConflict, matched};
pub use role::{ResultColumn, Role};
use role::{guess, period_of_heading, role_of};

/// A sheet and how it is going to be read.
#[derive(Debug)]
pub struct ResultPlan<'s> {
    /// The sheet.
    pub sheet: &'s Sheet,
    /// Where its headings are.
    pub header: Header,
    /// Its columns.
    pub columns: Vec<ResultColumn>,
    order: Option<Order>,
    year: Option<FiscalYear>,
    /// Whether days in the column of periods stand for their months.
    months: bool,
}

impl<'s> ResultPlan<'s> {
    /// Says how each column is going to be read. `metrics` are the names of those on record.
    ///
    /// # Errors
    /// When a correction names no column, a column that is needed is not there, or periods stay open.
    pub fn new(
        sheets: &'s [Sheet],
        wanted: Option<&str>,
        mapping: &Mapping,
        corrections: &[(String, String)],
        order: Option<Order>,
        metrics: &BTreeSet<String>,
        year: Option<FiscalYear>,
    ) -> Result<Self> {
        let mapped = |name: &str| {
            mapping.results.iter().any(|(known, _)| plain(known) == plain(name))
                || corrections.iter().any(|(known, _)| plain(known) == plain(name))
        };
        let known = |_: &str, own: &str| -> u32 {
            if own.is_empty() {
                0
            } else if role_of(own).is_some() || mapped(own) || metrics.contains(&as_name(own)) {
                2
            } else {
                u32::from(period_of_heading(own, year).is_some() || FiscalName::read(own).is_some())
            }
        };
        let (sheet, header) = choose(sheets, wanted, &known, "Month, Partner and the name of a metric")?;
        let rows = sheet.rows.get(header.data..).unwrap_or_default();
        if rows.len() > MAX_RESULT_ROWS || sheet.cut_off {
            bail!(
                "the sheet has {}{} rows; `import results` takes up to {MAX_RESULT_ROWS}: export one year, or sums by month",
                if sheet.cut_off { "more than " } else { "" },
                rows.len()
            );
        }
        let width = header.columns.len().max(rows.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        let mut columns: Vec<ResultColumn> = Vec::new();
        for index in 0..width {
            let heading = header.columns.get(index).cloned().unwrap_or_default();
            let texts: Vec<String> =
                rows.iter().map(|row| row.cell(index).to_string()).filter(|text| !text.is_empty()).collect();
            if texts.is_empty() && heading.own.is_empty() {
                continue;
            }
            let name = if heading.name.is_empty() {
                format!("ResultColumn {}", letters(index))
            } else {
                heading.name
            };
            let mut samples: Vec<String> = Vec::new();
            for text in &texts {
                if samples.len() < 3 && !samples.contains(text) {
                    samples.push(text.clone());
                }
            }
            let decimals = decimals(texts.iter().map(String::as_str));
            let role = guess(&name, &texts, &columns, year);
            columns.push(ResultColumn { index, name, role, samples, decimals });
        }
        for (known, words) in &mapping.results {
            if let Some(column) = columns.iter_mut().find(|column| column.name == *known) {
                column.role = Role::of_words(words);
            }
        }
        let mut corrected: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (name, word) in corrections {
            let at = columns.iter().position(|column| column.name == *name);
            let at = at.or_else(|| columns.iter().position(|column| plain(&column.name) == plain(name)));
            match at {
                Some(at) => corrected.entry(at).or_default().push(word.clone()),
                None => {
                    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
                    bail!("there is no column `{name}`; there is {}", crate::text::listed(&names));
                }
            }
        }
        for (at, words) in corrected {
            let Some(column) = columns.get_mut(at) else { continue };
            // A column may hold the figures of metrics that are called differently in each record: one more adds to them.
            let kept = mapping.results.iter().find(|(known, _)| *known == column.name);
            column.role = match (Role::of_words(&words), kept.map(|(_, words)| Role::of_words(words))) {
                (Role::Figures(new), Some(Role::Figures(mut names))) => {
                    names.extend(new.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
                    Role::Figures(names)
                }
                (role, _) => role,
            };
        }
        let mut plan = Self { sheet, header, columns, order: None, months: false, year };
        plan.knows_the_year()?;
        plan.complete()?;
        plan.settle(order.or(mapping.dates))?;
        Ok(plan)
    }

    fn rows(&self) -> &'s [Row] {
        self.sheet.rows.get(self.header.data..).unwrap_or_default()
    }

    fn of(&self, role: &Role) -> Option<&ResultColumn> {
        self.columns.iter().find(|column| column.role == *role)
    }

    /// That periods of a company's own year can be read, where there are any.
    fn knows_the_year(&self) -> Result<()> {
        if self.year.is_some() {
            return Ok(());
        }
        let above =
            self.columns.iter().filter(|column| !matches!(column.role, Role::Skip)).find_map(|column| {
                FiscalName::read(&column.name)
                    .map(|_| (column.name.clone(), self.sheet.address(self.header.row, column.index)))
            });
        let below = || {
            let index = self.of(&Role::Period)?.index;
            self.rows().iter().find_map(|row| {
                let text = row.cell(index).to_string();
                FiscalName::read(&text).map(|_| (text, self.sheet.address(row.number, index)))
            })
        };
        let Some((text, place)) = above.or_else(below) else { return Ok(()) };
        bail!(
            "{place}: `{text}` is a fiscal period, and portfolio.yaml does not say when the fiscal year starts; write \
             `fiscal_year_starts: 04` there if it starts in April"
        )
    }

    /// That the sheet has what results need.
    fn complete(&self) -> Result<()> {
        let by_period = self.columns.iter().any(|column| matches!(column.role, Role::Of(_)));
        if self.of(&Role::Partner).is_none() {
            bail!("no column names the partners; say which does: --map 'COLUMN=partner'");
        }
        if self.of(&Role::Period).is_none() && !by_period {
            bail!(
                "no column says which period a row is for, and no heading is a month or quarter; say which does: --map 'COLUMN=period'"
            );
        }
        if by_period && self.of(&Role::Period).is_some() {
            bail!(
                "the sheet has both a column of periods and columns for single periods; leave one out: --map 'COLUMN=skip'"
            );
        }
        let figures = self.columns.iter().any(|column| matches!(column.role, Role::Figures(_) | Role::Total));
        if !by_period && !figures {
            bail!(
                "no column holds figures; say which does: --map 'COLUMN=total', or 'COLUMN=NAME OF A METRIC'"
            );
        }
        Ok(())
    }

    /// Settles the order of day and month, and whether days stand for their months.
    fn settle(&mut self, order: Option<Order>) -> Result<()> {
        let Some(column) = self.of(&Role::Period) else { return Ok(()) };
        let index = column.index;
        let cells: Vec<&Cell> = self.rows().iter().map(|row| row.cell(index)).collect();
        let texts: Vec<String> =
            cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).map(|cell| cell.to_string()).collect();
        let found = dates::order(texts.iter().map(String::as_str)).or(order);
        let mut days: BTreeSet<NaiveDate> = BTreeSet::new();
        for (row, cell) in self.rows().iter().zip(&cells) {
            match cell {
                Cell::Date(day) => drop(days.insert(*day)),
                Cell::Text(text) => match dates::read(text).map(|reading| reading.time) {
                    Some(Time::Day(day)) => drop(days.insert(day)),
                    Some(Time::Either(one, other)) => match found {
                        Some(Order::DayFirst) => drop(days.insert(one)),
                        Some(Order::MonthFirst) => drop(days.insert(other)),
                        None => bail!(
                            "{}: {text} can be {} or {}; add `--dates dmy` if the day comes first, `--dates mdy` if the month does",
                            self.sheet.address(row.number, index),
                            spoken(one),
                            spoken(other)
                        ),
                    },
                    _ => {}
                },
                _ => {}
            }
        }
        let months = !days.is_empty()
            && (days.iter().all(|day| day.day() == 1) || days.iter().all(|day| end_of_month(*day) == *day));
        let number = |day: &NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
        let steps: Vec<i32> =
            days.iter().zip(days.iter().skip(1)).map(|(one, next)| number(next) - number(one)).collect();
        if months && !steps.is_empty() && steps.iter().all(|step| *step >= 3 && step % 3 == 0) {
            bail!(
                "the days in {} are three months apart, so they may stand for months or for quarters; write the periods as 2026-01 or Q1 2026",
                self.sheet.address(self.header.row, index)
            );
        }
        self.order = found;
        self.months = months;
        Ok(())
    }

    /// The period of a cell.
    fn period(&self, cell: &Cell) -> Option<Period> {
        let day = match cell {
            Cell::Date(day) => *day,
            Cell::Error(_) | Cell::Empty => return None,
            _ => {
                if let Some(name) = FiscalName::read(&cell.to_string()) {
                    return name.period(self.year?);
                }
                let reading = dates::read(&cell.to_string()).filter(|reading| reading.rest.is_empty())?;
                match reading.time {
                    Time::Period(period) => return Some(period),
                    _ => reading.day(self.order, false)?,
                }
            }
        };
        if self.months { Period::around(day, 1) } else { None }
    }

    /// Reads every figure.
    pub fn read(&self, currency: &str) -> Figures {
        let mut found = Figures::default();
        for row in self.rows() {
            let text = |role: &Role| {
                self.of(role).map(|column| row.cell(column.index).to_string()).unwrap_or_default()
            };
            let partner = text(&Role::Partner);
            if partner.is_empty()
                || ["total", "sum", "summe", "gesamt", "grand total"].contains(&plain(&partner).as_str())
            {
                continue;
            }
            let period = match self.of(&Role::Period) {
                None => None,
                Some(column) => match self.period(row.cell(column.index)) {
                    Some(period) => Some(period),
                    None => {
                        found.not_understood.push(self.remark(row, column));
                        continue;
                    }
                },
            };
            self.read_row(row, &partner, &text(&Role::Metric), period, currency, &mut found);
        }
        found
    }

    fn read_row(
        &self,
        row: &Row,
        partner: &str,
        metric: &str,
        period: Option<Period>,
        currency: &str,
        found: &mut Figures,
    ) {
        let named: Vec<String> = if metric.is_empty() { Vec::new() } else { vec![metric.to_owned()] };
        let mut add = |column: &ResultColumn,
                       period: Period,
                       names: Vec<String>,
                       called: &str,
                       entry: &dyn Fn(Decimal) -> NewResult| {
            match self.figure(row, column) {
                Err(()) => found.not_understood.push(self.remark(row, column)),
                Ok(None) => {}
                Ok(Some(amount)) => found.figures.push(SheetFigure {
                    place: self.sheet.address(row.number, column.index),
                    partner: partner.to_owned(),
                    metric: names,
                    called: called.to_owned(),
                    entry: NewResult { period, ..entry(amount.value) },
                    currency: amount
                        .currency(currency)
                        .or_else(|| amount.is_money().then(|| amount.unit.clone()).flatten()),
                }),
            }
        };
        let bare = |period: Period| NewResult { period, total: None, without: None, partner_total: None };
        for column in &self.columns {
            match (&column.role, period) {
                (Role::Of(period), _) => add(column, *period, named.clone(), metric, &|total| NewResult {
                    total: Some(total),
                    ..bare(*period)
                }),
                (Role::Figures(names), Some(period)) => {
                    add(column, period, names.clone(), &column.name, &|total| NewResult {
                        total: Some(total),
                        ..bare(period)
                    });
                }
                (Role::Total, Some(period)) => {
                    add(column, period, named.clone(), metric, &|total| NewResult {
                        total: Some(total),
                        ..bare(period)
                    });
                }
                (Role::Without, Some(period)) => {
                    add(column, period, named.clone(), metric, &|without| NewResult {
                        without: Some(without),
                        ..bare(period)
                    });
                }
                (Role::PartnerTotal, Some(period)) => {
                    add(column, period, named.clone(), metric, &|their| NewResult {
                        partner_total: Some(their),
                        ..bare(period)
                    });
                }
                _ => {}
            }
        }
    }

    /// The figure of a cell: none where nothing stands there.
    fn figure(&self, row: &Row, column: &ResultColumn) -> Result<Option<Amount>, ()> {
        let cell = row.cell(column.index);
        let text = cell.to_string();
        match cell {
            Cell::Empty => Ok(None),
            Cell::Error(_) | Cell::Date(_) => Err(()),
            Cell::Text(_) if words::is_no_answer(&text) => Ok(None),
            _ => match amount_of(cell, column.decimals) {
                Some(amount) if amount.rest.is_empty() && !amount.about => Ok(Some(amount)),
                _ => Err(()),
            },
        }
    }

    fn remark(&self, row: &Row, column: &ResultColumn) -> Remark {
        Remark {
            place: self.sheet.address(row.number, column.index),
            column: column.name.clone(),
            text: row.cell(column.index).to_string(),
        }
    }
}

//! From the rows of a partner sheet to records.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow, bail};

use super::append::figure;
use super::cells::{Decimals, NoticeCell, amount_of, decimals, every, notice_cell};
use super::columns::{Reads, Sure, Target, fields, guess, own_key, plain};
use super::dates::{self, Order, Time, spoken, spoken_period};
use super::header::{self, Header};
use super::people::{self, People};
use super::sheet::{Cell, Row, Sheet, letters};
use super::words;
use super::yaml::Node;
use super::{MAX_PARTNERS, mapping::Mapping};
use crate::load::Source;
use crate::model::{Alliance, Structure, comparable};
use crate::text::{listed, nearest, slug};

/// A column and what it is read as.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its place, from 0.
    pub index: usize,
    /// What it is called.
    pub name: String,
    /// What it is read as.
    pub target: Target,
    /// The key under which a cell is kept that is not understood, or that says more than its field can hold.
    pub own: String,
    /// Up to three different values.
    pub samples: Vec<String>,
    decimals: Decimals,
    order: Option<Order>,
}

/// A sheet and how it is going to be read.
#[derive(Debug)]
pub struct Plan<'s> {
    /// The sheet.
    pub sheet: &'s Sheet,
    /// Where its headings are.
    pub header: Header,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// Something said about a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// `Partners!F7`.
    pub place: String,
    /// The column's name, or the row.
    pub column: String,
    /// What stands there.
    pub text: String,
}

/// A record that was made of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What the alliance is called.
    pub name: String,
    /// What the partner is called.
    pub partner: String,
    /// The name of its file, without the ending.
    pub stem: String,
    /// The file's text.
    pub text: String,
    /// The row's number.
    pub row: usize,
}

/// A word that was read as another, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The column's name.
    pub column: String,
    /// What stands in the sheet.
    pub text: String,
    /// What it was read as.
    pub as_: String,
    /// In how many rows.
    pub count: usize,
}

/// What came of a sheet.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The records.
    pub records: Vec<Imported>,
    /// Words and dates that were read as something else than what stands there.
    pub words: Vec<Word>,
    /// Cells that were not understood, and were kept as they are.
    pub not_understood: Vec<Remark>,
    /// Cells that hold no answer.
    pub no_answer: Vec<Remark>,
    /// Rows that are no partner.
    pub passed_over: Vec<Remark>,
    /// Partners of which the sheet says no type that a record knows.
    pub assumed_type: Vec<String>,
}

/// Chooses the sheet of a workbook that looks most like a list of partners, or the one that was named.
///
/// # Errors
/// When there is none.
pub fn choose<'s>(
    sheets: &'s [Sheet],
    wanted: Option<&str>,
    known: &dyn Fn(&str, &str) -> u32,
    what: &str,
) -> Result<(&'s Sheet, Header)> {
    let names: Vec<String> = sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
    if let Some(wanted) = wanted {
        let sheet = sheets.iter().find(|sheet| comparable(&sheet.name) == comparable(wanted));
        let sheet =
            sheet.ok_or_else(|| anyhow!("there is no sheet `{wanted}`; there is {}", listed(&names)))?;
        let header = header::find(sheet, known).ok_or_else(|| no_headings(what))?;
        return Ok((sheet, header));
    }
    let mut best: Option<(u32, &Sheet, Header)> = None;
    for sheet in sheets {
        let Some(header) = header::find(sheet, known) else { continue };
        let score = header.columns.iter().map(|heading| known(&heading.group, &heading.own)).sum();
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, sheet, header));
        }
    }
    best.map(|(_, sheet, header)| (sheet, header)).ok_or_else(|| no_headings(what))
}

fn no_headings(what: &str) -> anyhow::Error {
    anyhow!("no row of headings was found; the sheet needs a row above its data with names such as {what}")
}

impl<'s> Plan<'s> {
    /// Says how each column is going to be read: as corrected now, as `import.yaml` has it, or as its name says.
    ///
    /// # Errors
    /// When a correction names no column, no column holds the names, there are too many rows, or dates stay open.
    pub fn new(
        sheets: &'s [Sheet],
        wanted: Option<&str>,
        mapping: &Mapping,
        corrections: &[(String, String)],
        order: Option<Order>,
    ) -> Result<Self> {
        // A column that was mapped counts as a heading, whatever its name.
        let mapped =
            |own: &str| mapping.records.iter().chain(corrections).any(|(name, _)| plain(name) == plain(own));
        let known = |group: &str, own: &str| {
            header::of_partners(group, own).max(if !own.is_empty() && mapped(own) { 2 } else { 0 })
        };
        let (sheet, header) = choose(sheets, wanted, &known, "Partner, Type, Owner and Renewal date")?;
        let rows = sheet.rows.get(header.data..).unwrap_or_default();
        if rows.len() > MAX_PARTNERS || sheet.cut_off {
            bail!(
                "the sheet has {}{} rows under its headings; `import records` takes up to {MAX_PARTNERS} partners, a row each",
                if sheet.cut_off { "more than " } else { "" },
                rows.len()
            );
        }
        if rows.is_empty() {
            bail!("there is no row under the headings in row {}", header.row);
        }
        let mut plan = Self { sheet, columns: Vec::new(), header };
        plan.assign(mapping, corrections)?;
        plan.find_names()?;
        plan.settle(order.or(mapping.dates))?;
        Ok(plan)
    }

    fn rows(&self) -> &'s [Row] {
        self.sheet.rows.get(self.header.data..).unwrap_or_default()
    }

    fn assign(&mut self, mapping: &Mapping, corrections: &[(String, String)]) -> Result<()> {
        let rows = self.rows();
        let width = self.header.columns.len().max(rows.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        // A column that is called by a key of the team's own has it before any other.
        let is_own = |heading: &str| heading.starts_with("x-") && own_key(heading) == heading;
        let mut own_keys: BTreeSet<String> = self
            .header
            .columns
            .iter()
            .map(|heading| heading.own.clone())
            .filter(|heading| is_own(heading))
            .collect();
        let mut guesses = Vec::new();
        for index in 0..width {
            let heading = self.header.columns.get(index).cloned().unwrap_or_default();
            if rows.iter().all(|row| row.cell(index).is_empty()) && heading.own.is_empty() {
                continue;
            }
            let name = if heading.name.is_empty() {
                format!("Column {}", letters(index))
            } else {
                heading.name.clone()
            };
            let base = own_key(if heading.own.is_empty() { &name } else { &heading.own });
            let mut own = base.clone();
            let mut copy = 2;
            while !(own_keys.insert(own.clone()) || is_own(&heading.own) && name == own) {
                own = format!("{base}-{copy}");
                copy += 1;
            }
            let mut samples: Vec<String> = Vec::new();
            for row in rows {
                let text = row.cell(index).to_string();
                if !text.is_empty() && samples.len() < 3 && !samples.contains(&text) {
                    samples.push(text);
                }
            }
            let texts: Vec<String> = rows.iter().map(|row| row.cell(index).to_string()).collect();
            let texts = || texts.iter().map(String::as_str).filter(|text| !text.is_empty());
            let column = Column {
                index,
                name,
                target: Target::Own(own.clone()),
                own,
                samples,
                decimals: decimals(texts()),
                order: dates::order(texts()),
            };
            guesses.push(guess(&heading.group, &heading.own));
            self.columns.push(column);
        }
        let mut taken: BTreeSet<&'static str> = BTreeSet::new();
        let mut settled: Vec<bool> = vec![false; self.columns.len()];
        for (name, word) in corrections {
            let at = self.column(name)?;
            let target = Target::parse(word).map_err(|error| anyhow!("--map '{name}={word}': {error}"))?;
            self.take(at, target, &mut taken, &mut settled).map_err(|path| {
                anyhow!("two columns are mapped to `{path}`; map one of them to an `x-…` key")
            })?;
        }
        for (name, word) in &mapping.records {
            let at = self.columns.iter().position(|column| column.name == *name);
            let (Some(at), Ok(target)) =
                (at.filter(|at| !settled.get(*at).copied().unwrap_or(true)), Target::parse(word))
            else {
                continue;
            };
            // What a correction took now is no longer what the file says.
            let _ = self.take(at, target, &mut taken, &mut settled);
        }
        for sure in [Sure::Whole, Sure::Part] {
            for at in 0..self.columns.len() {
                if settled.get(at).copied().unwrap_or(true) {
                    continue;
                }
                let Some((field, of)) = guesses.get(at).copied().flatten().filter(|(_, of)| *of == sure)
                else {
                    continue;
                };
                let target = Target::Field(field.path, field.reads);
                let refused = self.take(at, target, &mut taken, &mut settled).is_err();
                // A second name is that of the company.
                if refused && field.path == "name" && of == Sure::Whole {
                    let _ = self.take(at, Target::Field("partner", Reads::Text), &mut taken, &mut settled);
                }
            }
        }
        Ok(())
    }

    /// The column of a name, however it is written.
    fn column(&self, name: &str) -> Result<usize> {
        let wanted = plain(name);
        let found = self
            .columns
            .iter()
            .position(|column| column.name == name)
            .or_else(|| self.columns.iter().position(|column| plain(&column.name) == wanted));
        found.ok_or_else(|| {
            let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
            match nearest(name, names.iter().copied()) {
                Some(near) => anyhow!("there is no column `{name}`; did you mean `{near}`?"),
                None => anyhow!("there is no column `{name}`; there is {}", listed(&names)),
            }
        })
    }

    /// Reads a column as something, unless that is taken: the taken path is handed back.
    fn take(
        &mut self,
        at: usize,
        target: Target,
        taken: &mut BTreeSet<&'static str>,
        settled: &mut [bool],
    ) -> Result<(), &'static str> {
        if let Target::Field(path, reads) = &target
            && !taken.insert(path)
            && *reads != Reads::Texts
        {
            return Err(path);
        }
        if let (Some(column), Some(settled)) = (self.columns.get_mut(at), settled.get_mut(at)) {
            column.target = target;
            *settled = true;
        }
        Ok(())
    }

    /// Finds the column of the names by what stands in it, where no heading says which it is.
    fn find_names(&mut self) -> Result<()> {
        let is_name = |column: &Column| matches!(column.target, Target::Field("name", _));
        if self.columns.iter().any(is_name) {
            return Ok(());
        }
        // A sheet may have the company only.
        if let Some(column) =
            self.columns.iter_mut().find(|column| matches!(column.target, Target::Field("partner", _)))
        {
            column.target = Target::Field("name", Reads::Name);
            return Ok(());
        }
        let rows = self.rows();
        let names = |column: &Column| {
            let texts: Vec<String> = rows
                .iter()
                .filter_map(|row| match row.cell(column.index) {
                    Cell::Text(text) if text.contains(char::is_alphabetic) => Some(text.to_lowercase()),
                    _ => None,
                })
                .collect();
            let different: BTreeSet<&String> = texts.iter().collect();
            texts.len() * 10 >= rows.len() * 8 && different.len() == texts.len()
        };
        let found =
            self.columns.iter().position(|column| matches!(column.target, Target::Own(_)) && names(column));
        match found.and_then(|at| self.columns.get_mut(at)) {
            Some(column) => {
                column.target = Target::Field("name", Reads::Name);
                Ok(())
            }
            None => bail!("no column holds the names of the partners; say which does: --map 'COLUMN=name'"),
        }
    }

    /// Settles the order of day and month in every column of dates.
    fn settle(&mut self, order: Option<Order>) -> Result<()> {
        let mut open: Vec<String> = Vec::new();
        for column in &mut self.columns {
            let dated =
                matches!(column.target, Target::Field(_, Reads::FirstDay | Reads::LastDay | Reads::Review));
            if !dated || column.order.is_some() {
                continue;
            }
            column.order = order;
            if order.is_some() {
                continue;
            }
            let rows = self.sheet.rows.get(self.header.data..).unwrap_or_default();
            let either = rows.iter().find_map(|row| match row.cell(column.index) {
                Cell::Text(text) => match dates::read(text)?.time {
                    Time::Either(one, other) => Some((row.number, text.clone(), one, other)),
                    _ => None,
                },
                _ => None,
            });
            if let Some((row, text, one, other)) = either {
                open.push(format!(
                    "{} {}: {text} can be {} or {}",
                    self.sheet.address(row, column.index),
                    column.name,
                    spoken(one),
                    spoken(other)
                ));
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        bail!(
            "nothing in the column says whether the day or the month comes first\n  {}\nadd `--dates dmy` if the day comes first, `--dates mdy` if the month does",
            open.join("\n  ")
        )
    }
}

/// What came of one cell.
enum Came {
    /// It is in the record as it is.
    Whole,
    /// It is in the record as something else, which is said.
    As(String),
    /// The same, and the record keeps the words of the sheet, too, since they say more.
    Partly(String),
    /// It says that there is none: kept, and nothing to say about it.
    None,
    /// It was not understood: kept as it is.
    Kept,
    /// It holds the place of an answer.
    NoAnswer,
}

/// Reads every row.
///
/// # Errors
/// When two rows have one name, or what would be written is not sound.
pub fn read(plan: &Plan, currency: &str) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut words: BTreeMap<(usize, String, String), usize> = BTreeMap::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut stems: BTreeSet<String> = BTreeSet::new();
    for row in plan.rows() {
        let Some(name) = name_of(plan, row, &mut outcome) else { continue };
        if let Some(first) = names.insert(comparable(&name), row.number) {
            bail!(
                "`{name}` stands in rows {first} and {}; give each alliance a name of its own, or make one row of the two",
                row.number
            );
        }
        let mut record = Record { node: Node::map(), metric: Node::map(), named_by_level: false, currency };
        record.node.set("name", Node::Text(name.clone()));
        for column in &plan.columns {
            let cell = row.cell(column.index);
            if cell.is_empty() || matches!(column.target, Target::Field("name", _) | Target::Skip) {
                continue;
            }
            let text = one_line(&cell.to_string());
            let remark = || Remark {
                place: plan.sheet.address(row.number, column.index),
                column: column.name.clone(),
                text: text.clone(),
            };
            let came =
                if words::is_no_answer(&text) { Came::NoAnswer } else { record.put(column, cell, row, plan) };
            match came {
                Came::Whole => {}
                Came::As(what) => *words.entry((column.index, text, what)).or_default() += 1,
                Came::Partly(what) => {
                    record.keep(column, &text);
                    *words.entry((column.index, text, what)).or_default() += 1;
                }
                Came::None => record.keep(column, &text),
                Came::Kept => {
                    record.keep(column, &text);
                    outcome.not_understood.push(remark());
                }
                Came::NoAnswer => {
                    // `TBC (Hugo left)` says more than that there is no answer.
                    if text.chars().filter(|letter| letter.is_alphabetic()).count() > 4 {
                        record.keep(column, &text);
                    }
                    outcome.no_answer.push(remark());
                }
            }
        }
        let partner = match record.node.get("partner") {
            Some(Node::Text(partner)) => partner.clone(),
            _ => {
                record.node.set("partner", Node::Text(name.clone()));
                name.clone()
            }
        };
        if record.node.get("type").is_none() {
            record.node.set("type", Node::Plain("strategic".to_owned()));
            outcome.assumed_type.push(name.clone());
        }
        if record.metric != Node::map() {
            record.node.push("metrics", record.metric);
        }
        let base = slug(&name);
        let mut stem = base.clone();
        let mut copy = 2;
        while !stems.insert(stem.clone()) {
            stem = format!("{base}-{copy}");
            copy += 1;
        }
        let text = record.node.record();
        check(&text, row.number)?;
        outcome.records.push(Imported { name, partner, stem, text, row: row.number });
    }
    outcome.words = words
        .into_iter()
        .filter_map(|((index, text, as_), count)| {
            let column = plan.columns.iter().find(|column| column.index == index)?;
            Some(Word { column: column.name.clone(), text, as_, count })
        })
        .collect();
    if outcome.records.is_empty() {
        bail!("no row under the headings in row {} names a partner", plan.header.row);
    }
    Ok(outcome)
}

/// That a record is read without a mistake. What the sheet holds is written as text, so that it always should be.
fn check(text: &str, row: usize) -> Result<()> {
    let mut source = Source::<Alliance>::new(format!("row {row}"), Ok(text.to_owned()));
    if let Some(record) = source.value.take() {
        source.check_identity(&record);
    }
    match source.mistakes.first() {
        None => Ok(()),
        Some(mistake) => bail!(
            "row {row} makes a record with a mistake, so nothing was written: {}; change the cell, or leave its column out with --map 'COLUMN=skip'",
            mistake.message
        ),
    }
}

/// The name in a row; `None`, and said, where the row is no partner.
fn name_of(plan: &Plan, row: &Row, outcome: &mut Outcome) -> Option<String> {
    let column = plan.columns.iter().find(|column| matches!(column.target, Target::Field("name", _)))?;
    let name = one_line(&row.cell(column.index).to_string());
    let first = row
        .cells
        .iter()
        .find(|cell| !cell.is_empty())
        .map(|cell| one_line(&cell.to_string()))
        .unwrap_or_default();
    let totals = ["total", "totals", "sum", "grand total", "summe", "gesamt", "subtotal"];
    // Long sheets repeat their headings.
    let heading = row.cells.iter().enumerate().all(|(at, cell)| {
        let above = plan.header.columns.get(at).map(|heading| heading.own.as_str()).unwrap_or_default();
        cell.is_empty() || plain(&cell.to_string()) == plain(above)
    });
    if heading {
        return None;
    }
    if name.is_empty() || words::is_no_answer(&name) || totals.contains(&plain(&name).as_str()) {
        outcome.passed_over.push(Remark {
            place: plan.sheet.address(row.number, column.index),
            column: format!("row {}", row.number),
            text: first,
        });
        return None;
    }
    Some(name)
}

fn one_line(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The texts of a cell: its lines where it has several, else what semicolons separate.
fn several(text: &str) -> Vec<String> {
    let mark = if text.contains('\n') { '\n' } else { ';' };
    text.split(mark)
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

/// A record in the making.
struct Record<'c> {
    node: Node,
    metric: Node,
    /// Whether the metric has its name from the column of its level.
    named_by_level: bool,
    currency: &'c str,
}

impl Record<'_> {
    fn keep(&mut self, column: &Column, text: &str) {
        self.node.set(&column.own, Node::Text(text.to_owned()));
    }

    fn plain(&mut self, path: &str, word: impl ToString) {
        self.node.set(path, Node::Plain(word.to_string()));
    }

    fn put(&mut self, column: &Column, cell: &Cell, row: &Row, plan: &Plan) -> Came {
        let text = one_line(&cell.to_string());
        if matches!(cell, Cell::Error(_)) {
            return Came::Kept;
        }
        let (path, reads) = match &column.target {
            Target::Field(path, reads) => (*path, *reads),
            Target::Own(key) => {
                self.node.set(key, Node::Text(text));
                return Came::Whole;
            }
            Target::Skip => return Came::Whole,
        };
        match reads {
            Reads::Text => self.text(path, text),
            Reads::Texts => {
                self.texts(path, &cell.to_string(), column, plan);
                Came::Whole
            }
            // A question about the paper is no paper.
            Reads::Reference if text.contains('?') => Came::Kept,
            Reads::Reference if words::is_none(&text) => Came::None,
            Reads::Reference => {
                self.node.set(path, Node::Text(text));
                Came::Whole
            }
            Reads::Type => self.kind(&text),
            Reads::Structure => self.structure(&text),
            Reads::Tier => self.word(path, &text, words::tier(&text)),
            Reads::Stage => self.word(path, &text, words::stage(&text)),
            Reads::Cadence => self.word(path, &text, words::cadence(&text)),
            Reads::Renewal => self.word(path, &text, words::renewal(&text)),
            Reads::Every => match every(&text) {
                Some(word) => {
                    self.metric.set("every", Node::Plain(word.to_owned()));
                    as_word(&text, word)
                }
                None => Came::Kept,
            },
            Reads::FirstDay | Reads::LastDay | Reads::Review => self.day(path, reads, &text, cell, column),
            Reads::People => self.people(path, &text),
            Reads::Notice => self.notice(&text, &column.name),
            Reads::Level => self.level(path, cell, column, row, plan),
            Reads::Number | Reads::Money | Reads::Months => self.number(path, reads, cell, column),
            Reads::Name | Reads::Own | Reads::Skip => Came::Whole,
        }
    }

    fn text(&mut self, path: &str, text: String) -> Came {
        match path.strip_prefix("metrics.") {
            Some(key) => {
                // `# joint customers` counts joint customers.
                if let Some(unit) =
                    text.strip_prefix('#').map(str::trim).filter(|unit| key == "name" && !unit.is_empty())
                {
                    self.metric.set("unit", Node::Text(unit.to_owned()));
                }
                self.metric.set(key, Node::Text(text));
            }
            None => self.node.set(path, Node::Text(text)),
        }
        Came::Whole
    }

    fn texts(&mut self, path: &str, text: &str, column: &Column, plan: &Plan) {
        // Where several columns become notes, each says which it was.
        let alike = plan.columns.iter().filter(|other| other.target == column.target).count();
        for part in several(text) {
            let part = if path == "notes" && alike > 1 { format!("{}: {part}", column.name) } else { part };
            self.node.push(path, Node::Text(part));
        }
    }

    fn word(&mut self, path: &str, text: &str, word: Option<&'static str>) -> Came {
        match word {
            Some(word) => {
                self.plain(path, word);
                as_word(text, word)
            }
            None if words::is_none(text) => Came::None,
            None => Came::Kept,
        }
    }

    fn kind(&mut self, text: &str) -> Came {
        let Some(kind) = words::kind(text) else { return Came::Kept };
        self.plain("type", kind.kind);
        match kind.structure.filter(|_| self.node.get("structure").is_none()) {
            Some(structure) => {
                self.plain("structure", structure);
                Came::Partly(format!("{}, structure {structure}", kind.kind))
            }
            None => as_word(text, kind.kind),
        }
    }

    fn structure(&mut self, text: &str) -> Came {
        let exact = Structure::ALL
            .iter()
            .map(|word| word.word())
            .find(|word| comparable(text).replace(' ', "-") == *word);
        let word = exact.or_else(|| words::kind(text)?.structure);
        self.word("structure", text, word)
    }

    fn day(&mut self, path: &str, reads: Reads, text: &str, cell: &Cell, column: &Column) -> Came {
        let last = reads == Reads::LastDay;
        let reading = match cell {
            Cell::Date(day) => Some(dates::Reading { time: Time::Day(*day), rest: String::new() }),
            _ => dates::read(text),
        };
        let Some(reading) = reading else {
            return if words::is_none(text) { Came::None } else { Came::Kept };
        };
        let Some(day) = reading.day(column.order, last) else { return Came::Kept };
        // A word after the end of a term may say how it renews; anything else is kept with the rest of the cell.
        let renewal =
            words::renewal(&reading.rest).filter(|_| path == "term.ends" && !reading.rest.is_empty());
        if reads == Reads::Review {
            let mut review = Node::map();
            review.set("date", Node::Plain(day.to_string()));
            self.node.push(path, review);
        } else {
            self.plain(path, day);
        }
        if let Some(renewal) = renewal.filter(|_| self.node.get("term.renews").is_none()) {
            self.plain("term.renews", renewal);
        }
        let more = !reading.rest.is_empty() && renewal.is_none();
        let renews = renewal.map(|word| format!(", renews {word}")).unwrap_or_default();
        match reading.time {
            Time::Period(period) => {
                let edge = if last { "last" } else { "first" };
                Came::Partly(format!("{day}, the {edge} day of {}{renews}", spoken_period(period)))
            }
            _ if more => Came::Partly(format!("{day}{renews}")),
            _ if renewal.is_some() => Came::As(format!("{day}{renews}")),
            _ => Came::Whole,
        }
    }

    fn people(&mut self, path: &str, text: &str) -> Came {
        match people::read(text) {
            People::Nobody => Came::NoAnswer,
            People::Unclear if words::is_none(text) => Came::None,
            People::Unclear => Came::Kept,
            People::Named(people) => {
                let mut nodes: Vec<Node> = people
                    .into_iter()
                    .map(|person| {
                        let mut node = Node::map();
                        node.set("name", Node::Text(person.name));
                        if let Some(role) = person.role {
                            node.set("role", Node::Text(role));
                        }
                        node
                    })
                    .collect();
                let value = if nodes.len() == 1 { nodes.remove(0) } else { Node::List(nodes) };
                self.node.set(path, value);
                Came::Whole
            }
        }
    }

    fn notice(&mut self, text: &str, heading: &str) -> Came {
        match notice_cell(text, heading) {
            Some(NoticeCell::Days(days)) => {
                self.plain("exit.notice_days", days);
                let bare = format!("{days} days");
                if text == bare || text == days.to_string() { Came::Whole } else { Came::As(bare) }
            }
            Some(NoticeCell::Words(words)) => {
                self.node.set("exit.notice", Node::Text(words.clone()));
                if words == text { Came::Whole } else { Came::As(words) }
            }
            None if words::is_none(text) => Came::None,
            None => Came::Kept,
        }
    }

    fn level(&mut self, path: &str, cell: &Cell, column: &Column, row: &Row, plan: &Plan) -> Came {
        let text = &one_line(&cell.to_string());
        let key = path.strip_prefix("metrics.").unwrap_or(path);
        // A level of nothing in particular is no metric: one needs a name, if only that of its column.
        let mut names =
            plan.columns.iter().filter(|other| matches!(other.target, Target::Field("metrics.name", _)));
        let named = match names.next() {
            Some(other) => {
                let name = row.cell(other.index);
                !name.is_empty() && !words::is_no_answer(&name.to_string())
            }
            None => match measured(&column.name) {
                Some(name) => {
                    self.named_by_level |= self.metric.get("name").is_none();
                    self.metric.set("name", Node::Text(name));
                    true
                }
                None => false,
            },
        };
        let Some(amount) = amount_of(cell, column.decimals).filter(|_| named) else {
            self.drop_bare_metric();
            return if words::is_none(text) { Came::None } else { Came::Kept };
        };
        let unit = if amount.unit.as_deref() == Some("%") {
            Some("%".to_owned())
        } else {
            amount.currency(self.currency)
        };
        if amount.is_money() && unit.is_none() {
            self.drop_bare_metric();
            return Came::Kept;
        }
        self.metric.set(key, Node::Plain(figure(amount.value)));
        let mut said = amount.value.to_string();
        if let Some(unit) = unit {
            said = format!("{unit} {said}");
            if self.metric.get("unit").is_none() {
                self.metric.set("unit", Node::Text(unit));
            }
        }
        if let Some(every) = amount.every {
            said = format!("{said} each {every}");
            if self.metric.get("every").is_none() {
                self.metric.set("every", Node::Plain(every.to_owned()));
            }
        }
        if amount.about || !amount.rest.is_empty() {
            Came::Partly(said)
        } else if said == *text {
            Came::Whole
        } else {
            Came::As(said)
        }
    }

    /// Takes back a name that only a level would have given a metric.
    fn drop_bare_metric(&mut self) {
        if matches!(&self.metric, Node::Map(entries) if entries.len() == 1) && self.named_by_level {
            self.metric = Node::map();
        }
    }

    fn number(&mut self, path: &str, reads: Reads, cell: &Cell, column: &Column) -> Came {
        let text = &one_line(&cell.to_string());
        let Some(amount) = amount_of(cell, column.decimals) else {
            return if words::is_none(text) { Came::None } else { Came::Kept };
        };
        let currency = amount.currency(self.currency);
        let said = match reads {
            Reads::Money if amount.is_money() && currency.is_none() => return Came::Kept,
            Reads::Money => match currency.filter(|currency| currency != self.currency) {
                Some(currency) => format!("{currency} {}", figure(amount.value)),
                None => figure(amount.value),
            },
            Reads::Months => {
                let rest = amount.rest.to_lowercase();
                let years = amount.every == Some("year") || rest.starts_with('y') || rest.starts_with("jahr");
                let months =
                    if years { amount.value * rust_decimal::Decimal::from(12) } else { amount.value };
                if !months.is_integer()
                    || months.is_sign_negative()
                    || months > rust_decimal::Decimal::from(600)
                {
                    return Came::Kept;
                }
                months.normalize().to_string()
            }
            _ if amount.unit.is_some() || amount.value.is_sign_negative() => return Came::Kept,
            _ => figure(amount.value),
        };
        if amount.value.is_sign_negative() {
            return Came::Kept;
        }
        self.plain(path, &said);
        let more = amount.about || (!amount.rest.is_empty() && reads != Reads::Months);
        if more {
            Came::Partly(said)
        } else if said == *text {
            Came::Whole
        } else {
            Came::As(said)
        }
    }
}

/// What a column of levels measures: `Revenue` in `Revenue target 2026`; none where it says no more than that it is one.
fn measured(heading: &str) -> Option<String> {
    let level = [
        "target",
        "goal",
        "quota",
        "floor",
        "minimum",
        "ziel",
        "zielwert",
        "plan",
        "annual",
        "value",
        "min",
        "commitment",
    ];
    let words: Vec<&str> = heading
        .split(|letter: char| letter.is_whitespace() || ":()/-".contains(letter))
        .filter(|word| !word.is_empty() && !level.contains(&word.to_lowercase().as_str()))
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A word of the record for a word of the sheet, which is kept where it says something else.
fn as_word(text: &str, word: &str) -> Came {
    if comparable(text).replace(' ', "-") == word { Came::Whole } else { Came::Partly(word.to_owned()) }
}

/// The names by which an alliance that is there already is known.
pub fn known_names(record: &Alliance, stem: &str) -> Vec<String> {
    let partners = record.partners.iter().map(|(_, name)| name.as_str());
    [record.name.text(), record.partner.text(), Some(stem)]
        .into_iter()
        .flatten()
        .chain(record.aliases.items().map(String::as_str))
        .chain(partners)
        .map(as_name)
        .collect()
}

/// A name in the form in which names of sheets and records are compared.
pub fn as_name(name: &str) -> String {
    comparable(name).replace(['-', '_'], " ")
}

/// The headings under which a sheet of partners is exported, with the paths they stand for.
pub fn headings() -> impl Iterator<Item = (&'static str, &'static str)> {
    fields().map(|field| (field.heading, field.path))
}

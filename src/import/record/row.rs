//! The cells of one row, each read as its column says and written into a record.

use rust_decimal::Decimal;

use super::super::append::figure;
use super::super::cells::{amount_of, every, one_line, several};
use super::super::columns::{Reads, Target};
use super::super::dates::{self, Time, spoken_period};
use super::super::notice::{NoticeCell, notice_cell};
use super::super::people::{self, People};
use super::super::sheet::{Cell, Row};
use super::super::words;
use super::headings::{every_of, is_of_both_sides, measured};
use super::plan::{RecordColumn, RecordPlan};
use crate::model::{Structure, Yaml, comparable};

/// What came of one cell.
pub(super) enum Came {
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

/// A record in the making.
pub(super) struct DraftRecord<'c> {
    pub(super) node: Yaml,
    pub(super) metric: Yaml,
    /// Whether the metric has its name from the column of its level.
    pub(super) named_by_level: bool,
    pub(super) currency: &'c str,
}

impl DraftRecord<'_> {
    pub(super) fn keep(&mut self, column: &RecordColumn, text: &str) {
        self.node.set(&column.own, Yaml::Text(text.to_owned()));
    }

    fn plain(&mut self, path: &str, word: impl ToString) {
        self.node.set(path, Yaml::word(word));
    }

    pub(super) fn put(&mut self, column: &RecordColumn, cell: &Cell, row: &Row, plan: &RecordPlan) -> Came {
        let text = one_line(&cell.to_string());
        if matches!(cell, Cell::Error(_)) {
            return Came::Kept;
        }
        let (path, reads) = match &column.target {
            Target::Field(path, reads) => (*path, *reads),
            Target::Own(key) => {
                self.node.set(key, Yaml::Text(text));
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
                self.node.set(path, Yaml::Text(text));
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
                    self.metric.set("every", Yaml::word(word));
                    as_word(&text, word)
                }
                None => Came::Kept,
            },
            Reads::FirstDay | Reads::LastDay | Reads::Review => self.day(path, reads, &text, cell, column),
            Reads::People => self.people(path, &text, &column.name),
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
                    self.metric.set("unit", Yaml::Text(unit.to_owned()));
                }
                self.metric.set(key, Yaml::Text(text));
            }
            None => self.node.set(path, Yaml::Text(text)),
        }
        Came::Whole
    }

    fn texts(&mut self, path: &str, text: &str, column: &RecordColumn, plan: &RecordPlan) {
        // Where several columns become notes, each says which it was.
        let alike = plan.columns.iter().filter(|other| other.target == column.target).count();
        for part in several(text) {
            let part = if path == "notes" && alike > 1 { format!("{}: {part}", column.name) } else { part };
            self.node.push(path, Yaml::Text(part));
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

    fn day(&mut self, path: &str, reads: Reads, text: &str, cell: &Cell, column: &RecordColumn) -> Came {
        let last = reads == Reads::LastDay;
        let reading = match cell {
            Cell::Date(day) => Some(dates::DateReading { time: Time::Day(*day), rest: String::new() }),
            _ => dates::read(text),
        };
        let Some(reading) = reading else {
            // `auto, 12 months` says how a term goes on, if not when.
            if path == "term.ends"
                && let Some(renewal) = words::renewal(text).filter(|_| !words::is_none(text))
                && self.node.get("term.renews").is_none()
            {
                self.plain("term.renews", renewal);
                return Came::Partly(format!("renews {renewal}"));
            }
            return if words::is_none(text) { Came::None } else { Came::Kept };
        };
        // What has begun may be written as exactly as it is known.
        if let (Time::Period(period), Reads::FirstDay) = (&reading.time, reads) {
            self.plain(path, period);
            let written = period.to_string();
            return match reading.rest.is_empty() {
                true if written == text => Came::Whole,
                true => Came::As(written),
                false => Came::Partly(written),
            };
        }
        let Some(day) = reading.day(column.order, last) else { return Came::Kept };
        // A word after the end of a term may say how it renews; anything else is kept with the rest of the cell.
        let renewal =
            words::renewal(&reading.rest).filter(|_| path == "term.ends" && !reading.rest.is_empty());
        if reads == Reads::Review {
            let mut review = Yaml::map();
            review.set("date", Yaml::word(day));
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

    fn people(&mut self, path: &str, text: &str, heading: &str) -> Came {
        // One column for both sides has ours before theirs, as its heading does.
        if let (Some((side, ours)), Some((us, them))) = (path.split_once('.'), text.split_once('/'))
            && ours == "us"
            && is_of_both_sides(heading)
            && !them.contains('/')
        {
            let mut one = |side: String, text: &str| {
                let nobody = text.is_empty() || words::is_no_answer(text);
                if nobody { Came::NoAnswer } else { self.people(&side, text, "") }
            };
            let came = [one(path.to_owned(), us.trim()), one(format!("{side}.partner"), them.trim())];
            return match came {
                [Came::Kept | Came::None, _] | [_, Came::Kept | Came::None] => Came::Kept,
                [Came::NoAnswer, Came::NoAnswer] => Came::NoAnswer,
                [Came::NoAnswer, _] => Came::Partly(format!("{side}.partner: {}", them.trim())),
                [_, Came::NoAnswer] => Came::Partly(format!("{side}.us: {}", us.trim())),
                _ => Came::As(format!("ours {}, theirs {}", us.trim(), them.trim())),
            };
        }
        match people::read(text) {
            People::Nobody => Came::NoAnswer,
            People::Unclear if words::is_none(text) => Came::None,
            People::Unclear => Came::Kept,
            People::Named(people) => {
                let mut nodes: Vec<Yaml> = people
                    .into_iter()
                    .map(|person| {
                        let mut node = Yaml::map();
                        node.set("name", Yaml::Text(person.name));
                        if let Some(role) = person.role {
                            node.set("role", Yaml::Text(role));
                        }
                        node
                    })
                    .collect();
                let value = if nodes.len() == 1 { nodes.remove(0) } else { Yaml::List(nodes) };
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
                self.node.set("exit.notice", Yaml::Text(words.clone()));
                if words == text { Came::Whole } else { Came::As(words) }
            }
            None if words::is_none(text) => Came::None,
            None => Came::Kept,
        }
    }

    fn level(
        &mut self,
        path: &str,
        cell: &Cell,
        column: &RecordColumn,
        row: &Row,
        plan: &RecordPlan,
    ) -> Came {
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
                    self.metric.set("name", Yaml::Text(name));
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
        self.metric.set(key, Yaml::word(figure(amount.value)));
        let mut said = amount.value.to_string();
        if let Some(unit) = unit {
            said = format!("{unit} {said}");
            if self.metric.get("unit").is_none() {
                self.metric.set("unit", Yaml::Text(unit));
            }
        }
        // `Annual value`, `Target 2026`: the heading may say it for all of its cells.
        let of_all = || every_of(&column.name).filter(|_| self.metric.get("every").is_none());
        if let Some(every) = amount.every.or_else(of_all) {
            said = format!("{said} each {every}");
            if self.metric.get("every").is_none() {
                self.metric.set("every", Yaml::word(every));
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
        if matches!(&self.metric, Yaml::Map(entries) if entries.len() == 1) && self.named_by_level {
            self.metric = Yaml::map();
        }
    }

    fn number(&mut self, path: &str, reads: Reads, cell: &Cell, column: &RecordColumn) -> Came {
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
                let months = if years { amount.value * Decimal::from(12) } else { amount.value };
                if !months.is_integer() || months.is_sign_negative() || months > Decimal::from(600) {
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

/// A word of the record for a word of the sheet, which is kept where it says something else.
fn as_word(text: &str, word: &str) -> Came {
    if comparable(text).replace(' ', "-") == word { Came::Whole } else { Came::Partly(word.to_owned()) }
}

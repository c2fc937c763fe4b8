//! What can be written at a place: keys, words of a vocabulary, sides, metrics, periods that are due, days.

use super::catalog::{self, Described, FileKind};
use super::outline::{self, Cursor, OutlineKey, Writing, steps};
use super::protocol::{CompletionItem, Markup, Position, TextEdit};
use super::view::View;
use crate::load::locate::PathSegment;
use crate::model::calendar::add_days;
use crate::model::{Alliance, Metric, PARTNER, Period, US};
use crate::render::escape::terminal;

const PROPERTY: u8 = 10;
const VALUE: u8 = 12;
const WORD: u8 = 13;
const REFERENCE: u8 = 18;

/// Keys whose value is a side, or a list of sides.
const SIDES: [&str; 5] = ["by", "side", "attended", "access", "agreed_by"];
/// As many periods are offered, the oldest that is due first.
const MOST_PERIODS: usize = 12;

/// What may be written at a place, in the order in which it is worth offering.
pub(super) fn at(view: &View, position: Position) -> Vec<CompletionItem> {
    let offset = view.document.text.offset(position, view.encoding);
    let cursor = outline::at(view.text(), offset);
    let (path, is_key) = match &cursor.writing {
        Writing::Key(path) => (path.clone(), true),
        Writing::Value(path) => (path.clone(), false),
        Writing::Nothing => return Vec::new(),
    };
    let mut offers = Offers { view, cursor: &cursor, end: offset, items: Vec::new() };
    let steps = steps(&path);
    let described = catalog::field(view.kind, &steps);
    if is_key {
        offers.keys(&path, &described);
        // An item of a list may be a word.
        if matches!(steps.last(), Some(PathSegment::Index(_))) {
            offers.values(&steps, &described);
        }
    } else {
        offers.values(&steps, &described);
    }
    offers.items
}

struct Offers<'v> {
    view: &'v View<'v>,
    cursor: &'v Cursor,
    end: usize,
    items: Vec<CompletionItem>,
}

impl Offers<'_> {
    fn offer(&mut self, label: &str, kind: u8, text: String, means: Option<String>, detail: Option<String>) {
        if self.items.iter().any(|item| item.label == label) {
            return;
        }
        let range = self.view.document.text.range(&(self.cursor.start..self.end), self.view.encoding);
        self.items.push(CompletionItem {
            label: terminal(label).into_owned(),
            kind,
            detail,
            documentation: means.filter(|means| !means.is_empty()).map(Markup::markdown),
            sort_text: format!("{:04}", self.items.len()),
            insert_text_mode: 1,
            text_edit: TextEdit { range, new_text: text },
        });
    }

    /// The keys that are not there yet.
    fn keys(&mut self, path: &str, described: &Described) {
        let kind = self.view.kind;
        let present: Vec<String> = outline::keys(self.view.text())
            .into_iter()
            .filter(|key| key.span.start != self.cursor.start)
            .filter_map(|OutlineKey { path: full, .. }| below(path, &full).map(str::to_owned))
            .collect();
        let mut keys: Vec<String> = described.keys(kind).into_iter().map(str::to_owned).collect();
        if described.is_by_side(kind) && path != "partners" {
            let sides = self.sides();
            keys.retain(|key| sides.contains(key) || ![US, PARTNER].contains(&key.as_str()));
            keys.extend(sides);
        }
        for key in keys {
            if present.contains(&key) {
                continue;
            }
            let step = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let field = catalog::field(kind, &steps(&step));
            let means = field.documentation(kind).map(str::to_owned);
            let text = format!("{key}:{}", self.behind(&field));
            self.offer(&key, PROPERTY, text, means, None);
        }
    }

    /// What stands behind a key: a blank, or the line in which its first own key begins.
    fn behind(&self, field: &Described) -> String {
        let kind = self.view.kind;
        let has_keys = !field.keys(kind).is_empty() || field.is_by_side(kind);
        if self.cursor.flow || !(has_keys || field.is_list(kind)) {
            return " ".to_owned();
        }
        let indent = " ".repeat(self.cursor.column + 2);
        let dash = if field.is_list(kind) { "- " } else { "" };
        format!("\n{indent}{dash}")
    }

    fn values(&mut self, steps: &[PathSegment], described: &Described) {
        let kind = self.view.kind;
        for word in described.words(kind) {
            self.offer(word.word, WORD, word.word.to_owned(), Some(word.means.to_owned()), None);
        }
        let key = steps.iter().rev().find_map(|step| match step {
            PathSegment::Key(key) => Some(*key),
            PathSegment::Index(_) => None,
        });
        let Some(key) = key else { return };
        if SIDES.contains(&key) && !described.is_formed(kind) && described.words(kind).is_empty() {
            for side in self.sides() {
                self.offer(&side.clone(), REFERENCE, side, None, None);
            }
            if matches!(key, "by" | "side") {
                self.offer("both", REFERENCE, "both".to_owned(), None, None);
            }
        }
        match (kind, key) {
            (FileKind::Record, "metric") => self.metrics(),
            (FileKind::Record, "period") => self.periods(steps),
            (FileKind::Portfolio, "alliance" | "alliances") => self.alliances(),
            _ => {}
        }
        if described.is_date(kind) {
            let today = self.view.judged.report.as_of.to_string();
            self.offer(&today.clone(), VALUE, today, None, Some("today".to_owned()));
        }
    }

    fn record(&self) -> Option<Alliance> {
        if self.view.kind == FileKind::Portfolio {
            return None;
        }
        self.view.record()?.value
    }

    fn sides(&self) -> Vec<String> {
        let several = self
            .record()
            .map(|record| record.partners.fields().iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
        let partners = several.filter(|ids| !ids.is_empty()).unwrap_or_else(|| vec![PARTNER.to_owned()]);
        std::iter::once(US.to_owned()).chain(partners).collect()
    }

    fn metrics(&mut self) {
        let Some(record) = self.record() else { return };
        for name in record.metrics.items().filter_map(|metric| metric.name.text()) {
            self.offer(name, REFERENCE, quoted(name, self.cursor.flow), None, None);
        }
    }

    fn alliances(&mut self) {
        let names = self.view.judged.report.alliances.iter();
        let names: Vec<String> =
            names.filter(|alliance| alliance.readable).map(|alliance| alliance.name.clone()).collect();
        for name in names {
            self.offer(&name, REFERENCE, quoted(&name, self.cursor.flow), None, None);
        }
    }

    /// The periods of a metric that are over and have no result.
    fn periods(&mut self, steps: &[PathSegment]) {
        let [PathSegment::Key("metrics"), PathSegment::Index(index), ..] = steps else { return };
        let as_of = self.view.judged.report.as_of;
        let record = self.record();
        let metric = record.as_ref().and_then(|record| record.metrics.fields().get(*index)?.get());
        let Some(metric) = metric else { return };
        for period in
            due(metric, record.as_ref().and_then(|record| record.started.get()).map(|day| day.0), as_of)
        {
            let name = period.to_string();
            let detail = Some(format!("{}, no result yet", period.spoken()));
            self.offer(&name.clone(), VALUE, name, None, detail);
        }
    }
}

/// The periods of a metric that have ended without a result, from the oldest on.
fn due(metric: &Metric, started: Option<chrono::NaiveDate>, as_of: chrono::NaiveDate) -> Vec<Period> {
    let known: Vec<Period> = metric.results.items().filter_map(|result| result.period.copied()).collect();
    let latest = known.iter().max_by_key(|period| period.end());
    let months = metric.every.copied().map(|every| every.months()).or(latest.map(Period::months));
    let agreed = metric.agreed.get().map(|agreed| agreed.0);
    let first = latest.map(|latest| add_days(latest.end(), 1)).or(agreed.max(started));
    let (Some(months), Some(mut day)) = (months, first) else { return Vec::new() };
    // As the latest is named, so are those after it.
    let year = latest.and_then(Period::fiscal);
    let mut due = Vec::new();
    while due.len() < MOST_PERIODS {
        let Some(period) = Period::around_in(day, months, year).filter(|period| period.end() < as_of) else {
            break;
        };
        day = add_days(period.end(), 1);
        // The first of them may have begun before there was anything to count.
        if first.is_none_or(|first| period.start() >= first) {
            due.push(period);
        }
        if day <= period.end() {
            break;
        }
    }
    due
}

/// A name as YAML, in quotes where it would be read as something else.
fn quoted(name: &str, flow: bool) -> String {
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || " _.&'/()-".contains(letter))
        && name.starts_with(char::is_alphabetic)
        && !(flow && name.contains(','))
        && name.trim() == name
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&name.to_lowercase().as_str());
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// What a path has directly below another.
fn below<'p>(path: &str, full: &'p str) -> Option<&'p str> {
    let rest = if path.is_empty() { full } else { full.strip_prefix(path)?.strip_prefix('.')? };
    (!rest.contains(['.', '['])).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Source;
    use crate::model::FiscalYear;

    /// The periods that are due on 22 November 2026 after one with a result.
    fn after(latest: &str) -> Vec<String> {
        let text = format!(
            "name: Tern\nmetrics:\n  - {{ name: Leads, every: quarter, results: [{{ period: {latest}, total: 3, without: 1 }}] }}\n"
        );
        let source = Source::<Alliance>::in_year("tern.yaml".into(), Ok(text), FiscalYear::parse("04"));
        let record = source.value.expect("a record");
        let metric = record.metrics.items().next().expect("a metric");
        let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        due(metric, None, as_of).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn periods_are_named_as_the_latest_is() {
        assert_eq!(after("2026-Q1"), ["2026-Q2", "2026-Q3"]);
        assert_eq!(after("FY26-Q4"), ["FY27-Q1", "FY27-Q2"]);
    }
}

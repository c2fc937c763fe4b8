//! Adds results to a record's text, and changes nothing else: every byte that was there stays.
//!
//! It knows one edit: entries at the end of a metric's `results:`, in block style. Anything else it refuses, and the caller
//! prints the lines for a person to paste. What comes out is read again and must differ by those entries alone.

use crate::load::Source;
use crate::load::tree::{NodeId, Tree, Value};
use crate::model::{Alliance, Field, List, Metric, MetricResult, Money, Period, exact_decimal};
use rust_decimal::Decimal;

/// A result to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The period it is for.
    pub period: Period,
    /// Everything that was counted.
    pub total: Option<Decimal>,
    /// How much of it would have come without the alliance.
    pub without: Option<Decimal>,
    /// The partner's own reading.
    pub partner_total: Option<Decimal>,
}

impl Entry {
    /// As a line of a list: `{ period: 2026-Q3, total: 540000 }`.
    pub fn line(&self) -> String {
        let mut line = format!("{{ period: {}", self.period);
        for (key, amount) in
            [("total", self.total), ("without", self.without), ("partner_total", self.partner_total)]
        {
            if let Some(amount) = amount {
                line.push_str(&format!(", {key}: {}", figure(amount)));
            }
        }
        line.push_str(" }");
        line
    }

    fn result(&self) -> MetricResult {
        let money = |amount: Option<Decimal>| {
            // As the reader will have it, digit by digit.
            amount
                .and_then(|amount| exact_decimal(&figure(amount)))
                .map_or(Field::Absent, |amount| Field::Set(Money { amount, currency: None }))
        };
        MetricResult {
            period: Field::Set(self.period),
            total: money(self.total),
            without: money(self.without),
            partner_total: money(self.partner_total),
            ..MetricResult::default()
        }
    }
}

/// An amount in the one form that a record takes. Three decimals could be thousands, so that a nought follows them.
pub(super) fn figure(amount: Decimal) -> String {
    let text = amount.normalize().to_string();
    match text.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => format!("{text}0"),
        _ => text,
    }
}

/// Why nothing was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The file cannot be read, or parts of it are in a form that cannot be used.
    Unsound,
    /// The place is written in brackets, or in another way that this edit does not know.
    Style,
}

/// The text with the entries at the end of the results of one metric.
///
/// # Errors
/// When the text has them in a style that is not known here, or what comes out would say anything else, too.
pub fn append(text: &str, metric: usize, entries: &[Entry]) -> Result<String, Refused> {
    let old = Source::<Alliance>::new(String::new(), Ok(text.to_owned()));
    let tree = Tree::parse(text.to_owned(), &mut Vec::new()).map_err(|_| Refused::Unsound)?;
    let (at, indent, key) = place(&tree, metric).ok_or(Refused::Style)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let before = text.get(..at).ok_or(Refused::Style)?;
    let after = text.get(at..).ok_or(Refused::Style)?;
    let mut new = before.to_owned();
    if !before.is_empty() && !before.ends_with('\n') {
        new.push_str(end);
    }
    let mut depth = indent;
    if key {
        new.push_str(&format!("{}results:{end}", " ".repeat(depth)));
        depth += 2;
    }
    for entry in entries {
        new.push_str(&format!("{}- {}{end}", " ".repeat(depth), entry.line()));
    }
    new.push_str(after);
    // What it says now must be what it said before, and the entries.
    let wanted =
        old.value.as_ref().and_then(|record| with(record, metric, entries)).ok_or(Refused::Unsound)?;
    let read = Source::<Alliance>::new(String::new(), Ok(new.clone()));
    let mistakes = |source: &Source<Alliance>| -> Vec<String> {
        source.mistakes.iter().map(|mistake| format!("{} {}", mistake.path, mistake.message)).collect()
    };
    let same = read.value.as_ref() == Some(&wanted) && mistakes(&read) == mistakes(&old);
    if same { Ok(new) } else { Err(Refused::Style) }
}

/// The record with the entries.
fn with(record: &Alliance, metric: usize, entries: &[Entry]) -> Option<Alliance> {
    let mut record = record.clone();
    let Field::Set(metric) = record.metrics.fields_mut().get_mut(metric)? else { return None };
    add(metric, entries)?;
    Some(record)
}

fn add(metric: &mut Metric, entries: &[Entry]) -> Option<()> {
    // An entry that cannot be read may be for the very period that is added.
    if metric.results.is_invalid() || metric.results.items().any(|result| result.period.is_invalid()) {
        return None;
    }
    let results: Vec<MetricResult> =
        metric.results.items().cloned().chain(entries.iter().map(Entry::result)).collect();
    metric.results = List::from(results);
    Some(())
}

/// Where to insert, how deep, and whether the key `results:` has to be written, too.
fn place(tree: &Tree, metric: usize) -> Option<(usize, usize, bool)> {
    let (_, metrics) = tree.entry(tree.root(), "metrics")?;
    let Value::Sequence(items) = tree.value(metrics) else { return None };
    let item = *items.get(metric)?;
    let Value::Mapping(entries) = tree.value(item) else { return None };
    let first = *entries.first()?;
    if in_brackets(tree, metrics) || in_brackets(tree, item) {
        return None;
    }
    let Some((key, results)) = tree.entry(item, "results") else {
        return Some((line_after(tree, last_byte(tree, item)?), column(tree, first)?, true));
    };
    match tree.value(results) {
        value if value.is_null() => {
            // `~` and `null` would stay behind the key.
            let written = tree.text().get(tree.span(results))?;
            written
                .is_empty()
                .then(|| Some((line_after(tree, tree.span(key).end), column(tree, key)? + 2, false)))?
        }
        Value::Sequence(items) if !in_brackets(tree, results) => {
            let last = *items.last()?;
            let start = tree.span(*items.first()?).start;
            let line = tree.text().get(..start)?.rsplit('\n').next()?;
            // Only blanks and the dash may stand before an item: `results: - x` is none of ours.
            let dash = line.find('-').filter(|dash| line[..*dash].bytes().all(|byte| byte == b' '))?;
            let between = line.get(dash + 1..)?;
            let sound = !between.is_empty() && between.bytes().all(|byte| byte == b' ');
            sound.then(|| Some((line_after(tree, last_byte(tree, last)?), dash, false)))?
        }
        _ => None,
    }
}

/// Whether a node is written in flow style, `{ … }` or `[ … ]`. The span of a block may begin with its first item.
fn in_brackets(tree: &Tree, node: NodeId) -> bool {
    let start = tree.span(node).start;
    let first = match tree.value(node) {
        Value::Scalar { .. } => None,
        Value::Sequence(children) | Value::Mapping(children) => children.first(),
    };
    let opens = tree.text().get(start..).is_some_and(|text| text.starts_with(['{', '[']));
    opens && first.is_none_or(|first| tree.span(*first).start > start)
}

/// The column of a node in bytes, if only blanks and a dash stand before it on its line.
fn column(tree: &Tree, node: NodeId) -> Option<usize> {
    let line = tree.text().get(..tree.span(node).start)?.rsplit('\n').next()?;
    line.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(line.len())
}

/// The last byte of what a node says; the span of a block reaches to what follows it.
fn last_byte(tree: &Tree, node: NodeId) -> Option<usize> {
    if in_brackets(tree, node) {
        return Some(tree.span(node).end);
    }
    match tree.value(node) {
        Value::Scalar { .. } => Some(tree.span(node).end),
        Value::Sequence(children) | Value::Mapping(children) => {
            children.iter().filter_map(|child| last_byte(tree, *child)).max()
        }
    }
}

/// The beginning of the line after the one that holds the byte before `end`.
fn line_after(tree: &Tree, end: usize) -> usize {
    let text = tree.text();
    // The span of a block of text may end at the start of the next line.
    let end = if end > 0 && text.as_bytes().get(end - 1) == Some(&b'\n') { end - 1 } else { end };
    text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| end + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\n";

    fn entry(period: &str, total: i64) -> Entry {
        Entry {
            period: Period::parse(period).expect("a period"),
            total: Some(Decimal::from(total)),
            without: None,
            partner_total: None,
        }
    }

    fn added(text: &str) -> Result<String, Refused> {
        append(&format!("{HEAD}{text}"), 0, &[entry("2026-01", 10), entry("2026-02", 0)])
            .map(|new| new.strip_prefix(HEAD).expect("the head stays").to_owned())
    }

    #[test]
    fn entries_stand_where_the_others_do() {
        let lines = "- { period: 2026-01, total: 10 }\n      - { period: 2026-02, total: 0 }\n";
        for (before, after) in [
            // No results yet, last thing of the file, with and without a line end.
            (
                "metrics:\n  - name: Leads\n    every: month\n",
                format!("metrics:\n  - name: Leads\n    every: month\n    results:\n      {lines}"),
            ),
            (
                "metrics:\n  - name: Leads\n    every: month",
                format!("metrics:\n  - name: Leads\n    every: month\n    results:\n      {lines}"),
            ),
            // Something follows.
            (
                "metrics:\n  - name: Leads # why\n\n  - name: Other\nnotes: x\n",
                format!(
                    "metrics:\n  - name: Leads # why\n    results:\n      {lines}\n  - name: Other\nnotes: x\n"
                ),
            ),
            // Results in flow items, with a comment.
            (
                "metrics:\n  - name: Leads\n    results:\n      - { period: 2025-12, total: 5 }   # CRM\n    target: 3\n",
                format!(
                    "metrics:\n  - name: Leads\n    results:\n      - {{ period: 2025-12, total: 5 }}   # CRM\n      {lines}    target: 3\n"
                ),
            ),
            // Results in block items.
            (
                "metrics:\n  - name: Leads\n    results:\n      - period: 2025-12\n        total: 5\nnotes: x\n",
                format!(
                    "metrics:\n  - name: Leads\n    results:\n      - period: 2025-12\n        total: 5\n      {lines}notes: x\n"
                ),
            ),
            // An empty key.
            (
                "metrics:\n  - name: Leads\n    results:\nnotes: x\n",
                format!("metrics:\n  - name: Leads\n    results:\n      {lines}notes: x\n"),
            ),
        ] {
            assert_eq!(added(before), Ok(after), "{before}");
        }
        // Lists that are not indented.
        assert_eq!(
            added("metrics:\n- name: Leads\n  results:\n  - { period: 2025-12, total: 5 }\n").expect("added"),
            "metrics:\n- name: Leads\n  results:\n  - { period: 2025-12, total: 5 }\n  - { period: 2026-01, total: 10 }\n  - { period: 2026-02, total: 0 }\n"
        );
        // Windows line ends.
        let windows = append(
            &format!("{HEAD}metrics:\n  - name: Leads\n").replace('\n', "\r\n"),
            0,
            &[entry("2026-01", 1)],
        );
        let windows = windows.expect("added");
        assert!(
            windows.ends_with("    results:\r\n      - { period: 2026-01, total: 1 }\r\n"),
            "{windows:?}"
        );
        assert_eq!(windows.matches('\n').count(), windows.matches("\r\n").count());
    }

    #[test]
    fn what_it_does_not_know_it_leaves() {
        for text in [
            "metrics: [{ name: Leads }]\n",
            "metrics:\n  - { name: Leads }\n",
            "metrics:\n  - name: Leads\n    results: []\n",
            "metrics:\n  - name: Leads\n    results: [{ period: 2025-12, total: 5 }]\n",
            "metrics:\n  - name: Leads\n    results: ~\n",
            "metrics:\n  - name: Leads\n    results: { period: 2025-12, total: 5 }\n",
            "metrics:\n  name: Leads\n",
            "metrics:\n  - name: Leads\n    results:\n      - { period: soon, total: 5 }\n",
            "metrics:\n  - &a\n    name: Leads\n    results:\n      - { period: 2025-12, total: 5 }\n  - *a\n",
            "notes: x\n",
        ] {
            assert!(added(text).is_err(), "{text}");
        }
        assert!(append("name: [", 0, &[entry("2026-01", 1)]).is_err());
    }

    #[test]
    fn amounts_have_the_form_of_a_record() {
        let exact = |text: &str| exact_decimal(text).expect("a number");
        for (amount, text) in [("1250.50", "1250.5"), ("0.125", "0.1250"), ("-3", "-3"), ("1e2", "100")] {
            if let Some(amount) = exact_decimal(amount) {
                assert_eq!(figure(amount), text);
            }
        }
        let mut exact_entry = entry("2026-Q1", 1);
        exact_entry.total = Some(exact("12.125"));
        exact_entry.without = Some(exact("1.5"));
        let text = format!("{HEAD}metrics:\n  - name: Leads\n");
        assert!(append(&text, 0, &[exact_entry]).expect("added").contains("total: 12.1250, without: 1.5 }"));
    }

    /// Any cut of a healthy record, and any metric: what comes out holds every byte that went in.
    #[test]
    fn bytes_stay_whatever_the_record() {
        let healthy = include_str!("../../tests/fixtures/healthy.yaml");
        let item = "- { period: 2031-01, total: 7 }\n";
        let mut done = 0;
        for cut in healthy.char_indices().map(|(at, _)| at).step_by(41).chain([healthy.len()]) {
            for metric in 0..3 {
                let before = &healthy[..cut];
                let Ok(after) = append(before, metric, &[entry("2031-01", 7)]) else { continue };
                done += 1;
                let at = after.find(item).expect("the entry");
                let start = after[..at].trim_end_matches(' ').len();
                // Without the entry, and the key if that is new, it is the text that went in.
                let new_key = !before[..start.min(before.len())].ends_with("results:\n");
                let head = after[..start]
                    .strip_suffix("    results:\n")
                    .filter(|_| new_key)
                    .unwrap_or(&after[..start]);
                let rest = [head, &after[at + item.len()..]].concat();
                assert_eq!(rest.trim_end_matches('\n'), before.trim_end_matches('\n'));
            }
        }
        assert!(done > 40, "{done}");
    }
}

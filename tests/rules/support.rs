//! Judges small changes to a healthy record, as the rules' pages and tests describe them.

use std::fs;
use std::path::PathBuf;

use alliance::audit::{self, Clock};
use alliance::load::{Inputs, Source};
use alliance::model::Date;
use alliance::report::{Report, ReportedFinding};
use alliance::rules::{Outcome, Rule};
use serde_yaml::{Mapping, Value};

/// The day on which the healthy records are healthy.
pub const AS_OF: &str = "2026-11-22";

/// How a record is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Every key on a line of its own.
    Block,
    /// What holds only words and numbers stands in brackets on one line, as the samples have it.
    Flow,
}

/// One rule before one changed portfolio.
#[derive(Clone)]
pub struct Case {
    style: Style,
    rule: &'static Rule,
    as_of: String,
    portfolio: Value,
    records: Vec<Value>,
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> Value {
    let path = root().join(format!("tests/fixtures/{name}.yaml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The fields of a healthy record, and those one level below them: `exit`, `exit.notice_days`, `metrics[0].floor`.
pub fn keys(record: &str) -> Vec<String> {
    let of = |prefix: &str, value: &Value| -> Vec<String> {
        let keys = value.as_mapping().into_iter().flat_map(|mapping| mapping.keys());
        keys.filter_map(|key| Some(format!("{prefix}{}", key.as_str()?))).collect()
    };
    let record = fixture(record);
    let mut fields = of("", &record);
    for (key, value) in record.as_mapping().into_iter().flatten() {
        let Some(key) = key.as_str() else { continue };
        fields.extend(of(&format!("{key}."), value));
        fields.extend(value.get(0).into_iter().flat_map(|item| of(&format!("{key}[0]."), item)));
    }
    fields
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

impl Case {
    /// The rule before the healthy strategic record.
    pub fn new(rule: &str) -> Self {
        let rule = alliance::rules::find(rule).unwrap_or_else(|| panic!("no rule {rule}"));
        Self {
            style: Style::Block,
            rule,
            as_of: AS_OF.to_owned(),
            portfolio: fixture("portfolio"),
            records: vec![fixture("healthy")],
        }
    }

    /// Written in another style.
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// On another day.
    pub fn on(mut self, date: &str) -> Self {
        self.as_of = date.to_owned();
        self
    }

    /// With another healthy record: `healthy-affiliate`.
    pub fn base(mut self, name: &str) -> Self {
        self.records = vec![fixture(name)];
        self
    }

    /// With a change to the record. Keys may be paths (`metrics[0].agreed: 2025-06-01`), `null` takes away,
    /// mappings are merged, anything else replaces.
    pub fn with(mut self, change: &str) -> Self {
        let change = yaml(change);
        merge(&mut self.records[0], &change);
        self
    }

    /// With a change to `portfolio.yaml`.
    pub fn portfolio(mut self, change: &str) -> Self {
        let change = yaml(change);
        merge(&mut self.portfolio, &change);
        self
    }

    /// With several records: a list of changes, each to the healthy record or to the one `base:` names.
    pub fn alliances(mut self, changes: &str) -> Self {
        self.records = Vec::new();
        for change in yaml(changes).as_sequence().expect("a list of alliances") {
            let mut change = change.clone();
            let base = change.as_mapping_mut().and_then(|change| change.remove("base"));
            let mut record = fixture(base.as_ref().and_then(Value::as_str).unwrap_or("healthy"));
            merge(&mut record, &change);
            self.records.push(record);
        }
        self
    }

    /// The finished report.
    pub fn report(&self) -> Report {
        let text = |value: &Value| match self.style {
            Style::Block => serde_yaml::to_string(value).expect("YAML"),
            Style::Flow => flow(value, 0),
        };
        let records = self.records.iter().enumerate();
        let inputs = Inputs {
            portfolio: Some(Source::new("portfolio.yaml".to_owned(), Ok(text(&self.portfolio)))),
            records: records
                .map(|(index, record)| {
                    Source::new(format!("alliances/{index}.yaml"), Ok(text(record))).into()
                })
                .collect(),
            whole: true,
            ..Inputs::default()
        };
        let date = Date::parse(&self.as_of).expect("a date").0;
        let report = audit::run(inputs, Clock { today: date, as_of: Some(date) });
        let broken: Vec<_> = report
            .all_findings()
            .filter(|finding| {
                ["invalid-value", "unknown-field", "unreadable-record"].contains(&finding.rule.id)
            })
            .filter(|finding| finding.rule.id != self.rule.id)
            .map(|finding| format!("{} {}", finding.path, finding.message()))
            .collect();
        assert!(
            broken.is_empty(),
            "the example itself is broken: {broken:?}\n{}",
            self.records.iter().map(text).collect::<String>()
        );
        report
    }

    /// The rule's open findings.
    pub fn findings(&self) -> Vec<ReportedFinding> {
        let report = self.report();
        report.all_findings().filter(|finding| finding.rule.id == self.rule.id).cloned().collect()
    }

    /// The rule's open findings, each as `error metrics[0].agreed`.
    pub fn found(&self) -> Vec<String> {
        self.findings().iter().map(|finding| format!("{} {}", finding.severity, finding.path)).collect()
    }

    /// Whether another finding covers what the rule found.
    pub fn absorbed(&self) -> bool {
        let report = self.report();
        let said = report.alliances.iter().flat_map(|alliance| &alliance.outcomes).chain(&report.outcomes);
        said.filter(|said| said.rule.id == self.rule.id).any(|said| said.absorbed)
    }

    /// What the rule said of the first record, or of the portfolio.
    pub fn outcome(&self) -> Outcome {
        self.said(&self.report())
    }

    /// The rule's open findings, and what it said, from one report.
    pub fn judged(&self) -> (Vec<ReportedFinding>, Outcome) {
        let report = self.report();
        let found = report.all_findings().filter(|finding| finding.rule.id == self.rule.id);
        (found.cloned().collect(), self.said(&report))
    }

    fn said(&self, report: &Report) -> Outcome {
        let said = report.alliances[0]
            .outcomes
            .iter()
            .chain(&report.outcomes)
            .find(|said| said.rule.id == self.rule.id);
        said.unwrap_or_else(|| panic!("{} said nothing", self.rule.id)).outcome
    }
}

fn merge(target: &mut Value, change: &Value) {
    let (Value::Mapping(_), Value::Mapping(changes)) = (&*target, change) else {
        *target = change.clone();
        return;
    };
    for (key, change) in changes {
        let path = key.as_str().expect("a key is a word");
        set(target, path, change);
    }
}

/// Follows a path such as `metrics[0].agreed` and merges there.
fn set(target: &mut Value, path: &str, change: &Value) {
    let (head, rest) = match path.find(['.', '[']) {
        Some(0) => {
            let end = path.find(']').expect("a closed bracket");
            let index: usize = path[1..end].parse().expect("a list position");
            let items = target.as_sequence_mut().unwrap_or_else(|| panic!("no list at {path}"));
            let rest = path[end + 1..].trim_start_matches('.');
            if change.is_null() && rest.is_empty() {
                items.remove(index);
                return;
            }
            if index == items.len() {
                items.push(Value::Mapping(Mapping::new()));
            }
            return if rest.is_empty() {
                merge(&mut items[index], change)
            } else {
                set(&mut items[index], rest, change)
            };
        }
        Some(at) => (&path[..at], path[at..].trim_start_matches('.')),
        None => (path, ""),
    };
    if !target.is_mapping() {
        *target = Value::Mapping(Mapping::new());
    }
    let mapping = target.as_mapping_mut().expect("a mapping");
    if rest.is_empty() && change.is_null() {
        mapping.remove(head);
    } else if rest.is_empty() {
        merge(mapping.entry(head.into()).or_insert(Value::Null), change);
    } else {
        set(mapping.entry(head.into()).or_insert(Value::Null), rest, change);
    }
}

/// A word in brackets.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let plain = serde_yaml::to_string(text).expect("YAML").trim_end().to_owned();
            let bare = plain == *text && !text.contains([',', '{', '}', '[', ']']);
            if bare { plain } else { serde_json::to_string(text).expect("JSON") }
        }
        other => serde_yaml::to_string(other).expect("YAML").trim_end().to_owned(),
    }
}

/// What stands in brackets on one line, if it may.
fn in_brackets(value: &Value) -> Option<String> {
    let leaf = |value: &Value| !value.is_mapping() && !value.is_sequence();
    match value {
        Value::Sequence(items) if items.iter().all(leaf) => {
            Some(format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", ")))
        }
        Value::Mapping(entries) => {
            let of = |(key, value): (&Value, &Value)| {
                let value = if leaf(value) {
                    Some(scalar(value))
                } else {
                    in_brackets(value).filter(|_| value.is_sequence())
                };
                Some(format!("{}: {}", scalar(key), value?))
            };
            let entries: Option<Vec<String>> = entries.iter().map(of).collect();
            Some(format!("{{ {} }}", entries?.join(", ")))
        }
        _ => None,
    }
}

/// A record as the samples are written.
fn flow(value: &Value, depth: usize) -> String {
    let blanks = " ".repeat(depth);
    let behind = |value: &Value, depth: usize| match value {
        Value::Mapping(_) | Value::Sequence(_) => match in_brackets(value) {
            Some(line) => format!(" {line}\n"),
            None => format!("\n{}", flow(value, depth + 2)),
        },
        other => format!(" {}\n", scalar(other)),
    };
    match value {
        Value::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| format!("{blanks}{}:{}", scalar(key), behind(value, depth)))
            .collect(),
        Value::Sequence(items) => items
            .iter()
            .map(|item| match item {
                Value::Mapping(_) if in_brackets(item).is_none() => {
                    format!("{blanks}- {}", flow(item, depth + 2).trim_start())
                }
                other => format!("{blanks}-{}", behind(other, depth)),
            })
            .collect(),
        other => format!("{blanks}{}\n", scalar(other)),
    }
}

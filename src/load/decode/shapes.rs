//! How a thing is written, for who wrote it in another form: a word where keys belong, keys where a list belongs, a list where
//! each side has its own.

use std::fmt::Write;

use super::error::{QUOTED, one_of};
use crate::load::tree::{NodeId, Tree, Value};
use crate::model::{Date, Edit, Fix, Yaml};
use crate::rules::governance::missing_sponsor;
use crate::text::shorten;

/// How a thing of some type is written out.
struct RightShape {
    /// The type of the model.
    name: &'static str,
    /// The key that a day in the text is the value of, if any.
    day: &'static str,
    /// The key that the text is the value of, if any.
    main: &'static str,
    /// Whether a text can be nothing else than what that key means.
    certain: bool,
    /// The other keys that belong to it, to be filled in.
    rest: &'static str,
}

const fn shape(name: &'static str, day: &'static str, main: &'static str, rest: &'static str) -> RightShape {
    RightShape { name, day, main, certain: false, rest }
}

/// One that is known by its name or by what it is about.
const fn named(name: &'static str, main: &'static str, rest: &'static str) -> RightShape {
    RightShape { name, day: "", main, certain: true, rest }
}

const SHAPES: &[RightShape] = &[
    shape("Agreement", "signed", "reference", ""),
    named("StrategicCase", "evidence", "test: …"),
    shape("Selection", "", "", "because: […], alternatives: […]"),
    shape("OperatingChange", "since", "what", "side: …, kind: …"),
    named("Opportunity", "what", "needs: …, because: …"),
    shape("Attention", "", "", "hours_per_month: …, cost_per_month: …"),
    named("Contribution", "what", "from: DATE, until: DATE"),
    named("HandoverItem", "item", "due: DATE"),
    named("Metric", "name", "unit: …, every: quarter, target: …, floor: …"),
    shape("MetricResult", "", "total", "period: 2026-Q3, without: …"),
    shape("Counterfactual", "", "because", "method: …"),
    shape("Exit", "", "terms", "notice_days: …, who: …"),
    shape("Trigger", "", "", "metric: …, below: …, for: 2 quarters"),
    shape("Term", "ends", "", "renews: …"),
    shape("Exclusivity", "until", "scope", "who: …"),
    named("Fee", "what", "amount: …"),
    named("Owner", "name", "role: …, authority: …"),
    shape("Governance", "", "cadence", ""),
    shape("JointPlan", "updated", "reference", ""),
    shape("SharedDocument", "updated", "reference", ""),
    shape("Review", "date", "", "attended: [us, partner], metrics_read: true"),
    shape("Commitment", "due", "what", "by: …"),
    shape("Issue", "opened", "what", "severity: …"),
    named("Risk", "what", "severity: …, owner: …"),
    shape("Condition", "due", "what", ""),
    shape("Decision", "date", "why", "verdict: …, next: DATE"),
    shape("Stop", "by", "unless", ""),
    shape("Campaign", "ends", "shared_asset", "starts: DATE"),
    shape("Affiliate", "", "commission", "tracking: …"),
    shape("Capacity", "", "", "capacity_hours_per_month: …, cost_per_hour: …"),
    shape("Gate", "", "fail_on", ""),
    shape("Waiver", "", "rule", "alliance: …, reason: …, approved_by: …, approved_on: DATE, until: DATE"),
];

fn of(name: &str) -> Option<&'static RightShape> {
    SHAPES.iter().find(|shape| shape.name == name)
}

/// What to do about a word or number that stands where a thing with keys should.
pub(super) fn of_scalar(name: &str, path: &str, text: &str) -> Fix {
    let Some(shape) = of(name) else {
        return "write its keys below it, indented, each with its value".into();
    };
    let (day, other) = day_in(text);
    let day = day.filter(|_| !shape.day.is_empty());
    let text = if day.is_some() { other.as_str() } else { text.trim() };
    let day = (!shape.day.is_empty())
        .then(|| format!("{}: {}", shape.day, day.map_or("DATE".to_owned(), |day| day.to_string())));
    let main = (!shape.main.is_empty())
        .then(|| format!("{}: {}", shape.main, if text.is_empty() { "…".to_owned() } else { quoted(text) }));
    let rest = Some(shape.rest.to_owned()).filter(|rest| !rest.is_empty());
    // What a thing is about comes first; an event has its day first.
    let keys = if shape.main == "what" { [main, day, rest] } else { [day, main, rest] };
    let keys: Vec<String> = keys.into_iter().flatten().collect();
    let value = Yaml::Map(vec![(shape.main.to_owned(), Yaml::text(text))]);
    let edit = shape.certain.then(|| Box::new(Edit::Set { path: path.to_owned(), value }));
    Fix { edit, ..Fix::from("write it with its keys:") }
        .with_example(under(path, &format!("{{ {} }}", keys.join(", "))))
}

/// A day that a text holds, and the rest of it without the words that only lead to the day.
fn day_in(text: &str) -> (Option<Date>, String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| {
        word.trim_matches(|edge: char| matches!(edge, ',' | ':' | ';' | '(' | ')' | '.')).to_owned()
    };
    let Some((at, day)) =
        words.iter().enumerate().find_map(|(at, word)| Some((at, Date::parse(&bare(word)).ok()?)))
    else {
        return (None, text.trim().to_owned());
    };
    let leads = |word: &str| {
        matches!(bare(word).to_lowercase().as_str(), "on" | "of" | "by" | "until" | "signed" | "since" | "")
    };
    let before = words.iter().take(at).copied().filter(|word| !leads(word));
    let after = words.iter().skip(at + 1).copied().skip_while(|word| bare(word).is_empty() || *word == "-");
    let other: Vec<&str> = before.chain(after).collect();
    (Some(day), other.join(" "))
}

/// What to do about a mapping that stands where a list of things should, none of whose keys is one of theirs:
/// `results: { 2026-Q1: 100 }`.
pub(super) fn of_keyed(
    name: &str,
    path: &str,
    tree: &Tree,
    entries: &[NodeId],
    known: &[&str],
) -> (String, Fix) {
    let text = |node: Option<&NodeId>| match node.map(|node| tree.value(*node)) {
        Some(Value::Scalar { text, .. }) if !text.is_empty() => Some(text),
        _ => None,
    };
    let key = text(entries.first()).unwrap_or("…");
    // The key names the entry; what stands behind it is its figure, its verdict or what it is about.
    let (first, second) = match name {
        "MetricResult" => ("period", Some("total")),
        "Decision" => ("date", Some("verdict")),
        "Review" => ("date", None),
        "Owner" => ("name", Some("role")),
        _ => (of(name).map(|shape| shape.main).filter(|main| !main.is_empty()).unwrap_or("…"), None),
    };
    let mut entry = format!("{first}: {}", quoted(key));
    if let (Some(second), Some(value)) = (second, text(entries.get(1))) {
        let _ = write!(entry, ", {second}: {}", quoted(value));
    }
    let keys: Vec<&str> = known.iter().take(4).copied().collect();
    let message = format!(
        "expected a list, each entry with keys such as {}; found the key `{}`",
        one_of(&keys),
        shorten(key, QUOTED)
    );
    let example = format!("{}:\n  - {{ {entry}, … }}", last(path));
    (message, Fix::from("begin each entry with `- `, and give it its keys:").with_example(example))
}

/// What to do about a list or a word that stands where each side has a value of its own.
pub(super) fn of_sides(path: &str, value: &Value) -> Fix {
    let [us, partner] = match value {
        Value::Scalar { text, .. } => [quoted(text), "…".to_owned()],
        _ => ["[…]".to_owned(), "[…]".to_owned()],
    };
    let example = format!("{}:\n  us: {us}\n  partner: {partner}", last(path));
    Fix::from("write it once for each side:").with_example(example)
}

/// A value at its place: below its key, or as an item of the list.
fn under(path: &str, value: &str) -> String {
    if path.ends_with(']') { format!("- {value}") } else { format!("{}: {value}", last(path)) }
}

/// What to do about a list or a word that stands where each rule has its setting.
pub(super) fn of_rules(value: &Value) -> Fix {
    let rule = match value {
        Value::Scalar { text, .. } if !text.contains(char::is_whitespace) => text,
        _ => missing_sponsor::RULE.id,
    };
    Fix::from("write each rule with its setting:").with_example(format!("rules:\n  {rule}: off"))
}

/// The last key of a path.
fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// A text as it stands in braces: in quotes where it would be read as something else there.
fn quoted(text: &str) -> String {
    let text = shorten(text.trim(), QUOTED);
    let plain = text.starts_with(char::is_alphanumeric)
        && text.chars().all(|letter| letter.is_alphanumeric() || " _.&'/()-".contains(letter));
    if plain { text.to_string() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The model is renamed now and then, and a shape under an old name would silently be asked for no more.
    #[test]
    fn each_shape_is_a_type_of_the_model_with_its_keys() {
        let schemas = [
            include_str!("../../../schema/alliance.schema.json"),
            include_str!("../../../schema/portfolio.schema.json"),
        ]
        .map(|schema| serde_json::from_str::<serde_json::Value>(schema).expect("a schema"));
        for shape in SHAPES {
            let known = schemas.iter().find_map(|schema| schema["definitions"].get(shape.name));
            let known = known.unwrap_or_else(|| panic!("{} is no type of the model", shape.name));
            let rest = shape.rest.split(", ").filter_map(|part| Some(part.split_once(": ")?.0));
            for key in [shape.day, shape.main].into_iter().chain(rest).filter(|key| !key.is_empty()) {
                // Some may also be a sentence.
                let forms = known["anyOf"].as_array().into_iter().flatten().chain([known]);
                let mut keys = forms.filter_map(|form| form["properties"].get(key));
                assert!(keys.next().is_some(), "{} has no key `{key}`", shape.name);
            }
        }
    }
}

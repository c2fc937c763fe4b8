//! The brief: the decision first, and nothing of our own view in the partner's copy.

use alliance::audit::{self, Clock};
use alliance::load::{Inputs, Source};
use alliance::model::{Alliance, Date};
use alliance::render::docx::{self, Orientation};
use alliance::render::text::page::Paper;
use alliance::render::{brief, document};
use alliance::report::Report;
use serde_yaml::Value;

use super::office;
use super::support::{AS_OF, root};

const PAPER: Paper = Paper { width: 100, ascii: false };

fn judged(record: &Value) -> Report {
    let text = serde_yaml::to_string(record).expect("YAML");
    let inputs = Inputs::read(&[], None, &root(), std::io::empty()).expect("the sample");
    let inputs = Inputs { records: vec![Source::new("a.yaml".to_owned(), Ok(text)).into()], ..inputs };
    let today = Date::parse(AS_OF).expect("a date").0;
    audit::run(inputs, Clock { today, as_of: Some(today) })
}

/// Every leaf of a record with its path.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                let key = key.as_str().expect("a word");
                leaves(value, &format!("{path}/{key}"), found);
            }
        }
        Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}/{at}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

fn at<'v>(value: &'v mut Value, path: &str) -> &'v mut Value {
    path.split('/').skip(1).fold(value, |value, step| match value {
        Value::Sequence(items) => &mut items[step.parse::<usize>().expect("a place")],
        value => value.get_mut(step).expect("a key"),
    })
}

/// The record with every text and number that can be anything replaced by a marker of its own.
fn marked() -> (Value, Vec<(String, String)>) {
    let text = std::fs::read_to_string(root().join("tests/fixtures/healthy.yaml")).expect("the record");
    let mut record: Value = serde_yaml::from_str(&text).expect("YAML");
    // What the healthy record lacks and could give us away.
    let more = "
notes: [Their board wants out]
issues: [{ what: They poach, opened: 2026-10-01 }]
sponsors: { us: { name: A, role: B }, partner: { name: C, role: D } }
agreement: { signed: 2025-02-14, reference: R }
exit/terms: Words of the clause
";
    let more: Value = serde_yaml::from_str(more).expect("YAML");
    for (key, value) in more.as_mapping().expect("a mapping") {
        let key = key.as_str().expect("a word");
        match key.split_once('/') {
            Some((block, key)) => {
                let block = record.get_mut(block).and_then(Value::as_mapping_mut).expect("a block");
                block.insert(key.into(), value.clone());
            }
            None => drop(record.as_mapping_mut().expect("a mapping").insert(key.into(), value.clone())),
        }
    }
    let mut paths = Vec::new();
    leaves(&record, "", &mut paths);
    let mut markers = Vec::new();
    for (number, path) in paths.into_iter().enumerate() {
        let old = at(&mut record, &path).clone();
        let marker = match &old {
            Value::String(_) => format!("marker{number:04}x"),
            Value::Number(_) => format!("7{number:04}7"),
            _ => continue,
        };
        *at(&mut record, &path) = match &old {
            Value::Number(_) => Value::Number(marker.parse::<u64>().expect("a number").into()),
            _ => Value::String(marker.clone()),
        };
        let text = serde_yaml::to_string(&record).expect("YAML");
        let source = Source::<Alliance>::new("a.yaml".to_owned(), Ok(text));
        let sound = source.mistakes.is_empty() && source.value.is_some();
        // A word of a fixed vocabulary, a date or a side has to stay what it is.
        let fixed = ["/type", "/stage", "/by", "/side", "attended", "access", "/rule"];
        if !sound || fixed.iter().any(|fixed| path.contains(fixed)) {
            *at(&mut record, &path) = old;
        } else {
            markers.push((path, marker));
        }
    }
    (record, markers)
}

#[test]
fn the_partners_copy_has_nothing_internal() {
    let (record, markers) = marked();
    let report = judged(&record);
    let parts = brief::theirs(&report, &report.alliances[0], "partner");
    // Agreed by both, said to both, or read by both.
    let shared = |path: &str| {
        let what = ["/contributions/", "/commitments/"].iter().any(|block| path.starts_with(block));
        let result = path.starts_with("/metrics/") && path.contains("/results/");
        path == "/partner"
            || (what && path.ends_with("/what"))
            || (result && (path.ends_with("/total") || path.ends_with("/partner_total")))
            || (path.starts_with("/metrics/")
                && ["/name", "/target", "/floor"].iter().any(|key| path.ends_with(key)))
            || (path.starts_with("/owners/") && (path.ends_with("/name") || path.ends_with("/role")))
            || (path.starts_with("/governance/reviews/") && path.contains("/decisions/"))
    };
    let (mut told, mut kept) = (0, 0);
    // Of a document for Word every file of the archive: what no page shows can be read all the same.
    let files = office::files(&docx::document(&parts, Orientation::Upright).expect("a document"));
    let word = files.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
    for text in [document::text(&parts, Paper { width: 400, ..PAPER }), document::markdown(&parts), word] {
        let bare = text.replace(',', "");
        for (path, marker) in &markers {
            let found = bare.contains(marker.as_str());
            assert!(!found || shared(path), "{path} is in the partner's copy:\n{text}");
            if found { told += 1 } else { kept += 1 }
        }
        for word in
            ["verdict", "score", "hour", "incremental", "without", "attention", "a.yaml", "error", "warning"]
        {
            assert!(!text.to_lowercase().contains(word), "\"{word}\" is in the partner's copy:\n{text}");
        }
        // The end of the term, the last day of notice, and our own next decision.
        for date in ["2027-06-30", "2027-04-01", "2027-04-08"] {
            assert!(!text.contains(date), "{date}:\n{text}");
        }
    }
    assert!(told > 20 && kept > 60, "{told} told, {kept} kept: the markers do not reach everything");
}

fn their_copy(base: &str, change: &str, side: &str) -> String {
    let report = super::healthy().base(base).with(change).report();
    document::text(&brief::theirs(&report, &report.alliances[0], side), Paper { width: 200, ..PAPER })
}

#[test]
fn what_one_side_keeps_to_itself_stays_there() {
    let copy = |change: &str| their_copy("healthy", change, "partner");
    assert!(copy("tier: core").contains("Joint pipeline"));
    assert!(!copy("metrics[1].agreed: null").contains("Joint pipeline"), "never agreed with them");
    let ours = "metrics[1].tracked_by.partner: null
metrics[1].results: [{ period: 2026-Q3, total: 1750000, without: 450000 }]";
    assert!(!copy(ours).contains("Joint pipeline"), "they neither track nor read it");
    let moved = "metrics[0].revisions: [{ date: 2026-10-01, field: target, from: 400000, to: 77777, agreed_by: [us] }]
metrics[0].target: 77777";
    assert!(!copy(moved).contains("77,777"), "they have not agreed to that");
    let both = moved.replace("[us]", "[us, partner]");
    assert!(copy(&both).contains("77,777"));
    for field in ["Target", "\" target \"", "the target of this year"] {
        let odd = moved.replace("field: target", &format!("field: {field}"));
        assert!(!copy(&odd).contains("77,777"), "{field}: nobody can tell that they agreed to it");
    }
    assert!(
        !copy("metrics[1].agreed: 2027-01-01").contains("Joint pipeline"),
        "agreed on a day that is ahead"
    );
    assert!(!copy("metrics[1].tracked_by.partner: ' '\nmetrics[1].results: []").contains("Joint pipeline"));
    let draft = "contributions.us[1]: { what: A discount we might offer, agreed: 2027-02-01 }
contributions.us[2]: { what: A room we think of }
contributions.us[3]: { what: Two engineers on site, agreed: 2025-01-20, delivered: 25 }";
    let text = copy(draft);
    assert!(text.contains("Two engineers on site"), "{text}");
    for ours in ["A discount", "A room", "25 delivered", "delivered"] {
        assert!(!text.contains(ours), "{ours}: {text}");
    }
    let plan = "commitments[1]: { by: us, what: Line up a replacement, due: 2026-12-31 }";
    assert!(copy(plan).contains("Line up a replacement"), "both can open the list of commitments");
    let private = format!(
        "{plan}
governance.shared_document.access: [us]"
    );
    assert!(!copy(&private).contains("Line up a replacement"));
}

#[test]
fn of_several_partners_each_reads_its_own_figures() {
    let sides: Vec<String> = {
        let report = super::healthy().base("healthy-three-party").report();
        report.alliances[0].review_pack.sides.iter().map(|side| side.id.clone()).collect()
    };
    let change = format!("metrics[0].results[0].totals: {{ {}: 111111, {}: 222222 }}", sides[1], sides[2]);
    let (one, other) = (
        their_copy("healthy-three-party", &change, &sides[1]),
        their_copy("healthy-three-party", &change, &sides[2]),
    );
    assert!(one.contains("111,111") && !one.contains("222,222"), "{one}");
    assert!(other.contains("222,222") && !other.contains("111,111"), "{other}");
    // What was agreed with the one alone is not for the other.
    let change = format!(
        "metrics[0].tracked_by.{1}: null
metrics[0].results: [{{ period: 2026-Q3, total: 333333, without: 1, totals: {{ {0}: 111111 }} }}]
contributions.{0}: [{{ what: A secret of the first, agreed: 2025-01-20 }}]",
        sides[1], sides[2]
    );
    let (one, other) = (
        their_copy("healthy-three-party", &change, &sides[1]),
        their_copy("healthy-three-party", &change, &sides[2]),
    );
    assert!(one.contains("333,333") && one.contains("A secret of the first"), "{one}");
    assert!(!other.contains("333,333") && !other.contains("A secret of the first"), "{other}");
}

#[test]
fn only_promises_that_fell_due_are_counted() {
    let copy = |due: &str| {
        their_copy(
            "healthy",
            &format!("commitments: [{{ by: us, what: Propose a split, due: {due} }}]"),
            "partner",
        )
    };
    assert!(!copy("2026-12-11").contains("kept"), "{}", copy("2026-12-11"));
    assert!(copy("2026-11-11").contains("1 promise due so far, 0 kept"), "{}", copy("2026-11-11"));
}

//! The ends of what can be written: time, numbers, nothing at all, and as much as a file may hold.

use std::time::{Duration, Instant};

use alliance::load::Inputs;
use alliance::load::read::MAX_BYTES;
use alliance::model::grouped;
use alliance::report::Report;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use super::shape::written;
use super::{day, inputs, judged, places, sinks};

const HEALTHY: [&str; 4] = [
    include_str!("../fixtures/healthy.yaml"),
    include_str!("../fixtures/healthy-three-party.yaml"),
    include_str!("../fixtures/healthy-co-marketing.yaml"),
    include_str!("../fixtures/healthy-proposed.yaml"),
];

/// Generous, so that a busy machine does not fail the test; work that grows with the square takes minutes.
const SOON: Duration = Duration::from_secs(60);

fn holds(report: &Report) {
    let forms = sinks::of_report(report).expect("every form");
    let told =
        sinks::adds_up(report).and(places::of_report(report)).and(forms.iter().try_for_each(sinks::holds));
    assert_eq!(told, Ok(()));
}

/// A healthy record with every date, period, number and sentence put through `change`.
fn changed(record: &str, change: &dyn Fn(&str) -> Option<String>) -> String {
    fn walk(value: &mut Value, change: &dyn Fn(&str) -> Option<String>) {
        match value {
            Value::Object(fields) => fields.values_mut().for_each(|value| walk(value, change)),
            Value::Array(items) => items.iter_mut().for_each(|value| walk(value, change)),
            Value::String(text) => {
                if let Some(new) = change(text) {
                    *text = new;
                }
            }
            Value::Number(number) => {
                if let Some(new) = change(&number.to_string()) {
                    *value = new.into();
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
    let mut value: Value = serde_yaml::from_str(record).expect("YAML");
    walk(&mut value, change);
    written(&value)
}

fn is_date(text: &str) -> bool {
    alliance::model::Date::parse(text).is_ok()
}

fn is_period(text: &str) -> bool {
    text.len() > 4 && alliance::model::Period::parse(text).is_some()
}

#[test]
fn dates_at_the_ends_of_time_overflow_nothing() {
    let ends = ["0000-01-01", "0001-01-01", "9999-12-31"];
    let days = [day("0000-01-01"), day("9999-12-31"), NaiveDate::MIN, NaiveDate::MAX, day("2026-11-22")];
    for (at, end) in ends.into_iter().enumerate() {
        let period = ["0000-Q1", "0001-01", "9999-Q4"][at];
        for (place, record) in HEALTHY.into_iter().enumerate() {
            let record = changed(record, &|text| {
                is_date(text).then(|| end.to_owned()).or_else(|| is_period(text).then(|| period.to_owned()))
            });
            assert!(record.contains(end));
            holds(&judged(inputs(&[record], None), days[(at + place) % days.len()]));
        }
    }
}

#[test]
fn numbers_at_their_ends_overflow_nothing() {
    let whole = u32::MAX.to_string();
    let (most, least) = (Decimal::MAX.to_string(), Decimal::MIN.to_string());
    let tiny = "0.0000000000000000000000000001";
    let settings = format!(
        "us: Us\nattention: {{ capacity_hours_per_month: {most}, cost_per_hour: {most} }}\ntrailing_months: 120\n"
    );
    for number in [&whole, &most, &least, tiny, "0"] {
        for record in HEALTHY {
            let record = changed(record, &|text| text.parse::<Decimal>().is_ok().then(|| number.to_owned()));
            holds(&judged(inputs(&[record], Some(settings.clone())), day("2026-11-22")));
        }
    }
    for number in [Decimal::MAX, Decimal::MIN] {
        assert_eq!(grouped(number).replace(',', ""), number.to_string());
    }
}

#[test]
fn a_record_of_empty_strings_or_empty_lists_is_judged() {
    for empty in ["", "\n", "-"] {
        for record in HEALTHY.into_iter().take(2) {
            let record = changed(record, &|text| (!is_date(text)).then(|| empty.to_owned()));
            holds(&judged(inputs(&[record], None), day("2026-11-22")));
        }
    }
    for record in HEALTHY {
        let mut value: Value = serde_yaml::from_str(record).expect("YAML");
        for field in value.as_object_mut().expect("fields").values_mut() {
            match field {
                Value::Array(items) => items.clear(),
                Value::Object(fields) => fields.clear(),
                _ => {}
            }
        }
        holds(&judged(inputs(&[written(&value)], None), day("2026-11-22")));
    }
}

#[test]
fn a_portfolio_of_nothing_has_every_form() {
    holds(&judged(Inputs::default(), day("2026-11-22")));
    for settings in [
        "{}",
        "us:\n",
        "",
        "[]",
        "\u{feff}",
        "rules: {}\noverrides: []\nwaivers: []\n",
        "as_of: 0000-01-01\n",
    ] {
        holds(&judged(inputs(&[], Some(settings.to_owned())), day("2026-11-22")));
        holds(&judged(
            inputs(&[String::new(), "{}".to_owned()], Some(settings.to_owned())),
            day("2026-11-22"),
        ));
    }
    let nothing = || judged(Inputs::default(), day("2026-11-22"));
    let forms = sinks::of_difference(&nothing(), nothing()).expect("every form");
    assert_eq!(forms.iter().try_for_each(sinks::holds), Ok(()));
}

/// As many items as a file may hold, before and after what stands around them.
fn filled(head: &str, items: &[(&str, &dyn Fn(usize) -> String)]) -> String {
    let room = usize::try_from(MAX_BYTES).expect("fits") - 1000;
    let mut text = head.to_owned();
    for (key, item) in items {
        text += key;
        let end = text.len() + (room - head.len()) / items.len() - key.len();
        for number in 0.. {
            let item = item(number);
            if text.len() + item.len() > end {
                break;
            }
            text += &item;
        }
    }
    text
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn a_mebibyte_of_one_thing_is_judged_soon() {
    let head = "name: Big\npartner: Big Ltd\ntype: strategic\nstarted: 2025-03-01\n";
    let triggers = |number| {
        format!("  - {{ metric: m{}, below: 1, for: 1 day }}\n", 20_000_usize.saturating_sub(number))
    };
    let metrics = |number| format!("- {{ name: m{number} }}\n");
    let watching = |_| "  - { metric: m, below: 1 }\n".to_owned();
    let results = |_| "  - { period: 2026-Q3, total: 1, without: 1 }\n".to_owned();
    let unknown = |number| format!("  p{number}: {{ name: N }}\n");
    let notes = |number| format!("- n{number}\n");
    let commitments = |number| format!("- {{ by: us, what: thing {number}, due: 2026-01-01 }}\n");
    let cases: [(&str, String); 5] = [
        (
            "triggers on metrics that are not there",
            filled(head, &[("exit:\n  triggers:\n", &triggers), ("metrics:\n", &metrics)]),
        ),
        (
            "triggers on one metric of many results",
            filled(
                head,
                &[("exit:\n  triggers:\n", &watching), ("metrics:\n- name: m\n  results:\n", &results)],
            ),
        ),
        ("sides that are not there", filled(head, &[("owners:\n", &unknown)])),
        ("notes", filled(head, &[("notes:\n", &notes)])),
        ("commitments", filled(head, &[("commitments:\n", &commitments)])),
    ];
    for (what, text) in cases {
        let started = Instant::now();
        let report = judged(inputs(&[text], None), day("2026-11-22"));
        assert_eq!(report.alliances.len(), 1);
        assert!(started.elapsed() < SOON, "{what}: it took {:?}", started.elapsed());
    }
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn as_many_parties_as_are_allowed_are_judged_soon() {
    let parties: String = (0..999).map(|number| format!("  p{number}: C{number}\n")).collect();
    let record = format!(
        "name: Big\ntype: strategic\npartners:\n{parties}metrics: [{{ name: m, tracked_by: {{ us: here }} }}]\n"
    );
    let started = Instant::now();
    let report = judged(inputs(&[record], None), day("2026-11-22"));
    assert_eq!(report.alliances[0].review_pack.sides.len(), 1_000);
    assert!(started.elapsed() < SOON, "it took {:?}", started.elapsed());
}

#[test]
fn ten_thousand_owners_of_no_side_are_two_mistakes() {
    let lines = |line: &dyn Fn(usize) -> String, most: usize| (0..most).map(line).collect::<String>();
    let record = format!(
        "name: Big\ntype: strategic\npartners:\n{}owners:\n{}metrics:\n{}",
        lines(&|number| format!("  p{number}: C{number}\n"), 10_000),
        lines(&|number| format!("  x{number}: {{ name: N }}\n"), 10_000),
        lines(&|number| format!("- {{ name: m{number} }}\n"), 1_000),
    );
    let started = Instant::now();
    let report = judged(inputs(&[record], None), day("2026-11-22"));
    let told = &report.alliances[0];
    let of_sides = told.findings.iter().filter(|finding| finding.title().contains("more than 1000 sides"));
    assert_eq!(of_sides.count(), 2, "{} findings", told.findings.len());
    assert!(started.elapsed() < SOON, "it took {:?}", started.elapsed());
}

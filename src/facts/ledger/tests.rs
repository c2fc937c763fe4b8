use super::*;
use crate::model::{Alliance, Date, TRAILING_MONTHS};

fn day(text: &str) -> NaiveDate {
    Date::parse(text).map(|date| date.0).expect("a date")
}

fn value(metrics: &str, as_of: &str) -> Option<i64> {
    let mut record: Alliance = serde_yaml::from_str(&format!("metrics:\n{metrics}")).expect("YAML");
    record.stand_at(day(as_of));
    let facts = Facts::new(&record, day(as_of));
    ledger(&facts, "EUR", TRAILING_MONTHS).value().map(|value| i64::try_from(value).expect("small"))
}

const QUARTERS: &str = "
  - { indicator: shared-revenue, unit: EUR, results: [
      { period: 2025-Q3, total: 1000, without: 0 }, { period: 2025-Q4, total: 100, without: 40 },
      { period: 2026-Q1, total: 10, without: 4 }, { period: 2026-Q2, total: 1, without: 3 } ] }";

#[test]
fn a_year_is_the_periods_that_end_in_it() {
    // Q3 ended on 30 September: it leaves the window a year and a day later.
    assert_eq!(value(QUARTERS, "2026-09-29"), Some(1000 + 60 + 6 - 2));
    assert_eq!(value(QUARTERS, "2026-09-30"), Some(60 + 6 - 2));
    assert_eq!(value(QUARTERS, "2026-11-22"), Some(60 + 6 - 2));
}

#[test]
fn only_realised_money_is_value() {
    let metric = |fields: &str| {
        value(
            &format!("  - {{ {fields}, results: [{{ period: 2026-Q3, total: 9, without: 2 }}] }}"),
            "2026-11-22",
        )
    };
    assert_eq!(metric("indicator: cost-saving, unit: EUR"), Some(7));
    assert_eq!(metric("indicator: new-customers, unit: customer, worth: 50"), Some(350));
    assert_eq!(metric("indicator: new-customers, unit: customer"), None, "nobody has said what one is worth");
    assert_eq!(metric("indicator: joint-pipeline, unit: EUR"), Some(0));
    assert_eq!(metric("indicator: referral-volume, unit: referral, worth: 50"), Some(0));
    assert_eq!(
        metric("indicator: shared-revenue, unit: USD"),
        None,
        "foreign money is some money, and never converted"
    );
    assert_eq!(
        metric("indicator: shared-revenue, unit: EUR, headline: false"),
        None,
        "nothing is judged by it"
    );
}

#[test]
fn what_is_not_proven_is_unknown_and_not_nothing() {
    let results = |list: &str| {
        value(&format!("  - {{ indicator: shared-revenue, unit: EUR, results: [{list}] }}"), "2026-11-22")
    };
    assert_eq!(results("{ period: 2026-Q3, total: 9 }"), None);
    assert_eq!(results("{ period: 2026-Q2, total: 9, without: 1 }, { period: 2026-Q3, total: 9 }"), None);
    assert_eq!(results("{ period: 2026-Q3, total: USD 9, without: 2 }"), None);
    assert_eq!(results(""), None);
    assert_eq!(value("  []", "2026-11-22"), None);
}

#[test]
fn no_day_and_no_metric_counts_twice() {
    let twice = "  - { name: Fees, indicator: shared-revenue, unit: EUR, results: [
            { period: 2026-09, total: 5, without: 1 }, { period: 2026-Q3, total: 9, without: 2 } ] }";
    assert_eq!(value(twice, "2026-11-22"), Some(7), "the quarter has the month in it");
    let same = "
  - { name: Fees, indicator: shared-revenue, unit: EUR, results: [{ period: 2026-Q3, total: 9, without: 2 }] }
  - { name: fees, indicator: shared-revenue, unit: EUR, results: [{ period: 2026-Q3, total: 9, without: 2 }] }";
    assert_eq!(value(same, "2026-11-22"), Some(7));
}

#[test]
fn a_sum_beyond_counting_is_unknown() {
    let most = Decimal::MAX;
    let huge = format!(
            "  - {{ indicator: shared-revenue, unit: EUR, results: [
                {{ period: 2026-Q2, total: {most}, without: 0 }}, {{ period: 2026-Q3, total: {most}, without: 0 }} ] }}"
        );
    assert_eq!(value(&huge, "2026-11-22"), None);
}

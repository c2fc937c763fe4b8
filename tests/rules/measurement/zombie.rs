//! When an alliance that takes hours counts as dead.

use alliance::rules::Outcome;

use super::{UNKNOWN, said};
use crate::support::Case;

/// The first metric with these results, and nothing else that counts money.
fn zombie(results: &str) -> Case {
    Case::new("zombie-alliance").with(&format!("metrics[0].results: [{results}]"))
}

#[test]
fn zombie_alliance_at_or_below_zero() {
    let case = |first: u32, second: u32| {
        zombie(&format!(
            "{{ period: 2026-Q2, total: 100, without: {first} }}, {{ period: 2026-Q3, total: 100, without: {second} }}"
        ))
    };
    assert_eq!(case(100, 100).found(), ["error metrics[0].results[1]"]);
    assert_eq!(case(101, 101).found(), ["error metrics[0].results[1]"]);
    assert_eq!(case(99, 100).outcome(), Outcome::Pass);
    assert_eq!(case(100, 99).outcome(), Outcome::Pass);
    let message = case(100, 130).findings()[0].message().into_owned();
    assert!(message.contains("nothing in 2026-Q2 and EUR -30 in 2026-Q3, for 132 hours"), "{message}");
}

#[test]
fn zombie_alliance_only_when_mature_and_at_work() {
    let dead = "{ period: 2026-Q2, total: 1, without: 1 }, { period: 2026-Q3, total: 1, without: 1 }";
    let started = |date: &str| zombie(dead).with(&format!("started: {date}")).outcome();
    assert_eq!(started("2025-11-21"), Outcome::Fail);
    assert_eq!(started("2025-11-22"), Outcome::Fail);
    assert_eq!(started("2025-11-23"), Outcome::NotApplicable);
    assert_eq!(zombie(dead).with("attention: null").outcome(), Outcome::Unknown);
    assert_eq!(zombie(dead).with("attention.hours_per_month: 0").outcome(), Outcome::NotApplicable);
    let decided = zombie(dead).with("decisions: [{ date: 2026-11-10, verdict: wind-down, why: It is over }]");
    assert_eq!(said(&decided), (Vec::new(), Outcome::Fail));
}

#[test]
fn zombie_alliance_does_not_take_unknown_for_nothing() {
    let q3 = "{ period: 2026-Q3, total: 1, without: 1 }";
    assert_eq!(said(&zombie(q3)), UNKNOWN);
    assert_eq!(said(&zombie(&format!("{{ period: 2026-Q2, total: 0 }}, {q3}"))), UNKNOWN);
    assert_eq!(said(&zombie(&format!("{q3}, {{ period: 2026-Q2, total: 1, without: USD 1 }}"))), UNKNOWN);
    // A second metric that counts money and is not known.
    let dead = format!("{{ period: 2026-Q2, total: 1, without: 1 }}, {q3}");
    let second = "metrics[2]: { name: Savings, indicator: cost-saving, unit: EUR, every: quarter }";
    assert_eq!(zombie(&dead).found().len(), 1);
    assert_eq!(said(&zombie(&dead).with(second)), UNKNOWN);
    // Nothing that counts money at all.
    assert_eq!(said(&zombie(&dead).with("metrics[0].unit: deal")), UNKNOWN);
}

#[test]
fn zombie_alliance_waits_for_a_quarter_that_is_not_due() {
    let dead = "{ period: 2026-Q1, total: 1, without: 1 }, { period: 2026-Q2, total: 1, without: 1 }";
    let case = |as_of: &str| zombie(dead).on(as_of).outcome();
    assert_eq!(case("2026-10-29"), Outcome::Fail);
    assert_eq!(case("2026-10-30"), Outcome::Fail);
    assert_eq!(case("2026-10-31"), Outcome::Unknown);
}

#[test]
fn zombie_alliance_reads_months_and_half_years() {
    let month =
        |month: u32, without: u32| format!("{{ period: 2026-0{month}, total: 10, without: {without} }}");
    let months = |without: [u32; 6]| {
        let list: Vec<String> = (4..).zip(without).map(|(number, without)| month(number, without)).collect();
        zombie(&list.join(", ")).with("metrics[0].every: month").outcome()
    };
    assert_eq!(months([10, 10, 10, 9, 11, 10]), Outcome::Fail);
    assert_eq!(months([10, 10, 10, 9, 10, 10]), Outcome::Pass);
    let half = |without: u32| {
        zombie(&format!("{{ period: 2026-H1, total: 10, without: {without} }}"))
            .with("metrics[0].every: half-year")
            .outcome()
    };
    assert_eq!(half(10), Outcome::Fail);
    assert_eq!(half(9), Outcome::Pass);
}

#[test]
fn zombie_alliance_prices_new_customers() {
    let case = |worth: u32| {
        let second = format!(
            "metrics[2]: {{ name: Tenants, indicator: new-customers, unit: tenant, worth: {worth}, every: quarter, \
             results: [{{ period: 2026-Q2, total: 3, without: 1 }}, {{ period: 2026-Q3, total: 3, without: 1 }}] }}"
        );
        zombie("{ period: 2026-Q2, total: 0, without: 100 }, { period: 2026-Q3, total: 0, without: 100 }")
            .with(&second)
            .outcome()
    };
    assert_eq!(case(50), Outcome::Fail);
    assert_eq!(case(51), Outcome::Pass);
}

#[test]
fn zombie_alliance_by_its_option() {
    let case = zombie("{ period: 2026-Q2, total: 9, without: 1 }, { period: 2026-Q3, total: 1, without: 1 }")
        .portfolio("rules: { zombie-alliance: { quarters: 1 } }");
    assert_eq!(case.found(), ["error metrics[0].results[1]"]);
}

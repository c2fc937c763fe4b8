//! When an alliance drifts, what that has cost, and how it can end.

use alliance::rules::Outcome;

use crate::support::Case;

const BAD: &str = "
metrics[0].results:
  - { period: 2026-Q2, total: 260000, without: 120000 }
  - { period: 2026-Q3, total: 230000, without: 110000 }
metrics[1].results:
  - { period: 2026-Q2, total: 900000, without: 500000 }
  - { period: 2026-Q3, total: 850000, without: 450000 }
decisions[1]: null";

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_drift_is_a_warning_from_90_days_and_an_error_from_150() {
    let one_bad = "
metrics[0].results: [{ period: 2026-Q2, total: 260000, without: 120000 }]
metrics[1].results: [{ period: 2026-Q2, total: 900000, without: 500000 }]
decisions[1]: null";
    let on = |date: &str| Case::new("drifting-alliance").with(one_bad).on(date).found();
    assert_eq!(on("2026-09-27"), none());
    assert_eq!(on("2026-09-28"), ["warning metrics[0].floor"]);
    assert_eq!(on("2026-11-26"), ["warning metrics[0].floor"]);
    assert_eq!(on("2026-11-27"), ["error metrics[0].floor"]);
    assert_eq!(on("2026-11-28"), ["error metrics[0].floor"]);
    // Two bad quarters before the 90 days are over cannot be; two bad months can.
    let months = "
metrics[0].every: month
metrics[1].every: month
metrics[0].results: [{ period: 2026-09, total: 1, without: 0 }, { period: 2026-10, total: 1, without: 0 }]
metrics[1].results: [{ period: 2026-09, total: 1, without: 0 }, { period: 2026-10, total: 1, without: 0 }]
decisions[1]: null";
    let found = |date: &str| Case::new("drifting-alliance").with(months).on(date).found();
    assert_eq!(found("2026-10-30"), none());
    assert_eq!(found("2026-10-31"), ["warning metrics[0].floor"]);
}

#[test]
fn a_level_of_an_unknown_period_is_missed_by_nothing() {
    let unknown = format!("{BAD}\nmetrics[0].every: null\nmetrics[1].every: null");
    assert_eq!(Case::new("drifting-alliance").with(&unknown).found(), none());
    assert_eq!(Case::new("missed-floor").with(&unknown).found(), none());
    assert_eq!(
        Case::new("undefined-metric").with(&unknown).found(),
        ["warning metrics[0].every", "warning metrics[1].every"]
    );
    // A share has the same level in a month and in a year.
    let share = |rule: &str| {
        let case = Case::new(rule).with(&unknown);
        case.with("metrics[0].unit: percent\nmetrics[1].unit: percent").found()
    };
    assert_eq!(share("drifting-alliance"), ["warning metrics[0].floor"]);
    assert_eq!(share("undefined-metric"), none());
}

#[test]
fn a_drift_names_its_price_its_start_and_the_way_out() {
    let finding = |change: &str, portfolio: &str| {
        let case = Case::new("drifting-alliance").with(BAD).with(change).portfolio(portfolio);
        case.findings().remove(0)
    };
    let full = finding("tier: core", "currency: EUR");
    assert!(full.message().contains("since Q2 2026, and no decision since is recorded"));
    // Four months of 22 hours at 95, and 1,500 besides.
    assert!(full.message().ends_with(": 4 months, 88 hours and EUR 14,360 so far"), "{}", full.message());
    assert!(
        full.fix
            .to_string()
            .contains("notice given today, the earliest exit without breach is 20 February 2027"),
        "{}",
        full.fix.to_string()
    );
    let (_, text) = *full.label.expect("a second place");
    assert_eq!(text, "the first bad result of the unbroken run");
    let no_rate = finding("tier: core", "attention.cost_per_hour: null");
    assert!(
        no_rate.message().ends_with(": 4 months, 88 hours and EUR 6,000 so far"),
        "{}",
        no_rate.message()
    );
    let nothing = finding("attention: null", "currency: EUR");
    assert!(nothing.message().ends_with(": 4 months so far"), "{}", nothing.message());
}

#[test]
fn the_way_out_is_notice_or_the_end_of_a_term_that_can_still_be_stopped() {
    let fix = |change: &str, date: &str| {
        let case = Case::new("drifting-alliance").with(BAD).with(change).on(date);
        case.findings().remove(0).fix.to_string()
    };
    let no_notice = "exit.notice_days: null";
    let by = |date: &str| fix(no_notice, date);
    assert!(by("2026-11-22").contains("the end of the term on 30 June 2027, with notice by 1 April 2027"));
    assert!(by("2027-04-01").contains("on 30 June 2027,"), "{}", by("2027-04-01"));
    assert!(by("2027-04-02").contains("on 30 June 2028, with notice by 1 April 2028"));
    for who in ["partner", "nobody"] {
        assert!(
            fix(&format!("exit.who: {who}"), "2026-11-22").contains("the end of the term on 30 June 2027")
        );
    }
    assert!(
        fix("term.ends: 2026-12-31\nterm.renews: never", "2026-11-22")
            .contains("on 31 December 2026, by not renewing")
    );
    assert!(fix("exit.notice_days: null\nterm: null", "2026-11-22").contains("agree an end date"));
}

#[test]
fn a_pause_ends_on_its_day() {
    let paused = |decision: &str, date: &str| {
        let decision = format!("decisions: [{{ date: 2026-08-01, verdict: {decision} }}]");
        Case::new("drifting-alliance").with(BAD).with(&decision).on(date).findings()
    };
    let held = "hold, why: New sales team, next: 2026-10-15";
    assert!(paused(held, "2026-10-15").is_empty());
    let found = paused(held, "2026-10-16");
    assert!(
        found[0].message().contains("the decision of 2026-08-01 to hold has run out"),
        "{}",
        found[0].message()
    );
    for (decision, matter) in [
        ("hold, why: ''", "to hold gives no reason"),
        ("continue, why: The revenue is above target, next: 2026-10-15", "to continue cites good figures"),
        ("hold, why: New sales team, next: 2046-10-15", "to hold puts the next decision off for too long"),
    ] {
        let found = paused(decision, "2026-10-16");
        assert!(found[0].message().contains(matter), "{decision}: {}", found[0].message());
    }
    let twice = "decisions: [{ date: 2026-08-01, verdict: hold, why: New team, next: 2026-09-01 }, { date: 2026-09-10, verdict: hold, why: New lead, next: 2026-12-01 }]";
    let again = Case::new("drifting-alliance").with(BAD).with(twice).on("2026-10-16").findings();
    assert!(again[0].message().contains("the decision of 2026-09-10 to hold only puts it off again"));
    let long = "continue, why: New sales team, next: 2027-08-01";
    assert_eq!(paused(long, "2026-10-30").len(), 1, "the monthly review of September has come");
    let rarely = |date: &str| {
        let decision =
            format!("decisions: [{{ date: 2026-08-01, verdict: {long} }}]\ngovernance.cadence: quarterly");
        Case::new("drifting-alliance").with(BAD).with(&decision).on(date).findings()
    };
    assert!(rarely("2026-10-30").is_empty());
    assert_eq!(rarely("2026-10-31").len(), 1);
}

#[test]
fn nobody_knows_whether_it_drifts_without_results_that_prove_anything() {
    let case = |change: &str| Case::new("drifting-alliance").with(change).outcome();
    assert_eq!(case("metrics: null"), Outcome::Unknown);
    assert_eq!(case("metrics[0].results: null\nmetrics[1].results: null"), Outcome::Unknown);
    let gross = "metrics[0].results: [{ period: 2026-Q3, total: 540000 }]\nmetrics[1].results: null";
    assert_eq!(case(gross), Outcome::Unknown);
    assert_eq!(case("metrics[1].results: null"), Outcome::Pass);
    let young = |date: &str| {
        let change =
            "metrics[0].results: null\nmetrics[1].results: null\nstarted: 2026-07-01\ndecisions: null";
        Case::new("drifting-alliance").with(change).on(date).outcome()
    };
    assert_eq!(young("2026-10-30"), Outcome::NotApplicable);
    assert_eq!(young("2026-10-31"), Outcome::Unknown);
}

//! The edges of the doubts: the day before and the day, one more and one less, and what each condition alone decides.

use alliance::rules::Outcome;

use crate::support::Case;

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn each_of_outcome_lesson_and_reason_answers_for_what_has_ended() {
    let ended = |change: &str| Case::new("missing-outcome").base("healthy-ended").with(change);
    let silent = "outcome: null\nlearned: null\ndecisions: null";
    assert_eq!(ended(silent).found(), ["note outcome"]);
    let one = |change: &str| ended(silent).with(change).found();
    assert_eq!(one("outcome: partly"), none());
    assert_eq!(one("learned: Test prices before hiring"), none());
    assert_eq!(
        one("decisions: [{ date: 2025-11-03, verdict: wind-down, why: Two seasons without a sale }]"),
        none()
    );
    assert_eq!(one("decisions: [{ date: 2025-11-03, verdict: wind-down }]"), ["note outcome"]);
    assert_eq!(
        one("decisions: [{ date: 2025-01-13, verdict: continue, why: Two shops more }]"),
        ["note outcome"]
    );
}

#[test]
fn a_metric_agreed_on_the_day_of_launch_replaces_none() {
    let message = |agreed: &str| {
        let change = format!(
            "metrics[0].headline: false\nmetrics[0].results: [{{ period: 2026-Q3, total: 300000, without: 110000 }}]\n\
             metrics[1].agreed: {agreed}"
        );
        Case::new("demoted-metric").with(&change).findings()[0].message().into_owned()
    };
    assert!(!message("2025-03-01").contains("has taken its place"));
    assert!(message("2025-03-02").contains("has taken its place"));
}

#[test]
fn a_level_that_is_reached_is_not_failed() {
    let found = |without: u32| {
        let change = format!(
            "metrics[0].headline: false\nmetrics[0].results: [{{ period: 2026-Q3, total: 300000, without: {without} }}]"
        );
        Case::new("demoted-metric").with(&change).found()
    };
    assert_eq!(found(100_000), none());
    assert_eq!(found(100_001), ["error metrics[0].headline"]);
}

#[test]
fn notice_is_held_against_a_term_that_still_runs() {
    let case = |ends: &str| {
        Case::new("ineffective-notice")
            .with(&format!("exit.notice_days: 30\nterm: {{ ends: {ends}, renews: never }}"))
    };
    assert_eq!(case("2026-11-21").found(), none(), "it ended yesterday: expired-term speaks");
    assert_eq!(case("2026-11-22").found(), ["warning exit.notice_days"]);
    assert_eq!(case("2026-12-21").found(), ["warning exit.notice_days"]);
    assert_eq!(case("2026-12-22").found(), none());
    assert_eq!(case("2026-12-21").with("notice_given: 2026-11-20").found(), none());
}

#[test]
fn terms_of_the_last_day_renew_nothing_and_those_of_the_day_after_do() {
    let case = |updated: &str| {
        Case::new("expired-term")
            .with(&format!("term: {{ ends: 2026-06-30, renews: never }}\nterms_updated: {updated}"))
            .found()
    };
    assert_eq!(case("2026-06-30"), ["error term.ends"]);
    assert_eq!(case("2026-07-01"), ["warning term.ends"]);
    let signed = "term: { ends: 2026-06-30, renews: never }\nagreement.signed: 2026-07-01";
    assert_eq!(Case::new("expired-term").with(signed).found(), ["warning term.ends"]);
}

#[test]
fn a_term_that_ends_today_says_so_and_a_decision_in_its_last_weeks_answers_it() {
    let case = |decided: &str| {
        Case::new("expired-term").with(&format!(
            "term: {{ ends: 2026-11-22, renews: by-agreement }}\ndecisions: [{{ date: {decided}, verdict: wind-down, why: The mill closed }}]"
        ))
    };
    let message = case("2025-11-22").findings()[0].message().into_owned();
    assert!(message.contains("ends today"), "{message}");
    assert_eq!(case("2026-09-22").found(), ["warning term.ends"]);
    assert_eq!(case("2026-09-23").found(), none());
}

#[test]
fn a_baseline_is_over_before_the_day_of_launch() {
    let case = |started: &str| {
        Case::new("ignored-baseline")
            .with(&format!(
                "started: {started}\nmetrics[0].baseline: {{ value: 1, period: 2024-Q4 }}\nagreement.signed: 2024-06-03"
            ))
            .found()
    };
    assert_eq!(case("2024-12-31"), ["warning metrics[0].baseline.period"]);
    assert_eq!(case("2025-01-01"), none());
    // Launched at some time in a quarter, which may have been its first day.
    assert_eq!(case("2024-Q4"), none());
}

#[test]
fn a_share_is_remarkable_where_three_totals_differ() {
    let of = |totals: [u32; 4]| {
        let mut change = "metrics[0].results:\n".to_owned();
        for (period, total) in ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"].iter().zip(totals) {
            change += &format!("  - {{ period: {period}, total: {total}, without: {} }}\n", total / 5);
        }
        Case::new("constant-share").with(&change).found()
    };
    assert_eq!(of([500_000, 500_000, 510_000, 510_000]), none());
    assert_eq!(of([500_000, 500_000, 510_000, 520_000]), ["warning metrics[0].results[3].without"]);
}

#[test]
fn a_method_that_compares_with_before_may_say_so() {
    let found = |method: &str, because: &str| {
        let change = format!("metrics[0].counterfactual: {{ method: {method}, because: {because} }}");
        Case::new("unfounded-comparison").with(&change).found()
    };
    let before = "The same months of the year before launch";
    let path = ["warning metrics[0].counterfactual.because"];
    assert_eq!(found("holdout", before), path);
    assert_eq!(found("matched-market", before), path);
    assert_eq!(found("difference-in-differences", before), none());
    assert_eq!(found("pre-post", before), none());
    let elsewhere = "The year before launch in the regions they do not serve";
    assert_eq!(found("holdout", elsewhere), none());
    assert_eq!(
        found("holdout", "Gutenberg district and two others without the offer"),
        none(),
        "no gut feeling"
    );
    let estimate = "Sales estimated it from memory";
    assert_eq!(found("pre-post", estimate), path);
    assert_eq!(found("expert-estimate", estimate), none());
    assert_eq!(found("holdout", "null"), path);
    assert_eq!(found("pre-post", "null"), none());
}

#[test]
fn a_near_miss_is_noted_and_a_tenth_is_the_limit() {
    let found = |without: u32, change: &str| {
        let results =
            format!("metrics[0].results: [{{ period: 2026-Q3, total: 500000, without: {without} }}]");
        Case::new("met-on-gross-only").with(&results).portfolio(change).found()
    };
    let plain = "as_of: 2026-11-22";
    assert_eq!(found(100_000, plain), none());
    assert_eq!(found(100_001, plain), ["note metrics[0].results[0].total"]);
    assert_eq!(found(140_000, plain), ["note metrics[0].results[0].total"]);
    assert_eq!(found(140_001, plain), ["warning metrics[0].results[0].total"]);
    let strict = "rules: { met-on-gross-only: { near_percent: 0 } }";
    assert_eq!(found(100_001, strict), ["warning metrics[0].results[0].total"]);
}

#[test]
fn what_was_agreed_begins_within_a_year() {
    let change = |since: &str, kind: &str| {
        let change = format!(
            "operating_changes: [{{ since: {since}, side: both, kind: {kind}, what: One price list }}]\n\
             terms_updated: null\nexit.updated: null\ngovernance.updated: null"
        );
        Case::new("unrestructured-deepening").with(&change).found()
    };
    // Launched on 1 March 2025.
    assert_eq!(change("2026-03-01", "combined-offering"), none());
    assert_eq!(change("2026-03-02", "combined-offering"), ["error operating_changes[0].since"]);
    assert_eq!(change("2025-09-01", "shared-budget"), ["error operating_changes[0].since"]);
    assert_eq!(change("2025-09-01", "shared-hiring"), ["error operating_changes[0].since"]);
}

#[test]
fn one_duty_that_begins_later_may_have_been_agreed_with_the_others() {
    let with = |contributions: &str| {
        let change = format!(
            "operating_changes: null\ncontributions.us: [{contributions}]\ncontributions.partner: null"
        );
        Case::new("unrestructured-deepening").with(&change).found().len()
    };
    let duty = "{ what: 'Two engineers a quarter, at least one', kind: expertise, from: 2026-08-03, until: 2027-07-31 }";
    let dated = "{ what: 'Two engineers a quarter, at least one', kind: expertise, from: 2026-08-03, until: 2027-07-31, agreed: 2026-07-01 }";
    let campaign = "{ what: 'Two mailings a quarter, at least one', kind: audience, from: 2026-08-03, until: 2027-07-31 }";
    assert_eq!(with(duty), 0);
    assert_eq!(with(dated), 1);
    assert_eq!(with(&format!("{duty}, {duty}")), 1);
    assert_eq!(with(&format!("{campaign}, {campaign}")), 0);
}

#[test]
fn what_lasts_or_comes_round_is_still_owed() {
    let outcome = |ours: &str| {
        let change =
            format!("contributions: {{ us: [{ours}], partner: ['At least two lectures a quarter'] }}");
        Case::new("nothing-owed").with(&change).outcome()
    };
    assert_eq!(outcome("At least two lectures a quarter"), Outcome::Pass);
    assert_eq!(outcome("{ what: A licence to the patent, delivered: true }"), Outcome::Pass);
}

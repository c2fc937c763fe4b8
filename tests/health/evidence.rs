//! The grade of what a record claims, step by step down its ladder.

use alliance::health::Grade::{self, *};

use super::{first, healthy, sample};

/// A record whose metric has everything an A asks for.
const BEST: &str = "
metrics[1]: null
metrics[0]: { counterfactual: { method: holdout, because: One region in five is left out } }
metrics[0].results:
  - { period: 2025-Q4, total: 500000, without: 112300, partner_total: 498100 }
  - { period: 2026-Q1, total: 512000, without: 119400, partner_total: 507300 }
  - { period: 2026-Q2, total: 510000, without: 120100, partner_total: 498700 }
  - { period: 2026-Q3, total: 540000, without: 110600, partner_total: 522400 }
";

fn grade(change: &str) -> (Option<Grade>, Vec<String>) {
    let report = healthy().with(BEST).with(change).report();
    let evidence = &first(&report).evidence;
    let terms = evidence.metrics.iter().flat_map(|metric| &metric.terms);
    (evidence.grade, terms.map(|term| term.text.clone()).collect())
}

#[test]
fn each_step_of_the_ladder_has_its_record() {
    let steps = [
        ("tier: core", A, ""),
        ("metrics[0].agreed: 2025-04-01", B, "after launch"),
        ("metrics[0].results[1]: null", B, "a result is late, the first for 2026-Q1"),
        ("metrics[0].tracked_by: { us: PRM export, partner: prm export }", B, "one source"),
        ("metrics[0]: { agreed: 2025-04-01, tracked_by: { us: X, partner: X } }", C, "one source"),
        ("metrics[0].counterfactual.method: matched-market", B, "matched-market"),
        ("metrics[0].counterfactual.method: pre-post", C, "pre-post"),
        ("metrics[0].counterfactual.method: expert-estimate", D, "expert-estimate"),
        ("metrics[0].counterfactual: null", D, "no method of comparison"),
        (
            "metrics[0].revisions: [{ date: 2026-02-01, field: target, from: 500000, to: 400000, agreed_by: [us, partner] }]",
            C,
            "its target was changed after launch",
        ),
    ];
    for (change, expected, term) in steps {
        let (grade, terms) = grade(change);
        assert_eq!(grade, Some(expected), "{change}: {terms:?}");
        assert!(terms.iter().any(|text| text.contains(term)), "{change}: {terms:?}");
    }
}

#[test]
fn a_number_that_only_we_know_is_our_word() {
    let results = "
metrics[0].results:
  - { period: 2025-Q4, total: 500000, without: 112300 }
  - { period: 2026-Q1, total: 512000, without: 119400 }
  - { period: 2026-Q2, total: 510000, without: 120100 }
  - { period: 2026-Q3, total: 540000, without: 110600 }
";
    assert_eq!(grade(results).0, Some(C), "they could read it, and gave no number");
    let alone = format!("{results}metrics[0].tracked_by: {{ us: CRM report 88, partner: null }}");
    assert_eq!(grade(&alone).0, Some(D));
}

#[test]
fn nothing_measured_has_no_grade() {
    assert_eq!(grade("metrics: null").0, None);
    assert_eq!(grade("metrics[0].results: []").0, None);
}

#[test]
fn the_portfolio_is_graded_by_its_money() {
    let worth = sample().worth;
    let evidence = worth.evidence().expect("money");
    assert!(evidence.starts_with("evidence B, pays if at least 16 % of it is true"), "{evidence}");
}

#[test]
fn money_that_one_side_repeats_after_the_other_is_an_estimate() {
    let grade = |change: &str| {
        let report = healthy().with(change).report();
        first(&report).evidence.metrics[0].grade.word()
    };
    assert_ne!(grade("tier: core"), "D");
    assert_eq!(grade("metrics[0].tracked_by.us: As communicated by Northstar"), "D");
    assert_ne!(grade("metrics[0].tracked_by.us: null"), "D", "a source that is not recorded is a gap");
}

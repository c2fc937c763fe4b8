//! Thresholds of the area measurement: the day before, the day, the day after.

mod periods;
mod shaping;
mod zombie;

use alliance::rules::Outcome;

use crate::support::Case;

const UNKNOWN: (Vec<String>, Outcome) = (Vec::new(), Outcome::Unknown);

fn said(case: &Case) -> (Vec<String>, Outcome) {
    (case.found(), case.outcome())
}

#[test]
fn results_are_not_due_until_thirty_days_after_the_first_period() {
    // Launched on 2 July: the first whole quarter is the fourth, ending on 31 December.
    let case = |rule: &str, as_of: &str| {
        Case::new(rule)
            .with("started: 2026-07-02\nmetrics[0].results: null\nmetrics[1].results: null")
            .on(as_of)
            .outcome()
    };
    for rule in [
        "gross-headline",
        "impossible-increment",
        "met-on-gross-only",
        "disputed-metric",
        "one-sided-results",
    ] {
        assert_eq!(case(rule, "2027-01-29"), Outcome::NotApplicable, "{rule}");
        assert_eq!(case(rule, "2027-01-30"), Outcome::NotApplicable, "{rule}");
        assert_eq!(case(rule, "2027-01-31"), Outcome::Unknown, "{rule}");
    }
    assert_eq!(case("silent-metric", "2027-01-30"), Outcome::NotApplicable);
    assert_eq!(case("silent-metric", "2027-01-31"), Outcome::Pass);
}

#[test]
fn a_launch_on_the_first_of_a_quarter_counts_that_quarter() {
    let case = |as_of: &str| {
        Case::new("met-on-gross-only")
            .with("started: 2026-07-01\nmetrics[0].results: null\nmetrics[1].results: null")
            .on(as_of)
            .outcome()
    };
    assert_eq!(case("2026-10-30"), Outcome::NotApplicable);
    assert_eq!(case("2026-10-31"), Outcome::Unknown);
}

#[test]
fn gross_headline_is_an_error_after_six_months() {
    let case = |as_of: &str| {
        Case::new("gross-headline")
            .with("started: 2026-04-15\nmetrics[0].results[1].without: null")
            .on(as_of)
            .found()
    };
    assert_eq!(case("2026-10-14"), ["warning metrics[0].results[1].without"]);
    assert_eq!(case("2026-10-15"), ["error metrics[0].results[1].without"]);
    assert_eq!(case("2026-10-16"), ["error metrics[0].results[1].without"]);
}

#[test]
fn gross_headline_judges_the_last_twelve_months() {
    let old = "metrics[0].results[2]: { period: 2025-Q3, total: 300000 }";
    let case = |as_of: &str| Case::new("gross-headline").with(old).on(as_of).found();
    assert_eq!(case("2026-09-29"), ["error metrics[0].results[2].without"]);
    assert!(case("2026-09-30").is_empty());
    let all = "metrics[0].results: [{ period: 2025-Q3, total: 300000 }]";
    let latest = Case::new("gross-headline").with(all);
    assert_eq!(latest.found(), ["error metrics[0].results[0].without"]);
}

#[test]
fn gross_headline_says_it_once_for_a_metric() {
    let both = "metrics[0].results[0].without: null\nmetrics[0].results[1].without: null";
    let findings = Case::new("gross-headline").with(both).findings();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message().contains("2026-Q2 and 2026-Q3"), "{}", findings[0].message());
}

#[test]
fn gross_headline_leaves_a_metric_without_comparison_to_its_own_rule() {
    let case = |rule: &str| {
        Case::new(rule).with("metrics[0].counterfactual: null\nmetrics[0].results[1].without: null")
    };
    assert_eq!(said(&case("gross-headline")), (Vec::new(), Outcome::Fail));
    assert_eq!(case("missing-counterfactual").found(), ["error metrics[0].counterfactual.method"]);
}

#[test]
fn reach_beside_others_is_left_to_vanity_metric() {
    let change =
        "metrics[1]: { indicator: reach, counterfactual: null }\nmetrics[1].results[1].without: null";
    for rule in ["gross-headline", "missing-counterfactual", "weak-counterfactual"] {
        assert_eq!(said(&Case::new(rule).with(change)), (Vec::new(), Outcome::Pass), "{rule}");
    }
    assert_eq!(Case::new("vanity-metric").with(change).found(), ["warning metrics[1].indicator"]);
}

#[test]
fn nothing_but_reach_lacks_a_leading_indicator_too() {
    let reach = "metrics[0]: { indicator: reach }\n\
                 metrics[1]: { indicator: reach, counterfactual: null }\n\
                 metrics[0].results[1].without: null";
    assert_eq!(Case::new("vanity-metric").with(reach).found(), ["error metrics"]);
    assert_eq!(said(&Case::new("missing-leading-indicator").with(reach)), (Vec::new(), Outcome::Fail));
    assert_eq!(Case::new("gross-headline").with(reach).found(), ["error metrics[0].results[1].without"]);
    assert_eq!(
        Case::new("missing-counterfactual").with(reach).found(),
        ["error metrics[1].counterfactual.method"]
    );
    let alone = Case::new("missing-leading-indicator").with(reach).portfolio("rules: { vanity-metric: off }");
    assert_eq!(alone.found().len(), 1);
}

#[test]
fn missing_counterfactual_is_an_error_after_six_months() {
    let case = |as_of: &str| {
        Case::new("missing-counterfactual")
            .with("started: 2026-04-15\nmetrics[0].counterfactual: null")
            .on(as_of)
            .found()
    };
    assert_eq!(case("2026-10-14"), ["warning metrics[0].counterfactual.method"]);
    assert_eq!(case("2026-10-15"), ["error metrics[0].counterfactual.method"]);
    let late = Case::new("missing-counterfactual")
        .with("started: 2026-04-15\nmetrics[0].counterfactual: null")
        .portfolio("rules: { missing-counterfactual: { error_after_months: 8 } }");
    assert_eq!(late.found(), ["warning metrics[0].counterfactual.method"]);
}

#[test]
fn missing_counterfactual_is_a_warning_while_a_launch_slips() {
    // The planned day of launch has passed, and nothing is signed.
    let case = Case::new("missing-counterfactual")
        .base("healthy-proposed")
        .with("started: 2026-01-15\nmetrics[0].counterfactual: null");
    assert_eq!(case.found(), ["warning metrics[0].counterfactual.method"]);
}

#[test]
fn weak_counterfactual_waits_for_the_first_year() {
    let estimate = "metrics[0].counterfactual.method: expert-estimate";
    let case = |as_of: &str| Case::new("weak-counterfactual").with(estimate).on(as_of);
    assert_eq!(case("2026-02-28").outcome(), Outcome::NotApplicable);
    assert_eq!(case("2026-03-01").found(), ["warning metrics[0].counterfactual.method"]);
    assert_eq!(case("2026-03-02").found(), ["warning metrics[0].counterfactual.method"]);
    let undated = Case::new("weak-counterfactual").with(estimate).with("started: null");
    assert_eq!(said(&undated), UNKNOWN);
    let none = Case::new("weak-counterfactual").with("metrics[0].counterfactual.method: none");
    assert_eq!(said(&none), (Vec::new(), Outcome::Fail));
}

#[test]
fn impossible_increment_by_indicator() {
    let case = |indicator: &str, change: &str| {
        let change = format!("metrics[0].indicator: {indicator}\n{change}");
        Case::new("impossible-increment").with(&change).found()
    };
    let more = "metrics[0].results[1].without: 540001";
    for counted in ["referral-volume", "new-customers", "reach"] {
        assert_eq!(case(counted, more), ["error metrics[0].results[1].without"], "{counted}");
        assert!(case(counted, "metrics[0].results[1].without: 540000").is_empty(), "{counted}");
    }
    for fallible in ["shared-revenue", "joint-pipeline", "market-penetration", "cost-saving", "other"] {
        assert!(case(fallible, more).is_empty(), "{fallible}");
    }
    for (total, without) in [(-1, 0), (10, -1)] {
        let change = format!("metrics[0].results[1]: {{ total: {total}, without: {without} }}");
        assert_eq!(case("shared-revenue", &change).len(), 1);
        assert!(case("cost-saving", &change).is_empty());
        assert!(case("other", &change).is_empty());
    }
    assert!(case("shared-revenue", "metrics[0].results[1]: { total: 0, without: 0 }").is_empty());
}

#[test]
fn impossible_increment_tells_a_double_count_once() {
    let case = |results: &str| {
        Case::new("impossible-increment").with(&format!("metrics[0].results: [{results}]")).found()
    };
    let result = |period: &str| format!("{{ period: {period}, total: 500000, without: 100000 }}");
    let list = |periods: &[&str]| periods.iter().map(|period| result(period)).collect::<Vec<_>>().join(", ");
    assert!(case(&list(&["2025-Q4", "2026-Q1", "2026-Q2"])).is_empty());
    assert_eq!(case(&list(&["2026-Q1", "2026-Q1"])), ["error metrics[0].results[1].period"]);
    let year = ["2025", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"];
    assert_eq!(case(&list(&year)), ["error metrics[0].results[0].period"]);
}

#[test]
fn impossible_increment_lets_metrics_without_money_share_a_name() {
    let named = |indicator: &str| {
        let metric = format!("{{ name: Joint migration revenue, indicator: {indicator}, unit: EUR }}");
        Case::new("impossible-increment").with(&format!("metrics[2]: {metric}")).found()
    };
    assert_eq!(named("cost-saving"), ["error metrics[2].name"]);
    assert!(named("joint-pipeline").is_empty());
}

#[test]
fn shaped_number_over_ninety_percent() {
    let case = |method: &str, without: u32| {
        let change =
            format!("metrics[0].counterfactual.method: {method}\nmetrics[0].results[1].without: {without}");
        Case::new("shaped-number").with(&change).found()
    };
    // A tenth of 540,000 is 54,000.
    assert!(case("pre-post", 54_001).is_empty());
    assert!(case("pre-post", 54_000).is_empty());
    for rough in ["pre-post", "expert-estimate", "none"] {
        assert_eq!(case(rough, 53_999), ["warning metrics[0].results[1].without"], "{rough}");
    }
    for sound in ["holdout", "matched-market", "difference-in-differences"] {
        assert!(case(sound, 0).is_empty(), "{sound}");
    }
    let gross = Case::new("shaped-number")
        .with("metrics[0].counterfactual.method: pre-post\nmetrics[0].results[1].without: null");
    assert_eq!(said(&gross), UNKNOWN);
}

#[test]
fn shaped_number_by_its_option() {
    let case = Case::new("shaped-number")
        .with("metrics[0].counterfactual.method: pre-post\nmetrics[0].results[1].without: 54000")
        .portfolio("rules: { shaped-number: { percent: 80 } }");
    assert_eq!(case.found(), ["warning metrics[0].results[1].without"]);
}

#[test]
fn met_on_gross_only_between_total_and_increment() {
    let case = |total: u32, without: &str| {
        let result = format!("metrics[0].results[1]: {{ total: {total}, without: {without} }}");
        Case::new("met-on-gross-only").with(&result)
    };
    // Target 400,000, floor 200,000.
    assert!(case(399_999, "399999").found().is_empty());
    assert_eq!(case(400_000, "1").found(), ["note metrics[0].results[1].total"]);
    assert!(case(400_000, "0").found().is_empty());
    assert_eq!(case(400_000, "200000").found(), ["warning metrics[0].results[1].total"]);
    assert_eq!(case(400_000, "200001").found(), ["error metrics[0].results[1].total"]);
    assert_eq!(said(&case(400_000, "null")), UNKNOWN);
    let no_floor = case(400_000, "300000").with("metrics[0].floor: null");
    assert_eq!(no_floor.found(), ["warning metrics[0].results[1].total"]);
}

#[test]
fn met_on_gross_only_looks_at_the_latest_period() {
    let case = Case::new("met-on-gross-only").with("metrics[0].results[0].without: 400000");
    assert!(case.found().is_empty());
    // The order in the file does not matter.
    let earlier = "{ period: 2026-Q2, total: 510000, without: 400000 }";
    let later = "{ period: 2026-Q3, total: 540000, without: 110000 }";
    let turned = Case::new("met-on-gross-only").with(&format!("metrics[0].results: [{later}, {earlier}]"));
    assert!(turned.found().is_empty());
}

#[test]
fn inflated_scope_is_silent_where_nothing_is_said() {
    let case = |scope: &str| Case::new("inflated-scope").with(&format!("metrics[0].scope: {scope}"));
    assert_eq!(case("null").outcome(), Outcome::Pass);
    assert_eq!(case("attributable").outcome(), Outcome::Pass);
    for wide in ["all-shared-accounts", "all-common-customers", "existing-market"] {
        assert_eq!(case(wide).found(), ["error metrics[0].scope"], "{wide}");
    }
}

#[test]
fn disputed_metric_by_distance() {
    let case = |theirs: u32| {
        let change = format!("metrics[0].results[1]: {{ total: 100000, partner_total: {theirs} }}");
        Case::new("disputed-metric").with(&change).found()
    };
    let (warning, error) =
        (["warning metrics[0].results[1].partner_total"], ["error metrics[0].results[1].partner_total"]);
    assert!(case(90_000).is_empty() && case(110_000).is_empty());
    assert_eq!(case(89_999), warning);
    assert_eq!(case(110_001), warning);
    assert_eq!(case(75_000), warning);
    assert_eq!(case(125_000), warning);
    assert_eq!(case(74_999), error);
    assert_eq!(case(125_001), error);
}

#[test]
fn disputed_metric_of_small_counts() {
    let case = |ours: u32, theirs: u32| {
        let change = format!("metrics[0].results[1]: {{ total: {ours}, partner_total: {theirs} }}");
        Case::new("disputed-metric").with(&change).found()
    };
    assert_eq!(case(3, 4), ["warning metrics[0].results[1].partner_total"]);
    assert_eq!(case(3, 5), ["error metrics[0].results[1].partner_total"]);
    assert_eq!(case(0, 5), ["error metrics[0].results[1].partner_total"]);
    assert!(case(0, 0).is_empty());
}

#[test]
fn disputed_metric_compares_every_partner() {
    let change = "metrics[0].results[1]: { total: 255000, totals: { meridian: 300000, skau: 100000 } }";
    let case = Case::new("disputed-metric").base("healthy-three-party").with(change);
    assert_eq!(
        case.found(),
        ["error metrics[0].results[1].totals.skau", "warning metrics[0].results[1].totals.meridian",]
    );
    let unread = "metrics[0].results[0].totals.skau: null\nmetrics[0].results[1].totals.skau: null";
    assert_eq!(said(&Case::new("disputed-metric").base("healthy-three-party").with(unread)), UNKNOWN);
}

#[test]
fn one_sided_results_after_two_periods() {
    let one = "metrics[0].results[1].partner_total: null";
    let two = "metrics[0].results[0].partner_total: null\nmetrics[0].results[1].partner_total: null";
    let earlier = "metrics[0].results[0].partner_total: null";
    let case = |change: &str| Case::new("one-sided-results").with(change);
    assert!(case(one).found().is_empty());
    assert!(case(earlier).found().is_empty());
    assert_eq!(case(two).found(), ["warning metrics[0].results[1].partner_total"]);
    let strict = case(one).portfolio("rules: { one-sided-results: { periods: 1 } }");
    assert_eq!(strict.found(), ["warning metrics[0].results[1].partner_total"]);
    let single = case("metrics[0].results: [{ period: 2026-Q3, total: 5 }]\nmetrics[1].headline: false");
    assert_eq!(single.outcome(), Outcome::NotApplicable);
}

#[test]
fn one_sided_results_names_the_partner() {
    let change = "metrics[0].results[0].totals.skau: null\nmetrics[0].results[1].totals.skau: null";
    let case = || Case::new("one-sided-results").base("healthy-three-party").with(change);
    assert_eq!(case().found(), ["warning metrics[0].results[1].totals.skau"]);
    assert_eq!(case().findings()[0].side.as_ref().map(alliance::model::Side::key), Some("skau"));
    // Without a source it has no number to give; one-sided-tracking asks for the source.
    let blind = case().with("metrics[0].tracked_by.skau: null");
    assert_eq!(said(&blind), (Vec::new(), Outcome::Fail));
}

#[test]
fn silent_metric_after_two_periods() {
    let case = |as_of: &str| {
        let quarters = "metrics[0].results: [{ period: 2026-Q1, total: 510000, without: 120000 }]";
        Case::new("silent-metric").with(quarters).on(as_of).found()
    };
    assert!(case("2026-09-29").is_empty());
    assert!(case("2026-09-30").is_empty());
    assert_eq!(case("2026-10-01"), ["warning metrics[0].results"]);
}

#[test]
fn silent_metric_in_the_metric_s_own_periods() {
    let case = |every: &str, period: &str, as_of: &str| {
        let change = format!(
            "metrics[0]: {{ every: {every}, results: [{{ period: {period}, total: 5 }}] }}\nmetrics[1].headline: false"
        );
        Case::new("silent-metric").with(&change).on(as_of)
    };
    assert!(case("month", "2026-02", "2026-04-30").found().is_empty());
    assert_eq!(case("month", "2026-02", "2026-05-01").found().len(), 1);
    assert!(case("year", "2025", "2027-12-31").found().is_empty());
    assert_eq!(case("year", "2025", "2028-01-01").found().len(), 1);
    let message = case("month", "2026-02", "2026-05-01").findings()[0].message().into_owned();
    assert!(message.ends_with("since 2026-02: 2026-03 and 2026-04 are missing"), "{message}");
    // Without `every` the last result tells.
    assert_eq!(case("null", "2026-02", "2026-05-01").found().len(), 1);
    assert!(case("null", "2025", "2026-05-01").found().is_empty());
}

#[test]
fn silent_metric_that_never_spoke() {
    let case = |as_of: &str| {
        let change = "started: 2026-07-02\nmetrics[0].results: null\nmetrics[1].headline: false";
        Case::new("silent-metric").with(change).on(as_of).found()
    };
    assert!(case("2027-03-31").is_empty());
    assert_eq!(case("2027-04-01"), ["warning metrics[0].results"]);
    let unknown = Case::new("silent-metric")
        .with("metrics[0]: { every: null, results: null }\nmetrics[1].headline: false");
    assert_eq!(said(&unknown), UNKNOWN);
}

#[test]
fn what_there_was_before_may_be_undercut_by_a_tenth() {
    let before = |value: &str, period: &str, without: &str| {
        Case::new("ignored-baseline").with(&format!(
            "metrics[0].baseline: {{ value: {value}, period: {period} }}\nmetrics[0].counterfactual.method: pre-post\n\
             metrics[0].results: [{{ period: 2026-Q3, total: 540000, without: {without} }}]"
        ))
    };
    assert!(before("100000", "2024-Q4", "90000").found().is_empty());
    assert_eq!(before("100000", "2024-Q4", "89999").found(), ["warning metrics[0].results[0].without"]);
    // A year before is four of the quarters since, a month a third of one.
    assert!(before("400000", "2024", "90000").found().is_empty());
    assert_eq!(before("33400", "2024-12", "90000").found().len(), 1);
    // A period that was not over at launch is no baseline.
    assert_eq!(before("100000", "2025-Q1", "1").found(), ["warning metrics[0].baseline.period"]);
    assert!(before("100000", "2025-02", "300000").found().is_empty());
    let floor = |floor: &str, better: &str| {
        Case::new("ignored-baseline")
            .with(&format!(
                "metrics[2]: {{ name: Answers, indicator: other, unit: days, better: {better}, every: quarter, floor: {floor}, baseline: {{ value: 8, period: 2024-Q4 }} }}"
            ))
            .found()
            .len()
    };
    assert_eq!((floor("8", "lower"), floor("7", "lower")), (1, 0));
    assert_eq!((floor("8", "higher"), floor("9", "higher")), (1, 0));
}

#[test]
fn a_result_is_due_as_long_after_its_period_as_the_portfolio_says() {
    let case = |rule: &str, as_of: &str| {
        Case::new(rule)
            .with("started: 2026-07-02\nmetrics[0].results: null\nmetrics[1].results: null")
            .portfolio("rules: { silent-metric: { due_days: 45 } }")
            .on(as_of)
            .outcome()
    };
    // The first whole quarter ends on 31 December.
    for rule in ["gross-headline", "disputed-metric"] {
        assert_eq!(case(rule, "2027-02-14"), Outcome::NotApplicable, "{rule}");
        assert_eq!(case(rule, "2027-02-15"), Outcome::Unknown, "{rule}");
    }
    assert_eq!(case("silent-metric", "2027-02-14"), Outcome::NotApplicable);
    assert_eq!(case("silent-metric", "2027-02-15"), Outcome::Pass);
}

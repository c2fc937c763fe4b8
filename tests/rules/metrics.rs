//! Thresholds of the area metrics: the day before, the day, the day after.

mod doubts;

use alliance::rules::Outcome;

use crate::support::Case;

/// A third metric and more, sound but for their number.
fn more(from: usize, to: usize) -> String {
    let metrics: String = (from..to)
        .map(|index| {
            format!(
                "metrics[{index}]: {{ name: More {index}, indicator: referral-volume, unit: referral }}\n"
            )
        })
        .collect();
    if metrics.is_empty() { "{}".to_owned() } else { metrics }
}

#[test]
fn missing_metrics_is_silent_where_one_counts() {
    let case = |change: &str| Case::new("missing-metrics").with(change);
    assert_eq!(case("metrics: []").found(), ["error metrics"]);
    assert_eq!(case("metrics[0].headline: false").outcome(), Outcome::Pass);
    assert_eq!(case("metrics: null\nstage: proposed").found(), ["error metrics"]);
    assert_eq!(case("metrics: null\nstage: winding-down").outcome(), Outcome::NotApplicable);
    let affiliate = Case::new("missing-metrics").base("healthy-affiliate").with("metrics: null");
    assert_eq!(affiliate.outcome(), Outcome::NotApplicable);
}

#[test]
fn missing_metrics_offers_a_block_with_every_side() {
    let fix = &Case::new("missing-metrics").base("healthy-three-party").with("metrics: null").findings()[0]
        .fix
        .to_string();
    assert!(fix.contains("tracked_by: { us: …, meridian: …, skau: … }"), "{fix}");
    assert!(serde_yaml::from_str::<serde_yaml::Value>(fix).is_ok(), "{fix}");
}

#[test]
fn without_metrics_the_others_fail_and_say_nothing() {
    for rule in [
        "unfocused-metrics",
        "late-metrics",
        "one-sided-tracking",
        "missing-leading-indicator",
        "undefined-metric",
        "moved-goalposts",
        "contradictory-levels",
    ] {
        for change in ["metrics: null", "metrics[0].headline: false\nmetrics[1].headline: false"] {
            let case = Case::new(rule).with(change);
            assert_eq!((case.found(), case.outcome()), (Vec::new(), Outcome::Fail), "{rule}");
        }
    }
}

#[test]
fn unfocused_metrics_by_number() {
    let case = |number: usize| Case::new("unfocused-metrics").with(&more(2, number)).found();
    assert_eq!(Case::new("unfocused-metrics").with("metrics[1]: null").found(), ["warning metrics"]);
    assert!(case(2).is_empty() && case(3).is_empty());
    assert_eq!(case(4), ["warning metrics"]);
    assert_eq!(case(5), ["warning metrics"]);
    assert_eq!(case(6), ["error metrics"]);
}

#[test]
fn unfocused_metrics_by_its_options() {
    let set = |options: &str| {
        let setting = format!("rules: {{ unfocused-metrics: {options} }}");
        Case::new("unfocused-metrics").with(&more(2, 4)).portfolio(&setting).found()
    };
    assert!(set("{ ideal: [2, 4] }").is_empty());
    assert_eq!(set("{ too_many: 3 }"), ["error metrics"]);
}

#[test]
fn unfocused_metrics_names_a_metric_to_add() {
    let fix = |change: &str| Case::new("unfocused-metrics").with(change).findings()[0].fix.to_string();
    assert!(fix("metrics[1].headline: false").contains("\"Joint pipeline\""));
    let free = fix("metrics[1]: null");
    assert!(free.contains("joint-pipeline") && !free.contains("shared-revenue"), "{free}");
}

#[test]
fn late_metrics_on_the_day_of_launch_are_in_time() {
    // Without results: a late metric that has been judged by is late no more.
    let agreed = |date: &str| {
        let change = format!("metrics[0].agreed: {date}\nmetrics[0].results: null");
        Case::new("late-metrics").with(&change).found()
    };
    assert!(agreed("2025-02-28").is_empty());
    assert!(agreed("2025-03-01").is_empty());
    assert_eq!(agreed("2025-03-02"), ["error metrics[0].agreed"]);
}

#[test]
fn late_metrics_are_made_good_by_a_full_period_that_is_judged() {
    let case = |agreed: &str, change: &str| {
        let change = format!("metrics[0].agreed: {agreed}\n{change}");
        Case::new("late-metrics").with(&change).found()
    };
    let late = ["error metrics[0].agreed"];
    assert!(case("2026-07-01", "tier: core").is_empty());
    assert_eq!(case("2026-07-02", "tier: core"), late);
    let gross = "metrics[0].results: [{ period: 2026-Q3, total: 540000 }]";
    assert_eq!(case("2026-07-01", gross), late);
    let unread = "decisions: null\ngovernance.reviews: [{ date: 2026-09-30, attended: [us, partner], metrics_read: true, actions: 3 }]";
    assert_eq!(case("2026-07-01", unread), late);
    let read = unread.replace("2026-09-30", "2026-10-01");
    assert!(case("2026-07-01", &read).is_empty());
}

#[test]
fn late_metrics_counts_from_new_terms() {
    let case = |agreed: &str, terms: &str| {
        let decision = "decisions: [{ date: 2026-06-15, verdict: restructure, why: Terms for banks }]";
        Case::new("late-metrics")
            .with(&format!("{decision}\nmetrics[0].agreed: {agreed}\nterms_updated: {terms}"))
    };
    assert!(case("2026-07-01", "2026-07-01").found().is_empty());
    assert_eq!(case("2026-07-02", "2026-07-01").found(), ["error metrics[0].agreed"]);
    // The new terms are not there yet, so nothing can be late for them.
    assert_eq!(case("2026-07-02", "2026-02-01").outcome(), Outcome::Pass);
}

#[test]
fn late_metrics_knows_what_it_cannot_know() {
    let case = |change: &str| Case::new("late-metrics").with(change);
    assert_eq!(case("started: null").outcome(), Outcome::Unknown);
    let proposed = Case::new("late-metrics").base("healthy-proposed").with("metrics[0].agreed: null");
    assert_eq!(proposed.found(), ["warning metrics[0].agreed"]);
}

#[test]
fn one_sided_tracking_asks_every_side() {
    let case =
        |change: &str| Case::new("one-sided-tracking").base("healthy-three-party").with(change).found();
    assert_eq!(case("metrics[0].tracked_by.us: null"), ["error metrics[0].tracked_by.us"]);
    assert_eq!(
        case("metrics[0].tracked_by.meridian: null\nmetrics[0].tracked_by.skau: null"),
        ["error metrics[0].tracked_by.meridian", "error metrics[0].tracked_by.skau"]
    );
    assert_eq!(case("metrics[0].tracked_by: null"), ["error metrics[0].tracked_by"]);
    let one = "metrics[0].tracked_by: { us: Order book, meridian: order book, skau: Order book }";
    assert_eq!(case(one), ["warning metrics[0].tracked_by"]);
    let two = "metrics[0].tracked_by: { us: Order book, meridian: Order book, skau: Matter ledger }";
    assert!(case(two).is_empty());
}

#[test]
fn one_sided_tracking_names_the_side() {
    let finding = &Case::new("one-sided-tracking").with("metrics[0].tracked_by.partner: ' '").findings()[0];
    assert_eq!(finding.side.as_ref().map(alliance::model::Side::key), Some("partner"));
    assert!(finding.message().contains("Northstar Cloud GmbH"), "{}", finding.message());
}

#[test]
fn missing_leading_indicator_wants_one_of_four() {
    let case = |indicator: &str| {
        let change = format!("metrics[0].indicator: other\nmetrics[1].indicator: {indicator}");
        Case::new("missing-leading-indicator").with(&change).found()
    };
    for leading in ["referral-volume", "joint-pipeline", "market-penetration", "shared-revenue"] {
        assert!(case(leading).is_empty(), "{leading}");
    }
    for other in ["new-customers", "cost-saving", "reach", "other"] {
        assert_eq!(case(other), ["warning metrics"], "{other}");
    }
    assert_eq!(case("null"), ["warning metrics[1].indicator"]);
}

#[test]
fn undefined_metric_tells_each_gap_once() {
    let case = |change: &str| Case::new("undefined-metric").with(change).found();
    assert_eq!(case("metrics[0].target: null"), ["warning metrics[0].target"]);
    assert_eq!(case("metrics[0]: { target: null, floor: null }"), ["warning metrics[0].target"]);
    assert_eq!(
        case("metrics[0]: { unit: null, floor: null }"),
        ["error metrics[0].unit", "warning metrics[0].floor"]
    );
    assert!(case("metrics[0]: { headline: false, unit: null, floor: null }").is_empty());
}

#[test]
fn moved_goalposts_after_launch_only() {
    let case = |date: &str| {
        let revision = format!("{{ date: {date}, field: target, from: 500000, to: 400000, agreed_by: us }}");
        Case::new("moved-goalposts").with(&format!("metrics[0].revisions: [{revision}]")).found()
    };
    assert!(case("2025-02-28").is_empty());
    assert!(case("2025-03-01").is_empty());
    assert_eq!(case("2025-03-02"), ["warning metrics[0].revisions[0].agreed_by"]);
    assert!(case("2026-11-23").is_empty());
}

#[test]
fn moved_goalposts_needs_every_side() {
    let case = |field: &str, agreed: &str| {
        let revision = format!("{{ date: 2026-05-04, field: {field}, agreed_by: {agreed} }}");
        Case::new("moved-goalposts")
            .base("healthy-three-party")
            .with(&format!("metrics[0].revisions: [{revision}]"))
    };
    assert!(case("target", "[us, meridian, skau]").found().is_empty());
    assert_eq!(
        case("unit", "[us, meridian]").findings()[0].side.as_ref().map(alliance::model::Side::key),
        Some("skau")
    );
    assert_eq!(case("floor", "[]").found().len(), 1);
    assert!(case("tracked_by", "[us]").found().is_empty());
    let narrowed = case("floor", "[us]").portfolio("rules: { moved-goalposts: { fields: [target, unit] } }");
    assert!(narrowed.found().is_empty());
}

#[test]
fn moved_goalposts_shows_the_change() {
    let revision = "metrics[0].revisions: [{ date: 2026-05-04, field: target, from: 500000, to: 400000, agreed_by: us }]";
    let message = Case::new("moved-goalposts").with(revision).findings()[0].message().into_owned();
    assert!(message.contains("from 500,000 to 400,000 on 2026-05-04"), "{message}");
}

#[test]
fn contradictory_levels_by_their_figures() {
    let case = |change: &str| Case::new("contradictory-levels").with(change).found();
    assert!(case("metrics[0].floor: 40000").is_empty());
    assert_eq!(case("metrics[0].floor: 39999"), ["warning metrics[0].floor"]);
    assert!(case("metrics[0].floor: 400000\nmetrics[0].projected: null").is_empty());
    assert_eq!(case("metrics[0].floor: 400001\nmetrics[0].projected: null"), ["error metrics[0].floor"]);
    assert!(case("metrics[0].projected: 200000").is_empty());
    assert_eq!(case("metrics[0].projected: 199999"), ["error metrics[0].projected"]);
    assert!(case("metrics[1].worth: 0").is_empty(), "worth nothing is no contradiction");
    assert_eq!(case("metrics[1].worth: -1").len(), 1);
}

#[test]
fn where_less_is_better_every_level_is_turned_round() {
    let churn = |total: u32, better: &str| {
        format!(
            "metrics: [{{ name: Churn, indicator: other, unit: percent, {better} every: quarter, target: 3, floor: 6,
              results: [{{ period: 2026-Q1, total: {total} }}, {{ period: 2026-Q2, total: {total} }}, {{ period: 2026-Q3, total: {total} }}] }}]
exit.triggers: [{{ metric: Churn, above: 6, for: 2 quarters }}]
decisions: []"
        )
    };
    let found = |rule: &str, total, better| Case::new(rule).with(&churn(total, better)).found();
    for rule in ["drifting-alliance", "tripped-exit-trigger"] {
        assert!(found(rule, 2, "better: lower,").is_empty(), "{rule}");
        assert!(found(rule, 6, "better: lower,").is_empty(), "{rule}");
        assert_eq!(found(rule, 7, "better: lower,").len(), 1, "{rule}");
        // Without the direction the levels contradict each other, and nothing follows from them.
        assert!(found(rule, 2, "").is_empty(), "{rule}");
    }
    assert_eq!(found("contradictory-levels", 2, ""), ["error metrics[0].floor"]);
    assert!(found("contradictory-levels", 2, "better: lower,").is_empty());
}

#[test]
fn a_day_known_to_the_year_says_only_what_is_certain() {
    let late = |started: &str, agreed: &str| {
        Case::new("late-metrics")
            .with(&format!(
                "started: {started}\nmetrics[0].agreed: {agreed}\nmetrics[0].results: null\nmetrics[1]: null\nterms_updated: null"
            ))
            .outcome()
    };
    assert_eq!(late("2025", "2026-01-20"), Outcome::Fail);
    assert_eq!(late("2025", "2025-01-20"), Outcome::Unknown);
    assert_eq!(late("2025-Q1", "2024"), Outcome::Pass);
    assert_eq!(late("2025-03-01", "2025-03"), Outcome::Unknown);
    let message = Case::new("late-exit-terms").with("started: 2025-03\nexit.agreed: 2025-Q2").findings();
    assert!(message[0].message().contains("agreed at least 1 day after launch"), "{message:?}");
    assert_eq!(
        Case::new("late-exit-terms").with("started: 2025\nexit.agreed: 2025-06-01").outcome(),
        Outcome::Unknown
    );
    // A year that has not ended began by today.
    let young = Case::new("missing-launch-date").with("started: 2026");
    assert_eq!(young.outcome(), Outcome::Pass);
    assert_eq!(
        Case::new("impossible-dates").with("started: 2026\nended: null").found(),
        Vec::<String>::new()
    );
}

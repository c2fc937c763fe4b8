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

#[test]
fn counts_to_date_are_compared_as_they_stand_in_the_file() {
    let with = |theirs: u32| {
        let change = format!(
            "metrics[2]: {{ name: Tonnes, indicator: other, unit: tonnes, measure: to-date, every: quarter, results: [{{ period: \
             2026-Q2, total: 7450, partner_total: 7445 }}, {{ period: 2026-Q3, total: 9300, partner_total: {theirs} }}] }}"
        );
        Case::new("disputed-metric").with(&change).found().len()
    };
    assert_eq!((with(9310), with(10_230), with(10_231)), (0, 0, 1));
}

#[test]
fn savings_and_what_was_not_there_before_may_be_credited_whole() {
    let with = |change: &str| {
        let results = "metrics[0].results: [{ period: 2026-Q3, total: 540000, without: 5000 }]";
        Case::new("shaped-number").with(results).with(change).found().len()
    };
    let before = "metrics[0].counterfactual: { method: pre-post, because: None before launch }";
    let guess = "metrics[0].counterfactual: { method: expert-estimate, because: None before launch }";
    let (saving, other) = (
        "metrics[0].indicator: cost-saving",
        "metrics[0].indicator: market-penetration\nmetrics[0].unit: outlets",
    );
    assert_eq!(with(before), 1, "money");
    assert_eq!(with(&format!("{before}\n{saving}")), 0);
    assert_eq!(with(&format!("{guess}\n{saving}")), 1, "an estimate of a saving");
    assert_eq!(with(&format!("{before}\n{other}")), 0);
    assert_eq!(
        with(&format!("{}\n{other}", before.replace("None before launch", "The year before launch"))),
        1
    );
    assert_eq!(
        with(&format!(
            "{}\n{other}\nmetrics[0].baseline: {{ value: 0, period: 2024-Q4 }}",
            before.replace("None", "Less")
        )),
        0
    );
    assert_eq!(with(&format!("{before}\n{other}\nmetrics[0].baseline: {{ value: 1, period: 2024-Q4 }}")), 1);
}

#[test]
fn from_delays_nothing_is_deducted() {
    let with = |rest: &str| {
        let change = format!(
            "metrics[2]: {{ name: Late deliveries, indicator: other, unit: deliveries, better: lower, every: quarter{rest}, results: \
             [{{ period: 2026-Q3, total: 14, partner_total: 14 }}] }}"
        );
        let found = |rule: &str| Case::new(rule).with(&change).found();
        (found("gross-headline"), found("missing-counterfactual"))
    };
    let named = ", counterfactual: { method: pre-post, because: The quarter before }";
    assert_eq!(with(""), (none(), none()));
    assert_eq!(with(named), (vec!["warning metrics[2].results[0].without".to_owned()], none()));
}

#[test]
fn a_rhythm_of_a_part_of_the_year_is_not_counted_in_weeks() {
    let with = |what: &str| {
        let change = format!(
            "contributions.us: [{{ what: '{what}', kind: expertise, from: 2025-04-01, until: 2027-03-31, delivered: 300 }}]"
        );
        Case::new("overdue-contribution").with(&change).found().len()
    };
    assert_eq!(with("At least 10 lessons a week"), 1);
    assert_eq!(with("At least 10 lessons a week in term time"), 0);
    assert_eq!(with("At least 10 lessons a week from October to April"), 0);
}

#[test]
fn metrics_of_what_no_longer_runs_do_not_heap() {
    let results = |plus: [u32; 4]| {
        let periods = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"];
        let lines = periods.iter().zip(plus).map(|(period, plus)| {
            format!("      - {{ period: {period}, total: {}, without: 120000 }}\n", 320_000 + plus)
        });
        format!("    metrics[0].results:\n{}", lines.collect::<String>())
    };
    let case = |second: &str, plus: [u32; 4]| {
        let list = format!(
            "- name: A\n{}- name: B\n  {second}\n{}",
            results([1, 2000, 3000, 6000]).replace("    metrics", "  metrics").replace("      -", "    -"),
            results(plus).replace("    metrics", "  metrics").replace("      -", "    -")
        );
        Case::new("heaped-results").alliances(&list).found()
    };
    assert_eq!(case("tier: core", [1, 2000, 3000, 6000]), ["warning alliances"]);
    assert_eq!(case("tier: core", [1, 2000, 3000, 6001]), none(), "only seven lie within 3 %");
    assert_eq!(case("tier: core", [0, 2000, 3000, 6000]), none(), "one is equal to the floor");
    assert_eq!(case("tier: core", [1, 1, 1, 1]), none(), "a total that never moves");
    assert_eq!(case("stage: ended\n  ended: 2026-11-01", [1, 2000, 3000, 6000]), none());
}

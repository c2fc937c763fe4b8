//! Every verdict, each brought about by a change to a healthy record, and which comes first where several apply.

use alliance::health::Decision::{self, *};

use super::{first, healthy, of, sample};

/// Metrics below their floor since the first quarter, and nothing decided.
const DRIFT: &str = "
decisions: []
metrics[0].results:
  - { period: 2025-Q4, total: 500000, without: 100000 }
  - { period: 2026-Q1, total: 150000, without: 100000 }
  - { period: 2026-Q2, total: 150000, without: 100000 }
  - { period: 2026-Q3, total: 150000, without: 100000 }
metrics[1].results:
  - { period: 2025-Q4, total: 1900000, without: 500000 }
  - { period: 2026-Q1, total: 300000, without: 100000 }
  - { period: 2026-Q2, total: 300000, without: 100000 }
  - { period: 2026-Q3, total: 300000, without: 100000 }
";
/// Shared work that is newer than the paper.
const DEEPENED: &str = "
operating_changes[2]: { since: 2026-08-01, side: both, kind: shared-hiring, what: Hired together }
";
/// All four signals, and an opportunity that waits.
const READY: &str = "
commitments:
  - { by: us, what: A, due: 2026-07-31, done: 2026-07-24 }
  - { by: us, what: B, due: 2026-08-31, done: 2026-08-24 }
  - { by: partner, what: C, due: 2026-09-30, done: 2026-09-21 }
  - { by: partner, what: D, due: 2026-10-31, done: 2026-10-21 }
decisions: [{ date: 2026-05-10, verdict: continue, why: At plan, next: 2027-02-10 }]
";
/// Every quarter on record, and more attention than they bring.
const POOR: &str = "
attention.hours_per_month: 800
metrics[0].results:
  - { period: 2025-Q4, total: 500000, without: 410000 }
  - { period: 2026-Q1, total: 500000, without: 120000 }
  - { period: 2026-Q2, total: 510000, without: 290000 }
  - { period: 2026-Q3, total: 540000, without: 330000 }
";
/// A commission, and nothing that changes how a side works.
const AFFILIATE: &str = "
affiliate: { commission: 8 % of the first invoice, tracking: links }
operating_changes: []
strategic_case: []
contributions: { us: [{ what: Eight product pages at least, kind: brand, from: 2026-01-01, until: 2027-12-31 }], partner: [{ what: Forty referrals a quarter, kind: audience, from: 2026-01-01, until: 2027-12-31 }] }
sponsors: null
governance: { joint_plan: null }
term: null
";

/// An issue that nobody has settled.
const GRAVE: &str = "issues: [{ what: Their board has not agreed, opened: 2026-11-10, severity: high }]";
/// Their money for our name.
const MONEY_FOR_A_NAME: &str = "
contributions: {
  us: [{ what: Logo on twelve event stages at least, kind: brand, from: 2026-01-01, until: 2027-12-31 }],
  partner: [{ what: EUR 90k a year, kind: capital, from: 2026-01-01, until: 2027-12-31 }] }";
/// Both of its last quarters are below the floor, while the other metric is fine.
const BELOW_FLOOR: &str = "
metrics[0].results:
  - { period: 2026-Q2, total: 210000, without: 120000, partner_total: 210500 }
  - { period: 2026-Q3, total: 200000, without: 110000, partner_total: 200500 }";
/// The same for four quarters; somebody has just decided to go on.
const A_YEAR_BELOW: &str = "
decisions: [{ date: 2026-11-15, verdict: continue, why: Their depot in Lyon opens in March, next: 2027-01-15 }]
metrics[0].results:
  - { period: 2025-Q4, total: 290000, without: 120000, partner_total: 290500 }
  - { period: 2026-Q1, total: 280000, without: 130000, partner_total: 280500 }
  - { period: 2026-Q2, total: 290000, without: 120000, partner_total: 290500 }
  - { period: 2026-Q3, total: 300000, without: 110000, partner_total: 300500 }";
/// Both agreed to talk about the end in this case, and nobody does.
const TRIGGERED: &str = "
decisions: []
metrics[0].results:
  - { period: 2026-Q2, total: 210000, without: 120000, partner_total: 210500 }
  - { period: 2026-Q3, total: 200000, without: 110000, partner_total: 200500 }";
/// What a delivery costs, which is no income.
const COST_ABOVE_LIMIT: &str = "
metrics[2]:
  name: Cost of a migration
  indicator: cost-saving
  unit: EUR
  better: lower
  agreed: 2025-01-20
  every: quarter
  target: 8000
  floor: 16000
  tracked_by: { us: Time sheets, partner: Their time sheets }
  counterfactual: { method: matched-market, because: Migrations without them in the north }
  results:
    - { period: 2026-Q2, total: 19100, without: 24000, partner_total: 19000 }
    - { period: 2026-Q3, total: 22300, without: 24100, partner_total: 22200 }";
const ONE_BAD_QUARTER: &str = "
metrics[0].results:
  - { period: 2026-Q2, total: 510000, without: 120000, partner_total: 510500 }
  - { period: 2026-Q3, total: 200000, without: 110000, partner_total: 200500 }";
const LEAD_BELOW_FLOOR: &str = "
metrics[1].results:
  - { period: 2026-Q2, total: 600000, without: 500000, partner_total: 600500 }
  - { period: 2026-Q3, total: 550000, without: 450000, partner_total: 550500 }";
const ESTIMATE: &str = "
metrics[0].counterfactual: { method: expert-estimate, because: Two of us compared }";
const VAGUE: &str = "
contributions.partner: [{ what: They will open doors at the banks they work with, kind: distribution, hard_to_replicate: Nobody else has them }]";
const OVER: &str = "{ term.ends: 2026-09-30, term.renews: by-agreement }";
/// A target that we lowered alone.
const LOWERED: &str =
    "metrics[0].revisions: [{ date: 2026-05-01, field: target, from: 500000, to: 400000, agreed_by: [us] }]";

struct Row {
    what: &'static str,
    base: &'static str,
    change: &'static str,
    expected: Decision,
    otherwise: Option<Decision>,
}

const fn row(
    what: &'static str,
    base: &'static str,
    change: &'static str,
    expected: Decision,
    otherwise: Option<Decision>,
) -> Row {
    Row { what, base, change, expected, otherwise }
}

#[test]
fn every_verdict_has_its_record() {
    let rows = [
        row("over", "healthy", "{ stage: ended, ended: 2026-10-31 }", Nothing, None),
        row("a proposal", "healthy-proposed", "tier: core", ReadyToSign, None),
        row("a proposal without exit terms", "healthy-proposed", "exit: null", DoNotSign, Some(ReadyToSign)),
        row(
            "its end is decided",
            "healthy",
            "decisions: [{ date: 2026-11-01, verdict: wind-down, why: Over }]",
            FinishExit,
            None,
        ),
        row(
            "its exit runs",
            "healthy",
            "{ stage: winding-down, notice_given: 2026-11-01 }",
            FinishExit,
            None,
        ),
        row("it drifts", "healthy", DRIFT, WindDown, Some(Restructure)),
        row("it is an affiliate arrangement", "healthy", AFFILIATE, Reclassify, Some(FixThenContinue)),
        row("it has outgrown its paper", "healthy", DEEPENED, Restructure, Some(FixThenContinue)),
        row("it pays and has no exit", "healthy", "exit: null", Restructure, Some(FixThenContinue)),
        row("it pays and has no owner", "healthy", "owners.us: null", Restructure, Some(FixThenContinue)),
        row(
            "a campaign past its day",
            "healthy-co-marketing",
            "{ campaign.decide_by: 2026-10-01, decisions: [] }",
            DecideTest,
            Some(Continue),
        ),
        row(
            "nothing is proven",
            "healthy",
            "metrics[0].results: [{ period: 2026-Q3, total: 500000 }]\nmetrics[1].results: [{ period: 2026-Q3, total: 1900000 }]",
            ProveIt,
            Some(FixThenContinue),
        ),
        row("it brings less than it takes", "healthy", POOR, ProveIt, Some(Continue)),
        row("all signals are there", "healthy", READY, Deepen, Some(Continue)),
        row("an error besides", "healthy", "governance.reviews: []", FixThenContinue, Some(Continue)),
        row("a proposal with a serious issue", "healthy-proposed", GRAVE, DoNotSign, Some(ReadyToSign)),
        row("money for a name", "healthy", MONEY_FOR_A_NAME, Reclassify, Some(FixThenContinue)),
        row("the money is below its floor", "healthy", BELOW_FLOOR, ProveIt, Some(FixThenContinue)),
        row(
            "what it earns is below its floor for a year",
            "healthy",
            A_YEAR_BELOW,
            Restructure,
            Some(ProveIt),
        ),
        row("its exit trigger is met", "healthy", TRIGGERED, Restructure, Some(ProveIt)),
        row("a cost is above its limit", "healthy", COST_ABOVE_LIMIT, FixThenContinue, Some(Continue)),
        row("one bad quarter", "healthy", ONE_BAD_QUARTER, Continue, None),
        row("a lead is below its floor", "healthy", LEAD_BELOW_FLOOR, FixThenContinue, Some(Continue)),
        row("nothing measures it", "healthy", "metrics: null", ProveIt, Some(Restructure)),
        row("an estimate", "healthy", ESTIMATE, ProveIt, Some(Continue)),
        row("a duty without figures", "healthy", VAGUE, Restructure, Some(FixThenContinue)),
        row("the term is over", "healthy", OVER, Restructure, Some(FixThenContinue)),
        row("a doubt", "healthy", LOWERED, ProveIt, Some(Restructure)),
        row("healthy", "healthy", "tier: core", Continue, None),
    ];
    let mut wrong = Vec::new();
    for row in rows {
        let case = healthy().base(row.base).with(row.change);
        let report = case.report();
        let verdict = &first(&report).verdict;
        if (verdict.decision, verdict.otherwise) != (row.expected, row.otherwise) {
            wrong.push(format!(
                "{}: {:?}, then {:?}: {:#?}",
                row.what, verdict.decision, verdict.otherwise, verdict.reasons
            ));
        }
        assert!(!verdict.headline.is_empty() && !verdict.reasons.is_empty(), "{}", row.what);
        // Each reason stands on a line of the record.
        for why in &report.alliances[0].why {
            assert!(why.at.line > 0 && &*why.at.file == "alliances/0.yaml", "{}: {why:?}", row.what);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn where_several_apply_the_first_one_holds() {
    let decided = |changes: &[&str]| {
        let case = changes.iter().fold(healthy(), |case, change| case.with(change));
        first(&case.report()).verdict.decision
    };
    let end = "decisions: [{ date: 2026-11-01, verdict: wind-down, why: Over }]";
    assert_eq!(decided(&[DRIFT, "{ stage: ended, ended: 2026-10-31 }"]), Nothing);
    assert_eq!(decided(&[DRIFT, end]), FinishExit, "its end is decided already");
    assert_eq!(decided(&[DRIFT, AFFILIATE]), WindDown, "what has stopped working need not be renamed");
    assert_eq!(decided(&[DRIFT, DEEPENED, "exit: null"]), WindDown);
    assert_eq!(
        decided(&[AFFILIATE, "exit: null"]),
        Reclassify,
        "an exit is missing from the wrong kind of thing"
    );
    assert_eq!(decided(&[DEEPENED, READY]), Restructure, "first what was done, then what could be");
    assert_eq!(decided(&["exit: null", POOR]), ProveIt, "it does not pay");
    assert_eq!(decided(&[READY, "exit: null"]), Restructure);
    assert_eq!(decided(&[READY, "governance.reviews: []"]), FixThenContinue, "an open error bars it");
    assert_eq!(decided(&[READY, POOR]), ProveIt);
}

#[test]
fn drift_is_for_winding_down_after_150_days() {
    // The first bad quarter ended on 2026-03-31; 150 days later is 2026-08-28.
    let on = |date: &str| first(&healthy().with(DRIFT).on(date).report()).verdict.decision;
    assert_ne!(on("2026-08-27"), WindDown);
    assert_eq!(on("2026-08-28"), WindDown);
}

#[test]
fn drift_is_wound_down_when_its_rule_says_so() {
    let with = |settings: &str, date: &str| {
        let case = healthy().with(DRIFT).on(date).portfolio(settings);
        first(&case.report()).verdict.decision
    };
    // 200 days after 2026-03-31 is 2026-10-17.
    let longer = "rules: { drifting-alliance: { error_after_days: 200 } }";
    assert_ne!(with(longer, "2026-10-16"), WindDown);
    assert_eq!(with(longer, "2026-10-17"), WindDown);
    let of_it = "overrides: [{ alliances: ['*'], rules: { drifting-alliance: { error_after_days: 200 } } }]";
    assert_ne!(with(of_it, "2026-10-16"), WindDown);
    let shorter = "rules: { drifting-alliance: { after_days: 60, error_after_days: 100 } }";
    // 100 days after 2026-03-31 is 2026-07-09; by then the second quarter is bad too.
    assert_eq!(with(shorter, "2026-07-31"), WindDown);
    assert_ne!(with("rules: { drifting-alliance: off }", "2026-11-22"), WindDown);
}

#[test]
fn a_severity_changes_no_verdict_and_a_waiver_does() {
    let quiet = healthy().with("exit: null").portfolio("rules: { missing-exit-terms: note }");
    assert_eq!(first(&quiet.report()).verdict.decision, Restructure);
    let waiver = "
waivers:
  - { rule: missing-exit-terms, reason: Under negotiation, approved_by: Ines Duarte, approved_on: 2026-11-01, until: 2026-12-31 }
  - { rule: missing-sponsor, side: partner, reason: Their new CRO starts in February, approved_by: Ines Duarte, approved_on: 2026-10-01, until: 2027-02-28 }";
    let waived = healthy().with("exit: null").with(waiver);
    assert_eq!(first(&waived.report()).verdict.decision, Continue);
    let drifting = "
waivers:
  - { rule: drifting-alliance, reason: The merger is through in January, approved_by: Ines Duarte, approved_on: 2026-11-01, until: 2027-01-31 }
  - { rule: missing-sponsor, side: partner, reason: Their new CRO starts in February, approved_by: Ines Duarte, approved_on: 2026-10-01, until: 2027-02-28 }";
    assert_ne!(first(&healthy().with(DRIFT).with(drifting).report()).verdict.decision, WindDown);
}

#[test]
fn proof_has_six_months_or_two_periods() {
    let decided = |every: &str, period: &str| {
        let change = format!(
            "metrics[0].every: {every}\nmetrics[0].results: [{{ period: {period}, total: 900000, without: 1000 }}]\nmetrics[1]: null"
        );
        first(&healthy().with(&change).report()).verdict.decision
    };
    // Six months before 2026-11-22 is 2026-05-22.
    assert_ne!(decided("quarter", "2026-Q2"), ProveIt);
    assert_eq!(decided("quarter", "2026-Q1"), ProveIt);
    // Two half-years are twelve months.
    assert_ne!(decided("half-year", "2025-H2"), ProveIt);
    assert_eq!(decided("half-year", "2025-H1"), ProveIt);
}

#[test]
fn the_sample_portfolio_leads_to_these_decisions() {
    let report = sample();
    let decisions = [
        ("Tern Analytics", WindDown),
        ("Borealis", Restructure),
        ("Tariff Owl", Reclassify),
        ("Palomar Screens", ProveIt),
        ("Kestrel & Co", Reclassify),
        ("Quillon Data", DoNotSign),
        ("Northstar Cloud", Deepen),
        ("Lark & Linen", Continue),
        ("Oakline CRM", Nothing),
    ];
    for (name, decision) in decisions {
        assert_eq!(of(&report, name).verdict.decision, decision, "{name}");
    }
    let order: Vec<&str> =
        report.decide.iter().map(|decide| report.alliances[decide.alliance].name.as_str()).collect();
    assert_eq!(order[..3], ["Tern Analytics", "Borealis", "Kestrel & Co"]);
    let tern = &of(&report, "Tern Analytics").verdict;
    assert_eq!(
        tern.headline,
        "below its agreed minimum since January 2026; EUR 42,120 of attention spent since"
    );
}

#[test]
fn who_only_keeps_the_relationship_is_not_recalled() {
    let recalled = |change: &str| healthy().with(change).report().focus.recalled;
    assert_eq!(recalled("tier: core"), 1);
    assert_eq!(recalled("owners.us.accountable_for: relationship"), 0);
    assert_eq!(recalled("governance.reviews: []"), 0);
}

#[test]
fn one_bad_year_alone_is_no_trend() {
    let results = |list: &str| {
        let change = format!(
            "decisions: []\nmetrics[1]: null\nmetrics[0]: {{ every: year, target: 1600000, floor: 800000 }}\nmetrics[0].results: [{list}]"
        );
        first(&healthy().with(&change).on("2026-11-22").report()).verdict.decision
    };
    let bad = "{ period: '2025', total: 500000, without: 100000 }";
    assert_ne!(results(bad), WindDown, "the next result is not due before January");
    let two = format!("{{ period: '2024', total: 500000, without: 100000 }}, {bad}");
    // Launched in March 2025, so that 2024 proves nothing about it.
    assert_ne!(results(&two), WindDown);
}

#[test]
fn a_slip_in_a_decision_ends_nothing() {
    let report = |decision: &str| {
        let text =
            std::fs::read_to_string(super::root().join("alliances/tern-analytics.yaml")).expect("Tern");
        let inputs =
            alliance::load::Inputs::read(&[], None, &super::root(), std::io::empty()).expect("the sample");
        let record = format!("{text}\ndecisions:\n  - {decision}\n");
        let records = vec![alliance::load::Source::new("a.yaml".to_owned(), Ok(record)).into()];
        let today = alliance::model::Date::parse(super::AS_OF).expect("a date").0;
        let clock = alliance::audit::Clock { today, as_of: Some(today) };
        alliance::audit::run(alliance::load::Inputs { records, ..inputs }, clock)
    };
    let slip = report("{ date: 2026-10-01, verdict: restructre, why: new terms }");
    assert_ne!(first(&slip).verdict.decision, WindDown, "somebody decided something");
    assert!(
        first(&slip).verdict.headline.contains("1 mistake in its file"),
        "{}",
        first(&slip).verdict.headline
    );
    let old = report("{ date: 2025-10-01, verdict: continue, why: It works }");
    assert_eq!(first(&old).verdict.decision, WindDown);
}

#[test]
fn what_is_not_on_record_pays_for_nothing_and_costs_nothing() {
    // Two of four quarters are missing, and may have brought what the two others did not.
    let gaps = healthy().with("attention.hours_per_month: 800");
    assert_eq!(first(&gaps.report()).value.pays, None);
    assert_eq!(first(&healthy().with(POOR).report()).value.pays, Some(false));
}

/// The reasons of a verdict under some settings of rules.
fn reasons(change: &str, rules: &str) -> Vec<String> {
    let case = healthy().with(change).portfolio(&format!("rules: {{ {rules} }}"));
    first(&case.report()).verdict.reasons.iter().map(|reason| reason.text.clone()).collect()
}

#[test]
fn a_decision_answers_for_as_long_as_the_rules_say() {
    let decided = |date: &str, next: &str, rules: &str| {
        let taken = format!(
            "decisions: [{{ date: {date}, verdict: continue, why: Their new depot in Lyon opens in March, next: {next} }}]"
        );
        // Reviewed so rarely that no review comes first.
        let taken = format!("{taken}\ngovernance.cadence: half-yearly");
        let case = healthy().with(DRIFT).with(&taken).portfolio(&format!("rules: {{ {rules} }}"));
        first(&case.report()).verdict.decision
    };
    // Judged on 2026-11-22, 113 days after 2026-08-01.
    assert_eq!(decided("2026-08-01", "2027-02-01", ""), WindDown);
    assert_eq!(decided("2026-08-01", "2027-02-01", "missed-floor: { answer_days: 112 }"), WindDown);
    assert_ne!(decided("2026-08-01", "2027-02-01", "missed-floor: { answer_days: 113 }"), WindDown);
    assert_ne!(decided("2026-08-01", "2027-02-01", "missed-floor: off"), WindDown);
    // Without a limit the next decision is one still.
    assert_eq!(decided("2026-08-01", "2026-11-01", "missed-floor: off"), WindDown);
    // Twenty months ahead is set for never.
    assert_eq!(decided("2026-10-01", "2028-06-01", ""), WindDown);
    assert_ne!(decided("2026-10-01", "2028-06-01", "overdue-decision: { longest_months: 20 }"), WindDown);
    assert_ne!(decided("2026-10-01", "2028-06-01", "overdue-decision: off"), WindDown);
}

#[test]
fn how_long_is_too_long_to_ask_for_proof_is_set_by_missed_floor() {
    let decided = |change: &str, rules: &str| {
        let case = healthy().with(A_YEAR_BELOW).with(change).portfolio(&format!("rules: {{ {rules} }}"));
        first(&case.report()).verdict.decision
    };
    assert_eq!(decided("tier: core", ""), Restructure);
    assert_eq!(decided("tier: core", "missed-floor: { settled_months: 13 }"), ProveIt);
    let three_quarters = "metrics[0].results[0]: null";
    assert_eq!(decided(three_quarters, ""), ProveIt);
    assert_eq!(decided(three_quarters, "missed-floor: { settled_months: 9 }"), Restructure);
    // It takes more than it brings.
    assert_eq!(decided("attention.hours_per_month: 800", ""), WindDown);
    assert_eq!(decided("attention.hours_per_month: 800", "missed-floor: { settled_months: 13 }"), ProveIt);
    // New terms deserve new results.
    let said =
        |change: &str| reasons(&format!("{A_YEAR_BELOW}\n{change}"), "").concat().contains("for 12 months");
    assert!(said("tier: core"));
    assert!(!said("decisions[0].verdict: restructure\ndecisions[0].date: 2026-01-15"));
}

#[test]
fn how_many_periods_prove_a_miss_is_set_by_missed_floor() {
    let below = |rules: &str| -> Vec<String> {
        let mut said = reasons(BELOW_FLOOR, rules);
        said.retain(|reason| reason.contains("its minimum of"));
        said
    };
    assert!(below("")[0].contains("in each of its last 2 periods"), "{:?}", reasons(BELOW_FLOOR, ""));
    assert_eq!(below("missed-floor: { periods: 3 }"), Vec::<String>::new());
    assert_eq!(below("missed-floor: off"), Vec::<String>::new());
}

#[test]
fn how_long_a_value_may_be_unproven_is_set_by_missing_counterfactual() {
    // The last proof ended on 2026-02-28, between eight and nine months before.
    const UNPROVEN: &str = "
metrics[0].results: [{ period: 2026-02, total: 180000, without: 40000 }, { period: 2026-09, total: 180000 }]
metrics[0].every: month
metrics[1].results: [{ period: 2026-02, total: 620000, without: 160000 }, { period: 2026-09, total: 620000 }]
metrics[1].every: month";
    let unproven = |rules: &str| {
        reasons(UNPROVEN, rules)
            .iter()
            .find(|reason| reason.contains("what would have come without it"))
            .cloned()
    };
    let said = unproven("").expect("a reason");
    assert!(said.starts_with("for at least 6 months"), "{said}");
    assert!(unproven("missing-counterfactual: { error_after_months: 8 }").is_some());
    assert_eq!(unproven("missing-counterfactual: { error_after_months: 9 }"), None);
    assert_eq!(unproven("missing-counterfactual: off"), None);
}

#[test]
fn when_a_decision_is_due_is_set_by_overdue_decision() {
    let day = |rules: &str| {
        let case = healthy()
            .with("started: 2026-03-01\ndecisions: null")
            .portfolio(&format!("rules: {{ {rules} }}"));
        first(&case.report()).verdict.day.map(|day| day.date.to_string())
    };
    assert_eq!(day(""), Some("2027-03-01".to_owned()));
    assert_eq!(day("overdue-decision: { after_months: 24 }"), Some("2028-03-01".to_owned()));
    assert_eq!(day("overdue-decision: off"), None);
}

#[test]
fn what_leaving_costs_us_is_said_with_the_verdict() {
    let said = |price: &str| {
        let report = healthy().with(&format!("exit.price: {price}")).report();
        first(&report)
            .verdict
            .reasons
            .iter()
            .any(|reason| reason.text.contains("leaving costs us EUR 40,000"))
    };
    assert!(said("{ amount: 40000, who: us }"));
    assert!(!said("{ amount: 40000, who: partner }"));
}

//! Thresholds of the area identity: the day before, the day, the day after.

use alliance::rules::Outcome;

use crate::support::Case;

mod mislabelled_type;

const NOTHING: [&str; 0] = [];

/// An alliance of three that brings nothing but visibility.
const VISIBLE: &str = "
contributions:
  us: [{ what: Four features a year, kind: audience }]
  meridian: [{ what: Their logo, kind: brand }]
  skau: [{ what: Six articles a year, kind: content }]";

#[test]
fn an_objective_has_four_words() {
    let case = |objective: &str| Case::new("missing-objective").with(&format!("objective: {objective}"));
    assert_eq!(case("Win more bids").found(), ["error objective"]);
    assert_eq!(case("Win more bids together").found(), NOTHING);
    assert_eq!(case("Win - bids - together").found(), ["error objective"]);
    assert_eq!(case("Agree on tenders to be agreed as one").found(), NOTHING);
    let option = "rules: { missing-objective: { least_words: 3 } }";
    assert_eq!(case("Win more bids").portfolio(option).found(), NOTHING);
    let affiliate = Case::new("missing-objective").base("healthy-affiliate").with("objective: null");
    assert_eq!(affiliate.outcome(), Outcome::NotApplicable);
}

#[test]
fn a_missing_agreement_is_an_error_from_day_ninety() {
    let on = |date: &str| Case::new("informal-arrangement").with("agreement: null").on(date);
    assert_eq!(on("2025-05-29").found(), ["warning agreement.reference"]);
    assert_eq!(on("2025-05-30").found(), ["error agreement.reference"]);
    assert_eq!(on("2025-05-31").found(), ["error agreement.reference"]);
    assert_eq!(on("2026-11-22").with("started: null").found(), ["warning agreement.reference"]);
    assert_eq!(on("2026-11-22").with("agreement: { reference: ' ' }").found(), ["error agreement.reference"]);
    let proposed = Case::new("informal-arrangement").base("healthy-proposed");
    assert_eq!(proposed.outcome(), Outcome::NotApplicable);
}

#[test]
fn launch_is_asked_of_what_runs_and_the_end_of_what_is_over() {
    let rule = || Case::new("missing-launch-date");
    for base in ["healthy", "healthy-affiliate", "healthy-co-marketing", "healthy-sponsorship"] {
        assert_eq!(rule().base(base).with("started: null").found(), ["error started"], "{base}");
    }
    assert_eq!(rule().with("{ started: null, stage: winding-down }").outcome(), Outcome::NotApplicable);
    assert_eq!(rule().base("healthy-proposed").outcome(), Outcome::NotApplicable);
    assert_eq!(rule().base("healthy-ended").with("started: null").outcome(), Outcome::Pass);
    // On an earlier day it had not ended yet.
    assert_eq!(rule().base("healthy-ended").on("2026-01-01").outcome(), Outcome::Pass);
}

fn bound(until: &str) -> Case {
    Case::new("campaign-bound-value").base("healthy-three-party").with(&format!(
        "
operating_changes: []
contributions.us[0].until: 2024-09-30
contributions.meridian[0].until: 2024-12-31
contributions.skau[0].until: {until}"
    ))
}

#[test]
fn a_campaign_is_over_within_twelve_months_of_launch() {
    assert_eq!(bound("2025-03-31").found(), ["error contributions.skau[0].until"]);
    assert_eq!(bound("2025-04-01").found(), ["error contributions.skau[0].until"]);
    assert_eq!(bound("2025-04-02").found(), NOTHING);
    let longer = "rules: { campaign-bound-value: { within_months: 13 } }";
    assert_eq!(bound("2025-05-01").portfolio(longer).found(), ["error contributions.skau[0].until"]);
}

#[test]
fn an_open_end_is_unknown_and_one_long_end_settles_it() {
    assert_eq!(bound("null").outcome(), Outcome::Unknown);
    assert_eq!(bound("null").with("contributions.us[0].until: 2027-01-01").outcome(), Outcome::Pass);
    assert_eq!(bound("2025-03-31").with("contributions.skau: null").outcome(), Outcome::Unknown);
    assert_eq!(bound("2025-03-31").with("started: null").outcome(), Outcome::Unknown);
    let minor = "operating_changes: [{ kind: shared-data, minor: true }]";
    assert_eq!(bound("2025-03-31").with(minor).outcome(), Outcome::Fail);
}

#[test]
fn an_end_may_stand_in_the_sentence() {
    // Launched on 1 April 2024: the first third quarter after that is that year's, and within the twelve months.
    let said = |sentence: &str| {
        bound("null")
            .with(&format!("contributions.skau: [{{ what: {sentence}, kind: expertise }}]"))
            .outcome()
    };
    for when in [
        "in Q2 and Q3",
        "until March 2025",
        "by 31 March 2025",
        "in Q1",
        "until 15 January",
        "in H2",
        "in 2024",
    ] {
        assert_eq!(said(&format!("Four sends {when}")), Outcome::Fail, "{when}");
    }
    for when in ["until April 2025", "between May 2024 and June 2025", "in 2025"] {
        assert_eq!(said(&format!("Four sends {when}")), Outcome::Pass, "{when}");
    }
    for open in ["Four sends a year", "Four sends from May 2024", "Four sends", "Four sends upon launch"] {
        assert_eq!(said(open), Outcome::Unknown, "{open}");
    }
}

#[test]
fn the_campaign_finding_stands_for_the_missing_change() {
    let report = bound("2025-04-01").report();
    let found: Vec<&str> = report.alliances[0].findings.iter().map(|finding| finding.rule.id).collect();
    assert!(
        found.contains(&"campaign-bound-value") && !found.contains(&"missing-operating-change"),
        "{found:?}"
    );
}

#[test]
fn a_missing_change_is_an_error_after_the_first_year() {
    let on = |date: &str| Case::new("missing-operating-change").with("operating_changes: []").on(date);
    assert_eq!(on("2026-02-28").found(), ["warning operating_changes"]);
    assert_eq!(on("2026-03-01").found(), ["error operating_changes"]);
    assert_eq!(on("2026-03-02").found(), ["error operating_changes"]);
    let restructured = "decisions: [{ date: 2026-02-10, verdict: restructure, why: New terms }]";
    assert_eq!(on("2026-11-22").with(restructured).found(), ["warning operating_changes"]);
    assert_eq!(on("2026-11-22").with("operating_changes: null").found(), ["error operating_changes"]);
    // What lies ahead has not changed anything yet.
    let ahead = "operating_changes: [{ since: 2026-12-01, kind: shared-data }]";
    assert_eq!(on("2026-11-22").with(ahead).found(), ["error operating_changes"]);
    assert_eq!(on("2026-12-01").with(ahead).found(), NOTHING);
}

#[test]
fn the_ambition_is_gone_only_if_it_is_on_every_side() {
    // Called strategic, mislabelled-type says it.
    let called = "{ type: co-marketing, intended_type: strategic }";
    let case = || Case::new("ambition-downgraded").base("healthy-three-party").with(VISIBLE).with(called);
    assert_eq!(case().found(), ["warning contributions"]);
    assert_eq!(case().with("contributions.skau[0].kind: expertise").outcome(), Outcome::Pass);
    assert_eq!(case().with("contributions.skau[0].kind: null").outcome(), Outcome::Unknown);
    assert_eq!(case().with("contributions.skau: null").outcome(), Outcome::Unknown);
    assert_eq!(case().with("intended_type: co-marketing").outcome(), Outcome::NotApplicable);
    assert_eq!(case().with("stage: proposed").found(), ["warning contributions"]);
    let honest = Case::new("ambition-downgraded").base("healthy-co-marketing");
    assert_eq!(honest.outcome(), Outcome::NotApplicable);
}

fn announced(date: &str) -> Case {
    Case::new("announcement-only").on(date).with(
        "
contributions.us[0].delivered: null
contributions.partner[0].delivered: null
commitments: []",
    )
}

#[test]
fn an_announcement_needs_a_result_by_half_a_year() {
    assert_eq!(announced("2025-08-27").outcome(), Outcome::NotApplicable);
    assert_eq!(announced("2025-08-28").found(), ["warning announced"]);
    assert_eq!(announced("2025-08-29").found(), ["warning announced"]);
    assert_eq!(announced("2026-02-28").found(), ["warning announced"]);
    assert_eq!(announced("2026-03-01").found(), ["error announced"]);
    assert_eq!(announced("2026-03-02").found(), ["error announced"]);
    let soon = "rules: { announcement-only: { warn_after_days: 10, error_after_days: 20 } }";
    assert_eq!(announced("2025-03-11").portfolio(soon).found(), ["warning announced"]);
    assert_eq!(announced("2025-03-21").portfolio(soon).found(), ["error announced"]);
}

#[test]
fn anything_to_show_is_enough() {
    // The first period ends on 30 June 2026.
    assert_eq!(announced("2026-06-29").found(), ["error announced"]);
    assert_eq!(announced("2026-06-30").outcome(), Outcome::Pass);
    let on = || announced("2026-03-01");
    assert_eq!(on().with("contributions.us[0].delivered: 0").found(), ["error announced"]);
    assert_eq!(on().with("contributions.us[0].delivered: 1").outcome(), Outcome::Pass);
    assert_eq!(on().with("contributions.us[0].delivered: false").found(), ["error announced"]);
    assert_eq!(on().with("contributions.us[0].delivered: true").outcome(), Outcome::Pass);
    assert_eq!(on().with("announced: null").outcome(), Outcome::NotApplicable);
    assert_eq!(on().with("started: null").outcome(), Outcome::Unknown);
}

#[test]
fn campaign_terms_are_listed_in_one_finding() {
    let case =
        |change: &str| Case::new("incomplete-campaign-terms").base("healthy-co-marketing").with(change);
    for field in ["ends", "shared_asset", "cost_split"] {
        assert_eq!(case(&format!("campaign.{field}: null")).found(), [format!("warning campaign.{field}")]);
    }
    assert_eq!(case("campaign.starts: null").found(), NOTHING);
    assert_eq!(case("{ campaign.starts: null, started: null }").found(), ["warning campaign.starts"]);
    let two = case("{ campaign.ends: null, campaign.cost_split: null }").findings();
    assert_eq!((two.len(), two[0].path.as_str()), (1, "campaign"));
    assert_eq!(two[0].message(), "the campaign has no end and cost split");
    assert_eq!(
        case("{ stage: proposed, campaign.cost_split: null }").found(),
        ["warning campaign.cost_split"]
    );
    assert_eq!(case("{ type: strategic, campaign: null }").outcome(), Outcome::NotApplicable);
}

#[test]
fn a_campaign_overruns_after_thirty_days_and_badly_after_ninety() {
    let on = |date: &str| Case::new("overrun-campaign").base("healthy-co-marketing").on(date);
    assert_eq!(on("2026-12-18").outcome(), Outcome::Pass);
    assert_eq!(on("2027-01-16").found(), NOTHING);
    assert_eq!(on("2027-01-17").found(), NOTHING);
    assert_eq!(on("2027-01-18").found(), ["warning campaign.ends"]);
    assert_eq!(on("2027-03-18").found(), ["warning campaign.ends"]);
    assert_eq!(on("2027-03-19").found(), ["error campaign.ends"]);
    assert_eq!(on("2027-03-19").with("campaign.ends: null").outcome(), Outcome::Unknown);
    assert_eq!(on("2027-03-19").with("stage: winding-down").outcome(), Outcome::NotApplicable);
    let strict = "rules: { overrun-campaign: { warn_after_days: 0, error_after_days: 5 } }";
    assert_eq!(on("2026-12-19").portfolio(strict).found(), ["warning campaign.ends"]);
    assert_eq!(on("2026-12-24").portfolio(strict).found(), ["error campaign.ends"]);
}

#[test]
fn a_test_is_decided_on_its_day() {
    let on = |date: &str| Case::new("undecided-test").base("healthy-co-marketing").on(date);
    assert_eq!(on("2027-01-28").found(), NOTHING);
    assert_eq!(on("2027-01-29").found(), NOTHING);
    assert_eq!(on("2027-01-30").found(), ["warning campaign.decide_by"]);
    assert_eq!(on("2028-03-13").found(), ["warning campaign.decide_by"]);
    assert_eq!(on("2028-03-14").found(), ["error decisions"]);
    assert_eq!(on("2028-03-15").found(), ["error decisions"]);
    assert_eq!(on("2026-11-22").with("campaign.decide_by: null").found(), ["note campaign.decide_by"]);
    assert_eq!(on("2028-03-14").with("campaign.decide_by: null").found(), ["error decisions"]);
    let sooner = "rules: { undecided-test: { error_after_months: 6 } }";
    assert_eq!(on("2027-03-13").portfolio(sooner).found(), ["warning campaign.decide_by"]);
    assert_eq!(on("2027-03-14").portfolio(sooner).found(), ["error decisions"]);
}

#[test]
fn a_decision_settles_the_test_and_waiting_puts_it_off() {
    let on = |date: &str, decision: &str| {
        let decisions = format!("decisions: [{{ why: As seen, {decision} }}]");
        Case::new("undecided-test").base("healthy-co-marketing").on(date).with(&decisions).found()
    };
    assert_eq!(on("2028-03-14", "date: 2027-01-28, verdict: wind-down"), NOTHING);
    assert_eq!(on("2027-01-30", "date: 2027-01-30, verdict: continue"), NOTHING);
    assert_eq!(on("2027-01-30", "date: 2027-01-31, verdict: continue"), ["warning campaign.decide_by"]);
    assert_eq!(on("2027-01-30", "date: 2026-09-13, verdict: continue"), ["warning campaign.decide_by"]);
    assert_eq!(on("2027-03-01", "date: 2027-01-20, verdict: hold, next: 2027-03-01"), NOTHING);
    assert_eq!(
        on("2027-03-02", "date: 2027-01-20, verdict: hold, next: 2027-03-01"),
        ["warning campaign.decide_by"]
    );
    assert_eq!(on("2027-03-02", "date: 2027-01-20, verdict: hold"), ["warning campaign.decide_by"]);
}

#[test]
fn affiliate_terms_are_listed_in_one_finding() {
    let case = |change: &str| Case::new("incomplete-affiliate-terms").base("healthy-affiliate").with(change);
    assert_eq!(case("affiliate.commission: null").found(), ["error affiliate.commission"]);
    assert_eq!(case("affiliate.tracking: null").found(), ["warning affiliate.tracking"]);
    assert_eq!(case("affiliate.creative_assets: []").found(), ["warning affiliate.creative_assets"]);
    assert_eq!(
        case("{ affiliate.tracking: null, affiliate.creative_assets: null }").found(),
        ["warning affiliate"]
    );
    assert_eq!(case("{ affiliate.tracking: null, affiliate.commission: null }").found(), ["error affiliate"]);
    assert_eq!(case("affiliate: null").found(), ["error affiliate"]);
    assert_eq!(case("{ stage: proposed, affiliate: null }").found(), ["error affiliate"]);
    assert_eq!(case("tier: maintain").outcome(), Outcome::Pass);
}

#[test]
fn an_affiliate_takes_four_hours() {
    let case = |change: &str| Case::new("over-governed-affiliate").base("healthy-affiliate").with(change);
    let hours = |hours: &str| case(&format!("attention.hours_per_month: {hours}")).found();
    assert_eq!(hours("3.9"), NOTHING);
    assert_eq!(hours("4"), NOTHING);
    assert_eq!(hours("4.1"), ["note attention.hours_per_month"]);
    let more = "rules: { over-governed-affiliate: { most_hours: 5 } }";
    assert_eq!(case("attention.hours_per_month: 5").portfolio(more).found(), NOTHING);
    for (cadence, found) in
        [("quarterly", 0), ("monthly", 1), ("fortnightly", 1), ("weekly", 1), ("ad-hoc", 0)]
    {
        assert_eq!(case(&format!("governance.cadence: {cadence}")).found().len(), found, "{cadence}");
    }
    let both = case("{ governance.cadence: monthly, attention.hours_per_month: 9 }");
    assert_eq!(both.found(), ["note attention.hours_per_month"]);
    assert_eq!(case("attention: null").outcome(), Outcome::Unknown);
}

#[test]
fn an_upgrade_shows_in_what_is_done() {
    let affiliate = |change: &str| Case::new("undeclared-upgrade").base("healthy-affiliate").with(change);
    let campaign = |change: &str| Case::new("undeclared-upgrade").base("healthy-co-marketing").with(change);
    let plan = "governance.joint_plan: { reference: plans/one.md }";
    assert_eq!(affiliate(plan).found(), ["warning governance.joint_plan"]);
    assert_eq!(campaign(plan).found(), NOTHING);
    assert_eq!(affiliate("structure: shared-data").found(), ["warning structure"]);
    assert_eq!(campaign("contributions.us[0].kind: data").found(), ["warning contributions.us[0]"]);
    let minor = "operating_changes: [{ since: 2026-10-01, kind: shared-data, minor: true }]";
    assert_eq!(campaign(minor).found(), NOTHING);
    let changes = "operating_changes: [{ since: 2026-10-01, kind: shared-data }, { since: 2026-10-02, kind: shared-hiring }]";
    assert_eq!(campaign(changes).found(), ["warning operating_changes[0]"]);
    assert_eq!(Case::new("undeclared-upgrade").outcome(), Outcome::NotApplicable);
    assert_eq!(affiliate("tier: maintain").outcome(), Outcome::Pass);
}

#[test]
fn a_change_of_type_has_a_decision_and_new_terms() {
    let entry = |base: &str, fields: &str| {
        let change = "operating_changes: [{ since: 2026-10-01, kind: shared-data }]";
        let history =
            format!("type_history: [{{ from: affiliate, to: co-marketing, date: 2026-03-01, {fields} }}]");
        Case::new("undeclared-upgrade").base(base).with(change).with(&history).found()
    };
    for base in ["healthy-affiliate", "healthy-co-marketing"] {
        assert_eq!(entry(base, "decision: Board, terms_updated: 2026-03-01"), NOTHING);
        assert_eq!(entry(base, "decision: Board"), ["error type_history[0].terms_updated"]);
        assert_eq!(entry(base, "terms_updated: 2026-03-01"), ["error type_history[0].decision"]);
    }
    // The healthy record's terms are of 1 February 2026.
    let strategic = |date: &str| {
        let history =
            format!("type_history: [{{ from: affiliate, to: strategic, date: {date}, decision: Board }}]");
        Case::new("undeclared-upgrade").with(&history).found()
    };
    assert_eq!(strategic("2026-01-31"), NOTHING);
    assert_eq!(strategic("2026-02-01"), NOTHING);
    assert_eq!(strategic("2026-02-02"), ["error type_history[0].terms_updated"]);
    let decided =
        "type_history: [{ from: affiliate, to: strategic, date: 2026-02-10, terms_updated: 2026-02-10 }]";
    assert_eq!(Case::new("undeclared-upgrade").with(decided).found(), NOTHING);
    let next_day = decided.replace("date: 2026-02-10", "date: 2026-02-11");
    assert_eq!(Case::new("undeclared-upgrade").with(&next_day).found(), ["error type_history[0].decision"]);
}

#[test]
fn half_of_the_other_side_is_too_much() {
    let case = |equity: &str| Case::new("dependent-party").with(&format!("equity: {{ {equity} }}"));
    assert_eq!(case("us: 49.9 %").outcome(), Outcome::Pass);
    assert_eq!(case("us: 50 %").found(), ["warning equity.us"]);
    assert_eq!(case("us: about 51%, partner: 2 %").found(), ["warning equity.us"]);
    assert_eq!(case("us: none, partner: 75 %").found(), ["warning equity.partner"]);
    assert_eq!(case("us: a majority").outcome(), Outcome::Unknown);
    assert_eq!(case("us: 50 %, partner: 50 %").outcome(), Outcome::NotApplicable);
    assert_eq!(case("us: 70 %, partner: 30 %").outcome(), Outcome::NotApplicable);
    assert_eq!(case("us: 70 %").with("structure: joint-venture").outcome(), Outcome::NotApplicable);
    let third = "rules: { dependent-party: { percent: 34 } }";
    assert_eq!(case("us: 33.9 %").portfolio(third).found(), NOTHING);
    assert_eq!(case("us: 34 %").portfolio(third).found(), ["warning equity.us"]);
}

#[test]
fn exclusivity_is_noted_in_the_light_types_only() {
    let on = |base: &str, exclusivity: &str| {
        Case::new("exclusivity-without-alliance")
            .base(base)
            .with(&format!("exclusivity: {{ {exclusivity} }}"))
    };
    let note = ["note exclusivity"];
    for base in ["healthy-affiliate", "healthy-sponsorship", "healthy-co-marketing"] {
        assert_eq!(on(base, "who: us").found(), note, "{base}");
        assert_eq!(on(base, "scope: Paper packaging").found(), note, "{base}");
        assert_eq!(on(base, "scope: none").outcome(), Outcome::NotApplicable, "{base}");
        assert_eq!(on(base, "until: 2027-06-30").outcome(), Outcome::NotApplicable, "{base}");
        assert_eq!(on(base, "who: us").with("stage: proposed").found(), note, "{base}");
        assert_eq!(on(base, "who: us").with("stage: winding-down").found(), NOTHING, "{base}");
    }
    assert_eq!(on("healthy", "who: us").outcome(), Outcome::NotApplicable);
    let bought = "rules: { exclusivity-without-alliance: { types: [affiliate] } }";
    assert_eq!(on("healthy-sponsorship", "who: us").portfolio(bought).found(), NOTHING);
    assert_eq!(on("healthy-affiliate", "who: us").portfolio(bought).found(), note);
}

#[test]
fn a_split_audience_has_a_share_on_every_side() {
    let split = |split: &str| {
        let change = format!("campaign.audience_split: {{ {split} }}");
        Case::new("one-sided-audience").base("healthy-co-marketing").with(&change)
    };
    let partner = ["warning campaign.audience_split.partner"];
    assert_eq!(split("us: Our letters, partner: Their shop").outcome(), Outcome::Pass);
    assert_eq!(split("us: Our letters").found(), partner);
    assert_eq!(split("us: Our letters, partner: TBD").found(), partner);
    assert_eq!(split("us: Our letters, partner: none").found(), partner);
    assert_eq!(split("partner: Their shop").found(), ["warning campaign.audience_split.us"]);
    assert_eq!(split("us: TBD, partner: none").outcome(), Outcome::Pass);
    assert_eq!(split("us: Our letters").with("campaign: null").outcome(), Outcome::NotApplicable);
    assert_eq!(split("us: Our letters").with("stage: proposed").found(), partner);
    assert_eq!(split("us: Our letters").with("type: strategic").found(), partner);
    let three = Case::new("one-sided-audience").base("healthy-three-party");
    let findings = three.with("campaign.audience_split: { us: Our letters }").findings();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message().ends_with(" have no recorded share of the campaign's audience"));
}

#[test]
fn a_test_has_something_to_find_out() {
    let case = |change: &str| Case::new("undecided-test").base("healthy-co-marketing").with(change);
    let note = ["note campaign.hypothesis"];
    assert_eq!(case("campaign.hypothesis: null").found(), note);
    assert_eq!(case("campaign.hypothesis: tbd").found(), note);
    // One gap, one finding: first the day.
    let both = "{ campaign.hypothesis: null, campaign.decide_by: null }";
    assert_eq!(case(both).found(), ["note campaign.decide_by"]);
    let decided =
        "{ campaign.hypothesis: null, decisions: [{ date: 2026-11-20, verdict: continue, why: As seen }] }";
    assert_eq!(case(decided).outcome(), Outcome::Pass);
    let on = |date: &str| case("campaign.hypothesis: null").on(date).found();
    assert_eq!(on("2027-01-29"), note);
    assert_eq!(on("2027-01-30"), ["warning campaign.decide_by"]);
}

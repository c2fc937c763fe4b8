//! Whether a decision is due, and whether the structure has kept up with it: thresholds and sides.

mod doubts;
mod drifting;

use alliance::rules::Outcome;

use crate::support::Case;

const PROMISES: &str = "
commitments:
  - { by: us, what: Two engineers for DACH, due: 2026-05-31, done: 2026-05-28 }
  - { by: us, what: Price list in German, due: 2026-07-31, done: 2026-07-31 }
  - { by: partner, what: DACH landing page, due: 2026-09-30, done: 2026-09-21 }
  - { by: partner, what: Sandbox for banks, due: 2026-08-31, done: 2026-08-30 }";
const DEEPEN: &str = "decisions: [{ date: 2026-10-08, verdict: deepen, why: Banks are asking }]";
const TO_RESTRUCTURE: &str =
    "decisions: [{ date: 2026-08-01, verdict: restructure, why: Delivery is shared }]";

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_decision_is_overdue_the_day_after_its_months() {
    let on = |date: &str| {
        let decided = "decisions: [{ date: 2025-11-22, verdict: continue, why: At target }]";
        Case::new("overdue-decision").with(decided).on(date).found()
    };
    assert_eq!(on("2026-11-21"), none());
    assert_eq!(on("2026-11-22"), none());
    assert_eq!(on("2026-11-23"), ["warning decisions[0].date"]);
    assert_eq!(on("2027-05-22"), ["warning decisions[0].date"]);
    assert_eq!(on("2027-05-23"), ["error decisions[0].date"]);
}

#[test]
fn a_first_year_needs_no_decision_and_the_day_after_does() {
    let case = |date: &str| Case::new("overdue-decision").with("decisions: null").on(date);
    assert_eq!(case("2026-02-28").outcome(), Outcome::NotApplicable);
    assert_eq!(case("2026-03-01").outcome(), Outcome::Pass);
    assert_eq!(case("2026-03-02").found(), ["warning decisions"]);
    assert_eq!(case("2026-09-01").found(), ["warning decisions"]);
    assert_eq!(case("2026-09-02").found(), ["error decisions"]);
    assert_eq!(case("2026-03-02").with("started: null").outcome(), Outcome::Unknown);
}

#[test]
fn a_set_day_binds_also_in_the_first_year_and_after_a_hold() {
    let on = |date: &str, verdict: &str| {
        Case::new("overdue-decision")
            .with("started: 2026-06-01")
            .with(&format!(
                "decisions: [{{ date: 2026-07-01, verdict: {verdict}, why: x, next: 2026-10-15 }}]"
            ))
            .on(date)
            .found()
    };
    for verdict in ["continue", "hold"] {
        assert_eq!(on("2026-10-15", verdict), none());
        assert_eq!(on("2026-10-16", verdict), ["warning decisions[0].next"]);
    }
    assert_eq!(on("2026-10-16", "wind-down"), none());
}

#[test]
fn to_hold_is_none_of_the_four_decisions() {
    let held = "decisions:
  - { date: 2025-09-01, verdict: continue, why: At target }
  - { date: 2026-09-01, verdict: hold, why: Their merger, next: 2027-01-31 }";
    assert_eq!(Case::new("overdue-decision").with(held).found(), ["warning decisions[0].date"]);
}

#[test]
fn only_the_standing_decision_has_to_say_why() {
    let case = || Case::new("continued-by-default");
    assert_eq!(case().with("decisions[0].why: null").found(), none());
    assert_eq!(case().with("decisions[1].why: ' '").found(), ["warning decisions[1].why"]);
    assert_eq!(case().with("decisions[1].verdict: hold\ndecisions[1].why: null").found(), none());
}

#[test]
fn a_renewal_is_decided_on_from_the_window_on() {
    // Runs to 30 June, notice by 1 April, window from 31 January.
    let decided = |date: &str| {
        Case::new("continued-by-default")
            .with("term.ends: 2026-06-30")
            .with(&format!("decisions: [{{ date: {date}, verdict: continue, why: At target }}]"))
            .found()
    };
    assert_eq!(decided("2026-01-30"), ["warning term.ends"]);
    assert_eq!(decided("2026-01-31"), none());
    assert_eq!(decided("2026-02-01"), none());
    assert_eq!(decided("2026-07-20"), none());
}

#[test]
fn a_term_has_renewed_the_day_after_its_end() {
    let on = |date: &str, term: &str| {
        Case::new("continued-by-default").with(term).with("decisions: null").on(date)
    };
    let automatic = "term.ends: 2026-06-30";
    assert_eq!(on("2026-06-29", automatic).found(), none());
    assert_eq!(on("2026-06-30", automatic).found(), none());
    assert_eq!(on("2026-07-01", automatic).found(), ["warning term.ends"]);
    let decided = "decisions: [{ date: 2026-02-10, verdict: continue, why: At target }]";
    assert_eq!(on("2027-06-30", automatic).with(decided).found(), none());
    // The renewal of a year later is judged by the decisions before that one.
    let again = on("2027-07-01", automatic)
        .with("decisions: [{ date: 2026-02-10, verdict: continue, why: At target }]");
    assert_eq!(again.found(), ["warning term.ends"]);
    let settled = on("2027-07-01", automatic)
        .with("decisions: [{ date: 2027-02-10, verdict: continue, why: At target }]");
    assert_eq!(settled.found(), none());
    assert_eq!(on("2026-07-01", "term: { ends: 2026-06-30, renews: by-agreement }").found(), none());
    assert_eq!(on("2026-07-01", "term: { ends: 2026-06-30, renews: null }").outcome(), Outcome::Unknown);
    assert_eq!(on("2026-07-01", automatic).with("notice_given: 2026-03-01").found(), none());
}

#[test]
fn each_missing_signal_makes_deepening_premature() {
    let gap = |change: &str| {
        let found = Case::new("premature-deepening").with(PROMISES).with(DEEPEN).with(change).findings();
        found.iter().map(|finding| finding.message().into_owned()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(gap("tier: core"), "");
    for (change, text) in [
        ("commitments[1].done: 2026-08-01", "our side kept 1 of 2 promises on time"),
        ("commitments[2].done: null", "Northstar Cloud GmbH kept 1 of 2 promises on time"),
        ("commitments[3].due: 2026-04-08", "only 1 promise of Northstar Cloud GmbH fell due"),
        ("commitments: null", "neither side has a dated promise"),
        (
            "metrics[0].projected: 430000\nmetrics[1].target: 1300000",
            "no headline metric is above its projection",
        ),
        ("metrics[1].floor: 1400000", "\"Joint pipeline\" is below its floor"),
        ("trust.us: 3", "our side rates the trust at 3 out of 5"),
        ("trust.partner: null", "Northstar Cloud GmbH has not rated the trust"),
        ("trust: null", "neither side has rated the trust"),
        ("opportunity: null", "no opportunity that would need it"),
        ("opportunity.needs: contract", "no more than the present structure, contract"),
        ("opportunity.needs: null\nopportunity.because: null", "not say why the present structure"),
    ] {
        let message = gap(change);
        assert!(message.contains(text), "{change}: {message}");
        assert_eq!(message.matches(" and ").count(), 0, "{change} is one gap: {message}");
    }
    assert_eq!(gap("commitments[3].due: 2026-04-09\ncommitments[3].done: 2026-04-09"), "");
    assert_eq!(gap("trust.us: 4"), "");
    assert_eq!(gap("metrics[0].projected: 429999\nmetrics[1].target: 1300000"), "");
    assert_eq!(gap("metrics[1].floor: 1300000"), "");
}

#[test]
fn ninety_percent_on_time_is_enough() {
    let ours = |late: usize| {
        let promise = |index: usize| {
            let done = if index < late { "2026-09-02" } else { "2026-09-01" };
            format!("  - {{ by: both, what: Step {index}, due: 2026-09-01, done: {done} }}\n")
        };
        let promises: String = (0..10).map(promise).collect();
        let case = Case::new("premature-deepening").with(&format!("commitments:\n{promises}"));
        case.with(DEEPEN).found().len()
    };
    assert_eq!([ours(0), ours(1), ours(2)], [0, 0, 1]);
}

#[test]
fn a_third_side_has_to_deliver_too() {
    let case = |last: &str| {
        Case::new("premature-deepening")
            .base("healthy-three-party")
            .with(DEEPEN)
            .with("trust: { us: 4, meridian: 4, skau: 4, assessed: 2026-06-30 }")
            .with("opportunity: { what: A shared office, needs: joint-venture }")
            .with(&format!(
                "commitments:
  - {{ by: both, what: Tender list, due: 2026-09-15, done: 2026-09-11 }}
  - {{ by: us, what: Price list, due: 2026-09-15, done: 2026-09-11 }}
  - {{ by: meridian, what: Racks, due: 2026-09-15, done: 2026-09-11 }}
  - {{ by: skau, what: Annex, due: 2026-09-15, done: {last} }}"
            ))
            .found()
    };
    assert_eq!(case("2026-09-15"), none());
    assert_eq!(case("2026-09-16"), ["error decisions[0].verdict"]);
}

#[test]
fn ready_until_somebody_answers() {
    let case = |decisions: &str| {
        let promises = PROMISES.replace("2026-05-31", "2026-06-30");
        Case::new("ready-to-deepen").with(&promises).with(&format!("decisions: [{decisions}]"))
    };
    let asked = "{ date: 2026-10-08, verdict: hold, why: The audit comes first, next: 2026-11-22 }";
    assert_eq!(case(asked).found(), none());
    assert_eq!(case(asked).on("2026-11-23").found(), ["note opportunity"]);
    // In July the promises of the autumn were not kept yet: that answer was to another question.
    let before = "{ date: 2026-07-08, verdict: continue, why: At target, next: 2027-07-08 }";
    assert_eq!(case(before).found(), ["note opportunity"]);
    let deepened = |date: &str| format!("{{ date: {date}, verdict: deepen, why: Banks }}");
    assert_eq!(case(&deepened("2025-11-23")).found(), none());
    assert_eq!(case(&deepened("2025-11-22")).found(), ["note opportunity"]);
    assert_eq!(case("").with("trust: null").outcome(), Outcome::NotApplicable);
    assert_eq!(case("").with("trust.us: 3").outcome(), Outcome::Pass);
}

#[test]
fn paper_may_be_thirty_days_older_than_the_change() {
    let since = |date: &str| {
        Case::new("unrestructured-deepening").with(&format!("operating_changes[1].since: {date}")).found()
    };
    assert_eq!(since("2026-03-02"), none());
    assert_eq!(since("2026-03-03"), none());
    assert_eq!(since("2026-03-04"), ["error operating_changes[1].since"]);
}

#[test]
fn each_paper_is_named_by_itself_and_foreseen_steps_are_not() {
    let finding = |change: &str| {
        let case = Case::new("unrestructured-deepening").with("operating_changes[1].since: 2026-06-01");
        case.with(change).findings().first().map(|finding| finding.message().into_owned()).unwrap_or_default()
    };
    assert!(
        finding("terms_updated: 2026-06-01\nexit.updated: 2026-06-01").contains("the governance dates from")
    );
    let exit = finding("terms_updated: 2026-06-01\ngovernance.updated: 2026-06-01\nexit.updated: null");
    assert!(
        exit.contains("the exit provisions date from 2025-01-20") && exit.contains("16 months older"),
        "{exit}"
    );
    assert_eq!(finding("operating_changes[1].minor: true"), "");
    let unknown = Case::new("unrestructured-deepening")
        .with("operating_changes[1].since: 2026-06-01\nterms_updated: null\nagreement: null\nexit: null\ngovernance: null");
    assert_eq!(unknown.outcome(), Outcome::Unknown);
}

#[test]
fn a_contribution_counts_from_the_day_it_was_agreed_or_begun() {
    let case = |agreed: &str, from: &str| {
        Case::new("unrestructured-deepening")
            .with(&format!("contributions.us[0].agreed: {agreed}\ncontributions.us[0].from: {from}"))
            .found()
    };
    assert_eq!(case("2026-03-03", "2026-08-01"), none());
    assert_eq!(case("2026-03-04", "2026-08-01"), ["error contributions.us[0].from"]);
    // Not begun on the as-of date.
    assert_eq!(case("2026-03-04", "2026-11-23"), none());
    // Without a day of agreement the first 90 days belong to the first plan.
    let first = |from: &str| {
        Case::new("unrestructured-deepening")
            .with(&format!("contributions.us[0].agreed: null\ncontributions.us[0].from: {from}"))
            .with("terms_updated: null\nexit.updated: null\ngovernance.updated: 2025-02-14\noperating_changes: []")
            .found()
    };
    assert_eq!(first("2025-05-30"), none());
    // One that begins later may have been agreed with the rest; two are a pattern.
    assert_eq!(first("2025-05-31"), none());
    let two = |from: &str| {
        let one =
            format!("{{ what: 'Four engineers a month, at least two', kind: expertise, from: {from} }}");
        Case::new("unrestructured-deepening")
            .with(&format!("contributions.us: [{one}, {one}]"))
            .with("terms_updated: null\nexit.updated: null\ngovernance.updated: 2025-02-14\noperating_changes: []")
            .found()
    };
    assert_eq!(two("2025-05-30"), none());
    assert_eq!(two("2025-05-31"), ["error contributions.us[0].from"]);
}

#[test]
fn a_restructure_has_sixty_days() {
    let on = |date: &str| Case::new("unfinished-restructure").with(TO_RESTRUCTURE).on(date);
    assert_eq!(on("2026-09-29").outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-09-30").outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-10-01").found(), ["error decisions[0].verdict"]);
}

#[test]
fn paper_of_the_weeks_before_was_made_for_the_decision() {
    let with = |day: &str| {
        let paper = "terms_updated: D\ngovernance.updated: D\nexit.updated: D\ncontributions.us[0].agreed: D";
        let case = Case::new("unfinished-restructure").with(TO_RESTRUCTURE);
        case.with(&paper.replace('D', day)).found()
    };
    assert_eq!(with("2026-07-01"), ["error decisions[0].verdict"]);
    assert_eq!(with("2026-07-02"), none());
    assert_eq!(with("2026-07-03"), none());
    let expects = |day: &str| {
        let paper = "terms_updated: D\ngovernance.updated: D\nexit.updated: D\ncontributions.us[0].agreed: D";
        let case =
            Case::new("unfinished-restructure").with(TO_RESTRUCTURE).with(&paper.replace('D', "2026-07-03"));
        case.with(&format!("expects_agreed: {day}")).found()
    };
    assert_eq!(expects("2026-07-01"), ["error decisions[0].verdict"]);
    assert_eq!(expects("2026-07-02"), none());
    assert_eq!(expects("2026-07-03"), none());
    let wound_up =
        format!("{TO_RESTRUCTURE}\ndecisions[1]: {{ date: 2026-09-01, verdict: wind-down, why: x }}");
    assert_eq!(Case::new("unfinished-restructure").with(&wound_up).outcome(), Outcome::NotApplicable);
}

#[test]
fn notice_has_thirty_days() {
    let on = |date: &str| {
        let decided = "decisions: [{ date: 2026-10-01, verdict: wind-down, why: They sell it themselves }]";
        Case::new("unexecuted-wind-down").with(decided).on(date).findings()
    };
    assert!(on("2026-10-30").is_empty());
    assert!(on("2026-10-31").is_empty());
    let found = on("2026-11-01");
    assert_eq!(found[0].path, "notice_given");
    assert!(
        found[0]
            .fix
            .to_string()
            .contains("notice given today, the earliest exit without breach is 30 January 2027"),
        "{}",
        found[0].fix.to_string()
    );
}

#[test]
fn a_handover_is_late_the_day_after() {
    let due = |date: &str, rest: &str| {
        Case::new("unexecuted-wind-down")
            .with("stage: winding-down\nnotice_given: 2026-09-01")
            .with(&format!("exit.handover: [{{ item: customers, due: {date}{rest} }}]"))
            .found()
    };
    assert_eq!(due("2026-11-23", ""), none());
    assert_eq!(due("2026-11-22", ""), none());
    assert_eq!(due("2026-11-21", ""), ["error exit.handover[0].due"]);
    assert_eq!(due("2026-11-21", ", done: 2026-11-22"), none());
    // A plan for an exit that nobody has begun is late for nobody.
    let idle =
        Case::new("unexecuted-wind-down").with("exit.handover: [{ item: customers, due: 2026-11-01 }]");
    assert_eq!(idle.outcome(), Outcome::NotApplicable);
}

/// Two metrics with these results each, below their floors.
fn bad_results(periods: &[&str]) -> String {
    let results = |level: u32| -> String {
        periods
            .iter()
            .map(|period| format!("  - {{ period: {period}, total: {level}, without: 0 }}\n"))
            .collect()
    };
    format!("metrics[0].results:\n{}metrics[1].results:\n{}", results(150_000), results(500_000))
}

#[test]
fn new_terms_are_judged_by_their_own_results() {
    let bad = bad_results(&["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]);
    let decided =
        |date: &str| format!("{bad}decisions: [{{ date: {date}, verdict: restructure, why: New terms }}]\n");
    let since = |date: &str| -> Vec<String> {
        let findings = Case::new("drifting-alliance").with(&decided(date)).findings();
        findings.iter().map(|finding| format!("{} {}", finding.severity, finding.message())).collect()
    };
    let long = since("2025-08-01");
    assert!(long.len() == 1 && long[0].starts_with("error") && long[0].contains("Q4 2025"), "{long:?}");
    let short = since("2026-03-31");
    assert!(short.len() == 1 && short[0].starts_with("warning") && short[0].contains("Q2 2026"), "{short:?}");
    assert_eq!(since("2026-08-01"), Vec::<String>::new());
}

#[test]
fn an_empty_result_ends_no_run() {
    let bad = bad_results(&["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]);
    let gap = format!(
        "{bad}decisions: []\nmetrics[0].results[2]: {{ period: 2026-Q2, total: null, without: null }}\n"
    );
    let findings = Case::new("drifting-alliance").with(&gap).findings();
    assert!(findings.len() == 1 && findings[0].message().contains("Q4 2025"), "{findings:?}");
}

#[test]
fn a_period_cut_short_by_launch_proves_nothing() {
    let bad = bad_results(&["2026-Q2", "2026-Q3"]);
    let launched = |date: &str| {
        Case::new("drifting-alliance").with(&format!("{bad}decisions: []\nstarted: {date}\n")).found().len()
    };
    assert_eq!((launched("2026-04-01"), launched("2026-07-02")), (1, 0));
}

#[test]
fn a_wind_down_that_was_taken_back_ends_nothing() {
    let bad = bad_results(&["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]);
    let decided = |decisions: &str| {
        Case::new("drifting-alliance").with(&format!("{bad}decisions: {decisions}\n")).found().len()
    };
    let wind_down = "{ date: 2026-04-10, verdict: wind-down, why: Below the floor }";
    assert_eq!(decided(&format!("[{wind_down}]")), 0);
    assert_eq!(
        decided(&format!(
            "[{wind_down}, {{ date: 2026-05-01, verdict: continue, why: x, next: 2026-07-01 }}]"
        )),
        1
    );
}

#[test]
fn a_term_that_ends_on_the_31st_does_so_again() {
    let change = "term: { ends: 2025-08-31, renews: automatically, renewal_months: 6, renewal_notice_days: 30 }\ndecisions: []";
    let findings = Case::new("continued-by-default").with(change).findings();
    // Two renewals later, past a February.
    assert!(findings.len() == 1 && findings[0].message().contains("now runs to 2027-02-28"), "{findings:?}");
    let deadline = Case::new("notice-deadline-ahead").with(change).on("2026-07-15").findings();
    assert!(
        deadline.len() == 1 && deadline[0].message().contains("2026-08-01"),
        "{:?}",
        deadline[0].message()
    );
}

#[test]
fn a_plan_that_no_dated_terms_cover_is_none() {
    let change = |since: &str, kind: &str| {
        Case::new("unrestructured-deepening")
            .with(&format!("operating_changes: [{{ since: {since}, side: both, kind: {kind}, planned: true, what: As agreed }}]"))
            .found()
    };
    // Launched on 2025-03-01: believed for a year. The paper of February 2026 covers what came within its grace.
    let paper = "{ terms_updated: 2025-03-01, governance.updated: 2025-03-01, exit.updated: 2025-03-01 }";
    let old = |since: &str| {
        Case::new("unrestructured-deepening")
            .with(&format!("operating_changes: [{{ since: {since}, kind: shared-budget, planned: true }}]"))
            .with(paper)
            .found()
    };
    assert!(old("2026-03-01").is_empty());
    assert_eq!(old("2026-03-02"), ["error operating_changes[0].since"]);
    assert_eq!(change("2026-05-01", "shared-hiring"), ["error operating_changes[0].since"]);
    assert_eq!(change("2026-05-01", "distribution-channel"), ["error operating_changes[0].since"]);
    // Engineers and a platform were promised beforehand, and with them this.
    assert!(change("2026-05-01", "shared-delivery").is_empty());
    assert!(change("2026-05-01", "technology-integration").is_empty());
}

#[test]
fn half_a_year_after_deepening_the_structure_is_the_one_that_was_needed() {
    let on = |date: &str| {
        let deepen =
            "decisions: [{ date: 2026-05-26, verdict: deepen, why: Two banks ask for one contract }]";
        Case::new("unfitting-structure").with(deepen).on(date)
    };
    let found = ["warning structure"];
    assert_eq!(on("2026-11-21").outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-11-22").outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-11-23").found(), found);
    assert_eq!(on("2027-05-26").found(), found);
    assert_eq!(on("2027-05-27").outcome(), Outcome::NotApplicable);
    let sooner = "rules: { unfitting-structure: { after_days: 60 } }";
    assert_eq!(on("2026-07-26").portfolio(sooner).found(), found);
    let day = "2026-11-23";
    assert_eq!(on(day).with("structure: joint-venture").outcome(), Outcome::Pass);
    assert_eq!(on(day).with("structure: null").outcome(), Outcome::Unknown);
    assert_eq!(on(day).with("opportunity: null").outcome(), Outcome::NotApplicable);
    assert_eq!(on(day).with("opportunity.needs: null").outcome(), Outcome::NotApplicable);
    assert_eq!(on(day).with("decisions[0].verdict: restructure").outcome(), Outcome::NotApplicable);
    let later =
        |verdict: &str| format!("decisions[1]: {{ date: 2026-10-01, verdict: {verdict}, why: As seen }}");
    assert_eq!(on(day).with(&later("continue")).found(), found);
    assert_eq!(on(day).with(&later("wind-down")).outcome(), Outcome::NotApplicable);
}

#[test]
fn whoever_ends_what_holds_says_why() {
    let ended = |why: &str| {
        Case::new("unexplained-exit")
            .with(&format!("decisions[1]: {{ verdict: wind-down, next: null, why: {why} }}"))
    };
    let note = ["note decisions[1].why"];
    for nothing in ["null", "tbd", "'-'"] {
        assert_eq!(ended(nothing).found(), note, "{nothing}");
        assert_eq!(ended(nothing).with("stage: winding-down").found(), note, "{nothing}");
    }
    assert_eq!(ended("Their new owner competes with us").outcome(), Outcome::Pass);
    let total = |total: u32| {
        ended("null")
            .with(&format!("metrics[0].results[1].total: {total}\nmetrics[0].results[1].without: 110000"))
    };
    // The floor is 200,000 after what we would have won anyway.
    assert_eq!(total(309_999).outcome(), Outcome::NotApplicable);
    assert_eq!(total(310_000).found(), note);
    assert_eq!(total(310_001).found(), note);
    assert_eq!(ended("null").with("metrics[0].results[1].without: null").outcome(), Outcome::Unknown);
    assert_eq!(ended("null").with("metrics[0].results: []").outcome(), Outcome::Unknown);
    assert_eq!(ended("null").with("metrics: []").outcome(), Outcome::NotApplicable);
    assert_eq!(ended("null").with("decisions[1].verdict: continue").outcome(), Outcome::NotApplicable);
}

#[test]
fn a_milestone_is_missed_thirty_one_days_after_its_day() {
    let shops = |due: &str, total: &str| {
        Case::new("missed-milestone").with(&format!(
            "metrics[2]: {{ name: Shops, indicator: other, unit: shops, measure: milestone, due: {due}, target: 90, results: [{{ period: 2026-Q3, total: {total} }}] }}"
        ))
    };
    let missed = ["warning metrics[2].due"];
    let none = |case: Case| case.with("decisions: []");
    assert!(none(shops("2026-10-23", "89")).found().is_empty());
    assert_eq!(none(shops("2026-10-22", "89")).found(), missed);
    assert!(none(shops("2026-10-22", "90")).found().is_empty());
    // A decision since then answers for ninety days, and new terms for good.
    let decided = |verdict: &str| {
        shops("2026-06-30", "80").with(&format!(
            "decisions: [{{ date: 2026-07-10, verdict: {verdict}, why: The permits came late and Graz opens in May }}]"
        ))
    };
    assert!(decided("continue").on("2026-10-08").found().is_empty());
    assert_eq!(decided("continue").on("2026-10-09").found(), missed);
    assert!(decided("restructure").found().is_empty());
    let on_the_day = shops("2026-06-30", "80")
        .with("decisions: [{ date: 2026-06-30, verdict: restructure, why: New sites }]");
    assert_eq!(on_the_day.on("2026-11-22").found(), missed, "terms of the day itself are the old ones");
    let fewer = |total: &str| none(shops("2026-06-30", total)).with("metrics[2].better: lower").found();
    assert_eq!((fewer("91").len(), fewer("90").len()), (1, 0));
}

//! How many alliances there are, and whether they are worth the attention: thresholds.

use alliance::rules::Outcome;

use crate::support::Case;

fn none() -> Vec<String> {
    Vec::new()
}

/// So many healthy alliances, each with a change.
fn many(rule: &str, count: usize, change: &str) -> Case {
    let one = |index: usize| format!("- name: A{index}\n{change}");
    Case::new(rule).alliances(&(0..count).map(one).collect::<String>())
}

fn message(case: &Case) -> String {
    case.findings().iter().map(|finding| finding.message().into_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_live_alliance_can_be_recalled() {
    let second = |change: &str| {
        let case = Case::new("unrecallable-alliance");
        message(&case.alliances(&format!("- name: A\n- name: B\n{change}")))
    };
    assert_eq!(second("  tier: core\n"), "");
    assert!(
        second("  owners.us.accountable_for: delivery\n")
            .contains("1 of 2 strategic alliances has no named commercial owner")
    );
    assert!(second("  owners: null\n").contains("B (no commercial owner)"));
    assert!(second("  governance: null\n").contains("B (no full review)"));
    assert_eq!(second("  owners.us.until: 2026-11-22\n"), "");
    assert!(second("  owners.us.until: 2026-11-21\n").contains("no commercial owner"));
    assert_eq!(second("  governance: null\n  stage: proposed\n"), "");
    let new = |started: &str| second(&format!("  started: {started}\n  governance.reviews: []\n"));
    assert_eq!(new("2026-10-08"), "");
    assert!(new("2026-10-07").contains("no full review"));
}

#[test]
fn a_third_side_that_stayed_away_makes_no_review() {
    let case = Case::new("unrecallable-alliance").alliances(
        "- { name: A, base: healthy-three-party, governance: { reviews: [
            { date: 2026-10-20, attended: [us, meridian], metrics_read: true, actions: 3 }] } }",
    );
    assert!(message(&case).contains("A (no full review)"));
}

#[test]
fn five_are_managed_six_are_a_crowd_and_eleven_an_error() {
    let found = |count: usize| many("crowded-portfolio", count, "").found();
    assert_eq!(found(5), none());
    assert_eq!(found(6), ["warning alliances"]);
    assert_eq!(found(10), ["warning alliances"]);
    assert_eq!(found(11), ["error alliances"]);
    assert_eq!(many("crowded-portfolio", 6, "  stage: winding-down\n").found(), none());
    assert_eq!(many("crowded-portfolio", 6, "  type: co-marketing\n").found(), none());
}

#[test]
fn two_are_thin_and_three_are_not() {
    assert_eq!(many("thin-portfolio", 2, "").found(), ["note alliances"]);
    assert_eq!(many("thin-portfolio", 3, "").found(), none());
}

#[test]
fn three_added_in_24_months_and_none_ended() {
    let case = |first: &str, old: &str, more: &str| {
        Case::new("accreting-portfolio").alliances(&format!(
            "- {{ name: Old, started: {old} }}\n- {{ name: A, started: {first} }}
- {{ name: B, started: 2025-09-01 }}\n- {{ name: C, started: 2026-06-01 }}\n{more}"
        ))
    };
    assert_eq!(case("2024-11-23", "2023-05-08", "").found(), ["note alliances"]);
    assert_eq!(case("2024-11-22", "2023-05-08", "").found(), none());
    assert_eq!(case("2024-11-21", "2023-05-08", "").found(), none());
    // Nothing old was kept: a portfolio being built.
    assert_eq!(case("2025-02-01", "2024-11-23", "").outcome(), Outcome::NotApplicable);
    assert_eq!(case("2025-02-01", "2024-11-22", "").found(), ["note alliances"]);
    let ended = |day: &str| format!("- {{ name: Gone, base: healthy-ended, ended: {day} }}\n");
    assert_eq!(case("2025-02-01", "2023-05-08", &ended("2024-11-23")).found(), none());
    assert_eq!(case("2025-02-01", "2023-05-08", &ended("2024-11-22")).found(), ["note alliances"]);
    let fourth = format!("{}- {{ name: D, started: 2026-07-01 }}\n", ended("2026-06-05"));
    assert_eq!(case("2025-02-01", "2023-05-08", &fourth).found(), ["note alliances"]);
    let leaving = "- { name: Gone, started: 2023-05-08, stage: winding-down }\n";
    assert_eq!(case("2025-02-01", "2023-05-08", leaving).found(), none());
}

#[test]
fn no_end_by_chance_has_its_odds() {
    let message = |more: &str| {
        let case = Case::new("accreting-portfolio").alliances(&format!(
            "- {{ name: Old, started: 2023-05-08 }}\n- {{ name: A, started: 2025-02-01 }}
- {{ name: B, started: 2025-09-01 }}\n- {{ name: C, started: 2026-06-01 }}\n{more}"
        ));
        case.findings()[0].message().into_owned()
    };
    assert!(
        message("").ends_with("With 4 alliances, 52 % of portfolios end none in that time by chance"),
        "{}",
        message("")
    );
    let five = message("- { name: D, started: 2022-06-01 }\n");
    assert!(five.ends_with("With 5 alliances, 44 % of portfolios end none in that time by chance"), "{five}");
    // One that was refused before it began has not been ended.
    let refused = message("- { name: R, base: healthy-ended, started: null, ended: 2026-02-01 }\n");
    assert!(refused.contains("none ended"), "{refused}");
}

#[test]
fn one_alliance_is_never_too_many_and_none_is_a_choice() {
    let one = many("crowded-portfolio", 1, "")
        .portfolio("rules: { crowded-portfolio: { ideal: [0, 0], too_many: 0 } }");
    assert_eq!(one.found(), none());
    let two = many("crowded-portfolio", 2, "")
        .portfolio("rules: { crowded-portfolio: { ideal: [0, 1], too_many: 1 } }");
    assert_eq!(two.found(), ["error alliances"]);
    assert_eq!(many("thin-portfolio", 1, "").found(), ["note alliances"]);
    assert_eq!(many("thin-portfolio", 1, "  type: co-marketing\n").outcome(), Outcome::NotApplicable);
}

#[test]
fn hours_over_85_and_100_percent_overdraw() {
    let case = |hours: &str| {
        Case::new("overdrawn-attention")
            .alliances(&format!("- name: A\n  attention.hours_per_month: {hours}\n"))
    };
    assert_eq!(case("102").found(), none());
    assert_eq!(case("102.5").found(), ["warning attention.capacity_hours_per_month"]);
    assert_eq!(case("120").found(), ["warning attention.capacity_hours_per_month"]);
    assert_eq!(case("120.5").found(), ["error attention.capacity_hours_per_month"]);
    assert_eq!(case("null").outcome(), Outcome::Unknown);
    let none_left = case("1").portfolio("attention.capacity_hours_per_month: 0");
    assert_eq!(none_left.found(), ["error attention.capacity_hours_per_month"]);
    assert_eq!(case("1").portfolio("attention: null").found(), ["note attention.capacity_hours_per_month"]);
    let proposed = case("999").alliances("- { name: A, stage: proposed }\n- { name: B }\n");
    assert_eq!(proposed.found(), none());
}

#[test]
fn live_strategic_alliances_say_what_they_take() {
    let case = |change: &str| many("unrecorded-attention", 1, change);
    assert_eq!(case("  attention: null\n").found(), ["warning attention.hours_per_month"]);
    assert_eq!(case("  attention.hours_per_month: 0\n").found(), none());
    assert_eq!(case("  attention: null\n  stage: proposed\n").outcome(), Outcome::NotApplicable);
    assert_eq!(case("  attention: null\n  type: affiliate\n").found(), none());
}

#[test]
fn over_sixty_percent_core_is_no_difference() {
    let case = |core: usize, growth: usize| {
        let tier = |tier: &str, count: usize| {
            (0..count).map(|index| format!("- {{ name: {tier}{index}, tier: {tier} }}\n")).collect::<String>()
        };
        let list = tier("core", core) + &tier("growth", growth);
        Case::new("undifferentiated-tiers").alliances(&list)
    };
    assert_eq!(case(3, 2).found(), none());
    assert_eq!(case(3, 1).found(), ["warning alliances"]);
    assert_eq!(case(3, 0).outcome(), Outcome::NotApplicable);
    let untiered = many("undifferentiated-tiers", 4, "  tier: null\n");
    assert!(message(&untiered).contains("none of 4 strategic alliances has a tier"));
}

#[test]
fn a_lower_tier_takes_no_more_than_a_higher_one() {
    let case = |lower: &str, tier: &str| {
        Case::new("inverted-tiers").alliances(&format!(
            "- {{ name: A, tier: growth, attention.hours_per_month: 20 }}\n- name: B\n  tier: {tier}\n  attention.hours_per_month: {lower}\n"
        ))
    };
    assert_eq!(case("20", "maintain").found(), none());
    assert_eq!(case("20.5", "maintain").found(), ["warning attention.hours_per_month"]);
    assert_eq!(case("20.5", "growth").found(), none());
    assert_eq!(case("20.5", "core").found(), none());
    assert_eq!(case("null", "core").outcome(), Outcome::Unknown);
}

#[test]
fn one_person_answers_for_three_and_no_more() {
    assert_eq!(many("overloaded-owner", 3, "").found(), none());
    assert_eq!(many("overloaded-owner", 4, "").found(), ["warning owners.us.name"]);
    assert_eq!(
        many("overloaded-owner", 4, "  owners.us.accountable_for: delivery\n").outcome(),
        Outcome::Unknown
    );
    assert_eq!(many("overloaded-owner", 4, "  owners.us.until: 2026-11-21\n").found(), none());
    let others = |count| many("overloaded-owner", count, "  type: affiliate\n").found();
    assert_eq!(others(10), none());
    assert_eq!(others(11), ["warning owners.us.name"]);
    let spelling = "- name: A\n- name: B\n- name: C\n- name: D\n  owners.us.name: priya nair\n";
    assert_eq!(Case::new("overloaded-owner").alliances(spelling).found().len(), 1);
}

/// A healthy alliance, worth EUR 820,000, and one worth `value`, at 22 hours each.
fn beside(rule: &str, value: u32, change: &str) -> Case {
    Case::new(rule).alliances(&format!(
        "- name: A\n- name: B\n  metrics[0].results: [{{ period: 2026-Q3, total: {value}, without: 0 }}]\n{change}"
    ))
}

#[test]
fn half_the_share_of_the_hours_is_enough() {
    let rule = "poor-return-on-attention";
    // A quarter of the money for half of the hours: 820,000 / 3.
    assert_eq!(beside(rule, 273_334, "").found(), none());
    assert_eq!(beside(rule, 273_333, "").found(), ["warning attention.hours_per_month"]);
    // Two thirds of the hours call for a third of the money.
    let more = "  attention.hours_per_month: 44\n";
    assert_eq!(beside(rule, 410_000, more).found(), none());
    assert_eq!(beside(rule, 409_999, more).found(), ["warning attention.hours_per_month"]);
}

#[test]
fn a_return_is_judged_after_a_year_and_only_where_it_is_known() {
    let rule = "poor-return-on-attention";
    let started = |day: &str| beside(rule, 0, &format!("  started: {day}\n")).found();
    assert_eq!(started("2025-11-23"), none());
    assert_eq!(started("2025-11-22"), ["warning attention.hours_per_month"]);
    let gross = "  metrics[0].results: [{ period: 2026-Q3, total: 9 }]\n";
    let unknown = Case::new(rule).alliances(&format!("- name: A\n- name: B\n{gross}"));
    assert_eq!((unknown.found(), unknown.outcome()), (none(), Outcome::Unknown));
    let reach = beside(rule, 9_000_000, "  metrics[0].indicator: reach\n");
    assert!(message(&reach).contains("earned none of the incremental money"), "{}", message(&reach));
    assert_eq!(beside(rule, 0, "  stage: winding-down\n").found(), none());
    assert_eq!(many(rule, 1, "").outcome(), Outcome::NotApplicable);
}

#[test]
fn half_of_them_under_a_tenth_is_a_paper_portfolio() {
    let case = |value: u32, change: &str| {
        let small = format!("  metrics[0].results: [{{ period: 2026-Q3, total: {value}, without: 0 }}]\n");
        let text = format!("- name: A\n- name: B\n- name: C\n{small}{change}- name: D\n{small}");
        Case::new("paper-portfolio").alliances(&text)
    };
    // Two of four bring 2 v of 1,640,000 + 2 v: a tenth at 91,111.1.
    assert_eq!(case(91_111, "").found(), ["warning alliances"]);
    assert_eq!(case(91_112, "").found(), none());
    let exact = |weak: u32| {
        let worth = |name: &str, value: u32| {
            format!(
                "- name: {name}\n  metrics[0].results: [{{ period: 2026-Q3, total: {value}, without: 0 }}]\n"
            )
        };
        let list = worth("A", 900) + &worth("B", weak) + &worth("C", weak);
        Case::new("paper-portfolio").alliances(&list).found()
    };
    assert_eq!(exact(50), none(), "a tenth is not under a tenth");
    assert_eq!(exact(49), ["warning alliances"]);
    // One of three is not half; a first-year alliance is not expected to carry its part yet.
    assert_eq!(case(1, "  started: 2026-01-01\n").found(), none());
    let two = "- name: A\n- name: B\n  metrics[0].results: [{ period: 2026-Q3, total: 1, without: 0 }]\n";
    assert_eq!(Case::new("paper-portfolio").alliances(two).outcome(), Outcome::NotApplicable);
}

#[test]
fn exits_are_listed_by_what_waiting_for_them_costs() {
    let decided = "  decisions: [{ date: 2026-11-10, verdict: wind-down, why: They sell it themselves }]\n";
    let case = Case::new("exit-debt").alliances(&format!(
        "- name: Dear\n  attention.hours_per_month: 60\n{decided}- name: Cheap\n{decided}- name: Stuck\n  exit: null\n  term: null\n{decided}- name: Fine\n"
    ));
    // Until 20 February two whole months, as past ones are counted: of 22 hours at 95 and of 1,500.
    assert_eq!(
        message(&case),
        "3 strategic alliances should have ended and are still running: \
         Cheap (to be wound down since 2026-11-10; exit 2027-02-20, EUR 7,180 until then), \
         Dear (to be wound down since 2026-11-10; exit 2027-02-20, EUR 14,400 until then) and \
         Stuck (to be wound down since 2026-11-10; no exit day is recorded)"
    );
}

#[test]
fn drifting_and_zombie_alliances_are_a_debt_and_a_running_exit_is_not() {
    let case = |change: &str| message(&many("exit-debt", 1, change));
    let results = |metric: usize, periods: &[(&str, u32, u32)]| {
        let list: Vec<String> = periods
            .iter()
            .map(|(period, total, without)| {
                format!("{{ period: {period}, total: {total}, without: {without} }}")
            })
            .collect();
        format!("  metrics[{metric}].results: [{}]\n", list.join(", "))
    };
    let both = |periods: &[(&str, u32, u32)]| results(0, periods) + &results(1, periods);
    let bad = both(&[("2026-Q2", 9, 1), ("2026-Q3", 9, 1)]);
    assert!(case(&format!("{bad}  decisions: null\n")).contains("drifting since 2026-06-30"));
    let drifting = many("exit-debt", 1, &format!("{bad}  decisions: null\n"));
    assert_eq!(message(&drifting.portfolio("rules: { drifting-alliance: off }")), "");
    // The pause of November holds the drift off, but not that nothing came of it for two quarters.
    let pause = "  decisions: [{ date: 2026-11-08, verdict: continue, why: The Lyon depot opens in May }]\n";
    assert_eq!(case(&format!("{bad}{pause}")), "");
    assert!(case(&bad).contains("drifting"), "a reason that says all is well answers nothing");
    assert!(
        case(&format!("{}{pause}", both(&[("2026-Q2", 9, 9), ("2026-Q3", 9, 9)])))
            .contains("nothing incremental in two quarters")
    );
    let once = both(&[("2026-Q2", 9, 8), ("2026-Q3", 9, 9)]);
    assert_eq!(case(&format!("{once}{pause}")), "");
    let notice = |day: &str| case(&format!("  stage: winding-down\n  notice_given: {day}\n"));
    assert_eq!(notice("2026-08-24"), "");
    assert!(notice("2026-08-23").contains("notice given on 2026-08-23 and still not ended"));
}

//! What is due when: each date worked out by hand.

use crate::support::Case;

/// The case's entries, each as `2026-12-12 review both`, with ` late` where it is overdue.
fn entries(case: &Case) -> Vec<String> {
    let entries = case.report().agenda;
    entries
        .iter()
        .map(|entry| {
            let until = entry.until.map(|until| format!("..{until}")).unwrap_or_default();
            let by = entry.by.as_ref().map(alliance::model::Side::key).unwrap_or("-");
            let late = if entry.overdue { " late" } else { "" };
            format!("{}{until} {} {by}{late}", entry.date, entry.occasion)
        })
        .collect()
}

/// Only those of one kind.
fn of(kind: &str, case: &Case) -> Vec<String> {
    let mine = entries(case).into_iter();
    mine.filter(|entry| entry.split(' ').nth(1) == Some(kind))
        .map(|entry| entry.replace(&format!(" {kind}"), ""))
        .collect()
}

fn healthy() -> Case {
    Case::new("overdue-review")
}

#[test]
fn the_healthy_record() {
    assert_eq!(
        entries(&healthy()),
        [
            // A month after 2026-11-12.
            "2026-12-12 review both",
            // Both metrics lack 2026-Q4, which ends on 2026-12-31; 30 days later.
            "2027-01-30 result us",
            "2027-01-30 result us",
            // 60 days before 2027-04-01: 31 in March, 28 in February, and one more.
            "2027-01-31 notice-decision us",
            "2027-02-28 waiver-end us",
            "2027-03-31 contribution-end us",
            "2027-03-31 contribution-end partner",
            // 90 days before 2027-06-30: 30 in June, 31 in May, 29 of April.
            "2027-04-01 notice-deadline us",
            "2027-04-08 decision us",
            "2027-06-30 term-end -",
        ]
    );
}

#[test]
fn other_healthy_records() {
    assert_eq!(
        entries(&healthy().base("healthy-co-marketing")),
        [
            "2026-12-10 review both",
            "2026-12-18 contribution-end us",
            "2026-12-18 contribution-end partner",
            "2026-12-18 campaign-end us",
            // 2026-11 ends on the 30th; 30 days later.
            "2026-12-30 result us",
            "2027-01-29 campaign-decision us",
        ]
    );
    // Of a proposal only its launch is ahead; other dates count once it is signed.
    assert_eq!(entries(&healthy().base("healthy-proposed")), ["2027-02-01 launch -"]);
    assert_eq!(entries(&healthy().base("healthy-ended")), [""; 0]);
    assert_eq!(
        entries(&healthy().base("healthy-sponsorship")),
        ["2027-01-31 contribution-end us", "2027-01-31 contribution-end partner"]
    );
}

#[test]
fn reviews_are_counted_from_the_last_that_counts_or_from_launch() {
    let on = |day: &str| of("review", &healthy().on(day));
    assert_eq!(on("2026-12-12"), ["2026-12-12 both"]);
    assert_eq!(on("2026-12-13"), ["2026-12-12 both late"]);
    let reviews = |change: &str| of("review", &healthy().with(change));
    // The last day of a shorter month.
    assert_eq!(
        reviews(
            "governance: { cadence: quarterly, reviews: [{ date: 2026-11-30, attended: [us, partner], metrics_read: true, actions: 1 }, { date: 2026-08-31, attended: [us, partner], metrics_read: true, actions: 1 }] }"
        ),
        ["2026-11-30 both"]
    );
    // Nobody came from the other side, so it is still counted from launch on 2025-03-01.
    assert_eq!(
        reviews("governance.reviews: [{ date: 2026-11-12, attended: [us], metrics_read: true, actions: 1 }]"),
        ["2025-04-01 both late"]
    );
    assert_eq!(reviews("governance.cadence: weekly"), ["2026-11-19 both late"]);
    assert_eq!(reviews("governance.cadence: fortnightly"), ["2026-11-26 both"]);
    assert_eq!(reviews("governance.cadence: ad-hoc"), [""; 0]);
    assert_eq!(reviews("governance.cadence: null"), [""; 0]);
    // A leap year: 2028-02-29 is there, 2027-02-29 is not.
    let leap = "governance: { cadence: annual, reviews: [{ date: 2024-02-29, attended: [us, partner], metrics_read: true, actions: 1 }] }";
    assert_eq!(
        of("review", &healthy().with("started: 2024-01-01").with(leap).on("2024-11-22")),
        ["2025-02-28 both"]
    );
}

#[test]
fn notice_is_rolled_forward_with_the_term() {
    let notice = |day: &str, change: &str| {
        let case = healthy().on(day).with("decisions: null").with(change);
        [of("notice-decision", &case), of("notice-deadline", &case), of("term-end", &case)].concat()
    };
    // On the last day it is due; on the next it was missed, and is due again a year later: 90 days before 2028-06-30.
    assert_eq!(notice("2027-04-01", "{}"), ["2027-01-31 us late", "2027-04-01 us", "2027-06-30 -"]);
    assert_eq!(
        notice("2027-04-02", "{}"),
        ["2028-02-01 us", "2027-04-01 us late", "2028-04-01 us", "2027-06-30 -"]
    );
    // Six terms on. 90 days before 2033-06-30.
    assert_eq!(notice("2032-07-01", "{}"), ["2033-01-31 us", "2033-04-01 us", "2033-06-30 -"]);
    // A term that ends on the last of a month does so again after February.
    assert_eq!(
        notice("2026-11-22", "term: { ends: 2026-10-31, renewal_months: 4, renewal_notice_days: 1 }"),
        ["2026-12-29 us", "2027-02-27 us", "2027-02-28 -"]
    );
    // A notice period that no term is long enough for stops a later one: 4000 days before 2038-06-30 is 2027-07-18.
    assert_eq!(
        notice("2026-11-22", "term.renewal_notice_days: 4000"),
        ["2027-05-19 us", "2027-07-18 us", "2027-06-30 -"]
    );
    assert_eq!(notice("2026-11-22", "term: { ends: 2020-06-30, renewal_months: null }"), [""; 0]);
    // The rule's own setting decides by when to decide.
    let wide =
        healthy().portfolio("rules: { notice-deadline-ahead: { decide_days: 90 } }").with("decisions: null");
    assert_eq!(of("notice-decision", &wide), ["2027-01-01 us"]);
}

#[test]
fn what_is_decided_need_not_be_decided_again() {
    let decided = |change: &str| {
        let case = healthy().on("2027-02-15").with(change);
        [of("notice-decision", &case), of("notice-deadline", &case)].concat()
    };
    assert_eq!(decided("{}"), ["2027-01-31 us late", "2027-04-01 us"]);
    assert_eq!(
        decided("decisions: [{ date: 2027-01-31, verdict: continue, why: At plan }]"),
        ["2027-04-01 us"]
    );
    assert_eq!(
        decided("decisions: [{ date: 2026-12-01, verdict: wind-down, why: Below the floor }]"),
        ["2027-04-01 us"]
    );
    // Once notice is given there is a last day instead: 90 days after 2026-12-15.
    let given = healthy().on("2027-02-15").with("notice_given: 2026-12-15");
    assert_eq!(of("last-day", &given), ["2027-03-15 both"]);
    assert_eq!([of("notice-decision", &given), of("notice-deadline", &given)].concat(), [""; 0]);
    assert_eq!(of("last-day", &given.on("2027-03-16")), ["2027-03-15 both late"]);
}

#[test]
fn a_term_that_does_not_renew_itself_stays_until_it_is_settled() {
    let term =
        |renews: &str, day: &str| of("term-end", &healthy().on(day).with(&format!("term.renews: {renews}")));
    for renews in ["by-agreement", "never", "null"] {
        assert_eq!(term(renews, "2027-06-30"), ["2027-06-30 both"], "{renews}");
        assert_eq!(term(renews, "2027-07-01"), ["2027-06-30 both late"], "{renews}");
    }
}

#[test]
fn the_next_decision_is_that_of_the_latest() {
    assert_eq!(of("decision", &healthy().on("2027-04-09")), ["2027-04-08 us late"]);
    // Before the second decision was taken, the first one's day counted.
    assert_eq!(of("decision", &healthy().on("2026-09-01")), ["2026-08-10 us late"]);
    // Where none is set, it follows from the last decision.
    assert_eq!(of("decision", &healthy().with("decisions[1].next: null")), ["2027-10-08 us"]);
}

#[test]
fn promises_and_handovers_stay_until_they_are_done() {
    let promised = |change: &str| {
        of(
            "commitment",
            &healthy().with(&format!("commitments: [{{ by: partner, what: X, due: 2026-11-21, {change} }}]")),
        )
    };
    assert_eq!(promised("done: null"), ["2026-11-21 partner late"]);
    assert_eq!(promised("done: 2026-11-22"), [""; 0]);
    // As things stood on the day, it was not done.
    assert_eq!(promised("done: 2026-11-23"), ["2026-11-21 partner late"]);
    let ended = healthy().base("healthy-ended").with("exit.handover[1].done: null");
    assert_eq!(entries(&ended), ["2026-05-29 handover both late"]);
}

#[test]
fn campaigns_have_a_first_and_a_last_day_and_a_verdict() {
    let campaign = |day: &str, change: &str| {
        let case = healthy().base("healthy-co-marketing").on(day).with(change);
        entries(&case).into_iter().filter(|entry| entry.contains("campaign")).collect::<Vec<_>>()
    };
    assert_eq!(
        campaign("2026-09-14", "started: 2026-09-01"),
        [
            "2026-09-14..2026-12-18 campaign-start -",
            "2026-12-18 campaign-end us",
            "2027-01-29 campaign-decision us"
        ]
    );
    assert_eq!(
        campaign("2027-01-30", "{}"),
        ["2026-12-18 campaign-end us late", "2027-01-29 campaign-decision us late"]
    );
    let decided = "decisions: [{ date: 2027-01-20, verdict: continue, why: It sold }]";
    assert_eq!(campaign("2027-01-30", decided), ["2026-12-18 campaign-end us late"]);
    assert_eq!(campaign("2027-01-21", decided), ["2026-12-18 campaign-end us late"]);
    // One to wait, until a day that has not come.
    let held = "decisions: [{ date: 2027-01-20, verdict: hold, why: Wait for the fair, next: 2027-02-10 }]";
    assert_eq!(campaign("2027-02-10", held), ["2026-12-18 campaign-end us late"]);
    assert_eq!(
        campaign("2027-02-11", held),
        ["2026-12-18 campaign-end us late", "2027-01-29 campaign-decision us late"]
    );
    // No result is asked for after its end: that of December is the last.
    let results = of("result", &healthy().base("healthy-co-marketing").on("2027-06-30"));
    assert_eq!(results, ["2026-12-30 us late"]);
}

#[test]
fn contributions_open_and_close() {
    let window = |change: &str, day: &str| {
        let case = healthy().on(day).with(&format!("contributions: {{ us: [{change}], partner: null }}"));
        entries(&case).into_iter().filter(|entry| entry.contains("contribution")).collect::<Vec<_>>()
    };
    let dated = "{ what: Four sends, from: 2026-12-01, until: 2027-02-28 }";
    assert_eq!(
        window(dated, "2026-11-22"),
        ["2026-12-01 contribution-start us", "2027-02-28 contribution-end us"]
    );
    assert_eq!(window(dated, "2027-03-01"), ["2027-02-28 contribution-end us late"]);
    assert_eq!(window("{ what: Four sends, until: 2027-02-28, delivered: 4 }", "2027-03-01"), [""; 0]);
    assert_eq!(
        window("{ what: Four sends, until: 2027-02-28, delivered: false }", "2027-03-01"),
        ["2027-02-28 contribution-end us late"]
    );
    // The sentence counts where no field speaks.
    assert_eq!(
        window("Four sends by the end of March 2027", "2026-11-22"),
        ["2027-03-31 contribution-end us"]
    );
    assert_eq!(window("Four sends a quarter", "2026-11-22"), [""; 0]);
}

#[test]
fn waivers_end_when_they_say_or_after_180_days() {
    let waiver = |approved: &str, until: &str| {
        let waiver = format!(
            "waivers: [{{ rule: missing-sponsor, reason: R, approved_by: A, approved_on: {approved}, until: {until} }}]"
        );
        of("waiver-end", &healthy().with(&waiver))
    };
    assert_eq!(waiver("2026-10-01", "2026-11-22"), ["2026-11-22 us"]);
    assert_eq!(waiver("2026-10-01", "2026-11-21"), ["2026-11-21 us late"]);
    // 30 left in October, 30, 31, 31, 28, and 30 of March.
    assert_eq!(waiver("2026-10-01", "2028-01-01"), ["2027-03-30 us"]);
    let of_portfolio = healthy().portfolio(
        "waivers: [{ rule: thin-portfolio, reason: R, approved_by: A, approved_on: 2026-11-01, until: 2026-12-31 },
                   { rule: missing-sponsor, alliance: Northstar Cloud, reason: R, approved_by: A, approved_on: 2026-11-01, until: 2027-01-31 }]",
    );
    let report = of_portfolio.report();
    let waivers: Vec<_> =
        report.agenda.iter().filter(|entry| entry.occasion.word() == "waiver-end").collect();
    let shown: Vec<_> =
        waivers.iter().map(|entry| (entry.date.to_string(), entry.alliance, &*entry.at.file)).collect();
    assert_eq!(
        shown,
        [
            ("2026-12-31".to_owned(), None, "portfolio.yaml"),
            ("2027-01-31".to_owned(), Some(0), "portfolio.yaml"),
            ("2027-02-28".to_owned(), Some(0), "alliances/0.yaml"),
        ]
    );
}

#[test]
fn results_are_asked_for_a_month_after_their_period() {
    let on = |day: &str| {
        let report = healthy().on(day).report();
        report
            .agenda
            .iter()
            .filter(|entry| entry.path == "metrics[0].results")
            .map(|entry| format!("{} {} {}", entry.date, entry.overdue, entry.text))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        on("2027-01-30"),
        ["2027-01-30 false record the 2026-Q4 result of \"Joint migration revenue\""]
    );
    assert_eq!(
        on("2027-01-31"),
        ["2027-01-30 true record the 2026-Q4 result of \"Joint migration revenue\""]
    );
    // 2027-Q1 ends on 2027-03-31 and is asked for until 2027-04-30.
    assert_eq!(
        on("2027-04-30"),
        ["2027-01-30 true record the 2026-Q4 result of \"Joint migration revenue\""]
    );
    assert_eq!(
        on("2027-05-01"),
        ["2027-01-30 true record the results of \"Joint migration revenue\" from 2026-Q4 to 2027-Q1"]
    );
    // Before its first period is over: launched on 2025-03-01, so 2025-Q2 is the first whole one.
    assert_eq!(
        on("2025-03-15"),
        ["2025-07-30 false record the 2025-Q2 result of \"Joint migration revenue\""]
    );
}

#[test]
fn far_dates_and_impossible_sums_are_left_out() {
    for change in [
        "term: { ends: 9999-12-31 }",
        "decisions[1].next: 9999-12-31",
        "commitments: [{ by: us, what: X, due: 0001-01-01 }]",
        "term: { ends: 0001-01-01, renewal_months: 1 }",
        "exit.notice_days: 4294967295\nnotice_given: 2026-11-01",
        "term: { renewal_months: 4294967295, renewal_notice_days: 4294967295 }",
        "governance.reviews[0].date: 9999-12-31",
    ] {
        let report = healthy().with(change).report();
        let years = report.agenda.iter().map(|entry| entry.date.format("%Y").to_string());
        for year in years {
            assert!(["2025", "2026", "2027"].contains(&year.as_str()), "{change}: {year}");
        }
    }
}

#[test]
fn an_entry_keeps_its_name_when_its_day_or_its_line_changes() {
    let names = |case: &Case| {
        let mut names: Vec<String> =
            case.report().agenda.into_iter().map(|entry| entry.fingerprint).collect();
        names.sort();
        names
    };
    let commitments = |first: &str, day: &str| {
        format!(
            "commitments: [{first} {{ by: us, what: Staff DACH, due: {day} }}, {{ by: us, what: Staff DACH, due: 2027-03-01 }}]"
        )
    };
    let before = names(&healthy().with(&commitments("", "2026-12-01")));
    let later = names(&healthy().with(&commitments("", "2027-01-15")));
    let below = names(
        &healthy()
            .with(&commitments("{ by: us, what: Done, due: 2026-01-01, done: 2026-01-01 },", "2026-12-01")),
    );
    assert!(before == later && before == below);
    assert!(
        before.contains(&"commitment:Northstar Cloud:commitments[Staff DACH].due#2".to_owned()),
        "{before:?}"
    );
    // The next review is one event, whenever it is.
    let held = names(&healthy().on("2026-12-15").with(
        "governance.reviews: [{ date: 2026-12-10, attended: [us, partner], metrics_read: true, actions: 3 }]",
    ));
    let review = "review:Northstar Cloud:governance.reviews".to_owned();
    assert!(held.contains(&review) && before.contains(&review), "{held:?}");
}

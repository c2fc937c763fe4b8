//! Terms, notice and stages: each day worked out by hand.

use alliance::model::Stage;

use crate::support::Case;

fn healthy() -> Case {
    Case::new("overdue-review")
}

/// Earliest exit and the notice that it needs, as `2027-02-28 by 2026-11-30`.
fn exit(case: &Case) -> String {
    let report = case.report();
    let exit = report.alliances[0].health.as_ref().and_then(|health| health.exit);
    exit.map_or("-".to_owned(), |exit| match exit.notice_by() {
        Some(by) => format!("{} by {by}", exit.date),
        None => exit.date.to_string(),
    })
}

/// The entries of these kinds, each as `2026-12-31 term-end`.
fn dates(case: &Case, kinds: &[&str]) -> Vec<String> {
    let agenda = case.report().agenda;
    let kept = agenda.iter().filter(|entry| kinds.contains(&entry.occasion.word()));
    kept.map(|entry| format!("{} {}{}", entry.date, entry.occasion, if entry.overdue { " late" } else { "" }))
        .collect()
}

fn verdict(case: &Case) -> &'static str {
    let report = case.report();
    report.alliances[0].health.as_ref().map_or("-", |health| health.verdict.decision.word())
}

const TERM: [&str; 2] = ["term-end", "notice-deadline"];

#[test]
fn a_renewed_term_ends_with_its_month() {
    for (ends, months, as_of, next) in [
        ("2026-06-30", 6, "2026-07-01", "2026-12-31"),
        ("2025-08-31", 6, "2026-05-01", "2026-08-31"),
        ("2025-08-31", 6, "2026-02-01", "2026-02-28"),
        ("2024-02-29", 12, "2026-11-22", "2027-02-28"),
        ("2026-02-28", 1, "2026-03-01", "2026-03-31"),
        ("2026-06-15", 3, "2026-11-22", "2026-12-15"),
        ("2020-12-31", 1, "2026-11-30", "2026-11-30"),
    ] {
        let term = format!("term: {{ ends: {ends}, renewal_months: {months}, renewal_notice_days: 0 }}");
        let case = healthy().with(&term).on(as_of);
        assert_eq!(dates(&case, &["term-end"]), [format!("{next} term-end")], "{ends} + {months}");
    }
    let case = healthy().with("term: { ends: 2026-06-30, renewal_months: 6 }").on("2026-07-01");
    assert_eq!(dates(&case, &TERM), ["2026-10-02 notice-deadline", "2026-12-31 term-end"]);
}

#[test]
fn the_renewal_in_the_finding_is_that_of_the_calendar() {
    let case = Case::new("continued-by-default")
        .with("term: { ends: 2025-08-31, renewal_months: 6, renewal_notice_days: 30 }\ndecisions: null")
        .on("2026-05-01");
    let findings = case.findings();
    assert!(
        findings[0].message().contains("on 2026-02-28 and now runs to 2026-08-31"),
        "{}",
        findings[0].message()
    );
    assert_eq!(dates(&case, &["term-end"]), ["2026-08-31 term-end"]);
}

#[test]
fn renewals_shorter_than_the_notice_roll_on_until_one_can_be_stopped() {
    let case = |months: u32, days: u32| {
        healthy().with(&format!(
            "exit.who: nobody\nterm: {{ ends: 2026-12-31, renewal_months: {months}, renewal_notice_days: {days} }}"
        ))
    };
    assert_eq!(exit(&case(1, 90)), "2027-02-28 by 2026-11-30");
    assert_eq!(exit(&case(3, 180)), "2027-06-30 by 2027-01-01");
    assert_eq!(exit(&case(12, 30)), "2026-12-31 by 2026-12-01");
    assert_eq!(exit(&case(1, 39)), "2026-12-31 by 2026-11-22");
    assert_eq!(exit(&case(1, 40)), "2027-01-31 by 2026-12-22");
}

#[test]
fn notice_in_words_gives_the_same_days_everywhere() {
    for notice in [
        "exit.notice_days: 90",
        "exit.notice_days: ninety days",
        "exit.notice_days: null\nexit.notice: 90 days",
        "exit.notice_days: null\nexit.notice: ninety (90) days",
        "exit.notice_days: null\nexit.terms: Either side may leave with ninety days' notice.",
    ] {
        let given = healthy().with(notice).with("notice_given: 2026-10-01\nstage: winding-down");
        assert_eq!(exit(&given), "2026-12-30", "{notice}");
        assert_eq!(dates(&given, &["last-day"]), ["2026-12-30 last-day"], "{notice}");
        assert_eq!(verdict(&given), "finish the exit", "{notice}");
        let running = healthy().with(notice);
        assert_eq!(exit(&running), "2027-02-20", "{notice}");
        assert_eq!(running.report().alliances[0].review_pack.notice.as_deref(), Some("90 days"), "{notice}");
    }
}

#[test]
fn notice_may_run_in_units_to_an_end_of_the_calendar() {
    for (notice, last) in [
        ("6 weeks", "2027-01-03"),
        ("3 months", "2027-02-22"),
        ("1 month to the end of a month", "2026-12-31"),
        ("1 month to the end of a quarter", "2026-12-31"),
        ("3 months to the end of a quarter", "2027-03-31"),
        ("six weeks to the end of the year", "2027-06-30 by 2027-04-01"),
    ] {
        let case = healthy().with(&format!("exit.notice_days: null\nexit.notice: {notice}"));
        assert_eq!(exit(&case), last, "{notice}");
    }
    let open = |notice: &str| {
        Case::new("ambiguous-exit-terms")
            .with(&format!("exit.notice_days: null\nexit.notice: {notice}"))
            .found()
    };
    assert_eq!(open("reasonable notice"), ["error exit.notice"]);
    assert_eq!(open("'90'"), ["error exit.notice"]);
    assert!(open("3 months to the end of a quarter").is_empty());
}

#[test]
fn whoever_gave_it_notice_runs_and_only_who_may_can_give_it() {
    let who = |who: &str, more: &str| exit(&healthy().with(&format!("exit.who: {who}")).with(more));
    assert_eq!(who("partner", "{}"), "2027-06-30 by 2027-04-01");
    assert_eq!(who("us", "{}"), "2027-02-20");
    assert_eq!(who("partner", "notice_given: 2026-10-01"), "2026-12-30");
    // Against the renewal only: in time for this term, or too late for it.
    assert_eq!(who("nobody", "notice_given: 2026-10-01"), "2027-06-30");
    let late = "notice_given: 2026-10-01\nterm: { ends: 2026-12-15 }";
    assert_eq!(who("nobody", late), "2027-12-15");
}

#[test]
fn a_missed_deadline_is_said_until_the_term_is_over_or_it_is_decided() {
    let case = |on: &str| {
        Case::new("missed-notice-deadline")
            .with("term: { ends: 2026-12-31, renewal_months: 12 }\ndecisions: null")
            .on(on)
    };
    assert!(case("2026-10-02").found().is_empty());
    assert_eq!(case("2026-10-03").found(), ["warning term.renewal_notice_days"]);
    assert_eq!(case("2026-12-31").found(), ["warning term.renewal_notice_days"]);
    assert!(case("2027-01-01").found().is_empty());
    assert_eq!(
        dates(&case("2026-10-03"), &TERM),
        ["2026-10-02 notice-deadline late", "2026-12-31 term-end", "2027-10-02 notice-deadline"]
    );
    let decided = "decisions: [{ date: 2026-10-08, verdict: continue, why: At plan }]";
    assert!(case("2026-11-22").with(decided).found().is_empty());
    assert!(dates(&case("2026-11-22").with(decided), &TERM)[0].starts_with("2026-12-31"));
    // Where nobody may leave early, another year costs 12 times 22 hours at 95 and 1,500.
    let barred = case("2026-11-22").with("exit.who: nobody");
    let message = barred.findings()[0].message().into_owned();
    assert!(
        message.contains("runs to 2027-12-31") && message.contains("264 hours and EUR 43,080"),
        "{message}"
    );
    let brief = barred.report().alliances[0].review_pack.missed_notice.clone().expect("a clause");
    assert!(brief.contains("EUR 43,080"), "{brief}");
}

#[test]
fn an_early_decision_on_the_renewal_answers() {
    let ahead = |decision: &str, on: &str| {
        let case = Case::new("notice-deadline-ahead").with(&format!("decisions: [{{ {decision} }}]")).on(on);
        case.found().is_empty()
    };
    // Notice is due by 2027-04-01; the window opens on 2027-01-31, and 90 days before that is 2026-11-02.
    let next = "verdict: continue, why: At plan, next: 2027-07-01";
    assert!(ahead(&format!("date: 2026-11-02, {next}"), "2027-02-15"));
    assert!(!ahead(&format!("date: 2026-11-01, {next}"), "2027-02-15"));
    assert!(!ahead("date: 2027-01-15, verdict: continue, why: At plan, next: 2027-04-01", "2027-02-15"));
    assert!(ahead(
        "date: 2027-01-15, verdict: continue, why: Extended to mid-2028, next: 2027-03-01",
        "2027-02-15"
    ));
    assert!(!ahead("date: 2027-01-15, verdict: hold, why: At plan, next: 2027-07-01", "2027-02-15"));
    let strict = Case::new("notice-deadline-ahead")
        .portfolio("rules.notice-deadline-ahead: { early_days: 0 }")
        .with(&format!("decisions: [{{ date: 2027-01-15, {next} }}]"))
        .on("2027-02-15");
    assert_eq!(strict.found(), ["warning term.ends"]);
}

#[test]
fn a_term_that_nothing_renewed_is_an_error_from_the_day_after() {
    let case = |renews: &str, on: &str| {
        Case::new("expired-term")
            .with(&format!("term: {{ ends: 2026-12-31, renews: {renews} }}\ndecisions: null"))
            .on(on)
    };
    for renews in ["never", "by-agreement", "null"] {
        assert!(case(renews, "2026-10-31").found().is_empty(), "{renews}");
        assert_eq!(case(renews, "2026-11-01").found(), ["warning term.ends"], "{renews}");
        assert_eq!(case(renews, "2026-12-31").found(), ["warning term.ends"], "{renews}");
        assert_eq!(case(renews, "2027-01-01").found(), ["error term.ends"], "{renews}");
        assert_eq!(dates(&case(renews, "2027-01-01"), &TERM), ["2026-12-31 term-end late"], "{renews}");
    }
    assert!(case("automatically", "2027-01-01").found().is_empty());
    assert!(case("never", "2027-01-01").with("notice_given: 2026-09-01").found().is_empty());
    for base in ["healthy-affiliate", "healthy-co-marketing", "healthy-sponsorship"] {
        let over = Case::new("expired-term").base(base).with("term: { ends: 2026-11-21, renews: never }");
        assert_eq!(over.found(), ["error term.ends"], "{base}");
        assert_ne!(verdict(&over), "continue", "{base}");
    }
    let fixed = healthy().with("term: { ends: 2026-06-30, renews: never }");
    assert_eq!(verdict(&fixed), "restructure", "a new term is agreed with the partner");
}

#[test]
fn a_renewal_without_a_length_has_no_deadline_once_it_has_come() {
    let case = healthy().with("term: { ends: 2026-06-30, renewal_months: null }");
    assert!(dates(&case, &TERM).is_empty());
    let report = case.report();
    assert_eq!((report.alliances[0].notice_by, report.alliances[0].review_pack.term_ends), (None, None));
    let first = healthy().with("term: { renewal_months: null }");
    assert_eq!(dates(&first, &TERM), ["2027-04-01 notice-deadline", "2027-06-30 term-end"]);
}

#[test]
fn notice_beyond_the_term_and_a_weeks_notice_of_theirs_are_said_for_every_type() {
    let case = |base: &str, change: &str| Case::new("ineffective-notice").base(base).with(change).found();
    for base in ["healthy", "healthy-affiliate", "healthy-sponsorship"] {
        let exit = |days: u32, who: &str| {
            format!("exit: {{ agreed: 2025-01-20, notice_days: {days}, who: {who}, handover: [customers] }}")
        };
        let fixed = |days| format!("{}\nterm: {{ ends: 2027-01-01, renews: never }}", exit(days, "either"));
        assert!(case(base, &fixed(40)).is_empty(), "{base}");
        assert_eq!(case(base, &fixed(41)), ["warning exit.notice_days"], "{base}");
        assert_eq!(case(base, &exit(7, "partner")), ["warning exit.who"], "{base}");
        assert!(case(base, &exit(8, "partner")).is_empty(), "{base}");
        assert!(case(base, &exit(7, "us")).is_empty(), "{base}");
    }
}

#[test]
fn the_stage_gives_way_to_the_dates() {
    let found = |change: &str| Case::new("stage-contradiction").with(change).found();
    for (change, field) in [
        ("ended: 2026-03-01", "stage"),
        ("ended: 2026-03-01\nstage: null", "ended"),
        ("ended: 2026-03-01\nstage: winding-down", "stage"),
        ("ended: 2026-03-01\nstage: proposed", "stage"),
    ] {
        assert_eq!(found(change), [format!("error {field}")], "{change}");
        let report = healthy().with(change).report();
        assert!(report.agenda.iter().all(|entry| entry.occasion.word() == "handover"), "{change}");
        assert_eq!(verdict(&healthy().with(change)), "none", "{change}");
        assert_eq!(report.alliances[0].stage, Some(Stage::Ended), "{change}");
    }
    // Ending later, it runs until then.
    assert!(found("ended: 2026-12-01").is_empty());
    assert_eq!(found("stage: proposed"), ["error stage"]);
    assert_eq!(verdict(&healthy().with("stage: proposed")), "do not sign yet");
    let slipped = |on: &str| {
        Case::new("stage-contradiction").base("healthy-proposed").with("started: 2026-10-01").on(on).found()
    };
    assert!(slipped("2026-10-31").is_empty());
    assert_eq!(slipped("2026-11-01"), ["warning started"]);
    // 90 days from 2026-08-01 are over on 2026-10-30.
    let given = |on: &str| Case::new("stage-contradiction").with("notice_given: 2026-08-01").on(on);
    assert!(given("2026-10-30").found().is_empty());
    assert_eq!(given("2026-10-31").found(), ["error notice_given"]);
    for on in ["2026-10-30", "2026-10-31"] {
        let case = healthy().with("notice_given: 2026-08-01\ndecisions: null").on(on);
        assert_eq!(verdict(&case), "finish the exit", "{on}");
    }
}

#[test]
fn one_number_for_two_notices_is_asked_about() {
    let found = |change: &str| Case::new("copied-notice-period").with(change).found();
    assert_eq!(found("exit.who: null"), ["note exit.notice_days"]);
    assert!(found("exit.who: null\nexit.notice_days: 91").is_empty());
    assert!(found("exit.who: null\nterm.renews: by-agreement").is_empty());
    assert!(found("exit.who: null\nexit.terms: Either side may leave with 90 days' notice").is_empty());
    assert!(found("{}").is_empty());
}

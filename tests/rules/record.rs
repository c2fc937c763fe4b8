//! Thresholds of the area record: the day before, the day, the day after.

use alliance::rules::Outcome;

use crate::support::Case;

/// A second waiver beside the healthy record's own.
fn waiver(approved_on: &str, until: &str) -> String {
    format!(
        "waivers[1]: {{ rule: missing-joint-plan, reason: Drafted, approved_by: Ines Duarte, approved_on: {approved_on}, until: {until} }}"
    )
}

fn found(rule: &str, change: &str) -> Vec<String> {
    Case::new(rule).with(change).found()
}

#[test]
fn dates_may_touch_but_not_cross() {
    for (field, before, same, path) in [
        ("term.ends", "2025-02-28", "2025-03-01", "term.ends"),
        ("exit.updated", "2025-01-19", "2025-01-20", "exit.updated"),
        ("contributions.us[0].until", "2025-03-31", "2025-04-01", "contributions.us[0].until"),
        ("owners.us.until", "2025-01-31", "2025-02-01", "owners.us.until"),
        ("governance.reviews[0].date", "2025-02-28", "2025-03-01", "governance.reviews[0].date"),
        ("issues[0].closed", "2026-08-01", "2026-08-02", "issues[0].closed"),
        ("decisions[1].next", "2026-10-07", "2026-10-08", "decisions[1].next"),
        ("waivers[0].until", "2026-09-30", "2026-10-01", "waivers[0].until"),
        ("notice_given", "2025-02-13", "2025-02-14", "notice_given"),
        (
            "campaign",
            "{ starts: 2026-01-02, ends: 2026-01-01 }",
            "{ starts: 2026-01-02, ends: 2026-01-02 }",
            "campaign.ends",
        ),
        (
            "metrics[0].revisions",
            "[{ date: 2025-01-19, field: target }]",
            "[{ date: 2025-01-20, field: target }]",
            "metrics[0].revisions[0].date",
        ),
        ("metrics[0].results[0].period", "2025-02", "2025-03", "metrics[0].results[0].period"),
    ] {
        assert_eq!(
            found("impossible-dates", &format!("{field}: {before}")),
            [format!("error {path}")],
            "{field}"
        );
        assert_eq!(found("impossible-dates", &format!("{field}: {same}")), [""; 0], "{field}");
    }
    let ended = |change: &str| Case::new("impossible-dates").base("healthy-ended").with(change).found();
    assert_eq!(ended("ended: 2026-03-02"), [""; 0]);
    assert_eq!(ended("ended: 2026-03-01"), ["error ended"]);
    // The period in which it was launched is no period before launch, even on its last day.
    let last_day = "started: 2025-03-31\nmetrics[0].results[0].period: 2025-03";
    assert_eq!(found("impossible-dates", last_day), [""; 0]);
    assert_eq!(found("impossible-dates", "metrics[0].results[0].period: 2025-Q1"), [""; 0]);
    let three = Case::new("impossible-dates").base("healthy-three-party");
    assert_eq!(
        three.with("sponsors.skau: { since: 2026-05-01, until: 2026-04-30 }").found(),
        ["error sponsors.skau.until"]
    );
    let talks = "started: 2027-02-01\ngovernance.reviews: [{ date: 2026-11-02, attended: [us, partner] }]";
    assert_eq!(Case::new("impossible-dates").base("healthy-proposed").with(talks).found(), [""; 0]);
}

#[test]
fn tomorrow_does_not_count_yet() {
    for (field, path) in [
        ("governance.reviews[0].date", "governance.reviews[0].date"),
        ("decisions[1].date", "decisions[1].date"),
        ("commitments[0].done", "commitments[0].done"),
        ("governance.shared_document.updated", "governance.shared_document.updated"),
        ("waivers[0].approved_on", "waivers[0].approved_on"),
        ("ended", "ended"),
        ("started", "started"),
    ] {
        for (date, expected) in [("2026-11-21", 0), ("2026-11-22", 0), ("2026-11-23", 1)] {
            let found = Case::new("future-dated-entry").with(&format!("{field}: {date}")).found();
            assert_eq!(found, vec![format!("warning {path}"); expected], "{field} {date}");
        }
    }
    for (change, hint) in [
        ("started: 2027-01-01", "`stage: proposed`"),
        ("ended: 2027-01-01", "`term: { ends: DATE }`"),
        ("governance.reviews[0].date: 2027-01-01", "once it has been held"),
        ("commitments[0].done: 2027-01-01", "is a `due`"),
    ] {
        let found = Case::new("future-dated-entry").with(change).findings();
        assert!(found[0].fix.to_string().contains(hint), "{change}: {}", found[0].fix);
    }
    let period = "metrics[0].results[1].period: 2026-11";
    for (day, expected) in [("2026-11-29", 1), ("2026-11-30", 0), ("2026-12-01", 0)] {
        assert_eq!(Case::new("future-dated-entry").with(period).on(day).found().len(), expected, "{day}");
    }
    for plan in [
        "owners.partner.since: 2027-01-01",
        "operating_changes[1].since: 2027-01-01",
        "term.ends: 2030-01-01",
    ] {
        assert_eq!(found("future-dated-entry", plan), [""; 0], "{plan}");
    }
}

#[test]
fn money_is_in_one_currency() {
    for (field, path) in [
        ("strategic_case[0].organic.cost", "strategic_case[0].organic.cost"),
        ("strategic_case[0].through_alliance.cost", "strategic_case[0].through_alliance.cost"),
        ("contributions.partner[0].worth", "contributions.partner[0].worth"),
        ("metrics[0].worth", "metrics[0].worth"),
        ("metrics[0].target", "metrics[0].target"),
        ("metrics[0].floor", "metrics[0].floor"),
        ("metrics[0].projected", "metrics[0].projected"),
        ("metrics[0].results[1].total", "metrics[0].results[1].total"),
        ("metrics[0].results[1].without", "metrics[0].results[1].without"),
        ("metrics[0].results[1].partner_total", "metrics[0].results[1].partner_total"),
        ("exit.triggers[0].below", "exit.triggers[0].below"),
        ("attention.cost_per_month", "attention.cost_per_month"),
    ] {
        assert_eq!(
            found("foreign-currency", &format!("{field}: USD 900")),
            [format!("error {path}")],
            "{field}"
        );
        assert_eq!(found("foreign-currency", &format!("{field}: 900 EUR")), [""; 0], "{field}");
    }
    let three = Case::new("foreign-currency").base("healthy-three-party");
    let totals = three.with("metrics[0].results[0].totals.skau: 900 DKK");
    assert_eq!(totals.found(), ["error metrics[0].results[0].totals.skau"]);
    assert_eq!(
        found("foreign-currency", "metrics[0]: { unit: USD, target: USD 900 }"),
        ["error metrics[0].unit"]
    );
    assert_eq!(
        found("foreign-currency", "metrics[0]: { unit: USD, target: GBP 900 }"),
        ["error metrics[0].unit", "error metrics[0].target"]
    );
    // Three capitals need not be money; what counts revenue is, whatever it is called.
    for unit in ["MQL", "SKU", "usd", "try", "tender", "€"] {
        let leads = format!("metrics[1]: {{ indicator: referral-volume, unit: {unit} }}");
        assert_eq!(found("foreign-currency", &leads), [""; 0], "{unit}");
        let revenue = format!("metrics[0].unit: {unit}");
        assert_eq!(found("foreign-currency", &revenue), ["error metrics[0].unit"], "{unit}");
    }
    assert_eq!(found("foreign-currency", "metrics[0].unit: eur"), [""; 0]);
    let pounds =
        Case::new("foreign-currency").portfolio("currency: GBP").with("attention.cost_per_month: GBP 5");
    assert_eq!(pounds.found(), ["error metrics[0].unit", "error metrics[1].unit"]);
}

#[test]
fn a_waiver_names_a_rule_that_exists() {
    assert_eq!(found("unknown-rule", "waivers[0].rule: mising-sponsor"), ["error waivers[0].rule"]);
    let case = Case::new("unknown-rule").with("waivers[0].rule: mising-sponsor");
    assert_eq!(case.findings()[0].fix.to_string(), "did you mean `missing-sponsor`?");
    assert_eq!(Case::new("unknown-rule").outcome(), Outcome::Pass);
    assert_eq!(Case::new("unknown-rule").with("waivers: null").outcome(), Outcome::NotApplicable);
    let ended = Case::new("unknown-rule").base("healthy-ended").with("waivers: [{ rule: nonsense }]");
    assert_eq!(ended.outcome(), Outcome::NotApplicable);
}

#[test]
fn a_waiver_holds_through_its_last_day() {
    let change = waiver("2026-09-01", "2026-11-22");
    for (day, expected) in [("2026-11-21", 0), ("2026-11-22", 0), ("2026-11-23", 1)] {
        let found = Case::new("expired-waiver").with(&change).on(day).found();
        assert_eq!(found, vec!["error waivers[1].until"; expected], "{day}");
    }
}

#[test]
fn a_waiver_is_mentioned_six_weeks_ahead() {
    // 42 days before 22 November is 11 October.
    let change = waiver("2026-10-01", "2026-11-22");
    for (day, expected) in [
        ("2026-09-30", 0),
        ("2026-10-10", 0),
        ("2026-10-11", 1),
        ("2026-10-12", 1),
        ("2026-11-22", 1),
        ("2026-11-23", 0),
    ] {
        let found = Case::new("expiring-waiver").with(&change).on(day).found();
        assert_eq!(found, vec!["note waivers[1].until"; expected], "{day}");
    }
    let last = Case::new("expiring-waiver").with(&change).on("2026-11-22").findings();
    assert!(last[0].message().contains("expires today"), "{}", last[0].message());
    let new = Case::new("expiring-waiver").with(&waiver("2026-11-22", "2026-12-01"));
    assert!(new.findings()[0].message().contains("expires in 9 days"));
    // Not before somebody has approved it.
    let later = Case::new("expiring-waiver").with(&waiver("2026-11-23", "2026-12-24"));
    assert_eq!(later.found(), [""; 0]);
}

#[test]
fn a_waiver_holds_for_half_a_year_at_most() {
    for (until, expected) in [("2027-03-29", 0), ("2027-03-30", 0), ("2027-03-31", 1)] {
        let found = found("overlong-waiver", &waiver("2026-10-01", until));
        assert_eq!(found, vec!["error waivers[1].until"; expected], "{until}");
    }
    let case = Case::new("overlong-waiver").with(&waiver("2026-10-01", "2029-01-01"));
    assert!(case.findings()[0].fix.to_string().starts_with("until: 2027-03-30"));
    // One gap, one finding, and the same on every day.
    let over = waiver("2025-10-01", "2026-11-21");
    assert_eq!(found("overlong-waiver", &over), ["error waivers[1].until"]);
    assert_eq!(found("expired-waiver", &over), [""; 0]);
    let soon = waiver("2026-01-01", "2026-12-01");
    assert_eq!(found("expiring-waiver", &soon), [""; 0]);
    assert_eq!(found("overlong-waiver", &soon), ["error waivers[1].until"]);
}

#[test]
fn a_waiver_is_complete_or_none() {
    for key in ["rule", "reason", "approved_by", "approved_on", "until"] {
        let change = format!("waivers[0].{key}: null");
        assert_eq!(found("incomplete-waiver", &change), [format!("error waivers[0].{key}")], "{key}");
    }
    assert_eq!(found("incomplete-waiver", "waivers[0].reason: ' '"), ["error waivers[0].reason"]);
    assert_eq!(found("incomplete-waiver", "waivers[0]: { reason: null, until: null }"), ["error waivers[0]"]);
    assert_eq!(found("incomplete-waiver", "waivers[0].side: null"), [""; 0]);
    for rule in ["expired-waiver", "expiring-waiver", "overlong-waiver"] {
        assert_eq!(found(rule, "waivers[0]: { reason: null, until: 2026-11-01 }"), [""; 0], "{rule}");
    }
}

#[test]
fn of_two_of_one_name_the_later_is_the_copy() {
    let files = |changes: &str| {
        let report = Case::new("duplicate-alliance").alliances(changes).report();
        let found = report.all_findings().filter(|finding| finding.rule.id == "duplicate-alliance");
        found.map(|finding| finding.at.file.to_string()).collect::<Vec<_>>()
    };
    let (first, second) = ("alliances/0.yaml", "alliances/1.yaml");
    assert_eq!(files("[{ name: A }, { name: B }]"), [""; 0]);
    assert_eq!(files("[{ name: A }, { name: A }]"), [second]);
    assert_eq!(files("[{ name: A }, { name: ' a ' }]"), [second]);
    assert_eq!(files("[{ name: A, started: 2025-10-13 }, { name: A }]"), [first]);
    assert_eq!(files("[{ name: A, started: null }, { name: A }]"), [first]);
    assert_eq!(files("[{ name: A }, { name: A }, { name: A }]"), [second, "alliances/2.yaml"]);
}

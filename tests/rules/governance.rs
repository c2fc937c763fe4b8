//! Thresholds of the area governance: the day before, the day, the day after.

use alliance::rules::Outcome;

use crate::support::Case;

mod people;

/// What the rule finds after a change to the healthy record, on the healthy day.
fn found(rule: &str, change: &str) -> Vec<String> {
    Case::new(rule).with(change).found()
}

/// Days and what the rule finds on each: empty for nothing.
fn on_days(rule: &str, base: &str, change: &str, days: &[(&str, &str)]) {
    for (day, expected) in days {
        let found = Case::new(rule).base(base).with(change).on(day).found();
        let expected: Vec<&str> = expected.split(" + ").filter(|one| !one.is_empty()).collect();
        assert_eq!(found, expected, "{rule} on {day}");
    }
}

#[test]
fn a_plan_is_old_after_thirteen_months() {
    let stale = "warning governance.joint_plan.updated";
    let days = [("2026-11-20", ""), ("2026-11-21", ""), ("2026-11-22", stale)];
    on_days("missing-joint-plan", "healthy", "governance.joint_plan.updated: 2025-10-21", &days);
    let undated = Case::new("missing-joint-plan").with("governance.joint_plan.updated: null");
    assert_eq!((undated.found(), undated.outcome()), (vec![], Outcome::Unknown));
}

#[test]
fn the_first_year_asks_for_more() {
    let path = |tier: &str| format!("{tier} governance.cadence");
    let (warning, error) = (path("warning"), path("error"));
    let young = |cadence: &str| {
        let days = ["2026-11-22", "2026-11-23", "2026-11-24"];
        let change = format!("started: 2025-11-23\ngovernance.cadence: {cadence}");
        days.map(|day| Case::new("slack-cadence").with(&change).on(day).found().join(" + "))
    };
    assert_eq!(young("weekly"), ["", "", ""]);
    assert_eq!(young("monthly"), ["", "", ""]);
    assert_eq!(young("quarterly"), [warning.as_str(), "", ""]);
    assert_eq!(young("half-yearly"), [error.as_str(), &warning, &warning]);
    assert_eq!(young("annual"), [error.as_str(), &error, &error]);
    let deepened = "governance.cadence: quarterly\ndecisions[1]: { verdict: restructure, date: 2025-11-23 }";
    let days = [("2026-11-22", warning.as_str()), ("2026-11-23", ""), ("2026-11-24", "")];
    on_days("slack-cadence", "healthy", deepened, &days);
    let message = |change: &str| Case::new("slack-cadence").with(change).findings()[0].message().into_owned();
    assert!(message(deepened).ends_with("since the new terms of 2025-11-23"));
    let launched = message("started: 2026-01-12\ngovernance.cadence: quarterly");
    assert!(launched.ends_with("since launch on 2026-01-12"), "{launched}");
    let ad_hoc = Case::new("missing-cadence").with("governance.cadence: ad-hoc").findings();
    assert!(ad_hoc[0].message().starts_with("reviews are held only when somebody thinks of them"));
    let none = Case::new("slack-cadence").with("governance.cadence: ad-hoc");
    assert_eq!((none.found(), none.outcome()), (vec![], Outcome::Fail));
}

#[test]
fn quarterly_is_for_the_stable() {
    let quarterly = |change: &str| {
        found("slack-cadence", &format!("governance.cadence: quarterly\n{change}")).join(" + ")
    };
    assert_eq!(quarterly("metrics[0].results[1]: { total: 310000, without: 110000 }"), "");
    assert_eq!(
        quarterly("metrics[0].results[1]: { total: 309999, without: 110000 }"),
        "warning governance.cadence"
    );
    // A total above the floor proves nothing, and an earlier period is past.
    assert_eq!(quarterly("metrics[0].results[1]: { total: 310000, without: null }"), "");
    assert_eq!(quarterly("metrics[0].results[0]: { total: 130000, without: 120000 }"), "");
    assert_eq!(quarterly("issues[0].closed: null"), "warning governance.cadence");
    assert_eq!(quarterly("issues[0]: { closed: null, severity: medium }"), "");
    assert_eq!(found("slack-cadence", "issues[0].closed: null"), [""; 0]);
}

#[test]
fn a_review_has_its_grace() {
    let (late, missed) = ("warning governance.reviews", "error governance.reviews");
    let days = [
        ("2026-11-21", ""),
        ("2026-11-22", ""),
        ("2026-11-23", late),
        ("2026-12-21", late),
        ("2026-12-22", late),
        ("2026-12-23", missed),
    ];
    on_days("overdue-review", "healthy", "governance.reviews[0].date: 2026-10-15", &days);
    let days = [
        ("2027-02-02", ""),
        ("2027-02-03", ""),
        ("2027-02-04", late),
        ("2027-05-03", late),
        ("2027-05-04", late),
        ("2027-05-05", missed),
    ];
    on_days("overdue-review", "healthy-three-party", "tier: growth", &days);
    let days = [
        ("2026-11-25", ""),
        ("2026-11-26", ""),
        ("2026-11-27", late),
        ("2026-12-03", late),
        ("2026-12-04", missed),
    ];
    on_days("overdue-review", "healthy", "governance.cadence: weekly", &days);
    assert_eq!(found("overdue-review", "governance.reviews[0].date: 2026-10-15"), [""; 0]);
}

#[test]
fn only_reviews_with_every_side_count() {
    let two_of_three = "governance.reviews[1].attended: [us, skau]";
    let days = [("2026-11-03", ""), ("2026-11-04", ""), ("2026-11-05", "warning governance.reviews")];
    on_days("overdue-review", "healthy-three-party", two_of_three, &days);
    let idle = Case::new("overdue-review")
        .with("governance.reviews[0]: { date: 2026-10-15, actions: null, decisions: null }");
    assert_eq!(idle.found(), ["error governance.reviews"]);
}

#[test]
fn the_first_review_counts_from_launch() {
    let new = |day| Case::new("overdue-review").with("started: 2026-10-15\ngovernance.reviews: null").on(day);
    assert_eq!((new("2026-11-22").found(), new("2026-11-22").outcome()), (vec![], Outcome::NotApplicable));
    assert_eq!(new("2026-11-23").found(), ["warning governance.reviews"]);
    let pathless = Case::new("overdue-review").with("governance.cadence: null");
    assert_eq!((pathless.found(), pathless.outcome()), (vec![], Outcome::Unknown));
}

#[test]
fn an_idle_review_is_named_once() {
    let idle = "governance.reviews[1]: { date: 2026-11-20, attended: [us, partner], metrics_read: true }";
    assert_eq!(found("insubstantial-review", idle), ["warning governance.reviews[1]"]);
    let three = Case::new("insubstantial-review")
        .base("healthy-three-party")
        .with("governance.reviews[2]: { date: 2026-11-17, attended: [us, meridian], metrics_read: true, actions: 1 }");
    assert!(three.findings()[0].message().contains("Skau & Lind Legal was not there"));
    let none_set = "governance.reviews[1]: { date: 2026-11-20, attended: [us, partner], actions: 0, metrics_read: true }";
    let message = Case::new("insubstantial-review").with(none_set).findings()[0].message().into_owned();
    assert!(message.ends_with("nothing was decided and no action was set"), "{message}");
    let overdue = Case::new("insubstantial-review").with(idle).on("2026-12-20");
    assert_eq!((overdue.found(), overdue.outcome()), (vec![], Outcome::Fail));
    let same_day = "governance.reviews[1]: { date: 2026-11-12, attended: [us] }";
    assert_eq!(found("insubstantial-review", same_day), [""; 0]);
    let none = Case::new("insubstantial-review").with("governance.reviews: null");
    assert_eq!(none.outcome(), Outcome::NotApplicable);
}

#[test]
fn every_partner_can_open_the_document() {
    let three = |access: &str| {
        let change = format!("governance.shared_document.access: {access}");
        Case::new("missing-shared-document").base("healthy-three-party").with(&change)
    };
    assert_eq!(three("[meridian, skau]").found(), [""; 0]);
    assert_eq!(
        three("[us, meridian]").findings()[0].side.as_ref().map(alliance::model::Side::key),
        Some("skau")
    );
    assert_eq!(three("[us]").found(), ["warning governance.shared_document.access"]);
    assert_eq!(three("null").found(), ["warning governance.shared_document.access"]);
    let gone = Case::new("incomplete-shared-document").with("governance.shared_document: null");
    assert_eq!((gone.found(), gone.outcome()), (vec![], Outcome::Fail));
    assert_eq!(found("missing-shared-document", "governance.shared_document.reference: TBD").len(), 1);
}

#[test]
fn a_document_keeps_up_with_the_reviews() {
    let stale = "warning governance.shared_document.updated";
    // 31 days to the next review and a quarter of them.
    let days = [("2026-11-14", ""), ("2026-11-15", ""), ("2026-11-16", stale)];
    on_days("incomplete-shared-document", "healthy", "governance.shared_document.updated: 2026-10-08", &days);
    let days = [("2027-02-11", ""), ("2027-02-12", ""), ("2027-02-13", stale)];
    on_days("incomplete-shared-document", "healthy-three-party", "tier: growth", &days);
    let covers =
        |covers| found("incomplete-shared-document", &format!("governance.shared_document.covers: {covers}"));
    assert_eq!(covers("[commitments, issues]"), ["warning governance.shared_document.covers"]);
    assert_eq!(covers("null"), ["warning governance.shared_document.covers"]);
    let undated = Case::new("incomplete-shared-document").with("governance.shared_document.updated: null");
    assert_eq!((undated.found(), undated.outcome()), (vec![], Outcome::Unknown));
}

#[test]
fn a_promise_is_late_on_the_day_after() {
    let (late, very) = ("warning commitments[0].due", "error commitments[0].due");
    let days = [
        ("2026-10-22", ""),
        ("2026-10-23", ""),
        ("2026-10-24", late),
        ("2026-11-21", late),
        ("2026-11-22", late),
        ("2026-11-23", very),
    ];
    let open = "commitments[0]: { by: skau, what: Annex, due: 2026-10-23, done: null }";
    on_days("overdue-commitment", "healthy-three-party", open, &days);
    let case = Case::new("overdue-commitment").base("healthy-three-party").with(open);
    assert_eq!(case.findings()[0].side.as_ref().map(alliance::model::Side::key), Some("skau"));
    assert!(case.findings()[0].message().starts_with("promised by Skau & Lind Legal"));
    let affiliate =
        "stage: winding-down\ncommitments: [{ by: partner, what: Take the links down, due: 2026-11-20 }]";
    let case = Case::new("overdue-commitment").base("healthy-affiliate").with(affiliate);
    assert_eq!(case.found(), ["warning commitments[0].due"]);
    assert_eq!(Case::new("overdue-commitment").with("commitments: null").outcome(), Outcome::NotApplicable);
    assert_eq!(Case::new("overdue-commitment").with("commitments[0].due: null").outcome(), Outcome::Unknown);
}

#[test]
fn a_quarter_of_late_promises_is_still_bad_luck() {
    let promises = |late: usize, kept: usize, due: &str| {
        let late = (0..late).map(|_| format!("{{ by: us, what: A, due: {due}, done: 2026-09-30 }}"));
        let kept =
            (0..kept).map(|_| "{ by: partner, what: B, due: 2026-08-31, done: 2026-08-31 }".to_owned());
        let change = format!("commitments: [{}]", late.chain(kept).collect::<Vec<_>>().join(", "));
        Case::new("overdue-commitment").with(&change)
    };
    assert_eq!(promises(1, 3, "2026-08-31").found(), [""; 0]);
    assert_eq!(promises(2, 6, "2026-08-31").found(), [""; 0]);
    assert_eq!(promises(2, 5, "2026-08-31").found(), ["error commitments"]);
    assert_eq!(
        promises(2, 5, "2026-08-31").findings()[0].side.as_ref().map(alliance::model::Side::key),
        Some("us")
    );
    assert_eq!(promises(3, 0, "2026-08-31").found(), [""; 0]);
    // Twelve months back, to the day.
    assert_eq!(promises(4, 0, "2025-11-22").found(), ["error commitments"]);
    assert_eq!(promises(4, 0, "2025-11-21").found(), [""; 0]);
}

#[test]
fn an_issue_outlives_two_reviews_or_thirty_days() {
    let (aged, grave) = ("warning issues[0].opened", "error issues[0].opened");
    let open = |severity: &str| {
        format!("issues: [{{ what: Slow invoices, opened: 2026-08-22, severity: {severity} }}]")
    };
    let days = [("2026-10-21", ""), ("2026-10-22", ""), ("2026-10-23", aged)];
    on_days("ageing-issue", "healthy", &open("low"), &days);
    on_days("ageing-issue", "healthy", &open("null"), &days);
    let days = [("2026-09-20", ""), ("2026-09-21", ""), ("2026-09-22", grave)];
    on_days("ageing-issue", "healthy", &open("high"), &days);
    let days = [("2027-02-21", ""), ("2027-02-22", ""), ("2027-02-23", aged)];
    on_days("ageing-issue", "healthy-three-party", &open("medium"), &days);
    // Without a cadence only what is serious can be judged.
    on_days("ageing-issue", "healthy-affiliate", &open("high"), &[("2026-09-22", grave)]);
    let loose = Case::new("ageing-issue").base("healthy-affiliate").with(&open("low"));
    assert_eq!((loose.found(), loose.outcome()), (vec![], Outcome::Unknown));
    let closed = Case::new("ageing-issue").with("issues[0].closed: 2026-11-20");
    assert_eq!((closed.found(), closed.outcome()), (vec![], Outcome::Pass));
    assert_eq!(found("ageing-issue", &format!("stage: winding-down\n{}", open("high"))), [grave]);
}

#[test]
fn reviews_fade_when_their_gaps_are_half_as_long_again() {
    let reviews = |dates: &[&str]| {
        let reviews: Vec<String> = dates
            .iter()
            .map(|date| {
                format!("{{ date: {date}, attended: [us, partner], metrics_read: true, actions: 1 }}")
            })
            .collect();
        format!("governance.reviews: [{}]", reviews.join(", "))
    };
    // Sixty days for the first three gaps; then eighty-nine, ninety, ninety-one for the last.
    let fading = |last: &str| {
        found(
            "fading-cadence",
            &reviews(&["2026-06-01", "2026-06-21", "2026-07-11", "2026-07-31", "2026-08-20", last]),
        )
    };
    assert_eq!(fading("2026-10-08"), [""; 0]);
    assert_eq!(fading("2026-10-09"), ["warning governance.reviews[5].date"]);
    assert_eq!(fading("2026-10-10"), ["warning governance.reviews[5].date"]);
    let five = ["2026-06-01", "2026-06-21", "2026-07-11", "2026-07-31", "2026-11-12"];
    assert_eq!(Case::new("fading-cadence").with(&reviews(&five)).outcome(), Outcome::NotApplicable);
    // A pace that was slow from the start has not faded.
    let steady = ["2026-01-01", "2026-02-20", "2026-04-11", "2026-05-31", "2026-07-20", "2026-09-08"];
    let strict = Case::new("fading-cadence")
        .portfolio("rules: { fading-cadence: { wider_percent: 100 } }")
        .with(&reviews(&steady));
    assert_eq!((strict.found(), strict.outcome()), (vec![], Outcome::Pass));
    // Three months and the fortnight of grace keep to a quarterly cadence; one day more does not.
    let slowed = |last: &str| {
        let dates = ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-03", "2026-07-03", last];
        found("fading-cadence", &format!("governance.cadence: quarterly\n{}", reviews(&dates)))
    };
    assert_eq!(slowed("2026-10-16"), [""; 0]);
    assert_eq!(slowed("2026-10-17"), [""; 0]);
    assert_eq!(slowed("2026-10-18"), ["warning governance.reviews[5].date"]);
}

#[test]
fn contacts_alone_are_no_governance() {
    let contacts = "owners.us.authority: null\nowners.partner.authority: none";
    let bare = |rest: &str| Case::new("governance-in-name-only").with(&format!("{contacts}\n{rest}"));
    let none = "governance: { cadence: null, shared_document: null }";
    assert_eq!(bare(none).found(), ["error governance"]);
    assert_eq!(bare("governance: { shared_document: null }").outcome(), Outcome::Pass);
    assert_eq!(bare("governance: { cadence: null }").outcome(), Outcome::Pass);
    let able = Case::new("governance-in-name-only").with(none);
    assert_eq!((able.found(), able.outcome()), (vec![], Outcome::Pass));
    for rule in ["missing-cadence", "powerless-owner", "missing-shared-document"] {
        let case = Case::new(rule).with(&format!("{contacts}\n{none}"));
        assert_eq!((case.found(), case.outcome()), (vec![], Outcome::Fail), "{rule}");
    }
    let nobody = Case::new("governance-in-name-only").with(&format!("owners: null\n{none}"));
    assert_eq!((nobody.found(), nobody.outcome()), (vec![], Outcome::Fail));
    let three = Case::new("governance-in-name-only")
        .base("healthy-three-party")
        .with("owners: { us: { authority: null }, meridian: { authority: null } }\ngovernance: null");
    assert_eq!(three.found(), [""; 0], "one of three may decide");
}

#[test]
fn winding_down_and_proposals_are_left_to_their_own_rules() {
    let bare = "owners: null\nsponsors: null\ngovernance: null";
    let names = |base: &str, stage: &str| {
        let report = Case::new("missing-owner").base(base).with(&format!("{stage}\n{bare}")).report();
        let findings =
            report.alliances[0].findings.iter().filter(|finding| finding.rule.area.word() == "governance");
        findings.map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    assert_eq!(names("healthy", "stage: winding-down"), [""; 0]);
    assert_eq!(
        names("healthy-proposed", "stage: proposed"),
        ["missing-owner", "missing-owner", "missing-cadence"]
    );
}

#[test]
fn who_only_prepares_decides_nothing() {
    let found = |authority: &str| {
        Case::new("powerless-owner").with(&format!("owners.partner.authority: \"{authority}\"")).found()
    };
    for none in [
        "Prepares proposals for the committee, which decides",
        "Reports to the board every month",
        "In the weekly meeting she coordinates the plant managers",
        "Recommends prices, the CFO signs them",
        "Drafts joint offers and escalates them to headquarters",
    ] {
        assert_eq!(found(none), ["error owners.partner.authority"], "{none}");
    }
    for some in [
        "Prepares the plan and signs to EUR 40k",
        "Sets co-sell budget and roadmap slots; reports to the COO",
        "Coordinates the fleet with a budget of EUR 20000",
        "Approves discounts up to 15 %",
    ] {
        assert!(found(some).is_empty(), "{some}");
    }
}

#[test]
fn trust_is_low_at_two_and_apart_by_two() {
    let found = |us: u32, partner: u32| {
        Case::new("low-trust").with(&format!("trust: {{ us: {us}, partner: {partner} }}")).found()
    };
    assert_eq!(found(1, 1), ["error trust.us", "error trust.partner"]);
    assert_eq!(found(2, 4), ["error trust.us"]);
    assert_eq!(found(3, 5), ["warning trust.us"]);
    assert!(found(3, 4).is_empty() && found(3, 3).is_empty() && found(5, 4).is_empty());
    let set = |options: &str| {
        Case::new("low-trust")
            .with("trust: { us: 3, partner: 5 }")
            .portfolio(&format!("rules: {{ low-trust: {options} }}"))
            .found()
    };
    assert_eq!(set("{ low: 3 }"), ["error trust.us"]);
    assert!(set("{ apart: 3 }").is_empty());
}

#[test]
fn each_seat_has_a_person_of_its_own() {
    let found = |change: &str| Case::new("same-person").with(change).found();
    for same in ["Nair, Priya", "NAIR, PRIYA", "Dr. Priya Nair", "Priya Nair (acting)"] {
        let change = format!("owners.partner.name: \"{same}\"");
        assert_eq!(found(&change), ["error owners.partner.name"], "{same}");
    }
    assert_eq!(found("owners.partner.name: PRIYA NAIR"), ["error owners.partner.name"]);
    assert_eq!(found("sponsors.partner: { name: Jonas Weber }"), ["warning sponsors.partner.name"]);
    assert!(found("owners.partner.name: Priya Nairobi").is_empty());
    // One who has left holds no seat.
    let left = "owners.us: [{ name: Jonas Weber, until: 2026-01-31 }, { name: Priya Nair }]";
    assert!(found(left).is_empty());
    let affiliate = Case::new("same-person").base("healthy-affiliate");
    assert!(
        affiliate.with("owners: { us: { name: Ann Ost }, partner: { name: Ann Ost } }").found().len() == 1
    );
}

#[test]
fn copied_minutes_do_not_count() {
    let found = |decisions: &[&str]| {
        let reviews: Vec<String> = decisions
            .iter()
            .enumerate()
            .map(|(at, text)| format!("{{ date: 2026-0{}-12, attended: [us, partner], metrics_read: true, decisions: [{text}] }}", at + 1))
            .collect();
        Case::new("copied-review").with(&format!("governance.reviews: [{}]", reviews.join(", "))).found()
    };
    let open = ["Open the Linz depot"; 4];
    assert_eq!(found(&open[..2]), ["warning governance.reviews[0].decisions"]);
    assert!(found(&open[..1]).is_empty());
    assert!(found(&["Open the depot"; 3]).is_empty());
    assert!(found(&["Open the Linz depot", "Open the Graz depot", "Open the Wels depot"]).is_empty());
}

#[test]
fn what_one_who_has_left_leaves_is_said_of_any_type() {
    for base in ["healthy-affiliate", "healthy-sponsorship", "healthy-co-marketing"] {
        let case = |until: &str| {
            Case::new("vacant-ownership")
                .base(base)
                .with(&format!("owners: {{ us: {{ name: Ann Ost, until: {until} }} }}"))
                .found()
        };
        assert_eq!(case("2026-06-30"), ["error owners.us.until"], "{base}");
        assert!(case("2027-06-30").is_empty(), "{base}");
        assert_eq!(
            Case::new("one-sided-exit").base(base).with("exit.who: partner").found(),
            ["warning exit.who"]
        );
        assert_eq!(Case::new("one-sided-exit").base(base).with("exit: null").found().len(), 0);
    }
}

#[test]
fn a_grave_risk_has_somebody_and_something() {
    let found = |risk: &str| {
        Case::new("unanswered-risk")
            .with(&format!("risks: [{{ what: A rival buys the plant, {risk} }}]"))
            .found()
    };
    assert_eq!(found("severity: high"), ["warning risks[0].owner"]);
    assert_eq!(found("severity: high, owner: Ann Ost"), ["warning risks[0].mitigation"]);
    assert_eq!(
        found("severity: high, owner: tbd, mitigation: Option on the plant"),
        ["warning risks[0].owner"]
    );
    for quiet in [
        "severity: medium",
        "severity: high, closed: 2026-10-01",
        "severity: high, owner: Ann Ost, mitigation: Option on the plant",
    ] {
        assert!(found(quiet).is_empty(), "{quiet}");
    }
}

#[test]
fn conditions_and_grave_issues_stand_before_a_signature() {
    let condition = |base: &str, rest: &str| {
        Case::new("unmet-condition")
            .base(base)
            .with(&format!("conditions: [{{ what: Clearance{rest} }}]"))
            .found()
    };
    assert_eq!(condition("healthy-proposed", ""), ["error conditions[0]"]);
    assert_eq!(condition("healthy", ", due: 2026-11-21"), ["error conditions[0].due"]);
    assert!(condition("healthy", ", due: 2026-11-22").is_empty());
    assert!(condition("healthy-proposed", ", met: 2026-11-01").is_empty());
    let unready = |change: &str| Case::new("unready-to-sign").base("healthy-proposed").with(change).found();
    assert_eq!(unready("issues: [{ what: A, opened: 2026-11-01, severity: high }]"), ["error issues[0]"]);
    assert!(unready("issues: [{ what: A, opened: 2026-11-01, severity: medium }]").is_empty());
    assert_eq!(unready("{ announced: 2026-11-01, agreement: null }"), ["warning announced"]);
    assert!(Case::new("unready-to-sign").found().is_empty());
}

#[test]
fn what_is_promised_has_a_day() {
    let promises = |open: &str| Case::new("undated-commitment").with(&format!("commitments: [{open}]"));
    let first = ["warning commitments[0].due"];
    assert_eq!(promises("{ by: us, what: Open an office }").found(), first);
    assert_eq!(promises("{ by: us, what: Open an office, due: 2027-03-31 }").outcome(), Outcome::Pass);
    assert_eq!(promises("{ by: us, what: Open an office, done: 2026-11-21 }").outcome(), Outcome::Pass);
    // What is done tomorrow is open today.
    assert_eq!(promises("{ by: us, what: Open an office, done: 2026-11-23 }").found(), first);
    let three = "{ what: One, due: 2027-01-31 }, { by: partner, what: Two }, { what: Three }";
    let findings = promises(three).findings();
    assert_eq!((findings.len(), findings[0].path.as_str()), (1, "commitments[1].due"));
    assert_eq!(findings[0].message(), "2 of 3 open promises have no due date");
    assert_eq!(findings[0].side.as_ref().map(alliance::model::Side::key), Some("partner"));
    assert_eq!(promises("").outcome(), Outcome::NotApplicable);
    assert_eq!(promises("{ what: One }").with("stage: winding-down").found(), first);
    assert!(promises("{ what: One }").with("stage: ended").found().is_empty());
}

#[test]
fn trust_is_asked_about_every_year() {
    let assessed = "trust.assessed: 2025-12-15";
    let days = [("2026-12-14", ""), ("2026-12-15", ""), ("2026-12-16", "note trust.assessed")];
    on_days("stale-trust", "healthy", assessed, &days);
    let sooner = "rules: { stale-trust: { after_months: 6 } }";
    let found = |day: &str| Case::new("stale-trust").with(assessed).portfolio(sooner).on(day).found();
    assert!(found("2026-06-15").is_empty());
    assert_eq!(found("2026-06-16"), ["note trust.assessed"]);
    let without = |change: &str| Case::new("stale-trust").with(change).outcome();
    assert_eq!(without("trust: null"), Outcome::NotApplicable);
    assert_eq!(without("trust.assessed: null"), Outcome::Unknown);
    assert_eq!(without("stage: proposed"), Outcome::NotApplicable);
}

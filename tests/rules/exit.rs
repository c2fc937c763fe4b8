//! Thresholds of the area exit: the day before, the day, the day after.

use alliance::rules::Outcome;

use crate::support::Case;

fn found(rule: &str, change: &str) -> Vec<String> {
    Case::new(rule).with(change).found()
}

fn outcome(rule: &str, change: &str) -> Outcome {
    Case::new(rule).with(change).outcome()
}

const PARTS: [&str; 8] = [
    "missing-notice-period",
    "unusual-notice-period",
    "one-sided-exit",
    "missing-handover",
    "uncovered-handover",
    "missing-exit-trigger",
    "ambiguous-exit-terms",
    "late-exit-terms",
];

#[test]
fn a_missing_block_is_one_finding_and_every_part_fails() {
    for change in ["exit: null", "exit: null\nexit.agreed: 2025-01-20", "exit: null\nexit.terms: ' '"] {
        assert_eq!(found("missing-exit-terms", change), ["error exit"], "{change}");
        for rule in PARTS {
            assert!(found(rule, change).is_empty(), "{rule}: {change}");
            assert_eq!(outcome(rule, change), Outcome::Fail, "{rule}: {change}");
        }
    }
    assert_eq!(outcome("tripped-exit-trigger", "exit: null"), Outcome::NotApplicable);
}

#[test]
fn lighter_arrangements_are_only_warned() {
    let on = |base: &str, change: &str| Case::new("missing-exit-terms").base(base).with(change).found();
    assert_eq!(on("healthy-sponsorship", "exit: null"), ["warning exit"]);
    assert_eq!(on("healthy-affiliate", "exit: null"), ["warning exit"]);
    assert_eq!(on("healthy-co-marketing", "exit: null"), ["warning exit"]);
    assert_eq!(on("healthy-co-marketing", "exit: null\ncampaign.ends: null"), ["error exit"]);
    assert_eq!(on("healthy-proposed", "exit: null"), ["error exit"]);
    assert_eq!(on("healthy", "exit: null\nstage: winding-down"), ["error exit"]);
    assert!(on("healthy-ended", "exit: null").is_empty());
}

#[test]
fn notice_is_usual_from_thirty_to_a_hundred_and_eighty_days() {
    let days = |days: &str| found("unusual-notice-period", &format!("exit.notice_days: {days}"));
    for unusual in ["0", "29", "181", "4294967295", "two weeks", "twelve months"] {
        assert_eq!(days(unusual), ["warning exit.notice_days"], "{unusual}");
    }
    for usual in ["30", "31", "179", "180", "ninety days", "three months"] {
        assert!(days(usual).is_empty(), "{usual}");
    }
    assert_eq!(outcome("unusual-notice-period", "exit.notice_days: null"), Outcome::Fail);
    assert_eq!(outcome("unusual-notice-period", "exit.notice_days: reasonable notice"), Outcome::Unknown);
    let set = "rules.unusual-notice-period: { usual_days: [90, 365] }";
    let case = Case::new("unusual-notice-period").portfolio(set);
    assert_eq!(case.with("exit.notice_days: 60").found(), ["warning exit.notice_days"]);
}

#[test]
fn notice_may_stand_in_the_clause() {
    for (clause, missing) in [
        ("Either party may exit with 90 days notice, with defined handover obligations", false),
        ("Ninety (90) days' written notice ends it", false),
        ("A notice period of three months", false),
        ("Either party may leave", true),
        ("30 days notice if the other party is in breach", true),
        ("Handover within 30 days", true),
        ("Customers are handed over within 30 days of notice", true),
        ("On 60-day notice", false),
        ("Renews unless 60 days notice of non-renewal is given; otherwise two months' notice", false),
    ] {
        let change = format!("exit.notice_days: null\nexit.terms: \"{clause}\"");
        assert_eq!(!found("missing-notice-period", &change).is_empty(), missing, "{clause}");
    }
    assert_eq!(
        found(
            "unusual-notice-period",
            "exit.notice_days: null\nexit.terms: Seven days. 14 days notice ends it"
        ),
        ["warning exit.notice_days"]
    );
}

#[test]
fn what_is_left_open_is_said_once() {
    for (rule, field) in [("missing-notice-period", "notice_days"), ("one-sided-exit", "who")] {
        let change = format!("exit.{field}: to be agreed");
        assert!(found(rule, &change).is_empty(), "{rule}");
        assert_eq!(outcome(rule, &change), Outcome::Fail, "{rule}");
        assert_eq!(found("ambiguous-exit-terms", &change), [format!("error exit.{field}")]);
    }
    let change = "exit.handover: [open-pipeline, 'staff and integrations to be agreed']";
    assert_eq!(found("ambiguous-exit-terms", change), ["error exit.handover[1]"]);
    assert!(found("uncovered-handover", change).is_empty());
    assert_eq!(outcome("uncovered-handover", change), Outcome::Fail);
    assert!(found("missing-handover", "exit.handover: [to be agreed]").is_empty());
}

#[test]
fn a_handover_may_be_a_definite_sentence() {
    let ambiguous =
        |item: &str| found("ambiguous-exit-terms", &format!("exit.handover: [customers, {item}]"));
    for definite in ["Return of the two demo units within ten days", "payments"] {
        assert!(ambiguous(definite).is_empty(), "{definite}");
    }
    for open in ["TBD", "'?'", "data in due course"] {
        assert_eq!(ambiguous(open), ["error exit.handover[1]"], "{open}");
    }
    assert_eq!(ambiguous("{ item: as appropriate, due: 2026-12-01 }"), ["error exit.handover[1].item"]);
    assert_eq!(found("ambiguous-exit-terms", "exit.terms: Terms TBD"), ["error exit.terms"]);
}

#[test]
fn exits_are_for_either_side() {
    assert_eq!(found("one-sided-exit", "exit.who: us"), ["warning exit.who"]);
    assert_eq!(found("one-sided-exit", "exit.who: nobody"), ["error exit.who"]);
    assert_eq!(outcome("one-sided-exit", "exit.who: either party"), Outcome::Pass);
    assert_eq!(outcome("one-sided-exit", "exit.who: null"), Outcome::Unknown);
    let three = Case::new("one-sided-exit").base("healthy-three-party").with("exit.who: partner");
    assert!(three.findings()[0].message().contains("the partners"));
}

#[test]
fn advice_and_goods_are_handed_over_only_where_they_stay() {
    let found = |kind: &str, what: &str| {
        let change = format!(
            "operating_changes: null\nmetrics: null\ncontributions: {{ partner: [{{ what: {what}, kind: {kind} }}] }}"
        );
        found("uncovered-handover", &format!("exit.handover: [announcements]\n{change}")).len()
    };
    for (kind, what, open) in [
        ("expertise", "Six certified engineers on joint deals", 0),
        ("expertise", "Advice of two lawyers in the second year", 0),
        ("expertise", "Two engineers seconded to us", 1),
        ("expertise", "Four nurses on our payroll", 1),
        ("expertise", "Six drivers hired together", 1),
        ("product", "Twelve pallets of filters a month", 0),
        ("product", "Beer for 40 festivals", 0),
        ("product", "Licences for 300 seats", 1),
        ("product", "Sensors embedded in our pumps", 1),
        ("product", "Their booking platform", 1),
    ] {
        assert_eq!(found(kind, what), open, "{what}");
    }
}

#[test]
fn a_handover_in_words_of_its_own_is_kept() {
    for words in
        ["inventory-return", "domain-transfer", "Moulds go back to the plant in Gera", "tooling", "domains"]
    {
        let case = Case::new("invalid-value").with(&format!("exit.handover: [customers, {words}]"));
        assert!(case.found().is_empty(), "{words}");
    }
    assert_eq!(Case::new("invalid-value").with("exit.handover: [custmers]").found().len(), 1);
}

#[test]
fn an_event_is_a_trigger() {
    for event in
        ["insolvency", "change-of-control", "breach", "conduct", "competes", "key-person", "regulation"]
    {
        let change =
            format!("exit.triggers: [{{ event: {event}, then: Either side may end it in 30 days }}]");
        assert!(found("missing-exit-trigger", &change).is_empty(), "{event}");
        assert!(found("tripped-exit-trigger", &change).is_empty(), "{event}");
    }
    assert_eq!(
        found("missing-exit-trigger", "exit.triggers: [{ then: Talk }]"),
        ["warning exit.triggers[0].metric"]
    );
}

#[test]
fn everything_shared_is_handed_over() {
    let uncovered = |change: &str| {
        let case = Case::new("uncovered-handover")
            .with("contributions: null\noperating_changes: null\nmetrics: null");
        let case = case.with("exit.handover: [announcements]").with(change);
        case.findings().first().map(|finding| finding.message().into_owned())
    };
    for (kind, item) in [
        ("data", "data-return (data)"),
        ("customers", "customers (customers)"),
        ("technology", "integrations or ip-licences (technology)"),
        ("product", "integrations or ip-licences (product)"),
        ("brand", "brand-use (brand)"),
        ("audience", "brand-use (audience)"),
        ("expertise", "staff (expertise)"),
    ] {
        let message = uncovered(&format!("contributions: {{ partner: [{{ kind: {kind} }}] }}"));
        assert_eq!(message, Some(format!("the handover leaves out {item}")));
    }
    for (kind, item) in [
        ("shared-data", "data-return"),
        ("shared-delivery", "staff"),
        ("shared-hiring", "staff"),
        ("technology-integration", "integrations or ip-licences"),
    ] {
        let change = format!("operating_changes: [{{ since: 2026-01-01, kind: {kind} }}]");
        assert_eq!(uncovered(&change), Some(format!("the handover leaves out {item} ({kind})")));
        assert_eq!(uncovered(&change.replace("kind", "minor: true, kind")), None);
    }
    let pipeline = "metrics: [{ name: Deals, indicator: joint-pipeline }]";
    assert_eq!(
        uncovered(pipeline),
        Some("the handover leaves out open-pipeline (joint-pipeline)".to_owned())
    );
    assert_eq!(uncovered("contributions: { us: [{ kind: goodwill }] }"), None);
    // Every party's contributions count.
    let three = Case::new("uncovered-handover").base("healthy-three-party");
    let three =
        three.with("contributions.skau[0].kind: data\nexit.handover: [staff, open-pipeline, integrations]");
    assert_eq!(three.findings()[0].message(), "the handover leaves out data-return (data)");
    assert_eq!(
        three.findings()[0].fix.to_string(),
        "handover: [staff, open-pipeline, integrations, data-return]"
    );
}

const BELOW: &str = "
metrics[0].results:
  - { period: 2026-Q1, total: 500000, without: 100000 }
  - { period: 2026-Q2, total: 299999, without: 100000 }
  - { period: 2026-Q3, total: 299999, without: 100000 }
decisions: []";

#[test]
fn a_trigger_trips_when_it_has_lasted() {
    let tripped = |change: &str| found("tripped-exit-trigger", &format!("{BELOW}\n{change}"));
    let yes = ["error exit.triggers[0]"];
    assert_eq!(tripped(""), yes);
    assert!(tripped("metrics[0].results[2].total: 300000").is_empty());
    assert!(tripped("metrics[0].results[1].total: 300000").is_empty());
    assert!(tripped("exit.triggers[0].for: 3 quarters").is_empty());
    assert_eq!(tripped("exit.triggers[0].for: 1 quarter"), yes);
    // The two quarters have 91 and 92 days.
    assert_eq!(tripped("exit.triggers[0].for: 183 days"), yes);
    assert!(tripped("exit.triggers[0].for: 184 days").is_empty());
    // A quarter without a reading neither ends a run nor counts.
    assert!(tripped("metrics[0].results[1]: null").is_empty());
    assert_eq!(tripped("metrics[0].results[0].total: 1\nmetrics[0].results[1]: null"), yes);
    // The level may be on a supporting metric.
    assert_eq!(tripped("metrics[0].headline: false"), yes);
}

#[test]
fn the_last_quarter_counts_once_it_is_over() {
    let on = |date: &str| Case::new("tripped-exit-trigger").with(BELOW).on(date).outcome();
    assert_eq!(on("2026-09-29"), Outcome::Pass);
    assert_eq!(on("2026-09-30"), Outcome::Fail);
    assert_eq!(on("2026-10-01"), Outcome::Fail);
}

#[test]
fn a_decision_after_the_trigger_answers_it() {
    let decided = |date: &str| {
        let decision = format!("decisions: [{{ date: {date}, verdict: continue, why: DACH }}]");
        let change = BELOW.replace("decisions: []", &decision);
        found("tripped-exit-trigger", &change)
    };
    assert_eq!(decided("2026-09-29"), ["error exit.triggers[0]"]);
    assert_eq!(decided("2026-09-30"), ["error exit.triggers[0]"]);
    assert!(decided("2026-10-01").is_empty());
    for exit in ["notice_given: 2026-10-01", "stage: winding-down"] {
        assert_eq!(outcome("tripped-exit-trigger", &format!("{BELOW}\n{exit}")), Outcome::NotApplicable);
    }
}

#[test]
fn a_total_proves_only_failure() {
    let latest = |total: u32| {
        let change = format!("{BELOW}\nmetrics[0].results[2]: {{ without: null, total: {total} }}");
        outcome("tripped-exit-trigger", &change)
    };
    assert_eq!(latest(199_999), Outcome::Fail);
    assert_eq!(latest(200_000), Outcome::Unknown);
}

#[test]
fn results_are_due_a_month_after_the_first_period() {
    // Launched on 1 March: the first whole quarter is the second.
    let on = |date: &str| {
        let case = Case::new("tripped-exit-trigger").with("metrics[0].results: null");
        case.on(date).outcome()
    };
    assert_eq!(on("2025-07-29"), Outcome::NotApplicable);
    assert_eq!(on("2025-07-30"), Outcome::NotApplicable);
    assert_eq!(on("2025-07-31"), Outcome::Unknown);
    let later = Case::new("tripped-exit-trigger").with("metrics[0].results: null\nstarted: 2025-03-31");
    assert_eq!(later.on("2025-07-30").outcome(), Outcome::NotApplicable);
}

#[test]
fn a_trigger_that_cannot_be_met_is_none() {
    let trigger = |trigger: &str| found("missing-exit-trigger", &format!("exit.triggers: [{{ {trigger} }}]"));
    assert_eq!(trigger("below: 1, for: 2 quarters"), ["warning exit.triggers[0].metric"]);
    assert_eq!(trigger("metric: Joint pipeline, for: 2 quarters"), ["warning exit.triggers[0].below"]);
    assert_eq!(trigger("metric: Joint pipeline, below: 1"), ["warning exit.triggers[0].for"]);
    assert_eq!(trigger("metric: Pipeline, below: 1, for: 2 quarters"), ["warning exit.triggers[0].metric"]);
    assert!(trigger("metric: joint pipeline, below: 1, for: 2 quarters").is_empty());
    // Where there are no metrics at all, that is the gap.
    assert!(found("missing-exit-trigger", "metrics: null").is_empty());
    assert_eq!(found("missing-exit-trigger", "exit.triggers: []"), ["warning exit.triggers"]);
}

#[test]
fn terms_are_late_from_the_day_after_launch() {
    let agreed = |date: &str| found("late-exit-terms", &format!("exit.agreed: {date}"));
    assert!(agreed("2025-02-28").is_empty());
    assert!(agreed("2025-03-01").is_empty());
    assert_eq!(agreed("2025-03-02"), ["warning exit.agreed"]);
    assert_eq!(outcome("late-exit-terms", "started: null"), Outcome::Unknown);
    let proposed = Case::new("late-exit-terms").base("healthy-proposed");
    assert_eq!(proposed.outcome(), Outcome::Pass);
}

#[test]
fn the_window_to_decide_opens_sixty_days_before_the_deadline() {
    // The term ends on 2027-06-30: notice by 2027-04-01, so decide from 2027-01-31 on.
    let on = |date: &str| Case::new("notice-deadline-ahead").on(date).found();
    assert!(on("2027-01-30").is_empty());
    assert_eq!(on("2027-01-31"), ["warning term.ends"]);
    assert_eq!(on("2027-02-01"), ["warning term.ends"]);
    assert_eq!(on("2027-04-01"), ["warning term.ends"]);
    assert!(on("2027-04-02").is_empty());
    // A year on it has renewed itself, and the same days come again.
    assert!(on("2028-01-30").is_empty());
    assert_eq!(on("2028-02-01"), ["warning term.ends"]);
    let with = |change: &str| Case::new("notice-deadline-ahead").with(change).on("2027-03-01");
    let decided =
        |date: &str| with(&format!("decisions: [{{ date: {date}, verdict: continue, why: Plan }}]")).found();
    assert_eq!(decided("2027-01-30"), ["warning term.ends"]);
    assert!(decided("2027-01-31").is_empty());
    assert!(with("notice_given: 2027-02-20").found().is_empty());
    assert_eq!(with("term.renewal_notice_days: null").outcome(), Outcome::Unknown);
    assert_eq!(with("term.renews: never").outcome(), Outcome::NotApplicable);
    assert_eq!(with("term: null").outcome(), Outcome::NotApplicable);
}

#[test]
fn the_whole_block_is_offered_with_what_the_record_knows() {
    let fix = Case::new("missing-exit-terms").with("exit: null").findings()[0].fix.to_string();
    let block: serde_yaml::Value = serde_yaml::from_str(&fix).expect("YAML");
    assert_eq!(block["exit"]["notice_days"], 90);
    assert_eq!(block["exit"]["triggers"][0]["metric"], "Joint migration revenue");
    assert_eq!(block["exit"]["triggers"][0]["below"], 200_000);
    // Engineers who work on joint deals go home by themselves.
    let handover = ["integrations", "open-pipeline"];
    assert_eq!(block["exit"]["handover"], serde_yaml::to_value(handover).expect("a list"));
}

#[test]
fn who_may_leave_is_read_with_its_no() {
    let clause = |terms: &str| {
        Case::new("one-sided-exit").with(&format!("exit: {{ who: null, terms: \"{terms}\" }}")).found()
    };
    assert_eq!(clause("Neither party may terminate before 2028").len(), 1);
    assert_eq!(clause("Either party may end this on ninety days' notice").len(), 0);
    let who = |words: &str| Case::new("one-sided-exit").with(&format!("exit.who: {words}")).found().len();
    assert_eq!((who("neither of us"), who("either of us")), (1, 0));
}

#[test]
fn notice_is_read_in_any_number_of_words() {
    let unusual = |words: &str| {
        Case::new("unusual-notice-period").with(&format!("exit.notice_days: {words}")).found().len()
    };
    let open = |words: &str| {
        Case::new("ambiguous-exit-terms").with(&format!("exit.notice_days: {words}")).found().len()
    };
    for (words, odd) in [
        ("ten days", 1),
        ("twenty-nine days", 1),
        ("thirty days", 0),
        ("eight weeks", 0),
        ("one hundred and twenty days", 0),
        ("ninety (90) days", 0),
        ("two hundred days", 1),
    ] {
        assert_eq!((unusual(words), open(words)), (odd, 0), "{words}");
    }
    assert_eq!(open("reasonable notice"), 1);
}

#[test]
fn stakes_and_exclusivity_have_an_end() {
    assert_eq!(found("stakes-without-way-back", "equity: { us: 15 % }"), ["error equity.unwinding"]);
    assert_eq!(
        found("stakes-without-way-back", "equity: { us: none, partner: 4 %, unwinding: tbd }"),
        ["error equity.unwinding"]
    );
    assert!(found("stakes-without-way-back", "equity: { us: none }").is_empty());
    assert!(
        found("stakes-without-way-back", "equity: { us: 15 %, unwinding: Sold to them at book value }")
            .is_empty()
    );
    let exclusive = |text: &str| found("open-exclusivity", &format!("exclusivity: {{ {text} }}"));
    assert_eq!(exclusive("scope: Beer in Tyrol, until: 2027-01-31"), ["warning exclusivity.who"]);
    assert_eq!(exclusive("who: us, scope: tbd, until: 2027-01-31"), ["warning exclusivity.scope"]);
    assert_eq!(exclusive("who: us, scope: Beer in Tyrol"), ["warning exclusivity.until"]);
    assert!(exclusive("who: us, scope: Beer in Tyrol, ends_with: agreement").is_empty());
}

#[test]
fn a_dispute_path_is_asked_for_once_there_is_a_dispute() {
    let on = |day: &str, issue: &str| {
        let issue =
            format!("issues: [{{ what: Who owns the Salzburg account, opened: 2025-06-01, {issue} }}]");
        Case::new("missing-dispute-path").on(day).with(&issue)
    };
    let (note, warning) = (["note exit.disputes"], ["warning exit.disputes"]);
    let medium = "severity: medium";
    assert_eq!(on("2026-02-28", medium).outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-03-01", medium).found(), note);
    assert_eq!(on("2026-03-02", medium).found(), note);
    let later = "rules: { missing-dispute-path: { after_months: 13 } }";
    assert!(on("2026-03-31", medium).portfolio(later).found().is_empty());
    assert_eq!(on("2026-04-01", medium).portfolio(later).found(), note);
    assert_eq!(on("2025-06-01", "severity: high").found(), warning);
    assert!(on("2025-05-31", "severity: high").found().is_empty());
    assert_eq!(on("2026-03-01", "severity: high, closed: 2026-03-01").outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-03-01", medium).with("started: null").outcome(), Outcome::Unknown);
    assert_eq!(on("2026-03-01", medium).with("exit.disputes: The sponsors").outcome(), Outcome::Pass);
    assert_eq!(on("2026-03-01", medium).with("exit: null").outcome(), Outcome::Fail);
    assert_eq!(on("2026-03-01", "severity: high").with("stage: paused").outcome(), Outcome::NotApplicable);
    let stub = "exit.disputes: [WHO SETTLES IT FIRST, WHO DECIDES IF THEY CANNOT]";
    assert_eq!(found("missing-dispute-path", stub), ["warning exit.disputes[0]"]);
    assert!(found("missing-dispute-path", "exit.disputes: [TBD, The sponsors]").is_empty());
}

#[test]
fn a_price_of_leaving_can_be_worked_out() {
    let price = |price: &str| found("ambiguous-exit-terms", &format!("exit.price: {{ {price} }}"));
    for open in
        ["formula: TBD", "formula: to be agreed", "formula: '?'", "formula: 40 % of a fee to be agreed"]
    {
        assert_eq!(price(open), ["error exit.price.formula"], "{open}");
    }
    assert_eq!(price("who: us"), ["error exit.price"]);
    assert_eq!(price("formula: ' ', who: us"), ["error exit.price"]);
    for settled in ["amount: 40000", "amount: 0", "amount: 40000, formula: TBD", "formula: Six monthly fees"]
    {
        assert!(price(settled).is_empty(), "{settled}");
    }
    assert_eq!(outcome("ambiguous-exit-terms", "exit.price: null"), Outcome::Pass);
}

//! Thresholds of the area exchange: the day before, the day, the day after.

use alliance::rules::Outcome;

use crate::support::Case;

fn found(rule: &str, change: &str) -> Vec<String> {
    Case::new(rule).with(change).found()
}

/// What the rule says, without who and what it says it of.
fn named(sentence: &str) -> String {
    let change = format!("contributions.partner: [{}]", serde_json::json!({ "what": sentence }));
    let findings = Case::new("vague-contribution").with(&change).findings();
    assert!(findings.len() < 2);
    findings.first().map_or(String::new(), |finding| {
        let message = finding.message();
        let (_, named) = message.rsplit_once("names ").expect("what is missing");
        named.to_owned()
    })
}

#[test]
fn every_party_has_to_bring_and_expect_something() {
    let three = |rule: &str, change: &str| Case::new(rule).base("healthy-three-party").with(change).found();
    let both = [("missing-contributions", "contributions"), ("missing-expectations", "expects")];
    for (rule, block) in both {
        assert_eq!(three(rule, &format!("{block}.skau: null")), [format!("error {block}.skau")]);
        assert_eq!(
            three(rule, &format!("{block}.us: null\n{block}.skau: []")),
            [format!("error {block}.us"), format!("error {block}.skau")]
        );
        // One gap, one finding.
        assert_eq!(three(rule, &format!("{block}: null")), [format!("error {block}")]);
        assert_eq!(Case::new(rule).base("healthy-affiliate").outcome(), Outcome::NotApplicable);
        assert_eq!(Case::new(rule).base("healthy-ended").outcome(), Outcome::NotApplicable);
        assert_eq!(found(rule, &format!("stage: proposed\n{block}.us: null")), [format!("error {block}.us")]);
    }
    assert_eq!(found("missing-expectations", "expects.us: ['  ']"), ["error expects.us"]);
}

#[test]
fn vagueness_is_named_in_words_that_programs_can_read() {
    for (sentence, missing) in [
        ("We will bring our audience", "no quantity and no window, and so no floor"),
        (
            "We will co-promote to our 80,000 email subscribers in Q2 and Q3, with a minimum of four dedicated sends",
            "",
        ),
        ("Four sends", "no window and no floor"),
        ("At least four sends", "no window"),
        ("Introductions to buyers in Q2 2026", "no quantity and no floor"),
        ("Four sends in Q2 2026", "no floor"),
        ("Copy for review, at least thirty days before display", "no quantity"),
        // What is fixed is its own least; a ceiling is none, and neither is a guess.
        ("EUR 250,000 for the joint budget by 30 June 2027", ""),
        ("A 30 % discount on the list price through 2027", ""),
        ("A guaranteed volume of 5,000 units a month", ""),
        ("Up to EUR 250,000 for the joint budget by 30 June 2027", "no floor"),
        ("About EUR 250,000 for the joint budget by 30 June 2027", "no floor"),
    ] {
        assert_eq!(named(sentence), missing, "{sentence}");
    }
}

#[test]
fn fields_win_over_the_sentence() {
    let vague = |fields: &str| {
        let change = format!("contributions.partner: [{{ what: We will bring our audience, {fields} }}]");
        let found = found("vague-contribution", &change);
        found.iter().map(|finding| finding.split(' ').next().unwrap_or("").to_owned()).collect::<String>()
    };
    assert_eq!(vague("kind: audience"), "error");
    assert_eq!(vague("amount: 4"), "warning");
    assert_eq!(vague("until: 2026-09-30"), "warning");
    assert_eq!(vague("amount: 4, until: 2026-09-30"), "note");
    assert_eq!(vague("amount: 4, unit: FTE, until: 2026-09-30"), "note");
    assert_eq!(vague("amount: 4000, unit: EUR, until: 2026-09-30"), "");
    assert_eq!(vague("at_least: 4, until: 2026-09-30"), "");
    // A first day never tells when to count; a rhythm in the unit does.
    assert_eq!(vague("at_least: 4, from: 2026-09-30"), "warning");
    assert_eq!(vague("at_least: 4, unit: sends a quarter"), "");
}

#[test]
fn only_a_capability_may_name_access_instead_of_a_quantity() {
    let vague = |kind: &str| {
        found(
            "vague-contribution",
            &format!(
                "contributions.partner: [{{ what: Read-only access to the lead database, kind: {kind}, until: 2026-12-31 }}]"
            ),
        )
    };
    for kind in ["expertise", "technology", "data", "product", "distribution"] {
        assert!(vague(kind).is_empty(), "{kind}");
    }
    for kind in ["customers", "capital", "credibility", "audience", "brand", "content", "goodwill"] {
        assert_eq!(vague(kind), ["warning contributions.partner[0].what"], "{kind}");
    }
}

#[test]
fn the_stub_keeps_what_is_there_and_can_be_read() {
    let change = "contributions.partner: [{ what: 'Logo: \"on top\" of page # 1', kind: brand, from: 2026-01-01, agreed: 2025-01-20 }]";
    let findings = Case::new("vague-contribution").with(change).findings();
    let stub: serde_yaml::Value = serde_yaml::from_str(&findings[0].fix.to_string()).expect("YAML");
    let keys: Vec<&str> =
        stub[0].as_mapping().expect("fields").keys().filter_map(serde_yaml::Value::as_str).collect();
    assert_eq!(keys, ["what", "kind", "amount", "unit", "at_least", "from", "until", "agreed"]);
    assert_eq!(stub[0]["what"], "Logo: \"on top\" of page # 1");
    assert_eq!(stub[0]["from"], "2026-01-01");
    assert_eq!(findings[0].side.as_ref().map(alliance::model::Side::key), Some("partner"));
}

#[test]
fn nothing_to_be_vague_about() {
    let outcome =
        |base: &str, change: &str| Case::new("vague-contribution").base(base).with(change).outcome();
    assert_eq!(outcome("healthy", "contributions: null"), Outcome::Fail);
    assert_eq!(outcome("healthy-affiliate", "contributions: null"), Outcome::NotApplicable);
    assert_eq!(outcome("healthy", "stage: winding-down"), Outcome::NotApplicable);
}

#[test]
fn over_five_to_one_is_lopsided() {
    let partner = |worth: &str| {
        found(
            "lopsided-exchange",
            &format!("contributions.partner[1]: null\ncontributions.partner[0].worth: {worth}"),
        )
    };
    assert!(partner("62001").is_empty());
    assert!(partner("62000").is_empty());
    assert_eq!(partner("61999"), ["warning contributions.partner"]);
    assert!(partner("1550000").is_empty());
    assert_eq!(partner("1550001"), ["warning contributions.us"]);
    assert_eq!(partner("0"), ["warning contributions.partner"]);
    // A foreign currency is not converted, and huge sums are survived.
    assert!(partner("USD 1").is_empty());
    assert_eq!(partner("'79228162514264337593543950335'"), ["warning contributions.us"]);
}

#[test]
fn a_sum_with_gaps_may_be_the_larger_but_not_the_smaller() {
    let outcome = |change: &str| Case::new("lopsided-exchange").with(change).outcome();
    assert_eq!(outcome("contributions.partner[0].worth: 1"), Outcome::NotApplicable);
    assert_eq!(outcome("contributions.partner[0].worth: 9000000"), Outcome::Fail);
    assert_eq!(outcome("name: Northstar Cloud"), Outcome::NotApplicable);
    let three = Case::new("lopsided-exchange").base("healthy-three-party");
    let three = three.with(
        "contributions.us[0].worth: 500\ncontributions.meridian[0].worth: 300\ncontributions.skau[0].worth: 99",
    );
    assert_eq!(three.found(), ["warning contributions.skau"]);
}

const SENDS: &str =
    "contributions: { us: [{ what: Four sends, at_least: 4, from: 2026-01-01, until: 2026-06-30";

#[test]
fn a_closed_window_has_fourteen_days_of_grace() {
    let on = |date: &str, delivered: &str| {
        Case::new("overdue-contribution").with(&format!("{SENDS}{delivered} }}] }}")).on(date).found()
    };
    let place = |severity: &str| vec![format!("{severity} contributions.us[0].delivered")];
    // Until the grace is over, a lag is a lag.
    assert_eq!(on("2026-07-14", ", delivered: 3"), place("warning"));
    assert_eq!(on("2026-07-15", ", delivered: 3"), place("error"));
    assert_eq!(on("2026-07-16", ", delivered: 3"), place("error"));
    assert!(on("2026-07-15", ", delivered: 4").is_empty());
    assert!(on("2026-07-15", ", delivered: true").is_empty());
    assert_eq!(on("2026-07-15", ", delivered: false"), place("error"));
    assert!(on("2026-07-13", "").is_empty());
    assert!(on("2026-07-14", "").is_empty());
    assert_eq!(on("2026-07-15", ""), place("note"));
}

#[test]
fn a_lag_is_reported_past_half_the_window() {
    // 181 days; half of them are 90 and a half.
    let on = |date: &str, delivered: u32| {
        let change = format!("{SENDS}, delivered: {delivered} }}] }}");
        Case::new("overdue-contribution").with(&change).on(date).outcome()
    };
    assert_eq!(on("2026-03-31", 0), Outcome::NotApplicable);
    assert_eq!(on("2026-04-01", 0), Outcome::NotApplicable);
    assert_eq!(on("2026-04-02", 0), Outcome::Fail);
    assert_eq!(on("2026-04-02", 1), Outcome::Fail);
    assert_eq!(on("2026-04-02", 2), Outcome::Pass);
    assert_eq!(on("2025-12-31", 0), Outcome::NotApplicable);
}

#[test]
fn under_four_fifths_of_what_is_due_is_a_lag() {
    // Six whole quarters of at least four projects: 24, and four fifths are 19.2.
    let on = |date: &str, delivered: u32| {
        let change = format!("contributions.us[0].delivered: {delivered}");
        Case::new("overdue-contribution").with(&change).on(date).found()
    };
    assert!(on("2026-11-22", 20).is_empty());
    assert_eq!(on("2026-11-22", 19), ["warning contributions.us[0].delivered"]);
    // The seventh quarter counts from the day on which it is whole.
    assert!(on("2026-12-31", 20).is_empty());
    assert_eq!(on("2027-01-01", 20), ["warning contributions.us[0].delivered"]);
}

#[test]
fn a_rate_is_due_in_whole_periods_of_the_window() {
    let delivered = |count: u32| {
        let change = format!("contributions.us[0].until: 2026-09-29\ncontributions.us[0].delivered: {count}");
        found("overdue-contribution", &change)
    };
    // Five whole quarters by the last day but one of the sixth.
    assert!(delivered(20).is_empty());
    assert_eq!(delivered(19), ["error contributions.us[0].delivered"]);
    assert!(
        found(
            "overdue-contribution",
            "contributions.us[0].until: 2026-09-30\ncontributions.us[0].delivered: 24"
        )
        .is_empty()
    );
    assert_eq!(
        found(
            "overdue-contribution",
            "contributions.us[0].until: 2026-09-30\ncontributions.us[0].delivered: 23"
        ),
        ["error contributions.us[0].delivered"]
    );
}

#[test]
fn a_rhythm_without_an_end_is_compared_with_its_whole_periods() {
    let on = |date: &str| {
        let change =
            "contributions: { partner: [{ what: 'Five webinars a year, at least three', delivered: 2 }] }";
        Case::new("overdue-contribution").with(change).on(date).outcome()
    };
    assert_eq!(on("2026-02-28"), Outcome::NotApplicable);
    assert_eq!(on("2026-03-01"), Outcome::Fail);
}

#[test]
fn what_cannot_be_told_is_unknown() {
    let outcome = |fields: &str| {
        let change = format!("contributions: {{ us: [{{ {fields} }}], partner: null }}");
        Case::new("overdue-contribution").with(&change).outcome()
    };
    assert_eq!(outcome("what: Some sends, until: 2026-06-30, delivered: 3"), Outcome::Unknown);
    assert_eq!(outcome("what: Some sends, until: 2026-06-30, delivered: 0"), Outcome::Fail);
    assert_eq!(outcome("what: Four sends within 30 days of signing, at_least: 4"), Outcome::NotApplicable);
    assert_eq!(
        outcome("what: A fifth of bookings, at_least: 15, unit: '%', until: 2026-06-30, delivered: 14"),
        Outcome::Fail
    );
    assert_eq!(
        outcome(
            "what: Sends, at_least: '79228162514264337593543950335', unit: sends a day, from: 2025-03-01, until: 2026-06-30, delivered: 1"
        ),
        Outcome::Unknown
    );
}

#[test]
fn a_share_holds_and_does_not_add_up() {
    let change = "contributions: { us: [{ what: At least 15 % of bookings a quarter, from: 2025-04-01, until: 2027-03-31, delivered: 16 }] }";
    assert_eq!(Case::new("overdue-contribution").with(change).outcome(), Outcome::Pass);
}

#[test]
fn what_is_offered_to_paste_reads_as_it_looks() {
    let fix = |rule: &str, change: &str| Case::new(rule).with(change).findings()[0].fix.to_string();
    let yaml = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).expect("YAML");
    let expects = yaml(&fix("missing-expectations", "expects: null"));
    assert_eq!(expects["expects"]["partner"].as_sequence().map(Vec::len), Some(1));
    let contributions = yaml(&fix("missing-contributions", "contributions: null"));
    assert_eq!(contributions["contributions"]["us"][0]["from"], "YYYY-MM-DD");
}

#[test]
fn a_side_whose_promises_have_run_out_owes_nothing() {
    let case = |us: &str, partner: &str| {
        Case::new("nothing-owed").with(&format!("contributions: {{ us: [{us}], partner: [{partner}] }}"))
    };
    let still = "{ what: 'Ten lorries a month, at least eight', from: 2025-04-01, until: 2027-03-31 }";
    let until = |day: &str| {
        format!("{{ what: 'Ten lorries a month, at least eight', from: 2025-04-01, until: {day} }}")
    };
    // The last day of grace, and the day after.
    assert!(case(still, &until("2026-11-08")).found().is_empty());
    assert_eq!(case(still, &until("2026-11-07")).found(), ["error contributions.partner"]);
    let longer = "rules: { nothing-owed: { grace_days: 15 } }";
    assert!(case(still, &until("2026-11-07")).portfolio(longer).found().is_empty());
    // In other trades.
    for over in [
        "'Two nurses on each night shift until 31 March 2026, at least one'",
        "{ what: 'Forty tonnes of malt a month, at least thirty', until: 2026-06-30, delivered: 600 }",
        "{ what: 'Three lectures a term, at least two', until: 2026-07-31, delivered: true }",
    ] {
        assert_eq!(case(over, still).found(), ["error contributions.us"], "{over}");
    }
    // What was given once and lasts is not over, nor is a rhythm without an end.
    for lasting in [
        "{ what: 43 % of their shares, kind: capital, delivered: true }",
        "{ what: A licence to the patent, kind: technology, delivered: true }",
        "At least two lectures a quarter",
    ] {
        assert!(case(lasting, still).found().is_empty(), "{lasting}");
    }
    let affiliate =
        |change: &str| Case::new("nothing-owed").base("healthy-affiliate").with(change).found().len();
    assert_eq!(affiliate("contributions.us[0].until: 2026-06-30"), 0);
    assert_eq!(
        affiliate("contributions.us[0].until: 2026-06-30\ncontributions.partner[0].until: 2026-06-30"),
        2
    );
}

#[test]
fn nothing_delivered_after_half_of_the_window_is_an_error() {
    let case = |what: &str, rest: &str| {
        Case::new("overdue-contribution")
            .with(&format!("contributions: {{ us: null, partner: [{{ what: {what}, {rest} }}] }}"))
            .found()
    };
    // 100 days: on the 50th it is half over, the day after more than that.
    let window = |from: &str, until: &str| format!("from: {from}, until: {until}, delivered: 0");
    assert!(case("Training for 40 drivers", &window("2026-10-03", "2027-01-10")).is_empty());
    assert_eq!(
        case("Training for 40 drivers", &window("2026-10-02", "2027-01-09")),
        ["error contributions.partner[0].delivered"]
    );
    for what in ["'Twelve vans, at least ten'", "Shelf space in 30 shops", "Access to their herd data"] {
        let found = case(what, &window("2026-01-01", "2027-03-31"));
        assert_eq!(found, ["error contributions.partner[0].delivered"], "{what}");
    }
    // Something is a lag, and a rhythm whose first period runs owes nothing yet.
    assert_eq!(
        case("'Twelve vans, at least ten'", "from: 2026-01-01, until: 2027-03-31, delivered: 1"),
        ["warning contributions.partner[0].delivered"]
    );
    assert!(case("At least three webinars a year", "from: 2026-01-01, delivered: 0").is_empty());
    assert_eq!(
        case("At least three webinars a year", "from: 2025-11-01, delivered: 0"),
        ["error contributions.partner[0].delivered"]
    );
}

#[test]
fn what_is_delivered_whole_leaves_nothing_open() {
    let found = |what: &str| {
        Case::new("vague-contribution")
            .with(&format!("contributions.us[1]: {{ what: {what} }}"))
            .findings()
            .into_iter()
            .filter(|finding| finding.path.starts_with("contributions.us[1]"))
            .count()
    };
    for what in ["43 % of their shares", "The mould for the housing", "EUR 300,000 at launch"] {
        assert_eq!(found(&format!("{what}, delivered: true")), 0, "{what}");
        assert_ne!(found(&format!("{what}, delivered: false")), 0, "{what}");
    }
}

#[test]
fn a_promise_to_say_it_later_is_no_expectation() {
    let found = |want: &str| Case::new("missing-expectations").with(&format!("expects.us: [{want}]")).found();
    for open in ["tbd", "To be agreed", "n/a", "'?'", "'-'"] {
        assert_eq!(found(open), ["error expects.us"], "{open}");
    }
    for stated in
        ["'EUR 200,000 of fees a year'", "Ten qualified welders by June", "tbd, EUR 90000 of margin a year"]
    {
        assert!(found(stated).is_empty(), "{stated}");
    }
}

#[test]
fn what_began_with_the_alliance_was_agreed_by_launch() {
    let case = |change: &str| Case::new("late-contributions").with(change);
    let agreed = |day: &str| case(&format!("contributions.us[0].agreed: {day}"));
    let late = ["warning contributions.us[0].agreed"];
    for (day, found) in [
        ("2025-02-28", &[][..]),
        ("2025-03-01", &[]),
        ("2025-03-02", &late),
        ("2025-Q2", &late),
        ("2025", &[]),
    ] {
        assert_eq!(agreed(day).found(), found, "{day}");
    }
    assert_eq!(agreed("2025").outcome(), Outcome::Unknown);
    // A month is the start: the day before, the day, the day after.
    let from = |day: &str| agreed("2025-03-20").with(&format!("contributions.us[0].from: {day}"));
    assert_eq!(from("2025-03-31").found(), late);
    assert_eq!(from("2025-04-01").found(), late);
    assert_eq!(from("2025-04-02").outcome(), Outcome::NotApplicable);
    let longer = "rules: { late-contributions: { start_days: 32 } }";
    assert_eq!(from("2025-04-02").portfolio(longer).found(), late);
}

#[test]
fn one_contribution_agreed_in_time_is_enough_and_new_terms_begin_anew() {
    let case = |change: &str| {
        Case::new("late-contributions").with("contributions.us[0].agreed: 2025-05-01").with(change)
    };
    let second = |day: &str| format!("contributions.us[1]: {{ what: Four seminars a year, agreed: {day} }}");
    assert!(case(&second("2025-02-01")).found().is_empty());
    assert_eq!(case(&second("2025-04-11")).found(), ["warning contributions.us[1].agreed"]);
    let message = case(&second("2025-04-11")).findings()[0].message().into_owned();
    assert!(message.ends_with(". The first promise came 41 days later"), "{message}");
    assert_eq!(case("contributions.us[1].what: Four seminars a year").outcome(), Outcome::NotApplicable);
    assert_eq!(case("decisions[0].verdict: restructure").outcome(), Outcome::NotApplicable);
    let upgrade = "type_history: [{ from: affiliate, to: strategic, date: 2025-04-01 }]";
    assert_eq!(case(upgrade).outcome(), Outcome::NotApplicable);
    assert_eq!(case("started: null").outcome(), Outcome::Unknown);
    assert_eq!(case("stage: proposed").outcome(), Outcome::NotApplicable);
}

#[test]
fn one_figure_a_side_is_expected() {
    let case = |wants: &str| Case::new("vague-expectation").with(&format!("expects.us: [{wants}]"));
    for vague in ["Growth", "More visibility in Austria", "Growth, tbd"] {
        assert_eq!(case(vague).found(), ["note expects.us[0]"], "{vague}");
    }
    for counted in [
        "Ten qualified welders by June",
        "Trucks 80 % full",
        "Growth, EUR 1.6m of new revenue",
        "'3 countries'",
        "A place in every tender",
    ] {
        assert!(case(counted).found().is_empty(), "{counted}");
    }
    assert_eq!(case("tbd, Growth").found(), ["note expects.us[1]"]);
    assert_eq!(case("tbd").outcome(), Outcome::Fail);
    assert!(case("tbd").found().is_empty());
    assert_eq!(case("Growth").with("expects: null").outcome(), Outcome::Fail);
    assert_eq!(case("Growth").with("stage: proposed").found(), ["note expects.us[0]"]);
    assert_eq!(case("Growth").with("stage: winding-down").outcome(), Outcome::NotApplicable);
}

#[test]
fn expectations_are_agreed_by_launch() {
    let agreed = |day: &str| Case::new("late-expectations").with(&format!("expects_agreed: {day}"));
    let late = ["warning expects_agreed"];
    for (day, found) in [
        ("2025-02-28", &[][..]),
        ("2025-03-01", &[]),
        ("2025-03-02", &late),
        ("2025-Q2", &late),
        ("2025", &[]),
    ] {
        assert_eq!(agreed(day).found(), found, "{day}");
    }
    assert_eq!(agreed("2025").outcome(), Outcome::Unknown);
    // What has not happened yet is not late.
    assert_eq!(agreed("2026-11-22").found(), late);
    assert_eq!(agreed("2026-11-23").outcome(), Outcome::Unknown);
    assert_eq!(agreed("null").outcome(), Outcome::NotApplicable);
    assert_eq!(agreed("2025-06-01").with("decisions[0].verdict: deepen").outcome(), Outcome::NotApplicable);
    assert_eq!(agreed("2025-06-01").with("started: null").outcome(), Outcome::Unknown);
    assert_eq!(agreed("2025-06-01").with("stage: proposed").outcome(), Outcome::NotApplicable);
}

#[test]
fn what_is_kept_available_is_neither_added_up_nor_due_bit_by_bit() {
    let kept = |there: &str| {
        Case::new("overdue-contribution").with(&format!(
            "contributions.us: [{{ what: Welders on call, kind: expertise, unit: welders, at_least: 4, in_place: {there}, from: 2025-04-01, until: 2027-03-31 }}]"
        ))
    };
    assert!(kept("4").found().is_empty());
    assert_eq!(kept("3").found(), ["warning contributions.us[0].in_place"]);
    assert_eq!(kept("3").findings()[0].message(), "our side keeps 3 of at least 4 welders available");
    // After its window nobody owes it any more, and before it nobody yet.
    assert!(kept("3").on("2027-04-01").found().is_empty());
    assert!(kept("3").with("contributions.us[0].from: 2026-11-23").found().is_empty());
}

#[test]
fn several_kinds_count_as_all_of_them() {
    let both = |kind: &str| {
        Case::new("goodwill-only-side")
            .with(&format!("contributions.partner: [{{ what: Their team and their name, kind: {kind} }}]"))
    };
    assert_eq!(both("brand").found().len(), 1);
    assert_eq!(both("[brand, audience]").found().len(), 1);
    assert!(both("[brand, expertise]").found().is_empty());
    let handover = |kind: &str| {
        Case::new("uncovered-handover")
            .with(&format!("contributions.us[0].kind: {kind}"))
            .with("exit.handover: [customers, open-pipeline, brand-use, staff, integrations]")
            .found()
    };
    assert_eq!(handover("[brand, data]"), handover("data"));
    assert_ne!(handover("[brand, data]"), handover("brand"));
}

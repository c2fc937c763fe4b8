//! Thresholds of the area strategy: the day before, the day, the day after.

use alliance::rules::Outcome;

use crate::support::Case;

const NOTHING: [&str; 0] = [];

/// Three sides that bring the same, and nothing of it rare.
const ALIKE: &str = "
contributions:
  us: [{ what: Four features a year, kind: audience }]
  meridian: [{ what: Four mailings a year, kind: audience }]
  skau: [{ what: Four columns a year, kind: audience }]";

fn three(rule: &str, change: &str) -> Case {
    Case::new(rule).base("healthy-three-party").with(ALIKE).with(change)
}

#[test]
fn one_test_is_enough() {
    let case = |case: &str| Case::new("missing-strategic-test").with(&format!("strategic_case: {case}"));
    assert_eq!(case("[]").found(), ["error strategic_case"]);
    assert_eq!(case("[{ evidence: We like it }]").found(), ["error strategic_case[0].test"]);
    assert_eq!(case("[{ evidence: We like it }, { test: credibility }]").found(), NOTHING);
    assert_eq!(case("[]").with("stage: proposed").found(), ["error strategic_case"]);
    assert_eq!(case("[]").with("stage: winding-down").outcome(), Outcome::NotApplicable);
    let co_marketing = Case::new("missing-strategic-test").base("healthy-co-marketing");
    assert_eq!(co_marketing.outcome(), Outcome::NotApplicable);
}

#[test]
fn each_claim_has_its_proof() {
    let case = |claim: &str| {
        Case::new("unproven-strategic-claim").with(&format!("strategic_case: [{{ {claim} }}]")).found()
    };
    for test in ["market-access", "capability"] {
        assert_eq!(case(&format!("test: {test}, evidence: Seen")), ["warning strategic_case[0].organic"]);
        assert_eq!(case(&format!("test: {test}, evidence: Seen, organic: {{ months: 30 }}")), NOTHING);
        assert_eq!(case(&format!("test: {test}, evidence: Seen, organic: {{ cost: 30 }}")), NOTHING);
    }
    for test in ["combined-offering", "credibility"] {
        assert_eq!(case(&format!("test: {test}, evidence: Seen")), NOTHING);
        assert_eq!(case(&format!("test: {test}")), ["warning strategic_case[0].evidence"]);
    }
    let economics = |fields: &str| case(&format!("test: acquisition-economics, evidence: Seen{fields}"));
    assert_eq!(economics(""), ["warning strategic_case[0]"]);
    assert_eq!(economics(", organic: { cost: 9 }"), ["warning strategic_case[0].through_alliance.cost"]);
    assert_eq!(economics(", through_alliance: { cost: 9 }"), ["warning strategic_case[0].organic.cost"]);
    assert_eq!(economics(", organic: { cost: 9 }, through_alliance: { cost: 8 }"), NOTHING);
}

#[test]
fn the_missing_case_is_told_once() {
    let case = Case::new("unproven-strategic-claim").with("strategic_case: null");
    assert_eq!((case.found(), case.outcome()), (vec![], Outcome::Fail));
    assert_eq!(
        Case::new("contradicted-strategic-claim").with("strategic_case: null").outcome(),
        Outcome::Unknown
    );
}

fn claimed(test: &str, alone: &str, together: &str) -> Case {
    Case::new("contradicted-strategic-claim").with(&format!(
        "strategic_case: [{{ test: {test}, evidence: Seen, organic: {{ {alone} }}, through_alliance: {{ {together} }} }}]"
    ))
}

#[test]
fn a_market_takes_two_years() {
    let in_months = |months: &str| claimed("market-access", &format!("months: {months}"), "months: 3");
    assert_eq!(in_months("23").found(), ["error strategic_case[0].organic.months"]);
    assert_eq!(in_months("23.5").found(), ["error strategic_case[0].organic.months"]);
    assert_eq!(in_months("24").outcome(), Outcome::Pass);
    assert_eq!(in_months("25").found(), NOTHING);
    let option = "rules: { contradicted-strategic-claim: { market_months: 12 } }";
    assert_eq!(in_months("12").portfolio(option).found(), NOTHING);
    assert_eq!(in_months("11").portfolio(option).found(), ["error strategic_case[0].organic.months"]);
    assert_eq!(claimed("market-access", "cost: 9", "months: 3").outcome(), Outcome::Unknown);
}

#[test]
fn what_is_no_dearer_alone_needs_no_partner() {
    for test in ["capability", "acquisition-economics"] {
        let at = |alone: &str| claimed(test, &format!("months: 30, cost: {alone}"), "months: 4, cost: 100");
        assert_eq!(at("99.99").found(), ["error strategic_case[0].organic.cost"]);
        assert_eq!(at("100").found(), ["error strategic_case[0].organic.cost"]);
        assert_eq!(at("100.01").outcome(), Outcome::Pass);
        assert_eq!(claimed(test, "months: 30", "cost: 100").outcome(), Outcome::Unknown);
    }
    // Only an offer or standing that is also no slower alone is contradicted.
    for test in ["combined-offering", "credibility"] {
        let at = |months: &str, cost: &str| {
            claimed(test, &format!("months: {months}, cost: {cost}"), "months: 4, cost: 100")
        };
        assert_eq!(at("4", "100").found(), ["error strategic_case[0].organic"]);
        assert_eq!(at("3", "99").found(), ["error strategic_case[0].organic"]);
        assert_eq!(at("5", "100").outcome(), Outcome::Pass);
        assert_eq!(at("4", "101").outcome(), Outcome::Pass);
        assert_eq!(claimed(test, "months: 4", "months: 4").outcome(), Outcome::Unknown);
    }
    // Slower or dearer together, and nothing that speaks for it.
    for test in ["combined-offering", "credibility", "capability", "acquisition-economics", "market-access"] {
        let slower = |together: &str| claimed(test, "months: 24", &format!("months: {together}"));
        assert_eq!(slower("25").found(), ["error strategic_case[0].through_alliance.months"], "{test}");
        assert!(slower("24").found().is_empty(), "{test}");
        assert!(slower("23").found().is_empty(), "{test}");
    }
    for test in ["combined-offering", "credibility", "market-access"] {
        let dearer = |together: &str| claimed(test, "cost: 100", &format!("cost: {together}"));
        assert_eq!(dearer("100.01").found(), ["error strategic_case[0].through_alliance.cost"], "{test}");
        assert!(dearer("100").found().is_empty() && dearer("99").found().is_empty(), "{test}");
    }
    let bare = Case::new("contradicted-strategic-claim")
        .with("strategic_case: [{ test: credibility, evidence: Seen }]");
    assert_eq!(bare.outcome(), Outcome::NotApplicable);
}

#[test]
fn currencies_are_not_compared() {
    let case = claimed("capability", "cost: USD 90", "cost: 100");
    assert_eq!((case.found(), case.outcome()), (vec![], Outcome::Unknown));
    assert_eq!(claimed("capability", "cost: EUR 90", "cost: 100").found().len(), 1);
}

#[test]
fn one_sound_reason_is_enough() {
    let case =
        |because: &str| Case::new("convenience-partner").with(&format!("selection.because: {because}"));
    for reason in ["availability", "enthusiasm", "existing-relationship"] {
        assert_eq!(case(reason).found(), ["error selection.because"]);
        assert_eq!(case(&format!("[{reason}, customer-demand]")).found(), NOTHING);
    }
    for reason in
        ["complementary-capability", "complementary-market", "complementary-data", "customer-demand"]
    {
        assert_eq!(case(reason).found(), NOTHING);
    }
    assert_eq!(case("[]").found(), ["warning selection.because"]);
}

#[test]
fn a_missing_selection_is_told_once() {
    assert_eq!(
        Case::new("convenience-partner").with("selection: null").found(),
        ["warning selection.because"]
    );
    let alternatives = Case::new("unweighed-alternatives").with("selection: null");
    assert_eq!((alternatives.found(), alternatives.outcome()), (vec![], Outcome::Fail));
    for nothing in ["null", "[]", "[none]", "n/a", "['', '-']"] {
        let case = Case::new("unweighed-alternatives").with(&format!("selection.alternatives: {nothing}"));
        assert_eq!(case.found(), ["warning selection.alternatives"], "{nothing}");
    }
    let case = Case::new("unweighed-alternatives").with("selection.alternatives: [none, build it]");
    assert_eq!(case.outcome(), Outcome::Pass);
}

#[test]
fn three_sides_mirror_each_other_only_if_all_do() {
    let rule = "mirrored-contributions";
    assert_eq!(three(rule, "tier: growth").found(), ["error contributions"]);
    let hard = |side: &str| format!("contributions.{side}[0].hard_to_replicate: Forty years in print");
    assert_eq!(three(rule, &hard("us")).found(), ["warning contributions"]);
    assert_eq!(three(rule, &hard("us")).with(&hard("skau")).found(), ["warning contributions"]);
    let all = three(rule, &hard("us")).with(&hard("skau")).with(&hard("meridian"));
    assert_eq!(all.outcome(), Outcome::Pass);
    assert_eq!(three(rule, "contributions.us[0].hard_to_replicate: none").found(), ["error contributions"]);
    assert_eq!(three(rule, "contributions.skau[0].kind: expertise").outcome(), Outcome::Pass);
    assert_eq!(three(rule, "contributions.skau: null").outcome(), Outcome::Unknown);
    assert_eq!(three(rule, "contributions: null").outcome(), Outcome::Fail);
}

#[test]
fn an_unknown_kind_equals_nothing() {
    let case = |us: &str, partner: &str| {
        Case::new("mirrored-contributions")
            .with(&format!("{{ contributions.us: [{us}], contributions.partner: [{partner}] }}"))
            .outcome()
    };
    let (audience, brand, open) =
        ("{ what: Four sends, kind: audience }", "{ what: A logo, kind: brand }", "Four webinars a year");
    assert_eq!(case(audience, audience), Outcome::Fail);
    assert_eq!(case(open, open), Outcome::Unknown);
    assert_eq!(case(audience, open), Outcome::Unknown);
    assert_eq!(case(&format!("{audience}, {open}"), audience), Outcome::Unknown);
    // The partner surely brings no brand.
    assert_eq!(case(&format!("{brand}, {open}"), audience), Outcome::Pass);
}

#[test]
fn money_against_visibility_is_a_sponsorship() {
    let case = |us: &str, meridian: &str, skau: &str| {
        let kinds = [("us", us), ("meridian", meridian), ("skau", skau)];
        let change: String =
            kinds.iter().map(|(side, kind)| format!("contributions.{side}[0].kind: {kind}\n")).collect();
        three("mirrored-contributions", &change).found()
    };
    assert_eq!(case("capital", "brand", "audience"), ["warning contributions"]);
    assert_eq!(case("capital", "brand", "capital"), ["warning contributions"]);
    assert_eq!(case("capital", "brand", "expertise"), NOTHING);
    assert_eq!(case("capital", "content", "brand"), NOTHING);
    assert_eq!(case("capital", "capital", "capital"), ["error contributions"]);
    // Of a company of their own it is no mirrored visibility.
    let alike = "contributions.us[0].kind: capital\ncontributions.meridian[0].kind: capital\ncontributions.skau[0].kind: capital\n";
    for joint in
        ["structure: joint-venture", "equity: { us: 15 % }", "contributions.us[0].what: 43 % of their shares"]
    {
        assert_eq!(three("mirrored-contributions", &format!("{alike}{joint}")).found(), NOTHING, "{joint}");
    }
    let commission = Case::new("mirrored-contributions").base("healthy-affiliate").with("type: strategic");
    assert!(commission.findings()[0].message().contains("an affiliate arrangement"));
}

#[test]
fn mirrored_at_error_says_it_for_two_others() {
    for rule in ["replicable-contributions", "goodwill-only-side"] {
        assert_eq!(three(rule, "tier: growth").found(), NOTHING);
        let one = three(rule, "contributions.us[0].hard_to_replicate: Forty years in print");
        // Two sides bring only their audience, and goodwill-only-side says so for each.
        assert_eq!(one.outcome(), Outcome::Fail, "{rule}");
    }
    let goodwill = three("goodwill-only-side", "contributions.us[0].hard_to_replicate: Forty years in print");
    assert_eq!(goodwill.found().len(), 3);
}

#[test]
fn each_side_brings_something_rare() {
    let case = |change: &str| Case::new("replicable-contributions").base("healthy-three-party").with(change);
    let without = |side: &str| format!("contributions.{side}[0].hard_to_replicate: null");
    assert_eq!(case("tier: growth").outcome(), Outcome::Pass);
    let skau = case(&without("skau"));
    assert_eq!(skau.found(), ["warning contributions.skau"]);
    assert_eq!(skau.findings()[0].side.as_ref().map(alliance::model::Side::key), Some("skau"));
    let two = case(&without("skau")).with(&without("us"));
    assert_eq!(two.found(), ["warning contributions.us", "warning contributions.skau"]);
    assert_eq!(
        case(&without("skau")).with(&without("us")).with(&without("meridian")).found(),
        ["error contributions"]
    );
    assert_eq!(case("contributions.skau: null").outcome(), Outcome::Unknown);
    assert_eq!(case("contributions: null").outcome(), Outcome::Fail);
    assert_eq!(case("contributions.us[0].hard_to_replicate: 'No.'").found(), ["warning contributions.us"]);
    // goodwill-only-side speaks for such a side.
    let goodwill = case(&without("skau")).with("contributions.skau[0].kind: brand");
    assert_eq!((goodwill.found(), goodwill.outcome()), (vec![], Outcome::Fail));
}

#[test]
fn goodwill_is_an_error_without_a_figure() {
    let case = |items: &str| {
        Case::new("goodwill-only-side")
            .base("healthy-three-party")
            .with(&format!("contributions.skau: [{items}]"))
    };
    let bare = case("{ what: Their community, kind: audience }");
    assert_eq!(bare.found(), ["error contributions.skau"]);
    assert_eq!(bare.findings()[0].side.as_ref().map(alliance::model::Side::key), Some("skau"));
    for counted in ["what: Two mailings a year", "what: Mailings, amount: 2", "what: Mailings, at_least: 2"] {
        let found = case(&format!("{{ {counted}, kind: audience }}")).found();
        assert_eq!(found, ["warning contributions.skau"], "{counted}");
    }
    assert_eq!(case("{ what: Twelve articles, kind: content }").found(), NOTHING);
    assert_eq!(
        case("{ what: A logo, kind: brand }, { what: A list, kind: customers }").outcome(),
        Outcome::Pass
    );
    assert_eq!(case("{ what: A logo, kind: brand }, Some more").outcome(), Outcome::Unknown);
    assert_eq!(case("A list, Some more").outcome(), Outcome::Unknown);
    let absent = Case::new("goodwill-only-side").with("contributions: null");
    assert_eq!((absent.found(), absent.outcome()), (vec![], Outcome::Fail));
}

#[test]
fn a_number_clears_enthusiasm() {
    let evidence = |text: &str| {
        Case::new("enthusiasm-as-value").with(&format!("strategic_case[0].evidence: {text}")).found()
    };
    assert_eq!(evidence("Everybody is thrilled"), ["warning strategic_case[0].evidence"]);
    assert_eq!(evidence("Everybody is thrilled, twelve customers too"), NOTHING);
    assert_eq!(evidence("Everybody is thrilled, 12 of them"), NOTHING);
    assert_eq!(evidence("They read every tender"), NOTHING);
    let brings = |item: &str| {
        Case::new("enthusiasm-as-value").with(&format!("contributions.partner: [{{ {item} }}]")).found()
    };
    assert_eq!(brings("what: A passion for design"), ["warning contributions.partner[0].what"]);
    assert_eq!(brings("what: A passion for design, amount: 4"), NOTHING);
    assert_eq!(brings("what: Four passionate designers"), NOTHING);
}

#[test]
fn the_words_of_enthusiasm_can_be_set() {
    let case = |words: &str| {
        Case::new("enthusiasm-as-value")
            .with("strategic_case[0].evidence: A magic synergy")
            .portfolio(&format!("rules: {{ enthusiasm-as-value: {{ words: {words} }} }}"))
            .found()
    };
    assert_eq!(case("[magic]"), ["warning strategic_case[0].evidence"]);
    assert_eq!(case("[wonder]"), NOTHING);
}

#[test]
fn a_quarter_may_depend_on_one_partner() {
    let found = |change: &str| Case::new("partner-concentration").with(change).found();
    let warning = ["warning dependence.us"];
    assert!(found("dependence: { us: 25 %, of: revenue }").is_empty());
    assert_eq!(found("dependence: { us: 25.1 %, of: revenue }"), warning);
    let bound = "exclusivity: { who: us, scope: Beer in Tyrol, until: 2027-01-31 }";
    assert!(found(&format!("{bound}\ndependence: {{ us: 12 }}")).is_empty());
    assert_eq!(found(&format!("{bound}\ndependence: {{ us: 13 }}")), warning);
    assert_eq!(
        Case::new("partner-concentration").with("dependence: { of: supply }").outcome(),
        Outcome::Unknown
    );
}

#[test]
fn a_claim_has_a_year_to_come_about() {
    let on = |day: &str, change: &str| {
        let nothing = "operating_changes: []\nmetrics[0].results: []\nmetrics[1].results: []";
        Case::new("unfulfilled-claim").on(day).with(nothing).with(change)
    };
    let claim = ["warning strategic_case[0].test"];
    assert_eq!(on("2026-02-28", "{}").outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-03-01", "{}").found(), claim);
    assert_eq!(on("2026-03-02", "{}").found(), claim);
    let sooner = "rules: { unfulfilled-claim: { after_months: 6 } }";
    assert_eq!(on("2025-09-01", "{}").portfolio(sooner).found(), claim);
    let change = |kind: &str, minor: bool| {
        format!(
            "operating_changes: [{{ since: 2025-05-01, side: us, kind: {kind}, minor: {minor}, what: As agreed }}]"
        )
    };
    assert!(on("2026-03-01", &change("combined-offering", false)).found().is_empty());
    assert_eq!(on("2026-03-01", &change("combined-offering", true)).found(), claim);
    assert_eq!(on("2026-03-01", &change("shared-hiring", false)).found(), claim);
    let result = |total: u32| {
        format!("metrics[0].results: [{{ period: 2025-Q4, total: {total}, without: 100, partner_total: 1 }}]")
    };
    assert!(on("2026-03-01", &result(101)).found().is_empty());
    assert_eq!(on("2026-03-01", &result(100)).found(), claim);
    assert_eq!(on("2026-03-01", "strategic_case: []").outcome(), Outcome::NotApplicable);
    assert_eq!(on("2026-03-01", "strategic_case[0].test: credibility").outcome(), Outcome::Pass);
    assert_eq!(on("2026-03-01", "started: null").outcome(), Outcome::Unknown);
}

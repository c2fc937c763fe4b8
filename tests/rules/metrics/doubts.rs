//! Levels that sink, revisions that lead elsewhere, metrics that are set aside, and sources and names that say too much.

use alliance::rules::Outcome;

use crate::support::Case;

fn none() -> Vec<String> {
    Vec::new()
}

fn lowered(dates: &[&str]) -> Case {
    let mut list = "metrics[0].revisions:\n".to_owned();
    for (at, date) in dates.iter().enumerate() {
        let from = 500_000 - 10_000 * at;
        let to = from - 10_000;
        list += &format!(
            "  - {{ date: {date}, field: target, from: {from}, to: {to}, agreed_by: [us, partner] }}\n"
        );
    }
    Case::new("sinking-target").with(&list)
}

#[test]
fn twice_within_a_year_and_not_a_year_apart() {
    assert_eq!(lowered(&["2026-03-03"]).found(), none());
    assert_eq!(lowered(&["2025-06-03", "2026-06-02"]).found(), ["warning metrics[0].revisions[1]"]);
    assert_eq!(lowered(&["2025-06-03", "2026-06-03"]).found(), none());
    let three = ["2026-01-03", "2026-02-03", "2026-03-03"];
    assert_eq!(lowered(&three).found(), ["error metrics[0].revisions[2]"]);
    let message = lowered(&three).findings()[0].message().into_owned();
    assert!(
        message.contains("lowered 3 times within 12 months, from EUR 500,000 to EUR 470,000"),
        "{message}"
    );
    assert!(message.ends_with("Both sides agreed each time"), "{message}");
    let set = |options: &str, dates: &[&str]| {
        lowered(dates).portfolio(&format!("rules: {{ sinking-target: {options} }}")).found()
    };
    assert_eq!(set("{ times: 3 }", &three[..2]), none());
    assert_eq!(set("{ error_times: 2 }", &three[..2]), ["error metrics[0].revisions[1]"]);
    assert_eq!(set("{ within_months: 1 }", &three[..2]), none());
    // The same level agreed once more is not lowered.
    let unmoved = "metrics[0].revisions: [{ date: 2026-01-03, field: target, from: 400000, to: 400000, agreed_by: [us, partner] }, { date: 2026-02-03, field: target, from: 400000, to: 400000, agreed_by: [us, partner] }]";
    assert_eq!(Case::new("sinking-target").with(unmoved).found(), none());
}

#[test]
fn a_change_counts_for_two_years_and_until_new_terms() {
    let two = ["2025-06-03", "2025-09-03"];
    assert_eq!(lowered(&two).on("2027-06-02").found(), ["warning metrics[0].revisions[1]"]);
    assert_eq!(lowered(&two).on("2027-06-03").found(), none());
    let restructured = "decisions: [{ date: 2025-09-03, verdict: restructure, why: Half of the regions }]";
    assert_eq!(lowered(&two).with(restructured).found(), none());
}

#[test]
fn raised_or_in_other_fields_is_not_lowered() {
    let with =
        |list: &str| Case::new("sinking-target").with(&format!("metrics[0].revisions: {list}")).found();
    assert_eq!(
        with(
            "[{ date: 2026-02-01, field: target, from: 300000, to: 350000 }, { date: 2026-03-01, field: target, from: 350000, to: 400000 }]"
        ),
        none()
    );
    assert_eq!(
        with(
            "[{ date: 2026-02-01, field: target, from: 500000, to: 400000 }, { date: 2026-03-01, field: floor, from: 250000, to: 200000 }]"
        ),
        none()
    );
    let floors = "[{ date: 2026-02-01, field: floor, from: 300000, to: 250000 }, { date: 2026-03-01, field: floor, from: 250000, to: 200000 }]";
    assert_eq!(with(floors), ["warning metrics[0].revisions[1]"]);
}

#[test]
fn revisions_lead_to_the_level_on_record() {
    let with = |list: &str| Case::new("unmatched-revision").with(&format!("metrics[0].revisions: {list}"));
    assert_eq!(with("[{ date: 2026-02-01, field: target, from: 500000, to: 400000.00 }]").found(), none());
    assert_eq!(
        with("[{ date: 2026-02-01, field: target, from: 500000, to: 400001 }]").found(),
        ["warning metrics[0].revisions[0].to"]
    );
    // By date, wherever they stand.
    let turned = "[{ date: 2026-03-01, field: floor, from: 250000, to: 200000 }, { date: 2026-02-01, field: floor, from: 300000, to: 250000 }]";
    assert_eq!(with(turned).found(), none());
    assert_eq!(
        with("[{ date: 2026-02-01, field: unit, from: USD, to: CHF }]").found(),
        ["warning metrics[0].revisions[0].to"]
    );
    assert_eq!(with("[{ date: 2026-02-01, field: floor, from: 400000, to: about 300000 }]").found(), none());
    assert_eq!(with("[]").outcome(), Outcome::NotApplicable);
}

#[test]
fn what_success_hung_on_is_not_set_aside_as_it_fails() {
    let demoted = |change: &str| Case::new("demoted-metric").with("metrics[0].headline: false").with(change);
    assert_eq!(demoted("{}").outcome(), Outcome::Pass);
    let below = "metrics[0].results: [{ period: 2026-Q3, total: 300000, without: 110000 }]";
    assert_eq!(demoted(below).found(), ["error metrics[0].headline"]);
    // The next quarter is due 30 days after its end.
    let stopped = "metrics[0].results: [{ period: 2026-Q2, total: 510000, without: 120000 }]";
    assert_eq!(demoted(stopped).on("2026-10-30").found(), none());
    assert_eq!(demoted(stopped).on("2026-10-31").found(), ["error metrics[0].headline"]);
    // Watched, since another counts the money and no exit hangs on it.
    let other = "metrics[1].indicator: shared-revenue\nexit.triggers: null";
    assert_eq!(demoted(&format!("{below}\n{other}")).outcome(), Outcome::NotApplicable);
    let revised = "metrics[0].revisions: [{ date: 2026-08-01, field: headline, from: 'true', to: 'false', agreed_by: [us, partner] }]";
    assert_eq!(demoted(&format!("{below}\n{other}\n{revised}")).found(), ["error metrics[0].headline"]);
    let later =
        demoted(&format!("{below}\nmetrics[1].agreed: 2026-02-01")).findings()[0].message().into_owned();
    assert!(later.contains("\"Joint pipeline\", agreed after launch, has taken its place"), "{later}");
}

#[test]
fn a_source_is_not_what_the_other_side_says() {
    let read = |side: &str, source: &str| {
        let change = format!("metrics[0].tracked_by.{side}: \"{source}\"");
        Case::new("one-sided-tracking").with(&change).found()
    };
    for source in [
        "Partner tells us",
        "What they send us each month",
        "Figures sent by Northstar",
        "Northstar Cloud GmbH",
        "the partner",
        "We ask Northstar",
        "According to the partner",
        "Mailed by Northstar's controller",
        "Number from their QBR slides",
        "Partner's monthly e-mail",
        "Jonas Weber sends a spreadsheet",
        "They report it",
        "Information from Northstar",
        "The figures they give us",
    ] {
        assert_eq!(read("us", source), ["error metrics[0].tracked_by.us"], "{source}");
    }
    for source in [
        "Partner portal export",
        "Invoices we sent to partner customers",
        "Northstar marketplace payouts in our bank account",
        "Orders with a partner code in our shop",
        "Referral report 7",
        "Partner report 12 of our CRM",
        "Audited royalty statement of the partner",
        "Spreadsheet of our field team",
    ] {
        assert_eq!(read("us", source), none(), "{source}");
    }
    for source in ["We tell them", "Harbour & Lane sends it"] {
        assert_eq!(read("partner", source), ["error metrics[0].tracked_by.partner"], "{source}");
    }
    assert_eq!(read("partner", "They send it to us from their ledger"), none());
}

#[test]
fn a_name_that_counts_everything() {
    let named = |name: &str| {
        let change = format!("metrics[0].name: \"{name}\"");
        Case::new("inflated-scope").with(&change).found()
    };
    for name in [
        "Total revenue from shared accounts",
        "Gross sales to hospitals",
        "All orders of common retailers",
        "Overall freight volume",
        "All revenue of joint customers",
        "Influenced pipeline",
    ] {
        assert_eq!(named(name), ["warning metrics[0].name"], "{name}");
    }
    for name in [
        "Total new revenue won through referrals",
        "Gross margin on co-sold projects",
        "Total revenue via the partner's shops",
        "Net revenue from referred clinics",
        "All-in cost per pallet",
    ] {
        assert_eq!(named(name), none(), "{name}");
    }
}

#[test]
fn a_comparison_says_with_whom() {
    let of = |method: &str, because: &str| {
        let change = format!("metrics[0].counterfactual: {{ method: {method}, because: {because} }}");
        Case::new("unfounded-comparison").with(&change).found()
    };
    let fires = ["warning metrics[0].counterfactual.because"];
    for method in ["holdout", "matched-market", "difference-in-differences"] {
        assert_eq!(of(method, "null"), fires, "{method}");
        assert_eq!(of(method, "tbd"), fires, "{method}");
        assert_eq!(of(method, "as above"), none(), "{method}");
        assert_eq!(of(method, "Our best guess for these clinics"), fires, "{method}");
        assert_eq!(of(method, "Finance thinks about a fifth"), fires, "{method}");
        assert_eq!(of(method, "Depots that the lane does not serve"), none(), "{method}");
    }
    assert_eq!(of("pre-post", "null"), none());
    assert_eq!(of("expert-estimate", "The estimate of both sales heads"), none());
    assert_eq!(of("matched-market", "Same quarter last year"), fires);
    assert_eq!(of("holdout", "The trend before 2025 carried forward"), fires);
    assert_eq!(of("holdout", "Compared with the year before"), fires);
    assert_eq!(of("difference-in-differences", "Same quarter last year"), none());
    assert_eq!(of("matched-market", "Shops without the shelf, against the same shops last year"), none());
}

//! A field against the sentence it was read from, at the edge of what counts as the same.

use alliance::rules::Outcome;

use crate::support::Case;

/// The fields that are found to say something else.
fn misread(change: &str) -> Vec<String> {
    Case::new("misread-quote").with(change).findings().into_iter().map(|finding| finding.path).collect()
}

#[test]
fn a_month_is_as_long_as_any_month() {
    let quote = "exit.quote: Either party may terminate this agreement on three months' written notice.";
    for (days, silent) in [(83, false), (84, true), (90, true), (93, true), (94, false)] {
        let found = misread(&format!("exit.notice_days: {days}\n{quote}"));
        assert_eq!(found.is_empty(), silent, "{days} days: {found:?}");
    }
    for (notice, silent) in [("3 months", true), ("2 months", false), ("12 weeks", true), ("14 weeks", false)]
    {
        let found = misread(&format!("exit.notice_days: null\nexit.notice: {notice}\n{quote}"));
        assert_eq!(found.is_empty(), silent, "{notice}: {found:?}");
        assert!(silent || found == ["exit.notice"], "{found:?}");
    }
}

#[test]
fn an_end_is_the_same_day_or_another() {
    let quote = "term.quote: This agreement runs from 1 March 2025 until 31 July 2027.";
    for (ends, silent) in
        [("2027-07-30", false), ("2027-07-31", true), ("2027-08-01", false), ("2025-03-01", false)]
    {
        assert_eq!(misread(&format!("term.ends: {ends}\n{quote}")).is_empty(), silent, "{ends}");
    }
    // A day on which nothing ends is not held against it.
    assert_eq!(
        misread("term.ends: 2027-06-30\nterm.quote: Signed by both parties on 31 July 2026."),
        [""; 0]
    );
}

#[test]
fn the_notice_before_a_renewal_is_read_only_where_the_sentence_is_about_notice() {
    for (quote, silent) in [
        ("It renews unless notice is given 60 days before its end.", true),
        ("It renews unless notice is given 61 days before its end.", false),
        ("It renews for 90 days at a time.", true),
    ] {
        let change = format!("term.ends: 2027-06-30\nterm.renewal_notice_days: 60\nterm.quote: {quote}");
        let found = misread(&change);
        assert_eq!(found.is_empty(), silent, "{quote}: {found:?}");
    }
}

#[test]
fn a_level_is_the_same_at_the_rate_of_its_metric() {
    // The floor is EUR 200,000 a quarter.
    for (quote, silent) in [
        ("at least EUR 200,000 a quarter", true),
        ("at least EUR 199,999 a quarter", false),
        ("at least EUR 200,001 a quarter", false),
        ("at least EUR 800,000 a year", true),
        ("at least EUR 800,001 a year", false),
        ("at least EUR 400,000 in every half-year", true),
        ("at least EUR 200,000", true),
    ] {
        let change = format!("metrics[0].floor: 200000\nmetrics[0].quote: The parties shall win {quote}.");
        let found = misread(&change);
        assert_eq!(found.is_empty(), silent, "{quote}: {found:?}");
        assert!(silent || found == ["metrics[0].floor"], "{found:?}");
    }
}

#[test]
fn a_contribution_is_held_to_its_least_its_amount_and_its_end() {
    let item = |least: u32, until: &str| {
        format!(
            "contributions.us[0].at_least: {least}\ncontributions.us[0].unit: projects\ncontributions.us[0].until: {until}\n\
             contributions.us[0].quote: Helm shall staff at least six projects in every quarter until 30 June 2027."
        )
    };
    assert_eq!(misread(&item(6, "2027-06-30")), [""; 0]);
    assert_eq!(misread(&item(5, "2027-06-30")), ["contributions.us[0].at_least"]);
    assert_eq!(misread(&item(7, "2027-06-30")), ["contributions.us[0].at_least"]);
    assert_eq!(misread(&item(6, "2027-07-01")), ["contributions.us[0].until"]);
}

#[test]
fn without_a_quotation_there_is_nothing_to_compare() {
    assert_eq!(Case::new("misread-quote").outcome(), Outcome::NotApplicable);
    let vague = "exit.quote: Either party may terminate this agreement on reasonable notice.";
    assert_eq!(Case::new("misread-quote").with(vague).outcome(), Outcome::Pass);
}

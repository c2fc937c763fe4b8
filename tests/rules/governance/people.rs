//! Owners and sponsors: who holds a seat, and on which day.

use alliance::rules::Outcome;

use super::{found, on_days};
use crate::support::Case;

#[test]
fn every_side_needs_a_person() {
    let three = |change| Case::new("missing-owner").base("healthy-three-party").with(change).found();
    assert_eq!(three("owners: null"), ["error owners.us", "error owners.meridian", "error owners.skau"]);
    assert_eq!(
        three("owners: { meridian: { name: Partner desk }, skau: { name: TBD } }"),
        ["error owners.meridian.name", "error owners.skau.name"]
    );
    assert_eq!(found("missing-owner", "owners.us.name: null"), ["error owners.us.name"]);
    assert_eq!(found("missing-owner", "owners.partner.until: 2026-01-31"), [""; 0]);
    let proposed = Case::new("missing-owner").base("healthy-proposed");
    assert_eq!(proposed.with("owners.us: null").found(), ["error owners.us"]);
}

#[test]
fn the_words_are_those_of_the_side() {
    let said = |rule: &str, change: &str| {
        let findings = Case::new(rule).with(change).findings();
        (findings[0].message().into_owned(), findings[0].fix.to_string())
    };
    let (message, fix) = said("missing-owner", "owners.us: null");
    assert_eq!(message, "no owner is named on our side");
    assert!(fix.starts_with("us: {") && fix.contains("accountable_for: commercial-outcome"), "{fix}");
    let (message, fix) = said("missing-owner", "owners.partner: null");
    assert_eq!(message, "no owner is named at Northstar Cloud GmbH");
    assert!(fix.starts_with("partner: {") && !fix.contains("accountable_for"), "{fix}");
    assert!(said("missing-owner", "owners: null").1.starts_with("owners:\n  us: {"));
    assert!(said("vacant-ownership", "owners.us.until: 2026-10-31").1.contains("accountable_for"));
    assert!(!said("vacant-ownership", "owners.partner.until: 2026-10-31").1.contains("accountable_for"));
    let (message, _) = said("relationship-only-owner", "owners.us.accountable_for: relationship");
    assert!(message.starts_with("Priya Nair answers for the relationship"), "{message}");
    assert!(said("missing-sponsor", "sponsors: null").0.contains("on either side"));
    let three = Case::new("missing-sponsor").base("healthy-three-party").with("sponsors: null").findings();
    assert!(three[0].message().contains("on any side"));
}

#[test]
fn an_owner_who_starts_later_is_none_yet_but_no_gap_in_a_proposal() {
    let later = "owners.us.since: 2027-02-01";
    assert_eq!(found("missing-owner", later), ["error owners.us"]);
    let proposed = Case::new("missing-owner").base("healthy-proposed").with(later);
    assert_eq!((proposed.found(), proposed.outcome()), (vec![], Outcome::Unknown));
}

#[test]
fn one_gap_in_owners_is_one_finding() {
    let nobody = "owners.us: null";
    for rule in ["powerless-owner", "split-accountability", "relationship-only-owner", "vacant-ownership"] {
        let case = Case::new(rule).with(nobody);
        assert_eq!((case.found(), case.outcome()), (vec![], Outcome::Fail), "{rule}");
    }
    let mailbox = Case::new("powerless-owner").with("owners.partner: { name: Sales team, authority: None }");
    assert_eq!((mailbox.found(), mailbox.outcome()), (vec![], Outcome::Fail));
}

#[test]
fn authority_is_something_to_decide() {
    for (authority, expected) in [
        ("none", "error owners.partner.authority"),
        ("None. Asks the board", "error owners.partner.authority"),
        ("No authority over prices", "error owners.partner.authority"),
        ("Has to ask Oslo for everything", "error owners.partner.authority"),
        ("TBD", "warning owners.partner.authority"),
        ("Supports both sales teams", "error owners.partner.authority"),
        ("Ensures good communication", "error owners.partner.authority"),
        ("Acts as point of contact", "error owners.partner.authority"),
        ("Acts as liaison to their field", "error owners.partner.authority"),
        ("Contacts their field and reports back", "error owners.partner.authority"),
        ("Only supports the field", "error owners.partner.authority"),
        ("Must get sign-off for every discount", "error owners.partner.authority"),
        ("Day-to-day coordination", "error owners.partner.authority"),
        ("Works with marketing on campaigns", "error owners.partner.authority"),
        ("Supports the field and approves discounts to 15 %", ""),
        ("Full P&L responsibility", ""),
        ("Budget responsibility for joint support and contract work", ""),
        ("Orders to EUR 5k without approval; above that needs sign-off", ""),
        ("None above EUR 10k", ""),
        ("None over EUR 10k", ""),
        ("No approval needed up to EUR 20k", ""),
        ("Nonetheless signs contracts", ""),
        ("Empowered by the board on terms and prices", ""),
    ] {
        let change = format!("owners.partner.authority: {authority}");
        assert_eq!(found("powerless-owner", &change).join(" + "), expected, "{authority}");
    }
    let own_words = Case::new("powerless-owner")
        .portfolio("rules: { powerless-owner: { none_words: [sets] } }")
        .with("owners.us.authority: Nothing without the board");
    assert_eq!(own_words.found(), ["error owners.partner.authority"]);
    let three = Case::new("powerless-owner").base("healthy-three-party").with("owners.skau.authority: null");
    assert_eq!(three.found(), ["warning owners.skau.authority"]);
    assert_eq!(three.findings()[0].side.as_ref().map(alliance::model::Side::key), Some("skau"));
}

#[test]
fn one_person_answers_for_the_outcome() {
    let two = "owners.us: [{ name: A Bo, accountable_for: commercial-outcome }, { name: C Do, accountable_for: commercial-outcome }]";
    assert_eq!(found("split-accountability", two), ["error owners.us[1].accountable_for"]);
    let allowed = Case::new("split-accountability")
        .portfolio("rules: { split-accountability: { most_people: 2 } }")
        .with(two);
    assert_eq!(allowed.found(), [""; 0]);
    assert_eq!(found("split-accountability", "owners.us.name: A Bo & C Do"), ["error owners.us.name"]);
    let partner = "owners.partner: [{ name: A Bo, accountable_for: commercial-outcome }, { name: C Do, accountable_for: commercial-outcome }]";
    assert_eq!(found("split-accountability", partner), [""; 0]);
    assert_eq!(
        found("relationship-only-owner", "owners.us.accountable_for: delivery"),
        ["error owners.us.accountable_for"]
    );
    let vacant = Case::new("relationship-only-owner")
        .with("owners.us: [{ name: A Bo, accountable_for: commercial-outcome, until: 2026-11-01 }, { name: C Do, accountable_for: relationship }]");
    assert_eq!((vacant.found(), vacant.outcome()), (vec![], Outcome::Fail));
}

#[test]
fn a_seat_may_be_empty_for_two_weeks() {
    let days = [
        ("2026-11-14", ""),
        ("2026-11-15", "error owners.partner.until"),
        ("2026-11-16", "error owners.partner.until"),
    ];
    on_days("vacant-ownership", "healthy", "owners.partner.until: 2026-10-31", &days);
    let days = [
        ("2026-11-14", ""),
        ("2026-11-15", "error owners.skau.until"),
        ("2026-11-16", "error owners.skau.until"),
    ];
    on_days("vacant-ownership", "healthy-three-party", "owners.skau.until: 2026-10-31", &days);
    // On our side the commercial seat is the one that matters.
    let both = "owners.us: [{ name: A Bo, accountable_for: commercial-outcome, until: 2026-09-30 }, { name: C Do, accountable_for: relationship, until: 2026-10-31 }]";
    assert_eq!(found("vacant-ownership", both), ["error owners.us[0].until"]);
    let leaving = "stage: winding-down\nowners.us.until: 2026-10-31";
    assert_eq!(found("vacant-ownership", leaving), ["error owners.us.until"]);
    let replaced = "owners.partner: [{ name: A Bo, until: 2026-10-31 }, { name: C Do, since: 2026-11-22 }]";
    let days = [("2026-11-21", "error owners.partner[0].until"), ("2026-11-22", ""), ("2026-11-23", "")];
    on_days("vacant-ownership", "healthy", replaced, &days);
}

#[test]
fn sponsors_are_counted_by_side() {
    let three = |change| Case::new("missing-sponsor").base("healthy-three-party").with(change).found();
    assert_eq!(
        three("sponsors: { meridian: null, skau: null }"),
        ["warning sponsors.meridian", "warning sponsors.skau"]
    );
    assert_eq!(three("sponsors: { us: null, meridian: null, skau: { name: null } }"), ["error sponsors"]);
    // The waiver is for the partner's side only.
    assert_eq!(found("missing-sponsor", "sponsors.us: null"), ["error sponsors"]);
    assert_eq!(Case::new("missing-sponsor").outcome(), Outcome::Waived);
    let leaves = "sponsors.skau.until: 2026-11-22";
    let days = [("2026-11-21", ""), ("2026-11-22", ""), ("2026-11-23", "warning sponsors.skau")];
    on_days("missing-sponsor", "healthy-three-party", leaves, &days);
    let starts = "sponsors.skau.since: 2026-11-22";
    let days = [("2026-11-21", "warning sponsors.skau"), ("2026-11-22", ""), ("2026-11-23", "")];
    on_days("missing-sponsor", "healthy-three-party", starts, &days);
}

#[test]
fn the_first_owner_is_there_at_launch() {
    let since = |day: &str| Case::new("late-ownership").with(&format!("owners.us.since: {day}"));
    let late = ["warning owners.us.since"];
    for (day, found) in [
        ("2025-02-28", &[][..]),
        ("2025-03-01", &[]),
        ("2025-03-02", &late),
        ("2025-Q1", &[]),
        ("2025-Q2", &late),
    ] {
        assert_eq!(since(day).found(), found, "{day}");
    }
    assert_eq!(since("2025-Q1").outcome(), Outcome::Unknown);
    assert_eq!(since("2025-09-01").with("owners.us.since: null").outcome(), Outcome::NotApplicable);
    assert_eq!(since("2025-09-01").with("started: null").outcome(), Outcome::Unknown);
    assert_eq!(since("2025-09-01").with("stage: proposed").outcome(), Outcome::NotApplicable);
    let before =
        "owners.us: [{ name: Jonas Hartl, until: 2025-08-31 }, { name: Priya Nair, since: 2025-09-01 }]";
    assert_eq!(Case::new("late-ownership").with(before).outcome(), Outcome::NotApplicable);
    let vacant = "owners.us: [{ name: TBC, since: 2025-02-01 }, { name: Priya Nair, since: 2025-09-01 }]";
    assert_eq!(Case::new("late-ownership").with(vacant).found(), ["warning owners.us[1].since"]);
}

#[test]
fn every_function_of_every_side_approves() {
    let by = |approved: &str| {
        Case::new("incomplete-approval").with(&format!("agreement.approved_by: {{ {approved} }}"))
    };
    const ALL: &str = "[legal, finance, leadership]";
    let at = |side: &str| format!("warning agreement.approved_by.{side}");
    assert_eq!(by(&format!("us: {ALL}, partner: {ALL}")).outcome(), Outcome::Pass);
    assert_eq!(by(&format!("us: {ALL}, partner: [legal, finance]")).found(), [at("partner")]);
    assert_eq!(by(&format!("us: {ALL}")).found(), [at("partner")]);
    assert_eq!(by(&format!("us: legal, partner: {ALL}")).found(), [at("us")]);
    let message = by(&format!("us: legal, partner: {ALL}")).findings()[0].message().into_owned();
    assert_eq!(message, "no approval by finance and leadership on our side is recorded");
    assert_eq!(by("us: legal").with("agreement.approved_by: null").outcome(), Outcome::NotApplicable);
    assert_eq!(by("us: legal").with("agreement: null").outcome(), Outcome::NotApplicable);
    assert_eq!(by("us: legal").with("stage: winding-down").outcome(), Outcome::NotApplicable);
    let small = "rules: { incomplete-approval: { functions: [leadership] } }";
    assert!(by("us: leadership, partner: leadership").portfolio(small).found().is_empty());
    let three = Case::new("incomplete-approval").base("healthy-three-party");
    let three = three.with(&format!("agreement.approved_by: {{ us: {ALL}, meridian: {ALL} }}"));
    assert_eq!(three.found(), [at("skau")]);
}

#[test]
fn an_initial_may_be_the_owner_of_the_other_side() {
    let said = |name: &str| found("same-person", &format!("owners.partner.name: {name}"));
    assert_eq!(said("P. Nair"), ["warning owners.partner.name"]);
    assert_eq!(said("'Nair, P.'"), ["warning owners.partner.name"]);
    assert_eq!(said("R. Nair"), [""; 0]);
    assert_eq!(said("P. Weber"), [""; 0]);
    assert_eq!(said("Pia Nair"), [""; 0]);
    assert_eq!(said("Priya Nair"), ["error owners.partner.name"]);
}

#[test]
fn an_authority_names_a_power_or_none() {
    let said = |text: &str| found("powerless-owner", &format!("owners.us.authority: \"{text}\""));
    for power in [
        "Prokura",
        "The co-sell budget",
        "Runs the unit with her own P&L",
        "Allots crews and depots",
        "The board has given her the right to sign",
        "Hires, schedules, prices; large investments go to the owner",
    ] {
        assert_eq!(said(power), [""; 0], "{power}");
    }
    for none in [
        "Has no powers of her own",
        "Only the CEO can commit us",
        "Sets up the meetings",
        "Every commitment needs the board's signature",
        "Represents us at the fairs",
    ] {
        assert_eq!(said(none), ["error owners.us.authority"], "{none}");
    }
}

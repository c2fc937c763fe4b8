//! How sure a label has to be wrong, and what is then shown.

use alliance::rules::Outcome;

use crate::support::Case;

use super::NOTHING;

#[test]
fn a_sure_label_is_an_error_and_a_probable_one_a_warning() {
    let owl = || Case::new("mislabelled-type").base("healthy-affiliate").with("type: strategic");
    assert_eq!(owl().found(), ["error type"]);
    let probable = "affiliate.tracking: null\noperating_changes: null\ncontributions.us[0].kind: product\n\
                    contributions.partner[0].kind: product";
    assert_eq!(owl().with(probable).found(), ["warning type"]);
    // Within a point of each other, but neither is what it is called.
    let torn = owl().with(probable).with("metrics: null");
    assert_eq!(torn.found(), ["warning type"]);
    let message = torn.findings()[0].message().into_owned();
    assert!(message.contains("an affiliate arrangement or a sponsorship"), "{message}");
}

#[test]
fn a_mislabelled_type_shows_both_sides_and_the_way_out() {
    let case = Case::new("mislabelled-type").base("healthy-affiliate").with(
        "type: strategic\ncontributions.partner[0].kind: customers\ngovernance: { cadence: quarterly }\nowners: { us: { name: A }, partner: { name: B } }",
    );
    let finding = case.findings().remove(0);
    for part in [
        "10 points to 1",
        "a commission is paid (4)",
        "Fernhill Compare Ltd contributes customers to be counted on (1)",
    ] {
        assert!(finding.message().contains(part), "{}", finding.message());
    }
    assert!(
        finding.fix.to_string().starts_with("write `type: affiliate`; or, to make it a strategic alliance"),
        "{}",
        finding.fix.to_string()
    );
    assert_eq!(finding.label.as_ref().map(|label| label.1.as_str()), Some("a commission is paid"));
}

#[test]
fn a_mislabelled_type_says_it_for_the_rules_about_parts_of_it() {
    let change = "
type: strategic
intended_type: strategic
operating_changes: []";
    for rule in ["campaign-bound-value", "ambition-downgraded", "missing-operating-change"] {
        let case = Case::new(rule).base("healthy-co-marketing").with(change);
        assert_eq!(case.found(), NOTHING, "{rule}");
        let report = case.report();
        let said = report.alliances[0].outcomes.iter().find(|said| said.rule.id == rule).expect(rule);
        assert_eq!((said.outcome, said.absorbed), (Outcome::Fail, true), "{rule}");
    }
}

/// Four points for a campaign and four for a sponsorship, of which it is called one.
fn drawn(change: &str) -> Case {
    let case = Case::new("mislabelled-type").with(
        "
type: co-marketing
strategic_case: null
operating_changes: []
contributions:
  us: [{ what: Four features, kind: audience }]
  partner: [{ what: Four features, kind: audience }]
sponsors: { us: { name: A }, partner: { name: B } }",
    );
    case.with(change)
}

#[test]
fn a_draw_is_no_finding_and_no_pass() {
    let said = |change: &str| (drawn(change).found(), drawn(change).outcome());
    assert_eq!(said("tier: growth"), (vec![], Outcome::Unknown));
    // Measured by reach alone it leads by one.
    let reach = "metrics: [{ name: Readers, indicator: reach }]";
    assert_eq!(said(reach), (vec![], Outcome::Pass));
    // It trails by one, then by two.
    assert_eq!(said(&format!("{reach}\ntype: sponsorship")), (vec![], Outcome::Unknown));
    let found = vec!["warning type".to_owned()];
    let campaign = "type: sponsorship\ncampaign: { shared_asset: A guide }";
    assert_eq!(said(campaign), (found, Outcome::Fail));
    // However it is run, it is what is exchanged.
    let dressed = "type: strategic\nsponsors: { us: { name: A }, partner: { name: B } }";
    assert_eq!(said(dressed), (vec!["warning type".to_owned()], Outcome::Fail));
}

#[test]
fn too_little_to_tell_is_unknown() {
    let case = Case::new("mislabelled-type")
        .base("healthy-sponsorship")
        .with("{ contributions: null, operating_changes: null }");
    assert_eq!(case.outcome(), Outcome::Unknown);
    assert_eq!(Case::new("mislabelled-type").base("healthy-ended").outcome(), Outcome::NotApplicable);
    assert_eq!(Case::new("mislabelled-type").base("healthy-proposed").outcome(), Outcome::Pass);
}

/// Real arrangements of several trades, each dressed up with everything that an alliance needs.
#[test]
fn what_is_exchanged_makes_the_type() {
    let dress = "
type: TYPE
operating_changes: [{ since: 2025-05-01, side: both, kind: KIND, planned: true, what: As agreed }]
contributions:
  us: [US]
  partner: [PARTNER]
";
    let item = |text: &str| {
        let (kind, what) = text.split_once(": ").expect("a kind");
        format!("{{ what: \"{what}\", kind: {kind}, from: 2025-04-01, until: 2027-03-31 }}")
    };
    let found = |kind: &str, change: &str, us: &str, partner: &str, more: &str| {
        let text = dress
            .replace("TYPE", kind)
            .replace("KIND", change)
            .replace("US", &item(us))
            .replace("PARTNER", &item(partner));
        Case::new("mislabelled-type").with(&text).with(more).findings()
    };
    for (change, us, partner, more, called) in [
        // Affiliates and referral deals.
        (
            "market-access",
            "capital: Commission of 6 % of each booking",
            "audience: 900 visitors a month to hotel pages",
            "affiliate: { commission: 6 %, tracking: Links }",
            "affiliate",
        ),
        (
            "technology-integration",
            "capital: EUR 40 per lead",
            "audience: 300 mortgage leads a month",
            "tier: growth",
            "affiliate",
        ),
        (
            "shared-data",
            "capital: Finder's fee of EUR 500",
            "audience: 20 introductions to surgeons a year",
            "fees: [{ what: Referral fee, amount: 500, to: partner }]",
            "affiliate",
        ),
        // Sponsorships.
        (
            "market-access",
            "capital: EUR 80,000 a year",
            "brand: Our name on 12 race bikes",
            "tier: growth",
            "sponsorship",
        ),
        (
            "combined-offering",
            "capital: EUR 9,000 a season",
            "audience: A stand at 14 home games",
            "tier: growth",
            "sponsorship",
        ),
        (
            "distribution-channel",
            "brand: Name of the hall for three years",
            "capital: EUR 1,200,000 a year",
            "tier: growth",
            "sponsorship",
        ),
        // Campaigns.
        (
            "shared-budget",
            "audience: Four mailings to 20,000 gardeners",
            "content: Six films on roses",
            "campaign: { shared_asset: Garden guide }",
            "campaign",
        ),
    ] {
        let findings = found("strategic", change, us, partner, more);
        let message = findings.first().map(|finding| finding.message().into_owned()).unwrap_or_default();
        assert!(message.contains(called), "{us} / {partner}: {message:?}");
        assert_eq!(findings[0].severity.word(), "error", "{message}");
    }
    // Resellers, joint ventures, cross-holdings, licences and alliances are no sponsorships, whoever pays.
    for (change, us, partner, more) in [
        (
            "distribution-channel",
            "product: 400 heat pumps a quarter",
            "distribution: 60 fitters in Styria",
            "structure: reseller",
        ),
        (
            "shared-delivery",
            "expertise: Ten reactor engineers",
            "technology: Two pilot lines",
            "structure: joint-venture",
        ),
        (
            "shared-hiring",
            "capital: EUR 4,000,000 for 50 % of the company",
            "capital: EUR 4,000,000 for 50 % of the company",
            "structure: joint-venture",
        ),
        (
            "market-access",
            "capital: 10 % of their shares",
            "capital: 8 % of our shares",
            "equity: { us: 10 %, partner: 8 % }",
        ),
        (
            "technology-integration",
            "capital: EUR 300,000 of royalties a year",
            "technology: Licence to three patents",
            "tier: growth",
        ),
        (
            "shared-data",
            "data: 2 million till receipts a month",
            "expertise: Four analysts",
            "affiliate: { commission: 8 % of the first year, tracking: Deal registration }",
        ),
    ] {
        let messages: Vec<String> = found("strategic", change, us, partner, more)
            .into_iter()
            .map(|finding| finding.message().into_owned())
            .collect();
        assert!(messages.is_empty(), "{us} / {partner}: {messages:?}");
    }
}

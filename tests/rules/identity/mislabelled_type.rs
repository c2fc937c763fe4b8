//! How sure a label has to be wrong, and what is then shown.

use alliance::rules::Outcome;

use crate::support::Case;

use super::NOTHING;

#[test]
fn a_sure_label_is_an_error_and_a_probable_one_a_warning() {
    let owl = || Case::new("mislabelled-type").base("healthy-affiliate").with("type: strategic");
    assert_eq!(owl().found(), ["error type"]);
    assert_eq!(owl().with("affiliate.tracking: null").found(), ["warning type"]);
    // Within a point of each other, but neither is what it is called.
    let torn = owl().with("{ affiliate.tracking: null, operating_changes: null }");
    assert_eq!(torn.found(), ["warning type"]);
    let message = &torn.findings()[0].message;
    assert!(message.contains("an affiliate arrangement or a sponsorship"), "{message}");
}

#[test]
fn a_mislabelled_type_shows_both_sides_and_the_way_out() {
    let case = Case::new("mislabelled-type").base("healthy-affiliate").with(
        "{ type: strategic, governance: { cadence: quarterly }, owners: { us: { name: A }, partner: { name: B } } }",
    );
    let finding = case.findings().remove(0);
    for part in
        ["9 points to 1", "a commission is paid (4)", "reviews are quarterly, with an owner on each side (1)"]
    {
        assert!(finding.message.contains(part), "{}", finding.message);
    }
    assert!(
        finding.fix.starts_with("write `type: affiliate`; or, to make it a strategic alliance"),
        "{}",
        finding.fix
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

/// Four points for a strategic alliance, four for a campaign and four for a sponsorship.
fn drawn(change: &str) -> Case {
    let case = Case::new("mislabelled-type").with(
        "
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
    // Nothing is said of operating changes, so that the others have a point less, and it leads by one.
    assert_eq!(said("operating_changes: null"), (vec![], Outcome::Pass));
    // It trails by one, then by two.
    assert_eq!(said("sponsors: null"), (vec![], Outcome::Unknown));
    let found = vec!["warning type".to_owned()];
    assert_eq!(said("{ sponsors: null, term: null }"), (found, Outcome::Fail));
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

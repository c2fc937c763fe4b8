//! A contact on each side and the will to keep in touch is where neglect begins.

use crate::model::{Field, List};
use crate::rules::rule::{Absorbs, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{
    cadence, document_stub, is_kept, is_placeholder, is_unclear, pasted, seated, shared_document,
};
use super::powerless_owner::is_empowered;

/// The rule.
pub static RULE: Rule = rule! {
    id: "governance-in-name-only",
    area: Area::Governance,
    severities: &[Severity::Error],
    basis: Basis::Gap,
    remedy: Remedy::Decide,
    summary: "there are contacts, but nothing to run the alliance by",
    why: "goodwill carries an alliance for a few months; after that only authority, dates and a shared list do",
    absorbs: Absorbs::all(&[&crate::rules::governance::missing_cadence::RULE, &crate::rules::governance::powerless_owner::RULE, &crate::rules::governance::missing_shared_document::RULE]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let owners = &cx.record.owners;
    let (cadence, document) = (cadence(cx), shared_document(cx));
    let tracked = matches!(document, Field::Set(document) if is_kept(&document.reference));
    if cadence.is_set() || tracked {
        return Judged::Judged;
    }
    let mut unclear = cadence.is_invalid() || document.is_invalid();
    for side in &cx.facts.sides {
        match is_empowered(&seated(cx, owners, side)) {
            Some(true) => return Judged::Judged,
            Some(false) => unclear |= is_unclear(owners, side),
            None => unclear = true,
        }
    }
    if unclear {
        return Judged::Unknown;
    }
    let contacts: Vec<&str> = cx
        .facts
        .sides
        .iter()
        .flat_map(|side| owners.get(side).into_iter().flat_map(List::items))
        .filter_map(|owner| owner.name.text().filter(|name| !is_placeholder(name)))
        .collect();
    if contacts.is_empty() {
        // Not even a name: then each missing part says so itself.
        return Judged::CoveredBy(&crate::rules::governance::missing_owner::RULE);
    }
    out.error(
        "governance",
        format!(
            "there are contacts ({}), but nobody with authority, no review cadence and no shared document",
            listed(&contacts)
        ),
    )
    .fix(format!(
        "record for each owner what they may decide (`authority: WHAT THEY MAY DECIDE ALONE`), then add\n{}",
        pasted(
            "governance",
            cx.record.governance.is_absent(),
            &["cadence: monthly".to_owned(), document_stub(cx)]
        )
    ));
    Judged::Judged
}

//! Two private lists of what was promised are how two memories drift apart.

use crate::model::{Field, US};
use crate::rules::rule::{Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{document_stub, is_kept, pasted, shared_document};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-shared-document",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    basis: Basis::Gap,
    remedy: Remedy::Do,
    summary: "no document shared by both sides tracks the alliance",
    why: "each side then remembers what was promised in its own favour",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let document = match shared_document(cx) {
        Field::Set(document) => document,
        Field::Invalid => return Judged::Unknown,
        Field::Absent => {
            out.error(
                "governance.shared_document",
                "there is no document in which both sides track the alliance",
            )
            .fix(pasted("governance", cx.record.governance.is_absent(), &[document_stub(cx)]));
            return Judged::Judged;
        }
    };
    if !is_kept(&document.reference) {
        out.error(
            "governance.shared_document.reference",
            "the record does not say where the shared document is",
        )
        .fix("reference: WHERE IT IS");
        return Judged::Judged;
    }
    if document.access.is_invalid() {
        return Judged::Unknown;
    }
    // The list may leave us out: it says to whom we have opened it, or who has opened it to us.
    let locked_out: Vec<&str> = cx
        .facts
        .sides
        .iter()
        .copied()
        .filter(|side| *side != US && !document.access.items().any(|access| access == side))
        .collect();
    if !locked_out.is_empty() {
        let names: Vec<&str> = locked_out.iter().map(|side| cx.record.side_name(side)).collect();
        let names = listed(&names);
        let message = if document.access.is_absent() {
            format!("the record does not say that {names} can open the shared document")
        } else {
            format!("{names} cannot open the document that is meant to be shared")
        };
        let finding = out.warning("governance.shared_document.access", message);
        let sides = cx.facts.sides.join(", ");
        finding.fix(format!("open it to every side, and record that: `access: [{sides}]`"));
        if let [side] = locked_out.as_slice() {
            finding.side(side);
        }
    }
    Judged::Judged
}

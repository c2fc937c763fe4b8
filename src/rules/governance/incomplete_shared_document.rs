//! A shared document earns its place by what it covers and by being current.

use crate::model::calendar::{add_days, days_between};
use crate::model::{Covers, Field};
use crate::rules::rule::{Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, listed};

use super::common::{cadence, is_kept, shared_document};

/// The rule.
pub static RULE: Rule = rule! {
    id: "incomplete-shared-document",
    area: Area::Governance,
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Do,
    summary: "the shared document leaves something out, or is out of date",
    why: "a document that leaves out promises or problems, or is older than the last review, is not what the two \
          sides work from",
    options: &[OptionSpec {
        name: "stale_after_percent",
        default: Default::Number(125),
        help: "how long it may go without a change, in percent of the review interval",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let document = match shared_document(cx) {
        Field::Set(document) if is_kept(&document.reference) => document,
        Field::Invalid => return Judged::Unknown,
        _ => return Judged::CoveredBy(&crate::rules::governance::missing_shared_document::RULE),
    };
    let lacking: Vec<&str> = Covers::ALL
        .iter()
        .filter(|part| !document.covers.items().any(|covered| covered == *part))
        .map(|part| part.word())
        .collect();
    let unclear = document.covers.is_invalid();
    if !lacking.is_empty() && !unclear {
        let message = if document.covers.is_absent() {
            "the record does not say what the shared document covers".to_owned()
        } else {
            format!("the shared document does not cover {}", listed(&lacking))
        };
        out.warning("governance.shared_document.covers", message)
            .fix("add the missing part to the document, then: `covers: [commitments, progress, issues]`");
    }
    let (Some(updated), Some(cadence)) = (document.updated.get(), cadence(cx).copied()) else {
        return Judged::Unknown;
    };
    let interval = days_between(updated.0, cadence.after(updated.0, 1));
    let limit = interval.saturating_mul(i64::from(cx.options.number("stale_after_percent"))) / 100;
    if cx.as_of > add_days(updated.0, u32::try_from(limit).unwrap_or(u32::MAX)) {
        let age = count(cx.facts.days_since(updated.0), "day");
        out.warning(
            "governance.shared_document.updated",
            format!(
                "the shared document was last changed on {updated}, {age} ago, but reviews are {cadence}"
            ),
        )
        .fix("bring it up to date before the next review, and record the day: `updated: YYYY-MM-DD`")
        .label("governance.cadence", "the cadence it has to keep up with");
    }
    if unclear { Judged::Unknown } else { Judged::Judged }
}

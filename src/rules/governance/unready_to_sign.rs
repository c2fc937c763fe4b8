//! What is announced before it is signed, or signed over a serious issue, is decided by the press date.

use crate::model::{IssueSeverity, Stage};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unready-to-sign",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.or_proposed(),
    remedy: Remedy::Agree,
    summary: "a proposal has a serious open issue, or was announced before it is signed",
    why: "once announced it can no longer be refused, and a problem that stands in the way before signing still \
          does afterwards",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.facts.stage != Stage::Proposed {
        return Judged::NotApplicable;
    }
    for (index, issue) in cx.record.issues.iter() {
        if issue.severity.copied() != Some(IssueSeverity::High) || !issue.closed.is_absent() {
            continue;
        }
        let what = shorten(issue.what.text().unwrap_or("an issue"), 60);
        out.error(
            format!("issues[{index}]"),
            format!("\"{what}\" is open and serious: settle it before signing"),
        )
        .fix("settle it with the other side and add `closed: DATE`, or lower its severity and say why");
    }
    let signed = cx.record.agreement.get().is_some_and(|agreement| agreement.signed.is_set());
    if let Some(announced) = cx.record.announced.get().filter(|_| !signed) {
        out.warning("announced", format!("it was announced on {announced}, but nothing is signed"))
            .fix("say nothing more in public until it is signed; decide as if nothing had been said");
    }
    if cx.record.issues.is_invalid() || cx.record.announced.is_invalid() {
        Judged::Unknown
    } else {
        Judged::Judged
    }
}

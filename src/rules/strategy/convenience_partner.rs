//! A partner chosen because it was there is convenient; a strategic one has what you lack.

use crate::model::Reason;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{either, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "convenience-partner",
    area: Area::Strategy,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Decide,
    summary: "the record gives no reason for choosing this partner, or only a convenient one",
    why: "enthusiastic partners are easy to find; a partner with what you lack is worth the effort",
    check: Check::Record(check),
};

fn is_convenience(reason: Reason) -> bool {
    matches!(reason, Reason::Availability | Reason::Enthusiasm | Reason::ExistingRelationship)
}

/// A reason of convenience, in a sentence about the choice.
fn told(reason: Reason) -> &'static str {
    match reason {
        Reason::Availability => "they were available",
        Reason::Enthusiasm => "they were enthusiastic",
        Reason::ExistingRelationship => "the two sides knew each other",
        _ => reason.word(),
    }
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let selection = &cx.record.selection;
    let because = selection.get().map(|selection| &selection.because);
    let sound: Vec<&str> =
        Reason::ALL.iter().filter(|reason| !is_convenience(**reason)).map(|reason| reason.word()).collect();
    if because.is_some_and(|because| because.items().any(|reason| !is_convenience(*reason))) {
        return Judged::Judged;
    }
    if selection.is_invalid() || because.is_some_and(|because| because.is_invalid()) {
        return Judged::Unknown;
    }
    let Some(because) = because.filter(|because| !because.is_absent()) else {
        let alternatives = if selection.is_absent() {
            "\n  alternatives: […]   # who or what else was considered"
        } else {
            ""
        };
        out.warning("selection.because", "the record does not say why this partner was chosen")
            .fix(format!("selection:\n  because: […]   # {}{alternatives}", either(&sound)));
        return Judged::Judged;
    };
    let mut reasons: Vec<&str> = because.items().map(|reason| told(*reason)).collect();
    reasons.dedup();
    let message = format!("chosen only because {}", listed(&reasons));
    out.error("selection.because", message).fix(format!(
        "name what they have that you lack ({}) and record it under `selection.because`; if there is \
         nothing, look for a partner who has it",
        either(&sound)
    ));
    Judged::Judged
}

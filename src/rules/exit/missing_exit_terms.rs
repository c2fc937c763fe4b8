//! Nobody wants to talk about the end at the beginning, and nobody can at the end.

use crate::model::Kind;
use crate::rules::rule::{Absorbs, Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{handover_stub, terms, trigger_stub};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-exit-terms",
    area: Area::Exit,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.until_ended(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "nothing is agreed in case the alliance does not work",
    why: "without a way out a dead alliance goes on, because ending it would need a negotiation",
    absorbs: Absorbs::all(&[
        &crate::rules::exit::tripped_exit_trigger::RULE,
        &crate::rules::exit::missing_notice_period::RULE,
        &crate::rules::exit::unusual_notice_period::RULE,
        &crate::rules::exit::one_sided_exit::RULE,
        &crate::rules::exit::missing_handover::RULE,
        &crate::rules::exit::uncovered_handover::RULE,
        &crate::rules::exit::missing_exit_trigger::RULE,
        &crate::rules::exit::ambiguous_exit_terms::RULE,
        &crate::rules::exit::late_exit_terms::RULE,
        &crate::rules::exit::ineffective_notice::RULE,
        &crate::rules::exit::copied_notice_period::RULE,
    ]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    match terms(cx.record) {
        Ok(_) => return Judged::Judged,
        Err(Judged::Unknown) => return Judged::Unknown,
        Err(_) => {}
    }
    // A campaign has its end, a commission or a sponsorship its next invoice: there, it is a weakness only.
    let ends = cx.record.campaign.get().is_some_and(|campaign| !campaign.ends.is_absent());
    let (severity, without) = match cx.facts.kind {
        Some(Kind::Affiliate | Kind::Sponsorship) => (Severity::Warning, "no exit terms are recorded"),
        Some(Kind::CoMarketing) if ends => (
            Severity::Warning,
            "no exit terms are recorded: the record does not say how either side can stop before the campaign \
             ends",
        ),
        _ => (
            Severity::Error,
            "no exit terms are recorded: the record does not say how either side leaves, when, or what is handed \
             over",
        ),
    };
    let strategic = cx.facts.kind == Some(Kind::Strategic);
    let (days, handover) = if strategic {
        (90, format!("{}\n{}", trigger_stub(cx), handover_stub(cx.record)))
    } else {
        (30, handover_stub(cx.record))
    };
    let stub = format!("agreed: YYYY-MM-DD\nnotice_days: {days}\nwho: either\n{handover}");
    out.report(severity, "exit", without).fix(format!("exit:\n  {}", stub.replace('\n', "\n  ")));
    Judged::Judged
}

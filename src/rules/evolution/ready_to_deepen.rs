//! An alliance that has outgrown its form should not have to wait until somebody notices.

use crate::model::DecisionKind;
use crate::model::calendar::add_months;
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{SIGNAL_OPTIONS, signals};

/// The rule.
pub static RULE: Rule = rule! {
    id: "ready-to-deepen",
    area: Area::Evolution,
    severities: &[Severity::Note],
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "all four signals for a deeper structure are there, and no decision on it is recorded",
    why: "continuing as before is the default, and it costs you the opportunity that the present structure cannot carry",
    options: SIGNAL_OPTIONS,
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.opportunity.is_absent() || cx.record.trust.is_absent() || answered(cx) {
        return Judged::NotApplicable;
    }
    let signals = signals(cx, cx.as_of);
    if signals.unknown && signals.gaps.is_empty() {
        return Judged::Unknown;
    }
    if let (true, Some(opportunity)) = (signals.all(), cx.record.opportunity.get()) {
        let what = opportunity.what.text().unwrap_or("the opportunity");
        let needs =
            opportunity.needs.copied().map_or(String::new(), |needs| format!(" (it needs a {needs})"));
        out.note(
            "opportunity",
            format!(
                "every side keeps its promises, a result is above projection, the sides trust each other, and \
                 \"{what}\" is waiting{needs}"
            ),
        )
        .fix("put it on the agenda of the next review, and record the answer either way:").example(format!(
"decisions:\n  - {{ \
             date: {}, verdict: deepen, why: … }}   # or continue, with the reason",
            cx.as_of
        ));
    }
    Judged::Judged
}

/// Whether the question has been put: a deeper or new structure decided in the last year, the end, or a reasoned "not
/// now" that was given when the signals were there already and still has time to run.
fn answered(cx: &Context) -> bool {
    let restructured = cx.facts.decisions.iter().any(|taken| {
        matches!(taken.verdict, DecisionKind::Deepen | DecisionKind::Restructure)
            && cx.as_of < add_months(taken.date, 12)
    });
    let last = cx.facts.last_decision();
    let declined = last.is_some_and(|last| match last.verdict {
        DecisionKind::WindDown => true,
        DecisionKind::Continue | DecisionKind::Hold => {
            last.decision.why.text().is_some()
                && last.decision.next.get().is_some_and(|next| cx.as_of <= next.0)
                && signals(cx, last.date).all()
        }
        DecisionKind::Deepen | DecisionKind::Restructure => false,
    });
    restructured || declined
}

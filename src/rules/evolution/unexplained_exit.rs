//! An alliance whose honest results hold is worth keeping, unless somebody can say why not.

use crate::facts::Headline;
use crate::facts::answers::{NoReason, no_reason};
use crate::model::{DecisionKind, Field};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unexplained-exit",
    area: Area::Evolution,
    severities: &[Severity::Note],
    applies: Applies::STRATEGIC.or_winding_down(),
    remedy: Remedy::Decide,
    summary: "an alliance whose results hold up is being ended, and no reason is recorded",
    why: "results that survive an honest count are rare, and the next partner starts without any",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.has_unclear_decisions() {
        return Judged::Unknown;
    }
    let Some(last) = cx.facts.last_decision().filter(|last| last.verdict == DecisionKind::WindDown) else {
        return Judged::NotApplicable;
    };
    if matches!(last.decision.why, Field::Invalid) {
        return Judged::Unknown;
    }
    let holding: Vec<Option<bool>> = cx.facts.headlines.iter().map(holds).collect();
    // One that fails is reason enough; without metrics there is nothing to keep it for.
    if holding.contains(&Some(false)) || holding.is_empty() {
        return Judged::NotApplicable;
    }
    if holding.contains(&None) || cx.record.metrics.is_invalid() {
        return Judged::Unknown;
    }
    let said = match no_reason(last.decision) {
        None => return Judged::Judged,
        Some(NoReason::Missing) => "no reason is recorded",
        Some(NoReason::Placeholder | NoReason::Enthusiasm) => "the reason recorded says nothing",
    };
    let message =
        format!("on {} it was decided to end an alliance whose results hold up, and {said}", last.date);
    let finding = out.note(format!("decisions[{}].why", last.index), message);
    finding.example("why: ONE SENTENCE   # for example: they were bought by a rival; a better partner was found; the market closed");
    if let Some(first) = cx.facts.headlines.first() {
        finding.label(
            format!("metrics[{}]", first.index),
            "at its floor or above, after deducting what we would have won anyway",
        );
    }
    Judged::Judged
}

/// Whether the latest period of a metric is proved to be at its floor or above; `None` where nobody can tell.
fn holds(headline: &Headline) -> Option<bool> {
    let latest = headline.series.values.last()?;
    headline.misses(latest, headline.bad_below()?).map(|misses| !misses)
}

//! What to decide about an alliance: the first verdict that applies, with its reasons and the fields they rest on.

mod case;
mod conditions;
mod decision;
mod reasons;

use case::Found;

pub use case::{Case, is_blocking};
pub use decision::{Day, Decision, Reason, Verdict};

/// Draws the verdict: the first that applies.
pub fn verdict(case: &Case) -> Verdict {
    let order: [fn(&Case) -> Option<Found>; 13] = [
        conditions::nothing,
        conditions::proposal,
        conditions::finish_exit,
        conditions::paused,
        conditions::wind_down,
        conditions::reclassify,
        conditions::restructure,
        conditions::decide_test,
        conditions::prove_it,
        conditions::negotiate,
        conditions::deepen,
        conditions::fix,
        |case| Some(conditions::go_on(case)),
    ];
    // Two ways to the same verdict are one: "then" is another.
    let mut seen = Vec::new();
    let mut found = order.iter().filter_map(|ask| ask(case)).filter(|found| {
        let fresh = !seen.contains(&found.decision);
        seen.push(found.decision);
        fresh
    });
    let first = found.next().unwrap_or_else(|| conditions::go_on(case));
    // An end, a proposal and a plain "continue" have no second best.
    let otherwise = match first.decision {
        Decision::Nothing | Decision::ReadyToSign | Decision::Continue | Decision::FinishExit => None,
        Decision::DoNotSign => Some(Decision::ReadyToSign),
        _ => found.next().map(|next| next.decision),
    };
    let mut first = first;
    let mended_first = [Decision::DoNotSign, Decision::FixThenContinue, Decision::Nothing];
    if case.mistakes > 0 && !mended_first.contains(&first.decision) {
        let mistakes = reasons::mistakes(case);
        first.headline = format!("{}; {}", first.headline, mistakes.text);
        first.reasons.push(mistakes);
    }
    Verdict {
        decision: first.decision,
        headline: first.headline,
        reasons: first.reasons,
        day: first.day,
        change: first.change,
        otherwise,
    }
}

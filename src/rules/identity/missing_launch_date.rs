//! Every interval is counted from launch, and every lesson from the end.

use crate::model::Stage;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-launch-date",
    area: Area::Identity,
    tiers: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.at_any_stage(),
    clock: false,
    summary: "a running alliance has no launch date, or one that is over has no end",
    why: "first-year reviews, late metrics and drift are all counted from launch: without it nothing is ever late",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/missing-launch-date.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    let (field, ends) = match cx.facts.stage {
        Stage::Active => (&cx.record.started, false),
        Stage::Ended => (&cx.record.ended, true),
        Stage::Proposed | Stage::WindingDown => return Outcome::NotApplicable,
    };
    if field.is_invalid() {
        return Outcome::Unknown;
    }
    if field.is_set() {
        return Outcome::Pass;
    }
    if ends {
        out.warning("ended", "it is over, but the day it ended is not recorded")
            .fix("ended: YYYY-MM-DD   # the last day on which either side was bound");
        return Outcome::Pass;
    }
    let signed = cx.record.agreement.get().and_then(|agreement| agreement.signed.get());
    let fix = match signed {
        Some(signed) => format!("started: YYYY-MM-DD   # the agreement was signed on {signed}"),
        None => "started: YYYY-MM-DD   # the day it went live".to_owned(),
    };
    out.error("started", "it is running, but nobody can tell since when").fix(fix);
    Outcome::Pass
}

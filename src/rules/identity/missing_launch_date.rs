//! Every interval is counted from launch, and every lesson from the end.

use crate::model::Stage;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-launch-date",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.at_any_stage(),
    basis: Basis::Gap,
    summary: "a running alliance has no launch date, or an ended one has no end date",
    why: "first-year reviews, late metrics and drift are all counted from launch: without it nothing is ever \
          late",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let (field, ends) = match cx.facts.stage {
        Stage::Active | Stage::Paused => (cx.record.started.last(), false),
        Stage::Ended => (cx.record.ended, true),
        Stage::Proposed | Stage::WindingDown => return Judged::NotApplicable,
    };
    if field.is_invalid() || cx.record.stage.is_invalid() {
        return Judged::Unknown;
    }
    if field.is_set() {
        return Judged::Judged;
    }
    if ends {
        out.warning("ended", "the alliance has ended, but the day it ended is not recorded")
            .fix("ended: YYYY-MM-DD   # the last day on which either side was bound");
        return Judged::Judged;
    }
    let signed = cx.record.agreement.get().and_then(|agreement| agreement.signed.get());
    let fix = match signed {
        Some(signed) => format!("started: YYYY-MM-DD   # the agreement was signed {}", signed.when()),
        None => "started: YYYY-MM-DD   # the day it went live".to_owned(),
    };
    out.error("started", "the alliance is running, but its launch date is not recorded").fix(fix);
    Judged::Judged
}

//! A door that opens from one side only makes the other side a captive.

use crate::facts::exit::{Clause, leaver};
use crate::model::{Kind, TerminationRight};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::terms;

/// The rule.
pub static RULE: Rule = rule! {
    id: "one-sided-exit",
    area: Area::Exit,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.until_ended(),
    remedy: Remedy::Agree,
    summary: "the exit is not open to every side",
    why: "a side that cannot leave has nothing to bargain with, and one that alone can leave has no reason to \
          listen",
    check: Check::Record(check),
};

const FIX: &str = "who: either   # agree one notice period for every side";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(_) if is_light(cx) => return Judged::NotApplicable,
        Err(outcome) => return outcome,
    };
    match leaver(exit) {
        Clause::Value(TerminationRight::Either) => {}
        Clause::Value(TerminationRight::Nobody) => {
            out.error("exit.who", "no side may leave without a reason that the other accepts").fix(FIX);
        }
        Clause::Value(TerminationRight::Us) => {
            out.warning("exit.who", "only our side may leave with notice").fix(FIX);
        }
        Clause::Value(TerminationRight::Partner) => {
            let message = format!("only {} may leave with notice; our side may not", partner(cx));
            // A strategic partner who alone can leave sets every later term.
            let tier = if is_light(cx) { Severity::Warning } else { Severity::Error };
            out.report(tier, "exit.who", message).fix(FIX);
        }
        // ambiguous-exit-terms speaks.
        Clause::Open(_) => return Judged::CoveredBy(&crate::rules::exit::ambiguous_exit_terms::RULE),
        // Of lighter types nobody asks for it.
        Clause::Missing if is_light(cx) => return Judged::NotApplicable,
        Clause::Missing | Clause::Unknown => return Judged::Unknown,
    }
    Judged::Judged
}

fn is_light(cx: &Context) -> bool {
    cx.facts.kind.is_some_and(|kind| kind != Kind::Strategic)
}

fn partner<'a>(cx: &Context<'a>) -> &'a str {
    match cx.facts.sides.as_slice() {
        [_, partner] => cx.side(partner),
        _ => "the partners",
    }
}

//! A side that never said what it wants out cannot be disappointed in the open.

use crate::rules::governance::common::is_placeholder;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-expectations",
    area: Area::Exchange,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    summary: "what a side expects from the alliance is not recorded",
    why: "an expectation that nobody wrote down comes to light when it is disappointed",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let expects = &cx.record.expects;
    if expects.is_absent() {
        let sides: String = cx.facts.sides.iter().map(|side| stub(side)).collect();
        out.error("expects", "the record does not say what either side expects")
            .fix(format!("expects:\n{}", sides.trim_end()));
        return Judged::Judged;
    }
    let mut unknown = false;
    for side in &cx.facts.sides {
        let wanted = expects.get(side);
        // A blank line in a list is no expectation.
        let stated = |want: &&String| !want.trim().is_empty();
        let answers = |want: &String| !is_placeholder(want);
        if wanted.is_some_and(|wanted| wanted.items().filter(stated).any(answers)) {
            continue;
        }
        // "To be agreed" is an answer to another question.
        if let Some(put_off) = wanted.and_then(|wanted| wanted.items().find(stated)) {
            let message =
                format!("what {} expects is still open: \"{}\"", cx.side(side), shorten(put_off, 60));
            out.error(format!("expects.{side}"), message)
                .fix(format!("expects:\n{}", stub(side).trim_end()))
                .side(side);
            continue;
        }
        if expects.is_invalid(side) || wanted.is_some_and(|wanted| wanted.is_invalid()) {
            unknown = true;
            continue;
        }
        out.error(
            format!("expects.{side}"),
            format!("the record does not say what {} expects", cx.side(side)),
        )
        .fix(format!("expects:\n{}", stub(side).trim_end()))
        .side(side);
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}

fn stub(side: &str) -> String {
    // In a block, since within brackets the comma of a number would cut the sentence in two.
    format!("  {side}:\n    - HOW MUCH of what and by when   # for example: EUR 200,000 of new fees a year\n")
}

//! "Strategic" is a claim with five tests: an alliance that claims none of them is one by name only.

use crate::model::StrategicTest;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};
use crate::text::either;

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-strategic-test",
    area: Area::Strategy,
    tiers: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    clock: false,
    summary: "nothing says what is strategic about it",
    why: "if you could get there alone in good time, you need no partner for it, and certainly no alliance",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/missing-strategic-test.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    let case = &cx.record.strategic_case;
    if case.items().any(|case| case.test.is_set()) {
        return Outcome::Pass;
    }
    if case.is_invalid() || case.items().any(|case| case.test.is_invalid()) {
        return Outcome::Unknown;
    }
    let tests: Vec<&str> = StrategicTest::ALL.iter().map(|test| test.word()).collect();
    let (path, message, fix) = match case.iter().next() {
        Some((index, _)) => (
            format!("strategic_case[{index}].test"),
            "there is a strategic case, but it does not say which of the five tests it is to pass",
            format!("test: …   # {}", either(&tests)),
        ),
        None => (
            "strategic_case".to_owned(),
            "called strategic, but nothing says what it does that you could not do alone in good time",
            format!(
                "name the test it passes and what proves it:\nstrategic_case:\n  - test: …   # {}\n    evidence: …\n    \
                 organic: {{ months: …, cost: … }}\n    through_alliance: {{ months: …, cost: … }}",
                either(&tests)
            ),
        ),
    };
    out.error(path, message).fix(fix);
    Outcome::Pass
}

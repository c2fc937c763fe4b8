//! "Strategic" is a claim with five tests: an alliance that claims none of them is one by name only.

use crate::model::{Fix, StrategicTest};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::either;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-strategic-test",
    area: Area::Strategy,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    summary: "the record does not say what makes it strategic",
    why: "if you could get there alone within a reasonable time, you do not need a partner for it, let alone an alliance",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let case = &cx.record.strategic_case;
    if case.items().any(|case| case.test.is_set()) {
        return Judged::Judged;
    }
    if case.is_invalid() || case.items().any(|case| case.test.is_invalid()) {
        return Judged::Unknown;
    }
    let tests: Vec<&str> = StrategicTest::ALL.iter().map(|test| test.word()).collect();
    let (path, message, fix) = match case.iter().next() {
        Some((index, _)) => (
            format!("strategic_case[{index}].test"),
            "the strategic case does not say which of the five tests it is meant to pass",
            Fix::example(format!("test: …   # {}", either(&tests))),
        ),
        None => (
            "strategic_case".to_owned(),
            "called strategic, but the record does not say what it does that you could not do alone in good \
             time",
            Fix::from("name the test it passes and what proves it:").with_example(format!(
                "strategic_case:\n  - test: …   # {}\n    evidence: …\n    \
                 organic: {{ months: …, cost: … }}\n    through_alliance: {{ months: …, cost: … }}",
                either(&tests)
            )),
        ),
    };
    out.error(path, message).fix(fix);
    Judged::Judged
}

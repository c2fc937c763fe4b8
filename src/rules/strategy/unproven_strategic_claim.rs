//! A test that is only claimed is a hope: each has a figure that would prove it.

use crate::facts::contributions::is_blank;
use crate::model::{Field, Route, StrategicCase, StrategicTest};
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::claims;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unproven-strategic-claim",
    area: Area::Strategy,
    applies: Applies::STRATEGIC.or_proposed(),
    doubt: true,
    summary: "a strategic test is claimed without the figures that would prove it",
    why: "faster, cheaper and otherwise impossible are comparisons, and a comparison has two sides to write \
          down",
    check: Check::Record(check),
};

/// Something a claim lacks: its field, its name in a sentence, and a stub.
struct Gap {
    field: &'static str,
    name: &'static str,
    stub: &'static str,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let case = &cx.record.strategic_case;
    if claims(cx.record).next().is_none() {
        // That nothing is claimed is another rule's business.
        let unknown = case.is_invalid() || case.items().any(|case| case.test.is_invalid());
        return if unknown {
            Judged::Unknown
        } else {
            Judged::CoveredBy(&crate::rules::strategy::missing_strategic_test::RULE)
        };
    }
    for (index, test, case) in claims(cx.record) {
        let gaps = gaps(test, case);
        let path = match gaps.as_slice() {
            [] => continue,
            [gap] => format!("strategic_case[{index}].{}", gap.field),
            _ => format!("strategic_case[{index}]"),
        };
        let names: Vec<&str> = gaps.iter().map(|gap| gap.name).collect();
        let stubs: Vec<&str> = gaps.iter().map(|gap| gap.stub).collect();
        out.warning(path, format!("{test} is claimed without {}", listed(&names)))
            .fix(format!("find out and add to the claim:\n{}", stubs.join("\n")));
    }
    Judged::Judged
}

fn gaps(test: StrategicTest, case: &StrategicCase) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if is_blank(&case.evidence) {
        gaps.push(Gap {
            field: "evidence",
            name: "any evidence",
            stub: "evidence: …   # what you have seen, with a figure",
        });
    }
    match test {
        StrategicTest::MarketAccess | StrategicTest::Capability => {
            if lacks(&case.organic, |route| route.months.is_absent() && route.cost.is_absent()) {
                gaps.push(Gap {
                    field: "organic",
                    name: "the months or the cost of doing it alone",
                    stub: "organic: { months: …, cost: … }   # without the alliance",
                });
            }
        }
        StrategicTest::AcquisitionEconomics => {
            if lacks(&case.organic, |route| route.cost.is_absent()) {
                gaps.push(Gap {
                    field: "organic.cost",
                    name: "what a customer costs to win alone",
                    stub: "organic: { cost: … }   # for one customer, without the alliance",
                });
            }
            if lacks(&case.through_alliance, |route| route.cost.is_absent()) {
                gaps.push(Gap {
                    field: "through_alliance.cost",
                    name: "what a customer costs to win through the alliance",
                    stub: "through_alliance: { cost: … }   # for one customer",
                });
            }
        }
        StrategicTest::CombinedOffering | StrategicTest::Credibility => {}
    }
    gaps
}

fn lacks(route: &Field<Route>, what: impl Fn(&Route) -> bool) -> bool {
    route.is_absent() || route.get().is_some_and(what)
}

//! Exclusivity without a scope or an end forbids more than anybody meant.

use crate::model::Field;
use crate::rules::governance::common::is_placeholder;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "open-exclusivity",
    area: Area::Exit,
    severities: &[Severity::Warning],
    applies: Applies::ANY.until_ended(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "an exclusivity does not say what it covers, whom it binds, or until when",
    why: "what is forbidden without limits is forbidden for ever, and you find out when somebody better \
          appears",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.exclusivity.is_invalid() {
        return Judged::Unknown;
    }
    let Some(exclusive) = cx.record.exclusivity.get() else { return Judged::NotApplicable };
    let open = |field: &Field<String>| !field.is_invalid() && field.text().is_none_or(is_placeholder);
    let parts = [
        (exclusive.who.is_absent(), "who", "whom it binds"),
        (open(&exclusive.scope), "scope", "for which products, customers or countries"),
        (exclusive.until.is_absent() && open(&exclusive.ends_with), "until", "when it ends"),
    ];
    let missing: Vec<(&str, &str)> =
        parts.into_iter().filter(|(missing, ..)| *missing).map(|(_, field, what)| (field, what)).collect();
    if let Some((field, _)) = missing.first() {
        let what: Vec<&str> = missing.iter().map(|(_, what)| *what).collect();
        out.warning(format!("exclusivity.{field}"), format!("the exclusivity does not say {}", listed(&what))).example(
            "exclusivity: { who: partner, scope: PRODUCTS, CUSTOMERS OR COUNTRIES, until: YYYY-MM-DD }   # or `ends_with: agreement`",
        );
    }
    Judged::Judged
}

//! An alliance is a formal arrangement: what is not on paper is remembered differently on each side.

use crate::rules::rule::{Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use crate::facts::contributions::is_blank;

/// The rule.
pub static RULE: Rule = rule! {
    id: "informal-arrangement",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no agreement is on file",
    why: "what is not on paper is remembered differently on each side, and most differently when it matters",
    options: &[OptionSpec {
        name: "error_after_days",
        default: Default::Number(90),
        help: "days after launch at which a missing agreement becomes an error",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let agreement = cx.record.agreement.get();
    if cx.record.agreement.is_invalid() || agreement.is_some_and(|agreement| agreement.reference.is_invalid())
    {
        return Judged::Unknown;
    }
    if agreement.is_some_and(|agreement| !is_blank(&agreement.reference)) {
        return Judged::Judged;
    }
    let signed = agreement.and_then(|agreement| agreement.signed.get());
    let (gap, fix) = match signed {
        Some(signed) => (
            format!("an agreement was signed {}, but the record does not say where it is kept", signed.when()),
            format!("agreement: {{ signed: {signed}, reference: PATH_OR_LINK }}"),
        ),
        None => (
            "no agreement is on file".to_owned(),
            "sign what was agreed, then record it:\nagreement: { signed: YYYY-MM-DD, reference: PATH_OR_LINK }"
                .to_owned(),
        ),
    };
    let days = cx.facts.launched.map(|launched| cx.facts.days_since(launched));
    let late = days.is_some_and(|days| days >= i64::from(cx.options.number("error_after_days")));
    let tier = if late { Severity::Error } else { Severity::Warning };
    let since = days.map(|days| format!(", {} after launch", count(days, "day"))).unwrap_or_default();
    let finding = out.report(tier, "agreement.reference", gap + &since).fix(fix);
    if days.is_some() {
        finding.label("started", "the alliance was launched here");
    }
    Judged::Judged
}

//! Attention is finite: a transaction that runs itself should not take an alliance's share of it.

use rust_decimal::Decimal;

use crate::model::{Cadence, Kind};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "over-governed-affiliate",
    area: Area::Identity,
    severities: &[Severity::Note],
    applies: Applies::to(&[Kind::Affiliate]),
    remedy: Remedy::Decide,
    summary: "a transactional partner is managed like an alliance",
    why: "an affiliate needs a tracker and a rate; every meeting with it is taken from an alliance that \
          needs one",
    options: &[OptionSpec {
        name: "most_hours",
        default: Default::Number(4),
        help: "hours a month that a transactional partner may take",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let hours = cx.record.attention.get().and_then(|attention| attention.hours_per_month.copied());
    let cadence = cx.record.governance.get().and_then(|governance| governance.cadence.copied());
    let most = cx.options.number("most_hours");
    let long = hours.filter(|hours| hours.0 > Decimal::from(most));
    let often = cadence
        .filter(|cadence| matches!(cadence, Cadence::Weekly | Cadence::Fortnightly | Cadence::Monthly));
    match (long, often) {
        (Some(hours), often) => {
            let reviews = often.map(|cadence| format!(" and {cadence} reviews")).unwrap_or_default();
            let message = format!(
                "a transactional partner takes {hours} hours a month{reviews}; {most} should be enough"
            );
            let finding = out.note("attention.hours_per_month", message);
            finding.fix(FIX);
            if let Some(cadence) = often {
                finding.label("governance.cadence", format!("reviewed {cadence}"));
            }
        }
        (None, Some(cadence)) => {
            out.note("governance.cadence", format!("a transactional partner has {cadence} reviews")).fix(FIX);
        }
        (None, None) if hours.is_none() => return Judged::Unknown,
        (None, None) => {}
    }
    Judged::Judged
}

const FIX: &str = "let the tracker do it: read the dashboard once a quarter. If there is more to it than \
                   referrals, decide to make it more and record that under `type_history`";

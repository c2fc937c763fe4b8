//! A side whose every promise has run out is there for nothing but the name.

use chrono::NaiveDate;

use crate::model::calendar::add_days;
use crate::model::{Contribution, Delivered, Kind};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{Terms, WindowEnd};

/// The rule.
pub static RULE: Rule = rule! {
    id: "nothing-owed",
    area: Area::Exchange,
    severities: &[Severity::Error],
    applies: Applies::to(&[Kind::Strategic, Kind::Affiliate, Kind::Sponsorship]),
    time_dependent: true,
    remedy: Remedy::Agree,
    doubt: true,
    summary: "every promise of one side has expired",
    why: "nobody delivers what nobody owes, and the other side goes on paying with its time",
    options: &[OptionSpec {
        name: "grace_days",
        default: Default::Number(14),
        help: "days after the last promise ended in which new ones may be agreed",
    }],
    check: Check::Record(check),
};

/// Where a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    Still,
    Until(NaiveDate),
    /// It was given once and lasts, as a licence or a stake does.
    Given,
    Unknown,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let grace = cx.options.number("grace_days");
    let (mut over, mut judged, mut unknown) = (Vec::new(), false, false);
    for (side, given) in cx.record.contributions.iter() {
        let owed: Vec<Owed> = given.items().map(|contribution| owed(cx, contribution)).collect();
        let last = owed.iter().filter_map(|owed| match owed {
            Owed::Until(end) => Some(*end),
            Owed::Still | Owed::Given | Owed::Unknown => None,
        });
        let Some(last) = last.max() else {
            judged |= owed.contains(&Owed::Still) || owed.contains(&Owed::Given);
            unknown |= owed.contains(&Owed::Unknown);
            continue;
        };
        unknown |= owed.contains(&Owed::Unknown);
        judged = true;
        let ended = owed.iter().all(|owed| matches!(owed, Owed::Until(_)));
        if ended && cx.as_of > add_days(last, grace) {
            over.push((side, last));
        }
    }
    // Who buys something may have paid for all of it before it is all delivered.
    let everybody = over.len() == cx.facts.sides.len();
    if cx.facts.kind == Some(Kind::Strategic) || everybody {
        for (side, last) in over {
            let name = cx.side(side);
            out.error(
                format!("contributions.{side}"),
                format!("every promise of {name} has expired, the last on {last}: {name} owes nothing"),
            )
            .fix(format!(
                "agree with {name} what it contributes from now on, with `until`; or end the arrangement"
            ))
            .side(side);
        }
    }
    Judged::of_several(judged, unknown)
}

fn owed(cx: &Context, contribution: &Contribution) -> Owed {
    let delivered = contribution.delivered.copied() == Some(Delivered::Whole(true));
    match Terms::of(contribution, cx.facts).window() {
        Some(window) => match window.end {
            WindowEnd::On(end) if end < cx.as_of => Owed::Until(end),
            WindowEnd::On(_) => Owed::Still,
            WindowEnd::Never | WindowEnd::Unknown if delivered => Owed::Given,
            WindowEnd::Never => Owed::Still,
            WindowEnd::Unknown => Owed::Unknown,
        },
        None if delivered => Owed::Given,
        None => Owed::Unknown,
    }
}

//! People leave; an alliance whose owner has left goes on only on paper.

use crate::model::{Kind, List, Owner, US};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use super::common::{is_person, is_unclear, name, place, seated};

/// The rule.
pub static RULE: Rule = rule! {
    id: "vacant-ownership",
    area: Area::Governance,
    severities: &[Severity::Error],
    applies: Applies::ANY.or_winding_down(),
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "an owner has left without a successor",
    why: "nobody keeps the promises of the one who left, and the other side calls a number that does not answer",
    options: &[OptionSpec {
        name: "grace_days",
        default: Default::Number(14),
        help: "how long a side may be without an owner",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let grace = i64::from(cx.options.number("grace_days"));
    let (mut unknown, mut seatless) = (false, false);
    for side in &cx.facts.sides {
        if is_unclear(&cx.record.owners, side) {
            unknown = true;
            continue;
        }
        let people = seated(cx, &cx.record.owners, side);
        let Some((index, owner, left)) = last_to_leave(cx, side) else {
            seatless |= people.is_empty();
            continue;
        };
        // On our side the seat that matters is the one that answers for the outcome.
        let commercial = *side == US && owner.is_commercial();
        if people.iter().any(|(_, owner)| !commercial || owner.is_commercial()) {
            continue;
        }
        let empty = cx.facts.days_since(left);
        if empty <= grace {
            continue;
        }
        let (who, at, ago) = (name(owner), place(cx, side), count(empty, "day"));
        let successor = if commercial && !people.is_empty() {
            "nobody is recorded as taking over the commercial outcome"
        } else {
            "no successor is recorded"
        };
        let accountable = if *side == US { "accountable_for: commercial-outcome, " } else { "" };
        out.error(
            format!("owners.{side}[{index}].until"),
            format!("{who} {at} left {ago} ago, on {left}, and {successor}"),
        )
        .fix(format!(
            "add the successor under `owners.{side}`: `- {{ name: NAME, role: ROLE, {accountable}authority: WHAT THEY MAY DECIDE ALONE, since: YYYY-MM-DD }}`"
        ))
        .side(side);
    }
    match (unknown, seatless) {
        (true, _) => Judged::Unknown,
        // Of lighter types no owner is asked; one who was named and has left is said all the same.
        (false, true) if cx.facts.kind.is_some_and(|kind| kind != Kind::Strategic) => Judged::NotApplicable,
        // Nobody was ever named: missing-owner speaks.
        (false, true) => Judged::CoveredBy(&crate::rules::governance::missing_owner::RULE),
        (false, false) => Judged::Judged,
    }
}

/// The last owner of a side who has left; on our side the last who answered for the outcome, if any did.
fn last_to_leave<'a>(cx: &Context<'a>, side: &str) -> Option<(usize, &'a Owner, chrono::NaiveDate)> {
    let entries = cx.record.owners.get(side).into_iter().flat_map(List::iter);
    entries
        .filter_map(|(index, owner)| Some((index, owner, owner.until.get()?.0)))
        .filter(|(_, owner, until)| is_person(cx, owner) && *until < cx.as_of)
        .max_by_key(|(_, owner, until)| (side == US && owner.is_commercial(), *until))
}

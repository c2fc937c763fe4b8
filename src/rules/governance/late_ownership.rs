//! Who is appointed after launch inherits promises that somebody else made.

use crate::facts::agreements::lateness;
use crate::model::List;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

use super::common::{is_person, is_unclear, name, place};

/// The rule.
pub static RULE: Rule = rule! {
    id: "late-ownership",
    area: Area::Governance,
    applies: Applies::STRATEGIC,
    remedy: Remedy::Do,
    summary: "one side had no owner when the alliance was launched",
    why: "an owner who was not there at the start has to defend promises they did not make, or does not",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(started) = cx.record.started.get().filter(|_| cx.facts.launched.is_some()) else {
        return Judged::Unknown;
    };
    let (mut judged, mut unknown) = (false, false);
    for side in &cx.facts.sides {
        if is_unclear(&cx.record.owners, side) {
            unknown = true;
            continue;
        }
        let people = cx.record.owners.get(side).into_iter().flat_map(List::iter);
        let people: Vec<_> = people.filter(|(_, owner)| is_person(cx, owner)).collect();
        // Without anybody missing-owner speaks; without a first day nobody can tell, and nobody asks.
        let days: Option<Vec<_>> = people.iter().map(|(_, owner)| owner.since.copied()).collect();
        let Some((first, (index, owner))) =
            days.and_then(|days| days.into_iter().zip(&people).min_by_key(|(since, _)| since.first()))
        else {
            continue;
        };
        match first.is_after(started) {
            Some(true) => {
                out.warning(
                    format!("owners.{side}[{index}].since"),
                    format!(
                        "{} is the first owner {}, {}: {} after launch",
                        name(owner),
                        place(cx, side),
                        match first.is_exact() {
                            true => format!("since {first}"),
                            false => format!("since some day in {first}"),
                        },
                        lateness(started, &first)
                    ),
                )
                .fix(
                    "go through the original promises with the new owner and let both sides confirm them; if \
                      somebody answered for it before, record who",
                )
                .label("started", "the alliance was launched here")
                .side(side);
                judged = true;
            }
            Some(false) => judged = true,
            None => unknown = true,
        }
    }
    Judged::of_several(judged, unknown)
}

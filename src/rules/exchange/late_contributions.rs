//! What is promised once the alliance runs is promised under pressure, or to explain what is already being done.

use crate::facts::agreements::lateness;
use crate::facts::window;
use crate::model::calendar::add_days;
use crate::model::{Contribution, List, PastDate};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

use super::common::first_launch;

/// The rule.
pub static RULE: Rule = rule! {
    id: "late-contributions",
    area: Area::Exchange,
    remedy: Remedy::Agree,
    summary: "everything that a side contributes from the start was agreed after launch",
    why: "if you start before it is clear what each side contributes, you have nothing left to bargain with",
    options: &[OptionSpec {
        name: "start_days",
        default: Default::Number(31),
        help: "days after launch within which a contribution that begins counts as one from the start",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let contributions = &cx.record.contributions;
    let started = match first_launch(cx) {
        Ok(started) => started,
        Err(outcome) => return outcome,
    };
    let start_ends = add_days(started.0, cx.options.number("start_days"));
    let (mut judged, mut unknown) = (false, false);
    for side in &cx.facts.sides {
        let given = contributions.get(side);
        if contributions.is_invalid(side) || given.is_some_and(List::is_invalid) {
            unknown = true;
            continue;
        }
        let from_the_start: Vec<(usize, &Contribution)> = given
            .into_iter()
            .flat_map(List::iter)
            .filter(|(_, item)| window::of(item, cx.facts).is_none_or(|window| window.start <= start_ends))
            .collect();
        // Without a day of agreement nobody can tell, and nobody asks.
        let agreed: Option<Vec<(&PastDate, usize)>> = from_the_start
            .iter()
            .map(|(index, item)| Some((item.agreed.get().filter(|day| day.first() <= cx.as_of)?, *index)))
            .collect();
        let Some((first, index)) =
            agreed.and_then(|days| days.into_iter().min_by_key(|(day, _)| day.first()))
        else {
            continue;
        };
        match first.is_after(started) {
            Some(true) => {
                judged = true;
                out.warning(
                    format!("contributions.{side}[{index}].agreed"),
                    format!(
                        "nothing that {} contributes from the start was agreed before launch",
                        cx.side(side),
                    ),
                )
                .evidence(&format!(". The first promise came {} later", lateness(started, first)))
                .fix(
                    "go through it with the other side while both still want it: how much, by when, and the \
                      minimum; new terms settle this",
                )
                .label("started", "the alliance was launched here")
                .side(side);
            }
            Some(false) => judged = true,
            None => unknown = true,
        }
    }
    Judged::of_several(judged, unknown)
}

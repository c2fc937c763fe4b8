//! An owner who has to ask for everything is a messenger.

use std::borrow::Cow;

use crate::model::Owner;
use crate::rules::rule::{
    Applies, Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule,
};
use crate::rules::{Context, Findings};
use crate::text::{listed, small};

use super::common::authority::{amounts_to_nothing, only_prepares};
use super::common::{is_placeholder, is_unclear, name, place, seated};

/// The rule.
pub static RULE: Rule = rule! {
    id: "powerless-owner",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Decide,
    doubt: true,
    summary: "an owner has no authority to decide, or none is recorded",
    why: "every decision then waits for somebody who was not in the room, and the alliance moves no faster",
    options: &[OptionSpec {
        name: "none_words",
        default: Default::Words(NONE),
        help: "opening words of an authority that amounts to none",
    }],
    check: Check::Record(check),
};

const NONE: &[&str] = &[
    "none",
    "nothing",
    "no authority",
    "no decision",
    "no mandate",
    "no say",
    "cannot decide",
    "may not decide",
    "has to ask",
    "must ask",
    "needs approval",
    "needs sign-off",
    "no budget",
    "no power",
    "no right",
];

/// What an authority amounts to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Power {
    Some,
    None,
    Unstated,
    Unreadable,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let none: Vec<Cow<str>> = cx.options.words("none_words").into_iter().map(small).collect();
    let (mut unknown, mut seatless) = (false, false);
    for side in &cx.facts.sides {
        if is_unclear(&cx.record.owners, side) {
            unknown = true;
            continue;
        }
        let people = seated(cx, &cx.record.owners, side);
        let powers: Vec<Power> = people.iter().map(|(_, owner)| power(owner, &none)).collect();
        // One person who may decide is enough: their colleagues can ask next door.
        if powers.contains(&Power::Some) {
            continue;
        }
        if powers.contains(&Power::Unreadable) {
            unknown = true;
            continue;
        }
        let worst = powers.iter().position(|power| *power == Power::None);
        let Some((index, owner)) = worst.or(Some(0)).and_then(|at| people.get(at)) else {
            seatless = true;
            continue;
        };
        let path = format!("owners.{side}[{index}].authority");
        let at = place(cx, side);
        if worst.is_some() {
            let stated = owner.authority.text().unwrap_or_default();
            out.error(
                path,
                format!("{} {at} may decide nothing without approval: \"{stated}\"", name(owner)),
            )
            .fix("give the owner a sum, people or terms to decide on, or name somebody who has them")
            .side(side);
        } else {
            let names: Vec<&str> = people.iter().map(|(_, owner)| name(owner)).collect();
            // Who writes "TBD" was asked, and had no answer.
            let basis = if people.iter().any(|(_, owner)| owner.authority.is_set()) {
                Basis::Fault
            } else {
                Basis::Gap
            };
            out.warning(
                path,
                format!("it is not recorded what {} {at} may decide without approval", listed(&names)),
            )
            .basis(basis)
            .remedy(Remedy::Record)
            .example(
                "authority: WHAT THEY MAY DECIDE ALONE   # such as: Signs to EUR 50k and staffs joint deals",
            )
            .side(side);
        }
    }
    match (unknown, seatless) {
        (true, _) => Judged::Unknown,
        (false, true) => Judged::CoveredBy(&crate::rules::governance::missing_owner::RULE),
        (false, false) => Judged::Judged,
    }
}

fn power(owner: &Owner, none: &[Cow<str>]) -> Power {
    if owner.authority.is_invalid() {
        return Power::Unreadable;
    }
    match owner.authority.text() {
        None => Power::Unstated,
        Some(text) if amounts_to_nothing(text, none) || only_prepares(text) => Power::None,
        Some(text) if is_placeholder(text) => Power::Unstated,
        Some(_) => Power::Some,
    }
}

/// Whether any of the people in a side's seat is on record as having authority; `None` where that cannot be read.
pub(super) fn is_empowered(people: &[(usize, &Owner)]) -> Option<bool> {
    let none: Vec<Cow<str>> = NONE.iter().copied().map(small).collect();
    let powers: Vec<Power> = people.iter().map(|(_, owner)| power(owner, &none)).collect();
    match (powers.contains(&Power::Some), powers.contains(&Power::Unreadable)) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

//! A person on both sides of the table agrees with themselves.

use std::collections::HashMap;

use crate::language::person::full_name;
use crate::model::{BySide, List, Owner};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{is_unclear, name, place, seated};

/// The rule.
pub static RULE: Rule = rule! {
    id: "same-person",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.or_proposed(),
    remedy: Remedy::Decide,
    doubt: true,
    summary: "one person holds two seats that check each other",
    why: "an owner on both sides has nobody to disagree with, and an owner who is the sponsor has nobody to go to",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let sides = &cx.facts.sides;
    if sides.iter().any(|side| is_unclear(&cx.record.owners, side) || is_unclear(&cx.record.sponsors, side)) {
        return Judged::Unknown;
    }
    let owners = people(cx, &cx.record.owners);
    if owners.is_empty() {
        return Judged::NotApplicable;
    }
    let sponsors = people(cx, &cx.record.sponsors);
    let names: Vec<String> = owners.iter().map(|(.., owner)| full_name(name(owner))).collect();
    // By name, the sides on which somebody is an owner, in their order.
    let mut seats: HashMap<&String, Vec<&str>> = HashMap::new();
    for ((side, index, owner), full) in owners.iter().zip(&names) {
        let on = seats.entry(full).or_default();
        if !on.contains(side) {
            on.push(side);
        }
        if let Some(other) = on.iter().find(|other| *other != side) {
            out.error(
                format!("owners.{side}[{index}].name"),
                format!("{} is the owner both {} and {}", name(owner), place(cx, other), place(cx, side)),
            )
            .fix("name an owner for each side who is employed there and answers to it")
            .side(side);
        }
    }
    for ((side, index, owner), short) in owners.iter().zip(&names) {
        if !has_initial(short) {
            continue;
        }
        let same = owners.iter().zip(&names).filter(|((other, ..), _)| other != side);
        let mut same = same.filter(|(_, full)| may_be_one(short, full));
        if let Some(((other, _, known), _)) = same.next() {
            out.warning(
                format!("owners.{side}[{index}].name"),
                format!(
                    "{} {} may be {}, the owner {}",
                    name(owner),
                    place(cx, side),
                    name(known),
                    place(cx, other)
                ),
            )
            .fix("write the first name in full; if it is one person, name an owner for each side")
            .side(side);
        }
    }
    for (side, index, sponsor) in &sponsors {
        if seats.get(&full_name(name(sponsor))).is_some_and(|on| on.contains(side)) {
            out.warning(
                format!("sponsors.{side}[{index}].name"),
                format!("{} {} is owner and sponsor", name(sponsor), place(cx, side)),
            )
            .fix("name a sponsor in the leadership to whom the owner can take what they cannot settle")
            .side(side);
        }
    }
    Judged::Judged
}

/// Whether a name begins with an initial: most do not, and need not be laid beside every other.
fn has_initial(name: &str) -> bool {
    let is_blank = |letter: char| letter == '.' || letter.is_whitespace();
    let mut letters = name.trim_start_matches(is_blank).chars();
    letters.next().is_some() && letters.next().is_some_and(is_blank)
}

/// Whether the first of two names is the second with an initial for its first name: `p nair` and `priya nair`.
fn may_be_one(short: &str, full: &str) -> bool {
    let parts = |name: &str| -> Option<(String, String)> {
        let plain = name.replace('.', " ");
        let mut words = plain.split_whitespace();
        let first = words.next()?.to_owned();
        Some((first, words.next_back()?.to_owned()))
    };
    let Some(((initial, surname), (first, last))) = parts(short).zip(parts(full)) else { return false };
    initial.chars().count() == 1
        && first.chars().count() > 1
        && surname == last
        && first.starts_with(&initial)
}

fn people<'a>(cx: &Context<'a>, seats: &'a BySide<List<Owner>>) -> Vec<(&'a str, usize, &'a Owner)> {
    let sides = cx.facts.sides.iter().copied();
    sides
        .flat_map(|side| seated(cx, seats, side).into_iter().map(move |(index, owner)| (side, index, owner)))
        .collect()
}

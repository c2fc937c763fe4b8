//! What the points come to: surely one type, rather one, a tie, or too little to tell.

use crate::model::Kind;

/// Fewer points for the winner are too little to tell.
const TOO_LITTLE: u32 = 3;
/// A confident winner has as many points …
const CONFIDENT_POINTS: u32 = 4;
/// … and leads by as many.
const CONFIDENT_LEAD: u32 = 3;
/// A winner leads at least by as many.
const WEAK_LEAD: u32 = 2;

/// Something in the record that speaks for a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The type it speaks for.
    pub kind: Kind,
    /// How much.
    pub points: u32,
    /// What it is, as a clause.
    pub sentence: String,
    /// Where the record says so.
    pub path: String,
}

/// What the signals come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// Surely this.
    Confident(Kind),
    /// Rather this.
    Weak(Kind),
    /// One of these, which are within a point of each other; the one with most points first.
    Tie(Vec<Kind>),
    /// The record says too little.
    TooLittle,
}

/// What an arrangement is by its record, with the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// Everything that speaks for one type or another, by type and weight.
    pub signals: Vec<Signal>,
    /// What it comes to.
    pub conclusion: Conclusion,
}

impl Inferred {
    /// The points of a type.
    pub fn points(&self, kind: Kind) -> u32 {
        points(&self.signals, kind)
    }

    /// What speaks for a type, weightiest first.
    pub fn signals(&self, kind: Kind) -> impl Iterator<Item = &Signal> {
        self.signals.iter().filter(move |signal| signal.kind == kind)
    }

    /// The types that the record may be: the one it is concluded to be, or those of a tie.
    pub fn candidates(&self) -> &[Kind] {
        match &self.conclusion {
            Conclusion::Confident(kind) | Conclusion::Weak(kind) => std::slice::from_ref(kind),
            Conclusion::Tie(kinds) => kinds,
            Conclusion::TooLittle => &[],
        }
    }
}

fn points(signals: &[Signal], kind: Kind) -> u32 {
    signals.iter().filter(|signal| signal.kind == kind).map(|signal| signal.points).sum()
}

pub(super) fn conclude(signals: &[Signal]) -> Conclusion {
    let mut ranked: Vec<(u32, Kind)> = Kind::ALL.iter().map(|kind| (points(signals, *kind), *kind)).collect();
    ranked.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    let [(most, winner), (second, _), ..] = *ranked else { return Conclusion::TooLittle };
    let lead = most.saturating_sub(second);
    if most < TOO_LITTLE {
        Conclusion::TooLittle
    } else if lead < WEAK_LEAD {
        let near = ranked.iter().filter(|(points, _)| most.saturating_sub(*points) < WEAK_LEAD);
        Conclusion::Tie(near.map(|(_, kind)| *kind).collect())
    } else if lead >= CONFIDENT_LEAD && most >= CONFIDENT_POINTS {
        Conclusion::Confident(winner)
    } else {
        Conclusion::Weak(winner)
    }
}

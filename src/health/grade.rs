//! Grades of evidence, A to D, what raises and lowers them, and how much of a claim must be true to pay.

use std::fmt;

use rust_decimal::Decimal;

use crate::model::Method;

/// How far a figure can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// An estimate, or only our own word.
    D,
    /// A comparison with the time before.
    C,
    /// A comparison with a like market.
    B,
    /// A real control, read by every side.
    A,
}

impl Grade {
    /// Its letter.
    pub fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// Where a metric starts by its method.
    pub fn of(method: Option<Method>) -> Self {
        match method.unwrap_or(Method::None).grade() {
            'A' => Self::A,
            'B' => Self::B,
            'C' => Self::C,
            _ => Self::D,
        }
    }

    fn points(self) -> Decimal {
        Decimal::from(match self {
            Self::A => 4,
            Self::B => 3,
            Self::C => 2,
            Self::D => 1,
        })
    }

    pub(super) fn lower(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B | Self::C => Self::C,
            Self::D => Self::D,
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// What a term does to a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is where the metric starts.
    Starts(Grade),
    /// It allows no better grade.
    AtMost(Grade),
    /// It costs a grade; none below C: one mark asks, and convicts nobody.
    CostsOne,
    /// It leaves an estimate.
    LeavesD,
    /// It takes away a doubt, and is no reason for a better grade.
    Confirms,
}

impl Effect {
    /// What it does, in a few words.
    pub fn words(self) -> String {
        match self {
            Self::Starts(grade) => format!("starts at {grade}"),
            Self::AtMost(grade) => format!("{grade} at most"),
            Self::CostsOne => "costs a grade, down to C".to_owned(),
            Self::LeavesD => "leaves D".to_owned(),
            Self::Confirms => "takes nothing off".to_owned(),
        }
    }
}

/// Something that speaks for or against a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeTerm {
    /// What, as a clause.
    pub text: String,
    /// What it does to the grade.
    pub effect: Effect,
    /// The field it rests on.
    pub path: String,
}

/// How much of what is claimed must be true for it to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The cost in percent of the claim, rounded up.
    pub percent: Decimal,
    /// Whether all of the cost is on record; else it is more.
    pub complete: bool,
    /// Whether a result that is due is missing, which might pay for the others.
    pub open: bool,
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let least = if self.complete { "" } else { "at least " };
        match self.percent {
            percent if percent > Decimal::ONE_HUNDRED && self.open => {
                formatter.write_str("the results recorded do not pay for it, and others are missing")
            }
            percent if percent > Decimal::ONE_HUNDRED => {
                formatter.write_str("does not pay even if all of it is true")
            }
            percent => write!(formatter, "pays if {least}{percent} % of it is true"),
        }
    }
}

/// The share of a claim that must be true to pay for a cost, and whether results are missing; `None` where nothing is claimed.
pub fn share(claim: Decimal, cost: Option<Decimal>, complete: bool, open: bool) -> Option<Share> {
    if claim <= Decimal::ZERO {
        return None;
    }
    let percent = cost?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(claim)?.ceil();
    Some(Share { percent, complete, open })
}

/// The mean of grades by their weights, a half to the worse; equal weights where none has any.
pub fn mean(grades: impl Iterator<Item = (Grade, Decimal)> + Clone) -> Option<Grade> {
    let whole: Decimal =
        grades.clone().map(|(_, weight)| weight).fold(Decimal::ZERO, Decimal::saturating_add);
    let weigh = |weight: Decimal| if whole > Decimal::ZERO { weight } else { Decimal::ONE };
    let (mut sum, mut all) = (Decimal::ZERO, Decimal::ZERO);
    for (grade, weight) in grades {
        sum = sum.checked_add(grade.points().checked_mul(weigh(weight))?)?;
        all = all.checked_add(weigh(weight))?;
    }
    let mean = sum.checked_div(all)?;
    let half = |number: u32| Decimal::new(i64::from(number) * 10 + 5, 1);
    Some(match mean {
        mean if mean > half(3) => Grade::A,
        mean if mean > half(2) => Grade::B,
        mean if mean > half(1) => Grade::C,
        _ => Grade::D,
    })
}

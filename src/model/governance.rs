//! Who answers for it, and how it is run: owners, reviews, promises, issues, trust and decisions.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::count::Count;
use super::date::Date;
use super::field::{Field, List};
use super::number::Number;
use super::past_date::PastDate;
use super::refusal::Refusal;
use super::side::Side;
use super::vocabulary::{Accountability, Cadence, Covers, DecisionKind, IssueSeverity};

/// A person who answers for an alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Owner {
    /// The person's name.
    pub name: Field<String>,
    /// Their position.
    pub role: Field<String>,
    /// What they answer for.
    pub accountable_for: Field<Accountability>,
    /// What they may decide without asking.
    pub authority: Field<String>,
    /// The day they took it on.
    pub since: Field<PastDate>,
    /// The day they leave, once that is known.
    pub until: Field<Date>,
}

impl Owner {
    /// Whether this person answers for what the alliance earns.
    pub fn is_commercial(&self) -> bool {
        self.accountable_for.copied() == Some(Accountability::CommercialOutcome)
    }

    /// Whether this person has left by `as_of`; the last day still counts.
    pub fn has_left(&self, as_of: NaiveDate) -> bool {
        self.until.get().is_some_and(|until| until.0 < as_of)
    }
}

/// How an alliance is run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Governance {
    /// How often the alliance is reviewed.
    pub cadence: Field<Cadence>,
    /// The day the way it is run was last agreed.
    pub updated: Field<Date>,
    /// The joint business plan.
    pub joint_plan: Field<JointPlan>,
    /// The document both sides open: commitments, progress, issues.
    pub shared_document: Field<SharedDocument>,
    /// The reviews that were held.
    pub reviews: List<Review>,
}

/// The joint business plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct JointPlan {
    /// Where it is kept: a path or a link.
    pub reference: Field<String>,
    /// The day it was last changed.
    pub updated: Field<Date>,
}

/// Where commitments, progress and issues are tracked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SharedDocument {
    /// Where it is kept: a path or a link.
    pub reference: Field<String>,
    /// What it keeps track of.
    pub covers: List<Covers>,
    /// The sides that can open it.
    pub access: List<String>,
    /// The day it was last changed.
    pub updated: Field<Date>,
}

/// A review that was held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Review {
    /// The day it was held.
    pub date: Field<Date>,
    /// The sides that came.
    pub attended: List<String>,
    /// Whether the metrics were read.
    pub metrics_read: Field<bool>,
    /// What was decided; "no change" is a decision.
    pub decisions: List<String>,
    /// How many actions were set, or the actions themselves.
    pub actions: Field<Count>,
}

/// A dated promise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Commitment {
    /// Who promised: a side, or `both`.
    pub by: Field<Side>,
    /// What was promised.
    pub what: Field<String>,
    /// The day by which it is due.
    pub due: Field<Date>,
    /// The day it was kept.
    pub done: Field<Date>,
}

/// Something in the way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Issue {
    /// What is in the way.
    pub what: Field<String>,
    /// The day it was noted.
    pub opened: Field<Date>,
    /// How serious it is.
    pub severity: Field<IssueSeverity>,
    /// The day it was settled.
    pub closed: Field<Date>,
}

/// How each side rates the trust between them, 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    /// The day both sides were asked.
    pub assessed: Field<Date>,
    /// Each side's rating.
    pub ratings: Vec<(String, Field<Rating>)>,
}

impl Trust {
    /// A side's rating.
    pub fn rating(&self, side: &str) -> Option<u32> {
        self.ratings
            .iter()
            .find(|(id, _)| id == side)
            .and_then(|(_, rating)| rating.copied())
            .map(|rating| rating.0)
    }
}

/// A rating from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rating(pub u32);

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u32(RatingVisitor)
    }
}

struct RatingVisitor;

impl Visitor<'_> for RatingVisitor {
    type Value = Rating;

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("a rating from 1 to 5")
    }

    fn visit_u32<E: Error>(self, rating: u32) -> Result<Rating, E> {
        match rating {
            1..=5 => Ok(Rating(rating)),
            _ => Err(E::custom(Refusal::new(
                format!("expected a rating from 1 to 5, found `{rating}`"),
                "write 1 for none to 5 for full trust",
            ))),
        }
    }

    fn visit_u64<E: Error>(self, rating: u64) -> Result<Rating, E> {
        self.visit_u32(u32::try_from(rating).unwrap_or(u32::MAX))
    }
}

impl<'de> Deserialize<'de> for Trust {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TrustVisitor)
    }
}

struct TrustVisitor;

impl<'de> Visitor<'de> for TrustVisitor {
    type Value = Trust;

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("a rating for each side and `assessed`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Trust, A::Error> {
        let mut trust = Trust::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "assessed" {
                trust.assessed = map.next_value()?;
            } else {
                trust.ratings.push((key, map.next_value()?));
            }
        }
        Ok(trust)
    }
}

/// What was decided about an alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, rename = "Decision")]
pub struct RecordedDecision {
    /// The day it was decided.
    pub date: Field<Date>,
    /// What was decided.
    pub verdict: Field<DecisionKind>,
    /// Why, in one sentence.
    pub why: Field<String>,
    /// The day it is decided again.
    pub next: Field<Date>,
    /// Who decided: one name or several.
    pub decided_by: List<String>,
}

/// A stop line: when an alliance ends unless something has come about by then.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Stop {
    /// The day by which it must have come about.
    pub by: Field<Date>,
    /// What must have come about, in one sentence with figures.
    pub unless: Field<String>,
    /// The hours of management that may be spent until then.
    pub hours: Field<Number>,
}

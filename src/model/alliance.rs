//! One alliance as its file describes it: every key of the record, each with its type.

use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, Visitor};

use super::date::Date;
use super::field::{BySide, Field, FromSentence, List, sentence_or_fields};
use super::number::{Count, Delivered, Money, Number};
use super::period::Period;
use super::portfolio::Waiver;
use super::stated::{Duration, Stated};
use super::words::{
    Accountability, Cadence, ChangeKind, ContributionKind, Covers, DecisionKind, Every, Exiter, Gravity,
    Handover, Indicator, Kind, Method, Reason, Renewal, Scope, Stage, StrategicTest, Structure, Tier,
};

/// Our own side's id.
pub const US: &str = "us";
/// The other side's id where there is only one.
pub const PARTNER: &str = "partner";

/// One alliance. Everything may be absent; what must not be is a rule's business.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct Alliance {
    /// What we call it.
    pub name: Field<String>,
    /// The other party, where there is one.
    pub partner: Field<String>,
    /// The other parties by id, where there are several.
    pub partners: BySide<String>,
    /// What it is called.
    #[serde(rename = "type")]
    pub kind: Field<Kind>,
    /// Its legal or technical form.
    pub structure: Field<Structure>,
    /// Where it is in its life; absent means active.
    pub stage: Field<Stage>,
    /// Launch.
    pub started: Field<Date>,
    /// The day it was over.
    pub ended: Field<Date>,
    /// How much attention it is meant to have.
    pub tier: Field<Tier>,
    /// The shared commercial objective.
    pub objective: Field<String>,
    /// The signed paper.
    pub agreement: Field<Agreement>,
    /// What it was pitched as.
    pub intended_type: Field<Kind>,
    /// Which strategic tests it claims, with the proof.
    pub strategic_case: List<StrategicCase>,
    /// Why this partner.
    pub selection: Field<Selection>,
    /// What is structural about it.
    pub operating_changes: List<OperatingChange>,
    /// Question 1: what each side puts in.
    pub contributions: BySide<List<Contribution>>,
    /// Question 2: what each side wants out.
    pub expects: BySide<List<String>>,
    /// Question 3: how success is measured.
    pub metrics: List<Metric>,
    /// Question 4: what happens if it does not work.
    pub exit: Field<Exit>,
    /// The running term.
    pub term: Field<Term>,
    /// When notice was given.
    pub notice_given: Field<Date>,
    /// When the commercial terms were last agreed.
    pub terms_updated: Field<Date>,
    /// Who answers for it on each side.
    pub owners: BySide<List<Owner>>,
    /// Who backs it in each leadership.
    pub sponsors: BySide<List<Owner>>,
    /// How it is run.
    pub governance: Field<Governance>,
    /// Dated promises.
    pub commitments: List<Commitment>,
    /// What is in the way.
    pub issues: List<Issue>,
    /// How each side rates the trust between them.
    pub trust: Field<Trust>,
    /// What the present structure cannot hold.
    pub opportunity: Field<Opportunity>,
    /// What was decided about it, and when.
    pub decisions: List<Decision>,
    /// When it became another type.
    pub type_history: List<TypeChange>,
    /// What it costs to run.
    pub attention: Field<Attention>,
    /// The campaign, if it is or has one.
    pub campaign: Field<Campaign>,
    /// The commission terms, if it is or has an affiliate arrangement.
    pub affiliate: Field<Affiliate>,
    /// The press release.
    pub announced: Field<Date>,
    /// Accepted exceptions.
    pub waivers: List<Waiver>,
    /// Anything else worth keeping; no rule reads it.
    pub notes: List<String>,
}

impl Alliance {
    /// Every side's id, ours first.
    pub fn sides(&self) -> Vec<&str> {
        let mut sides = vec![US];
        if self.partners.fields().is_empty() {
            sides.push(PARTNER);
        } else {
            sides.extend(self.partners.fields().iter().map(|(id, _)| id.as_str()));
        }
        sides
    }

    /// What a side is called in a sentence: `our side`, or the party's name.
    pub fn side_name<'a>(&'a self, side: &'a str) -> &'a str {
        if side == US {
            "our side"
        } else {
            self.partners.get(side).map(String::as_str).or_else(|| self.partner.text()).unwrap_or(side)
        }
    }

    /// Where it is in its life; a file that does not say so describes a running alliance.
    pub fn stage(&self) -> Stage {
        self.stage.copied().unwrap_or(Stage::Active)
    }
}

/// The signed paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// When it was signed.
    pub signed: Field<Date>,
    /// Where it is kept.
    pub reference: Field<String>,
}

/// A strategic test that an alliance claims to pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct StrategicCase {
    /// Which.
    pub test: Field<StrategicTest>,
    /// What proves it.
    pub evidence: Field<String>,
    /// Time and money without the alliance.
    pub organic: Field<Route>,
    /// Time and money with it.
    pub through_alliance: Field<Route>,
}

/// A way to an end, with its time and cost.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Route {
    /// Months until it is there.
    pub months: Field<Number>,
    /// What it costs; for the economics of acquisition, what one customer costs.
    pub cost: Field<Money>,
}

/// How the partner was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// The reasons.
    pub because: List<Reason>,
    /// What else was considered.
    pub alternatives: List<String>,
}

/// A change in how one or both sides operate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct OperatingChange {
    /// Since when.
    pub since: Field<Date>,
    /// Whose: a side, or `both`.
    pub side: Field<String>,
    /// Of what kind.
    pub kind: Field<ChangeKind>,
    /// Foreseen in the agreement.
    pub planned: Field<bool>,
    /// Trivial.
    pub minor: Field<bool>,
    /// In words.
    pub what: Field<String>,
}

/// What one side puts in: a sentence, or fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Contribution {
    /// In words; searched for quantity, window and floor that no field gives.
    pub what: Field<String>,
    /// Of what kind; a bare sentence has none.
    pub kind: Field<ContributionKind>,
    /// First day.
    pub from: Field<Date>,
    /// Last day.
    pub until: Field<Date>,
    /// How much, in `unit`.
    pub amount: Field<Number>,
    /// What is counted.
    pub unit: Field<String>,
    /// The least that is promised, in `unit`.
    pub at_least: Field<Number>,
    /// Why the other side could not have it otherwise.
    pub hard_to_replicate: Field<String>,
    /// What has been delivered to date.
    pub delivered: Field<Delivered>,
    /// Estimated value a year.
    pub worth: Field<Money>,
    /// When it was agreed.
    pub agreed: Field<Date>,
}

impl<'de> FromSentence<'de> for Contribution {
    fn from_sentence<E: Error>(sentence: &str) -> Result<Self, E> {
        Ok(Self { what: Field::Set(sentence.to_owned()), ..Self::default() })
    }

    fn from_fields<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Contribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        sentence_or_fields(deserializer)
    }
}

/// A measure of success.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Metric {
    /// What it is called.
    pub name: Field<String>,
    /// What it indicates.
    pub indicator: Field<Indicator>,
    /// What is counted; the portfolio currency makes it money.
    pub unit: Field<String>,
    /// What one unit is worth, where the unit is not money.
    pub worth: Field<Money>,
    /// Whether success is judged by it; absent means yes.
    pub headline: Field<bool>,
    /// When it was agreed.
    pub agreed: Field<Date>,
    /// How often it is read.
    pub every: Field<Every>,
    /// What it should reach each period.
    pub target: Field<Money>,
    /// Below this it is not working.
    pub floor: Field<Money>,
    /// What the business case promised; absent means the target.
    pub projected: Field<Money>,
    /// What it counts; absent means only what is attributable.
    pub scope: Field<Scope>,
    /// Where each side reads it.
    pub tracked_by: BySide<String>,
    /// How it is known what would have happened without the alliance.
    pub counterfactual: Field<Counterfactual>,
    /// The readings.
    pub results: List<MetricResult>,
    /// Changes after launch.
    pub revisions: List<Revision>,
}

impl Metric {
    /// Whether success is judged by it.
    pub fn is_headline(&self) -> bool {
        self.headline.copied().unwrap_or(true)
    }

    /// Its name for a sentence, or a placeholder.
    pub fn label(&self) -> &str {
        self.name.text().unwrap_or("a metric without a name")
    }
}

/// How it is known what would have happened without the alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Counterfactual {
    /// By what method.
    pub method: Field<Method>,
    /// Why that is a fair comparison.
    pub because: Field<String>,
}

/// One reading of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct MetricResult {
    /// For which period.
    pub period: Field<Period>,
    /// Everything counted.
    pub total: Field<Money>,
    /// What would have come without the alliance.
    pub without: Field<Money>,
    /// The partner's own reading.
    pub partner_total: Field<Money>,
    /// Each other party's own reading, where there are several.
    pub totals: BySide<Money>,
}

impl MetricResult {
    /// What would not have come without the alliance; unknown where `without` is.
    pub fn incremental(&self) -> Option<rust_decimal::Decimal> {
        self.total.get()?.amount.checked_sub(self.without.get()?.amount)
    }
}

/// A change of a metric after launch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Revision {
    /// When.
    pub date: Field<Date>,
    /// Of which field.
    pub field: Field<String>,
    /// What it was.
    pub from: Field<String>,
    /// What it became.
    pub to: Field<String>,
    /// Which sides agreed.
    pub agreed_by: List<String>,
}

/// What happens if it does not work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Exit {
    /// First agreed.
    pub agreed: Field<Date>,
    /// Last renegotiated; absent means as first agreed.
    pub updated: Field<Date>,
    /// Days of notice without cause.
    pub notice_days: Field<Stated<u32>>,
    /// Who may give it.
    pub who: Field<Stated<Exiter>>,
    /// What opens the conversation.
    pub triggers: List<Trigger>,
    /// What is handed over.
    pub handover: List<HandoverItem>,
    /// The clause in words.
    pub terms: Field<String>,
}

/// A condition that opens the exit conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Trigger {
    /// Which metric, by name.
    pub metric: Field<String>,
    /// Below what level.
    pub below: Field<Money>,
    /// For how long.
    #[serde(rename = "for")]
    pub duration: Field<Duration>,
}

/// Something handed over at the end: a word, or fields once an exit runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, remote = "Self")]
pub struct HandoverItem {
    /// What.
    pub item: Field<Stated<Handover>>,
    /// By when.
    pub due: Field<Date>,
    /// When it was done.
    pub done: Field<Date>,
}

impl<'de> FromSentence<'de> for HandoverItem {
    fn from_sentence<E: Error>(word: &str) -> Result<Self, E> {
        let word: StrDeserializer<E> = word.into_deserializer();
        Ok(Self { item: Field::Set(Stated::deserialize(word)?), ..Self::default() })
    }

    fn from_fields<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for HandoverItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        sentence_or_fields(deserializer)
    }
}

/// The running term.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Term {
    /// Last day of any known term; rolled forward only.
    pub ends: Field<Date>,
    /// What happens then.
    pub renews: Field<Renewal>,
    /// By how many months.
    pub renewal_months: Field<u32>,
    /// Days before the end by which notice prevents it.
    pub renewal_notice_days: Field<u32>,
}

/// A person who answers for an alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Owner {
    /// Who.
    pub name: Field<String>,
    /// In what position.
    pub role: Field<String>,
    /// For what.
    pub accountable_for: Field<Accountability>,
    /// What they may decide.
    pub authority: Field<String>,
    /// Since when.
    pub since: Field<Date>,
    /// Until when, once they leave.
    pub until: Field<Date>,
}

/// How an alliance is run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Governance {
    /// How often it is reviewed.
    pub cadence: Field<Cadence>,
    /// When governance was last agreed.
    pub updated: Field<Date>,
    /// The joint business plan.
    pub joint_plan: Field<JointPlan>,
    /// Where commitments, progress and issues are tracked.
    pub shared_document: Field<SharedDocument>,
    /// The reviews held.
    pub reviews: List<Review>,
}

/// The joint business plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct JointPlan {
    /// Where it is kept.
    pub reference: Field<String>,
    /// When it was last changed.
    pub updated: Field<Date>,
}

/// Where commitments, progress and issues are tracked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct SharedDocument {
    /// Where it is kept.
    pub reference: Field<String>,
    /// What it tracks.
    pub covers: List<Covers>,
    /// Which sides can open it.
    pub access: List<String>,
    /// When it was last changed.
    pub updated: Field<Date>,
}

/// A review that was held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Review {
    /// When.
    pub date: Field<Date>,
    /// Which sides came.
    pub attended: List<String>,
    /// Whether the metrics were read.
    pub metrics_read: Field<bool>,
    /// What was decided; "no change" is a decision.
    pub decisions: List<String>,
    /// How many actions were set.
    pub actions: Field<Count>,
}

/// A dated promise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Commitment {
    /// Whose: a side, or `both`.
    pub by: Field<String>,
    /// What.
    pub what: Field<String>,
    /// By when.
    pub due: Field<Date>,
    /// When it was kept.
    pub done: Field<Date>,
}

/// Something in the way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Issue {
    /// What.
    pub what: Field<String>,
    /// Since when.
    pub opened: Field<Date>,
    /// How grave.
    pub severity: Field<Gravity>,
    /// When it was settled.
    pub closed: Field<Date>,
}

/// How each side rates the trust between them, 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    /// When they were asked.
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
            _ => Err(E::custom(format!(
                "expected a rating from 1 to 5, found `{rating}`\nwrite 1 for none to 5 for full trust"
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

/// What the present structure cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Opportunity {
    /// What.
    pub what: Field<String>,
    /// Which structure it needs.
    pub needs: Field<Structure>,
    /// Why the present one does not do.
    pub because: Field<String>,
}

/// What was decided about an alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// When.
    pub date: Field<Date>,
    /// What.
    pub verdict: Field<DecisionKind>,
    /// Why.
    pub why: Field<String>,
    /// When it is decided again.
    pub next: Field<Date>,
}

/// When an alliance became another type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct TypeChange {
    /// What it was.
    pub from: Field<Kind>,
    /// What it became.
    pub to: Field<Kind>,
    /// When.
    pub date: Field<Date>,
    /// By which decision: its date, or in words.
    pub decision: Field<String>,
    /// When the new terms were agreed.
    pub terms_updated: Field<Date>,
}

/// What an alliance costs to run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Attention {
    /// Hours of management a month.
    pub hours_per_month: Field<Number>,
    /// Money a month on top of the hours.
    pub cost_per_month: Field<Money>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Campaign {
    /// First day.
    pub starts: Field<Date>,
    /// Last day.
    pub ends: Field<Date>,
    /// What both promote.
    pub shared_asset: Field<String>,
    /// Who pays what.
    pub cost_split: Field<String>,
    /// What it is meant to test.
    pub hypothesis: Field<String>,
    /// When the result is judged.
    pub decide_by: Field<Date>,
}

/// Commission terms.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Affiliate {
    /// What is paid for what.
    pub commission: Field<String>,
    /// How referrals are tracked.
    pub tracking: Field<String>,
    /// What the affiliate may use.
    pub creative_assets: List<String>,
    /// Through whom.
    pub network: Field<String>,
}

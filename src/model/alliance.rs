//! One alliance as its file describes it: every key of the record, each with its type.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, Visitor};

use super::date::Date;
use super::deal::{Condition, Dependence, Equity, Exclusivity, ExitPrice, Fee, Risk};
use super::field::{BySide, Field, FromSentence, List, sentence_or_fields};
use super::number::{Count, Delivered, Money, Number};
use super::open_value::{Duration, Stated};
use super::past_date::PastDate;
use super::period::Period;
use super::portfolio::Waiver;
use super::vocabulary::{
    Accountability, Approval, Better, Cadence, ChangeKind, ContributionKind, Covers, DecisionKind, Ending,
    Every, ExitEvent, Handover, Indicator, IssueSeverity, Kind, Measure, Method, Reason, Renewal, Scope,
    Stage, StrategicTest, Structure, TerminationRight, Tier,
};

/// Our own side's id.
pub const US: &str = "us";
/// The other side's id where there is only one.
pub const PARTNER: &str = "partner";

/// One alliance. Everything may be absent; what must not be is a rule's business.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Alliance {
    /// What you call the alliance; reports use this name.
    pub name: Field<String>,
    /// The other company.
    pub partner: Field<String>,
    /// The other companies where there are several: an id for each, and its name. The ids are then used as
    /// sides.
    pub partners: BySide<String>,
    /// What it was called before, and its legal name: a baseline and `brief` know it by these, too.
    pub aliases: List<String>,
    /// What it is called in other systems: `{ crm: …, contract: … }`, any name of a system with its id.
    pub ids: BySide<String>,
    /// What the arrangement is called; the audit compares it with what the record describes.
    #[serde(rename = "type")]
    pub kind: Field<Kind>,
    /// Its legal or technical form.
    pub structure: Field<Structure>,
    /// Where it is in its life; without it, an alliance counts as active.
    pub stage: Field<Stage>,
    /// The day it was launched.
    pub started: Field<PastDate>,
    /// The day it was over.
    pub ended: Field<Date>,
    /// How much attention it is meant to have.
    pub tier: Field<Tier>,
    /// The commercial objective both sides share, in one sentence.
    pub objective: Field<String>,
    /// The signed agreement.
    pub agreement: Field<Agreement>,
    /// What it was pitched as, if that differs from what it is called now.
    pub intended_type: Field<Kind>,
    /// What makes it strategic: each test it passes, with the proof.
    pub strategic_case: List<StrategicCase>,
    /// Why this partner was chosen, and over whom.
    pub selection: Field<Selection>,
    /// What is structural about it: how one or both sides now work differently, and since when.
    pub operating_changes: List<OperatingChange>,
    /// Question 1: what each side contributes.
    pub contributions: BySide<List<Contribution>>,
    /// Question 2: what each side wants out of it.
    pub expects: BySide<List<String>>,
    /// The day both sides last agreed on what each expects.
    pub expects_agreed: Field<PastDate>,
    /// Question 3: how success is measured; two or three headline metrics are enough.
    pub metrics: List<Metric>,
    /// Question 4: what happens if it does not work.
    pub exit: Field<Exit>,
    /// What a side may do with nobody else.
    pub exclusivity: Field<Exclusivity>,
    /// Stakes in each other, or in a company of their own.
    pub equity: Field<Equity>,
    /// Royalties, commissions and rates between the sides.
    pub fees: List<Fee>,
    /// How much each side depends on the other.
    pub dependence: Field<Dependence>,
    /// The contract's term and how it renews.
    pub term: Field<Term>,
    /// The day notice was given, once an exit has begun.
    pub notice_given: Field<Date>,
    /// The day the commercial terms were last agreed; without it, the day of signing.
    pub terms_updated: Field<Date>,
    /// Who answers for it on each side; our side may list several people.
    pub owners: BySide<List<Owner>>,
    /// Who backs it in each side's leadership.
    pub sponsors: BySide<List<Owner>>,
    /// How it is run: reviews, the joint plan, the shared document.
    pub governance: Field<Governance>,
    /// Dated promises of either side.
    pub commitments: List<Commitment>,
    /// What is in the way.
    pub issues: List<Issue>,
    /// What may go wrong.
    pub risks: List<Risk>,
    /// What must be so before it is signed.
    pub conditions: List<Condition>,
    /// How each side rates the trust between them, 1 to 5.
    pub trust: Field<Trust>,
    /// A next step that the present structure cannot hold.
    pub opportunity: Field<Opportunity>,
    /// What was decided about the alliance, and when.
    pub decisions: List<Decision>,
    /// When it became another type of arrangement.
    pub type_history: List<TypeChange>,
    /// What it costs to run, in hours and money.
    pub attention: Field<Attention>,
    /// The campaign, if it is one or has one.
    pub campaign: Field<Campaign>,
    /// The commission terms, if it is or has an affiliate arrangement.
    pub affiliate: Field<Affiliate>,
    /// What both sides agreed at the start as the end of patience.
    pub stop: Field<Stop>,
    /// What came of it in the end; a proposal that was turned down ends as `refused`.
    pub outcome: Field<Ending>,
    /// What is to be remembered of it, in one sentence.
    pub learned: Field<String>,
    /// The day of the press release, if there was one.
    pub announced: Field<PastDate>,
    /// Findings that are accepted for a time: each with a reason, a name and an end.
    pub waivers: List<Waiver>,
    /// Anything else worth keeping; no rule reads it.
    pub notes: List<String>,
}

impl Alliance {
    /// Every side's id, ours first.
    pub fn sides(&self) -> Vec<&str> {
        let mut sides = vec![US];
        // Who they are nobody can tell, nor how many.
        if self.partners.is_unreadable() {
            return sides;
        }
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

    /// Whether a decision is recorded whose day or verdict cannot be read, so that nobody knows what was decided.
    pub fn has_unclear_decisions(&self) -> bool {
        self.decisions.is_invalid()
            || self
                .decisions
                .items()
                .any(|decision| decision.date.is_invalid() || decision.verdict.is_invalid())
    }

    /// Where it is in its life; a file that does not say so describes a running alliance.
    pub fn stage(&self) -> Stage {
        self.stage.copied().unwrap_or(Stage::Active)
    }
}

/// The signed paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Agreement {
    /// The day it was signed.
    pub signed: Field<PastDate>,
    /// Where it is kept: a path or a link.
    pub reference: Field<String>,
    /// Which functions of each side have approved what is exchanged.
    pub approved_by: BySide<List<Approval>>,
}

/// A strategic test that an alliance claims to pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StrategicCase {
    /// Which test it passes.
    pub test: Field<StrategicTest>,
    /// What proves it, in one sentence.
    pub evidence: Field<String>,
    /// Time and money to get there without the alliance.
    pub organic: Field<Route>,
    /// Time and money to get there with it.
    pub through_alliance: Field<Route>,
}

/// A way to an end, with its time and cost.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Route {
    /// Months until it is there.
    pub months: Field<Number>,
    /// What it costs; for the economics of acquisition, what one customer costs.
    pub cost: Field<Money>,
}

/// How the partner was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Selection {
    /// The reasons, good or bad.
    pub because: List<Reason>,
    /// What else was considered: other partners, or doing it alone.
    pub alternatives: List<String>,
}

/// A change in how one or both sides operate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct OperatingChange {
    /// The day from which it holds.
    pub since: Field<PastDate>,
    /// Who works differently: a side, or `both`.
    pub side: Field<String>,
    /// What kind of change it is.
    pub kind: Field<ChangeKind>,
    /// Whether the agreement foresaw it.
    pub planned: Field<bool>,
    /// Whether it is too small to matter.
    pub minor: Field<bool>,
    /// What changed, in one sentence.
    pub what: Field<String>,
}

/// What one side contributes: a sentence, or fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transform = crate::schema::or_sentence))]
#[serde(default, remote = "Self")]
pub struct Contribution {
    /// The contribution in one sentence; it is searched for quantity, window and floor that no field gives.
    pub what: Field<String>,
    /// What kind of contribution it is, or kinds; a bare sentence has none.
    pub kind: List<ContributionKind>,
    /// The first day of the promise.
    pub from: Field<Date>,
    /// The last day of the promise.
    pub until: Field<Date>,
    /// How much is promised, in `unit`.
    pub amount: Field<Number>,
    /// What is counted: a noun, or a currency.
    pub unit: Field<String>,
    /// The least that is promised, in `unit`.
    pub at_least: Field<Number>,
    /// Why the other side could not have it otherwise.
    pub hard_to_replicate: Field<String>,
    /// What has been delivered to date, in the unit of the floor; or `true` when all of it has.
    pub delivered: Field<Delivered>,
    /// What is there now, in the unit of the floor, of what is kept available and not delivered bit by bit: people, places,
    /// capacity.
    pub in_place: Field<Number>,
    /// Its estimated value a year.
    pub worth: Field<Money>,
    /// The day it was agreed.
    pub agreed: Field<PastDate>,
    /// The sentence of the agreement that it was read from, word for word.
    pub quote: Field<String>,
}

impl Contribution {
    /// The kinds it is of; none of a bare sentence.
    pub fn kinds(&self) -> impl Iterator<Item = ContributionKind> {
        self.kind.items().copied()
    }

    /// Whether one of its kinds is this.
    pub fn is_of(&self, kind: ContributionKind) -> bool {
        self.kinds().any(|own| own == kind)
    }

    /// Whether one of its kinds is such, or it has none on record.
    pub fn may_be(&self, such: impl Fn(ContributionKind) -> bool) -> bool {
        self.kind.is_empty() || self.kinds().any(such)
    }
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Metric {
    /// What the metric is called.
    pub name: Field<String>,
    /// What the metric indicates.
    pub indicator: Field<Indicator>,
    /// What is counted: a currency for money, otherwise a noun.
    pub unit: Field<String>,
    /// What one unit is worth, where the unit is not money.
    pub worth: Field<Money>,
    /// Whether success is judged by it; without it, yes.
    pub headline: Field<bool>,
    /// The day both sides agreed on it.
    pub agreed: Field<PastDate>,
    /// How often it is read; its levels are for a period of that length.
    pub every: Field<Every>,
    /// What a result counts; without it, what came in its period.
    pub measure: Field<Measure>,
    /// The day by which a milestone should be reached.
    pub due: Field<Date>,
    /// Whether more or less of it is better; without it, more.
    pub better: Field<Better>,
    /// What it should reach each period.
    pub target: Field<Money>,
    /// Below this it is not working.
    pub floor: Field<Money>,
    /// What the business case promised each period; without it, the target.
    pub projected: Field<Money>,
    /// What there was before launch, in a period of its own.
    pub baseline: Field<Baseline>,
    /// What it counts; without it, only what the alliance brought.
    pub scope: Field<Scope>,
    /// Where each side reads it.
    pub tracked_by: BySide<String>,
    /// How it is known what would have happened without the alliance.
    pub counterfactual: Field<Counterfactual>,
    /// The readings, one for each period.
    pub results: List<MetricResult>,
    /// Changes to the metric after launch.
    pub revisions: List<Revision>,
    /// The sentence of the agreement that its levels were read from, word for word.
    pub quote: Field<String>,
}

impl Metric {
    /// Whether success is judged by it.
    pub fn is_headline(&self) -> bool {
        self.headline.copied().unwrap_or(true)
    }

    /// Whether it counts what was done, such as shops opened, and claims no money: nobody asks what would have come anyway.
    pub fn is_output(&self) -> bool {
        let unit = self.unit.text().unwrap_or_default();
        let in_money = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
        let priced = !self.worth.is_absent()
            || matches!(
                self.indicator.copied(),
                Some(Indicator::SharedRevenue | Indicator::CostSaving | Indicator::NewCustomers)
            );
        let reached = matches!(self.measure.copied(), Some(Measure::ToDate | Measure::Milestone));
        let counted = self.indicator.copied() == Some(Indicator::Other)
            && !matches!(unit, "" | "%" | "percent")
            && self.better.copied() != Some(Better::Lower);
        (reached || counted) && !in_money && !priced
    }

    /// Its name for a sentence, or a placeholder.
    pub fn label(&self) -> &str {
        self.name.text().unwrap_or("a metric without a name")
    }
}

/// What a metric counted before the alliance was launched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Baseline {
    /// How much it was.
    pub value: Field<Money>,
    /// The month, quarter, half-year or year it was counted for.
    pub period: Field<Period>,
}

/// How it is known what would have happened without the alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Counterfactual {
    /// By which method it is known.
    pub method: Field<Method>,
    /// Why that is a fair comparison.
    pub because: Field<String>,
}

/// One reading of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct MetricResult {
    /// The month, quarter, half-year or year it is for.
    pub period: Field<Period>,
    /// Everything that was counted.
    pub total: Field<Money>,
    /// How much of it would have come without the alliance.
    pub without: Field<Money>,
    /// The partner's own reading.
    pub partner_total: Field<Money>,
    /// Each other party's own reading, where there are several.
    pub totals: BySide<Money>,
    /// That it was corrected after it was reviewed, and why.
    pub corrected: Field<Corrected>,
}

/// A note on a result that was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Corrected {
    /// The day it was corrected.
    pub on: Field<Date>,
    /// What it said before.
    pub from: Field<Money>,
    /// Why, in one sentence.
    pub why: Field<String>,
}

impl MetricResult {
    /// What would not have come without the alliance; unknown where `without` is.
    pub fn incremental(&self) -> Option<rust_decimal::Decimal> {
        self.total.get()?.amount.checked_sub(self.without.get()?.amount)
    }
}

/// A change of a metric after launch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Revision {
    /// The day it was changed.
    pub date: Field<Date>,
    /// Which key of the metric was changed.
    pub field: Field<String>,
    /// What it said before.
    pub from: Field<String>,
    /// What it says now.
    pub to: Field<String>,
    /// The sides that agreed to it.
    pub agreed_by: List<String>,
}

/// What happens if it does not work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Exit {
    /// The day the exit terms were first agreed; never edited later.
    pub agreed: Field<PastDate>,
    /// The day they were last renegotiated; without it, as first agreed.
    pub updated: Field<Date>,
    /// Days of notice either side must give, without needing a reason.
    pub notice_days: Field<Stated<u32>>,
    /// The notice in other units, in place of `notice_days`: `3 months to the end of a quarter`.
    pub notice: Field<String>,
    /// Who may give notice.
    pub who: Field<Stated<TerminationRight>>,
    /// What opens the conversation about ending it.
    pub triggers: List<Trigger>,
    /// What has to be handed over at the end.
    pub handover: List<HandoverItem>,
    /// What leaving costs, and whom.
    pub price: Field<ExitPrice>,
    /// Who settles a dispute, one level after the other.
    pub disputes: List<String>,
    /// The clause in words.
    pub terms: Field<String>,
    /// The sentence of the agreement that the notice was read from, word for word.
    pub quote: Field<String>,
}

/// A condition that opens the exit conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Trigger {
    /// The metric's name, as under `metrics`.
    pub metric: Field<String>,
    /// The level below which it counts.
    pub below: Field<Money>,
    /// The level above which it counts, where less is better.
    pub above: Field<Money>,
    /// For how long it has to stay there.
    #[serde(rename = "for")]
    pub duration: Field<Duration>,
    /// What happens, where it is no level of a metric.
    pub event: Field<ExitEvent>,
    /// What follows from the event.
    pub then: Field<String>,
}

impl Trigger {
    /// Whether it is something that happens, rather than the level of a metric.
    pub fn is_event(&self) -> bool {
        !self.event.is_absent() && self.metric.is_absent() && self.below.is_absent()
    }
}

/// Something handed over at the end: a word, or fields once an exit runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transform = crate::schema::or_word))]
#[serde(default, remote = "Self")]
pub struct HandoverItem {
    /// What is handed over.
    pub item: Field<Stated<Handover>>,
    /// The day by which it has to be done.
    pub due: Field<Date>,
    /// The day it was done.
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Term {
    /// The last day of any known term; later terms follow from it.
    pub ends: Field<Date>,
    /// What happens on that day.
    pub renews: Field<Renewal>,
    /// By how many months it renews.
    pub renewal_months: Field<u32>,
    /// Days before the end by which notice prevents the renewal.
    pub renewal_notice_days: Field<u32>,
    /// The sentence of the agreement that it was read from, word for word.
    pub quote: Field<String>,
}

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
    pub by: Field<String>,
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
    /// How grave it is.
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Opportunity {
    /// What could be done together.
    pub what: Field<String>,
    /// The structure it needs.
    pub needs: Field<Structure>,
    /// Why the present structure does not do.
    pub because: Field<String>,
}

/// What was decided about an alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Decision {
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

/// When an alliance became another type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TypeChange {
    /// What it was.
    pub from: Field<Kind>,
    /// What it became.
    pub to: Field<Kind>,
    /// The day it changed.
    pub date: Field<Date>,
    /// The decision behind it: its date, or in words.
    pub decision: Field<String>,
    /// The day the new terms were agreed.
    pub terms_updated: Field<Date>,
}

/// What an alliance costs to run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Attention {
    /// Hours of management a month.
    pub hours_per_month: Field<Number>,
    /// Money a month on top of the hours.
    pub cost_per_month: Field<Money>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Campaign {
    /// The first day.
    pub starts: Field<Date>,
    /// The last day.
    pub ends: Field<Date>,
    /// What both sides promote.
    pub shared_asset: Field<String>,
    /// Who pays what.
    pub cost_split: Field<String>,
    /// Which part of the audience each side reaches.
    pub audience_split: BySide<String>,
    /// What the campaign is meant to test.
    pub hypothesis: Field<String>,
    /// The day by which the result is judged.
    pub decide_by: Field<Date>,
}

/// Commission terms.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Affiliate {
    /// What is paid for what.
    pub commission: Field<String>,
    /// How referrals are tracked.
    pub tracking: Field<String>,
    /// Material the affiliate may use.
    pub creative_assets: List<String>,
    /// The network it runs through.
    pub network: Field<String>,
}

//! One alliance as its file describes it: every key of the record, each with its type.

use serde::Deserialize;

use super::contribution::Contribution;
use super::date::Date;
use super::deal::{Condition, Dependence, Equity, Exclusivity, Fee, Risk};
use super::exit::{Exit, Term};
use super::field::{BySide, Field, List};
use super::governance::{Commitment, Governance, Issue, Owner, RecordedDecision, Stop, Trust};
use super::metric::Metric;
use super::number::{Money, Number};
use super::past_date::PastDate;
use super::portfolio::Waiver;
use super::side::{PARTNER, Side, US};
use super::vocabulary::{Approval, ChangeKind, Ending, Kind, Reason, Stage, StrategicTest, Structure, Tier};

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
    pub decisions: List<RecordedDecision>,
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
    pub side: Field<Side>,
    /// What kind of change it is.
    pub kind: Field<ChangeKind>,
    /// Whether the agreement foresaw it.
    pub planned: Field<bool>,
    /// Whether it is too small to matter.
    pub minor: Field<bool>,
    /// What changed, in one sentence.
    pub what: Field<String>,
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

//! What an arrangement is by its record alone, whatever it is called: points for each type, and what they rest on.
//!
//! `name`, `type` and `intended_type` are never read, and neither is how it is run: plans, sponsors, reviews and a term
//! are what an alliance needs, not what makes one. A change in how a side operates counts only where something that is
//! exchanged bears it out. Nothing is inferred from silence: a point needs a recorded
//! value, so "no operating change" counts only where the file says so by `operating_changes: []`.

mod commission;
mod conclusion;
mod exchange;

use chrono::NaiveDate;

use crate::facts::Facts;
use crate::facts::contributions::{Brings, Lasting, is_visibility, lasting, structural};
use crate::facts::window::last_day;
use crate::model::calendar::add_months;
use crate::model::{Alliance, ChangeKind, ContributionKind, Indicator, Kind, List};

use conclusion::conclude;
use exchange::{borne_out, capability, has_both_routes, holds_stakes, is_kind_open, is_substance};

pub(crate) use commission::commission;
pub use conclusion::{Conclusion, Inferred, Signal};
pub(crate) use exchange::{
    are_kinds_mirrored, bears_out, is_joint_company, is_money_for_visibility, is_stake, pays_for_referrals,
};

/// A campaign is over, and a short term ends, within as many months.
const SHORT_MONTHS: u32 = 12;
/// So many kinds of operating change count, and so many sides' capabilities.
const MOST_COUNTED: usize = 2;

impl Facts<'_> {
    /// The type that the record describes, whatever it is called.
    pub fn inferred(&self) -> &Inferred {
        self.inferred.get_or_init(|| infer(self.record, self))
    }
}

/// Infers the type of a record as it stood.
pub fn infer(record: &Alliance, facts: &Facts) -> Inferred {
    let seen = TypeEvidence::new(record, facts);
    let mut signals = Vec::new();
    seen.strategic(&mut signals);
    seen.co_marketing(&mut signals);
    seen.affiliate(&mut signals);
    seen.sponsorship(&mut signals);
    signals.sort_by_key(|signal| (signal.kind, std::cmp::Reverse(signal.points)));
    let conclusion = conclude(&signals);
    Inferred { signals, conclusion }
}

/// A record with what several types look at.
struct TypeEvidence<'a> {
    record: &'a Alliance,
    facts: &'a Facts<'a>,
    brings: Vec<Brings<'a>>,
    /// The record says that nothing about how a side operates has changed, or only trifles, or only what nothing that
    /// is exchanged bears out.
    unchanged: bool,
    /// The kinds of change that what the sides bring bears out or, not being recorded, cannot deny.
    borne_out: Vec<(usize, ChangeKind)>,
    /// Where the record says that results are paid for, if it does.
    commission: Option<String>,
    /// The sides hold capital in a company of their own or in each other.
    joint_capital: bool,
}

impl<'a> TypeEvidence<'a> {
    fn new(record: &'a Alliance, facts: &'a Facts<'a>) -> Self {
        let changes = &record.operating_changes;
        let said = *changes != List::default() && !changes.is_invalid();
        let brings = Brings::of(record, facts);
        let joint_capital = holds_stakes(record);
        let borne_out = borne_out(record, &brings, joint_capital);
        // A change whose kind is not recorded may still be one.
        let open = structural(record).any(|(_, change)| change.kind.copied().is_none());
        Self {
            record,
            facts,
            unchanged: said && borne_out.is_empty() && !open,
            borne_out,
            commission: commission(record),
            joint_capital,
            brings,
        }
    }

    fn strategic(&self, signals: &mut Vec<Signal>) {
        let mut add = adder(signals, Kind::Strategic);
        let record = self.record;
        let capable: Vec<_> =
            self.brings.iter().filter_map(|side| Some((side, capability(side, self.facts)?))).collect();
        if let Some((index, case)) = record.strategic_case.iter().find(|(_, case)| has_both_routes(case))
            && (!capable.is_empty() || is_kind_open(&self.brings))
        {
            let test = case.test.copied().map_or("strategic", |test| test.word());
            let sentence = format!("the {test} test is backed by figures with and without the alliance");
            add(2, sentence, format!("strategic_case[{index}]"));
        }
        let mut kinds = Vec::new();
        for (index, kind) in &self.borne_out {
            if !kinds.contains(kind) {
                kinds.push(*kind);
                if kinds.len() <= MOST_COUNTED {
                    // What is only said counts half.
                    let points = if is_kind_open(&self.brings) { 1 } else { 2 };
                    let sentence =
                        format!("one side has changed how it works: {}", kind.word().replace('-', " "));
                    add(points, sentence, format!("operating_changes[{index}]"));
                }
            }
        }
        if self.brings.iter().all(|side| side.hard_to_replicate_in(is_substance).is_some()) {
            add(
                2,
                "each side contributes something hard to replicate".to_owned(),
                "contributions".to_owned(),
            );
        }
        for (side, (index, kind)) in capable.iter().take(MOST_COUNTED) {
            let name = record.side_name(side.side);
            add(1, format!("{name} contributes {kind} to be counted on"), side.path(*index));
        }
        if self.joint_capital && self.brings.iter().all(|side| side.has(ContributionKind::Capital)) {
            let sentence = "each side has invested in a joint company";
            add(2, sentence.to_owned(), "contributions".to_owned());
        }
    }

    fn co_marketing(&self, signals: &mut Vec<Signal>) {
        let mut add = adder(signals, Kind::CoMarketing);
        if self.brings.iter().all(|side| side.is_only(is_visibility)) {
            let sentence = "every contribution is audience, brand, content or goodwill";
            add(3, sentence.to_owned(), "contributions".to_owned());
        }
        let campaign = self.record.campaign.get();
        if campaign.is_some_and(|campaign| {
            campaign.starts.is_set() || campaign.ends.is_set() || campaign.shared_asset.text().is_some()
        }) {
            add(2, "it has a campaign".to_owned(), "campaign".to_owned());
        }
        if self.is_short() {
            let sentence = format!("every contribution ends within {SHORT_MONTHS} months");
            add(2, sentence, "contributions".to_owned());
        }
        if self.measured_only_by(Indicator::Reach) {
            add(1, "success is measured by reach alone".to_owned(), "metrics".to_owned());
        }
        if self.unchanged {
            add(1, NO_CHANGE.to_owned(), "operating_changes".to_owned());
        }
    }

    fn affiliate(&self, signals: &mut Vec<Signal>) {
        let mut add = adder(signals, Kind::Affiliate);
        let affiliate = self.record.affiliate.get();
        if let Some(path) = &self.commission {
            add(4, "a commission is paid".to_owned(), path.clone());
            if pays_for_referrals(&self.brings) {
                let sentence = "one side contributes only money, the other only referrals";
                add(2, sentence.to_owned(), "contributions".to_owned());
            }
        }
        if affiliate.is_some_and(|affiliate| affiliate.tracking.text().is_some()) {
            add(1, "referrals are tracked".to_owned(), "affiliate.tracking".to_owned());
        }
        if self.measured_only_by(Indicator::ReferralVolume) {
            add(1, "referrals are the only measure of success".to_owned(), "metrics".to_owned());
        }
        if self.commission.is_some() && self.unchanged {
            let sentence = "nothing but the commission binds the sides: no operating change";
            add(2, sentence.to_owned(), "operating_changes".to_owned());
        }
    }

    fn sponsorship(&self, signals: &mut Vec<Signal>) {
        let mut add = adder(signals, Kind::Sponsorship);
        // Money that is paid by result buys referrals, whatever it is shown on.
        let bought = self.commission.is_none() && is_money_for_visibility(&self.brings);
        let mirrored = are_kinds_mirrored(&self.brings) == Some(true)
            && !is_joint_company(self.record, &self.brings)
            && self.brings.iter().all(|side| side.hard_to_replicate().is_none());
        if bought {
            let sentence = "one side contributes only money, the other only brand or audience";
            add(5, sentence.to_owned(), "contributions".to_owned());
        }
        if mirrored {
            let sentence = "each side contributes the same, and none of it is hard to replicate";
            add(3, sentence.to_owned(), "contributions".to_owned());
        }
        if self.unchanged && (bought || mirrored) {
            add(1, NO_CHANGE.to_owned(), "operating_changes".to_owned());
        }
    }

    fn measured_only_by(&self, indicator: Indicator) -> bool {
        let headlines = &self.facts.headlines;
        !headlines.is_empty()
            && headlines.iter().all(|headline| headline.metric.indicator.copied() == Some(indicator))
    }

    /// Launch, by the best evidence there is of it.
    fn begins(&self) -> Option<NaiveDate> {
        let launch = self.record.started.get().map(|started| started.0);
        launch.or_else(|| Some(self.record.agreement.get()?.signed.get()?.0))
    }

    fn is_short(&self) -> bool {
        if let Some(begins) = self.begins() {
            let limit = add_months(begins, SHORT_MONTHS);
            return matches!(lasting(&self.brings, limit, self.facts), Lasting::Until(..));
        }
        // Without a launch each contribution is measured from its own first day.
        self.brings.iter().all(|side| {
            !side.items.is_empty()
                && !side.unusable
                && side.items.iter().all(|(_, item)| {
                    let (from, end) = (item.from.get().map(|from| from.0), last_day(item, self.facts));
                    from.zip(end).is_some_and(|(from, end)| end <= add_months(from, SHORT_MONTHS))
                })
        })
    }
}

const NO_CHANGE: &str = "neither side has changed how it works";

fn adder(signals: &mut Vec<Signal>, kind: Kind) -> impl FnMut(u32, String, String) {
    move |points, sentence, path| signals.push(Signal { kind, points, sentence, path })
}

#[cfg(test)]
mod tests;

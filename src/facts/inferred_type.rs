//! What an arrangement is by its record alone, whatever it is called: points for each type, and what they rest on.
//!
//! `name`, `type` and `intended_type` are never read. Nothing is inferred from silence: a point needs a recorded
//! value, so "no operating change" counts only where the file says so by `operating_changes: []`.

use chrono::NaiveDate;

use crate::facts::Facts;
use crate::facts::contributions::{
    Brings, Lasting, claimed, is_quantified, is_visibility, lasting, structural, window_end,
};
use crate::model::date::{add_months, months_between};
use crate::model::{
    Alliance, Cadence, ContributionKind, Indicator, Kind, List, Owner, Renewal, StrategicCase,
};

/// Fewer points for the winner are too little to tell.
const TOO_LITTLE: u32 = 3;
/// A confident winner has as many points …
const CONFIDENT_POINTS: u32 = 4;
/// … and leads by as many.
const CONFIDENT_LEAD: u32 = 3;
/// A winner leads at least by as many.
const WEAK_LEAD: u32 = 2;
/// A campaign is over, and a short term ends, within as many months.
const SHORT_MONTHS: u32 = 12;
/// So many kinds of operating change count, and so many sides' capabilities.
const MOST_COUNTED: usize = 2;

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

/// Infers the type of a record as it stood.
pub fn infer(record: &Alliance, facts: &Facts) -> Inferred {
    let seen = Seen::new(record, facts);
    let mut signals = Vec::new();
    seen.strategic(&mut signals);
    seen.co_marketing(&mut signals);
    seen.affiliate(&mut signals);
    seen.sponsorship(&mut signals);
    signals.sort_by_key(|signal| (signal.kind, std::cmp::Reverse(signal.points)));
    let conclusion = conclude(&signals);
    Inferred { signals, conclusion }
}

fn points(signals: &[Signal], kind: Kind) -> u32 {
    signals.iter().filter(|signal| signal.kind == kind).map(|signal| signal.points).sum()
}

fn conclude(signals: &[Signal]) -> Conclusion {
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

/// A record with what several types look at.
struct Seen<'a> {
    record: &'a Alliance,
    facts: &'a Facts<'a>,
    brings: Vec<Brings<'a>>,
    /// The record says that nothing about how a side operates has changed, or only trifles.
    unchanged: bool,
    joint_plan: bool,
}

impl<'a> Seen<'a> {
    fn new(record: &'a Alliance, facts: &'a Facts<'a>) -> Self {
        let changes = &record.operating_changes;
        let said = *changes != List::default() && !changes.is_invalid();
        let governance = record.governance.get();
        let plan = governance.and_then(|governance| governance.joint_plan.get());
        Self {
            record,
            facts,
            brings: Brings::of(record, facts),
            unchanged: said && structural(record).next().is_none(),
            joint_plan: plan.is_some_and(|plan| plan.reference.text().is_some() || plan.updated.is_set()),
        }
    }

    fn strategic(&self, signals: &mut Vec<Signal>) {
        let mut add = adder(signals, Kind::Strategic);
        let record = self.record;
        if let Some((index, case)) = record.strategic_case.iter().find(|(_, case)| has_both_routes(case)) {
            let test = case.test.copied().map_or("strategic", |test| test.word());
            let sentence = format!("the {test} test is backed by figures with and without the alliance");
            add(2, sentence, format!("strategic_case[{index}]"));
        }
        let mut kinds = Vec::new();
        for (index, change) in structural(record) {
            if let Some(kind) = change.kind.copied().filter(|kind| !kinds.contains(kind)) {
                kinds.push(kind);
                if kinds.len() <= MOST_COUNTED {
                    let sentence =
                        format!("how a side operates has changed by {}", kind.word().replace('-', " "));
                    add(2, sentence, format!("operating_changes[{index}]"));
                }
            }
        }
        if self.brings.iter().all(|side| side.hard_to_replicate().is_some()) {
            add(2, "each side brings something hard to replicate".to_owned(), "contributions".to_owned());
        }
        let capable = self.brings.iter().filter_map(|side| Some((side, capability(side, self.facts)?)));
        for (side, (index, kind)) in capable.take(MOST_COUNTED) {
            let name = record.side_name(side.side);
            add(1, format!("{name} brings {kind} to be counted on"), side.path(index));
        }
        if self.joint_plan {
            add(1, "there is a joint plan".to_owned(), "governance.joint_plan".to_owned());
        }
        if self.facts.sides.iter().all(|side| has_person(record.sponsors.get(side))) {
            add(1, "each side has a sponsor".to_owned(), "sponsors".to_owned());
        }
        if let Some(sentence) = self.term() {
            add(1, sentence, "term".to_owned());
        }
        let cadence = record.governance.get().and_then(|governance| governance.cadence.copied());
        let owned = self.facts.sides.iter().all(|side| has_person(record.owners.get(side)));
        if let Some(cadence) = cadence.filter(|cadence| owned && is_brisk(*cadence)) {
            let sentence = format!("reviews are {cadence}, with an owner on each side");
            add(1, sentence, "governance.cadence".to_owned());
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
        let commission = affiliate.and_then(|affiliate| claimed(&affiliate.commission));
        if commission.is_some() {
            add(4, "a commission is paid".to_owned(), "affiliate.commission".to_owned());
        }
        if affiliate.is_some_and(|affiliate| affiliate.tracking.text().is_some()) {
            add(1, "referrals are tracked".to_owned(), "affiliate.tracking".to_owned());
        }
        if self.measured_only_by(Indicator::ReferralVolume) {
            add(1, "referrals are the only measure of success".to_owned(), "metrics".to_owned());
        }
        let governed = self.record.governance.is_set();
        let planned =
            self.record.governance.get().is_some_and(|governance| !governance.joint_plan.is_absent());
        if commission.is_some() && governed && !planned && self.record.sponsors.is_absent() {
            let sentence = "it is run without a joint plan or sponsors";
            add(1, sentence.to_owned(), "governance".to_owned());
        }
        if commission.is_some() && self.unchanged {
            let sentence = "nothing but the commission binds the sides: no operating change";
            add(2, sentence.to_owned(), "operating_changes".to_owned());
        }
    }

    fn sponsorship(&self, signals: &mut Vec<Signal>) {
        let mut add = adder(signals, Kind::Sponsorship);
        let bought = is_money_for_visibility(&self.brings);
        let mirrored = are_kinds_mirrored(&self.brings) == Some(true)
            && self.brings.iter().all(|side| side.hard_to_replicate().is_none());
        if bought {
            let sentence = "one side brings only money, the other only brand or audience";
            add(5, sentence.to_owned(), "contributions".to_owned());
        }
        if mirrored {
            let sentence = "each side brings the same, and nothing of it is hard to replicate";
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
            return matches!(lasting(&self.brings, limit, Some(begins), self.facts), Lasting::Until(..));
        }
        // Without a launch each contribution is measured from its own first day.
        self.brings.iter().all(|side| {
            !side.items.is_empty()
                && !side.unusable
                && side.items.iter().all(|(_, item)| {
                    let (from, end) =
                        (item.from.get().map(|from| from.0), window_end(item, None, self.facts));
                    from.zip(end).is_some_and(|(from, end)| end <= add_months(from, SHORT_MONTHS))
                })
        })
    }

    fn term(&self) -> Option<String> {
        let term = self.record.term.get()?;
        if term.renews.copied() == Some(Renewal::Automatically) {
            return Some("the term renews itself".to_owned());
        }
        let (begins, ends) = (self.begins()?, term.ends.get()?.0);
        let longer = ends > add_months(begins, SHORT_MONTHS);
        longer.then(|| format!("the term runs for {} months", months_between(begins, ends)))
    }
}

const NO_CHANGE: &str = "nothing about how either side operates has changed";

/// Whether some sides bring only money and all the others only brand or audience.
pub(crate) fn is_money_for_visibility(brings: &[Brings]) -> bool {
    let pays = |side: &&Brings| side.is_only(|kind| kind == ContributionKind::Capital);
    let shows = |side: &&Brings| {
        side.is_only(|kind| matches!(kind, ContributionKind::Brand | ContributionKind::Audience))
    };
    let (paying, showing) = (brings.iter().filter(pays).count(), brings.iter().filter(shows).count());
    paying > 0 && showing > 0 && paying + showing == brings.len()
}

/// Whether every side brings the same kinds; unknown where a kind that is not recorded could decide it.
pub(crate) fn are_kinds_mirrored(brings: &[Brings]) -> Option<bool> {
    let whole: Vec<Option<Vec<ContributionKind>>> = brings.iter().map(Brings::kinds).collect();
    let recorded =
        |side: &Brings| side.items.iter().filter_map(|(_, item)| item.kind.copied()).collect::<Vec<_>>();
    // One kind on one side that another side surely lacks is enough.
    let differ = brings
        .iter()
        .map(recorded)
        .any(|kinds| kinds.iter().any(|kind| whole.iter().flatten().any(|other| !other.contains(kind))));
    if differ {
        return Some(false);
    }
    whole.iter().all(Option::is_some).then_some(true)
}

fn adder(signals: &mut Vec<Signal>, kind: Kind) -> impl FnMut(u32, String, String) {
    move |points, sentence, path| signals.push(Signal { kind, points, sentence, path })
}

fn has_both_routes(case: &StrategicCase) -> bool {
    let told = [&case.organic, &case.through_alliance]
        .map(|route| route.get().is_some_and(|route| route.months.is_set() || route.cost.is_set()));
    case.test.is_set() && told == [true, true]
}

/// A capability that is quantified or hard to replicate, and what it is.
fn capability(side: &Brings, facts: &Facts) -> Option<(usize, ContributionKind)> {
    use ContributionKind::{Customers, Data, Distribution, Expertise, Product, Technology};
    side.items.iter().find_map(|(index, item)| {
        let kind = item.kind.copied()?;
        let capable = matches!(kind, Expertise | Technology | Product | Data | Distribution | Customers);
        let firm = || is_quantified(item, facts) || claimed(&item.hard_to_replicate).is_some();
        (capable && firm()).then_some((*index, kind))
    })
}

fn has_person(people: Option<&List<Owner>>) -> bool {
    people.is_some_and(|people| people.items().any(|person| person.name.text().is_some()))
}

fn is_brisk(cadence: Cadence) -> bool {
    matches!(cadence, Cadence::Weekly | Cadence::Fortnightly | Cadence::Monthly | Cadence::Quarterly)
}

#[cfg(test)]
mod tests;

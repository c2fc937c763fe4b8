//! What an arrangement is by its record alone, whatever it is called: points for each type, and what they rest on.
//!
//! `name`, `type` and `intended_type` are never read, and neither is how it is run: plans, sponsors, reviews and a term
//! are what an alliance needs, not what makes one. A change in how a side operates counts only where something that is
//! exchanged bears it out. Nothing is inferred from silence: a point needs a recorded
//! value, so "no operating change" counts only where the file says so by `operating_changes: []`.

use chrono::NaiveDate;

use crate::facts::Facts;
use crate::facts::contributions::{
    Brings, Lasting, claimed, is_quantified, is_visibility, lasting, structural,
};
use crate::facts::window::last_day;
use crate::model::date::add_months;
use crate::model::{Alliance, ChangeKind, ContributionKind, Indicator, Kind, List, StrategicCase, Structure};

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

impl<'a> Seen<'a> {
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

/// Whether some sides bring only money, some of it perhaps in kind, and all the others only their name or their audience.
pub(crate) fn is_money_for_visibility(brings: &[Brings]) -> bool {
    let pays = |side: &&Brings| is_paying(side);
    let shows = |side: &&Brings| {
        side.is_only(|kind| is_visibility(kind) || kind == ContributionKind::Credibility)
            && (side.has(ContributionKind::Brand) || side.has(ContributionKind::Audience))
    };
    one_for_the_other(brings, pays, shows)
}

/// Whether some sides bring only money, and all the others only those who may buy.
pub(crate) fn pays_for_referrals(brings: &[Brings]) -> bool {
    let refers = |side: &&Brings| {
        side.is_only(|kind| is_visibility(kind) || kind == ContributionKind::Customers)
            && (side.has(ContributionKind::Audience) || side.has(ContributionKind::Customers))
    };
    one_for_the_other(brings, |side| is_paying(side), refers)
}

fn one_for_the_other(
    brings: &[Brings],
    pays: impl Fn(&&Brings) -> bool,
    gives: impl Fn(&&Brings) -> bool,
) -> bool {
    let (paying, giving) = (brings.iter().filter(pays).count(), brings.iter().filter(gives).count());
    paying > 0 && giving > 0 && paying + giving == brings.len()
}

/// Whether a side brings money and at most goodwill beside it.
fn is_paying(side: &Brings) -> bool {
    side.has(ContributionKind::Capital)
        && side.is_only(|kind| matches!(kind, ContributionKind::Capital | ContributionKind::Goodwill))
}

/// Whether every side brings capital, for a company of their own or a cross-holding: that is no visibility.
pub(crate) fn is_joint_company(record: &Alliance, brings: &[Brings]) -> bool {
    holds_stakes(record) && brings.iter().all(|side| side.has(ContributionKind::Capital))
}

/// Whether the sides hold stakes, in a company of their own or in each other.
fn holds_stakes(record: &Alliance) -> bool {
    let stakes = record.equity.get();
    record.structure.copied() == Some(Structure::JointVenture)
        || stakes.is_some_and(|stakes| claimed(&stakes.us).or(claimed(&stakes.partner)).is_some())
        || record
            .contributions
            .iter()
            .flat_map(|(_, given)| given.items())
            .any(|item| item.is_of(ContributionKind::Capital) && item.what.text().is_some_and(is_stake))
}

/// Whether a sentence on money speaks of a stake: "43 % of their shares".
pub(crate) fn is_stake(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| matches!(word, "shares" | "stake" | "stakes" | "equity" | "shareholding"))
}

/// Where the record says that results are paid for: commission terms, a fee, or a contribution of money by result.
pub(crate) fn commission(record: &Alliance) -> Option<String> {
    if record.affiliate.get().is_some_and(|affiliate| claimed(&affiliate.commission).is_some()) {
        return Some("affiliate.commission".to_owned());
    }
    let fee = record.fees.iter().find(|(_, fee)| {
        [&fee.what, &fee.rate].into_iter().filter_map(|field| field.text()).any(pays_by_result)
    });
    if let Some((index, _)) = fee {
        return Some(format!("fees[{index}]"));
    }
    record.contributions.iter().find_map(|(side, given)| {
        let (index, _) = given.iter().find(|(_, item)| {
            item.is_of(ContributionKind::Capital) && item.what.text().is_some_and(pays_by_result)
        })?;
        Some(format!("contributions.{side}[{index}]"))
    })
}

/// Names of money that is paid for a result.
const BY_RESULT: [&str; 14] = [
    "commission",
    "referral fee",
    "referral bonus",
    "finder's fee",
    "finders fee",
    "finder fee",
    "introduction fee",
    "introducer fee",
    "success fee",
    "kickback",
    "bounty",
    "cost per acquisition",
    "pay per",
    "revenue share",
];
/// What one is paid for, one by one.
const RESULTS: [&str; 24] = [
    "lead",
    "click",
    "sale",
    "order",
    "sign-up",
    "signup",
    "referral",
    "referred",
    "accepted",
    "customer",
    "client",
    "booking",
    "install",
    "download",
    "purchase",
    "policy",
    "subscriber",
    "subscription",
    "activation",
    "transaction",
    "ticket",
    "enquiry",
    "appointment",
    "introduction",
];
/// What somebody does who becomes such a result: "each restaurant that signs".
const TURNS: [&str; 18] = [
    "signs",
    "buys",
    "joins",
    "orders",
    "books",
    "converts",
    "subscribes",
    "registers",
    "purchases",
    "activates",
    "sold",
    "booked",
    "bought",
    "signed",
    "placed",
    "refer",
    "refers",
    "referred",
];

/// Whether a sentence pays for results: by its name, or so much for each of them.
fn pays_by_result(text: &str) -> bool {
    let text = text.to_lowercase().replace('\u{2019}', "'");
    if BY_RESULT.iter().any(|words| text.contains(words)) {
        return true;
    }
    // A royalty pays for the use of something, however it is counted.
    if text.contains("royalt") || !text.contains(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = text
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    let singular =
        |word: &str| RESULTS.iter().any(|result| word == *result || word.strip_suffix('s') == Some(result));
    words.iter().enumerate().any(|(at, word)| {
        let ahead = words.get(at + 1..words.len().min(at + 6)).unwrap_or_default();
        matches!(*word, "each" | "every" | "per")
            && (ahead.iter().take(3).any(|word| singular(word))
                || ahead.iter().any(|word| TURNS.contains(word)))
    })
}

/// Whether no kind of anything exchanged is recorded, or some of it cannot be used, so that no change can be held
/// against it.
fn is_kind_open(brings: &[Brings]) -> bool {
    let mut items = brings.iter().flat_map(|side| &side.items);
    brings.iter().any(|side| side.unusable || side.items.iter().any(|(_, item)| item.kind.is_invalid()))
        || items.all(|(_, item)| item.kind.is_absent())
}

/// What a side can work with, rather than be paid or seen with.
fn is_substance(kind: ContributionKind) -> bool {
    is_capability(kind) || kind == ContributionKind::Credibility
}

fn is_capability(kind: ContributionKind) -> bool {
    use ContributionKind::{Customers, Data, Distribution, Expertise, Product, Technology};
    matches!(kind, Expertise | Technology | Product | Data | Distribution | Customers)
}

/// The structural changes that something exchanged bears out, or that no recorded kind can deny.
fn borne_out(record: &Alliance, brings: &[Brings], joint_capital: bool) -> Vec<(usize, ChangeKind)> {
    let brought = |change: ChangeKind| {
        let items = brings.iter().flat_map(|side| &side.items);
        items.flat_map(|(_, item)| item.kinds()).any(|kind| bears_out(kind, change))
    };
    let open = is_kind_open(brings);
    let kinds = structural(record).filter_map(|(index, change)| Some((index, change.kind.copied()?)));
    kinds
        .filter(|(_, change)| {
            open || brought(*change)
                || (joint_capital && brings.iter().all(|side| side.has(ContributionKind::Capital)))
        })
        .collect()
}

/// Whether a contribution of this kind is what a change of that kind is made with.
pub(crate) fn bears_out(kind: ContributionKind, change: ChangeKind) -> bool {
    use ContributionKind::{Customers, Data, Distribution, Expertise, Product, Technology};
    match change {
        ChangeKind::CombinedOffering => matches!(kind, Expertise | Technology | Product | Data),
        ChangeKind::MarketAccess => is_substance(kind),
        ChangeKind::TechnologyIntegration => matches!(kind, Technology | Product | Data),
        ChangeKind::DistributionChannel => matches!(kind, Distribution | Customers | Product),
        ChangeKind::SharedData => matches!(kind, Data | Customers | Technology),
        ChangeKind::SharedDelivery => matches!(kind, Expertise | Product | Technology | Distribution),
        ChangeKind::SharedHiring => matches!(kind, Expertise),
        // One budget is spent on campaigns, too.
        ChangeKind::SharedBudget => false,
    }
}

/// Whether every side brings the same kinds; unknown where a kind that is not recorded could decide it.
pub(crate) fn are_kinds_mirrored(brings: &[Brings]) -> Option<bool> {
    let whole: Vec<Option<Vec<ContributionKind>>> = brings.iter().map(Brings::kinds).collect();
    let recorded = |side: &Brings| side.items.iter().flat_map(|(_, item)| item.kinds()).collect::<Vec<_>>();
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
    side.items.iter().find_map(|(index, item)| {
        let hard = || claimed(&item.hard_to_replicate).is_some();
        let is_firm = |kind: &ContributionKind| match kind {
            // Standing cannot be counted.
            ContributionKind::Credibility => hard(),
            kind if is_capability(*kind) => is_quantified(item, facts) || hard(),
            _ => false,
        };
        item.kinds().find(is_firm).map(|kind| (*index, kind))
    })
}

#[cfg(test)]
mod tests;

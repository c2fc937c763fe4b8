//! What the sides exchange, and which type that looks like.

use crate::facts::Facts;
use crate::facts::contributions::{Brings, claimed, is_quantified, is_visibility, structural};
use crate::model::{Alliance, ChangeKind, ContributionKind, StrategicCase, Structure};

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
pub(super) fn holds_stakes(record: &Alliance) -> bool {
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

/// Whether no kind of anything exchanged is recorded, or some of it cannot be used, so that no change can be held
/// against it.
pub(super) fn is_kind_open(brings: &[Brings]) -> bool {
    let mut items = brings.iter().flat_map(|side| &side.items);
    brings.iter().any(|side| side.unusable || side.items.iter().any(|(_, item)| item.kind.is_invalid()))
        || items.all(|(_, item)| item.kind.is_absent())
}

/// What a side can work with, rather than be paid or seen with.
pub(super) fn is_substance(kind: ContributionKind) -> bool {
    is_capability(kind) || kind == ContributionKind::Credibility
}

fn is_capability(kind: ContributionKind) -> bool {
    use ContributionKind::{Customers, Data, Distribution, Expertise, Product, Technology};
    matches!(kind, Expertise | Technology | Product | Data | Distribution | Customers)
}

/// The structural changes that something exchanged bears out, or that no recorded kind can deny.
pub(super) fn borne_out(
    record: &Alliance,
    brings: &[Brings],
    joint_capital: bool,
) -> Vec<(usize, ChangeKind)> {
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

pub(super) fn has_both_routes(case: &StrategicCase) -> bool {
    let told = [&case.organic, &case.through_alliance]
        .map(|route| route.get().is_some_and(|route| route.months.is_set() || route.cost.is_set()));
    case.test.is_set() && told == [true, true]
}

/// A capability that is quantified or hard to replicate, and what it is.
pub(super) fn capability(side: &Brings, facts: &Facts) -> Option<(usize, ContributionKind)> {
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

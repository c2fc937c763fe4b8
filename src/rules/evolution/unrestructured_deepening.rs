//! More done together on the paper for less leaves nobody with an answer when it goes wrong.

use chrono::NaiveDate;

use crate::facts::agreements::{AgreementDocument, dated, papers, renewed_yaml};
use crate::facts::contributions::is_visibility;
use crate::facts::inferred_type::bears_out;
use crate::model::calendar::{add_days, add_months};
use crate::model::{ChangeKind, Contribution, ContributionKind, Kind, OperatingChange, lapse};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{capital, count, listed, shorten};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unrestructured-deepening",
    area: Area::Evolution,
    severities: &[Severity::Error],
    applies: Applies::to(&[Kind::Strategic, Kind::CoMarketing, Kind::Affiliate]),
    remedy: Remedy::Agree,
    summary: "the two sides do more together than their terms, governance or exit provisions were made for",
    why: "once relations become strained, the only framework for settling things is the one for a lighter collaboration",
    options: &[
        OptionSpec {
            name: "grace_days",
            default: Default::Number(30),
            help: "days by which the documents may be older than the change",
        },
        OptionSpec {
            name: "launch_days",
            default: Default::Number(90),
            help: "days after launch within which a contribution without `agreed` counts as part of the first \
                   plan",
        },
        OptionSpec {
            name: "start_months",
            default: Default::Number(12),
            help: "months after launch within which a change counts as the start of what was agreed, if it is made \
                   with a contribution of the first day",
        },
        OptionSpec {
            name: "planned_months",
            default: Default::Number(12),
            help: "months after launch within which `planned: true` is accepted; later, dated terms must cover it",
        },
    ],
    check: Check::Record(check),
};

/// Something the alliance took on, and when.
struct DeepeningStep {
    date: NaiveDate,
    path: String,
    what: String,
    operating: bool,
    /// Whether nobody knows when it was agreed: it may have been on the first day, to begin later.
    undated: bool,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let mut steps: Vec<DeepeningStep> = operating_changes(cx).chain(contributions(cx)).collect();
    if steps.is_empty() {
        let unclear = cx.record.operating_changes.is_invalid()
            || cx
                .record
                .operating_changes
                .items()
                .any(|change| change.planned.is_invalid() || change.minor.is_invalid());
        return if unclear { Judged::Unknown } else { Judged::Judged };
    }
    let papers = papers(cx.record);
    if papers.is_empty() {
        return Judged::Unknown;
    }
    let grace = cx.options.number("grace_days");
    let outran = |step: &DeepeningStep, paper: &AgreementDocument| step.date > add_days(paper.agreed, grace);
    let lagging: Vec<AgreementDocument> =
        papers.iter().copied().filter(|paper| steps.iter().any(|step| outran(step, paper))).collect();
    steps.retain(|step| lagging.iter().any(|paper| outran(step, paper)));
    // A single duty that begins later may have been agreed with all the others; with more beside it, it is a pattern.
    if let [DeepeningStep { undated: true, .. }] = steps.as_slice() {
        return Judged::Judged;
    }
    steps.sort_by_key(|step| step.date);
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Judged::Judged };
    let Some(oldest) = lagging.iter().min_by_key(|paper| paper.agreed) else { return Judged::Judged };
    let operating = steps.iter().filter(|step| step.operating).count();
    let counts: Vec<String> = [(operating, "operating change"), (steps.len() - operating, "contribution")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(i64::try_from(number).unwrap_or(i64::MAX), noun))
        .collect();
    let (came, began) = match steps.as_slice() {
        [only] => (format!("\"{}\" since {}", only.what, only.date), String::new()),
        _ => (
            format!("{} since {}", listed(&counts), first.date),
            format!(". The first is \"{}\"", first.what),
        ),
    };
    let behind = lapse(oldest.agreed, last.date);
    let age = if lagging.len() > 1 { format!("up to {behind} older") } else { format!("{behind} older") };
    out.error(
        first.path.clone(),
        format!("it has outgrown its terms, which are {age} than what it does now"),
    )
    .evidence(&format!(". {}, while {}{began}", capital(&came), dated(&lagging)))
    .fix(
        "agree again what each side commits to, how the alliance is run and how it ends, and record the day:",
    )
    .example(renewed_yaml(&lagging))
    .label(oldest.path, format!("the date of the {}", oldest.what_is_old()));
    Judged::Judged
}

/// Changes that nobody foresaw and that matter.
fn operating_changes<'c>(cx: &'c Context) -> impl Iterator<Item = DeepeningStep> + 'c {
    cx.record.operating_changes.iter().filter_map(|(index, change)| {
        let foreseen = change.minor.copied() == Some(true)
            || change.planned.is_invalid()
            || change.minor.is_invalid()
            || (change.planned.copied() == Some(true) && is_covered(cx, change))
            || is_the_start(cx, change)
            || !is_made_with_anything(cx, change);
        let date = change.since.get().filter(|since| !foreseen && since.0 <= cx.as_of)?.0;
        let what = change.what.text().or_else(|| change.kind.copied().map(|kind| kind.word()));
        Some(DeepeningStep {
            date,
            path: format!("operating_changes[{index}].since"),
            what: shorten(what.unwrap_or("an operating change"), 60),
            operating: true,
            undated: false,
        })
    })
}

/// Whether something that is exchanged makes such a change; where the kinds are open, it may. A change that nothing bears
/// out is no deeper work: "we are seen where young people are".
fn is_made_with_anything(cx: &Context, change: &OperatingChange) -> bool {
    let Some(kind) = change.kind.copied() else { return true };
    let mut items = cx.record.contributions.iter().flat_map(|(_, given)| given.items()).peekable();
    matches!(kind, ChangeKind::SharedHiring | ChangeKind::SharedBudget)
        || items.peek().is_none()
        || items.any(|item| item.may_be(|brought| bears_out(brought, kind)))
}

/// Whether a change is the start of what was agreed: soon after launch, and made with something that was contributed from
/// the first day on. People hired and money spent together need words of their own.
fn is_the_start(cx: &Context, change: &OperatingChange) -> bool {
    let (Some(since), Some(launched), Some(kind)) =
        (change.since.get(), cx.facts.launched, change.kind.copied())
    else {
        return false;
    };
    let plan = add_days(launched, cx.options.number("launch_days"));
    let of_the_plan = |item: &Contribution| {
        let agreed = item.agreed.get().is_some_and(|agreed| agreed.first() <= launched);
        agreed || (item.agreed.is_absent() && item.from.get().is_some_and(|from| from.0 <= plan))
    };
    since.0 <= add_months(launched, cx.options.number("start_months"))
        && !matches!(kind, ChangeKind::SharedHiring | ChangeKind::SharedBudget)
        && cx
            .record
            .contributions
            .iter()
            .flat_map(|(_, given)| given.items())
            .any(|item| of_the_plan(item) && item.kinds().any(|brought| bears_out(brought, kind)))
}

/// Whether dated terms cover a change that is called planned: it came soon after launch, or something that it is made
/// with was agreed before it. People hired and money spent together are covered by new paper alone.
fn is_covered(cx: &Context, change: &OperatingChange) -> bool {
    let (Some(since), Some(launched), Some(kind)) =
        (change.since.get(), cx.facts.launched, change.kind.copied())
    else {
        return true;
    };
    if since.0 <= add_months(launched, cx.options.number("planned_months")) {
        return true;
    }
    let agreed = |item: &Contribution| {
        let day = item.agreed.first().copied().or_else(|| item.from.copied());
        day.is_some_and(|day| day <= **since)
    };
    let mut items = cx.record.contributions.iter().flat_map(|(_, given)| given.items());
    let makes = |item: &Contribution| match kind {
        ChangeKind::SharedHiring | ChangeKind::SharedBudget => false,
        kind => item.may_be(|brought| bears_out(brought, kind)),
    };
    items.any(|item| agreed(item) && makes(item))
}

/// Contributions that have begun, each on the day it was agreed if that was earlier: paper of that day foresaw it.
fn contributions<'c>(cx: &'c Context) -> impl Iterator<Item = DeepeningStep> + 'c {
    let first_plan = cx.facts.launched.map(|day| add_days(day, cx.options.number("launch_days")));
    cx.record.contributions.iter().flat_map(move |(side, list)| {
        list.iter().filter_map(move |(index, contribution)| {
            // Another campaign is more of the same, and nothing deeper.
            let seen = |kind: ContributionKind| is_visibility(kind) || kind == ContributionKind::Goodwill;
            if !contribution.kind.is_empty() && contribution.kinds().all(seen) {
                return None;
            }
            let date = taken_on(contribution, first_plan, cx.as_of)?;
            Some(DeepeningStep {
                date,
                path: format!("contributions.{side}[{index}].from"),
                what: shorten(contribution.what.text().unwrap_or("a contribution"), 60),
                operating: false,
                undated: contribution.agreed.is_absent(),
            })
        })
    })
}

fn taken_on(
    contribution: &Contribution,
    first_plan: Option<NaiveDate>,
    as_of: NaiveDate,
) -> Option<NaiveDate> {
    let from = contribution.from.get().filter(|from| from.0 <= as_of)?.0;
    match contribution.agreed.get() {
        Some(agreed) => Some(agreed.first().min(from)),
        None => first_plan.filter(|plan| from > *plan && contribution.agreed.is_absent()).map(|_| from),
    }
}

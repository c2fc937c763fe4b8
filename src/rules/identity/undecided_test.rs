//! Co-marketing is a test: one that is never decided has taught nobody anything.

use chrono::NaiveDate;

use crate::facts::contributions::is_blank;
use crate::model::calendar::{add_months, days_between};
use crate::model::{DecisionKind, Kind};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "undecided-test",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning, Severity::Note],
    applies: Applies::to(&[Kind::CoMarketing]).or_proposed(),
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "nobody has decided what the campaign has shown, or set a date to decide it",
    why: "a campaign is a good way to try out a partner, provided somebody then says how the trial went",
    options: &[OptionSpec {
        name: "error_after_months",
        default: Default::Number(18),
        help: "months since launch by which the test must have been decided",
    }],
    check: Check::Record(check),
};

const FIX: &str = "decide what it has shown and record it:";
const EXAMPLE: &str = "decisions:\n  - { date: YYYY-MM-DD, verdict: continue, why: …, next: YYYY-MM-DD }   # or deepen, restructure, wind-down";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let campaign = cx.record.campaign.get();
    if cx.record.campaign.is_invalid() || campaign.is_some_and(|campaign| campaign.decide_by.is_invalid()) {
        return Judged::Unknown;
    }
    if is_decided(cx) {
        return Judged::Judged;
    }
    if cx.record.decisions.is_invalid() {
        return Judged::Unknown;
    }
    let months = cx.options.number("error_after_months");
    if let Some(launched) = cx.facts.launched.filter(|launched| cx.as_of >= add_months(*launched, months)) {
        let live = count(cx.facts.months_live().unwrap_or(months), "month");
        out.error(
            "decisions",
            format!("the test has been running for {live} and no decision about it is recorded"),
        )
        .fix(FIX)
        .example(EXAMPLE)
        .label("started", format!("launched on {launched}"));
        return Judged::Judged;
    }
    let Some(decide_by) = campaign.and_then(|campaign| campaign.decide_by.get()) else {
        let ends = campaign.and_then(|campaign| campaign.ends.get());
        let when = ends.map(|ends| format!("   # the campaign ends on {ends}")).unwrap_or_default();
        out.note("campaign.decide_by", "no date is set for judging the test")
            .example(format!("campaign:\n  decide_by: YYYY-MM-DD{when}"));
        return Judged::Judged;
    };
    let late = days_between(decide_by.0, cx.as_of);
    if late > 0 {
        let message = format!("the test was to be decided by {decide_by}, {} ago", count(late, "day"));
        out.warning("campaign.decide_by", message).fix(FIX).example(EXAMPLE);
    } else if campaign.is_some_and(|campaign| is_blank(&campaign.hypothesis)) {
        out.note("campaign.hypothesis", "the record does not say what the campaign is meant to find out")
            .example(
                "hypothesis: ONE SENTENCE   # what you will know by then, such as: one reader in two \
                  hundred asks for a quote",
            );
    }
    Judged::Judged
}

/// Whether a decision has been taken since launch. One to wait holds until the day it names.
fn is_decided(cx: &Context) -> bool {
    let since = cx.facts.launched.unwrap_or(NaiveDate::MIN);
    let taken = cx.facts.decisions.iter().filter(|taken| taken.date >= since);
    taken.into_iter().any(|taken| match taken.verdict {
        DecisionKind::Hold => taken.decision.next.get().is_some_and(|next| next.0 >= cx.as_of),
        DecisionKind::Continue
        | DecisionKind::Deepen
        | DecisionKind::Restructure
        | DecisionKind::WindDown => true,
    })
}

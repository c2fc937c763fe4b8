//! An end that was decided and not begun costs as much as none, and the partner does not know.

use crate::model::calendar::{add_days, days_between};
use crate::model::{DecisionKind, Stage, Stated};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, shorten};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unexecuted-wind-down",
    area: Area::Evolution,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_winding_down(),
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "a wind-down was decided, but no notice has been given or a handover is late",
    why: "until it is carried out, the alliance keeps taking time and money and, with each renewal, another term",
    options: &[OptionSpec {
        name: "after_days",
        default: Default::Number(30),
        help: "days after the decision by which notice has to be given",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let decided = cx.facts.last_decision().filter(|last| last.verdict == DecisionKind::WindDown);
    let under_way = cx.facts.stage == Stage::WindingDown || cx.record.notice_given.get().is_some();
    if decided.is_none() && !under_way {
        return Judged::NotApplicable;
    }
    if let Some(decided) = decided.filter(|_| cx.record.notice_given.is_absent())
        && cx.as_of > add_days(decided.date, cx.options.number("after_days"))
    {
        let exit = cx.facts.ending.earliest.map_or_else(
            || "no notice period or end of term is recorded: agree an end date with the partner".to_owned(),
            |exit| exit.sentence(),
        );
        out.warning(
            "notice_given",
            format!(
                "the wind-down was decided {} ago, and no notice is recorded",
                count(days_between(decided.date, cx.as_of), "day")
            ),
        )
        .fix(format!("{exit}; record the day:"))
        .example(format!("notice_given: {}", cx.as_of))
        .label(format!("decisions[{}].date", decided.index), "the wind-down was decided here");
    }
    for (index, item) in cx.record.exit.get().into_iter().flat_map(|exit| exit.handover.iter()) {
        let Some(due) = item.due.get().map(|due| due.0).filter(|due| *due < cx.as_of) else { continue };
        if !item.done.is_absent() {
            continue;
        }
        let what = match item.item.get() {
            Some(Stated::Value(item)) => item.word().to_owned(),
            Some(Stated::Words(words)) => shorten(words, 60),
            None => "an item of the handover".to_owned(),
        };
        out.error(
            format!("exit.handover[{index}].due"),
            format!(
                "the handover of \"{what}\" was due on {due} and is {} late",
                count(days_between(due, cx.as_of), "day")
            ),
        )
        .fix(
            "hand it over and add `done: YYYY-MM-DD`, or agree a new day with the partner and who is responsible",
        );
    }
    Judged::Judged
}

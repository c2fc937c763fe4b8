//! A stage that the record's own dates contradict makes every count and every verdict wrong.

use crate::facts::readings;
use crate::model::calendar::add_days;
use crate::model::{Field, Stage, lapse};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "stage-contradiction",
    area: Area::Record,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.at_any_stage(),
    time_dependent: true,
    summary: "the stage says one thing and the dates another",
    why: "hours, deadlines and decisions all follow the stage; while it is wrong, so are they",
    options: &[OptionSpec {
        name: "launch_days",
        default: Default::Number(30),
        help: "days after its planned launch for which an alliance may still be a proposal",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.stage.is_invalid() {
        return Judged::Unknown;
    }
    if let Some(ended) = cx.record.ended.get() {
        let message = match &cx.record.stage {
            Field::Set(Stage::Ended) => return Judged::Judged,
            Field::Set(stage) => format!("the alliance ended on {ended}, but its stage is still \"{stage}\""),
            _ => format!("the alliance ended on {ended}, but no stage is recorded, which means active"),
        };
        let path = if cx.record.stage.is_set() { "stage" } else { "ended" };
        out.error(path, message).example("stage: ended   # or remove `ended`, if it is still running");
        return Judged::Judged;
    }
    match cx.facts.stage {
        Stage::Proposed => proposed(cx, out),
        Stage::Active | Stage::Paused => active(cx, out),
        Stage::WindingDown | Stage::Ended => {}
    }
    Judged::Judged
}

/// A proposal whose launch has passed: with results it is none, without any its day has slipped.
fn proposed(cx: &Context, out: &mut Findings) {
    let Some(launched) = cx.facts.launched else { return };
    let metrics = cx.record.metrics.items();
    let results = metrics
        .flat_map(|metric| readings(metric, Some(launched)))
        .filter(|reading| reading.period.end() > launched && reading.total.is_some())
        .count();
    let ago = lapse(launched, cx.as_of);
    if results > 0 {
        let results = count(i64::try_from(results).unwrap_or(i64::MAX), "result");
        let message = format!(
            "it is still a proposal, {ago} after its launch on {launched} and with {results} recorded since"
        );
        out.error("stage", message).example("stage: active").label("started", "it was launched here");
    } else if cx.as_of > add_days(launched, cx.options.number("launch_days")) {
        let message = format!("the launch was planned for {launched}, {ago} ago, but it is still a proposal");
        out.warning("started", message).fix(
            "set a new day for the launch; or record `stage: active` if it was launched, `stage: ended` if it was dropped",
        );
    }
}

/// Notice that has run out ends an alliance, whatever its stage says.
fn active(cx: &Context, out: &mut Findings) {
    let (Some(last), Some(given)) = (cx.facts.ending.overdue, cx.record.notice_given.get()) else { return };
    let message =
        format!("the notice given on {given} expired on {last}, but the alliance still counts as active");
    out.error("notice_given", message).example(format!(
        "stage: ended\nended: {last}   # or remove `notice_given` and record the new terms, if both sides \
         carried on"
    ));
}

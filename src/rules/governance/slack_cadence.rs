//! How often an alliance needs a review depends on its age and on how it is doing.

use crate::facts::series::{failing_side, is_contradictory};
use crate::model::{Cadence, Field, IssueSeverity};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

use super::common::{cadence, months};

/// The rule.
pub static RULE: Rule = rule! {
    id: "slack-cadence",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Agree,
    summary: "reviews are further apart than the alliance's age and state allow",
    why: "trouble spotted only at the next review has had the whole interval to grow",
    options: &[
        OptionSpec {
            name: "first_year_months",
            default: Default::Number(1),
            help: "longest interval in the first year; slower is a warning",
        },
        OptionSpec {
            name: "first_year_error_after_months",
            default: Default::Number(3),
            help: "slower than this in the first year is an error",
        },
        OptionSpec {
            name: "mature_months",
            default: Default::Number(3),
            help: "longest interval after the first year; slower is a warning",
        },
        OptionSpec {
            name: "mature_error_after_months",
            default: Default::Number(6),
            help: "slower than this after the first year is an error",
        },
        OptionSpec {
            name: "unstable_months",
            default: Default::Number(1),
            help: "longest interval while a metric is below its floor or a serious issue is open",
        },
    ],
    check: Check::Record(check),
};

const PATH: &str = "governance.cadence";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let cadence = match cadence(cx) {
        Field::Set(cadence) => cadence,
        Field::Invalid => return Judged::Unknown,
        Field::Absent => return Judged::CoveredBy(&crate::rules::governance::missing_cadence::RULE),
    };
    let slower = |option: &str| months(cadence) > cx.options.number(option);
    match cx.facts.is_mature() {
        Some(true) if slower("mature_error_after_months") => {
            out.error(
                PATH,
                format!("{cadence} reviews are an occasional visit, not a way to run an alliance"),
            )
            .example("cadence: quarterly");
        }
        Some(true) if slower("mature_months") => {
            out.warning(PATH, format!("{} reviews are too far apart, even for a stable alliance", cadence))
                .example("cadence: quarterly");
        }
        Some(true) => {
            if slower("unstable_months")
                && let Some((path, reason)) = unstable(cx)
            {
                out.warning(
                    PATH,
                    format!(
                        "{} reviews are for stable alliances, and {reason}; review monthly \
                                           until that is settled",
                        cadence
                    ),
                )
                .example("cadence: monthly   # until it is stable again")
                .label(path, "the reason");
            }
        }
        Some(false) if slower("first_year_error_after_months") => {
            out.error(PATH, first_year(cx, cadence)).example("cadence: monthly");
        }
        Some(false) if slower("first_year_months") => {
            out.warning(PATH, first_year(cx, cadence)).example("cadence: monthly");
        }
        Some(false) => {}
        None => return Judged::Unknown,
    }
    Judged::Judged
}

fn first_year(cx: &Context, cadence: Cadence) -> String {
    let since = match (cx.facts.renewed, cx.facts.launched) {
        (Some(renewed), Some(launched)) if renewed > launched => format!("since the new terms of {renewed}"),
        (Some(renewed), _) => format!("since launch on {renewed}"),
        (None, _) => "since launch".to_owned(),
    };
    format!("{} reviews are too far apart for the first year, which has run {since}", cadence)
}

/// What makes the alliance unstable: the field and the reason in a clause.
fn unstable(cx: &Context) -> Option<(String, String)> {
    let below = cx.facts.headlines.iter().find_map(|headline| {
        let floor = headline.metric.floor.get().filter(|_| !is_contradictory(headline.metric))?.amount;
        let latest = headline.series.values.last()?;
        let path = format!("metrics[{}].results[{}]", headline.index, latest.index);
        let side = failing_side(headline.metric);
        let reason = format!("\"{}\" was {side} its floor in {}", headline.metric.label(), latest.period);
        Some((path, reason)).filter(|_| headline.misses(latest, floor) == Some(true))
    });
    let grave = || {
        cx.record.issues.iter().find_map(|(index, issue)| {
            let open = issue.severity.copied() == Some(IssueSeverity::High) && issue.closed.is_absent();
            let what = shorten(issue.what.text().unwrap_or("no description"), 60);
            Some((format!("issues[{index}]"), format!("a serious issue is open: \"{what}\"")))
                .filter(|_| open)
        })
    };
    below.or_else(grave)
}

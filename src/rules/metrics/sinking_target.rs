//! A level that is lowered again and again is met in the end; that both sides signed makes it no result.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::common::{amount, each_headline};
use crate::facts::Headline;
use crate::model::calendar::{add_months, sub_months};
use crate::model::exact_decimal;
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "sinking-target",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Agree,
    doubt: true,
    summary: "a target or floor was lowered twice within a year, whoever agreed to it",
    why: "agreement makes a lower level fair, but the result no better: in the end the level describes what \
          happened",
    options: &[
        OptionSpec { name: "times", default: Default::Number(2), help: "how many times a level may be lowered \
                                                                        within the months before a warning" },
        OptionSpec { name: "error_times", default: Default::Number(3), help: "how many times before an error" },
        OptionSpec { name: "within_months", default: Default::Number(12), help: "within how many months" },
        OptionSpec { name: "forget_months", default: Default::Number(24), help: "months after which a change no \
                                                                                 longer counts" },
    ],
    check: Check::Record(check),
};

/// A level that was lowered: its place among the revisions, the day, and both levels.
struct Lowered {
    index: usize,
    date: NaiveDate,
    from: Decimal,
    to: Decimal,
    signed: bool,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let months = cx.options.number("within_months");
    each_headline(cx, |headline| {
        if headline.metric.revisions.is_invalid() {
            return Judged::Unknown;
        }
        for field in ["target", "floor"] {
            let lowered = lowered(cx, headline, field);
            let most = most_within(&lowered, months);
            let times = u32::try_from(most.len()).unwrap_or(u32::MAX);
            let tier = if times >= cx.options.number("error_times") {
                Severity::Error
            } else if times >= cx.options.number("times") {
                Severity::Warning
            } else {
                continue;
            };
            let ([first, ..], [.., last]) = (most, most) else { continue };
            let signed = if most.iter().all(|one| one.signed) { ". Both sides agreed each time" } else { "" };
            let shown = |level| amount(cx, headline.metric, level);
            out.report(
                tier,
                format!("metrics[{}].revisions[{}]", headline.index, last.index),
                format!(
                    "the {field} of \"{}\" was lowered {} within {}",
                    headline.metric.label(),
                    if times == 2 { "twice".to_owned() } else { format!("{times} times") },
                    count(i64::from(months), "month")
                ),
            )
            .evidence(&format!(", from {} to {}{signed}", shown(first.from), shown(last.to)))
            .fix(
                "report the results against the level agreed at launch as well, and decide whether this is \
                  still the alliance that was agreed",
            )
            .label(format!("metrics[{}].revisions[{}]", headline.index, first.index), "the first time");
        }
        Judged::Judged
    })
}

/// The times a level was lowered since launch or the last new terms, by date. New terms come with new levels.
fn lowered(cx: &Context, headline: &Headline, field: &str) -> Vec<Lowered> {
    let since = cx.facts.terms_from.max(Some(sub_months(cx.as_of, cx.options.number("forget_months"))));
    let mut lowered: Vec<Lowered> = headline
        .metric
        .revisions
        .iter()
        .filter(|(_, revision)| revision.field.text().is_some_and(|name| name.eq_ignore_ascii_case(field)))
        .filter_map(|(index, revision)| {
            let level = |text: Option<&str>| exact_decimal(text?);
            let signed = cx.facts.sides.iter().all(|side| revision.agreed_by.items().any(|by| by == side));
            let (from, to) = (level(revision.from.text())?, level(revision.to.text())?);
            Some(Lowered { index, date: revision.date.get()?.0, from, to, signed })
        })
        .filter(|one| one.to < one.from && since.is_none_or(|since| one.date > since))
        .collect();
    lowered.sort_by_key(|one| one.date);
    lowered
}

/// Most of them that lie within so many months; of several the latest.
fn most_within(lowered: &[Lowered], months: u32) -> &[Lowered] {
    let within = (0..lowered.len()).map(|from| {
        let until = add_months(lowered[from].date, months);
        let count = lowered[from..].iter().take_while(|one| one.date < until).count();
        &lowered[from..from + count]
    });
    within.max_by_key(|some| some.len()).unwrap_or_default()
}

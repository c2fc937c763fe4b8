//! A number that only one side keeps reporting has stopped being a shared number.

use super::common::{Theirs, theirs, without_result};
use crate::facts::Reading;
use crate::model::US;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "one-sided-results",
    area: Area::Measurement,
    basis: Basis::Gap,
    remedy: Remedy::Do,
    summary: "the partner has not given its own number for a while",
    why: "a number that only we read is our opinion, and the first sign that the other side has stopped counting",
    options: &[OptionSpec {
        name: "periods",
        default: Default::Number(2),
        help: "for how many of the latest reported periods a partner's number may be absent before this is \
               reported",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let periods = usize::try_from(cx.options.number("periods")).unwrap_or(usize::MAX).max(1);
    each_headline(cx, |headline| {
        let metric = headline.metric;
        let counted: Vec<&Reading> =
            headline.readings.iter().filter(|reading| reading.total.is_some()).collect();
        let Some(latest) = counted.len().checked_sub(periods).and_then(|from| counted.get(from..)) else {
            return if counted.is_empty() { without_result(cx, headline) } else { Judged::NotApplicable };
        };
        let mut judged = Judged::Judged;
        for side in cx.facts.sides.iter().copied().filter(|side| *side != US) {
            let read: Vec<Theirs> = latest.iter().map(|reading| theirs(reading.result, side)).collect();
            let (Some(last), Some(Theirs::Missing(field))) = (latest.last(), read.last()) else { continue };
            if read.iter().any(|theirs| matches!(theirs, Theirs::Unusable)) {
                judged = Judged::Unknown;
                continue;
            }
            if read.iter().any(|theirs| matches!(theirs, Theirs::Read(..))) {
                continue;
            }
            if metric.tracked_by.get(side).is_none_or(|source| source.trim().is_empty()) {
                // A side without a source has no number to give: one-sided-tracking asks for the source.
                judged = Judged::CoveredBy(&crate::rules::metrics::one_sided_tracking::RULE);
                continue;
            }
            let who = cx.side(side);
            let names: Vec<String> = latest.iter().map(|reading| reading.period.to_string()).collect();
            let message = format!(
                "{who} has given no number of its own for \"{}\" in {}",
                metric.label(),
                listed(&names)
            );
            let path = format!("metrics[{}].results[{}].{field}", headline.index, last.index);
            let key = field.rsplit('.').next().unwrap_or(field);
            out.warning(path, message)
                .fix(format!("{key}: …   # what {who} reads in its own report; ask before the next review"))
                .label(format!("metrics[{}].tracked_by.{side}", headline.index), "where it would read it")
                .side(side);
        }
        judged
    })
}

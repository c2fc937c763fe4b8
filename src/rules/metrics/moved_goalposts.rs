//! A level that one side moves after launch turns a miss into a hit.

use super::common::each_headline;

use crate::model::{Revision, exact_decimal, grouped};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::either;

/// The rule.
pub static RULE: Rule = rule! {
    id: "moved-goalposts",
    area: Area::Metrics,
    remedy: Remedy::Agree,
    doubt: true,
    summary: "a target, floor or unit was changed after launch without a joint decision",
    why: "a level that one side can move describes what happened; it is not a promise",
    options: &[OptionSpec {
        name: "fields",
        default: Default::Words(&["target", "floor", "unit"]),
        help: "the fields of a metric that only both sides together may change after launch",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let fields = cx.options.words("fields");
    each_headline(cx, |headline| {
        let mut judged =
            if headline.metric.revisions.is_invalid() { Judged::Unknown } else { Judged::Judged };
        for (index, revision) in headline.metric.revisions.iter() {
            let before = match (revision.date.get(), cx.facts.launched) {
                (Some(date), Some(launched)) => date.0 <= launched,
                // Revisions are changes after launch; an undated one is no exception.
                _ => false,
            };
            let Some(field) = revision.field.text() else {
                judged = Judged::Unknown;
                continue;
            };
            if before || !fields.iter().any(|one| one.eq_ignore_ascii_case(field)) {
                continue;
            }
            if revision.agreed_by.is_invalid() {
                judged = Judged::Unknown;
                continue;
            }
            let missing = missing(cx, revision);
            if missing.is_empty() {
                continue;
            }
            let name = headline.metric.label();
            let who = if missing.len() == cx.facts.sides.len() {
                "no record that anyone agreed".to_owned()
            } else {
                let names: Vec<&str> = missing.iter().map(|side| cx.side(side)).collect();
                format!("no agreement by {}", either(&names))
            };
            let path = format!("metrics[{}].revisions[{index}].agreed_by", headline.index);
            let finding = out
                .warning(
                    path,
                    format!("the {field} of \"{name}\" was changed{} with {who}", change(revision)),
                )
                .fix(format!(
                    "agreed_by: [{}]   # once they have, at a review; otherwise go back to {}",
                    cx.facts.sides.join(", "),
                    revision.from.text().map_or_else(|| "the old one".to_owned(), shown)
                ));
            if let [side] = missing.as_slice() {
                finding.side(side);
            }
        }
        judged
    })
}

/// The sides that are not on record as having agreed.
fn missing<'a>(cx: &Context<'a>, revision: &Revision) -> Vec<&'a str> {
    let agreed = |side: &str| revision.agreed_by.items().any(|by| by == side);
    cx.facts.sides.iter().copied().filter(|side| !agreed(side)).collect()
}

/// ` from 400,000 to 300,000 on 2026-05-01`, as far as it is known.
fn change(revision: &Revision) -> String {
    let part =
        |word: &str, text: Option<String>| text.map(|text| format!(" {word} {text}")).unwrap_or_default();
    part("from", revision.from.text().map(shown))
        + &part("to", revision.to.text().map(shown))
        + &part("on", revision.date.get().map(ToString::to_string))
}

fn shown(level: &str) -> String {
    exact_decimal(level).map_or_else(|| level.to_owned(), grouped)
}

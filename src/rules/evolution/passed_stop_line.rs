//! What both agreed as the end of patience, before either was fond of it, is passed and nobody decides.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::facts::answers::no_reason;
use crate::model::calendar::add_months;
use crate::model::{DecisionKind, Fix, Stop, hours};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

/// The rule.
pub static RULE: Rule = rule! {
    id: "passed-stop-line",
    area: Area::Evolution,
    severities: &[Severity::Error],
    applies: Applies::ANY,
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "the stop line has passed, by date or by hours, and no decision since answers it",
    why: "a stop line is agreed while heads are cool, because later nobody wants to have been wrong",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(stop) = cx.record.stop.get() else {
        return Judged::nothing(cx.record.stop.is_invalid());
    };
    if stop.by.is_invalid() || stop.hours.is_invalid() || cx.record.has_unclear_decisions() {
        return Judged::Unknown;
    }
    let by = stop.by.get().map(|by| by.0);
    let used = used_up(cx, stop);
    if by.is_none() && stop.hours.is_absent() {
        return Judged::Unknown;
    }
    // Only a decision taken once the line was passed answers it: to end it, to change it, or with a reason that speaks of
    // what had to come about.
    let speaks = |why: &str| stop.unless.text().is_none_or(|unless| shares_a_word(unless, why));
    let answered = |since: NaiveDate| {
        let mut after = cx.facts.decisions.iter().filter(|taken| taken.date >= since);
        after.any(|taken| match taken.verdict {
            DecisionKind::WindDown => true,
            _ if no_reason(taken.decision).is_some() => false,
            DecisionKind::Restructure => true,
            DecisionKind::Continue | DecisionKind::Hold | DecisionKind::Deepen => {
                taken.decision.why.text().is_none_or(speaks)
            }
        })
    };
    let unless =
        stop.unless.text().map_or(String::new(), |unless| format!(", unless: \"{}\"", shorten(unless, 80)));
    let fix = Fix::from(
        "say whether its condition has been met, and decide; if you continue, agree a new stop line with the other side:",
    )
    .with_example(format!("decisions:\n  - {{ date: {}, verdict: wind-down, why: … }}", cx.as_of));
    if let Some(by) = by.filter(|by| cx.as_of > *by && !answered(*by)) {
        out.error("stop.by", format!("the stop line was {by}, and no decision since answers it"))
            .evidence(&unless)
            .fix(fix);
    } else if let Some((spent, limit, since)) = used.filter(|(.., since)| !answered(*since)) {
        out.error(
            "stop.hours",
            format!("{} of the {} up to the stop line are spent", spent.normalize(), hours(limit)),
        )
        .evidence(&format!(", since about {since}, and no decision since answers it{unless}"))
        .fix(fix)
        .label("attention.hours_per_month", "the hours a month");
    }
    let unknown =
        by.is_none() && cx.record.attention.get().is_none_or(|attention| !attention.hours_per_month.is_set());
    if unknown { Judged::Unknown } else { Judged::Judged }
}

/// Whether two sentences have a word in common that is not one of every sentence, whatever its ending, or a number.
fn shares_a_word(one: &str, other: &str) -> bool {
    const EVERYWHERE: &[&str] = &[
        "than", "that", "this", "with", "from", "have", "been", "were", "will", "least", "more", "less",
        "into", "after", "before", "until", "alliance", "partner", "quarter", "quarters", "month", "months",
        "year", "years", "both", "side", "sides", "each", "every", "again", "still", "there", "their",
        "they",
    ];
    const STEM: usize = 5;
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        lower
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| {
                let number = word.starts_with(|first: char| first.is_ascii_digit());
                (number || word.chars().count() >= 4) && !EVERYWHERE.contains(word)
            })
            .map(|word| word.chars().take(STEM).collect())
            .collect()
    };
    let said = words(other);
    words(one).iter().any(|word| said.contains(word))
}

/// Hours spent since launch, the limit, and about since when it is used up; `None` while it is not.
fn used_up(cx: &Context, stop: &Stop) -> Option<(Decimal, Decimal, NaiveDate)> {
    let limit = stop.hours.get()?.0;
    let month = cx.record.attention.get()?.hours_per_month.get()?.0;
    let (launched, live) = (cx.facts.launched?, cx.facts.months_live()?);
    let spent = month.checked_mul(Decimal::from(live))?;
    if month <= Decimal::ZERO || spent < limit {
        return None;
    }
    let months = limit.checked_div(month)?.ceil().to_u32()?;
    Some((spent, limit, add_months(launched, months)))
}

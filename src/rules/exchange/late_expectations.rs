//! What a side wants back is cheap to say before the start, and a complaint after it.

use crate::facts::agreements::lateness;
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

use super::common::first_launch;

/// The rule.
pub static RULE: Rule = rule! {
    id: "late-expectations",
    area: Area::Exchange,
    remedy: Remedy::Agree,
    summary: "what each side expects was agreed after launch",
    why: "an expectation first voiced once the work has begun sounds like a complaint, and is answered like \
          one",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let agreed = &cx.record.expects_agreed;
    if agreed.is_absent() {
        return Judged::NotApplicable;
    }
    let started = match first_launch(cx) {
        Ok(started) => started,
        Err(outcome) => return outcome,
    };
    let Some(agreed) = agreed.get().filter(|day| day.first() <= cx.as_of) else { return Judged::Unknown };
    match agreed.is_after(started) {
        Some(true) => {
            let late = lateness(started, agreed);
            out.warning("expects_agreed", format!("what each side expects was agreed {late} after launch"))
                .fix("at the next review, ask each side whether it still expects what is recorded, and whether the other can deliver it; new terms settle this")
                .label("started", "the alliance was launched here");
            Judged::Judged
        }
        Some(false) => Judged::Judged,
        None => Judged::Unknown,
    }
}

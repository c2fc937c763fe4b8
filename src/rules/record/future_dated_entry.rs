//! A record holds what has happened; an entry from the future is a slip or a plan, and neither counts.

use crate::model::FutureEntry;
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "future-dated-entry",
    area: Area::Record,
    applies: Applies::ANY.at_any_stage(),
    time_dependent: true,
    summary: "an entry is dated after today",
    why: "what has not happened yet is not counted, so a typing error in the year makes a review or a decision \
          disappear",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    // On another day than today later entries are no slip: they had not been written yet.
    let waivers = cx.record.waivers.iter().filter_map(|(index, waiver)| {
        let date = waiver.approved_on.get()?.0;
        Some(FutureEntry { path: format!("waivers[{index}].approved_on"), date })
            .filter(|entry| entry.date > cx.as_of)
    });
    let ahead = cx.later.iter().cloned().chain(waivers).filter(|entry| !is_plan(&entry.path));
    let mut ahead = ahead.peekable();
    // On an earlier day than today's, what came later is no slip. With nothing ahead the day of the run changes nothing.
    if ahead.peek().is_some() && !cx.today {
        return Judged::NotApplicable;
    }
    for entry in ahead {
        let ahead = count(cx.facts.days_since(entry.date).saturating_neg(), "day");
        let what = if entry.path.ends_with(".period") { "this period ends on" } else { "this is dated" };
        out.warning(&entry.path, format!("{what} {}, {ahead} ahead, so it is not counted yet", entry.date))
            .fix(format!("if the date is a typing error, correct it; {}", otherwise(&entry.path)));
    }
    Judged::Judged
}

/// Whether the field says from when on something holds, which may well be written in advance.
fn is_plan(path: &str) -> bool {
    path.ends_with(".since")
}

/// What to do where the date is right.
fn otherwise(path: &str) -> &'static str {
    if path == "started" {
        "until then it is a proposal: `stage: proposed`"
    } else if path == "ended" {
        "until then leave it empty, and write the planned end as `term: { ends: DATE }`"
    } else if path.ends_with(".period") {
        "a result is complete when its period is over; enter it then"
    } else if path.starts_with("governance.reviews[") {
        "a review that is planned is entered once it has been held"
    } else if path.starts_with("commitments[") {
        "a promise for that day is a `due`, not a `done`"
    } else {
        "otherwise enter it when it has happened"
    }
}

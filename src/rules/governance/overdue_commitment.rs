//! Promises between two companies are kept by date or they are wishes.

use chrono::NaiveDate;

use crate::model::calendar::{days_between, sub_months};
use crate::model::{Commitment, Side};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, listed, shorten};

/// The rule.
pub static RULE: Rule = rule! {
    id: "overdue-commitment",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.or_winding_down(),
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "a dated promise has not been kept",
    why: "each promise that slips unmentioned makes the next one worth less, to both sides",
    options: &[
        OptionSpec {
            name: "error_after_days",
            default: Default::Number(30),
            help: "how late a promise may be before it is an error",
        },
        OptionSpec {
            name: "late_percent",
            default: Default::Number(25),
            help: "share of promises that may be late before it is a habit, and an error",
        },
        OptionSpec {
            name: "window_months",
            default: Default::Number(12),
            help: "over how many months the share is counted",
        },
        OptionSpec {
            name: "least_promises",
            default: Default::Number(4),
            help: "fewest promises due in that time for a share to be counted",
        },
    ],
    check: Check::Record(check),
};

/// A promise whose day has passed.
struct Due<'a> {
    index: usize,
    commitment: &'a Commitment,
    due: NaiveDate,
    done: Option<NaiveDate>,
}

impl Due<'_> {
    fn is_late(&self) -> bool {
        self.done.is_none_or(|done| done > self.due)
    }
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let commitments = &cx.record.commitments;
    if commitments.is_absent() {
        return Judged::NotApplicable;
    }
    let past: Vec<Due> = commitments
        .iter()
        .filter(|(_, commitment)| !commitment.done.is_invalid())
        .filter_map(|(index, commitment)| {
            let (due, done) = (commitment.due.get()?.0, commitment.done.get().map(|done| done.0));
            Some(Due { index, commitment, due, done }).filter(|past| past.due < cx.as_of)
        })
        .collect();
    for past in past.iter().filter(|past| past.done.is_none()) {
        overdue(cx, past, out);
    }
    habit(cx, &past, out);
    let dated = commitments.items().any(|commitment| commitment.due.is_set());
    if commitments.is_invalid() || !dated { Judged::Unknown } else { Judged::Judged }
}

fn overdue(cx: &Context, past: &Due, out: &mut Findings) {
    let late = days_between(past.due, cx.as_of);
    let what = shorten(past.commitment.what.text().unwrap_or("no description"), 60);
    let path = format!("commitments[{}].due", past.index);
    let message = format!("{}: \"{what}\" is {} late", who(cx, past), count(late, "day"));
    let grave = late > i64::from(cx.options.number("error_after_days"));
    let finding = if grave { out.error(path, message) } else { out.warning(path, message) };
    finding.fix(
        "if it has been kept, record the day (`done: YYYY-MM-DD`); otherwise agree a new date at the next \
              review",
    );
    if let Some(side) = past.commitment.by.one().filter(|by| cx.facts.sides.contains(by)) {
        finding.side(side);
    }
}

/// Says who promised.
fn who(cx: &Context, past: &Due) -> String {
    match past.commitment.by.named() {
        Some(Side::Both) => "promised by both sides".to_owned(),
        Some(side) => format!("promised by {}", cx.record.side_name(side.key())),
        None => "promised by nobody in particular".to_owned(),
    }
}

/// One late promise happens; a quarter of them is a habit.
fn habit(cx: &Context, past: &[Due], out: &mut Findings) {
    let months = cx.options.number("window_months");
    let opens = sub_months(cx.as_of, months);
    let recent: Vec<&Due> = past.iter().filter(|past| past.due >= opens).collect();
    let late: Vec<&&Due> = recent.iter().filter(|past| past.is_late()).collect();
    let (due, behind) = (number(recent.len()), number(late.len()));
    let share = i64::from(cx.options.number("late_percent"));
    if due < i64::from(cx.options.number("least_promises"))
        || behind.saturating_mul(100) <= due.saturating_mul(share)
    {
        return;
    }
    let by =
        |party: &Side| number(late.iter().filter(|past| past.commitment.by.named() == Some(party)).count());
    let parties = cx.facts.sides.iter().map(|side| Side::from(*side)).chain([Side::Both]);
    let shares: Vec<(i64, Side)> =
        parties.map(|party| (by(&party), party)).filter(|(late, _)| *late > 0).collect();
    let told: Vec<String> = shares
        .iter()
        .map(|(late, party)| match party {
            Side::Both => format!("{late} by both"),
            side => format!("{late} by {}", cx.record.side_name(side.key())),
        })
        .collect();
    let told = if told.is_empty() { String::new() } else { format!(": {}", listed(&told)) };
    let finding = out.error(
        "commitments",
        format!(
            "{behind} of the {} that fell due in the last {} were late{told}",
            count(due, "promise"),
            count(months, "month")
        ),
    );
    finding.fix("at the next review, ask of every open promise whether it still stands, and promise less");
    if let [(late, side)] = shares.as_slice()
        && *late == behind
        && *side != Side::Both
    {
        finding.side(side.clone());
    }
}

fn number(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

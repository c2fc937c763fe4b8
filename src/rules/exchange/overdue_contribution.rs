//! A promise is kept or broken by its last day, and by the middle one can usually tell.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::calendar::{add_days, days_between};
use crate::model::{Contribution, Delivered};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{Floor, Terms, Window, WindowEnd};

/// The rule.
pub static RULE: Rule = rule! {
    id: "overdue-contribution",
    area: Area::Exchange,
    severities: &[Severity::Error, Severity::Warning, Severity::Note],
    applies: Applies::ANY,
    time_dependent: true,
    remedy: Remedy::Do,
    doubt: true,
    summary: "less was delivered than was promised",
    why: "a side that falls behind unnoticed learns that nobody counts, and the other that it need not \
          deliver either",
    options: &[
        OptionSpec {
            name: "grace_days",
            default: Default::Number(14),
            help: "days after the end of the window for the last deliveries to be counted",
        },
        OptionSpec {
            name: "window_percent",
            default: Default::Number(50),
            help: "how much of the window must have passed before a lag is reported",
        },
        OptionSpec {
            name: "due_percent",
            default: Default::Number(80),
            help: "how much of what is due by now must have been delivered",
        },
    ],
    check: Check::Record(check),
};

/// Whether one contribution could be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PromiseCheck {
    Held,
    NotDue,
    Unknown,
}

/// One contribution and where it stands.
struct OwedContribution<'a> {
    side: &'a str,
    path: String,
    contribution: &'a Contribution,
    terms: Terms<'a>,
    window: Window,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let mut judged = Vec::new();
    for (side, given) in cx.record.contributions.iter() {
        for (index, contribution) in given.iter() {
            let terms = Terms::of(contribution, cx.facts);
            let Some(window) = terms.window() else {
                judged.push(PromiseCheck::Unknown);
                continue;
            };
            let path = format!("contributions.{side}[{index}]");
            let promise = OwedContribution { side, path, contribution, terms, window };
            judged.push(promise.judge(cx, out));
        }
    }
    if judged.contains(&PromiseCheck::Unknown) {
        Judged::Unknown
    } else if judged.contains(&PromiseCheck::Held) {
        Judged::Judged
    } else {
        Judged::NotApplicable
    }
}

impl OwedContribution<'_> {
    fn judge(&self, cx: &Context, out: &mut Findings) -> PromiseCheck {
        let closed = match self.window.end {
            WindowEnd::On(end) if cx.as_of > add_days(end, cx.options.number("grace_days")) => Some(end),
            WindowEnd::On(_) | WindowEnd::Never | WindowEnd::Unknown => None,
        };
        if !self.contribution.in_place.is_absent() {
            return self.kept(cx, out);
        }
        let delivered = match self.contribution.delivered.copied() {
            Some(Delivered::Whole(true)) => return PromiseCheck::Held,
            Some(Delivered::Whole(false)) => Decimal::ZERO,
            Some(Delivered::Amount(amount)) => amount,
            None if self.contribution.delivered.is_invalid() => return PromiseCheck::Unknown,
            None => return closed.map_or(PromiseCheck::NotDue, |end| self.unrecorded(cx, out, end)),
        };
        match closed {
            Some(end) => self.closed(cx, out, end, delivered),
            None => self.running(cx, out, delivered),
        }
    }

    /// Of what is kept available, what is there now counts: it is neither added up nor due bit by bit.
    fn kept(&self, cx: &Context, out: &mut Findings) -> PromiseCheck {
        let Some(there) = self.contribution.in_place.get().map(|there| there.0) else {
            return PromiseCheck::Unknown;
        };
        let over = matches!(self.window.end, WindowEnd::On(end) if cx.as_of > end);
        if over || cx.as_of < self.window.start {
            return PromiseCheck::NotDue;
        }
        let Some(floor) = self.terms.floor() else { return PromiseCheck::Unknown };
        if there < floor.amount {
            let side = cx.record.side_name(self.side);
            out.warning(
                format!("{}.in_place", self.path),
                format!(
                    "{side} keeps {} of at least {} available",
                    floor.figure(there),
                    floor.shown(floor.amount)
                ),
            )
            .fix(format!("ask {side} when the rest will be there, and count it in `in_place`"))
            .label(self.path.clone(), "this is what was promised")
            .side(self.side);
        }
        PromiseCheck::Held
    }

    fn unrecorded(&self, cx: &Context, out: &mut Findings, end: NaiveDate) -> PromiseCheck {
        let unit = self.terms.floor().map_or(String::new(), |floor| format!("{}, ", floor.unit));
        let unit = unit.trim_start_matches(", ");
        out.note(
            format!("{}.delivered", self.path),
            format!(
                "the window for {} closed on {end}, and what {} delivered is not recorded",
                self.terms.label(),
                cx.record.side_name(self.side)
            ),
        )
        .example(format!("delivered: NUMBER   # {unit}to date; or `true` if all of it"))
        .side(self.side);
        PromiseCheck::Held
    }

    fn closed(&self, cx: &Context, out: &mut Findings, end: NaiveDate, delivered: Decimal) -> PromiseCheck {
        let floor = self.terms.floor();
        let due = floor.as_ref().and_then(|floor| floor.due(self.window.start, add_days(end, 1)));
        let what = match (&floor, due) {
            (Some(_), Some(due)) if delivered >= due => return PromiseCheck::Held,
            (Some(floor), Some(due)) => {
                format!("{} of at least {}", floor.figure(delivered), floor.shown(due))
            }
            // Nothing is too little of anything; how much is enough of it, nobody knows.
            _ if delivered <= Decimal::ZERO => format!("nothing of {}", self.terms.label()),
            _ => return PromiseCheck::Unknown,
        };
        let side = cx.record.side_name(self.side);
        self.place(
            out.error(
                format!("{}.delivered", self.path),
                format!("{side} delivered {what} by {end}, when the window closed"),
            ),
            format!(
                "have {side} deliver the rest and count it in `delivered`, or agree a new `until` or a lower \
                 floor"
            ),
        );
        PromiseCheck::Held
    }

    fn running(&self, cx: &Context, out: &mut Findings, delivered: Decimal) -> PromiseCheck {
        let start = self.window.start;
        let elapsed = days_between(start, cx.as_of);
        if delivered <= Decimal::ZERO
            && let Some(gone) = self.is_half_over(cx, elapsed)
        {
            let side = cx.record.side_name(self.side);
            self.place(
                out.error(
                    format!("{}.delivered", self.path),
                    format!("{side} has delivered nothing of {}{gone}", self.terms.label()),
                ),
                format!(
                    "ask {side} when it will deliver, and put a date on it; if it will not, agree new terms"
                ),
            );
            return PromiseCheck::Held;
        }
        // How many weeks of term there were, nobody can tell.
        if self.contribution.what.text().is_some_and(is_for_part_of_the_year) {
            return PromiseCheck::NotDue;
        }
        let Some(floor) = self.terms.floor().filter(|_| elapsed > 0) else { return PromiseCheck::NotDue };
        let (due, gone) = match self.window.end {
            WindowEnd::On(end) => {
                let whole = days_between(start, add_days(end, 1)).max(1);
                let elapsed = elapsed.min(whole);
                let past = i64::from(cx.options.number("window_percent"));
                if elapsed.saturating_mul(100) <= whole.saturating_mul(past) {
                    return PromiseCheck::NotDue;
                }
                let gone = elapsed.saturating_mul(100) / whole;
                (due_by_now(&floor, start, cx.as_of.min(add_days(end, 1)), elapsed, whole), Some(gone))
            }
            WindowEnd::Never if floor.per.is_some() => (floor.due(start, cx.as_of), None),
            WindowEnd::Never | WindowEnd::Unknown => return PromiseCheck::NotDue,
        };
        let Some(due) = due.filter(|due| *due > Decimal::ZERO) else { return PromiseCheck::NotDue };
        let enough = Decimal::from(cx.options.number("due_percent")).checked_mul(due);
        let percent = delivered.checked_mul(Decimal::ONE_HUNDRED);
        let (Some(enough), Some(percent)) = (enough, percent) else { return PromiseCheck::Unknown };
        if percent < enough {
            let gone = gone.map_or(String::new(), |gone| format!(", with {gone} % of the window over"));
            let side = cx.record.side_name(self.side);
            let (came, due) = (floor.figure(delivered), floor.shown(due));
            self.place(
                out.warning(
                    format!("{}.delivered", self.path),
                    format!("{side} has delivered {came} of the {due} due by now{gone}"),
                ),
                format!(
                    "agree at the next review how {side} will catch up, and count what has come in under \
                     `delivered`"
                ),
            );
        }
        PromiseCheck::Held
    }

    /// How much of the window is over once it is more than half, as a part of the message; of a rhythm, one period.
    fn is_half_over(&self, cx: &Context, elapsed: i64) -> Option<String> {
        let start = self.window.start;
        match self.window.end {
            WindowEnd::On(end) => {
                let whole = days_between(start, add_days(end, 1)).max(1);
                let past = i64::from(cx.options.number("window_percent"));
                let over = elapsed.saturating_mul(100) > whole.saturating_mul(past);
                over.then(|| format!(", with {} % of the window over", elapsed.saturating_mul(100) / whole))
            }
            WindowEnd::Never => {
                let floor = self.terms.floor().filter(|floor| floor.per.is_some())?;
                let due = floor.due(start, cx.as_of).filter(|due| *due > Decimal::ZERO)?;
                Some(format!(", and {} was due by now", floor.shown(due)))
            }
            WindowEnd::Unknown => None,
        }
    }

    fn place(&self, finding: &mut crate::rules::CheckFinding, fix: String) {
        let (field, text) = match self.contribution.until.is_set() {
            true => (".until", "the window closes here"),
            false => ("", "this is what was promised"),
        };
        finding.fix(fix).label(format!("{}{field}", self.path), text).side(self.side);
    }
}

/// Whether a rhythm is kept in a part of each year only: "weekly in term time", "every Friday from May to September".
fn is_for_part_of_the_year(text: &str) -> bool {
    const PARTS: &[&str] = &[
        "term time",
        "term-time",
        "in term",
        "in season",
        "in the season",
        "during the season",
        "school weeks",
        "teaching weeks",
        "semester weeks",
        "in winter",
        "in summer",
        "in spring",
        "in autumn",
        "during winter",
        "during summer",
        "of the season",
        "harvest",
        "weather permitting",
    ];
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = |word: &&str| word.len() > 2 && MONTHS.iter().any(|month| word.starts_with(month));
    // "From October 2026 to April 2027" is once.
    let months = words
        .windows(4)
        .any(|some| matches!(some[0], "from" | "between") && month(&some[1]) && month(&some[3]));
    months || PARTS.iter().any(|part| text.contains(part))
}

/// What is due before the window closes: of a rate its whole periods, of a sum the share of the time that is over, in
/// whole units.
fn due_by_now(floor: &Floor, start: NaiveDate, to: NaiveDate, elapsed: i64, whole: i64) -> Option<Decimal> {
    if floor.per.is_some() || floor.is_share() {
        return floor.due(start, to);
    }
    let part = floor.amount.checked_mul(elapsed.into())?.checked_div(whole.into())?;
    Some(part.floor())
}

//! Notice that cannot be used before the term is over, or that only the partner may give at a week's warning.

use crate::facts::exit::{Clause, leaver, notice, notice_path};
use crate::model::calendar::days_between;
use crate::model::{Renewal, TerminationRight};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use super::common::terms;

/// The rule.
pub static RULE: Rule = rule! {
    id: "ineffective-notice",
    area: Area::Exit,
    applies: Applies::ANY.until_ended(),
    time_dependent: true,
    remedy: Remedy::Agree,
    summary: "the notice period gives us no way out, or no time to prepare",
    why: "notice that outlasts the term ends nothing, and a partner who can leave within a week leaves you with the bill",
    options: &[OptionSpec {
        name: "short_days",
        default: Default::Number(7),
        help: "days of notice, given by the partner alone, up to which it is reported",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    let period = match notice(exit) {
        Clause::Value(period) => period,
        // Where a notice period has to be, missing-notice-period and ambiguous-exit-terms say so.
        Clause::Missing => return Judged::NotApplicable,
        Clause::Open(_) | Clause::Unknown => return Judged::Unknown,
    };
    let renews =
        cx.record.term.get().is_some_and(|term| {
            term.renews.is_invalid() || term.renews.copied() == Some(Renewal::Automatically)
        });
    let ends = cx.facts.ending.term_ends.filter(|ends| *ends >= cx.as_of && !renews);
    if let Some(ends) = ends.filter(|ends| period.last_day(cx.as_of) > *ends)
        && !cx.record.notice_given.is_set()
    {
        let left = count(days_between(cx.as_of, ends), "day");
        let message = format!("the notice period of {period} is longer than the {left} left of the term");
        out.warning(notice_path(exit), message)
            .fix(
                "agree a shorter notice period with the next term; until then plan for the end of the term, \
                  which comes first",
            )
            .label("term.ends", "the term ends here");
    }
    if let Clause::Value(TerminationRight::Partner) = leaver(exit)
        && period.about_days() <= cx.options.number("short_days")
    {
        let who = match cx.facts.sides.as_slice() {
            [_, partner] => cx.side(partner),
            _ => "a partner",
        };
        out.warning("exit.who", format!("only {who} may give notice, and needs only {period}"))
            .example("who: either   # and agree a notice period that leaves time to hand over");
    }
    Judged::Judged
}

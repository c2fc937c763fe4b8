//! One number in two places may be one clause read twice.

use crate::facts::exit::{Clause, Notice, notice};
use crate::model::Renewal;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::terms;

/// The rule.
pub static RULE: Rule = rule! {
    id: "copied-notice-period",
    area: Area::Exit,
    severities: &[Severity::Note],
    applies: Applies::ANY.until_ended(),
    basis: Basis::Gap,
    summary: "the notice to end it and the notice against renewal are the same, and who may end it early is not \
              recorded",
    why: "many agreements can only be stopped from renewing; mistaking that for a right to leave at any time \
          gives a wrong exit date",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    let Some(term) = cx.record.term.get() else {
        return Judged::nothing(cx.record.term.is_invalid());
    };
    if term.renewal_notice_days.is_invalid() {
        return Judged::Unknown;
    }
    let (Some(days), Some(Renewal::Automatically)) =
        (term.renewal_notice_days.copied(), term.renews.copied())
    else {
        return Judged::NotApplicable;
    };
    // Who may leave, or a clause, says that it can be ended before its term is over.
    let said = !exit.who.is_absent() || !exit.terms.is_absent();
    if !said && exit.notice_days.is_set() && notice(exit) == Clause::Value(Notice::of_days(days)) {
        out.note(
            "exit.notice_days",
            format!("{days} days is also the notice against renewal: can the agreement be ended before its term \
                     is over?"),
        )
        .example("who: either   # if either side may leave at any time; otherwise remove `notice_days` and keep `term.renewal_notice_days`")
        .label("term.renewal_notice_days", "the same number appears here");
    }
    Judged::Judged
}

//! A renewal of unknown length is a commitment that nobody can see the end of.

use crate::model::Renewal;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unclear-renewal",
    area: Area::Exit,
    applies: Applies::ANY.until_ended(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "the term renews itself for a period that is not recorded",
    why: "without the length of a renewal nobody knows when the next chance to stop it comes",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(term) = cx.record.term.get() else {
        return Judged::nothing(cx.record.term.is_invalid());
    };
    if term.renews.is_invalid() || term.renewal_months.is_invalid() {
        return Judged::Unknown;
    }
    if term.renews.copied() != Some(Renewal::Automatically) {
        return Judged::NotApplicable;
    }
    if term.renewal_months.copied().is_some_and(|months| months > 0) {
        return Judged::Judged;
    }
    let past = term.ends.get().filter(|ends| ends.0 < cx.as_of);
    let message = match past {
        Some(ends) => format!(
            "the term renewed itself on {ends} for a period that is not recorded, so its end is unknown"
        ),
        None => "the term renews itself for a period that is not recorded".to_owned(),
    };
    out.warning("term.renewal_months", message)
        .example("renewal_months: 12   # for how many months it renews each time, from the agreement");
    Judged::Judged
}

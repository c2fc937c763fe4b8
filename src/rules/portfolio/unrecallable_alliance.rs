//! Who owns it and when it was last looked at: what nobody can say of an alliance, nobody manages.

use chrono::NaiveDate;

use crate::model::calendar::add_days;
use crate::rules::rule::{
    Applies, Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule,
};
use crate::rules::{AllianceSummary, Findings, PortfolioContext};

use super::common::{ALLIANCES, number, some, strategic};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unrecallable-alliance",
    area: Area::Portfolio,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_winding_down(),
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Decide,
    summary: "for a strategic alliance, nobody can name the commercial owner or the last full review",
    why: "a portfolio is too large as soon as one alliance in it has no owner or no last review that can be named",
    options: &[OptionSpec {
        name: "new_days",
        default: Default::Number(45),
        help: "days after launch in which no review is required",
    }],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let live = whole.live_strategic().count();
    if live == 0 {
        return Judged::NotApplicable;
    }
    let mut lost = Vec::new();
    let mut unknown = false;
    for (_, member) in whole.live_strategic() {
        let answers = [owner(member), review(member, whole.as_of, whole.options.number("new_days"))];
        unknown |= answers.contains(&None);
        let missing: Vec<&str> = [(answers[0], "commercial owner"), (answers[1], "full review")]
            .into_iter()
            .filter(|(answer, _)| *answer == Some(false))
            .map(|(_, what)| what)
            .collect();
        if !missing.is_empty() {
            lost.push(format!("{} (no {})", member.name, missing.join(", no ")));
        }
    }
    if lost.is_empty() {
        return if unknown { Judged::Unknown } else { Judged::Judged };
    }
    out.error(
        ALLIANCES,
        format!(
            "{} of {} has no named commercial owner or no full review: {}",
            number(lost.len()),
            strategic(live),
            some(&lost)
        ),
    )
    .fix("name who answers for the commercial outcome and hold a full review of each, or decide which to wind down");
    Judged::Judged
}

/// Whether somebody on our side answers for the money; unknown where the entry cannot be used.
fn owner(member: &AllianceSummary) -> Option<bool> {
    let named = member.accountable.iter().any(|owner| owner.name.is_some());
    (named || !member.owners_unusable).then_some(named)
}

/// Whether a review has been held at which something happened, or none can be expected yet.
fn review(member: &AllianceSummary, as_of: NaiveDate, new_days: u32) -> Option<bool> {
    let new = member.launched.is_some_and(|launched| as_of <= add_days(launched, new_days));
    let answered = member.reviewed || new;
    (answered || !member.reviews_unusable).then_some(answered)
}

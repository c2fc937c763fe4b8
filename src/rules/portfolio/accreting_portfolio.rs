//! Alliances are added when an opportunity appears and stay because ending one is awkward.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::calendar::sub_months;
use crate::model::{Kind, Stage};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{AllianceSummary, Findings, PortfolioContext};

use super::common::{ALLIANCES, number, some, strategic};

/// The rule.
pub static RULE: Rule = rule! {
    id: "accreting-portfolio",
    area: Area::Portfolio,
    severities: &[Severity::Note],
    applies: Applies::STRATEGIC.at_any_stage(),
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "alliances are added and hardly ever ended",
    why: "a portfolio that only grows looks impressive and performs poorly, because the old ones keep their hours",
    options: &[
        OptionSpec { name: "window_months", default: Default::Number(24), help: "over how many months" },
        OptionSpec {
            name: "added_alliances",
            default: Default::Number(3),
            help: "how many must have been added if none was ended",
        },
        OptionSpec {
            name: "added_per_ended",
            default: Default::Number(3),
            help: "how many may be added for each one ended",
        },
        OptionSpec {
            name: "end_percent",
            default: Default::Number(15),
            help: "percentage of alliances that end within the window anyway; for the odds that none does by \
                   chance",
        },
    ],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let months = whole.options.number("window_months");
    let after = sub_months(whole.as_of, months);
    let all: Vec<&AllianceSummary> =
        whole.members.iter().filter(|member| member.kind == Some(Kind::Strategic)).collect();
    let active = || all.iter().filter(|member| member.stage == Stage::Active);
    // Without an old one nothing has been kept: that is a portfolio being built.
    if !active().any(|member| member.launched.is_some_and(|launched| launched <= after)) {
        return Judged::NotApplicable;
    }
    let added: Vec<&str> = active()
        .filter(|member| member.launched.is_some_and(|launched| launched > after))
        .map(|member| member.name.as_str())
        .collect();
    let ended = number(all.iter().filter(|member| left(member, after)).count());
    let news = number(added.len());
    let accretes = if ended == 0 {
        news >= whole.options.number("added_alliances")
    } else {
        news > ended.saturating_mul(whole.options.number("added_per_ended"))
    };
    if accretes {
        let gone = match ended {
            0 => "none ended".to_owned(),
            1 => "1 ended".to_owned(),
            more => format!("{more} ended"),
        };
        let odds = match odds(whole, active().count()).filter(|_| ended == 0) {
            Some(odds) => {
                format!(
                    ". With {} alliances, {odds} % of portfolios end none in that time by chance",
                    active().count()
                )
            }
            None => String::new(),
        };
        out.note(
            ALLIANCES,
            format!("in {months} months {} {} added ({}) and {gone}", strategic(added.len()), if added.len() == 1 { "was" } else { "were" }, some(&added)),
        )
        .evidence(&odds)
        .fix("before the next one is signed, decide which it replaces; start with those that have gone longest \
              without a decision");
    }
    Judged::Judged
}

/// The odds in percent that none of so many ends within the window, though nobody shies away from it.
fn odds(whole: &PortfolioContext, alliances: usize) -> Option<Decimal> {
    let stays = Decimal::from(100_u32.saturating_sub(whole.options.number("end_percent")));
    let one = stays.checked_div(Decimal::ONE_HUNDRED)?;
    let all = (0..alliances).try_fold(Decimal::ONE, |odds, _| Some(odds.checked_mul(one)?.round_dp(12)))?;
    Some(all.checked_mul(Decimal::ONE_HUNDRED)?.round())
}

/// Whether it was ended within the window, or is being.
fn left(member: &AllianceSummary, after: NaiveDate) -> bool {
    match member.stage {
        Stage::WindingDown => true,
        // A refused proposal never came, and so has not left.
        Stage::Ended => member.started.is_some() && member.ended.is_some_and(|ended| ended > after),
        Stage::Proposed | Stage::Active | Stage::Paused => false,
    }
}

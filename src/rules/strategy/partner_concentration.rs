//! Who depends on one partner has no choice left to make.

use crate::model::{Field, exact_decimal};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use rust_decimal::Decimal;

/// The rule.
pub static RULE: Rule = rule! {
    id: "partner-concentration",
    area: Area::Strategy,
    applies: Applies::ANY.or_proposed(),
    remedy: Remedy::Decide,
    doubt: true,
    summary: "a large share of our business depends on this partner",
    why: "if you cannot leave, you have nothing to bargain with",
    options: &[OptionSpec {
        name: "most_percent",
        default: Default::Number(25),
        help: "share of our business that may depend on one partner; half of it if exclusivity binds us",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let dependence = match &cx.record.dependence {
        Field::Set(dependence) => dependence,
        Field::Absent => return Judged::NotApplicable,
        Field::Invalid => return Judged::Unknown,
    };
    let Some(share) = dependence.us.text().and_then(percent) else { return Judged::Unknown };
    let exclusive = cx.record.exclusivity.get().and_then(|exclusive| exclusive.who.copied());
    let bound = matches!(exclusive, Some(crate::model::ExclusiveFor::Us | crate::model::ExclusiveFor::Both));
    let most = cx.options.number("most_percent");
    let most = if bound { most / 2 } else { most };
    if share > Decimal::from(most) {
        let of = dependence.of.text().unwrap_or("business");
        let also = if bound { ", and we may work with nobody else" } else { "" };
        out.warning(
            "dependence.us",
            format!("{} % of our {of} depends on this partner{also}", share.normalize()),
        )
        .fix(
            "decide by how much and by when this share falls, and name a second source; or record why \
                  this much is right",
        );
    }
    Judged::Judged
}

/// The number in "18 %".
fn percent(text: &str) -> Option<Decimal> {
    exact_decimal(text.trim().trim_end_matches('%').trim())
}

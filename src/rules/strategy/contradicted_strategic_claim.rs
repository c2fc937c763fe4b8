//! The record's own figures may say that the alliance is not needed.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::model::{Field, Money, Number, Route, StrategicCase, StrategicTest, grouped};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::claims;

/// The rule.
pub static RULE: Rule = rule! {
    id: "contradicted-strategic-claim",
    area: Area::Strategy,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Decide,
    doubt: true,
    summary: "by the record's own figures you would do as well alone",
    why: "if you could do it alone as fast and as cheaply, there is no reason to depend on somebody else",
    options: &[
        OptionSpec {
            name: "market_months",
            default: Default::Number(24),
            help: "months it must take to enter the market alone for a partner's route to be strategic",
        },
        OptionSpec {
            name: "dearer_percent",
            default: Default::Number(200),
            help: "cost or time together, in percent of doing it alone, above which the evidence must show that the saving is worth it",
        },
    ],
    check: Check::Record(check),
};

/// How doing it alone compares with the alliance; `None` where a figure is missing.
struct ComparedRoutes {
    months: Option<(Decimal, Decimal)>,
    cost: Option<(Decimal, Decimal)>,
}

impl ComparedRoutes {
    fn new(cx: &Context, case: &StrategicCase) -> Self {
        let (alone, together) = (case.organic.get(), case.through_alliance.get());
        let months = |route: Option<&Route>| Some(amount(&route?.months)?.0);
        let cost = |route: Option<&Route>| Some(route?.cost.get()?.clone());
        let currency = |money: &Money| money.currency.as_deref().unwrap_or(cx.currency()).to_owned();
        let cost =
            cost(alone).zip(cost(together)).filter(|(alone, together)| currency(alone) == currency(together));
        Self {
            months: months(alone).zip(months(together)),
            cost: cost.map(|(alone, together)| (alone.amount, together.amount)),
        }
    }
}

fn amount(field: &Field<Number>) -> Option<Number> {
    field.copied()
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let mut judged = false;
    let mut unknown = cx.record.strategic_case.is_invalid();
    for (index, test, case) in claims(cx.record) {
        match contradiction(cx, test, case) {
            ClaimCheck::Contradicted(field, message) => {
                out.error(format!("strategic_case[{index}].{field}"), message).fix(
                    "check the figures; if they are right, drop the claim, name another test that the \
                     alliance does pass, or do it alone",
                );
            }
            ClaimCheck::Sound => {
                if let Some(message) = much_slower_together(cx, test, case) {
                    out.warning(format!("strategic_case[{index}].through_alliance.months"), message).fix(
                        "say under `evidence` why the money saved is worth the months, or correct the figures",
                    );
                } else if let Some(message) = dearer_together(cx, test, case) {
                    out.warning(format!("strategic_case[{index}].through_alliance.cost"), message).fix(
                        "say under `evidence` what the months saved are worth in money, or correct the \
                         figures",
                    );
                }
                judged = true;
            }
            ClaimCheck::Unknown => unknown = true,
            ClaimCheck::WithoutFigures => {}
        }
    }
    match (judged, unknown) {
        (_, true) => Judged::Unknown,
        (true, false) => Judged::Judged,
        // Standing and a joint offer may be proved without any figures; that nothing is claimed says another rule.
        (false, false) if claims(cx.record).next().is_some() => Judged::NotApplicable,
        (false, false) => Judged::Unknown,
    }
}

enum ClaimCheck {
    Contradicted(&'static str, String),
    Sound,
    Unknown,
    WithoutFigures,
}

fn contradiction(cx: &Context, test: StrategicTest, case: &StrategicCase) -> ClaimCheck {
    let compared = ComparedRoutes::new(cx, case);
    let no_slower = compared.months.map(|(alone, together)| alone <= together);
    let no_dearer = compared.cost.map(|(alone, together)| alone <= together);
    if let Some(contradicted) = slower_together(cx, test, &compared) {
        return contradicted;
    }
    match test {
        StrategicTest::MarketAccess => {
            let least = cx.options.number("market_months");
            let months = case.organic.get().and_then(|route| route.months.copied());
            if let Some(months) = months.filter(|months| months.0 < Decimal::from(least)) {
                let message = format!(
                    "market-access is claimed, but you would be in that market alone in {months} months; a \
                     strategic route saves years ({least} months or more)"
                );
                return ClaimCheck::Contradicted("organic.months", message);
            }
        }
        StrategicTest::Capability | StrategicTest::AcquisitionEconomics => {
            if let Some((alone, together)) = compared.cost.filter(|_| no_dearer == Some(true)) {
                let (alone, together, currency) = (grouped(alone), grouped(together), cx.currency());
                let message = if test == StrategicTest::Capability {
                    format!(
                        "capability is claimed, but building it costs {currency} {alone} and accessing it \
                         costs {currency} {together}"
                    )
                } else {
                    format!(
                        "acquisition-economics is claimed, but a customer costs {currency} {alone} alone and \
                         {currency} {together} through the alliance"
                    )
                };
                return ClaimCheck::Contradicted("organic.cost", message);
            }
        }
        StrategicTest::CombinedOffering | StrategicTest::Credibility => {}
    }
    if no_slower == Some(true) && no_dearer == Some(true) {
        let message = format!("{test} is claimed, but alone {}", as_good(&compared));
        return ClaimCheck::Contradicted("organic", message);
    }
    let needed = match test {
        StrategicTest::MarketAccess => case.organic.get().is_some_and(|route| route.months.is_set()),
        StrategicTest::Capability | StrategicTest::AcquisitionEconomics => compared.cost.is_some(),
        StrategicTest::CombinedOffering | StrategicTest::Credibility => {
            let given = case.organic.is_set() || case.through_alliance.is_set();
            if !given {
                return ClaimCheck::WithoutFigures;
            }
            // One figure in favour of the alliance settles it; otherwise both are needed.
            no_slower == Some(false) || no_dearer == Some(false)
        }
    };
    if needed { ClaimCheck::Sound } else { ClaimCheck::Unknown }
}

/// One figure that speaks against the alliance settles it where none speaks for it, whatever the test.
fn slower_together(cx: &Context, test: StrategicTest, compared: &ComparedRoutes) -> Option<ClaimCheck> {
    let faster_alone = compared.months.filter(|(alone, together)| alone < together);
    let cheaper_alone = compared.cost.filter(|(alone, together)| alone < together);
    let (faster, cheaper) = (
        compared.months.is_some_and(|(alone, together)| together < alone),
        compared.cost.is_some_and(|(alone, together)| together < alone),
    );
    // Time is what a market is about, and money what the economics of winning a customer are about.
    let time_counts = !cheaper || test == StrategicTest::MarketAccess;
    let money_counts = !faster || test == StrategicTest::AcquisitionEconomics;
    let both = faster_alone.is_some() && cheaper_alone.is_some();
    if let Some((alone, together)) = faster_alone.filter(|_| time_counts && !both) {
        let message = format!(
            "{test} is claimed, but it takes {} months alone and {} months together",
            grouped(alone),
            grouped(together)
        );
        return Some(ClaimCheck::Contradicted("through_alliance.months", message));
    }
    let told_below = matches!(test, StrategicTest::Capability | StrategicTest::AcquisitionEconomics);
    let (alone, together) = cheaper_alone.filter(|_| money_counts && !both && !told_below)?;
    let currency = cx.currency();
    let message = format!(
        "{test} is claimed, but it costs {currency} {} alone and {currency} {} together",
        grouped(alone),
        grouped(together)
    );
    Some(ClaimCheck::Contradicted("through_alliance.cost", message))
}

/// Time that is bought: faster together, and dearer. That may be right; nobody has said what the time is worth.
fn dearer_together(cx: &Context, test: StrategicTest, case: &StrategicCase) -> Option<String> {
    let compared = ComparedRoutes::new(cx, case);
    let percent = Decimal::from(cx.options.number("dearer_percent"));
    let (alone, together) = compared.cost.filter(|(alone, together)| {
        let limit = alone.checked_mul(percent).map(|limit| limit / Decimal::ONE_HUNDRED);
        limit.is_some_and(|limit| *together >= limit)
    })?;
    let gained =
        compared.months.map(|(alone, together)| alone - together).filter(|gained| *gained > Decimal::ZERO)?;
    Some(format!(
        "{test} is claimed, but it costs {currency} {} alone and {currency} {} together: {} months less for {currency} {}",
        grouped(alone),
        grouped(together),
        grouped(gained),
        grouped(together - alone),
        currency = cx.currency(),
    ))
}

/// Money that is saved with time: cheaper together, and much slower. Nobody has said that it is worth the wait.
fn much_slower_together(cx: &Context, test: StrategicTest, case: &StrategicCase) -> Option<String> {
    // What winning a customer costs is no matter of time.
    if test == StrategicTest::AcquisitionEconomics {
        return None;
    }
    let percent = Decimal::from(cx.options.number("dearer_percent"));
    let (alone, together) = ComparedRoutes::new(cx, case).months.filter(|(alone, together)| {
        let limit = alone.checked_mul(percent).map(|limit| limit / Decimal::ONE_HUNDRED);
        limit.is_some_and(|limit| *together >= limit) && together > alone
    })?;
    Some(format!(
        "{test} is claimed, but it takes {} months alone and {} months together, to save money",
        grouped(alone),
        grouped(together)
    ))
}

/// How doing it alone is as good as doing it together, for a claim that loses on both counts.
fn as_good(compared: &ComparedRoutes) -> String {
    let side = |pair: Option<(Decimal, Decimal)>, better: &str, same: &str| {
        let order = pair.map(|(alone, together)| alone.cmp(&together));
        if order == Some(Ordering::Less) { better.to_owned() } else { same.to_owned() }
    };
    let figures =
        |pair: Option<(Decimal, Decimal)>| pair.map(|(a, b)| (grouped(a), grouped(b))).unwrap_or_default();
    let (months, months_together) = figures(compared.months);
    let (cost, cost_together) = figures(compared.cost);
    format!(
        "you would be {} ({months} months against {months_together}) and it would be {} ({cost} against {cost_together})",
        side(compared.months, "faster", "as fast"),
        side(compared.cost, "cheaper", "no more expensive"),
    )
}

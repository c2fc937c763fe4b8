//! Amounts are added up in one currency and never converted in silence.

use std::fmt;

use crate::model::{Alliance, Field, Indicator, Metric, MetricResult, Money};
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "foreign-currency",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.at_any_stage(),
    summary: "an amount is in a different currency from the portfolio",
    why: "a rate that nobody chose would decide what the alliance is worth, so nothing is converted and nothing \
          is added up",
    check: Check::Record(check),
};

/// ISO 4217: a metric may well count MQLs or SKUs, which are three capitals too.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD \
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD \
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG \
    QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD \
    TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    // What it is kept in cannot be read, and the mistake is told in portfolio.yaml.
    if cx.portfolio.currency.is_invalid() {
        return Judged::Unknown;
    }
    let home = cx.currency();
    for (path, money) in amounts(cx.record) {
        if let Some(foreign) = money.currency.as_deref().filter(|code| !code.eq_ignore_ascii_case(home)) {
            report(&path, foreign, home, out);
        }
    }
    for (index, metric) in cx.record.metrics.iter() {
        let foreign = foreign_unit(metric, home);
        if let Some(foreign) = foreign {
            out.error(
                format!("metrics[{index}].unit"),
                format!(
                    "\"{}\" is counted in {foreign}, but the portfolio is kept in {home}",
                    metric.label()
                ),
            )
            .fix(format!("convert its levels and results, and write `unit: {home}`"));
        }
        if foreign.is_none()
            && let Some(unit) = no_money(metric, home)
        {
            out.error(
                format!("metrics[{index}].unit"),
                format!(
                    "\"{}\" is money but counted in \"{unit}\", so it cannot be added up",
                    metric.label()
                ),
            )
            .example(format!("unit: {home}   # with its levels and results in {home}"));
        }
        for (path, money) in levels(index, metric) {
            let code = money.currency.as_deref().filter(|code| !code.eq_ignore_ascii_case(home));
            // A unit that is foreign has been reported; its amounts agree with it.
            if let Some(code) = code.filter(|code| Some(*code) != foreign) {
                report(&path, code, home, out);
            }
        }
    }
    Judged::Judged
}

fn report(path: &str, foreign: &str, home: &str, out: &mut Findings) {
    out.error(path, format!("this amount is in {foreign}, but the portfolio is kept in {home}"))
        .fix(format!("convert it at a rate you can defend, and write the amount in {home} without a code"));
}

fn foreign_unit<'a>(metric: &'a Metric, home: &str) -> Option<&'a str> {
    let unit = metric.unit.text()?;
    let is_code = unit.len() == 3 && CODES.split(' ').any(|code| code == unit);
    Some(unit).filter(|unit| is_code && !unit.eq_ignore_ascii_case(home))
}

/// The unit of a metric that is money by what it indicates, and is not counted in any.
fn no_money<'a>(metric: &'a Metric, home: &str) -> Option<&'a str> {
    let is_money =
        matches!(metric.indicator.copied(), Some(Indicator::SharedRevenue | Indicator::CostSaving));
    metric.unit.text().filter(|unit| is_money && !unit.eq_ignore_ascii_case(home))
}

type Amounts<'a> = Vec<(String, &'a Money)>;

/// Adds an amount that says its currency; the path of one that does not is never put together.
fn add<'a>(amounts: &mut Amounts<'a>, path: fmt::Arguments, money: &'a Field<Money>) {
    if let Some(money) = money.get().filter(|money| money.currency.is_some()) {
        amounts.push((path.to_string(), money));
    }
}

/// Every amount of the record that says its currency, but those of its metrics.
fn amounts(record: &Alliance) -> Amounts<'_> {
    let mut amounts = Vec::new();
    for (index, case) in record.strategic_case.iter() {
        for (key, route) in [("organic", &case.organic), ("through_alliance", &case.through_alliance)] {
            if let Some(route) = route.get() {
                add(&mut amounts, format_args!("strategic_case[{index}].{key}.cost"), &route.cost);
            }
        }
    }
    for (side, contributions) in record.contributions.iter() {
        for (index, contribution) in contributions.iter() {
            add(&mut amounts, format_args!("contributions.{side}[{index}].worth"), &contribution.worth);
        }
    }
    for (index, trigger) in record.exit.get().into_iter().flat_map(|exit| exit.triggers.iter()) {
        add(&mut amounts, format_args!("exit.triggers[{index}].below"), &trigger.below);
    }
    if let Some(price) = record.exit.get().and_then(|exit| exit.price.get()) {
        add(&mut amounts, format_args!("exit.price.amount"), &price.amount);
    }
    for (index, fee) in record.fees.iter() {
        add(&mut amounts, format_args!("fees[{index}].amount"), &fee.amount);
    }
    if let Some(attention) = record.attention.get() {
        add(&mut amounts, format_args!("attention.cost_per_month"), &attention.cost_per_month);
    }
    amounts
}

/// Every amount of one metric.
fn levels(index: usize, metric: &Metric) -> Amounts<'_> {
    let path = format_args!("metrics[{index}]");
    let mut amounts = Vec::new();
    add(&mut amounts, format_args!("{path}.worth"), &metric.worth);
    add(&mut amounts, format_args!("{path}.target"), &metric.target);
    add(&mut amounts, format_args!("{path}.floor"), &metric.floor);
    add(&mut amounts, format_args!("{path}.projected"), &metric.projected);
    for (at, result) in metric.results.iter() {
        readings(&mut amounts, format_args!("{path}.results[{at}]"), result);
    }
    amounts
}

fn readings<'a>(amounts: &mut Amounts<'a>, path: fmt::Arguments, result: &'a MetricResult) {
    add(amounts, format_args!("{path}.total"), &result.total);
    add(amounts, format_args!("{path}.without"), &result.without);
    add(amounts, format_args!("{path}.partner_total"), &result.partner_total);
    for (side, total) in result.totals.fields() {
        add(amounts, format_args!("{path}.totals.{side}"), total);
    }
}

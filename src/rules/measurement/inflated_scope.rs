//! Counting everything that both sides touch makes any alliance look large.

use crate::model::Scope;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "inflated-scope",
    area: Area::Measurement,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "a headline metric counts business that was there before the alliance",
    why: "revenue from accounts that both served anyway rises and falls with them, not with the alliance",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if metric.scope.is_invalid() {
            return Judged::Unknown;
        }
        let (counts, instead) = match metric.scope.copied() {
            Some(Scope::AllSharedAccounts) => {
                ("everything sold to the accounts that both serve", "what the alliance added to them")
            }
            Some(Scope::AllCommonCustomers) => {
                ("everyone who is a customer of both", "the customers whom one side referred to the other")
            }
            Some(Scope::ExistingMarket) => {
                ("sales in a market that was served before", "the market or segment that the alliance opened")
            }
            Some(Scope::Attributable) | None => {
                if let Some(words) = metric.name.text().and_then(gross_words) {
                    out.warning(
                        format!("metrics[{}].name", headline.index),
                        format!(
                            "\"{}\" sounds like a gross figure: \"{words}\" counts what was there before",
                            metric.label()
                        ),
                    )
                    .fix(
                        "name what is counted: only what the alliance added; or, if it is the total, say so \
                          under `scope`",
                    );
                }
                return Judged::Judged;
            }
        };
        out.error(
            format!("metrics[{}].scope", headline.index),
            format!("\"{}\" counts {counts}", metric.label()),
        )
        .example(format!("scope: attributable   # and count only {instead}"));
        Judged::Judged
    })
}

/// The words of a name that count everything: "total revenue", "all sales", "influenced pipeline".
fn gross_words(name: &str) -> Option<String> {
    const EVERYTHING: &[&str] = &[
        "total",
        "gross",
        "overall",
        "all",
        "entire",
        "whole",
        "aggregate",
        "influenced",
        "touched",
        "wide",
    ];
    // "Sales to same customers", "spend of dual clients": all that they buy.
    const OF_BOTH: &[&str] =
        &["same", "common", "shared", "mutual", "joint", "dual", "overlapping", "both", "existing"];
    const BUYERS: &[&str] = &[
        "customers",
        "customer",
        "clients",
        "client",
        "accounts",
        "account",
        "buyers",
        "patients",
        "members",
        "tenants",
    ];
    const COUNTED: &[&str] = &[
        "revenue",
        "revenues",
        "sales",
        "turnover",
        "bookings",
        "orders",
        "spend",
        "spending",
        "gmv",
        "business",
        "income",
        "fees",
        "fee",
        "premiums",
        "royalties",
        "subscriptions",
        "contracts",
        "receipts",
        "earnings",
        "transactions",
        "purchases",
        "loans",
        "volume",
        "pipeline",
        "customers",
        "clients",
        "accounts",
        "deals",
    ];
    const MONEY: &[&str] = &[
        "revenue",
        "revenues",
        "sales",
        "turnover",
        "bookings",
        "orders",
        "spend",
        "billings",
        "business",
        "everything",
        "purchases",
        "income",
        "fees",
        "volume",
        "sold",
    ];
    // Words that narrow a total down to what the alliance did.
    const NARROW: &[&str] = &[
        "joint",
        "jointly",
        "incremental",
        "additional",
        "added",
        "net",
        "new",
        "referred",
        "referral",
        "referrals",
        "attributable",
        "extra",
        "uplift",
        "through",
        "via",
        "saved",
        "won",
    ];
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "Joint customers" are everybody's; "joint revenue" is the alliance's.
    let narrows = |(at, word): (usize, &&str)| {
        let of_both = matches!(
            words.get(at + 1),
            Some(&("customers" | "clients" | "accounts" | "customer" | "client"))
        );
        NARROW.contains(word) && !(of_both && matches!(*word, "joint" | "jointly"))
    };
    if words.iter().enumerate().any(narrows) {
        return None;
    }
    let of_both = words.windows(2).position(|pair| OF_BOTH.contains(&pair[0]) && BUYERS.contains(&pair[1]));
    if let Some(at) = of_both.filter(|_| words.iter().any(|word| MONEY.contains(word))) {
        return words.get(at..at + 2).map(|pair| pair.join(" "));
    }
    // "Group bookings" are made by groups; the revenue of the company is everybody's.
    if let [whose @ ("company" | "corporate" | "group"), what @ ("revenue" | "revenues" | "turnover"), ..] =
        words.as_slice()
    {
        return Some(format!("{whose} {what}"));
    }
    words.iter().enumerate().find_map(|(at, word)| {
        if !EVERYTHING.contains(word) {
            return None;
        }
        let rest = words.get(at + 1..)?.iter().take(2);
        let counted = rest
            .take_while(|word| !matches!(**word, "margin" | "profit"))
            .position(|word| COUNTED.contains(word))?;
        Some(words.get(at..=at + 1 + counted)?.join(" "))
    })
}

//! The rules that call for several questions, and the words among which an answer is chosen.

use crate::rules::Rule;
use crate::rules::exit::{
    missing_exit_terms, missing_exit_trigger, missing_handover, missing_notice_period, uncovered_handover,
};
use crate::rules::measurement::missing_counterfactual;
use crate::rules::metrics::{one_sided_tracking, undefined_metric};

pub(super) const METRIC: &[&Rule] =
    &[&undefined_metric::RULE, &missing_counterfactual::RULE, &one_sided_tracking::RULE];
pub(super) const EXIT: &[&Rule] = &[
    &missing_exit_terms::RULE,
    &missing_notice_period::RULE,
    &missing_exit_trigger::RULE,
    &missing_handover::RULE,
    &uncovered_handover::RULE,
];

pub(super) const INDICATORS: &[(&str, &str)] = &[
    ("shared-revenue", "revenue won together"),
    ("joint-pipeline", "deals worked on together"),
    ("referral-volume", "referrals"),
    ("new-customers", "customers won"),
    ("market-penetration", "share of a market"),
    ("cost-saving", "costs avoided"),
    ("reach", "people reached"),
    ("other", "something else"),
];
pub(super) const PERIODS: &[(&str, &str)] =
    &[("month", "monthly"), ("quarter", "quarterly"), ("half-year", "twice a year"), ("year", "yearly")];
pub(super) const METHODS: &[(&str, &str)] = &[
    ("holdout", "customers or regions left out on purpose"),
    ("matched-market", "a similar market without the partner"),
    ("difference-in-differences", "the change here against the change elsewhere"),
    ("pre-post", "the time before"),
    ("expert-estimate", "an estimate by somebody who knows"),
];
pub(super) const CADENCES: &[(&str, &str)] = &[
    ("weekly", "every week"),
    ("fortnightly", "every two weeks"),
    ("monthly", "every month"),
    ("quarterly", "every quarter"),
    ("half-yearly", "twice a year"),
    ("annual", "once a year"),
    ("ad-hoc", "when there is a reason"),
];
pub(super) const LEAVERS: &[(&str, &str)] = &[
    ("either", "either side"),
    ("us", "only our side"),
    ("partner", "only the partner"),
    ("nobody", "neither side before the end of the term"),
];
pub(super) const HANDOVERS: &[(&str, &str)] = &[
    ("customers", "who keeps which customers"),
    ("data-return", "data given back or deleted"),
    ("open-pipeline", "deals in progress"),
    ("staff", "people lent or shared"),
    ("brand-use", "names and logos"),
    ("integrations", "technical connections"),
    ("support", "open support cases"),
    ("payments", "what is still owed"),
];
pub(super) const DECISIONS: &[(&str, &str)] = &[
    ("wind-down", "it ends"),
    ("continue", "it starts again"),
    ("restructure", "it continues on other terms"),
];
pub(super) const TESTS: &[(&str, &str)] = &[
    ("market-access", "opens a market that is closed to us"),
    ("capability", "adds something that we cannot build within a reasonable time"),
    ("combined-offering", "makes an offer that neither side has alone"),
    ("acquisition-economics", "wins customers for much less"),
    ("credibility", "makes customers believe us"),
];
pub(super) const OUTCOMES: &[(&str, &str)] = &[
    ("achieved", "it achieved its purpose"),
    ("partly", "it achieved part of its purpose"),
    ("failed", "it did not achieve it"),
    ("overtaken", "the purpose disappeared"),
    ("refused", "it was turned down before it began"),
];

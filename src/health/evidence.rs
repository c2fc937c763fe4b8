//! Why anybody should believe what a metric says: a grade from A to D with its terms, and how much of a claim must be true.
//!
//! The ladder follows the Maryland Scientific Methods Scale and GRADE: the method says where a metric starts, what
//! weakens it says how good it can be, and marks of a number that was made cost a grade each. Sources are in `docs/health.md`.

use rust_decimal::Decimal;

use crate::facts::{Facts, Headline};
use crate::model::{Alliance, Method, US};
use crate::rules::{Basis, Check, Finding, Judgement, Weakens};
use crate::text::count;

use super::grade::{Effect, Grade, GradeTerm, Share, mean, share};
use super::metric_value::{CountsAs, MetricValue};
use super::past_evidence::PastEvidence;
use super::value::AllianceValue;

/// One headline metric that has a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// Place in `metrics`.
    pub index: usize,
    /// What it is called.
    pub name: String,
    /// How far it can be believed.
    pub grade: Grade,
    /// The incremental money it carries; none for a leading indicator.
    pub carries: Decimal,
    /// How the grade came about.
    pub terms: Vec<GradeTerm>,
}

/// How far the figures of an alliance can be believed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Over its metrics, weighted by the money they carry; none where none has a result.
    pub grade: Option<Grade>,
    /// Every headline metric with a result.
    pub metrics: Vec<Graded>,
    /// How much of the claim must be true to pay.
    pub share: Option<Share>,
}

impl Evidence {
    /// The grade of a metric, by its place in `metrics`.
    pub fn of(&self, index: usize) -> Option<&Graded> {
        self.metrics.iter().find(|metric| metric.index == index)
    }

    /// Grade and share in a phrase: `evidence B, pays if 6 % of it is true`.
    pub fn phrase(&self) -> Option<String> {
        let share = self.share.map(|share| format!(", {share}")).unwrap_or_default();
        self.grade.map(|grade| format!("evidence {grade}{share}"))
    }
}

/// Grades every headline metric that has a result, from the record and from the marks that the rules found.
pub fn evidence(
    record: &Alliance,
    facts: &Facts,
    value: &AllianceValue,
    judgement: &Judgement,
    past: &PastEvidence,
) -> Evidence {
    let metrics: Vec<Graded> = facts
        .headlines
        .iter()
        .zip(&value.metrics)
        .filter(|(headline, _)| !headline.readings.is_empty())
        .map(|(headline, worth)| graded(record, facts, headline, worth, (judgement, past)))
        .collect();
    let in_money = |metric: &Graded| {
        value.metrics.iter().any(|worth| worth.index == metric.index && worth.counts == CountsAs::Value)
    };
    // Where money is claimed, the grade is of the money.
    let any = metrics.iter().any(in_money);
    let counted = metrics.iter().filter(|metric| !any || in_money(metric));
    Evidence {
        grade: mean(counted.map(|metric| (metric.grade, metric.carries))),
        share: share(value.incremental, value.cost, value.cost_complete, value.lacks_results()),
        metrics,
    }
}

/// What a single weakness leaves.
const WEAKER: Effect = Effect::AtMost(Grade::B);

fn graded(
    record: &Alliance,
    facts: &Facts,
    headline: &Headline,
    worth: &MetricValue,
    (judgement, past): (&Judgement, &PastEvidence),
) -> Graded {
    let mut weaknesses = Vec::new();
    weaknesses.extend(readers(record, headline));
    let of_levels = levels(record, facts, headline);
    weaknesses.extend(past.levels(record, (headline.index, headline.metric), facts.launched, of_levels));
    if let Some(first) = worth.missing.first() {
        let missing = i64::try_from(worth.missing.len()).unwrap_or(i64::MAX);
        weaknesses.push(GradeTerm {
            text: format!(
                "{} late, the first for {first}",
                match missing {
                    1 => "a result is".to_owned(),
                    more => format!("{} are", count(more, "result")),
                }
            ),
            effect: WEAKER,
            path: format!("metrics[{}].results", headline.index),
        });
    }
    // Of what keeps a metric from an A, one leaves a B and two leave a C.
    for second in weaknesses.iter_mut().filter(|term| term.effect == WEAKER).skip(1) {
        second.effect = Effect::AtMost(Grade::C);
    }
    let mut terms = vec![start(headline)];
    terms.extend(weaknesses);
    terms.extend(marks(headline.index, judgement, past));
    Graded {
        index: headline.index,
        name: headline.metric.label().to_owned(),
        grade: settle(&terms),
        carries: if worth.counts == CountsAs::Value { worth.incremental.abs() } else { Decimal::ZERO },
        terms,
    }
}

/// What the terms come to.
fn settle(terms: &[GradeTerm]) -> Grade {
    terms.iter().fold(Grade::D, |grade, term| match term.effect {
        Effect::Starts(start) => start,
        Effect::AtMost(most) => grade.min(most),
        Effect::CostsOne => grade.lower(),
        Effect::LeavesD => Grade::D,
        Effect::Confirms => grade,
    })
}

fn start(headline: &Headline) -> GradeTerm {
    let counterfactual = headline.metric.counterfactual.get();
    let method = counterfactual.and_then(|counterfactual| counterfactual.method.copied());
    let grade = Grade::of(method);
    let text = match method.filter(|method| *method != Method::None) {
        Some(method) => format!("compared by {method}"),
        None => "no method of comparison is recorded".to_owned(),
    };
    GradeTerm {
        text,
        effect: Effect::Starts(grade),
        path: format!("metrics[{}].counterfactual.method", headline.index),
    }
}

/// Whether every side reads the metric, from a source of its own.
fn readers(record: &Alliance, headline: &Headline) -> Option<GradeTerm> {
    let metric = headline.metric;
    let others: Vec<&str> = record.sides().into_iter().filter(|side| *side != US).collect();
    let read = |side: &str| {
        headline.readings.iter().any(|reading| {
            let result = reading.result;
            result.totals.get(side).is_some() || (others.len() == 1 && result.partner_total.is_set())
        })
    };
    let silent = others.iter().filter(|side| !read(side)).count();
    let tracks = |side: &&str| metric.tracked_by.text(side).is_some();
    let path = format!("metrics[{}].tracked_by", headline.index);
    if silent == others.len() && !others.iter().any(tracks) {
        let text = "only our side says so".to_owned();
        return Some(GradeTerm { text, effect: Effect::LeavesD, path });
    }
    if silent > 0 {
        let text = "only one side has given its number".to_owned();
        let path = format!("metrics[{}].results", headline.index);
        return Some(GradeTerm { text, effect: Effect::AtMost(Grade::C), path });
    }
    let source = |side: &str| metric.tracked_by.text(side).map(str::to_lowercase);
    let ours = source(US)?;
    let shared = others.iter().any(|side| source(side).as_deref() == Some(ours.as_str()));
    shared.then(|| GradeTerm { text: "both sides read it from one source".to_owned(), effect: WEAKER, path })
}

/// Whether the levels were fixed before the launch, and left alone.
fn levels(record: &Alliance, facts: &Facts, headline: &Headline) -> Option<GradeTerm> {
    let metric = headline.metric;
    let weaker = |effect: Effect, text: String, key: &str| {
        Some(GradeTerm { text, effect, path: format!("metrics[{}].{key}", headline.index) })
    };
    let levels = ["target", "floor", "unit"];
    let moved = metric
        .revisions
        .items()
        .find(|revision| revision.field.text().is_some_and(|field| levels.contains(&field)));
    if let Some(moved) = moved {
        let field = moved.field.text().unwrap_or_default();
        let all = record.sides().iter().all(|side| moved.agreed_by.items().any(|agreed| agreed == side));
        let who = if all { "" } else { ", but not by both sides" };
        return weaker(
            Effect::AtMost(Grade::C),
            format!("its {field} was changed after launch{who}"),
            "revisions",
        );
    }
    match (metric.agreed.get(), facts.launched) {
        (None, _) => weaker(WEAKER, "nobody has recorded when its levels were agreed".to_owned(), "agreed"),
        (Some(agreed), Some(_)) => match record.started.get().and_then(|started| agreed.is_after(started)) {
            Some(true) => {
                weaker(WEAKER, format!("its levels were agreed {}, after launch", agreed.when()), "agreed")
            }
            Some(false) => None,
            None => weaker(
                WEAKER,
                format!(
                    "its levels were agreed {}, and it is not recorded whether that was before launch",
                    agreed.when()
                ),
                "agreed",
            ),
        },
        _ => None,
    }
}

/// The marks that rules found on a metric, or on the alliance as a whole: one costs a grade, two leave an estimate.
fn marks(index: usize, judgement: &Judgement, past: &PastEvidence) -> Vec<GradeTerm> {
    let about = |finding: &&Finding| match metric_of(&finding.path) {
        Some(metric) => metric == index,
        // What git knows of an exit or a contribution says nothing about a figure.
        None => !matches!(finding.rule.check, Check::Past(_)),
    };
    let open = judgement.findings.iter().chain(&judgement.covered).chain(past.findings);
    let mut terms = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    // What one side only repeats after the other, nobody has read twice.
    let hearsay = |finding: &Finding| {
        finding.rule.id == crate::rules::metrics::one_sided_tracking::RULE.id && finding.basis == Basis::Fault
    };
    let weakens = |finding: &&Finding| finding.rule.weakens != Weakens::Nothing || hearsay(finding);
    for finding in open.filter(weakens).filter(about) {
        // The same mark in several periods is one mark.
        let again = finding.rule.weakens == Weakens::Mark && seen.contains(&finding.rule.id);
        if again {
            continue;
        }
        let marks = seen.iter().len();
        let effect = match finding.rule.weakens {
            Weakens::Mark if marks == 0 => Effect::CostsOne,
            _ => Effect::LeavesD,
        };
        if finding.rule.weakens == Weakens::Mark {
            seen.push(finding.rule.id);
        }
        terms.push(GradeTerm { text: finding.headline.clone(), effect, path: finding.path.clone() });
    }
    terms
}

/// The metric that a path lies in.
fn metric_of(path: &str) -> Option<usize> {
    path.strip_prefix("metrics[")?.split_once(']')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(effect: Effect) -> GradeTerm {
        GradeTerm { text: String::new(), effect, path: String::new() }
    }

    #[test]
    fn a_mark_costs_a_grade_and_convicts_nobody() {
        let after = |start, costs: usize| {
            let terms = [vec![term(Effect::Starts(start))], vec![term(Effect::CostsOne); costs]].concat();
            settle(&terms)
        };
        let late = [term(Effect::Starts(Grade::B)), term(WEAKER)];
        assert_eq!(settle(&late), Grade::B, "a like market with a late result is a like market");
        assert_eq!(
            (after(Grade::A, 0), after(Grade::A, 1), after(Grade::A, 2)),
            (Grade::A, Grade::B, Grade::C)
        );
        assert_eq!(
            (after(Grade::A, 4), after(Grade::C, 1), after(Grade::D, 0)),
            (Grade::C, Grade::C, Grade::D)
        );
        assert_eq!(settle(&[term(Effect::Starts(Grade::A)), term(Effect::LeavesD)]), Grade::D);
    }

    #[test]
    fn the_mean_is_of_the_money_and_a_half_goes_to_the_worse() {
        let mean = |grades: &[(Grade, i64)]| {
            mean(grades.iter().map(|(grade, weight)| (*grade, Decimal::from(*weight))))
        };
        assert_eq!(mean(&[(Grade::A, 99), (Grade::D, 1)]), Some(Grade::A));
        assert_eq!(mean(&[(Grade::A, 1), (Grade::B, 1)]), Some(Grade::B), "3.5");
        assert_eq!(
            mean(&[(Grade::A, 0), (Grade::D, 0)]),
            Some(Grade::C),
            "2.5, without money each counts alike"
        );
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn the_share_is_the_cost_of_the_claim_rounded_up() {
        let shown = |claim: i64, cost: i64, complete| {
            share(Decimal::from(claim), Some(Decimal::from(cost)), complete, false)
                .map(|share| share.to_string())
        };
        assert_eq!(shown(1000, 51, true).as_deref(), Some("pays if 6 % of it is true"));
        assert_eq!(shown(1000, 50, false).as_deref(), Some("pays if at least 5 % of it is true"));
        assert_eq!(shown(1000, 1000, true).as_deref(), Some("pays if 100 % of it is true"));
        assert_eq!(shown(1000, 1001, true).as_deref(), Some("does not pay even if all of it is true"));
        assert_eq!(shown(0, 5, true), None);
        let open = |cost: i64| share(Decimal::from(1000), Some(Decimal::from(cost)), true, true);
        assert_eq!(open(51).map(|share| share.to_string()).as_deref(), Some("pays if 6 % of it is true"));
        assert!(open(1001).expect("a share").to_string().ends_with("and others are missing"));
    }

    #[test]
    fn a_finding_counts_for_its_metric_alone() {
        assert_eq!(metric_of("metrics[12].results[3].without"), Some(12));
        assert_eq!(metric_of("operating_changes[0]"), None);
    }
}

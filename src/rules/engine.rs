//! Runs every rule on every record: outcomes, findings, what absorbs what, and what is waived.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{Alliance, FutureEntry, Portfolio};

use super::context::{Context, Exceptions};
use super::effective::Effective;
use super::evolution::drifting_alliance::Thresholds;
use super::evolution::{missed_floor, overdue_decision};
use super::measurement::{missing_counterfactual, silent_metric};
use super::past::{PastContext, PastState};
use super::portfolio_context::{AllianceSummary, PortfolioContext};
use super::record::unmatched_waiver;
use super::registry::known;
use super::rule::{Area, Check, Finding, Judged, Outcome, Rule, Severity};
use super::settings::{AllianceSettings, Settings};
use super::waivers::{self, Waived, WaiverPlace};
use crate::facts::answers::AnswerLimits;
use crate::facts::{FactSettings, Facts};

/// One record to be judged.
#[derive(Debug)]
pub struct Subject<'a> {
    /// Its name, or its file's.
    pub name: &'a str,
    /// Its file's name without the ending.
    pub stem: &'a str,
    /// The record as it stood on the as-of date.
    pub record: &'a Alliance,
    /// What is derived from it.
    pub facts: &'a Facts<'a>,
    /// Entries dated after the as-of date.
    pub later: &'a [FutureEntry],
    /// Fields that are there in a form that cannot be used: nothing can be said about them.
    pub unusable: &'a [String],
}

/// What all records are judged by.
#[derive(Debug)]
pub struct RuleEnv<'a> {
    /// The portfolio.
    pub portfolio: &'a Portfolio,
    /// How its rules are set.
    pub settings: &'a Settings,
    /// The as-of date.
    pub as_of: NaiveDate,
    /// Whether that is the day of the run.
    pub today: bool,
}

/// What one rule said.
#[derive(Debug, Clone, Copy)]
pub struct RuleResult {
    /// The rule.
    pub rule: &'static Rule,
    /// Its outcome.
    pub outcome: Outcome,
    /// Failed, but another finding covers it, so that it prints nothing.
    pub absorbed: bool,
    /// The rule that speaks for it, where its check says so.
    pub covered_by: Option<&'static Rule>,
    /// The worst of what is wrong, by the rule's own measure.
    pub open: Option<Severity>,
    /// The worst of what is wrong and accepted, by the rule's own measure.
    pub accepted: Option<Severity>,
}

/// What all rules said of one record, or of the portfolio as a whole.
#[derive(Debug, Default)]
pub struct Judgement {
    /// Each rule's outcome; rules that are switched off are not in it.
    pub said: Vec<RuleResult>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What is wrong and accepted.
    pub waived: Vec<Waived>,
    /// What is wrong and covered by another finding, so that it is not told on its own.
    pub covered: Vec<Finding>,
    /// The numbers of rules that verdicts are drawn by.
    pub limits: Limits,
}

/// Numbers of rules as they are set for a record; none where the rule is off.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// From when on it drifts.
    pub drift: Option<Thresholds>,
    /// Months after which a decision is due where none is set.
    pub decision_months: Option<u32>,
    /// Periods in a row below its floor that prove a metric to be below it.
    pub floor_periods: Option<u32>,
    /// Months below its floor after which money has had its time to prove itself.
    pub settled_months: Option<u32>,
    /// How far back some incremental value has to be known, in months.
    pub proof_months: Option<u32>,
}

impl Limits {
    fn set(settings: &AllianceSettings) -> Self {
        Self {
            drift: Thresholds::set(settings),
            decision_months: settings.number(&overdue_decision::RULE, "after_months"),
            floor_periods: settings.number(&missed_floor::RULE, "periods"),
            settled_months: settings.number(&missed_floor::RULE, "settled_months"),
            proof_months: settings.number(&missing_counterfactual::RULE, "error_after_months"),
        }
    }
}

impl RuleEnv<'_> {
    /// What the portfolio settles for the facts of a record.
    pub fn fact_settings(&self, name: &str, stem: &str) -> FactSettings {
        let settings = self.settings.of(name, stem);
        let due_days = settings.number(&silent_metric::RULE, "due_days");
        FactSettings {
            fiscal: self.portfolio.fiscal_year(),
            answers: AnswerLimits {
                pause_days: settings.number(&missed_floor::RULE, "answer_days"),
                next_months: settings.number(&overdue_decision::RULE, "longest_months"),
                review: None,
            },
            result_due_days: due_days.unwrap_or(FactSettings::RESULT_DUE_DAYS),
        }
    }
}

impl Judgement {
    /// What a rule said, if it was on.
    pub fn said(&self, rule: &Rule) -> Option<&RuleResult> {
        self.said.iter().find(|said| said.rule == rule)
    }

    /// Whether a rule of this id was on and had the data to tell.
    pub fn could_tell(&self, id: &str) -> bool {
        self.said.iter().any(|said| said.rule.id == id && said.outcome != Outcome::Unknown)
    }
}

/// Whether a field lies at, above or below one that cannot be used.
type Related = fn(&str, &str) -> bool;

/// Judges one record by every record rule.
pub fn judge(subject: &Subject, bench: &RuleEnv, rules: &[&'static Rule], related: Related) -> Judgement {
    let settings = bench.settings.of(subject.name, subject.stem);
    let mut judgement = Judgement { limits: Limits::set(&settings), ..Judgement::default() };
    for rule in rules {
        if !matches!(rule.check, Check::Record(_) | Check::Waivers(_)) {
            continue;
        }
        let effective = settings.effective(rule);
        if effective.off {
            continue;
        }
        let (outcome, findings) = apply(subject, bench, rule, &effective, related);
        settle(rule, outcome, findings, &mut judgement, |finding| {
            waivers::waive(
                finding,
                waivers::of_record(subject.record, subject.name, bench.portfolio),
                bench.as_of,
            )
        });
    }
    let used: BTreeSet<WaiverPlace> = judgement.waived.iter().map(|waived| waived.place).collect();
    let judged = |id: &str| judgement.could_tell(id);
    let unmatched = waivers::unmatched(
        subject.record.waivers.iter(),
        |index| used.contains(&WaiverPlace::Record(index)),
        judged,
        bench.as_of,
    );
    let rule = &unmatched_waiver::RULE;
    if !settings.effective(rule).off {
        settle(rule, Judged::Judged, unmatched, &mut judgement, |finding| Err(Box::new(finding)));
    }
    resolve_covered(&mut judgement);
    absorb(&mut judgement);
    judgement
}

/// Judges the past of one record by every rule on it. A history that begins nowhere is unknown to all of them.
pub fn judge_past(
    subject: &Subject,
    bench: &RuleEnv,
    rules: &[&'static Rule],
    states: &[PastState],
) -> Judgement {
    let settings = bench.settings.of(subject.name, subject.stem);
    let mut judgement = Judgement::default();
    for rule in rules {
        let Check::Past(check) = rule.check else { continue };
        let effective = settings.effective(rule);
        if effective.off {
            continue;
        }
        let mut findings = rule.findings(effective.severity);
        let options = rule.options(&effective);
        let outcome = check(&PastContext { states, now: subject.record, options }, &mut findings);
        settle(rule, outcome, rule.sign(findings), &mut judgement, |finding| {
            waivers::waive(
                finding,
                waivers::of_record(subject.record, subject.name, bench.portfolio),
                bench.as_of,
            )
        });
    }
    judgement
}

/// Gives each rule that another one speaks for what that one came to: where it is off nobody asks, where it is waived the
/// gap is accepted.
fn resolve_covered(judgement: &mut Judgement) {
    let all = judgement.said.clone();
    let asked = |rule: &'static Rule| all.iter().find(|other| other.rule == rule);
    for said in &mut judgement.said {
        let mut covering = said.covered_by;
        // One that is to speak may leave it to a third; more often than there are rules nobody hands it on.
        for _ in 0..all.len() {
            let Some(rule) = covering else { break };
            match asked(rule).map(|other| other.outcome) {
                None => said.outcome = Outcome::NotApplicable,
                Some(Outcome::Waived) => said.outcome = Outcome::Waived,
                Some(_) => {}
            }
            covering = asked(rule).and_then(|other| other.covered_by);
        }
    }
}

fn apply(
    subject: &Subject,
    bench: &RuleEnv,
    rule: &'static Rule,
    effective: &Effective,
    related: Related,
) -> (Judged, Vec<Finding>) {
    // At which stage it is nobody can tell, and most rules hold at some.
    if subject.record.stage.is_invalid()
        && !crate::model::Stage::ALL.iter().all(|stage| rule.applies.stage(*stage))
    {
        return (Judged::Unknown, Vec::new());
    }
    if !rule.applies.stage(subject.facts.stage) {
        return (Judged::NotApplicable, Vec::new());
    }
    match subject.facts.kind {
        Some(kind) if !rule.applies.kind(kind) => return (Judged::NotApplicable, Vec::new()),
        // Without a type nobody knows whether the rule is about this record, unless it is about all.
        None if rule.applies.kinds().len() < crate::model::Kind::ALL.len() => {
            return (Judged::Unknown, Vec::new());
        }
        _ => {}
    }
    let options = rule.options(effective);
    let mut findings = rule.findings(effective.severity);
    let outcome = match rule.check {
        Check::Record(check) => {
            let context = Context {
                record: subject.record,
                facts: subject.facts,
                portfolio: bench.portfolio,
                as_of: bench.as_of,
                later: subject.later,
                today: bench.today,
                options,
            };
            check(&context, &mut findings)
        }
        Check::Waivers(check) => {
            let held = Exceptions { waivers: &subject.record.waivers, as_of: bench.as_of, options, known };
            check(&held, &mut findings)
        }
        Check::Portfolio(_) | Check::Past(_) | Check::Engine => return (Judged::NotApplicable, Vec::new()),
    };
    let found = rule.sign(findings);
    let before = found.len();
    let known: Vec<Finding> = found
        .into_iter()
        .filter(|finding| !subject.unusable.iter().any(|path| related(path, &finding.path)))
        .collect();
    let outcome = if known.is_empty() && before > 0 { Judged::Unknown } else { outcome };
    (outcome, known)
}

/// Judges the portfolio as a whole.
pub fn judge_whole(members: &[AllianceSummary], bench: &RuleEnv, rules: &[&'static Rule]) -> Judgement {
    let mut judgement = Judgement::default();
    for rule in rules {
        let effective = bench.settings.effective(rule, "", "");
        if effective.off {
            continue;
        }
        let options = rule.options(&effective);
        let mut findings = rule.findings(effective.severity);
        let outcome = match rule.check {
            Check::Portfolio(check) => check(
                &PortfolioContext { members, portfolio: bench.portfolio, as_of: bench.as_of, options },
                &mut findings,
            ),
            Check::Waivers(check) => {
                let held =
                    Exceptions { waivers: &bench.portfolio.waivers, as_of: bench.as_of, options, known };
                check(&held, &mut findings)
            }
            Check::Record(_) | Check::Past(_) | Check::Engine => continue,
        };
        settle(rule, outcome, rule.sign(findings), &mut judgement, |finding| {
            // A finding in an alliance's own file may be waived there, or for it in the portfolio's.
            let member = finding.member.and_then(|member| members.get(member));
            let own = member.into_iter().flat_map(|member| &member.waivers);
            let own = own.map(|(index, waiver)| (WaiverPlace::Record(*index), waiver));
            let shared =
                waivers::of_portfolio(bench.portfolio, member.map_or("", |member| member.name.as_str()));
            waivers::waive(finding, own.chain(shared), bench.as_of)
        });
    }
    absorb(&mut judgement);
    judgement
}

/// Files a rule's findings under open or waived, and its outcome.
fn settle(
    rule: &'static Rule,
    judged: Judged,
    findings: Vec<Finding>,
    judgement: &mut Judgement,
    waive: impl Fn(Finding) -> Result<Waived, Box<Finding>>,
) {
    let (mut open, mut accepted) = (None, None);
    for finding in findings {
        // What is wrong with the file itself has to be mended, not accepted.
        let waived = if rule.area == Area::Record { Err(Box::new(finding)) } else { waive(finding) };
        match waived {
            Ok(waived) => {
                accepted = accepted.max(Some(waived.finding.tier));
                judgement.waived.push(waived);
            }
            Err(finding) => {
                open = open.max(Some(finding.tier));
                judgement.findings.push(*finding);
            }
        }
    }
    let (outcome, covered_by) = match judged {
        _ if open.is_some() => (Outcome::Fail, None),
        _ if accepted.is_some() => (Outcome::Waived, None),
        Judged::Judged => (Outcome::Pass, None),
        Judged::Unknown => (Outcome::Unknown, None),
        Judged::NotApplicable => (Outcome::NotApplicable, None),
        Judged::CoveredBy(covering) => (Outcome::Fail, Some(covering)),
    };
    judgement.said.push(RuleResult { rule, outcome, absorbed: false, covered_by, open, accepted });
}

/// Takes out findings that another one makes superfluous: one gap, one finding.
fn absorb(judgement: &mut Judgement) {
    let waived = judgement.waived.iter().map(|waived| &waived.finding);
    let absorbed: Vec<&Rule> = judgement
        .findings
        .iter()
        .chain(waived)
        .filter(|finding| finding.tier >= finding.rule.absorbs.at_least)
        .flat_map(|finding| finding.rule.absorbs.rules.iter().copied())
        .collect();
    let findings = std::mem::take(&mut judgement.findings);
    (judgement.covered, judgement.findings) =
        findings.into_iter().partition(|finding| absorbed.contains(&finding.rule));
    // A rule about a part of something that is missing fails without a word of its own, too.
    let spoken: BTreeSet<&str> = judgement.findings.iter().map(|finding| finding.rule.id).collect();
    for said in &mut judgement.said {
        said.absorbed = said.outcome == Outcome::Fail && !spoken.contains(said.rule.id);
    }
}

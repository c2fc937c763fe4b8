//! The pipeline: from what was read to a finished report.

mod agenda;
mod dossier;
mod overview;
mod places;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::facts::Facts;
use crate::health::{self, Health};
use crate::load::mistake::{Mistake, MistakeKind};
use crate::load::{Inputs, Source, locate};
use crate::model::{Alliance, FutureEntry, Owner, Portfolio, Stage, US};
use crate::report::dossier::Dossier;
use crate::report::{Accepted, AllianceReport, ClockSource, Located, Reason, Report, RuleOutcome};
use crate::rules::{
    self, Area, Bench, Check, Finding, Findings, Judgement, Member, Outcome, Rule, SettingMistake, Settings,
    Severity, Subject, Waived, WaiverPlace, waivers,
};
use places::location;

/// The date on which everything is judged.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The day of the run.
    pub today: NaiveDate,
    /// The date asked for, if any.
    pub as_of: Option<NaiveDate>,
}

/// One record, read and turned back to the as-of date.
struct Standing {
    name: String,
    record: Alliance,
    later: Vec<FutureEntry>,
    unusable: Vec<String>,
}

/// Judges everything that was read.
pub fn run(mut inputs: Inputs, clock: Clock) -> Report {
    let rules = rules::all();
    let portfolio = inputs.portfolio.as_mut().and_then(|source| source.value.take()).unwrap_or_default();
    let (settings, misset) = Settings::read(&portfolio, &rules);
    let (as_of, source) = match (clock.as_of, portfolio.as_of.copied()) {
        (Some(date), _) => (date, ClockSource::Flag),
        (None, Some(date)) => (date.0, ClockSource::Portfolio),
        (None, None) => (clock.today, ClockSource::Today),
    };
    let bench = Bench { portfolio: &portfolio, settings: &settings, as_of, today: as_of == clock.today };
    let standing: Vec<Option<Standing>> =
        inputs.records.par_iter_mut().map(|source| stand(source, as_of)).collect();
    let facts: Vec<Option<Facts>> = standing
        .par_iter()
        .map(|standing| standing.as_ref().map(|standing| Facts::new(&standing.record, as_of)))
        .collect();
    let alliances: Vec<AllianceReport> = inputs
        .records
        .par_iter()
        .zip(&standing)
        .zip(&facts)
        .map(|((source, standing), facts)| match (standing, facts) {
            (Some(standing), Some(facts)) => alliance(source, standing, facts, &bench, &rules),
            _ => unread(source),
        })
        .collect();
    let mut places = Vec::new();
    let mut members = Vec::new();
    for (place, (standing, facts)) in standing.iter().zip(&facts).enumerate() {
        if let (Some(standing), Some(facts)) = (standing, facts) {
            places.push(place);
            members.push(Member { name: &standing.name, record: &standing.record, facts });
        }
    }
    // Of a part nothing can be said about the whole, but that two records share a name.
    let of_portfolio: Vec<&Rule> =
        rules.iter().copied().filter(|rule| inputs.whole || rule.area == Area::Record).collect();
    let judgement =
        rules::judge_whole(&members, &bench, if members.is_empty() { &[] } else { &of_portfolio });
    let file = inputs.portfolio.as_ref();
    let misconfigured = file.is_some_and(|file| !file.mistakes.is_empty()) || !misset.is_empty();
    let mut findings: Vec<Located> = file
        .map(|file| file.mistakes.iter().map(|mistake| of_mistake(file, "portfolio", mistake)).collect())
        .unwrap_or_default();
    findings.extend(misset.iter().filter_map(|mistake| Some(of_setting(file?, mistake))));
    let locate = |finding: Finding| match finding.member.and_then(|member| places.get(member)) {
        Some(place) => of_finding(&inputs.records[*place], &alliances[*place].name, finding, false),
        None => match file {
            Some(file) => of_finding(file, "portfolio", finding, false),
            None => of_finding(
                &Source::<Portfolio>::missing(crate::load::discover::PORTFOLIO),
                "portfolio",
                finding,
                false,
            ),
        },
    };
    // A waiver for a record that was not read has nothing to show for itself.
    let mut unmatched = Vec::new();
    if inputs.whole {
        unmatched = unmatched_waivers(&portfolio, &alliances, &judgement, &bench);
        let known = inputs.records.iter().zip(&alliances);
        let known = known.map(|(source, alliance)| (alliance.name.as_str(), source.stem.as_str()));
        unmatched.extend(settings.unmatched(known).into_iter().map(unmatched_override));
    }
    unmatched.retain(|finding| !settings.effective(finding.rule, "", "").off);
    findings.extend(judgement.findings.into_iter().chain(unmatched).map(locate));
    order(&mut findings);
    let waived = judgement.waived.into_iter().map(|waived| accepted(waived, locate)).collect();
    let outcomes = outcomes(&judgement.said);
    let rules_on = rules.iter().filter(|rule| !settings.effective(rule, "", "").off).count();
    let dated = members.iter().zip(&places).map(|(member, place)| (member, *place, &inputs.records[*place]));
    let agenda = agenda::upcoming(dated, file.filter(|_| inputs.whole), &bench);
    let mut report = Report {
        agenda,
        us: portfolio.us.text().map(str::to_owned),
        portfolio_file: file.map(|file| file.path.clone()),
        currency: portfolio.currency().to_owned(),
        as_of,
        clock: source,
        focus: overview::focus(&alliances, &members, &places, &portfolio, &settings),
        worth: overview::worth(&alliances, &portfolio),
        attention: overview::attention(&alliances, &members, &places, &portfolio, |place| {
            inputs.as_signed.contains(&place)
        }),
        verdicts: overview::verdicts(&alliances),
        decide: overview::decide(&alliances),
        alliances,
        findings,
        waived,
        outcomes,
        whole: inputs.whole,
        rules_on,
        misconfigured,
        sources: Vec::new(),
    };
    places::settings(&mut report, &inputs, &settings);
    report.sources = places::sources(inputs);
    report
}

/// Takes a record out of its source and turns it back to the as-of date.
fn stand(source: &mut Source<Alliance>, as_of: NaiveDate) -> Option<Standing> {
    let mut record = source.value.take()?;
    source.check_identity(&record);
    let mut unusable: Vec<String> = source
        .mistakes
        .iter()
        .flat_map(|mistake| [Some(mistake.path.clone()), mistake.meant.clone()])
        .flatten()
        .filter(|path| !path.is_empty())
        .collect();
    unusable.sort();
    unusable.dedup();
    let later = record.stand_at(as_of);
    let name = record.name.text().unwrap_or(&source.stem).to_owned();
    Some(Standing { name, record, later, unusable })
}

fn alliance(
    source: &Source<Alliance>,
    standing: &Standing,
    facts: &Facts,
    bench: &Bench,
    rules: &[&'static Rule],
) -> AllianceReport {
    let Standing { name, record, later, unusable } = standing;
    let subject = Subject { name, stem: &source.stem, record, facts, later, unusable };
    let judgement = rules::judge(&subject, bench, rules, locate::related);
    let proposed = facts.stage == Stage::Proposed;
    let health = health::assess(record, facts, bench.portfolio, &judgement, source.mistakes.len());
    let why = reasons(source, &health);
    let mut findings: Vec<Located> =
        source.mistakes.iter().map(|mistake| of_mistake(source, name, mistake)).collect();
    findings
        .extend(judgement.findings.into_iter().map(|finding| of_finding(source, name, finding, proposed)));
    order(&mut findings);
    let waived = judgement
        .waived
        .into_iter()
        .map(|waived| accepted(waived, |finding| of_finding(source, name, finding, proposed)))
        .collect();
    let owner = dossier::owner(record, facts, US);
    AllianceReport {
        name: name.clone(),
        file: source.path.clone(),
        readable: true,
        kind: facts.kind.map(crate::model::Kind::word),
        stage: Some(facts.stage.word()),
        owner: owner.and_then(|owner| owner.name.text()).map(str::to_owned),
        commercial: owner.is_some_and(Owner::is_commercial),
        last_review: facts.last_substantive().map(|review| review.date),
        hours_per_month: record
            .attention
            .get()
            .and_then(|attention| attention.hours_per_month.get())
            .map(|hours| hours.0),
        notice_by: facts.notice_deadline.filter(|_| facts.stage == Stage::Active),
        health: Some(health),
        why,
        dossier: dossier::dossier(record, facts, bench.portfolio),
        findings,
        waived,
        outcomes: outcomes(&judgement.said),
    }
}

/// The reasons of a verdict at their places.
fn reasons(source: &Source<Alliance>, health: &Health) -> Vec<Reason> {
    let reasons = health.verdict.reasons.iter();
    reasons
        .map(|reason| {
            let place = source.place(&reason.path);
            Reason { text: reason.text.clone(), at: location(source, &place), path: place.path }
        })
        .collect()
}

fn accepted(waived: Waived, locate: impl Fn(Finding) -> Located) -> Accepted {
    let Waived { finding, reason, approved_by, until, place } = waived;
    Accepted { finding: locate(finding), reason, approved_by, until, place }
}

fn unread(source: &Source<Alliance>) -> AllianceReport {
    AllianceReport {
        name: source.stem.clone(),
        file: source.path.clone(),
        readable: false,
        kind: None,
        stage: None,
        owner: None,
        commercial: false,
        last_review: None,
        hours_per_month: None,
        notice_by: None,
        health: None,
        why: Vec::new(),
        dossier: Dossier::default(),
        findings: source.mistakes.iter().map(|mistake| of_mistake(source, &source.stem, mistake)).collect(),
        waived: Vec::new(),
        outcomes: Vec::new(),
    }
}

/// An override of the portfolio, by its place, that is for no alliance.
fn unmatched_override(place: usize) -> Finding {
    let mut out = Findings::new(&rules::record::unmatched_override::RULE, None);
    out.warning(
        format!("overrides[{place}].alliances"),
        "no alliance has a name or file name that this override is for",
    )
    .fix("mend the name, or take the override out; `*` stands for any letters")
    .clone()
}

/// Waivers of the portfolio that were needed nowhere.
fn unmatched_waivers(
    portfolio: &Portfolio,
    alliances: &[AllianceReport],
    whole: &Judgement,
    bench: &Bench,
) -> Vec<Finding> {
    let places = alliances.iter().flat_map(|alliance| alliance.waived.iter().map(|waived| waived.place));
    let used: BTreeSet<WaiverPlace> = places.chain(whole.waived.iter().map(|waived| waived.place)).collect();
    let could_tell = |id: &str| match rules::find(id).map(|rule| rule.check) {
        Some(Check::Portfolio(_)) => whole.could_tell(id),
        Some(_) => {
            let mut said =
                alliances.iter().flat_map(|alliance| &alliance.outcomes).filter(|said| said.rule.id == id);
            !said.any(|said| said.outcome == Outcome::Unknown)
        }
        None => false,
    };
    let used = |index| used.contains(&WaiverPlace::Portfolio(index));
    waivers::unmatched(portfolio.waivers.iter(), used, could_tell, bench.as_of)
}

fn outcomes(said: &[rules::Said]) -> Vec<RuleOutcome> {
    said.iter()
        .map(|said| RuleOutcome { rule: said.rule, outcome: said.outcome, absorbed: said.absorbed })
        .collect()
}

/// Worst first, then by area and place, so that the same run reads the same.
pub(crate) fn order(findings: &mut [Located]) {
    fn key(finding: &Located) -> (Reverse<Severity>, Area, &str, usize, usize) {
        let at = &finding.at;
        (Reverse(finding.severity), finding.rule.area, &at.file, at.line, at.column)
    }
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
}

fn of_mistake<T>(source: &Source<T>, name: &str, mistake: &Mistake) -> Located {
    let rule = match mistake.kind {
        MistakeKind::Unreadable => &rules::record::unreadable_record::RULE,
        MistakeKind::InvalidValue => &rules::record::invalid_value::RULE,
        MistakeKind::UnknownField => &rules::record::unknown_field::RULE,
    };
    let place = source.place_of(mistake);
    let label = mistake.label.as_ref().map(|(span, text)| {
        let place = source.place_of_span(span.clone(), String::new());
        (location(source, &place), text.clone())
    });
    Located {
        rule,
        severity: rule.severity(),
        blocker: false,
        at: location(source, &place),
        fingerprint: fingerprint(rule.id, name, &mistake.path),
        path: place.path,
        lead: mistake.message.len(),
        message: mistake.message.clone(),
        fix: mistake.fix.clone(),
        label,
        setting: None,
        side: None,
        change: None,
    }
}

fn of_setting(source: &Source<Portfolio>, mistake: &SettingMistake) -> Located {
    let mistake =
        Mistake::new(MistakeKind::InvalidValue, source.span_of(&mistake.path), mistake.message.clone())
            .at(mistake.path.clone())
            .fix(mistake.fix.clone());
    of_mistake(source, "portfolio", &mistake)
}

fn of_finding<T>(source: &Source<T>, name: &str, finding: Finding, proposed: bool) -> Located {
    let place = source.place(&finding.path);
    let label = finding.label.map(|label| (location(source, &source.place(&label.path)), label.text));
    let gate = health::verdict::is_blocking(finding.rule.area);
    Located {
        rule: finding.rule,
        severity: finding.severity,
        blocker: proposed && gate && finding.severity == Severity::Error,
        at: location(source, &place),
        fingerprint: fingerprint(finding.rule.id, name, &source.stable_path(&place.path)),
        path: place.path,
        lead: finding.lead,
        message: finding.message,
        fix: finding.fix,
        label,
        setting: None,
        side: finding.side,
        change: None,
    }
}

fn fingerprint(rule: &str, alliance: &str, path: &str) -> String {
    format!("{rule}:{alliance}:{path}")
}

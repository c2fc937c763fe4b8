//! The pipeline: from what was read to a finished report.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::load::mistake::{Mistake, MistakeKind};
use crate::load::{Inputs, Place, Source, locate};
use crate::model::{Accountability, Alliance, FutureEntry, Owner, Portfolio, Stage, US};
use crate::report::{
    Accepted, AllianceReport, ClockSource, Decide, Focus, Located, Location, Report, RuleOutcome,
};
use crate::rules::{
    self, Area, Bench, Check, Finding, Findings, Judgement, Member, Options, Outcome, Rule, SettingMistake,
    Settings, Severity, Subject, Waived, WaiverPlace, waivers,
};
use crate::text::count;

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
    Report {
        us: portfolio.us.text().map(str::to_owned),
        portfolio_file: file.map(|file| file.path.clone()),
        currency: portfolio.currency.text().unwrap_or("EUR").to_owned(),
        as_of,
        clock: source,
        focus: focus(&alliances, &members, &places, &portfolio, &settings),
        decide: decide(&alliances),
        alliances,
        findings,
        waived,
        outcomes,
        whole: inputs.whole,
        rules_on,
        misconfigured,
    }
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
    let in_office = |owner: &&Owner| {
        owner.name.text().is_some() && owner.until.get().is_none_or(|until| until.0 >= bench.as_of)
    };
    let owners = || record.owners.get(US).into_iter().flat_map(|owners| owners.items()).filter(in_office);
    let commercial =
        owners().find(|owner| owner.accountable_for.copied() == Some(Accountability::CommercialOutcome));
    let owner = commercial.or_else(|| owners().next()).and_then(|owner| owner.name.text());
    AllianceReport {
        name: name.clone(),
        file: source.path.clone(),
        readable: true,
        kind: facts.kind.map(crate::model::Kind::word),
        stage: Some(facts.stage.word()),
        owner: owner.map(str::to_owned),
        commercial: commercial.is_some(),
        last_review: facts.last_substantive().map(|review| review.date),
        hours_per_month: record
            .attention
            .get()
            .and_then(|attention| attention.hours_per_month.get())
            .map(|hours| hours.0),
        findings,
        waived,
        outcomes: outcomes(&judgement.said),
    }
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

/// How much there is to look after; `places` says where each member stands among the alliances.
fn focus(
    alliances: &[AllianceReport],
    members: &[Member],
    places: &[usize],
    portfolio: &Portfolio,
    settings: &Settings,
) -> Focus {
    let strategic = || members.iter().zip(places).filter(|(member, _)| member.is_live_strategic());
    let recalled = strategic().filter(|(_, place)| {
        let alliance = &alliances[**place];
        alliance.commercial && alliance.last_review.is_some()
    });
    let hours = members
        .iter()
        .filter(|member| member.is_live())
        .filter_map(|member| Some(member.record.attention.get()?.hours_per_month.get()?.0));
    let crowded = &rules::portfolio::crowded_portfolio::RULE;
    let ideal = Options::new(crowded, &settings.effective(crowded, "", "")).range("ideal");
    Focus {
        strategic: strategic().count(),
        recalled: recalled.count(),
        ideal,
        hours: hours.fold(Decimal::ZERO, Decimal::saturating_add),
        capacity: portfolio
            .attention
            .get()
            .and_then(|attention| attention.capacity_hours_per_month.get())
            .map(|hours| hours.0),
    }
}

/// Which areas decide most: what an alliance has become, then what it is, how it can end, whether it pays.
const MOST_DECISIVE: [Area; 8] = [
    Area::Evolution,
    Area::Identity,
    Area::Measurement,
    Area::Exit,
    Area::Governance,
    Area::Strategy,
    Area::Exchange,
    Area::Metrics,
];

/// A message without its details.
fn headline(message: &str) -> &str {
    message.split(". ").next().unwrap_or(message)
}

/// The alliances with an open error, the most decisive first.
fn decide(alliances: &[AllianceReport]) -> Vec<Decide> {
    let rank = |finding: &Located| {
        MOST_DECISIVE.iter().position(|area| *area == finding.rule.area).unwrap_or(MOST_DECISIVE.len())
    };
    let mut ranked: Vec<(usize, usize, Decide)> = Vec::new();
    for (index, alliance) in alliances.iter().enumerate() {
        let errors: Vec<&Located> =
            alliance.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        // A proposal has not begun to cost anything, and a file that cannot be read has no alliance to decide on.
        let proposed = alliance.stage == Some(Stage::Proposed.word());
        let Some(worst) = errors.iter().min_by_key(|finding| rank(finding)) else { continue };
        let (place, reason) = match alliance.readable {
            false => (MOST_DECISIVE.len() + 2, "the file cannot be read; see below".to_owned()),
            true if worst.rule.area == Area::Record => {
                let mistakes =
                    alliance.findings.iter().filter(|finding| finding.rule.area == Area::Record).count();
                (
                    MOST_DECISIVE.len(),
                    format!(
                        "{} in its file to mend before it can be judged whole",
                        count(i64::try_from(mistakes).unwrap_or(i64::MAX), "mistake")
                    ),
                )
            }
            true if proposed => {
                let what = headline(&worst.message).split(": ").next().unwrap_or_default();
                (MOST_DECISIVE.len() + 1, format!("not to be signed yet: {what}"))
            }
            true => (rank(worst), headline(&worst.message).to_owned()),
        };
        let told = errors
            .iter()
            .filter(|error| error.rule.area == Area::Record && worst.rule.area == Area::Record)
            .count()
            .max(1);
        ranked.push((
            place,
            usize::MAX - errors.len(),
            Decide { alliance: index, reason, more: errors.len() - told },
        ));
    }
    ranked.sort_by_key(|(place, errors, decide)| (*place, *errors, decide.alliance));
    ranked.into_iter().map(|(_, _, decide)| decide).collect()
}

fn outcomes(said: &[rules::Said]) -> Vec<RuleOutcome> {
    said.iter()
        .map(|said| RuleOutcome { rule: said.rule, outcome: said.outcome, absorbed: said.absorbed })
        .collect()
}

/// Worst first, then by area and place, so that the same run reads the same.
fn order(findings: &mut [Located]) {
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
        (Location { file: source.path.clone(), line: place.line, column: place.column }, text.clone())
    });
    Located {
        rule,
        severity: rule.severity(),
        blocker: false,
        at: Location { file: source.path.clone(), line: place.line, column: place.column },
        fingerprint: fingerprint(rule.id, name, &mistake.path),
        path: place.path,
        message: mistake.message.clone(),
        fix: mistake.fix.clone(),
        label,
        side: None,
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
    let at = |place: &Place| Location { file: source.path.clone(), line: place.line, column: place.column };
    let label = finding.label.map(|label| (at(&source.place(&label.path)), label.text));
    let gate = matches!(
        finding.rule.area,
        Area::Identity | Area::Strategy | Area::Exchange | Area::Metrics | Area::Exit | Area::Governance
    );
    Located {
        rule: finding.rule,
        severity: finding.severity,
        blocker: proposed && gate && finding.severity == Severity::Error,
        at: at(&place),
        fingerprint: fingerprint(finding.rule.id, name, &source.stable_path(&place.path)),
        path: place.path,
        message: finding.message,
        fix: finding.fix,
        label,
        side: finding.side,
    }
}

fn fingerprint(rule: &str, alliance: &str, path: &str) -> String {
    format!("{rule}:{alliance}:{path}")
}

//! The pipeline: from what was read to a finished report.

mod deadlines;
mod memory;
mod overview;
mod places;
mod review_pack;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::health::{self, Health, PastEvidence, Verdict};
use crate::load::mistake::{Mistake, MistakeKind};
use crate::load::{Inputs, Source, locate};
use crate::model::{Alliance, FutureEntry, Owner, Portfolio, Stage, US, same_name};
use crate::report::deadlines::Deadline;
use crate::report::review_pack::ReviewPack;
use crate::report::{
    Accepted, AllianceReport, ClockSource, Fingerprint, Reason, Report, ReportedFinding, RuleOutcome, Scope,
    SourceText,
};
use crate::rules::evolution::drifting_alliance::Thresholds;
use crate::rules::past::PastState;
use crate::rules::{
    self, AllianceSummary, Area, Check, Finding, Findings, Judgement, Outcome, Rule, RuleEnv, SettingMistake,
    Settings, Severity, Subject, Waived, WaiverPlace, waivers,
};
use crate::text::nearest;
pub use memory::Memory;
pub(crate) use places::location;
use places::{Known, Spot};

/// The date on which everything is judged.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The day of the run.
    pub today: NaiveDate,
    /// The date asked for, if any.
    pub as_of: Option<NaiveDate>,
}

/// How much of each record a report keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Its findings, and nothing that only a page or a comparison shows: most portfolios are checked far more often than
    /// they are read.
    Findings,
    /// Its findings and its text, for whoever quotes the lines.
    Quotes,
    /// Everything: health, review_pack, agenda, outcomes and texts.
    Everything,
}

/// One record, turned back to the as-of date.
struct Standing {
    name: String,
    record: Alliance,
    later: Vec<FutureEntry>,
    unusable: Vec<String>,
}

/// What is left of a record once it has been judged, beside its own part of the report.
#[derive(Debug, Clone)]
struct Remains {
    stem: String,
    part: Option<Part>,
    agenda: Vec<Deadline>,
    text: Option<SourceText>,
}

/// What an alliance is to the whole.
#[derive(Debug, Clone)]
struct Part {
    member: AllianceSummary,
    /// Where the fields are that a rule on the whole may point at.
    spots: Vec<Known>,
    /// What it promises in money over the trailing months, while it is proposed.
    promised: Option<Decimal>,
}

/// What every record is judged with.
struct Court<'a> {
    bench: RuleEnv<'a>,
    rules: Vec<&'static Rule>,
    /// The portfolio's file, where settings stand.
    file: Option<&'a Source<Portfolio>>,
    windows: Vec<u32>,
    detail: Detail,
    past: Option<&'a PastOf<'a>>,
    /// Rules that `portfolio.yaml` waives: whether they could tell is known only once every record was judged.
    waived: BTreeSet<&'a str>,
}

/// Judges everything that was read, and keeps all there is to say.
pub fn run(inputs: Inputs, clock: Clock) -> Report {
    judge(inputs, clock, Detail::Everything, &|| {})
}

/// Judges everything there is to read; `done` is called after each record.
pub fn judge(inputs: Inputs, clock: Clock, detail: Detail, done: &(dyn Fn() + Sync)) -> Report {
    judge_beside(inputs, clock, detail, Beside::default(), done)
}

/// What there is beside the files as they are.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// An earlier portfolio whose settings hold wherever they are stricter.
    pub before: Option<&'a Portfolio>,
    /// The past of a record, by its file.
    pub past: Option<&'a PastOf<'a>>,
    /// What was said of the same records the last time.
    pub memory: Option<&'a Memory>,
}

/// Looks up the states of a record by its file's path, the first one first.
pub type PastOf<'a> = dyn Fn(&str) -> Vec<PastState> + Sync + 'a;

/// The same, with what there is beside the files.
pub fn judge_beside(
    inputs: Inputs,
    clock: Clock,
    detail: Detail,
    beside: Beside,
    done: &(dyn Fn() + Sync),
) -> Report {
    let Inputs { portfolio: mut file, records, whole, as_signed, .. } = inputs;
    let portfolio = file.as_mut().and_then(|source| source.value.take()).unwrap_or_default();
    let file = file.as_ref();
    let rules = rules::all();
    let (mut settings, misset) = Settings::read(&portfolio, &rules);
    if let Some(before) = beside.before {
        settings = settings.held_to(Settings::read(before, &rules).0);
    }
    let (as_of, source) = match (clock.as_of, portfolio.as_of.copied()) {
        (Some(date), _) => (date, ClockSource::Flag),
        (None, Some(date)) => (date.0, ClockSource::Portfolio),
        (None, None) => (clock.today, ClockSource::Today),
    };
    // Of a part nothing can be said about the whole, but that two records share a name.
    let of_portfolio: Vec<&Rule> =
        rules.iter().copied().filter(|rule| whole || rule.area == Area::Record).collect();
    let court = Court {
        bench: RuleEnv { portfolio: &portfolio, settings: &settings, as_of, today: as_of == clock.today },
        rules,
        file,
        windows: rules::portfolio::common::windows(&settings),
        detail,
        past: beside.past,
        waived: portfolio.waivers.items().filter_map(|waiver| waiver.rule.text()).collect(),
    };
    // An earlier portfolio, or the past of a record, may be another though the texts are the same.
    let memory = beside.memory.filter(|_| beside.past.is_none() && beside.before.is_none());
    if let Some(memory) = memory {
        memory.hold_to(&court);
    }
    let (mut alliances, mut remains) = (Vec::new(), Vec::new());
    records
        .into_par_iter()
        .enumerate()
        .map(|(place, record)| {
            let judged = match memory {
                Some(memory) => memory.judge(&court, place, record),
                None => court.judge(place, record.read()),
            };
            done();
            judged
        })
        .unzip_into_vecs(&mut alliances, &mut remains);
    anchor(&mut alliances);
    let mut places = Vec::new();
    let mut members = Vec::new();
    let mut spots = Vec::new();
    let mut promised = Vec::new();
    let mut stems = Vec::with_capacity(remains.len());
    let mut agenda = Vec::new();
    let mut sources = Vec::new();
    for (place, remains) in remains.into_iter().enumerate() {
        stems.push(remains.stem);
        agenda.extend(remains.agenda);
        sources.extend(remains.text);
        if let Some(part) = remains.part {
            places.push(place);
            members.push(part.member);
            spots.push(part.spots);
            promised.push(part.promised);
        }
    }
    let bench = &court.bench;
    let judgement = rules::judge_whole(&members, bench, if members.is_empty() { &[] } else { &of_portfolio });
    let misconfigured = file.is_some_and(|file| !file.mistakes.is_empty()) || !misset.is_empty();
    let mut findings: Vec<ReportedFinding> = file
        .map(|file| file.mistakes.iter().map(|mistake| of_mistake(file, Scope::Portfolio, mistake)).collect())
        .unwrap_or_default();
    findings.extend(misset.iter().filter_map(|mistake| Some(of_setting(file?, mistake))));
    let locate = |finding: Finding| match finding.member {
        Some(member) => {
            let alliance = &alliances[places[member]];
            located(finding, Scope::Alliance(alliance.name.clone()), false, |path| {
                places::known(&spots[member], path, &alliance.file)
            })
        }
        None => located(finding, Scope::Portfolio, false, |path| match file {
            Some(file) => places::spot(file, path),
            None => Spot::top(crate::load::discover::PORTFOLIO, path),
        }),
    };
    // A waiver for a record that was not read has nothing to show for itself.
    let mut unmatched = Vec::new();
    if whole {
        unmatched = unmatched_waivers(&portfolio, &alliances, &judgement, bench);
        let known = alliances.iter().zip(&stems);
        let known = known.map(|(alliance, stem)| (alliance.name.as_str(), stem.as_str()));
        unmatched.extend(settings.unmatched(known).into_iter().map(unmatched_override));
    }
    unmatched.retain(|finding| !settings.effective(finding.rule, "", "").off);
    findings.extend(judgement.findings.into_iter().chain(unmatched).map(locate));
    order(&mut findings);
    let mut waived: Vec<Accepted> =
        judgement.waived.into_iter().map(|waived| accepted(waived, locate)).collect();
    court.note_settings(&mut findings, &mut waived, "", "");
    if detail == Detail::Everything {
        deadlines::add_portfolio(&mut agenda, &members, &places, file.filter(|_| whole), bench);
        for (index, entry) in agenda.iter().enumerate() {
            if let Some(alliance) = entry.alliance.and_then(|place| alliances.get_mut(place)) {
                alliance.upcoming.push(index);
            }
        }
    }
    if detail != Detail::Findings {
        sources.extend(file.map(|file| SourceText { file: file.path.clone(), text: file.text().to_owned() }));
    }
    let named = |place| as_signed.contains(&place);
    Report {
        agenda,
        us: portfolio.us.text().map(str::to_owned),
        portfolio_file: file.map(|file| file.path.to_string()),
        currency: portfolio.currency().to_owned(),
        fiscal_year: portfolio.fiscal_year(),
        as_of,
        clock: source,
        focus: overview::focus(&alliances, &members, &places, &portfolio, &settings),
        worth: overview::worth(&alliances, &portfolio),
        attention: overview::attention(&alliances, &members, &places, &promised, &portfolio, named),
        verdicts: overview::verdicts(&alliances),
        decide: if detail == Detail::Everything { overview::decide(&alliances) } else { Vec::new() },
        alliances,
        findings,
        waived,
        outcomes: outcomes(&judgement.said),
        whole,
        rules_on: court.rules.iter().filter(|rule| !settings.effective(rule, "", "").off).count(),
        misconfigured,
        sources,
    }
}

impl Court<'_> {
    /// Judges one record, and lets go of all that is not to be kept.
    fn judge(&self, place: usize, mut source: Source<Alliance>) -> (AllianceReport, Remains) {
        let Some(standing) = stand(&mut source, self.bench.as_of) else {
            let alliance = unread(place, &source);
            return self.close(alliance, source, None, Vec::new());
        };
        let facts = Facts::in_portfolio(
            &standing.record,
            self.bench.as_of,
            self.bench.portfolio.fiscal_year(),
            self.bench.answer_limits(&standing.name, &source.stem),
        );
        let alliance = self.alliance(place, &source, &standing, &facts);
        let Standing { name, record, .. } = &standing;
        let drift = Thresholds::set(&self.bench.settings.of(name, &source.stem));
        let member = AllianceSummary::new(name, record, &facts, self.bench.portfolio, &self.windows, drift);
        let spots = member.fields().into_iter().map(|path| Known::new(&source, path)).collect();
        let promised = (member.stage == Stage::Proposed && self.detail == Detail::Everything)
            .then(|| overview::promised(record, self.bench.portfolio))
            .flatten();
        let agenda = match self.detail {
            Detail::Everything => {
                let verdict = alliance.health.as_ref().map(|health| &health.verdict);
                let day = verdict.and_then(Verdict::decision_day);
                deadlines::of_record(&source, name, record, &facts, place, day, &self.bench)
            }
            Detail::Findings | Detail::Quotes => Vec::new(),
        };
        drop(facts);
        self.close(alliance, source, Some(Part { member, spots, promised }), agenda)
    }

    fn close(
        &self,
        mut alliance: AllianceReport,
        source: Source<Alliance>,
        part: Option<Part>,
        agenda: Vec<Deadline>,
    ) -> (AllianceReport, Remains) {
        let stem = source.stem.clone();
        let name = alliance.name.clone();
        self.note_settings(&mut alliance.findings, &mut alliance.waived, &name, &stem);
        let text = (self.detail != Detail::Findings).then(|| {
            let (file, text) = source.into_text();
            SourceText { file, text }
        });
        (alliance, Remains { stem, part, agenda, text })
    }

    fn alliance(
        &self,
        place: usize,
        source: &Source<Alliance>,
        standing: &Standing,
        facts: &Facts,
    ) -> AllianceReport {
        let Standing { name, record, later, unusable } = standing;
        let portfolio = self.bench.portfolio;
        let subject = Subject { name, stem: &source.stem, record, facts, later, unusable };
        let mut judgement = rules::judge(&subject, &self.bench, &self.rules, locate::related);
        let proposed = facts.stage == Stage::Proposed;
        let everything = self.detail == Detail::Everything;
        let states = self.past.map(|past| past(&source.path));
        let told =
            states.as_deref().map(|states| rules::judge_past(&subject, &self.bench, &self.rules, states));
        let told = told.unwrap_or_default();
        let past = PastEvidence { states: states.as_deref().unwrap_or_default(), findings: &told.findings };
        let mistakes = source.mistakes.len();
        let health =
            everything.then(|| health::assess(record, facts, portfolio, &judgement, &past, mistakes));
        let why = health.as_ref().map(|health| reasons(source, health)).unwrap_or_default();
        // After the score, which does not depend on whether somebody asks for the history.
        judgement.said.extend(told.said);
        judgement.findings.extend(told.findings);
        judgement.waived.extend(told.waived);
        let said = judgement.said.iter().filter(|said| everything || self.waived.contains(said.rule.id));
        let outcomes = outcomes(said);
        let scope = || Scope::Alliance(name.clone());
        let locate = |finding| located(finding, scope(), proposed, |path| places::spot(source, path));
        let mut findings: Vec<ReportedFinding> =
            source.mistakes.iter().map(|mistake| of_mistake(source, scope(), mistake)).collect();
        findings.extend(judgement.findings.into_iter().map(locate));
        order(&mut findings);
        findings.shrink_to_fit();
        let waived = judgement.waived.into_iter().map(|waived| accepted(waived, locate)).collect();
        let owner = review_pack::owner(record, facts, US);
        AllianceReport {
            place,
            anchor: String::new(),
            name: name.clone(),
            aliases: record.aliases.items().cloned().collect(),
            ids: record.ids.iter().map(|(system, id)| (system.to_owned(), id.trim().to_owned())).collect(),
            outcome: record.outcome.copied().filter(|_| facts.stage == Stage::Ended),
            file: source.path.clone(),
            readable: true,
            in_part: !source.broken.is_empty(),
            kind: facts.kind,
            stage: Some(facts.stage),
            owner: owner.and_then(|owner| owner.name.text()).map(str::to_owned),
            commercial: owner.is_some_and(Owner::is_commercial),
            last_review: facts.last_substantive().map(|review| review.date),
            hours_per_month: record
                .attention
                .get()
                .and_then(|attention| attention.hours_per_month.get())
                .map(|hours| hours.0),
            reference: record
                .agreement
                .get()
                .and_then(|agreement| agreement.reference.text())
                .map(str::to_owned),
            notice_by: facts
                .ending
                .next_deadline
                .map(|next| next.date)
                .filter(|_| facts.stage == Stage::Active),
            health: health.map(Box::new),
            why,
            review_pack: if everything {
                review_pack::review_pack(record, facts, portfolio)
            } else {
                ReviewPack::default()
            },
            upcoming: Vec::new(),
            findings,
            waived,
            outcomes,
        }
    }

    /// Notes with each finding where the portfolio sets its rule.
    fn note_settings(
        &self,
        findings: &mut [ReportedFinding],
        waived: &mut [Accepted],
        name: &str,
        stem: &str,
    ) {
        let Some(file) = self.file else { return };
        let settings = self.bench.settings.of(name, stem);
        let waived = waived.iter_mut().map(|waived| &mut waived.finding);
        for finding in findings.iter_mut().chain(waived) {
            let change = settings.deciding(finding.rule);
            finding.setting = change.map(|change| Box::new(location(file, &file.place(&change.path))));
        }
    }
}

/// Takes a record out of its source and turns it back to the as-of date.
fn stand(source: &mut Source<Alliance>, as_of: NaiveDate) -> Option<Standing> {
    let mut record = source.value.take()?;
    source.check_identity(&record);
    if source.cut_off() {
        return None;
    }
    let mut unusable: Vec<String> = source
        .mistakes
        .iter()
        .flat_map(|mistake| [Some(mistake.path.clone()), mistake.meant.clone()])
        .flatten()
        .chain(source.broken.iter().cloned())
        .filter(|path| !path.is_empty())
        .collect();
    unusable.sort();
    unusable.dedup();
    let later = record.stand_at(as_of);
    let name = record.name.text().unwrap_or(&source.stem).to_owned();
    Some(Standing { name, record, later, unusable })
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

fn accepted(waived: Waived, locate: impl Fn(Finding) -> ReportedFinding) -> Accepted {
    let Waived { finding, reason, approved_by, until, place } = waived;
    Accepted { finding: locate(finding), reason, approved_by, until, place }
}

fn unread(place: usize, source: &Source<Alliance>) -> AllianceReport {
    AllianceReport {
        place,
        anchor: String::new(),
        name: source.stem.clone(),
        aliases: Vec::new(),
        ids: Vec::new(),
        outcome: None,
        file: source.path.clone(),
        readable: false,
        in_part: false,
        kind: None,
        stage: None,
        owner: None,
        commercial: false,
        last_review: None,
        hours_per_month: None,
        reference: None,
        notice_by: None,
        health: None,
        why: Vec::new(),
        review_pack: ReviewPack::default(),
        upcoming: Vec::new(),
        findings: source
            .mistakes
            .iter()
            .map(|mistake| of_mistake(source, Scope::Alliance(source.stem.clone()), mistake))
            .collect(),
        waived: Vec::new(),
        outcomes: Vec::new(),
    }
}

/// An override of the portfolio, by its place, that is for no alliance.
fn unmatched_override(place: usize) -> Finding {
    let mut out = Findings::new(&rules::record::unmatched_override::RULE, None);
    out.warning(
        format!("overrides[{place}].alliances"),
        "no alliance has a name or file name that matches this override",
    )
    .fix("fix the name, or remove the override; `*` stands for any letters")
    .clone()
}

/// Waivers of the portfolio that were needed nowhere.
fn unmatched_waivers(
    portfolio: &Portfolio,
    alliances: &[AllianceReport],
    whole: &Judgement,
    bench: &RuleEnv,
) -> Vec<Finding> {
    let places = alliances.iter().flat_map(|alliance| alliance.waived.iter().map(|waived| waived.place));
    let used: BTreeSet<WaiverPlace> = places.chain(whole.waived.iter().map(|waived| waived.place)).collect();
    let could_tell = |id: &str| match rules::find(id).map(|rule| rule.check) {
        Some(Check::Portfolio(_)) => whole.could_tell(id),
        // It is only judged where somebody asks for the history.
        Some(Check::Past(_)) => alliances.iter().flat_map(|it| &it.outcomes).any(|said| said.rule.id == id),
        Some(_) => {
            let mut said =
                alliances.iter().flat_map(|alliance| &alliance.outcomes).filter(|said| said.rule.id == id);
            !said.any(|said| said.outcome == Outcome::Unknown)
        }
        None => false,
    };
    let used = |index| used.contains(&WaiverPlace::Portfolio(index));
    let nobody = of_nobody(portfolio, alliances, bench.as_of);
    let known: Vec<usize> = nobody.iter().map(|(index, _)| *index).collect();
    let others = portfolio.waivers.iter().filter(|(index, _)| !known.contains(index));
    let mut found = waivers::unmatched(others, used, could_tell, bench.as_of);
    found.extend(nobody.into_iter().map(|(_, finding)| finding));
    found
}

/// Waivers, by their places, for an alliance that is not in the portfolio, and what to say about each. One that has run out
/// is another rule's business, and a record that cannot be read may have any name.
fn of_nobody(portfolio: &Portfolio, alliances: &[AllianceReport], as_of: NaiveDate) -> Vec<(usize, Finding)> {
    if alliances.iter().any(|alliance| !alliance.readable) {
        return Vec::new();
    }
    let lasting =
        portfolio.waivers.iter().filter(|(_, waiver)| waiver.last_day().is_none_or(|until| until >= as_of));
    let named = lasting.filter_map(|(index, waiver)| Some((index, waiver.alliance.text()?)));
    let missing = named.filter(|(_, name)| !alliances.iter().any(|alliance| same_name(&alliance.name, name)));
    missing
        .map(|(index, name)| {
            let renamed = alliances.iter().find(|it| it.aliases.iter().any(|alias| same_name(alias, name)));
            let near = renamed.map(|alliance| alliance.name.as_str());
            let near = near.or_else(|| nearest(name, alliances.iter().map(|it| it.name.as_str())));
            let fix = match near {
                Some(near) => format!("did you mean `{near}`? Otherwise remove the waiver"),
                None => "name an alliance as its record does, or remove the waiver".to_owned(),
            };
            let mut out = Findings::new(&rules::record::unmatched_waiver::RULE, None);
            let path = format!("waivers[{index}].alliance");
            let finding = out.warning(
                path,
                format!(
                    "there is no alliance `{name}`, so this waiver applies to \
                                                     nothing"
                ),
            );
            (index, finding.fix(fix).clone())
        })
        .collect()
}

fn outcomes<'s>(said: impl IntoIterator<Item = &'s rules::Said>) -> Vec<RuleOutcome> {
    said.into_iter()
        .map(|said| RuleOutcome {
            rule: said.rule,
            outcome: said.outcome,
            absorbed: said.absorbed,
            covered_by: said.covered_by,
        })
        .collect()
}

/// Names the section of each alliance after its file, the second of one name with its place.
fn anchor(alliances: &mut [AllianceReport]) {
    let mut taken = BTreeSet::new();
    for alliance in alliances {
        let file = alliance.file.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        let mut anchor: String = stem.chars().map(plain).collect();
        if !stem.is_ascii() || !taken.insert(anchor.clone()) {
            anchor = format!("{anchor}-{}", alliance.place + 1);
        }
        alliance.anchor = format!("alliance-{}", anchor.to_lowercase());
    }
}

/// Worst first, then by area and place, so that the same run reads the same.
pub(crate) fn order(findings: &mut [ReportedFinding]) {
    // What could not be read comes first: until it is mended, what follows may be noise.
    fn key(finding: &ReportedFinding) -> (Reverse<Severity>, bool, Area, &str, usize, usize) {
        let at = &finding.at;
        let of_reader = finding.rule.id == rules::record::unreadable_record::RULE.id
            || finding.rule.id == rules::record::invalid_value::RULE.id
            || finding.rule.id == rules::record::unknown_field::RULE.id;
        (Reverse(finding.severity), !of_reader, finding.rule.area, &at.file, at.line, at.column)
    }
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
}

fn of_mistake<T>(source: &Source<T>, scope: Scope, mistake: &Mistake) -> ReportedFinding {
    let rule = match mistake.kind {
        MistakeKind::Unreadable => &rules::record::unreadable_record::RULE,
        MistakeKind::InvalidValue => &rules::record::invalid_value::RULE,
        MistakeKind::UnknownField => &rules::record::unknown_field::RULE,
    };
    let place = source.place_of(mistake);
    let label = mistake.label.as_ref().map(|(span, text)| {
        let place = source.place_of_span(span.clone(), String::new());
        Box::new((location(source, &place), text.clone()))
    });
    ReportedFinding {
        rule,
        severity: rule.severity(),
        basis: rule.basis,
        remedy: rule.remedy,
        blocker: false,
        at: location(source, &place),
        fingerprint: Fingerprint { rule, scope, field: mistake.path.clone() },
        path: place.path,
        headline: mistake.message.clone(),
        evidence: String::new(),
        fix: mistake.fix.clone(),
        label,
        setting: None,
        side: None,
        change: None,
    }
}

fn of_setting(source: &Source<Portfolio>, mistake: &SettingMistake) -> ReportedFinding {
    let mistake =
        Mistake::new(MistakeKind::InvalidValue, source.span_of(&mistake.path), mistake.message.clone())
            .at(mistake.path.clone())
            .fix(mistake.fix.clone());
    of_mistake(source, Scope::Portfolio, &mistake)
}

/// A finding at its place, which `spot` finds for a field.
fn located(finding: Finding, scope: Scope, proposed: bool, spot: impl Fn(&str) -> Spot) -> ReportedFinding {
    let Spot { at, path, stable } = spot(&finding.path);
    let label = finding.label.map(|label| Box::new((spot(&label.path).at, label.text)));
    let gate = health::verdict::is_blocking(finding.rule.area);
    ReportedFinding {
        rule: finding.rule,
        severity: finding.severity,
        basis: finding.basis,
        remedy: finding.remedy,
        blocker: proposed && gate && finding.severity == Severity::Error,
        at,
        fingerprint: Fingerprint { rule: finding.rule, scope, field: stable },
        path,
        headline: finding.headline,
        evidence: finding.evidence,
        fix: finding.fix,
        label,
        setting: None,
        side: finding.side,
        change: None,
    }
}

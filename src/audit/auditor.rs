//! Judges one record after the other, and lets go of all that is not to be kept.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::health::{self, Health, PastEvidence};
use crate::load::{Source, locate};
use crate::model::{Alliance, FutureEntry, Owner, Portfolio, Stage, US};
use crate::report::deadlines::Deadline;
use crate::report::review_pack::ReviewPack;
use crate::report::{Accepted, AllianceReport, Reason, ReportedFinding, Scope, SourceText};
use crate::rules::evolution::drifting_alliance::Thresholds;
use crate::rules::past::PastState;
use crate::rules::{self, AllianceSummary, Rule, RuleEnv, Subject};

use super::places::Known;
use super::places::location;
use super::reported::{accepted, located, of_mistake, order, outcomes};
use super::{deadlines, overview, places, review_pack};

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
pub(super) struct Standing {
    pub(super) name: String,
    pub(super) record: Alliance,
    pub(super) later: Vec<FutureEntry>,
    pub(super) unusable: Vec<String>,
}

/// What is left of a record once it has been judged, beside its own part of the report.
#[derive(Debug, Clone)]
pub(super) struct Remains {
    pub(super) stem: String,
    pub(super) part: Option<Part>,
    pub(super) agenda: Vec<Deadline>,
    pub(super) text: Option<SourceText>,
}

/// What an alliance is to the whole.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) member: AllianceSummary,
    /// Where the fields are that a rule on the whole may point at.
    pub(super) spots: Vec<Known>,
    /// What it promises in money over the trailing months, while it is proposed.
    pub(super) promised: Option<Decimal>,
}

/// What every record is judged with.
pub(super) struct Court<'a> {
    pub(super) bench: RuleEnv<'a>,
    pub(super) rules: Vec<&'static Rule>,
    /// The portfolio's file, where settings stand.
    pub(super) file: Option<&'a Source<Portfolio>>,
    pub(super) windows: Vec<u32>,
    pub(super) detail: Detail,
    pub(super) past: Option<&'a PastOf<'a>>,
    /// Rules that `portfolio.yaml` waives: whether they could tell is known only once every record was judged.
    pub(super) waived: BTreeSet<&'a str>,
}

/// Looks up the states of a record by its file's path, the first one first.
pub type PastOf<'a> = dyn Fn(&str) -> Vec<PastState> + Sync + 'a;

impl Court<'_> {
    /// Judges one record, and lets go of all that is not to be kept.
    pub(super) fn judge(&self, place: usize, mut source: Source<Alliance>) -> (AllianceReport, Remains) {
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
        let member = rules::summary(name, record, &facts, self.bench.portfolio, &self.windows, drift);
        let spots = member.fields().into_iter().map(|path| Known::new(&source, path)).collect();
        let promised = (member.stage == Stage::Proposed && self.detail == Detail::Everything)
            .then(|| overview::promised(record, self.bench.portfolio))
            .flatten();
        let agenda = match self.detail {
            Detail::Everything => deadlines::of_record(&source, name, record, &facts, place, &self.bench),
            Detail::Findings | Detail::Quotes => Vec::new(),
        };
        drop(facts);
        self.close(alliance, source, Some(Part { member, spots, promised }), agenda)
    }

    pub(super) fn close(
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

    pub(super) fn alliance(
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
    pub(super) fn note_settings(
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
pub(super) fn stand(source: &mut Source<Alliance>, as_of: NaiveDate) -> Option<Standing> {
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
pub(super) fn reasons(source: &Source<Alliance>, health: &Health) -> Vec<Reason> {
    let reasons = health.verdict.reasons.iter();
    reasons
        .map(|reason| {
            let place = source.place(&reason.path);
            Reason { text: reason.text.clone(), at: location(source, &place), path: place.path }
        })
        .collect()
}

pub(super) fn unread(place: usize, source: &Source<Alliance>) -> AllianceReport {
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

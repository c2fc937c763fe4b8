//! Judges one record after the other, and lets go of all that is not to be kept.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::health::{self, Health, PastEvidence, Verdict};
use crate::load::{Source, locate};
use crate::model::{Alliance, FutureEntry, Owner, Portfolio, Stage, US};
use crate::report::deadlines::Deadline;
use crate::report::review_pack::ReviewPack;
use crate::report::{Accepted, AllianceReport, FindingScope, ReportedFinding, ReportedReason, SourceText};
use crate::rules::evolution::drifting_alliance::Thresholds;
use crate::rules::past::PastState;
use crate::rules::{self, AllianceSummary, Area, Rule, RuleEnv, Subject};

use super::places::KnownPlace;
use super::places::location;
use super::reported::{accepted, located, of_mistake, order, outcomes};
use super::{deadlines, overview, places, review_pack};

/// What a report keeps of each record beside its findings: most portfolios are checked far more often than they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Detail {
    /// What each finding says; else they are only counted, but for what is wrong with a file.
    pub words: bool,
    /// Its text, for whoever quotes the lines or compares.
    pub text: bool,
    /// Health, and why.
    pub figures: bool,
    /// How each figure came about.
    pub arithmetic: bool,
    /// What every rule said.
    pub criteria: bool,
    /// What its review goes through.
    pub pack: bool,
    /// What is dated.
    pub agenda: bool,
}

impl Detail {
    /// Nothing but how many findings there are.
    pub const COUNTS: Self = Self {
        words: false,
        text: false,
        figures: false,
        arithmetic: false,
        criteria: false,
        pack: false,
        agenda: false,
    };
    /// Findings alone.
    pub const FINDINGS: Self = Self { words: true, ..Self::COUNTS };
    /// Findings, and the lines they are about.
    pub const QUOTES: Self = Self { text: true, ..Self::FINDINGS };
    /// How it does, and when what is due.
    pub const SCREEN: Self = Self { figures: true, agenda: true, ..Self::COUNTS };
    /// Findings, and what every rule said.
    pub const CRITERIA: Self = Self { criteria: true, ..Self::FINDINGS };
    /// The figures, and what they rest on.
    pub const FIGURES: Self = Self { figures: true, arithmetic: true, criteria: true, ..Self::FINDINGS };
    /// What is laid beside another state.
    pub const COMPARED: Self = Self { text: true, ..Self::FIGURES };
    /// What a history keeps.
    pub const STANDING: Self = Self { figures: true, pack: true, ..Self::COUNTS };
    /// What a page shows.
    pub const PAGE: Self = Self { agenda: true, pack: true, ..Self::FIGURES };
    /// Everything.
    pub const EVERYTHING: Self = Self { text: true, ..Self::PAGE };

    /// What one and the other keep.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            words: self.words || other.words,
            text: self.text || other.text,
            figures: self.figures || other.figures,
            arithmetic: self.arithmetic || other.arithmetic,
            criteria: self.criteria || other.criteria,
            pack: self.pack || other.pack,
            agenda: self.agenda || other.agenda,
        }
    }
}

/// One record, turned back to the as-of date.
pub(super) struct RecordAsOf {
    pub(super) name: String,
    pub(super) record: Alliance,
    pub(super) later: Vec<FutureEntry>,
    pub(super) unusable: Vec<String>,
}

/// What is left of a record once it has been judged, beside its own part of the report.
#[derive(Debug, Clone)]
pub(super) struct Remains {
    pub(super) stem: String,
    pub(super) part: Option<AlliancePart>,
    pub(super) agenda: Vec<Deadline>,
    pub(super) text: Option<SourceText>,
}

/// What an alliance is to the whole.
#[derive(Debug, Clone)]
pub(super) struct AlliancePart {
    pub(super) member: AllianceSummary,
    /// Where the fields are that a rule on the whole may point at.
    pub(super) spots: Vec<KnownPlace>,
    /// What it promises in money over the trailing months, while it is proposed.
    pub(super) promised: Option<Decimal>,
}

/// What every record is judged with.
pub(super) struct Auditor<'a> {
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

impl Auditor<'_> {
    /// Judges one record, and lets go of all that is not to be kept.
    pub(super) fn judge(&self, place: usize, mut source: Source<Alliance>) -> (AllianceReport, Remains) {
        let Some(standing) = stand(&mut source, self.bench.as_of) else {
            let alliance = unread(place, &source);
            return self.close(alliance, source, None, Vec::new());
        };
        let facts = Facts::in_portfolio(
            &standing.record,
            self.bench.as_of,
            self.bench.fact_settings(&standing.name, &source.stem),
        );
        let alliance = self.alliance(place, &source, &standing, &facts);
        let RecordAsOf { name, record, .. } = &standing;
        let drift = Thresholds::set(&self.bench.settings.of(name, &source.stem));
        let member = rules::summary(name, record, &facts, self.bench.portfolio, &self.windows, drift);
        let spots = member.fields().into_iter().map(|path| KnownPlace::new(&source, path)).collect();
        let promised = (member.stage == Stage::Proposed && self.detail.figures)
            .then(|| overview::promised(record, self.bench.portfolio))
            .flatten();
        let agenda = match self.detail.agenda {
            true => {
                let verdict = alliance.health.as_ref().map(|health| &health.verdict);
                let day = verdict.and_then(Verdict::decision_day);
                deadlines::of_record(&source, name, record, &facts, place, day, &self.bench)
            }
            false => Vec::new(),
        };
        drop(facts);
        self.close(alliance, source, Some(AlliancePart { member, spots, promised }), agenda)
    }

    pub(super) fn close(
        &self,
        mut alliance: AllianceReport,
        source: Source<Alliance>,
        part: Option<AlliancePart>,
        agenda: Vec<Deadline>,
    ) -> (AllianceReport, Remains) {
        let stem = source.stem.clone();
        let name = alliance.name.clone();
        self.note_settings(&mut alliance.findings, &mut alliance.waived, &name, &stem);
        self.let_go(&mut alliance);
        let text = self.detail.text.then(|| {
            let (file, text) = source.into_text();
            SourceText { file, text }
        });
        (alliance, Remains { stem, part, agenda, text })
    }

    /// Lets go of what is not asked for.
    fn let_go(&self, alliance: &mut AllianceReport) {
        if let Some(health) = alliance.health.as_mut().filter(|_| !self.detail.arithmetic) {
            health.forget_arithmetic();
        }
        if !self.detail.words {
            let accepted = alliance.waived.iter_mut().map(|accepted| &mut accepted.finding);
            let told = alliance.findings.iter_mut().chain(accepted);
            told.filter(|finding| finding.rule.area != Area::Record).for_each(ReportedFinding::forget_words);
        }
    }

    pub(super) fn alliance(
        &self,
        place: usize,
        source: &Source<Alliance>,
        standing: &RecordAsOf,
        facts: &Facts,
    ) -> AllianceReport {
        let RecordAsOf { name, record, later, unusable } = standing;
        let portfolio = self.bench.portfolio;
        let subject = Subject { name, stem: &source.stem, record, facts, later, unusable };
        let mut judgement = rules::judge(&subject, &self.bench, &self.rules, locate::related);
        let proposed = facts.stage == Stage::Proposed;
        let figures = self.detail.figures;
        let states = self.past.map(|past| past(&source.path));
        let told =
            states.as_deref().map(|states| rules::judge_past(&subject, &self.bench, &self.rules, states));
        let told = told.unwrap_or_default();
        let past = PastEvidence { states: states.as_deref().unwrap_or_default(), findings: &told.findings };
        let mistakes = source.mistakes.len();
        let health = figures.then(|| health::assess(record, facts, portfolio, &judgement, &past, mistakes));
        let why = health.as_ref().map(|health| reasons(source, health)).unwrap_or_default();
        // After the score, which does not depend on whether somebody asks for the history.
        judgement.said.extend(told.said);
        judgement.findings.extend(told.findings);
        judgement.waived.extend(told.waived);
        let said =
            judgement.said.iter().filter(|said| self.detail.criteria || self.waived.contains(said.rule.id));
        let outcomes = outcomes(said);
        let scope = || FindingScope::Alliance(name.clone());
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
            review_pack: if self.detail.pack {
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
pub(super) fn stand(source: &mut Source<Alliance>, as_of: NaiveDate) -> Option<RecordAsOf> {
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
    Some(RecordAsOf { name, record, later, unusable })
}

/// The reasons of a verdict at their places.
pub(super) fn reasons(source: &Source<Alliance>, health: &Health) -> Vec<ReportedReason> {
    let reasons = health.verdict.reasons.iter();
    reasons
        .map(|reason| {
            let place = source.place(&reason.path);
            ReportedReason { text: reason.text.clone(), at: location(source, &place), path: place.path }
        })
        .collect()
}

/// What an alliance is called, and whether its file can be read.
pub(super) fn outline(place: usize, source: &Source<Alliance>) -> AllianceReport {
    let mut outline = unread(place, source);
    if let Some(record) = &source.value {
        outline.name = record.name.text().unwrap_or(&source.stem).to_owned();
        outline.aliases = record.aliases.items().cloned().collect();
        outline.ids =
            record.ids.iter().map(|(system, id)| (system.to_owned(), id.trim().to_owned())).collect();
        outline.readable = true;
        outline.in_part = !source.broken.is_empty();
    }
    outline.findings = Vec::new();
    outline
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
            .map(|mistake| of_mistake(source, FindingScope::Alliance(source.stem.clone()), mistake))
            .collect(),
        waived: Vec::new(),
        outcomes: Vec::new(),
    }
}

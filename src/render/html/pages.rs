//! The section of one alliance: verdict and reasons, the four questions, promises, results, reviews and findings.

use std::borrow::Cow;
use std::collections::HashSet;

use super::parts;
use super::verdict::{tone, verdict_of, word};
use crate::model::{Kind, Stage};
use crate::render::brief;
use crate::render::document::{Part, spoken};
use crate::render::escape::terminal;
use crate::render::text::page::as_i64;
use crate::render::text::shown_score;
use crate::report::{Accepted, AllianceReport, Basis, Decision, Report, ReportedFinding, spent};
use crate::text::{capital, clipped, count, listed, long_day, with_spoken_days};

/// The section.
pub(super) struct AllianceSection<'r> {
    pub(super) id: String,
    pub(super) name: &'r str,
    pub(super) file: &'r str,
    pub(super) beside: String,
    pub(super) word: &'static str,
    pub(super) tone: &'static str,
    pub(super) headline: String,
    pub(super) objective: Option<&'r str>,
    pub(super) reasons: Vec<String>,
    pub(super) change: String,
    /// Markup: by when, at what price, by whom; the four questions; what can be chosen.
    pub(super) facts: String,
    pub(super) questions: String,
    pub(super) options: String,
    /// What is to be noted at the table, as Markdown; nothing where nothing is to be decided.
    pub(super) minutes: Vec<String>,
    /// Markup: where it stands, promises, results, issues.
    pub(super) standing: String,
    pub(super) promises: String,
    pub(super) results: String,
    /// Markup: the metric to look at first.
    pub(super) chart: String,
    /// Whether it is among the first to decide on, and so on paper.
    pub(super) on_paper: bool,
    pub(super) issues: String,
    pub(super) held: Vec<Past>,
    pub(super) findings: SectionFindings<'r>,
    /// Whether it has only what decides, and what it leaves out.
    pub(super) short: bool,
    pub(super) rest: String,
}

/// A review or a decision.
pub(super) struct Past {
    pub(super) date: String,
    pub(super) what: String,
    pub(super) says: String,
}

/// Findings with those accepted.
pub(super) struct SectionFindings<'r> {
    pub(super) open: Vec<Found<'r>>,
    pub(super) gaps: Vec<Found<'r>>,
    pub(super) accepted: Vec<(Found<'r>, String)>,
}

/// A finding.
pub(super) struct Found<'r> {
    pub(super) severity: &'static str,
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) message: Cow<'r, str>,
    pub(super) at: String,
    pub(super) also: Option<(String, Cow<'r, str>)>,
    pub(super) rule: &'static str,
    /// Why the rule matters, at its first finding.
    pub(super) why: Option<&'static str>,
    pub(super) advice: Vec<Cow<'r, str>>,
    pub(super) paste: Vec<&'r str>,
}

impl<'r> SectionFindings<'r> {
    /// What is wrong, in the order in which it came; what nobody has written down is folded behind it.
    pub(super) fn new(open: &'r [ReportedFinding], accepted: &'r [Accepted]) -> Self {
        let mut explained = HashSet::new();
        let mut list = |basis: Basis| -> Vec<Found<'r>> {
            let such = open.iter().filter(|found| found.basis == basis);
            such.map(|found| self::found(found, explained.insert(found.rule.id))).collect()
        };
        let (open, gaps) = (list(Basis::Fault), list(Basis::Gap));
        let accepted = accepted
            .iter()
            .map(|accepted| {
                let by = format!(
                    "accepted by {} until {}: {}",
                    accepted.approved_by,
                    long_day(accepted.until),
                    accepted.reason
                );
                (found(&accepted.finding, false), by)
            })
            .collect();
        Self { open, gaps, accepted }
    }

    /// As many as a page of many alliances has room for, and how many that leaves out.
    pub(super) fn first(mut self, most: usize) -> (Self, usize) {
        let all = self.open.len() + self.gaps.len();
        self.open.truncate(most);
        self.gaps.truncate(most - self.open.len());
        let left = all - self.open.len() - self.gaps.len();
        (self, left)
    }

    /// The first of them without what to do about them.
    fn few(mut self) -> Self {
        self.open.append(&mut self.gaps);
        self.open.truncate(FEW_FINDINGS);
        for found in &mut self.open {
            (found.why, found.also) = (None, None);
            (found.advice, found.paste) = (Vec::new(), Vec::new());
            found.at.clear();
        }
        self.accepted.clear();
        self
    }

    /// Whether there is nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.gaps.is_empty() && self.accepted.is_empty()
    }
}

fn found(finding: &ReportedFinding, explain: bool) -> Found<'_> {
    Found {
        severity: finding.severity.word(),
        sign: match finding.severity {
            crate::report::Severity::Error => "✗",
            crate::report::Severity::Warning => "!",
            crate::report::Severity::Note => "i",
        },
        word: match finding.severity {
            _ if finding.blocker => "before signing",
            crate::report::Severity::Error => "must fix",
            crate::report::Severity::Warning => "should fix",
            crate::report::Severity::Note => "worth knowing",
        },
        message: with_spoken_days(&finding.message()).into_owned().into(),
        at: format!("{}:{}:{}", finding.at.file, finding.at.line, finding.at.column),
        also: finding
            .label
            .as_deref()
            .map(|(at, text)| (format!("{}:{}", at.file, at.line), with_spoken_days(text))),
        rule: finding.rule.id,
        why: explain.then_some(finding.rule.why),
        advice: finding.fix.advice.lines().map(with_spoken_days).collect(),
        paste: finding.fix.example.lines().collect(),
    }
}

/// Most findings of a short section.
const FEW_FINDINGS: usize = 2;
/// Most reasons of one.
const FEW_REASONS: usize = 2;

/// Puts the section of an alliance together; a `short` one has what decides and leaves the rest to `alliance brief`.
/// `on_paper` are those that are printed where nobody asks for everything.
pub(super) fn page<'r>(
    report: &'r Report,
    alliance: &'r AllianceReport,
    short: bool,
    on_paper: bool,
) -> AllianceSection<'r> {
    let health = alliance.health.as_ref();
    let section = |parts: &[Part]| parts::html(&spoken(parts), parts::Level::Section);
    let full = |parts: &dyn Fn() -> Vec<Part>| if short { String::new() } else { section(&parts()) };
    let mut beside: Vec<String> = [alliance.kind.map(Kind::word), alliance.stage.map(Stage::word)]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .collect();
    beside.extend(shown_score(alliance).map(|score| format!("structure {score}")));
    let change = health.map(|health| &health.verdict).filter(|verdict| !verdict.change.is_empty());
    let to_decide = health.is_some_and(|health| health.verdict.decision.is_needed());
    let findings = SectionFindings::new(&alliance.findings, &alliance.waived);
    let all = alliance.findings.len();
    AllianceSection {
        id: alliance.anchor.clone(),
        name: &alliance.name,
        file: &alliance.file,
        beside: beside.join(" · "),
        word: word(verdict_of(alliance)),
        tone: tone(verdict_of(alliance)),
        headline: health.map_or_else(
            || "The file cannot be read, so nothing else can be said.".to_owned(),
            |health| capital(&with_spoken_days(&health.verdict.headline)),
        ),
        objective: alliance.review_pack.objective.as_deref().filter(|_| !short),
        reasons: if alliance.why.len() < 2 {
            // A single one is the headline again.
            Vec::new()
        } else {
            let most = if short { FEW_REASONS } else { usize::MAX };
            alliance.why.iter().take(most).map(|why| capital(&with_spoken_days(&why.text))).collect()
        },
        change: change.map_or_else(String::new, |verdict| {
            let then = verdict.otherwise.map(|it| format!(" If so: {it}.")).unwrap_or_default();
            format!("{}.{then}", capital(verdict.change))
        }),
        facts: health
            .map(|health| section(&[Part::Facts(brief::facts(report, alliance, health))]))
            .unwrap_or_default(),
        questions: match health.filter(|_| !short && alliance.readable) {
            Some(health) => section(&[Part::Facts(brief::answers(alliance, health))]),
            None => String::new(),
        },
        options: match health.map(|health| brief::options(report, alliance, health)) {
            Some(options) if !short && !options.is_empty() => section(&[Part::Facts(options)]),
            _ => String::new(),
        },
        minutes: if to_decide && !short { minutes(report, alliance) } else { Vec::new() },
        standing: full(&|| {
            health.map(|health| Part::List(brief::standing(report, alliance, health))).into_iter().collect()
        }),
        promises: full(&|| brief::promises(&alliance.review_pack, None, &|_| true)),
        results: full(&|| health.map(|health| brief::metrics(health, usize::MAX)).unwrap_or_default()),
        chart: full(&|| {
            health.and_then(|health| brief::chart(health)).map(Part::Chart).into_iter().collect()
        }),
        on_paper,
        issues: full(&|| brief::issues(&alliance.review_pack)),
        held: if short { Vec::new() } else { held(alliance) },
        findings: if short { findings.few() } else { findings },
        short,
        rest: match all.saturating_sub(FEW_FINDINGS) {
            more if short && more > 0 => format!("And {}.", count(as_i64(more), "more gap")),
            _ => String::new(),
        },
    }
}

/// What is noted at the table: the proposal, and room for what is decided. In Markdown, to be pasted and filled in.
fn minutes(report: &Report, alliance: &AllianceReport) -> Vec<String> {
    let Some(health) = &alliance.health else { return Vec::new() };
    let verdict = &health.verdict;
    let mut lines = vec![
        format!("{} ({})", alliance.name, long_day(report.as_of)),
        format!("- Proposed: {}. {}.", verdict.decision, capital(&clipped(&verdict.headline, 160))),
    ];
    if let Some(by) = report.decide_by(alliance) {
        lines.push(format!("- Decide by: {} ({})", by.words(), by.occasion()));
    }
    if let Some(price) = report.price_of_waiting(alliance) {
        lines.push(format!("- Waiting costs: {} a quarter", listed(&spent(price, &report.currency))));
    }
    lines.push("- [ ] agreed  [ ] deferred until ____  [ ] not agreed, because ____".to_owned());
    lines.push(format!("- Who does it: {}, by ____", alliance.owner.as_deref().unwrap_or("____")));
    if let Some(word) = recordable(verdict.decision) {
        let stem = std::path::Path::new(&*alliance.file).file_stem().map(|stem| stem.to_string_lossy());
        lines.push(format!(
            "- To record it: alliance log decision {} {word} --why \"____\" {}",
            stem.unwrap_or_default(),
            if verdict.decision == Decision::WindDown { "--no-next" } else { "--next ____" }
        ));
    }
    lines.iter().map(|line| terminal(line).into_owned()).collect()
}

/// The word by which `alliance log decision` takes a decision.
fn recordable(decision: Decision) -> Option<&'static str> {
    match decision {
        Decision::WindDown => Some("wind-down"),
        Decision::Restructure => Some("restructure"),
        Decision::Deepen => Some("deepen"),
        Decision::ProveIt => Some("hold"),
        _ => None,
    }
}

/// Reviews and decisions together, the latest first.
fn held(alliance: &AllianceReport) -> Vec<Past> {
    let review_pack = &alliance.review_pack;
    let reviews = review_pack.reviews.iter().map(|review| {
        let what = if review.substantive { "Full review" } else { "Review without figures or decisions" };
        let absent = if review.everyone { "" } else { "Not every side attended. " };
        (review.date, what.to_owned(), format!("{absent}{}", review.decisions.join(". ")))
    });
    let decisions = review_pack.decisions.iter().map(|decided| {
        let next =
            decided.next.map(|next| format!(" Next decision by {}.", long_day(next))).unwrap_or_default();
        let why = decided.why.as_deref().map(|why| format!("{why}.")).unwrap_or_default();
        (decided.date, format!("Decision: {}", decided.verdict), (why + &next).trim_start().to_owned())
    });
    let mut past: Vec<_> = reviews.chain(decisions).collect();
    past.sort_by_key(|(date, ..)| std::cmp::Reverse(*date));
    past.into_iter().map(|(date, what, says)| Past { date: date.to_string(), what, says }).collect()
}

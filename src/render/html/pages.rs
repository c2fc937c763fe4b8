//! The section of one alliance: verdict and reasons, the four questions, promises, results, reviews and findings.

use std::collections::HashSet;

use super::area_heatmap::{Sign, sign};
use super::{capital, parts, tone, verdict, word};
use crate::render::brief;
use crate::render::document::Part;
use crate::render::text::shown_score;
use crate::report::{Accepted, AllianceReport, Report, ReportedFinding, is_yaml};
use crate::rules::exchange::missing_expectations;
use crate::rules::{Area, Basis, Rule};

/// The section.
pub(super) struct Page<'r> {
    pub(super) id: String,
    pub(super) name: &'r str,
    pub(super) file: &'r str,
    pub(super) beside: String,
    pub(super) word: &'static str,
    pub(super) tone: &'static str,
    pub(super) headline: String,
    pub(super) objective: Option<&'r str>,
    pub(super) reasons: Vec<(String, String)>,
    pub(super) change: String,
    pub(super) questions: Vec<Question>,
    /// Markup: where it stands, promises, results, issues.
    pub(super) standing: String,
    pub(super) promises: String,
    pub(super) results: String,
    /// Markup: the metric to look at first.
    pub(super) chart: String,
    /// Whether somebody has to decide on it.
    pub(super) to_decide: bool,
    pub(super) issues: String,
    pub(super) held: Vec<Past>,
    pub(super) findings: Findings<'r>,
}

/// One of the four questions to be settled before an alliance begins.
pub(super) struct Question {
    pub(super) asks: &'static str,
    pub(super) sign: Sign,
    pub(super) answer: &'static str,
}

/// A review or a decision.
pub(super) struct Past {
    pub(super) date: String,
    pub(super) what: String,
    pub(super) says: String,
}

/// Findings with those accepted.
pub(super) struct Findings<'r> {
    pub(super) open: Vec<Found<'r>>,
    pub(super) gaps: Vec<Found<'r>>,
    pub(super) accepted: Vec<(Found<'r>, String)>,
}

/// A finding.
pub(super) struct Found<'r> {
    pub(super) severity: &'static str,
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) message: &'r str,
    pub(super) at: String,
    pub(super) also: Option<(String, &'r str)>,
    pub(super) rule: &'static str,
    /// Why the rule matters, at its first finding.
    pub(super) why: Option<&'static str>,
    pub(super) advice: Vec<&'r str>,
    pub(super) paste: Vec<&'r str>,
}

impl<'r> Findings<'r> {
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
                    accepted.approved_by, accepted.until, accepted.reason
                );
                (found(&accepted.finding, false), by)
            })
            .collect();
        Self { open, gaps, accepted }
    }

    /// Whether there is nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.gaps.is_empty() && self.accepted.is_empty()
    }
}

fn found(finding: &ReportedFinding, explain: bool) -> Found<'_> {
    let (paste, advice) = finding.fix.lines().partition(|line| is_yaml(line));
    Found {
        severity: finding.severity.word(),
        sign: match finding.severity {
            crate::rules::Severity::Error => "✗",
            crate::rules::Severity::Warning => "!",
            crate::rules::Severity::Note => "i",
        },
        word: if finding.blocker { "blocker" } else { finding.severity.word() },
        message: &finding.message,
        at: format!("{}:{}:{}", finding.at.file, finding.at.line, finding.at.column),
        also: finding.label.as_deref().map(|(at, text)| (format!("{}:{}", at.file, at.line), text.as_str())),
        rule: finding.rule.id,
        why: explain.then_some(finding.rule.why),
        advice,
        paste,
    }
}

/// Puts the section of an alliance together.
pub(super) fn page<'r>(report: &'r Report, alliance: &'r AllianceReport) -> Page<'r> {
    let health = alliance.health.as_ref();
    let section = |parts: &[Part]| parts::html(parts, parts::Level::Section);
    let mut beside: Vec<String> =
        [alliance.kind, alliance.stage].into_iter().flatten().map(str::to_owned).collect();
    beside.extend(shown_score(alliance).map(|score| format!("structure {score}")));
    let change = health.map(|health| &health.verdict).filter(|verdict| !verdict.change.is_empty());
    Page {
        id: alliance.anchor.clone(),
        name: &alliance.name,
        file: &alliance.file,
        beside: beside.join(" · "),
        word: word(verdict(alliance)),
        tone: tone(verdict(alliance)),
        headline: health.map_or_else(
            || "The file cannot be read, so nothing else can be said.".to_owned(),
            |health| capital(&health.verdict.headline),
        ),
        objective: alliance.review_pack.objective.as_deref(),
        reasons: reasons(alliance),
        change: change.map_or_else(String::new, |verdict| {
            let then = verdict.otherwise.map(|it| format!(" If so: {it}.")).unwrap_or_default();
            format!("{}.{then}", capital(verdict.change))
        }),
        questions: if alliance.readable { questions(alliance) } else { Vec::new() },
        standing: health
            .map(|health| section(&[Part::List(brief::standing(report, alliance, health))]))
            .unwrap_or_default(),
        promises: section(&brief::promises(&alliance.review_pack, None, &|_| true)),
        results: health.map(|health| section(&brief::metrics(health, usize::MAX))).unwrap_or_default(),
        chart: health
            .and_then(|health| brief::chart(health))
            .map(|chart| section(&[Part::Chart(chart)]))
            .unwrap_or_default(),
        to_decide: alliance.is_to_decide(),
        issues: section(&brief::issues(&alliance.review_pack)),
        held: held(alliance),
        findings: Findings::new(&alliance.findings, &alliance.waived),
    }
}

/// The reasons with their places; a single one is the headline again.
fn reasons(alliance: &AllianceReport) -> Vec<(String, String)> {
    if alliance.why.len() < 2 {
        return Vec::new();
    }
    let reason =
        |why: &crate::report::Reason| (capital(&why.text), format!("{}:{}", why.at.file, why.at.line));
    alliance.why.iter().map(reason).collect()
}

fn questions(alliance: &AllianceReport) -> Vec<Question> {
    let expects = |rule: &Rule| *rule == missing_expectations::RULE;
    let question = |asks, such: &dyn Fn(&Rule) -> bool| {
        let sign = sign(alliance.standing(such));
        let answer = match sign.class {
            "met" => "answered",
            "weak" => "answered, with a weakness",
            "unmet" => "not answered",
            "unknown" => "too little to tell",
            _ => "does not apply",
        };
        Question { asks, sign, answer }
    };
    vec![
        question("What does each side contribute?", &|rule| rule.area == Area::Exchange && !expects(rule)),
        question("What does each side want?", &expects),
        question("How is success measured?", &|rule| rule.area == Area::Metrics),
        question("What happens if it does not work?", &|rule| rule.area == Area::Exit),
    ]
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
        let next = decided.next.map(|next| format!(" Decided again by {next}.")).unwrap_or_default();
        let why = decided.why.as_deref().map(|why| format!("{why}.")).unwrap_or_default();
        (decided.date, format!("Decision: {}", decided.verdict), (why + &next).trim_start().to_owned())
    });
    let mut past: Vec<_> = reviews.chain(decisions).collect();
    past.sort_by_key(|(date, ..)| std::cmp::Reverse(*date));
    past.into_iter().map(|(date, what, says)| Past { date: date.to_string(), what, says }).collect()
}

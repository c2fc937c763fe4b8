//! The first screen: what to decide, in words that need no explanation, and the four figures behind it.

use super::chart::alliance_link;
use super::scale::share;
use super::svg::Svg;
use super::verdict::{tone, verdict_of, word};
use crate::glossary;
use crate::model::{Stage, grouped, money};
use crate::render::brief;
use crate::render::overview::{self, KeyFigure, Phrase};
use crate::render::text::page::as_i64;
use crate::report::{AllianceReport, DecideBy, Decision, Report, spent};
use crate::text::{capital, clipped, count, listed, long_day, number_word, shorten, with_spoken_days};
use rust_decimal::Decimal;

/// Longest reason on the first screen.
const REASON: usize = 110;
/// Decisions that are listed when the page opens, and that have a page of their own on paper: a meeting hardly takes more.
pub(super) const SHOWN: usize = 9;

/// The first screen.
pub(super) struct Top<'r> {
    pub(super) as_of: String,
    pub(super) headline: Vec<Phrase>,
    /// What the headline leaves out.
    pub(super) rest: String,
    /// What became of the verdicts since the last quarter.
    pub(super) since: Option<String>,
    /// Markup: the first decision's metric over time, where it broke.
    pub(super) drift: Option<String>,
    /// Which to keep, a sentence for each way.
    pub(super) keep: Vec<(&'static str, Vec<Named<'r>>, usize)>,
    /// What follows if all is decided, and if nothing is.
    pub(super) outlook: Option<String>,
    pub(super) figures: Vec<KeyFigure>,
    pub(super) decisions: Vec<Choice<'r>>,
    /// Those for which the first screen has no room.
    pub(super) more: Vec<Choice<'r>>,
    pub(super) notes: Vec<String>,
}

/// Something to decide.
pub(super) struct Choice<'r> {
    pub(super) name: &'r str,
    pub(super) link: String,
    pub(super) word: &'static str,
    /// The explanation of that word.
    pub(super) tip: String,
    pub(super) tone: &'static str,
    pub(super) reason: String,
    /// What was recommended a quarter ago, where that was something else.
    pub(super) was: Option<&'static str>,
    /// What a quarter of waiting takes.
    pub(super) price: Option<String>,
    /// By when.
    pub(super) day: Option<String>,
    /// Whether that has passed.
    pub(super) late: bool,
    /// What falls on that day, and what follows.
    pub(super) consequence: Option<String>,
    pub(super) owner: Option<&'r str>,
    /// Markup: incremental money by quarter.
    pub(super) spark: String,
}

/// An alliance that is to be kept, and where its section is.
pub(super) struct Named<'r> {
    pub(super) name: &'r str,
    pub(super) link: String,
}

/// Most names in a sentence of what to keep.
const KEPT: usize = 6;

/// Which to keep, as links; beyond a few they are counted.
fn keep(report: &Report) -> Vec<(&'static str, Vec<Named<'_>>, usize)> {
    let mut kept = Vec::new();
    for (how, alliances) in overview::keep(report) {
        let more = alliances.len().saturating_sub(KEPT);
        let names = alliances.into_iter().take(KEPT);
        kept.push((how, names.map(|it| Named { name: &it.name, link: alliance_link(it) }).collect(), more));
    }
    kept
}

/// Puts the first screen together.
pub(super) fn top<'r>(report: &'r Report, earlier: Option<&Report>) -> Top<'r> {
    let to_decide = overview::to_decide(report);
    let mut decisions: Vec<Choice> = to_decide.iter().map(|decide| choice(report, decide, earlier)).collect();
    let more = decisions.split_off(decisions.len().min(SHOWN));
    let (headline, rest) = overview::headline(report);
    Top {
        as_of: long_day(report.as_of),
        headline,
        rest,
        keep: keep(report),
        since: earlier.map(|earlier| since(report, earlier)),
        drift: to_decide.iter().find_map(|decide| drift(report, &report.alliances[decide.alliance])),
        outlook: overview::outlook(report),
        figures: overview::figures(report),
        decisions,
        more,
        notes: notes(report),
    }
}

/// What was recommended for an alliance at an earlier time.
fn before(earlier: &Report, alliance: &AllianceReport) -> Option<Decision> {
    verdict_of(earlier.alliances.iter().find(|before| before.file == alliance.file)?)
}

/// Most changes of verdicts that are told.
const TOLD: usize = 6;

/// What became of the verdicts since an earlier time.
fn since(report: &Report, earlier: &Report) -> String {
    let changed: Vec<String> = report
        .by_urgency()
        .into_iter()
        .filter_map(|alliance| {
            let (was, is) = (before(earlier, alliance), verdict_of(alliance)?);
            let name = shorten(&alliance.name, 40);
            match was {
                Some(was) if was == is => None,
                Some(was) => Some(format!("{name} went from \"{was}\" to \"{is}\"")),
                None => Some(format!("{name} is new (\"{is}\")")),
            }
        })
        .collect();
    let same = report.alliances.len() - changed.len();
    let day = long_day(earlier.as_of);
    let told = match changed.as_slice() {
        [] => "no verdict has changed".to_owned(),
        few if few.len() <= TOLD => format!("{}; the other {same} are unchanged", few.join("; ")),
        many => {
            let told = many.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join("; ");
            format!("{told}; {} more changed, and {same} did not", many.len() - TOLD)
        }
    };
    format!("Since {day}: {told}.")
}

/// The metric of an alliance over time, where it fell below its minimum and has not come back.
fn drift(report: &Report, alliance: &AllianceReport) -> Option<String> {
    let health = alliance.health.as_ref()?;
    let mut levels = brief::chart(health)?;
    let broke = levels.broke?;
    levels.title = format!("{}: {}", shorten(&alliance.name, 60), levels.title);
    let run = levels.points.get(broke..)?;
    let brought =
        run.iter().filter_map(|point| point.incremental).fold(Decimal::ZERO, Decimal::saturating_add);
    let took = spent(health.drift.as_ref()?.so_far, &report.currency);
    let results = match run.len() {
        few @ 2..=12 => format!("{} results", number_word(few)),
        other => count(as_i64(other), "result"),
    };
    let unit = levels.unit.as_deref().map(|unit| format!("{unit} ")).unwrap_or_default();
    let took = if took.is_empty() {
        String::new()
    } else {
        format!("; {} of attention spent since the first of them was in", listed(&took))
    };
    levels.note = Some(format!(
        "{results} in a row below it, {unit}{} incremental in all{took}",
        grouped(brought.round())
    ));
    Some(super::levels::figure(&levels))
}

fn choice<'r>(report: &'r Report, decide: &crate::report::Decide, earlier: Option<&Report>) -> Choice<'r> {
    let alliance = &report.alliances[decide.alliance];
    let was = earlier.and_then(|earlier| before(earlier, alliance));
    let was = was.filter(|was| Some(*was) != verdict_of(alliance));
    let by = report.decide_by(alliance);
    Choice {
        name: &alliance.name,
        link: alliance_link(alliance),
        word: word(verdict_of(alliance)),
        tip: glossary::find(word(verdict_of(alliance)))
            .map(|term| format!("term-{}", term.key))
            .unwrap_or_default(),
        tone: tone(verdict_of(alliance)),
        reason: capital(&clipped(&with_spoken_days(&decide.reason), REASON)),
        was: was.map(Decision::word),
        price: price(report, alliance),
        day: by.map(|by| by.words()),
        late: by.is_some_and(|by| by.late > 0),
        consequence: consequence(report, alliance, by),
        owner: alliance.owner.as_deref(),
        spark: spark(report, alliance),
    }
}

/// Incremental money of the last four quarters as four bars; a quarter of which nothing is known is an empty outline.
fn spark(report: &Report, alliance: &AllianceReport) -> String {
    const WIDTH: f64 = 16.0;
    const HEIGHT: f64 = 22.0;
    let Some(quarters) = report.by_quarter(alliance) else {
        let in_money = alliance.health.as_ref().is_some_and(|health| health.value.is_in_money());
        return match (alliance.stage, in_money) {
            (Some(Stage::Proposed), _) | (None, _) => "–".to_owned(),
            (_, false) => "no revenue measured".to_owned(),
            (_, true) => "not known".to_owned(),
        };
    };
    let most = quarters.iter().filter_map(|(_, money)| *money).max().unwrap_or_default();
    let said: Vec<String> = quarters
        .iter()
        .map(|(quarter, known)| match known {
            Some(known) => format!("{quarter} {}", money(*known, &report.currency)),
            None => format!("{quarter} not known"),
        })
        .collect();
    let mut svg = Svg::default();
    for (at, (_, known)) in quarters.iter().enumerate() {
        let x = f64::from(u32::try_from(at).unwrap_or(0)) * (WIDTH + 2.0);
        match known {
            Some(known) => {
                let height = (share(*known, most) / 100.0 * (HEIGHT - 2.0)).clamp(1.0, HEIGHT - 2.0);
                let class = if at + 1 == quarters.len() { "last" } else { "" };
                svg.rect(class, (x, HEIGHT - 1.0 - height), (WIDTH, height));
            }
            None => svg.rect("gap", (x + 0.5, HEIGHT - 8.5), (WIDTH - 1.0, 7.0)),
        }
    }
    let width = 4.0 * (WIDTH + 2.0);
    svg.line("", (0.0, HEIGHT - 0.5), (width, HEIGHT - 0.5));
    let label = format!("Incremental by quarter: {}", said.join(", "));
    svg.picture("sparkline", width, HEIGHT, &label)
}

/// What it costs to leave it as it is for a quarter.
fn price(report: &Report, alliance: &AllianceReport) -> Option<String> {
    let spent = spent(report.price_of_waiting(alliance)?, &report.currency);
    // Money says it where there is any.
    spent.last().cloned()
}

/// What the day leads to, where the verdict has one of its own: an exit, and by when to give notice for it.
fn consequence(report: &Report, alliance: &AllianceReport, by: Option<DecideBy>) -> Option<String> {
    let out = overview::way_out(report, alliance).filter(|_| by.is_none_or(|by| by.what != "last day"));
    let parts: Vec<String> = out.into_iter().chain(by.map(|by| by.occasion())).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn notes(report: &Report) -> Vec<String> {
    let mut notes = overview::notes(report);
    if report.portfolio_file.is_none() {
        notes.insert(0, "No portfolio.yaml was found: every rule is at its default, amounts are in EUR, and no capacity is known.".to_owned());
    }
    notes
}

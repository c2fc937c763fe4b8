//! The first screen: what to decide, in words that need no explanation, and the four figures behind it.

use super::scale::share;
use super::svg::Svg;
use super::{Report, alliance_link, capital, tone, verdict, word};
use crate::health::Decision;
use crate::model::grouped;
use crate::render::text::page::as_i64;
use crate::report::{AllianceReport, Counts, DecideBy};
use crate::rules::evolution::common::{money, money_in_short, spent};
use crate::text::{clipped, count, listed, long_day, number_word, short_day, shorten};
use rust_decimal::Decimal;

/// Longest name in the headline, and how many names it takes.
const LONGEST: usize = 60;
const NAMES: usize = 2;
/// How many of the others are named beside it.
const FEW: usize = 5;
/// Decisions that the headline has names for.
const NAMED: [Decision; 3] = [Decision::WindDown, Decision::FinishExit, Decision::Deepen];
/// Longest reason on the first screen.
const REASON: usize = 110;
/// Longest list of decisions that is open when the page is.
const SHOWN: usize = 9;

/// The first screen.
pub(super) struct Top<'r> {
    pub(super) as_of: String,
    pub(super) headline: Vec<Phrase>,
    /// What the headline leaves out.
    pub(super) rest: String,
    /// What follows if all is decided, and if nothing is.
    pub(super) outlook: Option<String>,
    pub(super) figures: Vec<Figure>,
    pub(super) decisions: Vec<Choice<'r>>,
    /// Those for which the first screen has no room.
    pub(super) more: Vec<Choice<'r>>,
    pub(super) notes: Vec<String>,
}

/// A sentence of the headline: a verb and whom it is about.
pub(super) struct Phrase {
    pub(super) tone: &'static str,
    pub(super) verb: &'static str,
    pub(super) names: Vec<(String, &'static str)>,
    /// In place of names where there are too many.
    pub(super) number: Option<String>,
}

/// A figure with what it says.
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) figure: String,
    pub(super) says: String,
    /// Whether it is outside of what is healthy.
    pub(super) over: bool,
}

/// Something to decide.
pub(super) struct Choice<'r> {
    pub(super) name: &'r str,
    pub(super) link: String,
    pub(super) word: &'static str,
    pub(super) tone: &'static str,
    pub(super) reason: String,
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

/// Puts the first screen together.
pub(super) fn top(report: &Report) -> Top<'_> {
    // A file that cannot be read is a task for whoever keeps it, and nothing that an executive can decide.
    let readable = report.decide.iter().filter(|decide| decide.decision.is_some());
    let mut decisions: Vec<Choice> = readable.map(|decide| choice(report, decide)).collect();
    let more = decisions.split_off(decisions.len().min(SHOWN));
    let headline = headline(report);
    let rest = rest(report, headline.is_empty());
    Top {
        as_of: long_day(report.as_of),
        headline,
        rest,
        outlook: outlook(report),
        figures: figures(report),
        decisions,
        more,
        notes: notes(report),
    }
}

/// What the headline does not name: by name as long as they are few.
fn rest(report: &Report, alone: bool) -> String {
    let left: Vec<String> = report
        .decide
        .iter()
        .filter(|decide| decide.decision.is_some_and(|decision| !NAMED.contains(&decision)))
        .map(|decide| shorten(&report.alliances[decide.alliance].name, LONGEST))
        .collect();
    let more = if alone { "" } else { "more " };
    match left.as_slice() {
        [] if alone && report.unreadable() > 0 => format!(
            "This report is not ready: {} of {} cannot be read.",
            report.unreadable(),
            count(as_i64(report.alliances.len()), "file")
        ),
        [] if alone => "Nothing has to be decided.".to_owned(),
        [] => String::new(),
        [one] => format!("One {more}needs a decision: {one}."),
        few if few.len() <= FEW => {
            format!("{} {more}need a decision: {}.", capital(number_word(few.len())), listed(few))
        }
        many if alone => format!("{} alliances need a decision.", many.len()),
        many => format!("{} more need a decision.", many.len()),
    }
}

fn headline(report: &Report) -> Vec<Phrase> {
    let phrase = |verb, tone, such: &[Decision]| {
        let mut names: Vec<String> = report
            .decide
            .iter()
            .filter(|decide| decide.decision.is_some_and(|decision| such.contains(&decision)))
            .map(|decide| shorten(&report.alliances[decide.alliance].name, LONGEST))
            .collect();
        let many = names.len();
        let number = (many > NAMES).then(|| count(as_i64(many), "alliance"));
        if number.is_some() {
            names.clear();
        }
        let last = names.len().saturating_sub(1);
        let names =
            names.into_iter().enumerate().map(|(at, name)| (name, if at == last { "" } else { " and " }));
        (many > 0).then(|| Phrase { tone, verb, names: names.collect(), number })
    };
    [
        phrase("End", "end", &[Decision::WindDown, Decision::FinishExit]),
        phrase("Deepen", "build", &[Decision::Deepen]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn figures(report: &Report) -> Vec<Figure> {
    let mut figures = vec![value(report)];
    figures.extend(sources(report));
    if report.whole {
        figures.push(attention(report));
    }
    figures.push(late(report));
    if figures.len() < 4 {
        let found = Counts::of(report.all_findings());
        figures.push(Figure {
            name: "Gaps",
            figure: found.errors.to_string(),
            says: format!("must be fixed, and {} should be", found.warnings),
            over: found.errors > 0,
        });
    }
    figures
}

/// What would not have come without the alliances, less what they took.
fn value(report: &Report) -> Figure {
    let worth = &report.worth;
    let currency = &report.currency;
    let unproven = match (worth.unproven, worth.unproven_gross.is_zero()) {
        (0, _) => String::new(),
        (some, true) => format!("; {} unproven", count(i64::from(some), "result")),
        (some, false) => format!(
            "; {} unproven ({} reported)",
            count(i64::from(some), "result"),
            money_in_short(worth.unproven_gross, currency)
        ),
    };
    let evidence = worth.evidence().map(|evidence| format!("; {evidence}")).unwrap_or_default();
    let months = count(i64::from(worth.months), "month");
    if worth.gross.is_zero() && worth.incremental.is_zero() {
        return Figure {
            name: "Value",
            figure: "not known".to_owned(),
            says: format!("no alliance has shown in {months} what would not have come without it{unproven}"),
            over: true,
        };
    }
    let brought = money_in_short(worth.incremental, currency);
    if worth.cost.is_zero() {
        return Figure {
            name: "Value",
            figure: brought,
            says: format!(
                "in {months} would not have come without the alliances, of {} reported; what they cost is not recorded{unproven}{evidence}",
                money_in_short(worth.gross, currency)
            ),
            over: false,
        };
    }
    let net = worth.incremental.saturating_sub(worth.cost);
    Figure {
        name: "Value after attention",
        figure: money_in_short(net, currency),
        says: format!(
            "in {months}: {brought} that would not have come without the alliances, less {} of attention{unproven}{evidence}",
            money_in_short(worth.cost, currency)
        ),
        over: net < Decimal::ZERO,
    }
}

/// From how few of them it comes.
fn sources(report: &Report) -> Option<Figure> {
    let (earners, share) = report.earners()?;
    let names: Vec<String> = earners.iter().map(|alliance| shorten(&alliance.name, LONGEST)).collect();
    let running = |alliance: &&AllianceReport| {
        matches!(alliance.stage, Some("active" | "paused" | "winding-down"))
            && alliance.health.as_ref().is_some_and(|health| !health.value.is_in_money())
    };
    let silent = report.alliances.iter().filter(running).count();
    let silent = match silent {
        0 => String::new(),
        1 => "; one other measures no money".to_owned(),
        more => format!(
            "; {} others measure no money",
            if more > 12 { more.to_string() } else { number_word(more).to_owned() }
        ),
    };
    Some(Figure {
        name: "Where it comes from",
        figure: format!("{share} % from {}", names.len()),
        says: format!("{}{silent}", listed(&names)),
        over: false,
    })
}

fn attention(report: &Report) -> Figure {
    let focus = &report.focus;
    let ending = report.attention.ending();
    let names: Vec<String> =
        ending.iter().map(|place| shorten(&report.alliances[*place].name, LONGEST)).collect();
    let decided = match names.as_slice() {
        [] => String::new(),
        names if names.len() > NAMES => {
            format!("; {} once {} are wound down", grouped(report.attention.decided()), names.len())
        }
        names => format!("; {} once {} is wound down", grouped(report.attention.decided()), listed(names)),
    };
    match focus.capacity {
        Some(capacity) => Figure {
            name: "Attention",
            figure: format!("{} of {}", grouped(focus.hours), grouped(capacity)),
            says: format!("hours a month are planned{decided}"),
            over: focus.hours > capacity,
        },
        None => Figure {
            name: "Attention",
            figure: grouped(focus.hours),
            says: format!("hours a month; how many are available is not recorded{decided}"),
            over: false,
        },
    }
}

/// Which days have passed on which something was to be decided.
fn late(report: &Report) -> Figure {
    let late = report.late();
    let named = late.iter().take(NAMES);
    let mut names: Vec<String> = named
        .map(|(alliance, by)| format!("{} {}", shorten(&alliance.name, LONGEST), count(by.late, "day")))
        .collect();
    if late.len() > NAMES {
        names.push(format!("{} more", late.len() - NAMES));
    }
    let reviews = late.iter().all(|(_, by)| by.what == "review");
    Figure {
        name: "Overdue",
        figure: match (late.len(), reviews) {
            (0, _) => "nothing".to_owned(),
            (more, true) => count(as_i64(more), "review"),
            (more, false) => count(as_i64(more), "alliance"),
        },
        says: match names.as_slice() {
            [] => "every review and decision is in time".to_owned(),
            names => listed(names),
        },
        over: !late.is_empty(),
    }
}

/// What follows if all of it is decided, and if nothing is.
fn outlook(report: &Report) -> Option<String> {
    let outlook = report.outlook()?;
    let currency = &report.currency;
    let mut said = Vec::new();
    if outlook.hours != report.attention.hours() {
        let of =
            report.focus.capacity.map(|capacity| format!(" of {}", grouped(capacity))).unwrap_or_default();
        said.push(format!(
            "{}{of} hours a month instead of {}",
            grouped(outlook.hours),
            grouped(report.attention.hours())
        ));
    }
    if outlook.strategic != report.focus.strategic {
        let alliances = count(as_i64(outlook.strategic), "strategic alliance");
        said.push(format!("{alliances} instead of {}", report.focus.strategic));
    }
    if outlook.stays != report.worth.incremental {
        said.push(format!(
            "{} of the {} a year that would not have come otherwise stays",
            money_in_short(outlook.stays, currency),
            money_in_short(report.worth.incremental, currency)
        ));
    }
    let mut text = match said.as_slice() {
        [] => String::new(),
        said => format!("Decided as proposed: {}. ", listed(said)),
    };
    if outlook.unearning > 0 {
        let whom = match outlook.unearning {
            1 => "one alliance that is not shown to earn it".to_owned(),
            more => format!("{more} alliances that are not shown to earn it"),
        };
        text += &format!("Left as it is: {} a quarter for {whom}.", money(outlook.unearned, currency));
    }
    let text = text.trim_end().to_owned();
    (!text.is_empty()).then_some(text)
}

fn choice<'r>(report: &'r Report, decide: &crate::report::Decide) -> Choice<'r> {
    let alliance = &report.alliances[decide.alliance];
    let by = report.decide_by(alliance);
    Choice {
        name: &alliance.name,
        link: alliance_link(alliance),
        word: word(verdict(alliance)),
        tone: tone(verdict(alliance)),
        reason: capital(&clipped(&decide.reason, REASON)),
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
            (Some("proposed"), _) | (None, _) => "–".to_owned(),
            (_, false) => "value not in money".to_owned(),
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
    let health = alliance.health.as_ref()?;
    let exit = health.exit.filter(|_| {
        matches!(health.verdict.decision, Decision::WindDown | Decision::FinishExit)
            && by.is_none_or(|by| by.what != "last day")
    });
    let what = by.map(|by| by.occasion());
    let notice = exit.and_then(|exit| exit.notice_by()).filter(|by| *by >= report.as_of);
    let notice = notice.map(|by| format!("notice by {}", short_day(by)));
    let out = exit.map(|exit| format!("exit {}", short_day(exit.date)));
    let parts: Vec<String> = what.into_iter().chain(notice).chain(out).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn notes(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    if report.portfolio_file.is_none() {
        notes.push("No portfolio.yaml was found: every rule is at its default, amounts are in EUR, and no capacity is known.".to_owned());
    }
    if report.misconfigured {
        notes.push(
            "portfolio.yaml has errors: settings may not be as you mean them. Fix them first.".to_owned(),
        );
    }
    if !report.whole {
        notes.push(
            "Only part of the portfolio was read: the rules about the portfolio as a whole are left out."
                .to_owned(),
        );
    }
    if report.unreadable() > 0 {
        notes.push(format!(
            "For whoever keeps the files: {} cannot be read and {} not judged; what to fix stands below.",
            count(as_i64(report.unreadable()), "file"),
            if report.unreadable() == 1 { "is" } else { "are" }
        ));
    }
    notes
}

//! What every form says of the portfolio before all else: the headline, the figures behind it, and what follows.

use rust_decimal::Decimal;

use crate::model::{grouped, hours, money, money_in_short};
use crate::render::text::page::as_i64;
use crate::report::{AllianceReport, Counts, Decide, Decision, Report};
use crate::text::{capital, count, listed, long_day, number_word, short_day, shorten};

/// Longest name in the headline, and how many names it takes.
const LONGEST: usize = 60;
const NAMES: usize = 2;
/// How many of the others are named beside it.
const FEW: usize = 5;
/// Decisions that the headline has names for.
const NAMED: [Decision; 3] = [Decision::WindDown, Decision::FinishExit, Decision::Deepen];

/// What is to be decided. A file with mistakes is a task for whoever keeps it, and nothing that an executive can decide.
pub(crate) fn to_decide(report: &Report) -> Vec<&Decide> {
    report.decide.iter().filter(|decide| decide.decision.is_some_and(Decision::is_needed)).collect()
}

/// The files with mistakes, those first of which nothing at all can be said.
pub(crate) fn to_fix(report: &Report) -> Vec<&AllianceReport> {
    let mut files: Vec<_> = report.alliances.iter().filter(|alliance| alliance.has_mistakes()).collect();
    files.sort_by_key(|alliance| (alliance.readable, alliance.place));
    files
}

/// Whether so many files have mistakes that what the rest says is not yet a report.
fn is_not_ready(report: &Report) -> bool {
    to_fix(report).len() * 3 >= report.alliances.len().max(1)
}

/// A sentence of the headline: a verb and whom it is about.
pub(crate) struct Phrase {
    pub(crate) tone: &'static str,
    pub(crate) verb: &'static str,
    pub(crate) names: Vec<(String, &'static str)>,
    /// In place of names where there are too many.
    pub(crate) number: Option<String>,
}

/// A figure with what it says.
pub(crate) struct KeyFigure {
    pub(crate) name: &'static str,
    pub(crate) figure: String,
    pub(crate) says: String,
    /// The same where there is one line for all of them.
    pub(crate) short: String,
    /// Whether it is outside of what is healthy.
    pub(crate) over: bool,
}

/// The headline: whom to end and whom to deepen, then whom else to decide on, by name as long as they are few.
pub(crate) fn headline(report: &Report) -> (Vec<Phrase>, String) {
    let wrong = to_fix(report).len();
    if is_not_ready(report) {
        let have = if wrong == 1 { "has" } else { "have" };
        let files = count(as_i64(report.alliances.len()), "file");
        return (Vec::new(), format!("This report is not ready: {wrong} of {files} {have} mistakes."));
    }
    let phrases = phrases(report);
    let alone = phrases.is_empty();
    let left: Vec<String> = to_decide(report)
        .into_iter()
        .filter(|decide| decide.decision.is_some_and(|decision| !NAMED.contains(&decision)))
        .map(|decide| shorten(&report.alliances[decide.alliance].name, LONGEST))
        .collect();
    let more = if alone { "" } else { "more " };
    let rest = match left.as_slice() {
        [] if alone => "Nothing has to be decided.".to_owned(),
        [] => String::new(),
        [one] => format!("One {more}needs a decision: {one}."),
        few if few.len() <= FEW => {
            format!("{} {more}need a decision: {}.", capital(number_word(few.len())), listed(few))
        }
        many if alone => format!("{} alliances need a decision.", in_words(many.len())),
        many => format!("{} more need a decision.", in_words(many.len())),
    };
    (phrases, rest)
}

/// A number as the first word of a sentence.
fn in_words(number: usize) -> String {
    if number > 12 { number.to_string() } else { capital(number_word(number)) }
}

fn phrases(report: &Report) -> Vec<Phrase> {
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

/// The figures behind the headline.
pub(crate) fn figures(report: &Report) -> Vec<KeyFigure> {
    let mut figures = vec![value(report)];
    figures.extend(sources(report));
    if report.whole {
        figures.push(attention(report));
    }
    figures.push(late(report));
    if figures.len() < 4 {
        let found = Counts::of(report.all_findings());
        figures.push(KeyFigure {
            name: "Gaps",
            figure: found.errors.to_string(),
            says: format!("must be fixed, and {} should be", found.warnings),
            short: format!("{} that must be fixed", count(as_i64(found.errors), "gap")),
            over: found.errors > 0,
        });
    }
    figures
}

/// What would not have come without the alliances, less what they took.
fn value(report: &Report) -> KeyFigure {
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
        return KeyFigure {
            name: "Value",
            figure: "not known".to_owned(),
            says: format!("no alliance has shown incremental value in {months}{unproven}"),
            short: "value not known".to_owned(),
            over: true,
        };
    }
    let brought = money_in_short(worth.incremental, currency);
    if worth.cost.is_zero() {
        return KeyFigure {
            name: "Value",
            short: format!("{brought} of incremental value"),
            figure: brought,
            says: format!(
                "incremental in {months}, of {} reported; what the alliances cost is not recorded{unproven}{evidence}",
                money_in_short(worth.gross, currency)
            ),
            over: false,
        };
    }
    let net = worth.incremental.saturating_sub(worth.cost);
    KeyFigure {
        name: "Value after attention",
        figure: money_in_short(net, currency),
        short: format!(
            "{} after the cost of our time ({brought} less {})",
            money_in_short(net, currency),
            money_in_short(worth.cost, currency)
        ),
        says: format!(
            "in {months}: {brought} of incremental value less {} for our time{unproven}{evidence}",
            money_in_short(worth.cost, currency)
        ),
        over: net < Decimal::ZERO,
    }
}

/// From how few of them it comes.
fn sources(report: &Report) -> Option<KeyFigure> {
    let (earners, share) = report.earners()?;
    let names: Vec<String> = earners.iter().map(|alliance| shorten(&alliance.name, LONGEST)).collect();
    let running = |alliance: &&AllianceReport| {
        alliance.is_running() && alliance.health.as_ref().is_some_and(|health| !health.value.is_in_money())
    };
    let silent = report.alliances.iter().filter(running).count();
    let silent = match silent {
        0 => String::new(),
        1 => "; one other measures no revenue".to_owned(),
        more => format!(
            "; {} others measure no revenue",
            if more > 12 { more.to_string() } else { number_word(more).to_owned() }
        ),
    };
    Some(KeyFigure {
        name: "Where it comes from",
        figure: format!("{share}\u{a0}% from\u{a0}{}", names.len()),
        short: format!("{share} % from {}", listed(&names)),
        says: format!("{}{silent}", listed(&names)),
        over: false,
    })
}

fn attention(report: &Report) -> KeyFigure {
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
    let taken = hours(focus.hours);
    let (figure, short, says) = match focus.capacity {
        Some(capacity) => {
            let available = format!("a month planned, {} available", grouped(capacity));
            (taken.clone(), format!("{taken} {available}"), format!("{available}{decided}"))
        }
        None if focus.hours.is_zero() => (
            "not recorded".to_owned(),
            "hours not recorded".to_owned(),
            "no alliance says how many hours a month it takes".to_owned(),
        ),
        None => (
            taken.clone(),
            format!("{taken} a month"),
            format!("a month; how many are available is not recorded{decided}"),
        ),
    };
    let over = focus.capacity.is_some_and(|capacity| focus.hours > capacity);
    KeyFigure { name: "Attention", figure, short, says, over }
}

/// Which days have passed on which something was to be decided.
fn late(report: &Report) -> KeyFigure {
    let late = report.late();
    let named = late.iter().take(NAMES);
    let mut names: Vec<String> = named
        .map(|(alliance, by)| format!("{} {}", shorten(&alliance.name, LONGEST), count(by.late, "day")))
        .collect();
    if late.len() > NAMES {
        names.push(format!("{} more", late.len() - NAMES));
    }
    let figure = overdue(report);
    KeyFigure {
        name: "Overdue",
        short: format!("{figure} overdue"),
        figure,
        says: match names.as_slice() {
            [] => "every review and decision is in time".to_owned(),
            names => listed(names),
        },
        over: !late.is_empty(),
    }
}

/// A verdict as people read it: of an alliance that has ended, that it has.
pub(crate) fn said(decision: Decision) -> &'static str {
    match decision {
        Decision::Nothing => "ended",
        other => other.word(),
    }
}

/// How many reviews, or alliances, are overdue.
pub(crate) fn overdue(report: &Report) -> String {
    let late = report.late();
    let what = if late.iter().all(|(_, by)| by.what == "review") { "review" } else { "alliance" };
    if late.is_empty() { "nothing".to_owned() } else { count(as_i64(late.len()), what) }
}

/// The way out of what is to end: by when to give notice, and the day on which it ends.
pub(crate) fn way_out(report: &Report, alliance: &AllianceReport) -> Option<String> {
    let health = alliance.health.as_ref()?;
    let ending = matches!(health.verdict.decision, Decision::WindDown | Decision::FinishExit);
    let exit = health.exit.filter(|_| ending)?;
    let notice = exit.notice_by().filter(|by| *by >= report.as_of);
    let notice = notice.map(|by| format!("notice by {}, ", short_day(by))).unwrap_or_default();
    Some(format!("{notice}exit {}", short_day(exit.date)))
}

/// What follows if all of it is decided, and if nothing is.
pub(crate) fn outlook(report: &Report) -> Option<String> {
    let outlook = report.outlook()?;
    let currency = &report.currency;
    let mut said = Vec::new();
    if outlook.hours != report.attention.hours() {
        let of =
            report.focus.capacity.map(|capacity| format!(" of {}", grouped(capacity))).unwrap_or_default();
        let from = outlook.by.map(|by| format!(" (from {})", long_day(by))).unwrap_or_default();
        said.push(format!(
            "{}{of} hours a month instead of {}{from}",
            grouped(outlook.hours),
            grouped(report.attention.hours())
        ));
    }
    if outlook.strategic != report.focus.strategic {
        let alliances = count(as_i64(outlook.strategic), "strategic alliance");
        said.push(format!("{alliances} instead of {}", report.focus.strategic));
    }
    if outlook.stays != outlook.earned {
        said.push(format!(
            "{} kept of the {} a year from running alliances",
            money_in_short(outlook.stays, currency),
            money_in_short(outlook.earned, currency)
        ));
    }
    let mut text = match said.as_slice() {
        [] => String::new(),
        said => format!("If you decide as proposed: {}. ", listed(said)),
    };
    if outlook.unearning > 0 {
        let whom = match outlook.unearning {
            1 => "one alliance with no proven return".to_owned(),
            more => format!("{more} alliances with no proven return"),
        };
        text += &format!(
            "If you decide nothing: {} of our time a quarter goes on {whom}.",
            money(outlook.unearned, currency)
        );
    }
    let text = text.trim_end().to_owned();
    (!text.is_empty()).then_some(text)
}

/// What to know before reading on.
pub(crate) fn notes(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
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
    let wrong = to_fix(report).len();
    if wrong > 0 {
        let (are, they) = if wrong == 1 { ("file has", "it is") } else { ("files have", "they are") };
        notes.push(format!("{wrong} {are} mistakes, so {they} not judged, or not in full."));
        if is_not_ready(report) && !to_decide(report).is_empty() {
            let needs = to_decide(report).len();
            notes.push(format!(
                "Of what can be judged, {} below.",
                match needs {
                    1 => "one needs the decision".to_owned(),
                    more => format!("{more} need the decisions"),
                }
            ));
        }
    }
    notes
}

/// Which to keep, as the verdicts say it, a sentence for each way of keeping.
pub(crate) fn keep(report: &Report) -> Vec<(&'static str, Vec<&AllianceReport>)> {
    let with = |such: &[Decision]| -> Vec<&AllianceReport> {
        let decision = |alliance: &&AllianceReport| {
            alliance.health.as_ref().is_some_and(|health| such.contains(&health.verdict.decision))
        };
        report.by_urgency().into_iter().filter(decision).filter(|it| !it.has_mistakes()).collect()
    };
    let ways = [
        ("Keep", with(&[Decision::Deepen, Decision::Continue])),
        ("Keep on new terms", with(&[Decision::Restructure])),
        ("Keep once fixed", with(&[Decision::FixThenContinue])),
        ("Keep as something lighter", with(&[Decision::Reclassify])),
        ("Keep only if proven", with(&[Decision::ProveIt, Decision::DecideTest])),
    ];
    ways.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// Names for a sentence: some of them, and how many more.
pub(crate) fn some_names(alliances: &[&AllianceReport], most: usize) -> String {
    let mut names: Vec<String> =
        alliances.iter().take(most).map(|alliance| shorten(&alliance.name, LONGEST)).collect();
    if alliances.len() > most {
        names.push(format!("{} more", alliances.len() - most));
    }
    listed(&names)
}

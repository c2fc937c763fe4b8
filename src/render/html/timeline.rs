//! Twelve months back and twelve ahead: what was held and decided, what is due, and when one can leave.

use chrono::{Datelike, NaiveDate};

use super::chart::{CROWD, Chart, FigureTable, Lane, Tick, lane};
use super::scale::{clamped, on_axis};
use super::svg::Strip;
use crate::model::calendar::{add_months, sub_months};
use crate::render::overview;
use crate::report::deadlines::Deadline;
use crate::report::{AllianceReport, Occasion, Report};
use crate::text::{count, short_day, with_spoken_days};

/// How many months are shown to each side.
const MONTHS: u32 = 12;
/// How soon something must be due to be drawn where there are many alliances.
const SOON_DAYS: i64 = 90;
/// The height of a lane: reviews on the first line, decisions and notice on the second, contributions on the third.
const HEIGHT: u32 = 44;
const REVIEWS: u32 = 10;
const DECISIONS: u32 = 26;
const WINDOWS: u32 = 39;

/// A filled and an empty disc, a diamond, a triangle and a flag, around their middle.
const DISC: &str = "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z";
const DIAMOND: &str = "M0,-6L6,0L0,6L-6,0z";
const TRIANGLE: &str = "M0,-5.5L5.5,4.5L-5.5,4.5z";

/// The shapes with what each means, for the key.
pub(super) fn key() -> Vec<(String, &'static str)> {
    let shape = |class: &str, path: &str| {
        format!(
            r#"<svg class="key" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true"><path class="{class}" d="{path}"/></svg>"#
        )
    };
    let bar = |class: &str| {
        format!(
            r#"<svg class="key" width="16" height="16" aria-hidden="true"><rect class="{class}" y="5" width="16" height="6"/></svg>"#
        )
    };
    vec![
        (shape("mark held", DISC), "full review"),
        (shape("mark empty", DISC), "review without figures or decisions"),
        (shape("mark due", TRIANGLE), "review due"),
        (shape("mark late", TRIANGLE), "review overdue"),
        (shape("mark decided", DIAMOND), "decision"),
        (shape("mark decide", DIAMOND), "decision due"),
        (shape("mark late", DIAMOND), "decision overdue"),
        (bar("notice"), "time to give notice"),
        (bar("window"), "contribution window"),
    ]
}

/// The chart; `None` where nothing is dated.
pub(super) fn timeline(report: &Report) -> Option<Chart> {
    let span = (sub_months(report.as_of, MONTHS), add_months(report.as_of, MONTHS));
    let mut rows = Vec::new();
    let order = report.by_urgency();
    // Of many only those are drawn that are late or due soon.
    let soon = |alliance: &&&AllianceReport| {
        order.len() <= CROWD
            || report.agenda_of(alliance).any(|entry| due(entry).is_some() && entry.days <= SOON_DAYS)
    };
    let shown: Vec<&&AllianceReport> = order.iter().filter(soon).take(CROWD).collect();
    let lanes: Vec<Lane> =
        shown.iter().filter_map(|alliance| drawn(report, alliance, span, &mut rows)).collect();
    let rest = order.len() - shown.len();
    let note = match rest {
        _ if order.len() <= CROWD => String::new(),
        0 => String::new(),
        more => format!("{more} more are less urgent: `alliance calendar` has every day."),
    };
    if lanes.is_empty() {
        return None;
    }
    rows.sort_by(|one, other| one[0].cmp(&other[0]).then_with(|| one[1].cmp(&other[1])));
    let next = report.agenda.iter().find(|entry| !entry.overdue && entry.date >= report.as_of);
    let overdue = report.agenda.iter().filter(|entry| entry.overdue).count();
    let late = match (overdue, report.late().len()) {
        (0, _) => "Nothing is overdue".to_owned(),
        (1, 0) => "1 date is overdue".to_owned(),
        (all, late) if all == late => {
            format!("{} {} overdue", overview::overdue(report), if all == 1 { "is" } else { "are" })
        }
        (more, _) => format!("{more} dates are overdue"),
    };
    let next = next.map_or(String::new(), |entry| {
        let name = entry.alliance.map_or("the portfolio", |place| report.alliances[place].name.as_str());
        format!("; {name} is next, on {}", short_day(entry.date))
    });
    Some(Chart {
        id: "timeline",
        name: "Timeline",
        title: late + &next,
        lead: format!(
            "{} back and {MONTHS} ahead of {}; what has been overdue for longer is shown at the left edge.",
            count(i64::from(MONTHS), "month"),
            short_day(report.as_of)
        ),
        ticks: ticks(span),
        lanes,
        note,
        key: key(),
        figures: FigureTable { headings: &[("Day", false), ("Alliance", false), ("What", false)], rows },
        ..Chart::default()
    })
}

fn drawn(
    report: &Report,
    alliance: &AllianceReport,
    (from, to): (NaiveDate, NaiveDate),
    rows: &mut Vec<Vec<String>>,
) -> Option<Lane> {
    let mut strip = Strip::default();
    let before = rows.len();
    let mut says = |day: String, what: String| rows.push(vec![day, alliance.name.clone(), what]);
    for tick in ticks((from, to)) {
        strip.rule("grid", tick.at);
    }
    for promised in alliance.review_pack.sides.iter().flat_map(|side| &side.contributions) {
        let (Some(begins), Some(ends)) = (promised.from, promised.until) else { continue };
        if begins <= to && ends >= from {
            let title = format!("{} ({} to {})", promised.what, short_day(begins), short_day(ends));
            strip.bar("window", clamped(begins, from, to), clamped(ends, from, to), WINDOWS - 2, 4, &title);
            says(begins.to_string(), format!("contribution until {}: {}", short_day(ends), promised.what));
        }
    }
    let own = || report.agenda_of(alliance);
    if let Some(deadline) = own().find(|entry| entry.occasion == Occasion::NoticeDeadline) {
        let opens = own().find(|entry| entry.occasion == Occasion::NoticeDecision).unwrap_or(deadline);
        if opens.date <= to && deadline.date >= from {
            let title =
                format!("decide on notice from {} to {}", short_day(opens.date), short_day(deadline.date));
            let (start, end) = (clamped(opens.date, from, to), clamped(deadline.date, from, to));
            strip.bar("notice", start, end.max(start + 0.6), DECISIONS - 5, 10, &title);
            says(opens.date.to_string(), format!("notice window until {}", short_day(deadline.date)));
        }
    }
    strip.rule("today", clamped(report.as_of, from, to));
    for review in &alliance.review_pack.reviews {
        if let Some(at) = on_axis(review.date, from, to) {
            let (class, what) = match review.substantive {
                true => ("mark held", "full review"),
                false => ("mark empty", "review without figures or decisions"),
            };
            strip.mark(class, at, REVIEWS, DISC, &format!("{what}, {}", short_day(review.date)));
            says(review.date.to_string(), what.to_owned());
        }
    }
    for decided in &alliance.review_pack.decisions {
        if let Some(at) = on_axis(decided.date, from, to) {
            let what = format!("decision: {}", decided.verdict);
            strip.mark(
                "mark decided",
                at,
                DECISIONS,
                DIAMOND,
                &format!("{what}, {}", short_day(decided.date)),
            );
            says(decided.date.to_string(), what);
        }
    }
    for entry in own() {
        // What has been overdue for longer than the axis reaches back stands at its beginning.
        let at =
            if entry.overdue { Some(clamped(entry.date, from, to)) } else { on_axis(entry.date, from, to) };
        if let (Some((class, y, path)), Some(at)) = (due(entry), at) {
            strip.mark(
                class,
                at,
                y,
                path,
                &format!("{}, {}", with_spoken_days(&entry.text), short_day(entry.date)),
            );
            let late = if entry.overdue { "overdue: " } else { "due: " };
            says(entry.date.to_string(), format!("{late}{}", with_spoken_days(&entry.text)));
        }
    }
    (rows.len() > before).then(|| Lane { strip: strip.drawn("strip lines", HEIGHT), ..lane(alliance) })
}

/// How something due is drawn; what is not a review or a decision is left to the calendar.
fn due(entry: &Deadline) -> Option<(&'static str, u32, &'static str)> {
    match (entry.occasion, entry.overdue) {
        (Occasion::Review, false) => Some(("mark due", REVIEWS, TRIANGLE)),
        (Occasion::Review, true) => Some(("mark late", REVIEWS, TRIANGLE)),
        (Occasion::Decision | Occasion::CampaignDecision, false) => Some(("mark decide", DECISIONS, DIAMOND)),
        (Occasion::Decision | Occasion::CampaignDecision, true) => Some(("mark late", DECISIONS, DIAMOND)),
        _ => None,
    }
}

/// The first day of every third month, so that labels keep their distance also on a phone.
fn ticks((from, to): (NaiveDate, NaiveDate)) -> Vec<Tick> {
    let mut ticks = Vec::new();
    let first = from.with_day(1).unwrap_or(from);
    for months in 0..=MONTHS * 2 {
        let day = add_months(first, months);
        if let Some(at) = on_axis(day, from, to).filter(|_| day.month() % 3 == 1) {
            ticks.push(Tick { at, text: label(day) });
        }
    }
    ticks
}

fn label(day: NaiveDate) -> String {
    match day.month() {
        1 => day.year().to_string(),
        4 => "Apr".to_owned(),
        7 => "Jul".to_owned(),
        _ => "Oct".to_owned(),
    }
}

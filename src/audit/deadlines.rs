//! What is coming up, from fields to places.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::places::location;
use crate::facts::Facts;
use crate::facts::deadlines::{self, DatedEntry, NoticeWindows, Occasion};
use crate::load::Source;
use crate::model::calendar::days_between;
use crate::model::{Alliance, Kind, Portfolio, Stage};
use crate::report::deadlines::{Deadline, settle};
use crate::rules::exit::{missed_notice_deadline as missed, notice_deadline_ahead as ahead};
use crate::rules::{AllianceSummary, RuleEnv};

/// Everything dated in a record, which stands at this place among the alliances. `decision` is the day by which its verdict wants
/// the next decision.
pub(super) fn of_record(
    source: &Source<Alliance>,
    name: &str,
    record: &Alliance,
    facts: &Facts,
    place: usize,
    decision: Option<NaiveDate>,
    bench: &RuleEnv,
) -> Vec<Deadline> {
    // The rules' own settings, so that the calendar and the finding name the same day.
    let effective = |rule| bench.settings.effective(rule, name, &source.stem);
    let windows = NoticeWindows {
        ahead: ahead::window(&ahead::RULE.options(&effective(&ahead::RULE))),
        missed: missed::window(&missed::RULE.options(&effective(&missed::RULE))),
    };
    let mut dated = deadlines::of_record(record, facts, windows);
    let strategic = facts.kind == Some(Kind::Strategic) && facts.stage != Stage::Proposed;
    // That of a campaign is there already.
    let is_there = |entry: &DatedEntry| match entry.occasion {
        Occasion::Decision => true,
        Occasion::CampaignDecision | Occasion::CampaignEnd => Some(entry.date) == decision,
        _ => false,
    };
    if strategic && !dated.iter().any(is_there) {
        dated.extend(decision.and_then(|day| deadlines::of_verdict(facts, day)));
    }
    let mut numbering = Numbering::default();
    dated.into_iter().map(|entry| located(entry, source, Some(place), name, bench, &mut numbering)).collect()
}

/// Adds everything dated in `portfolio.yaml`, and puts all of it in order by date.
pub(super) fn add_portfolio(
    entries: &mut Vec<Deadline>,
    members: &[AllianceSummary],
    places: &[usize],
    portfolio: Option<&Source<Portfolio>>,
    bench: &RuleEnv,
) {
    if let Some(source) = portfolio {
        let mut numbering = Numbering::default();
        let mut named: HashMap<&str, usize> = HashMap::new();
        for (member, place) in members.iter().zip(places) {
            named.entry(&member.name).or_insert(*place);
        }
        for (alliance, entry) in deadlines::of_portfolio(bench.portfolio, bench.as_of) {
            let place = alliance.and_then(|name| named.get(name).copied());
            let name = alliance.map_or("portfolio".to_owned(), |name| format!("portfolio:{name}"));
            entries.push(located(entry, source, place, &name, bench, &mut numbering));
        }
    }
    settle(entries);
}

fn located<T>(
    entry: DatedEntry,
    source: &Source<T>,
    alliance: Option<usize>,
    name: &str,
    bench: &RuleEnv,
    numbering: &mut Numbering,
) -> Deadline {
    let place = source.place(&entry.path);
    let series = numbering.name(source, &entry.series);
    let fingerprint = format!("{}:{name}:{series}", entry.occasion);
    Deadline {
        occasion: entry.occasion,
        date: entry.date,
        until: entry.until,
        days: days_between(bench.as_of, entry.date),
        overdue: entry.overdue,
        alliance,
        by: entry.by,
        text: entry.text,
        at: location(source, &place),
        path: place.path,
        series,
        fingerprint,
    }
}

/// Tells the items of one name in a list apart: the second and later ones are numbered as the file has them, whether or not
/// the first is done, so that each keeps its own name.
#[derive(Default)]
struct Numbering {
    /// For each list, and field of its items, how many items have been counted, and of each name how many.
    lists: HashMap<(String, String), (usize, HashMap<String, usize>)>,
}

impl Numbering {
    /// What an entry is about, with list items by name. The items of a list are asked for in its order.
    fn name<T>(&mut self, source: &Source<T>, path: &str) -> String {
        let stable = source.stable_path(path);
        let Some((list, rest)) = path.split_once('[') else { return stable };
        let Some((index, field)) = rest.split_once(']') else { return stable };
        let Ok(index) = index.parse::<usize>() else { return stable };
        let (counted, names) = self.lists.entry((list.to_owned(), field.to_owned())).or_default();
        for other in *counted..=index {
            *names.entry(source.stable_path(&format!("{list}[{other}]{field}"))).or_default() += 1;
        }
        *counted = (*counted).max(index.saturating_add(1));
        match names.get(&stable) {
            Some(times) if *times > 1 => format!("{stable}#{times}"),
            _ => stable,
        }
    }
}

//! What is coming up, from fields to places.

use std::collections::HashMap;

use super::places::location;
use crate::facts::Facts;
use crate::facts::deadlines::{self, Entry};
use crate::load::Source;
use crate::model::date::days_between;
use crate::model::{Alliance, Portfolio};
use crate::report::deadlines::{Deadline, settle};
use crate::rules::exit::notice_deadline_ahead::RULE as NOTICE;
use crate::rules::{AllianceSummary, Options, RuleEnv};

/// Everything dated in a record, which stands at this place among the alliances.
pub(super) fn of_record(
    source: &Source<Alliance>,
    name: &str,
    record: &Alliance,
    facts: &Facts,
    place: usize,
    bench: &RuleEnv,
) -> Vec<Deadline> {
    // The rule's own setting, so that the calendar and the finding name the same day.
    let effective = bench.settings.effective(&NOTICE, name, &source.stem);
    let lead = Options::new(&NOTICE, &effective).number("decide_days");
    let dated = deadlines::of_record(record, facts, lead).into_iter();
    dated.map(|entry| located(entry, source, Some(place), name, bench)).collect()
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
        let mut named: HashMap<&str, usize> = HashMap::new();
        for (member, place) in members.iter().zip(places) {
            named.entry(&member.name).or_insert(*place);
        }
        for (alliance, entry) in deadlines::of_portfolio(bench.portfolio, bench.as_of) {
            let place = alliance.and_then(|name| named.get(name).copied());
            let name = alliance.map_or("portfolio".to_owned(), |name| format!("portfolio:{name}"));
            entries.push(located(entry, source, place, &name, bench));
        }
    }
    settle(entries);
}

fn located<T>(
    entry: Entry,
    source: &Source<T>,
    alliance: Option<usize>,
    name: &str,
    bench: &RuleEnv,
) -> Deadline {
    let place = source.place(&entry.path);
    let fingerprint = format!("{}:{name}:{}", entry.occasion, source.stable_path(&entry.series));
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
        fingerprint,
    }
}

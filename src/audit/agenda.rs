//! What is coming up, from fields to places.

use super::places::location;
use crate::facts::agenda::{self, Entry};
use crate::load::Source;
use crate::model::date::days_between;
use crate::model::{Alliance, Portfolio};
use crate::report::agenda::{Upcoming, settle};
use crate::rules::exit::notice_deadline_ahead::RULE as NOTICE;
use crate::rules::{Bench, Member, Options};

/// Everything dated in the records and in `portfolio.yaml`, by date.
///
/// Each member comes with its place among the alliances and the file it was read from.
pub(super) fn upcoming<'s>(
    members: impl Iterator<Item = (&'s Member<'s>, usize, &'s Source<Alliance>)>,
    portfolio: Option<&Source<Portfolio>>,
    bench: &Bench,
) -> Vec<Upcoming> {
    let mut entries = Vec::new();
    let mut names = Vec::new();
    for (member, place, source) in members {
        // The rule's own setting, so that the calendar and the finding name the same day.
        let effective = bench.settings.effective(&NOTICE, member.name, &source.stem);
        let lead = Options::new(&NOTICE, &effective).number("decide_days");
        let dated = agenda::of_record(member.record, member.facts, lead);
        entries
            .extend(dated.into_iter().map(|entry| located(entry, source, Some(place), member.name, bench)));
        names.push((member.name, place));
    }
    if let Some(source) = portfolio {
        for (alliance, entry) in agenda::of_portfolio(bench.portfolio, bench.as_of) {
            let place = names.iter().find(|(name, _)| Some(*name) == alliance).map(|(_, place)| *place);
            let name = alliance.map_or("portfolio".to_owned(), |name| format!("portfolio:{name}"));
            entries.push(located(entry, source, place, &name, bench));
        }
    }
    settle(&mut entries);
    entries
}

fn located<T>(
    entry: Entry,
    source: &Source<T>,
    alliance: Option<usize>,
    name: &str,
    bench: &Bench,
) -> Upcoming {
    let place = source.place(&entry.path);
    let fingerprint = format!("{}:{name}:{}", entry.occasion, source.stable_path(&entry.series));
    Upcoming {
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

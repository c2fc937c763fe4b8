//! What today's rules would have said over the past, and what the months cost until somebody decided.

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::health::Decision;
use crate::model::calendar::{add_months, months_between};
use crate::model::comparable;
use crate::report::history::{AllianceStanding, History, HistoryPoint};
use crate::report::verdicts::{PastVerdict, PastVerdicts, Verdicts, Warning, WarningEnd};

/// An alliance over the points at which it was there.
struct AllianceTrack<'h> {
    readings: Vec<(&'h HistoryPoint, &'h AllianceStanding)>,
    /// The first point at which it was there no more.
    gone: Option<NaiveDate>,
}

/// Follows every alliance through a history whose last point is the day to look from.
pub fn verdicts(history: &History) -> Verdicts {
    let days: Vec<NaiveDate> = history.points.iter().map(|point| point.day).collect();
    let last = days.last().copied().unwrap_or_default();
    let mut rows: Vec<PastVerdicts> = tracks(history).iter().map(|track| row(track, last)).collect();
    rows.sort_by_key(|row| {
        let main = row.main();
        let rank = main.map_or(u8::MAX, |warning| rank(&warning.end));
        (rank, Reverse(main.and_then(|warning| warning.money)), Reverse(main.map(|warning| warning.months)))
    });
    Verdicts {
        us: history.us.clone(),
        currency: history.currency.clone(),
        days: [days.first().copied().unwrap_or_default(), last],
        rows,
        remarks: history.remarks.clone(),
    }
}

/// What one may be known by.
type MatchKeys = fn(&AllianceStanding) -> Vec<String>;
/// What one is known by.
type MatchKey = fn(&AllianceStanding) -> String;

/// Puts together what is one alliance: by name, by a name that it had, else by its file.
fn tracks(history: &History) -> Vec<AllianceTrack<'_>> {
    let mut tracks: Vec<AllianceTrack> = Vec::new();
    for point in &history.points {
        // Where nobody can say how things stood, nothing has gone either.
        let Ok(standing) = &point.standing else { continue };
        let mut left: Vec<Option<&AllianceStanding>> = standing.alliances.iter().map(Some).collect();
        let mut found = vec![false; tracks.len()];
        // What an alliance is known by at this point, and by which of it one of an earlier point is the same.
        let ways: [(MatchKeys, MatchKey); 3] = [
            (|now| vec![comparable(&now.name)], |before| comparable(&before.name)),
            (
                |now| now.aliases.iter().map(|alias| comparable(alias)).collect(),
                |before| comparable(&before.name),
            ),
            (|now| vec![now.stem.clone()], |before| before.stem.clone()),
        ];
        for (signs, sign) in ways {
            let mut known: HashMap<String, VecDeque<usize>> = HashMap::new();
            for (place, now) in left.iter().enumerate().filter_map(|(place, now)| Some((place, (*now)?))) {
                signs(now).into_iter().for_each(|sign| known.entry(sign).or_default().push_back(place));
            }
            for (track, found) in tracks.iter_mut().zip(&mut found).filter(|(_, found)| !**found) {
                let Some((_, before)) = track.readings.last().copied() else { continue };
                let Some(places) = known.get_mut(&sign(before)) else { continue };
                let same = std::iter::from_fn(|| places.pop_front()).find_map(|place| left[place].take());
                if let Some(now) = same {
                    *found = true;
                    track.gone = None;
                    track.readings.push((point, now));
                }
            }
        }
        for (track, _) in tracks.iter_mut().zip(found).filter(|(_, found)| !found) {
            track.gone.get_or_insert(point.day);
        }
        tracks.extend(
            left.into_iter().flatten().map(|now| AllianceTrack { readings: vec![(point, now)], gone: None }),
        );
    }
    tracks
}

fn row(track: &AllianceTrack, last: NaiveDate) -> PastVerdicts {
    let warnings = warnings(track, last);
    let told = (0..warnings.len()).min_by_key(|place| (rank(&warnings[*place].end), *place));
    let latest = track.readings.last().map(|(_, scored)| *scored);
    PastVerdicts {
        name: latest.map(|scored| scored.name.clone()).unwrap_or_default(),
        warnings,
        told,
        now: latest.filter(|_| track.gone.is_none()).and_then(|scored| scored.verdict),
    }
}

/// What asks for a reader first: what still waits, what somebody decided, what needed no decision.
fn rank(end: &WarningEnd) -> u8 {
    match end {
        WarningEnd::Open => 0,
        WarningEnd::Gone(_) => 1,
        WarningEnd::Decided { .. } => 2,
        WarningEnd::Settled(..) => 3,
    }
}

/// Whether a verdict asks to end an alliance or to prove what it adds.
fn warns(verdict: Decision) -> bool {
    matches!(verdict, Decision::WindDown | Decision::ProveIt)
}

fn warnings(track: &AllianceTrack, last: NaiveDate) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut open: Vec<PastVerdict> = Vec::new();
    let mut before: Option<NaiveDate> = None;
    for (point, scored) in &track.readings {
        if let Some(since) = open.first().map(|said| said.day) {
            let decided = scored.decisions.iter().filter(|(date, _)| *date >= since).min();
            let settled = scored.verdict.filter(|verdict| !warns(*verdict));
            let end = match (decided, settled) {
                (Some((date, verdict)), _) => {
                    let between = |other: &HistoryPoint| *date <= other.day && other.day < point.day;
                    let late = track.readings.iter().any(|(other, _)| between(other));
                    Some(WarningEnd::Decided {
                        date: *date,
                        verdict: verdict.clone(),
                        on_record: point.day,
                        late,
                    })
                }
                (None, Some(verdict)) => Some(WarningEnd::Settled(point.day, verdict)),
                (None, None) => None,
            };
            found.extend(end.map(|end| close(track, std::mem::take(&mut open), end, last)));
        }
        let verdict = scored.verdict.filter(|verdict| warns(*verdict));
        if let Some(verdict) = verdict.filter(|verdict| open.iter().all(|said| said.verdict != *verdict)) {
            open.push(PastVerdict {
                verdict,
                period: point.label.clone(),
                after: before,
                day: point.day,
                commit: point.commit.clone(),
            });
        }
        before = Some(point.day);
    }
    if !open.is_empty() {
        let end = track.gone.map_or(WarningEnd::Open, WarningEnd::Gone);
        found.push(close(track, open, end, last));
    }
    found
}

/// Prices each whole month by what was on record when it began.
fn close(track: &AllianceTrack, said: Vec<PastVerdict>, end: WarningEnd, last: NaiveDate) -> Warning {
    let since = said.first().map_or(last, |said| said.day);
    let months = months_between(since, end.day().unwrap_or(last));
    let (mut hours, mut money, mut complete) = (None, None, true);
    let add = |sum: &mut Option<Decimal>, amount: Option<Decimal>| {
        if let Some(amount) = amount {
            *sum = sum.unwrap_or_default().checked_add(amount).or(*sum);
        }
    };
    for month in 0..months {
        let begins = add_months(since, month);
        let known = track.readings.iter().rev().find(|(point, _)| point.day <= begins);
        let Some((_, scored)) = known else { continue };
        add(&mut hours, scored.monthly.hours);
        add(&mut money, scored.monthly.money);
        complete &= scored.monthly.complete;
    }
    Warning { said, end, months, hours, money, complete }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::attention::Monthly;
    use crate::report::Counts;
    use crate::report::history::PortfolioStanding;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn scored(name: &str, verdict: Decision, hours: i64, decisions: &[(&str, &str)]) -> AllianceStanding {
        let decided = decisions.iter().map(|(day, what)| (date(day), (*what).to_owned()));
        AllianceStanding {
            name: name.to_owned(),
            score: None,
            verdict: Some(verdict),
            incremental: None,
            stem: name.to_lowercase(),
            aliases: Vec::new(),
            monthly: Monthly {
                hours: Some(Decimal::from(hours)),
                money: Some(Decimal::from(hours * 100)),
                complete: true,
            },
            decisions: decided.collect(),
        }
    }

    fn told(points: Vec<(&str, Vec<AllianceStanding>)>) -> Vec<String> {
        let points = points.into_iter().map(|(day, alliances)| HistoryPoint {
            label: day.to_owned(),
            day: date(day),
            commit: Some("c".to_owned()),
            standing: Ok(PortfolioStanding {
                records: alliances.len(),
                unreadable: 0,
                score: None,
                counts: Counts::default(),
                incremental: Decimal::ZERO,
                alliances,
            }),
        });
        let history =
            History { us: None, currency: "EUR".to_owned(), points: points.collect(), remarks: Vec::new() };
        let shown = |warning: &Warning| {
            let said: Vec<String> =
                warning.said.iter().map(|said| format!("{} {}", said.verdict, said.day)).collect();
            let money = warning.money.map(|money| money.to_string()).unwrap_or_default();
            let end = warning.end.day().map(|day| format!(" {day}")).unwrap_or_default();
            format!("{}; {}{end}; {} months {money}", said.join(", "), warning.end.word(), warning.months)
        };
        let rows = verdicts(&history).rows;
        rows.iter()
            .map(|row| format!("{}: {}", row.name, row.main().map_or("never".to_owned(), shown)))
            .collect()
    }

    #[test]
    fn the_months_run_from_what_was_said_to_what_was_decided() {
        let say = |verdict, hours| vec![scored("Tern", verdict, hours, &[])];
        assert_eq!(
            told(vec![
                ("2026-03-31", say(Decision::ProveIt, 10)),
                ("2026-06-30", say(Decision::WindDown, 20)),
                (
                    "2026-09-30",
                    vec![scored("Tern", Decision::FinishExit, 20, &[("2026-08-31", "wind-down")])]
                ),
            ]),
            ["Tern: prove it 2026-03-31, wind down 2026-06-30; decided 2026-08-31; 5 months 7000"],
            "three months at 10 hours, two at 20"
        );
        assert_eq!(
            told(vec![
                ("2026-03-31", say(Decision::WindDown, 10)),
                ("2026-06-29", say(Decision::WindDown, 10))
            ]),
            ["Tern: wind down 2026-03-31; not-decided; 2 months 2000"]
        );
        assert_eq!(
            told(vec![
                ("2026-03-31", say(Decision::ProveIt, 10)),
                ("2026-06-30", say(Decision::Continue, 10))
            ]),
            ["Tern: prove it 2026-03-31; settled 2026-06-30; 3 months 3000"]
        );
        assert_eq!(told(vec![("2026-03-31", say(Decision::Restructure, 10))]), ["Tern: never"]);
    }

    #[test]
    fn what_was_decided_before_is_no_answer_and_what_is_said_again_is_open() {
        let before = [("2026-03-30", "continue")];
        let after = [("2026-03-30", "continue"), ("2026-04-01", "continue")];
        assert_eq!(
            told(vec![
                ("2026-03-31", vec![scored("Tern", Decision::WindDown, 1, &before)]),
                ("2026-06-30", vec![scored("Tern", Decision::WindDown, 1, &after)]),
                ("2026-08-31", vec![scored("Tern", Decision::WindDown, 1, &after)]),
            ]),
            ["Tern: wind down 2026-06-30; not-decided; 2 months 200"]
        );
    }

    #[test]
    fn an_alliance_is_followed_by_name_alias_and_file_until_it_is_gone() {
        let named = |name: &str, stem: &str, aliases: &[&str]| AllianceStanding {
            stem: stem.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            ..scored(name, Decision::WindDown, 1, &[])
        };
        assert_eq!(
            told(vec![
                ("2026-01-31", vec![named("A", "a", &[]), named("B", "b", &[])]),
                ("2026-02-28", vec![named("B", "moved", &[]), named("A2", "x", &["A"])]),
                ("2026-03-31", vec![named("A3", "x", &[]), scored("C", Decision::Continue, 1, &[])]),
            ]),
            [
                "A3: wind down 2026-01-31; not-decided; 2 months 200",
                "B: wind down 2026-01-31; record-removed 2026-03-31; 2 months 200",
                "C: never",
            ]
        );
    }
}

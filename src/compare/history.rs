//! How a portfolio stood at the end of each period.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::Period;
use crate::model::calendar::{add_days, sub_days, sub_months};
use crate::report::history::{AllianceStanding, PortfolioStanding};
use crate::report::{Counts, Report};

/// Most months looked back.
pub const LONGEST: u32 = 1200;

/// The days to judge on, each with its period: every period's end from `since` on, and last the day itself.
pub fn days(until: NaiveDate, months: u32, since: NaiveDate) -> Vec<(String, NaiveDate)> {
    let mut days = Vec::new();
    let mut period = Period::around(until, months);
    while let Some(current) = period {
        let (label, end) = (current.to_string(), current.end());
        if current.end() < since || days.len() > LONGEST as usize {
            break;
        }
        // The period that is running ends today, as far as anybody knows.
        let day = if end > until { until } else { end };
        days.push((if end > until { format!("{label} so far") } else { label }, day));
        period = Period::around(sub_days(current.start(), 1), months);
    }
    days.reverse();
    days
}

/// How far back `2y`, `18m`, `6q` or a date reaches from a day; `None` where the text is neither.
pub fn since(text: &str, until: NaiveDate) -> Option<NaiveDate> {
    if let Ok(date) = crate::model::Date::parse(text) {
        return (date.0 <= until).then_some(date.0);
    }
    let months = match text.as_bytes().last()? {
        b'y' => 12,
        b'q' => 3,
        b'm' => 1,
        _ => return None,
    };
    let number: u32 = text.get(..text.len() - 1)?.parse().ok()?;
    let back = number.checked_mul(months).filter(|back| (1..=LONGEST).contains(back))?;
    Some(add_days(sub_months(until, back), 1))
}

/// What a report says of the portfolio as a whole.
pub fn standing(report: &Report) -> PortfolioStanding {
    let alliances: Vec<AllianceStanding> = report
        .alliances
        .iter()
        .map(|alliance| {
            let health = alliance.health.as_ref();
            AllianceStanding {
                name: alliance.name.clone(),
                score: health.and_then(|health| Some(health.score.as_ref()?.raw.score)),
                verdict: health.map(|health| health.verdict.decision),
                incremental: health.and_then(|health| health.value.known),
                stem: stem(&alliance.file),
                aliases: alliance.aliases.clone(),
                monthly: health.map(|health| health.monthly).unwrap_or_default(),
                decisions: alliance
                    .review_pack
                    .decisions
                    .iter()
                    .map(|decided| (decided.date, decided.verdict.to_owned()))
                    .collect(),
            }
        })
        .collect();
    let scores: Vec<Decimal> = alliances.iter().filter_map(|it| it.score.map(Decimal::from)).collect();
    let total: Decimal = scores.iter().sum();
    PortfolioStanding {
        records: report.alliances.len(),
        unreadable: report.unreadable(),
        score: total.checked_div(Decimal::from(scores.len())).map(|mean| mean.round()),
        counts: Counts::of(report.all_findings()),
        incremental: report.worth.incremental,
        alliances,
    }
}

fn stem(file: &str) -> String {
    let stem = std::path::Path::new(file).file_stem();
    stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn shown(until: &str, months: u32, back: &str) -> Vec<String> {
        let until = date(until);
        let since = since(back, until).expect("a span");
        days(until, months, since).into_iter().map(|(label, day)| format!("{label} {day}")).collect()
    }

    #[test]
    fn periods_end_where_the_calendar_says_and_the_running_one_today() {
        assert_eq!(
            shown("2026-11-22", 3, "1y"),
            [
                "2025-Q4 2025-12-31",
                "2026-Q1 2026-03-31",
                "2026-Q2 2026-06-30",
                "2026-Q3 2026-09-30",
                "2026-Q4 so far 2026-11-22"
            ]
        );
        assert_eq!(shown("2026-03-31", 3, "2q"), ["2025-Q4 2025-12-31", "2026-Q1 2026-03-31"]);
        assert_eq!(
            shown("2026-03-01", 1, "2m"),
            ["2026-01 2026-01-31", "2026-02 2026-02-28", "2026-03 so far 2026-03-01"]
        );
        assert_eq!(shown("2026-03-01", 1, "2026-03-01"), ["2026-03 so far 2026-03-01"]);
    }

    #[test]
    fn a_span_is_a_number_with_a_unit_or_a_day() {
        let until = date("2026-11-22");
        assert_eq!(since("2y", until), Some(date("2024-11-23")));
        assert_eq!(since("6q", until), Some(date("2025-05-23")));
        assert_eq!(since("2026-01-31", until), Some(date("2026-01-31")));
        for text in ["", "y", "2", "2w", "0y", "-1y", "101y", "99999999999y", "2026-12-01", "ü"] {
            assert_eq!(since(text, until), None, "{text}");
        }
    }
}

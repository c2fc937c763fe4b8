//! The same total is the same total, however it is split into months, quarters and halves, and whether those are called by
//! the calendar or by the company's own year.

use alliance::load::{Inputs, Source};
use alliance::model::calendar::{add_days, add_months};
use alliance::model::{FiscalYear, Period};
use chrono::NaiveDate;
use proptest::prelude::*;

use super::{cases, day, judged};

/// Two years of months, from the beginning of a year on.
const MONTHS: usize = 24;

#[derive(Debug, Clone)]
struct Drawn {
    /// What each month brought, and what we would have won anyway.
    months: Vec<(u32, u32)>,
    every: (&'static str, u32),
    floor: u32,
    target: u32,
    /// Into what each period of the metric is split: parts of so many months.
    parts: Vec<u32>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let every = prop::sample::select(vec![("quarter", 3), ("half-year", 6), ("year", 12)]);
    let month = (0_u32..1000, 0_u32..400);
    let parts = prop::collection::vec(prop::sample::select(vec![1_u32, 3, 6, 12]), MONTHS);
    (prop::collection::vec(month, MONTHS), every, 0_u32..3000, 0_u32..3000, parts).prop_map(
        |(months, every, floor, more, parts)| Drawn { months, every, floor, target: floor + more, parts },
    )
}

impl Drawn {
    /// The results, in parts of `parts` months as far as they fit into the periods, or whole.
    fn results(&self, start: NaiveDate, whole: bool, fiscal: Option<FiscalYear>) -> String {
        let mut results = String::new();
        let mut at = 0;
        while at < MONTHS {
            let within = usize::try_from(self.every.1).expect("few");
            let part = usize::try_from(self.parts[at]).expect("few");
            // A part begins where one of its length can, and ends with its period at the latest.
            let part = if whole || part > within || !at.is_multiple_of(part) {
                if whole { within } else { 1 }
            } else {
                part
            };
            let length = u32::try_from(part).expect("few");
            let first = add_months(start, u32::try_from(at).expect("few"));
            let period = Period::around_in(first, length, fiscal).expect("a period");
            assert_eq!(period.start(), first);
            let sum = |pick: fn(&(u32, u32)) -> u32| self.months[at..at + part].iter().map(pick).sum::<u32>();
            results += &format!(
                "      - {{ period: {period}, total: {}, without: {}, partner_total: {0} }}\n",
                sum(|month| month.0 + month.1),
                sum(|month| month.1)
            );
            at += part;
        }
        results
    }

    fn record(&self, start: NaiveDate, results: &str) -> String {
        format!(
            "name: Tern\npartner: Tern Ltd\ntype: strategic\nstarted: {start}\nmetrics:\n  - name: Revenue\n    indicator: shared-revenue\n    unit: EUR\n    \
             agreed: {start}\n    every: {}\n    floor: {}\n    target: {}\n    counterfactual: {{ method: holdout, because: Half of the regions }}\n    results:\n{results}\
             exit: {{ agreed: {start}, notice_days: 90, who: either, triggers: [{{ metric: Revenue, below: {1}, for: 1 year }}] }}\n\
             attention: {{ hours_per_month: 1 }}\n",
            self.every.0, self.floor, self.target
        )
    }
}

/// Everything that is said which depends on the results, whatever the place of the result.
fn said(record: &str, fiscal: Option<FiscalYear>, as_of: NaiveDate) -> Vec<String> {
    let source = Source::in_year("alliances/tern.yaml".to_owned(), Ok(record.to_owned()), fiscal);
    assert!(source.mistakes.is_empty(), "{:?}\n{record}", source.mistakes);
    let report = judged(Inputs { records: vec![source.into()], whole: true, ..Inputs::default() }, as_of);
    let alliance = &report.alliances[0];
    let health = alliance.health.as_ref().expect("judged");
    let mut said = vec![
        health.verdict.decision.word().to_owned(),
        format!("{:?}", health.value.incremental),
        format!("{:?}", health.value.gross),
        format!("{:?}", health.drift.as_ref().map(|price| (price.drift.since, price.drift.periods))),
    ];
    // What is said of single results names them as they were filed.
    let of_results = [
        "drifting-alliance",
        "missed-floor",
        "tripped-exit-trigger",
        "far-from-target",
        "ready-to-deepen",
        "silent-metric",
        "unfitting-result-period",
    ];
    said.extend(
        alliance
            .findings
            .iter()
            .map(|finding| finding.rule.id)
            .filter(|id| of_results.contains(id))
            .map(str::to_owned),
    );
    said
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn any_split_of_the_same_total_says_the_same(drawn in drawn(), after in 0_u32..60) {
        let start = day("2024-01-01");
        let as_of = add_days(add_months(start, 24), after);
        let whole = drawn.record(start, &drawn.results(start, true, None));
        let split = drawn.record(start, &drawn.results(start, false, None));
        prop_assert_eq!(said(&whole, None, as_of), said(&split, None, as_of), "{}", split);
    }

    #[test]
    fn a_year_of_ones_own_is_split_like_any_other(drawn in drawn(), month in 1_u32..13, after in 0_u32..60) {
        let fiscal = FiscalYear::from_month(month);
        let start = fiscal.and_then(|year| year.first_day(2025)).expect("a day");
        let as_of = add_days(add_months(start, 24), after);
        let whole = drawn.record(start, &drawn.results(start, true, fiscal));
        prop_assert!(whole.contains("period: FY25"), "{}", whole);
        let parts = drawn.results(start, false, fiscal);
        // Where only months are filed nothing says that the quarters are the company's own.
        prop_assume!(parts.contains("FY") || matches!(month, 1 | 4 | 7 | 10) && drawn.every.1 == 3);
        prop_assert_eq!(said(&whole, fiscal, as_of), said(&drawn.record(start, &parts), fiscal, as_of), "{}", parts);
    }

    #[test]
    fn the_calendar_and_a_year_of_ones_own_agree_on_the_same_days(drawn in drawn(), quarter in 0_u32..4) {
        let fiscal = FiscalYear::from_month(1 + 3 * quarter);
        let start = day("2024-01-01");
        let quarterly = Drawn { every: ("quarter", 3), ..drawn };
        let as_of = add_days(add_months(start, 24), 40);
        let plain = quarterly.record(start, &quarterly.results(start, true, None));
        let own = quarterly.record(start, &quarterly.results(start, true, fiscal));
        prop_assert!(own.contains("FY") && !plain.contains("FY"));
        prop_assert_eq!(said(&plain, None, as_of), said(&own, fiscal, as_of), "{}", own);
    }
}

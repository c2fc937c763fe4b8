//! The ledger, with its working beside each figure.

use alliance::health::CountsAs;
use alliance::health::{AllianceValue, Decision};
use rust_decimal::Decimal;

use super::{first, healthy, of, sample};

fn euro(amount: i64) -> Decimal {
    Decimal::from(amount)
}

/// The article's case: it worked for four months, stopped in the fifth, and was kept to the fourteenth.
#[test]
fn the_drifting_alliance_is_priced() {
    let report = sample();
    let tern = of(&report, "Tern Analytics");
    let drift = tern.drift.as_ref().expect("a drift");
    // Launched on 2025-09-01. Fees less what we would have won anyway, by month, against a floor of 10,000:
    //   2025-09 12,000 - 1,500 = 10,500   2025-10 16,500   2025-11 15,000   2025-12 11,500: above
    //   2026-01  9,000 - 4,000 =  5,000: the fifth month, and below ever since; referrals 3 - 1 = 2 against 4.
    assert_eq!(drift.drift.since.to_string(), "2026-01-31");
    // Results since: 2026-01 to 2026-10. From 2026-01-31 to 2026-11-22 it is 9 whole months, 295 days
    // (28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31 and 22).
    assert_eq!((drift.drift.periods, drift.drift.months, drift.drift.days), (10, 9, 295));
    // A month is 24 hours and 24 x 95 + 2,400 = 4,680.
    assert_eq!(tern.monthly.hours, Some(euro(24)));
    assert_eq!(tern.monthly.money, Some(euro(4_680)));
    // Nine months: 216 hours, 42,120. One more quarter: 72 hours, 14,040.
    assert_eq!((drift.so_far.hours, drift.so_far.money), (Some(euro(216)), Some(euro(42_120))));
    assert_eq!((drift.quarter.hours, drift.quarter.money), (Some(euro(72)), Some(euro(14_040))));
    // The term to 2026-08-31 has renewed itself by twelve months; 60 days before its new end is 2027-07-02.
    let exit = tern.exit.expect("a way out");
    assert_eq!(exit.date.to_string(), "2027-08-31");
    assert_eq!(exit.notice_by().map(|by| by.to_string()).as_deref(), Some("2027-07-02"));
    assert_eq!(tern.verdict.decision, Decision::WindDown);
}

#[test]
fn a_year_of_months_is_counted_by_hand() {
    let report = sample();
    let value = &of(&report, "Tern Analytics").value;
    // Months that end after 2025-11-22, from 2025-11 to 2026-10.
    // Total:   18,000 15,000 9,000 7,000 6,000 5,500 6,000 5,000 4,500 4,000 4,500 4,200 = 88,700
    // Without:  3,000  3,500 4,000 3,500 3,500 3,500 4,000 3,500 3,500 3,500 4,000 3,800 = 43,300
    assert_eq!((value.gross, value.incremental), (euro(88_700), euro(88_700 - 43_300)));
    // 45,400 of 88,700 is 51.2 %.
    assert_eq!(value.surviving_percent(), Some(euro(51)));
    // Twelve months of 24 hours, and of 4,680.
    assert_eq!((value.hours, value.cost), (Some(euro(288)), Some(euro(56_160))));
    // It is 45,400 for 56,160, and 157.64 an hour.
    assert_eq!(value.pays, Some(false));
    assert_eq!(value.an_hour().map(|hour| hour.round_dp(2)), Some(Decimal::new(15_764, 2)));
    assert_eq!(
        value.metrics.iter().map(|metric| metric.counts).collect::<Vec<_>>(),
        [CountsAs::Value, CountsAs::Leading]
    );
}

#[test]
fn a_year_of_quarters_is_counted_by_hand() {
    let report = sample();
    let value = &of(&report, "Borealis").value;
    // 2025-Q4 180,000 - 95,000 = 85,000   2026-Q1 210,000 - 115,000 = 95,000
    // 2026-Q2 235,000 - 125,000 = 110,000 2026-Q3 228,000 - 120,000 = 108,000
    assert_eq!((value.gross, value.incremental), (euro(853_000), euro(398_000)));
    assert_eq!(value.surviving_percent(), Some(euro(47)), "46.7 %");
    // 34 hours x 12; (34 x 95 + 900) x 12 = 4,130 x 12.
    assert_eq!((value.hours, value.cost, value.pays), (Some(euro(408)), Some(euro(49_560)), Some(true)));
    let fees = &value.metrics[0];
    let last = fees.results.last().expect("a result");
    assert_eq!(last.readings, [("partner".to_owned(), euro(221_000))], "both sides' readings");
    assert_eq!(fees.missing, []);
    // The pipeline is in money and adds nothing.
    assert_eq!((value.metrics[1].counts, value.metrics[1].incremental), (CountsAs::Leading, euro(0)));
}

#[test]
fn the_portfolio_is_the_sum_of_its_alliances() {
    let report = sample();
    let values = || report.alliances.iter().filter_map(|alliance| Some(&alliance.health.as_ref()?.value));
    let sum = |pick: fn(&AllianceValue) -> Decimal| values().map(pick).sum::<Decimal>();
    assert_eq!(report.worth.incremental, sum(|value| value.incremental));
    assert_eq!(report.worth.gross, sum(|value| value.gross));
    for value in values() {
        assert_eq!(value.incremental, value.metrics.iter().map(|metric| metric.incremental).sum());
    }
    // Northstar 820,000, Borealis 398,000, Oakline 47,500, Tern 45,400, Lark 17,500.
    assert_eq!(report.worth.incremental, euro(820_000 + 398_000 + 47_500 + 45_400 + 17_500));
    assert_eq!(report.worth.unproven, 0);
}

#[test]
fn what_is_not_proven_is_counted_apart() {
    // The healthy record has 390,000 for 2026-Q2 and 430,000 for 2026-Q3; now nobody knows what Q3 would have been.
    let case = healthy().with("metrics[0].results[1].without: null");
    let report = case.report();
    let value = &first(&report).value;
    assert_eq!((value.incremental, value.gross), (euro(390_000), euro(510_000)));
    assert_eq!((value.unproven, value.unproven_gross), (1, euro(540_000)));
    assert_eq!(value.known, None);
    assert_eq!(report.worth.unproven_gross, euro(540_000));
}

#[test]
fn missing_and_overlapping_periods_are_told() {
    let value = |change: &str| first(&healthy().with(change).report()).value.clone();
    let missing = |value: &AllianceValue| -> Vec<String> {
        value.metrics[0].missing.iter().map(ToString::to_string).collect()
    };
    // Launched in March 2025, so that the quarters in the window are 2025-Q4 to 2026-Q3; two are on record.
    assert_eq!(missing(&value("tier: core")), ["2025-Q4", "2026-Q1"]);
    let overlap = value("metrics[0].results[2]: { period: 2026-09, total: 180000, without: 30000 }");
    // September is in the third quarter, which is counted.
    assert_eq!(overlap.incremental, euro(820_000));
    let whole_year = value(
        "metrics[0].results: [{ period: '2025', total: 900000, without: 400000 }, { period: 2026-H1, total: 10, without: 4 }]",
    );
    // A year that ends in the window counts in it whole.
    assert_eq!(whole_year.incremental, euro(500_006));
}

#[test]
fn the_window_can_be_set() {
    let incremental = |months: &str| {
        let case = healthy().portfolio(&format!("trailing_months: {months}"));
        first(&case.report()).value.incremental
    };
    // 2026-Q2 ended on 30 June, 2026-Q3 on 30 September; today is 22 November.
    assert_eq!(incremental("12"), euro(820_000));
    assert_eq!(incremental("4"), euro(430_000));
    assert_eq!(incremental("1"), euro(0));
}

#[test]
fn a_period_leaves_the_window_a_year_after_its_last_day() {
    let periods = |date: &str| -> Vec<String> {
        let change = "metrics[1].results[2]: { period: 2025-Q3, total: 1500000, without: 500000 }";
        let report = healthy().with(change).on(date).report();
        let pipeline = &first(&report).value.metrics[1];
        pipeline.results.iter().map(|result| result.period.to_string()).collect()
    };
    // 2025-Q3 ended on 2025-09-30; the quarter that ends today counts from today.
    assert_eq!(periods("2026-09-29"), ["2025-Q3", "2026-Q2"]);
    assert_eq!(periods("2026-09-30"), ["2026-Q2", "2026-Q3"]);
}

#[test]
fn of_results_that_share_days_the_proven_and_the_longer_counts() {
    let incremental = |results: &str| {
        let report = healthy().with(&format!("metrics[0].results: [{results}]")).report();
        (first(&report).value.incremental, first(&report).value.unproven)
    };
    let quarter = "{ period: 2026-Q3, total: 160000, without: 20000 }";
    let month = "{ period: 2026-07, total: 5000, without: 1000 }";
    assert_eq!(
        incremental(&format!("{month}, {quarter}")),
        (euro(140_000), 0),
        "the month is in the quarter"
    );
    assert_eq!(
        incremental(&format!("{quarter}, {month}")),
        (euro(140_000), 0),
        "whatever comes first in the file"
    );
    let open = "{ period: 2026-Q3, total: 160000 }";
    assert_eq!(incremental(&format!("{open}, {month}")), (euro(4_000), 0), "what is proven comes first");
    let unproven = "{ period: 2026-07, total: 5000 }";
    assert_eq!(incremental(&format!("{unproven}, {quarter}")), (euro(140_000), 0));
}

#[test]
fn money_in_another_unit_is_unproven_and_not_nothing() {
    for unit in ["\"€\"", "euro", "kEUR", "USD"] {
        let report = healthy().with(&format!("metrics[0].unit: {unit}")).report();
        let value = &first(&report).value;
        assert_eq!((value.known, value.incremental, value.unproven), (None, euro(0), 2), "{unit}");
    }
}

#[test]
fn what_has_ended_takes_and_owes_nothing_more() {
    let ended = "{ stage: ended, ended: 2026-05-31, attention: { hours_per_month: 10, cost_per_month: 50 } }";
    let report = healthy().with(ended).report();
    let value = &first(&report).value;
    // From 2025-11-22 to 2026-05-31 it is six whole months.
    assert_eq!((value.months_taken, value.hours), (6, Some(euro(60))));
    let missing: Vec<String> = value.metrics[0].missing.iter().map(ToString::to_string).collect();
    assert_eq!(missing, ["2025-Q4", "2026-Q1"], "the second quarter was not over when it ended");
}

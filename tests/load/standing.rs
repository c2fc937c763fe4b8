//! One clock: a record as it stood on an earlier day.

use alliance::load::Source;
use alliance::model::{Alliance, Date, Stage};

fn at(text: &str, date: &str) -> (Alliance, Vec<String>) {
    let text = format!("name: A\npartner: P\ntype: strategic\n{text}");
    let source = Source::<Alliance>::new(String::new(), Ok(text));
    assert_eq!(source.mistakes, []);
    let mut record = source.value.expect("a record");
    let later = record.stand_at(Date::parse(date).expect("a date").0);
    (record, later.into_iter().map(|entry| entry.path).collect())
}

#[test]
fn entries_count_from_their_day_on() {
    let reviews =
        "governance: { reviews: [{ date: 2026-01-10 }, { date: 2026-03-10 }, { date: 2026-02-10 }] }";
    for (date, held) in [("2026-01-09", 0), ("2026-01-10", 1), ("2026-02-10", 2), ("2026-03-10", 3)] {
        let (record, later) = at(reviews, date);
        assert_eq!(
            (record.governance.get().map(|governance| governance.reviews.len()), later.len()),
            (Some(held), 3 - held),
            "{date}"
        );
    }
    let (record, later) = at(reviews, "2026-02-10");
    let places: Vec<usize> = record
        .governance
        .get()
        .map(|governance| governance.reviews.iter().map(|(at, _)| at).collect())
        .unwrap_or_default();
    assert_eq!((places, later), (vec![0, 2], vec!["governance.reviews[1].date".to_owned()]));
}

#[test]
fn a_result_counts_once_its_period_is_over() {
    let metric = "metrics: [{ name: M, results: [{ period: 2026-Q3, total: 5 }] }]";
    let results = |date| at(metric, date).0.metrics.items().next().map(|metric| metric.results.len());
    assert_eq!((results("2026-09-29"), results("2026-09-30")), (Some(0), Some(1)));
}

#[test]
fn what_had_not_happened_is_absent_and_what_stood_before_is_unknown() {
    let (record, _) = at(
        "announced: 2026-05-01\nterms_updated: 2026-05-01\nexit: { updated: 2026-05-01, notice_days: 90 }",
        "2026-04-30",
    );
    assert!(record.announced.is_absent());
    assert!(record.terms_updated.is_invalid());
    assert!(record.exit.get().is_some_and(|exit| exit.updated.is_invalid() && exit.notice_days.is_set()));
}

#[test]
fn stages_turn_back() {
    let ended = "stage: ended\nstarted: 2025-01-01\nnotice_given: 2026-03-01\nended: 2026-06-01";
    for (date, stage) in [
        ("2026-06-01", Stage::Ended),
        ("2026-05-31", Stage::WindingDown),
        ("2026-02-28", Stage::Active),
        ("2024-12-31", Stage::Proposed),
    ] {
        assert_eq!(at(ended, date).0.stage(), stage, "{date}");
    }
}

#[test]
fn plans_may_lie_ahead() {
    let text = "stage: proposed\noperating_changes: [{ since: 2027-01-01 }]\ncommitments: [{ what: x, due: 2027-01-01 }]";
    let (record, later) = at(text, "2026-11-22");
    assert_eq!((record.operating_changes.len(), record.commitments.len(), later.len()), (1, 1, 0));
}

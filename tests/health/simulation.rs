//! Honest and shaped portfolios, drawn from a seed: how often a number that was measured is taken for one that was made.

use std::fmt::Write;

use alliance::rules::Weakens;

use super::healthy;

/// Each draws another set of portfolios; the figures in `docs/health.md` are of this one.
const SEED: u64 = 20_261_122;
const PORTFOLIOS: u32 = 40;
const METRICS: u32 = 9;

/// A generator whose numbers are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// From `low` to `high`, both included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).expect("a span");
        low + i64::try_from(self.roll() % span).expect("a small number")
    }
}

/// Four quarters of one metric, as results of the healthy record.
fn metric(dice: &mut Dice, shaped: bool) -> String {
    // How a house counts: to the unit, or in thousands; and whether both sides read one invoice system, and say so.
    let unit = if dice.between(1, 3) == 1 { 1_000 } else { 1 };
    let one_system = dice.between(1, 4) == 1;
    let level = dice.between(300, 900) * 1_000;
    let season = [80, 95, 105, 120];
    let mut results = String::from("metrics[1]: null\nmetrics[0].results:\n");
    for (quarter, factor) in ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"].iter().zip(season) {
        let noise = dice.between(88, 112);
        let total = level * factor * noise / 10_000 / unit * unit;
        let share = if shaped { 10 } else { dice.between(18, 34) };
        let without = total * share / 100 / unit * unit;
        let theirs =
            if shaped || one_system { total } else { total * dice.between(970, 1_030) / 1_000 / unit * unit };
        let _ = writeln!(
            results,
            "  - {{ period: {quarter}, total: {total}, without: {without}, partner_total: {theirs} }}"
        );
    }
    if one_system && !shaped {
        results += "metrics[0].tracked_by: { us: Joint invoice ledger, partner: Joint invoice ledger }\n";
    }
    if dice.between(1, 2) == 1 {
        results +=
            "metrics[0].counterfactual: { method: pre-post, because: The four quarters before the launch }\n";
    }
    results
}

/// Of so many portfolios, how many carry a mark and how many a conviction: two marks on one metric.
fn rates(shaped: bool) -> (u32, u32) {
    let mut dice = Dice(SEED);
    let (mut asked, mut convicted) = (0, 0);
    for _ in 0..PORTFOLIOS {
        let most = (0..METRICS)
            .map(|_| {
                let report = healthy().with(&metric(&mut dice, shaped)).report();
                let marks = report.alliances[0].findings.iter().filter(|it| it.rule.weakens == Weakens::Mark);
                let mut rules: Vec<&str> = marks.map(|mark| mark.rule.id).collect();
                rules.sort_unstable();
                rules.dedup();
                rules.len()
            })
            .max()
            .unwrap_or(0);
        asked += u32::from(most >= 1);
        convicted += u32::from(most >= 2);
    }
    (asked, convicted)
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn honest_portfolios_are_hardly_ever_convicted() {
    let (_, convicted) = rates(false);
    assert!(convicted * 100 <= PORTFOLIOS * 5, "{convicted} of {PORTFOLIOS}");
}

#[test]
fn shaped_portfolios_are_mostly_found() {
    let (_, convicted) = rates(true);
    assert!(convicted * 100 >= PORTFOLIOS * 60, "{convicted} of {PORTFOLIOS}");
}

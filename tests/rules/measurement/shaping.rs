//! Marks of figures that were made: how many honest records they flag, and how many shaped ones. Seeded, so that the
//! figures in docs/health.md are these.

use std::fmt::Write as _;

use crate::support::Case;

/// A small generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// From `low` up to and without `high`.
    fn within(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next()).expect("31 bits") % (high - low)
    }

    /// `amount` off by up to so many per mille either way; the sum of three throws, so that most are near.
    fn about(&mut self, amount: i64, per_mille: i64) -> i64 {
        let off: i64 = (0..3).map(|_| self.within(-per_mille, per_mille + 1)).sum();
        amount + amount * off / 3000
    }
}

/// How a house keeps its books.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    Plain,
    Seasonal,
    Thousands,
    OneSystem,
    RareReader,
}

const HABITS: [Habit; 5] =
    [Habit::Plain, Habit::Seasonal, Habit::Thousands, Habit::OneSystem, Habit::RareReader];
const QUARTERS: [&str; 8] =
    ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"];

fn rounded(amount: i64, habit: Habit) -> i64 {
    if habit == Habit::Thousands { (amount + 500) / 1000 * 1000 } else { amount }
}

/// One metric of eight quarters as a change of the healthy record.
fn metric(dice: &mut Dice, place: usize, habit: Habit, copied: bool, thumb: bool) -> String {
    let size = dice.within(60_000, 2_000_000);
    let share = dice.within(100, 400);
    let fixed = [50, 100, 150, 200, 250][usize::try_from(dice.within(0, 5)).expect("small")];
    let system = if habit == Habit::OneSystem && !copied {
        "{ us: Joint Zuora account, partner: Zuora invoices }"
    } else {
        "{ us: CRM report 88, partner: PRM export }"
    };
    let mut text = format!("metrics[{place}].tracked_by: {system}\nmetrics[{place}].results:\n");
    for (at, period) in QUARTERS.iter().enumerate() {
        let season = if habit == Habit::Seasonal { [700, 900, 1500, 1000][at % 4] } else { 1000 };
        let total = rounded(dice.about(size * season / 1000, 250), habit);
        // Nine times in ten: now and then even the careless look.
        let (copied, thumb) = (copied && dice.within(0, 10) < 9, thumb && dice.within(0, 10) < 9);
        // What we would have won anyway has its own luck.
        let without = if thumb {
            (total * fixed + 500) / 1000
        } else {
            let anyway = dice.about(size * season / 1000 * share / 1000, 200);
            rounded(anyway, habit)
        };
        let theirs = match habit {
            _ if copied => total,
            Habit::OneSystem => total,
            // Orders and invoices fall into different weeks.
            _ => rounded(dice.about(total, 15), habit),
        };
        let theirs = if habit == Habit::RareReader && at % 3 != 0 && !copied {
            String::new()
        } else {
            format!(", partner_total: {theirs}")
        };
        writeln!(text, "  - {{ period: {period}, total: {total}, without: {without}{theirs} }}")
            .expect("a string");
    }
    text
}

fn record(dice: &mut Dice, habit: Habit, copied: bool, thumb: bool) -> String {
    (0..2).map(|place| metric(dice, place, habit, copied, thumb)).collect()
}

/// Whether both sides' readings are marked, and whether the share is.
fn marks(change: &str) -> (bool, bool) {
    let report = Case::new("constant-share").with(&format!("started: 2024-09-01\n{change}")).report();
    let says = |rule: &str| report.all_findings().any(|finding| finding.rule.id == rule);
    (says("identical-readings"), says("constant-share"))
}

/// Of so many shaped records, in percent: how many carry the mark of equal readings, of a constant share, and both.
fn shaped(seed: u64, copied: bool, thumb: bool) -> (u32, u32, u32) {
    const RECORDS: u32 = 50;
    let mut dice = Dice(seed);
    let (mut same, mut share, mut both) = (0, 0, 0);
    for round in 0..RECORDS {
        let habit = HABITS[usize::try_from(round).expect("small") % HABITS.len()];
        let (one, other) = marks(&record(&mut dice, habit, copied, thumb));
        same += u32::from(one);
        share += u32::from(other);
        both += u32::from(one && other);
    }
    (same * 100 / RECORDS, share * 100 / RECORDS, both * 100 / RECORDS)
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn honest_portfolios_are_left_alone() {
    // Twenty portfolios of fourteen alliances, 28 metrics and 224 results each.
    let mut dice = Dice(20_261_122);
    let (mut asked, mut convicted) = (0, 0);
    for _ in 0..20 {
        let (mut one, mut two) = (false, false);
        for round in 0..14 {
            let (same, share) = marks(&record(&mut dice, HABITS[round % HABITS.len()], false, false));
            one |= same || share;
            two |= same && share;
        }
        asked += u32::from(one);
        convicted += u32::from(two);
    }
    println!("of 20 honest portfolios {asked} are asked, {convicted} convicted");
    assert!(asked <= 1, "{asked} of 20 honest portfolios carry a mark");
    assert_eq!(convicted, 0, "honest portfolios with two marks on one alliance");
}

#[test]
fn shaped_records_are_asked() {
    let (same, ..) = shaped(7, true, false);
    let (_, share, _) = shaped(11, false, true);
    let (.., both) = shaped(13, true, true);
    println!("copied {same} %, by rule of thumb {share} %, both {both} %");
    assert!(same >= 60, "only {same} % of copied records are found");
    assert!(share >= 60, "only {share} % of rules of thumb are found");
    assert!(both >= 60, "only {both} % of records with two marks carry both");
}

/// One metric of eight quarters with a floor of its own; `helped` nine times in ten to lie just above it.
fn levelled(dice: &mut Dice, place: usize, habit: Habit, helped: bool) -> String {
    let size = dice.within(60_000, 2_000_000);
    let share = dice.within(100, 400);
    // What the alliance adds lies near its floor or well above it.
    let adds = size * (1000 - share) / 1000;
    let floor = adds * dice.within(600, 1050) / 1000;
    let target = floor * dice.within(1050, 1600) / 1000;
    let mut text = format!(
        "metrics[{place}].floor: {floor}\nmetrics[{place}].target: {target}\nmetrics[{place}].results:\n"
    );
    for (at, period) in QUARTERS.iter().enumerate() {
        let season = if habit == Habit::Seasonal { [700, 900, 1500, 1000][at % 4] } else { 1000 };
        let total = rounded(dice.about(size * season / 1000, 250), habit);
        let anyway = rounded(dice.about(size * season / 1000 * share / 1000, 200), habit);
        let enough = rounded(total - floor - floor * dice.within(2, 26) / 1000, habit);
        let without = if helped && dice.within(0, 10) < 9 { enough.max(0) } else { anyway };
        let theirs = rounded(dice.about(total, 15), habit);
        writeln!(
            text,
            "  - {{ period: {period}, total: {total}, without: {without}, partner_total: {theirs} }}"
        )
        .expect("a string");
    }
    text
}

/// Of so many records, how many are said to lie just above a level, and how many bear another mark beside it.
fn above_levels(seed: u64, records: u32, helped: bool) -> (u32, u32) {
    let mut dice = Dice(seed);
    let (mut asked, mut convicted) = (0, 0);
    for round in 0..records {
        let habit = HABITS[usize::try_from(round).expect("small") % HABITS.len()];
        let change: String = (0..2).map(|place| levelled(&mut dice, place, habit, helped)).collect();
        let report = Case::new("just-above-level")
            .with(&format!("started: 2024-09-01\nexit.triggers: []\n{change}"))
            .report();
        let says = |rule: &str| report.all_findings().any(|finding| finding.rule.id == rule);
        asked += u32::from(says("just-above-level"));
        convicted +=
            u32::from(says("just-above-level") && (says("constant-share") || says("identical-readings")));
    }
    (asked, convicted)
}

#[test]
fn results_that_were_helped_over_a_line_are_asked() {
    let (asked, _) = above_levels(17, 50, true);
    println!("of 50 records helped over their floors {asked} are asked");
    assert!(asked >= 30, "only {asked} of 50 are found");
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn results_that_are_near_a_line_by_chance_are_not() {
    // Twenty portfolios of fourteen.
    let (asked, convicted) = above_levels(20_261_122, 280, false);
    println!("of 280 honest records {asked} are asked, {convicted} convicted");
    assert!(asked <= 1, "{asked} of 280");
    assert_eq!(convicted, 0);
}

/// Results of one metric, the other without any.
fn results(rule: &str, list: &[(i64, i64, i64)]) -> Case {
    let mut text = "metrics[1].results: null\nmetrics[0].results:\n".to_owned();
    for ((total, without, theirs), period) in
        list.iter().zip(QUARTERS.iter().skip(QUARTERS.len() - list.len()))
    {
        writeln!(
            text,
            "  - {{ period: {period}, total: {total}, without: {without}, partner_total: {theirs} }}"
        )
        .expect("a string");
    }
    Case::new(rule).with(&text)
}

const COPIED: [(i64, i64, i64); 4] =
    [(48_731, 11_840, 48_731), (50_277, 9_612, 50_277), (51_104, 13_190, 51_104), (53_821, 10_966, 53_821)];

#[test]
fn equal_in_four_results_and_in_three_of_four() {
    let of = |list: &[(i64, i64, i64)]| results("identical-readings", list).found().len();
    assert_eq!((of(&COPIED[..3]), of(&COPIED)), (0, 1));
    let with = |others: usize| {
        let list: Vec<_> = (0..others)
            .map(|at| (40_111 + i64::try_from(at).expect("small"), 9_000, 40_900))
            .chain(COPIED)
            .collect();
        of(&list)
    };
    assert_eq!((with(1), with(2)), (1, 0));
    let three = results("identical-readings", &COPIED[..3])
        .portfolio("rules: { identical-readings: { readings: 3 } }");
    assert_eq!(three.found().len(), 1);
}

#[test]
fn small_counts_and_one_system_are_equal_by_right() {
    let small: Vec<_> = COPIED.iter().map(|(total, ..)| (total / 60, 10, total / 60)).collect();
    assert!(results("identical-readings", &small).found().is_empty());
    for system in [
        "{ us: Invoices of the wholesaler, partner: Wholesaler statement }",
        "{ us: Datev export, partner: Datev }",
        "{ us: Warehouse scans, partner: Warehouse scans }",
    ] {
        let case = results("identical-readings", &COPIED).with(&format!("metrics[0].tracked_by: {system}"));
        assert!(case.found().is_empty(), "{system}");
    }
    for system in [
        "{ us: TMS ledger, partner: Carrier portal }",
        "{ us: Pharmacy orders, partner: Depot stock system }",
        "{ us: Till export, partner: Franchise accounts }",
    ] {
        let case = results("identical-readings", &COPIED).with(&format!("metrics[0].tracked_by: {system}"));
        assert_eq!(case.found().len(), 1, "{system}");
    }
}

#[test]
fn a_share_is_constant_but_for_its_rounding() {
    let share = |of: &dyn Fn(i64) -> i64| {
        let list: Vec<_> = COPIED.iter().map(|(total, ..)| (*total, of(*total), total + 7)).collect();
        results("constant-share", &list).found().len()
    };
    assert_eq!(share(&|total| total / 10), 1);
    assert_eq!(share(&|total| (total * 10 + 50) / 100), 1);
    assert_eq!(share(&|total| (total * 125 + 500) / 1000), 1);
    assert_eq!(share(&|total| total / 5 + total % 900), 0);
    // The same total each time: a share of it says nothing.
    let flat = [(48_731, 4_873, 48_700); 4];
    assert!(results("constant-share", &flat).found().is_empty());
    // Nothing at all would have come anyway: shaped-number's business.
    assert_eq!(share(&|_| 0), 0);
}

/// The floor of the healthy record is 200,000: what each of six quarters adds beyond it.
fn beyond(adds: &[i64]) -> Case {
    let totals = [312_400, 287_900, 341_200, 298_300, 326_800, 301_900, 333_000, 290_500];
    let list: Vec<_> =
        adds.iter().zip(totals).map(|(more, total)| (total, total - 200_000 - more, total + 900)).collect();
    results("just-above-level", &list).with("started: 2024-09-01")
}

#[test]
fn just_above_is_within_three_percent_and_not_the_level_itself() {
    let asked = |adds: &[i64]| beyond(adds).found().len();
    assert_eq!(asked(&[1, 6000, 3000, 1200, 4800, 2100]), 1);
    assert_eq!(asked(&[1, 6000, 3000, 1200, 4800]), 0, "five are too few");
    assert_eq!(asked(&[0, 6000, 3000, 1200, 4800, 2100]), 0, "a guaranteed minimum is met to the digit");
    assert_eq!(asked(&[1, 6001, 3000, 1200, 4800, 2100]), 0);
    assert_eq!(asked(&[-1, 6000, 3000, 1200, 4800, 2100]), 0);
    // Six of seven are 85 percent, six of eight 75.
    assert_eq!(asked(&[90_000, 1, 6000, 3000, 1200, 4800, 2100]), 1);
    assert_eq!(asked(&[90_000, 70_000, 1, 6000, 3000, 1200, 4800, 2100]), 0);
    let wider = beyond(&[1, 6001, 3000, 1200, 4800, 2100])
        .portfolio("rules: { just-above-level: { within_percent: 4 } }");
    assert_eq!(wider.found().len(), 1);
}

#[test]
fn what_hardly_moves_stays_just_above_its_level_by_itself() {
    // Three percent of 200,000 are 6,000: totals that move by twice that are remarkable, by less they are not.
    let moving = |by: i64| {
        let list: Vec<_> = [1000, 2000, 1500, 3000, 2500, 1700]
            .iter()
            .enumerate()
            .map(|(at, more)| {
                let total = if at % 2 == 0 { 320_000 } else { 320_000 + by };
                (total, total - 200_000 - more, total + 900)
            })
            .collect();
        results("just-above-level", &list).with("started: 2024-09-01").found().len()
    };
    assert_eq!((moving(11_999), moving(12_000)), (0, 1));
}

#[test]
fn the_target_is_a_line_as_well_and_less_may_be_better() {
    let target = beyond(&[1, 6000, 3000, 1200, 4800, 2100])
        .with("metrics[0].floor: 100000\nmetrics[0].target: 200000\nmetrics[0].projected: 200000");
    let message = target.findings()[0].message().into_owned();
    assert!(message.contains("its target of EUR 200,000"), "{message}");
    let lower =
        |adds: &[i64]| beyond(adds).with("metrics[0].better: lower\nmetrics[0].target: 150000").found().len();
    assert_eq!(lower(&[-1, -6000, -3000, -1200, -4800, -2100]), 1);
    assert_eq!(lower(&[1, 6000, 3000, 1200, 4800, 2100]), 0);
}

/// One portfolio of alliances with eight quarters each; `helped` in percent of the results that lie a tenth or less below a
/// level.
fn heaped(dice: &mut Dice, alliances: usize, helped: i64) -> bool {
    let mut list = String::new();
    for place in 0..alliances {
        writeln!(list, "- name: Alliance {place}\n  started: 2024-09-01\n  exit.triggers: []")
            .expect("a string");
        for metric in 0..2 {
            let size = dice.within(60_000, 2_000_000);
            let share = dice.within(100, 400);
            let adds = size * (1000 - share) / 1000;
            let floor = adds * dice.within(600, 1050) / 1000;
            let target = floor * dice.within(1050, 1600) / 1000;
            writeln!(list, "  metrics[{metric}].floor: {floor}\n  metrics[{metric}].target: {target}")
                .expect("a string");
            writeln!(list, "  metrics[{metric}].results:").expect("a string");
            for period in QUARTERS {
                let total = dice.about(size, 250);
                let mut without = dice.about(size * share / 1000, 200);
                for level in [floor, target] {
                    let short = level - (total - without);
                    if short > 0 && short * 10 <= level && dice.within(0, 100) < helped {
                        without = (total - level - level * dice.within(2, 26) / 1000).max(0);
                    }
                }
                writeln!(list, "    - {{ period: {period}, total: {total}, without: {without} }}")
                    .expect("a string");
            }
        }
    }
    !Case::new("heaped-results").alliances(&list).found().is_empty()
}

/// Of so many portfolios, in how many results are said to heap.
fn heaps(seed: u64, portfolios: u32, alliances: usize, helped: i64) -> u32 {
    let mut dice = Dice(seed);
    (0..portfolios).map(|_| u32::from(heaped(&mut dice, alliances, helped))).sum()
}

#[test]
fn results_that_are_helped_over_lines_heap_above_them() {
    let found = heaps(23, 10, 8, 70);
    println!("of 10 portfolios of eight with seven in ten helped {found} are asked");
    assert!(found >= 6, "{found} of 10");
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn honest_results_do_not_heap() {
    let honest = heaps(20_261_122, 60, 8, 0);
    let (half, five) = (heaps(29, 20, 8, 50), heaps(31, 20, 5, 70));
    println!(
        "of 60 honest portfolios {honest} are asked; of 20 of eight half helped {half}, of 20 of five mostly helped {five}"
    );
    assert!(honest <= 3, "{honest} of 60");
    assert!(half >= 12, "{half} of 20");
}

#[test]
fn a_distance_beyond_what_can_be_counted_marks_nothing() {
    let most = "\"EUR 79228162514264337593543950335\"";
    let list = format!(
        "metrics[0].floor: {most}\nmetrics[0].target: {most}\nmetrics[0].results: [{{ period: 2026-Q2, total: 1, without: {most} }}, {{ period: 2026-Q3, total: 0, without: {most} }}]"
    );
    for rule in ["just-above-level", "heaped-results"] {
        assert_eq!(Case::new(rule).with(&list).found(), Vec::<String>::new());
    }
}

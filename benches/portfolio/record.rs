//! One record, section by section, each with the gaps that were chosen for it.

mod ending;
mod exchange;
mod identity;
mod measures;
mod people;

use chrono::{Days, Months, NaiveDate};

use super::gap::{self, Gap, Kind};
use super::seed::Seed;
use super::{names, slips, words};

/// The day on which the portfolio is judged.
fn as_of() -> NaiveDate {
    day(2026, 11, 22)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Where an alliance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Proposed,
    Active,
    Ended,
}

/// A record in the making.
struct Draft<'s> {
    out: String,
    seed: &'s mut Seed,
    gaps: Vec<Gap>,
    index: usize,
    kind: Kind,
    stage: Stage,
    /// The ids of the partners.
    sides: Vec<String>,
    started: NaiveDate,
    /// When everything was agreed.
    agreed: NaiveDate,
    /// When an ended one ended.
    ended: NaiveDate,
    tier: &'static str,
    hours: i64,
    /// Target of the first metric.
    target: i64,
    /// The first metric's name.
    first: &'static str,
}

/// Adds a line.
macro_rules! line {
    ($draft:expr, $($text:tt)*) => {{
        let text = format!($($text)*);
        $draft.line(&text);
    }};
}
use line;

/// Writes the record of one alliance.
pub fn write(index: usize, seed: &mut Seed) -> String {
    let kind = match seed.between(1, 100) {
        1..=66 => Kind::Strategic,
        67..=82 => Kind::CoMarketing,
        83..=92 => Kind::Affiliate,
        _ => Kind::Sponsorship,
    };
    let gaps = gap::choose(kind, seed);
    let stage = match seed.between(1, 100) {
        1..=5 if kind == Kind::Strategic => Stage::Proposed,
        6..=10 if kind == Kind::Strategic => Stage::Ended,
        _ => Stage::Active,
    };
    let mut draft = Draft::new(index, kind, stage, gaps, seed);
    draft.identity();
    draft.exchange();
    draft.measures();
    draft.exit();
    draft.people();
    draft.governance();
    draft.evolution();
    draft.rest();
    let Draft { out, gaps, .. } = draft;
    slips::make(out, &gaps, seed)
}

impl<'s> Draft<'s> {
    fn new(index: usize, kind: Kind, stage: Stage, gaps: Vec<Gap>, seed: &'s mut Seed) -> Self {
        let three = kind == Kind::Strategic && seed.in_hundred(12);
        let sides = if three {
            let id = |index| names::alliance(index).split(' ').next().unwrap_or_default().to_lowercase();
            let (one, other) = (id(index), id(index + 11));
            let other = if one == other { format!("{other}-two") } else { other };
            vec![one, other]
        } else {
            vec!["partner".to_owned()]
        };
        let started = match (kind, stage) {
            (_, Stage::Proposed) => day(2027, 2, 1),
            (_, Stage::Ended) => day(2023, 1, 9) + Days::new(number(seed.between(0, 300))),
            (Kind::CoMarketing, _) => day(2026, 5, 4) + Days::new(number(seed.between(0, 80))),
            (Kind::Strategic, _) => day(2023, 3, 6) + Days::new(number(seed.between(0, 1_090))),
            _ => day(2025, 1, 13) + Days::new(number(seed.between(0, 380))),
        };
        let agreed = match stage {
            Stage::Proposed => day(2026, 11, 10),
            _ => started - Days::new(number(seed.between(18, 60))),
        };
        let (tier, hours) = match (kind, seed.between(1, 100)) {
            (Kind::Strategic, 1..=30) => ("core", seed.between(20, 30)),
            (Kind::Strategic, 31..=75) => ("growth", seed.between(12, 19)),
            (Kind::Strategic, _) => ("maintain", seed.between(8, 11)),
            (Kind::CoMarketing, _) => ("maintain", seed.between(4, 8)),
            _ => ("maintain", seed.between(1, 3)),
        };
        let target = match kind {
            Kind::Strategic => hours * seed.between(17, 26) * 100,
            _ => seed.between(8, 30),
        };
        let mut draft = Self {
            out: String::with_capacity(8 * 1024),
            seed,
            gaps,
            index,
            kind,
            stage,
            sides,
            started,
            agreed,
            ended: day(2026, 6, 5),
            tier,
            hours,
            target,
            first: "",
        };
        if draft.has(Gap::TooManyHours) {
            draft.hours *= 3;
        }
        if draft.has(Gap::OverGoverned) {
            draft.hours = 9;
        }
        draft
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn has(&self, gap: Gap) -> bool {
        self.gaps.contains(&gap)
    }

    fn strategic(&self) -> bool {
        self.kind == Kind::Strategic
    }

    /// Every side, as in a list of who was there.
    fn everyone(&self) -> String {
        format!("[us, {}]", self.sides.join(", "))
    }

    /// Whether the first year is over.
    fn mature(&self) -> bool {
        self.started + Months::new(12) <= as_of()
    }
}

fn number(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

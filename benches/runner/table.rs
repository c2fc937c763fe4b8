//! The block of `docs/performance.md`.

use std::fmt::Write as _;
use std::time::Duration;

/// What was seen of one contestant at one size.
#[derive(Debug, Clone)]
pub enum Seen {
    /// It ran.
    Ran {
        /// The times, shortest first.
        times: Vec<Duration>,
        /// Its peak memory in KiB.
        peak: Option<u64>,
    },
    /// It was left out, because it would have taken so long.
    LeftOut(Duration),
}

impl Seen {
    /// The shortest time.
    pub fn best(&self) -> Option<Duration> {
        match self {
            Self::Ran { times, .. } => times.first().copied(),
            Self::LeftOut(_) => None,
        }
    }
}

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    /// Who.
    pub name: String,
    /// What it does.
    pub does: String,
    /// At each size.
    pub seen: Vec<Seen>,
    /// What has to be known about it.
    pub notes: Vec<String>,
}

/// Everything that was seen.
#[derive(Debug, Default)]
pub struct Table {
    /// The sizes.
    pub sizes: Vec<usize>,
    /// The lines; the first is what the others are compared with.
    pub rows: Vec<Row>,
    /// Who is not installed.
    pub absent: Vec<&'static str>,
    /// The sample of this repository, shortest first.
    pub sample: Vec<Duration>,
    /// Cores of the machine.
    pub cores: usize,
}

/// Where the block begins in the document.
const BEGIN: &str = "<!-- bench: begin -->";
/// Where it ends.
const END: &str = "<!-- bench: end -->";

impl Table {
    /// The whole block, with its marks.
    pub fn print(&self) -> String {
        let mut out = format!("{BEGIN}\n");
        // A String takes whatever is written to it.
        let _ = writeln!(out, "{} cores, seed {}.\n", self.cores, crate::portfolio::SEED);
        let sizes: Vec<String> =
            self.sizes.iter().map(|size| format!(" {} records |", grouped(*size as u128))).collect();
        let _ = writeln!(out, "| | does |{} growth |", sizes.concat());
        let _ = writeln!(out, "|---|---|{}---|", "---|".repeat(sizes.len()));
        for row in &self.rows {
            let cells: String =
                row.seen.iter().enumerate().map(|(at, seen)| format!(" {} |", self.cell(at, seen))).collect();
            let mark = if row.notes.is_empty() { "" } else { " \\*" };
            let _ = writeln!(out, "| {}{mark} | {} |{cells} {} |", row.name, row.does, growth(&row.seen));
        }
        out.push('\n');
        for row in &self.rows {
            for note in &row.notes {
                let _ = writeln!(out, "- \\* {}: {note}.", row.name);
            }
        }
        if !self.absent.is_empty() {
            let _ = writeln!(out, "- Not installed, so not measured: {}.", self.absent.join(", "));
        }
        if let Some(best) = self.sample.first() {
            let _ = writeln!(
                out,
                "- `alliance audit` on the sample of this repository, nine records, start to finish: {} ms, median {}.",
                ms(*best),
                ms(median(&self.sample))
            );
        }
        out + END + "\n"
    }

    fn cell(&self, at: usize, seen: &Seen) -> String {
        match seen {
            Seen::LeftOut(would) => format!("left out: about {} s", would.as_secs()),
            Seen::Ran { times, peak } => {
                let best = times.first().copied().unwrap_or_default();
                let first = self.rows.first().and_then(|row| row.seen.get(at)?.best());
                let ratio = first.map_or(String::new(), |first| format!(" · {}×", ratio(best, first)));
                let peak = peak.map_or("? MiB".to_owned(), |peak| {
                    format!("{} MiB", grouped(peak.div_ceil(1024).into()))
                });
                format!("{} ({}) ms{ratio} · {peak}", ms(best), ms(median(times)))
            }
        }
    }
}

/// The middle of sorted times.
fn median(times: &[Duration]) -> Duration {
    match times.len() {
        0 => Duration::ZERO,
        odd if odd % 2 == 1 => times[odd / 2],
        even => (times[even / 2 - 1] + times[even / 2]) / 2,
    }
}

/// How the best time grows from size to size.
fn growth(seen: &[Seen]) -> String {
    let steps = seen.windows(2).map(|pair| match (pair[0].best(), pair[1].best()) {
        (Some(small), Some(large)) => format!("{}×", ratio(large, small)),
        _ => "?".to_owned(),
    });
    steps.collect::<Vec<_>>().join(", ")
}

fn ratio(one: Duration, other: Duration) -> String {
    let ratio = one.as_secs_f64() / other.as_secs_f64().max(1e-9);
    if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.1}") }
}

fn ms(time: Duration) -> String {
    if time < Duration::from_millis(100) {
        format!("{:.1}", time.as_secs_f64() * 1e3)
    } else {
        grouped(time.as_millis())
    }
}

fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    if head.is_empty() { tail.to_owned() } else { format!("{head},{tail}") }
}

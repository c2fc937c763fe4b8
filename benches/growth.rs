//! How every command grows: with the records of a portfolio, with what one record holds, and with the commits of a history.
//!
//! `cargo bench --bench growth` prints the tables of `docs/performance.md`; `-- 10 100` keeps to these sizes. A program that is
//! built already is measured by `ALLIANCE=PATH cargo test --bench growth -- --bench`.

#[expect(dead_code, reason = "whether a record is broken matters to the peers")]
mod portfolio;

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The sizes of the published tables.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
/// The commits of a history.
const COMMITS: usize = 40;
/// No history has more records: git itself takes most of the time.
const MOST_IN_HISTORY: usize = 1_000;
/// A run that takes longer is not repeated.
const SOON: Duration = Duration::from_secs(2);
/// Runs of one that is soon done.
const RUNS: usize = 3;

/// What is run on a portfolio as it lies.
const COMMANDS: [&str; 21] = [
    "check -o concise",
    "check -o text",
    "check -o json",
    "check -o jsonl",
    "check -o sarif",
    "check -o gitlab",
    "check -o junit",
    "check -o csv",
    "check -o markdown",
    "check -o github",
    "audit",
    "audit -o json",
    "audit -o html",
    "summary",
    "actions",
    "calendar",
    "focus",
    "brief alliance-00007",
    "explain late-metrics",
    "export records",
    "baseline write --force ../baseline.json",
];

/// What is run beside an earlier state.
const COMPARED: [&str; 2] = ["check --since HEAD~1 -o concise", "diff HEAD~1"];

/// What is run on a history.
const PAST: [&str; 3] =
    ["history --since 4y --no-cache", "check --history -o concise", "promises alliance-00007"];

/// What a record may hold many of: its name, the key above, and one of them.
type Fill = (&'static str, &'static str, fn(usize) -> String);

const FILLS: [Fill; 8] = [
    ("metrics", "metrics:\n", |at| {
        format!("  - {{ name: m{at}, unit: EUR, every: month, target: 5, floor: 2 }}\n")
    }),
    ("results", "metrics:\n  - name: m\n    every: month\n    target: 5\n    results:\n", |at| {
        format!("      - {{ period: {:04}-{:02}, total: {at} }}\n", 1000 + at / 12, at % 12 + 1)
    }),
    ("contributions", "contributions:\n  us:\n", |at| {
        format!("    - {{ what: Deliver {at} leads a month by March, agreed: 2024-01-01 }}\n")
    }),
    ("reviews", "governance:\n  reviews:\n", |at| {
        format!("    - {{ date: 2025-{:02}-{:02}, decisions: [Move {at}] }}\n", at % 12 + 1, at % 28 + 1)
    }),
    ("decisions", "decisions:\n", |at| {
        format!("  - {{ date: 2025-02-10, verdict: continue, why: Quarter {at} }}\n")
    }),
    ("commitments", "commitments:\n", |at| {
        format!("  - {{ by: partner, what: Send list {at}, due: 2025-03-01 }}\n")
    }),
    ("issues", "issues:\n", |at| {
        format!("  - {{ what: Double lead {at}, opened: 2025-03-01, severity: high }}\n")
    }),
    ("waivers", "waivers:\n", |at| {
        format!("  - {{ rule: late-metrics, reason: r{at}, until: 2027-01-01 }}\n")
    }),
];

/// What a run took.
struct Seen {
    took: Duration,
    /// Its peak memory in KiB, where it can be told.
    peak: Option<u64>,
}

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    // cargo says `--bench` when it measures, and not when it tests every target.
    if !args.iter().any(|arg| arg == "--bench") {
        return Ok(());
    }
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth");
    if top.exists() {
        fs::remove_dir_all(&top)?;
    }
    let mut tables = String::from("<!-- growth: begin -->\n");
    tables += &table("records", &sizes, &COMMANDS, |size, command| {
        let folder = top.join(format!("plain-{size}"));
        if !folder.exists() {
            write(&folder, size, portfolio::SEED)?;
        }
        run(&folder, command)
    })?;
    for (what, changed) in [("one in ten changed", 10), ("all replaced", 1)] {
        tables += &table(&format!("records, {what}"), &sizes, &COMPARED, |size, command| {
            let folder = top.join(format!("compared-{changed}-{size}"));
            if !folder.exists() {
                compared(&folder, size, changed)?;
            }
            run(&folder, command)
        })?;
    }
    let fills: Vec<&str> = FILLS.iter().map(|(what, ..)| *what).collect();
    tables += &table("of it in one record, `check -o concise`", &sizes, &fills, |size, what| {
        let folder = top.join(format!("filled-{what}-{size}"));
        fill(&folder, what, size)?;
        run(&folder, "check -o concise")
    })?;
    let sizes: Vec<usize> = sizes.into_iter().filter(|size| *size <= MOST_IN_HISTORY).collect();
    tables += &table(&format!("records, {COMMITS} commits"), &sizes, &PAST, |size, command| {
        let folder = top.join(format!("history-{size}"));
        if !folder.exists() {
            history(&folder, size)?;
        }
        run(&folder, command)
    })?;
    writeln!(io::stdout(), "{tables}<!-- growth: end -->")
}

/// A table with a line for each of `rows`, and a column for each size.
fn table(
    of: &str,
    sizes: &[usize],
    rows: &[&str],
    mut run: impl FnMut(usize, &str) -> io::Result<Seen>,
) -> io::Result<String> {
    let heads: String = sizes.iter().map(|size| format!(" {size} |")).collect();
    let mut text = format!("\n| {of} |{heads} exponent |\n|---|{}---|\n", "---|".repeat(sizes.len()));
    for row in rows {
        let mut seen = Vec::new();
        for size in sizes {
            writeln!(io::stderr(), "{size} {of}: {row}")?;
            seen.push((*size, run(*size, row)?));
        }
        let cells: String = seen.iter().map(|(_, seen)| format!(" {} |", seen.shown())).collect();
        // A String takes whatever is written to it.
        let _ = writeln!(text, "| `{row}` |{cells} {} |", exponent(&seen));
    }
    Ok(text)
}

/// By which power of the number time has grown over the last step; 1 is with the work.
fn exponent(seen: &[(usize, Seen)]) -> String {
    let [.., (few, one), (many, other)] = seen else { return String::new() };
    let ratio = |large: f64, small: f64| (large / small).ln();
    let grown = ratio(other.took.as_secs_f64(), one.took.as_secs_f64());
    format!(
        "{:.2}",
        grown
            / ratio(
                f64::from(u32::try_from(*many).unwrap_or(u32::MAX)),
                f64::from(u32::try_from(*few).unwrap_or(u32::MAX))
            )
    )
}

impl Seen {
    fn shown(&self) -> String {
        let peak = self.peak.map_or("?".to_owned(), |peak| peak.div_ceil(1024).to_string());
        format!("{:.1} ms · {peak} MiB", self.took.as_secs_f64() * 1e3)
    }
}

/// The best of some runs.
fn run(folder: &Path, command: &str) -> io::Result<Seen> {
    let mut best: Option<Seen> = None;
    for _ in 0..RUNS {
        let seen = once(folder, command)?;
        let is_soon = seen.took < SOON;
        if best.as_ref().is_none_or(|best| seen.took < best.took) {
            best = Some(seen);
        }
        if !is_soon {
            break;
        }
    }
    best.ok_or_else(|| io::Error::other("nothing was run"))
}

fn once(folder: &Path, command: &str) -> io::Result<Seen> {
    /// GNU time asks the kernel for the peak of a child's memory.
    const TIME: &str = "/usr/bin/time";
    let peak: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth-peak.txt");
    let program = env::var_os("ALLIANCE").unwrap_or_else(|| env!("CARGO_BIN_EXE_alliance").into());
    let mut run = if Path::new(TIME).is_file() {
        let mut run = Command::new(TIME);
        run.args(["-q", "-f", "%M", "-o"]).arg(&peak).arg(program);
        run
    } else {
        Command::new(program)
    };
    run.args(command.split(' ')).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null());
    let told = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth-told.txt");
    run.stderr(File::create(&told)?);
    let begun = Instant::now();
    let status = run.status()?;
    let took = begun.elapsed();
    // A gate that fails and a record that cannot be read are what these portfolios are made of; usage is not.
    if !matches!(status.code(), Some(0 | 1 | 3)) {
        let told = fs::read_to_string(&told).unwrap_or_default();
        return Err(io::Error::other(format!("`alliance {command}` ended with {status}: {told}")));
    }
    Ok(Seen { took, peak: fs::read_to_string(&peak).ok().and_then(|text| text.trim().parse().ok()) })
}

/// Writes a portfolio.
fn write(folder: &Path, count: usize, seed: u64) -> io::Result<()> {
    let alliances = folder.join("alliances");
    fs::create_dir_all(&alliances)?;
    fs::write(folder.join("portfolio.yaml"), portfolio::settings(count))?;
    portfolio::records(count, seed).try_for_each(|record| fs::write(alliances.join(record.file), record.text))
}

/// Two commits: of the second, one record in so many is another.
fn compared(folder: &Path, count: usize, one_in: usize) -> io::Result<()> {
    write(folder, count, portfolio::SEED)?;
    git(folder, &["init", "--quiet"])?;
    commit(folder, "2026-01-05")?;
    let alliances = folder.join("alliances");
    for (at, record) in portfolio::records(count, portfolio::SEED + 1).enumerate() {
        if one_in == 1 {
            // Replaced: the old one is gone, and one of another name lies in another file.
            fs::remove_file(alliances.join(&record.file))?;
            let text = record.text.replacen("name: ", "name: New ", 1);
            fs::write(alliances.join(format!("new-{at:05}.yaml")), text)?;
        } else if at % one_in == 0 {
            fs::write(alliances.join(record.file), record.text)?;
        }
    }
    commit(folder, "2026-06-05")
}

/// Commits, a month each, in each of which one record in twenty is written anew.
fn history(folder: &Path, count: usize) -> io::Result<()> {
    write(folder, count, portfolio::SEED)?;
    git(folder, &["init", "--quiet"])?;
    for number in 0..COMMITS {
        for record in portfolio::records(count, portfolio::SEED + number as u64).skip(number % 20).step_by(20)
        {
            fs::write(folder.join("alliances").join(record.file), record.text)?;
        }
        let month = 2023 * 12 + 6 + number;
        commit(folder, &format!("{}-{:02}-05", month / 12, month % 12 + 1))?;
    }
    Ok(())
}

fn commit(folder: &Path, day: &str) -> io::Result<()> {
    git(folder, &["add", "--all"])?;
    let day = format!("{day}T12:00:00Z");
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0"]);
    command.args(["commit", "--quiet", "--allow-empty", "--message", "State"]);
    command.env("GIT_AUTHOR_DATE", &day).env("GIT_COMMITTER_DATE", &day);
    ended(command.current_dir(folder))
}

fn git(folder: &Path, args: &[&str]) -> io::Result<()> {
    ended(Command::new("git").args(args).current_dir(folder))
}

fn ended(command: &mut Command) -> io::Result<()> {
    match command.status()? {
        status if status.success() => Ok(()),
        status => Err(io::Error::other(format!("{command:?} ended with {status}"))),
    }
}

/// Writes a portfolio of one record with so many of something.
fn fill(folder: &Path, what: &str, count: usize) -> io::Result<()> {
    const HEAD: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\nstage: active\nstarted: 2024-01-01\n";
    let known = FILLS.iter().find(|(known, ..)| *known == what);
    let (_, key, item) = known.ok_or_else(|| io::Error::other("nothing to fill with"))?;
    let items: String = (0..count).map(item).collect();
    fs::create_dir_all(folder.join("alliances"))?;
    fs::write(folder.join("portfolio.yaml"), "us: Harbour\nas_of: 2026-11-22\n")?;
    fs::write(folder.join("alliances/tern.yaml"), format!("{HEAD}{key}{items}"))
}

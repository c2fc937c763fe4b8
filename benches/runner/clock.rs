//! Runs a program once: how long it took, how much memory it had, what it named.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::contest::Contestant;
use super::ground::Ground;

/// GNU time asks the kernel for the peak of a child's memory.
const TIME: &str = "/usr/bin/time";

/// The first run of a program, which is looked at and not counted.
#[derive(Debug)]
pub struct FirstRun {
    /// How long it took.
    pub took: Duration,
    /// Its peak memory in KiB, where it can be told.
    pub peak: Option<u64>,
    /// How many files it named.
    pub named: usize,
    /// Whether something ended it before it was done.
    pub crashed: bool,
}

fn command(program: &Path, contestant: &Contestant, ground: &Ground) -> Command {
    let mut command = Command::new(program);
    command.args(contestant.args(ground)).current_dir(contestant.folder(ground)).stdin(Stdio::null());
    command
}

/// Runs it once and counts the time.
pub fn time(program: &Path, contestant: &Contestant, ground: &Ground) -> io::Result<Duration> {
    let mut command = command(program, contestant, ground);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    command.status()?;
    Ok(start.elapsed())
}

/// Runs it once and looks at what it did.
pub fn first(program: &Path, contestant: &Contestant, ground: &Ground) -> io::Result<FirstRun> {
    let (said, peak) = (scratch("said"), scratch("peak"));
    let output = File::create(&said)?;
    let inner = command(program, contestant, ground);
    let mut outer = if Path::new(TIME).is_file() {
        let mut outer = Command::new(TIME);
        outer.args(["-q", "-f", "%M", "-o"]).arg(&peak).arg(program).args(inner.get_args());
        outer.current_dir(contestant.folder(ground)).stdin(Stdio::null());
        outer
    } else {
        inner
    };
    outer.stdout(output.try_clone()?).stderr(output);
    let start = Instant::now();
    let status = outer.status()?;
    let took = start.elapsed();
    let named = names(&String::from_utf8_lossy(&fs::read(&said)?));
    let peak = fs::read_to_string(&peak).ok().and_then(|text| text.trim().parse().ok());
    Ok(FirstRun { took, peak, named, crashed: crashed(status) })
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}.txt"))
}

/// A program that was killed has no exit code, and under GNU time one above 128; one in Rust that panics has 101.
fn crashed(status: ExitStatus) -> bool {
    status.code().is_none_or(|code| code == 101 || code > 125)
}

/// How many records the text names.
fn names(text: &str) -> usize {
    let after = text.split("alliance-").skip(1);
    let numbers: BTreeSet<&str> = after.filter_map(|rest| rest.split(".yaml").next()).collect();
    numbers
        .into_iter()
        .filter(|number| number.len() == 5 && number.bytes().all(|byte| byte.is_ascii_digit()))
        .count()
}

//! Everybody in turn, at each size, and the table of it.

mod clock;
mod contest;
pub mod floor;
pub mod ground;
mod table;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use contest::{Contestant, FIRST, everybody};
use ground::Ground;
use table::{Row, Seen, Table};

/// Who would take longer is left out.
const LONGEST: Duration = Duration::from_secs(60);
/// No more than about so long is spent on one contestant at one size.
const BUDGET: Duration = Duration::from_secs(30);
/// Who names fewer than one file of so many has not looked at them all: a tenth of them have mistakes of form.
const NAMED_ONE_OF: usize = 50;

/// Rounds at a size.
fn rounds(size: usize) -> usize {
    match size {
        0..=999 => 15,
        1_000..=9_999 => 9,
        _ => 5,
    }
}

/// Somebody who is there, and what was seen so far.
struct Entered {
    contestant: Contestant,
    program: PathBuf,
    row: Row,
}

/// Runs everybody at the sizes given, or those with one of `names` in theirs, and returns the block for the documentation.
///
/// # Errors
/// When the files cannot be written or a program cannot be started.
pub fn run(sizes: &[usize], names: &[&str]) -> io::Result<String> {
    let mut absent = Vec::new();
    let mut entered = Vec::new();
    let wanted = |contestant: &Contestant| {
        names.is_empty()
            || contestant.name == FIRST
            || names.iter().any(|name| contestant.name.contains(name))
    };
    for contestant in everybody().into_iter().filter(wanted) {
        match contestant.program() {
            Some(program) => {
                let version =
                    contestant.version(&program).map_or(String::new(), |version| format!(" {version}"));
                let row = Row {
                    name: format!("`{}`{version}", contestant.name),
                    does: contestant.does.to_owned(),
                    seen: Vec::new(),
                    notes: Vec::from_iter(Some(contestant.note.to_owned()).filter(|note| !note.is_empty())),
                };
                entered.push(Entered { contestant, program, row });
            }
            None => absent.push(contestant.name),
        }
    }
    for (at, size) in sizes.iter().enumerate() {
        let ground = Ground::prepare(*size)?;
        let grown =
            at.checked_sub(1).and_then(|before| sizes.get(before)).map(|before| size / (*before).max(1));
        at_size(&mut entered, &ground, u32::try_from(grown.unwrap_or(1)).unwrap_or(u32::MAX))?;
    }
    let table = Table {
        sizes: sizes.to_vec(),
        rows: entered.into_iter().map(|entered| entered.row).collect(),
        absent,
        sample: sample()?,
        cores: std::thread::available_parallelism().map_or(1, usize::from),
    };
    Ok(table.print())
}

fn at_size(entered: &mut [Entered], ground: &Ground, grown: u32) -> io::Result<()> {
    let most = rounds(ground.count);
    let mut turns: Vec<(usize, usize)> = Vec::new();
    for (at, Entered { contestant, program, row }) in entered.iter_mut().enumerate() {
        let would = match row.seen.last() {
            Some(Seen::Ran { times, .. }) => times.first().copied().unwrap_or_default() * grown,
            Some(Seen::LeftOut(would)) => *would * grown,
            None => Duration::ZERO,
        };
        if would > LONGEST {
            row.seen.push(Seen::LeftOut(would));
            continue;
        }
        tell(&format!("{} records: {}", ground.count, contestant.name))?;
        let first = clock::first(program, contestant, ground)?;
        if first.crashed {
            row.notes.push(format!("did not end by itself at {} records", ground.count));
        } else if contestant.names_files && first.named * NAMED_ONE_OF < ground.count {
            row.notes.push(format!("named only {} of {} files", first.named, ground.count));
        }
        row.seen.push(Seen::Ran { times: Vec::new(), peak: first.peak });
        let fits = BUDGET.as_millis() / first.took.as_millis().max(1);
        turns.push((at, usize::try_from(fits).unwrap_or(most).clamp(1, most)));
    }
    for round in 0..most {
        for (at, turns) in &turns {
            let Entered { contestant, program, row } = &mut entered[*at];
            if round >= *turns {
                continue;
            }
            let took = clock::time(program, contestant, ground)?;
            if let Some(Seen::Ran { times, .. }) = row.seen.last_mut() {
                times.push(took);
                times.sort();
            }
        }
    }
    Ok(())
}

/// The sample of this repository, again and again.
fn sample() -> io::Result<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..30 {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alliance"));
        command.arg("audit").current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        command.status()?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times)
}

fn tell(what: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{what}")
}

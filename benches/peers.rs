//! Times whole processes side by side: `alliance`, and what a team would use instead to validate a folder of YAML.
//!
//! `cargo bench --bench peers` prints the block of `docs/performance.md`; `-- 200 2000 boon` keeps to these sizes and
//! to whoever has this in their name, and `-- generate DIR COUNT [SEED]` writes a portfolio.

mod portfolio;
mod runner;

use std::io::{self, Write};
use std::path::Path;

/// The sizes of the published table.
const SIZES: [usize; 3] = [200, 2_000, 20_000];

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // cargo says `--bench` when it measures, and not when it tests every target.
    let measured = args.iter().any(|arg| arg == "--bench");
    let args: Vec<&str> = args.iter().map(String::as_str).filter(|arg| *arg != "--bench").collect();
    match args.as_slice() {
        ["generate", folder, count] => {
            runner::ground::write(Path::new(folder), number(count)?, portfolio::SEED)
        }
        ["generate", folder, count, seed] => {
            runner::ground::write(Path::new(folder), number(count)?, number(seed)?)
        }
        ["floor", way] => {
            let read = runner::floor::run(way)?;
            writeln!(io::stdout(), "{read} records")
        }
        [] if !measured => Ok(()),
        wanted => {
            let (sizes, names): (Vec<&str>, Vec<&str>) =
                wanted.iter().partition(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
            let sizes: Vec<usize> = sizes.into_iter().map(number).collect::<io::Result<_>>()?;
            let block = runner::run(if sizes.is_empty() { &SIZES } else { &sizes }, &names)?;
            io::stdout().write_all(block.as_bytes())
        }
    }
}

fn number<T: std::str::FromStr>(text: &str) -> io::Result<T> {
    text.parse()
        .map_err(|_| io::Error::other(format!("`{text}` is no number; the sizes are numbers of records")))
}

//! Times whole processes side by side: `alliance`, and what a team would use instead to validate a folder of YAML.

mod portfolio;

use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [mode, folder, count, rest @ ..] = args.as_slice()
        && mode == "generate"
    {
        let number = |text: &String| text.parse().map_err(io::Error::other);
        let seed = rest.first().map_or(Ok(portfolio::SEED), number)?;
        return portfolio::write(Path::new(folder), count.parse().map_err(io::Error::other)?, seed);
    }
    Ok(())
}

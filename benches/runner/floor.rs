//! What it costs to read the files into the typed model and do nothing else, on as many threads as `alliance` uses.

use std::fs;
use std::io;
use std::panic;
use std::path::{Path, PathBuf};

use alliance::load::Inputs;
use alliance::model::Alliance;
use rayon::prelude::*;

/// Reads the portfolio of this folder by one of the two ways; says how many records could be read.
pub fn run(way: &str) -> io::Result<usize> {
    match way {
        "ours" => {
            let here = std::env::current_dir()?;
            let inputs = Inputs::read(&[], None, &here, io::empty()).map_err(io::Error::other)?;
            // Each is let go at once, as an audit does.
            Ok(inputs.records.into_par_iter().filter_map(|record| record.read().value).count())
        }
        "yaml_serde" => {
            panic::set_hook(Box::new(|_| {}));
            let files: io::Result<Vec<PathBuf>> =
                fs::read_dir("alliances")?.map(|entry| entry.map(|entry| entry.path())).collect();
            let mut files = files?;
            files.sort();
            Ok(files.par_iter().filter_map(|file| decode(file)).count())
        }
        _ => Err(io::Error::other("the ways are `ours` and `yaml_serde`")),
    }
}

fn decode(file: &Path) -> Option<Alliance> {
    let text = fs::read_to_string(file).ok()?;
    // The model goes on after a value it cannot use; yaml_serde then loses its place and may panic.
    panic::catch_unwind(|| serde_yaml::from_str(&text).ok()).ok()?
}

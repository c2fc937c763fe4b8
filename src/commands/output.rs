//! Where output goes: `-o FORMAT` to standard output, `-o FORMAT=FILE` into a file that is never seen half written.

use std::borrow::Cow;
use std::sync::PoisonError;

use anyhow::{Result, anyhow, bail};
use clap::ValueEnum;

use crate::check::baseline::Baseline;
use crate::cli::Target;
use crate::load::Inputs;
use crate::render::style::without_style;

use super::session::Session;
use super::write::Place;

pub use super::write::why;
pub(super) use super::write::{not_written, stays_within, write_fresh, write_whole};

impl Session {
    /// Keeps in mind what was read, so that no output replaces it.
    pub(super) fn protect(&self, inputs: &Inputs) {
        let portfolio = inputs.portfolio.iter().map(|portfolio| &*portfolio.path);
        let read = inputs.records.iter().map(|record| record.path()).chain(portfolio);
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(read.map(|path| Place::of(&self.here.join(path))));
    }

    /// What a file is that a report must not replace.
    fn is_input(&self, place: &Place) -> Option<&'static str> {
        let ending = place.path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|ending| ending == "yaml" || ending == "yml") {
            return Some("the name of a record or of settings");
        }
        if self.read.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|read| read.is(place)) {
            return Some("a file that was read");
        }
        Baseline::is_in(&place.path).then_some("a baseline")
    }

    /// Prints or writes every form asked for. Nothing is written before everything has been rendered, so that a run
    /// that fails leaves the files of the last one.
    pub(super) fn deliver<F: ValueEnum>(
        &self,
        targets: &[Target<F>],
        render: impl Fn(&F) -> Result<String>,
    ) -> Result<()> {
        let printed: Vec<String> =
            targets.iter().filter(|target| target.file.is_none()).map(ToString::to_string).collect();
        if let [first, second, ..] = printed.as_slice() {
            bail!(
                "`{first}` and `{second}` cannot both go to standard output; give one a file: `-o {second}=FILE`"
            );
        }
        let mut files: Vec<Place> = Vec::new();
        for file in targets.iter().filter_map(|target| target.file.as_ref()) {
            let place = Place::of(&self.here.join(file));
            if let Some(what) = self.is_input(&place) {
                bail!("{} is {what}, which a report may not replace; name another file", file.display());
            }
            if files.iter().any(|other| other.is(&place)) {
                bail!("{} is named for two formats; give each a file of its own", file.display());
            }
            files.push(place);
        }
        let rendered: Vec<String> =
            targets.iter().map(|target| render(&target.format)).collect::<Result<_>>()?;
        // Files first: a reader that goes away early, as in `| head`, does not keep them from being written. Nor does
        // a file that cannot be written keep back any other output.
        let mut failed: Vec<String> = Vec::new();
        for (target, text) in targets.iter().zip(&rendered) {
            if let Some(file) = &target.file {
                let text =
                    if is_for_people(&target.format) { self.in_ascii(text) } else { Cow::Borrowed(&**text) };
                let text = without_style(&text);
                let written = write_whole(&self.here.join(file), text.as_bytes());
                failed.extend(written.err().map(|error| not_written(file, &error)));
            }
        }
        for (target, text) in targets.iter().zip(&rendered) {
            if target.file.is_none() {
                let printed = match is_for_people(&target.format) {
                    // `check` speaks to a log, also where somebody watches.
                    true if self.command == "check" => self.print(&self.in_ascii(text)),
                    true => self.show(text),
                    false => self.print(text),
                };
                failed.extend(printed.err().map(|error| error.to_string()));
            }
        }
        if failed.is_empty() { Ok(()) } else { Err(anyhow!(failed.join("; "))) }
    }
}

/// Whether a form is for a terminal, and so keeps to ASCII where that is asked for.
fn is_for_people(format: &impl ValueEnum) -> bool {
    format.to_possible_value().is_some_and(|form| ["text", "concise"].contains(&form.get_name()))
}

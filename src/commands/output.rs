//! Where output goes: `-o FORMAT` to standard output, `-o FORMAT=FILE` into a file that is never seen half written.

use std::io::{self, IsTerminal};
use std::sync::PoisonError;

use anyhow::{Result, anyhow, bail};
use clap::ValueEnum;

use crate::check::baseline::Baseline;
use crate::cli::Target;
use crate::load::Inputs;
use crate::render::stream::Stream;
use crate::render::style::without_style;

use super::session::Session;
use super::write::OutputPlace;

pub use super::write::why;
use super::write::write_whole_by;
pub(super) use super::write::{not_written, stays_within, write_fresh, write_whole};

impl Session {
    /// Keeps in mind what was read, so that no output replaces it.
    pub(super) fn protect(&self, inputs: &Inputs) {
        let portfolio = inputs.portfolio.iter().map(|portfolio| &*portfolio.path);
        let read = inputs.records.iter().map(|record| record.path()).chain(portfolio);
        let mut known = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(read.map(|path| self.here.join(path)));
    }

    /// What a file is that a report must not replace.
    fn is_input(&self, place: &OutputPlace) -> Option<&'static str> {
        let ending = place.path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|ending| ending == "yaml" || ending == "yml") {
            return Some("the name of a record or of settings");
        }
        // Where each lies is found out only here: most runs write no file.
        let read = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
        if read.iter().any(|read| OutputPlace::of(read).is(place)) {
            return Some("a file that was read");
        }
        Baseline::is_in(&place.path).then_some("a baseline")
    }

    /// Prints or writes every form asked for. Nothing is written before everything has been rendered, so that a run
    /// that fails leaves the files of the last one.
    pub(super) fn deliver<'r, F: ValueEnum, D: Into<Rendered<'r>>>(
        &self,
        targets: &[Target<F>],
        render: impl Fn(&F) -> Result<D>,
    ) -> Result<()> {
        let printed: Vec<String> =
            targets.iter().filter(|target| target.file.is_none()).map(ToString::to_string).collect();
        if let [first, second, ..] = printed.as_slice() {
            bail!(
                "`{first}` and `{second}` cannot both go to standard output; give one a file: `-o {second}=FILE`"
            );
        }
        let mut files: Vec<OutputPlace> = Vec::new();
        for file in targets.iter().filter_map(|target| target.file.as_ref()) {
            let place = OutputPlace::of(&self.here.join(file));
            if let Some(what) = self.is_input(&place) {
                bail!("{} is {what}, which a report may not replace; name another file", file.display());
            }
            if files.iter().any(|other| other.is(&place)) {
                bail!("{} is named for two formats; give each a file of its own", file.display());
            }
            files.push(place);
        }
        let rendered: Vec<Rendered> =
            targets.iter().map(|target| render(&target.format).map(Into::into)).collect::<Result<_>>()?;
        let unnamed = targets.iter().zip(&rendered).find(|(target, document)| {
            target.file.is_none() && matches!(document, Rendered::Bytes(_)) && io::stdout().is_terminal()
        });
        if let Some((target, _)) = unnamed {
            bail!(
                "`{target}` is a file for another program, not for a terminal; name one: `-o {target}=FILE`"
            );
        }
        // Files first: a reader that goes away early, as in `| head`, does not keep them from being written. Nor does
        // a file that cannot be written keep back any other output.
        let mut failed: Vec<String> = Vec::new();
        for (target, document) in targets.iter().zip(&rendered) {
            if let Some(file) = &target.file {
                let path = self.here.join(file);
                let written = match document {
                    Rendered::Stream(stream) => write_whole_by(&path, |out| stream.write(out)),
                    Rendered::Text(text) if is_for_people(&target.format) => {
                        write_whole(&path, without_style(&self.in_ascii(text)).as_bytes())
                    }
                    Rendered::Text(text) => write_whole(&path, without_style(text).as_bytes()),
                    Rendered::Bytes(bytes) => write_whole(&path, bytes),
                };
                failed.extend(written.err().map(|error| not_written(file, &error)));
            }
        }
        for (target, document) in targets.iter().zip(&rendered) {
            if target.file.is_none() {
                let printed = match (document, is_for_people(&target.format)) {
                    (Rendered::Bytes(bytes), _) => Self::print_by(|out| out.write_all(bytes)),
                    (Rendered::Stream(stream), _) => Self::print_by(|out| stream.write(out)),
                    // `check` speaks to a log, also where somebody watches.
                    (Rendered::Text(text), true) if self.command == "check" => {
                        self.print(&self.in_ascii(text))
                    }
                    (Rendered::Text(text), true) => self.show(text),
                    (Rendered::Text(text), false) => self.print(text),
                };
                failed.extend(printed.err().map(|error| error.to_string()));
            }
        }
        if failed.is_empty() { Ok(()) } else { Err(anyhow!(failed.join("; "))) }
    }
}

/// What goes out: a text in one piece, one that is written as it comes, in which nothing is meant for a terminal, or a file of
/// another program, such as a workbook.
pub(super) enum Rendered<'r> {
    Text(String),
    Stream(Stream<'r>),
    Bytes(Vec<u8>),
}

impl From<String> for Rendered<'_> {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<'r> From<Stream<'r>> for Rendered<'r> {
    fn from(stream: Stream<'r>) -> Self {
        Self::Stream(stream)
    }
}

/// Whether a form is for a terminal, and so keeps to ASCII where that is asked for.
fn is_for_people(format: &impl ValueEnum) -> bool {
    format.to_possible_value().is_some_and(|form| ["text", "concise"].contains(&form.get_name()))
}

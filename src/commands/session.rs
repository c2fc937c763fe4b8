//! What a command needs to know of the world, and how it prints.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Mutex;

use anstream::AutoStream;
use anyhow::{Context, Result, anyhow, bail};
use chrono::{Datelike, NaiveDate};

use crate::audit::{self, Beside, Clock, Detail};
use crate::cli::{Color, Global};
use crate::load::Inputs;
use crate::model::Date;
use crate::model::calendar::{add_days, sub_days};
use crate::render::text::page::Paper;
use crate::render::{escape, style, text};
use crate::report::{FindingScope, Report};

use super::exit_status::ExitStatus;
use super::pager::Pager;
use super::progress::Progress;
use super::write::why;

/// What a command needs to know of the world.
pub(crate) struct Session {
    /// The command that runs, as it is typed.
    pub(super) command: &'static str,
    /// The day of the run.
    pub(super) today: NaiveDate,
    /// The day asked for.
    pub(super) as_of: Option<NaiveDate>,
    /// The earlier of two days that are compared.
    pub(super) as_of_before: Option<NaiveDate>,
    /// The folder it runs in.
    pub(super) here: PathBuf,
    /// The portfolio named outright.
    pub(super) portfolio: Option<PathBuf>,
    /// Columns to print.
    pub(super) width: usize,
    /// Whether to keep to ASCII.
    pub(super) ascii: bool,
    pub(super) color: anstream::ColorChoice,
    /// What long pages are shown with.
    pub(super) pager: Pager,
    /// The files that were read, which no output may replace.
    pub(super) inputs: Mutex<Vec<PathBuf>>,
}

impl Session {
    pub(super) fn new(global: Global, command: &'static str, today: NaiveDate) -> Result<Self> {
        let days: Vec<NaiveDate> =
            global.as_of.iter().map(|text| as_of(text, today)).collect::<Result<_>>()?;
        let (as_of_before, as_of) = match days.as_slice() {
            [] => (None, None),
            [day] => (None, Some(*day)),
            [before, day] if command == "diff" => (Some(*before), Some(*day)),
            _ if command == "diff" => bail!("--as-of is given once, or twice to compare two days"),
            _ => bail!("--as-of is given once; `alliance diff` compares two days"),
        };
        let here = std::env::current_dir()
            .context("the current folder cannot be read; change to one that exists")?;
        let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.clamp(40, 400));
        let width = usize::from(global.width.or(terminal).unwrap_or(100));
        let color = match global.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let ascii = global.ascii;
        let pager = if global.no_pager { Pager::none() } else { Pager::of_environment() };
        Ok(Self {
            command,
            today,
            as_of,
            as_of_before,
            here,
            portfolio: global.portfolio,
            width,
            ascii,
            color,
            pager,
            inputs: Mutex::default(),
        })
    }

    /// What text is printed on.
    pub(super) fn paper(&self) -> Paper {
        Paper { width: self.width, ascii: self.ascii }
    }

    /// Prints finished text. A reader that has gone away, as in `| head`, is no error.
    pub(super) fn print(&self, text: &str) -> Result<()> {
        let out = AutoStream::new(io::stdout().lock(), self.color);
        if out.current_choice() == anstream::ColorChoice::Never {
            // In large pieces: the stream would write it line by line, and all at once would be there twice.
            printed(put_plain(out.into_inner(), text))
        } else {
            printed(put(out, text))
        }
    }

    /// The same of a text without styles that is written as it comes.
    pub(super) fn print_by(write: impl Fn(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let mut out = io::stdout().lock();
        printed(write(&mut out).and_then(|()| out.flush()))
    }

    /// Prints a page for people: in ASCII where that is asked for, and through the pager where it is longer than the
    /// terminal.
    pub(super) fn show(&self, text: &str) -> Result<()> {
        let text = self.in_ascii(text);
        if self.pager.takes(&text, self.color) { Ok(()) } else { self.print(&text) }
    }

    /// A page for people with our lines and marks in ASCII, where that is asked for.
    pub(super) fn in_ascii<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.ascii { escape::ascii(text) } else { Cow::Borrowed(text) }
    }

    /// Reads the portfolio that the run is about.
    pub(super) fn read(&self) -> Result<Inputs<'static>> {
        Inputs::read(&[], self.portfolio.as_deref(), &self.here, io::empty())
    }

    /// How a run ends where there is nothing to judge, which it says: the portfolio's file cannot be used, or there is no
    /// record and that is not `allowed`.
    pub(super) fn refusal(&self, inputs: &Inputs, allowed: bool) -> Option<ExitStatus> {
        self.protect(inputs);
        for note in inputs.notes.iter().take(MOST_NOTES) {
            self.tell(&format!("{}note{}: {}", style::NOTE, anstyle::Reset, escape::terminal(note)));
        }
        if let Some(portfolio) = inputs.portfolio.as_ref().filter(|portfolio| portfolio.value.is_none()) {
            // Without it nobody knows where the records are or how they are to be judged.
            self.tell(&text::unreadable_portfolio(&audit::mistakes(portfolio, &FindingScope::Portfolio)));
            return Some(ExitStatus::Usage);
        }
        if inputs.records.is_empty() && !allowed {
            self.tell(&nothing_found(inputs, self.command));
            return Some(ExitStatus::Incomplete);
        }
        None
    }

    /// Judges what was read, on the day that was asked for, for pages that quote no lines.
    pub(super) fn judge(&self, inputs: Inputs) -> Report {
        self.judge_as(inputs, Detail::PAGE)
    }

    /// The same, keeping no more than is asked for.
    pub(super) fn judge_as(&self, inputs: Inputs, detail: Detail) -> Report {
        self.judge_beside(inputs, detail, Beside::default())
    }

    /// The same, with what there is beside the files.
    pub(super) fn judge_beside(&self, inputs: Inputs, detail: Detail, beside: Beside) -> Report {
        let progress = Progress::new(inputs.records.len(), self.ascii);
        let clock = Clock { today: self.today, as_of: self.as_of };
        crate::audit::judge_beside(inputs, clock, detail, beside, &|| progress.step())
    }

    /// Tells a person something beside the output.
    pub(super) fn tell(&self, text: &str) {
        // Where even that cannot be written there is nobody to tell.
        let _ = writeln!(AutoStream::new(io::stderr().lock(), self.color), "{text}");
    }
}

/// What became of printing.
fn printed(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(|error| anyhow!("the report could not be printed: {}", why(&error))),
    }
}

/// Writes a text without its styles, some lines at a time.
fn put_plain(mut out: impl Write, text: &str) -> io::Result<()> {
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.as_bytes().get(PIECE..).and_then(|after| memchr::memchr(b'\n', after));
        let (piece, after) = rest.split_at(end.map_or(rest.len(), |end| PIECE + end + 1));
        out.write_all(style::without_style(piece).as_bytes())?;
        rest = after;
    }
    out.flush()
}

/// About how many bytes are written at once.
const PIECE: usize = 256 * 1024;

pub(super) fn put(mut out: impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Most files that look like records of which a run tells.
const MOST_NOTES: usize = 10;

/// The commands that may be given records and folders.
const TAKES_PATHS: [&str; 7] = ["actions", "audit", "calendar", "check", "focus", "recall", "summary"];

/// What a command says that finds no record to read.
fn nothing_found(inputs: &Inputs, command: &str) -> String {
    match &inputs.portfolio {
        Some(portfolio) => format!(
            "no record found: nothing matches `alliances:` of {}\nread your partner sheet with `alliance import records SHEET`, or write one with `alliance new NAME`",
            escape::terminal(&portfolio.path)
        ),
        None => format!(
            "no record found: there is no portfolio.yaml here or above, and no YAML file under alliances/\n\
             start one with `alliance init`, or {}",
            if TAKES_PATHS.contains(&command) {
                format!("name a record or folder: `alliance {command} PATH`")
            } else {
                "run this in the folder of your portfolio, or name its file: `--portfolio FILE`".to_owned()
            }
        ),
    }
}

/// Reads `--as-of`.
pub(super) fn as_of(text: &str, today: NaiveDate) -> Result<NaiveDate> {
    let days = text
        .strip_suffix('d')
        .and_then(|shift| shift.strip_prefix(['+', '-']))
        .and_then(|days| days.parse().ok());
    let shifted =
        days.map(|days| if text.starts_with('+') { add_days(today, days) } else { sub_days(today, days) });
    match (shifted, Date::parse(text)) {
        // Records cannot name other years either.
        (Some(day), _) if !(0..=9999).contains(&day.year()) => {
            bail!("--as-of {text} is outside the years 0000 to 9999")
        }
        (Some(day), _) => Ok(day),
        (None, Ok(date)) => Ok(date.0),
        (None, Err(_)) => bail!(
            "--as-of takes a date such as 2026-03-31, or days from today such as +30d; `{text}` is neither"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_pieces_is_the_whole_of_it_without_styles() {
        let styled: String = (0..30_000).map(|at| format!("\u{1b}[1mline\u{1b}[0m {at} é\n")).collect();
        for text in [styled.as_str(), &styled[..styled.len() - 1], "", "\u{1b}[1mshort\u{1b}[0m"] {
            let mut out = Vec::new();
            put_plain(&mut out, text).expect("written");
            assert!(String::from_utf8(out).expect("text") == *style::without_style(text));
        }
        assert!(styled.len() > 2 * PIECE);
    }

    #[test]
    fn as_of_is_a_date_or_a_distance() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let date = |text| as_of(text, today).map(|date| date.to_string()).ok();
        assert_eq!(date("2026-03-31").as_deref(), Some("2026-03-31"));
        assert_eq!(date("+30d").as_deref(), Some("2026-12-22"));
        assert_eq!(date("-1d").as_deref(), Some("2026-11-21"));
        for text in ["+2920000d", "-741000d", "+4000000000d", "30d", "+d", "+30", "tomorrow", "2026-3-31", ""]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }
}

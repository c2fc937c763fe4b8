//! What each command does; each reads like its own help text.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anstream::AutoStream;
use anyhow::{Context, Result, anyhow, bail};
use chrono::{Datelike, NaiveDate};

use crate::audit::{Beside, Clock, Detail};
use crate::cli::{Cli, Color, Command, Global};
use crate::load::Inputs;
use crate::model::date::{add_days, sub_days};
use crate::model::{Date, comparable};
use crate::render::text::page::Paper;
use crate::render::{escape, style, text};
use crate::report::{AllianceReport, Report};
use crate::text::{either, listed, nearest, shorten};

use pager::Pager;
use progress::Progress;

mod actions;
mod ask;
mod audit;
mod baseline;
mod brief;
mod calendar;
mod changes;
mod check;
mod completions;
mod config;
mod diff;
mod editor;
mod explain;
mod export;
mod fix;
mod focus;
mod history;
mod import;
mod init;
mod kept;
mod log;
mod lsp;
mod man;
mod meaning;
mod new;
pub mod output;
mod pager;
mod past;
mod progress;
mod promises;
mod prompt;
mod recall;
mod rules;
mod schema;
mod since;
mod summary;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// A gate failed.
    GateFailed,
    /// Wrong usage or configuration.
    Usage,
    /// No record was found, or one could not be read.
    Incomplete,
}

impl Exit {
    /// The code for the shell, the same for every format.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::GateFailed => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
        }
    }
}

/// What a command needs to know of the world.
pub(crate) struct Session {
    /// The command that runs, as it is typed.
    command: &'static str,
    /// The day of the run.
    today: NaiveDate,
    /// The day asked for.
    as_of: Option<NaiveDate>,
    /// The earlier of two days that are compared.
    as_of_before: Option<NaiveDate>,
    /// The folder it runs in.
    here: PathBuf,
    /// The portfolio named outright.
    portfolio: Option<PathBuf>,
    /// Columns to print.
    width: usize,
    /// Whether to keep to ASCII.
    ascii: bool,
    color: anstream::ColorChoice,
    /// What long pages are shown with.
    pager: Pager,
    /// The files that were read, which no output may replace.
    read: Mutex<Vec<PathBuf>>,
}

/// Runs what was typed.
///
/// # Errors
/// When it was typed wrong or a file cannot be written; the message says what to do.
pub fn run(cli: Cli, today: NaiveDate) -> Result<Exit> {
    let setting = Session::new(cli.global, cli.command.name(), today)?;
    match cli.command {
        Command::Audit(args) => audit::run(&args, &setting),
        Command::Summary(args) => summary::run(&args, &setting),
        Command::Brief(args) => brief::run(&args, &setting),
        Command::Actions(args) => actions::run(&args, &setting),
        Command::Focus(args) => focus::run(&args, &setting),
        Command::Calendar(args) => calendar::run(&args, &setting),
        Command::Recall(args) => recall::run(&args, &setting),
        Command::Log(args) => log::run(&args, &setting),
        Command::Ask(args) => ask::run(&args, &setting),
        Command::Fix(args) => fix::run(&args, &setting),
        Command::Check(args) => check::run(&args, &setting),
        Command::Diff(args) => diff::run(&args, &setting),
        Command::History(args) => history::run(&args, &setting),
        Command::Promises(args) => promises::run(&args, &setting),
        Command::Baseline(args) => baseline::run(&args, &setting),
        Command::Explain(args) => explain::run(&args, &setting),
        Command::Rules(args) => rules::run(&args, &setting),
        Command::Config(args) => config::run(&args, &setting),
        Command::New(args) => new::run(&args, &setting),
        Command::Import(args) => import::run(&args, &setting),
        Command::Export(args) => export::run(&args, &setting),
        Command::Init(args) => init::run(&args, &setting),
        Command::Schema(args) => schema::run(&args, &setting),
        Command::Completions(args) => completions::run(&args, &setting),
        Command::Lsp(args) => lsp::run(&args, &setting),
        Command::Man(args) => man::run(&args, &setting),
    }
}

/// Prints why a run failed, as a finding would read.
pub fn complain(error: &anyhow::Error) {
    let text = escape::terminal(&format!("{error:#}")).into_owned();
    // Where even that cannot be written there is nobody to tell.
    let _ =
        writeln!(AutoStream::auto(io::stderr().lock()), "{}error{}: {text}", style::ERROR, anstyle::Reset);
}

impl Session {
    fn new(global: Global, command: &'static str, today: NaiveDate) -> Result<Self> {
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
            read: Mutex::default(),
        })
    }

    /// What text is printed on.
    fn paper(&self) -> Paper {
        Paper { width: self.width, ascii: self.ascii }
    }

    /// Prints finished text. A reader that has gone away, as in `| head`, is no error.
    fn print(&self, text: &str) -> Result<()> {
        let out = AutoStream::new(io::stdout().lock(), self.color);
        if out.current_choice() == anstream::ColorChoice::Never {
            // In one piece: the stream would write it line by line.
            printed(put(out.into_inner(), &without_style(text)))
        } else {
            printed(put(out, text))
        }
    }

    /// The same of a text without styles that is written as it comes.
    fn print_by(write: impl Fn(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let mut out = io::stdout().lock();
        printed(write(&mut out).and_then(|()| out.flush()))
    }

    /// Prints a page for people: in ASCII where that is asked for, and through the pager where it is longer than the
    /// terminal.
    fn show(&self, text: &str) -> Result<()> {
        let text = self.in_ascii(text);
        if self.pager.takes(&text, self.color) { Ok(()) } else { self.print(&text) }
    }

    /// A page for people with our lines and marks in ASCII, where that is asked for.
    fn in_ascii<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.ascii { escape::ascii(text) } else { Cow::Borrowed(text) }
    }

    /// How a run ends where there is nothing to judge, which it says: the portfolio's file cannot be used, or there is no
    /// record and that is not `allowed`.
    fn refusal(&self, inputs: &Inputs, allowed: bool) -> Option<Exit> {
        self.protect(inputs);
        for note in inputs.notes.iter().take(MOST_NOTES) {
            self.tell(&format!("{}note{}: {}", style::NOTE, anstyle::Reset, escape::terminal(note)));
        }
        if let Some(portfolio) = inputs.portfolio.as_ref().filter(|portfolio| portfolio.value.is_none()) {
            // Without it nobody knows where the records are or how they are to be judged.
            self.tell(&text::unreadable_portfolio(portfolio));
            return Some(Exit::Usage);
        }
        if inputs.records.is_empty() && !allowed {
            self.tell(&nothing_found(inputs, self.command));
            return Some(Exit::Incomplete);
        }
        None
    }

    /// Judges what was read, on the day that was asked for, for pages that quote no lines.
    fn judge(&self, inputs: Inputs) -> Report {
        self.judge_as(inputs, Detail::PAGE)
    }

    /// The same, keeping no more than is asked for.
    fn judge_as(&self, inputs: Inputs, detail: Detail) -> Report {
        self.judge_beside(inputs, detail, Beside::default())
    }

    /// The same, with what there is beside the files.
    fn judge_beside(&self, inputs: Inputs, detail: Detail, beside: Beside) -> Report {
        let progress = Progress::new(inputs.records.len(), self.ascii);
        let clock = Clock { today: self.today, as_of: self.as_of };
        crate::audit::judge_beside(inputs, clock, detail, beside, &|| progress.step())
    }

    /// Tells a person something beside the output.
    fn tell(&self, text: &str) {
        // Where even that cannot be written there is nobody to tell.
        let _ = writeln!(AutoStream::new(io::stderr().lock(), self.color), "{text}");
    }
}

/// The alliance of this name, or whose name, file name or a word of them begins so; capitals and hyphens do not matter.
fn named<'r>(report: &'r Report, name: &str) -> Result<&'r AllianceReport> {
    let plain = |text: &str| comparable(text).replace([' ', '_'], "-");
    let stem = |alliance: &AllianceReport| {
        let file = Path::new(&*alliance.file).file_stem();
        file.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let wanted = plain(name.trim());
    let names = |alliance: &AllianceReport| -> Vec<String> {
        let known = [plain(&alliance.name), plain(&stem(alliance))];
        let others = alliance.aliases.iter().chain(alliance.ids.iter().map(|(_, id)| id));
        known.into_iter().chain(others.map(|other| plain(other))).collect()
    };
    let such = |matches: &dyn Fn(&str) -> bool| -> Vec<&AllianceReport> {
        report.alliances.iter().filter(|alliance| names(alliance).iter().any(|name| matches(name))).collect()
    };
    let exact = such(&|name| name == wanted);
    // `andino` is enough for `Grupo Andino`: the beginning of the name first, then that of any word in it.
    let inner = format!("-{wanted}");
    let ways: [&dyn Fn(&str) -> bool; 2] = [&|name| name.starts_with(&wanted), &|name| name.contains(&inner)];
    let found = ways
        .iter()
        .fold(exact, |found, way| if found.is_empty() && !wanted.is_empty() { such(way) } else { found });
    let shown = |alliance: &&AllianceReport| format!("`{}`", escape::terminal(&alliance.name));
    match found.as_slice() {
        [only] => Ok(only),
        [] => {
            // A slip in the beginning of a name counts like one in the whole of it.
            let near = report.alliances.iter().find(|alliance| {
                let beginnings: Vec<[String; 2]> = names(alliance)
                    .into_iter()
                    .map(|name| {
                        let first = name.split('-').next().unwrap_or_default().to_owned();
                        [name, first]
                    })
                    .collect();
                nearest(&wanted, beginnings.iter().flatten().map(String::as_str)).is_some()
            });
            let name = escape::terminal(&shorten(name, 60)).into_owned();
            match near {
                Some(near) => bail!("there is no alliance `{name}`: did you mean {}?", shown(&near)),
                None => {
                    let all: Vec<String> =
                        report.alliances.iter().take(20).map(|alliance| shown(&alliance)).collect();
                    bail!("there is no alliance `{name}`; this portfolio has {}", listed(&all))
                }
            }
        }
        several => {
            let several: Vec<String> = several
                .iter()
                .map(|alliance| format!("{} ({})", shown(alliance), escape::terminal(&alliance.file)))
                .collect();
            bail!("`{}` can be {}: write more of the name", escape::terminal(name), either(&several))
        }
    }
}

/// The text without colours, which most output never had.
fn without_style(text: &str) -> Cow<'_, str> {
    match memchr::memchr(0x1b, text.as_bytes()) {
        Some(_) => Cow::Owned(anstream::adapter::strip_str(text).to_string()),
        None => Cow::Borrowed(text),
    }
}

/// What became of printing.
fn printed(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => {
            printed.map_err(|error| anyhow!("the report could not be printed: {}", output::why(&error)))
        }
    }
}

fn put(mut out: impl Write, text: &str) -> io::Result<()> {
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
fn as_of(text: &str, today: NaiveDate) -> Result<NaiveDate> {
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

//! The complete output of every command in every form, as the files of `tests/cmd` have it.
//!
//! A file holds fenced blocks, each with one command and all it prints. After the fence's `console` a block may say
//! where it runs: in the sample portfolio of this repository, or, with `in=empty`, `in=copy`, `in=sheets` or
//! `in=repository`, in a scratch folder that the blocks of a file share. `as=visible` shows a page as the text that a reader sees.
//! `TRYCMD=overwrite` writes what is printed now into the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use alliance::cli::{
    ActionsFormat, AuditFormat, BriefFormat, CalendarFormat, CheckFormat, Cli, DiffFormat, FocusFormat,
    Format, HistoryFormat, PromisesFormat, SummaryFormat,
};
use clap::{CommandFactory, ValueEnum};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::office;
use crate::repository::Repository;
use crate::support::{Folder, Run, run};
use crate::visible::visible;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Longer than any fence that is printed.
const FENCE: &str = "`````";

/// One command and what a file says that it prints.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    attributes: BTreeMap<String, String>,
    command: String,
    output: String,
}

/// A file in parts: the prose before each block, and the block.
fn parse(text: &str) -> (Vec<(String, Block)>, String) {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((prose, opened)) = rest.split_once(&format!("{FENCE}console")) {
        let (info, body) = opened.split_once('\n').expect("a line after the fence");
        let (block, after) = body.split_once(&format!("{FENCE}\n")).expect("a closed fence");
        let (command, output) = block.split_once('\n').expect("a command");
        let attributes = info.split_whitespace().map(|word| {
            let (key, value) = word.split_once('=').expect("key=value");
            assert!(["in", "as"].contains(&key), "{key} means nothing here");
            (key.to_owned(), value.to_owned())
        });
        blocks.push((
            prose.to_owned(),
            Block {
                attributes: attributes.collect(),
                command: command.strip_prefix("$ ").expect("`$ ` before a command").to_owned(),
                output: output.to_owned(),
            },
        ));
        rest = after;
    }
    (blocks, rest.to_owned())
}

/// The file that has these blocks.
fn written(blocks: &[(String, Block)], end: &str) -> String {
    let mut text = String::new();
    for (prose, block) in blocks {
        let info: String = block.attributes.iter().map(|(key, value)| format!(" {key}={value}")).collect();
        text += &format!("{prose}{FENCE}console{info}\n$ {}\n{}{FENCE}\n", block.command, block.output);
    }
    text + end
}

/// Where the blocks of one file run.
#[derive(Default)]
struct Places {
    empty: Option<Folder>,
    copy: Option<Folder>,
    sheets: Option<Folder>,
    repository: Option<Repository>,
}

impl Places {
    /// The folder of a block; `None`, and said aloud, where it would need git, which is not there.
    fn of(&mut self, block: &Block) -> Option<PathBuf> {
        Some(match block.attributes.get("in").map(String::as_str) {
            None => PathBuf::from(ROOT),
            Some("empty") => self.empty.get_or_insert_with(Folder::new).path().to_path_buf(),
            Some("copy") => self.copy.get_or_insert_with(copy).path().to_path_buf(),
            Some("sheets") => self.sheets.get_or_insert_with(sheets).path().to_path_buf(),
            Some("repository") => {
                if self.repository.is_none() {
                    self.repository = Some(with_a_past()?);
                }
                self.repository.as_ref()?.path().to_path_buf()
            }
            Some(other) => panic!("in={other} is nowhere"),
        })
    }
}

/// The sample portfolio, to be written into.
fn copy() -> Folder {
    let root = Path::new(ROOT);
    let mut folder =
        Folder::new().with("portfolio.yaml", fs::read(root.join("portfolio.yaml")).expect("a portfolio"));
    for entry in fs::read_dir(root.join("alliances")).expect("records") {
        let file = entry.expect("a record").path();
        let name = format!("alliances/{}", file.file_name().and_then(|name| name.to_str()).expect("a name"));
        folder = folder.with(&name, fs::read(&file).expect("a record"));
    }
    folder
}

/// An empty portfolio with spreadsheets beside it.
fn sheets() -> Folder {
    let sheets = Path::new(ROOT).join("tests/fixtures/sheets");
    let mut folder = Folder::new().with("portfolio.yaml", "us: Fernhill Software\ncurrency: EUR\n");
    for entry in fs::read_dir(sheets).expect("sheets") {
        let file = entry.expect("a sheet").path();
        let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
        folder = folder.with(name, fs::read(&file).expect("a sheet"));
    }
    folder
}

/// The sample portfolio with three commits on fixed days, and something edited, added and taken away since.
fn with_a_past() -> Option<Repository> {
    let repository = Repository::sample()?;
    repository.replace("alliances/kestrel-and-co.yaml", "tier: growth", "tier: core");
    repository.commit("2026-04-20");
    repository.replace("portfolio.yaml", "cost_per_hour: 95", "cost_per_hour: 90");
    repository.commit("2026-08-15");
    repository.replace("portfolio.yaml", "cost_per_hour: 90", "cost_per_hour: 95");
    repository.replace("alliances/kestrel-and-co.yaml", "tier: core", "tier: maintain");
    repository.write(
        "alliances/sparrow.yaml",
        "name: Sparrow\npartner: Sparrow Ltd\ntype: strategic\nstage: active\nstarted: 2026-10-01\n",
    );
    fs::remove_file(repository.file("alliances/quillon-data.yaml")).expect("a record to take away");
    Some(repository)
}

/// The words of a command; what stands in double quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Runs a line: `alliance`, and the few others that show what it did, joined by `|`.
fn perform(folder: &Path, line: &str) -> Run {
    let mut last = Run { code: 0, stdout: String::new(), stderr: String::new() };
    for part in line.split(" | ") {
        let words = words(part);
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let printed = |stdout| Run { code: 0, stdout, stderr: String::new() };
        let next = match (words[0].as_str(), args.as_slice()) {
            ("alliance", args) => run(folder, args, &last.stdout),
            ("cat", [file]) => printed(fs::read_to_string(folder.join(file)).expect("a text")),
            ("ls", []) => printed(files(folder).concat()),
            ("unpack", [file]) => printed(unpacked(&folder.join(file))),
            ("head", ["-n", count]) => {
                let count = count.parse().expect("a number");
                printed(last.stdout.split_inclusive('\n').take(count).collect())
            }
            _ => panic!("`{part}` cannot be run here"),
        };
        last = Run { stderr: last.stderr + &next.stderr, ..next };
    }
    last
}

/// What a reader sees of a document or a workbook: paragraphs, and the cells of each row.
fn unpacked(file: &Path) -> String {
    let bytes = fs::read(file).expect("a file");
    match file.extension().and_then(|end| end.to_str()) {
        Some("docx") => office::paragraphs(&bytes),
        Some("xlsx") => office::cells(&bytes),
        _ => panic!("{} is no file of these", file.display()),
    }
}

/// Every file below a folder, a line each.
fn files(folder: &Path) -> Vec<String> {
    fn walk(at: &Path, top: &Path, into: &mut Vec<String>) {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, top, into);
            } else {
                into.push(format!("{}\n", path.strip_prefix(top).expect("below it").display()));
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, folder, &mut files);
    files.sort();
    files
}

/// What a run printed, with all that would not be seen made visible.
fn shown(run: &Run, as_visible: bool, folder: &Path) -> String {
    let mut text = if run.code == 0 { String::new() } else { format!("? {}\n", run.code) };
    text += &if as_visible { visible(&run.stdout) } else { run.stdout.clone() };
    if !text.is_empty() && !text.ends_with('\n') {
        text += "␃\n";
    }
    if !run.stderr.is_empty() {
        text += "-- standard error --\n";
        text += &run.stderr;
    }
    assert!(!text.contains(FENCE), "a fence is printed");
    text.replace('\r', "␍").replace('\u{1b}', "␛").replace(folder.to_str().expect("text"), "[FOLDER]")
}

/// Every file of `tests/cmd`, by its name there.
fn all() -> Vec<PathBuf> {
    let folder = Path::new(ROOT).join("tests/cmd");
    files(&folder).iter().map(|name| folder.join(name.trim_end())).collect()
}

/// Where two texts first differ, with what stands before it.
fn difference(expected: &str, printed: &str) -> String {
    let (expected, printed): (Vec<_>, Vec<_>) = (expected.lines().collect(), printed.lines().collect());
    let first = expected.iter().zip(&printed).take_while(|(a, b)| a == b).count();
    let part = |lines: &[&str], mark: &str| -> String {
        lines.iter().skip(first).take(8).map(|line| format!("{mark}{line}\n")).collect()
    };
    let before: String =
        expected[first.saturating_sub(3)..first].iter().map(|line| format!("  {line}\n")).collect();
    format!("from line {} on:\n{before}{}{}", first + 1, part(&expected, "- "), part(&printed, "+ "))
}

/// What is wrong with one file; writes it as it should be if that is asked for.
fn judge(file: &Path, overwrite: bool) -> Option<String> {
    let text = fs::read_to_string(file).expect("text");
    let (mut blocks, end) = parse(&text);
    assert!(!blocks.is_empty(), "{} runs nothing", file.display());
    assert_eq!(written(&blocks, &end), text, "{} is not read whole", file.display());
    let mut places = Places::default();
    for (_, block) in &mut blocks {
        let Some(folder) = places.of(block) else { continue };
        let as_visible = block.attributes.get("as").is_some_and(|form| form == "visible");
        block.output = shown(&perform(&folder, &block.command), as_visible, &folder);
    }
    let printed = written(&blocks, &end);
    if printed == text {
        return None;
    }
    if overwrite {
        fs::write(file, printed).expect("written");
        return None;
    }
    Some(format!("{} {}", file.display(), difference(&text, &printed)))
}

#[test]
fn documented_in_full() {
    let overwrite = std::env::var("TRYCMD").is_ok_and(|wish| wish == "overwrite");
    let files = all();
    assert!(!files.is_empty(), "tests/cmd runs nothing");
    let wrong: Vec<String> = files.par_iter().filter_map(|file| judge(file, overwrite)).collect();
    assert!(
        wrong.is_empty(),
        "{}\nIf that is what should be printed: TRYCMD=overwrite cargo test --test cli documented, then read the difference",
        wrong.join("\n")
    );
}

/// The words that `-o` takes.
fn forms<F: ValueEnum>() -> Vec<String> {
    let values = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

#[test]
fn every_command_and_form_is_there() {
    let folder = Path::new(ROOT).join("tests/cmd");
    let commands: BTreeSet<String> =
        Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let folders: BTreeSet<String> = all()
        .iter()
        .map(|file| {
            assert!(file.extension().is_some_and(|end| end == "trycmd"), "{} is not run", file.display());
            let below = file.strip_prefix(&folder).expect("below it");
            below.iter().next().and_then(|name| name.to_str()).expect("text").to_owned()
        })
        .collect();
    assert_eq!(folders, commands);
    for (command, forms) in [
        ("audit", forms::<AuditFormat>()),
        ("check", forms::<CheckFormat>()),
        ("summary", forms::<SummaryFormat>()),
        ("brief", forms::<BriefFormat>()),
        ("actions", forms::<ActionsFormat>()),
        ("calendar", forms::<CalendarFormat>()),
        ("focus", forms::<FocusFormat>()),
        ("rules", forms::<Format>()),
        ("diff", forms::<DiffFormat>()),
        ("history", forms::<HistoryFormat>()),
        ("promises", forms::<PromisesFormat>()),
    ] {
        for form in forms {
            let file = folder.join(command).join(format!("{form}.trycmd"));
            let text =
                fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is not there", file.display()));
            let (blocks, _) = parse(&text);
            let of_form = |block: &Block| match block.command.split_once(" -o ") {
                Some((_, rest)) => {
                    let word = rest.split_whitespace().next().unwrap_or_default();
                    word == form || word.ends_with(&format!(".{form}"))
                }
                None => form == "text",
            };
            let wanted = format!("alliance {command}");
            assert!(
                blocks.iter().any(|(_, block)| block.command.starts_with(&wanted) && of_form(block)),
                "{} shows no {form}",
                file.display()
            );
        }
    }
}

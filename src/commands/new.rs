//! `alliance new NAME`: a record that asks the four questions.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::output::{stays_within, why, write_fresh};
use super::schema_line::record_line;
use super::{Exit, Session};
use crate::cli::{New, NewKind, NewStage};
use crate::edit::written;
use crate::load::files::Disk;
use crate::load::{Source, discover, read};
use crate::model::Portfolio;
use crate::render::escape;
use crate::text::slug;
use anyhow::{Result, anyhow, bail};
use clap::ValueEnum;

/// Everything below the identity of a record, as questions. A line that begins with `#@` names the types and the stages that
/// are asked what follows; one that names none of either is for all of them.
const QUESTIONS: &str = include_str!("questions.yaml");

pub(super) fn run(args: &New, setting: &Session) -> Result<Exit> {
    if args.name.trim().is_empty() {
        bail!("the alliance needs a name: `alliance new \"Northstar Cloud\"`");
    }
    let partner = args.partner.as_deref().unwrap_or(&args.name);
    let record = record(args.name.trim(), partner.trim(), args.kind, args.stage);
    if args.print {
        setting.print(&record)?;
        return Ok(Exit::Done);
    }
    let (root, folder) = folders(setting);
    let file = folder.join(format!("{}.yaml", slug(&args.name)));
    stays_within(&root, &file)?;
    write_new(&file, &(record_line(&root, &folder) + &record))?;
    let shown = escape::terminal(&file.strip_prefix(&setting.here).unwrap_or(&file).display().to_string())
        .into_owned();
    setting
        .print(&format!("wrote {shown}\nanswer its questions there, or with `alliance ask`, then run: alliance audit {shown}\n"))?;
    Ok(Exit::Done)
}

/// A record's text: its identity, and everything else as questions. None of them is answered by its line alone.
fn record(name: &str, partner: &str, kind: NewKind, stage: NewStage) -> String {
    let kind = word(kind);
    let stage = word(stage);
    format!(
        "name: {}\npartner: {}\ntype: {kind}\nstage: {stage}\n{}",
        written(name),
        written(partner),
        questions(&kind, &stage)
    )
}

/// What an arrangement of a type is asked at a stage.
fn questions(kind: &str, stage: &str) -> String {
    let mut text = String::new();
    let mut asked = true;
    for line in QUESTIONS.lines() {
        if let Some(words) = line.strip_prefix("#@") {
            let named: Vec<&str> = words.split_whitespace().collect();
            let of = |all: &[String], own: &str| {
                let mut some = named.iter().filter(|word| all.iter().any(|one| one == *word)).peekable();
                some.peek().is_none() || some.any(|word| *word == own)
            };
            asked = of(&words_of::<NewKind>(), kind) && of(&words_of::<NewStage>(), stage);
        } else if asked {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// A choice as it is typed, which is how a record writes it.
fn word(choice: impl ValueEnum) -> String {
    choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn words_of<T: ValueEnum>() -> Vec<String> {
    T::value_variants()
        .iter()
        .filter_map(ValueEnum::to_possible_value)
        .map(|value| value.get_name().to_owned())
        .collect()
}

/// The portfolio's folder, and where it keeps its records: the folder its first glob starts with.
pub(super) fn folders(setting: &Session) -> (PathBuf, PathBuf) {
    let file = setting
        .portfolio
        .as_ref()
        .map(|file| setting.here.join(file))
        .or_else(|| discover::find_portfolio(&Disk, &setting.here));
    let root = file.as_deref().and_then(Path::parent).unwrap_or(&setting.here).to_path_buf();
    let Some(file) = file else { return (root.clone(), root.join("alliances")) };
    let text = read::read_file(&file, &root.canonicalize().unwrap_or_else(|_| root.clone()));
    let portfolio = Source::<Portfolio>::new(String::new(), text).value.unwrap_or_default();
    let glob = portfolio.alliances.items().next().map_or("alliances", String::as_str);
    let literal: PathBuf = Path::new(glob)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    let folder = root.join(literal);
    let usable = folder.starts_with(&root) && folder.extension().is_none();
    let folder = if usable { folder } else { root.join("alliances") };
    (root, folder)
}

/// Writes a file that must not exist yet, with the folders above it.
///
/// # Errors
/// When it exists or cannot be written.
pub(super) fn write_new(file: &Path, text: &str) -> Result<()> {
    let shown = escape::terminal(&file.display().to_string()).into_owned();
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| anyhow!("the folder of {shown} cannot be made: {}", why(&error)))?;
    }
    match write_fresh(file, text) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!(
                "{shown} already exists and is left as it is; choose another name, or move the file away first"
            )
        }
        Err(error) => Err(anyhow!("{shown} could not be written: {}", why(&error))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;

    use super::*;
    use crate::audit::{self, Clock};
    use crate::load::Inputs;
    use crate::report::Report;

    fn audited(record: String) -> Report {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let inputs = Inputs {
            records: vec![Source::new("new.yaml".to_owned(), Ok(record)).into()],
            ..Inputs::default()
        };
        audit::run(inputs, Clock { today, as_of: None })
    }

    fn mistakes(report: &Report) -> Vec<String> {
        let record = report.all_findings().filter(|finding| finding.rule.area == crate::rules::Area::Record);
        record.map(|finding| format!("{}: {}", finding.at.line, finding.message())).collect()
    }

    /// How often each rule speaks.
    fn spoken(report: &Report) -> BTreeMap<&'static str, usize> {
        let mut rules = BTreeMap::new();
        for finding in report.all_findings() {
            *rules.entry(finding.rule.id).or_default() += 1;
        }
        rules
    }

    #[test]
    fn any_name_makes_a_sound_record() {
        for name in [
            "Northstar Cloud",
            "no",
            "a: b",
            "# x",
            "\"quoted\"",
            "2026",
            "- dash",
            "tab\there",
            "two\nlines",
            "é",
            "{type}",
        ] {
            let report = audited(record(name, name, NewKind::Strategic, NewStage::Proposed));
            assert_eq!(mistakes(&report), Vec::<String>::new(), "{name}");
            assert_eq!(report.alliances[0].name, name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    /// `#` alone starts a question to read; `#key` and `#  - item` are lines waiting for an answer.
    fn uncommented(record: &str) -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(answer) if !answer.starts_with("# ") && answer != "#" => format!("{answer}\n"),
            _ => format!("{line}\n"),
        };
        record.lines().map(line).collect()
    }

    #[test]
    fn a_template_that_is_only_uncommented_answers_nothing() {
        let mut texts = Vec::new();
        for kind in NewKind::value_variants() {
            for stage in NewStage::value_variants() {
                let record = record("Tern", "Tern Ltd", *kind, *stage);
                let (before, open) = (audited(record.clone()), uncommented(&record));
                assert!(open.lines().filter(|line| line.contains(':')).count() > 20, "{open}");
                let after = audited(open.clone());
                assert_eq!(spoken(&after), spoken(&before), "{kind:?} {stage:?}\n{open}");
                assert_eq!(mistakes(&after), Vec::<String>::new(), "{open}");
                let score = |report: &Report| {
                    report.alliances[0]
                        .health
                        .as_ref()
                        .map(|health| health.score.as_ref().map(|score| score.raw.score))
                };
                assert_eq!(score(&after), score(&before), "{kind:?} {stage:?}");
                texts.push(record);
            }
        }
        let all = texts.len();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), all, "each type and each stage is asked something else");
    }

    #[test]
    fn what_runs_is_asked_first_where_it_stands() {
        let text = record("Tern", "Tern Ltd", NewKind::Strategic, NewStage::Active);
        let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
        let order = ["#term:", "#  reviews:", "#decisions:", "#objective:", "#metrics:", "#    results:"];
        assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{text}");
        let text = record("Tern", "Tern Ltd", NewKind::Strategic, NewStage::Proposed);
        assert!(!text.contains("reviews:") && !text.contains("decisions:") && !text.contains("results:"));
    }

    #[test]
    fn file_names_are_plain() {
        for (name, file) in [
            ("Northstar Cloud", "northstar-cloud"),
            ("../../etc", "etc"),
            ("A/B & C", "a-b-c"),
            ("日本", "日本"),
            ("???", "alliance"),
        ] {
            assert_eq!(slug(name), file);
        }
    }
}

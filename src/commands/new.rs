//! `alliance new NAME`: a record that asks the four questions.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use chrono::NaiveDate;

use super::output::{stays_within, why, write_fresh};
use super::{Exit, Session, editor};
use crate::cli::{New, NewKind};
use crate::edit::written;
use crate::load::files::Disk;
use crate::load::{Source, discover, read};
use crate::model::Portfolio;
use crate::model::date::{add_days, add_months, end_of_month, sub_days};
use crate::render::escape;
use crate::text::slug;

/// Everything below the identity of a record.
const QUESTIONS: &str = include_str!("questions.yaml");

pub(super) fn run(args: &New, setting: &Session) -> Result<Exit> {
    if args.name.trim().is_empty() {
        bail!("the alliance needs a name: `alliance new \"Northstar Cloud\"`");
    }
    let partner = args.partner.as_deref().unwrap_or(&args.name);
    let record = record(args.name.trim(), partner.trim(), args.kind, setting.as_of.unwrap_or(setting.today))?;
    if args.print {
        setting.print(&record)?;
        return Ok(Exit::Done);
    }
    let (root, folder) = folders(setting);
    let file = folder.join(format!("{}.yaml", slug(&args.name)));
    stays_within(&root, &file)?;
    write_new(&file, &(editor::record_line(&root, &folder) + &record))?;
    let shown = escape::terminal(&file.strip_prefix(&setting.here).unwrap_or(&file).display().to_string())
        .into_owned();
    setting
        .print(&format!("wrote {shown}\nanswer its four questions, then run: alliance audit {shown}\n"))?;
    Ok(Exit::Done)
}

/// A record's text: its identity, and everything else as questions.
///
/// # Errors
/// When the name cannot be written as YAML.
pub(super) fn record(name: &str, partner: &str, kind: NewKind, today: NaiveDate) -> Result<String> {
    let kind = match kind {
        NewKind::Strategic => "strategic",
        NewKind::CoMarketing => "co-marketing",
        NewKind::Affiliate => "affiliate",
        NewKind::Sponsorship => "sponsorship",
    };
    // The answers it suggests are those of a proposal agreed today and launched at the start of a month.
    let launch = add_days(end_of_month(today), 1);
    let questions = QUESTIONS
        .replace("{agreed}", &today.to_string())
        .replace("{launch}", &launch.to_string())
        .replace("{until}", &sub_days(add_months(launch, 24), 1).to_string());
    Ok(format!("name: {}\npartner: {}\ntype: {kind}\n{questions}", written(name), written(partner)))
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
    use super::*;
    use crate::audit::{self, Clock};
    use crate::load::Inputs;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
    }

    fn audited(record: String) -> crate::report::Report {
        let inputs = Inputs {
            records: vec![Source::new("new.yaml".to_owned(), Ok(record)).into()],
            ..Inputs::default()
        };
        audit::run(inputs, Clock { today: today(), as_of: None })
    }

    fn mistakes(report: &crate::report::Report) -> Vec<String> {
        let record = report.all_findings().filter(|finding| finding.rule.area == crate::rules::Area::Record);
        record.map(|finding| format!("{}: {}", finding.at.line, finding.message())).collect()
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
            let report = audited(record(name, name, NewKind::Strategic, today()).expect("a record"));
            assert_eq!(mistakes(&report), Vec::<String>::new(), "{name}");
            assert_eq!(report.alliances[0].name, name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    #[test]
    fn the_answers_it_suggests_are_sound_yaml() {
        let record = record("Tern", "Tern Ltd", NewKind::Strategic, today()).expect("a record");
        // `#` alone starts a question; `#key` and `#  - item` are answers waiting to be uncommented.
        let answered: String = record
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(answer) if !answer.starts_with("# ") && answer != "#" => format!("{answer}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let report = audited(answered);
        assert_eq!(mistakes(&report), Vec::<String>::new());
        assert!(
            !report.alliances[0].findings.iter().any(|finding| finding.rule.id.starts_with("missing-exit"))
        );
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

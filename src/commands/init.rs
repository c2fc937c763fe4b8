//! `alliance init`: a portfolio and a first record in an empty folder, never overwriting.

use anyhow::{Context, Result, bail};

use super::new::{record, write_new};
use super::output::stays_within;
use super::{Exit, Session, editor};
use crate::cli::{Init, NewKind};
use crate::load::discover::PORTFOLIO;

const TEMPLATE: &str = include_str!("portfolio.yaml");

pub(super) fn run(args: &Init, setting: &Session) -> Result<Exit> {
    let folder =
        args.folder.as_ref().map_or_else(|| setting.here.clone(), |folder| setting.here.join(folder));
    let files = [folder.join(PORTFOLIO), folder.join("alliances/first-alliance.yaml")];
    // Look at both before writing either: half a start is worse than none.
    if let Some(file) = files.iter().find(|file| file.symlink_metadata().is_ok()) {
        let file = file.display().to_string();
        bail!(
            "{} already exists and is left as it is; `alliance new NAME` adds a record to it",
            crate::render::escape::terminal(&file)
        );
    }
    for file in &files {
        stays_within(&folder, file)?;
    }
    let left_alone = editor::set_up(&folder).context(
        "the files for editors, .alliance and .vscode, could not be written; check that both are folders you may \
         write to",
    )?;
    write_new(&files[0], &(editor::portfolio_line() + TEMPLATE))?;
    let first = record(
        "First alliance",
        "Their company",
        NewKind::Strategic,
        setting.as_of.unwrap_or(setting.today),
    )?;
    let line = editor::record_line(&folder, &folder.join("alliances"));
    write_new(&files[1], &(line + &first)).inspect_err(|_| {
        // It was written a moment ago, and would keep the next try from starting.
        let _ = std::fs::remove_file(&files[0]);
    })?;
    setting.print(
        "wrote portfolio.yaml and alliances/first-alliance.yaml\n1. put your company's name and currency into \
         portfolio.yaml\n2. answer the four questions in alliances/first-alliance.yaml\n3. run `alliance audit`, \
         and `alliance new NAME` for the next one\nEditors complete keys and mark mistakes using the files in \
         .alliance; VS Code will ask to install its YAML extension.\n",
    )?;
    for file in left_alone {
        setting.print(&format!(
            "{file} already existed and is left as it is; the first line of each record is enough for editors\n"
        ))?;
    }
    Ok(Exit::Done)
}

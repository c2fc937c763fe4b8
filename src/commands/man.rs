//! `alliance man`: the manual, one page to read or every page to install.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::output::{why, write_whole};
use super::{ExitStatus, Session};
use crate::cli::{Cli, Man};
use crate::render::escape;

pub(super) fn run(args: &Man, setting: &Session) -> Result<ExitStatus> {
    // `help` is no page of its own: it prints the others.
    let command = Cli::command().disable_help_subcommand(true);
    match &args.folder {
        None => setting.print(&page(command)?)?,
        Some(folder) => {
            let pages = install(command, &setting.here.join(folder))?;
            let folder = folder.display().to_string();
            setting.print(&format!("wrote {pages} pages into {}\n", escape::terminal(&folder)))?;
        }
    }
    Ok(ExitStatus::Done)
}

fn page(command: clap::Command) -> Result<String> {
    let mut text = Vec::new();
    Page::new(command).manual("alliance").render(&mut text)?;
    let text = String::from_utf8(text).context("the manual is not text")?;
    // Examples stand in columns, which filled lines would tear apart.
    Ok(text.replace(".SH EXTRA\n", ".SH NOTES\n.nf\n").replace("\n.SH VERSION\n", "\n.fi\n.SH VERSION\n"))
}

/// Writes `alliance.1` and a page for each command, and tells how many.
fn install(mut command: clap::Command, folder: &Path) -> Result<usize> {
    let shown = escape::terminal(&folder.display().to_string()).into_owned();
    std::fs::create_dir_all(folder)
        .map_err(|error| anyhow!("the folder {shown} cannot be made: {}", why(&error)))?;
    // What every command takes stands on every command's page.
    command.build();
    let mut pages = vec![("alliance".to_owned(), command.clone())];
    for below in command.get_subcommands() {
        let name = format!("alliance-{}", below.get_name());
        pages.push((name.clone(), below.clone().display_name(name)));
    }
    for (name, command) in &pages {
        write_whole(&folder.join(format!("{name}.1")), &page(command.clone())?)
            .map_err(|error| anyhow!("{name}.1 could not be written into {shown}: {}", why(&error)))?;
    }
    Ok(pages.len())
}

//! `alliance diff`: what changed between two states of the portfolio.

use std::path::Path;

use anyhow::Result;

use super::{Exit, Session, audit, since};
use crate::cli::{Diff, DiffFormat};
use crate::compare::difference::difference as compare;
use crate::load::Inputs;
use crate::load::git::Repository;
use crate::render::difference;

pub(super) fn run(args: &Diff, setting: &Session) -> Result<Exit> {
    // It has to outlive what is read from it.
    let tree;
    let (inputs, name) = match &args.head {
        None => {
            let inputs = Inputs::read(&[], setting.portfolio.as_deref(), &setting.here, std::io::empty())?;
            (inputs, "the files here".to_owned())
        }
        Some(revision) => {
            let repository = Repository::open(&setting.here)?;
            let commit = repository.commit(revision)?;
            tree = repository.tree(&commit.id)?;
            let inputs = Inputs::read_from(&tree, &[], setting.portfolio.as_deref(), &setting.here)?;
            (inputs, named(revision, commit.short()))
        }
    };
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(exit);
    }
    let head = setting.judge(inputs);
    let portfolio = head.portfolio_file.as_deref().map(|file| setting.here.join(file));
    let folder = portfolio.as_deref().and_then(Path::parent).filter(|folder| folder.is_dir());
    let repository = Repository::open(folder.unwrap_or(&setting.here))?;
    let base = repository.commit(&args.base)?;
    let state = if args.head.is_some() { since::Head::Commit } else { since::Head::Folder(&[]) };
    let earlier = since::read(repository, base, portfolio.as_deref(), &[], None, setting)?
        .judge(&head, state, true, setting);
    let names = [named(&earlier.revision, &earlier.short), name];
    let remarks = earlier.remarks(&head);
    let ended = audit::ended(&head);
    let told = compare(&earlier.report, head, names, remarks, &|alliance| earlier.fate(alliance));
    setting.deliver(&args.output, |format| match format {
        DiffFormat::Text => Ok(difference::text(&told, setting.paper())),
        DiffFormat::Markdown => Ok(difference::markdown(&told)),
        DiffFormat::Json => difference::json(&told),
    })?;
    Ok(ended)
}

/// A revision as it was typed, with its commit unless that was typed.
fn named(revision: &str, short: &str) -> String {
    if revision.starts_with(short) || short.starts_with(revision) {
        short.to_owned()
    } else {
        format!("{revision} ({short})")
    }
}

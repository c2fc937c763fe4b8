//! `alliance import records FILE`: a record for each row of a partner sheet.

use std::fs;
use std::io::{self, IsTerminal};

use anyhow::Result;

use super::super::changes::{Changed, OpenedRecord, Settled};
use super::super::new::write_new;
use super::super::output::stays_within;
use super::super::schema_line::record_line;
use super::super::{ExitStatus, Session};
use super::home::Home;
use super::imported::LastRead;
use super::request::Request;
use super::shown::{sample, shown};
use super::told;
use crate::cli::Writing;
use crate::edit::{self, EditOutcome};
use crate::import::record::{self, Imported, RecordPlan, Update};
use crate::load::Inputs;
use crate::model::{Alliance, Yaml};
use crate::render::escape::terminal;
use crate::render::text::page::in_columns;
use crate::report::counted;
use crate::text::{listed, shorten};

pub(super) fn run(request: &Request, update: Option<&Writing>, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, true) {
        return Ok(exit);
    }
    let home = Home::find(setting)?;
    let currency = inputs.currency();
    let sheets = request.sheets(setting)?;
    let corrections = request.corrections()?;
    let plan = RecordPlan::new(&sheets, request.sheet, &home.mapping, &corrections, request.order)?;
    let outcome = record::read(&plan, &currency)?;

    let there = There::of(inputs);
    let (known, fresh): (Vec<&Imported>, Vec<&Imported>) =
        outcome.records.iter().partition(|imported| there.has(imported, &home));
    let mut text = told::heading(request, &plan, &outcome);
    text += &told::mapped(&plan, setting);
    text +=
        &plan.followed.as_ref().map_or_else(String::new, |followed| told::order_followed(followed, setting));
    text += &told::read_as(&outcome, setting);
    text += &told::put_together(&outcome, setting);
    text +=
        &told::remarks("NOT UNDERSTOOD, and kept in the record as written", &outcome.not_understood, setting);
    text += &told::no_answers(&outcome, setting);
    text += &told::passed_over(&outcome, setting);
    text += &told::assumed(&outcome);
    text += &told::no_period(&outcome, setting);

    let line = record_line(&home.root, &home.folder);
    let folder = shown(&home.folder, setting);
    if !known.is_empty() {
        let names: Vec<String> = known.iter().map(|imported| sample(&imported.name, 60)).collect();
        text += &format!(
            "\nAlready there{} ({}): {}\n",
            if update.is_some() { "" } else { " and left unchanged" },
            counted(known.len(), "record"),
            shorten(&listed(&names), 400)
        );
    }
    let mut last = LastRead::of(&home);
    let updates = match update {
        Some(_) => updates(&known, &there, &last, setting, &mut text)?,
        None => Vec::new(),
    };
    if request.dry_run {
        // On a screen nobody reads all of them: one shows what they are like. Whoever sends them on gets all.
        let shown = if io::stdout().is_terminal() { 1 } else { fresh.len() };
        let (would, the_first) =
            (counted(fresh.len(), "record"), if shown < fresh.len() { "; the first" } else { "" });
        text += &format!("\nWould write {would} into {folder}/{the_first}:\n");
        for imported in fresh.iter().take(shown) {
            let lines: String = imported.text.lines().map(|line| format!("{}\n", terminal(line))).collect();
            text += &format!("\n# {folder}/{}.yaml\n{lines}", sample(&imported.stem, 80));
        }
        setting.print(&text)?;
        if let (Some(writing), false) = (update, updates.is_empty()) {
            setting.settle(&updates, "", writing)?;
        }
        return Ok(ExitStatus::Done);
    }
    write_all(&fresh, &line, &home)?;
    last.keep(fresh.iter().copied(), &home)?;
    let mut mapping = home.mapping.clone();
    for column in &plan.columns {
        mapping.note_record(&column.name, column.target.word());
    }
    if let Some(order) = request.order {
        mapping.dates = Some(order);
    }
    let kept = home.keep(&mapping, setting)?;
    text += "\n";
    if fresh.is_empty() {
        text += match (update, updates.len()) {
            (None, _) => {
                "Nothing to write: every partner of the sheet has a record. `--update` brings in what has changed in it.\n"
            }
            (Some(_), 0) => {
                "Nothing to write: the records already say what the sheet says, or somebody has worded it differently.\n"
            }
            (Some(_), _) => "Every partner of the sheet has a record; these change:\n",
        };
    } else {
        text += &format!("Wrote {} into {folder}/.\n", counted(fresh.len(), "record"));
    }
    if let Some(kept) = kept {
        text += &format!("{kept}\n");
    }
    text += "Next: `alliance import results FILE` for the figures from your CRM, then `alliance ask`, which asks \
             for what the sheet does not say.\n";
    match update {
        None => setting.print(&text)?,
        Some(writing) => {
            setting.print(&text)?;
            let settled =
                if updates.is_empty() { Settled::Written } else { setting.settle(&updates, "", writing)? };
            if settled == Settled::Written {
                last.keep(known.iter().copied(), &home)?;
            }
        }
    }
    Ok(ExitStatus::Done)
}

/// What the rows bring to the records that are there, with what is said of it.
fn updates(
    known: &[&Imported],
    there: &There,
    last: &LastRead,
    setting: &Session,
    text: &mut String,
) -> Result<Vec<Changed>> {
    let mut changed = Vec::new();
    let mut kept = Vec::new();
    let mut by_hand = String::new();
    for imported in known {
        let Some(file) = there.file(imported) else { continue };
        let opened = OpenedRecord::read(file, setting)?;
        let name = sample(&opened.shown, 60);
        let Ok(record) = edit::plain(&opened.text) else {
            by_hand += &format!("  {name}: it cannot be read; `alliance check {name}` says why\n");
            continue;
        };
        let update = Update::of(&imported.node, last.get(imported).as_ref(), &record);
        kept.extend(update.kept.iter().map(|kept| {
            vec![
                name.clone(),
                sample(&kept.path, 30),
                format!("sheet {}; record {}", sample(&kept.sheet, 50), sample(&kept.record, 50)),
            ]
        }));
        let (new, outcomes) = match edit::make::<Alliance>(&opened.text, &update.edits, usize::MAX) {
            Ok(made) => made,
            Err(refused) => {
                by_hand += &format!("  {name}: {}\n", sample(&refused.to_string(), 300));
                continue;
            }
        };
        for (one, outcome) in update.edits.iter().zip(outcomes) {
            if let EditOutcome::Refused(refused) = outcome {
                let told = format!("{refused}; {}", edit::by_hand(one));
                by_hand += &format!("  {name}: {}\n", sample(&told, 300));
            }
        }
        if new != opened.text {
            changed.push(opened.with(new));
        }
    }
    if !kept.is_empty() {
        let more = told::and_more(kept.len(), told::MOST);
        kept.truncate(told::MOST);
        *text += &format!(
            "\nDIFFERENT from the record, which is kept because a person may have written it\n{}{more}",
            in_columns(&kept)
        );
    }
    if !by_hand.is_empty() {
        *text += &format!("\nTO DO BY HAND\n{by_hand}");
    }
    Ok(changed)
}

/// The records that are there, each with its file as a person would name it.
struct There {
    names: Vec<(String, Vec<String>)>,
}

impl There {
    fn of(inputs: Inputs) -> Self {
        let mut names = Vec::new();
        for record in inputs.records {
            let source = record.read();
            let record = source.value.as_ref();
            let own = match record {
                Some(record) => record::known_names(record, &source.stem),
                None => vec![record::as_name(&source.stem)],
            };
            names.push((source.path.to_string(), own));
        }
        Self { names }
    }

    /// The file of its record.
    fn file(&self, imported: &Imported) -> Option<&str> {
        let mut wanted = vec![record::as_name(&imported.name), record::as_name(&imported.stem)];
        // A partner that was renamed in the CRM is known by its id.
        if let Some(Yaml::Text(id)) = imported.node.get("ids.crm") {
            wanted.push(record::as_name(id));
        }
        let known = |(_, names): &&(String, Vec<String>)| names.iter().any(|name| wanted.contains(name));
        self.names.iter().find(known).map(|(file, _)| file.as_str())
    }

    /// Whether there is a record of this alliance: by one of its names, or by the name of its file.
    fn has(&self, imported: &Imported, home: &Home) -> bool {
        self.file(imported).is_some()
            || home.folder.join(format!("{}.yaml", imported.stem)).symlink_metadata().is_ok()
    }
}

/// Writes all records, or none.
fn write_all(fresh: &[&Imported], line: &str, home: &Home) -> Result<()> {
    let file = |imported: &Imported| home.folder.join(format!("{}.yaml", imported.stem));
    for imported in fresh {
        stays_within(&home.root, &file(imported))?;
    }
    let mut written = Vec::new();
    for imported in fresh {
        let file = file(imported);
        if let Err(error) = write_new(&file, &format!("{line}{}", imported.text)) {
            // Those written a moment ago would make the next try skip them.
            for file in written {
                let _ = fs::remove_file(file);
            }
            return Err(error.context("no record was written"));
        }
        written.push(file);
    }
    Ok(())
}

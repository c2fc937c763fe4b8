//! `alliance brief NAME`: the pre-read for a review.

use anyhow::{Result, bail};

use super::find_alliance::named_among;
use super::output::Rendered;
use super::{ExitStatus, Session, audit};
use crate::audit::outlines;
use crate::cli::{Brief, BriefFormat};
use crate::model::{PARTNER, Stage, US};
use crate::render::docx::{self, Orientation};
use crate::render::{brief, document, escape, html};
use crate::report::AllianceReport;
use crate::text::either;

pub(super) fn run(args: &Brief, setting: &Session) -> Result<ExitStatus> {
    let mut inputs = match audit::inputs(&[], setting)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    // Every record is read, for its name and whether that can be done; what is in the brief rests on one.
    let known = outlines(&inputs.records);
    let wanted = named_among(&known, &args.name)?.place;
    let are_whole = known.iter().all(AllianceReport::is_whole);
    drop(known);
    inputs.records = inputs.records.into_iter().skip(wanted).take(1).collect();
    inputs.whole = false;
    let report = setting.judge(inputs);
    let Some(alliance) = report.alliances.first() else { bail!("the record is gone; run this again") };
    let parts = match reader(alliance, &args.reader)? {
        US => brief::ours(&report, alliance, args.sources),
        side => {
            let mistakes = alliance.health.as_ref().is_some_and(|health| health.score.is_none());
            if mistakes && alliance.stage != Some(Stage::Ended) {
                let file = escape::terminal(&alliance.file);
                setting.tell(&format!(
                    "{file} has errors, so something may be missing here: `alliance audit \
                                       {file}` lists them"
                ));
            }
            brief::theirs(&report, alliance, side)
        }
    };
    setting.deliver(&args.output, |format| {
        Ok(match format {
            BriefFormat::Text => Rendered::Text(document::text(&parts, setting.paper())),
            BriefFormat::Markdown => Rendered::Text(document::markdown(&parts)),
            BriefFormat::Html => Rendered::Text(html::document(&parts)?),
            BriefFormat::Docx => Rendered::Bytes(docx::document(&parts, Orientation::Upright)?),
        })
    })?;
    Ok(match audit::ended(&report) {
        ExitStatus::Done if !are_whole => ExitStatus::Incomplete,
        ended => ended,
    })
}

/// The side that is to read it.
fn reader<'r>(alliance: &'r AllianceReport, wanted: &str) -> Result<&'r str> {
    if wanted == US {
        return Ok(US);
    }
    if !alliance.readable {
        bail!(
            "{} cannot be read, so there is nothing to send: `alliance audit` says why",
            escape::terminal(&alliance.file)
        );
    }
    let others: Vec<&str> =
        alliance.review_pack.sides.iter().map(|side| side.id.as_str()).filter(|id| *id != US).collect();
    match others.as_slice() {
        [only] if wanted == PARTNER => Ok(only),
        others => match others.iter().find(|id| **id == wanted) {
            Some(id) => Ok(id),
            None => {
                let known: Vec<String> =
                    [US].iter().chain(others).map(|id| format!("`{}`", escape::terminal(id))).collect();
                bail!("there is no side `{}`: it can be {}", escape::terminal(wanted), either(&known))
            }
        },
    }
}

//! The pipeline: from what was read to a finished report.

mod auditor;
mod deadlines;
mod memory;
mod overview;
mod places;
mod reported;
mod review_pack;
mod twin;
mod unmatched;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::load::{Inputs, Record};
use crate::model::Portfolio;
use crate::report::{
    Accepted, AllianceReport, ClockSource, FindingScope, Report, ReportedFinding, SourceText,
};
use crate::rules::{self, Area, Finding, Rule, RuleEnv, Settings};

use auditor::Auditor;
use places::Spot;
use reported::{accepted, located, of_mistake, of_setting, outcomes};
use unmatched::{unmatched_override, unmatched_waivers};

pub use auditor::{Detail, PastOf};
pub use memory::Memory;
pub(crate) use places::location;
pub(crate) use reported::{mistakes, order};
pub use twin::{Parts, Twin};

/// The date on which everything is judged.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The day of the run.
    pub today: NaiveDate,
    /// The date asked for, if any.
    pub as_of: Option<NaiveDate>,
}

/// Judges everything that was read, and keeps all there is to say.
pub fn run(inputs: Inputs, clock: Clock) -> Report {
    judge(inputs, clock, Detail::EVERYTHING, &|| {})
}

/// Judges everything there is to read; `done` is called after each record.
pub fn judge(inputs: Inputs, clock: Clock, detail: Detail, done: &(dyn Fn() + Sync)) -> Report {
    judge_beside(inputs, clock, detail, Beside::default(), done)
}

/// What there is beside the files as they are.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// An earlier portfolio whose settings hold wherever they are stricter.
    pub before: Option<&'a Portfolio>,
    /// The past of a record, by its file.
    pub past: Option<&'a PastOf<'a>>,
    /// What was said of the same records the last time.
    pub memory: Option<&'a Memory>,
    /// Where to keep what another state of the portfolio may share.
    pub parts: Option<&'a Parts>,
    /// Another state of the portfolio, which has been judged.
    pub twin: Option<&'a Twin<'a>>,
}

/// The same, with what there is beside the files.
pub fn judge_beside(
    inputs: Inputs,
    clock: Clock,
    detail: Detail,
    beside: Beside,
    done: &(dyn Fn() + Sync),
) -> Report {
    let Inputs { portfolio: mut file, records, whole, as_signed, .. } = inputs;
    let portfolio = file.as_mut().and_then(|source| source.value.take()).unwrap_or_default();
    let file = file.as_ref();
    let rules = rules::all();
    let (mut settings, misset) = Settings::read(&portfolio, &rules);
    if let Some(before) = beside.before {
        settings = settings.held_to(Settings::read(before, &rules).0);
    }
    let (as_of, source) = match (clock.as_of, portfolio.as_of.copied()) {
        (Some(date), _) => (date, ClockSource::Flag),
        (None, Some(date)) => (date.0, ClockSource::Portfolio),
        (None, None) => (clock.today, ClockSource::Today),
    };
    // Of a part nothing can be said about the whole, but that two records share a name.
    let of_portfolio: Vec<&Rule> =
        rules.iter().copied().filter(|rule| whole || rule.area == Area::Record).collect();
    let court = Auditor {
        bench: RuleEnv { portfolio: &portfolio, settings: &settings, as_of, today: as_of == clock.today },
        rules,
        file,
        windows: rules::portfolio::common::windows(&settings),
        detail,
        past: beside.past,
        waived: portfolio.waivers.items().filter_map(|waiver| waiver.rule.text()).collect(),
    };
    // An earlier portfolio, or the past of a record, may be another though the texts are the same.
    let memory = beside.memory.filter(|_| beside.past.is_none() && beside.before.is_none());
    if let Some(memory) = memory {
        memory.hold_to(&court);
    }
    let is_alone = beside.past.is_none() && beside.before.is_none_or(|before| *before == portfolio);
    let parts = beside.parts.filter(|_| is_alone);
    if let Some(parts) = parts {
        parts.hold_to(&court);
    }
    let twin = beside.twin.filter(|twin| is_alone && twin.fits(&court));
    let (mut alliances, mut remains) = (Vec::new(), Vec::new());
    records
        .into_par_iter()
        .enumerate()
        .map(|(place, record)| {
            let judged = match (memory, twin) {
                (Some(memory), _) => memory.judge(&court, place, record),
                (None, Some(twin)) => twin.judge(&court, place, record),
                (None, None) => court.judge(place, record.read()),
            };
            if let Some(parts) = parts {
                parts.keep(&judged.0, &judged.1);
            }
            done();
            judged
        })
        .unzip_into_vecs(&mut alliances, &mut remains);
    anchor(&mut alliances);
    // With room for all at once: to grow, a list is copied while it is there twice.
    let count = remains.len();
    let mut places = Vec::with_capacity(count);
    let mut members = Vec::with_capacity(count);
    let mut spots = Vec::with_capacity(count);
    let mut promised = Vec::with_capacity(count);
    let mut stems = Vec::with_capacity(count);
    let mut agenda = Vec::with_capacity(remains.iter().map(|remains| remains.agenda.len()).sum());
    let mut sources = Vec::new();
    for (place, remains) in remains.into_iter().enumerate() {
        stems.push(remains.stem);
        agenda.extend(remains.agenda);
        sources.extend(remains.text);
        if let Some(part) = remains.part {
            places.push(place);
            members.push(part.member);
            spots.push(part.spots);
            promised.push(part.promised);
        }
    }
    let bench = &court.bench;
    let judgement = rules::judge_whole(&members, bench, if members.is_empty() { &[] } else { &of_portfolio });
    let misconfigured = file.is_some_and(|file| !file.mistakes.is_empty()) || !misset.is_empty();
    let mut findings: Vec<ReportedFinding> = file
        .map(|file| {
            file.mistakes.iter().map(|mistake| of_mistake(file, FindingScope::Portfolio, mistake)).collect()
        })
        .unwrap_or_default();
    findings.extend(misset.iter().filter_map(|mistake| Some(of_setting(file?, mistake))));
    let locate = |finding: Finding| match finding.member {
        Some(member) => {
            let alliance = &alliances[places[member]];
            located(finding, FindingScope::Alliance(alliance.name.clone()), false, |path| {
                places::known(&spots[member], path, &alliance.file)
            })
        }
        None => located(finding, FindingScope::Portfolio, false, |path| match file {
            Some(file) => places::spot(file, path),
            None => Spot::top(crate::load::discover::PORTFOLIO, path),
        }),
    };
    // A waiver for a record that was not read has nothing to show for itself.
    let mut unmatched = Vec::new();
    if whole {
        unmatched = unmatched_waivers(&portfolio, &alliances, &judgement, bench);
        let known = alliances.iter().zip(&stems);
        let known = known.map(|(alliance, stem)| (alliance.name.as_str(), stem.as_str()));
        unmatched.extend(settings.unmatched(known).into_iter().map(unmatched_override));
    }
    unmatched.retain(|finding| !settings.effective(finding.rule, "", "").off);
    findings.extend(judgement.findings.into_iter().chain(unmatched).map(locate));
    order(&mut findings);
    let mut waived: Vec<Accepted> =
        judgement.waived.into_iter().map(|waived| accepted(waived, locate)).collect();
    court.note_settings(&mut findings, &mut waived, "", "");
    if detail.agenda {
        deadlines::add_portfolio(&mut agenda, &members, &places, file.filter(|_| whole), bench);
        for (index, entry) in agenda.iter().enumerate() {
            if let Some(alliance) = entry.alliance.and_then(|place| alliances.get_mut(place)) {
                alliance.upcoming.push(index);
            }
        }
    }
    if detail.text {
        sources.extend(file.map(|file| SourceText { file: file.path.clone(), text: file.text().to_owned() }));
    }
    let named = |place| as_signed.contains(&place);
    Report {
        agenda,
        us: portfolio.us.text().map(str::to_owned),
        portfolio_file: file.map(|file| file.path.to_string()),
        currency: portfolio.currency().to_owned(),
        fiscal_year: portfolio.fiscal_year(),
        as_of,
        clock: source,
        focus: overview::focus(&alliances, &members, &places, &portfolio, &settings),
        worth: overview::worth(&alliances, &portfolio),
        attention: overview::attention(&alliances, &members, &places, &promised, &portfolio, named),
        verdicts: overview::verdicts(&alliances),
        decide: if detail.figures { overview::decide(&alliances) } else { Vec::new() },
        alliances,
        findings,
        waived,
        outcomes: outcomes(&judgement.said),
        whole,
        rules_on: court.rules.iter().filter(|rule| !settings.effective(rule, "", "").off).count(),
        misconfigured,
        sources,
    }
}

/// What the alliances of some records are called, and whether their files can be read: nothing is judged.
pub fn outlines(records: &[Record]) -> Vec<AllianceReport> {
    let outline = |(place, record): (usize, &Record)| record.look(|source| auditor::outline(place, source));
    records.par_iter().enumerate().map(outline).collect()
}

/// Names the section of each alliance after its file, the second of one name with its place.
fn anchor(alliances: &mut [AllianceReport]) {
    let mut taken = BTreeSet::new();
    for alliance in alliances {
        let file = alliance.file.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        let mut anchor: String = stem.chars().map(plain).collect();
        if !stem.is_ascii() || !taken.insert(anchor.clone()) {
            anchor = format!("{anchor}-{}", alliance.place + 1);
        }
        alliance.anchor = format!("alliance-{}", anchor.to_lowercase());
    }
}

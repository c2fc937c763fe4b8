//! Alliances by area: where criteria are met and where they are not, told by a sign, a word and a colour.

use super::chart::{CROWD, alliance_link};
use crate::model::Stage;
use crate::report::{AllianceReport, Area, AreaMark, Report};
use crate::text::{capital, listed};

/// The areas of one alliance.
pub(super) const AREAS: [Area; 8] = [
    Area::Identity,
    Area::Strategy,
    Area::Exchange,
    Area::Metrics,
    Area::Exit,
    Area::Governance,
    Area::Evolution,
    Area::Measurement,
];

/// The map.
pub(super) struct Heat<'r> {
    pub(super) title: String,
    /// The areas, and what a narrow page calls them.
    pub(super) areas: Vec<(&'static str, &'static str)>,
    pub(super) rows: Vec<HeatRow<'r>>,
    /// What is counted where not every alliance has a row.
    pub(super) note: String,
}

/// One alliance.
pub(super) struct HeatRow<'r> {
    pub(super) name: &'r str,
    pub(super) link: String,
    pub(super) cells: Vec<Sign>,
}

/// How an area stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
}

/// The sign of a mark.
pub(super) fn sign(mark: AreaMark) -> Sign {
    let (class, sign, word) = match mark {
        AreaMark::Met => ("met", "✓", "met"),
        AreaMark::Warning => ("weak", "!", "weakness"),
        AreaMark::Error => ("unmet", "✗", "not met"),
        AreaMark::Unknown => ("unknown", "?", "too little to tell"),
        AreaMark::None => ("none", "–", "does not apply"),
    };
    Sign { class, sign, word }
}

/// The map of every alliance that could be read.
pub(super) fn heat(report: &Report) -> Heat<'_> {
    let readable = || {
        let ended = |alliance: &AllianceReport| alliance.stage == Some(Stage::Ended);
        report.by_urgency().into_iter().filter(move |alliance| alliance.readable && !ended(alliance))
    };
    let row = |alliance| {
        let alliance: &AllianceReport = alliance;
        HeatRow {
            name: &alliance.name,
            link: alliance_link(alliance),
            cells: AREAS.iter().map(|area| sign(alliance.area(*area))).collect(),
        }
    };
    let unmet = |area: Area| readable().filter(|alliance| alliance.area(area) == AreaMark::Error).count();
    let judged = |area: Area| readable().filter(|alliance| alliance.area(area) != AreaMark::None).count();
    let most = AREAS.into_iter().map(unmet).max().unwrap_or_default();
    let worst: Vec<Area> = AREAS.into_iter().filter(|area| unmet(*area) == most).collect();
    let title = match worst.as_slice() {
        _ if most == 0 => "Every criterion of the most serious kind is met".to_owned(),
        [area] => format!(
            "{} is weakest: {most} of {} alliances fail at least one criterion",
            capital(area.word()),
            judged(*area)
        ),
        several => {
            let names: Vec<&str> = several.iter().map(|area| area.word()).collect();
            let fail = if most == 1 { "one alliance fails" } else { "alliances fail" };
            let number = if most == 1 { String::new() } else { format!("{most} ") };
            format!(
                "{} are weakest: in each, {number}{fail} at least one criterion",
                capital(&listed(&names))
            )
        }
    };
    let areas = AREAS.iter().map(|area| (area.word(), area.word().get(..3).unwrap_or_default())).collect();
    let all = readable().count();
    let note = if all > CROWD {
        let counts: Vec<String> = AREAS
            .iter()
            .map(|area| format!("{} {} of {}", area.word(), unmet(*area), judged(*area)))
            .collect();
        format!(
            "Not met, of those judged: {}. Shown are the {CROWD} most urgent; {} more are counted here.",
            counts.join(", "),
            all - CROWD
        )
    } else {
        String::new()
    };
    Heat { title, areas, rows: readable().take(CROWD).map(row).collect(), note }
}

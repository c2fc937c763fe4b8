//! What every chart of the page is made of: lanes, marks of time and figures.

use crate::report::AllianceReport;
use crate::text::shorten;

/// How many alliances a chart shows, the most urgent; its table has all of them.
pub(super) const CROWD: usize = 15;
/// The height of a bar.
pub(super) const BAR: u32 = 14;

/// A chart: what it shows in a sentence, its lanes or its drawing, and its figures as a table.
#[derive(Debug, Default)]
pub(super) struct Chart {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) title: String,
    /// How to read it.
    pub(super) lead: String,
    /// Markup that is drawn above the lanes.
    pub(super) drawing: String,
    pub(super) ticks: Vec<Tick>,
    pub(super) lanes: Vec<Lane>,
    pub(super) note: String,
    /// Shapes, as markup, with what each means.
    pub(super) key: Vec<(String, &'static str)>,
    pub(super) figures: FigureTable,
}

/// One lane of a chart.
#[derive(Debug, Default)]
pub(super) struct Lane {
    /// What is said above it: a line that is drawn across.
    pub(super) divider: Option<String>,
    pub(super) name: String,
    pub(super) link: String,
    /// Markup.
    pub(super) strip: String,
    pub(super) figure: String,
    pub(super) beside: String,
}

/// A mark on a time axis.
#[derive(Debug)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) text: String,
}

/// The figures of a chart.
#[derive(Debug, Default)]
pub(super) struct FigureTable {
    /// Headings, and whether a column holds figures.
    pub(super) headings: &'static [(&'static str, bool)],
    pub(super) rows: Vec<Vec<String>>,
}

/// The lane of an alliance, before anything is in it.
pub(super) fn lane(alliance: &AllianceReport) -> Lane {
    Lane { name: shorten(&alliance.name, 60), link: alliance_link(alliance), ..Lane::default() }
}

/// Where an alliance's section is.
pub(super) fn alliance_link(alliance: &AllianceReport) -> String {
    format!("#{}", alliance.anchor)
}

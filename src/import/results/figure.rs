//! What a sheet of results holds, before anybody knows which record it is for.

use super::super::append::NewResult;
use super::super::record::Remark;

/// A figure of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFigure {
    /// The cell it comes from.
    pub place: String,
    /// The partner as the sheet has it.
    pub partner: String,
    /// The names that the metric may have; none where the partner's only metric is meant.
    pub metric: Vec<String>,
    /// What the sheet calls the metric.
    pub called: String,
    /// The figure.
    pub entry: NewResult,
    /// The currency that the cell gives.
    pub currency: Option<String>,
}

/// What a sheet holds.
#[derive(Debug, Default)]
pub struct Figures {
    /// The figures.
    pub figures: Vec<SheetFigure>,
    /// Cells that were not understood.
    pub not_understood: Vec<Remark>,
}

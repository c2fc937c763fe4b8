//! Where findings stand, and what decided them.

use crate::load::{Inputs, Place, Source};
use crate::model::{Alliance, Portfolio};
use crate::report::{Located, Location, Report, SourceText};
use crate::rules::Settings;

/// A place of a source, with its end.
pub(super) fn location<T>(source: &Source<T>, place: &Place) -> Location {
    let text = source.text().get(place.span.clone()).unwrap_or_default();
    // A block of text ends for the parser where the next key begins.
    let span = place.span.start..place.span.start + text.trim_end().len();
    let end = source.place_of_span(span.end..span.end, String::new());
    Location {
        file: source.path.clone(),
        line: place.line,
        column: place.column,
        end_line: end.line,
        end_column: end.column,
        span,
    }
}

/// Notes with each finding where the portfolio sets its rule.
pub(super) fn settings(report: &mut Report, inputs: &Inputs, settings: &Settings) {
    let Some(file) = inputs.portfolio.as_ref().filter(|_| settings.changes().next().is_some()) else {
        return;
    };
    let set = |finding: &mut Located, name: &str, stem: &str| {
        let change = settings.deciding(finding.rule, name, stem);
        finding.setting = change.map(|change| location(file, &file.place(&change.path)));
    };
    let waived = report.waived.iter_mut().map(|waived| &mut waived.finding);
    report.findings.iter_mut().chain(waived).for_each(|finding| set(finding, "", ""));
    for (alliance, source) in report.alliances.iter_mut().zip(&inputs.records) {
        let waived = alliance.waived.iter_mut().map(|waived| &mut waived.finding);
        alliance
            .findings
            .iter_mut()
            .chain(waived)
            .for_each(|finding| set(finding, &alliance.name, &source.stem));
    }
}

/// The texts of all files, taken out of what was read.
pub(super) fn sources(inputs: Inputs) -> Vec<SourceText> {
    let portfolio = inputs.portfolio.into_iter().map(Source::<Portfolio>::into_text);
    let records = inputs.records.into_iter().map(Source::<Alliance>::into_text);
    portfolio.chain(records).map(|(file, text)| SourceText { file, text }).collect()
}

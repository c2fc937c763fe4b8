//! Places: each lies inside its file, at the borders of characters, and its line and column say where its bytes are.

use std::collections::HashMap;
use std::ops::Range;

use alliance::load::Source;
use alliance::report::{Location, Report, ReportedFinding};

/// Line and column of a byte, counted out.
fn counted(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1)
}

fn span(text: &str, span: &Range<usize>, line: usize, column: usize) -> Result<(), String> {
    let sound = span.start <= span.end
        && span.end <= text.len()
        && text.is_char_boundary(span.start)
        && text.is_char_boundary(span.end);
    if !sound {
        return Err(format!("{span:?} is no piece of a text of {} bytes", text.len()));
    }
    let expected = counted(text, span.start);
    if expected != (line, column) {
        return Err(format!("{span:?} begins at {expected:?} and is said to at {:?}", (line, column)));
    }
    Ok(())
}

/// Holds every mistake of a file to its text.
///
/// # Errors
/// What is not so.
pub fn of_mistakes<T>(source: &Source<T>) -> Result<(), String> {
    let text = source.text();
    // Each is counted out from the beginning, and a flood of them says no more than its first and last.
    let some = source.mistakes.iter().take(50).chain(source.mistakes.iter().rev().take(10));
    for mistake in some {
        let tell = |what: String| format!("{what}: {}", mistake.message);
        let place = source.place_of(mistake);
        span(text, &place.span, place.line, place.column).map_err(tell)?;
        if let Some((label, says)) = &mistake.label {
            let place = source.place_of_span(label.clone(), String::new());
            span(text, &place.span, place.line, place.column)
                .map_err(|what| tell(format!("{what} ({says})")))?;
        }
    }
    Ok(())
}

/// Holds every place of a report to the files it was made of.
///
/// # Errors
/// What is not so.
pub fn of_report(report: &Report) -> Result<(), String> {
    let texts: HashMap<&str, &str> =
        report.sources.iter().map(|source| (&*source.file, source.text.as_str())).collect();
    let location = |at: &Location| -> Result<(), String> {
        // Of a portfolio without a file the findings name the file that would hold it.
        let text = texts.get(&*at.file).copied().unwrap_or_default();
        span(text, &at.span, at.line, at.column)?;
        span(text, &(at.span.end..at.span.end), at.end_line, at.end_column)
    };
    let finding = |finding: &ReportedFinding| -> Result<(), String> {
        let places =
            [Some(&finding.at), finding.label.as_deref().map(|(at, _)| at), finding.setting.as_deref()];
        places
            .into_iter()
            .flatten()
            .try_for_each(&location)
            .map_err(|what| format!("{what}: {} at {}", finding.message(), finding.path))?;
        // Printers and comments show the headline alone.
        if finding.headline.is_empty() {
            return Err(format!("nothing leads {:?}", finding.evidence));
        }
        Ok(())
    };
    report.findings.iter().try_for_each(finding)?;
    report.waived.iter().try_for_each(|waived| finding(&waived.finding))?;
    for alliance in &report.alliances {
        alliance.findings.iter().try_for_each(finding)?;
        alliance.waived.iter().try_for_each(|waived| finding(&waived.finding))?;
        alliance.why.iter().try_for_each(|reason| location(&reason.at))?;
    }
    report.agenda.iter().try_for_each(|entry| location(&entry.at))
}

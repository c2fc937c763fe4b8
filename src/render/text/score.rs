//! The arithmetic of a structure score, every term of it.

use super::page::{Column, Page, Paper};
use crate::model::Stage;
use crate::render::escape::terminal;
use crate::render::style;
use crate::report::{AllianceReport, Capped, Outcome};
use crate::text::count;

/// How the score of an alliance came about, or why it has none.
pub fn score(alliance: &AllianceReport, paper: Paper) -> String {
    let mut page = Page::new(paper);
    page.ends(
        style::TITLE,
        &format!("{}: structure score", terminal(&alliance.name)),
        &terminal(&alliance.file),
    );
    page.rule();
    let Some(score) = alliance.health.as_ref().and_then(|health| health.score.as_ref()) else {
        let why = match (alliance.readable, alliance.stage) {
            (false, _) => "There is none: the file cannot be read.",
            (true, Some(Stage::Ended)) => "There is none: the alliance has ended.",
            (true, _) => {
                "There is none: the file has mistakes, and what cannot be read cannot be scored. Fix them first: \
                 `alliance audit` lists them."
            }
        };
        page.wrapped("", why);
        return page.text;
    };
    let columns = [
        Column::text("CRITERION"),
        Column::text("SAID").shrinks(1),
        Column::number("WEIGHT"),
        Column::number("MET"),
        Column::number("WITH ACCEPTED"),
    ];
    let mut rows = Vec::new();
    for (area, points) in &score.areas {
        rows.push(vec![
            area.word().to_uppercase(),
            String::new(),
            points.applicable.to_string(),
            points.met.to_string(),
            points.honoured.to_string(),
        ]);
        for term in score.terms.iter().filter(|term| term.rule.area == *area) {
            let covered = if term.covered { ", covered by another" } else { "" };
            let said = match term.outcome {
                Outcome::Pass if term.points().met < term.points().applicable => "met in part".to_owned(),
                Outcome::Pass => "met".to_owned(),
                Outcome::Fail if term.points().met > 0 => format!("weakness{covered}"),
                Outcome::Fail => format!("not met{covered}"),
                Outcome::Waived => "accepted".to_owned(),
                Outcome::Unknown | Outcome::NotApplicable => "too little to tell".to_owned(),
            };
            rows.push(vec![
                format!("  {}", term.rule.id),
                said,
                term.points().applicable.to_string(),
                term.points().met.to_string(),
                term.points().honoured.to_string(),
            ]);
        }
    }
    let total = score.total();
    rows.push(vec![
        "TOTAL".to_owned(),
        String::new(),
        total.applicable.to_string(),
        total.met.to_string(),
        total.honoured.to_string(),
    ]);
    page.table(&columns, &rows);
    page.gap();
    page.wrapped("", &sentence("As it is", total.met, total.applicable, score.raw));
    if score.honoured != score.raw {
        page.wrapped(
            "",
            &sentence("With what is accepted", total.honoured, total.applicable, score.honoured),
        );
    }
    page.wrapped(
        "",
        &format!(
            "{} of 100 is \"{}\": 80 and more is healthy, 60 watch, 40 at risk, less is critical.",
            score.raw.score,
            score.band()
        ),
    );
    evidence(&mut page, alliance);
    page.wrapped("", "A criterion weighs 5 if it can be an error, 2 if a warning is the worst; failing only its \
                      warning costs 2. Too little to tell counts as not met. One criterion of error weight that \
                      is not met caps the score at 79, two at 69, three at 59.");
    page.text
}

/// The grade of each metric with its terms, and how much must be true to pay.
fn evidence(page: &mut Page, alliance: &AllianceReport) {
    let Some(health) = &alliance.health else { return };
    page.gap();
    page.styled(style::TITLE, "EVIDENCE");
    for metric in &health.evidence.metrics {
        page.wrapped("  ", &format!("{}: {}", terminal(&metric.name), metric.grade));
        for term in &metric.terms {
            let effect = term.effect.words();
            page.wrapped("    - ", &format!("{} ({}): {effect}", terminal(&term.text), terminal(&term.path)));
        }
        if metric.carries > rust_decimal::Decimal::ZERO {
            page.wrapped("      ", &format!("carries {}", crate::model::grouped(metric.carries)));
        }
    }
    match health.evidence.phrase() {
        Some(phrase) => page.wrapped("  ", &format!("In all, weighted by the money: {phrase}.")),
        None => page.wrapped("  ", "No headline metric has a result, so there is no evidence to grade."),
    }
    page.wrapped("  ", "A: a real control group, read by both sides. B: a comparable market. C: the time before. D: an estimate, or our own figures only. With one weakness the grade is at most B, with two at most C; if only one side reads the figure, or a level was changed, at most C. One sign of a shaped figure costs a grade, down to C; two leave D.");
    page.gap();
}

fn sentence(label: &str, met: u32, applicable: u32, capped: Capped) -> String {
    let cap = match capped.cap {
        Some(cap) => format!(
            "; {} of error weight not met, which caps it at {cap}",
            count(i64::from(capped.grave), "criterion").replace("criterions", "criteria")
        ),
        None => String::new(),
    };
    format!("{label}: {met} of {applicable} points are {} of 100{cap}: {}.", capped.average, capped.score)
}

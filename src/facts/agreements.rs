//! The agreement documents an alliance runs on, and how old they are.

use chrono::NaiveDate;

use crate::model::calendar::days_between;
use crate::model::{Alliance, Date, Field, PastDate};
use crate::text::{count, listed};

/// One of the three papers an alliance runs on, with the day it was last agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgreementDocument {
    /// What it is called in a sentence.
    pub what: &'static str,
    /// Whether that is a plural.
    many: bool,
    /// The field that holds the day.
    pub path: &'static str,
    /// The field that a new day goes into.
    pub key: &'static str,
    /// The day.
    pub agreed: NaiveDate,
}

impl AgreementDocument {
    /// What it is called where it is shown as the old one.
    pub fn what_is_old(&self) -> String {
        format!("{} {}", self.what, if self.many { "are" } else { "is" })
    }
}

/// How long after one thing another came, in days; the least it can be where a day is not known.
pub fn lateness(from: &PastDate, to: &PastDate) -> String {
    let days = count(days_between(from.0, to.first()), "day");
    if from.is_exact() && to.is_exact() { days } else { format!("at least {days}") }
}

/// The papers whose day is on record: commercial terms, governance, exit provisions.
pub fn papers(record: &Alliance) -> Vec<AgreementDocument> {
    let exit = record.exit.get();
    let signed = record.agreement.get().map(|agreement| agreement.signed.last());
    let governance = record.governance.get().and_then(|governance| governance.updated.get());
    let terms = latest(&record.terms_updated, "terms_updated", signed.as_ref(), "agreement.signed");
    let exit =
        exit.and_then(|exit| latest(&exit.updated, "exit.updated", Some(&exit.agreed.last()), "exit.agreed"));
    let paper = |what, many, key, found: Option<(NaiveDate, &'static str)>| {
        found.map(|(agreed, path)| AgreementDocument { what, many, path, key, agreed })
    };
    [
        paper("commercial terms", true, "terms_updated", terms),
        paper("governance", false, "governance.updated", governance.map(|day| (day.0, "governance.updated"))),
        paper("exit provisions", true, "exit.updated", exit),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The later date; the first one only where no later one is in the file. One that cannot be used leaves both unknown.
fn latest(
    updated: &Field<Date>,
    path: &'static str,
    first: Option<&Field<Date>>,
    first_path: &'static str,
) -> Option<(NaiveDate, &'static str)> {
    match updated {
        Field::Set(date) => Some((date.0, path)),
        Field::Absent => Some((first?.get()?.0, first_path)),
        Field::Invalid => None,
    }
}

/// Papers and their days in a sentence: `the commercial terms and exit provisions date from 2023-09-12`.
pub fn dated(papers: &[AgreementDocument]) -> String {
    let mut days: Vec<NaiveDate> = papers.iter().map(|paper| paper.agreed).collect();
    days.sort();
    days.dedup();
    let clauses: Vec<String> = days
        .iter()
        .map(|day| {
            let same: Vec<&AgreementDocument> = papers.iter().filter(|paper| paper.agreed == *day).collect();
            let names: Vec<&str> = same.iter().map(|paper| paper.what).collect();
            let many = same.len() > 1 || same.iter().any(|paper| paper.many);
            format!("the {} {} from {day}", listed(&names), if many { "date" } else { "dates" })
        })
        .collect();
    listed(&clauses)
}

/// The lines that record a new day of agreement for each paper.
pub fn renewed_yaml(papers: &[AgreementDocument]) -> String {
    let lines: Vec<String> = papers
        .iter()
        .map(|paper| match paper.key.split_once('.') {
            Some((block, key)) => format!("{block}:\n  {key}: YYYY-MM-DD"),
            None => format!("{}: YYYY-MM-DD", paper.key),
        })
        .collect();
    lines.join("\n")
}

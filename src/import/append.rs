//! Figures of a sheet as edits of a record's results.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::edit::{self, Refused};
use crate::model::{Alliance, Edit, Period, Yaml};

/// A result to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResult {
    /// The period it is for.
    pub period: Period,
    /// Everything that was counted.
    pub total: Option<Decimal>,
    /// How much of it would have come without the alliance.
    pub without: Option<Decimal>,
    /// The partner's own reading.
    pub partner_total: Option<Decimal>,
}

impl NewResult {
    /// As a line of a list: `{ period: 2026-Q3, total: 540000 }`.
    pub fn line(&self) -> String {
        let mut line = format!("{{ period: {}", self.period);
        for (key, amount) in self.figures() {
            line.push_str(&format!(", {key}: {}", figure(amount)));
        }
        line.push_str(" }");
        line
    }

    /// Its figures, by their keys.
    fn figures(&self) -> impl Iterator<Item = (&'static str, Decimal)> {
        let figures =
            [("total", self.total), ("without", self.without), ("partner_total", self.partner_total)];
        figures.into_iter().filter_map(|(key, amount)| Some((key, amount?)))
    }

    fn item(&self) -> Yaml {
        let mut entries = vec![("period".to_owned(), Yaml::word(self.period))];
        entries.extend(self.figures().map(|(key, amount)| (key.to_owned(), Yaml::word(figure(amount)))));
        Yaml::Map(entries)
    }
}

/// An amount in the one form that a record takes. Three decimals could be thousands, so that a nought follows them.
pub(super) fn figure(amount: Decimal) -> String {
    let text = amount.normalize().to_string();
    match text.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => format!("{text}0"),
        _ => text,
    }
}

/// What a sheet puts in the place of a result on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The place of the result in the metric's list.
    pub result: usize,
    /// What the record has as its total.
    pub from: Option<Decimal>,
    /// What the sheet has.
    pub entry: NewResult,
}

/// The text with entries at the end of the results of one metric.
///
/// # Errors
/// When the text has them in a style that cannot be edited.
pub fn append(text: &str, metric: usize, entries: &[NewResult]) -> Result<String, Refused> {
    let path = format!("metrics[{metric}].results");
    let items = || entries.iter().map(NewResult::item);
    // A list that is not there is begun at once with all of them.
    let there = edit::plain(text)?.get(&path).is_some_and(|there| !there.items().is_empty());
    let edits: Vec<Edit> = if there {
        items().map(|item| Edit::Add { path: path.clone(), item }).collect()
    } else {
        vec![Edit::Set { path, value: Yaml::List(items().collect()) }]
    };
    edit::apply::<Alliance>(text, &edits)
}

/// The text with the figures of a sheet in the place of those of a result, and what the total was beside it.
///
/// # Errors
/// When the text has them in a style that cannot be edited.
pub fn replace(
    text: &str,
    metric: usize,
    new: &Replacement,
    (day, why): (NaiveDate, &str),
) -> Result<String, Refused> {
    let at = |key: &str| format!("metrics[{metric}].results[{}].{key}", new.result);
    let mut edits: Vec<Edit> = new
        .entry
        .figures()
        .map(|(key, amount)| Edit::Set { path: at(key), value: Yaml::word(figure(amount)) })
        .collect();
    if let Some(from) = new.from.filter(|from| new.entry.total.is_some_and(|total| total != *from)) {
        let corrected =
            [("on", Yaml::word(day)), ("from", Yaml::word(figure(from))), ("why", Yaml::text(why))];
        let entries = corrected.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        edits.push(Edit::Set { path: at("corrected"), value: Yaml::Map(entries) });
    }
    edit::apply::<Alliance>(text, &edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\n";

    fn entry(period: &str, total: i64) -> NewResult {
        NewResult {
            period: Period::parse(period).expect("a period"),
            total: Some(Decimal::from(total)),
            without: None,
            partner_total: None,
        }
    }

    #[test]
    fn entries_stand_where_the_others_do() {
        let entries = [entry("2026-01", 10), entry("2026-02", 0)];
        let lines = "- { period: 2026-01, total: 10 }\n      - { period: 2026-02, total: 0 }\n";
        for (before, after) in [
            (
                "metrics:\n  - name: Leads # why\n\n  - name: Other\nnotes: x\n",
                format!("metrics:\n  - name: Leads # why\n    results:\n      {lines}\n  - name: Other\nnotes: x\n"),
            ),
            (
                "metrics:\n  - name: Leads\n    results:\n      - { period: 2025-12, total: 5 }   # CRM\n    target: 3\n",
                format!("metrics:\n  - name: Leads\n    results:\n      - {{ period: 2025-12, total: 5 }}   # CRM\n      {lines}    target: 3\n"),
            ),
            (
                "metrics: [{ name: Leads, results: [{ period: 2025-12, total: 5 }] }]\n",
                "metrics: [{ name: Leads, results: [{ period: 2025-12, total: 5 }, { period: 2026-01, total: 10 }, { period: 2026-02, total: 0 }] }]\n".to_owned(),
            ),
            (
                "metrics:\n  - name: Leads\n    results: ~\n",
                "metrics:\n  - name: Leads\n    results: [{ period: 2026-01, total: 10 }, { period: 2026-02, total: 0 }]\n".to_owned(),
            ),
        ] {
            let new = append(&format!("{HEAD}{before}"), 0, &entries).expect("added");
            assert_eq!(new, format!("{HEAD}{after}"), "{before}");
        }
        let windows = format!("{HEAD}metrics:\n  - name: Leads\n").replace('\n', "\r\n");
        let windows = append(&windows, 0, &entries).expect("added");
        assert_eq!(windows.matches('\n').count(), windows.matches("\r\n").count());
    }

    #[test]
    fn what_cannot_be_edited_is_left() {
        for text in [
            "name: [",
            "metrics:\n  - &a\n    name: Leads\n    results: &r [{ period: 2025-12, total: 5 }]\n  - { name: x, results: *r }\n",
        ] {
            assert!(append(&format!("{HEAD}{text}"), 1, &[entry("2026-01", 1)]).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_replaced_is_kept_beside_it() {
        let text = format!(
            "{HEAD}metrics:\n- name: Leads\n  results:\n  - {{ period: 2026-01, total: 5, partner_total: 4 }} # CRM\n"
        );
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a date");
        let new = Replacement { result: 0, from: Some(Decimal::from(5)), entry: entry("2026-01", 7) };
        let after = replace(&text, 0, &new, (day, "Read again: crm.csv")).expect("replaced");
        let wanted = "{ period: 2026-01, total: 7, partner_total: 4, corrected: { on: 2026-11-28, from: 5, why: \"Read again: crm.csv\" } } # CRM";
        assert!(after.contains(wanted), "{after}");
        assert_eq!(replace(&after, 0, &new, (day, "Read again: crm.csv")).expect("again"), after);
    }

    #[test]
    fn amounts_have_the_form_of_a_record() {
        for (amount, text) in [("1250.50", "1250.5"), ("0.125", "0.1250"), ("-3", "-3"), ("100", "100")] {
            assert_eq!(figure(crate::model::exact_decimal(amount).expect("a number")), text);
        }
    }
}

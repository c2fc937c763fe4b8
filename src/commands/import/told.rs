//! What `alliance import records` says: what columns and cells were read as, what was put together, and what was not understood.

use super::super::Session;
use super::request::Request;
use super::shown::sample;
use crate::import::columns::Target;
use crate::import::dates::Order;
use crate::import::record::{Followed, Imported, ImportedSheet, RecordPlan, Remark};
use crate::render::text::page::in_columns;
use crate::report::counted;
use crate::text::{listed, shorten};

/// Most lines of each list of remarks.
pub(super) const MOST: usize = 40;

pub(super) fn heading(request: &Request, plan: &RecordPlan, outcome: &ImportedSheet) -> String {
    let file = sample(&request.file.display().to_string(), 80);
    let rows = outcome.records.iter().flat_map(|imported| imported.rows.iter().copied());
    let (first, last) = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
    let sheet = if request.file.file_stem().is_some_and(|stem| stem.to_string_lossy() == plan.sheet.name) {
        String::new()
    } else {
        format!(", sheet \"{}\"", sample(&plan.sheet.name, 40))
    };
    let rows = if first == last { format!("in row {first}") } else { format!("in rows {first} to {last}") };
    format!(
        "{file}{sheet}: headings in row {}, {} {rows}\n",
        plan.header.row,
        counted(outcome.records.len(), "partner")
    )
}

pub(super) fn mapped(plan: &RecordPlan, setting: &Session) -> String {
    let mut rows = vec![vec!["COLUMN".to_owned(), "READ AS".to_owned(), "FOR EXAMPLE".to_owned()]];
    let names: usize = 26;
    let taken = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0).min(names);
    let first = taken(&mut plan.columns.iter().map(|column| column.name.chars().count()));
    let second = taken(&mut plan.columns.iter().map(|column| column.target.word().chars().count()));
    let each = setting.width.saturating_sub(first + second + 6 + 6) / 3;
    for column in &plan.columns {
        let target = match &column.target {
            Target::Skip => "left out".to_owned(),
            target => target.word().to_owned(),
        };
        let samples: Vec<String> = column.samples.iter().map(|text| sample(text, each.max(10))).collect();
        rows.push(vec![sample(&column.name, names), target, samples.join(" | ")]);
    }
    let wrong = plan.columns.iter().find(|column| matches!(column.target, Target::Own(_)));
    let example = wrong.map_or("COLUMN", |column| column.name.as_str());
    format!(
        "\n{}A key that begins with x- is kept and not judged. To correct a column: --map '{}=FIELD'\n",
        in_columns(&rows),
        sample(example, 60)
    )
}

pub(super) fn order_followed(followed: &Followed, setting: &Session) -> String {
    let names: Vec<&str> = followed.columns.iter().map(String::as_str).collect();
    let first = match followed.order {
        Order::DayFirst => "day",
        Order::MonthFirst => "month",
    };
    let sentence = format!(
        "DATES: {first} first in {}, as in {}. If that is wrong: --dates {}",
        sample(&listed(&names), 120),
        sample(&followed.shown, 80),
        match followed.order {
            Order::DayFirst => Order::MonthFirst.word(),
            Order::MonthFirst => Order::DayFirst.word(),
        }
    );
    format!("\n{}\n", textwrap::wrap(&sentence, setting.width.max(40)).join("\n"))
}

pub(super) fn read_as(outcome: &ImportedSheet, setting: &Session) -> String {
    if outcome.words.is_empty() {
        return String::new();
    }
    let mut rows = Vec::new();
    for word in outcome.words.iter().take(MOST * 2) {
        let times = if word.count > 1 { format!("  ({} rows)", word.count) } else { String::new() };
        rows.push(vec![
            sample(&word.column, 24),
            sample(&word.text, 34),
            format!("{} {}{times}", if setting.ascii { "->" } else { "→" }, sample(&word.as_, 50)),
        ]);
    }
    format!("\nREAD AS\n{}{}", in_columns(&rows), and_more(outcome.words.len(), MOST * 2))
}

pub(super) fn put_together(outcome: &ImportedSheet, setting: &Session) -> String {
    let several: Vec<&Imported> = outcome.records.iter().filter(|imported| imported.rows.len() > 1).collect();
    let Some(first) = several.first() else { return String::new() };
    let rows: Vec<Vec<String>> = several
        .iter()
        .take(MOST)
        .map(|imported| {
            let rows: Vec<String> = imported.rows.iter().map(ToString::to_string).collect();
            vec![sample(&imported.name, 40), format!("rows {}", shorten(&listed(&rows), 60))]
        })
        .collect();
    let more = and_more(several.len(), MOST);
    let advice = format!(
        "Where two rows are two alliances with one partner, give each a name of its own in the sheet, such as \
         `{} resale`, and import again.",
        sample(&first.name, 40)
    );
    let advice = textwrap::wrap(&advice, setting.width.max(40)).join("\n");
    let mut text =
        format!("\nPUT TOGETHER, since these rows have one name\n{}{more}{advice}\n", in_columns(&rows));
    if !outcome.clashes.is_empty() {
        let each = setting.width.saturating_sub(50).max(20) / 2;
        let rows: Vec<Vec<String>> = outcome
            .clashes
            .iter()
            .take(MOST)
            .map(|clash| {
                let cell = |(place, text): &(String, String)| {
                    let place = place.rsplit('!').next().unwrap_or_default();
                    format!("{place} {}", sample(text, each))
                };
                vec![
                    sample(&clash.name, 24),
                    sample(&clash.column, 20),
                    cell(&clash.kept),
                    format!("not {}", cell(&clash.noted)),
                ]
            })
            .collect();
        let more = and_more(outcome.clashes.len(), MOST);
        text += &format!(
            "\nDIFFERENT in two rows of one partner: the first is in the record, the other in its notes\n{}{more}",
            in_columns(&rows)
        );
    }
    text
}

pub(super) fn remarks(title: &str, remarks: &[Remark], setting: &Session) -> String {
    if remarks.is_empty() {
        return String::new();
    }
    // What stands in many cells of a column is said once.
    let mut alike: Vec<(&Remark, usize)> = Vec::new();
    for remark in remarks.iter().take(MOST * 50) {
        let same = |(known, _): &(&Remark, usize)| known.column == remark.column && known.text == remark.text;
        match alike.iter().position(same).and_then(|at| alike.get_mut(at)) {
            Some((_, count)) => *count += 1,
            None => alike.push((remark, 1)),
        }
    }
    let rows: Vec<Vec<String>> = alike
        .iter()
        .take(MOST)
        .map(|(remark, count)| {
            let times = if *count > 1 { format!("  ({count} rows)") } else { String::new() };
            vec![
                sample(&remark.place, 40),
                sample(&remark.column, 24),
                format!("{}{times}", sample(&remark.text, setting.width.saturating_sub(60).max(20))),
            ]
        })
        .collect();
    format!("\n{title}\n{}{}", in_columns(&rows), and_more(alike.len(), MOST))
}

pub(super) fn and_more(all: usize, most: usize) -> String {
    if all > most { format!("  and {} more\n", all - most) } else { String::new() }
}

pub(super) fn no_answers(outcome: &ImportedSheet, setting: &Session) -> String {
    if outcome.no_answer.is_empty() {
        return String::new();
    }
    let cells: Vec<String> = outcome
        .no_answer
        .iter()
        .take(MOST)
        .map(|remark| {
            let place = remark.place.rsplit('!').next().unwrap_or_default();
            format!("{place} {} \"{}\"", sample(&remark.column, 24), sample(&remark.text, 24))
        })
        .collect();
    let joined = cells.join(", ");
    let lines = textwrap::wrap(&joined, setting.width.saturating_sub(2).max(20));
    let text: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("\nNO ANSWER, so nothing was recorded\n{text}{}", and_more(outcome.no_answer.len(), MOST))
}

pub(super) fn passed_over(outcome: &ImportedSheet, setting: &Session) -> String {
    remarks(
        "SKIPPED: rows without a partner's name, of which nothing was recorded",
        &outcome.passed_over,
        setting,
    )
}

pub(super) fn no_period(outcome: &ImportedSheet, setting: &Session) -> String {
    if outcome.no_period.is_empty() {
        return String::new();
    }
    let levels: Vec<String> = outcome
        .no_period
        .iter()
        .take(MOST / 2)
        .map(|(name, level)| format!("{} {}", sample(name, 40), sample(level, 24)))
        .collect();
    let more = outcome.no_period.len().saturating_sub(MOST / 2);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let said = format!(
        "PERIOD: the sheet does not say whether these levels are for a month, a quarter or a year: {}{more}. Write it into \
         the cell (`€500k per year`), into the heading (`Annual target`) or into a column `Every`, or answer it in \
         `alliance ask`; until then no result is compared with them.",
        listed(&levels)
    );
    format!("\n{}\n", textwrap::wrap(&said, setting.width.max(40)).join("\n"))
}

pub(super) fn assumed(outcome: &ImportedSheet) -> String {
    if outcome.assumed_type.is_empty() {
        return String::new();
    }
    let names: Vec<String> = outcome.assumed_type.iter().take(20).map(|name| sample(name, 40)).collect();
    let more = outcome.assumed_type.len().saturating_sub(20);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(
        "\nTYPE: the sheet gives no type the record knows for {}{more}; `strategic` was written. The audit says \
         what each really is.\n",
        listed(&names)
    )
}

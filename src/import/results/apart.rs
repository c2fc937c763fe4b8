//! That nothing tells rows of one partner and period apart which nobody has looked at: it may be what they count.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use super::super::sheet::{Cell, Row};
use super::role::{ResultColumn, Role};
use crate::text::listed;

/// # Errors
/// When a column that is left out, though nobody said so, tells such rows apart.
pub(super) fn is_told(columns: &[ResultColumn], rows: &[Row], said: impl Fn(&str) -> bool) -> Result<()> {
    let of = |role: &Role| columns.iter().find(|column| column.role == *role);
    let (Some(partner), None) = (of(&Role::Partner), of(&Role::Metric)) else { return Ok(()) };
    let period = of(&Role::Period);
    let left_out = columns.iter().filter(|column| column.role == Role::Skip && !said(&column.name));
    for column in left_out {
        let mut texts: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
        let mut cells = 0;
        for row in rows {
            let Cell::Text(text) = row.cell(column.index) else { continue };
            let at = |column: &ResultColumn| row.cell(column.index).to_string();
            cells += 1;
            texts.entry((at(partner), period.map(at).unwrap_or_default())).or_default().insert(text);
        }
        let different: BTreeSet<&str> = texts.values().flatten().copied().collect();
        // A few words that come again and again name what is counted; a comment on each row does not.
        let few = different.len() * 2 <= cells.max(4);
        let Some(of_one) = texts.values().find(|texts| texts.len() > 1).filter(|_| few) else { continue };
        let several: Vec<String> = of_one.iter().take(3).map(|text| format!("`{text}`")).collect();
        let name = &column.name;
        bail!(
            "the column `{name}` tells rows of one partner apart: {}; if it says what is counted, add --map \
             '{name}=metric', and if it does not matter, --map '{name}=skip'",
            listed(&several)
        );
    }
    Ok(())
}

//! Small, careful edits of a record's text: every byte outside the edit is the old one.
//!
//! A file is people's only copy, with their comments, order and habits. An edit is one piece of text that takes the place
//! of another; nothing is printed anew. The result is read again: where it says anything but what was meant, nothing
//! is changed. What cannot be read is never edited.

mod editable;
mod habits;
mod order;
mod plain;
mod refused;
mod several;
mod splice;
mod write;

use serde::de::DeserializeOwned;

use habits::Habits;

use crate::load::layout::Quoting;
use crate::model::Edit;

pub use editable::Editable;
pub use order::place as place_of;
pub use plain::Plain;
pub use refused::Refused;
pub use several::{EditOutcome, make};
pub use splice::Splice;

/// A text on one line as YAML writes it, quoted where it must be.
pub fn written(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    write::scalar(&line, false, false, Quoting::Plain)
}

/// A text after all the edits, as if one after the other. `T` is what the file holds: a record or a portfolio.
///
/// # Errors
/// When one of them cannot be made; then none is.
pub fn apply<T: DeserializeOwned + Default>(text: &str, edits: &[Edit]) -> Result<String, Refused> {
    let (text, outcomes) = make::<T>(text, edits, usize::MAX)?;
    let refused = outcomes.into_iter().find_map(|outcome| match outcome {
        EditOutcome::Refused(refused) => Some(refused),
        EditOutcome::Made | EditOutcome::There | EditOutcome::Left => None,
    });
    refused.map_or(Ok(text), Err)
}

/// The one piece of text that makes an edit; `None` where the file says so already.
///
/// # Errors
/// When it cannot be made, or would be read as something else.
pub fn splice<T: DeserializeOwned + Default>(text: &str, edit: &Edit) -> Result<Option<Splice>, Refused> {
    let reading = Editable::<T>::of(text)?;
    let Some(splice) = reading.piece(edit)? else { return Ok(None) };
    reading.prove(&splice.apply(text), &[edit])?;
    Ok(Some(splice))
}

/// What to write by hand for an edit that is refused: a key with its value, or an item with the list that it belongs to.
pub fn by_hand(edit: &Edit) -> String {
    let path = edit.path();
    let key = path.rsplit(['.', ']']).next().unwrap_or(path);
    match edit {
        Edit::Set { value, .. } => format!("at `{path}`: {key}: {}", write::inline(value, Habits::DEFAULT)),
        Edit::Add { item, .. } => format!("under `{path}`: - {}", write::inline(item, Habits::DEFAULT)),
        Edit::Remove { .. } => format!("remove `{path}`"),
        Edit::Rename { to, .. } => format!("rename `{path}` to `{to}`"),
        Edit::Comment { lines, .. } => format!("at `{path}`: # {}", lines.join(" ")),
    }
}

/// Whether a key stands at the top of a record.
pub fn is_top_key(key: &str) -> bool {
    order::place(key) < order::TOP.len()
}

/// What a text says, without how it is written.
///
/// # Errors
/// When it cannot be read.
pub fn plain(text: &str) -> Result<Plain, Refused> {
    let tree = editable::parsed(text)?;
    Ok(Plain::of(&tree, tree.root()))
}

#[cfg(test)]
mod tests;

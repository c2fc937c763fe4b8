//! Small, careful edits of a record's text: every byte outside the edit is the old one.
//!
//! A file is people's only copy, with their comments, order and habits. An edit is one piece of text that takes the place
//! of another; nothing is printed anew. The result is read again: where it says anything but what was meant, nothing
//! is changed. What cannot be read is never edited.

mod habits;
mod order;
mod plain;
mod refused;
mod splice;
mod write;

use serde::de::DeserializeOwned;

use habits::Habits;

use crate::load::Source;
use crate::load::layout::Quoting;
use crate::load::mistake::MistakeKind;
use crate::load::read::MAX_BYTES;
use crate::load::tree::Tree;
use crate::model::{Edit, FiscalYear};

pub use order::place as place_of;
pub use plain::Plain;
pub use refused::Refused;
pub use splice::Splice;

/// A text on one line as YAML writes it, quoted where it must be.
pub fn written(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    write::scalar(&line, false, false, Quoting::Plain)
}

/// A text after all the edits, one after the other. `T` is what the file holds: a record or a portfolio.
///
/// # Errors
/// When one of them cannot be made; then none is.
pub fn apply<T: DeserializeOwned + Default>(text: &str, edits: &[Edit]) -> Result<String, Refused> {
    let mut text = text.to_owned();
    for edit in edits {
        if let Some(splice) = splice::<T>(&text, edit)? {
            text = splice.apply(&text);
        }
    }
    Ok(text)
}

/// The one piece of text that makes an edit; `None` where the file says so already.
///
/// # Errors
/// When it cannot be made, or would be read as something else.
pub fn splice<T: DeserializeOwned + Default>(text: &str, edit: &Edit) -> Result<Option<Splice>, Refused> {
    let before = read::<T>(text)?;
    let tree = parsed(text)?;
    let Some(splice) = splice::of(text, &tree, edit)? else { return Ok(None) };
    let differs = |why: &str| Refused::Differs(edit.path().to_owned(), why.to_owned());
    let changed = splice.apply(text);
    if changed.len() as u64 > MAX_BYTES {
        return Err(differs("the file would be larger than a record may be"));
    }
    let after = read::<T>(&changed).map_err(|_| differs("it could not be read any more"))?;
    let mut meant = plain::Plain::of(&tree, tree.root());
    if !meant.edit(&crate::load::locate::steps(&tree, edit.path()), edit) {
        return Err(Refused::Missing(edit.path().to_owned()));
    }
    let now = parsed(&changed)?;
    if meant != plain::Plain::of(&now, now.root()) {
        return Err(differs("other fields would change with it"));
    }
    // What is taken out, or is only a comment, brings no mistake; below a key that is known by its new name any may show.
    let renamed = match edit {
        Edit::Remove { .. } | Edit::Comment { .. } => return Ok(Some(splice)),
        Edit::Rename { path, to } => Some(beside(path, to)),
        Edit::Set { .. } | Edit::Add { .. } => None,
    };
    let mut known: Vec<&str> = before.mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
    for mistake in &after.mistakes {
        let below = renamed.as_ref().is_some_and(|path| mistake.path.starts_with(path.as_str()));
        match known.iter().position(|known| *known == mistake.message) {
            Some(at) => drop(known.swap_remove(at)),
            None if below => {}
            None => return Err(differs(&mistake.message)),
        }
    }
    Ok(Some(splice))
}

/// Whether the lines of a comment could be read where it stands, if they were none: no key twice, none that is unknown.
/// What holds the place of an answer may still be a mistake.
pub fn fits_in<T: DeserializeOwned + Default>(text: &str, comment: &Edit) -> bool {
    let Ok(Some(splice)) = splice::<T>(text, comment) else { return false };
    // The first line is the heading, and stays a comment.
    let mut heading = true;
    let lines = splice.text.split_inclusive('\n').map(|line| {
        let is_heading = std::mem::take(&mut heading) && line.trim_start().starts_with('#');
        heading |= line.trim().is_empty();
        if is_heading { line.to_owned() } else { line.replacen("# ", "", 1) }
    });
    let answered = Splice { range: splice.range.clone(), text: lines.collect() }.apply(text);
    let odd = |text: &str| {
        let mut mistakes = Vec::new();
        if Tree::parse(text.to_owned(), &mut mistakes).is_err() {
            return None;
        }
        let source = read::<T>(text).ok()?;
        let unknown = source.mistakes.iter().filter(|mistake| mistake.kind == MistakeKind::UnknownField);
        Some(mistakes.len() + unknown.count())
    };
    odd(&answered).is_some_and(|now| Some(now) == odd(text))
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
    let tree = parsed(text)?;
    Ok(Plain::of(&tree, tree.root()))
}

/// The path of a field under another key.
fn beside(path: &str, key: &str) -> String {
    path.rsplit_once('.').map_or_else(|| key.to_owned(), |(above, _)| format!("{above}.{key}"))
}

fn read<T: DeserializeOwned + Default>(text: &str) -> Result<Source<T>, Refused> {
    // An edit is held to its form; whether `FY26` counts is the portfolio's to say, so that any year will do.
    let source = Source::<T>::in_year(String::new(), Ok(text.to_owned()), FiscalYear::from_month(1));
    let refused = source.mistakes.iter().find(|mistake| mistake.kind == MistakeKind::Unreadable);
    match refused {
        Some(mistake) => Err(Refused::Unreadable(mistake.message.clone())),
        None => Ok(source),
    }
}

fn parsed(text: &str) -> Result<Tree, Refused> {
    Tree::parse(text.to_owned(), &mut Vec::new()).map_err(|(_, mistake)| Refused::Unreadable(mistake.message))
}

#[cfg(test)]
mod tests;

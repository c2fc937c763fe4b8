//! Many edits of one text in a few passes: those whose pieces of text do not touch are made at once and proved together.
//!
//! One after the other, each with its own reading and proof, takes the square of a file's length, since a long file has
//! many places to edit.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::editable::Editable;
use super::refused::Refused;
use super::splice::Splice;
use crate::model::Edit;

/// What became of one of many edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditOutcome {
    /// It is in the text.
    Made,
    /// The text said so already.
    There,
    /// It could not be made.
    Refused(Refused),
    /// Nobody has come to it yet: too many before it could not be made.
    Left,
}

/// A text after as many of the edits as can be made, as if one after the other, and what became of each.
///
/// Each pass reads the text, makes what can be made at once, reads the result and compares. Where the proof fails, half as
/// many are tried, down to the one that is to blame. After `most` passes the rest is left.
///
/// # Errors
/// When the text cannot be read.
pub fn make<T: DeserializeOwned + Default>(
    text: &str,
    edits: &[Edit],
    most: usize,
) -> Result<(String, Vec<EditOutcome>), Refused> {
    let mut text = text.to_owned();
    let mut outcomes = vec![EditOutcome::Left; edits.len()];
    let mut waiting: Vec<usize> = (0..edits.len()).collect();
    let mut at_once = usize::MAX;
    for _ in 0..most {
        if waiting.is_empty() {
            break;
        }
        let reading = Editable::<T>::of(&text)?;
        let mut pass = Pass::default();
        // What cannot be made, or is there already, may only wait for an edit before it.
        let mut without = BTreeMap::new();
        let mut rest = Vec::new();
        for at in std::mem::take(&mut waiting) {
            let edit = &edits[at];
            if pass.made.len() >= at_once || !pass.goes_with(edit) {
                rest.push(at);
                continue;
            }
            match reading.piece(edit) {
                Ok(Some(splice)) if pass.takes(at, edit, splice.clone()) => {}
                Ok(Some(_)) => rest.push(at),
                Ok(None) => drop(without.insert(at, EditOutcome::There)),
                Err(refused) => drop(without.insert(at, EditOutcome::Refused(refused))),
            }
        }
        if pass.made.is_empty() {
            without.into_iter().for_each(|(at, outcome)| outcomes[at] = outcome);
            waiting = rest;
            continue;
        }
        let made: Vec<&Edit> = pass.made.iter().map(|at| &edits[*at]).collect();
        let changed = pass.apply(reading.text());
        match (reading.prove(&changed, &made), pass.made.as_slice()) {
            (Ok(()), made) => {
                made.iter().for_each(|at| outcomes[*at] = EditOutcome::Made);
                at_once = at_once.saturating_mul(2);
                text = changed;
            }
            (Err(refused), [one]) => {
                outcomes[*one] = EditOutcome::Refused(refused);
                at_once = 1;
            }
            (Err(_), several) => {
                at_once = several.len() / 2;
                rest.extend(several);
            }
        }
        rest.extend(without.into_keys());
        rest.sort_unstable();
        waiting = rest;
    }
    Ok((text, outcomes))
}

/// The edits of one pass, and their pieces.
#[derive(Default)]
struct Pass {
    made: Vec<usize>,
    /// Whether they take out.
    removes: bool,
    /// Whether they are comments.
    comments: bool,
    /// By where each begins: the bytes that go, what comes in their place, and the list that is added to.
    pieces: BTreeMap<usize, Piece>,
}

struct Piece {
    range: Range<usize>,
    texts: Vec<String>,
    /// The list to which items are added here, or that these are comments.
    list: Option<String>,
}

impl Pass {
    /// Whether an edit may be made together with those before it: what is taken out moves others, and is made alone.
    fn goes_with(&self, edit: &Edit) -> bool {
        let removes = matches!(edit, Edit::Remove { .. });
        let comments = matches!(edit, Edit::Comment { .. });
        self.made.is_empty() || !self.removes && !removes && self.comments == comments
    }

    /// Takes an edit in, if its piece touches no other.
    fn takes(&mut self, at: usize, edit: &Edit, splice: Splice) -> bool {
        // Items at the end of one list, and comments below one line, come one after the other.
        let list = match edit {
            Edit::Add { path, .. } if splice.text.starts_with([',', '\n', '\r']) => Some(path.clone()),
            Edit::Comment { .. } => Some(String::new()),
            _ => None,
        };
        let Splice { range, text } = splice;
        if let Some(piece) = self.pieces.get_mut(&range.start)
            && range.is_empty()
            && piece.range.is_empty()
            && list.is_some()
            && piece.list == list
        {
            piece.texts.push(text);
        } else {
            let touches = |other: &Piece| {
                let (one, other) = (&range, &other.range);
                let apart = one.end < other.start || other.end < one.start;
                // Two words may stand side by side, but what is put between them has no order.
                let beside = !one.is_empty()
                    && !other.is_empty()
                    && (one.end == other.start || other.end == one.start);
                !apart && !beside
            };
            let before = self.pieces.range(..=range.start).next_back();
            let after = self.pieces.range(range.start..).next();
            if before.into_iter().chain(after).any(|(_, other)| touches(other)) {
                return false;
            }
            self.pieces.insert(range.start, Piece { range, texts: vec![text], list });
        }
        self.made.push(at);
        self.removes = matches!(edit, Edit::Remove { .. });
        self.comments = matches!(edit, Edit::Comment { .. });
        true
    }

    fn apply(&self, text: &str) -> String {
        let mut changed = String::with_capacity(text.len() + 64 * self.made.len());
        let mut from = 0;
        for piece in self.pieces.values() {
            changed.push_str(text.get(from..piece.range.start).unwrap_or_default());
            let mut texts: Vec<&String> = piece.texts.iter().collect();
            if self.comments {
                // What stands further in belongs to what is above it.
                texts.sort_by_key(|text| {
                    let line = text.trim_start_matches(['\r', '\n']);
                    std::cmp::Reverse(line.len() - line.trim_start_matches(' ').len())
                });
            }
            texts.into_iter().for_each(|text| changed.push_str(text));
            from = piece.range.end;
        }
        changed.push_str(text.get(from..).unwrap_or_default());
        changed
    }
}

//! A text as it is before an edit, read once, and the proof that a changed text says what was meant.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::habits::Habits;
use super::plain::Plain;
use super::refused::Refused;
use super::splice::{self, Splice};
use crate::load::Source;
use crate::load::layout::Layout;
use crate::load::locate::steps;
use crate::load::mistake::MistakeKind;
use crate::load::read::MAX_BYTES;
use crate::load::tree::Tree;
use crate::model::{Edit, FiscalYear};

/// A text that can be read, and so be edited. `T` is what the file holds: a record or a portfolio.
pub struct Editable<'t, T> {
    text: &'t str,
    tree: Tree,
    layout: Layout,
    habits: Habits,
    plain: Plain,
    /// The messages on its mistakes.
    mistakes: Vec<String>,
    /// How much of it is odd to read: a key twice, a key that is unknown.
    odd: usize,
    holds: PhantomData<T>,
}

impl<'t, T: DeserializeOwned + Default> Editable<'t, T> {
    /// Reads a text.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(text: &'t str) -> Result<Self, Refused> {
        let source = read::<T>(text)?;
        let mut twice = Vec::new();
        let tree = Tree::parse(text.to_owned(), &mut twice)
            .map_err(|(_, mistake)| Refused::Unreadable(mistake.message))?;
        let layout = Layout::of(text)
            .ok_or_else(|| Refused::Unreadable("it is not a single YAML document".to_owned()))?;
        Ok(Self {
            text,
            habits: Habits::of(text, &layout),
            plain: Plain::of(&tree, tree.root()),
            odd: twice.len() + unknown(&source),
            mistakes: source.mistakes.into_iter().map(|mistake| mistake.message).collect(),
            tree,
            layout,
            holds: PhantomData,
        })
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// What it says, without how it is written.
    pub fn plain(&self) -> &Plain {
        &self.plain
    }

    /// The piece of text that makes an edit, not proved yet; `None` where the file says so already.
    pub(super) fn piece(&self, edit: &Edit) -> Result<Option<Splice>, Refused> {
        splice::of(self.text, &self.tree, &self.layout, self.habits, edit)
    }

    /// That the changed text says what the edits mean, all of them made to the text as it was.
    pub(super) fn prove(&self, changed: &str, edits: &[&Edit]) -> Result<(), Refused> {
        let differs = |why: &str| {
            let path = edits.first().map(|edit| edit.path().to_owned());
            Refused::Differs(path.unwrap_or_default(), why.to_owned())
        };
        if changed.len() as u64 > MAX_BYTES {
            return Err(differs("the file would be larger than a record may be"));
        }
        let after = read::<T>(changed).map_err(|_| differs("it could not be read any more"))?;
        let mut meant = self.plain.clone();
        // A path names a field by the keys that are there before: those below come before those above.
        let (mut renames, others): (Vec<&Edit>, Vec<&Edit>) =
            edits.iter().partition(|edit| matches!(edit, Edit::Rename { .. }));
        renames.sort_by_key(|edit| std::cmp::Reverse(steps(&self.tree, edit.path()).len()));
        for edit in others.into_iter().chain(renames) {
            if !meant.edit(&steps(&self.tree, edit.path()), edit) {
                return Err(Refused::Missing(edit.path().to_owned()));
            }
        }
        let now = parsed(changed)?;
        if meant != Plain::of(&now, now.root()) {
            return Err(differs("other fields would change with it"));
        }
        // What is taken out, or is only a comment, brings no mistake; below a key that is known by its new name any may show.
        let quiet = |edit: &&Edit| matches!(edit, Edit::Remove { .. } | Edit::Comment { .. });
        if edits.iter().all(quiet) {
            return Ok(());
        }
        let renamed: Vec<String> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Rename { path, to } => Some(beside(path, to)),
                _ => None,
            })
            .collect();
        let mut known: Vec<&str> = self.mistakes.iter().map(String::as_str).collect();
        for mistake in &after.mistakes {
            match known.iter().position(|known| *known == mistake.message) {
                Some(at) => drop(known.swap_remove(at)),
                None if renamed.iter().any(|path| mistake.path.starts_with(path.as_str())) => {}
                None => return Err(differs(&mistake.message)),
            }
        }
        Ok(())
    }

    /// Whether the lines of a comment could be read where it stands, if they were none: no key twice, none that is
    /// unknown. What holds the place of an answer may still be a mistake.
    pub fn bears(&self, comment: &Edit) -> bool {
        let Ok(Some(splice)) = self.piece(comment) else { return false };
        // The first line is the heading, and stays a comment.
        let mut heading = true;
        let lines = splice.text.split_inclusive('\n').map(|line| {
            let is_heading = std::mem::take(&mut heading) && line.trim_start().starts_with('#');
            heading |= line.trim().is_empty();
            if is_heading { line.to_owned() } else { line.replacen("# ", "", 1) }
        });
        let answered = Splice { range: splice.range.clone(), text: lines.collect() }.apply(self.text);
        let mut twice = Vec::new();
        if Tree::parse(answered.clone(), &mut twice).is_err() {
            return false;
        }
        read::<T>(&answered).is_ok_and(|source| twice.len() + unknown(&source) == self.odd)
    }
}

fn unknown<T: DeserializeOwned>(source: &Source<T>) -> usize {
    source.mistakes.iter().filter(|mistake| mistake.kind == MistakeKind::UnknownField).count()
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

pub(super) fn parsed(text: &str) -> Result<Tree, Refused> {
    Tree::parse(text.to_owned(), &mut Vec::new()).map_err(|(_, mistake)| Refused::Unreadable(mistake.message))
}

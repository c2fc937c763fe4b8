//! A file as it was read, with the place of every field.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use serde::de::DeserializeOwned;

use crate::model::FiscalYear;

use super::lines::Lines;
use super::mistake::{MAX_MISTAKES, Mistake, MistakeKind};
use super::tree::{self, Tree};
use super::{decode, locate, salvage};

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The bytes of the text that is meant.
    pub span: Range<usize>,
    /// The field path with list positions only where the file has a list.
    pub path: String,
}

/// A file as it was read: its value as far as it could be used, and its mistakes with their places.
#[derive(Debug, Default)]
pub struct Source<T> {
    /// The path as a person would name it from where they stand.
    pub path: Arc<str>,
    /// The file's name without its ending.
    pub stem: String,
    /// What the file says; `None` where it could not be read at all.
    pub value: Option<T>,
    /// Everything wrong with it.
    pub mistakes: Vec<Mistake>,
    /// Keys of the file that are there and could not be read; the value is of the rest.
    pub broken: Vec<String>,
    pub(super) tree: Option<Tree>,
    lines: Lines,
    /// The text of a file that is no YAML, for the place of its one mistake.
    text: String,
}

impl<T: DeserializeOwned + Default> Source<T> {
    /// Reads a file's text, or keeps the reason why there is none. What it says of a company's own year is refused.
    pub fn new(path: String, text: Result<String, Box<Mistake>>) -> Self {
        Self::in_year(path, text, None)
    }

    /// The same in a portfolio that says when its own year begins.
    pub fn in_year(path: String, text: Result<String, Box<Mistake>>, year: Option<FiscalYear>) -> Self {
        Self::of(path, text, year, false)
    }

    /// The same of a file that may be no YAML in places: what can be read all the same is its value, and [`Source::broken`]
    /// names the rest.
    pub fn as_far_as_readable(
        path: String,
        text: Result<String, Box<Mistake>>,
        year: Option<FiscalYear>,
    ) -> Self {
        Self::of(path, text, year, true)
    }

    fn of(path: String, text: Result<String, Box<Mistake>>, year: Option<FiscalYear>, in_part: bool) -> Self {
        let stem =
            Path::new(&path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut source = Self {
            path: path.into(),
            stem,
            value: None,
            mistakes: Vec::new(),
            broken: Vec::new(),
            tree: None,
            lines: Lines::default(),
            text: String::new(),
        };
        let mut slips = Vec::new();
        let parsed = text
            .map_err(|mistake| (String::new(), mistake))
            .and_then(|text| Tree::parse(text, &mut source.mistakes));
        let parsed = parsed.or_else(|(text, mistake)| {
            let rest = if in_part && mistake.is_slip { salvage::rest(&text, &mistake) } else { None };
            let Some(rest) = rest else { return Err((text, mistake)) };
            source.mistakes = rest.mistakes;
            source.broken = rest.broken;
            slips = rest.slips;
            Ok(rest.tree)
        });
        match parsed {
            Ok(tree) => {
                source.mistakes.sort_by_key(|mistake| mistake.span.start);
                // More are never listed, and each takes a walk through the file.
                for mistake in source.mistakes.iter_mut().take(MAX_MISTAKES) {
                    // The parser knows a mistake's key, the tree where that key is.
                    let parent = tree.path_at(mistake.span.start);
                    mistake.path = [parent, std::mem::take(&mut mistake.path)]
                        .into_iter()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(".");
                }
                if matches!(tree.value(tree.root()), tree::Value::Mapping(_)) {
                    source.value = Some(decode::decode(&tree, year, &source.broken, &mut source.mistakes));
                } else {
                    let span = tree.span(tree.root());
                    source.mistakes.push(
                        Mistake::new(MistakeKind::Unreadable, span.start..span.start, "the file needs lines like \
                                                                                       `name: Corvid`: keys, \
                                                                                       each with its value")
                            .fix("start with `name:`, `partner:` and `type:`; `alliance new NAME` prints a whole record"),
                    );
                }
                source.tree = Some(tree);
            }
            Err((text, mistake)) => {
                source.text = text;
                source.mistakes.push(*mistake);
            }
        }
        source.mistakes.append(&mut slips);
        source.mistakes.sort_by_key(|mistake| mistake.span.start);
        if source.cut_off() {
            source.value = None;
        }
        source
    }
}

impl<T> Source<T> {
    /// Keeps the first of very many mistakes, and says whether there were more: then it is no record.
    pub fn cut_off(&mut self) -> bool {
        let Some(beyond) = self.mistakes.get(MAX_MISTAKES) else { return false };
        let message = format!(
            "{} mistakes in all: this is not a record; the first {MAX_MISTAKES} are listed",
            self.mistakes.len()
        );
        let rest = Mistake::new(MistakeKind::Unreadable, beyond.span.clone(), message)
            .fix("`alliance new NAME` prints a record to start from");
        self.mistakes.truncate(MAX_MISTAKES);
        self.mistakes.push(rest);
        true
    }

    /// The place of a field, or of its nearest existing parent.
    pub fn place(&self, path: &str) -> Place {
        match &self.tree {
            Some(tree) => {
                let found = locate::locate(tree, path);
                self.place_of_span(found.span, found.path)
            }
            None => self.place_of_span(0..0, path.to_owned()),
        }
    }

    /// The bytes of a field, or of its nearest existing parent.
    pub fn span_of(&self, path: &str) -> Range<usize> {
        self.place(path).span
    }

    /// The bytes of a field's key, if the field is there.
    pub(super) fn key_span(&self, path: &str) -> Option<Range<usize>> {
        locate::key(self.tree.as_ref()?, path)
    }

    /// A field path in which list items go by what they are called instead of where they stand.
    pub fn stable_path(&self, path: &str) -> String {
        self.tree.as_ref().map_or_else(|| path.to_owned(), |tree| locate::stable(tree, path))
    }

    /// The place of a mistake.
    pub fn place_of(&self, mistake: &Mistake) -> Place {
        self.place_of_span(mistake.span.clone(), mistake.path.clone())
    }

    /// The place of a span of the file.
    pub fn place_of_span(&self, span: Range<usize>, path: String) -> Place {
        let text = self.text();
        // The parser may point into the middle of a character that it refuses.
        let start = (0..=span.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (line, column) = self.lines.position(text, start);
        Place { line, column, span: start..span.end.max(start), path }
    }

    /// Gives up everything but the file's path and text.
    pub fn into_text(self) -> (Arc<str>, String) {
        (self.path, self.tree.map_or(self.text, Tree::into_text))
    }

    /// The file's text, empty where it could not be read.
    pub fn text(&self) -> &str {
        self.tree.as_ref().map_or(&self.text, Tree::text)
    }
}

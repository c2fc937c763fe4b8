//! A mistake in a file: what is wrong, at which bytes, and what to do about it.

use std::ops::Range;

use crate::model::{Edit, Fix};

/// Most mistakes told of one file; one with more is no record.
pub const MAX_MISTAKES: usize = 1_000;

/// What sort of mistake the reader met; each is a rule of the area `record`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MistakeKind {
    /// The file, or the rest of it, could not be read at all.
    Unreadable,
    /// A value is of the wrong form; the rest of the record is sound.
    InvalidValue,
    /// A key is not part of the format.
    UnknownField,
}

/// One mistake, at its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What sort of mistake.
    pub kind: MistakeKind,
    /// Where it stands, in bytes of the decoded text.
    pub span: Range<usize>,
    /// The field it stands in, such as `metrics[0].agreed`; empty for the file as a whole.
    pub path: String,
    /// The field that was probably meant, where a key is misspelt: it is not missing.
    pub meant: Option<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it; empty when the message says it.
    pub fix: Fix,
    /// Whether it is a slip in the writing of YAML, around which the rest of the file may be read.
    pub is_slip: bool,
    /// A second place that explains the first, such as where a key stood before.
    pub label: Option<(Range<usize>, String)>,
}

impl Mistake {
    /// A mistake with neither a fix nor a second place.
    pub fn new(kind: MistakeKind, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            path: String::new(),
            meant: None,
            message: message.into(),
            fix: Fix::default(),
            is_slip: false,
            label: None,
        }
    }

    /// The same mistake, with what to do about it.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Fix>) -> Self {
        self.fix = fix.into();
        self
    }

    /// The same mistake, with the edit that corrects it, where there is one certain answer.
    #[must_use]
    pub fn edit(mut self, edit: Option<Edit>) -> Self {
        self.fix.edit = edit.map(Box::new);
        self
    }

    /// Takes back a correction that would write a key which is there already: only a person knows which of the two is right.
    pub fn keep_one_key(&mut self, is_there: impl Fn(&str) -> bool) {
        let Some(Edit::Rename { path, to }) = self.fix.edit.as_deref() else { return };
        let meant = path.rsplit_once('.').map_or_else(|| to.clone(), |(above, _)| format!("{above}.{to}"));
        if is_there(&meant) {
            self.fix =
                format!("`{to}` is there already: write what both say under it, and remove this one").into();
        }
    }

    /// The same mistake, in a field.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The same mistake, with a second place that explains it.
    #[must_use]
    pub fn label(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.label = Some((span, text.into()));
        self
    }
}

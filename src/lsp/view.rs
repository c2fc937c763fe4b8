//! A file that the editor asks about, with what is known of it.

use std::path::Path;

use super::catalog::FileKind;
use super::files::{Document, OpenFiles};
use super::project::{JudgedProject, Project};
use super::protocol::{Encoding, TextEdit};
use crate::edit;
use crate::load::Source;
use crate::model::{Alliance, Edit, Portfolio};

/// A file that the editor asks about, with what is known of it.
pub(super) struct View<'s> {
    pub(super) project: &'s Project,
    pub(super) judged: &'s JudgedProject,
    pub(super) open: &'s OpenFiles,
    pub(super) document: &'s Document,
    /// As the report calls it.
    pub(super) file: &'s str,
    pub(super) path: &'s Path,
    pub(super) kind: FileKind,
    pub(super) encoding: Encoding,
}

impl View<'_> {
    /// The text as it is read.
    pub(super) fn text(&self) -> &str {
        self.document.text.read()
    }

    /// The record as it stands, or as it last could be read whole, or else as far as it can be read.
    pub(super) fn record(&self) -> Option<Source<Alliance>> {
        let year = self.judged.report.fiscal_year;
        let file = || self.file.to_owned();
        let whole = |text: &str| Source::<Alliance>::in_year(file(), Ok(text.to_owned()), year);
        let part = || Source::<Alliance>::as_far_as_readable(file(), Ok(self.text().to_owned()), year);
        let read = [self.text(), &self.document.sound].into_iter().map(whole);
        read.chain(std::iter::once_with(part)).find(|source| source.value.is_some())
    }

    /// The piece of text that makes an edit in this file; `None` where it cannot be made, or is made already.
    pub(super) fn edit(&self, edit: &Edit) -> Option<TextEdit> {
        let splice = match self.kind {
            FileKind::Record => edit::splice::<Alliance>(self.text(), edit),
            FileKind::Portfolio => edit::splice::<Portfolio>(self.text(), edit),
        };
        let splice = splice.ok()??;
        let range = self.document.text.range(&splice.range, self.encoding);
        Some(TextEdit { range, new_text: splice.text })
    }
}

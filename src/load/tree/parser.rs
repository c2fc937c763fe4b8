//! The parser's events to a tree: the only file that knows the parser.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::builder::Builder;
use super::messages::{too_deep, unreadable};
use super::node::{MAX_DEPTH, NodeId, NodeKind, NodeText, narrow};
use super::slips::explained;
use crate::load::mistake::{Mistake, MistakeKind};

impl<'t> Builder<'t> {
    /// Builds the tree from the parser's events; its root.
    ///
    /// # Errors
    /// The mistake that stopped the parser.
    pub(super) fn run(&mut self) -> Result<NodeId, Box<Mistake>> {
        let options = granit_parser::options! {
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
            emit_comments: false,
        };
        for next in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = next.map_err(|error| slip(self.text, &error))?;
            self.event(event, &span)?;
        }
        self.root.ok_or_else(|| {
            unreadable(0..0, "the file says nothing: it is empty or only comments")
                .fix(
                    "write what belongs in it, or move it out of the folder; `alliance new NAME` prints a record \
                      to start from, and `alliance init` writes a portfolio.yaml",
                )
                .into()
        })
    }

    fn event(&mut self, event: Event<'t>, span: &Span) -> Result<(), Box<Mistake>> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(unreadable(
                    byte_range(span),
                    "a second document starts here; a file contains one record",
                )
                .fix("move it to a file of its own, or remove the `---` line")
                .into());
            }
            Event::Scalar(text, style, anchor, tag) => {
                let id = self.scalar(text, style, tag.as_deref(), span);
                self.place(id, anchor, byte_range(span))?;
            }
            Event::SequenceStart(_, anchor, tag) => self.start_tagged(false, anchor, tag.as_deref(), span)?,
            Event::MappingStart(_, anchor, tag) => self.start_tagged(true, anchor, tag.as_deref(), span)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(byte_range(span))?,
            Event::Alias(anchor) => self.alias(anchor, byte_range(span))?,
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, tag: Option<&Tag>, span: &Span) -> NodeId {
        let mut plain = matches!(style, ScalarStyle::Plain);
        match tag.map(|tag| tag.core_suffix().unwrap_or("")) {
            None => {}
            Some("str") => plain = false,
            Some("bool" | "int" | "float" | "null") => plain = true,
            Some(_) => self.refuse_tag(span),
        }
        if matches!(style, ScalarStyle::Plain) {
            self.look_at_text(&text, &byte_range(span));
        }
        let text = self.own(text);
        self.add(byte_range(span), 1, NodeKind::Scalar { text, plain })
    }

    /// Where a text stands in the file, if it does.
    fn own(&self, text: Cow<'t, str>) -> NodeText {
        match text {
            // A borrowed scalar is a slice of the file: keep where, not what.
            Cow::Borrowed(slice) => {
                match (slice.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize) {
                    Some(start) if self.text.get(start..start + slice.len()) == Some(slice) => {
                        NodeText::Slice(narrow(start)..narrow(start + slice.len()))
                    }
                    _ => NodeText::Owned(slice.into()),
                }
            }
            Cow::Owned(owned) => NodeText::Owned(owned.into()),
        }
    }

    fn refuse_tag(&mut self, span: &Span) {
        let at = span.tag_span().map_or_else(|| byte_range(span), |tag| byte_range(&tag));
        self.found.push(
            Mistake::new(MistakeKind::InvalidValue, at, "tags (`!name`) have no meaning here")
                .fix("remove the tag"),
        );
    }

    /// Opens a collection, whatever the parser says of it.
    fn start_tagged(
        &mut self,
        mapping: bool,
        anchor: usize,
        tag: Option<&Tag>,
        span: &Span,
    ) -> Result<(), Box<Mistake>> {
        if tag.is_some_and(|tag| !matches!(tag.core_suffix(), Some("map" | "seq"))) {
            self.refuse_tag(span);
        }
        self.start(mapping, anchor, byte_range(span))
    }
}

fn byte_range(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

/// The parser's refusal, in the words of somebody who writes YAML by hand.
fn slip(text: &str, error: &ScanError) -> Mistake {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let info = error.info();
    if info.contains("nesting") || info.contains("recursion") {
        return too_deep(at..at);
    }
    Mistake { is_slip: true, ..explained(text, at, info.as_ref()) }
}

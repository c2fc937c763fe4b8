//! What is taken away, and what gets another key.

use super::*;

impl Editor<'_> {
    pub(super) fn remove(&self, steps: &[PathSegment]) -> Result<Splice, Refused> {
        let (trail, taken) = self.walk(steps)?;
        let here = self.last(&trail);
        let (Some((parent, at)), true) = (here.within, taken == steps.len()) else {
            return Err(self.missing());
        };
        let (style, pieces): (Style, Vec<(usize, usize)>) = match self.shape(parent) {
            Shape::Mapping(style, entries) => (
                *style,
                entries
                    .iter()
                    .map(|(key, value)| (self.layout.node(*key).span.start, self.end(Some(*key), *value)))
                    .collect(),
            ),
            Shape::Sequence(Style::Flow, items) => (
                Style::Flow,
                items
                    .iter()
                    .map(|item| (self.layout.node(*item).span.start, self.end(None, *item)))
                    .collect(),
            ),
            Shape::Sequence(Style::Block, items) => {
                let dashes: Option<Vec<usize>> = items.iter().map(|item| Some(self.dash(*item)?.0)).collect();
                let dashes =
                    dashes.ok_or_else(|| self.refused("is in a list with dashes far from their items"))?;
                let ends = items.iter().map(|item| self.end(None, *item));
                (Style::Block, dashes.into_iter().zip(ends).collect())
            }
            _ => return Err(self.missing()),
        };
        let (start, end) = *pieces.get(at).ok_or_else(|| self.missing())?;
        let next = pieces.get(at + 1).map(|(start, _)| *start);
        let range = match (style, next) {
            (Style::Flow, Some(next)) => start..next,
            (Style::Flow, None) => {
                at.checked_sub(1).and_then(|before| pieces.get(before)).map_or(start, |(_, end)| *end)..end
            }
            (Style::Block, _) if pieces.len() == 1 => {
                return Err(self.refused("is all that its block holds"));
            }
            (Style::Block, next) => self.block_lines(start, end, next)?,
        };
        Ok(Splice { range, text: String::new() })
    }

    /// The lines of an entry, to be taken out.
    pub(super) fn block_lines(
        &self,
        start: usize,
        end: usize,
        next: Option<usize>,
    ) -> Result<std::ops::Range<usize>, Refused> {
        let line = line_start(self.text, start);
        if !self.text[line..start].trim().is_empty() {
            // The first key behind a dash: the next one takes its place.
            let next = next.ok_or_else(|| self.refused("is all that its item holds"))?;
            let comment = !self.text[end..next].trim().is_empty();
            return if comment { Err(self.refused("has a comment behind it")) } else { Ok(start..next) };
        }
        let stop = line_end(self.text, end);
        if stop < self.text.len() {
            return Ok(line..after_line(self.text, stop));
        }
        let before = &self.text[..line];
        let before =
            before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).unwrap_or(before);
        Ok(before.len()..stop)
    }

    pub(super) fn rename(&self, steps: &[PathSegment], to: &str) -> Result<Splice, Refused> {
        let (trail, taken) = self.walk(steps)?;
        let here = self.last(&trail);
        let (Some(key), true) = (here.key, taken == steps.len()) else { return Err(self.missing()) };
        let parent = trail.iter().rev().nth(1).ok_or_else(|| self.missing())?;
        if self.tree.entry(parent.node, to).is_some() {
            return Err(self.refused("would have the same name as an existing key"));
        }
        Ok(Splice { range: self.layout.node(key).span.clone(), text: write::key(to, here.flow) })
    }
}

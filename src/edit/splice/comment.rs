//! Questions as comments, where their answers belong.

use super::*;

impl Editor<'_> {
    pub(super) fn comment(&self, steps: &[PathSegment], lines: &[String]) -> Option<Splice> {
        let (trail, taken) = self.walk(steps).unwrap_or_default();
        let (end, indent, lines) = self
            .among_items(&trail, taken == steps.len(), steps, lines)
            .or_else(|| self.among_keys(&trail, steps, lines))
            .unwrap_or_else(|| (self.layout.node(self.layout.root()).span.end, 0, lines.to_vec()));
        let blanks = " ".repeat(indent);
        let lines: Vec<String> = lines
            .iter()
            .map(|line| if line.is_empty() { format!("{blanks}#") } else { format!("{blanks}# {line}") })
            .collect();
        let text = self.lines(&lines);
        if self.text.contains(text.trim_start_matches(['\r', '\n'])) {
            return None;
        }
        let at = self.behind_comments(line_end(self.text, end), indent);
        Some(Splice { range: at..at, text })
    }

    /// The place of a comment about a list that is there, or about an item: below the items, as one more of them.
    pub(super) fn among_items(
        &self,
        trail: &[Here],
        whole: bool,
        steps: &[PathSegment],
        lines: &[String],
    ) -> Option<(usize, usize, Vec<String>)> {
        let here = trail.last()?;
        let (heading, example) = (lines.first()?, lines.get(1..)?);
        let first = example.first()?;
        if first.starts_with("- ") {
            if let Shape::Sequence(Style::Block, items) = self.shape(here.id) {
                let last = *items.last()?;
                return Some((self.end(None, last), column(self.text, self.dash(last)?.0), lines.to_vec()));
            }
            let within = |here: &&Here| {
                here.within
                    .is_some_and(|(parent, _)| matches!(self.shape(parent), Shape::Sequence(Style::Block, _)))
            };
            let item = trail.iter().rev().find(within)?;
            let indent = column(self.text, self.dash(item.id)?.0);
            return Some((self.end(None, item.id), indent, lines.to_vec()));
        }
        let (Shape::Sequence(Style::Block, items), Some(PathSegment::Key(own))) =
            (self.shape(here.id), steps.last())
        else {
            return None;
        };
        let last = *items.last().filter(|_| whole)?;
        let inner = example.get(1).filter(|_| *first == format!("{own}:"))?;
        let blanks = inner.len() - inner.trim_start().len();
        let below = example[1..].iter().map(|line| {
            let own = line.len() - line.trim_start().len();
            line[own.min(blanks)..].to_owned()
        });
        let indent = column(self.text, self.dash(last)?.0);
        Some((self.end(None, last), indent, std::iter::once(heading.clone()).chain(below).collect()))
    }

    /// The place of a comment about a key: in the innermost mapping in lines that leads to it.
    pub(super) fn among_keys(
        &self,
        trail: &[Here],
        steps: &[PathSegment],
        lines: &[String],
    ) -> Option<(usize, usize, Vec<String>)> {
        trail.iter().enumerate().rev().find_map(|(at, here)| {
            let Shape::Mapping(Style::Block, entries) = self.shape(here.id) else { return None };
            let indent = self.indent(here.id)?;
            let depth = self.depth(trail, steps, at);
            let child = trail.get(at + 1).and_then(|child| Some((child.key?, child.id)));
            let end = match (child, steps.get(depth)) {
                (Some((key, value)), _) => self.end(Some(key), value),
                (None, Some(PathSegment::Key(name))) => self.before(*here, name, entries)?,
                _ => return None,
            };
            // What belongs into brackets cannot be a comment there.
            let bracketed = (at + 1..trail.len()).find(|inner| self.is_flow(trail[*inner].id));
            let bracketed =
                bracketed.map(|inner| self.depth(trail, steps, inner)).filter(|inner| steps.len() > *inner);
            let lines = match (bracketed, lines) {
                (Some(inner), [heading, example @ ..]) => {
                    let of = spelled(steps.get(depth..inner).unwrap_or_default());
                    let heading = format!("{heading} (inside the brackets of `{of}`)");
                    std::iter::once(heading).chain(example.iter().cloned()).collect()
                }
                _ => placed(lines, steps, depth, self.habits.step),
            };
            Some((end, indent, lines))
        })
    }

    /// How many steps lead to a value on the way. One item that stands for a list takes a step and is no value of its own.
    pub(super) fn depth(&self, trail: &[Here], steps: &[PathSegment], at: usize) -> usize {
        let mut passed = 0;
        for (taken, step) in steps.iter().enumerate() {
            if passed == at {
                return taken;
            }
            let Some(here) = trail.get(passed) else { return taken };
            let own = matches!(step, PathSegment::Index(0))
                && !matches!(self.tree.value(here.node), Value::Sequence(_));
            passed += usize::from(!own);
        }
        steps.len()
    }

    /// The end of the comments right below a line that stand further in: they belong to what ends there.
    pub(super) fn behind_comments(&self, from: usize, indent: usize) -> usize {
        let mut end = from;
        while end < self.text.len() {
            let start = after_line(self.text, end);
            let stop = line_end(self.text, start);
            let line = &self.text[start..stop];
            let inner = line.trim_start_matches(' ');
            if !inner.starts_with('#') || line.len() - inner.len() <= indent {
                break;
            }
            end = stop;
        }
        end
    }
}

/// Example lines for a field, below a heading, as they belong into the mapping at a depth of its path: without the keys
/// above that are there, and with those that are not.
fn placed(lines: &[String], steps: &[PathSegment], depth: usize, step: usize) -> Vec<String> {
    let keys: Vec<Option<&str>> = steps
        .iter()
        .map(|step| match step {
            PathSegment::Key(name) => Some(*name),
            PathSegment::Index(_) => None,
        })
        .collect();
    let is_example = |line: &String| line.split_once(':').is_some_and(|(key, _)| keys.contains(&Some(key)));
    let Some(first) = lines.iter().position(is_example) else { return lines.to_vec() };
    let (heading, example) = lines.split_at(first);
    let mut example = example.to_vec();
    let above = keys.get(..depth).unwrap_or_default();
    while let [head, next, ..] = example.as_slice()
        && above.iter().flatten().any(|key| *head == format!("{key}:"))
    {
        let inner = next.len() - next.trim_start().len();
        example.remove(0);
        for line in &mut example {
            let blanks = (line.len() - line.trim_start().len()).min(inner);
            line.drain(..blanks);
        }
    }
    let name = example.first().and_then(|line| line.split_once(':')).map(|(key, _)| key.to_owned());
    let own = keys.iter().skip(depth).position(|key| key.is_some() && *key == name.as_deref()).unwrap_or(0);
    let missing = keys.get(depth..depth + own).unwrap_or_default();
    if missing.iter().all(Option::is_some) {
        for key in missing.iter().flatten().rev() {
            for line in &mut example {
                line.insert_str(0, &" ".repeat(step));
            }
            example.insert(0, format!("{key}:"));
        }
    }
    heading.iter().cloned().chain(example).collect()
}

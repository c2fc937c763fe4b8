//! New keys and items, in the style of those beside them.

use super::*;

impl Editor<'_> {
    pub(super) fn add_key(&self, here: Here, name: &str, value: &Yaml) -> Result<Splice, Refused> {
        let Shape::Mapping(style, entries) = self.shape(here.id) else { return Err(self.missing()) };
        if *style == Style::Flow {
            let text = format!("{}: {}", write::key(name, true), write::flow(value, self.habits));
            let last = entries
                .last()
                .map(|(key, value)| (self.layout.node(*key).span.start, self.end(Some(*key), *value)));
            return self.add_in_brackets(here.id, last, &text, self.habits.padded);
        }
        let indent = self
            .indent(here.id)
            .ok_or_else(|| self.refused("is in a mapping that starts in an unusual way"))?;
        let Some(after) = self.before(here, name, entries) else { return Err(self.missing()) };
        let lines = write::entry(name, value, indent, self.habits);
        Ok(self.insert(after, lines, indent, here.id == self.layout.root()))
    }

    /// The end of the entry after which a new key comes.
    pub(super) fn before(&self, here: Here, name: &str, entries: &[(Id, Id)]) -> Option<usize> {
        let last = entries.len().checked_sub(1)?;
        let place = order::place(name);
        let at = match here.id == self.layout.root() && place < order::TOP.len() {
            true => {
                let places: Vec<usize> = entries
                    .iter()
                    .map(|(key, _)| order::place(&self.text[self.layout.node(*key).span.clone()]))
                    .collect();
                // Where the fewest keys stand on the wrong side: a file may have an order of its own.
                let mut wrong = places.iter().filter(|known| **known < place).count();
                let mut best = (usize::MAX, last);
                for (at, known) in places.iter().enumerate() {
                    wrong = match known.cmp(&place) {
                        Ordering::Less => wrong - 1,
                        Ordering::Greater => wrong + 1,
                        Ordering::Equal => wrong,
                    };
                    if wrong <= best.0 {
                        best = (wrong, at);
                    }
                }
                best.1
            }
            false => last,
        };
        let (key, value) = entries.get(at)?;
        Some(self.end(Some(*key), *value))
    }

    /// How far in the keys of a mapping in lines stand.
    pub(super) fn indent(&self, id: Id) -> Option<usize> {
        let start = self.layout.node(id).span.start;
        let before = &self.text[line_start(self.text, start)..start];
        // A byte-order mark is no column.
        before.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(before.len())
    }

    /// Puts lines below the line in which something ends.
    pub(super) fn insert(&self, after: usize, mut lines: Vec<String>, indent: usize, top: bool) -> Splice {
        let at = self.behind_comments(line_end(self.text, after), indent);
        let block = lines.len() > 1;
        if let Some(first) = lines.first_mut() {
            first.insert_str(0, &" ".repeat(indent));
        }
        let blank = if top && block && self.habits.parted { self.habits.end } else { "" };
        Splice { range: at..at, text: format!("{blank}{}", self.lines(&lines)) }
    }

    pub(super) fn add_item(&self, here: Here, value: &Yaml) -> Result<Splice, Refused> {
        let Shape::Sequence(style, items) = self.shape(here.id) else { return Err(self.missing()) };
        if *style == Style::Flow {
            if items.is_empty() && !here.flow && self.stands_alone(here) {
                // `results: []` becomes a list in lines where a line would be too long.
                let lines = Yaml::List(vec![value.clone()]);
                if let Some(key) = here.key
                    && !write::stays_on_one_line(&lines, 0, self.habits)
                {
                    let colon = self.colon(key).ok_or_else(|| self.missing())?;
                    let indent = column(self.text, self.layout.node(key).span.start);
                    let lines = write::below(&lines, indent, self.habits);
                    let end = self.layout.node(here.id).span.end;
                    return Ok(Splice { range: colon + 1..end, text: self.lines(&lines) });
                }
            }
            let text = write::flow(value, self.habits);
            let last = items.last().map(|item| (self.layout.node(*item).span.start, self.end(None, *item)));
            return self.add_in_brackets(here.id, last, &text, false);
        }
        let (dash, gap) = items
            .iter()
            .rev()
            .find_map(|item| self.dash(*item))
            .ok_or_else(|| self.refused("is a list whose dashes are not beside their items"))?;
        let indent = column(self.text, dash);
        let last = *items.last().ok_or_else(|| self.missing())?;
        let one_line = match self.shape(last) {
            Shape::Mapping(Style::Flow, _) => true,
            Shape::Mapping(Style::Block, _) => false,
            _ => write::stays_on_one_line(value, indent + 2, self.habits),
        };
        let mut lines = write::item(value, indent + 1 + gap.len(), one_line, self.habits);
        lines[0].insert_str(0, &format!("-{gap}"));
        let splice = self.insert(self.end(None, last), lines, indent, false);
        let blank = if self.items_are_parted(items) { self.habits.end } else { "" };
        Ok(Splice { text: format!("{blank}{}", splice.text), ..splice })
    }

    /// Whether nothing but blanks follows a value on its line.
    pub(super) fn stands_alone(&self, here: Here) -> bool {
        let end = self.layout.node(here.id).span.end;
        self.text[end..line_end(self.text, end)].trim().is_empty()
    }

    /// Where the dash of an item is, and what stands between the two.
    pub(super) fn dash(&self, item: Id) -> Option<(usize, String)> {
        let start = self.layout.node(item).span.start;
        let before = self.text[..start].trim_end_matches([' ', '\t', '\r', '\n']);
        let dash = before.len().checked_sub(1).filter(|_| before.ends_with('-'))?;
        let gap = &self.text[dash + 1..start];
        let beside = !gap.is_empty() && gap.bytes().all(|byte| byte == b' ');
        Some((dash, if beside { gap.to_owned() } else { " ".to_owned() }))
    }

    /// Whether a blank line stands before the last item.
    pub(super) fn items_are_parted(&self, items: &[Id]) -> bool {
        let [.., before, last] = items else { return false };
        let end = line_end(self.text, self.end(None, *before));
        let start = self.layout.node(*last).span.start;
        self.text.get(end..start).is_some_and(|between| {
            let lines: Vec<&str> = between.lines().collect();
            lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| line.trim().is_empty())
        })
    }

    /// Adds to what stands in brackets. `last` is where its last entry begins and ends.
    pub(super) fn add_in_brackets(
        &self,
        id: Id,
        last: Option<(usize, usize)>,
        new: &str,
        padded: bool,
    ) -> Result<Splice, Refused> {
        let span = self.layout.node(id).span.clone();
        let inside = span.start + 1..span.end.saturating_sub(1);
        let Some((start, end)) = last else {
            let text = self.text.get(inside.clone()).unwrap_or_default();
            if !text.trim().is_empty() {
                return Err(self.refused("is empty but for a comment"));
            }
            let blank = if padded { " " } else { "" };
            return Ok(Splice { range: inside, text: format!("{blank}{new}{blank}") });
        };
        let line = line_start(self.text, start);
        let lead = &self.text[line..start];
        let own_lines = lead.trim().is_empty() && line > span.start;
        let between = if own_lines { format!("{}{lead}", self.habits.end) } else { " ".to_owned() };
        match self.comma(end, inside.end) {
            // A comma is there already; the habit is kept.
            Some(comma) if own_lines => {
                let at = line_end(self.text, comma);
                Ok(Splice { range: at..at, text: format!("{between}{new},") })
            }
            Some(comma) => Ok(Splice { range: comma + 1..comma + 1, text: format!(" {new}") }),
            None => Ok(Splice { range: end..end, text: format!(",{between}{new}") }),
        }
    }

    /// A comma behind the last entry in brackets, comments left aside.
    pub(super) fn comma(&self, from: usize, to: usize) -> Option<usize> {
        let mut comment = false;
        self.text.get(from..to)?.char_indices().find_map(|(at, letter)| {
            match letter {
                '#' => comment = true,
                '\n' | '\r' => comment = false,
                ',' if !comment => return Some(from + at),
                _ => {}
            }
            None
        })
    }
}

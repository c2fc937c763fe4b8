//! Texts that are made up: like records, strewn from the signs of YAML, and samples with something changed.

/// A row of numbers that is the same on every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("fits")
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// The signs of YAML and some words, to be strewn about.
#[rustfmt::skip]
const SIGNS: [&str; 76] = [
    "a", "b", "key", "a b", "é", "–", "“", "1", "1,234", "0", "EUR 3,000", ": ", ": ", ":", ":\n", " :", "- ", "- ", "-", "-\n", "\n", "\n",
    "\n", "\n  ", "\n  ", "\n    ", "\n- ", " ", " ", "  ", "#", " #", " # c", "\n# c\n", "[", "]", "{", "}", ",", ", ", "[]", "{}", "'", "\"",
    "''", "\"\"", "\"q\"", "'q'", "\\\"", "\\\\", "|", ">", "|-\n", ">\n", "|+\n", "? ", "?", "---", "...", "~", "<<", "&a", "*a", "!t", "\\", "%",
    "\t", "\t", "\u{1}", "\u{7f}", "\u{80}", "\u{85}", "\u{a0}", "\u{2028}", "\u{feff}", "\u{fffe}",
];

/// Words as they stand behind a key; those that are no sound values come last.
#[rustfmt::skip]
const WORDS: [&str; 41] = [
    "a", "a b", "word", "two  spaces", "1", "-5", "1,234", "2026-01-02", "é ü", "x, y", "a:b", "a#b", "a's", "say \"so\"", "~", "null", "''",
    "\"\"", "'q'", "\"q: r\"", "' # '", "\" s \"", "'it''s'", "\"\\\"a\\\\\"", "https://x.example/y?z=1", "(a)", "a #b", "a # b", "\"a\\tb\"",
    "\"a\" b", "- x", "a: b", "<<", "?x", ":x", "%a", "– x", "“q”", "[a", "a]", "---",
];

const SOUND: usize = 26;

/// A record-like text: mostly sound, with odd indentation, comments and empty values here and there.
struct Writer<'d> {
    dice: &'d mut Dice,
    out: String,
    /// How often something odd is written; the larger, the rarer.
    odd: usize,
}

impl Writer<'_> {
    fn spaces(&mut self, indent: usize) {
        let odd = self.dice.one_in(self.odd);
        let indent = if odd { (indent + self.dice.below(4)).saturating_sub(2) } else { indent };
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn line_end(&mut self) {
        self.out.push_str(match self.dice.below(12) {
            0 => " # c",
            1 => "  ",
            2 => "  #",
            3 if self.dice.one_in(self.odd) => "# c",
            _ => "",
        });
        self.out.push('\n');
        if self.dice.one_in(8) {
            let inset = self.dice.below(8);
            self.out.extend(std::iter::repeat_n(' ', inset));
            self.out.push_str(self.dice.pick(&["\n", "# c\n", "#\n", "\n\n", "# c\n\n"]));
        }
    }

    fn word(&mut self) {
        let words: &[&str] = match (self.dice.one_in(self.odd), self.dice.one_in(self.odd)) {
            (true, _) => &SIGNS,
            (false, true) => &WORDS,
            (false, false) => &WORDS[..SOUND],
        };
        let word = self.dice.pick(words);
        self.out.push_str(word);
        if self.dice.one_in(self.odd * 20) {
            self.out.push_str(&"long ".repeat(self.dice.below(260)));
        }
    }

    fn key(&mut self) {
        let key = self.dice.pick(&["a", "b", "c", "key", "long key", "d", "é", "'q'", "\"r\"", "e", "f1"]);
        self.out.push_str(key);
        if self.dice.one_in(self.odd) {
            self.word();
        }
        if self.dice.one_in(20) {
            self.out.push(' ');
        }
        self.out.push(':');
    }

    fn flow(&mut self, depth: usize) {
        let mapping = self.dice.one_in(2);
        self.out.push(if mapping { '{' } else { '[' });
        let many = self.dice.below(4);
        for at in 0..many {
            self.gap();
            if mapping {
                self.key();
                self.out.push_str(if self.dice.one_in(self.odd) { "" } else { " " });
                self.gap();
            }
            match self.dice.below(if depth == 0 { 6 } else { 8 }) {
                0 if mapping => {}
                6 | 7 => self.flow(depth - 1),
                _ => self.word(),
            }
            self.gap();
            if at + 1 < many || self.dice.one_in(6) {
                self.out.push(',');
            }
        }
        self.gap();
        let right = !self.dice.one_in(self.odd);
        self.out.push(if mapping == right { '}' } else { ']' });
    }

    /// What may stand between words in brackets.
    fn gap(&mut self) {
        let gap = if self.dice.one_in(8) {
            self.dice.pick(&["\n", "\n  ", " # c\n   ", "# c\n", "\n\n "])
        } else {
            self.dice.pick(&["", " ", " "])
        };
        self.out.push_str(gap);
    }

    /// More lines of a plain text or a block of text.
    fn lines(&mut self, indent: usize, text: bool) {
        for _ in 0..=self.dice.below(3) {
            match self.dice.below(10) {
                0 => self.out.push('\n'),
                1 => {
                    let inset = self.dice.below(7);
                    self.spaces(inset);
                }
                2 if text => self.spaces(indent + 1),
                _ => self.spaces(indent),
            }
            self.word();
            if self.dice.one_in(6) {
                self.word();
            }
            self.out.push_str(self.dice.pick(&["\n", "\n", "\n", " \n", "\n\n", " # c\n", "\n   \n"]));
        }
    }

    /// A value from behind its key or dash, to the end of its line.
    fn value(&mut self, indent: usize, depth: usize, keyed: bool) {
        match self.dice.below(if depth == 0 { 9 } else { 16 }) {
            0 => self.line_end(),
            1 | 2 => {
                self.out.push(' ');
                self.flow(2);
                self.line_end();
            }
            3 => {
                self.out.push_str(self.dice.pick(&[" ", "  "]));
                self.out.push_str(self.dice.pick(&["|", ">", "|-", ">-", "|+", ">+"]));
                self.out.push_str(self.dice.pick(&["\n", "\n", " \n", " # c\n", "\n\n"]));
                let inset = 1 + self.dice.below(3);
                self.lines(indent + inset, true);
            }
            4 => {
                self.out.push(' ');
                self.word();
                self.out.push('\n');
                self.lines(indent + 2, false);
            }
            5 => {
                self.line_end();
                let inset = 1 + self.dice.below(3);
                self.spaces(indent + inset);
                self.word();
                self.line_end();
            }
            6..=9 => {
                self.out.push_str(self.dice.pick(&[" ", " ", " ", "   "]));
                self.word();
                self.line_end();
            }
            10 | 11 if !keyed => {
                let gap = 1 + self.dice.below(3);
                self.out.extend(std::iter::repeat_n(' ', gap));
                self.block(indent + 1 + gap, depth - 1, true);
            }
            10 | 11 => {
                self.line_end();
                self.list(indent, depth - 1, false);
            }
            _ => {
                self.line_end();
                let inset = 1 + self.dice.below(3);
                self.block(indent + inset, depth - 1, false);
            }
        }
    }

    fn block(&mut self, indent: usize, depth: usize, begun: bool) {
        if self.dice.one_in(3) {
            return self.list(indent, depth, begun);
        }
        for at in 0..=self.dice.below(4) {
            if at > 0 || !begun {
                self.spaces(indent);
            }
            self.key();
            self.value(indent, depth, true);
        }
    }

    fn list(&mut self, indent: usize, depth: usize, begun: bool) {
        for at in 0..=self.dice.below(4) {
            if at > 0 || !begun {
                self.spaces(indent);
            }
            self.out.push('-');
            self.value(indent, depth, false);
        }
    }
}

fn written(dice: &mut Dice) -> String {
    let odd = [4, 20, 100, 1000][dice.below(4)];
    let mut writer = Writer { dice, out: String::new(), odd };
    if writer.dice.one_in(4) {
        writer.line_end();
    }
    let depth = writer.dice.below(4);
    match writer.dice.below(12) {
        0 => {
            writer.flow(3);
            writer.line_end();
        }
        1 => writer.block(2, depth, false),
        _ => writer.block(0, depth, false),
    }
    let mut text = writer.out;
    if dice.one_in(4) {
        while text.ends_with(['\n', ' ']) && !dice.one_in(3) {
            text.pop();
        }
    }
    text
}

/// Signs one behind the other, without any sense.
fn strewn(dice: &mut Dice) -> String {
    let many = 1 + dice.below(14);
    let start = if dice.one_in(2) { "a: " } else { "" };
    start.chars().map(String::from).chain((0..many).map(|_| dice.pick(&SIGNS).to_owned())).collect()
}

/// A text with some of it changed, taken out, put in or put elsewhere.
fn changed(dice: &mut Dice, samples: &[String]) -> String {
    let sample = &samples[dice.below(samples.len())];
    let mut lines: Vec<String> = sample.split_inclusive('\n').map(str::to_owned).collect();
    if !dice.one_in(20) {
        // A few lines are as good as many, and sooner read.
        let from = dice.below(lines.len());
        lines = lines.into_iter().skip(from).take(1 + dice.below(20)).collect();
        let inset = lines.first().map_or(0, |line| line.len() - line.trim_start_matches(' ').len());
        if dice.one_in(2) {
            for line in &mut lines {
                let spaces = line.len() - line.trim_start_matches(' ').len();
                line.drain(..inset.min(spaces));
            }
        }
    }
    for _ in 0..dice.below(4) {
        let at = dice.below(lines.len());
        let Some(line) = lines.get(at).cloned() else { break };
        match dice.below(9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, line),
            2 => lines[at].insert_str(0, dice.pick(&[" ", "  ", "    ", "- ", "# "])),
            3 => {
                lines[at] =
                    line.strip_prefix(dice.pick(&[" ", "  ", "    ", "- "])).unwrap_or(&line).to_owned()
            }
            4 => {
                let other = &samples[dice.below(samples.len())];
                let from = dice.below(other.lines().count());
                lines.splice(at.., other.split_inclusive('\n').skip(from).take(6).map(str::to_owned));
            }
            5 => {
                lines[at] = line.replacen(
                    dice.pick(&[": ", " ", "\"", ",", "}", "-", "\n", "#"]),
                    dice.pick(&SIGNS),
                    1,
                )
            }
            6 => lines[at].truncate(
                (0..=dice.below(line.len())).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0),
            ),
            7 => {
                let mut bytes = line.into_bytes();
                let flipped = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(flipped) {
                    *byte ^= 1 << dice.below(7);
                }
                lines[at] = String::from_utf8_lossy(&bytes).into_owned();
            }
            _ => {
                let end = (0..=dice.below(line.len() + 1))
                    .rev()
                    .find(|end| line.is_char_boundary(*end))
                    .unwrap_or(0);
                lines[at].insert_str(end, dice.pick(&SIGNS));
            }
        }
    }
    lines.concat()
}

/// One of them all, now and then with the line ends of Windows.
pub(super) fn made_up(seed: u64, samples: &[String]) -> String {
    let dice = &mut Dice(seed);
    let text = match dice.below(8) {
        0 => strewn(dice),
        1..=3 => changed(dice, samples),
        _ => written(dice),
    };
    match dice.below(40) {
        0..=4 => text.replace('\n', "\r\n"),
        5 => {
            let (from, to) = (dice.pick(&["\n", " ", "\r"]), dice.pick(&["\r\n", "\r", "\n\r", ""]));
            text.replacen(from, to, 1 + dice.below(3))
        }
        _ => text,
    }
}

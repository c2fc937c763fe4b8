//! Which alliance is which: by name, by file, and where both have changed, by what is written.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::path::Path;

use crate::report::Report;

/// Most alliances that one without a counterpart is laid beside: those that share its rarest lines.
const MOST_BESIDE: usize = 64;

/// An alliance of two reports, by its place in each; missing where it is only in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its place in the earlier report.
    pub base: Option<usize>,
    /// Its place in the later report.
    pub head: Option<usize>,
}

/// Every alliance of the later report in its order, then those that are only in the earlier one.
#[derive(Debug)]
pub struct Pairs {
    all: Vec<Pair>,
    /// The counterpart of each alliance of the earlier report.
    of_base: Vec<Option<usize>>,
}

impl Pairs {
    fn new(of_head: Vec<Option<usize>>, of_base: Vec<Option<usize>>) -> Self {
        let today = of_head.into_iter().enumerate().map(|(head, base)| Pair { base, head: Some(head) });
        let gone = of_base.iter().enumerate().filter(|(_, head)| head.is_none());
        let gone = gone.map(|(base, _)| Pair { base: Some(base), head: None });
        Self { all: today.chain(gone).collect(), of_base }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Pair> + '_ {
        self.all.iter().copied()
    }

    /// Where an alliance of the later report was in the earlier one.
    pub fn before(&self, head: usize) -> Option<usize> {
        self.all.get(head).filter(|pair| pair.head.is_some())?.base
    }

    /// Where an alliance of the earlier report is in the later one.
    pub fn now(&self, base: usize) -> Option<usize> {
        *self.of_base.get(base)?
    }

    /// Whether something of the earlier report is not in the later one.
    pub fn is_any_gone(&self) -> bool {
        self.of_base.iter().any(Option::is_none)
    }
}

/// What an alliance is recognised by.
struct Signs<'r> {
    name: &'r str,
    /// From the portfolio's folder on, so that a portfolio that has moved keeps its files.
    file: String,
    readable: bool,
    /// What other systems call it.
    ids: &'r [(String, String)],
    text: &'r str,
}

/// Those that have no counterpart yet.
struct Open<'s, 'r> {
    before: &'s [Signs<'r>],
    now: &'s [Signs<'r>],
    of_head: Vec<Option<usize>>,
    of_base: Vec<Option<usize>>,
}

/// Every alliance of the later report, then those that are only in the earlier one.
pub fn pairs(base: &Report, head: &Report) -> Pairs {
    let (before, now) = (&signs(base)[..], &signs(head)[..]);
    let mut open = Open { before, now, of_head: vec![None; now.len()], of_base: vec![None; before.len()] };
    open.by(|it| vec![(it.name, &*it.file)], |_, _| true);
    open.by(|it| vec![it.name], |one, other| one.readable && other.readable);
    open.by(|it| it.ids.iter().collect(), |_, _| true);
    open.by(|it| vec![&*it.file], |one, other| !one.readable || !other.readable);
    // The share of lines in common, in percent, that shows one alliance under two names: less where the file is the same.
    open.by(|it| vec![&*it.file], |one, other| in_common(&lines(one.text), &lines(other.text)) >= 30);
    open.by_text(60);
    Pairs::new(open.of_head, open.of_base)
}

impl<'s, 'r> Open<'s, 'r> {
    /// Settles what shares a sign and `is_same`: in the order of the later report, each takes the first that is free.
    fn by<K: Hash + Eq>(
        &mut self,
        signs: impl Fn(&'s Signs<'r>) -> Vec<K>,
        is_same: impl Fn(&Signs, &Signs) -> bool,
    ) {
        let mut known: HashMap<K, Vec<usize>> = HashMap::new();
        for at in self.left(&self.of_base) {
            for sign in signs(&self.before[at]) {
                known.entry(sign).or_default().push(at);
            }
        }
        for place in self.left(&self.of_head) {
            let now = &self.now[place];
            let beside = signs(now).into_iter().filter_map(|sign| {
                let free = known.get(&sign)?.iter().filter(|at| self.of_base[**at].is_none());
                free.copied().find(|at| is_same(&self.before[*at], now))
            });
            if let Some(same) = beside.min() {
                self.settle(same, place);
            }
        }
    }

    /// Settles what has so many lines in common, in percent: each takes what is nearest to it, of those that share its
    /// rarest lines. What every alliance has comes from a template, and says nothing of which one it is.
    fn by_text(&mut self, least: usize) {
        let (left, wanted) = (self.left(&self.of_base), self.left(&self.of_head));
        if left.is_empty() || wanted.is_empty() {
            return;
        }
        let mut numbers = HashMap::new();
        let mut number = |text: &'s str| {
            let mut known: Vec<usize> = Vec::new();
            for line in lines(text) {
                let next = numbers.len();
                known.push(*numbers.entry(line).or_insert(next));
            }
            known.sort_unstable();
            known
        };
        let before: Vec<(usize, Vec<usize>)> =
            left.into_iter().map(|at| (at, number(self.before[at].text))).collect();
        let now: Vec<(usize, Vec<usize>)> =
            wanted.into_iter().map(|place| (place, number(self.now[place].text))).collect();
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
        for (index, (_, lines)) in before.iter().enumerate() {
            for line in lines {
                if holders[*line].last() != Some(&index) {
                    holders[*line].push(index);
                }
            }
        }
        for (place, lines) in &now {
            let mut rarest: Vec<&Vec<usize>> = lines.iter().map(|line| &holders[*line]).collect();
            rarest.sort_by_key(|holders| holders.len());
            let holders = rarest.into_iter().flat_map(|holders| holders.iter().take(4 * MOST_BESIDE));
            let free = holders.filter(|index| self.of_base[before[**index].0].is_none());
            let mut beside = BTreeSet::new();
            for index in free {
                beside.insert(*index);
                if beside.len() == MOST_BESIDE {
                    break;
                }
            }
            let shares = beside.into_iter().map(|index| (in_common(&before[index].1, lines), index));
            let nearest =
                shares.filter(|(share, _)| *share >= least).min_by_key(|(share, _)| Reverse(*share));
            if let Some((_, index)) = nearest {
                self.settle(before[index].0, *place);
            }
        }
    }

    fn settle(&mut self, base: usize, head: usize) {
        self.of_base[base] = Some(head);
        self.of_head[head] = Some(base);
    }

    fn left(&self, counterparts: &[Option<usize>]) -> Vec<usize> {
        (0..counterparts.len()).filter(|at| counterparts[*at].is_none()).collect()
    }
}

fn signs(report: &Report) -> Vec<Signs<'_>> {
    let texts: HashMap<&str, &str> =
        report.sources.iter().map(|source| (&*source.file, source.text.as_str())).collect();
    let signs = report.alliances.iter().map(|alliance| Signs {
        name: &alliance.name,
        file: below(report, &alliance.file),
        readable: alliance.readable,
        ids: &alliance.ids,
        text: texts.get(&*alliance.file).copied().unwrap_or_default(),
    });
    signs.collect()
}

/// A file from the portfolio's folder on.
pub(super) fn below(report: &Report, file: &str) -> String {
    let root = report.portfolio_file.as_deref().and_then(|file| Path::new(file).parent());
    let file = Path::new(file);
    root.and_then(|root| file.strip_prefix(root).ok()).unwrap_or(file).to_string_lossy().into_owned()
}

/// The lines of a text in order by what they say, without empty ones and comments, which come from the same template.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    let mut lines: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    lines.sort_unstable();
    lines
}

/// How many lines two texts have in common, in percent of the longer one. Where they stand does not count.
fn in_common<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut at, mut beside, mut shared) = (0, 0, 0_usize);
    while let (Some(line), Some(theirs)) = (one.get(at), other.get(beside)) {
        match line.cmp(theirs) {
            Ordering::Less => at += 1,
            Ordering::Greater => beside += 1,
            Ordering::Equal => (at, beside, shared) = (at + 1, beside + 1, shared + 1),
        }
    }
    (shared * 100).checked_div(one.len().max(other.len())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{in_common, lines};

    fn share(one: &str, other: &str) -> usize {
        in_common(&lines(one), &lines(other))
    }

    #[test]
    fn lines_in_common_count_once_each_wherever_they_stand() {
        assert_eq!(share("a\nb\nc\nd\n", "d\n  c\n\nb\nx\n"), 75);
        assert_eq!(share("a\na\n", "a\n"), 50);
        assert_eq!(share("", ""), 0);
        assert_eq!(share("# x\na\n", "# x\nb\n"), 0);
    }
}

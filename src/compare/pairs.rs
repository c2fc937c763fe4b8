//! Which alliance is which: by name, by file, and where both have changed, by what is written.

use std::collections::HashMap;
use std::path::Path;

use crate::report::Report;

/// An alliance of two reports, by its place in each; missing where it is only in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its place in the earlier report.
    pub base: Option<usize>,
    /// Its place in the later report.
    pub head: Option<usize>,
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

/// Whether two are the same alliance, by one of the signs.
type IsSame = dyn Fn(&Signs, &Signs) -> bool;

/// Every alliance of the later report, then those that are only in the earlier one.
pub fn pairs(base: &Report, head: &Report) -> Vec<Pair> {
    let (before, now) = (signs(base), signs(head));
    let mut found: Vec<Option<usize>> = vec![None; now.len()];
    let mut free = vec![true; before.len()];
    // The share of lines in common, in percent, that shows one alliance under two names: less where the file is the same.
    let steps: [&IsSame; 6] = [
        &|one, other| one.name == other.name && one.file == other.file,
        &|one, other| one.name == other.name && one.readable && other.readable,
        &|one, other| one.ids.iter().any(|id| other.ids.contains(id)),
        &|one, other| one.file == other.file && (!one.readable || !other.readable),
        &|one, other| one.file == other.file && in_common(one.text, other.text) >= 30,
        &|one, other| in_common(one.text, other.text) >= 60,
    ];
    for is_same in steps {
        for (place, counterpart) in found.iter_mut().enumerate().filter(|(_, found)| found.is_none()) {
            let same = (0..before.len()).find(|at| free[*at] && is_same(&before[*at], &now[place]));
            if let Some(same) = same {
                free[same] = false;
                *counterpart = Some(same);
            }
        }
    }
    let today = found.into_iter().enumerate().map(|(head, base)| Pair { base, head: Some(head) });
    let gone = (0..before.len()).filter(|at| free[*at]).map(|base| Pair { base: Some(base), head: None });
    today.chain(gone).collect()
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

/// How many lines two texts have in common, in percent of the longer one. Order does not count, nor do empty lines and
/// comments, which come from the same template.
fn in_common(one: &str, other: &str) -> usize {
    let lines = |text| -> Vec<&str> {
        str::lines(text).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
    };
    let (one, other) = (lines(one), lines(other));
    let mut left: HashMap<&str, usize> = HashMap::new();
    for line in &one {
        *left.entry(line).or_default() += 1;
    }
    let mut shared = 0_usize;
    for line in &other {
        if let Some(count) = left.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    (shared * 100).checked_div(one.len().max(other.len())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::in_common;

    #[test]
    fn lines_in_common_count_once_each_wherever_they_stand() {
        assert_eq!(in_common("a\nb\nc\nd\n", "d\n  c\n\nb\nx\n"), 75);
        assert_eq!(in_common("a\na\n", "a\n"), 50);
        assert_eq!(in_common("", ""), 0);
        assert_eq!(in_common("# x\na\n", "# x\nb\n"), 0);
    }
}

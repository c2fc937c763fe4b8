//! What can be read of a file that is no YAML as a whole: all of it but the blocks in which the slips are.
//!
//! A block is a key at the left edge with the lines below it. The block of a slip is blanked out, byte for byte, so that every
//! place stays where it is, and the rest is read if nothing of it went missing: each other key at the left edge has to be
//! a key of the file again. What stood in the block, or may have been meant to stand beside it, is unreadable, not absent.

use std::ops::Range;

use super::mistake::Mistake;
use super::tree::Tree;

/// Most slips that are looked around.
const MOST: usize = 8;
/// How many blocks above the one that the parser points at may hold the slip: a quote or bracket that is never closed.
const ABOVE: usize = 40;

/// The rest of a file.
pub struct Rest {
    /// Its tree.
    pub tree: Tree,
    /// What was wrong, each with the key of its block as its path where it has one.
    pub slips: Vec<Mistake>,
    /// Mistakes in what was read.
    pub mistakes: Vec<Mistake>,
    /// The keys that could not be read, and those that may have been meant in the same lines.
    pub broken: Vec<String>,
}

/// A key at the left edge with its lines.
struct Block {
    range: Range<usize>,
    /// The key, where it is a plain word with a colon.
    key: Option<Range<usize>>,
}

/// Reads what is left of a text without the blocks in which it is no YAML; `None` where that is not certain.
pub fn rest(text: &str, first: &Mistake) -> Option<Rest> {
    let blocks = blocks(text);
    // One block is no rest.
    if blocks.len() < 3 {
        return None;
    }
    let mut blanked: Vec<usize> = Vec::new();
    let mut slips: Vec<Mistake> = Vec::new();
    let mut mistake = first.clone();
    for _ in 0..MOST {
        let at = blocks.iter().rposition(|block| block.range.start <= mistake.span.start)?;
        // The slip is where the parser lost the thread, or above, where a quote was opened that is never closed.
        let candidates = (at.saturating_sub(ABOVE)..=at).rev().filter(|block| !blanked.contains(block));
        let mut next = None;
        for candidate in candidates {
            let mut without = blanked.clone();
            without.push(candidate);
            let shadow = blank(text, &blocks, &without);
            let mut mistakes = Vec::new();
            match Tree::parse(shadow, &mut mistakes) {
                Ok(tree) if is_whole(text, &blocks, &without, &tree) => {
                    slips.push(placed(mistake, text, &blocks[candidate]));
                    let broken = broken(text, &blocks, &without, &tree);
                    let tree = tree.over(text.to_owned())?;
                    return Some(Rest { tree, slips, mistakes, broken });
                }
                // There is another one further down: this block was the right one to leave out.
                Err((_, other))
                    if next.is_none() && candidate == at && other.span.start > blocks[at].range.end =>
                {
                    next = Some((candidate, *other));
                }
                _ => {}
            }
        }
        let (block, other) = next?;
        slips.push(placed(mistake, text, &blocks[block]));
        blanked.push(block);
        mistake = other;
    }
    None
}

fn placed(mistake: Mistake, text: &str, block: &Block) -> Mistake {
    let Some(key) = block.key.as_ref().and_then(|key| text.get(key.clone())) else { return mistake };
    let message = format!("{}; `{key}` is not read, the rest of the file is", mistake.message);
    Mistake { message, ..mistake }.at(key)
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        let key = key(line).map(|length| start..start + length);
        match blocks.last_mut() {
            Some(block) if key.is_none() => block.range.end = range.end,
            _ => blocks.push(Block { range: range.clone(), key }),
        }
        start = range.end;
    }
    blocks
}

/// How long the plain word is that a line begins with, where a colon follows.
fn key(line: &str) -> Option<usize> {
    let length =
        line.find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')))?;
    let rest = &line[length..];
    (length > 0
        && line.starts_with(|first: char| first.is_ascii_alphabetic())
        && rest.starts_with(':')
        && rest[1..].starts_with([' ', '\n', '\r', '\t']))
    .then_some(length)
}

/// The text with nothing behind the keys of some blocks.
fn blank(text: &str, blocks: &[Block], out: &[usize]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for block in out.iter().filter_map(|block| blocks.get(*block)) {
        let from = block.key.as_ref().map_or(block.range.start, |key| key.end + 1);
        for byte in bytes.get_mut(from..block.range.end).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether every key at the left edge is a key of the tree, so that nothing was swallowed by a quote or a bracket.
fn is_whole(text: &str, blocks: &[Block], out: &[usize], tree: &Tree) -> bool {
    let named = |block: &Block| block.key.as_ref().and_then(|key| text.get(key.clone()));
    blocks.iter().enumerate().all(|(place, block)| match named(block) {
        // Only where it stands: the same word may be a key further in.
        Some(key) => tree.entry(tree.root(), key).is_some(),
        None => place == 0 || out.contains(&place),
    })
}

/// The keys of the blocks that were left out, and every word in their lines that may have been meant as a key of the file.
fn broken(text: &str, blocks: &[Block], out: &[usize], tree: &Tree) -> Vec<String> {
    let mut broken: Vec<String> = Vec::new();
    for block in out.iter().filter_map(|block| blocks.get(*block)) {
        let key = block.key.as_ref().and_then(|key| text.get(key.clone()));
        broken.extend(key.map(str::to_owned));
        for line in text.get(block.range.clone()).unwrap_or_default().lines() {
            let word = line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '-');
            let end = word.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
            let word = &word[..end.unwrap_or(word.len())];
            if !word.is_empty()
                && tree.entry(tree.root(), word).is_none()
                && !broken.iter().any(|known| known == word)
            {
                broken.push(word.to_owned());
            }
        }
    }
    broken
}

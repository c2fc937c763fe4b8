//! Two states of any folders, files and links: both read, judged, laid side by side and printed.

#![no_main]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use alliance::load::files::{Below, Files, without_dots};
use alliance::load::mistake::{Mistake, MistakeKind};
use alliance::load::read::decode_text;
use alliance::load::{Inputs, locate};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/cli/office.rs"]
#[expect(dead_code, reason = "what only the tests of the command line need")]
mod office;
#[path = "../../tests/properties/places.rs"]
#[expect(dead_code, reason = "mistakes are for another target")]
mod places;
#[path = "../../tests/properties/shape.rs"]
mod shape;
mod shared;
#[path = "../../tests/properties/sinks.rs"]
#[expect(dead_code, reason = "reports are for another target")]
mod sinks;

use shape::{Draw, EVIL, Odd};

const HERE: &str = "/alliance-fuzz";
const NAMES: [&str; 12] = [
    "portfolio.yaml",
    "alliances/tern.yaml",
    "alliances/kestrel.yaml",
    "alliances/sub/deep.yml",
    "alliances",
    "alliances/tern.yaml/below",
    ".hidden/x.yaml",
    "other/portfolio.yaml",
    "alliances/a\nb.yaml",
    "alliances/=cmd(), 50% & <evil>.yaml",
    "alliances/../up.yaml",
    "alliances/TERN.yaml",
];

#[derive(Debug, Clone)]
enum Entry {
    File(Vec<u8>),
    Link(PathBuf),
}

/// What a commit holds, in memory.
#[derive(Debug, Clone, Default)]
struct Memory(BTreeMap<PathBuf, Entry>);

impl Memory {
    fn follow(&self, path: &Path) -> Option<PathBuf> {
        let mut at = without_dots(path);
        for _ in 0..8 {
            let link = at.ancestors().find_map(|part| match self.0.get(part) {
                Some(Entry::Link(target)) => Some((part.to_path_buf(), target)),
                _ => None,
            });
            let Some((part, target)) = link else { return Some(at) };
            let rest = at.strip_prefix(&part).ok()?.to_path_buf();
            let target = part.parent()?.join(target);
            at = without_dots(&if rest.as_os_str().is_empty() { target } else { target.join(rest) });
        }
        None
    }
}

impl Files for Memory {
    fn is_file(&self, path: &Path) -> bool {
        self.follow(path).is_some_and(|path| matches!(self.0.get(&path), Some(Entry::File(_))))
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.follow(path)
            .is_some_and(|path| self.0.keys().any(|file| *file != path && file.starts_with(&path)))
    }

    fn exists(&self, path: &Path) -> bool {
        self.is_link(path) || self.is_dir(path) || self.is_file(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        matches!(self.0.get(path), Some(Entry::Link(_)))
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.follow(path).unwrap_or_else(|| path.to_path_buf())
    }

    fn below(&self, folder: &Path) -> Below {
        let files = self.0.keys().filter(|file| file.starts_with(folder)).cloned().collect();
        Below { files, ..Below::default() }
    }

    fn read(&self, path: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        let found = self.follow(path).filter(|path| path.starts_with(root));
        match found.and_then(|path| self.0.get(&path)) {
            Some(Entry::File(bytes)) => decode_text(bytes.clone()),
            _ => Err(Box::new(Mistake::new(MistakeKind::Unreadable, 0..0, "this file cannot be read"))),
        }
    }
}

fn content(draw: &mut Draw, name: &str) -> Vec<u8> {
    let value = if name.ends_with("portfolio.yaml") { draw.portfolio() } else { draw.record() };
    match draw.below(16) {
        1 => EVIL[draw.below(EVIL.len())].as_bytes().to_vec(),
        2 => vec![0xFF, 0xFE, b'a'],
        _ => shape::written(&value).into_bytes(),
    }
}

/// Puts a file or a link somewhere, or takes one away.
fn edit(memory: &mut Memory, draw: &mut Draw) {
    let name = NAMES[draw.below(NAMES.len())];
    let path = Path::new(HERE).join(name);
    match draw.below(8) {
        1 => drop(memory.0.remove(&path)),
        2 => drop(memory.0.insert(path, Entry::Link(NAMES[draw.below(NAMES.len())].into()))),
        3 => {
            // The same file elsewhere: moved, or there twice.
            let other = Path::new(HERE).join(NAMES[draw.below(NAMES.len())]);
            let moved =
                if draw.below(2) == 0 { memory.0.remove(&path) } else { memory.0.get(&path).cloned() };
            if let Some(moved) = moved {
                memory.0.insert(other, moved);
            }
        }
        _ => drop(memory.0.insert(path, Entry::File(content(draw, name)))),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut draw = Draw::new(rest, if first & 1 == 0 { Odd::Sound } else { Odd::Wrong });
    let mut base = Memory::default();
    for _ in 0..=draw.below(4) {
        edit(&mut base, &mut draw);
    }
    let mut head = base.clone();
    for _ in 0..draw.below(4) {
        edit(&mut head, &mut draw);
    }
    let here = Path::new(HERE);
    let day = shared::day(first >> 1);
    let (Ok(base), Ok(head)) =
        (Inputs::read_from(&base, &[], None, here), Inputs::read_from(&head, &[], None, here))
    else {
        return;
    };
    let (base, head) = (shared::judged(base, day), shared::judged(head, day));
    for finding in head.all_findings() {
        let _ = locate::segments(&finding.path).count();
    }
    shared::printed(sinks::of_difference(&base, head));
});

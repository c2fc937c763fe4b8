//! From files to typed records, with the place of every field: discover, read, parse, decode, locate.

pub mod changes;
pub mod decode;
pub mod discover;
pub mod earlier;
pub mod files;
pub mod git;
mod identity;
mod inputs;
pub mod layout;
mod lines;
pub mod locate;
pub mod mistake;
pub mod read;
mod record;
mod salvage;
mod source;
mod synonyms;
pub mod tree;

use std::path::Path;

use files::{Disk, Files};

pub use inputs::Inputs;
pub(crate) use inputs::{as_folders, portfolio_of};
pub use record::Record;
pub use source::{Place, Source};

/// A path as a person in `here` would name it, with forward slashes.
pub(crate) fn shown(path: &Path, here: &Path) -> String {
    let below = path.strip_prefix(here).or_else(|_| path.strip_prefix(Disk.real(here))).unwrap_or(path);
    let parts: Vec<_> =
        below.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    let mut text = String::new();
    for part in parts {
        let part = part.as_os_str().to_string_lossy();
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        text.push_str(&part);
    }
    text
}

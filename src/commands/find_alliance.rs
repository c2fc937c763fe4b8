//! From what is typed to the alliance that is meant.

use std::path::Path;

use anyhow::{Result, bail};

use crate::load::Source;
use crate::model::{Alliance, comparable};
use crate::render::escape;
use crate::report::{AllianceReport, Report};
use crate::text::{either, listed, nearest, shorten};

/// The alliance of this name, or whose name, file name or a word of them begins so; capitals and hyphens do not matter.
pub(super) fn named<'r>(report: &'r Report, name: &str) -> Result<&'r AllianceReport> {
    named_among(&report.alliances, name)
}

/// The same among alliances of which no report was made.
pub(super) fn named_among<'r>(alliances: &'r [AllianceReport], name: &str) -> Result<&'r AllianceReport> {
    let plain = |text: &str| comparable(text).replace([' ', '_'], "-");
    let stem = |alliance: &AllianceReport| {
        let file = Path::new(&*alliance.file).file_stem();
        file.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let wanted = plain(name.trim());
    let names = |alliance: &AllianceReport| -> Vec<String> {
        let known = [plain(&alliance.name), plain(&stem(alliance))];
        let others = alliance.aliases.iter().chain(alliance.ids.iter().map(|(_, id)| id));
        known.into_iter().chain(others.map(|other| plain(other))).collect()
    };
    let such = |matches: &dyn Fn(&str) -> bool| -> Vec<&AllianceReport> {
        alliances.iter().filter(|alliance| names(alliance).iter().any(|name| matches(name))).collect()
    };
    let exact = such(&|name| name == wanted);
    // `andino` is enough for `Grupo Andino`: the beginning of the name first, then that of any word in it.
    let inner = format!("-{wanted}");
    let ways: [&dyn Fn(&str) -> bool; 2] = [&|name| name.starts_with(&wanted), &|name| name.contains(&inner)];
    let found = ways
        .iter()
        .fold(exact, |found, way| if found.is_empty() && !wanted.is_empty() { such(way) } else { found });
    let shown = |alliance: &&AllianceReport| format!("`{}`", escape::terminal(&alliance.name));
    match found.as_slice() {
        [only] => Ok(only),
        [] => {
            // A slip in the beginning of a name counts like one in the whole of it.
            let near = alliances.iter().find(|alliance| {
                let beginnings: Vec<[String; 2]> = names(alliance)
                    .into_iter()
                    .map(|name| {
                        let first = name.split('-').next().unwrap_or_default().to_owned();
                        [name, first]
                    })
                    .collect();
                nearest(&wanted, beginnings.iter().flatten().map(String::as_str)).is_some()
            });
            let name = escape::terminal(&shorten(name, 60)).into_owned();
            match near {
                Some(near) => bail!("there is no alliance `{name}`: did you mean {}?", shown(&near)),
                None => {
                    let all: Vec<String> =
                        alliances.iter().take(20).map(|alliance| shown(&alliance)).collect();
                    bail!("there is no alliance `{name}`; this portfolio has {}", listed(&all))
                }
            }
        }
        several => {
            let several: Vec<String> = several
                .iter()
                .map(|alliance| format!("{} ({})", shown(alliance), escape::terminal(&alliance.file)))
                .collect();
            bail!("`{}` can be {}: write more of the name", escape::terminal(name), either(&several))
        }
    }
}

/// Which alliance a text is about, by its name as names are compared: it may lie in another file since.
pub(super) fn alliance_of(text: &str) -> Option<String> {
    let source = Source::<Alliance>::new(String::new(), Ok(text.to_owned()));
    source.value.and_then(|value| value.name.text().map(comparable))
}

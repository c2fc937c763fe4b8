//! Names of people in cells: `Priya Nair (VP Alliances)`, `Yes - Anneke (CRO)`, `Tom / Ines`.

use crate::language::person::{NameKind, named};

/// A person as a cell names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The position, if the cell gives it.
    pub role: Option<String>,
}

/// What a cell about people says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum People {
    /// These.
    Named(Vec<Person>),
    /// Nobody yet: `TBC (Hugo left)`.
    Nobody,
    /// Something that is no name: `Yes`, `Yes – but left (was COO Peter)`.
    Unclear,
}

/// Words that say that somebody is no longer there.
const LEFT: [&str; 9] = ["left", "leaving", "was", "ex", "former", "until", "gone", "formerly", "vacant"];

/// Reads the people of a cell.
pub fn read(text: &str) -> People {
    let text = text.trim();
    let text = after_yes(text);
    if text.is_empty() || text.contains('?') || text.len() > 200 {
        return People::Unclear;
    }
    if named(text, []) == NameKind::Nobody {
        return People::Nobody;
    }
    let mut people = Vec::new();
    for part in separate(text) {
        match one(part.trim()) {
            Some(person) => people.push(person),
            None => return People::Unclear,
        }
    }
    if people.is_empty() { People::Unclear } else { People::Named(people) }
}

/// What follows a `Yes - `, which answers whether there is anybody.
fn after_yes(text: &str) -> &str {
    for yes in ["yes", "ja"] {
        let Some(rest) = text.get(..yes.len()).filter(|start| start.eq_ignore_ascii_case(yes)) else {
            continue;
        };
        let rest = text.get(rest.len()..).unwrap_or_default();
        if rest.is_empty() {
            return "";
        }
        if let Some(rest) = rest.trim_start().strip_prefix(['-', '–', '—', ':', ',']) {
            return rest.trim_start();
        }
    }
    text
}

/// The names that stand side by side; what is in brackets is not cut.
fn separate(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0_usize);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '/' | '&' | ';' | '+' | '\n' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn one(text: &str) -> Option<Person> {
    let (name, role) = match (text.split_once('('), text.strip_suffix(')')) {
        (Some((name, _)), Some(inner)) => (name, inner.split_once('(').map(|(_, role)| role)),
        (Some(_), None) => return None,
        _ => match split_role(text) {
            Some((name, role)) => (name, Some(role)),
            None => (text, None),
        },
    };
    let name = name.trim();
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let begins =
        name.starts_with(|first: char| first.is_uppercase() || !first.is_ascii()) || name.contains('@');
    let sound = begins
        && name.split_whitespace().count() <= 6
        && !words.iter().any(|word| LEFT.contains(&word.as_str()))
        && !["yes", "no", "ja", "nein", "none"].contains(&name.to_lowercase().as_str());
    let role = role.map(|role| role.trim().to_owned()).filter(|role| !role.is_empty());
    sound.then(|| Person { name: name.to_owned(), role })
}

/// `Priya Nair, VP Alliances` and `Priya Nair - VP Alliances`; `Reyes, Tomás` is one name.
fn split_role(text: &str) -> Option<(&str, &str)> {
    for mark in [", ", " - ", " – ", " — "] {
        if let Some((name, role)) = text.split_once(mark)
            && named(role, []) == NameKind::Role
        {
            return Some((name, role));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            People::Nobody => "nobody".to_owned(),
            People::Unclear => "unclear".to_owned(),
            People::Named(people) => people
                .iter()
                .map(|person| match &person.role {
                    Some(role) => format!("{}: {role}", person.name),
                    None => person.name.clone(),
                })
                .collect::<Vec<_>>()
                .join(" | "),
        }
    }

    #[test]
    fn people_are_found_in_their_cells() {
        for (text, people) in [
            ("Marta K.", "Marta K."),
            ("Jens Brandt (Head of ISV)", "Jens Brandt: Head of ISV"),
            ("Yes - Anneke (CRO)", "Anneke: CRO"),
            ("Yes", "unclear"),
            ("No", "unclear"),
            ("TBC (Hugo left)", "nobody"),
            ("Yes – but left (was COO Peter)", "unclear"),
            ("Tom / Ines", "Tom | Ines"),
            ("Priya Nair, VP Alliances", "Priya Nair: VP Alliances"),
            ("Reyes, Tomás", "Reyes, Tomás"),
            ("sponsors@opsworld.example", "sponsors@opsworld.example"),
            ("Sam O'Neill", "Sam O'Neill"),
            ("ask Anneke", "unclear"),
            ("Peter (left)", "unclear"),
            ("Li Wei (", "unclear"),
            ("李伟", "李伟"),
        ] {
            assert_eq!(shown(text), people, "{text}");
        }
    }
}

//! The terms of the reports, explained once: `docs/glossary.md`, compiled in.

use std::sync::LazyLock;

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// As the reports write it: `incremental value`.
    pub name: &'static str,
    /// As one word for a shell: `incremental-value`.
    pub key: String,
    /// Other words for it.
    pub aliases: Vec<&'static str>,
    /// One sentence in plain text, for a tooltip or a hover.
    pub brief: String,
    /// The entry without its heading, in Markdown.
    pub text: &'static str,
}

static TERMS: LazyLock<Vec<GlossaryTerm>> = LazyLock::new(|| {
    let page = include_str!("../docs/glossary.md");
    page.split("\n## ").skip(1).map(entry).collect()
});

fn entry(entry: &'static str) -> GlossaryTerm {
    let (name, text) = entry.split_once('\n').unwrap_or((entry, ""));
    let text = text.trim();
    let also = text.strip_prefix("*Also: ").and_then(|text| text.split_once(".*"));
    let aliases = also.map(|(aliases, _)| aliases.split(", ").collect()).unwrap_or_default();
    let text = also.map_or(text, |(_, rest)| rest.trim_start());
    let first = text.split("\n\n").next().unwrap_or_default();
    let name = name.trim();
    let brief = first.split_whitespace().collect::<Vec<_>>().join(" ");
    GlossaryTerm { name, key: key(name), aliases, brief, text }
}

/// Every term, in alphabetical order.
pub fn all() -> &'static [GlossaryTerm] {
    &TERMS
}

/// The term called so, or by one of its other words, in whatever spelling: `clean exit`, `Clean-Exit`.
pub fn find(word: &str) -> Option<&'static GlossaryTerm> {
    let wanted = key(word);
    let named = TERMS.iter().find(|term| term.key == wanted);
    named.or_else(|| TERMS.iter().find(|term| term.aliases.iter().any(|alias| key(alias) == wanted)))
}

/// What a word means, in one sentence of plain text.
pub fn brief(word: &str) -> Option<&'static str> {
    find(word).map(|term| term.brief.as_str())
}

/// A word in one spelling.
fn key(word: &str) -> String {
    let parts = word.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::health::Decision;
    use crate::model::{Stage, StrategicTest, Tier};
    use crate::rules::{self, Area};

    #[test]
    fn terms_are_in_order_and_each_is_said_in_one_sentence() {
        assert!(all().len() > 60, "{}", all().len());
        let names: Vec<String> = all().iter().map(|term| term.name.to_lowercase().replace(',', "")).collect();
        assert!(names.is_sorted(), "{names:?}");
        for GlossaryTerm { name, brief, .. } in all() {
            assert!((20..=140).contains(&brief.len()), "{name}: {} letters", brief.len());
            assert!(brief.ends_with(['.', '?']), "{name}: {brief}");
            assert_eq!(brief.matches(". ").count(), 0, "{name} takes more than a sentence: {brief}");
            assert!(!brief.contains(['[', '*', '`']), "a tooltip shows no Markdown: {name}: {brief}");
        }
    }

    #[test]
    fn a_word_has_one_meaning() {
        let mut seen = BTreeSet::new();
        for term in all() {
            for word in term.aliases.iter().chain([&term.name]) {
                assert!(seen.insert(key(word)), "{word} stands twice");
                assert!(rules::find(&key(word)).is_none(), "{word} is a rule, too");
            }
        }
    }

    #[test]
    fn what_reports_say_is_explained() {
        let decisions = Decision::BY_URGENCY.iter().filter(|decision| **decision != Decision::Nothing);
        let words = decisions.map(|decision| decision.word()).chain(
            ["proposed", "active", "winding-down"]
                .into_iter()
                .chain(StrategicTest::ALL.iter().map(|test| test.word())),
        );
        let areas = Area::ALL.iter().filter(|area| !matches!(area, Area::Portfolio | Area::Record));
        for word in words.chain(areas.map(|area| area.word())) {
            assert!(brief(word).is_some(), "{word} is not explained");
        }
        assert!(Tier::ALL.iter().all(|tier| {
            find("tier")
                .is_some_and(|term| term.text.contains(tier.word()) || term.brief.contains(tier.word()))
        }));
        assert!(Stage::ALL.iter().all(|stage| {
            brief("stage").is_some_and(|brief| brief.contains(&stage.word().replace('-', " ")))
        }));
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(find("Clean-Exit").map(|term| term.name), Some("clean exit"));
        assert_eq!(find("fix then continue").map(|term| term.name), Some("fix, then continue"));
        assert_eq!(find("minimum").map(|term| term.name), Some("floor"));
        assert_eq!(find("nonsense"), None);
    }

    #[test]
    fn links_lead_somewhere() {
        let mut links = 0;
        for term in all() {
            for target in term.text.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
                links += 1;
                let found = match target.0.strip_prefix('#') {
                    Some(anchor) => all().iter().any(|term| term.key == anchor),
                    None => target
                        .0
                        .strip_prefix("rules/")
                        .and_then(|page| page.strip_suffix(".md"))
                        .is_some_and(|id| rules::find(id).is_some()),
                };
                assert!(found, "{} links to {}, which is not there", term.name, target.0);
            }
        }
        assert!(links > 20, "{links}");
    }
}

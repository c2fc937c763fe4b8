//! The words of a partner sheet for types, tiers and stages, and what each is read as.

/// What a word was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Type {
    /// For `type`.
    pub kind: &'static str,
    /// For `structure`, where the word says it.
    pub structure: Option<&'static str>,
}

/// What tells a type, in the order in which it is looked for: whole words, or the beginnings of words that end with `*`.
const TYPES: [(&str, Option<&str>, &[&str]); 8] = [
    ("sponsorship", None, &["sponsor*", "event*"]),
    (
        "co-marketing",
        None,
        &["co-marketing", "comarketing", "marketing", "webinar*", "campaign*", "kampagne*", "media"],
    ),
    (
        "strategic",
        Some("reseller"),
        &[
            "reseller*",
            "resell",
            "var",
            "vad",
            "distributor*",
            "distribution",
            "wiederverkäufer*",
            "vertriebspartner*",
            "händler*",
            "systemhaus",
            "channel",
        ],
    ),
    ("strategic", Some("joint-venture"), &["jv", "joint venture"]),
    (
        "affiliate",
        None,
        &[
            "affiliate*",
            "referral*",
            "referrer*",
            "commission*",
            "tippgeber*",
            "empfehlung*",
            "vermittler*",
            "influencer*",
        ],
    ),
    (
        "strategic",
        Some("product-integration"),
        &["isv", "integration*", "technology", "tech", "oem", "embedded", "technologie*"],
    ),
    ("strategic", Some("shared-data"), &["data", "daten*"]),
    (
        "strategic",
        None,
        &[
            "strategic",
            "strategisch*",
            "alliance*",
            "allianz*",
            "si",
            "gsi",
            "rsi",
            "integrator*",
            "implementation",
            "implementierung*",
            "consulting",
            "consultancy",
            "beratung*",
            "service*",
            "msp",
            "cloud",
            "marketplace",
            "co-sell",
            "cosell",
            "delivery",
            "solution*",
            "platform",
            "partner",
            "hyperscaler",
        ],
    ),
];

/// Reads a type.
pub fn kind(text: &str) -> Option<Type> {
    let found = TYPES.iter().find(|(.., words)| says(text, words));
    found.map(|(kind, structure, _)| Type { kind, structure: *structure })
}

/// Tiers.
const TIERS: [(&str, &[&str]); 3] = [
    (
        "core",
        &[
            "tier 1",
            "1",
            "t1",
            "a",
            "platinum",
            "platin",
            "gold",
            "strategic",
            "core",
            "key",
            "premium",
            "high",
            "elite",
        ],
    ),
    (
        "growth",
        &["tier 2", "2", "t2", "b", "silver", "silber", "growth", "grow", "medium", "develop", "emerging"],
    ),
    (
        "maintain",
        &[
            "tier 3",
            "3",
            "t3",
            "tier 4",
            "4",
            "c",
            "d",
            "bronze",
            "maintain",
            "registered",
            "low",
            "long tail",
        ],
    ),
];

/// Reads a tier.
pub fn tier(text: &str) -> Option<&'static str> {
    let plain = plain(text);
    TIERS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(tier, _)| *tier)
}

/// Stages.
const STAGES: [(&str, &[&str]); 5] = [
    (
        "winding-down",
        &[
            "winding down",
            "winding*",
            "terminating",
            "notice given",
            "exiting",
            "sunset*",
            "offboarding",
            "gekündigt",
            "auslaufend",
        ],
    ),
    (
        "ended",
        &[
            "ended",
            "terminated",
            "churned",
            "closed",
            "former",
            "expired",
            "lost",
            "cancelled",
            "canceled",
            "inactive",
            "beendet",
            "ehemalig*",
            "inaktiv",
        ],
    ),
    (
        "proposed",
        &[
            "proposed",
            "prospect*",
            "negotiat*",
            "proposal",
            "candidate",
            "evaluat*",
            "in discussion",
            "planned",
            "interessent*",
            "verhandlung*",
            "geplant",
            "onboarding",
            "pending signature",
        ],
    ),
    (
        "active",
        &[
            "active", "live", "running", "signed", "aktiv", "ok", "green", "amber", "yellow", "red",
            "at risk", "current", "laufend", "gelb", "rot", "grün", "healthy",
        ],
    ),
    ("paused", &["paused", "dormant", "on hold", "suspended", "frozen", "ruhend", "pausiert"]),
];

/// Reads a stage.
pub fn stage(text: &str) -> Option<&'static str> {
    STAGES.iter().find(|(_, words)| says(text, words)).map(|(stage, _)| *stage)
}

/// Cadences.
const CADENCES: [(&str, &[&str]); 7] = [
    ("weekly", &["weekly", "week", "wöchentlich"]),
    ("fortnightly", &["fortnightly", "biweekly", "bi-weekly", "14-tägig"]),
    ("monthly", &["monthly", "month", "monatlich"]),
    ("quarterly", &["quarterly", "quarter", "qbr", "quartalsweise", "vierteljährlich"]),
    ("half-yearly", &["half-yearly", "halfyearly", "semi-annual", "semiannual", "halbjährlich"]),
    ("annual", &["annual", "annually", "yearly", "jährlich"]),
    ("ad-hoc", &["ad-hoc", "ad hoc", "as needed", "bei bedarf"]),
];

/// Reads how often reviews are held.
pub fn cadence(text: &str) -> Option<&'static str> {
    let plain = plain(text);
    CADENCES.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(cadence, _)| *cadence)
}

/// Reads what happens at the end of a term.
pub fn renewal(text: &str) -> Option<&'static str> {
    let plain = plain(text);
    let has = |word: &str| plain.contains(word);
    let is = |words: &[&str]| words.contains(&plain.as_str());
    if is(&["yes", "y", "true", "ja", "wahr"]) || has("auto") || has("evergreen") || has("rolling") {
        Some("automatically")
    } else if is(&["no", "n", "false", "nein", "falsch"]) || has("fixed") || has("does not renew") {
        Some("never")
    } else if has("agreement") || has("manual") || has("by mutual") || has("einvernehmlich") {
        Some("by-agreement")
    } else {
        None
    }
}

/// Whether a cell says that there is none: an answer, but none that a record has a place for.
pub fn is_none(text: &str) -> bool {
    ["none", "no", "never", "nil", "nein", "keine", "keiner", "nie"].contains(&plain(text).as_str())
}

/// Whether a cell holds the place of an answer, in English or German.
pub fn is_no_answer(text: &str) -> bool {
    let german = [
        "k.a",
        "k. a",
        "ka",
        "offen",
        "unbekannt",
        "folgt",
        "tbc/tbd",
        "--none--",
        "(none)",
        "#n/a",
        "#nv",
        "null",
        "unclear",
        "??",
    ];
    crate::model::is_placeholder(text) || german.contains(&plain(text).trim_end_matches('.'))
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text has one of the words. One that ends with `*` is the beginning of a word.
fn says(text: &str, wanted: &[&str]) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    wanted.iter().any(|wanted| match wanted.strip_suffix('*') {
        Some(beginning) => words.iter().any(|word| word.starts_with(beginning)),
        None if wanted.contains(' ') => {
            let wanted: Vec<&str> = wanted.split(' ').collect();
            words.windows(wanted.len()).any(|window| window == wanted.as_slice())
        }
        None => words.contains(wanted),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cadence, Kind, Renewal, Stage, Structure, Tier};

    #[test]
    fn every_word_that_is_written_is_one_of_the_record() {
        let words =
            |all: Vec<&'static str>, used: Vec<&'static str>| used.iter().all(|word| all.contains(word));
        assert!(words(
            Kind::ALL.iter().map(|word| word.word()).collect(),
            TYPES.iter().map(|row| row.0).collect()
        ));
        assert!(words(
            Structure::ALL.iter().map(|word| word.word()).collect(),
            TYPES.iter().filter_map(|row| row.1).collect()
        ));
        assert!(words(
            Tier::ALL.iter().map(|word| word.word()).collect(),
            TIERS.iter().map(|row| row.0).collect()
        ));
        assert!(words(
            Stage::ALL.iter().map(|word| word.word()).collect(),
            STAGES.iter().map(|row| row.0).collect()
        ));
        assert!(words(
            Cadence::ALL.iter().map(|word| word.word()).collect(),
            CADENCES.iter().map(|row| row.0).collect()
        ));
        for text in ["auto", "fixed", "by agreement", "TRUE", "FALSE", "y", "n"] {
            assert!(Renewal::ALL.iter().any(|word| Some(word.word()) == renewal(text)), "{text}");
        }
    }

    #[test]
    fn types_are_read_by_their_words() {
        for (text, kind_of, structure) in [
            ("Cloud / marketplace co-sell", "strategic", None),
            ("SI / implementation", "strategic", None),
            ("SI", "strategic", None),
            ("ISV / Integration", "strategic", Some("product-integration")),
            ("Reseller LATAM", "strategic", Some("reseller")),
            ("Referral", "affiliate", None),
            ("Event sponsorship", "sponsorship", None),
            ("Co-marketing (webinar + report)", "co-marketing", None),
            ("Vertriebspartner", "strategic", Some("reseller")),
            ("co-marketing", "co-marketing", None),
        ] {
            assert_eq!(kind(text), Some(Type { kind: kind_of, structure }), "{text}");
        }
        assert_eq!(kind("blue"), None);
        assert_eq!((tier("Tier 1"), tier("gold"), tier("n/a")), (Some("core"), Some("core"), None));
        assert_eq!(
            (stage("At risk"), stage("Prospect"), stage("Dormant")),
            (Some("active"), Some("proposed"), Some("paused"))
        );
        assert_eq!((stage("gekündigt"), stage("blue")), (Some("winding-down"), None));
    }
}

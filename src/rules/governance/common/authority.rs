//! What a sentence on an owner's authority amounts to.

use std::borrow::Cow;

/// Whether an authority begins by saying that there is none, with one of these words in small letters; "none above EUR 10k"
/// grants what is below.
pub(in crate::rules::governance) fn amounts_to_nothing(text: &str, none: &[Cow<str>]) -> bool {
    let text = text.to_lowercase();
    none.iter().any(|phrase| {
        text.strip_prefix(&**phrase).is_some_and(|rest| {
            let granted = match rest.split_whitespace().next().unwrap_or_default() {
                "above" | "beyond" | "but" | "except" => true,
                // Over a sum, but not over prices.
                "over" => rest.contains(|letter: char| letter.is_ascii_digit()),
                _ => false,
            };
            !rest.starts_with(char::is_alphanumeric) && !granted
        })
    })
}

/// What leads up to a decision that somebody else takes.
const PREPARING: &[&str] = &[
    "prepare",
    "report",
    "recommend",
    "coordinate",
    "co-ordinate",
    "propose",
    "suggest",
    "advise",
    "escalate",
    "liaise",
    "facilitate",
    "forward",
    "present",
    "monitor",
    "draft",
    "collect",
    "recommendations",
    "proposals",
    "suggestions",
    "goes",
    "pass",
    "relay",
    "consult",
    "attend",
    "assist",
    "ensure",
    "organise",
    "organize",
    "participate",
    "gather",
    "compile",
    "inform",
    "contact",
    "liaison",
    "coordination",
    "co-ordination",
    "communication",
    "carry",
    "carries",
    "bring",
    "arrange",
    "collate",
    "summarise",
    "summarize",
    "circulate",
    "remind",
    "chase",
    "moderate",
    "mediate",
    "negotiate",
    "minutes",
    "represent",
    "administer",
    "observe",
    "host",
    "instruction",
    "relationship",
];
/// The same as verbs. As nouns they say nothing: "the support budget", "budget for joint work", so they count only where
/// a clause begins with them.
const HELPING: &[&str] = &[
    "support",
    "help",
    "contribute",
    "document",
    "brief",
    "schedule",
    "track",
    "follow",
    "work",
    "keep",
    "look",
    "answer",
    "watch",
    "make",
    "first",
];
/// What may stand before the verb of a clause.
const BEFORE_A_VERB: &[&str] = &["only", "mainly", "just", "to", "may", "can", "will", "and", "also"];
/// What only somebody with authority does.
const GRANTING: &[&str] = &[
    "sign",
    "approve",
    "decide",
    "set",
    "grant",
    "staff",
    "commit",
    "spend",
    "hire",
    "choose",
    "agree",
    "allocate",
    "award",
    "veto",
    "close",
    "release",
    "authorise",
    "authorize",
    "buy",
    "order",
    "fix",
    "own",
    "hold",
    "run",
    "control",
    "assign",
    "appoint",
    "move",
    "settle",
    "conclude",
    "alone",
    "hand",
    "pick",
    "select",
    "terminate",
    "renegotiate",
    "reprice",
    "reallocate",
    "pay",
    "bind",
    "exercise",
    "direct",
    "authorised",
    "authorized",
    "free",
    "stop",
    "restart",
    "start",
    "pause",
    "cancel",
    "determine",
    "empowered",
];
/// Who decides instead.
const OTHERS: &[&str] = &[
    "which",
    "who",
    "that",
    "committee",
    "board",
    "management",
    "manager",
    "director",
    "directors",
    "ceo",
    "cfo",
    "coo",
    "cmo",
    "cro",
    "headquarters",
    "hq",
    "head",
    "legal",
    "them",
    "they",
    "others",
    "leadership",
    "president",
    "nobody",
    "nothing",
    "not",
    "cannot",
    "without",
    "before",
    "until",
];

/// Whether an authority, wherever its sentence says so, only leads up to what somebody else decides.
pub(in crate::rules::governance) fn only_prepares(text: &str) -> bool {
    // Who sets up a meeting sets nothing.
    let text = text.to_lowercase().replace("sets up", "arranges").replace("set up", "arrange");
    let mut prepares = asks_first(&text) || has_no_power(&text);
    let (mut granted_to_others, mut theirs) = (false, false);
    for clause in text.split([',', ';', '.', ':', '(', ')']) {
        let (mut others, mut begins, mut before) = (false, true, "");
        for word in clause.split(|letter: char| !letter.is_alphanumeric() && letter != '-') {
            let stem = stem(word);
            prepares |= PREPARING.contains(&stem) || (begins && HELPING.contains(&stem));
            begins &= word.is_empty() || BEFORE_A_VERB.contains(&word);
            others |= OTHERS.contains(&word);
            theirs |= matches!(word, "her" | "him" | "them" | "he" | "she");
            // A sum is a power of one's own, unless it is somebody else's.
            let digits = word.starts_with(|first: char| first.is_ascii_digit());
            let sum = digits && (word.len() > 3 || word.ends_with(['k', 'm']));
            // What is "her own" she does not own.
            let possessive = word == "own" && matches!(before, "her" | "his" | "their" | "its" | "our");
            before = if word.is_empty() { before } else { word };
            let grants = GRANTING.contains(&stem) && !possessive;
            if (grants || sum) && !others {
                return false;
            }
            granted_to_others |= grants;
        }
    }
    // "Only the CEO can commit us"; but "the board has given her the right to sign".
    prepares || (granted_to_others && !theirs)
}

/// Whether it says that there is none, wherever in the sentence: "has no powers of her own".
fn has_no_power(text: &str) -> bool {
    const POWER: &[&str] = &[
        "power",
        "powers",
        "authority",
        "say",
        "mandate",
        "budget",
        "decision",
        "decisions",
        "right",
        "rights",
    ];
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|three| three[0] == "no" && (POWER.contains(&three[1]) || POWER.contains(&three[2])))
        || words.ends_with(&["no", "authority"])
}

/// Whether somebody else has to say yes to all of it: "must get sign-off for everything".
fn asks_first(text: &str) -> bool {
    const ASKS: &[&str] =
        &["get", "gets", "obtain", "obtains", "needs", "need", "requires", "require", "seeks", "awaits"];
    const CONSENT: &[&str] = &[
        "sign-off",
        "signoff",
        "approval",
        "permission",
        "consent",
        "go-ahead",
        "clearance",
        "signature",
        "confirmation",
        "countersignature",
        "blessing",
        "vote",
    ];
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().any(|(at, word)| {
        let soon = words.iter().skip(at + 1).take(5);
        ASKS.contains(word) && soon.into_iter().any(|next| CONSENT.contains(next))
    })
}

/// A verb without its ending: "prepares", "coordinating" and "reported" as they stand in a dictionary, more or less.
fn stem(word: &str) -> &str {
    let verbs = PREPARING.iter().chain(HELPING).chain(GRANTING);
    let first = word.as_bytes().first();
    let verbs = verbs.copied().filter(|verb| verb.as_bytes().first() == first);
    let found = verbs.filter(|verb| {
        let short = verb.strip_suffix('e').unwrap_or(verb);
        let rest = word.strip_prefix(verb).or_else(|| word.strip_prefix(short));
        rest.is_some_and(|rest| matches!(rest, "" | "s" | "es" | "d" | "ed" | "ing"))
    });
    found.max_by_key(|verb| verb.len()).unwrap_or(word)
}

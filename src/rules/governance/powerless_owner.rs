//! An owner who has to ask for everything is a messenger.

use crate::model::Owner;
use crate::rules::rule::{
    Applies, Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule,
};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{is_placeholder, is_unclear, name, place, seated};

/// The rule.
pub static RULE: Rule = rule! {
    id: "powerless-owner",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Decide,
    doubt: true,
    summary: "an owner has no authority to decide, or none is recorded",
    why: "every decision then waits for somebody who was not in the room, and the alliance moves no faster",
    options: &[OptionSpec {
        name: "none_words",
        default: Default::Words(NONE),
        help: "opening words of an authority that amounts to none",
    }],
    check: Check::Record(check),
};

const NONE: &[&str] = &[
    "none",
    "nothing",
    "no authority",
    "no decision",
    "no mandate",
    "no say",
    "cannot decide",
    "may not decide",
    "has to ask",
    "must ask",
    "needs approval",
    "needs sign-off",
    "no budget",
    "no power",
    "no right",
];

/// What an authority amounts to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Power {
    Some,
    None,
    Unstated,
    Unreadable,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let none = cx.options.words("none_words");
    let (mut unknown, mut seatless) = (false, false);
    for side in &cx.facts.sides {
        if is_unclear(&cx.record.owners, side) {
            unknown = true;
            continue;
        }
        let people = seated(cx, &cx.record.owners, side);
        let powers: Vec<Power> = people.iter().map(|(_, owner)| power(owner, &none)).collect();
        // One person who may decide is enough: their colleagues can ask next door.
        if powers.contains(&Power::Some) {
            continue;
        }
        if powers.contains(&Power::Unreadable) {
            unknown = true;
            continue;
        }
        let worst = powers.iter().position(|power| *power == Power::None);
        let Some((index, owner)) = worst.or(Some(0)).and_then(|at| people.get(at)) else {
            seatless = true;
            continue;
        };
        let path = format!("owners.{side}[{index}].authority");
        let at = place(cx, side);
        if worst.is_some() {
            let stated = owner.authority.text().unwrap_or_default();
            out.error(
                path,
                format!("{} {at} may decide nothing without approval: \"{stated}\"", name(owner)),
            )
            .fix("give the owner a sum, people or terms to decide on, or name somebody who has them")
            .side(side);
        } else {
            let names: Vec<&str> = people.iter().map(|(_, owner)| name(owner)).collect();
            // Who writes "TBD" was asked, and had no answer.
            let basis = if people.iter().any(|(_, owner)| owner.authority.is_set()) {
                Basis::Fault
            } else {
                Basis::Gap
            };
            out.warning(
                path,
                format!("it is not recorded what {} {at} may decide without approval", listed(&names)),
            )
            .basis(basis)
            .remedy(Remedy::Record)
            .example(
                "authority: WHAT THEY MAY DECIDE ALONE   # such as: Signs to EUR 50k and staffs joint deals",
            )
            .side(side);
        }
    }
    match (unknown, seatless) {
        (true, _) => Judged::Unknown,
        (false, true) => Judged::CoveredBy(&crate::rules::governance::missing_owner::RULE),
        (false, false) => Judged::Judged,
    }
}

fn power(owner: &Owner, none: &[&str]) -> Power {
    if owner.authority.is_invalid() {
        return Power::Unreadable;
    }
    match owner.authority.text() {
        None => Power::Unstated,
        Some(text) if amounts_to_nothing(text, none) || only_prepares(text) => Power::None,
        Some(text) if is_placeholder(text) => Power::Unstated,
        Some(_) => Power::Some,
    }
}

/// Whether an authority begins by saying that there is none; "none above EUR 10k" grants what is below.
fn amounts_to_nothing(text: &str, none: &[&str]) -> bool {
    let text = text.to_lowercase();
    none.iter().any(|phrase| {
        text.strip_prefix(phrase.to_lowercase().as_str()).is_some_and(|rest| {
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
fn only_prepares(text: &str) -> bool {
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
    let found = verbs.copied().filter(|verb| {
        let short = verb.strip_suffix('e').unwrap_or(verb);
        let rest = word.strip_prefix(verb).or_else(|| word.strip_prefix(short));
        rest.is_some_and(|rest| matches!(rest, "" | "s" | "es" | "d" | "ed" | "ing"))
    });
    found.max_by_key(|verb| verb.len()).unwrap_or(word)
}

/// Whether any of the people in a side's seat is on record as having authority; `None` where that cannot be read.
pub(super) fn is_empowered(people: &[(usize, &Owner)]) -> Option<bool> {
    let powers: Vec<Power> = people.iter().map(|(_, owner)| power(owner, NONE)).collect();
    match (powers.contains(&Power::Some), powers.contains(&Power::Unreadable)) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

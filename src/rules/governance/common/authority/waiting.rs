//! Clauses that make a decision wait for somebody, or say that others take it.

use super::words::{LAST_WORD, OTHERS};

/// Whether a clause says that somebody decides, whatever else stands in it: has the last word, needs no consent.
pub(super) fn has_own_say(clause: &str) -> bool {
    let words: Vec<&str> = clause
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .collect();
    // "The board has the last word"; but "she has the casting vote in the board".
    let denied = |words: &[&str]| {
        words.iter().any(|word| {
            matches!(*word, "not" | "cannot" | "nothing" | "no" | "nobody" | "never")
                || (OTHERS.contains(word) && !matches!(*word, "without"))
        })
    };
    let free = words.iter().position(|word| *word == "without").is_some_and(|at| {
        let (before, ahead) = words.split_at(at);
        let consent = ahead.iter().skip(1).take(4).any(|word| {
            [
                "approv",
                "consent",
                "sign-off",
                "signoff",
                "countersign",
                "permission",
                "asking",
                "consult",
                "reference",
                "clearance",
            ]
            .iter()
            .any(|stem| word.starts_with(stem))
        });
        consent && !denied(before)
    });
    let last = LAST_WORD.iter().filter_map(|phrase| clause.find(phrase)).min().is_some_and(|at| {
        let before: Vec<&str> = clause.get(..at).unwrap_or_default().split_whitespace().collect();
        !denied(&before)
    });
    free || last
}

/// Whether a clause opens with what it waits for, and so speaks of the one before it.
pub(super) fn begins_to_wait(clause: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "subject to",
        "pending",
        "provided",
        "once ",
        "after ",
        "only after",
        "only with",
        "only once",
        "only if",
        "conditional on",
        "contingent on",
        "with prior",
        "with the consent",
        "with the approval",
    ];
    let clause = clause.trim_start();
    OPENINGS.iter().any(|opening| clause.starts_with(opening))
}

/// Whether a clause makes what it grants wait for somebody's consent: "once the board has agreed", "subject to approval".
pub(super) fn awaits_consent(clause: &str) -> bool {
    const WAITS: &[&str] = &[
        "once",
        "after",
        "if",
        "provided",
        "subject",
        "pending",
        "conditional",
        "unless",
        "as soon as",
        "only with",
        "only on",
        "only after",
        "in agreement with",
        "together with",
        "jointly with",
        "dependent",
        "contingent",
        "with consent",
        "with approval",
        "with the consent",
        "with the approval",
        "with the agreement",
        "with prior",
        "on approval",
        "upon approval",
        "on recommendation",
        "on instruction",
        "on instructions",
        "on the instruction",
        "on the recommendation",
        "on her recommendation",
        "on his recommendation",
        "upon instruction",
        "whatever",
        "only what",
        "only those",
        "only if",
        "only where",
        "only when",
    ];
    const CONSENT: &[&str] = &[
        "agree",
        "agreed",
        "agrees",
        "with the agreement",
        "in agreement",
        "approv",
        "consent",
        "sign-off",
        "signoff",
        "signed off",
        "released",
        "releases",
        "clear",
        "permission",
        "go-ahead",
        "confirm",
        "countersign",
        "blessing",
        "endors",
        "ratif",
        "nod",
        "green light",
        "authoris",
        "authoriz",
        "say-so",
        "says so",
        "recommendation",
        "instruction",
        "unanim",
    ];
    let words: Vec<&str> = clause.split_whitespace().collect();
    let joined = words.join(" ");
    WAITS.iter().any(|waits| {
        let padded = format!(" {joined} ");
        padded.find(&format!(" {waits} ")).is_some_and(|at| {
            let rest = &padded[at..];
            // "Signs to 50k, above that subject to approval", "within the plan the board has agreed".
            let beyond = ["above", "beyond", "over", "exceed", "more than", "larger", "higher", "within"];
            !beyond.iter().any(|word| padded.contains(word))
                && CONSENT.iter().any(|consent| rest.contains(consent))
        })
    })
}

/// Whether the sentence says where or by whom all is decided: "everything is decided in Munich", "decisions are taken by
/// the committee", "her manager signs".
pub(super) fn is_decided_elsewhere(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let passive = words.windows(3).any(|three| {
        matches!(three[0], "is" | "are" | "be" | "gets")
            && matches!(
                three[1],
                "decided"
                    | "taken"
                    | "made"
                    | "approved"
                    | "released"
                    | "signed"
                    | "set"
                    | "settled"
                    | "agreed"
                    | "granted"
            )
            && matches!(
                three[2],
                "by" | "in" | "at" | "elsewhere" | "centrally" | "above" | "jointly" | "with"
            )
    });
    let whole = words.first().is_some_and(|first| {
        matches!(
            *first,
            "everything"
                | "all"
                | "decisions"
                | "decision"
                | "approval"
                | "approvals"
                | "contracts"
                | "prices"
                | "spending"
                | "any"
                | "every"
        )
    });
    let superior = words.windows(2).any(|two| {
        matches!(two[0], "her" | "his" | "their")
            && matches!(two[1], "manager" | "boss" | "line" | "superior" | "superiors" | "supervisor")
    });
    let rests = words.windows(3).any(|three| {
        matches!(
            three[0],
            "rest" | "rests" | "lie" | "lies" | "sits" | "sit" | "stays" | "remains" | "remain"
        ) && matches!(three[1], "with" | "at")
            && !matches!(three[2], "her" | "him" | "them")
    });
    (passive && whole) || superior || rests
}

/// Whether it is only to come: "authority to be delegated next year".
pub(super) fn is_to_come(text: &str) -> bool {
    let coming = [
        "to be delegated",
        "to be granted",
        "to be given",
        "to be confirmed",
        "to be defined",
        "has been applied for",
        "not yet delegated",
        "will be delegated",
        "will be granted",
        "still to be",
    ];
    coming.iter().any(|phrase| text.contains(phrase))
}

/// Whether it says that there is none, wherever in the sentence: "has no powers of her own".
pub(super) fn has_no_power(text: &str) -> bool {
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
pub(super) fn asks_first(text: &str) -> bool {
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
        "signed",
        "approved",
        "cleared",
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

//! What a sentence on an owner's authority amounts to.

mod waiting;
mod words;

use std::borrow::Cow;

use waiting::{
    asks_first, awaits_consent, begins_to_wait, has_no_power, has_own_say, is_decided_elsewhere, is_to_come,
};
use words::{BEFORE_A_VERB, GRANTING, HANDS, HELPING, OTHERS, PREPARING, RELATIVE};

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

/// Whether an authority, wherever its sentence says so, only leads up to what somebody else decides.
pub(in crate::rules::governance) fn only_prepares(text: &str) -> bool {
    // Who sets up a meeting sets nothing, and who runs the calendar runs nothing.
    let text = text.to_lowercase().replace("sets up", "arranges").replace("set up", "arrange");
    let text = without_desk_work(&text);
    let mut prepares =
        asks_first(&text) || has_no_power(&text) || is_decided_elsewhere(&text) || is_to_come(&text);
    let (mut granted_to_others, mut theirs) = (false, false);
    let clauses = clauses(&text);
    for (at, clause) in clauses.iter().copied().enumerate() {
        let waits = |clause: &&str| begins_to_wait(clause) && awaits_consent(clause);
        prepares |= waits(&clause);
        let elsewhere =
            is_decided_elsewhere(clause) || is_to_come(clause) || clauses.get(at + 1).is_some_and(waits);
        let (mut others, mut begins, mut before) = (elsewhere || awaits_consent(clause), true, "");
        let own_say = !others && has_own_say(clause);
        let mut grants_here = own_say;
        let (mut handed, mut relative, mut given) = (false, false, false);
        // "General manager with full signing rights" says who they are.
        let (mut role, mut takes) = (at == 0 && opens_with_a_title(clause), false);
        for word in clause.split(|letter: char| !letter.is_alphanumeric() && letter != '-') {
            let stem = stem(word);
            prepares |= PREPARING.contains(&stem) || (begins && HELPING.contains(&stem));
            begins &= word.is_empty() || BEFORE_A_VERB.contains(&word);
            // "The people who decide"; but she decides on who works on it.
            relative |= RELATIVE.contains(&word) && !own_say;
            // "The board has given her the right to sign".
            handed |= HANDS.contains(&word);
            given |= matches!(
                word,
                "empowered"
                    | "authorised"
                    | "authorized"
                    | "delegated"
                    | "granted"
                    | "given"
                    | "entitled"
                    | "mandated"
            );
            role = word == "as"
                || (role
                    && matches!(
                        word,
                        "" | "a"
                            | "the"
                            | "general"
                            | "managing"
                            | "executive"
                            | "regional"
                            | "manager"
                            | "director"
                            | "head"
                            | "president"
                    ));
            // Who is named as having handed it over, or as what somebody is, decides nothing here.
            others |= OTHERS.contains(&word) && !own_say && !given && !role;
            theirs |= handed && matches!(word, "her" | "him" | "them" | "he" | "she");
            // A sum is a power of one's own, unless it is somebody else's.
            let digits = word.starts_with(|first: char| first.is_ascii_digit());
            let sum = digits && (word.len() > 3 || word.ends_with(['k', 'm']));
            // What is "her own" she does not own.
            let possessive = word == "own" && matches!(before, "her" | "his" | "their" | "its" | "our");
            before = if word.is_empty() { before } else { word };
            // "Takes decisions" is a verb of deciding.
            let decides = matches!(word, "decision" | "decisions") && takes;
            takes = matches!(word, "take" | "takes" | "make" | "makes")
                || (takes && matches!(word, "" | "the" | "all" | "any"));
            grants_here |= (decides || (GRANTING.contains(&stem) && !possessive) || sum) && !relative;
            granted_to_others |= decides || GRANTING.contains(&stem) && !possessive;
        }
        if grants_here && !others {
            return false;
        }
    }
    // "Only the CEO can commit us"; but "the board has given her the right to sign".
    prepares || (granted_to_others && !theirs)
}

/// The clauses of a sentence, also where "and" begins the next with a verb of its own: "chairs the committee and can stop
/// any work".
fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    for part in text.split([',', ';', '.', ':', '(', ')', '–', '—']) {
        let mut from = 0;
        for (at, joint) in part.match_indices(" and ") {
            let rest = &part[at + joint.len()..];
            let next = rest
                .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
                .next()
                .unwrap_or_default();
            let verb = matches!(next, "can" | "may" | "has" | "will" | "is" | "alone")
                || (GRANTING.contains(&stem(next)) && next != stem(next));
            if verb {
                clauses.push(&part[from..at]);
                from = at + joint.len();
            }
        }
        clauses.push(&part[from..]);
    }
    clauses
}

/// A sentence without the running of lists and meetings: whoever runs those runs nothing.
fn without_desk_work(text: &str) -> String {
    const DESK: &[&str] = &[
        "plan",
        "plans",
        "agenda",
        "calendar",
        "tracker",
        "meeting",
        "meetings",
        "minutes",
        "mailbox",
        "newsletter",
        "paperwork",
        "correspondence",
        "logistics",
        "reporting",
        "communication",
        "communications",
    ];
    const RUNS: &[&str] =
        &["runs", "run", "owns", "own", "holds", "hold", "controls", "directs", "moves", "orders", "fixes"];
    let words: Vec<&str> = text.split(' ').collect();
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    let desk = |at: usize| {
        let ahead = words.get(at + 1..words.len().min(at + 4)).unwrap_or_default();
        RUNS.contains(&words[at])
            && ahead.iter().any(|word| DESK.contains(&bare(word).as_str()))
            && !text.contains("budget")
    };
    let kept: Vec<&str> = (0..words.len()).map(|at| if desk(at) { "arranges" } else { words[at] }).collect();
    kept.join(" ")
}

/// Whether a sentence opens with a position and what it comes with: "general manager with full signing rights".
fn opens_with_a_title(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    let first: Vec<&str> =
        words.by_ref().take_while(|word| !matches!(*word, "with" | "of")).take(3).collect();
    let title = |word: &&&str| {
        matches!(**word, "manager" | "director" | "head" | "president" | "ceo" | "cfo" | "coo")
    };
    !first.is_empty() && first.len() <= 2 && first.last().iter().any(title)
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

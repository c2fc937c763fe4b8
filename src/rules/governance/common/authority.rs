//! What a sentence on an owner's authority amounts to.

/// Whether an authority begins by saying that there is none; "none above EUR 10k" grants what is below.
pub(in crate::rules::governance) fn amounts_to_nothing(text: &str, none: &[&str]) -> bool {
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
    "check",
    "discuss",
    "refer",
    "ambassador",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "advisory",
    "adviser",
    "advisor",
    "awareness",
    "channel",
    "promote",
    "introduce",
    "submit",
    "await",
    "clear",
    "handle",
    "agenda",
    "requests",
    "messages",
    "heard",
    "abstimmung",
    "koordiniert",
    "bereitet",
    "berichtet",
    "kümmert",
    "ansprechpartner",
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
    "talk",
    "listen",
    "invite",
    "channels",
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
    "re-plan",
    "replan",
    "reorder",
    "waive",
    "vary",
    "procure",
    "engage",
    "dismiss",
    "delegated",
    "sole",
    "signatory",
    "unlimited",
    "discretion",
    "prokura",
    "zeichnet",
    "zeichnungsberechtigt",
    "unterschreibt",
    "entscheidet",
    "signe",
    "décide",
    "pouvoir",
];
/// What is said of somebody who decides, whatever else stands in the clause.
const LAST_WORD: &[&str] = &[
    "last word",
    "final word",
    "final say",
    "last say",
    "casting vote",
    "power of attorney",
    "free hand",
    "on her own",
    "on his own",
    "on their own",
    "own budget",
    "without asking",
    "without approval",
    "without prior approval",
    "without further approval",
    "without consulting",
    "without reference",
];
/// Who decides instead.
const OTHERS: &[&str] = &[
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

/// Words that point at those who decide, where they stand before the verb.
const RELATIVE: &[&str] = &["which", "who", "that", "them", "they", "others"];

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

/// Verbs of handing a power to somebody.
const HANDS: &[&str] = &[
    "given",
    "gives",
    "gave",
    "granted",
    "grants",
    "lets",
    "allows",
    "allowed",
    "authorised",
    "authorized",
    "authorises",
    "authorizes",
    "entitles",
    "entitled",
    "empowers",
    "empowered",
    "delegated",
    "delegates",
    "conferred",
    "vested",
    "leaves",
    "lies",
    "rests",
];

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

/// Whether a clause says that somebody decides, whatever else stands in it: has the last word, needs no consent.
fn has_own_say(clause: &str) -> bool {
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

/// Whether a clause opens with what it waits for, and so speaks of the one before it.
fn begins_to_wait(clause: &str) -> bool {
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
fn awaits_consent(clause: &str) -> bool {
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
fn is_decided_elsewhere(text: &str) -> bool {
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
fn is_to_come(text: &str) -> bool {
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

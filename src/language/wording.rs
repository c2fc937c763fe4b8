//! Wordings that stand in for terms: what decides nothing, what is only enthusiasm, and real terms of access.
use super::WordList;
use super::phrases::Phrases;
use super::tokens::{TokenKind, Words};
use std::ops::Range;

/// Words of enthusiasm, each standing for its whole family: `excited` also finds "excitement" and "exciting".
pub const ENTHUSIASM: &[&str] = &[
    "excited",
    "passion",
    "synergy",
    "leverage",
    "thrilled",
    "delighted",
    "enthusiasm",
    "amazing",
    "incredible",
    "awesome",
    "fantastic",
    "inspiring",
    "eager",
    "win-win",
    "game-changing",
    "world-class",
    "best-in-class",
    "cutting-edge",
    "great fit",
    "great chemistry",
    "like-minded",
];

/// Times and matters left to a later talk. `*` stands for up to three words.
static UNDECIDED: Phrases = Phrases::new(&[
    &["tbd"],
    &["tbc"],
    &["tba"],
    &["tbn"],
    &["t", ".", "b", ".", "d"],
    &["?", "?"],
    &["to", "be", "*", "agreed"],
    &["to", "be", "*", "confirmed"],
    &["to", "be", "*", "determined"],
    &["to", "be", "*", "decided"],
    &["to", "be", "*", "defined"],
    &["to", "be", "*", "negotiated"],
    &["to", "be", "*", "discussed"],
    &["to", "be", "*", "settled"],
    &["to", "be", "*", "finalised"],
    &["to", "be", "*", "finalized"],
    &["to", "be", "*", "specified"],
    &["not", "yet", "*", "agreed"],
    &["not", "yet", "*", "decided"],
    &["not", "yet", "*", "defined"],
    &["yet", "to", "be"],
    &["under", "discussion"],
    &["under", "negotiation"],
    &["open", "for", "discussion"],
    &["subject", "to", "*", "discussion"],
    &["subject", "to", "*", "negotiation"],
    &["subject", "to", "*", "agreement"],
    &["mutually", "acceptable"],
    &["mutually", "agreeable"],
    &["mutually", "agreed"],
    &["mutually", "satisfactory"],
    &["mutually", "convenient"],
    &["mutual", "agreement"],
    &["as", "*", "appropriate"],
    &["if", "appropriate"],
    &["where", "appropriate"],
    &["when", "appropriate"],
    &["as", "*", "necessary"],
    &["as", "*", "needed"],
    &["as", "*", "required"],
    &["when", "needed"],
    &["case", "by", "case"],
    &["case", "-", "by", "-", "case"],
    &["at", "a", "later", "date"],
    &["at", "a", "later", "stage"],
    &["at", "a", "later", "time"],
    &["when", "the", "time", "comes"],
    &["in", "due", "course"],
    &["in", "good", "time"],
    &["from", "time", "to", "time"],
    &["amicably"],
    &["appropriate", "notice"],
    &["sufficient", "notice"],
    &["adequate", "notice"],
    &["fair", "notice"],
    &["due", "notice"],
    &["reasonable", "*", "notice"],
    &["suitable", "notice"],
    &["agree", "in", "good", "faith"],
    &["negotiate", "in", "good", "faith"],
    &["negotiate", "a"],
    &["to", "negotiate"],
    &["endeavour", "to"],
    &["to", "be", "worked", "out"],
    &["sort", "it", "out"],
    &["work", "it", "out"],
    &["left", "open"],
    &["see", "later"],
    &["still", "open"],
    &["not", "yet", "*", "regulated"],
    &["not", "regulated"],
    &["as", "the", "case", "may", "be"],
    &["by", "mutual", "consent"],
    &["with", "mutual", "consent"],
    &["spirit", "of"],
    &["common", "practice"],
    &["customary", "in", "the"],
    &["is", "customary"],
    &["equitable"],
    &["equitably"],
    &["fair", "solution"],
    &["fair", "share"],
    &["adequate", "compensation"],
    &["what", "is", "fair"],
    &["fairly"],
    &["decide", "*", "at", "that", "time"],
    &["at", "that", "time"],
    &["when", "it", "happens"],
    &["as", "*", "suitable"],
    &["nach", "absprache"],
    &["nach", "vereinbarung"],
]);

/// Haste without a date; a date or a number of days later in the sentence settles it.
static UNTIMED: Phrases = Phrases::new(&[
    &["promptly"],
    &["asap"],
    &["as", "soon", "as"],
    &["without", "undue", "delay"],
    &["in", "a", "timely", "manner"],
    &["reasonable", "*", "time"],
    &["reasonable", "*", "period"],
    &["reasonable", "*", "timeframe"],
]);

/// The first wording that decides nothing: "TBD", "to be agreed", "reasonable notice", "in due course", "promptly".
///
/// Meant for exit terms, where such a wording is what the two sides will quarrel about.
pub fn undecided(sentence: &str) -> Option<Range<usize>> {
    let words = Words::of(sentence);
    let settled = last_time(&words);
    (0..words.len()).find_map(|at| {
        let end = phrase(&words, at, &UNDECIDED)
            .or_else(|| phrase(&words, at, &UNTIMED).filter(|_| settled.is_none_or(|last| last < at)))?;
        Some(words.span(at..end))
    })
}

/// Whether a sentence begins with such a wording: what stands there is no answer, whatever follows.
pub fn begins_undecided(sentence: &str) -> bool {
    let sentence = sentence.trim_start();
    let end = sentence.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(sentence.len());
    let first = sentence[..end].to_ascii_lowercase();
    // Asked of every name and reference, of which hardly one begins like that.
    let may_be =
        first.is_empty() || !UNDECIDED.beginning(&first).is_empty() || !UNTIMED.beginning(&first).is_empty();
    if !may_be {
        return false;
    }
    let words = Words::of(sentence);
    let is_settled = || last_time(&words).is_some();
    phrase(&words, 0, &UNDECIDED).is_some() || (phrase(&words, 0, &UNTIMED).is_some() && !is_settled())
}

fn phrase(words: &Words, at: usize, phrases: &Phrases) -> Option<usize> {
    phrases.beginning(words.word(at)).iter().find_map(|phrase| follow(words, at, phrase))
}

fn follow(words: &Words, mut at: usize, phrase: &[&str]) -> Option<usize> {
    let mut gap = 0;
    for expected in phrase {
        if *expected == "*" {
            gap = 3;
            continue;
        }
        while words.word(at) != *expected {
            if gap == 0 || !words.is_word(at) {
                return None;
            }
            gap -= 1;
            at += 1;
        }
        gap = 0;
        at += 1;
    }
    Some(at)
}

/// The last token that begins a stated deadline: "within ten days", "no later than 1 March".
fn last_time(words: &Words) -> Option<usize> {
    (0..words.len()).rev().find(|&at| {
        let deadline = words.is(at, &["within"]) || words.reads(at, &["later", "than"]);
        deadline && (at + 1..at + 6).any(|i| words.is_number(i) || super::number::is_spelled(words, i))
    })
}

/// Words and phrases to look for in sentences, each in any of its forms.
///
/// ```text
/// Lexicon::new(ENTHUSIASM).find("A partnership full of synergies")   finds "synergies"
/// ```
#[derive(Debug)]
pub struct Lexicon {
    /// The stems of each entry's words.
    entries: Vec<Vec<String>>,
}

impl Lexicon {
    /// Prepares these entries; one may be several words.
    pub fn new<W: AsRef<str>>(words: &[W]) -> Self {
        let entries = words.iter().map(|word| family(word.as_ref()));
        Self { entries: entries.filter(|family| !family.is_empty()).collect() }
    }

    /// The first of them in the sentence, as a whole word or words.
    pub fn find(&self, sentence: &str) -> Option<Range<usize>> {
        let text = Words::of(sentence);
        // Hyphens aside, so that "win win" and "win-win" are one.
        let places: Vec<usize> =
            (0..text.len()).filter(|&at| !(text.word(at) == "-" && text.glued(at))).collect();
        // Most words share no beginning with any entry, and need no stem.
        let is_form = |at: usize, part: &str| {
            let word = text.word(at);
            word.starts_with(part) && text.kind(at) == Some(TokenKind::Word) && stem(word) == part
        };
        (0..places.len()).find_map(|from| {
            let rest = &places[from..];
            let found = self.entries.iter().find(|family| {
                rest.len() >= family.len() && family.iter().zip(rest).all(|(part, at)| is_form(*at, part))
            })?;
            Some(text.span(rest[0]..rest[found.len() - 1] + 1))
        })
    }
}

fn family(entry: &str) -> Vec<String> {
    let words = Words::of(entry);
    words.all.iter().filter(|t| t.kind == TokenKind::Word).map(|t| stem(&t.text).to_owned()).collect()
}

/// What the forms of a word have in common; rough, and only ever compared with another stem.
fn stem(word: &str) -> &str {
    const ENDINGS: &[&str] = &[
        "iastically",
        "istically",
        "iastic",
        "istic",
        "iasts",
        "iast",
        "iasm",
        "ements",
        "ement",
        "ately",
        "ates",
        "ate",
        "edly",
        "ingly",
        "ings",
        "ing",
        "ally",
        "fully",
        "ful",
        "ies",
        "ed",
        "er",
        "ers",
        "es",
        "ly",
        "ness",
        "s",
        "y",
        "e",
    ];
    ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= 4)
        .unwrap_or(word)
}

/// Words that name no asset in particular: "our technology" could be anything.
static GENERIC: WordList = WordList::new(
    "expertise technology technologies data product products distribution knowledge capability \
    capabilities know how experience brand audience network resources skills support help access value \
    solution solutions services service things everything strengths use best assets will bring provide \
    offer share give contribute be made available and or we our their its your the a an all to of in \
    they us you it shall partner great full some more new with for on at by is are as",
);

/// Whether a capability names an asset and the terms on which it may be used: "read access to the lead database via
/// API", "ten sandbox seats", "migration tooling under the reseller agreement", "exclusive in Benelux".
///
/// For expertise, technology, data, product and distribution this stands in for a quantity. "Access to our
/// technology" names neither.
pub fn access_terms(sentence: &str) -> Option<Range<usize>> {
    let words = Words::of(sentence);
    let (from, end) = (0..words.len()).find_map(|at| terms(&words, at).map(|end| (at, end)))?;
    let asset = |at: &usize| words.kind(*at) == Some(TokenKind::Word) && !words.is_in(*at, &GENERIC);
    // A licence, a right or a seat says what may be done; it still needs something to do it with.
    let first = (0..from).find(asset).or_else(|| (end..words.len()).find(asset))?;
    Some(words.span(first.min(from)..end.max(first + 1)))
}

/// Whether a sentence promises every one of a kind: "billing on every phone bill", "scoring of every application". All of
/// them can be kept or broken like a number. "Every effort" and "every month" promise none.
pub fn says_every(sentence: &str) -> bool {
    static NO_KIND: WordList = WordList::new(
        "effort efforts endeavour endeavor opportunity opportunities way possible reasonable attempt chance support care \
        help assistance respect case day week fortnight month quarter year season time now other half few summer winter \
        spring autumn morning night weekend single one two three four",
    );
    let words = Words::of(sentence);
    let every = (0..words.len())
        .any(|at| words.word(at) == "every" && words.is_word(at + 1) && !words.is_in(at + 1, &NO_KIND));
    every && undecided(sentence).is_none() && !words.all.iter().any(|word| word.text == "possible")
}

/// Terms of use that start at this token, and the token after them.
fn terms(words: &Words, at: usize) -> Option<usize> {
    static MEANS: WordList = WordList::new(
        "api apis portal sandbox sftp webhook webhooks connector sdk marketplace dashboard vpn feed \
        export login integration warehouse repository interface",
    );
    static PAPERS: WordList =
        WordList::new("agreement contract licence license terms programme program nda msa addendum order");
    const JOINT: &[&str] = &["joint", "shared", "mutual", "common", "co"];
    static ENDS: WordList = WordList::new(
        "customers customer deals deal projects project clients client accounts opportunities bids \
        engagements offering offerings pipeline selling migrations implementations",
    );
    static LABELS: WordList = WordList::new("label labelled labeled");
    static RIGHTS: WordList =
        WordList::new("resell use sell distribute sublicense embed integrate bundle market");
    // The last of `list` within a few words, with nothing but words and hyphens between.
    let reach = |from: usize, list: &WordList| {
        (from..from + 6)
            .take_while(|i| words.is_word(*i) || words.is(*i, &["-", "/"]))
            .find(|i| words.is_in(*i, list))
            .map(|i| i + 1)
    };
    match words.word(at) {
        "via" | "through" | "over" | "using" => reach(at + 1, &MEANS),
        "under" => reach(at + 1, &PAPERS),
        "for" | "on" | "in" | "with" if words.is(at + 1, JOINT) => reach(at + 2, &ENDS),
        "for" if words.is(at + 1, &["use", "resale"]) => Some(at + 2),
        "licence" | "license" | "licences" | "licenses" | "licensed" | "sublicence" | "sublicense" => {
            words.is(at + 1, &["to", "for", "of", "under"]).then_some(at + 2)
        }
        "right" | "rights" if words.word(at + 1) == "to" => reach(at + 2, &RIGHTS),
        "seat" | "seats" | "sandbox" | "sandboxes" => Some(at + 1),
        "exclusive" | "exclusively" | "exclusivity" => {
            words.is(at + 1, &["in", "to", "for", "within", "across"]).then_some(at + 2)
        }
        "read" if words.is(at + 1, &["-", "only", "access"]) => {
            Some(at + 3 - usize::from(words.word(at + 1) != "-"))
        }
        "royalty" if words.reads(at + 1, &["-", "free"]) => Some(at + 3),
        "first" if words.is(at + 1, &["option", "refusal", "call"]) => {
            words.is(at + 2, &["on", "for", "to", "of", "over"]).then_some(at + 3)
        }
        "refusal" if words.before(at, 1) == "first" => Some(at + 1),
        "white" if words.is(at + 1, &["-", "label"]) => reach(at + 1, &LABELS),
        _ => None,
    }
    .map(|end| end.min(words.len()))
}

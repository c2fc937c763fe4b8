//! A number that one side has to take on trust settles no argument.

use super::common::each_headline;
use crate::model::US;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

/// The rule.
pub static RULE: Rule = rule! {
    id: "one-sided-tracking",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Do,
    summary: "a side cannot read a headline metric in its own report",
    why: "a side that has to take the number on trust will doubt it on the day it hurts",
    check: Check::Record(check),
};

/// Words of telling: with a name of the other side beside them, a source is what that side says.
const TELLING: &[&str] = &[
    "tells",
    "tell",
    "told",
    "sends",
    "send",
    "sent",
    "says",
    "say",
    "said",
    "informs",
    "informed",
    "forwards",
    "forwarded",
    "supplies",
    "supplied",
    "emails",
    "emailed",
    "mails",
    "mailed",
    "give",
    "gives",
    "gave",
    "given",
    "provide",
    "provides",
    "provided",
    "passes",
    "puts",
    "publishes",
    "posts",
    "shares",
    "shared",
    "uploads",
    "hands",
    "states",
    "claims",
    "quotes",
    "whatever",
    "phones",
    "ask",
    "asks",
    "asking",
    "asked",
    "according",
    "let",
    "lets",
    "furnish",
    "furnishes",
    "furnished",
    "advise",
    "advises",
    "confirm",
    "confirms",
    "confirmed",
    "communicate",
    "communicates",
    "communicated",
    "declare",
    "declares",
    "discloses",
    "notifies",
    "obtained",
    "copied",
    "copy",
    "rely",
    "relies",
    "trust",
    "believe",
    "declarations",
    "declaration",
    "estimate",
    "estimates",
    "self",
    "inform",
    "report",
];

/// The beginnings of participles of telling: "furnished by", "as communicated by", "certified by the licensee".
const TOLD_BY: &[&str] = &[
    "report",
    "prepar",
    "compil",
    "stat",
    "deliver",
    "issu",
    "advis",
    "communicat",
    "furnish",
    "declar",
    "suppl",
    "provid",
    "confirm",
    "submit",
    "notif",
    "disclos",
    "quot",
    "present",
    "transmit",
    "certif",
    "sent",
    "given",
    "shared",
    "calculat",
    "estimat",
    "comput",
    "circulat",
    "publish",
    "announc",
    "mention",
    "indicat",
    "relay",
    "passed",
];

/// What carries a figure from one side to the other and is nobody's books.
const CARRIERS: &[&str] = &[
    "slide",
    "slides",
    "deck",
    "decks",
    "presentation",
    "presentations",
    "qbr",
    "mail",
    "mails",
    "email",
    "emails",
    "spreadsheet",
    "newsletter",
    "phone",
    "call",
    "calls",
    "word",
];

/// What a side keeps or can look into itself, whoever is named beside it.
const OWN_BOOKS: &[&str] = &[
    "login", "access", "account", "api", "feed", "export", "crm", "erp", "bank", "ledger", "billing",
    "invoice", "invoices", "orders", "bookings", "audit", "audited",
];

/// How a side gets at what the other keeps, or can check it.
const WAY_IN: &[&str] = &[
    "login",
    "access",
    "account",
    "api",
    "feed",
    "export",
    "audit",
    "audited",
    "auditor",
    "auditors",
    "invoice",
    "invoices",
    "checked",
    "verified",
    "recomputed",
    "raw",
    "interface",
    "sync",
    "synced",
    "reconciled",
];

/// What stands before somebody who is only what a source is about: "sales to their customers".
const OBJECTS: &[&str] = &["to", "for", "with", "at", "in", "of", "on", "per", "against"];

/// What the other side is called by its trade: "the hospital's controlling" is theirs, where we are no hospital.
const TRADES: &[&str] = &[
    "hospital",
    "clinic",
    "hotel",
    "airline",
    "operator",
    "university",
    "institute",
    "insurer",
    "retailer",
    "wholesaler",
    "distributor",
    "reseller",
    "supplier",
    "vendor",
    "manufacturer",
    "agency",
    "client",
    "publisher",
    "licensee",
    "franchisee",
    "dealer",
    "installer",
    "contractor",
    "broker",
    "lab",
    "laboratory",
    "platform",
    "marketplace",
    "party",
    "counterparty",
    "carrier",
    "broadcaster",
    "integrator",
];

/// A text in small letters, without apostrophes.
fn lower(text: &str) -> String {
    text.to_lowercase().replace(['\'', '’'], " ")
}

/// The words of such a text.
fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a source is the other side: its bare name, or what it tells, sends or says.
fn is_hearsay(cx: &Context, side: &str, source: &str) -> bool {
    let source = lower(source);
    let said: Vec<&str> = words(&source).collect();
    let mut others: Vec<String> = cx
        .facts
        .sides
        .iter()
        .filter(|other| **other != side && **other != US)
        .map(|other| lower(cx.side(other)))
        .collect();
    let (own, pronouns): (&[&str], &[&str]) = if side == US {
        (&["we", "i"], &["partner", "partners", "they", "them", "counterpart", "counterparts"])
    } else {
        others.extend(cx.portfolio.us.text().map(lower));
        (&["they", "partner"], &["us", "we"])
    };
    // Whoever answers for it there is the other side, too.
    for other in cx.facts.sides.iter().filter(|other| **other != side) {
        let people = cx.record.owners.get(other).into_iter().flat_map(|owners| owners.items());
        others.extend(people.filter_map(|owner| owner.name.text()).map(lower));
    }
    let bare: Vec<&str> =
        said.iter().copied().filter(|word| !matches!(*word, "the" | "our" | "from" | "by")).collect();
    let is_us =
        |word: &str| cx.portfolio.us.text().is_some_and(|us| words(&lower(us)).any(|own| own == word));
    let by_trade = |word: &str| side == US && TRADES.contains(&word) && !is_us(word);
    let named = |word: &str| {
        pronouns.contains(&word)
            || by_trade(word)
            || (word.len() >= 4 && others.iter().any(|name| words(name).next() == Some(word)))
    };
    // "Northstar Cloud" is Northstar Cloud GmbH.
    let begins = |name: &String| {
        bare.len() > 1
            && bare.len() <= words(name).count()
            && bare.iter().copied().eq(words(name).take(bare.len()))
    };
    let other_side = said.windows(2).any(|pair| {
        pair[0] == "other" && matches!(pair[1], "side" | "party" | "company" | "firm" | "parties")
    });
    let is_name = bare.len() == 1 && bare.iter().all(|word| named(word)) || others.iter().any(begins);
    let telling = said.iter().enumerate().any(|(at, word)| {
        let asking = matches!(
            *word,
            "ask"
                | "asks"
                | "asking"
                | "asked"
                | "rely"
                | "trust"
                | "believe"
                | "copy"
                | "copied"
                | "obtained"
        );
        // What we send is ours; what we ask for is theirs.
        let before = at.checked_sub(1).map_or("", |at| said[at]);
        let by_us = own.contains(&before) && !asking;
        // A report is a document of one's own, unless they are the ones who report.
        let reporting = matches!(*word, "reports" | "reported")
            && pronouns.contains(&before)
            && !matches!(before, "partner" | "partners");
        // "As reported by the installer".
        let by = TOLD_BY.iter().any(|stem| word.starts_with(stem))
            && said.iter().skip(at + 1).take(4).any(|next| matches!(*next, "by" | "from"))
            && !said.iter().skip(at + 1).take(5).any(|next| matches!(*next, "our" | "us" | "we"))
            || *word == "from"
                && (at == 0
                    || matches!(
                        before,
                        "information" | "figures" | "numbers" | "word" | "message" | "update" | "slides"
                    ));
        // A report is a document, unless somebody is the one who reports: "as they report it".
        let telling = TELLING.contains(word)
            && (*word != "report"
                || (pronouns.contains(&before) && !matches!(before, "partner" | "partners")));
        (telling && !by_us) || reporting || by
    });
    let is_among = |list: &[&str]| said.iter().any(|word| list.contains(word));
    let carried = is_among(CARRIERS) && !is_among(OWN_BOOKS) && !is_among(own);
    // "Their dashboard" is theirs, unless we can look into it.
    let possessive: &[&str] = if side == US { &["their", "theirs"] } else { &["our", "ours"] };
    let own_way_in = is_among(WAY_IN) || is_among(own) || is_among(&["our"][..usize::from(side == US)]);
    // "The hospital's controlling", "Partner's statement".
    let of_theirs = !own_way_in
        && said.windows(2).enumerate().any(|(at, pair)| {
            let object = at.checked_sub(1).is_some_and(|at| OBJECTS.contains(&said[at]));
            pair[1] == "s" && !object && (by_trade(pair[0]) || named(pair[0]))
        });
    let owned = !own_way_in
        && said.iter().enumerate().any(|(at, word)| {
            let object = at.checked_sub(1).is_some_and(|at| OBJECTS.contains(&said[at]));
            possessive.contains(word) && !object
        });
    // "Northstar reports the figure", "told at the meeting".
    let tells = said.windows(3).any(|three| {
        named(three[0])
            && matches!(three[1], "reports" | "counts" | "measures" | "reads")
            && matches!(three[2], "the" | "it" | "them" | "this" | "what" | "how" | "a" | "each" | "every")
    }) || said.first().is_some_and(|first| *first == "told");
    is_name
        || tells
        || (other_side && !own_way_in)
        || owned
        || of_theirs
        || ((telling || carried) && said.iter().any(|word| named(word) || possessive.contains(word)))
}

/// Most sides that are told of one by one for each metric; with more, what is told grows with the square of the record.
const ONE_BY_ONE: usize = 50;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let (name, path) = (headline.metric.label(), format!("metrics[{}].tracked_by", headline.index));
        let tracked = &headline.metric.tracked_by;
        if cx.facts.sides.iter().any(|side| tracked.is_invalid(side)) {
            return Judged::Unknown;
        }
        let source = |side: &str| tracked.text(side);
        let blind: Vec<&str> = cx.facts.sides.iter().copied().filter(|side| source(side).is_none()).collect();
        if blind.len() == cx.facts.sides.len() {
            let sources: Vec<String> = blind.iter().map(|side| format!("{side}: …")).collect();
            out.error(path, format!("for \"{name}\" neither side says which report the number comes from"))
                .example(format!("tracked_by: {{ {} }}   # each side's own report", sources.join(", ")));
            return Judged::Judged;
        }
        if blind.len() > ONE_BY_ONE {
            out.error(path, format!("{} sides have no report of their own for \"{name}\"", blind.len()))
                .fix("record under `tracked_by` where each side reads it");
            return Judged::Judged;
        }
        for side in &blind {
            let who = cx.side(side);
            out.error(format!("{path}.{side}"), format!("{who} has no report of its own for \"{name}\""))
                .example(format!("{side}: …   # the report in which {who} reads it without asking"))
                .side(side);
        }
        for side in cx.facts.sides.iter().filter(|side| !blind.contains(side)) {
            let Some(text) = source(side).filter(|text| is_hearsay(cx, side, text)) else { continue };
            let who = cx.side(side);
            out.error(
                format!("{path}.{side}"),
                format!("{who} takes \"{name}\" from the other side: \"{}\"", shorten(text, 60)),
            )
            .basis(Basis::Fault)
            .example(format!("{side}: …   # the report in which {who} reads it without asking"))
            .side(side);
        }
        let sources: Vec<String> =
            cx.facts.sides.iter().filter_map(|side| source(side)).map(str::to_lowercase).collect();
        if let [first, rest @ ..] = sources.as_slice()
            && blind.is_empty()
            && rest.iter().all(|other| other == first)
        {
            let shown = source(cx.facts.sides.first().copied().unwrap_or_default()).unwrap_or_default();
            out.warning(path, format!("all sides read \"{name}\" in the same place, \"{shown}\""))
                .fix("name a record that each side keeps itself, even a rougher one, so that the two can be compared");
        }
        Judged::Judged
    })
}

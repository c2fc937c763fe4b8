//! Whether a name is that of a person.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::model::{FIRST_WORDS, comparable, is_placeholder, same_name};
use crate::text::{Beginnings, without_titles};

/// Words with which a seat says that nobody is in it.
const VACANT: [&str; 14] = [
    "vacant",
    "vacancy",
    "nobody",
    "no one",
    "no-one",
    "none",
    "nil",
    "open",
    "unfilled",
    "unassigned",
    "recruiting",
    "hiring",
    "interim",
    "left",
];

/// A last word that makes a name that of a group.
const GROUPS: [&str; 20] = [
    "team",
    "teams",
    "desk",
    "helpdesk",
    "department",
    "dept",
    "office",
    "committee",
    "mailbox",
    "inbox",
    "board",
    "unit",
    "division",
    "council",
    "alliances",
    "operations",
    "partnerships",
    "relations",
    "services",
    "solutions",
];

/// Titles of a position.
const ROLES: [&str; 45] = [
    "vp",
    "svp",
    "evp",
    "avp",
    "rvp",
    "vice",
    "president",
    "chief",
    "ceo",
    "cro",
    "coo",
    "cfo",
    "cto",
    "cmo",
    "cio",
    "cpo",
    "cdo",
    "cso",
    "ciso",
    "gm",
    "md",
    "head",
    "director",
    "manager",
    "managing",
    "lead",
    "leader",
    "officer",
    "executive",
    "owner",
    "sponsor",
    "coordinator",
    "specialist",
    "representative",
    "rep",
    "assistant",
    "associate",
    "principal",
    "pam",
    "kam",
    "leiter",
    "leiterin",
    "directeur",
    "responsable",
    "geschäftsführer",
];

/// Words of which a name consists when it is a function rather than a person.
const FUNCTIONS: [&str; 89] = [
    "account",
    "accounts",
    "advisory",
    "alliance",
    "affairs",
    "alliances",
    "americas",
    "and",
    "apac",
    "anz",
    "asia",
    "benelux",
    "board",
    "business",
    "channel",
    "cee",
    "channels",
    "cis",
    "client",
    "commercial",
    "contact",
    "corporate",
    "customer",
    "care",
    "customers",
    "dach",
    "delivery",
    "development",
    "digital",
    "ecosystem",
    "ecosystems",
    "emea",
    "enterprise",
    "eu",
    "europe",
    "finance",
    "for",
    "general",
    "global",
    "group",
    "growth",
    "hello",
    "in",
    "info",
    "innovation",
    "international",
    "it",
    "key",
    "latam",
    "legal",
    "management",
    "market",
    "mea",
    "mena",
    "marketing",
    "na",
    "national",
    "new",
    "nordic",
    "nordics",
    "of",
    "office",
    "operations",
    "our",
    "partner",
    "partners",
    "partnership",
    "partnerships",
    "procurement",
    "product",
    "products",
    "programme",
    "program",
    "regional",
    "relations",
    "relationship",
    "revenue",
    "sales",
    "senior",
    "service",
    "services",
    "strategic",
    "strategy",
    "success",
    "support",
    "technology",
    "the",
    "their",
    "uk",
];

/// What the name of a company ends with.
const LEGAL_FORMS: [&str; 28] = [
    "gmbh",
    "ag",
    "se",
    "kg",
    "ltd",
    "limited",
    "llc",
    "llp",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "plc",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "oy",
    "oyj",
    "as",
    "aps",
    "pty",
    "kk",
    "sl",
];

/// Every word that makes a name worth a closer look.
static LISTED: LazyLock<(Beginnings, HashSet<&'static str>)> = LazyLock::new(|| {
    let openers = [
        "successor",
        "replacement",
        "backfill",
        "position",
        "seat",
        "requisition",
        "req",
        "unoccupied",
        "recruitment",
        "someone",
        "somebody",
        "new",
        "leaves",
        "resigned",
        "retired",
    ];
    let lists: [&[&'static str]; 6] = [&FIRST_WORDS, &VACANT, &GROUPS, &ROLES, &FUNCTIONS, &LEGAL_FORMS];
    let words: HashSet<&'static str> = lists.into_iter().flatten().copied().chain(openers).collect();
    (Beginnings::of(words.iter().copied()), words)
});

/// A person's name as it is compared: `Nair, Priya`, `NAIR, Priya` and `Dr. Priya Nair (VP)` are one.
pub fn full_name(name: &str) -> String {
    comparable(&without_titles(name.split(['(', '[']).next().unwrap_or_default()))
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// Nobody: a vacancy, or no answer.
    Nobody,
    /// A position, whoever is in it.
    Role,
    /// A team, a department or a mailbox.
    Team,
    /// A company.
    Company,
}

/// A company's name without what it ends with by law: `Northstar Cloud` for `Northstar Cloud GmbH`.
pub fn without_legal_form(company: &str) -> &str {
    let mut name = company.trim();
    while let Some((before, last)) = name.rsplit_once([' ', ',']) {
        let last = last.replace('.', "").to_lowercase();
        if !(LEGAL_FORMS.contains(&last.as_str()) || matches!(last.as_str(), "&" | "co")) {
            break;
        }
        name = before.trim_end_matches([' ', ',']);
    }
    name
}

/// What the name of an owner or a sponsor stands for. `companies` are the parties, which no person is called.
pub fn named<'a>(name: &str, companies: impl IntoIterator<Item = &'a str>) -> NameKind {
    let mut companies = companies.into_iter();
    // Most names are of people, and no word of theirs is in any list: they need no closer look.
    if name.is_ascii() && name.starts_with(|first: char| first.is_ascii_alphabetic()) && !name.contains('@') {
        let (beginnings, known) = &*LISTED;
        let listed =
            |word: &str| beginnings.may_be(word) && known.contains(word.to_ascii_lowercase().as_str());
        let words =
            name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        if !words.into_iter().any(listed) {
            let company = companies
                .any(|company| company.eq_ignore_ascii_case(name.trim()) || same_name(company, name));
            return if company { NameKind::Company } else { NameKind::Person };
        }
    }
    let plain = comparable(name);
    // What stands in brackets, or after a comma or a dash, tells of whoever stands before it.
    let head = plain.split(['(', '[', ',', ';', '–', '—']).next().unwrap_or_default().trim();
    let head = head.split(" - ").next().unwrap_or_default();
    let words: Vec<&str> = head
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    if is_placeholder(name) || is_placeholder(head) || words.is_empty() || starts_vacant(head, &words) {
        return NameKind::Nobody;
    }
    if let Some((local, _)) = plain.split_once('@') {
        let mailbox =
            local.split(|letter: char| !letter.is_alphanumeric()).any(|word| FUNCTIONS.contains(&word));
        return if mailbox { NameKind::Team } else { NameKind::Person };
    }
    const TITLES: [&str; 9] = ["dr", "prof", "mr", "mrs", "ms", "dame", "sir", "herr", "frau"];
    if is_turned(&plain, &words) || (words.len() > 2 && TITLES.contains(&words[0])) {
        return NameKind::Person;
    }
    let of_function = |word: &&&str| FUNCTIONS.contains(word);
    let last = words.last().copied().unwrap_or_default();
    if companies.any(|company| same_name(company, name))
        || (words.len() > 1 && LEGAL_FORMS.contains(&last.replace('.', "").as_str()))
    {
        return NameKind::Company;
    }
    // "Customer Service Berlin": two functions and a place.
    let plainly = |word: &&str| word.len() > 3 && (FUNCTIONS.contains(word) || GROUPS.contains(word));
    if matches!(words.as_slice(), [one, two, rest @ ..] if rest.len() <= 2 && plainly(one) && plainly(two)) {
        return NameKind::Team;
    }
    let titles = words.iter().filter(|word| ROLES.contains(word)).count();
    let of_group = |word: &&&str| GROUPS.contains(word);
    let named_by_role =
        words.iter().all(|word| ROLES.contains(word) || of_function(&word) || of_group(&word));
    if titles > 0
        && named_by_role
        && !matches!(last, "team" | "teams" | "desk" | "mailbox" | "inbox" | "office")
    {
        return NameKind::Role;
    }
    if GROUPS.contains(&last) || words.iter().all(|word| of_function(&word) || GROUPS.contains(word)) {
        return NameKind::Team;
    }
    NameKind::Person
}

/// Whether a name says in brackets that whoever bears it has gone: `H. Brandt (left in May)`.
pub fn has_left(name: &str) -> bool {
    let said = name.split_once(['(', '[']).map_or("", |(_, said)| said.trim_start());
    !said.is_empty()
        && ["left ", "left)", "has left", "resigned", "retired", "leaves ", "gone"]
            .iter()
            .any(|word| said.to_lowercase().starts_with(word))
}

/// `Head, Thomas`: a surname that is also a position or a place of work, before the comma and the given name.
fn is_turned(plain: &str, head: &[&str]) -> bool {
    const SURNAMES: [&str; 5] = ["head", "leader", "board", "office", "principal"];
    let given = |word: &str| {
        let listed = |list: &[&str]| list.contains(&word);
        word.chars().count() > 1
            && !listed(&ROLES)
            && !listed(&FUNCTIONS)
            && !listed(&GROUPS)
            && !listed(&LEGAL_FORMS)
    };
    let Some((_, after)) = plain.split_once(',') else { return false };
    let words: Vec<&str> =
        after.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    matches!(head, [only] if SURNAMES.contains(only))
        && (1..=2).contains(&words.len())
        && words.iter().all(|word| given(word))
}

fn starts_vacant(head: &str, words: &[&str]) -> bool {
    let first = words.first().copied().unwrap_or_default();
    // "Open Partner Manager role" is a vacancy; nobody is called so.
    VACANT.contains(&head)
        || matches!(
            first,
            "vacant" | "vacancy" | "nobody" | "unfilled" | "unassigned" | "recruiting" | "hiring" | "recruitment"
                | "someone" | "somebody" | "whoever" | "whomever"
        )
        || (first == "open"
            && words.iter().skip(1).any(|word| matches!(*word, "position" | "role" | "seat" | "headcount" | "req" | "requisition" | "vacancy" | "hire")))
        || head.starts_with("no one")
        || head.starts_with("new hire")
        || head.starts_with("the new ")
        || head.starts_with("new colleague")
        || head.starts_with("not yet")
        || head.starts_with("to be ")
        || head.starts_with("to hire")
        || head.starts_with("successor")
        || head.starts_with("replacement")
        || words.iter().any(|word| matches!(*word, "unfilled" | "unassigned" | "unoccupied"))
        // "Jonas's successor" is somebody whom nobody can name yet.
        || matches!(words.last(), Some(&("successor" | "replacement" | "backfill")))
}

#[cfg(test)]
mod tests;

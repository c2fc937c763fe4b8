//! Names of alliances and of people: any number of them, no two the same.

const PLACES: [&str; 64] = [
    "North", "South", "East", "West", "Amber", "Alder", "Birch", "Brook", "Cedar", "Clear", "Copper",
    "Coral", "Crane", "Dale", "Dawn", "Elm", "Ember", "Fair", "Falcon", "Fern", "Flint", "Frost", "Glen",
    "Gold", "Granite", "Green", "Harbour", "Hawk", "Hazel", "Heron", "Holm", "Iron", "Ivy", "Juniper",
    "Kestrel", "Kirk", "Lark", "Laurel", "Linden", "Loch", "Maple", "Marsh", "Mill", "Moss", "Oak", "Osprey",
    "Pine", "Plover", "Quarry", "Raven", "Reed", "Ridge", "River", "Rowan", "Sable", "Silver", "Spruce",
    "Stone", "Swift", "Tern", "Thorn", "Vale", "Willow", "Wren",
];
const ENDINGS: [&str; 32] = [
    "bridge", "brook", "burn", "bury", "cliff", "combe", "croft", "dale", "den", "field", "ford", "gate",
    "grove", "ham", "haven", "hill", "holt", "hurst", "land", "ley", "light", "line", "mark", "mere",
    "mouth", "point", "port", "stead", "ton", "wall", "wick", "yard",
];
const TRADES: [&str; 25] = [
    "Analytics",
    "Bank",
    "Bikes",
    "Broadband",
    "Clinics",
    "Cloud",
    "Compare",
    "Data",
    "Energy",
    "Filters",
    "Foods",
    "Freight",
    "Health",
    "Homes",
    "Hosting",
    "Insurance",
    "Labs",
    "Media",
    "Paper",
    "Payments",
    "Pumps",
    "Retail",
    "Robotics",
    "Studio",
    "Travel",
];
const FORMS: [&str; 8] = ["GmbH", "Ltd", "AB", "BV", "ApS", "Oy", "SAS", "AG"];
const GIVEN: [&str; 48] = [
    "Priya", "Tomás", "Ines", "Jonas", "Ruth", "Dev", "Ingrid", "Johan", "Simon", "Maria", "Kaisa", "Antti",
    "Hannah", "Niall", "Elsa", "Oskar", "Mikael", "Karin", "Daan", "Wiebke", "Bram", "Femke", "Jude",
    "Hazel", "Amara", "Luca", "Chloé", "Yusuf", "Noor", "Pavel", "Zofia", "Mateo", "Aisha", "Sven", "Freya",
    "Hugo", "Leila", "Marek", "Nadia", "Olu", "Petra", "Ravi", "Saskia", "Tariq", "Ulla", "Vera", "Wim",
    "Yara",
];
const FAMILY: [&str; 24] = [
    "Nair", "Reyes", "Duarte", "Weber", "Ogden", "Patel", "Solheim", "Berg", "Calder", "Nyström", "Virtanen",
    "Laine", "Reid", "Quinn", "Wiklund", "Dahl", "Strand", "Falk", "Visser", "Thomsen", "Kuiper", "de Wit",
    "Okafor", "Haddad",
];
const SECOND: [&str; 20] = [
    "", "-Adler", "-Brandt", "-Costa", "-Dunne", "-Eriksen", "-Fuchs", "-Grant", "-Holm", "-Ibsen",
    "-Jansen", "-Klein", "-Lund", "-Meyer", "-Novak", "-Olsen", "-Pratt", "-Rossi", "-Sato", "-Vogel",
];

/// The name of an alliance. Each number below 51,200 has its own; beyond that the number is part of it.
pub fn alliance(index: usize) -> String {
    let all = PLACES.len() * ENDINGS.len() * TRADES.len();
    // A step without a common divisor visits every place once, and neighbours look unlike each other.
    let place = index % all * 19_937 % all;
    let (place, trade) = (place / TRADES.len(), TRADES[place % TRADES.len()]);
    let (place, ending) = (PLACES[place / ENDINGS.len() % PLACES.len()], ENDINGS[place % ENDINGS.len()]);
    let again = if index < all { String::new() } else { format!(" {}", index / all + 1) };
    format!("{place}{ending} {trade}{again}")
}

/// The company behind an alliance.
pub fn company(index: usize) -> String {
    format!("{} {}", alliance(index), FORMS[index % FORMS.len()])
}

/// A person. Each number below 23,040 has their own name.
pub fn person(number: usize) -> String {
    let given = GIVEN[number % GIVEN.len()];
    let rest = number / GIVEN.len();
    // The second family name varies slowest, so that small portfolios have short names.
    let second = SECOND[rest / FAMILY.len() % SECOND.len()];
    format!("{given} {}{second}", FAMILY[rest % FAMILY.len()])
}

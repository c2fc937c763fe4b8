//! Sentences for the records.

/// What a side puts in.
#[derive(Debug, Clone, Copy)]
pub struct Brings {
    /// The sentence; `{n}` is a quantity and `{f}` the floor.
    pub what: &'static str,
    /// The same without a floor.
    pub loose: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// Why nobody else has it.
    pub rare: &'static str,
    /// Smallest and largest floor for each period.
    pub floor: (i64, i64),
    /// Periods in a year.
    pub yearly: i64,
}

pub const OURS: &[Brings] = &[
    Brings {
        what: "{n} certified migration engineers on joint deals, at least {f} projects a quarter",
        loose: "{n} certified migration engineers on joint deals",
        kind: "expertise",
        rare: "Seven years of certification and reference migrations",
        floor: (2, 8),
        yearly: 4,
    },
    Brings {
        what: "{n} application engineers on joint tenders, at least {f} tenders a quarter",
        loose: "{n} application engineers on joint tenders",
        kind: "expertise",
        rare: "Framework contracts with eleven water utilities",
        floor: (2, 9),
        yearly: 4,
    },
    Brings {
        what: "{n} media planners on shared accounts, at least {f} plans a quarter",
        loose: "{n} media planners on shared accounts",
        kind: "expertise",
        rare: "Buying terms with nine retail networks",
        floor: (3, 9),
        yearly: 4,
    },
    Brings {
        what: "Offers in {n}0 municipal tenders a year, at least {f} offers a year",
        loose: "Offers in {n}0 municipal tenders",
        kind: "distribution",
        rare: "Framework agreements with 190 municipalities",
        floor: (20, 45),
        yearly: 1,
    },
    Brings {
        what: "{n}0 shelf places in our own shops, at least {f} places a quarter",
        loose: "{n}0 shelf places in our own shops",
        kind: "distribution",
        rare: "Shops in every town above 50000 people",
        floor: (20, 60),
        yearly: 4,
    },
];

pub const THEIRS: &[Brings] = &[
    Brings {
        what: "{n}0 sensor sets a quarter at list price less 40 %, at least {f} sets a quarter",
        loose: "{n}0 sensor sets at list price less 40 %",
        kind: "technology",
        rare: "A failure model trained on nine years of bearing data",
        floor: (20, 80),
        yearly: 4,
    },
    Brings {
        what: "Hosting in {n} certified halls at a 30 % discount, at least {f} racks a year",
        loose: "Hosting in {n} certified halls at a 30 % discount",
        kind: "technology",
        rare: "The platform itself; eleven years and two certifications",
        floor: (10, 40),
        yearly: 1,
    },
    Brings {
        what: "{n}0 seats of the planning product at cost, at least {f} seats a quarter",
        loose: "{n}0 seats of the planning product at cost",
        kind: "product",
        rare: "The only product in its class with a public-sector licence",
        floor: (10, 50),
        yearly: 4,
    },
    Brings {
        what: "A weekly basket file of {n}00000 households, at least {f} files a year",
        loose: "A basket file of {n}00000 households",
        kind: "data",
        rare: "Loyalty contracts with three grocers",
        floor: (40, 50),
        yearly: 1,
    },
    Brings {
        what: "{n}0 days a quarter from their test laboratory, at least {f} days a quarter",
        loose: "{n}0 days from their test laboratory",
        kind: "technology",
        rare: "An accredited laboratory for drinking water",
        floor: (12, 60),
        yearly: 4,
    },
];

pub const VISIBLE: &[Brings] = &[
    Brings {
        what: "{n} dedicated sends to our 21,000 newsletter subscribers, at least {f} sends a quarter",
        loose: "Dedicated sends to our 21,000 newsletter subscribers",
        kind: "audience",
        rare: "A letter that designers have read since 2009",
        floor: (1, 3),
        yearly: 4,
    },
    Brings {
        what: "{n} case films for the joint landing page, at least {f} films a quarter",
        loose: "Case films for the joint landing page",
        kind: "content",
        rare: "A film crew of our own",
        floor: (1, 3),
        yearly: 4,
    },
    Brings {
        what: "Our logo on their site and {n}0 pitches a quarter, at least {f} pitches a quarter",
        loose: "Our logo on their site and in their pitches",
        kind: "brand",
        rare: "A name that the trade knows",
        floor: (2, 8),
        yearly: 4,
    },
    Brings {
        what: "{n} webinars for 34,000 followers, at least {f} webinars a quarter",
        loose: "Webinars for 34,000 followers",
        kind: "audience",
        rare: "The largest following in the trade",
        floor: (1, 2),
        yearly: 4,
    },
];

pub const VAGUE: &[&str] = &[
    "Their community and their real passion for what we do",
    "They will open doors at the grocers they work with",
    "Our team will support theirs wherever it makes sense",
    "Thought leadership and warm introductions",
];

pub const OBJECTIVES: &[&str] = &[
    "Win the mid-market cloud migrations that neither of us is shortlisted for alone.",
    "Sell water utilities a pump with a predicted repair date as one product with one warranty.",
    "Enter Norwegian and Swedish municipal water with a local seller and a local repair crew.",
    "Sell retail media plans that are priced from real basket data.",
    "Win service firms that want their CRM and their agency from one contract.",
    "Sell regulated hosting moves around the Baltic as one contract with one price.",
    "Win and deliver rebrands that need our media planning and their design studio.",
];

pub const SMALL_OBJECTIVES: &[&str] = &[
    "Find out whether packaging designers who read the other's letters ask for a quote.",
    "Find out whether buyers of intake filters are in the market for a pump in the same year.",
    "Pay for enquiries that their comparison tables send us.",
    "Be seen by shipyard owners in the week they are all in one place.",
];

pub const EVIDENCE: &[(&str, &str)] = &[
    (
        "combined-offering",
        "Nine of eleven bids lost alone in 2024 named the missing platform or the missing team.",
    ),
    (
        "combined-offering",
        "17 of 22 utility tenders in 2023 asked for condition monitoring and a pump from one supplier.",
    ),
    (
        "market-access",
        "Danish and Estonian public buyers asked for a local host in 14 of 16 tenders we read.",
    ),
    (
        "market-access",
        "No foreign maker without local service won any of the 41 municipal tenders published in 2022.",
    ),
    (
        "capability",
        "Two pilots in spring 2025 cut wasted spend by 18 % against plans made without basket data.",
    ),
    ("credibility", "They have supplied 190 municipalities since 1978; we were known to three of them."),
];

pub const CHANGES: &[(&str, &str)] = &[
    ("combined-offering", "Joint package on both price lists"),
    ("combined-offering", "One part number and one warranty for both products"),
    ("market-access", "We bid in public tenders through them"),
    ("technology-integration", "Sensors are fitted on our line in Leeds"),
    ("distribution-channel", "Six service depots stock our spare parts"),
    ("shared-delivery", "Two of their engineers sit in our delivery team"),
];

pub const DECIDED: &[&str] = &[
    "Move two engineers to DACH",
    "Hold sensor volume for winter",
    "no change",
    "Open a seventh depot in Umeå in 2027",
    "Raise the discount for public buyers",
    "Hire a planner for both sides",
];

pub const WHYS: &[&str] = &[
    "\"Two quarters above floor, and DACH opens in May\"",
    "Third year over target and no customer has left",
    "\"Revenue over target for a year, and new terms agreed on warranty\"",
    "At plan; the bank opportunity is not ripe before the audit",
];

pub const PROMISES: &[&str] = &[
    "Launch the DACH landing page",
    "Certify the sensor for drinking water",
    "Publish the warranty terms in Swedish",
    "Train four crews on the new seal",
    "Tender list for 2027",
    "Propose a split for the hired designers",
    "Second fitting station on the Leeds line",
];

pub const ISSUES: &[&str] = &[
    "Duplicate leads in two CRMs",
    "Sensor batches with mixed firmware",
    "Who pays the designers while they are between projects",
    "Invoices for joint projects arrive twice",
];

pub const ROLES: &[&str] =
    &["VP Alliances", "Alliance Director", "Partnerships Manager", "Head of Ecosystem"];
pub const POWERS: &[&str] = &[
    "Signs to EUR 250k and staffs joint deals",
    "Signs to EUR 40k",
    "Allots engineering days and sets joint prices",
    "Sets co-sell budget and roadmap slots",
    "Decides what is offered in tenders",
];
pub const CHIEFS: &[&str] = &["COO", "CRO", "CEO", "Managing Director", "CFO"];

pub const BECAUSE: &[&str] = &[
    "Bids won in regions where they do not work",
    "Utilities whose tenders did not ask for both",
    "Half of the accounts are served without them",
    "Comparable sales in Finland over the same quarters",
];

pub const NOTES: &[&str] = &[
    "# Kept by the alliance office; edited by hand.",
    "# The figures come from the shared sheet on the second working day of a month.",
    "# Ask before you change an agreed date.",
];

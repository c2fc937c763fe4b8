//! What people call a thing in their own sheets and systems, and what the record calls it.

/// What people call a key of a file with these keys, as the file calls it; a key may stand within another.
pub(super) fn of_key(name: &str, known: &[&str]) -> Option<&'static str> {
    let plain = plain(name);
    let of_portfolio = matches!(plain.as_str(), "company" | "our company" | "we" | "name" | "organisation");
    let meant = if of_portfolio && known.contains(&"us") { "us" } else { of_record(&plain)? };
    known.contains(&meant.split('.').next()?).then_some(meant)
}

fn of_record(plain: &str) -> Option<&'static str> {
    Some(match plain {
        "start" | "start date" | "started on" | "begin" | "launch" | "launch date" | "since" => "started",
        "end" | "end date" | "ended on" => "ended",
        "status" | "phase" | "state" => "stage",
        "renewal date" | "renewal" | "expiry" | "expiry date" | "contract end" | "expires" => "term.ends",
        "kpi" | "kpis" | "measure" | "measures" => "metrics",
        "notice days" | "notice period" | "notice" => "exit.notice_days",
        "owner" | "partner manager" | "pam" | "account manager" => "owners.us",
        "goal" | "goals" | "purpose" | "description" => "objective",
        "account" | "company" | "partner name" => "partner",
        "category" | "partner type" => "type",
        _ => return None,
    })
}

/// Words for a value, with the words of the record that may be meant. Of several lists a word is in, the one that knows
/// what may stand in the place counts.
const VALUES: &[(&str, &[&str])] = &[
    // Types.
    (
        "affiliate",
        &["referral", "referrals", "referral partner", "affiliate partner", "commission", "introducer"],
    ),
    ("sponsorship", &["sponsor", "sponsoring", "sponsored"]),
    ("co-marketing", &["campaign", "marketing", "comarketing", "joint marketing", "promotion", "co brand"]),
    ("strategic", &["strategic alliance", "strategic partner", "strategic partnership"]),
    // Stages.
    ("active", &["running", "live", "signed", "in force", "current", "ongoing", "open"]),
    (
        "proposed",
        &[
            "negotiation",
            "negotiating",
            "in negotiation",
            "planned",
            "prospect",
            "draft",
            "pipeline",
            "in talks",
        ],
    ),
    ("paused", &["on hold", "hold", "suspended", "frozen", "dormant", "inactive"]),
    ("winding-down", &["exiting", "notice given", "terminating", "wind down", "ramp down", "sunset"]),
    (
        "ended",
        &["terminated", "over", "closed", "expired", "dead", "finished", "former", "cancelled", "canceled"],
    ),
    // Forms.
    ("reseller", &["resale", "var", "distributor", "distribution", "channel", "channel partner", "dealer"]),
    (
        "product-integration",
        &["integration", "technology", "technology partner", "tech partner", "isv", "oem", "api"],
    ),
    ("licence", &["license", "licensing", "ip licence", "patent licence"]),
    ("equity", &["shares", "stake", "cross shareholding", "minority stake", "investment"]),
    ("joint-venture", &["jv", "joint company", "newco"]),
    ("contract", &["agreement", "si", "system integrator", "services", "service agreement"]),
    // What is put in.
    (
        "capital",
        &[
            "cash",
            "money",
            "funding",
            "funds",
            "budget",
            "fee",
            "fees",
            "payment",
            "equity",
            "commission",
            "mdf",
        ],
    ),
    (
        "expertise",
        &["people", "staff", "engineers", "know how", "services", "consulting", "skills", "training"],
    ),
    ("technology", &["software", "ip", "patents", "licence", "license", "platform", "api", "tech"]),
    ("customers", &["leads", "referrals", "introductions", "accounts", "clients", "pipeline"]),
    ("brand", &["logo", "name", "visibility", "branding", "naming rights"]),
    ("audience", &["newsletter", "followers", "subscribers", "reach", "mailing list", "list", "traffic"]),
    ("content", &["events", "webinars", "articles", "material", "marketing"]),
    ("distribution", &["channel", "sales", "stores", "shelf space", "logistics", "resale"]),
    ("credibility", &["reputation", "references", "standing", "certification", "endorsement"]),
    ("product", &["goods", "products", "supply"]),
    // What a metric indicates.
    ("shared-revenue", &["revenue", "sales", "turnover", "bookings", "arr", "mrr"]),
    ("referral-volume", &["leads", "referrals", "introductions"]),
    ("joint-pipeline", &["pipeline", "opportunities", "deals"]),
    ("new-customers", &["customers", "logos", "new logos", "accounts", "clients"]),
    ("cost-saving", &["savings", "cost savings", "costs"]),
    ("market-penetration", &["penetration", "market share", "share", "coverage"]),
    ("reach", &["impressions", "followers", "visitors", "views", "audience"]),
    ("other", &["churn", "satisfaction", "nps", "quality"]),
    // How often.
    (
        "either",
        &["both", "either side", "either party", "any side", "both sides", "both parties", "mutual", "all"],
    ),
    ("month", &["monthly", "months"]),
    ("quarter", &["quarterly", "quarters"]),
    ("year", &["yearly", "annual", "annually", "years"]),
    ("weekly", &["week", "every week", "once a week"]),
    ("fortnightly", &["every two weeks", "every 2 weeks", "fortnight"]),
    ("monthly", &["month", "every month", "once a month"]),
    ("quarterly", &["quarter", "every quarter", "qbr", "qbrs", "every three months", "every 3 months"]),
    (
        "half-yearly",
        &["half year", "semi annual", "semiannual", "twice a year", "every six months", "every 6 months"],
    ),
    ("annual", &["yearly", "annually", "once a year", "every year"]),
    ("ad-hoc", &["adhoc", "as needed", "when needed", "on demand", "irregular"]),
    // How a term goes on.
    ("automatically", &["yes", "auto", "automatic", "auto renew", "auto renewal", "evergreen", "rolling"]),
    ("by-agreement", &["by mutual agreement", "mutual agreement", "on request", "negotiated"]),
    ("never", &["no", "none", "does not renew", "fixed term"]),
    // How serious.
    ("high", &["critical", "major", "severe", "blocker"]),
    ("medium", &["moderate", "med"]),
    ("low", &["minor", "trivial"]),
    // Decisions.
    ("wind-down", &["terminate", "end", "exit", "stop", "kill", "close"]),
    ("restructure", &["renegotiate", "fix", "change terms", "reset"]),
    ("continue", &["keep", "go on", "renew", "extend", "renewed", "maintain"]),
    ("deepen", &["expand", "grow", "invest", "extend scope"]),
    ("hold", &["pause", "wait", "defer", "postpone"]),
];

/// The word of those expected that people call so; `None` where several may be meant, or none.
pub(super) fn of_value(word: &str, expected: &[&'static str]) -> Option<&'static str> {
    let plain = plain(word);
    known(&plain, expected).or_else(|| {
        // A referral agreement is a referral.
        let (bare, last) = plain.rsplit_once(' ')?;
        OF_NO_MEANING.contains(&last).then(|| known(bare, expected))?
    })
}

/// Words behind the one that counts.
const OF_NO_MEANING: &[&str] =
    &["agreement", "contract", "deal", "arrangement", "partnership", "partner", "programme", "program"];

fn known(plain: &str, expected: &[&'static str]) -> Option<&'static str> {
    if let Some(same) = expected.iter().find(|known| self::plain(known) == plain) {
        return Some(same);
    }
    let mut meant = VALUES
        .iter()
        .filter(|(_, called)| called.contains(&plain))
        .filter_map(|(known, _)| expected.iter().find(|word| *word == known).copied());
    let first = meant.next()?;
    meant.next().is_none().then_some(first)
}

/// A word as it is compared: in small letters, with blanks where people put other things between words.
fn plain(word: &str) -> String {
    let spaced = word.to_lowercase().replace(['_', '-', '/'], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: &[&str] = &["strategic", "co-marketing", "affiliate", "sponsorship"];

    #[test]
    fn a_word_is_known_where_it_can_stand() {
        assert_eq!(of_value("Referral partner", KINDS), Some("affiliate"));
        assert_eq!(of_value("Strategic", KINDS), Some("strategic"));
        assert_eq!(of_value("Co Marketing", KINDS), Some("co-marketing"));
        assert_eq!(of_value("reseller", KINDS), None, "that is a form");
        assert_eq!(of_value("licence", &["expertise", "technology"]), Some("technology"));
        assert_eq!(of_value("licence", &["contract", "licence"]), Some("licence"));
        assert_eq!(of_value("On Hold", &["active", "paused"]), Some("paused"));
        assert_eq!(of_value("Referral agreement", &["contract", "referral"]), Some("referral"));
        assert_eq!(of_value("service agreement", &["contract", "referral"]), Some("contract"));
        assert_eq!(of_value("QBR", &["monthly", "quarterly"]), Some("quarterly"));
        assert_eq!(of_value("some agreement", &["contract", "referral"]), None);
    }

    #[test]
    fn a_key_is_known_in_the_file_that_has_it() {
        assert_eq!(of_key("Company", &["name", "partner"]), Some("partner"));
        assert_eq!(of_key("Company", &["us", "currency"]), Some("us"));
        assert_eq!(of_key("Renewal date", &["name", "term"]), Some("term.ends"));
        assert_eq!(of_key("Renewal date", &["us", "currency"]), None);
    }

    #[test]
    fn every_word_meant_is_one_of_the_record() {
        let schema = include_str!("../../schema/alliance.schema.json");
        for (known, _) in VALUES {
            assert!(schema.contains(&format!("\"{known}\"")), "{known}");
        }
    }
}

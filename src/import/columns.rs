//! What the columns of a partner sheet are called, and the fields of a record they are read as.

use crate::text::nearest;

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reads {
    /// What the alliance is called.
    Name,
    /// One text.
    Text,
    /// Several texts, a line or a semicolon apart.
    Texts,
    /// Where a document is kept, or what it is called.
    Reference,
    /// A type of arrangement.
    Type,
    /// A legal form.
    Structure,
    /// A tier.
    Tier,
    /// A stage.
    Stage,
    /// A day; the first of a period.
    FirstDay,
    /// A day; the last of a period.
    LastDay,
    /// The day of a review.
    Review,
    /// People.
    People,
    /// A notice period.
    Notice,
    /// What happens at the end of the term.
    Renewal,
    /// How often reviews are held.
    Cadence,
    /// A level of a metric, perhaps with its currency and how often.
    Level,
    /// How often a metric is read.
    Every,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A number of months.
    Months,
    /// Kept as it is, under a key of the team's own.
    Own,
    /// Left out, because somebody said so.
    Skip,
}

/// A field that a column can be read as.
#[derive(Debug)]
pub struct ColumnField {
    /// Its path in a record.
    pub path: &'static str,
    /// How cells are read.
    pub reads: Reads,
    /// The heading under which it is exported.
    pub heading: &'static str,
    /// What people call it, in lower case and without marks.
    names: &'static [&'static str],
}

macro_rules! fields {
    ($($path:literal $reads:ident $heading:literal [$($name:literal),* $(,)?])+) => {
        &[$(ColumnField { path: $path, reads: Reads::$reads, heading: $heading, names: &[$($name),*] }),+]
    };
}

/// Every field with its names; of two that fit, the first wins.
pub const FIELDS: &[ColumnField] = fields! {
    "name" Name "Alliance" ["partner", "alliance", "account", "company", "partner name", "alliance name", "account name", "partner account", "company name", "organisation", "organization", "vendor", "firma", "partnername", "unternehmen", "partnerfirma", "name", "partnership"]
    "partner" Text "Legal entity" ["legal entity", "legal name", "company legal name", "registered name", "contract party", "contracting party", "counterparty", "vertragspartner", "rechtsträger", "juristische person", "firmierung"]
    "aliases" Texts "Also known as" ["alias", "aliases", "also known as", "aka", "former name", "formerly", "früherer name", "kurzname", "short name", "trade name", "trading name", "dba", "brand name"]
    "ids.crm" Text "CRM id" ["crm id", "account id", "record id", "company id", "partner id", "salesforce id", "sfdc id", "hubspot id", "id", "crm nummer"]
    "type" Type "Type" ["type", "partner type", "partnership type", "category", "kind", "program", "programme", "partner category", "typ", "art", "partnertyp", "kategorie", "partnerart", "type of partner", "model"]
    "structure" Structure "Structure" ["structure", "legal form", "deal structure", "struktur", "vertragsform"]
    "stage" Stage "Status" ["status", "stage", "state", "phase", "partner status", "health", "rag", "lifecycle", "partner account status", "account status", "partnership status", "relationship status", "program status", "programme status", "rag status"]
    "tier" Tier "Tier" ["tier", "level", "partner level", "partner tier", "priority", "stufe", "klasse", "priorität", "segment", "class", "partner program tier", "program tier", "program level", "programme level", "partnership level", "tiering"]
    "started" FirstDay "Started" ["start", "started", "start date", "since", "partner since", "launch", "launch date", "go live", "signed on", "effective date", "onboarded", "beginn", "seit", "partner seit", "vertragsbeginn", "startdatum", "date started", "active since", "partnership start date", "partnership start", "partner start date", "contract start", "contract start date", "agreement start", "agreement start date", "live since", "joined", "join date", "kick off", "kickoff"]
    "ended" LastDay "Ended" ["ended", "ended on", "terminated on", "churn date", "beendet", "beendet am"]
    "announced" FirstDay "Announced" ["announced", "press release", "announcement", "pressemitteilung"]
    "objective" Text "Objective" ["objective", "goal", "purpose", "why", "strategic rationale", "rationale", "ziel der partnerschaft", "zweck", "joint goal", "mutual goals", "joint goals", "shared goals", "goals", "objectives", "joint objective", "joint objectives", "business objective", "business objectives"]
    "agreement.signed" FirstDay "Agreement signed" ["signed", "signature date", "agreement signed", "contract date", "date signed", "contract signed", "unterschrieben", "vertragsdatum", "unterzeichnet", "agreement date", "signing date"]
    "agreement.reference" Reference "Agreement" ["contract", "agreement", "contract type", "contract link", "agreement link", "legal document", "msa", "paper", "vertrag", "vertragsart", "rahmenvertrag", "contract ref", "agreement url", "contract url", "contract number", "contract no", "agreement number", "vertragsnummer"]
    "term.ends" LastDay "Term ends" ["renewal date", "renewal", "renews on", "term ends", "term end", "end date", "expiry", "expiry date", "expires", "contract end", "contract end date", "end", "expiration", "expiration date", "vertragsende", "laufzeit bis", "ablauf", "ablaufdatum", "verlängerung", "laufzeitende", "ende", "next renewal date", "next renewal", "agreement end date", "contract expiration", "contract expiration date", "contract expiry", "agreement expiry", "valid until", "gültig bis", "befristet bis"]
    "term.renews" Renewal "Renews" ["auto renew", "auto renewal", "renews", "renewal type", "auto renewal y n", "verlängert sich", "automatische verlängerung"]
    "term.renewal_months" Months "Renews by months" ["renewal term", "renewal months", "renews by months", "renewal period", "verlängerung um monate"]
    "exit.notice" Notice "Notice" ["notice", "notice period", "termination notice", "notice days", "kündigungsfrist", "frist", "termination period"]
    "owners.us" People "Our owner" ["owner", "our owner", "pam", "partner manager", "partner mgr", "alliance manager", "alliance mgr", "partner account manager", "account manager", "am", "manager", "responsible", "dri", "lead", "internal owner", "relationship owner", "verantwortlich", "verantwortlicher", "partnermanager", "betreuer", "ansprechpartner intern", "owner internal", "channel manager", "channel account manager", "cam", "partner success manager", "partner development manager", "pdm", "kam", "key account manager", "zuständig"]
    "owners.partner" People "Their owner" ["partner contact", "contact", "main contact", "their owner", "their contact", "primary contact", "partner owner", "contact person", "counterpart", "ansprechpartner", "kontakt", "kontaktperson", "ansprechpartner partner", "partner lead"]
    "sponsors.us" People "Our sponsor" ["exec sponsor", "sponsor", "executive sponsor", "our sponsor", "internal sponsor", "our exec sponsor", "management sponsor", "pate", "exec sponsors"]
    "sponsors.partner" People "Their sponsor" ["their sponsor", "partner sponsor", "partner exec sponsor", "their exec sponsor", "partner executive sponsor", "sponsor partner"]
    "contributions.us" Texts "We contribute" ["what we give", "we give", "our contribution", "we contribute", "we bring", "what we bring", "our commitments", "our obligations", "we provide", "unser beitrag", "wir geben", "unsere leistung", "our investment", "gives us side", "give", "gives", "our give"]
    "contributions.partner" Texts "They contribute" ["what they give", "they give", "their contribution", "partner contribution", "they contribute", "they bring", "what they bring", "their commitments", "partner commitments", "partner obligations", "they provide", "beitrag des partners", "partner gibt", "leistung des partners", "what we get", "beitrag partner", "get", "gets", "our get"]
    "expects.us" Texts "We expect" ["what we want", "we expect", "our expectations", "we get", "our goals", "erwartung an den partner", "what we expect"]
    "expects.partner" Texts "They expect" ["what they want", "they expect", "their expectations", "they get", "their goals", "what they get", "what they expect"]
    "metrics.name" Text "Metric" ["kpi", "metric", "measure", "success metric", "kennzahl", "success measure", "main kpi", "messgröße"]
    "metrics.unit" Text "Unit" ["unit", "einheit", "kpi unit"]
    "metrics.every" Every "Every" ["every", "kpi frequency", "frequency of measurement", "measured every", "zeitraum"]
    "metrics.target" Level "Target" ["target", "goal value", "target value", "annual target", "quota", "ziel", "zielwert", "sollwert", "plan", "commitment value", "revenue target", "kpi target", "target 2026", "ziel 2026"]
    "metrics.floor" Level "Floor" ["floor", "minimum", "min commitment", "minimum commitment", "mindestwert", "untergrenze", "minimum target"]
    "governance.cadence" Cadence "Cadence" ["cadence", "meeting cadence", "review cadence", "frequency", "meeting frequency", "qbr cadence", "rhythmus", "turnus", "review frequency"]
    "governance.reviews" Review "Last review" ["last qbr", "last review", "last meeting", "last business review", "last contact", "qbr date", "qbr", "letztes review", "letztes gespräch", "letzter termin", "letztes qbr", "last touchpoint", "most recent qbr"]
    "attention.hours_per_month" Number "Hours a month" ["hours a month", "hours per month", "hours month", "monthly hours", "effort hours", "stunden pro monat", "aufwand stunden monat", "hrs month", "aufwand h monat"]
    "attention.cost_per_month" Money "Cost a month" ["cost a month", "cost per month", "monthly cost", "kosten pro monat"]
    "learned" Text "Learned" ["learned", "lessons learned", "lesson", "erkenntnis"]
    "notes" Texts "Notes" ["notes", "note", "comments", "comment", "remarks", "remark", "bemerkung", "bemerkungen", "notizen", "kommentar", "anmerkungen", "details", "description", "beschreibung", "info"]
};

/// Whom a CRM holds responsible for an entry: our owner, unless another column names one.
const CRM_OWNERS: [&str; 5] =
    ["account owner", "account owner full name", "company owner", "record owner", "hubspot owner"];

/// What a column is read as.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A field of the record.
    Field(&'static str, Reads),
    /// A key of the team's own, with its `x-`.
    Own(String),
    /// Nothing: somebody said to leave it out.
    Skip,
}

impl Target {
    /// As `--map` and `import.yaml` write it.
    pub fn word(&self) -> &str {
        match self {
            Self::Field(path, _) => path,
            Self::Own(key) => key,
            Self::Skip => "skip",
        }
    }

    /// Reads what stands behind the `=` of `--map`.
    ///
    /// # Errors
    /// What is wrong with it, and what it may be.
    pub fn parse(word: &str) -> Result<Self, String> {
        let word = word.trim();
        if word == "skip" {
            return Ok(Self::Skip);
        }
        if let Some(rest) = word.strip_prefix("x-") {
            let key = own_key(rest);
            return if key == word {
                Ok(Self::Own(key))
            } else {
                Err(format!("a key of your own is written `{key}`"))
            };
        }
        if let Some(field) = fields().find(|field| field.path == word) {
            return Ok(Self::Field(field.path, field.reads));
        }
        Err(match nearest(word, fields().map(|field| field.path)) {
            Some(near) => format!("no column can be read as `{word}`; did you mean `{near}`?"),
            None => {
                let known: Vec<&str> = fields().map(|field| field.path).collect();
                format!(
                    "no column can be read as `{word}`; use `x-…` to keep it under a key of your own, `skip` to leave it out, or one of {}",
                    known.join(", ")
                )
            }
        })
    }
}

/// The fields that columns are read as.
pub fn fields() -> impl Iterator<Item = &'static ColumnField> {
    FIELDS.iter()
}

/// A heading without marks and capitals.
pub fn plain(heading: &str) -> String {
    let words: String =
        heading.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key of the team's own for a heading: `x-next-step`.
pub fn own_key(heading: &str) -> String {
    let ascii: String = heading
        .to_lowercase()
        .replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue")
        .replace('ß', "ss")
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .collect();
    let slug: String = ascii.split_whitespace().collect::<Vec<_>>().join("-").chars().take(40).collect();
    let slug = slug.trim_end_matches('-');
    let slug = slug.strip_prefix("x-").unwrap_or(slug);
    if slug.is_empty() { "x-column".to_owned() } else { format!("x-{slug}") }
}

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// A known name is part of the heading.
    Part,
    /// The heading is a known name.
    Whole,
}

/// The field that a heading names. `group` stands above it, where there are two rows of headings.
pub fn guess(group: &str, heading: &str) -> Option<(&'static ColumnField, Sure)> {
    let (above, own) = (plain(group), plain(heading));
    let both = format!("{above} {own}");
    // What was exported from a key of the team's own goes back to it.
    if heading.trim().starts_with("x-") {
        return None;
    }
    let field =
        whole(both.trim()).or_else(|| whole(&own).map(|field| of_side(field, &above))).or_else(|| {
            whole(&plain(heading.split(['(', '[']).next().unwrap_or_default()))
                .map(|field| of_side(field, &above))
        });
    if let Some(field) = field {
        return Some((field, Sure::Whole));
    }
    // `Contact` over `Internal` and `External`.
    if let Some(field) = whole(&above).filter(|_| side(&own).is_some()) {
        return Some((of_side(field, &own), Sure::Whole));
    }
    if CRM_OWNERS.contains(&own.as_str()) {
        return fields().find(|field| field.path == "owners.us").map(|field| (field, Sure::Part));
    }
    part(&own).map(|field| (of_side(field, &above), Sure::Part))
}

fn whole(name: &str) -> Option<&'static ColumnField> {
    if name.is_empty() {
        return None;
    }
    fields().find(|field| plain(field.heading) == name || field.path == name || field.names.contains(&name))
}

/// The field whose longest name of two words or more is part of the heading, or that one word of a short heading names.
fn part(heading: &str) -> Option<&'static ColumnField> {
    let words: Vec<&str> = heading.split(' ').collect();
    let mut best: Option<(usize, &'static ColumnField)> = None;
    for field in fields() {
        for name in field.names {
            let wanted: Vec<&str> = name.split(' ').collect();
            let long_enough = wanted.len() >= 2 || (words.len() <= 2 && name.len() > 4 && *name != "partner");
            let found = words.windows(wanted.len()).any(|window| window == wanted.as_slice());
            if long_enough && found && best.is_none_or(|(length, _)| wanted.len() > length) {
                best = Some((wanted.len(), field));
            }
        }
    }
    best.map(|(_, field)| field)
}

/// The side that one of the words names.
fn side(text: &str) -> Option<&'static str> {
    let has = |words: &[&str]| text.split(' ').any(|word| words.contains(&word));
    if has(&["their", "they", "them", "theirs", "partner", "partners", "partnerseite", "external", "extern"])
    {
        Some("partner")
    } else if has(&["our", "us", "we", "ours", "internal", "unsere", "wir", "intern"]) {
        Some("us")
    } else {
        None
    }
}

/// The same field of the side that the heading above names: `Their side` over `Owner`.
fn of_side(field: &'static ColumnField, group: &str) -> &'static ColumnField {
    let Some(side) = side(group) else { return field };
    let Some((block, _)) = field.path.split_once('.').filter(|(_, end)| ["us", "partner"].contains(end))
    else {
        return field;
    };
    let wanted = format!("{block}.{side}");
    fields().find(|field| field.path == wanted).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn read(heading: &str) -> &'static str {
        guess("", heading).map_or("own", |(field, _)| field.path)
    }

    #[test]
    fn a_name_means_one_field() {
        let mut seen = BTreeSet::new();
        for name in fields().flat_map(|field| field.names) {
            assert!(seen.insert(*name), "{name} twice");
            assert_eq!(plain(name), *name);
        }
        assert!(seen.len() > 60);
        for field in fields() {
            assert_eq!(read(field.heading), field.path);
        }
    }

    #[test]
    fn headings_are_known_by_their_names() {
        for (heading, path) in [
            ("Partner", "name"),
            ("PAM", "owners.us"),
            ("Renewal date", "term.ends"),
            ("Renewal Date 2026", "term.ends"),
            ("Notice (days)", "exit.notice"),
            ("What we give", "contributions.us"),
            ("Last QBR", "governance.reviews"),
            ("Backup", "own"),
            ("Next step", "own"),
            ("Kündigungsfrist", "exit.notice"),
            ("Partner contact email", "owners.partner"),
            ("Exec sponsor", "sponsors.us"),
            ("# Opps", "own"),
            ("x-crm", "own"),
        ] {
            assert_eq!(read(heading), path, "{heading}");
        }
        assert_eq!(guess("Their side", "Owner").map(|(field, _)| field.path), Some("owners.partner"));
        assert_eq!(guess("Our side", "Sponsor").map(|(field, _)| field.path), Some("sponsors.us"));
        assert_eq!(guess("Contract", "End").map(|(field, _)| field.path), Some("term.ends"));
    }

    #[test]
    fn keys_of_the_team_are_plain() {
        for (heading, key) in [
            ("Next step", "x-next-step"),
            ("Größe?", "x-groesse"),
            ("# Opps", "x-opps"),
            ("x-crm", "x-crm"),
            ("!", "x-column"),
        ] {
            assert_eq!(own_key(heading), key);
            assert_eq!(Target::parse(key), Ok(Target::Own(key.to_owned())));
        }
        assert!(Target::parse("term.end").expect_err("none").contains("`term.ends`"));
        assert!(Target::parse("x-Next Step").is_err());
    }
}

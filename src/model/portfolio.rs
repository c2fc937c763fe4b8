//! The portfolio: whose it is, where its records are, what attention there is, and how rules are set.

use std::fmt;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::calendar::add_days;
use super::date::Date;
use super::field::{BySide, Field, List};
use super::fiscal_year::FiscalYear;
use super::number::{Money, Number};
use super::refusal::{Advice, Refusal};
use super::side::Side;
use super::vocabulary::FailOn;

/// `portfolio.yaml`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Portfolio {
    /// Your company: whose portfolio it is.
    pub us: Field<String>,
    /// The three-letter code of the money that amounts are in.
    #[serde(deserialize_with = "currency_code")]
    pub currency: Field<String>,
    /// Where the records are: patterns relative to this file.
    pub alliances: List<String>,
    /// How much management attention there is for all alliances together.
    pub attention: Field<Capacity>,
    /// The month in which your own year begins, where it is not the calendar's: `04` for April. `FY26` is then the year
    /// that ends in 2026.
    pub fiscal_year_starts: Field<FiscalYear>,
    /// How many months back value is counted; absent means 12.
    pub trailing_months: Field<u32>,
    /// Judges everything as on this day; for examples only.
    pub as_of: Field<Date>,
    /// When `alliance check` fails.
    pub gate: Field<Gate>,
    /// How single rules are set: a severity, `off`, or options.
    pub rules: BySide<RuleSetting>,
    /// Settings for some of the alliances.
    pub overrides: List<Override>,
    /// Findings that are accepted for a time: each with a reason, a name and an end.
    pub waivers: List<Waiver>,
}

/// What people write for the code of a currency.
const CURRENCIES: &[(&str, &[&str])] = &[
    ("EUR", &["€", "euro", "euros"]),
    ("USD", &["$", "us$", "dollar", "dollars", "us dollar", "us dollars"]),
    ("GBP", &["£", "pound", "pounds", "sterling", "pound sterling"]),
    ("CHF", &["franken", "francs", "swiss francs", "sfr"]),
    ("JPY", &["¥", "yen"]),
];

/// Reads the code of a currency; one that is none leaves the field unusable, so that no amount is held to it.
fn currency_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Field<String>, D::Error> {
    let code = Field::<CurrencyCode>::deserialize(deserializer)?;
    Ok(code.and_then(|code| Field::Set(code.0.clone())))
}

struct CurrencyCode(String);

impl<'de> Deserialize<'de> for CurrencyCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(CurrencyVisitor)
    }
}

struct CurrencyVisitor;

impl Visitor<'_> for CurrencyVisitor {
    type Value = CurrencyCode;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a currency such as EUR")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<CurrencyCode, E> {
        let text = text.trim();
        let is_code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code(text) || text.is_empty() {
            return Ok(CurrencyCode(text.to_owned()));
        }
        let (lower, upper) = (text.to_lowercase(), text.to_uppercase());
        let named = CURRENCIES.iter().find(|(_, names)| names.contains(&lower.as_str()));
        let meant = named.map(|(code, _)| *code).or_else(|| is_code(&upper).then_some(&*upper));
        let fix = match meant {
            Some(code) => Advice::write(code),
            None => "write one such as `EUR`, `GBP` or `USD`".into(),
        };
        let shown: String = text.chars().take(40).collect();
        Err(E::custom(Refusal::new(format!("`{shown}` is not a three-letter currency code"), fix)))
    }
}

/// How far back value is counted unless the portfolio says otherwise, in months.
pub const TRAILING_MONTHS: u32 = 12;
/// The longest that it can say.
pub const LONGEST_TRAILING_MONTHS: u32 = 120;

impl Portfolio {
    /// The portfolio's currency, `EUR` where none is set.
    pub fn currency(&self) -> &str {
        self.currency.text().unwrap_or("EUR")
    }

    /// Its own year, where it says when that begins.
    pub fn fiscal_year(&self) -> Option<FiscalYear> {
        self.fiscal_year_starts.copied()
    }

    /// How many months back value is counted.
    pub fn trailing_months(&self) -> u32 {
        let sound = |months: &u32| (1..=LONGEST_TRAILING_MONTHS).contains(months);
        self.trailing_months.copied().filter(sound).unwrap_or(TRAILING_MONTHS)
    }
}

/// How much management attention there is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Capacity {
    /// Hours a month for all alliances together.
    pub capacity_hours_per_month: Field<Number>,
    /// What an hour of it costs.
    pub cost_per_hour: Field<Money>,
}

/// When `check` fails.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Gate {
    /// From which severity on `alliance check` fails.
    pub fail_on: Field<FailOn>,
    /// Fails below this structure score, 0 to 100.
    pub min_score: Field<u32>,
}

/// Settings for some alliances.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Override {
    /// Names or file names of the alliances; `*` stands for anything.
    pub alliances: List<String>,
    /// How single rules are set for them.
    pub rules: BySide<RuleSetting>,
}

/// An accepted exception: for one rule, by somebody, until a date.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Waiver {
    /// The rule whose findings are accepted.
    pub rule: Field<String>,
    /// The alliance's name; only in portfolio.yaml.
    pub alliance: Field<String>,
    /// Accepts only findings about this side.
    pub side: Field<Side>,
    /// Accepts only findings at this field or below it.
    pub path: Field<String>,
    /// Why it is accepted.
    pub reason: Field<String>,
    /// Who approved it.
    pub approved_by: Field<String>,
    /// The day it was approved.
    pub approved_on: Field<Date>,
    /// The last day it holds.
    pub until: Field<Date>,
}

/// Longest that an exception may be accepted, in days.
pub const LONGEST_WAIVER_DAYS: u32 = 180;

impl Waiver {
    /// The last day on which it can hold, whatever it says; `None` where a date is missing.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let longest = add_days(self.approved_on.get()?.0, LONGEST_WAIVER_DAYS);
        Some(self.until.get()?.0.min(longest))
    }
}

/// One rule's setting: `off`, a severity, or its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleSetting {
    /// `off` or `false`.
    Off,
    /// `on` or `true`: at its default.
    On,
    /// A severity's word, or one that is none: the rules judge it.
    Severity(String),
    /// Options by name, `severity` among them.
    Options(Vec<(String, OptionText)>),
}

/// An option as written; its rule knows what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionText {
    /// One word or number.
    One(String),
    /// Several.
    Many(Vec<String>),
    /// A mapping, which no option is.
    Neither,
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SettingVisitor)
    }
}

struct SettingVisitor;

impl<'de> Visitor<'de> for SettingVisitor {
    type Value = RuleSetting;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("`off`, a severity, or the rule's options")
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<RuleSetting, E> {
        Ok(if on { RuleSetting::On } else { RuleSetting::Off })
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<RuleSetting, E> {
        Ok(match word {
            "off" => RuleSetting::Off,
            "on" => RuleSetting::On,
            severity => RuleSetting::Severity(severity.to_owned()),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleSetting, A::Error> {
        let mut options = Vec::new();
        while let Some(option) = map.next_entry()? {
            options.push(option);
        }
        Ok(RuleSetting::Options(options))
    }
}

impl<'de> Deserialize<'de> for OptionText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OptionVisitor)
    }
}

struct OptionVisitor;

impl<'de> Visitor<'de> for OptionVisitor {
    type Value = OptionText;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a word, a number or a list of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<OptionText, E> {
        Ok(OptionText::One(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<OptionText, E> {
        Ok(OptionText::One(on.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<OptionText, E> {
        Ok(OptionText::One(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<OptionText, E> {
        Ok(OptionText::One(number.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OptionText, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<OptionText>()? {
            match item {
                OptionText::One(text) => items.push(text),
                OptionText::Many(_) | OptionText::Neither => {
                    while seq.next_element::<IgnoredAny>()?.is_some() {}
                    return Ok(OptionText::Neither);
                }
            }
        }
        Ok(OptionText::Many(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OptionText, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(OptionText::Neither)
    }
}

//! A period as it is read from a record, and what is said of a text that is none.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::fiscal_year::FiscalYear;
use super::near_date::{fix_of_fiscal, fix_of_period};
use super::period::Period;
use super::refusal::Refusal;

/// Asks the reader for a period's text and, where it knows that, for the month in which the portfolio's year begins.
pub const PERIOD: &str = "alliance::period";

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(PERIOD, PeriodVisitor)
    }
}

struct PeriodVisitor;

impl<'de> Visitor<'de> for PeriodVisitor {
    type Value = Period;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a period like 2026-Q3")
    }

    /// Any other format: a text.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Period, D::Error> {
        deserializer.deserialize_str(self)
    }

    /// Our reader, where it knows when the portfolio's year begins.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Period, A::Error> {
        let (text, month): (Option<String>, Option<String>) = (seq.next_element()?, seq.next_element()?);
        let fiscal = month.as_deref().and_then(FiscalYear::parse);
        let text = text.unwrap_or_default();
        Period::parse_in(&text, fiscal).map_or_else(|| self.visit_str(&text), Ok)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Period, E> {
        Period::parse(text).ok_or_else(|| {
            if let Some(told) = fix_of_fiscal(text) {
                return E::custom(told);
            }
            let shown: String = text.chars().take(40).collect();
            let fix = fix_of_period(text).unwrap_or_else(|| {
                "write a month `2026-09`, a quarter `2026-Q3`, a half-year `2026-H2` or a year `2026`".into()
            });
            E::custom(Refusal::new(format!("expected a period like 2026-Q3, found `{shown}`"), fix))
        })
    }
}
